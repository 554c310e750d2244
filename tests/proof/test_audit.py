#!/usr/bin/env python3
"""After a life with names, notes, reasons and grounds no content and no nickname stands in the audit, column by column."""
import datetime
import json
import re
import subprocess
import sys

from outside import PASSPHRASE, SCAN, Practice, Vault, Window, equal, main, text_of, topic, true, until

WORDS = {"nickname": "Boerenwormkruid", "note": "kastanjebruin in de notitie", "edit": "meerkoeten na de verbetering",
         "sent": "zwaluwnest dat zij verzond", "ground": "ijsvogel als weigeringsgrond", "reason": "grutto om het aan te houden",
         "search": "dwergstern"}
COLUMNS = ["seq", "at", "role", "action", "object", "object_hash", "prev", "mac"]
# What each column may be. An action is a word of the program's own; an object is a random id.
SHAPES = {"seq": r"[0-9]+", "at": r"[0-9]{10}", "role": "app|counsellor|lead|substitute", "action": r"[a-z]+(\.[a-z-]+)+",
          "object": r"-|[0-9a-f]{32}", "object_hash": r"(?:[0-9A-F]{64})?|-", "prev": r"[0-9A-F]{64}", "mac": r"[0-9A-F]{64}"}


def audit_of(vault):
    told = subprocess.run([SCAN, "--vault", vault.dir, "--passphrase-file", vault.passphrase, "--audit"], capture_output=True,
                          text=True, check=True).stdout.splitlines()
    equal(told[0].split("\t"), COLUMNS, "the columns of the audit: a new one is looked at here")
    return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in told[1:]]


def live(vault, practice):
    """By luwtectl, and then in the window."""
    note = vault.ok("note", "add", "--nickname", WORDS["nickname"], "--topic", topic("fier"), text=WORDS["note"])[0]["id"]
    vault.ok("note", "edit", note, text=WORDS["edit"])
    vault.ok("note", "add", "--nickname", f"{WORDS['nickname']} twee", "--topic", topic("fier"), text=WORDS["note"])
    day = (datetime.date.today() + datetime.timedelta(days=30)).isoformat()
    vault.ok("hold", "add", "--nickname", f"{WORDS['nickname']} twee", "--reason", WORDS["reason"], "--until", day)
    request = vault.ok("right", "receive", "access", "--nickname", WORDS["nickname"])[0]["id"]
    vault.ok("right", "refuse", request, "--ground", WORDS["ground"])
    vault.ok("note", "search", WORDS["search"])
    vault.ok("vault", "backup", str(vault.folder / f"{WORDS['nickname']}.luwte-backup"))
    with Window(vault) as window:
        window.unlock()
        nickname = window.claim()
        window.type_at_end(window.find("text", "Working note"), WORDS["note"])
        box = window.find("text", f"Message to {nickname}")
        window.type_at_end(box, WORDS["sent"])
        window.click("button", "Send")
        until(lambda: text_of(box) == "", "the message sent")
        window.keys("ctrl+l")
        window.find("button", "Open")
    vault.ok("note", "erase", vault.notes(WORDS["nickname"])[0]["id"])
    return nickname


def test_audit(folder):
    vault = Vault(folder)
    with Practice() as practice:
        practice.set_on(vault)
        claimed = live(vault, practice)
    rows = audit_of(vault)
    equal({"hold.add", "request.receive", "request.refuse", "backup.made", "note.erase"} - {r["action"] for r in rows}, set(),
          "what is not in the audit")
    for row in rows:
        for column, shape in SHAPES.items():
            true(re.fullmatch(shape, row[column]), f"{column} is {row[column]!r}: {row['action']}")
    written = json.dumps(rows).lower()
    for word in [*WORDS.values(), claimed, PASSPHRASE]:
        for part in {word, word.split()[0]}:
            true(part.lower() not in written, f"{part!r} stands in the audit")


if __name__ == "__main__":
    main(sys.modules[__name__])
