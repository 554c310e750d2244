#!/usr/bin/env python3
"""potfiles.py [--write]: the files of the tree that have words for people, for po/POTFILES."""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parents[2]


def has_words(file):
    if file.name.endswith((".desktop.in", ".metainfo.xml.in")):
        return True
    if file.suffix in (".c", ".h"):
        return re.search(r'(?<![\w"])(N?C?_|ngettext|g_dngettext) ?\(\s*"', file.read_text())
    return file.suffix == ".ui" and re.search(r'translatable="(yes|true|1)"', file.read_text())


def potfiles():
    return sorted(str(f.relative_to(root)) for top in ("src", "data") for f in (root / top).rglob("*")
                  if f.is_file() and has_words(f))


if __name__ == "__main__":
    words = "".join(f"{line}\n" for line in potfiles())
    if "--write" in sys.argv[1:]:
        (root / "po/POTFILES").write_text(words)
    else:
        sys.stdout.write(words)
