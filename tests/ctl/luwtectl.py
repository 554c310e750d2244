"""What the tests of luwtectl share: a vault in a folder of its own, a practice service, a moved clock, TAP."""
import datetime
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
import zoneinfo

# The programs without sanitizers: a preloaded libfaketime and ASan do not go together.
BUILD = pathlib.Path(os.environ.get("LUWTE_PLAIN_BUILD_DIR") or os.environ["LUWTE_BUILD_DIR"])
LUWTECTL = BUILD / "src/ctl/luwtectl"
PRACTICE = BUILD / "src/practice/luwte-practice"
SCAN = BUILD / "tests/support/luwte-scan-vault"
FAKETIME = next(iter(sorted(pathlib.Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), None)
PASSPHRASE = "vier woorden op papier"


def today():
    """The day by the clock of the helpline, which is another than that of the machine for an hour or two of the night."""
    return datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Amsterdam")).date()


class Failed(AssertionError):
    pass


def equal(got, wanted, what=""):
    if got != wanted:
        raise Failed(f"{what}: got {got!r}, wanted {wanted!r}")


def true(value, what):
    if not value:
        raise Failed(what)


class Vault:
    """A vault folder, its passphrase file, and luwtectl on it."""

    def __init__(self, folder, policy="fier", create=True, **choices):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.dir = self.folder / "vault"
        self.passphrase = self.folder / "passphrase"
        self.passphrase.write_text(PASSPHRASE + "\n")
        if create:
            out = self.ok("vault", "create", "--policy", policy,
                          *(w for k, v in choices.items() for w in ("--choice", f"{k}={v}")))
            self.recovery_code = out[0]["recovery_code"]

    def run(self, *words, text="", days=0, passphrase=None, program=LUWTECTL):
        """(exit status, rows, standard error). days: the clock so many days ahead."""
        env = dict(os.environ, TZ="Europe/Amsterdam", LC_ALL="C.UTF-8")
        if days:
            true(FAKETIME, "libfaketime is not installed")
            env.update(LD_PRELOAD=str(FAKETIME), FAKETIME=f"{days:+d}d", FAKETIME_DONT_FAKE_MONOTONIC="1")
        done = subprocess.run([str(program), *words, "--json", "--vault", str(self.dir),
                               "--passphrase-file", str(passphrase or self.passphrase)],
                              input=text, capture_output=True, text=True, env=env, timeout=120)
        rows = [json.loads(line) for line in done.stdout.splitlines()] if "show" not in words else done.stdout
        return done.returncode, rows, done.stderr

    def ok(self, *words, **more):
        status, rows, err = self.run(*words, **more)
        equal(status, 0, f"luwtectl {' '.join(words)}: {err.strip()}")
        return rows

    def fails(self, wanted, *words, **more):
        status, rows, err = self.run(*words, **more)
        equal(status, wanted, f"luwtectl {' '.join(words)}: {err.strip()}")
        equal(rows, [], "standard output of a command that failed")
        true(len([line for line in err.splitlines() if line]) >= 1, "nothing was said on standard error")
        return err

    def notes(self, nickname, **more):
        return self.ok("note", "list", "--nickname", nickname, **more)

    def scan(self, *needles):
        """Where the needles stand, in any decrypted page, WAL frame, ledger or other file of the folder; "" for nowhere."""
        done = subprocess.run([str(SCAN), "--vault", str(self.dir), "--passphrase-file", str(self.passphrase), *needles],
                              capture_output=True, text=True, timeout=120)
        true(done.returncode in (0, 1), f"luwte-scan-vault: {done.stderr}")
        true("unreadable; found:" in done.stdout and " 0 unreadable;" in done.stdout, f"the reader of pages: {done.stdout}")
        return "" if done.returncode == 0 and "found: 0" in done.stdout else done.stdout


class Practice:
    """luwte-practice on a port of its own, until the block ends."""

    def __init__(self, *options, stderr=None):
        self.options, self.stderr = options, stderr

    def __enter__(self):
        self.process = subprocess.Popen([str(PRACTICE), "--port", "0", *self.options], stdout=subprocess.PIPE,
                                        stderr=self.stderr, text=True)
        self.said = json.loads(self.process.stdout.readline())
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)
        self.process.stdout.close()

    def set_on(self, vault, account=0):
        chosen = [a for a in self.said["accounts"] if a["role"] == "counsellor"][account]
        secret = vault.folder / f"secret-{chosen['user']}"
        secret.write_text(chosen["secret"] + "\n")
        vault.ok("service", "set", "--kind", "bridge", "--url", self.said["url"], "--user", chosen["user"],
                 "--secret-file", str(secret))


def main(module):
    """Runs every test_… of a module in a folder of its own, and says so in TAP."""
    tests = [f for n, f in vars(module).items() if n.startswith("test_")]
    print(f"1..{len(tests)}")
    failed = 0
    for number, test in enumerate(tests, 1):
        folder = tempfile.mkdtemp(prefix="luwtectl-")
        try:
            test(pathlib.Path(folder))
            print(f"ok {number} {test.__name__[5:]}", flush=True)
        except Exception:
            failed += 1
            for line in traceback.format_exc().splitlines():
                print(f"# {line}")
            print(f"not ok {number} {test.__name__[5:]}", flush=True)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failed else 0)
