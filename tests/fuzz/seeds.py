#!/usr/bin/env python3
"""Writes what each fuzz target begins with.   usage: seeds.py FOLDER"""
import pathlib, re, sys

root = pathlib.Path(__file__).resolve().parent.parent
folder = pathlib.Path(sys.argv[1])
cases = [part for file in sorted((root / "cases/notice").glob("*.test"))
         for part in [file.read_text(encoding="utf-8").split("\n---\n")[0]]]
clauses = sorted({found for text in cases for found in re.findall(r"[（(]([^（）()]{2,80})[）)]", text)})
table = "<table><tr><th>序号<th>任务<th>责任单位</tr><tr><td rowspan=2>1<td>甲<td><p>市教育局<p>市财政局<tr><td>乙<td colspan=2>丙</table>"
w = lambda text, properties="": f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
number = "<w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr>"
numbering = ("<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl>"
             "<w:lvl w:ilvl='1'><w:start w:val='3'/><w:numFmt w:val='decimal'/><w:lvlRestart w:val='0'/><w:isLgl/><w:lvlText w:val='%1.%2'/></w:lvl></w:abstractNum>"
             "<w:num w:numId='1'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='1'><w:startOverride w:val='5'/></w:lvlOverride></w:num>")
cells = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge w:val='restart'/></w:tcPr>" + w("甲") + "</w:tc><w:tc>" + w("乙") + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge/></w:tcPr>" + w("") + "</w:tc><w:tc>" + w("丙") + "</w:tc></w:tr></w:tbl>"
row = "5\t1\t0\t0\t0\t{}\t{}\t{}\t{}\t12.0\t100\t{}\n"
words = "1\t1\t0\t0\t0\t0\t0.0\t0.0\t595.0\t842.0\t-1\t###PAGE###\n" + "".join(
    row.format(i, x, y, 12.0 * len(text), text) for i, (x, y, text) in enumerate(
        [(90, 110, "序号"), (130, 110, "任务"), (250, 110, "责任单位"), (90, 140, "1"), (130, 140, "甲乙"), (250, 140, "市教育局"),
         (90, 170, "2"), (130, 170, "丙"), (250, 170, "市财政局"), (90, 200, "一、全文"), (90, 800, "— 1 —")]))
rules = "".join(f"{x} 732 m {x} 642 l S\n" for x in (80, 120, 240, 340)) + "".join(f"80 {y} 260 1 re f\n" for y in (732, 702, 672, 642))
formulas = sorted({formula for file in sorted((root / "cases/expr").glob("*.test"))
                   for formula in re.findall(r'formula: "([^"]*)"', file.read_text(encoding="utf-8"))})
forms = [file.read_text(encoding="utf-8") for file in sorted((root.parent / "packs").glob("*/forms/*.yaml"))]
forms += re.findall(r'R"yaml\((.*?)\)yaml"', (root.parent / "src/form/testing.hpp").read_text(encoding="utf-8"), re.S)
seeds = {
    "pack": [form for form in forms if len(form.encode()) <= 8192],
    "expr": formulas,
    "read": cases,
    "clause": clauses,
    "html": [f"<ol type=I start=3><li>甲<ol><li value=9>乙</ol></ol>{table}", f"<meta charset=gbk><table><tr><td>{table}<td hidden>x</table><pre>a\nb</pre>&#x4e00;&nbsp;",
             *(f"<p>{text}" .replace("\n", "<br>") for text in cases[:20])],
    "docx": [w("甲", number) + w("乙", number) + cells + "\0" + numbering + "\0<w:style w:styleId='a'><w:basedOn w:val='a'/></w:style>",
             "<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:t>x</w:t><w:fldChar w:fldCharType='separate'/><w:t>y</w:t><w:fldChar w:fldCharType='end'/></w:r><w:ins><w:r><w:t>z</w:t></w:r></w:ins></w:p>",
             *("".join(w(line) for line in text.split("\n")) for text in cases[:10])],
    "xlsx": ["<sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' s='1'><v>45000</v></c></row><row r='3' hidden='1'><c r='C3' t='str'><f>1+1</f><v>2</v></c>"
             "<c r='D3' t='inlineStr'><is><t>丁</t></is></c><c r='E3' t='b'><v>1</v></c></row></sheetData><mergeCells><mergeCell ref='A1:B2'/></mergeCells>"
             "\0<si><t>甲</t></si><si><r><t>乙</t></r><rPh><t>y</t></rPh></si>\0<numFmts><numFmt numFmtId='164' formatCode='yyyy&quot;年&quot;m&quot;月&quot;'/></numFmts>"
             "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs>"],
    "csv": ["1,\"修路\n二\",市交通局,2024年6月底前\n一、城建,,,\n2,植树,\"市林业局、市水务局\",长期\n合计,,2,\n", "类别;任务;单位\n甲;乙;市教育局\n"],
    "pdf": [words + "\0" + rules, words, words + words.replace("1\t1\t", "1\t2\t").replace("5\t1\t", "5\t2\t") + "\0" + rules],
}
for name, contents in seeds.items():
    (folder / name).mkdir(parents=True, exist_ok=True)
    for i, content in enumerate(contents):
        (folder / name / f"seed-{i}").write_text(content, encoding="utf-8")
