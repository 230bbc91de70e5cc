#!/usr/bin/env python3
"""Run every *.test under DIR: '# why' lines, input, '---', expected output. --record rewrites.

usage: run_cases.py [--record] DIR COMMAND...   (the input goes to the command's standard input)
"""
import difflib, pathlib, subprocess, sys

record = "--record" in sys.argv
folder, *command = [a for a in sys.argv[1:] if a != "--record"]
paths = sorted(pathlib.Path(folder).rglob("*.test"))
failed = 0 if paths else 1
for path in paths:
    given, _, expected = path.read_text(encoding="utf-8").partition("---\n")
    lines = given.splitlines(True)
    while lines and lines[0].startswith("#"):
        del lines[0]
    run = subprocess.run(command, input="".join(lines), capture_output=True, text=True, encoding="utf-8")
    got = run.stdout + run.stderr
    if record:
        path.write_text(f"{given}---\n{got}", encoding="utf-8")
    elif got != expected:
        failed += 1
        print(f"{path}:")
        print("".join(difflib.unified_diff(expected.splitlines(True), got.splitlines(True), "expected", "got")))
print(f"{len(paths) - failed} of {len(paths)} cases pass")
sys.exit(failed > 0)
