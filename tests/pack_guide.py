#!/usr/bin/env python3
"""docs/pack-guide.md holds: its files and commands, in order, do what it says. The Chinese guide has the same boxes.

Environment: LUOSHI_BIN (the program), LUOSHI_SHARED (with corpus/dev/01-*.txt, the notice of the guide; default ../shared).
A box 'yaml NAME' is a file, 'sh' commands for one shell, 'text' what the box before prints: its lines in order, with … for anything.
"""
import os, pathlib, re, signal, socket, subprocess, sys, tempfile, threading

ROOT = pathlib.Path(__file__).resolve().parents[1]
BIN = pathlib.Path(os.environ.get("LUOSHI_BIN", ROOT / "build/release/bin/luoshi")).resolve()
SHARED = pathlib.Path(os.environ.get("LUOSHI_SHARED", ROOT / "../shared")).resolve()
PORT = "8193"  # of the guide; the test takes a free one


def boxes(name):
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    return re.findall(r"^```(\S+) ?(\S*)\n(.*?)^```$", text, re.M | re.S)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def project(folder):
    """What the guide takes from the project. Pages that are not built are one line here."""
    root = folder / "project"
    (root / "web/dist").mkdir(parents=True)
    (root / "web/dist/index.html").write_text("<!doctype html><title>Luoshi</title>")
    (root / "packs").symlink_to(ROOT / "packs")
    return root


class Shell:
    def __init__(self, folder, environment):
        self.process = subprocess.Popen(["bash"], cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                        text=True, encoding="utf-8", start_new_session=True)

    def run(self, commands):
        """What they print; ends the test when the shell ends or they take over two minutes."""
        self.process.stdin.write(f"{commands}\necho; echo ---done---\n")
        self.process.stdin.flush()
        limit = threading.Timer(120, self.end)
        limit.start()
        lines = []
        for line in self.process.stdout:
            if line == "---done---\n":
                limit.cancel()
                return "".join(lines).removesuffix("\n")
            lines.append(line)
        sys.exit("FAILED: the shell ended, or was ended, in\n" + commands + "".join(lines))

    def end(self):
        """The shell and the server it may have left, a group of their own."""
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
        except ProcessLookupError:
            pass
        self.process.wait()


def fits(said, printed):
    return re.search(".*".join(re.escape(part) for part in said.split("…")), printed, re.S)


def follow(folder):
    port, ran = free_port(), 0
    environment = {**os.environ, "LUOSHI": str(project(folder)), "PATH": f"{BIN.parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    shell, printed = Shell(folder, environment), ""
    try:
        for kind, name, text in boxes("pack-guide.md"):
            text = text.replace(PORT, port)
            if kind == "yaml":
                (folder / name).write_text(text, encoding="utf-8")
            elif kind == "sh":
                printed, ran = shell.run(text), ran + 1
            elif kind == "text" and not fits(text.rstrip("\n"), printed):
                log = folder / "server.log"
                sys.exit(f"FAILED: the guide says\n{text}\nand this is printed:\n{printed}\n{log.read_text()[-1500:] if log.exists() else ''}")
    finally:
        shell.end()
    return ran


def main():
    notices = sorted(SHARED.glob("corpus/dev/01-*.txt"))
    if len(notices) != 1:
        sys.exit(f"FAILED: no notice at {SHARED}/corpus/dev/01-*.txt; set LUOSHI_SHARED to the folder that has it")
    if boxes("pack-guide.md") != boxes("pack-guide.zh-CN.md"):
        sys.exit("FAILED: the boxes of docs/pack-guide.md and docs/pack-guide.zh-CN.md differ")
    (ROOT / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pack-guide-", dir=ROOT / "build") as name:
        folder = pathlib.Path(name)
        (folder / "notice.txt").write_bytes(notices[0].read_bytes())
        print(f"ok: {follow(folder)} boxes of commands do what the guide says")


main()
