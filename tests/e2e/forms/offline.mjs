// SPDX-License-Identifier: Apache-2.0
// Changes a word in a workbook or document as a person would: the text inside, nothing else.
import { execFileSync } from 'node:child_process'

const kScript = `
import re, sys, zipfile
path, old, new = sys.argv[1:]
with zipfile.ZipFile(path) as source:
    parts = [(info, source.read(info)) for info in source.infolist()]
changed = 0
for n, (info, data) in enumerate(parts):
    if re.fullmatch(r"xl/(sharedStrings|worksheets/sheet\\d+)\\.xml|word/document\\.xml", info.filename):
        text = data.decode("utf-8")
        fresh = text.replace(">" + old + "<", ">" + new + "<")
        changed += text.count(">" + old + "<")
        parts[n] = (info, fresh.encode("utf-8"))
if not changed:
    sys.exit(f"{path} does not have {old}")
with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
    for info, data in parts:
        target.writestr(info.filename, data)
`
export const changeCopy = (file, old, fresh) => execFileSync('python3', ['-c', kScript, file, old, fresh], { stdio: 'inherit' })
