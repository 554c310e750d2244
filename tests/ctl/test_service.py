#!/usr/bin/env python3
"""luwtectl against luwte-practice: queue, claim, say, messages, close, release, follow."""
import json
import os
import pathlib
import select
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.parse

import luwtectl
from luwtectl import LUWTECTL, Practice, Vault, equal, true
from test_vault import topic


def waiting(vault, wanted=1, seconds=20):
    """The queue, once somebody waits."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        rows = [r for r in vault.ok("queue") if r["state"] == "waiting"]
        if len(rows) >= wanted:
            return rows
        time.sleep(0.3)
    raise luwtectl.Failed("nobody waits")


def test_conversation(folder):
    vault = Vault(folder)
    with Practice("--speed", "20") as practice:
        practice.set_on(vault)
        true("practice" in json.dumps(vault.ok("vault", "info")[0]), "the vault does not say that it is for practice")
        vault.ok("service", "check")
        row = waiting(vault)[0]
        equal(sorted(set(row) & {"id", "nickname", "department", "waiting_s", "state"}),
              ["department", "id", "nickname", "state", "waiting_s"])
        claimed = vault.ok("claim", row["id"])[0]
        equal(claimed["nickname"], row["nickname"])
        equal([r["state"] for r in vault.ok("queue") if r["id"] == row["id"]], ["active"], "mine after the claim")
        vault.ok("say", row["id"], text="!!! let op: fijn dat je er bent 😊\n")
        messages = vault.ok("messages", row["id"])
        true({"id", "from", "at", "text"} <= set(messages[0]), "members of a message")
        equal([m["text"] for m in messages if m["from"] == "counsellor"], ["!!! let op: fijn dat je er bent 😊"])
        equal(messages[0]["from"], "visitor")
        vault.fails(2, "close", row["id"])
        vault.ok("close", row["id"], "--topic", topic("fier"))
        equal([r for r in vault.ok("queue") if r["id"] == row["id"]], [], "gone after closing")
        vault.fails(8, "claim", row["id"])
        vault.fails(8, "messages", row["id"])


def test_taken(folder):
    first, second = Vault(folder / "a"), Vault(folder / "b")
    with Practice() as practice:
        practice.set_on(first, 0)
        practice.set_on(second, 1)
        row = waiting(first)[0]
        first.ok("claim", row["id"])
        second.fails(8, "claim", row["id"])
        first.ok("release", row["id"])
        second.ok("claim", row["id"])
        first.fails(8, "say", row["id"], text="hallo")


def test_note_hangs_on_nickname(folder):
    vault = Vault(folder)
    with Practice() as practice:
        practice.set_on(vault)
        row = waiting(vault)[0]
        vault.ok("note", "add", "--nickname", row["nickname"], "--topic", topic("fier"), text="eerder gesproken")
        vault.ok("claim", row["id"])
        equal([n["text"] for n in vault.notes(row["nickname"])], ["eerder gesproken"])


def test_mixing_refused(folder):
    """A practice vault takes no other service."""
    vault = Vault(folder)
    secret = folder / "secret"
    secret.write_text("x\n")
    with Practice() as practice:
        practice.set_on(vault)
        vault.fails(5, "service", "set", "--kind", "lhc", "--url", "https://chat.example.org", "--user", "u",
                    "--secret-file", str(secret), "--force")


def test_refused(folder):
    vault = Vault(folder)
    secret = folder / "secret"
    secret.write_text("verkeerd\n")
    with Practice() as practice:
        user = practice.said["accounts"][0]["user"]
        vault.fails(6, "service", "set", "--kind", "bridge", "--url", practice.said["url"], "--user", user,
                    "--secret-file", str(secret))
        url = practice.said["url"]
    vault.fails(6, "service", "set", "--kind", "bridge", "--url", url, "--user", user, "--secret-file", str(secret))
    vault.fails(6, "service", "set", "--kind", "bridge", "--url", "http://chat.example.org", "--user", user,
                "--secret-file", str(secret))


class Follower:
    """A program that prints a row at a time; it ends with the block, whatever happens in it."""

    def __init__(self, vault, *words):
        self.words = [str(LUWTECTL), *words, "--follow", "--json", "--vault", str(vault.dir), "--passphrase-file",
                      str(vault.passphrase)]

    def __enter__(self):
        self.process = subprocess.Popen(self.words, stdout=subprocess.PIPE)
        self.read = b""
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def row(self, seconds=60):
        """The next row; a program that says nothing for so long has failed."""
        while b"\n" not in self.read:
            true(select.select([self.process.stdout], [], [], seconds)[0], f"{self.words[1:3]}: no row")
            more = os.read(self.process.stdout.fileno(), 65536)
            true(more, f"{self.words[1:3]}: ended")
            self.read += more
        line, self.read = self.read.split(b"\n", 1)
        return json.loads(line)

    def end(self, number):
        self.process.send_signal(number)
        equal(self.process.wait(30), 0, "exit status after a signal")


def test_follow(folder):
    """--follow lets go of the vault's lock, prints a row at a time, and ends by a signal."""
    vault = Vault(folder)
    with Practice("--speed", "20") as practice:
        practice.set_on(vault)
        with Follower(vault, "queue") as follow:
            row = follow.row()
            equal(row["state"], "waiting")
            vault.ok("claim", row["id"])
            seen = row
            while (seen["id"], seen["state"]) != (row["id"], "active"):
                seen = follow.row()
            follow.end(signal.SIGTERM)
        with Follower(vault, "messages", row["id"]) as listen:
            equal(listen.row()["from"], "visitor")
            vault.ok("say", row["id"], text="welkom")
            while listen.row()["text"] != "welkom":
                pass
            listen.end(signal.SIGINT)


