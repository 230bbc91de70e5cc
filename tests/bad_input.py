#!/usr/bin/env python3
"""Whatever file is given, the command answers within 10 seconds and 300 MB and gives a stable reason.

usage: bad_input.py LUOSHI
"""
import os, random, resource, subprocess, sys, tempfile, time

LUOSHI = sys.argv[1]
HEAD = "关于印发《分工方案》的通知\n各市人民政府：\n某市人民政府\n2012年3月5日\n"
ITEM = "{}. 推进园区建设，2012年底前完成。（市发改委牵头，会同市财政局等部门负责）\n"
random.seed(193)


def novel():
    words = "他她雨夜门街灯风说走来去看见听声音很轻没有什么时候已经还是那个这样一个人的了着过在是不".strip()
    return "".join(f"第{n}章\n" + "".join("".join(random.choices(words, k=18)) + "。\n" for _ in range(40)) for n in range(1, 60))


def numbered(depth):
    labels = ["一、", "（一）", "1.", "（1）", "①"]
    return HEAD + "".join(labels[i % 5] + "任务" * (1 + i % 3) + "\n" for i in range(depth))


# name, bytes, exit status, reason (None: it is read)
CASES = [
    ("empty", b"", 3, "office.empty"),
    ("only white space", " \n\t　\n".encode(), 3, "office.empty"),
    ("docx", b"PK\x03\x04" + b"\0" * 40 + b"word/document.xml", 3, "office.zip-broken"),
    ("pdf", b"%PDF-1.4\n" + os.urandom(500), 3, "office.broken-pdf"),
    ("old doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, 3, "office.binary"),
    ("random bytes", bytes(random.randrange(256) for _ in range(100_000)), 3, "office.binary"),
    ("broken UTF-8", (HEAD * 4).encode()[:200] + b"\xff\xfe" + HEAD.encode(), 3, "office.encoding"),
    ("cut UTF-8", (HEAD + ITEM.format(1)).encode()[:-3], 3, "office.truncated"),
    ("200 MB", b"\xe4\xb8\x80" * 1_000_000, 3, "office.too-large"),  # written seventy times
    ("a novel", novel().encode(), 3, "notice.no-structure"),
    ("secret", ("机密★1年\n" + HEAD + ITEM.format(1)).encode(), 3, "notice.secret"),
    ("secret by cipher", ("某省发电\n等级 特急·密电 某发电〔2011〕1号\n" + HEAD + ITEM.format(1)).encode(), 3, "notice.secret"),
    ("secret in GB18030", ("秘密▲\n" + HEAD + ITEM.format(1)).encode("gb18030"), 3, "notice.secret"),
    ("five megabytes", (HEAD + "".join(ITEM.format(n % 900 + 1) for n in range(1, 15_000)) + "又一段说明文字。" * 100_000).encode(), 0, None),
    ("too many items", (HEAD + "".join(ITEM.format(n % 900 + 1) for n in range(1, 60_000))).encode(), 3, "notice.too-many-items"),
    ("one line of 9 MB", (HEAD + "推进园区建设，" * 440_000).encode(), 0, None),
    ("a line without end in an item", (HEAD + "1. " + "推进园区建设，" * 300_000 + "（市发改委负责）").encode(), 0, None),
    ("100,000 open brackets", (HEAD + "1. " + "（" * 100_000 + "市发改委负责）\n").encode(), 0, None),
    ("100,000 closed brackets", (HEAD + "1. " + "（" * 50_000 + "市发改委负责" + "）" * 50_000 + "\n").encode(), 0, None),
    ("brackets side by side", (HEAD + "1. 任务" + "（市发改委负责）" * 50_000 + "\n").encode(), 0, None),
    ("100,000 quotes and titles", (HEAD + "1. " + "“《" * 100_000 + "（市发改委负责）\n").encode(), 0, None),
    ("deep numbering", numbered(100_000).encode(), 0, None),
    ("a list of 100,000 names", (HEAD + "1. 任务。（" + "、".join(["市发改委"] * 100_000) + "负责）\n").encode(), 0, None),
    ("100,000 bars", (HEAD + "|" * 100_000 + "\n" + ITEM.format(1)).encode(), 0, None),
    ("100,000 keys", (HEAD + "1. 任务。" + "责任单位：" * 100_000).encode(), 0, None),
    ("100,000 dates", (HEAD + "1. " + "2012年3月5日前，每年" * 100_000 + "（市发改委负责）\n").encode(), 0, None),
    ("units as headings", (HEAD + "".join(f"{n % 900 + 1}.市民防局。\n做好工作。\n" for n in range(15_000))).encode(), 0, None),
    ("paragraphs without labels", (HEAD + "做好工作。（市发改委负责）\n" * 15_000).encode(), 0, None),
]


def peak_of_children():
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


failures = 0
with tempfile.TemporaryDirectory() as folder:
    for name, content, status, reason in CASES:
        path = os.path.join(folder, "file.txt")
        with open(path, "wb") as file:
            for _ in range(70 if name == "200 MB" else 1):  # a child's peak begins with its parent's size
                file.write(content)
        start = time.monotonic()
        run = subprocess.run([LUOSHI, "read", path, "--json"], capture_output=True)
        seconds = time.monotonic() - start
        error = run.stderr.decode()
        faults = []
        if run.returncode != status:
            faults.append(f"exit status {run.returncode}, not {status}")
        if reason and f"[{reason}]" not in error:
            faults.append(f"reason is not {reason}")
        if reason and reason != "notice.secret" and "file.txt" not in error:
            faults.append("the message does not name the file")
        if reason == "notice.secret" and any(word in error for word in ("file.txt", "机密", "秘密", "分工")):
            faults.append("the message holds something of the file")
        if seconds > 10:
            faults.append(f"took {seconds:.1f} s")
        if peak_of_children() > 300:
            faults.append(f"used {peak_of_children():.0f} MB")
        print(f"{'FAULT' if faults else 'ok':5} {name}: {seconds:.2f} s, peak so far {peak_of_children():.0f} MB "
              f"{'; '.join(faults)} {error.strip()[:200] if faults else ''}")
        failures += bool(faults)
sys.exit(failures > 0)
