#!/usr/bin/env python3
"""luwtectl without a chat service: vault, policy, note, retention, hold, and the exit statuses."""
import json
import subprocess
import sys

import luwtectl
from luwtectl import LUWTECTL, SCAN, Vault, equal, true

MONTHS_25 = 765
YEARS_10 = 3653
CANARY = "zilverreigerkanarie"


def topic(policy):
    done = subprocess.run([str(LUWTECTL), "policy", "show", policy, "--json"], capture_output=True, text=True)
    equal(done.returncode, 0, done.stderr)
    return json.loads(done.stdout)["topics"][0]["code"]


def add(vault, nickname, text, policy="fier", **more):
    extra = [w for k in ("line", "channel") if k in more for w in (f"--{k}", more.pop(k))]
    return vault.ok("note", "add", "--nickname", nickname, "--topic", topic(policy), *extra, text=text, **more)[0]["id"]


def test_note_life(folder):
    vault = Vault(folder)
    first = add(vault, "Kiezel", "Zoekt steun rond school.\n")
    second = add(vault, "Kiezel", "Mentor gesproken, café met crème.")
    rows = vault.notes("Kiezel")
    equal([r["id"] for r in rows], [second, first], "newest first")
    equal(rows[1]["text"], "Zoekt steun rond school.", "the text, without the shell's line break")
    equal(rows[0]["nickname"], "Kiezel")
    equal([r["id"] for r in vault.ok("note", "search", "creme")], [second], "accents folded")
    equal([r["id"] for r in vault.ok("note", "search", "men")], [second], "the beginning of a word")
    vault.ok("note", "edit", first, text="Nieuwe tekst.")
    equal(vault.notes("Kiezel")[1]["text"], "Nieuwe tekst.")
    equal(vault.ok("note", "search", "school"), [], "the old text is not found")
    vault.ok("note", "erase", first)
    equal([r["id"] for r in vault.notes("Kiezel")], [second])
    vault.ok("vault", "check")


def test_statuses(folder):
    vault = Vault(folder)
    wrong = folder / "wrong"
    wrong.write_text("helemaal fout\n")
    vault.fails(3, "vault", "info", passphrase=wrong)
    vault.fails(2, "vault", "inof")
    vault.fails(2, "note", "list")
    vault.fails(2, "note", "list", "--nickname")
    vault.fails(2, "note", "list", "--nickname", "a", "--topic", "b")
    vault.fails(8, "note", "erase", "0" * 32)
    vault.fails(6, "queue")
    vault.fails(1, "vault", "create", "--policy", "fier")
    vault.fails(8, "note", "add", "--nickname", "a", "--topic", topic("fier"), "--line", "therapy", text="x")
    vault.fails(8, "note", "add", "--nickname", "a", "--topic", "bestaatniet", text="x")
    vault.fails(2, "note", "add", "--nickname", "a", "--topic", topic("fier"), text="")
    err = Vault(folder / "other", create=False).fails(8, "vault", "info")
    equal(len(err.splitlines()), 1, "one line on standard error")


def test_options_anywhere(folder):
    vault = Vault(folder)
    done = subprocess.run([str(LUWTECTL), "--json", "--vault", str(vault.dir), "note", "--passphrase-file",
                           str(vault.passphrase), "list", "--nickname=Niemand"], capture_output=True, text=True)
    equal((done.returncode, done.stdout), (0, ""), done.stderr)


def test_help(folder):
    for words in ([], ["vault"], ["note", "add"], ["queue"]):
        done = subprocess.run([str(LUWTECTL), *words, "--help"], capture_output=True, text=True)
        equal(done.returncode, 0)
        true("Usage" in done.stdout, "no usage")


