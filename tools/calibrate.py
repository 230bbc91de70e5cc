#!/usr/bin/env python3
"""How honest are the confidences? Reads annotated notices, clean and damaged, and compares every field with its gold.

usage: calibrate.py LUOSHI SHARED [--also FOLDER]... [--only CONDITION] [--errors N]
FOLDER: further NAME.txt with NAME.gold.json. Prints for each condition (clean, mutated, noisy) and each rule how many
fields it gave, how many were right and the confidence it gave them; then how many edits bring a reading to the gold.
Exit 1 when fields of 0.9 and more are right in less than 99 of 100.
"""
import importlib.util, json, pathlib, random, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
CONFUSED = dict(zip("市局委办责任单位牵头配合财政教育交通环保水利农业民公安年月日负完成", "巾局季力贵仟单拉牵头配台财攻教盲父通坏保氷利衣业氏公妄午月曰负元戍"))


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def noisy(text, gold, rng):
    """As a poor scan is recognised: characters mistaken, commas and brackets lost, space strewn in. The gold stays:
    a field read from damaged characters is wrong."""
    out = []
    for c in text:
        r = rng.random()
        if c in CONFUSED and r < 0.012:
            out.append(CONFUSED[c])
        elif c in "、，；。）" and r < 0.03:
            continue
        elif c == "\n" and r < 0.02:
            continue
        else:
            out.append(c)
        if "\u4e00" <= c <= "\u9fff" and rng.random() < 0.01:
            out.append(" ")
    return "".join(out), gold


def fields_of(score, gold, reading):
    """(kind, rule, confidence, right, shown) of every field, and the edits that bring the reading to the gold."""
    fields, edits = [], 0

    def compare(kind, given, wanted, same, show):
        nonlocal edits
        if wanted is None:  # not annotated
            return True
        must = [g for g in wanted if not g.get("optional")]
        pairs, missed, left = score.match(must, given, same)
        _, _, wrong = score.match([g for g in wanted if g.get("optional")], left, same)
        for s in given:
            fields.append((kind, s.get("rule", "?"), s.get("confidence", 0), not any(s is w for w in wrong), show(s)))
        edits += max(len(missed), len(wrong))
        return not missed

    def bucket(wanted, given, where):
        whole = compare("party", given.get("parties", []), score.spread(wanted.get("parties", []), given.get("parties", [])),
                        lambda g, s: score.unit_keys(g) & score.unit_keys(s) and s["role"] in [g["role"], *g.get("role_alt", [])],
                        lambda s: f"{where} {s['unit']}/{s['role']}")
        whole &= compare("deadline", given.get("deadlines", []), wanted.get("deadlines", []),
                         lambda g, s: score.deadline(g) == score.deadline(s), lambda s: f"{where} {s['kind']} {s['value']}")
        compare("citation", given.get("citations", []), wanted.get("citations"),
                lambda g, s: score.norm(g["title"]) == score.norm(s["title"]) and score.norm(g["number"]) == score.norm(s["number"]),
                lambda s: f"{where} {s['title']}")
        return whole

    wanted, given = gold["items"], reading.get("items", [])
    pairs = dict((j, i) for i, j in score.align(wanted, given))
    edits += len(wanted) - len(pairs) + len(given) - len(pairs)
    for j, item in enumerate(given):
        if j in pairs:
            whole = bucket(wanted[pairs[j]], item, "#" + item["number"])
            fields.append(("item", item.get("rule", "?"), item.get("confidence", 0), whole, f"#{item['number']} is not whole"))
        else:
            fields.append(("item", item.get("rule", "?"), item.get("confidence", 0), False, f"#{item['number']} is none"))
            for party in item["parties"]:
                fields.append(("party", party["rule"], party["confidence"], False, f"#{item['number']} {party['unit']}"))
    if "general" in gold:
        bucket(gold["general"], reading.get("general", {}), "general")
    doc, own = gold["doc"], reading.get("doc", {}).get("fields", {})
    for key in ("title", "number", "date", "issuers", "addressees"):
        values = own.get(key) or []
        if key not in doc:  # not annotated
            continue
        values = values if isinstance(values, list) else [values]
        expected = doc.get(key) or []
        expected = [score.norm(x) for x in (expected if isinstance(expected, list) else [expected])]
        parts = {a for e in expected for a in score.atoms(e)}
        read = reading.get("doc", {}).get(key) or []
        for value, field in zip(read if isinstance(read, list) else [read], values):
            text = score.norm(value)
            right = any(text == e or e.endswith(text) or text.endswith(e) or score.titled(value) == score.titled(e) for e in expected) or \
                set(score.atoms(text)) <= parts
            fields.append(("header", field["rule"], field["confidence"], right, f"{key} {value}"))
    return fields, edits


def report(name, fields, edits, notices, errors):
    fields.sort(key=lambda f: f[2])
    wrong = [f for f in fields if not f[3]]
    sure = [f for f in fields if f[2] >= 0.9]
    sure_right = sum(f[3] for f in sure) / max(1, len(sure))
    least = fields[:len(fields) * 15 // 100]
    caught = sum(not f[3] for f in least) / max(1, len(wrong))
    print(f"\n== {name}: {notices} notices, {len(fields)} fields, {len(wrong)} wrong; {edits / max(1, notices):.2f} edits a notice")
    print(f"   of confidence 0.9 and more: {len(sure)}, right {sure_right:.4f}; least sure 15 % hold {caught:.0%} of the errors")
    rules = {}
    for kind, rule, confidence, right, _ in fields:
        rules.setdefault((kind, rule), []).append((confidence, right))
    for (kind, rule), got in sorted(rules.items()):
        given = sum(c for c, _ in got) / len(got)
        right = sum(r for _, r in got) / len(got)
        print(f"   {kind:9}{rule:26}{len(got):6}  right {right:.3f}  given {given:.3f}" + ("   OVERSURE" if right + 0.03 < given and len(got) >= 20 else ""))
    for f in [f for f in sorted(wrong, key=lambda f: -f[2])][:errors]:
        print(f"   wrong at {f[2]:.2f}: {f[1]} {f[4]}")
    return sure_right


def main(argv):
    luoshi, shared = argv[0], pathlib.Path(argv[1])
    also = [pathlib.Path(argv[i + 1]) for i, a in enumerate(argv) if a == "--also"]
    only = argv[argv.index("--only") + 1] if "--only" in argv else None
    errors = int(argv[argv.index("--errors") + 1]) if "--errors" in argv else 0
    mutations = load(HERE.parent / "tests/mutate_notices.py")
    score = mutations.load_scorer(shared)
    notices = list(mutations.notices(luoshi, shared))
    for folder in also:
        for path in sorted(folder.glob("*.txt")):
            notices.append((path.stem, path.read_text(encoding="utf-8"), json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))))
    keep = lambda text, gold, rng: (text, gold)
    conditions = {"clean": [keep], "mutated": mutations.KEEP + mutations.FORMS, "noisy": [noisy] * 3}
    low = False
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "notice.txt"
        for name, changes in conditions.items():
            if only and name != only:
                continue
            fields, edits, count = [], 0, 0
            for turn, change in enumerate(changes):
                for notice, text, gold in notices:
                    done = change(text, gold, random.Random(f"{change.__name__} {notice} {turn}"))
                    if done is None:
                        continue
                    path.write_bytes(done[0].encode())
                    more, fixes = fields_of(score, done[1], mutations.read(luoshi, path))
                    fields += [f[:4] + (f"{notice} {f[4]}",) for f in more]
                    edits, count = edits + fixes, count + 1
            low |= report(name, fields, edits, count, errors) < 0.99
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
