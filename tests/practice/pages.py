"""What the tests of the pages share: a luwte-practice with a counsellor who is logged in, a browser, and how accessible a page is."""
import json
import os
import subprocess
import tempfile
import traceback

import webdriver
from webdriver import ask

SCENARIO = {"departments": ["Algemeen", "Jongeren"], "visitors": []}
# The contrast of every text that can be seen with what is behind it, the lowest first: [[ratio, text], ...].
CONTRAST = """
  const canvas = document.createElement('p'); canvas.style.cssText = 'background: Canvas; position: absolute'; document.body.append(canvas);
  const rgb = (color) => (color.match(/[\\d.]+/g) || []).map(Number);
  const base = rgb(getComputedStyle(canvas).backgroundColor); canvas.remove();
  const light = (c) => { const [r, g, b] = c.map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const behind = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] === 1) return c.slice(0, 3); } return base; };
  return [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .map((e) => { const [a, b] = [light(rgb(getComputedStyle(e).color).slice(0, 3)), light(behind(e))].sort((x, y) => y - x); return [(a + 0.05) / (b + 0.05), e.textContent.trim()]; })
    .sort((a, b) => a[0] - b[0]);"""
NAMELESS = """return [...document.querySelectorAll('button, a, input, select, textarea')].filter((e) => e.checkVisibility())
  .filter((e) => !(e.textContent.trim() || e.getAttribute('aria-label') || (e.labels && e.labels.length && e.labels[0].textContent.trim()))).map((e) => e.outerHTML);"""


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

    def trainer(self, what, **body):
        key = self.first["trainer_url"].split("#")[1]
        return ask(f"{self.first['url']}/trainer/{what}", None if what == "state" else body, headers={"Authorization": "Bearer " + key})

    def close(self):
        self.process.stdin.close()
        assert self.process.wait(60) == 0


def check_accessible(browser):
    """Names for all, headings in order, one h1, a language, and contrast enough in light and in dark."""
    assert browser.run(NAMELESS) == []
    levels = browser.run("return [...document.querySelectorAll('h1, h2, h3')].filter((e) => e.checkVisibility()).map((e) => +e.tagName[1])")
    assert levels[0] == 1 and levels.count(1) == 1 and all(b <= a + 1 for a, b in zip(levels, levels[1:])), levels
    assert browser.run("return document.documentElement.lang !== '' && document.querySelectorAll('main, header, footer').length === 3")
    for scheme in ("light", "dark"):
        browser.do("goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": {"features": [{"name": "prefers-color-scheme", "value": scheme}]}})
        lowest = browser.run(CONTRAST)
        assert lowest and lowest[0][0] >= 4.5, (scheme, lowest[0])
    browser.do("goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": {"features": []}})


def check_no_trace(browser, key):
    """The key has left the address bar; there is no cookie, no storage, and the key is nowhere in the page."""
    assert key not in browser.do("url") and "#" not in browser.do("url")
    assert browser.do("cookie") == [] and browser.run("return document.cookie") == ""
    assert browser.run("return localStorage.length + sessionStorage.length") == 0
    assert key not in browser.run("return document.documentElement.outerHTML")


def main(tests):
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

