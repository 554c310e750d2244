#!/usr/bin/env python3
"""An evening by keys alone, as xdotool presses them: claim, send, the note that Ctrl+Enter does not send, the ready
replies, finishing by Escape and back, a narrow window. Then the program is killed while she writes a note, and at most
the last two seconds of it are lost.

LUWTE_WRITE_PICTURES=1 leaves pictures in docs/pictures.
"""
import importlib.util
import pathlib
import subprocess
import sys
import tempfile
import time

from luwte_window import Window, text, until

HERE = pathlib.Path(__file__).resolve().parent
spec = importlib.util.spec_from_file_location("night_shift", HERE / "story-night-shift.py")
night = importlib.util.module_from_spec(spec)
spec.loader.exec_module(night)
NOTE = "Een tante die ze vertrouwt."
STEPS = 4 + 6


def window_id(window):
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(window.process.pid)], capture_output=True, text=True)
    return found.stdout.split()[-1]


def focus(window):
    """There is no window manager, so nobody else hands out the focus."""
    subprocess.run(["xdotool", "windowfocus", window_id(window)], check=True)


def size(window, width, height):
    subprocess.run(["xdotool", "windowsize", window_id(window), str(width), str(height)], check=True)
    time.sleep(1)


def type_keys(words, delay=15):
    subprocess.run(["xdotool", "type", "--delay", str(delay), "--", words], check=True)
    time.sleep(0.2)


def talk(window):
    window.keys("ctrl+shift+n")
    # Two came at once, either may have waited longest.
    box = until(lambda: window.seek("text", "Message to *"), "the message box")
    nickname = box.get_name().removeprefix("Message to ")
    night.step("Ctrl+Shift+N claims the one who waits longest")

    type_keys("Hoi, fijn dat je er bent.")
    window.keys("Return")
    type_keys("Neem de tijd.")
    assert not window.says("You, "), "Enter sends"
    window.keys("ctrl+Return")
    until(lambda: window.says("Delivered") or window.says("Read"), "the state of delivery")
    night.step("Enter is a new line, Ctrl+Enter sends")

    window.keys("ctrl+e")
    type_keys(NOTE)
    window.keys("ctrl+Return")
    window.sees("Saved")
    assert text(window.find("text", "Working note")) == NOTE
    assert not any(n.get_role_name() == "list item" and NOTE in (n.get_name() or "") for n in window.nodes()), "the note was sent"
    night.picture(window, "chats")
    night.step("Ctrl+E goes to the note, and Ctrl+Enter does nothing there")

    window.keys("ctrl+e", "slash")
    window.find("list", "Ready replies")
    window.keys("Down", "Return")
    until(lambda: len(text(window.find("text", f"Message to {nickname}"))) > 5, "a ready reply in the message box")
    assert not window.seek("list", "Ready replies")
    window.keys("ctrl+a", "BackSpace")
    night.step("a slash opens the ready replies, Enter inserts one and sends nothing")
    return nickname


def narrow(window, nickname):
    window.walk_to(f"Message to {nickname}", "shift+Tab")
    size(window, 360, 640)
    # Whoever was typing goes on where she was.
    until(lambda: (lambda n: n and n.get_name() == f"Message to {nickname}")(window.focused()), "the focus in the message box")
    night.picture(window, "narrow")
    window.find("text", f"Message to {nickname}")
    window.keys("F9")
    window.find("text", "Working note")
    night.picture(window, "narrow-notes")
    window.keys("Escape")
    window.gone("text", "Working note")
    # The first Escape took the notes away and went no further back.
    window.find("text", f"Message to {nickname}")
    window.keys("ctrl+shift+Return")
    window.find("dialog", "Finish*")
    window.keys("Escape")
    window.gone("dialog", "Finish*")
    size(window, 1280, 800)
    night.step("at 360 pixels the notes come with F9 and go with Escape")


def killed(window, vault, nickname):
    window.keys("ctrl+e")
    before = text(window.find("text", "Working note"))
    typed, old, end = before, len(before), time.monotonic() + 6
    while time.monotonic() < end:
        # Under way from here on; what stood before was there for two seconds when the end came.
        if time.monotonic() < end - 2:
            old = len(typed)
        type_keys("nog aan het woord ", delay=5)
        typed += "nog aan het woord "
    window.process.kill()
    window.process.wait(30)

    window = Window("--vault", str(vault))
    try:
        night.unlock(window)
        focus(window)
        window.find("list item", f"{nickname}, *")
        while not window.seek("text", f"Message to {nickname}"):
            window.keys("alt+Down")
            time.sleep(0.5)
        kept = until(lambda: text(window.find("text", "Working note")), "the note")
        assert typed.startswith(kept), kept
        assert len(kept) >= old, f"{len(kept)} of {len(typed)} characters; {old} were older than two seconds"
        print(f"# {len(kept)} of {len(typed)} characters were there again; {old} were older than two seconds")
        night.step("killed while she types: no more than two seconds are lost")
    finally:
        window.process.kill()


def main():
    print(f"1..{STEPS}", flush=True)
    with tempfile.TemporaryDirectory(prefix="luwte-story-") as folder:
        vault = pathlib.Path(folder) / "vault"
        window = Window("--vault", str(vault))
        try:
            focus(window)
            night.first_run(window)
            nickname = talk(window)
            narrow(window, nickname)
            killed(window, vault, nickname)
        except AssertionError as error:
            window.dump()
            print(f"not ok {night.done + 1} - {error}", flush=True)
            return 1
        finally:
            window.process.kill()
    return 0


if __name__ == "__main__":
    sys.exit(main())
