#!/usr/bin/env python3
"""luwtectl review: a round between three vaults by way of a folder, and each way in which a pack is not taken in."""
import json
import sys

import luwtectl
from luwtectl import Practice, equal, true
from test_team import Member, team

NOTE = "Sprak met {nickname} (gesprek {session}, {url}). Ze heet Fatima, 15 jaar. Bo luisterde."


def flag(bo, nickname, question, *more):
    return bo.ok("review", "flag", "--nickname", nickname, "--reason", "stuck", *more, text=question)[0]["id"]


def send(bo, lead, folder, note="Ze wil niet meer naar school.", *more):
    """A case of somebody, in the folder; (the case, its file)."""
    before = set(folder.glob("*.luwte"))
    bo.ok("note", "add", "--nickname", "Zonnebloem", "--topic", "other", text=note)
    case = bo.ok("review", "send", flag(bo, "Zonnebloem", "Wat is wijs?"), "--to", lead.card["id"], "--folder",
                 str(folder), *more)[0]["case"]
    new, = set(folder.glob("*.luwte")) - before
    return case, new


def inbox_file(lead, file, **more):
    """What is said of a file that is not taken in."""
    return lead.fails(5, "review", "inbox", "--file", str(file), **more)


def shared(folder):
    (folder / "shared").mkdir()
    return folder / "shared"


def test_round(folder):
    """R46, R47, R49: flagged, redacted, advised, read, reported; who it was is in nothing that the lead holds."""
    lead, bo, mies, _ = team(folder)
    box = shared(folder)
    with Practice() as practice:
        practice.set_on(bo)
        # Not whoever waits longest: "Anoniem" is a word of every profile, and so of every vault.
        waiting = None
        while waiting is None:
            waiting = next((r for r in bo.ok("queue") if r["nickname"] != "Anoniem"), None)
        bo.ok("claim", str(waiting["id"]))
        nickname, session, url = waiting["nickname"], str(waiting["id"]), practice.said["url"]
        bo.ok("note", "add", "--nickname", nickname, "--topic", "other",
              text=NOTE.format(nickname=nickname, session=session, url=url))
    number = flag(bo, nickname, f"Wat raden jullie {nickname} aan?", "--urgent")
    equal([f["urgent"] for f in bo.ok("review", "flags")], [True])
    rows = bo.ok("review", "send", number, "--preview", "--age-bands")
    text = json.dumps(rows, ensure_ascii=False)
    true("[leeftijd 15-17]" in text and "Fatima" not in text, text)
    case = bo.ok("review", "send", number, "--to", lead.card["id"], "--folder", str(box))[0]["case"]
    true("sent" in bo.ok("review", "flags")[0], "the flag says that it was sent")
    news = lead.ok("review", "inbox", "--folder", str(box))
    equal([(r.get("news"), r["case"]) for r in news], [("case", case), (None, case)])
    equal(mies.ok("review", "inbox", "--folder", str(box)), [], "what is sealed to the lead is nothing to Mies")
    read = lead.ok("review", "open", case)
    equal((read[0]["reason"], read[0]["urgent"], read[0].get("author")), ("stuck", True, None))
    true(all(p["season"] in ("winter", "spring", "summer", "autumn") for p in read[1:]), "no time is finer")
    whole = json.dumps(read, ensure_ascii=False)
    port = url.rsplit(":", 1)[1].strip("/")
    for secret in (nickname, url, session, port, "Fatima", "Bo ", "127.0.0.1"):
        true(secret not in whole, f"{secret} in {whole}")
    equal(lead.scan(nickname, session, "Fatima", url), "", "in the lead's vault")

    lead.ok("review", "advise", case, "--decision", "continue", "--folder", str(box), text="Blijf erbij.")
    answer, = bo.ok("review", "answers", "--folder", str(box))
    equal((answer["case"], answer["writer"], answer["decision"], answer["text"], answer["acknowledged"]),
          (case, "Lea", "continue", "Blijf erbij.", False))
    bo.ok("review", "acknowledge", answer["id"], "--outcome", "--folder", str(box), text="Het gaat beter.")
    equal(bo.ok("review", "answers")[0]["acknowledged"], True)
    board = [r for r in lead.ok("review", "inbox") if "state" in r]
    equal([(r["state"], r["decision"], r["outcome"]) for r in board], [("discussed", "continue", "Het gaat beter.")])


