#!/usr/bin/env python3
"""What a notice says must not depend on how it was typed, printed or copied: each annotated notice is changed in
ways that keep its meaning, and the reading is scored against the annotation changed alike.

usage: mutate_notices.py LUOSHI SHARED [--show MUTATION] [--keep FOLDER] [--report]
Exit 1 when some mutation scores below its floor. Same seeds, same texts.
"""
import importlib.util, json, pathlib, random, re, subprocess, sys, tempfile

ROLE_KEY = {"lead": "牵头单位", "joint": "配合单位", "responsible": "责任单位", "guide": "指导单位", "participate": "参与单位"}
ROLE_WORD = {"lead": "牵头", "joint": "配合", "responsible": "负责", "separate": "按职责分工负责", "guide": "指导", "participate": "参加"}
TRADITIONAL = dict(zip("办导责单头牵会协负报参与别领区县厅总财务国党员组关门机构银业产农卫学时间进长坚个万亿达于号发电级紧题标准划纲见规计则条开实检范优点项备转审议园贸环护监统书记处队阳广东稳续动态内后为对将应须给积极适当评层专类属联系际历乡镇户税质医药险资创设筑团体铁运输术气网讯经济预图职强兴庆临宁场县现过这样单爱价众优伤伦伪传",
                       "辦導責單頭牽會協負報參與別領區縣廳總財務國黨員組關門機構銀業產農衛學時間進長堅個萬億達於號發電級緊題標準劃綱見規計則條開實檢範優點項備轉審議園貿環護監統書記處隊陽廣東穩續動態內後為對將應須給積極適當評層專類屬聯繫際歷鄉鎮戶稅質醫藥險資創設築團體鐵運輸術氣網訊經濟預圖職強興慶臨寧場縣現過這樣單愛價眾優傷倫偽傳"))
HAN = re.compile(r"[\u4e00-\u9fff]")


def every_string(value, change):
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [every_string(v, change) for v in value]
    if isinstance(value, dict):
        keep = ("kind", "role", "value", "comparator", "date")
        return {k: v if k in keep else every_string(v, change) for k, v in value.items()}
    return value


def is_table(text):
    return "\t" in text or text.count("|") > 6 or bool(re.search(r"^序号$", text, re.M))


# Each takes (text, gold, rng), gives both changed, or None where it makes no sense.
def half_width(text, gold, rng):
    return text.translate(str.maketrans("，：；（）", ",:;()")), gold

def full_width(text, gold, rng):
    wide = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in "0123456789%"})
    return text.translate(wide), gold

def square_brackets(text, gold, rng):
    return text.translate(str.maketrans("〔〕", "［］")), gold

def round_number(text, gold, rng):
    return re.sub(r"〔(\d{4})〕", r"（\1）", text), gold

def lenticular(text, gold, rng):
    return re.sub(r"（([^（）\n]{6,})）", r"【\1】", text), gold

def wrapped(text, gold, rng, width=31):
    """As a PDF gives it: lines of one width, whatever they hold."""
    if is_table(text) or re.search(r"^.{60,} 一、", text, re.M):  # a letter in one line is no print
        return None
    out = []
    for line in text.split("\n"):
        while len(line) > width:
            out.append(line[:width])
            line = line[width:]
        out.append(line)
    return "\n".join(out), gold

