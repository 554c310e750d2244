#!/usr/bin/env python3
"""What is written and said in Luwte is in the vault, and nowhere else: not in a log with every line
on, not in a cache, a setting or a list of recent files, not in a title or on a command line, not in
what is announced over the session bus."""
import json
import os
import sys

from outside import Atspi, Bus, Practice, Vault, Window, equal, files_with, main, readable_of, topic, true, until

NOTE = "KanarieInDeNotitie"
MESSAGE = "KanarieInHetBericht"
UNSENT = "KanarieInDeBriefhoek"
ADDED = "KanarieVanDeOpdrachtregel"
SEARCHED = "KanarieDieGezochtIs"
ALL = (NOTE, MESSAGE, UNSENT, ADDED, SEARCHED)


def test_content(folder):
    os.environ["G_MESSAGES_DEBUG"] = "all"
    os.environ["TMPDIR"] = str(folder / "tmp")
    (folder / "tmp").mkdir()
    vault = Vault(folder / "hers")
    heard = folder / "practice.log"
    with open(heard, "wb") as log, Practice("--speed", "20", stderr=log) as practice:
        practice.set_on(vault)
        with Bus(folder / "bus.log") as bus, Window(vault, debug=True) as window:
            window.unlock()
            # Who waits is announced from here on.
            window.click("check box", "Available")
            nickname = window.claim()
            window.type_at_end(window.find("text", "Working note"), NOTE)
            box = window.find("text", f"Message to {nickname}")
            window.type_at_end(box, MESSAGE)
            window.click("button", "Send")
            until(lambda: any(MESSAGE in n.get_name() for n in window.all("list item")), "what she sent")
            window.type_at_end(box, UNSENT)
            until(lambda: any(n.get_name().startswith("Saved ") for n in window.all("label")), "the note saved")
            told = readable_of(window)
            equal([w for w in (*ALL, nickname) if w in told], [], "content that other programs may read of the process")
            window.go("Nicknames")
            search = until(lambda: next((n for n in window.all("text") + window.all("entry")
                                         if "Search nicknames" in n.get_name()), None), "the search")
            Atspi.EditableText.set_text_contents(search, SEARCHED)
            window.find("label", "Nothing Found")
            window.keys("ctrl+l")
            window.find("label", "Luwte Is Locked")
            # What is locked is gone from the window too, and not only out of sight.
            said = "\n".join(window.words())
            equal([w for w in (*ALL, nickname) if w in said], [], "content in the accessibility tree of the locked window")
            until(lambda: "Somebody is waiting" in bus.said(), "the announcement of who waits")
        equal([w for w in (*ALL, nickname) if w in bus.said()], [], "content in what goes over the session bus")
        true("luwte:" in window.said(), "the window said nothing, with every log line on")
        equal([w for w in (*ALL, nickname) if w in window.said()], [], "content in what the window said")
        vault.ok("note", "add", "--nickname", nickname, "--topic", topic("fier"), text=ADDED)
        status, rows, err = vault.run("note", "search", ADDED)
        equal(status, 0, err)
        true(ADDED in json.dumps(rows), "luwtectl finds the note")
        equal([w for w in (*ALL, nickname) if w in err], [], "content in luwtectl's standard error")
    for word in (NOTE, UNSENT, ADDED):
        true(vault.scan(word), f"{word} is not in the vault")
    equal(vault.scan(SEARCHED), "", "what was searched for is in the vault")
    equal(files_with(ALL, folder, window.home, os.environ.get("XDG_RUNTIME_DIR", folder)), [], "files with content, unencrypted")


if __name__ == "__main__":
    main(sys.modules[__name__])
