#!/usr/bin/env python3
"""The rights desk by luwtectl: requests, checks, terms, erasure on request, objections."""
import datetime
import json
import pathlib
import subprocess
import sys

import luwtectl
from luwtectl import Vault, equal, true
from test_vault import add, topic

CANARY = "kwikstaartkanarie"


def receive(vault, kind, nickname, *more, **options):
    return vault.ok("right", "receive", kind, "--nickname", nickname, *more, **options)[0]["id"]


def test_life_of_a_request(folder):
    """R82, R83: access, addition and correction wait until somebody has checked who asks; only the day of it is kept."""
    vault = Vault(folder)
    add(vault, "Kiezel", "Zoekt steun rond school.")
    access = receive(vault, "access", "Kiezel", "--received", "2026-01-31")
    correction = receive(vault, "correction", "Kiezel")
    first, second = vault.ok("right", "list")
    equal([first["id"], second["id"]], [access, correction], "the most urgent first")
    equal((first["received"], first["answer_by"], first["state"]), ("2026-01-31", "2026-02-28", "received"))
    equal(first["overdue"], True, "its day has passed")
    equal(second["overdue"], False)
    true("rights.identity" in vault.fails(5, "right", "grant", access), "which rule")
    vault.fails(2, "right", "check", access)
    vault.ok("right", "check", access, "--identity")
    vault.ok("right", "grant", access)
    vault.ok("right", "refuse", correction, "--ground", "Dit stond er niet.")
    rows = {row["id"]: row for row in vault.ok("right", "list")}
    equal(rows[access]["state"], "granted")
    equal(rows[access]["overdue"], False, "what was answered is not late")
    true(rows[access]["identity"] and rows[access]["decided"], "the days are kept")
    equal((rows[correction]["state"], rows[correction]["ground"]), ("refused", "Dit stond er niet."))
    vault.fails(5, "right", "grant", access)
    vault.fails(5, "right", "refuse", access, "--ground", "nog eens")
    vault.fails(5, "right", "check", access, "--identity")
    vault.fails(2, "right", "refuse", access)
    vault.fails(1, "right", "refuse", receive(vault, "addition", "Kiezel"), "--ground", "  ")
    vault.fails(8, "right", "grant", "0" * 32)
    vault.ok("vault", "check")


def test_ownership(folder):
    """R84: who asks shows which dossier is theirs, and the day of that check is all that is kept."""
    vault = Vault(folder, policy="pratenonline")
    add(vault, "Kiezel", "Zoekt steun.", policy="pratenonline", line="chat")
    request = receive(vault, "access", "Kiezel")
    vault.ok("right", "check", request, "--identity")
    true("rights.ownership" in vault.fails(5, "right", "grant", request), "identity is not ownership")
    vault.ok("right", "check", request, "--ownership")
    vault.ok("right", "grant", request)


def test_anonymous(folder):
    """R85: somebody unknown is refused with the profile's words, and told what can be done unknown; nothing is kept."""
    vault = Vault(folder)
    add(vault, "Kiezel", "Zoekt steun.")
    for kind in ("access", "erasure"):
        said = vault.fails(5, "right", "receive", kind, "--anonymous")
        true("As I cannot see who you are" in said, f"why: {said}")
        true("erase your own data in your chat profile" in said, f"what can be done: {said}")
    equal(vault.ok("right", "list"), [], "nothing is kept")


def test_kinds(folder):
    """A kind that the profile lacks is refused, and so is one that is none."""
    fara = Vault(folder / "fara", policy="fara")
    add(fara, "Kiezel", "Zoekt steun.", policy="fara")
    for kind in ("access", "addition", "correction", "erasure"):
        fara.fails(5, "right", "receive", kind, "--nickname", "Kiezel")
    vault = Vault(folder / "fier")
    add(vault, "Kiezel", "Zoekt steun.")
    vault.fails(5, "right", "receive", "objection", "--nickname", "Kiezel")
    vault.fails(5, "right", "receive", "alles", "--nickname", "Kiezel")
    vault.fails(8, "right", "receive", "access", "--nickname", "Niemand")
    vault.fails(8, "right", "receive", "access", "--dossier", "0" * 32)
    vault.fails(2, "right", "receive", "access")
    vault.fails(2, "right", "receive", "access", "--nickname", "Kiezel", "--received", "gisteren")
    vault.fails(1, "right", "receive", "access", "--nickname", "Kiezel", "--received", "2999-01-01")


