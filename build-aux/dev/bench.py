#!/usr/bin/env python3
"""bench.py [--json] [--long] PROGRAM…: runs the benchmarks and prints their rows, as a table or as they are.

Ends with 1 when a target does not hold or a program fails.
"""
import json
import pathlib
import subprocess
import sys

COLUMNS = ("name", "value", "unit", "peer", "ratio", "target", "holds")
options = {a for a in sys.argv[1:] if a.startswith("--")}
programs = [a for a in sys.argv[1:] if not a.startswith("--")]
well = True


def show(value):
    if isinstance(value, bool):
        return "yes" if value else "NO"
    if isinstance(value, float):
        return f"{value:.4g}"
    return "" if value is None else str(value)


def line(cells):
    return f"{cells[0]:<44} {cells[1]:>10} {cells[2]:<8} {cells[3]:>10} {cells[4]:>8} {cells[5]:>10} {cells[6]}"


if "--json" not in options:
    print(line(COLUMNS))
for program in programs:
    print(f"dev: {pathlib.Path(program).name}", file=sys.stderr)
    run = subprocess.Popen([program] + ["--long"] * ("--long" in options), stdout=subprocess.PIPE, text=True)
    for text in run.stdout:
        if not text.startswith("{"):
            continue
        row = json.loads(text)
        well = well and row.get("holds") is not False
        print(json.dumps({c: row.get(c) for c in COLUMNS}) if "--json" in options
              else line([show(row.get(c)) for c in COLUMNS]), flush=True)
    if run.wait():
        print(f"dev: {program} ended with {run.returncode}", file=sys.stderr)
        well = False
sys.exit(0 if well else 1)
