#!/usr/bin/env python3
"""A clock that is ten years ahead: the window shows nothing that would be due, says so, and destroys nothing."""
import sys

from outside import Vault, Window, main, topic, true, until

NOTE = "Zij vertelde over haar zus"
NICKNAME = "Vroegelicht"
TEN_YEARS = 3650


def shown(window, words):
    return any(words in said for said in window.words())


def test_window(folder):
    vault = Vault(folder)
    vault.ok("note", "add", "--nickname", NICKNAME, "--topic", topic("fier"), text=NOTE)
    with Window(vault, days=TEN_YEARS) as window:
        window.unlock()
        until(lambda: shown(window, "The clock of this computer is far ahead of"), "the banner about the clock")
        for page in ("Chats", "Nicknames", "Review", "Requests", "Retention"):
            window.go(page)
            if page == "Nicknames":
                window.find("label", "No Nicknames Yet")
            for planted in (NICKNAME, NOTE):
                true(not shown(window, planted), f"{page} shows what would be due")
    true(vault.scan(NOTE), "the note was destroyed under a clock that nobody confirmed")
    with Window(vault) as window:
        window.unlock()
        window.go("Nicknames")
        until(lambda: shown(window, NICKNAME), "the nickname, with the clock right again")
        true(not shown(window, "The clock of this computer is far ahead of"), "the clock is right and the banner stands")
    true([n["text"] for n in vault.notes(NICKNAME)] == [NOTE], "the note is not what it was")


if __name__ == "__main__":
    main(sys.modules[__name__])
