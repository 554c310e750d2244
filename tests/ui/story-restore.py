#!/usr/bin/env python3
"""A new workstation, by keys alone, as xdotool presses them: on the first page a backup is chosen in the file dialog, a wrong
passphrase and then a file that is no backup change nothing, and the right one brings the notes."""
import importlib.util
import os
import pathlib
import sys
import tempfile

from luwte_window import Window

HERE = pathlib.Path(__file__).resolve().parent
spec = importlib.util.spec_from_file_location("rights", HERE / "story-rights.py")
rights = importlib.util.module_from_spec(spec)
spec.loader.exec_module(rights)
night = rights.night
STEPS = 4


def choose(window, path):
    """In the file dialog of GTK, by its list: a path that is typed there is completed under the fingers."""
    window.walk_to("Backup", "Tab")
    window.keys("Return")
    window.find("button", "Open")
    rights.focus(window)
    rights.key(window, "alt+Home", "table row", f"{path.name}*")
    window.walk_to(path.name, "Down", "Down", "Up", "Up", "Tab")
    window.keys("Return")
    window.gone("button", "Open")
    window.sees(path.name)
    rights.focus(window)


def fill(window, passphrase):
    window.walk_to("Passphrase of the day it was made", "Tab")
    window.keys("ctrl+a")
    rights.type_keys(passphrase)
    rights.press(window, "Restore")


def refused(window, words):
    window.sees("Nothing Was Changed")
    window.sees(words)
    window.keys("Escape")
    window.find("heading", "Which Helpline Do You Work For?")


def story(window, backup, rubbish):
    rights.press(window, "Restore a Backup…")
    window.find("heading", "Restore a Backup")
    choose(window, backup)
    night.step("the first page leads to the backup by Tab and Space, and the file dialog takes its path")

    fill(window, "een andere zin dan toen")
    refused(window, "That does not open the backup")
    night.step("a wrong passphrase changes nothing, and the first page is there again")

    rights.press(window, "Restore a Backup…")
    choose(window, rubbish)
    fill(window, night.PASSPHRASE)
    refused(window, "This file is no backup")
    night.step("nor does a file that is none")

    rights.press(window, "Restore a Backup…")
    choose(window, backup)
    fill(window, night.PASSPHRASE)
    window.sees("Something Erased May Be Back")
    window.keys("Escape")
    rights.key(window, "alt+2", "list item", "Kiezel*")
    night.step("with the right one the nicknames are here")


def main():
    print(f"1..{STEPS}", flush=True)
    with tempfile.TemporaryDirectory(prefix="luwte-story-") as folder:
        folder = pathlib.Path(folder)
        (folder / "home").mkdir()
        os.environ["HOME"] = str(folder / "home")
        backup, rubbish = folder / "home/van-toen.luwte-backup", folder / "home/rommel.luwte-backup"
        rights.Vault(folder).ctl("vault", "backup", str(backup))
        rubbish.write_bytes(backup.read_bytes()[:3000])
        window = Window("--vault", str(folder / "new"))
        try:
            rights.focus(window)
            story(window, backup, rubbish)
        except AssertionError as error:
            window.dump()
            print(f"not ok {night.done + 1} - {error}", flush=True)
            return 1
        finally:
            window.process.kill()
    return 0


if __name__ == "__main__":
    sys.exit(main())
