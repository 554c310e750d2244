#!/usr/bin/env python3
"""luwtectl review and the team's folder: one that vanishes, forbids, is replaced by another, or outlives a dossier."""
import pathlib
import sys

import luwtectl
from luwtectl import equal, true
from test_review import flag, send, shared
from test_team import team


def test_folder_troubles(folder):
    """R47: a folder that vanished or cannot be written is told, keeps nothing back, and is brought to later."""
    lead, bo, _, _ = team(folder)
    box = folder / "usb"
    bo.ok("note", "add", "--nickname", "Zonnebloem", "--topic", "other", text="Ze wil niet meer.")
    number = flag(bo, "Zonnebloem", "Wat nu?")
    bo.fails(2, "review", "send", number, "--to", lead.card["id"])
    status, rows, err = bo.run("review", "send", number, "--to", lead.card["id"], "--folder", str(box))
    true(status != 0 and "lies in the vault" in err and rows[0]["case"], f"{status} {err}")
    status, _, err = lead.run("review", "inbox", "--folder", str(box))
    true(status != 0 and err.strip(), "a folder that is not there is no empty one")
    box.mkdir()
    bo.ok("review", "inbox")
    equal([r["case"] for r in lead.ok("review", "inbox") if "state" in r], [rows[0]["case"]])
    true(not [f for f in box.iterdir() if f.name.startswith(".")], "nothing half written stays")


def test_former_folder(folder):
    """R46, R47: the team changes its folder; what lies in the old one is erased after its month all the same, or it is said."""
    lead, bo, _, _ = team(folder)
    old, new = shared(folder), folder / "new"
    _, file = send(bo, lead, old)
    new.mkdir()
    bo.ok("review", "inbox", "--folder", str(new))
    later = 400
    old.rename(folder / "unmounted")
    status, _, err = bo.run("review", "inbox", days=later)
    equal(status, 0, err)
    true("used before" in err, f"what cannot be reached is said: {err!r}")
    (folder / "unmounted").rename(old)
    true(file.exists(), "it is still there")
    equal(bo.run("review", "inbox", days=later)[2], "")
    true(not file.exists(), "it is erased as soon as the folder is there")
    old.rename(folder / "unmounted")
    equal(bo.run("review", "inbox", days=later)[2], "", "and then the folder is forgotten")
    equal(bo.scan(str(old)), "")


def stuck(folder, box):
    """A case is sealed and cannot be brought to that folder; it lies in the vault until there is one."""
    lead, bo, _, _ = team(folder)
    bo.ok("note", "add", "--nickname", "Zonnebloem", "--topic", "other", text="Ze wil niet meer.")
    number = flag(bo, "Zonnebloem", "Wat nu?")
    status, rows, err = bo.run("review", "send", number, "--to", lead.card["id"], "--folder", str(box))
    true(status != 0 and "lies in the vault" in err, f"{status} {err}")
    status, _, err = bo.run("review", "inbox", "--folder", str(box))
    true(status != 0 and err.strip(), "it is told again")
    good = shared(folder)
    bo.ok("review", "inbox", "--folder", str(good))
    equal([r["case"] for r in lead.ok("review", "inbox", "--folder", str(good)) if "state" in r], [rows[0]["case"]])


def test_no_folder(folder):
    """R47: a file stands where the folder should be, which nobody can list or write in."""
    box = folder / "box"
    box.write_text("no folder")
    stuck(folder, box)
    equal(box.read_text(), "no folder")


def test_read_only_folder(folder):
    """R47: a folder in which nobody may write, not even who may do everything."""
    stuck(folder, pathlib.Path("/proc/self"))


def test_erased_session(folder):
    """R46: a dossier is erased. A case of it that waits in the vault is never brought; one that is in the folder already
    is of nobody, and goes with its month: nothing in the vault leads from it to anybody."""
    lead, bo, _, _ = team(folder)
    box = shared(folder)
    case, file = send(bo, lead, box)
    bo.ok("note", "add", "--nickname", "Kiezel", "--topic", "other", text="Ze slaapt slecht.")
    number = flag(bo, "Kiezel", "Wat nu?")
    bo.run("review", "send", number, "--to", lead.card["id"], "--folder", str(folder / "gone"))
    for nickname in ("Zonnebloem", "Kiezel"):
        request = bo.ok("right", "receive", "erasure", "--nickname", nickname)[0]["id"]
        bo.ok("right", "check", request, "--identity")
        bo.ok("right", "erase", request)
    equal(bo.ok("review", "flags"), [])
    bo.ok("review", "inbox", "--folder", str(box))
    equal(list(box.iterdir()), [file], "what was not brought never is")
    equal(bo.scan(case, "Zonnebloem", "Kiezel"), "")
    # Advice about it finds nobody any more, and that is no mishap.
    lead.ok("review", "inbox", "--folder", str(box))
    lead.ok("review", "advise", case, "--decision", "continue", "--folder", str(box), text="Blijf erbij.")
    equal(bo.ok("review", "answers"), [])
    bo.ok("review", "inbox", days=400)
    true(not file.exists(), "after its month it is out of the folder")


if __name__ == "__main__":
    luwtectl.main(sys.modules[__name__])
