#!/usr/bin/env python3
"""SIGKILL of the real server under load: every acknowledged write is there afterwards, none half.

usage: kill.py [ROUNDS]   default 200, half of them while reports are worked on
"""
import random, threading

from lib import *
from report_load import GONE, ReportLoad, asked_once, office_ledger

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 200
WRITERS = 3


class Load:
    """Writers that import, correct and make plans until the server is gone; they note what was acknowledged."""

    def __init__(self, server, seed, first):
        self.server, self.numbers, self.lock = server, iter(range(first, 10**9)), threading.Lock()
        self.imports, self.titles, self.plans, self.started, self.failure = {}, {}, {}, {}, None
        self.threads = [threading.Thread(target=self.write, args=(random.Random(seed * 10 + i),)) for i in range(WRITERS)]

    def write(self, chance):
        try:
            while True:
                self.one(chance)
        except GONE:
            pass  # killed in the middle: what was under way may be there or not
        except Exception as failure:  # a thread has nobody else to tell
            self.failure = f"{type(failure).__name__}: {failure}"

    def one(self, chance):
        with self.lock:
            number = next(self.numbers)
        items = chance.randint(1, 40)
        status, _, got = self.server.upload(f"{number}.txt", small_notice(number, items))
        expect(status == 201, f"import answers {status} {got}")
        self.imports[got["id"]] = items
        title = f"改过的标题{number}"
        _, headers, _ = self.server.request("GET", f"/api/v1/imports/{got['id']}")
        status, _, answer = self.server.request("PATCH", f"/api/v1/imports/{got['id']}", {"edits": [{"op": "title", "item": "1", "title": title}]}, {"If-Match": headers["ETag"]})
        expect(status == 200, f"edit answers {status} {answer}")
        self.titles[got["id"]] = title
        self.started[f"方案{number}"] = items
        status, _, plan = self.server.make_plan(got["id"], f"方案{number}")
        expect(status == 201, f"plan answers {status} {plan}")
        self.plans[plan["id"]] = (f"方案{number}", items)


def check(server, load):
    plans = {p["id"]: p for p in server.request("GET", "/api/v1/plans")[2]["items"]}
    for plan_id, (name, items) in load.plans.items():
        expect(plan_id in plans, f"acknowledged plan {name} is lost")
    for plan in plans.values():
        if plan["name"] in load.started:  # acknowledged or not: whole
            _, _, page = server.request("GET", f"/api/v1/plans/{plan['id']}/tasks?limit=500")
            expect(len(page["items"]) == plan["task_count"] == load.started[plan["name"]], f"plan {plan['name']} is half there")
    for import_id in load.imports:
        status, _, draft = server.request("GET", f"/api/v1/imports/{import_id}")
        expect(status == 200 and len(draft["items"]) == load.imports[import_id], f"acknowledged import {import_id} is lost: {status}")
        if import_id in load.titles:
            expect(draft["items"][0]["title"] == load.titles[import_id], f"acknowledged correction of {import_id} is lost")


def blow(chance, server):
    threading.Event().wait(chance.uniform(0.02, 0.35))  # when the blow falls is what this test varies
    server.kill()


def kill_imports(server, chance):
    acknowledged = 0
    for number in range(ROUNDS // 2):
        load = Load(server, number, number * 10_000 + 1)
        for thread in load.threads:
            thread.start()
        blow(chance, server)
        for thread in load.threads:
            thread.join()
        expect(load.failure is None, f"{load.failure}")
        server.start().log_in()
        check(server, load)
        acknowledged += len(load.imports) + len(load.titles) + len(load.plans)
    return acknowledged


def kill_reports(server, chance):
    duty, ids = office_ledger(server, 250)
    load = ReportLoad([server], ids, WRITERS, seed=7)
    for _ in range(ROUNDS - ROUNDS // 2):
        load.start()
        blow(chance, server)
        load.end()
        server.start().log_in()
        load.check(server)
    load.check(server, all=True)
    asked_once(server, duty)
    expect(0 < load.accepted() < len(ids), "no report came to its end, or all did before the last blow")
    return load


def kill():
    chance = random.Random(193)
    with Folder() as folder:
        server = Server(folder, work_threads="4")
        server.start().log_in()
        imports = kill_imports(server, chance)
        load = kill_reports(server, chance)
        server.stop()
        report = server.verify()
        expect(report["unsealed"] == 0 and report["events"] >= imports + load.acknowledged, f"not all is sealed: {report}")
        return (f"{ROUNDS} kills, {imports + load.acknowledged} acknowledged writes all there ({load.acknowledged} of them on reports, {load.accepted()} accepted; "
                f"{load.unanswered} never answered), {report['events']} events and {report['rows']} rows proved")


run(kill)
