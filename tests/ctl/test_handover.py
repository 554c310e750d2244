#!/usr/bin/env python3
"""luwtectl handover: dossiers that go to a colleague, what is not in them, and the same end in both vaults."""
import datetime
import shutil
import sys

import luwtectl
from luwtectl import equal, true
from test_team import team


def day(days):
    return str(luwtectl.today() + datetime.timedelta(days))


def note(vault, nickname, text, *more):
    return vault.ok("note", "add", "--nickname", nickname, "--topic", "other", *more, text=text)[0]["id"]


def texts(vault, nickname, **more):
    return sorted(n["text"] for n in vault.notes(nickname, **more))


def hand(vault, box, *words):
    return vault.ok("handover", "send", *words, "--folder", str(box))[0]["dossiers"]


def start(folder):
    lead, bo, mies, _ = team(folder)
    box = folder / "shared"
    box.mkdir()
    return lead, bo, mies, box


def test_substitute(folder):
    """R38, R50: a substitute reads the dossier in her period, and not what is the author's alone."""
    lead, bo, mies, box = start(folder)
    note(bo, "Zonnebloem", "Sprak over thuis.")
    note(bo, "Zonnebloem", "Ik vond dit zwaar.", "--personal")
    note(bo, "Maanlicht", "Over de hond van oma.")
    bo.fails(2, "handover", "send", "--nickname", "Zonnebloem", "--folder", str(box))
    bo.fails(2, "handover", "send", "--nickname", "Zonnebloem", "--all", "--team", "--folder", str(box))
    bo.fails(5, "handover", "send", "--nickname", "Zonnebloem", "--to", "0" * 32, "--folder", str(box))
    equal(hand(bo, box, "--nickname", "Zonnebloem", "--to", mies.card["id"], "--until", day(10)), 1)
    equal([(r["direction"], r["peers"], r["nickname"], r["until"], r["records"]) for r in bo.ok("handover", "list")],
          [("to", "Mies", "Zonnebloem", day(10), 1)])
    equal(lead.ok("review", "inbox", "--folder", str(box)), [], "it is sealed to Mies alone")
    equal([r["news"] for r in mies.ok("review", "inbox", "--folder", str(box))], ["handover"])
    equal(texts(mies, "Zonnebloem"), ["Sprak over thuis."])
    equal(mies.scan("Ik vond dit zwaar", "hond van oma"), "", "what she may not read is not in it")
    true(mies.scan("Sprak over thuis"), "it is there")
    # Her period is over: hidden at once, and gone with the next run; with the author nothing changes.
    equal(texts(mies, "Zonnebloem", days=12), [])
    mies.ok("retention", "run", days=12)
    equal(mies.scan("Sprak over thuis", "Zonnebloem"), "")
    mies.ok("review", "inbox", days=12)
    bo.ok("review", "inbox", days=12)
    equal(len(texts(bo, "Zonnebloem")), 2, "the end of a period is no erasure for the author")


def test_same_day(folder):
    """R38, R50: what a leaver handed over ends on the same day in both vaults, and is told once."""
    _, bo, mies, box = start(folder)
    note(bo, "Zonnebloem", "Sprak over thuis.")
    note(bo, "Maanlicht", "Sprak over school.")
    equal(hand(bo, box, "--all", "--to", mies.card["id"], "--leaving"), 2)
    mies.ok("review", "inbox", "--folder", str(box))
    due = {v: {r["due_on"] for r in v.ok("retention", "plan", "--until", day(2000)) if r.get("kind") == "note"}
           for v in (bo, mies)}
    true(due[bo] and due[bo] == due[mies], f"the same days: {due}")
    last, = due[bo]
    days = (datetime.date.fromisoformat(last) - luwtectl.today()).days
    for vault in (bo, mies):
        vault.ok("retention", "run", days=days - 1)
        true(vault.scan("Sprak over thuis"), "the day before")
        vault.ok("retention", "run", days=days)
        equal(vault.scan("Sprak over thuis", "Sprak over school", "Maanlicht"), "")


