#!/usr/bin/env python3
"""luwte-practice from outside: its first line, its gate, its scripted visitors, and every answer against the schema."""
import http.client
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import traceback

try:
    import jsonschema
except ImportError:
    jsonschema = None

PROGRAM = os.path.join(os.environ["LUWTE_BUILD_DIR"], "src/practice/luwte-practice")
SCHEMA = json.load(open(os.path.join(os.environ["LUWTE_SOURCE_DIR"], "docs/bridge-protocol.schema.json")))
TALKER = {"departments": ["Algemeen"], "visitors": [
    {"nickname": "Maan", "arrives_s": 0, "opening": ["hoi", "is hier iemand?"],
     "answers": [{"when": ["hoe oud"], "say": ["15"]}], "replies": ["fijn"], "farewell": ["doei"]},
    {"nickname": "Haast", "arrives_s": 0, "opening": ["snel"], "patience_s": 2}]}


def hold(name, value):
    """value, after it was held against a definition of the protocol's schema."""
    if jsonschema:
        jsonschema.validate(value, {"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]})
    return value


def wait(condition, what):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError(f"in vain waited for {what}")


class Practice:
    def __init__(self, *args, scenario=None):
        self.file = tempfile.NamedTemporaryFile("w", suffix=".json")
        if scenario is not None:
            self.file.write(scenario if isinstance(scenario, str) else json.dumps(scenario))
            self.file.flush()
            args = (*args, "--scenario", self.file.name)
        self.process = subprocess.Popen([PROGRAM, *args], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        self.first = json.loads(line) if line else None
        if self.first:
            self.port = int(self.first["url"].rsplit(":", 1)[1])

    def ask(self, method, path, body=None, token=None, headers=None):
        """(status, parsed answer, its headers)"""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        data = None if body is None else body if isinstance(body, (str, bytes)) else json.dumps(body)
        bearer = {"Authorization": "Bearer " + token} if token else {}
        connection.request(method, path, data, {**bearer, **(headers or {})})
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        kind = answer.getheader("Content-Type", "")
        return answer.status, json.loads(text) if kind == "application/json" else text, answer.headers

    def log_in(self, number=0):
        account = self.first["accounts"][number]
        status, answer, _ = self.ask("POST", "/v1/login", {"user": account["user"], "secret": account["secret"]})
        assert status == 200, answer
        return hold("loginAnswer", answer)["token"]

    def end(self):
        self.process.stdin.close()
        self.process.terminate()
        status = self.process.wait(60)
        assert status == 0, (status, self.process.stderr.read())


def test_first_line():
    """One JSON object, flushed; two counsellors and a lead; somebody waits within five seconds."""
    started = time.monotonic()
    practice = Practice("--port", "0")
    first = practice.first
    assert first["url"].startswith("http://127.0.0.1:") and first["visitor_url"].startswith(first["url"] + "/visitor#")
    assert sorted(a["role"] for a in first["accounts"]) == ["counsellor", "counsellor", "lead"]
    assert len({a["secret"] for a in first["accounts"]}) == 3 and all(len(a["secret"]) == 32 for a in first["accounts"])
    _, answer, _ = practice.ask("GET", "/v1/sessions", token=practice.log_in())
    assert hold("sessionsAnswer", answer)["sessions"], "nobody waits"
    assert time.monotonic() - started < 5 or os.environ.get("ASAN_OPTIONS")
    other = Practice()
    assert {a["secret"] for a in first["accounts"]}.isdisjoint(a["secret"] for a in other.first["accounts"])
    other.end()
    practice.end()


def test_arguments():
    """Wrong arguments are told on standard error with status 2, and another address cannot be asked for."""
    for args in (["--port", "70000"], ["--port", "-1"], ["--speed", "0"], ["--speed", "-2"], ["--speed", "1e9"],
                 ["0.0.0.0"], ["--address", "0.0.0.0"], ["--nonsense"]):
        run = subprocess.run([PROGRAM, *args], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)
        assert run.returncode == 2 and run.stdout == "" and run.stderr.startswith("luwte-practice: "), (args, run)


def test_scenario_errors():
    """A scenario that is not one is refused with its place."""
    cases = {'{"visitors": 3}': "visitors", "[]": "", "{": "", '{"visitors": [{"nickname": "x"}]}': "arrives_s",
             '{"visitors": [{"nickname": "x", "arrives_s": 0, "opening": [1]}]}': "visitors[0]: opening[0]"}
    for text, place in cases.items():
        practice = Practice(scenario=text)
        assert practice.first is None and practice.process.wait(60) == 1
        said = practice.process.stderr.read()
        assert place in said, (text, said)


def test_gate():
    """Another Host, another Origin, a body without or of too much length: turned away before it is read."""
    practice = Practice()
    port = practice.port
    for host in ("evil.example", f"localhost:{port}", "127.0.0.1", f"127.0.0.1:{port + 1}", f"[::1]:{port}", ""):
        assert practice.ask("GET", "/info", headers={"Host": host})[0] == 403, host
    for origin in ("http://evil.example", "null", f"http://localhost:{port}", f"https://127.0.0.1:{port}"):
        assert practice.ask("GET", "/info", headers={"Origin": origin})[0] == 403, origin
    assert practice.ask("GET", "/info", headers={"Origin": f"http://127.0.0.1:{port}"})[0] == 200
    assert practice.ask("POST", "/v1/login", b"x" * 70000)[0] == 413
    assert practice.ask("POST", "/v1/login", "2\r\n{}\r\n0\r\n\r\n", headers={"Transfer-Encoding": "chunked"})[0] == 411
    practice.end()


def test_says_practice():
    """Every page, info and me say that this is practice; no answer may be kept, framed or sniffed."""
    practice = Practice()
    status, info, headers = practice.ask("GET", "/info")
    assert status == 200 and hold("info", info)["practice"] is True and headers["Date"]
    for name in ("Cache-Control", "Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options"):
        assert headers[name], name
    assert hold("me", practice.ask("GET", "/v1/me", token=practice.log_in())[1])["practice"] is True
    status, page, headers = practice.ask("GET", "/visitor")
    assert status == 200 and b"practice" in page and "default-src 'none'" in headers["Content-Security-Policy"]
    assert "Set-Cookie" not in headers
    practice.end()


def test_doors():
    """Without a token, with a wrong one, with the wrong key: nothing."""
    practice = Practice()
    for method, path in (("GET", "/v1/me"), ("GET", "/v1/sessions"), ("POST", "/v1/sessions/x/claim"),
                         ("GET", "/v1/events?since=0"), ("POST", "/v1/me/available")):
        for token in (None, "x", "", practice.first["accounts"][0]["secret"]):
            status, answer, _ = practice.ask(method, path, "{}" if method == "POST" else None, token)
            assert status == 401 and hold("error", answer)["error"] == "login", (path, token, answer)
    for body in ({"user": "sanne", "secret": "x"}, {"user": "nobody", "secret": "x"}):
        status, answer, _ = practice.ask("POST", "/v1/login", body)
        assert status == 401 and hold("error", answer)["error"] == "refused"
    for body in ("", "[]", "{", '{"user": 3, "secret": "x"}', '{"user": "sanne"}', '{"user": "", "secret": ""}',
                 json.dumps({"user": "x" * 300, "secret": "x"}), "[" * 20000):
        assert practice.ask("POST", "/v1/login", body)[0] == 400, body[:40]
    assert practice.ask("POST", "/visitor/arrive", {"nickname": "x"}, "x")[0] == 401
    assert practice.ask("GET", "/visitor/messages?after=0", token="x")[0] == 401
    for method, path in (("GET", "/"), ("GET", "/../etc/passwd"), ("DELETE", "/v1/me"), ("GET", "/v1"), ("PUT", "/info")):
        assert practice.ask(method, path)[0] in (400, 401, 404), path
    practice.end()


class Events:
    """The event socket, frame by frame, each held against the schema."""

    def __init__(self, practice, token, since, epoch):
        self.socket = socket.create_connection(("127.0.0.1", practice.port), timeout=30)
        self.stream = self.socket.makefile("rb")
        head = (f"GET /v1/events?since={since}&epoch={epoch} HTTP/1.1\r\nHost: 127.0.0.1:{practice.port}\r\n"
                f"Authorization: Bearer {token}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                "Sec-WebSocket-Protocol: luwte-bridge-1\r\n\r\n")
        self.socket.sendall(head.encode())
        answer = b""
        while not answer.endswith(b"\r\n\r\n"):
            answer += self.stream.readline()
        assert b" 101 " in answer, answer

    def next(self):
        first, length = self.stream.read(2)
        if length == 126:
            length, = struct.unpack(">H", self.stream.read(2))
        elif length == 127:
            length, = struct.unpack(">Q", self.stream.read(8))
        payload = self.stream.read(length)
        return hold("event", json.loads(payload)) if first & 15 == 1 else None

    def until(self, kind):
        """The numbered events up to the first of this kind, and that one."""
        events = []
        while True:
            event = self.next()
            if event and "seq" in event or event["type"] == kind:
                events.append(event)
            if event["type"] == kind:
                return events

    def close(self):
        self.stream.close()
        self.socket.close()


def test_events():
    """Events are numbered without gaps, go on where one left off, and say when that cannot be; all as the schema has it."""
    practice = Practice(scenario={"visitors": []})
    key = practice.first["visitor_url"].split("#")[1]
    token, other = practice.log_in(0), practice.log_in(1)
    listed = hold("sessionsAnswer", practice.ask("GET", "/v1/sessions", token=token)[1])
    events = Events(practice, token, listed["seq"], listed["epoch"])
    assert [e["type"] for e in events.until("beat")] == ["beat"]
    visitor = practice.ask("POST", "/visitor/arrive", {"nickname": "Maan"}, key)[1]
    path = f"/v1/sessions/{visitor['session']}"
    assert hold("claimAnswer", practice.ask("POST", path + "/claim", "{}", token)[1])["session"]["state"] == "active"
    practice.ask("POST", "/visitor/typing", {"typing": True}, visitor["token"])
    assert events.until("typing")[-1]["typing"] is True
    practice.ask("POST", "/visitor/say", {"text": "hoi"}, visitor["token"])
    heard = events.until("message")[-1]
    assert heard["message"]["text"] == "hoi"
    events.close()
    # Meanwhile: a message, that it was read, an erasure.
    practice.ask("POST", path + "/messages", {"client_id": "c", "text": "hallo"}, token)
    practice.ask("GET", "/visitor/messages?after=0", token=visitor["token"])
    practice.ask("POST", path + "/erase", "{}", token)
    events = Events(practice, token, heard["seq"], listed["epoch"])
    missed = events.until("erased")
    assert [e["type"] for e in missed] == ["message", "read", "erased"], missed
    assert [e["seq"] for e in missed] == [heard["seq"] + 1, heard["seq"] + 2, heard["seq"] + 3]
    events.close()
    # To the colleague: it waited, it was taken, it is erased, and not a word of what was said.
    told = Events(practice, other, 0, listed["epoch"]).until("erased")
    assert [e["type"] for e in told] == ["session", "session", "erased"] and "hoi" not in json.dumps(told), told
    assert [e["session"]["state"] for e in told[:2]] == ["waiting", "taken"]
    for since, epoch in ((10**6, listed["epoch"]), (0, "another"), ("x", listed["epoch"])):
        assert Events(practice, token, since, epoch).next() == {"type": "resync"}
    practice.end()


def test_script():
    """A scripted visitor opens, answers by words, then in turn, says goodbye and leaves; one who waits in vain goes."""
    practice = Practice("--speed", "50", scenario=TALKER)
    token = practice.log_in()
    sessions = lambda: hold("sessionsAnswer", practice.ask("GET", "/v1/sessions", token=token)[1])["sessions"]
    mine = next(s for s in sessions() if s["nickname"] == "Maan")
    path = f"/v1/sessions/{mine['id']}"
    assert practice.ask("POST", path + "/claim", "{}", token)[0] == 200
    heard = lambda: [m["text"] for m in hold("messagesAnswer", practice.ask("GET", path + "/messages", token=token)[1])["messages"]
                     if m["from"] == "visitor"]
    wait(lambda: heard() == ["hoi", "is hier iemand?"], "the opening")
    for number, (said, answer) in enumerate((("Hoé OUD ben je?", "15"), ("dank je", "fijn"), ("dag", "doei"))):
        status, sent, _ = practice.ask("POST", path + "/messages", {"client_id": f"c{number}", "text": said}, token)
        assert status == 200 and hold("sendAnswer", sent)
        wait(lambda: heard()[-1] == answer, answer)
    wait(lambda: sessions() and sessions()[0]["state"] == "visitor_gone", "her leaving")
    wait(lambda: [s["nickname"] for s in sessions()] == ["Maan"], "the end of patience")
    practice.end()


def test_scenario_of_ours():
    """The scenario that comes along: a dozen visitors, one nickname twice, a generic one, all in known departments."""
    path = os.path.join(os.environ["LUWTE_SOURCE_DIR"], "data/practice/scenario.json")
    scenario = json.load(open(path))
    names = [v["nickname"] for v in scenario["visitors"]]
    assert len(names) >= 12 and names.count("Maanlicht") == 2 and "Anoniem" in names
    assert all(v["department"] in scenario["departments"] for v in scenario["visitors"])
    assert scenario["visitors"][0]["arrives_s"] == 0


def test_hard_evening():
    """The trainer's hard evening is played: the nuisance stands under two nicknames, one types half and leaves, one floods."""
    path = os.path.join(os.environ["LUWTE_SOURCE_DIR"], "data/practice/hard-evening.json")
    scenario = json.load(open(path))
    # Nobody loses patience, however slow this machine is.
    practice = Practice("--speed", "100", scenario=scenario | {"visitors": [v | {"patience_s": 86400} for v in scenario["visitors"]]})
    token = practice.log_in()
    lead = practice.log_in(2)
    seen = set()

    def all_seen():
        seen.update(s["nickname"] for s in practice.ask("GET", "/v1/sessions", token=token)[1]["sessions"])
        return {"Stil water", "Flits", "Half", "Iris", "Sofie", "Shanti", "🌙 Nour", "Joris", "Anoniem"} <= seen
    wait(all_seen, "the visitors")
    links = wait(lambda: hold("linksAnswer", practice.ask("GET", "/v1/links", token=lead)[1])["links"], "the link")
    assert ["Anoniem", "Joris"] in [link["nicknames"] for link in links], links
    assert practice.ask("GET", "/v1/links", token=token)[0] == 403
    assert hold("heldAnswer", practice.ask("GET", "/v1/held?before=4102444800", token=lead)[1])["held"] == [], "nobody was closed"
    assert practice.ask("GET", "/v1/held?before=4102444800", token=token)[0] == 403
    for wrong in ("", "?before=", "?before=x", "?before=-1", "?before=0"):
        assert practice.ask("GET", "/v1/held" + wrong, token=lead)[0] == 400, wrong
    half = next(s for s in practice.ask("GET", "/v1/sessions", token=token)[1]["sessions"] if s["nickname"] == "Half")
    path = f"/v1/sessions/{half['id']}"
    assert practice.ask("POST", path + "/claim", "{}", token)[0] == 200
    heard = lambda: [m["text"] for m in practice.ask("GET", path + "/messages", token=token)[1]["messages"] if m["from"] == "visitor"]
    for number, text in enumerate(("vertel", "wat bedoel je?")):
        wait(lambda: len(heard()) == 1 + number, "what she says")
        practice.ask("POST", path + "/messages", {"client_id": f"h{number}", "text": text}, token)
    state = lambda: [s["state"] for s in practice.ask("GET", "/v1/sessions", token=token)[1]["sessions"] if s["id"] == half["id"]]
    wait(lambda: state() == ["visitor_gone"], "her leaving")
    assert len(heard()) == 2, heard()
    practice.end()


def test_scenario_mistakes():
    """A mistake in a scenario is told with its place, and nothing is served."""
    for visitor, place in (({"nickname": "A", "arrives_s": 0, "replys": []}, "visitors[0]: replys"),
                           ({"nickname": "A"}, "visitors[0]: "),
                           ({"nickname": "A", "arrives_s": 0, "answers": [{"when": ["x"], "sey": []}]}, "visitors[0]: answers[0]: sey"),
                           ({"nickname": "A", "arrives_s": 0, "answers": [{"when": [1]}]}, "visitors[0]: answers[0]: when[0]")):
        practice = Practice(scenario={"visitors": [visitor]})
        assert practice.first is None and practice.process.wait(60) == 1
        told = practice.process.stderr.read()
        assert place in told, told
    broken = Practice(scenario='{"visitors": [\n  {"nickname": }\n]}')
    assert broken.first is None and ":2:" in broken.process.stderr.read().replace(" ", "")


def test_endings():
    """SIGTERM, SIGINT, and with --until-stdin-closes the end of standard input: it ends with 0, and the port is free."""
    for number in (signal.SIGTERM, signal.SIGINT):
        practice = Practice()
        practice.process.send_signal(number)
        assert practice.process.wait(60) == 0
    practice = Practice("--until-stdin-closes")
    practice.process.stdin.close()
    assert practice.process.wait(60) == 0
    again = Practice("--port", str(practice.port))
    assert again.port == practice.port
    taken = Practice("--port", str(practice.port))
    assert taken.first is None and taken.process.wait(60) == 1
    again.end()


def main():
    tests = [value for name, value in globals().items() if name.startswith("test_")]
    failed = 0
    print(f"1..{len(tests)}", flush=True)
    for number, test in enumerate(tests, 1):
        try:
            test()
            print(f"ok {number} - {test.__doc__}", flush=True)
        except Exception:
            traceback.print_exc()
            print(f"not ok {number} - {test.__doc__}", flush=True)
            failed += 1
    return failed > 0


sys.exit(main())
