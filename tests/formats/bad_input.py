#!/usr/bin/env python3
"""Files that are wrong or hostile get a named answer, in bounded time and memory.

usage: bad_input.py LUOSHI
"""
import io, os, pathlib, resource, subprocess, sys, tempfile, time, zipfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import writers

luoshi = sys.argv[1]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
GOOD = "关于印发分工方案的通知\n各县：\n1. 甲。（市教育局负责）\n"


def archive(parts, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in parts.items():
            with made.open(name, "w") as entry:
                for piece in content if not isinstance(content, (str, bytes)) else [content]:
                    entry.write(piece if isinstance(piece, bytes) else piece.encode())
    return out.getvalue()


def document(inside):
    return archive({"word/document.xml": inside})


def with_part(name, content):
    made = io.BytesIO(writers.docx(GOOD))
    with zipfile.ZipFile(made, "a") as more:
        more.writestr(name, content)
    return made.getvalue()


def blank_pdf(pages):
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>",
               b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, b" ".join(b"%d 0 R" % (3 + i) for i in range(pages)))]
    objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * pages
    out, places = io.BytesIO(b"%PDF-1.7\n"), []
    out.seek(0, 2)
    for i, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (i, content))
    at = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, at))
    return out.getvalue()


def ole(stream):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + stream.encode("utf-16le") + bytes(2000)


def laughs():
    entities = "<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12))
    return f"<?xml version='1.0'?><!DOCTYPE x [{entities}]><w:document {W}><w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>"


MB = 1 << 20
CASES = {  # name: (file name, bytes, the only reasons allowed)
    "a picture called docx": ("a.docx", b"\x89PNG\r\n\x1a\n" + bytes(100), "office.binary"),
    "an old doc called docx": ("a.docx", ole("WordDocument"), "office.binary"),
    "an encrypted docx": ("a.docx", ole("EncryptedPackage"), "office.encrypted"),
    "any other archive": ("a.docx", archive({"x.txt": "x"}), "office.binary"),
    "a docx cut in two": ("a.docx", writers.docx(GOOD)[:700], "office.zip-broken"),
    "macros": ("a.docm", with_part("word/vbaProject.bin", b"x"), "office.macros"),
    "a zip bomb": ("a.docx", document(b"0" * MB for _ in range(2000)), "office.zip-bomb"),
    "a bomb of XML": ("a.docx", document(laughs()), "office.xml-forbidden"),
    "an entity that reads a file": ("a.docx", document("<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><x>&f;</x>"), "office.xml-forbidden"),
    "XML too deep": ("a.docx", document("<a>" * 500_000), "office.too-deep"),
    "XML that ends early": ("a.docx", document(f"<w:document {W}><w:body><w:p>"), "office.xml-broken"),
    "a docx of 12 MB of text": ("a.docx", document(f"<w:document {W}><w:body>" + "<w:p><w:r><w:t>工作任务</w:t></w:r></w:p>" * MB + "</w:body></w:document>"), "office.too-large office.zip-bomb notice.too-costly"),
    "html too deep": ("a.html", b"<html>" + b"<div>" * MB, "office.too-deep"),
    "tables too deep": ("a.html", b"<table><tr><td>" * 100_000, "office.too-deep"),
    "html without text": ("a.html", b"<html><body><script>x</script></body></html>", "office.empty"),
    "end tags that close nothing": ("a.html", b"<html>" + b"<b>" * 900 + b"</i>" * MB, "office.empty notice.too-costly"),
    "a pdf that is none": ("a.pdf", b"%PDF-1.4\nhello", "office.broken-pdf"),
    "a pdf without text": ("a.pdf", blank_pdf(3), "office.no-text"),
    "a pdf of 10,000 pages": ("a.pdf", blank_pdf(10_000), "office.too-many-pages"),
    "51 MB": ("a.pdf", b"%PDF-1.4\n" + bytes(51 * MB), "office.too-large"),
}
failed = 0
for name, (file, content, reasons) in CASES.items():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / file
        path.write_bytes(content)
        before = time.monotonic()
        child = subprocess.Popen([luoshi, "read", path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        said = child.stderr.read().decode()
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.monotonic() - before
    reason = said[said.rfind("[") + 1:said.rfind("]")] if "[" in said else "none"
    wrong = []
    if reason not in reasons.split():
        wrong.append(f"reason {reason}, expected {reasons}: {said.strip()[-200:]}")
    if file not in said and reason != "none":
        wrong.append("the file is not named")
    if seconds > 12:
        wrong.append(f"{seconds:.1f} s")
    if used.ru_maxrss > 700 << 10:
        wrong.append(f"{used.ru_maxrss >> 10} MB")
    failed += bool(wrong)
    print(f"{'FAIL' if wrong else 'ok':4} {seconds:5.1f} s {used.ru_maxrss >> 10:4} MB  {name}: {reason}", *wrong)
sys.exit(1 if failed else 0)
