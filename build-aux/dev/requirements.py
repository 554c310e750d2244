#!/usr/bin/env python3
"""requirements.py [--write]: docs/requirements.md, from the tests' own citations and requirements.txt beside this file.

A test cites a requirement by its number (R25) in the comment directly above its function or in a comment inside it; a
Python test in its docstring or in a comment.  Without --write: says what is wrong, one line each; status 1 when anything
is.  With --write: writes the table first."""
import ast
import io
import pathlib
import re
import sys
import tokenize

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = pathlib.Path(__file__).with_name("requirements.txt")
TABLE = ROOT / "docs/requirements.md"
LAST, MOST_OPEN = 98, 35
NUMBER = re.compile(r"\bR(\d{1,3})\b")

HEAD = """# Requirements

What five helplines promise the people who write to them, by number, and how Luwte answers it. **Written by
`./dev requirements` from the tests' own citations and `build-aux/dev/requirements.txt`; not by hand.** How a test cites:
[CONTRIBUTING.md](../CONTRIBUTING.md#citing-a-requirement).

A row says what the program does and which tests show it; or why it is not the program's, and what it offers instead; or
that it is open, and what is missing. F is Fara, CF Chat met Fier, CSG the chat of Centrum Seksueel Geweld, VS
Veiligsamen.nl, PO PratenOnline.

"""


def c_tests(text):
    """(function, its comments with the one directly above, whether it is run) of each test function."""
    for found in re.finditer(r"(?P<above>/\*(?:[^*]|\*(?!/))*\*/\n)?(?P<static>static )?\w[\w *]*\n(?P<name>\w+) \([^)]*\)\n\{\n(?P<body>.*?)^\}$",
                             text, re.S | re.M):
        comments = [found["above"] or ""] + re.findall(r"/\*.*?\*/", found["body"], re.S)
        used = not found["static"] or len(re.findall(rf"\b{found['name']}\b", text)) > 1
        yield found["name"], " ".join(comments), used, found.span()


def c_citations(path, wrong):
    text = path.read_text()
    covered = []
    for name, comments, used, span in c_tests(text):
        covered.append(span)
        for number in NUMBER.findall(comments):
            if not used:
                wrong.append(f"{path.relative_to(ROOT)}: {name} cites R{number} and is never run")
            yield int(number), name
    for comment in re.finditer(r"/\*.*?\*/", text, re.S):
        if NUMBER.search(comment[0]) and not any(a <= comment.start() < b for a, b in covered):
            # The head of a file may tell of them in general.
            if comment.start() > text.find("*/", text.find("*/") + 2):
                number = text.count("\n", 0, comment.start()) + 1
                wrong.append(f"{path.relative_to(ROOT)}:{number}: cites {NUMBER.search(comment[0])[0]} at no test function")


def py_citations(path, wrong):
    text = path.read_text()
    tree = ast.parse(text)
    spans = [(n.lineno, n.end_lineno, n.name) for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name.startswith(("test_", "step_", "part_"))]
    marks = [(n.lineno, ast.get_docstring(n) or "") for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    marks += [(t.start[0], t.string) for t in tokenize.generate_tokens(io.StringIO(text).readline) if t.type == tokenize.COMMENT]
    story = ast.get_docstring(tree) or ""
    if not spans:  # a story is one test, told at its head
        yield from ((int(number), path.stem) for number in NUMBER.findall(story))
    for line, words in marks:
        for number in NUMBER.findall(words):
            holders = [name for first, last, name in spans if first <= line <= last]
            if holders or not spans:
                yield int(number), holders[-1] if holders else path.stem
            else:
                wrong.append(f"{path.relative_to(ROOT)}:{line}: cites R{number} at no test function")


def is_built(path):
    """Whether the build knows of this test: by its file, or by its name in a list."""
    names = {path.name, path.stem, re.sub(r"^(test|story)[-_]", "", path.stem)}
    folder = path.parent
    while folder != ROOT:
        meson = folder / "meson.build"
        if meson.exists():
            return bool(names & {quoted.rsplit("/", 1)[-1] for quoted in re.findall(r"'([^'\n]+)'", meson.read_text())})
        folder = folder.parent
    return False


def citations(wrong):
    """number to a sorted list of "path: test"."""
    cited = {}
    for path in sorted((ROOT / "tests").rglob("*")):
        if path.suffix not in (".c", ".py") or "__pycache__" in path.parts:
            continue
        found = list((c_citations if path.suffix == ".c" else py_citations)(path, wrong))
        if found and not is_built(path):
            wrong.append(f"{path.relative_to(ROOT)}: cites requirements, and meson.build does not run it")
        for number, name in found:
            if not 1 <= number <= LAST:
                wrong.append(f"{path.relative_to(ROOT)}: {name} cites R{number}, which is none")
            cited.setdefault(number, set()).add((str(path.relative_to(ROOT)), name))
    return {number: sorted(where) for number, where in cited.items()}


def answers(wrong):
    """number to (seeds, requirement, {does|not|open: words})"""
    rows, current = {}, None
    for line_number, line in enumerate(DATA.read_text().splitlines(), 1):
        head = re.fullmatch(r"R(\d+) \| ([A-Z ]+) \| (.+)", line)
        said = re.fullmatch(r"  (does|not|open): (.+)", line)
        if head:
            current = rows[int(head[1])] = (head[2], head[3], {})
        elif said and current and said[1] not in current[2]:
            current[2][said[1]] = said[2]
        elif line and not line.startswith("#"):
            wrong.append(f"{DATA.relative_to(ROOT)}:{line_number}: not understood")
    return rows


def row(number, seeds, requirement, said, tests, wrong):
    if not said or ("not" in said and len(said) > 1):
        wrong.append(f"R{number}: say in requirements.txt what is done, or why not, or what is missing")
    if "does" in said and not tests and "open" not in said:
        wrong.append(f"R{number}: no test cites it")
    words = " ".join(filter(None, (said.get("does"), said.get("not") and f"*Not here:* {said['not']}",
                                   said.get("open") and f"**open:** {said['open']}")))
    by_file = {}
    for path, name in tests:
        by_file.setdefault(path, []).append(name)
    shown = "<br>".join(f"`{path.removeprefix('tests/')}`: {', '.join(n.removeprefix('test_') for n in names)}" for path, names in by_file.items())
    return f"| R{number} | {seeds} | {requirement} | {words} | {shown} |\n"


def main():
    wrong = []
    cited, rows = citations(wrong), answers(wrong)
    table = ["| R | of | promise | what Luwte does | tests |\n|---|---|---|---|---|\n"]
    for number in range(1, LAST + 1):
        if number not in rows:
            wrong.append(f"R{number}: is not in requirements.txt")
            continue
        table.append(row(number, *rows[number], cited.get(number, []), wrong))
    n_open = sum("open" in said for _, _, said in rows.values())
    if n_open > MOST_OPEN:
        wrong.append(f"{n_open} rows are open; at most {MOST_OPEN} may be")
    n_not = sum("not" in said for _, _, said in rows.values())
    foot = f"\n{LAST} rows: {LAST - n_open - n_not} answered, {n_not} not the program's, {n_open} open.\n"
    text = HEAD + "".join(table) + foot
    if "--write" in sys.argv:
        TABLE.write_text(text)
    elif not TABLE.exists() or TABLE.read_text() != text:
        wrong.append("docs/requirements.md is stale: ./dev requirements writes it")
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
