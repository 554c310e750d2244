#!/usr/bin/env python3
"""Of where a visitor is, and with what, no byte leaves the adapter for Live Helper Chat.

The server puts an address, a city, an agent and a token into every row that it answers. They are
looked for in the decrypted vault, in every file, in all that the programs say with every log line
on, in the whole accessibility tree, in the window's title and in what other programs of the machine
may read of a process.
"""
import base64
import json
import os
import subprocess
import sys
import urllib.request

from outside import BUILD, Vault, Window, equal, files_with, main, readable_of, topic, true, until

SIMULATOR = BUILD / "tests/support/luwte-lhc-simulator"
NOTE = "Een notitie die wel in de kluis staat"


class Simulator:
    """Live Helper Chat, as a program, until the block ends."""

    def __enter__(self):
        self.process = subprocess.Popen([str(SIMULATOR)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.said = json.loads(self.process.stdout.readline())
        self.account = self.said["accounts"][0]
        self.planted = self.said["planted"]
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        equal(self.process.wait(10), 0, "the end of the simulator")
        self.process.stdout.close()

    def rows(self):
        """What anybody with the account is told."""
        who = base64.b64encode(f"{self.account['user']}:{self.account['secret']}".encode()).decode()
        asked = urllib.request.Request(f"{self.said['url']}/index.php/restapi/chats", headers={"Authorization": f"Basic {who}"})
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return json.dumps(json.load(answer), ensure_ascii=False)

    def set_on(self, vault):
        secret = vault.folder / "secret"
        secret.write_text(self.account["secret"] + "\n")
        vault.ok("service", "set", "--kind", "lhc", "--url", self.said["url"], "--user", self.account["user"],
                 "--secret-file", str(secret))

    def absent(self, heard, where):
        text = heard if isinstance(heard, str) else "\n".join(heard)
        equal([p for p in self.planted if p.lower() in text.lower()], [], f"planted, and found in {where}")


class Heard(Vault):
    """A vault whose luwtectl is listened to."""

    heard = ""

    def run(self, *words, **more):
        status, rows, err = super().run(*words, **more)
        self.heard += (rows if isinstance(rows, str) else json.dumps(rows, ensure_ascii=False)) + err
        return status, rows, err


def in_luwtectl(vault):
    """A conversation on the command line, from the queue to the end."""
    vault.ok("service", "check")
    row = next(r for r in vault.ok("queue") if r["nickname"] == "Noordwind")
    vault.ok("claim", row["id"])
    vault.ok("note", "add", "--nickname", "Noordwind", "--topic", topic("fier"), text=NOTE)
    true("is daar iemand" in json.dumps(vault.ok("messages", row["id"])), "the visitor is not heard")
    vault.ok("say", row["id"], text="Ja, ik ben er.\n")
    vault.ok("close", row["id"], "--topic", topic("fier"))


def in_window(vault, simulator):
    with Window(vault, debug=True) as window:
        window.unlock()
        window.click("button", "I Agree")  # the statement of secrecy
        equal(window.claim(), "Zeeglas", "who waits longest")
        until(lambda: any("bijna niet te vragen" in w for w in window.words()), "the visitor's words")
        window.type_at_end(window.find("text", "Message to Zeeglas"), "Vraag het maar.")
        window.click("button", "Send")
        window.type_at_end(window.find("text", "Working note"), "Durft het te vragen.")
        until(lambda: any(": Vraag het maar." in n.get_name() for n in window.all("list item")), "what she sent")
        simulator.absent(window.words(), "the accessibility tree")
        for page in ("Nicknames", "Review", "Requests", "Retention", "Chats"):
            window.go(page)
            simulator.absent(window.words(), f"the accessibility tree, page {page}")
        told = readable_of(window)
        simulator.absent(told, "what other programs may read of the process")
        for content in ("Zeeglas", "Noordwind", "Durft het", "Vraag het maar"):
            true(content not in told, f"{content!r} stands in what other programs may read of the process")
    return window


def test_no_byte(folder):
    os.environ["G_MESSAGES_DEBUG"] = "all"
    vault = Heard(folder)
    with Simulator() as simulator:
        true(all(p in simulator.rows() for p in simulator.planted), "nothing is planted, so nothing can be found")
        simulator.set_on(vault)
        in_luwtectl(vault)
        simulator.absent(vault.heard, "what luwtectl said")
        window = in_window(vault, simulator)
        true("luwte:" in window.said(), "the window said nothing, with every log line on")
        simulator.absent(window.said(), "what the window said")
        equal(files_with(simulator.planted, folder, window.home), [], "files with what was planted")
        equal(vault.scan(*simulator.planted), "", "planted, and found in the vault")
    true(vault.scan(NOTE), "the reader of pages finds nothing, whatever is there")


if __name__ == "__main__":
    main(sys.modules[__name__])
