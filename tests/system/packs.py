#!/usr/bin/env python3
"""A server takes a new version of its pack under load, keeps the old ones, and starts again whatever the folder has become."""
import threading, urllib.parse

from lib import *


class Editable:
    """A copy of the pack that a test may edit."""

    def __init__(self, folder):
        self.path = pathlib.Path(folder) / "pack"
        shutil.copytree(ROOT / "packs/gd-2011-193", self.path)

    def replace(self, name, old, new):
        text = (self.path / name).read_text(encoding="utf-8")
        expect(old in text, f"{name} has no {old}")
        (self.path / name).write_text(text.replace(old, new), encoding="utf-8")


def activate(server):
    status, _, preview = server.request("GET", "/api/v1/packs/gd-2011-193/preview")
    expect(status == 200 and preview["state"] == "changed", f"preview: {status} {preview}")
    start = time.monotonic()
    status, _, answer = server.request("POST", "/api/v1/packs/gd-2011-193/activate", {"digest": preview["digest"]})
    expect(status == 200, f"activate: {status} {answer}")
    return time.monotonic() - start


def names(server, word):
    _, _, units = server.request("GET", f"/api/v1/units?q={urllib.parse.quote(word)}")
    return [unit["short_name"] for unit in units["items"]]


def under_load(server, pack, versions):
    """Readers all the while: no request fails, every answer is of one version."""
    faults, stop, count = [], threading.Event(), [0]

    def read():
        own = Server(server.folder)
        own.port, own.cookies = server.port, server.cookies
        while not stop.is_set():
            status, _, answer = own.request("GET", "/api/v1/packs/gd-2011-193")
            if status != 200 or answer["pack"]["version"] != next(v["version"] for v in answer["versions"] if v["in_force"]):
                faults.append((status, answer))
            count[0] += 1

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    took = []
    for n in range(1, versions + 1):
        pack.replace("pack.yaml", f"version: 0.{n}.0", f"version: 0.{n + 1}.0")
        took.append(activate(server))
    stop.set()
    for reader in readers:
        reader.join()
    expect(not faults, f"while versions came: {faults[:2]}")
    return max(took), count[0]


def packs():
    with Folder() as folder:
        pack = Editable(folder)
        with Server(folder, packs=str(pack.path)) as server:
            server.log_in()
            slowest, reads = under_load(server, pack, 8)
            pack.replace("units.yaml", 'name: "省经信委"', 'name: "省经信厅"')
            activate(server)
            expect("省经信厅" in names(server, "省经信厅"), "the new name is there")
            _, _, detail = server.request("GET", "/api/v1/packs/gd-2011-193")
            expect(len(detail["versions"]) == 10, f"ten versions are kept: {detail['versions']}")
            # a notice that comes now takes its titles from the version in force
            pack.replace("plan.yaml", "总结反思本地“双转移”工作", "总结反思本地工作得失")
            activate(server)
            status, _, imported = server.request("POST", "/api/v1/imports", SEED.read_bytes(), {"Content-Type": "text/plain"})
            expect(status == 201, f"import: {status} {imported}")
            _, _, draft = server.request("GET", f"/api/v1/imports/{imported['id']}")
            expect(draft["items"][0]["title"] == "总结反思本地工作得失", f"title: {draft['items'][0]['title']}")
            # going back is the very version that was
            pack.replace("plan.yaml", "总结反思本地工作得失", "总结反思本地“双转移”工作")
            activate(server)
            _, _, again = server.request("GET", "/api/v1/packs/gd-2011-193")
            expect(len(again["versions"]) == 11 and again["pack"]["version_id"] == detail["pack"]["version_id"], "going back makes no version")
            server.stop()
        for broken in ("mistake", "gone"):
            if broken == "mistake":
                pack.replace("units.yaml", "category: government", "category: nowhere")
            else:
                shutil.move(pack.path, str(pack.path) + ".away")
            with Server(folder, packs=str(pack.path)) as server:
                server.log_in()
                _, _, listed = server.request("GET", "/api/v1/packs")
                expect(listed["items"][0]["state"] == "broken", f"{broken}: {listed}")
                expect("省经信厅" in names(server, "省经信厅"), f"{broken}: the version in force is in force")
                server.stop()
        log = (pathlib.Path(folder) / "server.log").read_text(encoding="utf-8")
        expect("pack-folder-left-alone" in log, "the log tells of the folder")
        server.verify()
    return f"{reads} reads while 8 versions came, the slowest activation {slowest * 1000:.0f} ms"


run(packs)
