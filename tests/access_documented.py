#!/usr/bin/python3
"""docs/access.md has a table of who may do what, made of the contract. This test compares them.

usage: access_documented.py [--write]   --write: makes the table anew
"""
import pathlib, re, sys, yaml

ROOT = pathlib.Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs/access.md"
ROLES = ["office", "drafter", "signer", "administrator", "security", "auditor", "leader", "secretary"]
BEGIN, END = "<!-- table: made by tests/access_documented.py --write -->", "<!-- end of the table -->"
METHODS = {"get", "put", "post", "patch", "delete"}


def operations(contract):
    """(tag, method, path, summary, roles) in the contract's order."""
    for path, item in contract["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield operation["tags"][0], method.upper(), path, operation.get("summary") or f"`{operation['operationId']}`", operation["x-roles"]


def cells(roles):
    unknown = set(roles) - set(ROLES) - {"any", "public"}
    if unknown:
        sys.exit(f"FAILED: the contract names roles that the table does not know: {sorted(unknown)}")
    everybody = "public" in roles
    return ["●" if everybody else ""] + ["●" if everybody or "any" in roles or role in roles else "" for role in ROLES]


def table(contract):
    lines = []
    found = list(operations(contract))
    for tag in dict.fromkeys(operation[0] for operation in found):
        lines += ["", f"### {tag}", "", "| operation | | nobody | " + " | ".join(ROLES) + " |", "|---|---|" + ":-:|" * (len(ROLES) + 1)]
        for of, method, path, summary, roles in found:
            if of == tag:
                summary = re.sub(r"\s+", " ", summary).strip().replace("|", "\\|").rstrip(".")
                lines.append(f"| `{method} {path.removeprefix('/api/v1')}` | {summary} | " + " | ".join(cells(roles)) + " |")
    return "\n".join(lines[1:] + [""])


contract = yaml.safe_load((ROOT / "api/openapi.yaml").read_text(encoding="utf-8"))
text = DOCUMENT.read_text(encoding="utf-8")
if BEGIN not in text or END not in text:
    sys.exit("FAILED: docs/access.md has lost the marks of its table")
head, rest = text.split(BEGIN, 1)
told, tail = rest.split(END, 1)
right = "\n\n" + table(contract) + "\n"
if "--write" in sys.argv[1:]:
    DOCUMENT.write_text(head + BEGIN + right + END + tail, encoding="utf-8")
elif told != right:
    there, said = set(right.splitlines()), set(told.splitlines())
    print("FAILED: docs/access.md and api/openapi.yaml differ; tests/access_documented.py --write makes the table anew")
    print("\n".join([f"  not told: {line}" for line in sorted(there - said)] + [f"  told, not so: {line}" for line in sorted(said - there)] or ["  the order differs"]))
    sys.exit(1)
print(f"docs/access.md: {len(list(operations(contract)))} operations as in the contract")
