#!/usr/bin/env python3
"""layers.py SOURCE BUILD: holds the table "Who may include whom" of CONTRIBUTING.md.

The compiler holds most of it, because a folder sees only the include paths of its declared dependencies.  So the
table is tried against the compiler: for each folder, with the very command line that built it, a header of every
other folder is included; it must not be found where the table does not say so.  The rest (system headers that lie on
every path, paths in quotes, what may stand in a header) is read from the sources.
"""
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

source, build = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
src = source / "src"
ADAPTERS = ("service/bridge", "service/lhc")
PROGRAMS = ("ctl", "app", "practice")
SUBFOLDERS = (*ADAPTERS, "service/http")
# Found on the default path, so that no dependency keeps them out.
SYSTEM = {
    r"sqlite3\.h|sqlcipher/.*": ("vault",),
    r"sodium(/.*)?\.h": ("crypto",),
    r"zxcvbn\.h": ("base",),
    r"(gtk|gdk|gsk)/.*|adwaita\.h": ("ui", "app"),
    r"qrencode\.h": ("ui",),
    r"libsoup/.*": (*SUBFOLDERS, "practice"),
}


def spread(names):
    """The folders that a row or a column of the table stands for."""
    for name in re.split(r"[ ,]+", names):
        yield from ADAPTERS if name == "service/*" else (name,)


def read_table():
    """{folder: {folder: "H" or "c"}} from CONTRIBUTING.md."""
    rows = [[c.strip() for c in line.strip().strip("|").split("|")]
            for line in (source / "CONTRIBUTING.md").read_text().splitlines() if line.startswith("| ")]
    head, table = next(r for r in rows if r[0] == "folder" and "base" in r), {}
    for row in rows[rows.index(head) + 1:]:
        cells = {}
        for column, cell in zip(head[1:-1], row[1:-1]):
            for folder in spread(column):
                if cell == "adapters":
                    cells.update({a: "c" for a in ADAPTERS})
                elif cell:
                    cells[folder] = cell
        for folder in spread(row[0]):
            table[folder] = dict(cells)
    table["app"]["ui"] = "c"
    for adapter in ADAPTERS:
        table[adapter]["service/http"] = "c"
    return table


def close(table):
    """What a folder may use passes on what stands in that folder's headers."""
    def passed(folder, seen):
        for other, how in table[folder].items():
            if how == "H" and other not in seen:
                seen.add(other)
                passed(other, seen)
        return seen
    return {f: set(cells) | {p for other in cells for p in passed(other, set())} for f, cells in table.items()}


def folder_of(path):
    """The folder of src/ that a file belongs to; ui/ and vault/ have folders inside that are no layers."""
    parts = path.relative_to(src).parts
    return "/".join(parts[:2]) if "/".join(parts[:2]) in SUBFOLDERS else parts[0]


def files(*suffixes):
    return sorted(f for f in src.rglob("*") if f.suffix in suffixes)


def includes(path):
    for number, line in enumerate(path.read_text().splitlines(), 1):
        found = re.match(r'\s*#\s*include\s*(["<])([^">]+)[">]', line)
        if found:
            yield number, found[1], found[2]


table = read_table()
allowed = close(table)
headers = {}  # name -> folder
for header in files(".h"):
    headers[header.name] = folder_of(header)
public = {}   # folder -> one header that others may use
for name, folder in sorted(headers.items()):
    if not name.endswith("-private.h"):
        public.setdefault(folder, name)


def probes():
    """(folder, other, header, command) for every pair of folders that have something to compile and to include."""
    commands = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        path = pathlib.Path(os.path.normpath(os.path.join(entry["directory"], entry["file"])))
        if src in path.parents and ".a.p" in entry.get("output", ".a.p") and path.suffix == ".c":
            commands.setdefault(folder_of(path), (entry, path))
    for folder, (entry, path) in sorted(commands.items()):
        for other, header in sorted(public.items()):
            if folder in table:
                yield folder, other, header, entry