class Between:
    """Stands before a practice service and answers the next so many questions for a history with a 503; with
    a certificate, over TLS."""

    def __init__(self, url, certificate=None):
        self.upstream = urllib.parse.urlsplit(url)
        self.failing = 0
        self.tls = None
        if certificate:
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(certificate)

    def __enter__(self):
        self.server = socket.create_server(("127.0.0.1", 0))
        self.url = f"{'https' if self.tls else 'http'}://127.0.0.1:{self.server.getsockname()[1]}{self.upstream.path}"
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.close()

    def accept(self):
        while True:
            try:
                client, _ = self.server.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        if self.tls:
            try:
                client = self.tls.wrap_socket(client, server_side=True)
            except OSError:
                return
        head = b""
        while b"\r\n\r\n" not in head:
            more = client.recv(65536)
            if not more:
                client.close()
                return
            head += more
        line = head.split(b"\r\n", 1)[0]
        if line.startswith(b"GET ") and b"/sessions/" in line and b"/messages" in line and self.failing > 0:
            self.failing -= 1
            client.sendall(b"HTTP/1.1 503 Not now\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
            client.close()
            return
        lines = [part for part in head.split(b"\r\n") if not part.lower().startswith(b"host:")]
        lines.insert(1, b"Host: " + self.upstream.netloc.encode())
        server = socket.create_connection((self.upstream.hostname, self.upstream.port))
        server.sendall(b"\r\n".join(lines))
        threading.Thread(target=self.pump, args=(client, server), daemon=True).start()
        self.pump(server, client)

    @staticmethod
    def pump(here, there):
        try:
            while data := here.recv(65536):
                there.sendall(data)
        except OSError:
            pass
        for end in (here, there):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def test_follow_asks_again(folder):
    """A history that fails is no end of following: it is asked for until it comes, and printed once."""
    vault = Vault(folder)
    with Practice("--speed", "20") as practice, Between(practice.said["url"]) as between:
        practice.said["url"] = between.url
        practice.set_on(vault)
        row = waiting(vault)[0]
        vault.ok("claim", row["id"])
        first = vault.ok("messages", row["id"])[0]
        between.failing = 3
        with Follower(vault, "messages", row["id"]) as listen:
            seen = []
            while first["id"] not in seen:
                seen.append(listen.row()["id"])
            equal(between.failing, 0, "questions that were still to fail")
            equal(len(seen), len(set(seen)), "rows printed twice")
            listen.end(signal.SIGINT)


TLS = pathlib.Path(os.environ["LUWTE_SOURCE_DIR"]) / "tests/service/tls"


def certificate_of(name, folder):
    """The certificate without the key that stands beside it."""
    text = (TLS / name).read_text()
    begin, end = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
    path = folder / name
    path.write_text(begin + text.split(begin)[1].split(end)[0] + end + "\n")
    return path


def test_authority(folder):
    """An authority of one's own is believed when it is named, then it alone, and it stays with the vault."""
    vault = Vault(folder)
    with Practice() as practice, Between(practice.said["url"], TLS / "right.pem") as between:
        account = practice.said["accounts"][0]
        secret = folder / "secret"
        secret.write_text(account["secret"] + "\n")
        words = ["service", "set", "--kind", "bridge", "--url", between.url, "--user", account["user"],
                 "--secret-file", str(secret)]
        vault.fails(6, *words)
        vault.fails(6, *words, "--authority", str(certificate_of("other-host.pem", folder)))
        vault.fails(2, *words, "--authority", str(folder / "no-such-file"))
        (folder / "text").write_text("geen certificaat\n")
        true(vault.run(*words, "--authority", str(folder / "text"))[0] != 0, "a text was taken for a certificate")
        true(vault.run(*words, "--authority", str(TLS / "right.pem"))[0] != 0, "a private key was taken in")
        vault.ok(*words, "--authority", str(certificate_of("right.pem", folder)))
        equal(vault.ok("service", "check")[0]["pinned"], True)
        waiting(vault)


def test_nothing_of_the_visitor(folder):
    """R5: practice plants no address, and nothing but what the contract names is printed."""
    vault = Vault(folder)
    with Practice() as practice:
        practice.set_on(vault)
        row = waiting(vault)[0]
        equal(sorted(row), ["department", "id", "nickname", "state", "waiting_s"])
        true("127.0.0.1" not in json.dumps(row), "an address")


if __name__ == "__main__":
    luwtectl.main(sys.modules[__name__])
