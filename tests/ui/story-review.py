#!/usr/bin/env python3
"""The anonymous review by keys alone, in two windows of two vaults that share a folder: a counsellor flags the session
that she is in, redacts it and seals it; her lead opens it, advises and seals the answer; the counsellor reads it and
reports what came of it, which the lead reads. Nothing that the lead holds says who it was.

LUWTE_WRITE_PICTURES=1 leaves pictures in docs/pictures.
"""
import importlib.util
import json
import pathlib
import sys
import tempfile
import time

from luwte_window import Atspi, Window, until

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "ctl"))
from luwtectl import Practice  # noqa: E402

spec = importlib.util.spec_from_file_location("rights", HERE / "story-rights.py")
rights = importlib.util.module_from_spec(spec)
spec.loader.exec_module(rights)
night, focus, press, type_keys = rights.night, rights.focus, rights.press, rights.type_keys

NOTE = "Heet Fatima, en is bang dat haar broer iets merkt. Bellen kan op 06 12345678."
QUESTION = "Hoe blijven we in haar tempo?"
ADVICE = "Laat haar zelf kiezen wie er aansluit."
TASK = "Mentor bellen"
OUTCOME = "Het gaat rustiger."


class Member(rights.Vault):
    """A vault with a card, made by luwtectl."""

    def __init__(self, folder, name, role):
        self.folder = pathlib.Path(folder) / name
        self.folder.mkdir()
        self.dir = self.folder / "vault"
        self.passphrase = self.folder / "passphrase"
        self.passphrase.write_text(night.PASSPHRASE + "\n")
        self.ctl("vault", "create", "--policy", "fier", "--role", role)
        self.card = json.loads(self.ctl("identity", "show", "--name", name))

    def ok(self, *words):
        return self.ctl(*words)


def make_team(folder, box):
    lead, bo = Member(folder, "Lea", "lead"), Member(folder, "Bo", "counsellor")
    lead.ctl("roster", "add", bo.card["card"], "--role", "counsellor")
    lead.ctl("roster", "sign", str(folder / "roster"), "--name", "Chatteam")
    bo.ctl("roster", "accept", str(folder / "roster"), "--fingerprint", lead.card["fingerprint"])
    for member in (lead, bo):
        member.ctl("review", "inbox", "--folder", str(box))
    return lead, bo


def unlock(window):
    focus(window)
    window.find("text", "Passphrase")
    type_keys(night.PASSPHRASE)
    window.keys("Return")
    window.find("button", "Lock")


def expand(window, name):
    """A row that opens and closes, by Tab and Space."""
    until(lambda: window.says(name), name)
    window.walk_to(name, "Tab")
    window.keys("space")
    time.sleep(0.5)


def is_in(window, name):
    """Whether the focus is in the list of that name."""
    node = window.focused()
    while node:
        if node.get_role_name() == "list" and node.get_name() == name:
            return True
        node = node.get_parent()
    return False


def flag(window):
    """The one who waits longest, whoever that is: her nickname."""
    rights.key(window, "ctrl+shift+n", "text", "Message to *")
    nickname = window.find("text", "Message to *").get_name().removeprefix("Message to ")
    window.keys("ctrl+e")
    type_keys(NOTE)
    window.sees("Saved")
    rights.key(window, "ctrl+shift+o", "dialog", "Flag for the Review")
    window.walk_to("Question for the meeting", "Tab")
    type_keys(QUESTION)
    press(window, "Flag", window.find("dialog", "Flag for the Review"))
    window.gone("dialog", "Flag for the Review")
    night.step("the counsellor flags the session that she is in, with a question")
    return nickname


def redact(window):
    """Nothing goes on while a question is open, or before the preview was read."""
    window.sees("Step 2 of 3")
    for _ in range(20):
        if not window.seek("button", "Remove It"):
            break
        press(window, "Remove It")
        time.sleep(0.5)
    next_button = window.find("button", "Next")
    assert not next_button.get_state_set().contains(Atspi.StateType.SENSITIVE), "sent without having been read"
    window.keys("ctrl+p")
    until(lambda: window.find("button", "Next").get_state_set().contains(Atspi.StateType.SENSITIVE), "the preview is read")
    night.picture(window, "review-preview")
    press(window, "Next")


def put(window, nickname):
    rights.key(window, "alt+3", "button", "Look into the team's folder")
    expand(window, nickname)
    press(window, "Put to the Meeting…")
    window.sees("Step 1 of 3")
    press(window, "Next")
    redact(window)
    window.sees("Step 3 of 3")
    # Whoever leads or meets is chosen to begin with.
    until(lambda: window.find("check box", "Lea").get_state_set().contains(Atspi.StateType.CHECKED), "the lead as reader")
    press(window, "Seal and Send")
    window.sees("put to the meeting on")
    night.step("chosen, redacted, read as the meeting will, and sealed to the lead")


