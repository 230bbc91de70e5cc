"""A PostgreSQL server of a test's own."""
import glob, os, pwd, subprocess

from lib import *


class Postgres:
    """A cluster of its own, on a Unix socket only; `with Postgres() as database`. initdb refuses root, so root steps down."""

    def __init__(self):
        folder = tempfile.mkdtemp(prefix="pg-", dir="/tmp")  # a socket's path must be short
        os.chmod(folder, 0o755)
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

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.running():
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
