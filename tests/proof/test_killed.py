#!/usr/bin/env python3
"""Killed while she types: what is lost is at most what she typed in the last two seconds.

She types words with running numbers, by turns into the note and into the message box, and the
program is killed at a moment that nobody chose. What stands in the boxes afterwards must be the
beginning of what she typed, without a hole, and must reach to two seconds before the end.
"""
import random
import sys
import time

from outside import Practice, Vault, Window, equal, main, text_of, true, until

ROUNDS = 3
LOSS_S = 2.0


class Box:
    """One of the boxes: what was put into it, and when it stood there."""

    def __init__(self, window, name, mark):
        self.name, self.mark = name, mark
        self.node = window.find("text", name)
        self.text = text_of(self.node)
        self.typed = []

    def type(self, window):
        word = f"{self.mark}{len(self.typed):05d} "
        window.type_at_end(self.node, word)
        self.text += word
        # It has surely been typed by now: the answer is here.
        self.typed.append((time.monotonic(), len(self.text)))

    def check(self, found):
        true(self.text.startswith(found), f"{self.name}: not the beginning of what was typed: …{found[-40:]!r}")
        due = max((length for at, length in self.typed if at < self.killed - LOSS_S), default=0)
        true(len(found) >= due, f"{self.name}: {due - len(found)} characters older than {LOSS_S} s are lost")
        lost = [at for at, length in self.typed if length > len(found)]
        print(f"# {self.name}: {len(self.typed)} words typed, {len(lost)} lost, the oldest of them "
              f"{self.killed - lost[0] if lost else 0:.2f} s before the end", flush=True)


def check(window, boxes):
    for box in boxes:
        box.check(until(lambda: text_of(window.find("text", box.name)), f"what is left of {box.name}"))


def test_note_and_message(folder):
    vault = Vault(folder)
    with Practice("--speed", "20") as practice:
        practice.set_on(vault)
        nickname, boxes = None, []
        for _ in range(ROUNDS):
            with Window(vault) as window:
                window.unlock()
                if nickname:
                    window.choose(nickname)
                else:
                    nickname = window.claim()
                check(window, boxes)
                boxes = [Box(window, "Working note", "n"), Box(window, f"Message to {nickname}", "b")]
                end = time.monotonic() + random.uniform(2.5, 5)
                while time.monotonic() < end:
                    for box in boxes:
                        box.type(window)
                    time.sleep(0.02)
                for box in boxes:
                    box.killed = time.monotonic()
                window.kill()
        with Window(vault) as window:
            window.unlock()
            window.choose(nickname)
            check(window, boxes)
        equal(vault.notes(nickname), [], "notes, though she has filed none")


if __name__ == "__main__":
    main(sys.modules[__name__])
