#!/usr/bin/env python3
"""Run every *.test under DIR: packs with mistakes, and exactly the findings they give. --record rewrites.

usage: run_pack_cases.py [--record] DIR PROGRAM

A case: '# why' lines; files of the pack, each behind a line '== units.yaml'; '---'; one line for each finding,
'units.yaml:3:5 org.name-taken'. Files that a case does not write are those of DIR/sound. Behind the name of a file may stand
  gb18030     the file is written in that encoding
  x 600000    its text stands so many times
  absent      the pack has no such file
and 'beside/' before it puts the file into a second pack (made of DIR/sound too) that the first is to stand beside.
A case whose '#' lines say 'words of both languages' also tells the words of each finding in both languages.
"""
import difflib, json, pathlib, re, shutil, subprocess, sys, tempfile

record = "--record" in sys.argv
folder, program = [a for a in sys.argv[1:] if a != "--record"]
folder = pathlib.Path(folder)
CHINESE = re.compile("[\u4e00-\u9fff]")


def write_packs(text, root):
    """The folders of the pack and of the one it stands beside (or None)."""
    own, beside = root / "pack", root / "beside"
    shutil.copytree(folder / "sound", own)
    parts = re.split(r"^== (.+)\n", text, flags=re.M)[1:]
    if any(name.startswith("beside/") for name in parts[::2]):
        shutil.copytree(folder / "sound", beside)
    for head, content in zip(parts[::2], parts[1::2]):
        name, *how = head.split(" ", 1)
        path = root / name if name.startswith("beside/") else own / name
        if how == ["absent"]:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        times = int(how[0].removeprefix("x ")) if how and how[0].startswith("x ") else 1
        path.write_bytes((content * times).encode(how[0] if how and times == 1 else "utf-8"))
    return own, beside if beside.exists() else None


def findings_of(own, beside):
    arguments = [program, "pack", "check", str(own), "--json"] + (["--beside", str(beside)] if beside else [])
    run = subprocess.run(arguments, capture_output=True, text=True, encoding="utf-8")
    findings = json.loads(run.stdout)["findings"] if run.stdout else None
    if findings is None or run.returncode != (3 if findings else 0):
        sys.exit(f"{own}: ended with {run.returncode}: {run.stdout[-500:]}{run.stderr[-500:]}")
    return findings


def told(finding, root, words):
    name = str(pathlib.Path(finding["file"]).relative_to(root / "pack"))
    zh, en = finding["message_zh"], finding["message"]
    if not en or CHINESE.sub("", zh) == zh or zh == en:
        return f"{name}: {finding['code']} is not told in both languages: '{zh}' '{en}'\n"
    return f"{name}:{finding['line']}:{finding['column']} {finding['code']}\n" + (f"  {zh}\n  {en}\n" if words else "")


def run(text, words=False):
    with tempfile.TemporaryDirectory() as root:
        root = pathlib.Path(root)
        return "".join(told(finding, root, words) for finding in findings_of(*write_packs(text, root)))


def codes_of_readers():
    """Every finding the readers of packs can tell; two are told elsewhere: of a running server, and of `luoshi expr`."""
    source = pathlib.Path(__file__).resolve().parents[1] / "src"
    readers = ["pack/{document,fields,definitions,examine}.cpp", "org/pack_*.cpp", "followup/{plan_spec,run_settings}.cpp", "form/read_{form,forms,fields,checks}.cpp", "form/elements.cpp"]
    patterns = [head + one + tail for pattern in readers for head, names, tail in [re.fullmatch(r"([^{]*)(?:{(.*)})?(.*)", pattern).groups("")] for one in names.split(",")]
    texts = [path.read_text(encoding="utf-8") for pattern in patterns for path in source.glob(pattern) if not path.name.endswith("_test.cpp")]
    return {code for text in texts for code in re.findall(r'"((?:pack|org|followup|form)\.(?!yaml)[a-z-]+)"', text)} - {"pack.other-id", "pack.unknown-name"}


paths = sorted(folder.glob("*.test"))
failed = 0 if paths else 1
codes = set()
if sound := run(""):
    failed += 1
    print(f"{folder}/sound:\n{sound}")
for path in paths:
    given, _, expected = path.read_text(encoding="utf-8").rpartition("\n---\n")
    why = given[: given.index("\n== ")]
    got = run(given + "\n", words="words of both languages" in why)
    codes |= set(re.findall(r"^\S+:\d+:\d+ (\S+)$", got, re.M))
    if record:
        path.write_text(f"{given}\n---\n{got}", encoding="utf-8")
    elif got != expected or not got:
        failed += 1
        print(f"{path}:")
        print("".join(difflib.unified_diff(expected.splitlines(True), got.splitlines(True), "expected", "got")))
if missing := codes_of_readers() - codes:
    failed += 1
    print(f"no case for {sorted(missing)}")
print(f"{len(paths)} cases, {failed} faults")
sys.exit(failed > 0)
