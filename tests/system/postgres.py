#!/usr/bin/env python3
"""The server on PostgreSQL: works; while the database is away it answers 503 with Retry-After; then goes on."""
import glob, os, pwd, subprocess

from lib import *


class Postgres:
    """A cluster of its own in `folder`, on a Unix socket only. initdb refuses root, so root steps down."""

    def __init__(self, folder):
        self.bin = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
        self.folder, self.data = folder, f"{folder}/cluster"
        os.makedirs(self.data)
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(self.data, owner.pw_uid, owner.pw_gid)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        self.run("initdb", "-D", self.data, "--locale=C", "--encoding=UTF8", "--auth=trust", "--username=luoshi")
        self.start()
        self.run("createdb", "-h", self.folder, "-U", "luoshi", "luoshi")

    def run(self, program, *arguments):
        step_down = ["runuser", "-u", self.user, "--"] if os.geteuid() == 0 else []
        done = subprocess.run([*step_down, f"{self.bin}/{program}", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd="/")
        expect(done.returncode == 0, f"{program} fails: {done.stdout[-1500:]}")

    def start(self):
        self.run("pg_ctl", "-D", self.data, "-w", "-l", f"{self.data}/log", "-o", f"-c listen_addresses='' -k {self.folder}", "start")

    def stop(self):
        self.run("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop")

    def running(self):
        return os.path.exists(f"{self.data}/postmaster.pid")

    def url(self):
        return f"postgresql:///luoshi?host={self.folder}&user=luoshi"


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
    folder = tempfile.mkdtemp(prefix="pg-", dir="/tmp")  # a socket's path must be short
    os.chmod(folder, 0o755)
    database = Postgres(folder)
    try:
        with Folder() as own, Server(own, database=database.url(), blobs="database") as server:
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
    finally:
        if database.running():
            database.stop()
        shutil.rmtree(folder, ignore_errors=True)


run(postgres)
