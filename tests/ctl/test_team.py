#!/usr/bin/env python3
"""luwtectl identity and roster: three vaults that come to believe one another, and those that are not believed."""
import json
import sys

import luwtectl
from luwtectl import Vault, equal, true


class Member(Vault):
    """A vault with a card."""

    def __init__(self, folder, name, role="counsellor", policy="fier"):
        super().__init__(folder, create=False)
        self.ok("vault", "create", "--policy", policy, "--role", role)
        self.card = self.identity("--name", name)

    def identity(self, *words):
        # With the word "show" on the line, luwtectl.Vault hands out text.
        return json.loads(self.ok("identity", "show", *words))


def team(folder):
    """(lead, Bo, Mies, the file of their roster), all three believing it."""
    lead, bo, mies = Member(folder / "lead", "Lea", "lead"), Member(folder / "bo", "Bo"), Member(folder / "mies", "Mies")
    lead.ok("roster", "add", bo.card["card"], "--role", "counsellor")
    lead.ok("roster", "add", mies.card["card"], "--role", "meeting", "--role", "counsellor")
    file = folder / "roster.json"
    lead.ok("roster", "sign", str(file), "--name", "Chatteam")
    for member in (bo, mies):
        member.ok("roster", "accept", str(file), "--fingerprint", lead.card["fingerprint"])
    return lead, bo, mies, file


def test_round(folder):
    lead, bo, mies, first = team(folder)
    rows = bo.ok("roster", "list")
    equal(sorted((r["name"], r["roles"]) for r in rows),
          [("Bo", "counsellor"), ("Lea", "lead meeting"), ("Mies", "counsellor meeting")])
    equal(bo.identity()["roles"], "counsellor")
    # The words stand beside each member, to be compared with her own screen.
    equal([r["fingerprint"] for r in rows if r["name"] == "Mies"], [mies.card["fingerprint"]])
    not_believed(folder, bo)
    successors(folder, lead, bo, mies, first)


def test_believed_for_words_alone(folder):
    lead, bo = Member(folder / "lead", "Lea", "lead"), Member(folder / "bo", "Bo")
    equal(len(bo.card["fingerprint"].split()), 10)
    renamed = bo.identity("--name", "Bo van Dam")
    equal((renamed["name"], renamed["fingerprint"]), ("Bo van Dam", bo.card["fingerprint"]), "another name, the same keys")
    file = folder / "roster.json"
    lead.ok("roster", "add", bo.card["card"], "--role", "counsellor")
    lead.ok("roster", "sign", str(file))
    bo.fails(5, "roster", "accept", str(file))
    bo.fails(5, "roster", "accept", str(file), "--fingerprint", bo.card["fingerprint"])
    equal(bo.ok("roster", "list"), [])
    bo.ok("roster", "accept", str(file), "--fingerprint", "  " + lead.card["fingerprint"].upper().replace(" ", "\n"))
    file.write_text(file.read_text().replace("a", "b", 1))
    bo.fails(5, "roster", "accept", str(file))
    file.write_text("{}")
    bo.fails(5, "roster", "accept", str(file))
    usage(lead)


def successors(folder, lead, bo, mies, first):
    bo.fails(5, "roster", "accept", str(first))
    lead.ok("roster", "remove", mies.card["id"])
    second = folder / "second.json"
    lead.ok("roster", "sign", str(second))
    bo.ok("roster", "accept", str(second))
    equal(sorted(r["name"] for r in bo.ok("roster", "list")), ["Bo", "Lea"])
    bo.fails(5, "roster", "accept", str(first))
    bo.fails(5, "roster", "accept", str(first), "--fingerprint", lead.card["fingerprint"])
    equal(mies.ok("roster", "accept", str(second)) and mies.identity()["roles"], "")


def not_believed(folder, bo):
    # A counsellor's vault signs nothing; somebody else's team is not followed.
    bo.fails(5, "roster", "sign", str(folder / "mine.json"))
    other = Member(folder / "other", "Omar", "lead")
    other.ok("roster", "add", bo.card["card"], "--role", "lead")
    other.ok("roster", "sign", str(folder / "other.json"))
    bo.fails(5, "roster", "accept", str(folder / "other.json"))
    equal(len(bo.ok("roster", "list")), 3)


