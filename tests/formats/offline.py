#!/usr/bin/env python3
"""Copies of a form, changed as people and other programs change them, read as they should.

usage: offline.py PROBE [SOFFICE]    with SOFFICE: copies LibreOffice opened and saved too
"""
import copy, io, json, pathlib, re, subprocess, sys, tempfile, zipfile
import xml.etree.ElementTree as xml

probe = sys.argv[1]
soffice = sys.argv[2] if len(sys.argv) > 2 else None
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
folder = pathlib.Path(tempfile.mkdtemp())
failed = 0

FILLED = {"values": {
    "名称": "甲（一）公司", "园区": "t.park1", "主管": "t.jxw", "投资": "35000.00", "增速": "12.5", "系数": "0.00000125", "户数": "12",
    "状态现在": "在建", "批文": [{"name": "批复（1）.pdf", "digest": "ab12", "size": 77}], "开工日": "2011-03-01", "报告季": "2011年第3季度", "已验收": True, "简介": "第一段\n\n　　第二段\t尾",
    "项目": [{"项目名称": "一号", "计划": "100.00", "完成": "0.0150", "开工": "2011-05-06", "进度": "投产", "所在": "t.park2", "说明": "好\n坏", "验收": False},
           {"项目名称": "二号", "计划": {"lacks": True}}],
    "现在": "顺利", "分行业": [{"行业": "电子", "序": "1", "人数": "300"}, {"行业": "纺织", "序": "2"}, {"行业": "其他", "序": "3", "备注": "无"}],
    "问题": "缺地", "建议": "多给"}, "reasons": {"check:1:row:1": "追加了设备"}}