def advise(window, nickname):
    rights.key(window, "alt+3", "list", "Cases")
    until(lambda: window.says("1 new"), "a case that came")
    rights.key(window, "alt+Down", "button", "Seal the Advice and Send It Back")
    window.sees(QUESTION)
    for secret in (nickname, "Fatima", "12345678"):
        assert not window.says(secret), f"the meeting reads {secret}"
    for name, words in (("Advice", ADVICE), ("Tasks, one a line", TASK)):
        window.walk_to(name, "Tab")
        type_keys(words)
    window.walk_to("Decision", "Tab")
    for key in ("space", "Down", "Return"):
        window.keys(key)
        time.sleep(0.5)
    night.picture(window, "review-board")
    press(window, "Seal the Advice and Send It Back")
    window.sees("Nothing was reported yet")
    night.step("the lead opens the case, which says of nobody who it is, advises, and seals the answer")


def acknowledge(window, nickname):
    # Nobody asks for it: the folder is watched.
    window.sees("Advice That Came Back")
    window.find("list item", "Review, 1 new")
    focus(window)
    for _ in range(20):
        if is_in(window, "Advice That Came Back"):
            break
        window.keys("shift+Tab")
        time.sleep(0.2)
    assert window.says("New"), "nothing says that it was not read"
    window.keys("space")
    window.sees(ADVICE)
    window.sees(f"– {TASK}")
    night.picture(window, "review-advice")
    window.walk_to("I Have Read It", "Tab")
    window.keys("Return")
    window.gone("button", "I Have Read It")
    night.step("the counsellor finds the advice with the nickname, and acknowledges it")


def report(window, lead, nickname):
    until(lambda: window.seek("list", "Advice That Came Back"), "the advice")
    for _ in range(20):
        if is_in(window, "Advice That Came Back"):
            break
        window.keys("Tab")
        time.sleep(0.2)
    if not window.says(ADVICE):
        window.keys("space")
    window.sees(ADVICE)
    window.walk_to("What came of it", "Tab")
    type_keys(OUTCOME)
    window.keys("Return")
    focus(lead)
    for _ in range(20):
        lead.keys("F5")
        time.sleep(0.5)
        if lead.says(OUTCOME):
            break
    lead.sees(OUTCOME)
    night.step("what came of it, in one line, is there for the lead to read")


def held_by_lead(lead, nickname, session):
    """Of what the lead's vault opens, byte for byte."""
    rows = lead.ctl("review", "inbox")
    case = next(row["case"] for row in map(json.loads, rows.splitlines()) if "case" in row)
    whole = lead.ctl("review", "open", case)
    # "Anoniem" is a word of the profile too.
    for secret in (session, "Fatima", "12345678", "127.0.0.1", "\"Bo\""):
        assert secret not in whole, f"{secret} in the opened pack"
    assert nickname == "Anoniem" or nickname not in whole, "the nickname in the opened pack"
    night.step("the nickname, the session, the service and the author are in no byte of the opened pack")


def story(bo, lead, log):
    author = Window("--vault", str(bo.dir), log=log)
    other = None
    try:
        unlock(author)
        nickname = flag(author)
        put(author, nickname)
        other = Window("--vault", str(lead.dir), log=log)
        unlock(other)
        advise(other, nickname)
        acknowledge(author, nickname)
        report(author, other, nickname)
        assert author.end() == 0 and other.end() == 0
        return nickname
    except BaseException:
        for window in (author, other):
            if window:
                print("# -- a window", flush=True)
                window.dump()
                window.process.kill()  # our own child, by its handle
        raise


def main():
    """R46, R47, R49: a round of the review in the window, by keyboard."""
    print("TAP version 13")
    with tempfile.TemporaryDirectory(prefix="luwte-review-") as name, open(f"{name}/log", "w+") as log:
        folder = pathlib.Path(name)
        (folder / "shared").mkdir()
        lead, bo = make_team(folder, folder / "shared")
        try:
            with Practice() as practice:
                practice.set_on(bo)
                waiting = {row["nickname"]: str(row["id"]) for row in bo.rows("queue")}
                nickname = story(bo, lead, log)
            held_by_lead(lead, nickname, waiting[nickname])
            log.seek(0)
            said = log.read()
            for words in (nickname, NOTE, QUESTION, ADVICE, OUTCOME, night.PASSPHRASE):
                assert words not in said, f"in the log: {words}"
            assert "critical" not in said.lower() and "warning" not in said.lower(), said
            night.step("nothing of it is in the log")
        except BaseException:
            log.seek(0)
            print("# " + log.read().replace("\n", "\n# "), flush=True)
            raise
    print(f"1..{night.done}")


if __name__ == "__main__":
    sys.exit(main())
