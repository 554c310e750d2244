#!/usr/bin/env python3
"""The file that answers a request for access: what is in it, what is not, and where it may be written."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zlib

import luwtectl
from luwtectl import Vault, equal, true
from test_vault import add, topic

OTHER_TEXT = "ijsvogelkanarie"
CANARIES = ("", "roerdompkanarie", "wielewaalkanarie")
kept, made = tempfile.TemporaryDirectory(prefix="luwtectl-access-"), []


def granted(vault, nickname, kind="access"):
    request = vault.ok("right", "receive", kind, "--nickname", nickname)[0]["id"]
    vault.ok("right", "check", request, "--identity")
    vault.ok("right", "grant", request)
    return request


def fill(folder):
    """One who asks, Kiezel, and others: Basalt, of whom Kiezel's counsellor wrote, and Zwaan uit Noord. Made once."""
    if not made:
        vault = Vault(pathlib.Path(kept.name) / "made")
        add(vault, "Kiezel", "Kwam samen met basalt's broer. BASALT weet ervan, Kiezel zelf ook.")
        add(vault, "Kiezel", "Zwaan-uit-Noord belde; Zoë niet.\nTweede regel.")
        vault.ok("note", "add", "--nickname", "Kiezel", "--topic", topic("fier"), "--kind", "personal_note",
                 text="Twijfel ik aan mezelf.")
        lines = [{"nickname": n, "topic": topic("fier"), "text": f"Over {OTHER_TEXT} gesproken."} for n in ("Basalt", "Zwaan uit Noord", "Zoe")]
        vault.ok("note", "import", text="".join(json.dumps(line) + "\n" for line in lines))
        made.append(granted(vault, "Kiezel"))
    shutil.copytree(pathlib.Path(kept.name) / "made", folder, dirs_exist_ok=True)
    return Vault(folder, create=False), made[0]


def pdf_text(path, *options):
    return subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, text=True, check=True).stdout


def unpacked(path):
    """The bytes of a PDF, and of every stream in it that is packed."""
    raw = path.read_bytes()
    streams = [zlib.decompressobj().decompress(raw[m.end():]) for m in re.finditer(rb"/FlateDecode.*?stream\r?\n", raw, re.S)]
    true(streams, "no packed stream was found")
    return b"".join((raw, *streams))


def test_json(folder):
    """R82: all that is kept about one person, in the shape of docs/access-file.md; nobody else's words, nickname or id."""
    vault, request = fill(folder)
    to = folder / "inzage.json"
    told = vault.ok("right", "access", request, "--to", str(to))[0]
    equal((told["contacts"], told["records"], told["masked"], told["left_out"], told["anonymised"]), (2, 2, 4, 1, False))
    equal(os.stat(to).st_mode & 0o777, 0o600, "nobody else may read it")
    text = to.read_text()
    whole = json.loads(text)
    equal((whole["file"], whole["version"], whole["language"]), ("luwte-access", 1, "en"))
    equal(whole["nicknames"], ["Kiezel"])
    true(whole["helpline"]["name"] and whole["helpline"]["statement"] and whole["helpline"]["profile_date"], "whose, and by which promise")
    notes = [record for contact in whole["contacts"] for record in contact["records"]]
    equal([note["kind"] for note in notes], ["note", "note"])
    equal(notes[0]["text"], "Kwam samen met [another nickname]'s broer. [another nickname] weet ervan, Kiezel zelf ook.")
    equal(notes[1]["text"], "[another nickname] belde; [another nickname] niet.\nTweede regel.")
    true(notes[0]["topic"]["label"], "the topic in words")
    true(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+]0[12]:00", notes[0]["at"]), f"local time: {notes[0]['at']}")
    equal([(r["kind"], r["state"]) for r in whole["requests"]], [("access", "granted")])
    true(any("4 places" in remark for remark in whole["remarks"]), "it says that names were taken out")
    true(any("One personal working note" in remark for remark in whole["remarks"]), "and that a note was left out")
    equal(re.findall(r"[0-9a-f]{32}", text), [], "no id")
    for needle in (OTHER_TEXT, "asalt", "BASALT", "Zwaan", "Zo", "Twijfel"):
        true(needle not in text, f"{needle} is in the file")
    told = vault.ok("right", "access", request, "--to", str(to), "--replace", "--personal-notes")[0]
    equal((told["records"], told["left_out"]), (3, 0), "personal working notes are in it only when they are asked for")
    true("Twijfel ik aan mezelf." in to.read_text(), "it is there")
    members = {"file", "version", "language", "made", "helpline", "nicknames", "remarks", "masked", "left_out", "anonymised",
               "contacts", "requests", "objections"}
    equal(set(whole), members)
    described = (pathlib.Path(os.environ["LUWTE_SOURCE_DIR"]) / "docs/access-file.md").read_text()
    for member in members | set(notes[0]) | set(whole["contacts"][0]) | set(whole["requests"][0]) | set(whole["helpline"]):
        true(f"`{member}`" in described, f"docs/access-file.md does not say what {member} is")


