#!/usr/bin/env python3
"""luwtectl service conform: luwte-practice passes, and a server with one defect fails the check that is about it."""
import http.client
import http.server
import json
import os
import socket
import subprocess
import sys
import threading

import luwtectl
from luwtectl import LUWTECTL, Practice, equal, true


def conform(folder, practice, url, nickname=None):
    """(exit status, the rows)"""
    account = next(a for a in practice.said["accounts"] if a["role"] == "counsellor")
    secret = folder / "secret"
    secret.write_text(account["secret"] + "\n")
    words = ["service", "conform", url, "--user", account["user"], "--secret-file", str(secret), "--json"]
    done = subprocess.run([str(LUWTECTL), *words, *(["--nickname", nickname] if nickname else [])],
                          capture_output=True, text=True, timeout=120, env=dict(os.environ, LC_ALL="C.UTF-8"))
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


class Front:
    """A server before luwte-practice that passes everything on, and makes one defect: (path, status, answer) to (status, answer)."""

    def __init__(self, practice, defect=None, events=None):
        port = int(practice.said["url"].rsplit(":", 1)[1])

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def pass_events(self):
                path = events(self.path) if events else self.path
                server = socket.create_connection(("127.0.0.1", port))
                head = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
                head += [f"{k}: {v}" for k, v in self.headers.items() if k.lower() != "host"]
                server.sendall(("\r\n".join(head) + "\r\n\r\n").encode())

                def pump(a, b):
                    try:
                        while data := a.recv(65536):
                            b.sendall(data)
                    except OSError:
                        pass
                    for one in (a, b):
                        try:
                            one.shutdown(socket.SHUT_RDWR)
                        except OSError:
                            pass
                other = threading.Thread(target=pump, args=(server, self.connection), daemon=True)
                other.start()
                pump(self.connection, server)
                other.join()
                server.close()
                self.close_connection = True

            def do(self):
                if self.path.startswith("/v1/events"):
                    return self.pass_events()
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))) if self.command == "POST" else None
                asked = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
                headers = {k: v for k, v in self.headers.items() if k.lower() in ("authorization", "content-type")}
                asked.request(self.command, self.path, body, headers)
                answer = asked.getresponse()
                status, value = answer.status, json.loads(answer.read())
                asked.close()
                if defect:
                    status, value = defect(self.path, status, value)
                data = json.dumps(value).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(data)
                self.close_connection = True

            do_GET = do_POST = do

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def failed(rows):
    return [r["check"] for r in rows if r["outcome"] == "not ok"]


def test_practice_passes(folder):
    with Practice() as practice:
        status, rows = conform(folder, practice, practice.said["url"], "Maanlicht")
        equal(failed(rows), [])
        equal(status, 0)
        true(len(rows) >= 25 and all(r["outcome"] == "ok" and r["section"] for r in rows), f"{rows}")
        status, rows = conform(folder, practice, practice.said["url"])
        equal(status, 0)
        equal([r["outcome"] for r in rows].count("not tried"), 1)


def put(member, value, on):
    return lambda path, status, answer: (status, dict(answer, **{member: value}) if path == on and status == 200 else answer)


def instead(condition, status, answer):
    return lambda path, s, a: (status, answer) if condition(path, s) else (s, a)


def leak(path, status, answer):
    for session in answer.get("sessions", []):
        session["ip"] = "203.0.113.7"
    return status, answer


def doubled(seen=[]):
    def change(path, status, answer):
        if "message" in answer and isinstance(answer["message"], dict):
            seen.append(1)
            answer["message"]["id"] += f"-{len(seen)}"
        return status, answer
    return change


DEFECTS = [
    ("info names the protocol and version 1", put("versions", [2], "/info")),
    ("nothing is told without a token", instead(lambda p, s: p == "/v1/me" and s == 401, 200, {"user": "x"})),
    ("a wrong secret is refused", instead(lambda p, s: p == "/v1/login" and s == 401, 200, {"token": "t"})),
    ("the right secret gives a token", put("token", "", "/v1/login")),
    ("client ids are kept", put("capabilities", ["release"], "/v1/me")),
    ("an unknown path is unsupported", instead(lambda p, s: p.endswith("no-such-thing"), 200, {})),
    ("an unknown session is not found", instead(lambda p, s: "no-such-session" in p, 500, {"error": "oops"})),
    ("what is no JSON is refused", instead(lambda p, s: s == 400, 200, {})),
    ("a body of 70 KiB is refused", instead(lambda p, s: s == 413, 200, {})),
    ("the list of sessions has its members", put("seq", "many", "/v1/sessions")),
    ("no visitor can be traced by the list", leak),
    ("the same client id is the same message", doubled()),
    ("the same client id with another text is a conflict", instead(lambda p, s: s == 409, 200, {})),
    ("claiming again what one has is done", None),
    ("closing what one has closed is done", None),
]


def second_time(what, seen=None):
    seen = []

    def change(path, status, answer):
        if path.endswith("/" + what) and "no-such-session" not in path:
            seen.append(1)
            if len(seen) == 2:
                return 409, {"error": "taken", "message": "x"}
        return status, answer
    return change


def test_one_defect_each(folder):
    for check, defect in DEFECTS:
        defect = defect or second_time("claim" if check.startswith("claiming") else "close")
        with Practice() as practice:
            front = Front(practice, defect)
            status, rows = conform(folder, practice, front.url, "Maanlicht")
            front.close()
            true(check in failed(rows), f"{check}: {failed(rows)}")
            equal(status, 1, check)


def test_front_alone_changes_nothing(folder):
    with Practice() as practice:
        front = Front(practice)
        equal(failed(conform(folder, practice, front.url, "Maanlicht")[1]), [])
        front.close()


def test_defects_of_events(folder):
    with Practice() as practice:
        epoch = []

        def forget(path):
            # Whatever epoch is named, the first one is passed on: nobody is ever told to begin anew.
            if not epoch:
                epoch.append(path.rsplit("epoch=", 1)[1])
            return path.rsplit("epoch=", 1)[0] + "epoch=" + epoch[0]
        front = Front(practice, events=forget)
        status, rows = conform(folder, practice, front.url)
        front.close()
        equal((status, failed(rows)), (1, ["another epoch is a resync"]))


def test_not_there(folder):
    with Practice() as practice:
        status, rows = conform(folder, practice, "http://127.0.0.1:1")
        equal(status, 1)
        equal(failed(rows)[0], "info names the protocol and version 1")
        equal(conform(folder, practice, "http://chat.example.org")[0], 6)
        equal(conform(folder, practice, practice.said["url"], "Niemand")[0], 1)


if __name__ == "__main__":
    luwtectl.main(sys.modules[__name__])
