#!/usr/bin/env python3
"""After a lock the memory of the window's process holds no key and no word.

Markers are put where texts go: a note being written, a note that was filed, a message typed and one sent, one that the
visitor wrote before the lock and one that she wrote after it, the passphrase; and the vault's key itself. The memory of the running process is read from outside,
through /proc. While it is open they are found, so the search sees; once it is locked none is, and the process is the
same one, with its unlock page. What was typed is there again afterwards, presence and the queue go on meanwhile.
"""
import json
import os
import pathlib
import subprocess
import sys
import urllib.request

from outside import PASSPHRASE, SCAN, Practice, Vault, Window, equal, main, text_of, until

NOTE = "kastanjebruin in de notitie"
DRAFT = "meerkoeten in het bericht"
SENT = "zwaluwnest dat zij verzond"
BEFORE = "ijsvogels aan de vaart"
AFTER = "grutto's boven het weiland"
NEWCOMER = "Boerenwormkruid"


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


class Visitor:
    """Somebody at the visitors' side of the practice service."""

    def __init__(self, practice, nickname):
        self.url = practice.said["url"]
        self.token = practice.said["visitor_url"].split("#")[1]
        self.token = self.ask("arrive", {"nickname": nickname})["token"]

    def ask(self, path, body=None):
        request = urllib.request.Request(f"{self.url}/visitor/{path}", None if body is None else json.dumps(body).encode(),
                                         {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def say(self, text):
        self.ask("say", {"text": text})


def shown(window, text):
    return any(text in n.get_name() for n in window.all("list item"))


def test_nothing_is_left(folder):
    vault = Vault(folder)
    keys = key_of(vault)
    alone = folder / "alone.json"
    alone.write_text('{"visitors": []}')
    with Practice("--scenario", str(alone)) as practice:
        practice.set_on(vault)
        visitor = Visitor(practice, "Duindoorn")
        visitor.say(BEFORE)
        with Window(vault) as window:
            window.unlock()
            nickname = window.claim()
            until(lambda: shown(window, BEFORE), "the visitor's words")
            box = window.find("text", f"Message to {nickname}")
            window.type_at_end(box, SENT)
            window.click("button", "Send")
            until(lambda: shown(window, SENT), "what she sent")
            window.type_at_end(window.find("text", "Working note"), NOTE)
            window.type_at_end(box, DRAFT)
            needles = {"note": forms(NOTE[:12]), "draft": forms(DRAFT[:9]), "sent": forms(SENT[:9]), "received": forms(BEFORE[:9]),
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
            visitor.say(AFTER)
            newcomer = Visitor(practice, NEWCOMER)
            newcomer.say(AFTER)
            # Whoever is told of comes behind what was said before her.
            until(lambda: "1 person is waiting" in window.words(), "the count of who waits")
            equal(found_in(window.process, needles | {"after": forms(AFTER[:9]), "newcomer": forms(NEWCOMER[:9])}), set(),
                  "what came in while it was locked")
            window.unlock()
            window.choose(nickname)
            until(lambda: shown(window, AFTER), "what she said meanwhile")
            until(lambda: shown(window, NEWCOMER) or any(NEWCOMER in b.get_name() for b in window.all("button")), "who waits")
            equal(text_of(window.find("text", "Working note")), NOTE, "the note being written")
            equal(text_of(window.find("text", f"Message to {nickname}")), DRAFT, "the message being written")


if __name__ == "__main__":
    main(sys.modules[__name__])