def test_pdf(folder):
    """R82: the same to read: another program opens the PDF, in Dutch or English; nothing of others in any byte."""
    vault, request = fill(folder)
    for language, words in (("nl", ("Wat over jou bewaard wordt", "pagina 1 van 1", "een andere nickname", "Hulplijn")),
                            ("en", ("What is kept about you", "page 1 of 1", "another nickname", "Helpline"))):
        to = folder / f"inzage-{language}.pdf"
        vault.ok("right", "access", request, "--to", str(to), "--language", language)
        text = pdf_text(to)
        for word in (*words, "Kiezel zelf ook", "Tweede regel.", "Kiezel"):
            true(word in text, f"{word} is not in {text}")
        for needle in (OTHER_TEXT, "Basalt", "basalt", "Zwaan", "Twijfel", request):
            true(needle not in text, f"{needle} can be read")
            true(needle.encode() not in unpacked(to), f"{needle} is in the bytes")
    info = subprocess.run(["pdfinfo", str(to)], capture_output=True, text=True, check=True).stdout
    true("Kiezel" not in info, "no nickname in what a list of files may show")


def test_refusals(folder):
    """A file is made of a granted request for access, and of nothing else."""
    vault, _ = fill(folder)
    to = folder / "inzage.pdf"
    waiting = vault.ok("right", "receive", "access", "--nickname", "Kiezel")[0]["id"]
    true("not granted" in vault.fails(5, "right", "access", waiting, "--to", str(to)), "why")
    vault.ok("right", "refuse", waiting, "--ground", "Niet van deze persoon.")
    vault.fails(5, "right", "access", waiting, "--to", str(to))
    other = vault.ok("right", "receive", "correction", "--nickname", "Kiezel")[0]["id"]
    true("does not ask for access" in vault.fails(5, "right", "access", other, "--to", str(to)), "why")
    vault.fails(8, "right", "access", "0" * 32, "--to", str(to))
    vault.fails(2, "right", "access", waiting)
    vault.fails(2, "right", "access", waiting, "--to", str(folder / "inzage.txt"))
    true(not to.exists(), "nothing was written")


def test_where(folder):
    """What stands there stays unless it may go; what cannot be finished is not there at all."""
    vault, request = fill(folder)
    to = folder / "map" / "inzage.pdf"
    vault.fails(1, "right", "access", request, "--to", str(to))
    to.parent.mkdir()
    to.write_text("iets anders")
    vault.fails(1, "right", "access", request, "--to", str(to))
    equal(to.read_text(), "iets anders", "it stays")
    vault.ok("right", "access", request, "--to", str(to), "--replace")
    true(to.read_bytes().startswith(b"%PDF"), "it may go")
    equal([p.name for p in to.parent.iterdir()], ["inzage.pdf"], "no temporary file is left")
    equal(os.stat(to).st_mode & 0o777, 0o600)


def test_term(folder):
    """What is due is not in it, nor is a request that is due answered."""
    vault, request = fill(folder)
    vault.fails(8, "right", "access", request, "--to", str(folder / "inzage.json"), days=765)
    true(not (folder / "inzage.json").exists(), "nothing was written")


def test_objection(folder):
    """R42, R91: after an objection to registration the file says nothing that tells who somebody is."""
    vault = Vault(folder)
    add(vault, "Kiezel", "Marieke woont in de Dorpsstraat 12 in Leeuwarden, 06-12345678. Kiezel is bang.")
    request = granted(vault, "Kiezel")
    to = folder / "inzage.json"
    told = vault.ok("right", "access", request, "--to", str(to))[0]
    equal(told["anonymised"], False)
    true("Dorpsstraat 12" in to.read_text(), "as it was written")
    vault.ok("right", "object", "registration", "--nickname", "Kiezel")
    told = vault.ok("right", "access", request, "--to", str(to), "--replace")[0]
    equal(told["anonymised"], True)
    text = json.loads(to.read_text())["contacts"][0]["records"][0]["text"]
    for needle in ("Marieke", "Dorpsstraat", "Leeuwarden", "12345678", "Kiezel"):
        true(needle not in text, f"{needle} is in {text}")
    true("bang" in text, f"the rest stays: {text}")


def test_corrections(folder):
    """R82: correction keeps what stood there, an addition stands beside; both are in the file, and both go to the byte."""
    vault, access = fill(folder)
    note = vault.notes("Kiezel")[-1]["id"]
    for kind, command, text in (("correction", "correct", f"Kwam alleen, {CANARIES[1]}."), ("addition", "add", f"Mijn {CANARIES[2]}.")):
        request = vault.ok("right", "receive", kind, "--nickname", "Kiezel")[0]["id"]
        vault.fails(5, "right", command, request, "--note", note, text=text)
        vault.ok("right", "check", request, "--identity")
        vault.fails(2, "right", command, request, text=text)
        vault.ok("right", command, request, "--note", note, text=text)
        vault.ok("right", "grant", request)
    before, addition = vault.ok("note", "history", note)
    equal((before["kind"], addition["kind"], addition["text"]), ("before", "addition", f"Mijn {CANARIES[2]}."))
    true("Kwam samen" in before["text"], "what stood there")
    to = folder / "inzage.json"
    vault.ok("right", "access", access, "--to", str(to))
    records = [r for c in json.loads(to.read_text())["contacts"] for r in c["records"] if "beside" in r]
    equal([r["text"] for r in records], [f"Kwam alleen, {CANARIES[1]}."])
    equal([b["kind"] for b in records[0]["beside"]], ["before", "addition"])
    true("asalt" not in to.read_text().lower(), "masked beside the note too")
    vault.ok("right", "access", access, "--to", str(folder / "inzage.pdf"), "--language", "nl")
    text = pdf_text(folder / "inzage.pdf")
    true("Wat er eerst stond" in text and CANARIES[2] in text, "both are in the PDF")
    vault.ok("note", "erase", note)
    equal(vault.ok("note", "history", note), [])
    equal(vault.scan("Kwam samen", *CANARIES[1:]), "", "nowhere in the folder")


if __name__ == "__main__":
    luwtectl.main(sys.modules[__name__])
