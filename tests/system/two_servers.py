#!/usr/bin/env python3
"""Two servers on one PostgreSQL that is restarted hard under load: they go on by themselves, nothing acknowledged is lost.

usage: two_servers.py [ROUNDS]   default 5
"""
import random

from cluster import Postgres
from lib import *
from report_load import ReportLoad, asked_once, office_ledger

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 5


def ready_again(server):
    """Waits until the server says it is; the seconds it took."""
    begin = time.monotonic()
    while server.request("GET", "/readyz")[0] != 200:
        expect(time.monotonic() - begin < 30, "a server does not come back after the database did")
        time.sleep(0.05)  # between two questions
    return time.monotonic() - begin


def same_number_refused(folder, settings):
    third = Server(folder, node="2", **settings)
    try:
        third.start().kill()
        expect(False, "a third server with the number of the second starts")
    except Failed as refusal:
        expect("'node'" in str(refusal), f"the refusal does not name the setting: {refusal}")


def two_servers():
    chance = random.Random(2011)
    with Postgres() as database, Folder() as own:
        settings = {"database": database.url(), "blobs": "database", "anchor_key_file": f"{own}/anchor.key"}
        with Server(f"{own}/a", node="1", **settings) as first, Server(f"{own}/b", node="2", **settings) as second:
            for server in (first, second):
                server.log_in()
            same_number_refused(f"{own}/c", settings)
            duty, ids = office_ledger(first, 200)
            load = ReportLoad([first, second], ids, writers=4, seed=11)
            slowest = 0
            for _ in range(ROUNDS):
                load.start()
                load.ending.wait(chance.uniform(1, 3))  # some work, to be cut off anywhere
                database.stop()
                load.ending.wait(chance.uniform(0.1, 1))  # and some against nothing
                database.start()
                slowest = max(slowest, *(ready_again(server) for server in (first, second)))
                before = load.acknowledged
                deadline = time.monotonic() + 20
                while load.acknowledged < before + 5 and load.failure is None:
                    if time.monotonic() > deadline:
                        load.failure = "nobody can write after the database came back"
                    time.sleep(0.05)  # between two looks
                load.end()
                load.check(chance.choice([first, second]))
            load.check(second, all=True)
            owed = asked_once(first, duty)
            expect(load.accepted() > 0, "no report came to its end")
            first.kill()
            first.start()  # with its own number, at once
            first.stop()
            second.stop()
            report = first.verify()
            expect(report["unsealed"] == 0 and report["events"] >= load.acknowledged, f"not all is sealed: {report}")
            return (f"{ROUNDS} hard restarts, ready again after {slowest:.2f} s at most; {load.acknowledged} acknowledged writes all there, {load.unanswered} not answered well, "
                    f"{load.accepted()} accepted; each of {owed} reports asked for once; {report['rows']} rows proved")


run(two_servers)