def run(*arguments, text=""):
    done = subprocess.run([probe, *map(str, arguments)], input=text, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{arguments}: {done.stderr}")
    return done.stdout


def written(kind):
    file = folder / f"copy.{kind}"
    run("write", kind, file, text=json.dumps(FILLED))
    return file.read_bytes()


def read(content, kind, how="read"):
    file = folder / f"changed.{kind}"
    file.write_bytes(content)
    return json.loads(run(how, file, text=json.dumps(FILLED)))


def with_part(content, name, change):
    """The archive with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, change(old.read(entry)) if entry == name else old.read(entry))
    return out.getvalue()


class Sheet:
    """One sheet of an xlsx as rows of cells; what a spreadsheet program does to it."""

    def __init__(self, content):
        self.content = content
        self.part = "xl/worksheets/sheet1.xml"
        book = zipfile.ZipFile(io.BytesIO(content))
        self.root = xml.fromstring(book.read(self.part))
        self.rows = []
        for row in self.root.find(S + "sheetData"):
            self.rows += [{} for _ in range(int(row.get("r")) - len(self.rows))]
            self.rows[-1].update({re.match("[A-Z]+", c.get("r"))[0]: c for c in row})
        if "xl/sharedStrings.xml" in book.namelist():
            self.inline(["".join(t.text or "" for t in si.iter(S + "t")) for si in xml.fromstring(book.read("xl/sharedStrings.xml"))])
        self.merges = [m.get("ref") for m in self.root.iter(S + "mergeCell")]

    def inline(self, strings):
        for cell in [cell for row in self.rows for cell in row.values() if cell.get("t") == "s"]:
            text = strings[int(cell.find(S + "v").text)]
            cell[:] = []
            cell.set("t", "inlineStr")
            xml.SubElement(xml.SubElement(cell, S + "is"), S + "t").text = text

    def text(self, cell):
        return "".join(t.text or "" for t in cell.iter(S + "t")) + "".join(v.text or "" for v in cell.iter(S + "v"))

    def find(self, text, nth=0):
        """Index of the row and letter of the cell that begins so."""
        hits = [(r, column) for r, row in enumerate(self.rows) for column, c in row.items() if self.text(c).startswith(text)]
        if nth >= len(hits):
            sys.exit(f"no cell '{text}' in the copy")
        return hits[nth]

    def put(self, row, column, text=None, number=None, style=None):
        cell = self.rows[row].setdefault(column, xml.Element(S + "c"))
        cell[:] = []
        cell.attrib.pop("t", None)
        if style is not None:
            cell.set("s", str(style))
        if number is not None:
            xml.SubElement(cell, S + "v").text = str(number)
        elif text:
            cell.set("t", "inlineStr")
            xml.SubElement(xml.SubElement(cell, S + "is"), S + "t").text = text

    def value_column(self):
        return self.find("填写内容")[1]

    def value(self, label, nth=0, **what):
        self.put(self.find(label, nth)[0], self.value_column(), **what)

    def insert(self, at, cells):
        """A row as a program inserts it: what spans rows grows, its own cells are not joined."""
        self.rows.insert(at, {})
        moved = lambda ref: re.sub(r"(\d+)", lambda n: str(int(n[1]) + (int(n[1]) > at)), ref)
        self.merges = [moved(ref) for ref in self.merges]
        for column, text in cells.items():
            self.put(at, column, text=text)

    def delete(self, at):
        del self.rows[at]
        kept = [ref for ref in self.merges if {int(n) for n in re.findall(r"\d+", ref)} != {at + 1}]
        self.merges = [re.sub(r"(\d+)", lambda n: str(int(n[1]) - (int(n[1]) > at + 1)), ref) for ref in kept]

    def swap(self, first, last, a, b):
        for row in self.rows[first:last]:
            row[a], row[b] = row.get(b, xml.Element(S + "c")), row.get(a, xml.Element(S + "c"))

    def save(self):
        data = self.root.find(S + "sheetData")
        data[:] = []
        for number, row in enumerate(self.rows, 1):
            element = xml.SubElement(data, S + "row", r=str(number))
            for column in sorted(row, key=lambda c: (len(c), c)):
                row[column].set("r", f"{column}{number}")
                element.append(row[column])
        joined = self.root.find(S + "mergeCells")
        joined[:] = [xml.Element(S + "mergeCell", ref=ref) for ref in self.merges]
        return with_part(self.content, self.part, lambda _: xml.tostring(self.root))


class Pages:
    """The tables of a docx; what a word processor does to them."""

    def __init__(self, content):
        self.content = content
        self.root = xml.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
        self.parents = {child: parent for parent in self.root.iter() for child in parent}

    def text(self, element):
        return "".join(t.text or "" for t in element.iter(W + "t"))

    def row(self, text, nth=0):
        return [row for row in self.root.iter(W + "tr") if any(self.text(cell).startswith(text) for cell in row.iter(W + "tc"))][nth]

    def put(self, cell, *paragraphs):
        for p in cell.findall(W + "p"):
            cell.remove(p)
        for text in paragraphs:
            xml.SubElement(xml.SubElement(xml.SubElement(cell, W + "p"), W + "r"), W + "t").text = text

    def value(self, label, *paragraphs, nth=0):
        self.put(self.row(label, nth).findall(W + "tc")[2], *paragraphs)

    def below(self, row, cells):
        table = self.parents[row]
        made = copy.deepcopy(row)
        for cell, text in zip(made.findall(W + "tc"), cells):
            self.put(cell, *text.split("\n"))
        table.insert(list(table).index(row) + 1, made)

    def delete(self, row):
        self.parents[row].remove(row)

    def save(self):
        return with_part(self.content, "word/document.xml", lambda _: xml.tostring(self.root))


def expect(what, got, values=None, codes=(), reasons=None, said=()):
    """Values of FILLED with these changes; None: not there. Codes in order; each `said` in a message."""
    global failed
    wanted = copy.deepcopy(FILLED["values"])
    for name, value in (values or {}).items():
        wanted[name] = value
        if value is None:
            del wanted[name]
    wrong = []
    found = got["filling"]["values"]
    wrong += [f"{name} is {found.get(name)!r}, not {wanted.get(name)!r}" for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name)]
    there = sorted(problem[1] for problem in got["problems"])
    if there != sorted(codes):
        wrong.append("problems " + json.dumps(got["problems"], ensure_ascii=False, indent=1))
    for words in said:
        if not any(words in problem[3] for problem in got["problems"]):
            wrong.append(f"nothing says '{words}': " + json.dumps([p[3] for p in got["problems"]], ensure_ascii=False))
    if got["filling"].get("reasons", {}) != (FILLED["reasons"] if reasons is None else reasons):
        wrong.append(f"reasons {got['filling'].get('reasons')}")
    for level, code, _, zh, en in got["problems"]:
        if not zh or not en or zh == en:
            wrong.append(f"{code} is not said in both languages")
    failed += bool(wrong)
    print(f"{'FAIL' if wrong else 'ok  '} {what}", *wrong, sep="\n     " if wrong else " ")


def sheets(content, told=""):
    sheet = lambda: Sheet(content)

    s = sheet()
    s.value("*投资额（含税）", text="１，２３４．５亿元")
    s.value("投资额", text="33.55%")
    s.value("系数", number=1.25e-06)
    s.value("户数", text=" 1,200 ")
    s.value("状态", text="不适用")
    s.value("园区", text="乙产业园")
    s.value("已验收", text="否")
    s.value("报告季", text="2011Q4")
    expect(told + "numbers with units, in full width, in per cent", read(s.save(), "xlsx"), {
        "投资": "12345000.00", "增速": "33.55%", "系数": "0.00000125", "户数": "1200", "状态现在": {"lacks": True}, "园区": "t.park1",
        "已验收": False, "报告季": "2011年第4季度"} | {"园区": "乙产业园"}, ["form.places", "form.unknown-unit"], said=["G12 单元格", "G15 单元格"])

    s = sheet()
    s.value("开工日", number=40909, style=s.rows[s.find("开工日")[0]][s.value_column()].get("s"))
    expect(told + "a day typed into its cell", read(s.save(), "xlsx"), {"开工日": "2012-01-01"})
    for text in ("2012/1/1", "2012.1.1", "2012年1月1日", "2012-1-1", "2012/1/1 0:00:00"):
        s = sheet()
        s.value("开工日", text=text)
        expect(told + f"a day as {text}", read(s.save(), "xlsx"), {"开工日": "2012-01-01"})

    s = sheet()
    s.value("户数", text="约一千")
    s.value("开工日", text="年底前")
    expect(told + "what is not understood is kept and told", read(s.save(), "xlsx"), {"户数": "约一千", "开工日": "年底前"},
           ["form.value", "form.value"], said=["“户数”“约一千”", "单元格"])

    s = sheet()
    row, column = s.find("一号")
    rows = [{**line} for line in FILLED["values"]["项目"]]
    s.insert(row + 1, {column: "一号半", s.find("投资\n")[1]: "7"})
    expect(told + "a row inserted into a table", read(s.save(), "xlsx"),
           {"项目": [rows[0], {"项目名称": "一号半", "计划": "7.00"}, rows[1]]})

    s = sheet()
    row, column = s.find("二号")
    for i in range(3):
        s.put(row + 1 + i, column, text=f"新{i}")
    expect(told + "blank rows filled in", read(s.save(), "xlsx"), {"项目": rows + [{"项目名称": f"新{i}"} for i in range(3)]})

    s = sheet()
    s.delete(s.find("一号")[0])
    for _ in range(3):
        s.delete(s.find("二号")[0] + 1)
    expect(told + "rows deleted from a table", read(s.save(), "xlsx"), {"项目": rows[1:]})

    s = sheet()
    row = s.find("一号")[0]
    s.swap(row - 1, row + 6, s.find("投资\n")[1], s.find("完成\n")[1])
    expect(told + "columns moved", read(s.save(), "xlsx"))

    s = sheet()
    row, column = s.find("*投资额（含税）")
    s.put(row, column, text="总投资")
    expect(told + "a label retyped", read(s.save(), "xlsx"), {}, ["form.copy-renamed"], said=["改成了“总投资”"])

    s = sheet()
    s.delete(s.find("系数")[0])
    expect(told + "a field deleted", read(s.save(), "xlsx"), {"系数": None}, ["form.copy-missing-field"], said=["副本里没有“系数”"])

    s = sheet()
    row, column = s.find("户数")
    s.insert(row + 1, {column: "其中外资户数", s.value_column(): "3"})
    expect(told + "a field of one's own", read(s.save(), "xlsx"), {}, ["form.copy-unknown-row"], said=["本表没有“其中外资户数”这一项"])

    s = sheet()
    row, column = s.find("其他")
    s.insert(row, {column: "医药", s.find("备注", 0)[1]: "新"})
    expect(told + "a row of one's own among fixed ones", read(s.save(), "xlsx"),
           {"分行业": FILLED["values"]["分行业"] + [{"行业": "医药", "备注": "新"}]}, ["form.copy-unknown-row"], said=["没有“医药”这一行"])

    s = sheet()
    s.delete(s.find("纺织")[0])
    expect(told + "a fixed row deleted", read(s.save(), "xlsx"), {}, ["form.copy-missing-row"], said=["第 2 行“纺织”"])

    s = sheet()
    row, column = s.find("投资\n")
    s.put(row, column, text="投资（亿元）")
    s.put(s.find("一号")[0], column, text="3.5")
    expect(told + "another unit in a heading", read(s.save(), "xlsx"), {"项目": [rows[0] | {"计划": "35000.00"}, rows[1]]},
           ["form.copy-unit"], said=["由“万元”改成了“亿元”"])

    s = sheet()
    s.value("合计投资", text="999")
    expect(told + "a computed value typed over", read(s.save(), "xlsx"), {}, ["form.computed"], said=["改成了“999.00”", "算得“0.00”"])

    s = sheet()
    s.delete(s.find("表单标识")[0])
    expect(told + "the mark deleted", read(s.save(), "xlsx"), {}, ["form.copy-unmarked"])

    s = sheet()
    row, column = s.find("表单标识")
    s.put(row, column, text="表单标识：t/other　版本：00ff　填报编号：1")
    got = read(s.save(), "xlsx")
    global failed
    wrong = got["filling"]["values"].keys() - {"批文"} or [p[1] for p in got["problems"]] != ["form.copy-other-form"]
    failed += bool(wrong)
    print("FAIL" if wrong else "ok  ", told + "a copy of another form", got if wrong else "")

    expect(told + "a copy of another version", read(sheet().save(), "xlsx", "read-other"), {"投资": None},
           ["form.copy-other-version", "form.copy-missing-field", "form.copy-unknown-row"], said=["本表没有“*投资额（含税）"])

    s = sheet()
    row, column = s.find("第一段")
    s.insert(row + 1, {column: "第三段，写在下一格"})
    expect(told + "a text that goes on in a row of its own", read(s.save(), "xlsx"),
           {"简介": FILLED["values"]["简介"] + "\n第三段，写在下一格"})


def pages(content, told=""):
    fresh = lambda: Pages(content)

    p = fresh()
    p.value("*投资额（含税）", "３．５亿元")
    p.value("开工日", "2012/1/1")
    p.value("已验收", "√")
    expect(told + "values retyped", read(p.save(), "docx"), {"投资": "35000.00", "开工日": "2012-01-01", "已验收": True})

    rows = [{**line} for line in FILLED["values"]["项目"]]
    p = fresh()
    p.below(p.row("一号"), ["", "一号半", "7", "", "", "", "", "", "甲\n乙", "", ""])
    expect(told + "a row added to a table", read(p.save(), "docx"),
           {"项目": [rows[0], {"项目名称": "一号半", "计划": "7.00", "说明": "甲\n乙"}, rows[1]]})

    p = fresh()
    p.delete(p.row("一号"))
    for number in "345":
        p.delete([row for row in p.root.iter(W + "tr") if [p.text(c) for c in row.iter(W + "tc")] == [number] + [""] * 10][0])
    expect(told + "rows deleted from a table", read(p.save(), "docx"), {"项目": rows[1:]})

    p = fresh()
    p.put(p.row("第一段").findall(W + "tc")[1], "新的第一段", "新的第二段", "", "新的第三段")
    expect(told + "paragraphs written into a long text", read(p.save(), "docx"), {"简介": "新的第一段\n新的第二段\n\n新的第三段"})

    p = fresh()
    p.put(p.row("*投资额（含税）").findall(W + "tc")[1], "总投资")
    expect(told + "a label retyped", read(p.save(), "docx"), {}, ["form.copy-renamed"], said=["改成了“总投资”"])

    p = fresh()
    p.delete(p.row("系数"))
    expect(told + "a field deleted", read(p.save(), "docx"), {"系数": None}, ["form.copy-missing-field"])

    p = fresh()
    p.below(p.row("户数"), ["", "其中外资户数", "3", "家"])
    expect(told + "a field of one's own", read(p.save(), "docx"), {}, ["form.copy-unknown-row"], said=["第 1 张表第"])

    p = fresh()
    p.value("户数", "约一千")
    expect(told + "what is not understood is kept and told", read(p.save(), "docx"), {"户数": "约一千"}, ["form.value"], said=["“户数”“约一千”"])

    body = (p := fresh()).root.find(W + "body")
    note = xml.Element(W + "p")
    xml.SubElement(xml.SubElement(note, W + "r"), W + "t").text = "另有一事说明：资金未到位"
    body.insert(len(body) - 2, note)
    expect(told + "a paragraph below the form", read(p.save(), "docx"), {}, ["form.copy-stray"], said=["不属于任何项目"])

    for table in (p := fresh()).root.iter(W + "tbl"):
        if any(p.text(cell) == "一号" for cell in table.iter(W + "tc")):
            for row in table.findall(W + "tr")[1:]:
                table.remove(row)
    expect(told + "all rows of a table deleted", read(p.save(), "docx"), {"项目": None})

    for table in (p := fresh()).root.iter(W + "tbl"):
        if any(p.text(cell) == "一号" for cell in table.iter(W + "tc")):
            p.parents[table].remove(table)
            break
    for paragraph in list(p.root.find(W + "body")):
        if p.text(paragraph).startswith("表14"):
            p.root.find(W + "body").remove(paragraph)
    expect(told + "a table deleted", read(p.save(), "docx"), {"项目": None}, ["form.copy-missing-field"], said=["副本里没有“项目”"])


def saved_by_office(content, kind):
    file = folder / f"office.{kind}"
    file.write_bytes(content)
    out = folder / "saved"
    done = subprocess.run([soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind, "--outdir", out, file],
                          capture_output=True, text=True)
    if not (out / file.name).exists():
        sys.exit(f"LibreOffice saved nothing: {done.stdout} {done.stderr}")
    return (out / file.name).read_bytes()


if soffice:
    for kind in ("xlsx", "docx"):
        saved = saved_by_office(written(kind), kind)
        expect(f"{kind} saved by LibreOffice", read(saved, kind))
        again = saved_by_office(saved, kind)
        expect(f"{kind} saved by LibreOffice twice", read(again, kind))
        (pages if kind == "docx" else sheets)(saved, "saved by LibreOffice, then ")
else:
    expect("xlsx as it was written", read(written("xlsx"), "xlsx"))
    expect("docx as it was written", read(written("docx"), "docx"))
    sheets(written("xlsx"))
    pages(written("docx"))
sys.exit(1 if failed else 0)
