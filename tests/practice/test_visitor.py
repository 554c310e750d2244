#!/usr/bin/env python3
"""The visitor's page in a real browser: a trainer is the visitor, a counsellor answers over the bridge, both see it."""
import json
import os
import subprocess
import sys
import tempfile
import traceback

import webdriver
from webdriver import ask, wait

SCENARIO = {"departments": ["Algemeen", "Jongeren"], "visitors": []}
HTML = "<b>niet vet</b> & <img src=x onerror=alert(1)>\ntweede regel 🌙"


class Practice:
    """A luwte-practice without scripted visitors, and a counsellor who is logged in."""

    def __init__(self):
        self.scenario = tempfile.NamedTemporaryFile("w", suffix=".json")
        json.dump(SCENARIO, self.scenario)
        self.scenario.flush()
        program = os.path.join(os.environ["LUWTE_BUILD_DIR"], "src/practice/luwte-practice")
        self.process = subprocess.Popen([program, "--scenario", self.scenario.name, "--until-stdin-closes"],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.first = json.loads(self.process.stdout.readline())
        account = self.first["accounts"][0]
        token = ask(self.first["url"] + "/v1/login", {"user": account["user"], "secret": account["secret"]})["token"]
        self.headers = {"Authorization": "Bearer " + token}

    def get(self, path):
        return ask(self.first["url"] + "/v1/" + path, headers=self.headers)

    def post(self, path, **body):
        return ask(self.first["url"] + "/v1/" + path, body, headers=self.headers)

    def close(self):
        self.process.stdin.close()
        assert self.process.wait(60) == 0


def test_page(browser, practice):
    """The page opens in the browser's language, says that it is practice, and labels all its fields."""
    browser.open(practice.first["visitor_url"])
    wait(lambda: browser.run("return document.querySelectorAll('#department option').length") == 2, "the departments")
    assert browser.run("return document.documentElement.lang") == "nl"
    assert "oefening" in browser.text(".practice") and "practice" in browser.do("title")
    assert browser.run("return [...document.querySelectorAll('input, select, textarea')].every(e => e.labels.length > 0)")
    assert browser.run("return [...document.querySelectorAll('button')].every(e => e.textContent.trim() !== '')")
    browser.click("#en")
    assert browser.run("return document.documentElement.lang") == "en"
    assert browser.text("#start") == "Start the chat" and "practice" in browser.text(".practice")
    browser.click("#nl")


def test_traces(browser, practice):
    """The key has left the address bar; there is no cookie and no storage."""
    key = practice.first["visitor_url"].split("#")[1]
    assert key not in browser.do("url") and "#" not in browser.do("url")
    assert browser.do("cookie") == [] and browser.run("return document.cookie") == ""
    assert browser.run("return localStorage.length + sessionStorage.length") == 0
    assert key not in browser.run("return document.documentElement.outerHTML")


def test_arrive(browser, practice):
    """A visitor who begins a chat stands in the counsellor's list."""
    browser.type("#nickname", "Maanlicht")
    browser.run("document.querySelector('#department').value = 'Jongeren'")
    browser.click("#start")
    wait(lambda: "wacht" in (browser.text("#status") or ""), "waiting")
    sessions = wait(lambda: practice.get("sessions")["sessions"], "the session")
    assert [(s["nickname"], s["department"], s["state"]) for s in sessions] == [("Maanlicht", "Jongeren", "waiting")]
    practice.id = sessions[0]["id"]


def test_talk(browser, practice):
    """Both sides see what both sides write, as text and nothing else."""
    session = f"sessions/{practice.id}"
    practice.post(session + "/claim")
    wait(lambda: "Sanne" in browser.text("#status"), "the counsellor's name")
    browser.type("#text", "hoi, is hier iemand?")
    browser.type("#text", "\ue007")
    said = wait(lambda: practice.get(session + "/messages")["messages"], "the visitor's message")
    assert [(m["from"], m["text"]) for m in said] == [("visitor", "hoi, is hier iemand?")]
    assert browser.run("return document.querySelector('#text').value") == ""
    practice.post(session + "/typing", typing=True)
    wait(lambda: "typt" in browser.text("#typing"), "typing")
    practice.post(session + "/messages", client_id="c1", text=HTML)
    wait(lambda: browser.run("return document.querySelectorAll('#messages .other').length") == 1, "the answer")
    shown = browser.run("const e = document.querySelector('#messages .other').cloneNode(true); e.querySelector('.who').remove(); return e.textContent;")
    assert shown == HTML, shown
    assert browser.run("return document.querySelectorAll('#messages b, #messages img').length") == 0
    assert browser.text("#typing") == ""
    order = browser.run("return [...document.querySelectorAll('#messages li')].map(e => e.className)")
    assert order == ["me", "other"], order


def test_close(browser, practice):
    """When the counsellor closes, the page says so, and takes no more."""
    practice.post(f"sessions/{practice.id}/close")
    wait(lambda: "afgelopen" in browser.text("#status"), "the end")
    assert not browser.run("return document.querySelector('#write').checkVisibility()")
    assert practice.get("sessions")["sessions"] == []


def test_leave_quickly(browser, practice):
    """Leaving quickly empties the page at once and ends the session."""
    browser.click("#again")
    browser.type("#nickname", "Anoniem")
    browser.click("#start")
    wait(lambda: practice.get("sessions")["sessions"], "the second session")
    browser.click("#exit")
    wait(lambda: browser.do("url") == "about:blank", "the empty page")
    wait(lambda: practice.get("sessions")["sessions"] == [], "the visitor's leaving")


def test_other_page(browser, practice):
    """A page of another origin cannot talk to the service from the same browser."""
    browser.open("data:text/html,<title>other</title>")
    script = """const done = arguments[1];
      fetch(arguments[0] + '/info', {mode: 'no-cors'}).then(r => done(r.type + r.status), e => done('refused'));"""
    answer = browser.do("execute/async", {"script": script, "args": [practice.first["url"]]})
    assert answer == "refused" or answer == "opaque0", answer


def main():
    tests = [value for name, value in globals().items() if name.startswith("test_")]
    if not webdriver.available():
        print("1..0 # SKIP there is no Chromium with its driver here")
        return 0
    print(f"1..{len(tests)}", flush=True)
    practice, browser, failed = Practice(), webdriver.Browser(), 0
    try:
        for number, test in enumerate(tests, 1):
            try:
                test(browser, practice)
                print(f"ok {number} - {test.__doc__}", flush=True)
            except Exception:
                traceback.print_exc()
                print(f"not ok {number} - {test.__doc__}", flush=True)
                failed += 1
    finally:
        browser.close()
        practice.close()
    return failed > 0


sys.exit(main())
