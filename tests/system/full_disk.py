#!/usr/bin/env python3
"""A full disk: writes answer 507 and lose nothing, reads go on, and with space again all goes on."""
import os, subprocess, sys

from lib import *


def mount_small():
    """A folder of 24 MB; as root directly, else in a mount namespace of our own."""
    if os.geteuid() != 0 and not os.environ.get("LUOSHI_NAMESPACE"):
        os.environ["LUOSHI_NAMESPACE"] = "1"
        os.execvp("unshare", ["unshare", "--user", "--map-root-user", "--mount", sys.executable, *sys.argv])
    folder = tempfile.mkdtemp(prefix="full-", dir=ROOT / "build")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder], check=True)
    return folder


def full_disk():
    folder = mount_small()
    try:
        with Folder() as elsewhere, Server(folder, log_file=f"{elsewhere}/server.log") as server:
            server.log_in()
            status, _, kept = server.upload("a.txt", small_notice(1))
            expect(status == 201, f"with space: {status} {kept}")
            filler = pathlib.Path(folder, "filler")
            with filler.open("wb", buffering=0) as out:
                try:
                    while True:
                        out.write(b"\0" * 65536)
                except OSError:
                    pass
                try:
                    while True:
                        out.write(b"\0" * 512)
                except OSError:
                    pass
            refused = set()
            for n in range(2, 12):
                status, _, answer = server.upload(f"{n}.txt", small_notice(n, 40))
                expect(status in (201, 507), f"full: {status} {answer}")
                refused.add((status, answer.get("code")))
            expect((507, "store.full") in refused, f"no write was refused as full: {refused}")
            status, _, draft = server.request("GET", f"/api/v1/imports/{kept['id']}")
            expect(status == 200 and len(draft["items"]) == 3, f"reading goes on: {status}")
            filler.unlink()
            status, _, again = server.upload("again.txt", small_notice(99))
            expect(status == 201, f"with space again: {status} {again}")
            server.stop()
            report = server.verify()
            return f"507 while full, 201 after; {report['rows']} rows proved"
    finally:
        subprocess.run(["umount", folder], check=True)
        os.rmdir(folder)


run(full_disk)
