#!/usr/bin/env python3
"""luwtectl review library: questions and answers of which nobody can tell whose they were."""
import json
import sys

import luwtectl
from luwtectl import Vault, equal, true

QUESTION = "Zonnebloem uit Deventer vraagt wat er met haar melding gebeurt. Bel 06 12345678."
ANSWER = "Niemand doet iets zonder dat je het weet. Je mag een melding intrekken."


def write(vault, question, answer, *more, topic="help", **rest):
    return vault.ok("review", "library", "add", "--topic", topic, *more, text=f"{question}\n\n{answer}\n", **rest)


def topics(vault, policy):
    """Two of the profile's."""
    profile = json.loads(vault.ok("policy", "show", policy))
    return [t["code"] for t in profile["topics"]][:2]


def test_kept(folder):
    """R28: a summary is kept without anybody in it, found by words, counted, and gone when it is erased."""
    vault = Vault(folder, "veiligsamen")
    first, second = topics(vault, "veiligsamen")
    equal(vault.ok("review", "library", "list"), [])
    rows = write(vault, QUESTION, ANSWER, "--preview", topic=first)
    asked = [r for r in rows if "prompt" in r]
    answers = folder / "answers.jsonl"
    lines = [{"question": r["question"], "answer": "remove"} for r in asked] + [{"add": "Zonnebloem", "category": "NICK"}]
    answers.write_text("".join(json.dumps(line) + "\n" for line in lines))
    one, = write(vault, QUESTION, ANSWER, "--answers", str(answers), topic=first)
    two, = write(vault, "Moet ik aangifte doen?", "Dat beslis je zelf, en het kan later nog.", topic=second)
    rows = vault.ok("review", "library", "list")
    equal({r["id"] for r in rows}, {one["id"], two["id"]})
    kept = next(r for r in rows if r["id"] == one["id"])
    equal((kept["topic"], kept["asked"], kept["answer"]), (first, 1, ANSWER))
    true(len(kept["month"]) == 7, "a month and no day: " + kept["month"])
    for secret in ("Zonnebloem", "Deventer", "12345678"):
        true(secret not in kept["question"], kept["question"])
    equal(vault.scan("Zonnebloem", "12345678"), "", "who it was is nowhere in the vault")
    found(vault, one["id"], two["id"])


def found(vault, one, two):
    """By words of either, without case and accents; what is asked most often stands first."""
    equal([r["id"] for r in vault.ok("review", "library", "search", "AANGIFTE", "beslis")], [two])
    equal([r["id"] for r in vault.ok("review", "library", "search", "melding")], [one])
    equal(vault.ok("review", "library", "search", "melding", "aangifte"), [])
    vault.ok("review", "library", "count", one)
    vault.ok("review", "library", "count", one)
    equal([(r["id"], r["asked"]) for r in vault.ok("review", "library", "list")], [(one, 3), (two, 1)])
    true(vault.scan("aangifte doen"), "it is there")
    vault.ok("review", "library", "erase", two)
    equal([r["id"] for r in vault.ok("review", "library", "list")], [one])
    equal(vault.scan("aangifte doen"), "", "erased is erased")


def test_known(folder):
    """R28: the nicknames of the vault and the name of whoever writes are known in it."""
    vault = Vault(folder, "fier")
    first, _ = topics(vault, "fier")
    vault.ok("identity", "show", "--name", "Marije van Dam")
    vault.ok("note", "add", "--nickname", "Koekoeksbloem", "--topic", first, text="Ze belt morgen.")
    write(vault, "koekoeksbloem wil weten of Marije blijft.", "Marije blijft.", topic=first)
    kept, = vault.ok("review", "library", "list")
    for word in ("oekoeksbloem", "Marije"):
        true(word not in kept["question"] + kept["answer"], json.dumps(kept))


def test_refused(folder):
    """R28: nothing is kept while a question about a word is open, or of what is no question with an answer."""
    vault = Vault(folder, "veiligsamen")
    first, _ = topics(vault, "veiligsamen")
    library = ("review", "library")
    err = vault.fails(5, *library, "add", "--topic", first, text="ze was boos op roos\n\nPraat met haar.\n")
    true("question" in err, err)
    vault.fails(2, *library, "add", "--topic", first, text="Alleen een vraag?\n")
    vault.fails(2, *library, "add", "--topic", "zomaar", text="Een vraag?\n\nEen antwoord.\n")
    vault.fails(2, *library, "add", text="Een vraag?\n\nEen antwoord.\n")
    vault.fails(2, *library, "print")
    vault.fails(2, *library, "erase")
    vault.fails(8, *library, "erase", "0" * 32)
    vault.fails(8, *library, "count", "0" * 32)
    equal(vault.ok(*library, "list"), [])


if __name__ == "__main__":
    luwtectl.main(sys.modules[__name__])