def test_recover(folder):
    vault = Vault(folder)
    note = add(vault, "Kiezel", "blijft")
    new = folder / "new"
    new.write_text("een heel nieuwe zin\n")
    code = folder / "code"
    # Typed with other case and spaces, as a person does.
    code.write_text(vault.recovery_code.lower().replace("-", " ") + "\n")
    rows = vault.ok("vault", "recover", "--recovery-file", str(code), "--new-passphrase-file", str(new))
    true(rows[0]["recovery_code"] != vault.recovery_code, "the old code goes on opening")
    vault.fails(3, "vault", "info")
    vault.fails(3, "vault", "recover", "--recovery-file", str(code), "--new-passphrase-file", str(new))
    equal(vault.ok("note", "list", "--nickname", "Kiezel", passphrase=new)[0]["id"], note)
    vault.ok("vault", "passphrase", "--new-passphrase-file", str(vault.passphrase), passphrase=new)
    equal(vault.notes("Kiezel")[0]["id"], note)


def test_fier_erases(folder):
    """R71, R72: after two years the text is gone from every page and file; the topic remains."""
    vault = Vault(folder)
    add(vault, "Kiezel", f"Het woord is {CANARY}.")
    true(CANARY in vault.scan(CANARY), "the reader of pages finds what is there")
    equal(len(vault.ok("retention", "plan", "--until", "2100-01-01")), 1)
    equal(vault.notes("Kiezel", days=MONTHS_25), [], "what is due is hidden before anything is erased")
    receipt = vault.ok("retention", "run", days=MONTHS_25)[0]
    equal((receipt["records"], receipt["tombstones"], receipt["erased"]), (1, 1, True))
    equal(vault.scan(CANARY, "Kiezel"), "", "left in the folder")
    stone = vault.ok("retention", "tombstones", days=MONTHS_25)
    equal(len(stone), 1)
    equal(sorted(stone[0]), ["channel", "line", "month", "topic"])
    equal(stone[0]["topic"], topic("fier"))
    vault.ok("vault", "check", days=MONTHS_25)


def test_therapy_is_kept(folder):
    """R74: fifteen years on the therapy line."""
    vault = Vault(folder, "pratenonline")
    add(vault, "Kiezel", CANARY, "pratenonline", line="therapy")
    equal(vault.ok("retention", "run", days=MONTHS_25)[0]["records"], 0)
    equal(vault.notes("Kiezel", days=MONTHS_25)[0]["text"], CANARY)


def test_no_dossier(folder):
    """R15: Veiligsamen makes no dossier, so it takes no note."""
    vault = Vault(folder, "veiligsamen")
    err = vault.fails(5, "note", "add", "--nickname", "Kiezel", "--topic", topic("veiligsamen"), text=CANARY)
    true(CANARY not in err, "the text stands in the message")
    equal(vault.scan(CANARY), "")


def test_completed_test(folder):
    """R75: a completed test is entered and read in a therapy dossier; the self-test is no kind, and refused anywhere."""
    vault = Vault(folder, policy="pratenonline")
    base = ("note", "add", "--nickname", "Kiezel", "--topic", topic("pratenonline"))
    done = vault.ok(*base, "--line", "therapy", "--kind", "test", text="Vragenlijst: 12 van 27")[0]["id"]
    rows = vault.notes("Kiezel")
    equal([(r["id"], r["kind"], r["text"]) for r in rows], [(done, "test", "Vragenlijst: 12 van 27")])
    for kind in ("self_test", "selftest", "zelftest", "request"):
        vault.fails(5, *base, "--line", "therapy", "--kind", kind, text="x")
    vault.fails(5, *base, "--line", "chat", "--kind", "test", text="x")
    equal(len(vault.notes("Kiezel")), 1)


def test_clock_ahead(folder):
    """Rule 9: a clock that runs ahead hides what would be due, and destroys nothing."""
    vault = Vault(folder)
    note = add(vault, "Kiezel", "blijft")
    equal(vault.notes("Kiezel", days=YEARS_10), [])
    equal(vault.ok("note", "search", "blijft", days=YEARS_10), [])
    equal([r["id"] for r in vault.notes("Kiezel")], [note])


def test_clock_back(folder):
    """Rule 9: the latest day seen counts as today."""
    vault = Vault(folder)
    add(vault, "Kiezel", "weg", days=0)
    vault.ok("retention", "run", days=MONTHS_25)
    add(vault, "Wilg", "nieuw", days=MONTHS_25)
    equal(len(vault.notes("Wilg")), 1)
    equal(vault.notes("Kiezel"), [])


