#!/usr/bin/env python3
"""luwtectl vault backup, restore, rotate, rebuild-ledger: what was erased stays erased, on this machine and on a bare one."""
import datetime
import json
import os
import shutil
import sys

import luwtectl
from luwtectl import Vault, equal, true
from test_vault import CANARY, add, topic


def import_note(vault, nickname, text, days_ago):
    created = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=days_ago)).strftime("%Y-%m-%dT%H:%M:%SZ")
    vault.ok("note", "import", text=json.dumps({"nickname": nickname, "topic": topic("fier"), "channel": "chat",
                                                "line": "chat", "created": created, "text": text}) + "\n")


def write(path, text):
    path.write_text(text + "\n")
    return path


def test_bare_machine(folder):
    vault = Vault(folder / "one")
    add(vault, "Kiezel", CANARY)
    file = folder / "kopie.luwte-backup"
    equal(vault.ok("vault", "backup", str(file))[0]["backup"], str(file))
    equal(oct(file.stat().st_mode & 0o777), "0o600")
    true(CANARY.encode() not in file.read_bytes(), "plain text in a backup")
    for name, words in (("two", []), ("three", ["--recovery-file", str(write(folder / "code", vault.recovery_code.lower()))])):
        bare = Vault(folder / name, create=False)
        done = bare.ok("vault", "restore", str(file), *words)[0]
        equal((done["restored"], done["erasures_known"]), (True, False))
        equal([n["text"] for n in bare.notes("Kiezel")], [CANARY])
        bare.ok("vault", "check")
        true(file.exists(), "the backup is gone")
    wrong = write(folder / "wrong", "helemaal fout")
    Vault(folder / "four", create=False).fails(3, "vault", "restore", str(file), passphrase=wrong)
    equal((folder / "four" / "vault" / "vault.hdr").exists(), False)
    Vault(folder / "five").fails(1, "vault", "restore", str(file))


def test_stays_erased(folder):
    vault = Vault(folder)
    first = add(vault, "Kiezel", CANARY)
    add(vault, "Kiezel", "blijft")
    file, kept = folder / "a.luwte-backup", folder / "la"
    vault.ok("vault", "backup", str(file))
    shutil.copy(file, kept)
    vault.ok("note", "erase", first)
    true(file.read_bytes() != kept.read_bytes(), "the backup was not made again")
    equal(len(vault.ok("vault", "backups")), 1)
    done = vault.ok("vault", "restore", str(kept))[0]
    equal(done["erasures_known"], True)
    equal([n["text"] for n in vault.notes("Kiezel")], ["blijft"])
    equal(vault.scan(CANARY), "", "left in the folder")
    vault.ok("vault", "check")


def test_terms_of_today(folder):
    vault = Vault(folder)
    import_note(vault, "Kiezel", CANARY, 715)
    file = folder / "a"
    vault.ok("vault", "backup", str(file))
    bare = Vault(folder / "bare", create=False)
    equal(bare.ok("vault", "restore", str(file), days=28)[0]["due_erased"], 1)
    equal(bare.notes("Kiezel", days=28), [])
    equal(bare.scan(CANARY), "", "left in the folder")


def test_out_of_reach(folder):
    vault = Vault(folder)
    note = add(vault, "Kiezel", CANARY)
    stick = folder / "stick"
    stick.mkdir()
    made = vault.ok("vault", "backup", str(stick))[0]["backup"]
    stick.rename(folder / "away")
    status, rows, err = vault.run("note", "erase", note)
    equal((status, rows), (0, [{"erased": note}]))
    true(made in err, "the backup that is out of reach is not named: " + err)
    row = vault.ok("vault", "backups")[0]
    equal((row["reachable"], row["holds_erased"], row["path"]), (False, True, made))
    equal(vault.ok("retention", "run")[0]["backups_left"], 1)
    (folder / "away").rename(stick)
    vault.ok("note", "list", "--nickname", "Kiezel")
    row = vault.ok("vault", "backups")
    equal([(r["reachable"], r["holds_erased"]) for r in row], [(True, False)])


