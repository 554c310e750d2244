#!/usr/bin/env python3
"""The trainer's page in a real browser, and the trouble that it makes as a plain socket sees it."""
import http.client
import json
import sys
import urllib.error

import pages
from webdriver import ask, wait

KINDS = ["delay_ms", "loss", "duplicate", "reorder", "wrong_json", "errors", "drop", "slow"]


def raw(practice, path, method="GET", body=None):
    """What comes back to a counsellor's request, and how it ended."""
    connection = http.client.HTTPConnection("127.0.0.1", int(practice.first["url"].rsplit(":", 1)[1]), timeout=60)
    try:
        connection.request(method, "/v1/" + path, None if body is None else json.dumps(body), practice.headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (http.client.HTTPException, ConnectionError) as error:
        return None, error
    finally:
        connection.close()


def test_page(browser, practice):
    """It opens with its key, says that it is practice, shows that nothing is wrong now, and leaves no trace."""
    browser.open(practice.first["trainer_url"])
    wait(lambda: "geen storing" in (browser.text("#now") or ""), "the state")
    assert "oefening" in browser.text(".practice") and "practice" in browser.do("title")
    pages.check_no_trace(browser, practice.first["trainer_url"].split("#")[1])
    assert practice.first["trainer_url"].split("#")[1] != practice.first["visitor_url"].split("#")[1]
    pages.check_accessible(browser)
    browser.click("#en")
    assert browser.text("#calm") == "Stop all trouble" and "no trouble" in browser.text("#now")
    browser.click("#nl")


def test_keys(browser, practice):
    """Nobody makes trouble without the trainer's own key; what is not known or out of bounds is refused whole."""
    for key in ("", "x", practice.first["visitor_url"].split("#")[1], practice.headers["Authorization"][7:]):
        try:
            ask(practice.first["url"] + "/trainer/state", headers={"Authorization": "Bearer " + key})
            raise AssertionError(key)
        except urllib.error.HTTPError as error:
            assert error.code == 401, error
    for body in ({"loss": 101}, {"loss": -1}, {"loss": "1"}, {"delay_ms": 20001}, {"rain": 1}, {"loss": 5, "rain": 1}):
        try:
            practice.trainer("trouble", **body)
            raise AssertionError(body)
        except urllib.error.HTTPError as error:
            assert error.code == 400, error
    for body in ({"scenario": "no", "speed": 1}, {"scenario": "own", "speed": 0}, {"scenario": "own", "speed": 1001}, {"speed": 1}, {"scenario": "own", "speed": "1"}):
        try:
            practice.trainer("scenario", **body)
            raise AssertionError(body)
        except urllib.error.HTTPError as error:
            assert error.code == 400, error
    assert set(practice.trainer("state")["trouble"].values()) == {0}


def test_switches(browser, practice):
    """Each trouble is switched on in the page, is told as it stands now, and one button ends them all."""
    for kind in KINDS:
        browser.click("#on-" + kind)
        wait(lambda: practice.trainer("state")["trouble"][kind] == (2000 if kind == "delay_ms" else 30), kind)
    now = wait(lambda: "traag 30%" in browser.text("#now") and browser.text("#now"), "what goes wrong now")
    assert "vertraging 2000 ms" in now and "verlies 30%" in now, now
    browser.type("#n-loss", "\ue009a\ue000" + "55" + "\ue004")
    wait(lambda: practice.trainer("state")["trouble"]["loss"] == 55, "the other share")
    pages.check_accessible(browser)
    browser.click("#on-slow")
    wait(lambda: practice.trainer("state")["trouble"]["slow"] == 0, "one of them ended")
    browser.click("#calm")
    wait(lambda: "geen storing" in browser.text("#now"), "the calm")
    assert set(practice.trainer("state")["trouble"].values()) == {0}
    assert not browser.run("return [...document.querySelectorAll('#troubles input[type=checkbox]')].some((e) => e.checked)")


def test_wrong_number(browser, practice):
    """A number out of bounds is not taken, and the switch says so."""
    browser.run("document.querySelector('#n-loss').value = 400")
    browser.click("#on-loss")
    wait(lambda: not browser.run("return document.querySelector('#on-loss').checked"), "the switch")
    assert practice.trainer("state")["trouble"]["loss"] == 0
    browser.run("document.querySelector('#n-loss').value = 30")


def test_scenarios(browser, practice):
    """Another scenario is chosen and its speed; its visitors come and those of the one before leave; then nobody."""
    browser.run("document.querySelector('#scenario').value = 'hard-evening'; document.querySelector('#speed').value = 2")
    browser.click("#play")
    wait(lambda: practice.trainer("state")["scenario"] == "hard-evening", "the scenario")
    assert practice.trainer("state")["speed"] == 2
    first = wait(lambda: practice.get("sessions")["sessions"], "her who comes first")
    wait(lambda: "zware avond" in browser.text("#counts") and " wachten" in browser.text("#counts"), "the counts")
    practice.trainer("scenario", scenario="scenario", speed=1)
    assert {s["id"] for s in first}.isdisjoint(s["id"] for s in practice.get("sessions")["sessions"])
    browser.click("#nobody")
    wait(lambda: practice.get("sessions")["sessions"] == [], "that they leave")
    assert practice.trainer("state")["scenario"] == ""


def test_play_a_visitor(browser, practice):
    """The link opens the visitor's page with its key in a new tab."""
    href = browser.run("return document.querySelector('#visitor').href")
    assert href == practice.first["visitor_url"], href


def test_trouble(browser, practice):
    """Each trouble does to a plain socket what its name says, the pages are left alone, and after the calm all is well."""
    whole = raw(practice, "sessions")
    assert whole[0] == 200
    practice.trainer("trouble", errors=100)
    assert raw(practice, "sessions")[0] == 500
    practice.trainer("trouble", errors=0, loss=100)
    assert raw(practice, "sessions")[0] is None
    practice.trainer("trouble", loss=0, drop=100)
    status, told = raw(practice, "sessions")
    assert status is None and isinstance(told, http.client.IncompleteRead), told
    practice.trainer("trouble", drop=0, wrong_json=100)
    status, half = raw(practice, "sessions")
    assert status == 200 and half == whole[1][:len(whole[1]) // 2]
    practice.trainer("trouble", wrong_json=0, slow=100)
    assert raw(practice, "sessions")[1] == whole[1]
    practice.trainer("trouble", slow=0, delay_ms=50)
    assert raw(practice, "sessions")[1] == whole[1]
    met = practice.trainer("calm")["met"]
    assert all(met[kind] >= 1 for kind in ("errors", "loss", "drop", "wrong_json", "slow", "delay_ms")), met
    assert raw(practice, "sessions") == whole


def test_done_twice(browser, practice):
    """What is asked twice by the trouble is done once: a message has its client id."""
    key = practice.first["visitor_url"].split("#")[1]
    visitor = ask(practice.first["url"] + "/visitor/arrive", {"nickname": "Maan"}, headers={"Authorization": "Bearer " + key})
    path = f"sessions/{visitor['session']}"
    practice.trainer("trouble", duplicate=100)
    assert raw(practice, path + "/claim", "POST", {})[0] == 200
    assert raw(practice, path + "/messages", "POST", {"client_id": "c", "text": "hoi"})[0] == 200
    practice.trainer("calm")
    assert [m["text"] for m in practice.get(path + "/messages")["messages"]] == ["hoi"]
    practice.post(path + "/close")


def test_end_in_trouble(browser, practice):
    """The service ends well with answers and events still under way."""
    other = pages.Practice()
    other.trainer("trouble", delay_ms=20000, slow=100, reorder=100)
    connection = http.client.HTTPConnection("127.0.0.1", int(other.first["url"].rsplit(":", 1)[1]), timeout=60)
    connection.request("GET", "/v1/sessions", headers=other.headers)
    wait(lambda: other.trainer("state")["met"]["delay_ms"] > 0, "the answer under way")
    other.close()
    connection.close()


sys.exit(pages.main([value for name, value in globals().items() if name.startswith("test_")]))
