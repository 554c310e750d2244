#!/usr/bin/env python3
"""Five requests to the rights desk, from end to end in the real window and by keys alone, as xdotool presses them:
access that ends as a file, a correction, an erasure with its receipt, objections, and somebody unknown who is refused.

LUWTE_WRITE_PICTURES=1 leaves pictures in docs/pictures.
"""
import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from luwte_window import BUILD, Atspi, Window, until

HERE = pathlib.Path(__file__).resolve().parent
spec = importlib.util.spec_from_file_location("night_shift", HERE / "story-night-shift.py")
night = importlib.util.module_from_spec(spec)
spec.loader.exec_module(night)

HER_NOTE = "Heeft met haar mentor gepraat, en niet met Basalt."
HER_OTHER_NOTE = "Slaapt weer beter."
HIS_NOTE = "Wil dat niemand weet dat hij belde."
CORRECTED = "Heeft met haar zus gepraat."
KINDS = ["Access", "Addition", "Correction", "Erasure", "Complaint", "Objection to registration", "Objection to research"]


class Vault:
    """Laid out beforehand by luwtectl, so that the story begins at the desk."""

    def __init__(self, folder):
        self.dir = pathlib.Path(folder) / "vault"
        self.passphrase = pathlib.Path(folder) / "passphrase"
        self.passphrase.write_text(night.PASSPHRASE + "\n")
        self.ctl("vault", "create", "--policy", "fier")
        topic = json.loads(self.ctl("policy", "show", "fier", vault=False))["topics"][0]["code"]
        for nickname, note in (("Kiezel", HER_NOTE), ("Kiezel", HER_OTHER_NOTE), ("Basalt", HIS_NOTE)):
            self.ctl("note", "add", "--nickname", nickname, "--topic", topic, text=note)

    def ctl(self, *words, text="", vault=True):
        where = ["--vault", str(self.dir), "--passphrase-file", str(self.passphrase)] if vault else []
        done = subprocess.run([str(BUILD / "src/ctl/luwtectl"), *words, "--json", *where], input=text, capture_output=True,
                              text=True, check=False, timeout=120, env=dict(os.environ, TZ="Europe/Amsterdam"))
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows(self, *words):
        return [json.loads(line) for line in self.ctl(*words).splitlines()]


def type_keys(words):
    subprocess.run(["xdotool", "type", "--delay", "15", "--", words], check=True)
    time.sleep(0.2)


def focus(window):
    """There is no window manager, so nobody else hands out the focus."""
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(window.process.pid)], capture_output=True,
                           text=True).stdout.split()
    subprocess.run(["xdotool", "windowfocus", found[-1]], check=True)


def key(window, keys, role, name):
    """Presses a key until what it brings is there: a dialog that is still coming takes none."""
    for _ in range(20):
        window.keys(keys)
        end = time.monotonic() + 3
        while time.monotonic() < end:
            try:
                if window.seek(role, name):
                    return
            except Exception:  # the tree changes under our feet
                pass
            time.sleep(0.1)
    raise AssertionError(f"{keys} does not bring the {role} \"{name}\"")


def press(window, name, within=None):
    """A button, reached by Tab and pressed by Space."""
    until(lambda: (lambda n: n and n.get_state_set().contains(Atspi.StateType.SENSITIVE))(window.seek("button", name, within)),
          f"the button \"{name}\" that can be pressed")
    window.walk_to(name, *["Tab"] * 3)
    window.keys("space")


def choose(window, kind):
    """In the list of kinds, on which the dialog has set the focus."""
    combo = window.find("combo box", "What they ask")
    until(lambda: combo.get_state_set().contains(Atspi.StateType.FOCUSED), "the focus on the list of kinds")
    window.keys("space")
    time.sleep(0.7)
    for _ in range(KINDS.index(kind)):
        window.keys("Down")
        time.sleep(0.2)
    window.keys("Return")
    until(lambda: combo.get_state_set().contains(Atspi.StateType.FOCUSED), "the list of kinds again")


def begin(window, kind, nickname):
    key(window, "ctrl+n", "dialog", "New Request")
    if kind != "Access":
        choose(window, kind)
    window.walk_to("Search a nickname", "Tab")
    type_keys(nickname)
    until(lambda: window.seek("radio button", nickname), nickname)
    window.walk_to(nickname, "Tab")
    window.keys("space")


def receive(window, kind, nickname):
    begin(window, kind, nickname)
    press(window, "Receive")
    window.gone("dialog", "New Request")
    window.sees("To be answered by")
    press(window, "I Have Seen Who Asks")
    window.sees("Looked at on")


def back(window):
    key(window, "alt+Left", "button", "New request")


def save_as(window, path):
    """In the file dialog of GTK: the name, whole, and Enter."""
    until(lambda: window.seek("button", "Save") or window.seek("push button", "Save"), "the file dialog")
    time.sleep(0.5)
    focus(window)
    window.keys("ctrl+a")
    type_keys(str(path))
    window.keys("Return")
    until(path.exists, f"{path.name}")


