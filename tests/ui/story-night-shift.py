#!/usr/bin/env python3
"""A night shift, from outside, in the real window with the practice service: first run, a visitor, a note, finishing, a
flag, locking; and the next evening the same nickname waits again, and the note is beside the conversation.

LUWTE_WRITE_PICTURES=1 leaves pictures in docs/pictures.
"""
import os
import pathlib
import re
import sys
import tempfile
import time

from luwte_window import Window, until

TREE = pathlib.Path(os.environ["LUWTE_SOURCE_DIR"])
PICTURES = TREE / "docs/pictures" if os.environ.get("LUWTE_WRITE_PICTURES") == "1" else None
PASSPHRASE = "stil water onder vier bruggen"
NICKNAME, OTHER = "Maanlicht", "Anoniem"
NOTE = "Zoekt rust voor het slapen. Wil volgende keer over school praten."
MESSAGE = "Hoi, fijn dat je er bent. Neem de tijd."
QUESTION = "Hoe blijven we in haar tempo?"

done = 0


def step(words):
    global done
    done += 1
    print(f"ok {done} - {words}", flush=True)


def picture(window, name):
    if PICTURES:
        PICTURES.mkdir(exist_ok=True)
        window.picture(PICTURES / f"{name}.png")


def choose_first(window, combo):
    """The first entry of a list to choose from, by the keyboard: a combo row offers nothing else from outside."""
    node = window.find("combo box", combo)
    until(lambda: any(s.value_nick == "focused" for s in node.get_state_set().get_states()), f"the focus on {combo}")
    for key in ("space", "Down", "Return"):
        window.keys(key)
        time.sleep(0.5)


def first_run(window):
    window.find("list item", "Chat met Fier")
    window.walk_to("Chat met Fier", "Tab", "Down", "Down")
    window.keys("space")
    picture(window, "first-run-profile")
    window.press("button", "Next")
    window.find("heading", "What the Helpline Leaves Open")
    window.press("button", "Next")
    step("the helpline's profile is chosen by its promise, and what it leaves open is asked")

    window.type("Passphrase", PASSPHRASE)
    window.type("Once more", PASSPHRASE)
    window.sees("Strong")
    window.press("button", "Make the Vault")
    step("a passphrase, with its strength in words")

    window.find("heading", "Your Recovery Code")
    groups = {}
    for node in window.nodes():
        found = re.fullmatch(r"Group (\d): (\w{4})", node.get_name() or "")
        if found:
            groups[found[1]] = found[2]
    assert len(groups) == 9, f"{len(groups)} groups"
    asked = [m[1] for n in window.nodes()
             if n.get_role_name() == "text" and (m := re.fullmatch(r"Group (\d) from your paper", n.get_name() or ""))]
    assert len(asked) == 2, asked
    for number in asked:
        window.type(f"Group {number} from your paper", groups[number])
    window.press("button", "Next")
    step("the recovery code is shown once, and two of its groups are asked back")

    window.find("heading", "Which Chat Do You Work With?")
    picture(window, "first-run-service")
    window.press("button", "Done")
    window.find("list item", f"{NICKNAME}, *")
    window.sees("these are not real visitors")
    picture(window, "waiting")
    step("the practice service: visitors are waiting")


def claim(window, nickname):
    window.press("button", "Claim*", window.find("list item", f"{nickname}, waiting*"))
    window.find("text", f"Message to {nickname}")


def talk(window):
    claim(window, NICKNAME)
    window.type(f"Message to {NICKNAME}", MESSAGE)
    window.press("button", "Send")
    window.sees(MESSAGE)
    step("claimed, and a message sent")
    window.type("Working note", NOTE)
    window.sees("Saved")
    picture(window, "conversation")
    step("a working note, kept as it is typed")
    window.press("button", "Finish…")
    window.find("dialog", "Finish*")
    choose_first(window, "Topic")
    window.sees("Topic, month and channel")
    picture(window, "finishing")
    window.press("button", "Finish", window.find("dialog", "Finish*"))
    window.gone("dialog", "Finish*")
    window.gone("list item", f"{NICKNAME}, hoi*")
    step("finished with a topic, after reading what stays and until when")


def flag(window):
    claim(window, OTHER)
    window.press("button", "Flag for the review")
    dialog = window.find("dialog", "Flag for the Review")
    window.type("Question for the meeting", QUESTION)
    picture(window, "flag")
    window.press("button", "Flag", dialog)
    window.gone("dialog", "Flag for the Review")
    window.keys("alt+3")
    window.sees("For the Next Meeting")
    window.sees(OTHER)
    step("another session is flagged for the review, with a question")


def sections(window):
    window.keys("alt+2")
    window.find("list item", f"{NICKNAME}, *")
    window.keys("alt+5")
    window.sees("What We Promise")
    picture(window, "retention")
    step("Nicknames has her, Retention says the promise")


def lock(window):
    window.press("button", "Lock")
    window.sees("Luwte Is Locked")
    for words in (NICKNAME, NOTE, MESSAGE, QUESTION):
        assert not window.says(words), f"locked, and still there: {words}"
    picture(window, "locked")
    step("locked: no nickname, note or message is left in the window")


def unlock(window):
    window.type("Passphrase", PASSPHRASE)
    window.press("button", "Open")
    window.find("button", "Lock")


def next_evening(window):
    window.find("list item", f"{NICKNAME}, waiting*")
    assert not window.says(NOTE)
    claim(window, NICKNAME)
    window.sees("Same person?")
    assert not window.says(NOTE), "a note was shown before the question was answered"
    picture(window, "same-person")
    step("the next evening the same nickname waits, and \"Same person?\" is asked before anything is shown")
    window.press("button", "Yes, same person")
    window.sees(NOTE)
    picture(window, "note-beside")
    step("yes: last evening's note is beside the conversation")


def main():
    print("TAP version 13")
    with tempfile.TemporaryDirectory() as folder, open(f"{folder}/log", "w+") as log:
        vault = f"{folder}/vault"
        window = Window("--vault", vault, log=log)
        try:
            first_run(window)
            talk(window)
            flag(window)
            sections(window)
            lock(window)
            unlock(window)
            step("unlocked")
            assert window.end() == 0
            window = Window("--vault", vault, days=1, log=log)
            unlock(window)
            next_evening(window)
            assert window.end() == 0
            log.seek(0)
            said = log.read()
            for words in (NICKNAME, NOTE, MESSAGE, QUESTION, PASSPHRASE):
                assert words not in said, f"in the log: {words}"
            assert "critical" not in said and "warning" not in said, said
            step("nothing of it is in the log")
        except BaseException:
            window.dump()
            window.process.kill()  # our own child, by its handle
            log.seek(0)
            print("# " + log.read().replace("\n", "\n# "), flush=True)
            raise
    print(f"1..{done}")


if __name__ == "__main__":
    sys.exit(main())
