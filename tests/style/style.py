#!/usr/bin/env python3
"""style.py SOURCE: the mechanical part of CONTRIBUTING.md, "How we write"."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

root = pathlib.Path(sys.argv[1])
FILE_LINES, FUNCTION_LINES, TEST_LINES = 800, 60, 100


def files(*suffixes, under=("src", "tests", "data", "po", "build-aux", "flatpak", "docs", ".ci")):
    """What is in the tree; build folders and what git ignores are elsewhere."""
    return sorted(f for u in under for f in (root / u).rglob("*")
                  if f.is_file() and f.suffix in (suffixes or (f.suffix,)) and "__pycache__" not in f.parts)


def name(path):
    return str(path.relative_to(root))


def run(*command, **more):
    return subprocess.run(command, cwd=root, capture_output=True, text=True, **more)


def test_file_length():
    """No file is longer than 800 lines."""
    for f in files(".c", ".h", ".py", ".sh", ".ui", ".css"):
        lines = len(f.read_text().splitlines())
        if lines > FILE_LINES:
            yield f"{name(f)}: {lines} lines"


def functions(text):
    """(name, line, length) of each function definition; the formatter puts its braces into the first column."""
    head = opened = None
    for number, line in enumerate(text.splitlines(), 1):
        found = re.match(r"(\w+) \(", line)
        if found and opened is None:
            head = found[1]
        elif line == "{" and head:
            opened = number
        elif line.startswith("}"):
            if opened and line == "}":
                yield head, opened, number - opened - 1
            head = opened = None


def test_function_length():
    """No function is longer than 60 lines (100 in tests), class_init excepted."""
    for f in files(".c", under=("src", "tests")):
        most = FUNCTION_LINES if name(f).startswith("src/") else TEST_LINES
        for function, line, length in functions(f.read_text()):
            if length > most and not function.endswith("class_init"):
                yield f"{name(f)}:{line}: {function} has {length} lines"


def test_folder_readme():
    """Each folder of src/ has a README.md."""
    for folder in sorted({f.parent for f in files("", ".c", ".h", under=("src",)) if f.suffix in (".c", ".h")}):
        # Folders inside a layer may be told of in the layer's own.
        own = folder / "README.md"
        if not own.exists() and not (folder.parent != root / "src" and (folder.parent / "README.md").exists()):
            yield name(own)


def test_format():
    """clang-format has nothing to change."""
    sources = files(".c", ".h", under=("src", "tests"))
    wrong = run("clang-format", "--dry-run", "-Werror", *map(str, sources)).stderr if sources else ""
    yield from sorted({name(pathlib.Path(line.split(":")[0])) for line in wrong.splitlines() if ": error: " in line})


PROTOTYPE = re.compile(r"^(?!typedef|#|G_)\w[\w\s*]*?\b(luwte_\w+) \(", re.M)


def test_header_comments():
    """A public header says what its type is for before it offers the first function."""
    for f in files(".h", under=("src",)):
        text = f.read_text().split("*/", 1)[-1]  # after the licence
        found = PROTOTYPE.search(text)
        if found and "/*" not in text[:found.start()] and not f.name.endswith("-private.h"):
            yield f"{name(f)}: {found[1]}"


def test_potfiles():
    """po/POTFILES lists each file that has words for people, and no other (./dev po writes it)."""
    want = run("python3", "build-aux/dev/potfiles.py").stdout.splitlines()
    listed = (root / "po/POTFILES").read_text().splitlines()
    yield from (f"{f} is not in po/POTFILES" for f in sorted(set(want) - set(listed)))
    yield from (f"{f} is in po/POTFILES for nothing" for f in sorted(set(listed) - set(want)))


def test_translations():
    """Each language of po/LINGUAS is complete: nothing missing, nothing fuzzy, formats agree (./dev po helps)."""
    with tempfile.TemporaryDirectory() as scratch:
        pot, po = f"{scratch}/luwte.pot", f"{scratch}/merged.po"
        if run("bash", "build-aux/dev/pot.sh", pot).returncode:
            yield "the strings cannot be collected"
            return
        # xgettext knows the macros of inttypes.h and stops at those of GLib.
        yield from (f"cut at a format macro: {words}" for words in re.findall(r'^msgid "(.*%)"$', pathlib.Path(pot).read_text(), re.M))
        for language in (root / "po/LINGUAS").read_text().split():
            merged = run("msgmerge", "--quiet", "--no-fuzzy-matching", "-o", po, f"po/{language}.po", pot)
            checked = run("msgfmt", "--check-format", "--check-header", "-o", "/dev/null", po)
            yield from (f"{language}: {line}" for line in (merged.stderr + checked.stderr).splitlines())
            for how in ("--untranslated", "--only-fuzzy"):
                left = run("msgattrib", how, "--no-obsolete", "--no-wrap", po).stdout
                yield from (f"{language}: {how[2:]}: {words}" for words in re.findall(r'^msgid "(.+)"$', left, re.M))


def test_no_machine():
    """Nothing names a folder of somebody's machine or the host of a package registry."""
    # In pieces, so that this file does not hold them.
    words = ["/wo" + "rk/", r"(?<![\w}])/ho" + "me/", r"\.libr" + "ary/", "deb.deb" + r"ian\.org", "registry.np" + "mjs", "pypi" + r"\.org"]
    for f in files() + [f for f in root.iterdir() if f.is_file() and f.name not in ("COPYING", ".git")]:
        try:
            text = f.read_text()
        except UnicodeDecodeError:
            continue
        for word in words:
            if found := re.search(word, text):
                yield f"{name(f)}: {found[0]}"


