"""What the tests of the real server share: starting it, speaking HTTP to it, checking what comes back.

Environment: LUOSHI_BIN (the program), LUOSHI_SHARED (the folder with the seed notice; default ../shared).
Only the standard library.
"""
import http.client, json, os, pathlib, re, select, shutil, signal, subprocess, sys, tempfile, time, uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = os.environ.get("LUOSHI_BIN", str(ROOT / "build/release/bin/luoshi"))
SHARED = pathlib.Path(os.environ.get("LUOSHI_SHARED", ROOT / "../shared")).resolve()
SEED = SHARED / "seed/notice-193.txt"
PASSWORD = "luoshi-demo-2011"


def need_shared():
    if not SEED.exists():
        sys.exit(f"FAILED: no notice at {SEED}; set LUOSHI_SHARED to the folder that has seed/notice-193.txt")


class Failed(Exception):
    pass


def expect(holds, what):
    if not holds:
        raise Failed(what)


def small_notice(n, items=3):
    """A notice of ours; n makes it a different one."""
    lines = [f"关于印发《测试方案{n}》的通知", "", f"测府办〔2020〕{n}号", "", "各有关单位：", "", "测试市人民政府办公室", "2020年3月2日", "", f"测试方案{n}", "", "一、总体工作", ""]
    lines += [f"{i + 1}. 做好第{i + 1}件事，编号{n}。（省财政厅牵头负责）" for i in range(items)]
    return ("\n".join(lines) + "\n").encode()


class Server:
    """A server of its own; `with Server(...) as server`. Settings by name."""

    last = None

    def __init__(self, folder, demo=True, **settings):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.settings = {"data": str(self.folder / "data"), "demo": str(demo).lower(), "demo_people": "false", "port": "0", "web": "", "packs": str(ROOT / "packs/gd-2011-193"),
                         "anchor_key_file": str(self.folder / "anchor.key"), "log_file": str(self.folder / "server.log"), **settings}
        self.process = None
        self.cookies = {}
        Server.last = self

    def arguments(self):
        return [part for name, value in self.settings.items() for part in ("--set", f"{name}={value}")]

    def start(self, seconds=30):
        """Returns when the server says where it serves."""
        self.process = subprocess.Popen([BIN, "serve", *self.arguments()], stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0)  # unbuffered, so that select sees what there is
        deadline = time.monotonic() + seconds
        self.token = None
        while True:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, deadline - time.monotonic()))
            line = self.process.stdout.readline().decode() if ready else ""
            if "one-time token" in line:
                self.token = line.rsplit(" ", 1)[1].strip()
            if found := re.search(r"serves https?://[^:]+:(\d+)", line):
                self.port = int(found[1])
                return self
            if not line:
                self.process.kill()
                raise Failed(f"the server did not start: {self.process.stderr.read()[-2000:].decode()}")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self, seconds=20):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(seconds)
        expect(status == 0, f"SIGTERM ends the server with {status}: {self.process.stderr.read()[-2000:].decode()}")

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def peak_kib(self):
        return int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{self.process.pid}/status").read_text())[1])

    def request(self, method, path, body=None, headers=None, connection=None, timeout=30):
        """(status, headers, parsed JSON or bytes)"""
        connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        headers = dict(headers or {})
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
            headers["X-CSRF-Token"] = self.cookies.get("luoshi_csrf", "")
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
            headers.setdefault("Content-Type", "application/json")
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        data = answer.read()
        if "json" in (answer.getheader("Content-Type") or ""):
            data = json.loads(data)
        return answer.status, answer.headers, data

    def log_in(self, username="wangqiang", password=PASSWORD):
        status, headers, data = self.request("POST", "/api/v1/session", {"username": username, "password": password})
        expect(status == 200, f"log-in answers {status} {data}")
        self.cookies = {c.split("=", 1)[0]: c.split("=", 1)[1].split(";")[0] for c in headers.get_all("Set-Cookie")}
        return self

    def form(self, path, fields, file=None, headers=None, timeout=60):
        """Posts multipart/form-data; file: (name, bytes)."""
        boundary = uuid.uuid4().hex
        body = b"".join(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items())
        if file:
            body += f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{file[0]}"\r\nContent-Type: text/plain\r\n\r\n'.encode() + file[1] + b"\r\n"
        return self.request("POST", path, body + f"--{boundary}--\r\n".encode(), {"Content-Type": f"multipart/form-data; boundary={boundary}", **(headers or {})}, timeout=timeout)

    def upload(self, name, data, timeout=60):
        return self.form("/api/v1/imports", {}, (name, data), timeout=timeout)

    def answer_all(self, import_id):
        """Takes the reader's proposal for each open question; the version then."""
        _, headers, draft = self.request("GET", f"/api/v1/imports/{import_id}")
        edits = [{"op": "answer", "question": q["id"], "choice": q["choices"][0]} for q in draft["questions"] if not q["answer"]]
        if edits:
            status, headers, draft = self.request("PATCH", f"/api/v1/imports/{import_id}", {"edits": edits}, {"If-Match": headers["ETag"]})
            expect(status == 200, f"answering gives {status} {draft}")
        return headers["ETag"]

    def make_plan(self, import_id, name):
        return self.request("POST", f"/api/v1/imports/{import_id}/plan", {"name": name, "second": True}, {"If-Match": self.answer_all(import_id)})

    def verify(self):
        """The record of a stopped server, proved."""
        done = subprocess.run([BIN, "audit", "verify", "--json", *self.arguments()], capture_output=True, text=True)
        expect(done.returncode == 0, f"audit verify fails: {done.stdout} {done.stderr}")
        return json.loads(done.stdout)


class Folder:
    """A temporary folder on a real disk, under build/."""

    def __enter__(self):
        (ROOT / "build").mkdir(exist_ok=True)
        self.path = tempfile.mkdtemp(prefix="system-", dir=ROOT / "build")
        return self.path

    def __exit__(self, kind, *_):
        if kind is None:
            shutil.rmtree(self.path, ignore_errors=True)  # after a failure it stays, to be looked at


def run(test):
    need_shared()
    start = time.monotonic()
    try:
        said = test()
    except Failed as failure:
        print(f"FAILED {test.__name__}: {failure}")
        if Server.last:  # what the server said of it
            print(pathlib.Path(Server.last.settings["log_file"]).read_text()[-2000:])
        sys.exit(1)
    print(f"ok {test.__name__}: {said} ({time.monotonic() - start:.1f} s)")
