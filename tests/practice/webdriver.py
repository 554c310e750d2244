"""A WebDriver client of the standard library alone: what the tests of the visitor's page need of it."""
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
# A browser that starts as root, draws nothing, and asks nobody on the network for anything.
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]
direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def ask(url, body=None, method=None, headers=None):
    """The parsed answer to one JSON request; an error status raises urllib.error.HTTPError."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **(headers or {})}, method=method)
    with direct.open(request, timeout=60) as answer:
        return json.load(answer)


def available():
    return bool(shutil.which("chromedriver") and shutil.which("chromium"))


class Browser:
    """One headless Chromium with a profile of its own."""

    def __init__(self):
        self.profile = tempfile.TemporaryDirectory(prefix="luwte-chromium-", ignore_cleanup_errors=True)
        self.log = open(pathlib.Path(self.profile.name) / "driver.log", "w")
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=self.log, text=True)
        port = next(found[1] for line in self.driver.stdout if (found := re.search(r"successfully on port (\d+)", line)))
        options = {"binary": shutil.which("chromium"), "prefs": {"intl.accept_languages": "nl"},
                   "args": [*FLAGS, f"--user-data-dir={self.profile.name}/profile"]}
        self.base = f"http://127.0.0.1:{port}/session"
        session = ask(self.base, {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})
        self.base += "/" + session["value"]["sessionId"]

    def do(self, what, body=None, method=None):
        return ask(f"{self.base}/{what}", body, method)["value"]

    def open(self, url):
        self.do("url", {"url": url})

    def find(self, css):
        return self.do("element", {"using": "css selector", "value": css})[ELEMENT]

    def type(self, css, text):
        self.do(f"element/{self.find(css)}/value", {"text": text})

    def click(self, css):
        # What stands below the header that stays in sight is not clicked there by anybody.
        self.run("document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", css)
        self.do(f"element/{self.find(css)}/click", {})

    def run(self, script, *args):
        return self.do("execute/sync", {"script": script, "args": list(args)})

    def text(self, css):
        return self.run("const e = document.querySelector(arguments[0]); return e ? e.innerText : null;", css)

    def close(self):
        try:
            ask(self.base, method="DELETE")
        except (urllib.error.URLError, OSError):
            pass
        self.driver.terminate()
        self.driver.wait()
        self.log.close()
        self.profile.cleanup()


def wait(condition, what, seconds=60):
    """The first true answer of condition; the page changes by itself, so it is asked again and again."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := condition():
            return found
        time.sleep(0.1)
    raise AssertionError(f"in vain waited for {what}")
