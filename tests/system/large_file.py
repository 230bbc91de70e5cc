#!/usr/bin/env python3
"""A file of 500 MB as evidence of a task, into a folder and into PostgreSQL: comes back byte for byte, in little memory, while others work."""
import hashlib, threading

from cluster import Postgres
from lib import *

SIZE = 500_000_000
MOST = 96 * 1024  # KiB the server's own memory may grow by, its pages of files not counted


def pieces():
    """Bytes that differ everywhere."""
    block = os.urandom(1_000_000)
    for n in range(SIZE // len(block)):
        yield n.to_bytes(8, "big") + block[8:]


class Watch(threading.Thread):
    """How much memory of its own a process takes at most, and how long a small request takes beside it."""

    def __init__(self, server):
        super().__init__()
        self.server, self.ended = server, threading.Event()
        self.before = self.most = self.own()
        self.slowest, self.asked, self.refused = 0.0, 0, []

    def own(self):
        return int(re.search(r"RssAnon:\s+(\d+)", pathlib.Path(f"/proc/{self.server.process.pid}/status").read_text())[1])

    def run(self):
        while not self.ended.wait(0.05):
            self.most = max(self.most, self.own())
            start = time.monotonic()
            status, _, _ = self.server.request("GET", "/api/v1/inbox/count")
            if status != 200:
                self.refused.append(status)
            self.slowest = max(self.slowest, time.monotonic() - start)
            self.asked += 1

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.join()


def send(server, path):
    boundary = uuid.uuid4().hex
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="现场录像.mp4"\r\nContent-Type: video/mp4\r\n\r\n'.encode()
    tail = f"\r\n--{boundary}--\r\n".encode()
    sum_ = hashlib.sha256()

    def body():
        yield head
        for piece in pieces():
            sum_.update(piece)
            yield piece
        yield tail

    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    answer = server.request("POST", path, body(), {"Content-Type": f"multipart/form-data; boundary={boundary}", "Content-Length": str(len(head) + SIZE + len(tail))}, connection)
    return answer, sum_.hexdigest()


def fetch(server, path):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    connection.request("GET", path, headers={"Cookie": "; ".join(f"{k}={v}" for k, v in server.cookies.items())})
    answer = connection.getresponse()
    expect(answer.status == 200 and answer.getheader("Content-Length") == str(SIZE), f"the file comes with {answer.status}, length {answer.getheader('Content-Length')}")
    sum_ = hashlib.sha256()
    while piece := answer.read(1 << 20):
        sum_.update(piece)
    return sum_.hexdigest()


def carried(place, folder, **settings):
    with Server(folder, **settings) as server:
        server.log_in()
        plans = server.request("GET", "/api/v1/plans")[2]["items"]
        task = server.request("GET", f"/api/v1/plans/{plans[0]['id']}/tasks?role=lead")[2]["items"][0]["id"]
        path = f"/api/v1/tasks/{task}/evidence"
        _, headers, life = server.request("GET", f"/api/v1/tasks/{task}/life")
        unit = next(one["unit"]["id"] for one in life["signings"])
        status, _, life = server.request("POST", f"/api/v1/tasks/{task}/signing", {"unit_id": unit}, {"If-Match": headers["ETag"]})
        expect(status == 200, f"{place}: signing answers {status} {life}")
        with Watch(server) as watch:
            start = time.monotonic()
            (status, _, kept), sent = send(server, path)
            took = time.monotonic() - start
            expect(status == 201 and kept["size"] == SIZE, f"{place}: {status} {kept}")
            start = time.monotonic()
            got = fetch(server, f"{path}/{kept['id']}")
            back = time.monotonic() - start
        expect(got == sent, f"{place}: what came back is not what was sent")
        grown = watch.most - watch.before
        expect(grown < MOST, f"{place}: the server's own memory grew by {grown} KiB")
        expect(watch.asked > 10 and not watch.refused, f"{place}: beside it {watch.asked} requests, refused {watch.refused}")
        status, _, answer = server.form(path, {}, ("太大.mp4", b"\0" * 100), {"Content-Length": str(SIZE * 2)})
        expect(status == 413, f"{place}: twice as much answers {status} {answer}")
        server.stop()
        report = server.verify()
        expect(report["blobs"] >= 1, f"{place}: the record names {report['blobs']} files")
    return f"{place}: in {took:.1f} s, out {back:.1f} s, memory +{grown // 1024} MiB, {watch.asked} requests beside it, the slowest {watch.slowest:.2f} s"


def large_file():
    with Folder() as own:
        said = carried("folder", own)
    with Postgres() as database, Folder() as own:
        return f"{said}; {carried('PostgreSQL', own, database=database.url(), blobs='database')}"


run(large_file)
