"""The window of luwte, driven from outside through AT-SPI, as a screen reader sees it.  Plain gi.Atspi: no helper
library.  What cannot be found by its role and its name cannot be found by people who do not see it either."""
import os
import pathlib
import subprocess
import time

import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

BUILD = pathlib.Path(os.environ.get("LUWTE_PLAIN_BUILD_DIR") or os.environ["LUWTE_BUILD_DIR"])
FAKETIME = next(iter(sorted(pathlib.Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), None)
PATIENCE = int(os.environ.get("LUWTE_PATIENCE", "60"))


def until(ask, what):
    """What ask() says as soon as it is true. The tree changes under our feet: a node that is gone is no answer."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            answer = ask()
        except GLib.Error:
            answer = None
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"not seen within {PATIENCE} s: {what}")


def walk(node):
    if not node:
        return
    yield node
    try:
        children = [node.get_child_at_index(i) for i in range(min(node.get_child_count(), 300))]
    except GLib.Error:
        return
    for child in children:
        if child is not None:
            yield from walk(child)


def showing(node):
    return node.get_state_set().contains(Atspi.StateType.SHOWING)


def sensitive(node):
    return node.get_state_set().contains(Atspi.StateType.SENSITIVE)


def text(node):
    return Atspi.Text.get_text(node, 0, -1)


class Window:
    """One run of luwte. days: its clock stands so many days ahead."""

    def __init__(self, *words, days=0, log=None):
        env = dict(os.environ, GTK_A11Y="atspi", TZ="Europe/Amsterdam")
        if days:
            assert FAKETIME, "libfaketime is not installed"
            env.update(LD_PRELOAD=str(FAKETIME), FAKETIME=f"{days:+d}d", FAKETIME_DONT_FAKE_MONOTONIC="1")
        self.process = subprocess.Popen([str(BUILD / "src/app/luwte"), *words], env=env, stdin=subprocess.DEVNULL,
                                        stdout=log, stderr=log)
        self._root = None
        until(lambda: self.app, "luwte on the accessibility bus")

    @property
    def app(self):
        """Its root there. After a lock the program begins anew, with another one."""
        try:
            if self._root and self._root.get_process_id() == self.process.pid and self._root.get_child_count():
                return self._root
        except GLib.Error:
            pass
        self._root = self._find_app()
        return self._root

    def _find_app(self):
        # By process id: names repeat, and an earlier run may still be on the bus.
        assert self.process.poll() is None, f"luwte ended with {self.process.returncode}"
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(i)
            try:
                if app and app.get_process_id() == self.process.pid and app.get_child_count():
                    return app
            except GLib.Error:
                pass  # Another one, which has just gone.
        return None

    def nodes(self):
        return [n for n in walk(self.app)]

    def seek(self, role, name, within=None):
        """The node of that role that shows and whose name is, or begins with, what is asked ("Name…")."""
        for node in walk(within or self.app):
            try:
                if node.get_role_name() != role or not showing(node):
                    continue
                has = node.get_name() or ""
                if has == name or (name.endswith("*") and has.startswith(name[:-1])):
                    return node
            except GLib.Error:
                continue
        return None

    def find(self, role, name, within=None):
        return until(lambda: self.seek(role, name, within), f"{role} \"{name}\"")

    def gone(self, role, name):
        until(lambda: not self.seek(role, name), f"no {role} \"{name}\"")

    def press(self, role, name, within=None):
        """Only what can be pressed is pressed."""
        node = until(lambda: (lambda n: n if n and sensitive(n) else None)(self.seek(role, name, within)),
                     f"{role} \"{name}\" that can be pressed")
        assert Atspi.Action.do_action(node, 0), f"{role} \"{name}\" does nothing"

    def type(self, name, words, role="text"):
        node = self.find(role, name)
        assert Atspi.EditableText.set_text_contents(node, words), f"\"{name}\" takes no text"

    def says(self, words):
        """Some label or message on the screen holds these words."""
        def look():
            for node in walk(self.app):
                try:
                    if showing(node) and words in (node.get_name() or ""):
                        return True
                    if node.get_role_name() in ("label", "text", "static") and showing(node) and words in text(node):
                        return True
                except GLib.Error:
                    continue
            return False
        return look()

    def sees(self, words):
        until(lambda: self.says(words), f"\"{words}\"")

    def keys(self, *keys):
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)

    def focused(self):
        for node in walk(self.app):
            if node.get_state_set().contains(Atspi.StateType.FOCUSED):
                return node
        return None

    def walk_to(self, name, *keys):
        """Presses the keys in turn until the focus is on something of that name: check buttons and rows have no action
        to be asked for from outside, so they are reached as without a mouse."""
        for _ in range(20):
            for key in keys:
                node = self.focused()
                if node and (node.get_name() or "").startswith(name):
                    return
                self.keys(key)
                time.sleep(0.15)
        raise AssertionError(f"the focus does not come to \"{name}\"")

    def picture(self, path):
        time.sleep(0.7)
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                               capture_output=True, text=True).stdout.split()
        subprocess.run(["import", "-window", found[-1], str(path)], check=True)

    def dump(self):
        for node in walk(self.app):
            try:
                if showing(node):
                    print("#", node.get_role_name(), repr(node.get_name()))
            except GLib.Error:
                pass

    def end(self):
        self.process.terminate()
        return self.process.wait(30)