def test_erased_in_both(folder):
    """R38, R50: what is erased on request in one vault is erased in the other, whichever it was."""
    _, bo, mies, box = start(folder)
    first, second = note(bo, "Zonnebloem", "Eerste verhaal."), note(bo, "Zonnebloem", "Tweede verhaal.")
    hand(bo, box, "--nickname", "Zonnebloem", "--to", mies.card["id"])
    mies.ok("review", "inbox", "--folder", str(box))
    equal(texts(mies, "Zonnebloem"), ["Eerste verhaal.", "Tweede verhaal."])
    bo.ok("note", "erase", first)
    bo.ok("review", "inbox")
    equal([r["news"] for r in mies.ok("review", "inbox")], ["erased"])
    equal(texts(mies, "Zonnebloem"), ["Tweede verhaal."])
    equal(mies.scan("Eerste verhaal"), "")
    mies.ok("note", "erase", second)
    mies.ok("review", "inbox")
    bo.ok("review", "inbox")
    equal(bo.scan("Tweede verhaal", "Eerste verhaal"), "")
    equal(bo.ok("handover", "list"), [], "nothing is left of it")


def test_told_in_turn(folder):
    """R38: what one of a team erases on request is erased with all who were given it, by way of its author."""
    lead, bo, mies, box = start(folder)
    first = note(bo, "Zonnebloem", "Eerste verhaal.")
    note(bo, "Zonnebloem", "Tweede verhaal.")
    hand(bo, box, "--nickname", "Zonnebloem", "--team")
    for vault in (lead, mies):
        vault.ok("review", "inbox", "--folder", str(box))
        true(vault.scan("Eerste verhaal"), "it was handed over")
    mies.ok("note", "erase", first)
    for vault in (mies, bo, bo, lead):
        vault.ok("review", "inbox")
    for vault in (lead, bo, mies):
        equal(vault.scan("Eerste verhaal"), "")
        true(vault.scan("Tweede verhaal"), "the other stays")


def test_held(folder):
    """R38: a hold keeps what a colleague erased, and when it ends the erasure is carried out all the same."""
    _, bo, mies, box = start(folder)
    first = note(bo, "Zonnebloem", "Eerste verhaal.")
    hand(bo, box, "--nickname", "Zonnebloem", "--to", mies.card["id"])
    mies.ok("review", "inbox", "--folder", str(box))
    hold = mies.ok("hold", "add", "--nickname", "Zonnebloem", "--reason", "klacht", "--until", "2100-01-01")[0]["id"]
    bo.ok("note", "erase", first)
    bo.ok("review", "inbox")
    for _ in range(2):
        mies.ok("review", "inbox")
        equal(texts(mies, "Zonnebloem"), ["Eerste verhaal."], "the hold keeps it")
    mies.ok("hold", "end", hold)
    mies.ok("review", "inbox")
    equal(mies.scan("Eerste verhaal", "Zonnebloem"), "", "the hold has ended")


def test_team_and_summary(folder):
    """R38, R50: to the team goes what the profile lets a team read; the summary is the newest note alone."""
    lead, bo, mies, box = start(folder)
    note(bo, "Zonnebloem", "Eerste verhaal.")
    note(bo, "Zonnebloem", "Tweede verhaal.")
    note(bo, "Zonnebloem", "Ik vond dit zwaar.", "--personal")
    equal(hand(bo, box, "--nickname", "Zonnebloem", "--team", "--summary"), 1)
    equal([(r["peers"], r["records"]) for r in bo.ok("handover", "list")], [("Lea, Mies", 1)])
    for vault in (lead, mies):
        equal([r["news"] for r in vault.ok("review", "inbox", "--folder", str(box))], ["handover"])
        equal(texts(vault, "Zonnebloem"), ["Tweede verhaal."])
        equal(vault.scan("Eerste verhaal", "Ik vond dit zwaar"), "", "no more than the summary went")


