#!/usr/bin/env python3
"""smoke_wayland.py LUWTE: the window comes up under Wayland too, shows who waits, and ends without a word.

The other tests of the window run under X, where pictures and keys are easier to have.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

# What is fatal in luwte is luwte's: the library of the accessibility bus warns when what it looked at has gone.
FATAL = os.environ.pop("G_DEBUG", "fatal-warnings")

import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402


def walk(node):
    yield node
    try:
        children = [node.get_child_at_index(i) for i in range(min(node.get_child_count(), 200))]
    except GLib.Error:  # gone while we looked
        return
    for child in children:
        if child is not None:
            yield from walk(child)


def until(what, question, seconds=60):
    """Asks until the answer is true; what is asked about may come and go meanwhile."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            answer = question()
        except GLib.Error:
            answer = None
        if answer:
            return answer
        time.sleep(0.1)
    raise AssertionError(f"timed out: {what}")


def find(pid, role, name):
    desktop = Atspi.get_desktop(0)
    for app in (desktop.get_child_at_index(i) for i in range(desktop.get_child_count())):
        if app is not None and app.get_process_id() == pid:
            for node in walk(app):
                if node.get_role_name() in role and (node.get_name() or "").startswith(name):
                    return node
    return None


def main():
    scratch = tempfile.TemporaryDirectory()
    runtime = os.environ["XDG_RUNTIME_DIR"]
    weston = subprocess.Popen(["weston", "--backend=headless", "--renderer=pixman", "--socket=luwte-test", "--idle-time=0",
                               f"--log={scratch.name}/weston.log"], stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    app = None
    try:
        until("weston", lambda: pathlib.Path(runtime, "luwte-test").exists())
        env = dict(os.environ, G_DEBUG=FATAL, GDK_BACKEND="wayland", WAYLAND_DISPLAY="luwte-test", GTK_A11Y="atspi")
        env.pop("DISPLAY", None)
        log = open(f"{scratch.name}/luwte.log", "w+")
        app = subprocess.Popen([sys.argv[1], "--practice"], env=env, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=log)
        until("the window", lambda: find(app.pid, ("frame", "window"), ""))
        until("somebody who waits", lambda: find(app.pid, ("button", "push button"), "Claim"))
        print("ok 1 - the window shows who waits", flush=True)
        app.terminate()
        app.wait(30)
        app = None
        log.seek(0)
        said = [line for line in log if line.strip()]
        for line in said:
            print("#", line.rstrip())
        print(f"{'not ' * bool(said)}ok 2 - nothing was said on standard error", flush=True)
        return bool(said)
    finally:
        for process in (app, weston):
            if process is not None:
                process.kill()
                process.wait()


print("1..2", flush=True)
sys.exit(main())
