#!/usr/bin/env python3
"""Neither program leaves a core; and of luwtectl another program of the same user reads nothing.

The window stays readable for the programs of its own user, since the portals look into /proc/PID/root before they answer
(docs/decisions.md). To look as an ordinary user does, root becomes one: nothing is closed to root.
"""
import os
import pathlib
import subprocess
import sys
import time

from outside import LUWTECTL, Vault, Window, equal, main, true

ORDINARY = 65534
CLOSED = ("mem", "environ", "maps", "root", "fd")


def as_user(work):
    """What @work says, in a process of that user."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        if os.getuid() == 0:
            os.setgroups([])
            os.setgid(ORDINARY)
            os.setuid(ORDINARY)
        os.write(write, work().encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as told:
        said = told.read()
    os.waitpid(child, 0)
    return said


def open_to_user(pid):
    def look():
        opened = []
        for name in CLOSED:
            path = f"/proc/{pid}/{name}"
            try:
                os.close(os.open(path, os.O_RDONLY | (os.O_DIRECTORY if name in ("root", "fd") else 0)))
                opened.append(name)
            except PermissionError:
                pass
        return " ".join(opened)
    return as_user(look)


def begin(*words):
    """A program of that user that waits for its standard input."""
    settings = {"user": ORDINARY, "group": ORDINARY, "extra_groups": []} if os.getuid() == 0 else {}
    return subprocess.Popen([str(w) for w in words], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL, cwd="/", **settings)


def core_limit(pid):
    for line in pathlib.Path(f"/proc/{pid}/limits").read_text().splitlines():
        if line.startswith("Max core file size"):
            return line.split()[4:6]
    return None


def until_limited(pid):
    end = time.monotonic() + 60
    while core_limit(pid) != ["1", "1"]:
        true(time.monotonic() < end, f"its limit for cores is {core_limit(pid)}")
        time.sleep(0.05)


def test_luwtectl(folder):
    plain = begin("cat")
    time.sleep(0.2)
    equal(open_to_user(plain.pid), " ".join(CLOSED), "the search does not see an ordinary program")
    plain.stdin.close()
    plain.wait(20)
    ctl = begin(LUWTECTL, "deident", "--json")
    until_limited(ctl.pid)
    end = time.monotonic() + 60
    while open_to_user(ctl.pid):
        true(ctl.poll() is None, "luwtectl ended before it was looked at")
        true(time.monotonic() < end, "luwtectl can be read")
        time.sleep(0.05)
    true(ctl.poll() is None, "luwtectl ended before it was looked at")
    ctl.stdin.close()
    ctl.wait(60)


def test_window(folder):
    with Window(Vault(folder)) as window:
        until_limited(window.process.pid)


if __name__ == "__main__":
    main(sys.modules[__name__])
