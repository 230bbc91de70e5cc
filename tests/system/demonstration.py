#!/usr/bin/env python3
"""The demonstration's people: what they did is not done again, after the date went back and forth, a restart, a kill on the way."""
import sqlite3

from lib import *


def acts(folder):
    """Entries of the record by what people of the demonstration do; logging in and the date itself do not count."""
    rows = sqlite3.connect(f"file:{folder}/data/rows.db?mode=ro", uri=True)
    try:
        return dict(rows.execute("SELECT action, count(*) FROM store_events WHERE action LIKE 'followup.%' OR action LIKE 'duty.%' OR action LIKE 'subtask.%' OR action LIKE 'leader.%' OR action LIKE 'outcome.%' GROUP BY action"))
    finally:
        rows.close()


def move(server, day):
    status, _, answer = server.request("PUT", "/api/v1/system/business-date", {"date": day}, timeout=120)
    expect(status == 200 and answer["business_date"] == day, f"moving to {day}: {status} {answer}")


def demonstration():
    with Folder() as folder:
        server = Server(folder, demo_people="true")
        server.start(60)
        server.log_in()
        first = acts(folder)
        for action in ("followup.task-signed", "duty.submitted", "followup.objection-raised", "leader.remark", "subtask.accept"):
            expect(first.get(action), f"by the tenth of November nobody did {action}: {first}")
        move(server, "2011-11-18")
        then = acts(folder)
        expect(sum(then.values()) > sum(first.values()) + 50, f"eight days brought {sum(then.values()) - sum(first.values())} acts")
        move(server, "2011-11-10")
        move(server, "2011-11-18")
        expect(acts(folder) == then, f"the same days again: {then} became {acts(folder)}")
        server.stop()
        server.start(60)
        server.log_in()
        status, _, system = server.request("GET", "/api/v1/system")
        expect(status == 200 and system["business_date"] == "2011-11-18", f"a start goes on where the last one ended: {system['business_date']}")
        expect(acts(folder) == then, f"a start did something anew: {then} became {acts(folder)}")
        server.kill()
        server.start(60)
        server.log_in()
        move(server, "2011-11-21")
        later = acts(folder)
        expect(sum(later.values()) > sum(then.values()), "the people go on after a kill")
        status, _, system = server.request("GET", "/api/v1/system")
        server.stop()
        with open(f"{folder}/server.log", encoding="utf-8") as log:
            refused = [line for line in log if "demo-refused" in line or "demo-script" in line]
        expect(not refused, f"refused: {refused[:3]}")
    return f"{sum(first.values())} acts by the first day, {sum(later.values())} by 21 November"


run(demonstration)
