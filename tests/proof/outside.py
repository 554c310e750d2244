"""Luwte's window from outside, through the accessibility bus, as a screen reader or a robot sees it.

What is in the window is found by role and name; GTK gives its widgets no ids there. A row or a page
may go while it is looked at, which is no failure: who looks, looks again.
"""
import os
import pathlib
import subprocess
import sys
import time

# The warnings that are fatal in our own programs are those of our own programs: the library of the
# accessibility bus warns when what it looked at has gone.
os.environ.pop("G_DEBUG", None)

import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "ctl"))
from luwtectl import BUILD, FAKETIME, LUWTECTL, PASSPHRASE, SCAN, Failed, Practice, Vault, equal, main, true  # noqa: E402, F401

from test_vault import topic  # noqa: E402, F401

LUWTE = BUILD / "src/app/luwte"
# Long enough for a machine that builds something else meanwhile.
PATIENCE = 60


def children(node):
    try:
        return [c for c in (node.get_child_at_index(i) for i in range(min(node.get_child_count(), 500))) if c]
    except GLib.Error:
        return []


def walk(node):
    if not node:
        return
    yield node
    for child in children(node):
        yield from walk(child)


def until(ask, what, seconds=PATIENCE):
    """The first answer that is something. An answer that fails is none: what was asked has gone."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            answer = ask()
        except GLib.Error:
            answer = None
        if answer:
            return answer
        time.sleep(0.03)
    raise Failed(f"waited in vain for {what}")


def shows(node):
    return node.get_state_set().contains(Atspi.StateType.SHOWING)


def text_of(node):
    return Atspi.Text.get_text(node, 0, -1)


def said_by(node):
    """Everything that one node tells: its name, description, text, attributes and actions."""
    told = []
    for ask in (Atspi.Accessible.get_name, Atspi.Accessible.get_description, Atspi.Accessible.get_help_text,
                Atspi.Accessible.get_accessible_id):
        try:
            told.append(ask(node) or "")
        except GLib.Error:
            pass
    try:
        told += [f"{k}={v}" for k, v in (node.get_attributes() or {}).items()]
        if "Text" in node.get_interfaces():
            told.append(text_of(node))
        if "Action" in node.get_interfaces():
            told += [Atspi.Action.get_action_description(node, i) or "" for i in range(Atspi.Action.get_n_actions(node))]
    except GLib.Error:
        pass
    return [t for t in told if t]


class Screen:
    """A screen of its own, so that keys reach nobody else's window."""

    def __init__(self):
        read, write = os.pipe()
        self.process = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp",
                                         "-noreset"], pass_fds=[write], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as answer:
            self.name = ":" + answer.readline().strip()

    def close(self):
        self.process.terminate()
        self.process.wait()


