#!/usr/bin/env python3
"""The visitor's page in a real browser: a trainer is the visitor, a counsellor answers over the bridge, both see it."""
import sys

import pages
from webdriver import wait

HTML = "<b>niet vet</b> & <img src=x onerror=alert(1)>\ntweede regel 🌙"
TABS = 40


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


def test_accessible(browser, practice):
    """Every control has a name, the headings are in order, text can be read in light and dark, all is reached by Tab."""
    pages.check_accessible(browser)
    browser.run("document.activeElement.blur(); document.body.focus();")
    seen = []
    for _ in range(TABS):
        browser.do("actions", {"actions": [{"type": "key", "id": "k", "actions": [{"type": "keyDown", "value": "\ue004"}, {"type": "keyUp", "value": "\ue004"}]}]})
        seen.append(browser.run("return document.activeElement.id || document.activeElement.className"))
    wanted = {"skip", "nl", "en", "exit", "nickname", "department", "start", "question", "send-question", "read-code", "read-answer"}
    assert wanted <= set(seen), wanted - set(seen)


def test_traces(browser, practice):
    """The key has left the address bar; there is no cookie and no storage."""
    pages.check_no_trace(browser, practice.first["visitor_url"].split("#")[1])


def test_question(browser, practice):
    """R22, R23: a question is left, its code is shown once to the visitor and never to staff, and the code alone opens the answer."""
    browser.type("#question", "Mag ik dit met iemand delen?")
    browser.click("#send-question")
    code = wait(lambda: browser.run("return document.querySelector('#code').textContent").split(": ")[-1], "the code")
    questions = practice.get("questions")["questions"]
    assert [q["text"] for q in questions] == ["Mag ik dit met iemand delen?"] and code not in str(questions)
    assert browser.run("return document.querySelector('#question').value") == ""
    browser.type("#read-code", "zo niet")
    browser.click("#read-answer")
    wait(lambda: "klopt niet" in (browser.text("#error") or ""), "the refusal")
    browser.run("document.querySelector('#read-code').value = ''")
    browser.type("#read-code", code)
    browser.click("#read-answer")
    wait(lambda: "nog geen antwoord" in browser.text("#answer"), "that there is none yet")
    path = "questions/" + questions[0]["id"]
    practice.post(path + "/claim")
    practice.post(path + "/answer", text=HTML)
    browser.click("#read-answer")
    wait(lambda: "niet vet" in browser.text("#answer"), "the answer")
    assert browser.run("return document.querySelectorAll('#answer b, #answer img').length") == 0
    pages.check_accessible(browser)


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


def test_transcript(browser, practice):
    """Only what the counsellor allowed can be kept: all that was said, by the visitor's own doing."""
    assert not browser.run("return document.querySelector('#transcript').checkVisibility()")
    browser.click("#again")
    browser.type("#nickname", "Bewaarder")
    browser.click("#start")
    session = wait(lambda: practice.get("sessions")["sessions"], "the session")[0]["id"]
    practice.post(f"sessions/{session}/claim")
    practice.post(f"sessions/{session}/messages", client_id="t1", text="dit mag je houden")
    wait(lambda: "dit mag je houden" in browser.text("#messages"), "the message")
    practice.post(f"sessions/{session}/close", transcript=True)
    wait(lambda: browser.run("return document.querySelector('#transcript').checkVisibility()"), "the file")
    saved = browser.run("return document.querySelector('#save').href.startsWith('blob:')")
    assert saved and "Sanne: dit mag je houden" in browser.run("return said.join()")
    pages.check_accessible(browser)


def test_leave_quickly(browser, practice):
    """Leaving quickly empties the page at once and ends the session."""
    browser.click("#again")
    browser.type("#nickname", "Anoniem")
    browser.click("#start")
    wait(lambda: practice.get("sessions")["sessions"], "the second session")
    browser.click("#exit")
    wait(lambda: browser.do("url") == "about:blank", "the empty page")
    wait(lambda: practice.get("sessions")["sessions"] == [], "the visitor's leaving")


def test_escape_twice(browser, practice):
    """Escape twice does the same, and going back does not bring the page back."""
    browser.open(practice.first["visitor_url"])
    browser.type("#nickname", "Haast")
    browser.click("#start")
    wait(lambda: practice.get("sessions")["sessions"], "the session")
    browser.type("#text", "\ue00c\ue00c")
    wait(lambda: browser.do("url") == "about:blank", "the empty page")
    wait(lambda: practice.get("sessions")["sessions"] == [], "the visitor's leaving")
    browser.do("back", {})
    assert browser.run("return document.querySelectorAll('#messages li').length") == 0
    assert "Haast" not in browser.run("return document.documentElement.outerHTML")


def test_other_page(browser, practice):
    """A page of another origin cannot talk to the service from the same browser."""
    browser.open("data:text/html,<title>other</title>")
    script = """const done = arguments[1];
      fetch(arguments[0] + '/info', {mode: 'no-cors'}).then(r => done(r.type + r.status), e => done('refused'));"""
    answer = browser.do("execute/async", {"script": script, "args": [practice.first["url"]]})
    assert answer == "refused" or answer == "opaque0", answer


sys.exit(pages.main([value for name, value in globals().items() if name.startswith("test_")]))
