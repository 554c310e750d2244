#!/usr/bin/env python3
"""coverage.py SUMMARY: lines reached, by folder of src/ and in all, out of gcovr's summary.

Ends with 1 when the core is under its target.
"""
import json
import pathlib
import sys

TARGET = 90.0

folders = {}
for file in json.load(open(sys.argv[1]))["files"]:
    parts = pathlib.PurePath(file["filename"]).parts
    folder = "/".join(parts[1:-1])
    reached, total = folders.get(folder, (0, 0))
    folders[folder] = reached + file["line_covered"], total + file["line_total"]

reached = sum(r for r, _ in folders.values())
total = sum(t for _, t in folders.values())
for folder, (r, t) in sorted(folders.items()):
    print(f"{folder:<24} {100 * r / t:5.1f} %  {r:>6} of {t}")
percent = 100 * reached / total
print(f"{'the core':<24} {percent:5.1f} %  {reached:>6} of {total}  (target {TARGET:g} %)")
sys.exit(0 if percent >= TARGET else 1)