class Window:
    """luwte on a vault, in a home of its own, until the block ends. What it says goes to a file."""

    def __init__(self, vault, days=0, debug=False):
        self.vault = vault
        self.home = vault.folder / "home"
        self.log = vault.folder / "window.log"
        self._root = None
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("LUWTE_LHC")}
        self.env.update(HOME=str(self.home), TZ="Europe/Amsterdam", LC_ALL="C.UTF-8", GTK_A11Y="atspi")
        for name, part in (("CONFIG", ".config"), ("DATA", ".local/share"), ("CACHE", ".cache"), ("STATE", ".local/state")):
            self.env[f"XDG_{name}_HOME"] = str(self.home / part)
            (self.home / part).mkdir(parents=True, exist_ok=True)
        if debug:
            self.env["G_MESSAGES_DEBUG"] = "all"
        if days:
            true(FAKETIME, "libfaketime is not installed")
            self.env.update(LD_PRELOAD=str(FAKETIME), FAKETIME=f"{days:+d}d", FAKETIME_DONT_FAKE_MONOTONIC="1")

    def __enter__(self):
        self.screen, self.process = Screen(), None
        self.env["DISPLAY"] = self.screen.name
        self.plain = dict(os.environ, DISPLAY=self.screen.name)
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen([str(LUWTE), "--vault", str(self.vault.dir)], env=self.env,
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            until(lambda: self.app, "the window on the accessibility bus")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()
        self.screen.close()

    @property
    def app(self):
        """Its root there. After a lock the program begins anew, with another one."""
        try:
            if self._root and self._root.get_process_id() == self.process.pid and self._root.get_child_count():
                return self._root
        except GLib.Error:
            pass
        self._root = self._on_the_bus()
        return self._root

    def _on_the_bus(self):
        true(self.process.poll() is None, f"luwte ended with {self.process.returncode}: {self.said()}")
        for app in children(Atspi.get_desktop(0)):
            try:
                if app.get_process_id() == self.process.pid and app.get_child_count():
                    return app
            except GLib.Error:
                pass  # Another test's, which has just gone.
        return None

    def kill(self):
        self.process.kill()
        self.process.wait()

    def said(self):
        return self.log.read_text(errors="replace")

    def all(self, role, name=None):
        return [n for n in walk(self.app) if n.get_role_name() == role and (name is None or n.get_name() == name) and shows(n)]

    def find(self, role, name, seconds=PATIENCE):
        """The one that is seen, once it is."""
        return until(lambda: next(iter(self.all(role, name)), None), f"{role} {name!r}", seconds)

    def ready(self, role, name):
        """The same, once it takes a click."""
        return until(lambda: next((n for n in self.all(role, name)
                                   if n.get_state_set().contains(Atspi.StateType.SENSITIVE)), None), f"{role} {name!r}")

    def click(self, role, name):
        node = self.ready(role, name)
        true(Atspi.Action.do_action(node, 0), f"{name!r} does nothing")

    def words(self):
        """All that the window tells, seen or not."""
        return [t for n in walk(self.app) for t in said_by(n)]

    def unlock(self):
        until(lambda: self.all("password text") or self.all("text", "Passphrase"), "the passphrase's entry")
        entry = next(iter(self.all("password text") or self.all("text", "Passphrase")))
        true(Atspi.EditableText.set_text_contents(entry, PASSPHRASE), "the passphrase cannot be typed")
        self.click("button", "Open")

    def type_at_end(self, node, text):
        length = len(text.encode())
        true(Atspi.EditableText.insert_text(node, Atspi.Text.get_character_count(node), text, length), "nothing can be typed")

    def keys(self, *keys):
        """Keys of the keyboard. There is no window manager that would hand out the focus."""
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)], env=self.plain,
                               capture_output=True, text=True).stdout.split()
        subprocess.run(["xdotool", "windowfocus", "--sync", found[-1], "key", *keys], env=self.plain, check=True)

    def go(self, section):
        """One of the pages, by its key."""
        names = ["Chats", "Nicknames", "Review", "Requests", "Retention"]
        entry = until(lambda: next((n for n in self.all("list item") if n.get_name().split(",")[0] == section), None),
                      f"{section} in the sidebar")
        self.keys(f"alt+{names.index(section) + 1}")
        until(lambda: entry.get_state_set().contains(Atspi.StateType.SELECTED), f"the page {section}")

    def claim(self):
        """Claims who waits longest; the nickname."""
        button = until(lambda: next((b for b in self.all("button") if b.get_name().startswith("Claim ")), None), "somebody waiting")
        nickname = button.get_name()[len("Claim "):]
        self.click("button", f"Claim {nickname}")
        self._opened(nickname)
        return nickname

    def choose(self, nickname):
        """Opens a conversation that is hers."""
        def look():
            mine = self.find("list", "My conversations")
            return next(((mine, i) for i, row in enumerate(children(mine)) if row.get_name().startswith(nickname + ",")), None)
        mine, row = until(look, f"{nickname} among her conversations")
        Atspi.Selection.select_child(mine, row)
        self._opened(nickname)

    def _opened(self, nickname):
        for name in ("Working note", f"Message to {nickname}"):
            until(lambda: self.find("text", name).get_state_set().contains(Atspi.StateType.EDITABLE), f"{name} open for typing")


def files_with(words, *folders):
    """The files in which one of the words stands, in any of the ways in which a program writes text."""
    needles = [w.encode(code) for w in words for code in ("utf-8", "utf-16-le")]
    found = []
    for folder in folders:
        for path in pathlib.Path(folder).rglob("*"):
            if path.is_file() and not path.is_symlink():
                read = path.read_bytes()
                found += [f"{path.name}: {n!r}" for n in needles if n in read]
    return found


def readable_of(window):
    """What other programs of the machine may read of the running one: its words, its settings, its title."""
    told = ""
    for name in ("cmdline", "environ", "comm"):
        try:
            told += pathlib.Path(f"/proc/{window.process.pid}/{name}").read_bytes().decode(errors="replace") + "\n"
        except PermissionError:
            pass  # So much the better.
    true("luwte" in told, "nothing is read of the process")
    titles = ""
    ids = subprocess.run(["xdotool", "search", "--pid", str(window.process.pid)], env=window.plain, capture_output=True,
                         text=True).stdout.split()
    true(ids, "the window is not on the screen")
    for number in ids:
        titles += subprocess.run(["xdotool", "getwindowname", number], env=window.plain, capture_output=True, text=True).stdout
    return told + titles


class Bus:
    """All that passes over the session bus while the block runs, where every program of hers can listen."""

    def __init__(self, file):
        self.file = file

    def __enter__(self):
        with open(self.file, "wb") as heard:
            self.process = subprocess.Popen(["dbus-monitor", "--session"], stdin=subprocess.DEVNULL, stdout=heard)
        until(self.said, "the first word on the bus")
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def said(self):
        return self.file.read_text(errors="replace")
