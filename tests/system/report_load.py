"""Load of an office at work on reports: typing, entering, remarking, accepting, from several threads, on one server or two.

What was acknowledged must be there afterwards; what was under way when a server went may be there or not, but whole.
"""
import random, threading

from lib import *

GONE = (OSError, http.client.HTTPException, json.JSONDecodeError)
AWAY = {500, 502, 503}


def office_ledger(server, wanted):
    """Ids of `wanted` reports that are owed: the one of the cities, asked for every month."""
    plan = next(p for p in server.request("GET", "/api/v1/plans")[2]["items"] if p["sample"])
    review = next(d for d in server.request("GET", f"/api/v1/plans/{plan['id']}/duties")[2]["items"] if d["definition"]["id"] == "review")
    _, headers, _ = server.request("GET", f"/api/v1/duties/{review['id']}")
    status, headers, got = server.request("PUT", f"/api/v1/duties/{review['id']}", {"definition": {**review["definition"], "on": "FREQ=MONTHLY;BYMONTHDAY=20"}}, {"If-Match": headers["ETag"]})
    expect(status == 200, f"dating the duty answers {status} {got}")
    status, _, got = server.request("POST", f"/api/v1/duties/{review['id']}/issue", {"approver": "某领导", "approver_title": "副省长", "approval": "同意"}, {"If-Match": headers["ETag"]})
    expect(status in (200, 204), f"issuing answers {status} {got}")
    dues = server.request("GET", f"/api/v1/dues?duty={review['id']}&limit=500")[2]["items"]
    expect(len(dues) >= wanted, f"only {len(dues)} reports are owed")
    return review["id"], [due["id"] for due in dues[:wanted]]


def values(words):
    return {"利弊分析": words, "成败分析": "起步快，后续不足。", "得失分析": "培训覆盖不够。", "薄弱环节": [{"编号": "1", "主题": "土地", "具体表现": "供地不足", "主要原因": "平整投入少"}],
            "改进措施": [{"措施编号": "1", "对应环节": "1", "措施内容": "安排资金", "责任单位": "市国土局", "完成时限": "2012-06-30"}]}


class Known:
    """Of one report: states and texts it may have now; one of each unless an answer never came."""

    def __init__(self, id):
        self.id, self.states, self.texts, self.remarks, self.touched = id, {"open"}, {None}, {0}, False


class ReportLoad:
    """`writers` threads over their own part of the reports; `servers` may go away and come back under them."""

    def __init__(self, servers, ids, writers, seed):
        self.today = servers[0].request("GET", "/api/v1/system")[2]["business_date"]
        self.servers, self.acknowledged, self.unanswered, self.failure = servers, 0, 0, None
        self.known = {id: Known(id) for id in ids}
        self.parts = [[self.known[id] for id in ids[n::writers]] for n in range(writers)]
        self.chances = [random.Random(seed * 1000 + n) for n in range(writers)]
        self.ending, self.threads = threading.Event(), []

    def start(self):
        self.ending.clear()
        self.threads = [threading.Thread(target=self.write, args=pair) for pair in zip(self.parts, self.chances)]
        for thread in self.threads:
            thread.start()

    def end(self):
        self.ending.set()
        for thread in self.threads:
            thread.join()
        expect(self.failure is None, f"{self.failure}")

    def write(self, part, chance):
        try:
            while not self.ending.is_set():
                server = chance.choice(self.servers)
                try:
                    self.one(server, chance.choice(part), chance)
                except GONE:
                    if len(self.servers) == 1:
                        return  # killed in the middle
        except Exception as failure:  # a thread has nobody else to tell
            self.failure = f"{type(failure).__name__}: {failure}"

    def one(self, server, known, chance):
        status, headers, got = server.request("GET", f"/api/v1/dues/{known.id}")
        if status in AWAY:
            return
        expect(status == 200, f"reading answers {status} {got}")
        self.compare(known, got)
        state, path = got["due"]["state"], f"/api/v1/dues/{known.id}"
        if state in ("open", "drafted"):
            words = f"第{chance.randrange(10**9)}稿"
            if state != "open" and chance.random() < 0.015:
                self.act(server, known, lambda: server.form(f"{path}/entry", {"received_on": self.today, "manner": "纸质"}, headers={"If-Match": headers["ETag"]}), {"submitted"})
            else:
                self.act(server, known, lambda: server.request("PUT", f"{path}/content", {"values": values(words)}, {"If-Match": headers["ETag"]}), {"drafted"}, words)
        elif state == "submitted" and chance.random() < 0.4:
            self.act(server, known, lambda: server.request("POST", f"{path}/remarks", {"field": "利弊分析", "words": "写具体", "must": False}), {state}, remarks=1)
        elif state == "submitted":
            self.act(server, known, lambda: server.request("POST", f"{path}/acceptance"), {"accepted"})
        else:
            status, _, got = server.request("PUT", f"{path}/content", {"values": values("改写")}, {"If-Match": headers["ETag"]})
            expect(status in AWAY | {409}, f"writing over an accepted report answers {status} {got}")

    def act(self, server, known, ask, states, words=None, remarks=0):
        known.touched = True
        before = (set(known.states), set(known.texts), set(known.remarks))
        after = (set(states), {words} if words else before[1], {n + remarks for n in before[2]})
        known.states, known.texts, known.remarks = (a | b for a, b in zip(before, after))  # until the answer is there
        try:
            status, _, got = ask()
        except GONE:
            self.unanswered += 1
            raise
        if status in AWAY:
            self.unanswered += 1  # may have been written all the same
        elif status < 300:
            known.states, known.texts, known.remarks = after
            self.acknowledged += 1
        else:
            raise Failed(f"{known.id}: an act from {before[0]} to {states} answers {status} {got}")

    def compare(self, known, got):
        state, text, remarks = got["due"]["state"], got["values"].get("利弊分析"), len(got["remarks"])
        expect(state in known.states, f"{known.id} is {state}, not {known.states}: an acknowledged act is lost")
        expect(got["content_hidden"] or text in known.texts, f"{known.id} says {text}, not {known.texts}: an acknowledged text is lost")
        expect(remarks in known.remarks, f"{known.id} has {remarks} remarks, not {known.remarks}")
        known.states, known.remarks = {state}, {remarks}
        if not got["content_hidden"]:
            known.texts = {text}

    def check(self, server, all=False):
        """Those worked on since the last check, or all."""
        for known in self.known.values():
            if not (known.touched or all):
                continue
            known.touched = False
            status, _, got = server.request("GET", f"/api/v1/dues/{known.id}")
            expect(status == 200, f"{known.id} answers {status} {got}")
            self.compare(known, got)

    def accepted(self):
        return sum(known.states == {"accepted"} for known in self.known.values())


def asked_once(server, duty):
    dues = server.request("GET", f"/api/v1/dues?duty={duty}&limit=500")[2]["items"]
    asked = [(due["unit"]["id"], due["occurrence"]) for due in dues]
    expect(len(asked) == len(set(asked)), "a report is asked for twice")
    return len(asked)