def test_erasure(folder):
    """R81: the whole dossier goes, in pages and index too, and nobody else's; the topic remains, the receipt names nobody."""
    vault = Vault(folder)
    add(vault, "Kiezel", f"Over {CANARY} gesproken.")
    add(vault, "Kiezel", "En nog eens.")
    other = add(vault, "Basalt", "Iemand anders.")
    request = receive(vault, "erasure", "Kiezel")
    vault.fails(5, "right", "erase", request)
    vault.ok("right", "check", request, "--identity")
    vault.fails(5, "right", "grant", request)
    hold = vault.ok("hold", "add", "--nickname", "Kiezel", "--reason", "klacht", "--until", "2100-01-01")[0]["id"]
    true("hold" in vault.fails(5, "right", "erase", request), "the hold is named")
    equal(len(vault.notes("Kiezel")), 2, "a refusal has erased nothing")
    vault.ok("hold", "end", hold)
    dossier = vault.ok("right", "list")[0]["dossier"]
    receipt = vault.ok("right", "erase", request)[0]
    equal((receipt["records"], receipt["sessions"], receipt["tombstones"], receipt["erased"]), (3, 2, 2, True))
    true("Kiezel" not in str(receipt) and request not in str(receipt), "it names nobody")
    equal(vault.notes("Kiezel"), [])
    equal(vault.ok("right", "list"), [], "the request goes with the dossier")
    equal([row["id"] for row in vault.notes("Basalt")], [other])
    equal(len(vault.ok("retention", "tombstones")), 2)
    equal(vault.scan(CANARY, "Kiezel", request, dossier), "", "nowhere in the folder")
    vault.fails(8, "right", "erase", request)
    vault.ok("vault", "check")


def test_not_an_erasure(folder):
    """A request for something else erases nothing."""
    vault = Vault(folder)
    add(vault, "Kiezel", "Zoekt steun.")
    request = receive(vault, "access", "Kiezel")
    vault.ok("right", "check", request, "--identity")
    vault.fails(5, "right", "erase", request)
    equal(len(vault.notes("Kiezel")), 1)


def test_before_the_legal_term(folder):
    """R86: what the law lets a helpline keep is erased only by a decision, or refused with a ground."""
    vault = Vault(folder, policy="pratenonline")
    add(vault, "Kiezel", "Behandeling.", policy="pratenonline", line="therapy")
    request = receive(vault, "erasure", "Kiezel")
    vault.ok("right", "check", request, "--ownership")
    vault.fails(5, "right", "erase", request)
    vault.fails(1, "right", "erase", request, "--before-legal-term", "--ground", "omdat het moet")
    vault.ok("right", "erase", request, "--before-legal-term", "--ground", "consent_withdrawn")
    equal(vault.notes("Kiezel"), [])
    kept = vault.ok("right", "decisions")
    equal([(row["outcome"], row["ground"], row["before_legal_term"]) for row in kept], [("granted", "consent_withdrawn", True)])
    codes = {row["ground"] for row in vault.ok("right", "grounds") if row["outcome"] == "granted"}
    true("consent_withdrawn" in codes and "legal_term" not in codes, f"{codes}")


def test_term(folder):
    """A request goes with its own term, as every record does."""
    vault = Vault(folder)
    add(vault, "Kiezel", "Zoekt steun.")
    request = receive(vault, "access", "Kiezel")
    until = (luwtectl.today() + datetime.timedelta(days=800)).isoformat()
    plan = {row["object"]: row["kind"] for row in vault.ok("retention", "plan", "--until", until)}
    equal(plan.get(request), "request")
    equal(vault.ok("right", "list", days=765), [], "what is due is not shown")


