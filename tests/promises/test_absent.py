#!/usr/bin/env python3
"""test_absent.py SOURCE: what helplines promised that there is not, there is not: searched for in all that is compiled."""
import json
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
sources = sorted(f for folder in ("src", "data") for f in (root / folder).rglob("*") if f.suffix in (".c", ".h", ".ui", ".xml", ".in"))


def stand(pattern, files=sources, flags=0):
    for f in files:
        for number, line in enumerate(f.read_text().splitlines(), 1):
            if re.search(pattern, line, flags):
                yield f"{f.relative_to(root)}:{number}: {line.strip()}"


def test_no_print():
    """R26: nothing prints: no print operation, no print dialog, no action, no word on a button."""
    yield from stand(r"Gtk(Print|PageSetup)|gtk_print|gtk_page_setup|\"(win|app)\.print|document-print|print-symbolic|>_?Print<|\bN?_ \(\"_?Print[\"…]")


def test_no_sharing():
    """R27, R52: nothing forwards or shares; no way out to mail, a browser's page or another program's file."""
    yield from stand(r"mailto:|\"(win|app)\.(share|forward)|emblem-shared|mail-send|gtk_email|XdgEmail")


def test_no_external_dossier():
    """R13, R14: no column, option, field or key takes the number of a client or of a dossier elsewhere."""
    for line in stand(r"external[_-]?(dossier|file|number|nr|id)\b|\bpatient|\bbsn\b|client[_-]?(number|nr|dossier|file)\b", flags=re.I):
        # What src/deident looks for, it looks for in order to remove it, and the window names it so.
        if not re.search(r"^src/(policy|deident)/|^src/ui/review/luwte-case-words\.c|policies/policy\.schema", line):
            yield line
    for profile in (root / "data/policies").glob("*.json"):
        if profile.name == "policy.schema.json":
            keys = re.findall(r'"(\w*external\w*)": ', profile.read_text())
            yield from (f"{profile.name}: {key}" for key in set(keys) - {"external_dossier"})


def test_no_telemetry():
    """R44, R80: no address of anybody is built in, and the system of logs, crashes or figures is sent to nobody."""
    for line in stand(r"https?://(?!127\.0\.0\.1|%s)\w"):
        if not re.search(r"http://www\.w3\.org|specifications\.freedesktop|SPDX|/developer/|://…", line):
            yield line
    yield from stand(r"sentry|telemetry|analytics|matomo|crash[_-]?report", flags=re.I)


def test_no_password_of_visitors():
    """R18: no call to the service sets, resets or reads a visitor's password."""
    schema = (root / "docs/bridge-protocol.schema.json").read_text()
    json.loads(schema)
    yield from (f"the bridge protocol has {word}" for word in re.findall(r'"\w*password\w*"', schema))
    yield from stand(r"reset[_-]?password|password[_-]?reset", flags=re.I)


def test_no_address_action():
    """R5, R6: no call and no action asks for an address."""
    yield from stand(r"\"(win|app|conversation)\.[\w-]*(address|ip|lookup|whois|block-ip)\"", flags=re.I)


def test_no_other_link():
    """R98: one file alone makes a link of what somebody wrote and opens it, and it asks first (ui/test-links.c)."""
    yield from stand(r"gtk_uri_launcher|gtk_show_uri|g_app_info_launch|GtkUriLauncher|GtkLinkButton|<a href|track-visited-links",
                     [f for f in sources if f.name != "luwte-link.c"])


def test_finds():
    """The searches find what they look for, or they would prove nothing."""
    for pattern in (r"gtk_print", r"gtk_uri_launcher", r"mailto:"):
        if not re.search(pattern, f"x {pattern} y"):
            yield pattern
    if not list(stand(r"luwte_")):
        yield "the sources were not read"


tests = [v for k, v in list(globals().items()) if k.startswith("test_")]
print(f"1..{len(tests)}")
failed = 0
for number, test in enumerate(tests, 1):
    wrong = list(test())
    failed += bool(wrong)
    print(f"{'not ok' if wrong else 'ok'} {number} - {test.__name__[5:]}", *(f"# {line}" for line in wrong), sep="\n", flush=True)
sys.exit(failed > 0)