def test_rotate(folder):
    vault = Vault(folder)
    note = add(vault, "Kiezel", "blijft")
    file, kept = folder / "a.luwte-backup", folder / "la"
    vault.ok("vault", "backup", str(file))
    shutil.copy(file, kept)
    code = vault.ok("vault", "rotate")[0]["recovery_code"]
    true(code != vault.recovery_code, "the same code")
    equal(vault.notes("Kiezel")[0]["id"], note)
    vault.ok("vault", "check")
    old = write(folder / "old", vault.recovery_code)
    new = write(folder / "new", "een heel nieuwe zin")
    vault.fails(3, "vault", "recover", "--recovery-file", str(old), "--new-passphrase-file", str(new))
    # The backup was made again under the new key: it opens with the new code.
    bare = Vault(folder / "bare", create=False)
    bare.ok("vault", "restore", str(file), "--recovery-file", str(write(folder / "code", code)))
    # Over the vault as it is now an old backup goes only with the passphrase of now.
    vault.ok("vault", "passphrase", "--new-passphrase-file", str(new))
    vault.fails(3, "vault", "restore", str(kept))
    vault.ok("vault", "restore", str(kept), "--new-passphrase-file", str(new))
    equal(vault.notes("Kiezel")[0]["id"], note)
    vault.fails(3, "vault", "rotate", passphrase=write(folder / "wrong", "fout"))


def test_ledger_lost(folder):
    vault = Vault(folder)
    add(vault, "Kiezel", "blijft")
    vault.fails(1, "vault", "rebuild-ledger")
    os.remove(vault.dir / "vault.ledger")
    equal(vault.notes("Kiezel")[0]["text"], "blijft")
    vault.fails(4, "note", "add", "--nickname", "a", "--topic", topic("fier"), text="x")
    vault.fails(4, "vault", "check")
    vault.fails(4, "vault", "backup", str(folder / "a"))
    equal(vault.ok("vault", "info")[0]["read_only"], True)
    vault.ok("vault", "rebuild-ledger")
    add(vault, "Kiezel", "weer")
    vault.ok("vault", "check")
    equal(vault.ok("vault", "info")[0]["read_only"], False)


def test_statuses(folder):
    vault = Vault(folder)
    letter = write(folder / "brief", "mijn brief")
    vault.fails(1, "vault", "backup", str(letter))
    equal(letter.read_text(), "mijn brief\n")
    vault.fails(2, "vault", "backup")
    vault.fails(8, "vault", "backup", str(folder / "nergens" / "a"))
    vault.fails(4, "vault", "restore", str(letter))
    vault.fails(8, "vault", "restore", str(folder / "nergens"))
    vault.ok("vault", "check")


def test_thirty_days(folder):
    vault = Vault(folder)
    old, young = folder / "old.luwte-backup", folder / "young.luwte-backup"
    vault.ok("vault", "backup", str(old))
    vault.ok("vault", "backup", str(young), days=20)
    equal(len(vault.ok("vault", "backups", days=29)), 2)
    true(old.exists(), "removed before its day")
    # On the thirtieth day, whatever luwtectl is asked, and only that one.
    equal([b["path"] for b in vault.ok("vault", "backups", days=31)], [str(young)])
    equal((old.exists(), young.exists()), (False, True))
    vault.ok("vault", "info", days=51)
    vault.ok("vault", "backups", days=51)
    equal(young.exists(), False)


def test_more_than_four(folder):
    vault = Vault(folder)
    files = [folder / f"{n}.luwte-backup" for n in range(6)]
    for n, file in enumerate(files):
        vault.ok("vault", "backup", str(file), days=n)
    equal([f.exists() for f in files], [False, False, True, True, True, True])
    equal(len(vault.ok("vault", "backups", days=6)), 4)


if __name__ == "__main__":
    luwtectl.main(sys.modules[__name__])