def test_objections(folder):
    """R87, R88: an objection needs no check; it is registered once, with its day and who did, and goes with the dossier."""
    vault = Vault(folder)
    add(vault, "Kiezel", "Zoekt steun.")
    vault.ok("right", "object", "research", "--nickname", "Kiezel")
    vault.ok("right", "object", "research", "--nickname", "Kiezel")
    vault.ok("right", "object", "registration", "--nickname", "Kiezel")
    rows = vault.ok("right", "objections")
    equal(sorted((row["to"], row["role"]) for row in rows), [("registration", "counsellor"), ("research", "counsellor")])
    true(all(row["day"] for row in rows), "with the day")
    vault.ok("right", "object", "research", "--nickname", "Kiezel", "--withdraw")
    equal([row["to"] for row in vault.ok("right", "objections")], ["registration"])
    vault.fails(5, "right", "object", "research", "--nickname", "Kiezel", "--withdraw")
    vault.ok("right", "object", "research", "--nickname", "Kiezel")
    vault.fails(2, "right", "object", "weather", "--nickname", "Kiezel")
    vault.fails(2, "right", "object", "research")
    for unknown in (("--dossier", "0" * 32), ("--nickname", "Niemand")):
        vault.fails(8, "right", "object", "research", *unknown)
        vault.fails(8, "right", "object", "research", *unknown, "--withdraw")
        vault.fails(8, "right", "receive", "access", *unknown)
    request = receive(vault, "erasure", "Kiezel")
    vault.ok("right", "check", request, "--identity")
    vault.ok("right", "erase", request)
    equal(vault.ok("right", "objections"), [])


def test_consents(folder):
    """R39, R69: a consent of the profile is recorded with its day, and withdrawn at any time; what was, stays to be seen."""
    vault = Vault(folder)
    add(vault, "Kiezel", "Zoekt steun.")
    whose = ("--nickname", "Kiezel")
    equal(vault.ok("right", "consents", *whose), [])
    vault.fails(5, "right", "consent", "personal_data", *whose, "--withdraw")
    for scope in ("personal_data", "own_helper", "personal_data"):
        vault.ok("right", "consent", scope, *whose)
    vault.ok("right", "consent", "personal_data", *whose, "--withdraw")
    rows = vault.ok("right", "consents", *whose)
    day = luwtectl.today().isoformat()
    equal(sorted((row["scope"], row["given"], row["withdrawn"]) for row in rows if row["withdrawn"]), [("personal_data", day, day)] * 2)
    equal([row["scope"] for row in rows if not row["withdrawn"]], ["own_helper"], "only what was withdrawn")
    true(all(row["words"] for row in rows), "in the profile's words")
    vault.fails(5, "right", "consent", "personal_data", *whose, "--withdraw")
    vault.fails(5, "right", "consent", "weather", *whose)
    vault.fails(2, "right", "consent", "personal_data")
    for unknown in (("--dossier", "0" * 32), ("--nickname", "Niemand")):
        vault.fails(8, "right", "consent", "personal_data", *unknown)
        vault.fails(8, "right", "consent", "personal_data", *unknown, "--withdraw")
        vault.fails(8, "right", "consents", *unknown)


def test_figures(folder):
    """R89, R90: a year by topic, month and channel; too few are not told; as rows, CSV and PDF."""
    vault = Vault(folder)
    line = {"topic": topic("fier"), "created": "2026-03-02T10:00:00Z", "text": f"Over {CANARY} gesproken."}
    rows = [dict(line, nickname=f"Zwaan {n}") for n in range(7)] + [dict(line, nickname="Basalt", created="2026-04-02T10:00:00Z")]
    vault.ok("note", "import", text="".join(json.dumps(row) + "\n" for row in rows))
    told = [{"topic": topic("fier"), "month": "2026-03", "channel": "chat", "n": 7}]
    equal(vault.ok("figures", "--year", "2026"), told)
    vault.ok("right", "object", "research", "--nickname", "Zwaan 3")
    equal(vault.ok("figures", "--year", "2026"), [dict(told[0], n=6)], "who objected is not counted")
    equal(vault.ok("figures", "--year", "2025"), [])
    to = folder / "cijfers"
    vault.ok("figures", "--year", "2026", "--format", "csv", "--to", f"{to}.csv")
    equal(pathlib.Path(f"{to}.csv").read_text(), f"topic,month,channel,n\n{topic('fier')},2026-03,chat,6\n")
    vault.fails(1, "figures", "--year", "2026", "--format", "csv", "--to", f"{to}.csv")
    vault.ok("figures", "--year", "2026", "--format", "pdf", "--to", f"{to}.pdf")
    text = subprocess.run(["pdftotext", f"{to}.pdf", "-"], capture_output=True, text=True, check=True).stdout
    true("Contacts in 2026" in text and "2026-03" in text and CANARY not in text and "Zwaan" not in text, text)
    for wrong in (("--year", "x"), (), ("--year", "2026", "--format", "xml"), ("--year", "2026", "--format", "pdf")):
        vault.fails(2, "figures", *wrong)


if __name__ == "__main__":
    luwtectl.main(sys.modules[__name__])
