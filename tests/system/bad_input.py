#!/usr/bin/env python3
"""Every kind of bad file gets its own clear answer in time, within memory, and leaves nothing behind."""
import pathlib, time

from lib import *

NOVEL = ("那天夜里下着雨，他沿着河边走了很久，想起许多年前的事。河水涨得很高，对岸的灯一盏一盏灭了。"
         "母亲说过，人总要回家的。他没有回答，只是把伞收起来，听雨落在船篷上的声音。\n\n") * 400


def cases():
    seed = SEED.read_bytes()
    secret = "机密★1年\n特急\n\n关于印发《某某方案》的通知\n\n1. 办好某事。（省财政厅负责）\n".encode()
    cable = "某省发电\n等级 特急·密电 某办发电〔2011〕5号\n\n关于印发《某某方案》的通知\n\n1. 办好某事。（省财政厅负责）\n".encode()
    return [("empty", "空.txt", b"", 422, "office.empty"),
            ("white space", "空白.txt", b" \r\n\t\n" * 50, 422, "office.empty"),
            ("binary", "照片.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, 415, "office.binary"),
            ("a docx", "通知.txt", b"PK\x03\x04" + bytes(range(256)) * 10, 415, "office.binary"),
            ("truncated", "截断.txt", seed[:-1] if seed[-1] >= 0x80 else seed.rstrip()[:-1], 422, "office.truncated"),
            ("broken UTF-8", "坏码.txt", seed[:3001] + b"\xff\xfe\xff" + seed[3001:], 422, "office.encoding"),
            ("a novel", "小说.txt", NOVEL.encode(), 422, "notice.no-structure"),
            ("a secret mark", "标密.txt", secret, 422, "notice.secret"),
            ("a secret cable", "密电.txt", cable, 422, "notice.secret"),
            ("over the limit", "大.txt", seed * 500, 413, None)]


def files_below(folder):
    return sorted(str(p.relative_to(folder)) for p in pathlib.Path(folder).rglob("*") if p.is_file())


def imports(server):
    return [i["id"] for i in server.request("GET", "/api/v1/imports")[2]["items"]]


def bad_input():
    with Folder() as folder, Server(folder) as server:
        server.log_in()
        before, blobs = imports(server), files_below(f"{folder}/data/blobs")
        slowest = 0
        for what, name, data, status, code in cases():
            start = time.monotonic()
            got, headers, answer = server.upload(name, data)
            slowest = max(slowest, time.monotonic() - start)
            expect(got == status and (code is None or answer["code"] == code), f"{what}: {got} {answer}, expected {status} {code}")
            expect("secret" in answer["code"] or name in answer["detail"] or got == 413, f"{what}: the answer does not name the file: {answer}")
            if code == "notice.secret":
                log = pathlib.Path(f"{folder}/server.log").read_text()
                expect("某某方案" not in str(answer) + log and name not in log, "something of the secret file is in answer or log")
        start = time.monotonic()
        got, _, answer = huge_upload(server)
        slowest = max(slowest, time.monotonic() - start)
        expect(got == 413, f"200 MB: {got} {answer}")
        expect(slowest <= 10, f"the slowest answer took {slowest:.1f} s")
        expect(imports(server) == before and files_below(f"{folder}/data/blobs") == blobs, "something was left behind")
        peak = server.peak_kib() // 1024
        expect(peak <= 300, f"the server's peak is {peak} MiB")
        expect(server.upload("good.txt", SEED.read_bytes())[0] == 201, "a good file is read afterwards")
        server.stop()
        server.verify()
        return f"{len(cases()) + 1} files refused, slowest {slowest:.2f} s, server peak {peak} MiB"


def huge_upload(server):
    """200 MB, sent while the server is free to answer early."""
    import http.client
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.putrequest("POST", "/api/v1/imports")
    for name, value in {"Cookie": "; ".join(f"{k}={v}" for k, v in server.cookies.items()), "X-CSRF-Token": server.cookies["luoshi_csrf"],
                        "Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(200_000_000)}.items():
        connection.putheader(name, value)
    connection.endheaders()
    try:
        for _ in range(200):
            connection.send(b"a" * 1_000_000)
    except OSError:
        pass  # the server has closed after its answer
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


run(bad_input)
