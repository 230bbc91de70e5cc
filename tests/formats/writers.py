"""Writes a notice given as text in the formats offices send, for tests: docx with numbers Word counts, html plain and
as the page of a government site, pdf by a browser. Lines of cells between | become real tables."""
import html, io, pathlib, re, shutil, subprocess, tempfile, zipfile

HAN = "一二三四五六七八九"


def han(n):
    if n < 10:
        return HAN[n - 1]
    tens = "" if n < 20 else HAN[n // 10 - 1]
    return tens + "十" + (HAN[n % 10 - 1] if n % 10 else "")


def blocks_of(text):
    """[("p", line) | ("table", [[cell, …], …])]; cells a line each between lines of |, rows parted by two of them."""
    lines = [line.strip() for line in text.replace("\f", "\n").split("\n")]
    lines = [line for line in lines if line]
    if lines.count("|") < 8:
        return [("p", line) for line in lines]
    first = lines.index("|")
    last = len(lines) - 1 - lines[::-1].index("|")
    cells, rows, row = [], [], []
    for line in lines[first:last + 1]:
        if line != "|":
            cells.append(line)
            row.append(line)
        elif cells == [] and row:
            rows.append(row)
            row = []
        else:
            cells = []
    if row:
        rows.append(row)
    width = max(map(len, rows))
    return ([("p", line) for line in lines[:first]] + [("table", [r + [""] * (width - len(r)) for r in rows])] +
            [("p", line) for line in lines[last + 1:]])


LEVELS = [("一、", "chineseCountingThousand", r"^([一二三四五六七八九十]+)、", "%1、", han),
          ("（一）", "chineseCountingThousand", r"^（([一二三四五六七八九十]+)）", "（%1）", han),
          ("1.", "decimal", r"^(\d+)\. ?(?!\d)", "%1.", str)]


def numbering_of(blocks):
    """For each block (list, words) when Word can count its label: the next of its list, or the first of a new one."""
    lists, out = [], []  # lists: (level, start)
    current, last = [None] * 3, [0] * 3
    for kind, line in blocks:
        made = None
        for level, (_, _, pattern, _, write) in enumerate(LEVELS) if kind == "p" else ():
            found = re.match(pattern, line)
            if not found:
                continue
            number = last[level] + 1
            if current[level] is None or write(number) != found[1]:
                number = next((n for n in range(1, 100) if write(n) == found[1]), None)
                if number is None:
                    continue
                lists.append((level, number))
                current[level] = len(lists)
            last[level] = number
            made = (current[level], line[found.end():])
            break
        out.append(made)
    return lists, out


def escape(text):
    return html.escape(text, quote=False)


def docx(text):
    blocks = blocks_of(text)
    lists, numbers = numbering_of(blocks)
    body = []
    for (kind, content), number in zip(blocks, numbers):
        if kind == "table":
            rows = "".join("<w:tr>" + "".join(
                f"<w:tc><w:tcPr/><w:p><w:r><w:t>{escape(cell)}</w:t></w:r></w:p></w:tc>" for cell in row) + "</w:tr>"
                for row in content)
            body.append(f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>")
            continue
        properties = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number[0]}"/></w:numPr></w:pPr>' if number else ""
        words = number[1] if number else content
        half = len(words) // 2  # a run seldom holds a whole sentence
        body.append(f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(words[:half])}</w:t></w:r>'
                    f'<w:r><w:t xml:space="preserve">{escape(words[half:])}</w:t></w:r></w:p>')
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{i}"><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="{LEVELS[level][1]}"/><w:suff w:val="nothing"/><w:lvlText w:val="{LEVELS[level][3]}"/></w:lvl></w:abstractNum>'
        for i, (level, start) in enumerate(lists, 1))
    nums = "".join(f'<w:num w:numId="{i}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(1, len(lists) + 1))
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    parts = {
        "[Content_Types].xml": head + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": head + f'<Relationships><Relationship Id="a" Type="{types}officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": head + f'<Relationships><Relationship Id="n" Type="{types}numbering" Target="numbering.xml"/>'
        f'<Relationship Id="f" Type="{types}footer" Target="footer1.xml"/></Relationships>',
        "word/numbering.xml": head + f"<w:numbering {w}>{abstract}{nums}</w:numbering>",
        "word/footer1.xml": head + f'<w:ftr {w}><w:p><w:r><w:t>— </w:t></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t> —</w:t></w:r></w:p></w:ftr>',
        "word/document.xml": head + f'<w:document {w}><w:body>{"".join(body)}<w:sectPr><w:footerReference r:id="f"/></w:sectPr></w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def html_body(text, indent):
    out = []
    for kind, content in blocks_of(text):
        if kind == "p":
            out.append(f'<p style="{indent}">{escape(content)}</p>')
        else:
            out.append("<table border=1>" + "".join(
                "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in content) + "</table>")
    return "\n".join(out)


def plain_html(text):
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>x</title></head><body>{html_body(text, '')}</body></html>".encode()


def site_html(text):
    """As sites of governments are: layout tables, menus, unclosed elements, styles of Word, scripts, a GBK charset."""
    body = html_body(text, "text-indent:2em").replace("</p>", "").replace("责任", "<span lang=EN-US style='mso-hide:none'><b>责</b>任</span>")
    menu = "".join(f"<li><a href='/{i}'>{name}</a>" for i, name in enumerate(["首页", "政务公开", "办事服务", "互动交流", "走进本地"]))
    return ("<HTML><HEAD><META http-equiv=Content-Type content='text/html; charset=gb2312'><script>document.write('<p>x</p>')</script></HEAD>"
            f"<BODY><div style='display:none'>隐藏的内容</div><table width=1000><tr><td><ul>{menu}</ul><tr><td><table><tr><td width=20>&nbsp;<td>"
            f"<div id=zoom>{body}</div><td>&nbsp;</table><tr><td><p>主办：某某办公室<p>备案编号：0000000</table></BODY></HTML>").encode("gb18030")


STYLE = ("@page{size:A4;margin:37mm 26mm 35mm 28mm}body{margin:0;font:16pt/28pt 'Noto Serif CJK SC','Noto Sans CJK SC'}p{margin:0;text-indent:2em;text-align:justify}"
         "table{border-collapse:collapse;width:100%}td{border:1px solid;font-size:12pt;line-height:18pt;padding:0 4pt;vertical-align:middle}")


def pdf(text):
    page = f"<!DOCTYPE html><meta charset=utf-8><style>{STYLE}</style>{html_body(text, '')}"
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder:
        source, target = pathlib.Path(folder) / "x.html", pathlib.Path(folder) / "x.pdf"
        source.write_text(page, encoding="utf-8")
        subprocess.run([browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
                        f"--print-to-pdf={target}", source.as_uri()], check=True, capture_output=True, timeout=120)
        return target.read_bytes()
