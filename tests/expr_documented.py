#!/usr/bin/env python3
"""What docs/expr.md and its Chinese twin say of formulas is what the program does.

Every ```expr block is tried: lines "formula → result", below names declared in the last ```yaml block.
Every function and every code of a finding stands in both.   usage: expr_documented.py PROGRAM
"""
import pathlib, re, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
program = sys.argv[1]
faults, tried = [], 0


def run(*arguments):
    done = subprocess.run([program, "expr", *arguments], capture_output=True, text=True, encoding="utf-8")
    return done.stdout.strip() or done.stderr.strip()


def examples(name, text, language):
    global tried
    yaml = None
    for kind, body in re.findall(r"^```(yaml|expr)\n(.*?)^```", text, re.M | re.S):
        if kind == "yaml":
            yaml = body
            continue
        with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
            file.write(yaml or "{}\n")
            file.flush()
            for line in filter(None, body.splitlines()):
                formula, said, expected = line.partition(" → ")
                got = run("--define", file.name, "--lang", language, "-e", formula)
                if got.startswith("formula:"):
                    got = re.search(r"\[(expr\.[a-z-]+)\]", got)[1]
                tried += 1
                if not said or got != expected.strip():
                    faults.append(f"{name}: {formula} gives '{got}', not '{expected.strip()}'")


functions = [line.split("\t") for line in run("--functions").splitlines()]
codes = set()
for path in (ROOT / "src/expr").glob("*.[ch]pp"):
    codes |= set(re.findall(r'findings_?\.add\([^"]*?"(expr\.[a-z-]+)"', path.read_text(encoding="utf-8"), re.S))
for name, language in (("docs/expr.md", "en"), ("docs/expr.zh-CN.md", "zh")):
    text = (ROOT / name).read_text(encoding="utf-8")
    examples(name, text, language)
    table = {(a, b) for a, b in re.findall(r"^\| `(\w+)` \| `([^`]+)` \|", text, re.M)}
    faults += [f"{name}: function {f[0]} {f[1]} is not told" for f in functions if (f[0], f[1]) not in table]
    faults += [f"{name}: finding {code} is not told" for code in sorted(codes) if f"`{code}`" not in text]
print("\n".join(faults) or f"{tried} examples, {len(functions)} functions and {len(codes)} findings are as told")
sys.exit(bool(faults) or tried < 40 or not codes)
