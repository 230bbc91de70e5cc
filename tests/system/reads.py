#!/usr/bin/env python3
"""Who read personal data is on the disk before the answer leaves, sealed at a clean stop, and proved by audit verify."""
import sqlite3, subprocess

from lib import *


def faults(server):
    done = subprocess.run([BIN, "audit", "verify", "--json", *server.arguments()], capture_output=True, text=True)
    return [fault["code"] for fault in json.loads(done.stdout)["faults"]]


def behind(folder, sql):
    rows = sqlite3.connect(f"{folder}/data/rows.db")
    count = rows.execute(sql).rowcount
    rows.commit()
    rows.close()
    expect(count == 1, f"one row is changed by {sql}: {count}")


def reads():
    with Folder() as folder:
        server = Server(folder)
        server.start()
        server.log_in("admin")
        for _ in range(3):
            status, _, _ = server.request("GET", "/api/v1/people")
            expect(status == 200, f"people: {status}")
        server.kill()  # nothing was sealed, the answers had left
        report = server.verify()
        expect(report["reads"] + report["unsealed_reads"] == 3, f"after a kill: {report}")
        server.start()
        server.log_in("admin")
        slowest, total, rounds = 0, 0, 100
        for _ in range(rounds):
            begin = time.monotonic()
            server.request("GET", "/api/v1/people")
            slowest, total = max(slowest, time.monotonic() - begin), total + time.monotonic() - begin
        server.stop()
        report = server.verify()
        expect(report["reads"] == 3 + rounds and report["unsealed_reads"] == 0, f"a clean stop seals all: {report}")
        kept = pathlib.Path(f"{folder}/data/rows.db").read_bytes()
        for sql, code in [
            ("UPDATE access_reads SET person_name = '别人' WHERE place = 7", "audit.read-changed"),
            ("DELETE FROM access_reads WHERE place = 7", "audit.read-missing"),
            ("UPDATE access_segments SET reads = reads - 1", "audit.segment-changed"),
        ]:
            behind(folder, sql)
            found = faults(server)
            expect(code in found, f"{sql}: {found}")
            pathlib.Path(f"{folder}/data/rows.db").write_bytes(kept)
        server.verify()
    return f"people with its read logged: {total / rounds * 1000:.1f} ms, slowest {slowest * 1000:.0f} ms"


run(reads)
