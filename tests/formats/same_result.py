#!/usr/bin/env python3
"""A notice as docx, as web page and as pdf reads as its text does, field by field except places and confidence.

usage: same_result.py LUOSHI SHARED [--all]    the seed must be the same in every format; --all: each document of corpus/dev too
"""
import json, pathlib, subprocess, sys, tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import writers

luoshi, shared = sys.argv[1], pathlib.Path(sys.argv[2])
PLACES = {"span", "text_span", "clause_span", "confidence", "rule"}


def reading(content, suffix):
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        file.write(content)
        file.flush()
        run = subprocess.run([luoshi, "read", file.name, "--json"], capture_output=True)
        return json.loads(run.stdout) if run.returncode == 0 else {"error": run.stderr.decode()[-300:]}


def without_places(value):
    if isinstance(value, dict):
        return {key: without_places(v) for key, v in value.items() if key not in PLACES}
    return [without_places(v) for v in value] if isinstance(value, list) else value


def differences(a, b, path=""):
    if type(a) is type(b) and isinstance(a, dict):
        for key in a.keys() | b.keys():
            yield from differences(a.get(key), b.get(key), f"{path}/{key}")
    elif type(a) is type(b) and isinstance(a, list) and len(a) == len(b):
        for i, (x, y) in enumerate(zip(a, b)):
            yield from differences(x, y, f"{path}[{i}]")
    elif a != b:
        yield f"{path}: text {json.dumps(a, ensure_ascii=False)[:160]} but {json.dumps(b, ensure_ascii=False)[:160]}"


files = [shared / "seed/notice-193.txt"]
if not files[0].exists():
    sys.exit(f"{files[0]} is missing: set LUOSHI_SHARED to the folder with seed/ and corpus/")
if "--all" in sys.argv:
    files += sorted((shared / "corpus/dev").glob("*.txt"))
formats = {"docx": (writers.docx, ".docx"), "html": (writers.plain_html, ".html"), "site": (writers.site_html, ".html"),
           "pdf": (writers.pdf, ".pdf")}
failed, same = [], 0
for file in files:
    text = file.read_text(encoding="utf-8")
    expected = without_places(reading(text.encode(), ".txt"))
    for name, (write, suffix) in formats.items():
        found = list(differences(expected, without_places(reading(write(text), suffix))))
        same += not found
        if found:
            failed.append((file, name))
            print(f"{file.name} as {name}: {len(found)} differences")
            print("".join(f"    {line}\n" for line in found[:6]), end="")
print(f"{same} of {len(files) * len(formats)} read the same")
sys.exit(1 if failed else 0)
