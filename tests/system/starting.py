#!/usr/bin/env python3
"""Starting and stopping: clean SIGTERM, one owner of the data, no demo in the open, a newer schema refused, settings told."""
import sqlite3, subprocess

from lib import *


def refused(server, *more):
    done = subprocess.run([BIN, "serve", *server.arguments(), *more], capture_output=True, text=True, timeout=30)
    return done.returncode, done.stderr


def starting():
    with Folder() as folder:
        server = Server(folder)
        start = time.monotonic()
        server.start()
        first = time.monotonic() - start
        code, said = refused(server)
        expect(code == 3 and "store.in-use" in said, f"a second owner: {code} {said}")
        server.stop()
        start = time.monotonic()
        server.start()
        cold = time.monotonic() - start
        server.stop()
        code, said = refused(server, "--set", "address=0.0.0.0")
        expect(code == 3 and "app.demo-exposed" in said, f"a demo in the open: {code} {said}")
        code, said = refused(server, "--set", "colour=red")
        expect(code == 3 and "config.unknown-setting" in said, f"an unknown setting: {code} {said}")
        rows = sqlite3.connect(f"{folder}/data/rows.db")
        columns = [c[1] for c in rows.execute("PRAGMA table_info(store_migrations)")]
        newest = list(rows.execute("SELECT * FROM store_migrations ORDER BY number DESC LIMIT 1"))[0]
        later = tuple(value + 1 if name == "number" else value for name, value in zip(columns, newest))
        rows.execute(f"INSERT INTO store_migrations VALUES ({','.join('?' * len(columns))})", later)
        rows.commit()
        rows.close()
        code, said = refused(server)
        expect(code == 3 and "store.newer-schema" in said, f"a newer schema: {code} {said}")
    with Folder() as folder, Server(folder, demo=False) as server:
        expect(server.token, "an empty installation offers its one-time token")
        status, _, system = server.request("GET", "/api/v1/system")
        expect(status == 200 and system["setup_needed"] and not system["demo_accounts"], f"empty: {system}")
        status, _, answer = server.request("POST", "/api/v1/setup", {"token": "wrong", "username": "admin", "name": "管理员", "password": "a long password"})
        expect(status == 403, f"a wrong token: {status} {answer}")
        status, _, answer = server.request("POST", "/api/v1/setup", {"token": server.token, "username": "admin", "name": "管理员", "password": "a long password"})
        expect(status == 201, f"the token: {status} {answer}")
        server.stop()
    return f"first start {first:.2f} s, cold start {cold:.2f} s"


run(starting)