def compiles(header, entry, scratch):
    """Whether this header is found from there: the preprocessor's answer, with the real command line."""
    words = [w for w in shlex.split(entry["command"]) if w != "ccache"]
    keep, skip = [], False
    for word in words[:-1]:
        if skip or word in ("-o", "-MF", "-MQ", "-c"):
            skip = word in ("-o", "-MF", "-MQ")
        elif word != "-MD":
            keep.append(word)
    probe = pathlib.Path(tempfile.mkstemp(suffix=".c", dir=scratch)[1])
    probe.write_text(f'#include "{header}"\n')
    run = subprocess.run(keep + ["-E", str(probe)], cwd=entry["directory"], stdout=subprocess.DEVNULL,
                         stderr=subprocess.PIPE, text=True)
    # Only "this header is not there" is the answer looked for; any other error would hide a wrong include.
    if run.returncode and f"{header}: No such file" not in run.stderr:
        return run.stderr.splitlines()[0]
    return run.returncode == 0


def test_compiler():
    """The compiler finds no header of a folder that the table does not give, and finds the folder's own."""
    wrong = []
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(os.cpu_count()) as pool:
        asked = list(probes())
        answers = list(pool.map(lambda p: compiles(p[2], p[3], scratch), asked))
    for (folder, other, header, _), found in zip(asked, answers):
        if not isinstance(found, bool):
            wrong.append(f"{folder} with {header} of {other}: {found}")
        elif folder == other and not found:
            wrong.append(f"{folder} does not find its own {header}: this test sees nothing")
        elif folder != other and found and other not in allowed[folder]:
            wrong.append(f"{folder} finds {header} of {other}")
    print(f"# {len(asked)} includes tried, {answers.count(False)} rightly not found")
    return wrong


def test_headers():
    """A public header includes only what the table marks H; that of a program is for nobody else."""
    return [f"{f.relative_to(source)}:{n}: {name} of {headers[name]}"
            for f in files(".h") if not f.name.endswith("-private.h") and folder_of(f) not in PROGRAMS
            for n, quote, name in includes(f)
            if name in headers and headers[name] != folder_of(f) and table[folder_of(f)].get(headers[name]) != "H"]


def test_private():
    """A -private.h is for its own folder; an adapter may see the private side of LuwteService."""
    return [f"{f.relative_to(source)}:{n}: {name}" for f in files(".c", ".h") for n, _, name in includes(f)
            if name.endswith("-private.h") and headers.get(name) not in (folder_of(f), None)
            and not (headers[name] == "service" and folder_of(f) in ADAPTERS)]


def test_paths():
    """No path in a quoted include, and no header of ours in angle brackets."""
    return [f"{f.relative_to(source)}:{n}: {name}" for f in files(".c", ".h") for n, quote, name in includes(f)
            if (quote == '"' and "/" in name) or (quote == "<" and name in headers)]


def test_system():
    """Headers of libraries that only some folders may name."""
    return [f"{f.relative_to(source)}:{n}: {name}" for f in files(".c", ".h") for n, _, name in includes(f)
            for pattern, folders in SYSTEM.items()
            if re.fullmatch(pattern, name) and folder_of(f) not in folders]


def test_names():
    """Two headers of one name would hide one another; those of two programs never meet."""
    meet = [h.name for h in files(".h") if folder_of(h) not in PROGRAMS]
    return [h.name for h in files(".h") if meet.count(h.name) > (folder_of(h) not in PROGRAMS)]


def test_linked():
    """Nothing but the window needs GTK, and no program takes SQLite from a shared library."""
    for program in ("ctl/luwtectl", "practice/luwte-practice", "app/luwte"):
        if (build / "src" / program).exists():
            needs = re.findall(r"NEEDED.*\[(.+)\]", subprocess.run(["readelf", "-d", str(build / "src" / program)],
                                                                  capture_output=True, text=True, check=True).stdout)
            yield from (f"{program} needs {n}" for n in needs
                        if "sqlite" in n or "sqlcipher" in n or (program != "app/luwte" and re.search("gtk|adwaita|gdk", n)))


def test_table():
    """Each folder of src/ is in the table."""
    return sorted({folder_of(f) for f in files(".c", ".h")} - set(table))


tests = [v for k, v in list(globals().items()) if k.startswith("test_")]
print(f"1..{len(tests)}")
failed = 0
for number, test in enumerate(tests, 1):
    wrong = list(test())
    failed += bool(wrong)
    print(f"{'not ok' if wrong else 'ok'} {number} - {test.__doc__.splitlines()[0]}")
    for line in wrong:
        print("#", line)
        print(line, file=sys.stderr)
sys.exit(failed > 0)
