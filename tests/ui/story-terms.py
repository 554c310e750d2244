#!/usr/bin/env python3
"""Terms in the real window and by keys alone, as xdotool presses them: the term of a dossier is renewed where the profile
has it, and the profile is changed in its form: a shorter term, seen before, taken into use, and told after.

LUWTE_WRITE_PICTURES=1 leaves pictures in docs/pictures.
"""
import datetime
import importlib.util
import json
import pathlib
import sys
import tempfile
import time

from luwte_window import Window, until

HERE = pathlib.Path(__file__).resolve().parent
spec = importlib.util.spec_from_file_location("story_rights", HERE / "story-rights.py")
rights = importlib.util.module_from_spec(spec)
spec.loader.exec_module(rights)
night = rights.night


def steps_to(window, name, limit=80, keys="Tab"):
    """Tab until the focus is on something of that name; a form is longer than a page."""
    for _ in range(limit):
        node = window.focused()
        if node and (node.get_name() or "").startswith(name):
            return node
        window.keys(keys)
        time.sleep(0.12)
    raise AssertionError(f"the focus does not come to \"{name}\"")


class Vault(rights.Vault):
    """Laid out beforehand by luwtectl: a profile by which the term of notes can be renewed, one note that goes in four
    days and one of more than a year ago."""

    def __init__(self, folder):
        self.dir = pathlib.Path(folder) / "vault"
        self.passphrase = pathlib.Path(folder) / "passphrase"
        self.passphrase.write_text(night.PASSPHRASE + "\n")
        source = pathlib.Path(rights.os.environ["LUWTE_SOURCE_DIR"]) / "data/policies/fier.json"
        text = source.read_text()
        assert text.count('"note": {') == 1
        profile = pathlib.Path(folder) / "profile.json"
        profile.write_text(text.replace('"note": {', '"note": {"extend": "P6M",'))
        self.ctl("vault", "create", "--policy", str(profile))
        now = datetime.datetime.now(datetime.timezone.utc)
        rows = [{"nickname": nickname, "topic": json.loads(text)["topics"][0]["code"], "text": words,
                 "created": (now - datetime.timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")}
                for nickname, words, days in (("Kiezel", "Gaat bijna weg.", 2 * 365 - 4), ("Basalt", "Van vorig jaar.", 500))]
        self.ctl("note", "import", text="".join(json.dumps(row) + "\n" for row in rows))


def keep_longer(window):
    rights.key(window, "alt+2", "list item", "Kiezel*")
    steps_to(window, "Kiezel")
    window.keys("space")
    window.sees("Erased on")
    steps_to(window, "Keep Longer…")
    window.keys("Return")
    window.sees("Keep It Longer?")
    window.keys("Escape")
    until(lambda: not window.says("Keep It Longer?"), "the dialog gone")
    assert not window.says("kept longer, until"), "Escape renewed it"
    steps_to(window, "Keep Longer…", keys="shift+Tab")
    window.keys("Return")
    window.sees("Keep It Longer?")
    window.keys("Return")
    window.sees("kept longer, until")
    night.step("a term is renewed where the profile has it; Escape renews nothing")


def change_profile(window):
    rights.key(window, "alt+5", "label", "Soon to Be Erased")
    steps_to(window, "Change the Profile")
    window.keys("Return")
    window.find("dialog", "Change the Profile")
    steps_to(window, "Notes")
    window.keys("space")
    combo = steps_to(window, "Kept")
    window.keys("space")
    time.sleep(0.7)
    window.keys("Up")
    time.sleep(0.3)
    window.keys("Return")
    until(lambda: combo.get_state_set().contains(rights.Atspi.StateType.FOCUSED), "the form again")
    steps_to(window, "See What Changes", keys="shift+Tab")
    window.keys("Return")
    window.sees("No Promise Is Loosened")
    steps_to(window, "Take into Use")
    window.keys("Return")
    window.sees("The Profile Is in Use")
    window.sees("Past the new term and erased")
    window.keys("Return")
    until(lambda: not window.says("The Profile Is in Use"), "the report gone")
    night.step("the profile is changed in its form: seen before, taken into use, told after")


def main():
    """R71, R95: a term renewed and a profile changed, by keyboard."""
    print("TAP version 13")
    with tempfile.TemporaryDirectory(prefix="luwte-terms-") as name, open(f"{name}/log", "w+") as log:
        vault = Vault(name)
        window = Window("--vault", str(vault.dir), log=log)
        try:
            rights.focus(window)
            window.find("text", "Passphrase")
            rights.type_keys(night.PASSPHRASE)
            window.keys("Return")
            window.find("button", "Lock")
            keep_longer(window)
            change_profile(window)
            assert window.end() == 0
            assert not vault.rows("note", "list", "--nickname", "Basalt"), "what is past the new term is gone"
            assert vault.rows("note", "list", "--nickname", "Kiezel"), "what was renewed is there"
            night.step("what is left afterwards is what was said")
        except BaseException:
            window.dump()
            window.process.kill()  # our own child, by its handle
            log.seek(0)
            print("# " + log.read().replace("\n", "\n# "), flush=True)
            raise
    print(f"1..{night.done}")


if __name__ == "__main__":
    sys.exit(main())