def test_not_back_from_folder(folder):
    """A vault that was restored has forgotten that it read a pack, and yet what it erased does not come back."""
    _, bo, mies, box = start(folder)
    first = note(bo, "Zonnebloem", "Eerste verhaal.")
    note(bo, "Zonnebloem", "Tweede verhaal.")
    hand(bo, box, "--nickname", "Zonnebloem", "--to", mies.card["id"])
    old = folder / "old.luwte-backup"
    mies.ok("vault", "backup", str(old))
    kept = shutil.copy(old, folder / "kept")
    mies.ok("review", "inbox", "--folder", str(box))
    mies.ok("note", "erase", first)
    equal(texts(mies, "Zonnebloem"), ["Tweede verhaal."])
    mies.ok("vault", "restore", str(kept))
    equal(texts(mies, "Zonnebloem"), [])
    equal([r["news"] for r in mies.ok("review", "inbox", "--folder", str(box))], ["handover"])
    equal(texts(mies, "Zonnebloem"), ["Tweede verhaal."])
    equal(mies.scan("Eerste verhaal"), "")
    # Handed over once more, by somebody who still has it, it is another hand-over.
    hand(bo, box, "--nickname", "Zonnebloem", "--to", mies.card["id"])
    mies.ok("review", "inbox")
    equal(texts(mies, "Zonnebloem"), ["Eerste verhaal.", "Tweede verhaal."])


def test_withdrawn_from_outbox(folder):
    """R38, R50: what waits in the vault to be brought goes with the dossier that is erased meanwhile."""
    _, bo, mies, box = start(folder)
    one = note(bo, "Zonnebloem", "Eerste verhaal.")
    note(bo, "Maanlicht", "Een ander verhaal.")
    for nickname in ("Zonnebloem", "Maanlicht"):
        bo.run("handover", "send", "--nickname", nickname, "--to", mies.card["id"], "--folder", str(folder / "gone"))
    bo.ok("note", "erase", one)
    bo.ok("review", "inbox", "--folder", str(box))
    equal([r["news"] for r in mies.ok("review", "inbox", "--folder", str(box))].count("handover"), 1)
    equal((texts(mies, "Zonnebloem"), texts(mies, "Maanlicht")), ([], ["Een ander verhaal."]))
    equal(mies.scan("Eerste verhaal"), "")


def test_withdrawn_from_folder(folder):
    """R38, R50: erased on request, a dossier is in no sealed file either: in no folder, whoever has read it there or not."""
    _, bo, mies, box = start(folder)
    first, second = note(bo, "Zonnebloem", "Eerste verhaal."), note(bo, "Zonnebloem", "Tweede verhaal.")
    hand(bo, box, "--nickname", "Zonnebloem", "--to", mies.card["id"])
    sealed, = box.iterdir()
    new = folder / "new"
    new.mkdir()
    bo.ok("review", "inbox", "--folder", str(new))
    bo.ok("note", "erase", first)
    bo.ok("review", "inbox")
    true(sealed.exists(), "something in it is still to be handed over")
    bo.ok("note", "erase", second)
    box.rename(folder / "unmounted")
    true("used before" in bo.run("review", "inbox")[2], "a folder that cannot be reached is told of")
    (folder / "unmounted").rename(box)
    equal(bo.run("review", "inbox")[2], "")
    true(not sealed.exists(), "it is out of the folder that it lay in")
    for place in (box, new):
        true("handover" not in [r["news"] for r in mies.ok("review", "inbox", "--folder", str(place))], "nothing comes")
    equal(mies.scan("Eerste verhaal", "Tweede verhaal"), "")


def test_due_is_out_of_folder(folder):
    """R38, R50: on the day on which it is erased over there the sealed file goes, too, not at the end of its month."""
    _, bo, mies, box = start(folder)
    note(bo, "Zonnebloem", "Eerste verhaal.")
    hand(bo, box, "--nickname", "Zonnebloem", "--to", mies.card["id"], "--until", day(1))
    sealed, = box.iterdir()
    bo.ok("review", "inbox", days=1)
    true(sealed.exists(), "her period goes on")
    bo.ok("review", "inbox", days=2)
    true(not sealed.exists(), "it is out of the folder")


def test_longest_period(folder):
    """R38: of two hand-overs of the same dossier the longer one counts, whichever is read last."""
    _, bo, mies, box = start(folder)
    note(bo, "Zonnebloem", "Sprak over thuis.")
    for until in (40, 10):
        hand(bo, box, "--nickname", "Zonnebloem", "--to", mies.card["id"], "--until", day(until))
        mies.ok("review", "inbox", "--folder", str(box))
    mies.ok("retention", "run", days=12)
    equal(texts(mies, "Zonnebloem", days=12), ["Sprak over thuis."])
    equal(texts(mies, "Zonnebloem", days=42), [])


if __name__ == "__main__":
    luwtectl.main(sys.modules[__name__])
