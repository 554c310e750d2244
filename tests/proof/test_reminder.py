#!/usr/bin/env python3
"""The window says by itself that it is time for a backup, and takes away what is thirty days old; with a moved clock."""
import sys

from outside import Vault, Window, main, topic, true, until

NONE = "There is no backup: if this computer is lost, so are your notes"
OLD = "The last backup is more than a week old"


def told(window, words):
    return words in window.words()


def test_reminder(folder):
    vault = Vault(folder)
    vault.ok("note", "add", "--nickname", "Kiezel", "--topic", topic("fier"), text="praat over thuis")
    with Window(vault, days=8) as window:
        window.unlock()
        until(lambda: told(window, NONE), "the reminder that there is none")
        window.click("button", "Back Up…")
        window.find("button", "Back Up Now")
    vault.ok("vault", "backup", str(folder / "a.luwte-backup"), days=8)
    with Window(vault, days=9) as window:
        window.unlock()
        window.go("Nicknames")
        until(lambda: told(window, "Kiezel"), "the window open")
        true(not told(window, NONE) and not told(window, OLD), "a reminder after a backup of yesterday")
    with Window(vault, days=17) as window:
        window.unlock()
        until(lambda: told(window, OLD), "the reminder that it is old")


def test_thirty_days(folder):
    vault = Vault(folder)
    file = folder / "a.luwte-backup"
    vault.ok("vault", "backup", str(file))
    with Window(vault, days=31) as window:
        window.unlock()
        until(lambda: not file.exists(), "the backup gone")


if __name__ == "__main__":
    main(sys.modules[__name__])
