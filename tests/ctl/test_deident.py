#!/usr/bin/env python3
"""luwtectl deident: answers, one case, known fields, and lines that are wrong."""
import json
import subprocess
import sys

import luwtectl
from luwtectl import LUWTECTL, equal, true


def deident(*options, texts):
    done = subprocess.run([str(LUWTECTL), "deident", *options], input="".join(t if isinstance(t, str) else json.dumps(t) + "\n" for t in texts),
                          capture_output=True, text=True, timeout=60)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


ROSES = {"id": "a", "text": "ik ben boos op roos"}


def test_answers(folder):
    status, rows, _ = deident(texts=[ROSES])
    equal((status, rows[0]["spans"], len(rows[0]["questions"])), (0, [], 1), "a doubtful word")
    question = rows[0]["questions"][0]
    equal(rows[0]["redacted"], ROSES["text"], "what is asked is not removed")
    equal(ROSES["text"][question["start"]:question["end"]], "roos", "where it stands")
    answers = folder / "answers"
    for line, wanted in (({"id": "a", "question": question["id"], "answer": "remove"}, "ik ben boos op [naam 1]"),
                         ({"question": question["id"], "answer": "remove"}, "ik ben boos op [naam 1]"),
                         ({"id": "b", "question": question["id"], "answer": "remove"}, ROSES["text"]),
                         ({"id": "a", "question": question["id"], "answer": "keep"}, ROSES["text"])):
        answers.write_text(json.dumps(line) + "\n")
        equal(deident("--answers", str(answers), texts=[ROSES])[1][0]["redacted"], wanted, str(line))
    equal(deident("--answers", str(answers), texts=[ROSES])[1][0]["questions"], [], "an answered question")
    answers.write_text('{"question": "x", "answer": "perhaps"}\n')
    equal(deident("--answers", str(answers), texts=[ROSES])[0], 2, "an answer that is none")
    equal(deident("--answers", str(folder / "none"), texts=[ROSES])[0], 2, "no such file")


def test_one_case(folder):
    texts = [{"id": "1", "text": "mijn zus heet Fatima"}, {"id": "2", "text": 'fatimas kamer, zegt "ze"\nja'}]
    status, rows, _ = deident("--one-case", texts=texts)
    equal([r["redacted"] for r in rows], ["mijn zus heet [naam 1]", '[naam 1] kamer, zegt "ze"\nja'], "one case")
    equal(status, 0, "status")


def test_known(folder):
    text = {"id": "1", "text": "zeg maar vuurvlieg", "known": [{"category": "NICK", "value": "Vuurvlieg"}]}
    rows = deident(texts=[text])[1]
    equal(rows[0]["redacted"], "zeg maar [naam 1]", "a known nickname")
    equal(rows[0]["spans"][0]["certainty"], "known", "its certainty")
    text["known"] = [{"category": "NICKNAME", "value": "x"}]
    equal(deident(texts=[text])[0], 2, "a category that is none")


def test_wrong_lines(folder):
    for line in ("{\n", "[]\n", '{"id": 1, "text": "x"}\n', '{"id": "1"}\n'):
        status, rows, err = deident(texts=[ROSES, line])
        equal((status, len(rows)), (2, 1), line)
        true("2" in err, f"the line is named: {err}")
    equal(deident(texts=["\n"])[:2], (0, []), "an empty line")


def test_many(folder):
    """Texts by the thousand are shared among threads: each stays in its place, and a wrong line in its own."""
    texts = [{"id": str(i), "text": f"mijn zus heet Fatima en ik ben {i % 90 + 10} jaar, zie {i}"} for i in range(3000)]
    texts[1700]["known"] = [{"category": "NICK", "value": "Fatima"}]
    status, rows, _ = deident(texts=texts)
    equal((status, [r["id"] for r in rows]), (0, [t["id"] for t in texts]), "the order")
    for i, row in enumerate(rows):
        equal(row["redacted"], f"mijn zus heet [naam 1] en ik ben [leeftijd] jaar, zie {i}", f"text {i}")
    status, rows, err = deident(texts=texts[:2500] + ["{\n"] + texts[2500:])
    equal((status, len(rows)), (2, 2500), "what stands before a wrong line")
    true("2501" in err, f"the line is named: {err}")


if __name__ == "__main__":
    luwtectl.main(sys.modules[__name__])
