#!/usr/bin/env python3
"""The reference notice must be read without a fault: F1 of 1.0 on every core metric of its scorer.

usage: score_seed.py LUOSHI SHARED    SHARED: the folder that holds seed/ and corpus/
"""
import pathlib, subprocess, sys, tempfile

luoshi, shared = sys.argv[1], pathlib.Path(sys.argv[2])
text, corpus = shared / "seed/notice-193.txt", shared / "corpus"
if not text.exists():
    sys.exit(f"{text} is missing: set LUOSHI_SHARED to the folder with seed/ and corpus/")
failed = False
with tempfile.TemporaryDirectory() as folder:
    out = pathlib.Path(folder) / "out.json"
    out.write_bytes(subprocess.run([luoshi, "read", text, "--json"], check=True, capture_output=True).stdout)
    failed |= subprocess.run([sys.executable, corpus / "score.py", corpus / "seed-193.gold.json", out,
                              "--threshold", "1.0", "--errors", "20"]).returncode != 0
    for notice in sorted((corpus / "dev").glob("*.txt")):
        run = subprocess.run([luoshi, "read", notice, "--json"], capture_output=True)
        (pathlib.Path(folder) / f"{notice.stem}.json").write_bytes(run.stdout)
    out.unlink()
    failed |= subprocess.run([sys.executable, corpus / "score.py", corpus / "dev", folder, "--per-doc", "--errors", "20",
                              "--min", "unit_role=0.98", "--min", "deadlines=0.97", "--min", "items=0.97",
                              "--min", "header=0.95", "--min", "citations=0.95"]).returncode != 0
sys.exit(failed)