def test_well_formed():
    """JSON, XML and shell files can be read."""
    for f in files(".json"):
        try:
            json.loads(f.read_text())
        except ValueError as error:
            if "fixtures" not in f.parts and "fuzz" not in f.parts:
                yield f"{name(f)}: {error}"
    for f in files(".ui", ".xml", ".svg") + sorted((root / "data").glob("*.xml.in")):
        try:
            ET.parse(f)
        except ET.ParseError as error:
            if "fixtures" not in f.parts:
                yield f"{name(f)}: {error}"
    for f in files(".sh") + [root / "dev", root / ".ci/run"]:
        yield from run("bash", "-n", str(f)).stderr.splitlines()


def test_requirements():
    """docs/requirements.md is what the tests cite, and each of the 98 has an answer (./dev requirements)."""
    yield from run("python3", "build-aux/dev/requirements.py").stdout.splitlines()


def test_links():
    """What the pages show and point to inside the tree is there."""
    for f in [*root.glob("*.md"), *files(".md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", f.read_text()):
            if not (f.parent / target).exists():
                yield f"{name(f)}: {target}"


def test_desktop():
    """The desktop file and the metainfo are valid."""
    with tempfile.TemporaryDirectory() as scratch:
        for f in (root / "data").glob("org.luwte.Luwte.*.in"):
            copy = pathlib.Path(scratch) / f.stem
            copy.write_text(f.read_text())
            # There is no home page yet.
            check = (["desktop-file-validate"] if f.stem.endswith(".desktop") else
                     ["appstreamcli", "validate", "--no-net", "--override=url-homepage-missing=info"])
            checked = run(*check, str(copy))
            if checked.returncode:
                yield from (checked.stdout + checked.stderr).splitlines()


tests = [v for k, v in list(globals().items()) if k.startswith("test_")]
print(f"1..{len(tests)}")
failed = 0
for number, test in enumerate(tests, 1):
    wrong = list(test())
    failed += bool(wrong)
    print(f"{'not ok' if wrong else 'ok'} {number} - {test.__doc__}", flush=True)
    for line in wrong:
        print(f"{test.__name__[5:]}: {line}", file=sys.stderr)
sys.exit(failed > 0)
