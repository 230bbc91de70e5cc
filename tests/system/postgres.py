#!/usr/bin/env python3
"""The server on PostgreSQL: works; while the database is away it answers 503 with Retry-After; then goes on."""
import subprocess

from cluster import Postgres
from lib import *


def copied(server, database, folder):
    """A copy of the running server, restored into another database of the same cluster and into one of SQLite."""
    made = subprocess.run([BIN, "backup", f"{folder}/copy", "--json", *server.arguments()], capture_output=True, text=True)
    expect(made.returncode == 0, f"backup: {made.stdout} {made.stderr}")
    database.run("createdb", "-h", database.folder, "-U", "luoshi", "other")
    for name, url in (("pg", database.url().replace("/luoshi?", "/other?")), ("lite", "")):
        done = subprocess.run([BIN, "restore", f"{folder}/copy", "--to", f"{folder}/{name}", "--json", *server.arguments(), "--set", f"database={url}"], capture_output=True, text=True)
        expect(done.returncode == 0, f"restore into {name}: {done.stdout} {done.stderr}")
        expect(json.loads(done.stdout)["head"] == json.loads(made.stdout)["head"], "another head")


def postgres():
    with Postgres() as database, Folder() as own:
        with Server(own, database=database.url(), blobs="database") as server:
            server.log_in()
            status, _, kept = server.upload("a.txt", small_notice(1))
            expect(status == 201, f"on PostgreSQL: {status} {kept}")
            status, _, plan = server.make_plan(kept["id"], "在 PostgreSQL 上")
            expect(status == 201, f"plan: {status} {plan}")
            copied(server, database, own)
            database.stop()
            status, headers, answer = server.request("GET", "/api/v1/plans")
            expect(status == 503 and headers["Retry-After"], f"away: {status} {answer}")
            status, headers, answer = server.upload("b.txt", small_notice(2))
            expect(status == 503 and headers["Retry-After"], f"a write while away: {status} {answer}")
            expect(server.request("GET", "/readyz")[0] == 503 and server.request("GET", "/healthz")[0] == 200, "alive but not ready")
            database.start()
            status, _, plans = server.request("GET", "/api/v1/plans")
            expect(status == 200 and plan["id"] in [p["id"] for p in plans["items"]], f"back again: {status} {plans}")
            expect(server.upload("b.txt", small_notice(2))[0] == 201, "writes go on")
            server.stop()
            report = server.verify()
            return f"503 while away, goes on after; {report['rows']} rows proved"


run(postgres)
