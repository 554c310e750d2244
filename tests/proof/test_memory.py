#!/usr/bin/env python3
"""After a lock the memory of the window's process holds no key and no word.

Markers are put where texts go: a note being written, a note that was filed, a message typed and one sent, one that the
visitor wrote, the passphrase; and the vault's key itself. The memory of the running process is read from outside,
through /proc. While it is open they are found, so the search sees; once it is locked none is, and the process is the
same one, with its unlock page. What was typed is there again afterwards, presence and the queue go on meanwhile.
"""
import os
import pathlib
import re
import subprocess
import sys

from outside import PASSPHRASE, SCAN, Practice, Vault, Window, equal, main, text_of, until

NOTE = "kastanjebruin in de notitie"
DRAFT = "meerkoeten in het bericht"
SENT = "zwaluwnest dat zij verzond"


def key_of(vault):
    told = subprocess.run([SCAN, "--vault", vault.dir, "--passphrase-file", vault.passphrase, "--show-key"],
                          capture_output=True, text=True, check=True).stdout.split()
    return [bytes.fromhex(k) for k in told]


def memory_of(process):
    """Each piece that the process can write, as bytes."""
    with open(f"/proc/{process.pid}/mem", "rb", buffering=0) as memory:
        for line in pathlib.Path(f"/proc/{process.pid}/maps").read_text().splitlines():
            span, rights = line.split()[:2]
            begin, end = (int(x, 16) for x in span.split("-"))
            if not rights.startswith("rw"):
                continue
            at = begin
            while at < end:
                size = min(end - at, 16 << 20)
                try:
                    yield os.pread(memory.fileno(), size, at)
                except OSError:
                    pass  # Not backed by anything.
                at += size - 256 if size < end - at else size


def handed_over(process):
    """The sealed memory that one process leaves to the next; it is closed as soon as it was read."""
    folder = pathlib.Path(f"/proc/{process.pid}/fd")
    return [f for f in os.listdir(folder) if (folder / f).is_symlink() and "memfd:luwte" in os.readlink(folder / f)]


def found_in(process, needles):
    """The names of those that are found."""
    found = set()
    for piece in memory_of(process):
        found |= {name for name, forms in needles.items() if any(f in piece for f in forms)}
    return found


def forms(text):
    return [text.encode(c) for c in ("utf-8", "utf-16-le", "utf-32-le")]


def words_of(window, who):
    """Some of what the visitor has written, as the list of messages tells it."""
    for item in window.all("list item"):
        said = re.fullmatch(re.escape(who) + r", \d\d:\d\d: (.{12,})", item.get_name(), re.DOTALL)
        if said:
            return said[1][:24]
    return None


def test_nothing_is_left(folder):
    vault = Vault(folder)
    keys = key_of(vault)
    with Practice("--speed", "20") as practice:
        practice.set_on(vault)
        with Window(vault) as window:
            window.unlock()
            nickname = window.claim()
            received = until(lambda: words_of(window, nickname), "the visitor's words")
            box = window.find("text", f"Message to {nickname}")
            window.type_at_end(box, SENT)
            window.click("button", "Send")
            until(lambda: any(SENT in n.get_name() for n in window.all("list item")), "what she sent")
            window.type_at_end(window.find("text", "Working note"), NOTE)
            window.type_at_end(box, DRAFT)
            needles = {"note": forms(NOTE[:12]), "draft": forms(DRAFT[:9]), "sent": forms(SENT[:9]), "received": forms(received),
                       "passphrase": forms(PASSPHRASE), "vault key": [keys[0], keys[0].hex().encode()],
                       "database key": [keys[1], keys[1].hex().encode()]}
            before = window.process.pid
            seen = found_in(window.process, needles)
            print(f"# while it is open: {sorted(seen)}", flush=True)
            equal(set(needles) - {"passphrase"} - seen, set(), "the search does not see, while it is open")
            window.keys("ctrl+l")
            window.find("button", "Open")
            until(lambda: not found_in(window.process, needles), "memory without any of it")
            equal((window.process.poll(), window.process.pid), (None, before), "the process")
            until(lambda: not handed_over(window.process), "what was handed over gone")
            window.unlock()
            window.choose(nickname)
            equal(text_of(window.find("text", "Working note")), NOTE, "the note being written")
            equal(text_of(window.find("text", f"Message to {nickname}")), DRAFT, "the message being written")


if __name__ == "__main__":
    main(sys.modules[__name__])