def access(window, folder):
    receive(window, "Access", "Kiezel")
    press(window, "Grant")
    window.sees("Granted on")
    window.walk_to("Save as JSON", "Tab")
    window.keys("Return")
    path = folder / "inzage.json"
    save_as(window, path)
    window.sees("Saved, of 2 contacts")
    said = path.read_text()
    assert HER_OTHER_NOTE in said and "Kiezel" in said, "what is kept about her"
    assert "Basalt" not in said and HIS_NOTE not in said, "nobody else's nickname"
    night.picture(window, "request-access")
    focus(window)
    window.walk_to("Save as PDF", "shift+Tab", "Tab", "Tab", "Tab")
    window.keys("Return")
    path = folder / "inzage.pdf"
    save_as(window, path)
    until(lambda: path.read_bytes()[:5] == b"%PDF-", "a PDF")
    focus(window)
    back(window)
    night.step("access: received, looked at, granted, and saved as JSON and PDF, without anybody else's nickname")


def correction(window):
    receive(window, "Correction", "Kiezel")
    window.sees(HER_NOTE)
    # A note goes by its day and topic.
    for _ in range(30):
        node = window.focused()
        if node and " · " in (node.get_name() or ""):
            break
        window.keys("Tab")
        time.sleep(0.15)
    window.keys("Return")
    window.find("dialog", "Correct the Note")
    window.keys("ctrl+a")
    type_keys(CORRECTED)
    press(window, "Keep")
    window.gone("dialog", "Correct the Note")
    window.sees("1 beside it")
    window.sees(CORRECTED)
    press(window, "It Was Done")
    window.sees("Granted on")
    night.picture(window, "request-correction")
    back(window)
    night.step("correction: the note says what is right, and what stood there is beside it")


def objection(window):
    for kind in ("Objection to registration", "Objection to research"):
        begin(window, kind, "Basalt")
        window.sees("It takes effect at once, without a check")
        press(window, "Register")
        window.gone("dialog", "New Request")
        window.sees(f"{kind} · since")
    night.picture(window, "requests")
    night.step("objections to registration and to research: they hold at once, without a check")


def unknown(window):
    key(window, "ctrl+n", "dialog", "New Request")
    window.walk_to("Somebody unknown asks", "Tab")
    window.keys("space")
    window.sees("This Is Refused")
    window.sees("As I cannot see who you are")
    window.sees("erase your own data in your chat profile")
    assert not window.seek("button", "Receive"), "it could be received all the same"
    night.picture(window, "request-unknown")
    window.keys("Escape")
    window.gone("dialog", "New Request")
    night.step("somebody unknown: refused in the profile's words, with what can be done unknown, and nothing is kept")


def erasure(window, folder):
    receive(window, "Erasure", "Kiezel")
    press(window, "Erase the Dossier…")
    dialog = window.find("dialog", "Erase the Dossier")
    press(window, "Erase", dialog)
    window.sees("Erased on request")
    assert not window.says("Kiezel is"), "it names somebody"
    night.picture(window, "erasure-receipt")
    press(window, "Save Receipt…")
    path = folder / "bewijs.txt"
    save_as(window, path)
    until(lambda: "Erased on request" in path.read_text(), "the receipt")
    assert "Kiezel" not in path.read_text(), "the receipt names her"
    window.sees("The receipt is saved.")
    focus(window)
    press(window, "Close")
    window.gone("dialog", "Erase the Dossier")
    window.sees("Basalt")
    night.step("erasure: done in the vault's steps, with a receipt that names nobody, saved")


def left(vault):
    """By luwtectl, with the window closed."""
    assert vault.rows("note", "list", "--nickname", "Basalt")[0]["text"] == HIS_NOTE
    assert not [row for row in vault.rows("right", "list")], "requests went with the dossier"
    assert {row["to"] for row in vault.rows("right", "objections")} == {"research", "registration"}
    assert not vault.rows("note", "search", "mentor") and not vault.rows("note", "search", "zus")
    night.step("what is left afterwards is what was promised")


def main():
    """R81, R82, R83, R85, R87, R88: five requests by keyboard."""
    print("TAP version 13")
    with tempfile.TemporaryDirectory(prefix="luwte-rights-") as name, open(f"{name}/log", "w+") as log:
        folder = pathlib.Path(name)
        vault = Vault(folder)
        window = Window("--vault", str(vault.dir), log=log)
        try:
            focus(window)
            window.find("text", "Passphrase")
            type_keys(night.PASSPHRASE)
            window.keys("Return")
            window.find("button", "Lock")
            key(window, "alt+4", "button", "New request")
            access(window, folder)
            correction(window)
            objection(window)
            unknown(window)
            erasure(window, folder)
            assert window.end() == 0
            left(vault)
            log.seek(0)
            said = log.read()
            for words in ("Kiezel", "Basalt", HER_NOTE, CORRECTED, night.PASSPHRASE):
                assert words not in said, f"in the log: {words}"
            assert "critical" not in said.lower() and "warning" not in said.lower(), said
            night.step("nothing of it is in the log")
        except BaseException:
            window.dump()
            window.process.kill()  # our own child, by its handle
            log.seek(0)
            print("# " + log.read().replace("\n", "\n# "), flush=True)
            raise
    print(f"1..{night.done}")


if __name__ == "__main__":
    sys.exit(main())
