#!/usr/bin/env python3
"""The restore drill: a backup of a server that is being written to, a kill, a restore elsewhere; then damaged copies."""
import http.client, threading

from lib import *

BACKUPS = 3
GONE = (OSError, http.client.HTTPException, json.JSONDecodeError)


def command(*words):
    done = subprocess.run([BIN, *words], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def write(server, started, stop, noted):
    number = 0
    try:
        while not stop.is_set():
            number += 1
            status, _, got = server.upload(f"{number}.txt", small_notice(number, 5))
            expect(status == 201, f"import answers {status} {got}")
            noted.append(got["id"])
            if number == 5:
                started.set()
    except GONE:
        pass  # killed in the middle


def restored(folder, copy, name):
    """The installation made from a copy, and what was said of it."""
    os.makedirs(f"{folder}/keys-{name}")  # as on another machine: the key, and no anchors yet
    shutil.copy(f"{folder}/anchor.key", f"{folder}/keys-{name}/anchor.key")
    other = Server(folder, data=f"{folder}/{name}", anchor_key_file=f"{folder}/keys-{name}/anchor.key")
    status, out, err = command("restore", copy, "--to", f"{folder}/{name}", "--json", *other.arguments())
    expect(status == 0, f"restore answers {status}: {out} {err}")
    return other, json.loads(out)


def refused(folder, server, copy, reason, named, to="nowhere"):
    status, out, err = command("restore", copy, "--to", f"{folder}/{to}", *server.arguments())
    expect(status == 3 and reason in err and named in err, f"{named}: expected {reason}, got {status} {out} {err}")


def damaged(folder, server, copy):
    """One byte changed in each file that has one."""
    tried = 0
    for file in sorted(path for path in pathlib.Path(copy).rglob("*") if path.is_file() and path.stat().st_size):
        data = file.read_bytes()
        middle = len(data) // 2
        file.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
        refused(folder, server, copy, "backup.damaged", file.name)
        expect(not os.path.exists(f"{folder}/nowhere"), "a refused restore makes nothing")
        file.write_bytes(data)
        tried += 1
    return tried


def backup():
    with Folder() as folder:
        server = Server(folder)
        server.start().log_in()
        started, stop, noted = threading.Event(), threading.Event(), []
        writer = threading.Thread(target=write, args=(server, started, stop, noted))
        writer.start()
        expect(started.wait(30), "the writer began")
        copies, seconds, before = [], [], []
        for number in range(BACKUPS):
            before.append(list(noted))  # acknowledged, so in the copy
            start = time.monotonic()
            status, out, err = command("backup", f"{folder}/copy-{number}", "--json", *server.arguments())
            expect(status == 0, f"backup of a running server answers {status}: {out} {err}")
            seconds.append(time.monotonic() - start)
            copies.append((f"{folder}/copy-{number}", json.loads(out)))
        server.kill()
        writer.join()
        expect(len(noted) > len(before[-1]), "the server was written to while it was copied")
        expect(not any(b"anchor.key" in p.name.encode() or p.suffix == ".key" for c, _ in copies for p in pathlib.Path(c).rglob("*")), "no key is in a copy")
        for number, (copy, made) in enumerate(copies):
            other, said = restored(folder, copy, f"data-{number}")
            expect(said["head"] == made["head"] and said["events"] == made["events"], f"another record: {made} {said}")
            report = other.verify()
            expect(report["head"] == made["head"] and report["blobs"] == made["blobs"], f"another chain: {made} {report}")
            other.start().log_in()
            for import_id in before[number]:
                status, _, draft = other.request("GET", f"/api/v1/imports/{import_id}")
                expect(status == 200 and len(draft["items"]) == 5, f"import {import_id} is not in the copy: {status}")
            status, _, got = other.upload("after.txt", small_notice(9_000 + number))
            expect(status == 201, f"the restored server takes {status} {got}")
            other.stop()
            other.verify()
        copy = copies[-1][0]
        refused(folder, server, copy, "backup.not-empty", "data-0", "data-0")
        tried = damaged(folder, server, copy)
        os.rename(f"{folder}/anchor.key", f"{folder}/away.key")
        refused(folder, server, copy, "backup.no-key", "anchor.key")
        return f"{BACKUPS} copies under load, at most {max(seconds):.2f} s, {copies[-1][1]['events']} events restored and proved; {tried} files with one byte changed refused by name"


run(backup)