def paged(text, gold, rng):
    """Wrapped, with the foot of a page every twenty lines."""
    done = wrapped(text, gold, rng, 28)
    if done is None:
        return None
    lines, out = done[0].split("\n"), []
    for n, line in enumerate(lines):
        out.append(line)
        if n % 20 == 19:
            out.append(rng.choice(["— {} —", "- {} -", "第{}页", "－{}－"]).format(n // 20 + 1))
    return "\n".join(out), gold

def bold(text, gold, rng):
    return re.sub(r"^([一二三四五六七八九十]+、[^\n。（]{2,30})$", r"**\1**", text, flags=re.M), gold

def spaced(text, gold, rng):
    """White space between characters, as justified print is recognised."""
    if is_table(text):
        return None
    return "".join(c + (" " if HAN.match(c) and rng.random() < 0.08 else "") for c in text), gold

def indented(text, gold, rng):
    return "\n".join("　　" + line if line.strip() and not re.match(r"^[|\t]", line) and "\t" not in line else line
                     for line in text.split("\n")), gold

def blank_lines(text, gold, rng):
    return (None if is_table(text) else (text.replace("\n", "\n\n"), gold))

def windows_lines(text, gold, rng):
    return text.replace("\n", "\r\n"), gold

def traditional(text, gold, rng):
    change = lambda s: "".join(TRADITIONAL.get(c, c) for c in s)
    return change(text), every_string(gold, change)

def numbers_with_comma(text, gold, rng):
    return re.sub(r"^(\d{1,3})[.．](?=[^\d])", r"\1、", text, flags=re.M), gold

def numbers_with_dot(text, gold, rng):
    return re.sub(r"^(\d{1,3})、", r"\1．", text, flags=re.M), gold

def no_full_stop(text, gold, rng):
    return re.sub(r"。$", "", text, flags=re.M), gold

def stop_behind_bracket(text, gold, rng):
    return re.sub(r"。(（[^（）\n]*(?:负责|牵头|配合|单位)[^（）\n]*）)$", r"\1。", text, flags=re.M), gold

def navigation(text, gold, rng):
    above = "首页 > 政务公开 > 政策文件\n无障碍浏览 长者模式\n字号：大 中 小\n浏览次数：128 次\n"
    below = "\n扫一扫在手机打开当前页\n【打印本页】【关闭窗口】\n主办：某市人民政府办公室 技术支持：某某公司\n网站标识码：4401000001\n相关链接\n"
    return above + text.rstrip("\n") + below, gold


def render(text, gold, rng, item_form, join="\n"):
    """The items once more in another form, under the header of the notice."""
    tasks = gold.get("_tasks")
    items = [dict(i) for i in gold["items"]]
    if not tasks or len(tasks) != len(items):
        return None
    kept, lines = [], []
    for item, task in zip(items, tasks):
        own = [p for p in item["parties"] if p["role"] != "report_to"]
        if not own or len(task) < 6 or any(p["role"] not in ROLE_KEY for p in own) or re.search(r"负责|牵头|配合|单位：|[|\t]", task):
            continue
        own = [dict(p, unit=p.get("unit_full", p["unit"])) for p in own]
        told = [d["text"] for d in item["deadlines"] if d["text"] not in task]
        number = str(len(kept) + 1)
        form = item_form(number, task.rstrip("。；"), own, told)
        if form is None:
            continue
        lines.append(form)
        kept.append(dict(item, number=number, section_path="", parties=own + [p for p in item["parties"] if p["role"] == "report_to"]))
        kept[-1].pop("unnumbered", None)
        kept[-1].pop("persons", None)
    if len(kept) < 3:
        return None
    date = gold["doc"]["date"] or "2020-05-01"
    year, month, day = (int(x) for x in date.split("-"))
    head = f"某市人民政府办公室关于重点工作分工的通知\n各县（区）人民政府：\n请遵照执行。\n某市人民政府办公室\n{year}年{month}月{day}日\n"
    doc = {"title": "某市人民政府办公室关于重点工作分工的通知", "number": None, "issuers": ["某市人民政府办公室"], "date": date,
           "addressees": ["各县（区）人民政府"], "urgency": None, "cc": []}
    empty = {"parties": [], "deadlines": [], "citations": [], "targets": []}
    return head + join.join(lines) + "\n", {"doc": doc, "sections": [], "items": kept, "general": empty}

def by_role(parties):
    out = {}
    for party in parties:
        out.setdefault(party["role"], []).append(party["unit"])
    return out

def as_brackets(text, gold, rng):
    def form(number, task, parties, told):
        said = "，".join("、".join(units) + ROLE_WORD[role] for role, units in by_role(parties).items())
        return f"{number}.{task}。（{said}{'；完成时限：' + told[0] if told else ''}）" if len(told) < 2 else None
    return render(text, gold, rng, form)

def as_inner_brackets(text, gold, rng):
    def form(number, task, parties, told):
        said = "；".join(ROLE_KEY[role] + "：" + "、".join(units) for role, units in by_role(parties).items())
        return f"（{number}）{task}（{said}）。" if not told else None
    return render(text, gold, rng, form)

def as_fields(text, gold, rng):
    def form(number, task, parties, told):
        lines = [f"{number}、{task}。"] + [ROLE_KEY[role] + "：" + "、".join(units) for role, units in by_role(parties).items()]
        return "\n".join(lines + ["完成时限：" + t for t in told])
    return render(text, gold, rng, form)

def as_fields_in_line(text, gold, rng):
    def form(number, task, parties, told):
        said = "；".join(ROLE_KEY[role] + "：" + "、".join(units) for role, units in by_role(parties).items())
        return f"{number}．{task}。{said}{'；完成时限：' + told[0] if told else ''}。" if len(told) < 2 else None
    return render(text, gold, rng, form)

def as_sentences(text, gold, rng):
    def form(number, task, parties, told):
        said = "，".join("、".join(units) + ROLE_WORD[role] for role, units in by_role(parties).items())
        return f"{number}.{task}。由{said}。" if not told else None
    return render(text, gold, rng, form)

def as_table(text, gold, rng, separator, header=True):
    roles = [r for r in ROLE_KEY if any(p["role"] == r for i in gold["items"] for p in i["parties"])]
    def form(number, task, parties, told):
        said = by_role(parties)
        cells = [number, task] + ["、".join(said.get(r, [])) for r in roles] + ["；".join(told)]
        return separator.join(cells) if separator != "|" else "| " + " | ".join(cells) + " |"
    done = render(text, gold, rng, form)
    if done is None:
        return None
    at = done[0].index("\n1" if separator != "|" else "\n| 1")
    titles = ["序号", "工作任务"] + [ROLE_KEY[r] for r in roles] + ["完成时限"]
    line = separator.join(titles) if separator != "|" else "| " + " | ".join(titles) + " |"
    return done[0][:at] + "\n" + line + done[0][at:], done[1]

def as_tabs(text, gold, rng):
    return as_table(text, gold, rng, "\t")

def as_bars(text, gold, rng):
    return as_table(text, gold, rng, "|")

def as_cells(text, gold, rng):
    """A cell a line, empty ones left out."""
    done = as_table(text, gold, rng, "\t")
    if done is None:
        return None
    at = done[0].index("序号\t")
    return done[0][:at] + re.sub(r"\n+", "\n", done[0][at:].replace("\t", "\n")), done[1]

def by_unit(text, gold, rng):
    """Turned round: the tasks of each unit below its name."""
    groups = {}
    for item, task in zip(gold["items"], gold.get("_tasks") or []):
        own = [p for p in item["parties"] if p["role"] != "report_to"]
        if own and 6 <= len(task) and not re.search(r"负责|牵头|配合|会同|单位：|[|\t：]", task) and not own[0].get("group"):
            told = [d for d in item["deadlines"] if d["text"] in task]
            groups.setdefault(own[0].get("unit_full", own[0]["unit"]), []).append((task.rstrip("。；"), item, told))
    groups = {u: g for u, g in groups.items() if len(u) >= 3}
    if len(groups) < 3:
        return None
    lines, kept = [], []
    han = "一二三四五六七八九十"
    for n, (unit, tasks) in enumerate(list(groups.items())[:10]):
        lines.append(f"{han[n]}、{unit}")
        for number, (task, item, told) in enumerate(tasks, 1):
            lines.append(f"{number}.{task}。")
            kept.append({"number": str(number), "section_path": han[n], "parties": [{"unit": unit, "role": "responsible", "group": False}] +
                         [p for p in item["parties"] if p["role"] == "report_to"], "deadlines": told,
                         "citations": item["citations"], "targets": item["targets"]})
    done = render(text, gold, rng, lambda *a: "x")
    if done is None:
        return None
    head = done[0][:done[0].index("\nx")]
    return head + "\n" + "\n".join(lines) + "\n", {**done[1], "items": kept}


KEEP = [half_width, full_width, square_brackets, round_number, lenticular, wrapped, paged, bold, spaced, indented, blank_lines,
        windows_lines, traditional, numbers_with_comma, numbers_with_dot, no_full_stop, stop_behind_bracket, navigation]
FORMS = [as_brackets, as_inner_brackets, as_fields, as_fields_in_line, as_sentences, as_tabs, as_bars, as_cells, by_unit]
# What white space inside names and cells left out make impossible to tell.
FLOORS = {"paged": {"header": 0.98}, "spaced": {"header": 0.96}, "no_full_stop": {"deadlines": 0.985, "header": 0.985},
          "as_cells": {"unit": 0.98, "unit_role": 0.80}}


def load_scorer(shared):
    spec = importlib.util.spec_from_file_location("score", shared / "corpus/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(luoshi, path):
    run = subprocess.run([luoshi, "read", path, "--json"], capture_output=True)
    return json.loads(run.stdout) if run.returncode == 0 and run.stdout else {}


def notices(luoshi, shared):
    """(name, text, gold) of every annotated notice; gold gets the words of each task where the reading has all items."""
    pairs = [(shared / "seed/notice-193.txt", shared / "corpus/seed-193.gold.json")]
    pairs += [(p, p.with_suffix("").with_suffix(".gold.json")) for p in sorted((shared / "corpus/dev").glob("*.txt"))]
    for path, gold_path in pairs:
        text, gold = path.read_text(encoding="utf-8"), json.loads(gold_path.read_text(encoding="utf-8"))
        reading, raw = read(luoshi, path), text.encode()
        if [i["number"] for i in reading.get("items", [])] == [i["number"] for i in gold["items"]]:
            gold["_tasks"] = [re.sub(r"\s|\*\*", "", raw[slice(*i["text_span"])].decode()) for i in reading["items"]]
        yield path.stem, text, gold


def main(argv):
    luoshi, shared = argv[0], pathlib.Path(argv[1])
    show = argv[argv.index("--show") + 1] if "--show" in argv else None
    keep = pathlib.Path(argv[argv.index("--keep") + 1]) if "--keep" in argv else None
    if not (shared / "corpus/score.py").exists():
        sys.exit(f"{shared}/corpus is missing: set LUOSHI_SHARED to the folder with seed/ and corpus/")
    score, failed = load_scorer(shared), False
    originals = list(notices(luoshi, shared))
    with tempfile.TemporaryDirectory() as folder:
        for mutate in KEEP + FORMS:
            if show and mutate.__name__ != show:
                continue
            total, count = {}, 0
            for name, text, gold in originals:
                done = mutate(text, gold, random.Random(f"{mutate.__name__} {name}"))
                if done is None:
                    continue
                count += 1
                path = pathlib.Path(keep or folder) / f"{mutate.__name__}-{name}.txt"
                path.write_bytes(done[0].encode())
                clean = {k: v for k, v in done[1].items() if k != "_tasks"}
                if keep:
                    path.with_suffix(".gold.json").write_text(json.dumps(clean, ensure_ascii=False), encoding="utf-8")
                for key, c in score.score_doc(clean, read(luoshi, path), False, mutate not in FORMS).items():
                    t = total.setdefault(key, [0, 0, 0])
                    t[0], t[1], t[2] = t[0] + c.tp, t[1] + c.fp, t[2] + c.fn
                    if show and key in score.CORE:
                        for error in c.err:
                            print(name, key, *error)
            f1 = {k: 1.0 if not sum(t) else 2 * t[0] / (2 * t[0] + t[1] + t[2]) for k, t in total.items()}
            low = [k for k in score.CORE if f1.get(k, 1.0) < FLOORS.get(mutate.__name__, {}).get(k, 0.995)]
            failed |= bool(low)
            print(f"{mutate.__name__:20} {count:3} notices  " + "  ".join(f"{k} {f1.get(k, 1.0):.4f}" for k in score.CORE) +
                  ("   BELOW: " + ", ".join(low) if low else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
