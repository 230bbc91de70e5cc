#!/usr/bin/env python3
"""Every rule, warning and error reason in the reader's code has its line in docs/notice.md, and none is listed in vain.

usage: rules_documented.py ROOT
"""
import pathlib, re, sys

root = pathlib.Path(sys.argv[1])
name = r"(?:item|section|clause|report|time|cite|target|general|header|ledger|notice|office)\.[a-z][a-z-]+"
code = {found for folder in ("notice", "office") for path in (root / "src" / folder).glob("*.cpp")
        if not path.name.endswith("_test.cpp")
        for found in re.findall(rf'"({name})"', path.read_text(encoding="utf-8"))}
text = "".join((root / page).read_text(encoding="utf-8") for page in ("docs/notice.md", "docs/office.md"))
docs = set(re.findall(rf"`({name})`", text)) - {"notice.hpp", "json.hpp"}
docs = {found for found in docs if not found.endswith(".hpp")}
for found in sorted(code - docs):
    print(f"{found} is in neither docs/notice.md nor docs/office.md")
for found in sorted(docs - code):
    print(f"docs/notice.md or docs/office.md lists {found}, which no code gives")
sys.exit(code != docs)
