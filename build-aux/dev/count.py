#!/usr/bin/env python3
"""count.py LOGS STATUS: the last line of ./dev test, "N passed, N failed, N skipped", out of meson's own results.

Counted are the single cases of the test programs (TAP), not the programs.  A program that fails with no failed case
to show for it (a crash after the last one, a leak, a time-out) counts as one failure more.
"""
import json
import pathlib
import sys
import xml.etree.ElementTree as ET

logs, status = pathlib.Path(sys.argv[1]), int(sys.argv[2])
passed = failed = skipped = 0
failed_programs = set()
named = []


try:
    junit = ET.parse(logs / "testlog.junit.xml").getroot()
    programs = [json.loads(line) for line in (logs / "testlog.json").read_text().splitlines()]
except (OSError, ET.ParseError, ValueError) as error:
    print(f"no results: {error}", file=sys.stderr)
    junit, programs = ET.Element("testsuites"), []

for suite in junit.iter("testsuite"):
    for case in suite.iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
            # A TAP program is a suite "project.NAME" with its cases, any other a case of that NAME in suite "project".
            failed_programs.update((suite.get("name").partition(".")[2], case.get("name")))
            named.append(f'{suite.get("name")}: {case.get("name")}')
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1

for program in programs:
    if program["result"] not in ("OK", "EXPECTEDFAIL", "SKIP") and program["name"] not in failed_programs:
        failed += 1
        named.append(f'{program["name"]}: {program["result"]}')

for name in named:
    print("failed:", name)
if status and not failed:
    print(f"meson test ended with {status}")
    failed = 1
print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
sys.exit(1 if failed or not passed else 0)
