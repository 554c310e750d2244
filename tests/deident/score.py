#!/usr/bin/env python3
"""score.py LUWTECTL [--show] [--categories] TEXTS…: what luwtectl deident leaves visible in marked texts, as TAP
against thresholds; with --show each leak, each thing wrongly removed, and each question; with --categories a table.

Counted are letters and digits. leak: marked ones that stay; over: others that go. "answered" is after the questions
were answered as the marks say.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

STRUCTURED = "PHONE EMAIL HANDLE URL IP IBAN BSN RRN PLATE POSTCODE DOB".split()
# measure: (limit, whether more is better)
LIMITS = {"leak": (0.08, False), "over": (0.025, False), "NAME": (0.87, True), "PLACE": (0.95, True),
          "structured": (0.985, True), "untouched": (0.9, True), "answered": (0.04, False)}


def parts(paths):
    """{name: files}: tune.txt, tune-2.txt, … are one part."""
    found = {}
    for path in paths:
        found.setdefault(re.sub(r"-\d+$", "", pathlib.Path(path).stem), []).append(path)
    return found


def read(path):
    for number, line in enumerate(pathlib.Path(path).read_text().splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        text, spans, position = "", [], 0
        for mark in re.finditer(r"\[([A-Z]+):([^\]]*)\]", line):
            text += line[position:mark.start()]
            spans.append((len(text), len(text) + len(mark[2]), mark[1]))
            text, position = text + mark[2], mark.end()
        yield {"id": f"{pathlib.Path(path).stem}:{number}", "text": (text + line[position:]).replace("⏎", "\n"), "spans": spans}


def run(luwtectl, texts, answers=()):
    lines = "".join(json.dumps({"id": t["id"], "text": t["text"]}, ensure_ascii=False) + "\n" for t in texts)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write("".join(json.dumps(a) + "\n" for a in answers))
        file.flush()
        done = subprocess.run([luwtectl, "deident", *(["--answers", file.name] if answers else [])], input=lines,
                              capture_output=True, text=True, check=True)
    return {row["id"]: row for row in map(json.loads, done.stdout.splitlines())}


def measure(texts, found, show=False):
    marked = covered = others = wrongly = untouched = clean = 0
    n, full, left, size = {}, {}, {}, {}
    for t in texts:
        text, inside = t["text"], set()
        gone = {i for s in found[t["id"]]["spans"] for i in range(s["start"], s["end"])}
        for start, end, category in t["spans"]:
            letters = [i for i in range(start, end) if text[i].isalnum()]
            hidden = sum(i in gone for i in letters)
            marked, covered = marked + len(letters), covered + hidden
            n[category] = n.get(category, 0) + 1
            full[category] = full.get(category, 0) + (hidden == len(letters))
            size[category] = size.get(category, 0) + len(letters)
            left[category] = left.get(category, 0) + len(letters) - hidden
            if show and hidden < len(letters):
                print(f"# leaks {category} {text[start:end]!r} in {text!r}")
            inside.update(range(start, end))
        if show:
            for s in found[t["id"]]["spans"]:
                if not inside.intersection(range(s["start"], s["end"])):
                    print(f"# removes {s['category']} {text[s['start']:s['end']]!r} from {text!r}")
            for q in found[t["id"]]["questions"]:
                print(f"# asks {q['category']} {q['word']!r} in {text!r}")
        rest = [i for i, c in enumerate(text) if c.isalnum() and i not in inside]
        others, wrongly = others + len(rest), wrongly + sum(i in gone for i in rest)
        if not t["spans"]:
            clean, untouched = clean + 1, untouched + (not gone)
    pooled = sum(n.get(c, 0) for c in STRUCTURED)
    return {"leak": 1 - covered / marked, "over": wrongly / others, "untouched": untouched / max(1, clean),
            "NAME": full.get("NAME", 0) / max(1, n.get("NAME", 0)), "PLACE": full.get("PLACE", 0) / max(1, n.get("PLACE", 0)),
            "structured": sum(full.get(c, 0) for c in STRUCTURED) / max(1, pooled),
            "categories": {c: (full[c], n[c], left[c], size[c]) for c in n},
            "spans": " ".join(f"{c} {full[c]}/{n[c]}" for c in sorted(n))}


def answers_of(texts, found):
    for t in texts:
        for q in found[t["id"]]["questions"]:
            hit = any(q["start"] < end and q["end"] > start for start, end, _ in t["spans"])
            yield {"id": t["id"], "question": q["id"], "answer": "remove" if hit else "keep"}


def show_categories(before, after):
    print("# | category | found whole | visible | once answered |")
    for c in sorted(before, key=lambda c: -before[c][2]):
        whole, n, left, size = before[c]
        print(f"# | {c} | {whole} of {n} | {left / size:.1%} | {after[c][2] / size:.1%} |")


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    luwtectl, number, failed = arguments[0], 0, 0
    found_parts = parts(arguments[1:])
    print(f"1..{len(LIMITS) * len(found_parts)}")
    for name, paths in found_parts.items():
        texts = [t for path in paths for t in read(path)]
        found = run(luwtectl, texts)
        figures = measure(texts, found, "--show" in sys.argv)
        answers = list(answers_of(texts, found))
        answered = measure(texts, run(luwtectl, texts, answers))
        figures["answered"] = answered["leak"]
        print(f"# {name}: {len(texts)} texts, {len(answers)} questions; {figures['spans']}")
        if "--categories" in sys.argv:
            show_categories(figures["categories"], answered["categories"])
        for what, (limit, more) in LIMITS.items():
            number += 1
            good = figures[what] >= limit if more else figures[what] <= limit
            failed += not good
            print(f"{'ok' if good else 'not ok'} {number} - {name}: {what} {figures[what]:.4f}, wanted {'>=' if more else '<='} {limit}")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