def test_open_question(folder):
    """R46: a word in question stops the sealing, until it is answered; the folder stays empty."""
    lead, bo, _, _ = team(folder)
    box = shared(folder)
    bo.ok("note", "add", "--nickname", "Zonnebloem", "--topic", "other", text="ze was boos op roos")
    number = flag(bo, "Zonnebloem", "")
    words = ("review", "send", number, "--to", lead.card["id"], "--folder", str(box))
    true("question" in bo.fails(5, *words), "which rule")
    equal(list(box.iterdir()), [])
    asked, = [r for r in bo.ok(*words, "--preview") if "prompt" in r]
    answers = folder / "answers.jsonl"
    answers.write_text(json.dumps({"question": asked["question"], "answer": "perhaps"}) + "\n")
    bo.fails(2, *words, "--answers", str(answers))
    answers.write_text(json.dumps({"question": asked["question"], "answer": "remove"}) + "\n"
                       + json.dumps({"add": "boos", "category": "OTHER"}) + "\n")
    case = bo.ok(*words, "--answers", str(answers), "--named")[0]["case"]
    lead.ok("review", "inbox", "--folder", str(box))
    head, part = lead.ok("review", "open", case)
    equal((head["author"], part["text"]), ("Bo", "ze was [weggelaten 1] op [naam 1]"))
    bo.fails(2, "review", "send", number, "--folder", str(box))
    bo.fails(5, "review", "send", number, "--to", "0" * 32, "--folder", str(box), "--answers", str(answers))
    bo.fails(8, "review", "send", "0" * 32, "--to", lead.card["id"], "--folder", str(box))
    lead.fails(8, "review", "open", "0" * 32)
    lead.fails(2, "review", "advise", case, "--decision", "perhaps", text="x")
    mute(bo)


def mute(bo):
    """What is not given is asked for in words; of two who bear one name none is chosen unasked."""
    for text in ("de een", "de ander"):
        bo.ok("note", "add", "--nickname", "Anoniem", "--topic", "other", text=text)
    true("--session" in bo.fails(8, "review", "flag", "--nickname", "Anoniem", "--reason", "stuck", text="x"), "what to do")
    bo.fails(2, "review", "flag", "--nickname", "Zonnebloem", text="x")
    bo.fails(8, "review", "flag", "--nickname", "Niemand", "--reason", "stuck", text="x")
    true("reason" in bo.fails(8, "review", "flag", "--nickname", "Zonnebloem", "--reason", "zomaar", text="x"), "which")


def test_refusals(folder):
    """R46, R47: each way in which a pack is not to be believed has its own sentence, by file and in the folder."""
    lead, bo, mies, _ = team(folder)
    box = shared(folder)
    case, file = send(bo, lead, box)
    whole, said = file.read_bytes(), {}
    file.unlink()
    bad = folder / "some.luwte"

    def say(what, content, reader=lead, **more):
        bad.write_bytes(content)
        said[what] = inbox_file(reader, bad, **more).strip()

    say("no pack", b"hallo")
    say("newer", whole[:7] + b"\x09" + whole[8:])
    say("cut", whole[:-100])
    say("a bit", whole[:-100] + bytes([whole[-100] ^ 1]) + whole[-99:])
    say("not for me", whole, reader=mies)
    say("expired", whole, days=800)
    stranger = Member(folder / "stranger", "Omar", "lead")
    stranger.ok("roster", "add", lead.card["card"], "--role", "meeting")
    stranger.ok("roster", "sign", str(folder / "other.json"), "--name", "Anderen")
    stranger.ok("note", "add", "--nickname", "X9", "--topic", "other", text="Ze huilt.")
    stranger.ok("review", "send", flag(stranger, "X9", "Wat nu?"), "--to", lead.card["id"], "--folder", str(box))
    file, = box.glob("*.luwte")
    say("unknown roster", file.read_bytes())
    bad.write_bytes(whole)
    equal(lead.ok("review", "inbox", "--file", str(bad))[0]["case"], case)
    say("replayed", whole)
    equal(len(set(said.values())), len(said), json.dumps(said, indent=1))
    in_folder(folder, lead, box, whole, said)


def in_folder(folder, lead, box, whole, said):
    """The same sentences for what lies in the folder; and nothing of it comes to the board."""
    for file in box.iterdir():
        file.unlink()
    for number, content in enumerate((whole, whole[:-100], b"hallo")):
        (box / f"{number:032x}.luwte").write_bytes(content)
    (box / "notes.txt").write_text("no pack at all")
    rows = lead.ok("review", "inbox", "--folder", str(box))
    equal(sorted(r["problem"] for r in rows if r.get("news") == "refused"),
          sorted(said[w].removeprefix("luwtectl: ") for w in ("replayed", "cut", "no pack")))
    # What is cut may still be on its way, and is looked at again; the others are not.
    rows = lead.ok("review", "inbox")
    equal([r["problem"] for r in rows if r.get("news") == "refused"], [said["cut"].removeprefix("luwtectl: ")])
    equal(len([r for r in rows if "state" in r]), 1)


def test_expiry(folder):
    """R46, R47: after its month a pack is in neither vault and not in the folder; what others put there stays."""
    lead, bo, _, _ = team(folder)
    box = shared(folder)
    case, file = send(bo, lead, box, "Ze wil niet meer terug naar school.")
    other = box / ("f" * 32 + ".luwte")
    other.write_bytes(b"of somebody else")
    lead.ok("review", "inbox", "--folder", str(box))
    true(lead.scan("niet meer terug naar"), "it is there")
    later = 400
    equal([r for r in lead.ok("review", "inbox", days=later) if "state" in r], [])
    for vault in (lead, bo):
        vault.ok("retention", "run", days=later)
    equal(lead.scan("niet meer terug naar", case), "", "in the lead's vault")
    true(file.exists(), "her own vault takes it out")
    bo.ok("review", "answers", days=later)
    true(not file.exists() and other.exists(), "ours is out of the folder, theirs is not")
    equal(bo.scan(case), "")


if __name__ == "__main__":
    luwtectl.main(sys.modules[__name__])