def test_extend(folder):
    vault = Vault(folder)
    add(vault, "Kiezel", CANARY)
    err = vault.fails(5, "retention", "extend", "--nickname", "Kiezel", "--reason", "verzoek")
    true("extend" in err, err)
    vault.fails(8, "retention", "extend", "--nickname", "Niemand", "--reason", "verzoek")
    vault.fails(2, "retention", "extend", "--nickname", "Kiezel")
    equal(vault.ok("retention", "warnings"), [])
    (warned,) = vault.ok("retention", "warnings", days=MONTHS_25 - 45)
    equal((warned["records"], warned["hold"]), (1, None))


def test_hold(folder):
    vault = Vault(folder)
    add(vault, "Kiezel", CANARY)
    status, rows, err = vault.run("hold", "add", "--nickname", "Kiezel", "--reason", "klacht", "--until", "2100-01-01")
    equal(status, 0, err)
    hold, last = rows[0]["id"], rows[0]["until"]
    true(last < "2100-01-01" and last in err, f"that it ends sooner than was asked is told: {rows} {err}")
    equal([h["until"] for h in vault.ok("hold", "list")], [last])
    equal(vault.ok("retention", "run", days=MONTHS_25)[0]["records"], 0)
    equal(len(vault.notes("Kiezel", days=MONTHS_25)), 1, "kept, and shown, while the hold runs")
    equal([h["id"] for h in vault.ok("hold", "list", days=MONTHS_25)], [hold])
    true(CANARY in vault.scan(CANARY), "kept in the vault")
    vault.ok("hold", "end", hold, days=MONTHS_25)
    equal(vault.notes("Kiezel", days=MONTHS_25), [])
    vault.ok("retention", "run", days=MONTHS_25)
    equal(vault.scan(CANARY), "", "left in the folder")
    equal(len(vault.ok("retention", "tombstones", days=MONTHS_25)), 1)


def test_import(folder):
    vault = Vault(folder)
    code = topic("fier")
    rows = [{"nickname": f"n{i % 50}", "topic": code, "channel": "chat", "text": f"tekst {i}",
             "created": "2026-11-01T12:00:00Z"} for i in range(500)]
    equal(vault.ok("note", "import", text="".join(json.dumps(r) + "\n" for r in rows))[0]["stored"], 500)
    equal(len(vault.notes("n7")), 10)
    equal(vault.notes("n7")[0]["created"], "2026-11-01T12:00:00Z")
    rows[300]["topic"] = "bestaatniet"
    status, _, err = vault.run("note", "import", text="".join(json.dumps(r) + "\n" for r in rows))
    true(status != 0, "an unknown topic was taken")
    equal(len(vault.notes("n7")), 10, "nothing of a batch that failed")
    err = vault.fails(2, "note", "import", text='{"nickname": "a"}\n')
    true("line 1" in err and "topic" in err, f"where and what: {err}")


def test_policies(folder):
    done = subprocess.run([str(LUWTECTL), "policy", "list", "--json"], capture_output=True, text=True)
    names = [json.loads(line)["id"] for line in done.stdout.splitlines()]
    equal(sorted(names), ["csg", "example", "fara", "fier", "pratenonline", "veiligsamen"])
    profile = folder / "mine.json"
    for name in names:
        shown = subprocess.run([str(LUWTECTL), "policy", "show", name, "--json"], capture_output=True, text=True)
        profile.write_text(shown.stdout)
        equal(subprocess.run([str(LUWTECTL), "policy", "check", str(profile)], capture_output=True).returncode, 0, name)
    data = json.loads(profile.read_text())
    data["onbekend"] = 1
    profile.write_text(json.dumps(data, indent=1))
    done = subprocess.run([str(LUWTECTL), "policy", "check", str(profile)], capture_output=True, text=True)
    equal(done.returncode, 1)
    true("onbekend" in done.stderr and "mine.json:" in done.stderr, done.stderr)


def test_secrets_are_no_arguments(folder):
    done = subprocess.run([str(LUWTECTL), "vault", "info", "--passphrase", "x"], capture_output=True, text=True)
    equal(done.returncode, 2)


if __name__ == "__main__":
    luwtectl.main(sys.modules[__name__])