def test_lead_lost(folder):
    """The lead's key is lost: a second lead signs on; without one, the members compare new words."""
    lead, bo, _, _ = team(folder)
    new = Member(folder / "new", "Nel", "lead")
    lead.ok("roster", "add", new.card["card"], "--role", "lead")
    lead.ok("roster", "sign", str(folder / "two.json"))
    new.ok("roster", "accept", str(folder / "two.json"), "--fingerprint", lead.card["fingerprint"])
    bo.ok("roster", "accept", str(folder / "two.json"))
    new.ok("roster", "remove", lead.card["id"])
    new.ok("roster", "sign", str(folder / "three.json"))
    bo.ok("roster", "accept", str(folder / "three.json"))
    equal(sorted(r["name"] for r in bo.ok("roster", "list")), ["Bo", "Mies", "Nel"])


def test_another_team(folder):
    """Somebody believes another team's roster, in which she is not: she sends nothing in the name of the one before,
    and no older roster of that comes back, not even for its lead's words."""
    lead, bo, mies, first = team(folder)
    second, third = folder / "second.json", folder / "third.json"
    lead.ok("roster", "remove", mies.card["id"])
    lead.ok("roster", "sign", str(second))
    bo.ok("roster", "accept", str(second))
    omar = Member(folder / "omar", "Omar", "lead")
    omar.ok("roster", "sign", str(folder / "other.json"))
    omar.ok("roster", "sign", str(folder / "other.json"))
    bo.ok("roster", "accept", str(folder / "other.json"), "--fingerprint", omar.card["fingerprint"])
    equal(bo.identity()["roles"], "")
    bo.ok("note", "add", "--nickname", "Zonnebloem", "--topic", "other", text="Sprak over thuis.")
    (folder / "shared").mkdir()
    bo.fails(5, "handover", "send", "--nickname", "Zonnebloem", "--team", "--folder", str(folder / "shared"))
    words = ("--fingerprint", lead.card["fingerprint"])
    bo.fails(5, "roster", "accept", str(first), *words)
    lead.ok("roster", "sign", str(third))
    bo.fails(5, "roster", "accept", str(third))
    bo.ok("roster", "accept", str(third), *words)
    equal(bo.identity()["roles"], "counsellor")


def test_loosened_profile(folder):
    """A profile that promises less is believed from the roster alone: when the lead who signed it had it in use, as it
    was chosen there; and of who leads no more in the roster it is not taken."""
    lead, bo = Member(folder / "lead", "Lea", "lead", "fara"), Member(folder / "bo", "Bo", policy="fara")
    nel = Member(folder / "nel", "Nel", "lead", "fara")

    def use(keep, *more):
        return "policy", "use", "fara", "--choice", f"keep={keep}", "--accept", "--reason", "besluit van het bestuur", *more

    def sign(name, by=lead):
        by.ok("roster", "sign", str(folder / name))
        return str(folder / name)

    for card, role in ((bo, "counsellor"), (nel, "lead")):
        lead.ok("roster", "add", card.card["card"], "--role", role)
    first = sign("one.json")
    for member in (bo, nel):
        member.ok("roster", "accept", first, "--fingerprint", lead.card["fingerprint"])
    equal(bo.run(*use("P5Y"))[0], 5, "nobody vouches for it yet")
    lead.ok(*use("P5Y"))
    equal(bo.run(*use("P5Y"))[0], 5, "the lead has it and has not signed")
    second = sign("two.json")
    for member in (bo, nel):
        member.ok("roster", "accept", second)
    equal(bo.run(*use("P7Y"))[0], 5, "something else was chosen")
    bo.ok(*use("P5Y"))
    nel.ok("roster", "remove", lead.card["id"])
    lead.ok("roster", "accept", sign("three.json", nel))
    equal(lead.run(*use("P7Y"))[0], 5, "she is a lead in no roster any more")


def usage(bo):
    bo.fails(2, "roster", "add", bo.card["card"])
    bo.fails(2, "roster", "add", bo.card["card"], "--role", "baas")
    bo.fails(5, "roster", "add", "luwte-card:nonsens", "--role", "lead")
    err = bo.fails(5, "roster", "add", bo.card["card"][:-9], "--role", "lead")
    true("changed" in err, err)


if __name__ == "__main__":
    luwtectl.main(sys.modules[__name__])
