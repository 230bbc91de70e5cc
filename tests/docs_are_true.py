#!/usr/bin/env python3
"""What the documents say is what the program does: settings, error reasons, commands, packages.

usage: docs_are_true.py PROGRAM
"""
import pathlib, re, subprocess, sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
program = sys.argv[1]
faults = []


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def compare(what, there, told):
    faults.extend(f"{what}: '{name}' is not told" for name in sorted(there - told))
    faults.extend(f"{what}: '{name}' is told but not there" for name in sorted(told - there))


def settings():
    printed = subprocess.run([program, "config", "check"], capture_output=True, text=True, check=True).stdout
    there = dict(line.split(": ", 1) if ": " in line else (line.rstrip(":"), "") for line in printed.splitlines())
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \|", read("docs/settings.md"), re.M)
    compare("docs/settings.md", set(there), {name for name, _ in rows})
    for name, otherwise in rows:
        said = otherwise.strip().strip("`") if otherwise.strip() != "–" else ""
        if there.get(name, said).strip() != said:
            faults.append(f"docs/settings.md: '{name}' is '{there[name]}' by itself, not '{said}'")


def reasons():
    """Every reason that the code can give stands in docs/errors.md."""
    there = set()
    for path in (ROOT / "src").rglob("*.cpp"):
        if path.name.endswith("_test.cpp") or "testing" in path.parts:
            continue
        code = path.read_text(encoding="utf-8")
        there |= set(re.findall(r'ErrorCode::\w+,\s*"([a-z]+\.[a-z-]+)"', code))
    told = set(re.findall(r"`([a-z]+\.[a-z-]+)`", read("docs/errors.md")))
    faults.extend(f"docs/errors.md: '{name}' is not told" for name in sorted(there - told))


def commands():
    said = read("docs/cli.md")
    for line in subprocess.run([program, "--help"], capture_output=True, text=True).stdout.split("Subcommands:")[-1].splitlines():
        if (name := line.strip().split(" ")[0]) and f"luoshi {name}" not in said:
            faults.append(f"docs/cli.md: 'luoshi {name}' is not told")


def libraries():
    said = read("THIRD_PARTY.md")
    for package in re.search(r"packages_to_build=\(([^)]*)\)", read("tools/setup.sh"))[1].split():
        if package.startswith("lib") and f"`{package}`" not in said:
            faults.append(f"THIRD_PARTY.md: {package} is not told")


for check in (settings, reasons, commands, libraries):
    check()
print("\n".join(faults) or "the documents are true")
sys.exit(bool(faults))
