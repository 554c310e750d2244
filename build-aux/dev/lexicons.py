#!/usr/bin/env python3
"""lexicons.py --missing STORE            the packages that are neither in STORE nor installed, as NAME=VERSION
   lexicons.py STORE WORDS OUT            writes OUT/lexicon.bin and OUT/lexicon.json

One minimal acyclic automaton over folded words and phrases; behind each stands a number, and a table gives the flags
of that number.  Little endian:

    "LUWTELX2"  u32 words  u32 flag sets  u32 root  u32 bytes  u64 × flag sets  u32 × words  bytes

A node is a word of 32 bits that says which symbols leave it, and for each of these, from the lowest bit, a word that
says where the next node begins.  Bit 0 ends an entry, and its word is the number.  Bit 1 is a space, 2 an apostrophe,
4 to 29 are the letters; bit 3 leads to a node whose first ten letters are the digits.  The bytes at the end are the
words that are written most, each with a space behind it: the reader makes a table of them, since most of any text is
they.

The same sources give the same bytes.  src/deident/luwte-lexicon.c reads it, and folds as fold() does here.
"""
import ast
import collections
import hashlib
import json
import pathlib
import re
import struct
import subprocess
import sys
import tarfile
import unicodedata
from io import BytesIO

# name: version, file, sha256, licence, what is taken
PACKAGES = {
    "wdutch": ("1:2.20.19+1-3", "wdutch_1%3a2.20.19+1-3_all.deb",
               "dcf683b52518b4d55aaa41b1f4addc01049c2942959c38135632490e8ace2196",
               "BSD-3-Clause or CC-BY-3.0", "OpenTaal, Nederlandstalige TeX Gebruikersgroep, Simon Brouwer et al."),
    "frogdata": ("0.22-2", "frogdata_0.22-2_all.deb",
                 "4a299ee0cf64eaa2a742e969749bbae6225027fa4029530a641516265cb86380",
                 "GPL-3.0-or-later", "ILK Tilburg, CLiPS Antwerp, CLST Nijmegen, KNAW Humanities Cluster"),
    "python3-fake-factory": ("33.3.1-1", "python3-fake-factory_33.3.1-1_all.deb",
                             "56fe4a26d31b7b321801fb5d5cd3a11fb9b0ad7e60b2d4f8d9b6ec06630b82b7",
                             "MIT", "Daniele Faraglia and contributors"),
    "iso-codes": ("4.18.0-1", "iso-codes_4.18.0-1_all.deb",
                  "969582afb02fd3f0833a666b2112931a999c4f6b23e7fe514f8051dfd7672a45",
                  "LGPL-2.1-or-later", "Alastair McKinstry and others"),
}
# The order is the bit: src/deident/luwte-lexicon-private.h has the same.
FLAGS = ("WORD FREQ_1 FREQ_2 VERB NOUN ADJECTIVE FOREIGN PROPER FIRST FIRST_AMBIGUOUS LAST LAST_AMBIGUOUS PLACE "
         "PLACE_AMBIGUOUS PLACE_WEAK STREET "
         # From words.txt, the section's name:
         "SLANG KIN TITLE MONTH WEEKDAY FEAST COUNTRY CELEBRITY PLATFORM HELPLINE SHOP ORG_HEAD SCHOOL_HEAD EMPLOYER "
         "SPEECH PARTICLE NUMBER PET IN_VERB FUNCTION GREETING ROLE CUE STREET_WORD UNIT NOT_NAME").split()
BIT = {name: 1 << i for i, name in enumerate(FLAGS)}
PERSONS = "nl_NL nl_BE tr_TR pl_PL ar_AA ar_PS ar_SA hi_IN en_IN fa_IR ro_RO fr_FR fr_BE en_PK az_AZ hr_HR".split()
LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "s", "æ": "a", "œ": "o", "ı": "i", "þ": "t", "ŋ": "n", "ĳ": "y",
           "ħ": "h", "ə": "e", "’": "'", "‘": "'", "`": "'", "´": "'"}
CYRILLIC = dict(zip("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
                    "a b v h g d e ye zh z y i yi i k l m n o p r s t u f kh ts ch sh shch  yu ya".split(" ")))


def fold(text):
    """Lower case, without marks; hyphens are spaces; "" for what holds anything but a-z, digits, ' and space."""
    out = []
    for c in unicodedata.normalize("NFD", text).lower():
        c = LETTERS.get(c, c)
        if unicodedata.category(c) == "Mn":
            continue
        out.append(" " if c in "-–‑/." else c)
    folded = re.sub(r"\s+", " ", "".join(out)).strip()
    folded = re.sub(r"(^| )'+", r"\1", folded)
    folded = re.sub(r"'+( |$)", r"\1", folded)
    return folded if re.fullmatch(r"[a-z0-9' ]+", folded) else ""


def latin(text):
    """Ukrainian as passports write it."""
    return "".join(CYRILLIC.get(c, c) for c in text.lower())


def installed(package):
    """Whether this system has just this version of it."""
    try:
        done = subprocess.run(["dpkg-query", "-W", "-f", "${db:Status-Status} ${Version}", package], capture_output=True, text=True)
    except FileNotFoundError:
        return False
    return done.returncode == 0 and done.stdout == f"installed {PACKAGES[package][0]}"


class Store:
    """What the packages hold: from their files in the folder, else as they are installed."""
    def __init__(self, folder):
        self.folder, self.tars = pathlib.Path(folder), {}

    def read(self, package, path):
        if package not in self.tars:
            _, file, sha, _, _ = PACKAGES[package]
            deb = self.folder / file
            if not deb.exists():
                return (pathlib.Path("/") / path).read_bytes().decode("utf-8", "replace")
            if hashlib.sha256(deb.read_bytes()).hexdigest() != sha:
                sys.exit(f"lexicons: {file} is not what it should be")
            tar = subprocess.run(["dpkg-deb", "--fsys-tarfile", deb], stdout=subprocess.PIPE, check=True).stdout
            self.tars[package] = tarfile.open(fileobj=BytesIO(tar))
        return self.tars[package].extractfile("./" + path).read().decode("utf-8", "replace")

    def lines(self, package, path):
        return [line.strip() for line in self.read(package, path).splitlines() if line.strip()]


def strings_of(source, wanted):
    """The strings of a module's class attributes whose name fits; nothing of the module is run."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and wanted(t.id) for t in node.targets):
            for part in ast.walk(node.value):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def tagged(store):
    """{form: (count as a proper name, other count, parts of speech)} from the tagger's lexicon."""
    found = {}
    for line in store.lines("frogdata", "usr/share/frog/nld/Frog.mbt.1.1.lex"):
        parts = line.split(" ")
        if len(parts) < 3 or not parts[0].isdigit():
            continue
        proper, other, speech = 0, 0, collections.Counter()
        for tag in parts[2:]:
            kind, _, count = tag.rpartition(":")
            if not count.isdigit():
                continue
            if kind.startswith("SPEC") or "eigen" in kind:
                proper += int(count) if "deeleigen" in kind or "eigen" in kind else 0
            else:
                other += int(count)
                speech["VERB" if kind.startswith("WW(pv") else kind[:3]] += int(count)
        found[parts[1]] = (proper, other, speech)
    return found


class Lexicon:
    def __init__(self):
        self.flags = collections.defaultdict(int)
        self.counts = collections.Counter()

    def add(self, text, *names):
        key = fold(text)
        if not key or len(key) > 48:
            return
        for name in names:
            if not self.flags[key] & BIT[name]:
                self.flags[key] |= BIT[name]
                self.counts[name] += 1

    def has(self, key, *names):
        return any(self.flags.get(key, 0) & BIT[n] for n in names)


def words(lexicon, store, tags):
    """Ordinary words: lower-case entries, how often they are written, and as what."""
    frequency, proper = collections.Counter(), collections.Counter()
    speech = collections.defaultdict(collections.Counter)
    for form, (as_name, other, parts) in tags.items():
        key = fold(form)
        if form.islower():
            frequency[key] += other
            speech[key] += parts
        elif form[:1].isupper():
            proper[key] += as_name
    for line in store.lines("wdutch", "usr/share/dict/dutch"):
        if line[:1].isupper():
            if not re.fullmatch(r"[MDCLXVI]+|[A-Z.]{1,3}", line):
                lexicon.add(line, "PROPER")
        elif line[:1].islower() and " " not in line:
            lexicon.add(line, "WORD")
    for key, count in frequency.items():
        if count >= 40 and fold(key) == key and key.isalpha():
            lexicon.add(key, "WORD")
        if not lexicon.has(key, "WORD"):
            continue
        if count >= 20:
            lexicon.add(key, "FREQ_1")
        if count >= 600:
            lexicon.add(key, "FREQ_2")
        if count >= 3:
            parts = speech[key]
            for name, kinds in (("VERB", ("VERB",)), ("NOUN", ("N(s",)), ("ADJECTIVE", ("ADJ",)),
                                ("FUNCTION", ("LID", "VNW", "VG(", "VZ(", "BW(", "TSW", "TW("))):
                if sum(parts[k] for k in kinds) * 3 >= count:
                    lexicon.add(key, name)
    return frequency, proper


def add_name(lexicon, text, kind, frequency, proper):
    """A name that is also a word is looked up differently; a name that is a very common word is none."""
    key = fold(text)
    if len(key) < 2 or any(c.isdigit() for c in key):
        return
    low, high = frequency[key], proper[key]
    common = lexicon.has(key, "WORD", "SLANG", "FOREIGN", "FUNCTION", "MONTH", "COUNTRY", "NOT_NAME")
    if lexicon.has(key, "FUNCTION", "NOT_NAME", "COUNTRY") or low > 2500 and high * 5 < low:
        return
    # "kim", "jan" and "wout" stand in the word list, but nobody writes them as words.
    named = common and not lexicon.has(key, "SLANG", "FOREIGN") and (high >= 12 and low * 20 <= high)
    if not common or named:
        lexicon.add(text, kind)
    else:
        lexicon.add(text, kind + "_AMBIGUOUS")


def people(lexicon, store, frequency, proper):
    def add(kind, names):
        for name in names:
            if " " in fold(name) and kind == "FIRST":
                continue
            add_name(lexicon, name, kind, frequency, proper)
    add("FIRST", store.lines("frogdata", "usr/share/frog/nld/voornamen.ner"))
    for name in store.lines("frogdata", "usr/share/frog/nld/familienamen.ner"):
        # The particle is recognised in the text.
        bare = re.sub(r"^(?:(?:van|de|der|den|het|'t|ten|ter|te|von|du|la|le|el|al|af|op|in|uit|aan|bij|voor|d')[ -])+", "",
                      name, flags=re.I)
        for part in fold(bare).split(" "):
            if len(part) > 2:
                add_name(lexicon, part, "LAST", frequency, proper)
    base = "usr/lib/python3/dist-packages/faker/providers/person/{}/__init__.py"
    for where in PERSONS:
        source = store.read("python3-fake-factory", base.format(where))
        add("FIRST", [n for s in strings_of(source, lambda n: n.startswith("first_name")) for n in s.split()])
        add("LAST", [n for s in strings_of(source, lambda n: n.startswith("last_name")) for n in s.split()])
    source = store.read("python3-fake-factory", base.format("uk_UA"))
    add("FIRST", map(latin, strings_of(source, lambda n: n.startswith("first_name"))))
    add("LAST", map(latin, strings_of(source, lambda n: n.startswith("last_name"))))


def places(lexicon, store, frequency, proper):
    def add(name, weak=False):
        key = fold(name)
        if len(key) < 3 or re.match(r"\d", key) or len(key.split()) > 5:
            return
        if weak:
            lexicon.add(name, "PLACE_WEAK")
        elif " " in key and not all(lexicon.has(w, "FUNCTION") for w in key.split()):
            lexicon.add(name, "PLACE")
        elif lexicon.has(key, "FUNCTION", "COUNTRY", "KIN") or frequency[key] > 20000:
            return
        elif lexicon.has(key, "WORD", "SLANG", "FIRST", "FIRST_AMBIGUOUS") and not (
                proper[key] >= 30 and frequency[key] * 12 <= proper[key]):
            lexicon.add(name, "PLACE_AMBIGUOUS")
        else:
            lexicon.add(name, "PLACE")
    frog = "usr/share/frog/nld/"
    for name in store.lines("frogdata", frog + "plaatsen-nld.ner"):
        add(name)
    for file, head in (("gemeenten-nld.ner", "Gemeente "), ("provincies-nld.ner", "Provincie ")):
        for name in store.lines("frogdata", frog + file):
            add(name.removeprefix(head))
    for country, file in (("nl", "geonames-nl.ner"), ("be", "geonames-be.ner")):
        seen = collections.Counter(store.lines("frogdata", frog + file))
        for name, times in sorted(seen.items()):
            if not re.search(r"\b(hotel|polder|beek|station|camping|kasteel|château|bois|ferme|ruisseau|bos|vaart|brug|"
                             r"sloot|gemaal|molen|coffeeshop|hostel|restaurant|rioolwater\w*)\b", name, re.I):
                # A town is there as a place and as a municipality.
                add(name, weak=not (country == "be" and times >= 2 and "straat" not in name))
    base = "usr/lib/python3/dist-packages/faker/providers/address/{}/__init__.py"
    for where in ("nl_NL", "nl_BE", "pl_PL", "de_DE", "fr_FR", "es_ES"):
        for name in strings_of(store.read("python3-fake-factory", base.format(where)),
                               lambda n: n in ("cities", "city_names", "provinces", "regions", "states")):
            if re.fullmatch(r"[\w' -]+", name) and len(name) > 3:
                # What a Dutch dictionary knows by capital, or what is Dutch or Flemish, is safe enough alone.
                add(name, weak=not (where.startswith("nl") or lexicon.has(fold(name), "PROPER")))
    for entry in json.loads(store.read("iso-codes", "usr/share/iso-codes/json/iso_3166-2.json"))["3166-2"]:
        if entry["code"][:2] in ("NL", "BE", "SR", "CW", "MA", "TR"):
            for name in re.split(r"[,;(/]", entry["name"]):
                add(re.sub(r"^Arrondissement |^Province? |^Préfecture ", "", name.strip()), weak=entry["code"][:2] in ("MA", "TR"))
    for name in store.lines("frogdata", frog + "straten-nld.ner"):
        key = fold(name)
        # A street whose name says so is recognised by that.
        if not re.search(r"(straat|laan|weg|plein|pad|hof|kade|singel|dreef|gracht|steeg|dijk|park|markt|veld|ring|baan|"
                         r"plantsoen|wal|straatje|lei)$", key) and len(key) > 4 and not re.match(r"\d", key):
            lexicon.add(name, "STREET")


def own(path, lexicon):
    """words.txt: sections in brackets, entries one a line or separated by commas, # for remarks."""
    section = None
    for number, line in enumerate(pathlib.Path(path).read_text().splitlines(), 1):
        line = line.split("#")[0].strip()
        if found := re.fullmatch(r"\[([A-Z_ +]+)\]", line):
            section = found[1].split("+")
            if set(section) - set(BIT):
                sys.exit(f"{path}:{number}: no flag {section}")
        elif line:
            for entry in line.split(","):
                if entry.strip() and not fold(entry):
                    sys.exit(f"{path}:{number}: {entry} cannot be folded")
                lexicon.add(entry, *section)


MOST_COMMON = 4096
END, SPACE, APOSTROPHE, DIGIT, LETTER = 0, 1, 2, 3, 4


def symbols(key):
    for c in key:
        if c.isdigit():
            yield from (DIGIT, LETTER + int(c))
        else:
            yield SPACE if c == " " else APOSTROPHE if c == "'" else LETTER + ord(c) - ord("a")


def automaton(flags):
    """Words of the minimal automaton: entries in order, nodes made equal as soon as they are finished."""
    table = sorted(set(flags.values()))
    number = {f: i for i, f in enumerate(table)}
    register, out = {}, [0]

    def finish(node):
        """node: list of (symbol, finished child or number)"""
        key = tuple(node)
        if key not in register:
            register[key] = len(out)
            out.append(sum(1 << symbol for symbol, _ in key))
            out.extend(target for _, target in key)
        return register[key]

    path, before = [[]], ()
    def close(depth):
        while len(path) - 1 > depth:
            node = path.pop()
            label = before[len(path) - 1]
            path[-1].append((label, finish(node)))
    for word, key in sorted((tuple(symbols(key)), key) for key in flags):
        common = 0
        while common < min(len(word), len(before)) and word[common] == before[common]:
            common += 1
        close(common)
        path.extend([] for _ in word[common:])
        path[-1].append((END, number[flags[key]]))
        before = word
    close(0)
    root = finish(path[0])
    return out, table, root, len(register)


def missing(folder):
    for name, (version, file, *_) in PACKAGES.items():
        if not (pathlib.Path(folder) / file).exists() and not installed(name):
            print(f"{name}={version}")


def main():
    if sys.argv[1] == "--missing":
        return missing(sys.argv[2])
    store, own_path, out = Store(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
    lexicon = Lexicon()
    own(own_path, lexicon)
    tags = tagged(store)
    frequency, proper = words(lexicon, store, tags)
    people(lexicon, store, frequency, proper)
    places(lexicon, store, frequency, proper)
    flags = {k: f for k, f in lexicon.flags.items() if f}
    words_of, table, root, nodes = automaton(flags)
    common = [k for k, _ in sorted(frequency.items(), key=lambda e: (-e[1], e[0])) if k in flags and len(k) < 16 and " " not in k]
    common = "".join(k + " " for k in common[:MOST_COMMON]).encode()
    blob = (b"LUWTELX2" + struct.pack("<4I", len(words_of), len(table), root, len(common))
            + b"".join(struct.pack("<Q", f) for f in table) + struct.pack(f"<{len(words_of)}I", *words_of) + common)
    (out / "lexicon.bin").write_bytes(blob)
    manifest = {
        "lexicon": {"file": "lexicon.bin", "bytes": len(blob), "sha256": hashlib.sha256(blob).hexdigest(),
                    "strings": len(flags), "nodes": nodes, "flag_sets": len(table), "licence": "GPL-3.0-or-later"},
        "counts": {name: lexicon.counts[name] for name in FLAGS},
        "sources": [{"package": n, "version": v, "file": f, "sha256": s, "licence": l, "holders": h}
                    for n, (v, f, s, l, h) in PACKAGES.items()] +
                   [{"file": "words.txt", "sha256": hashlib.sha256(pathlib.Path(own_path).read_bytes()).hexdigest(),
                     "licence": "GPL-3.0-or-later", "holders": "The Luwte contributors"}],
    }
    (out / "lexicon.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    print(f"{len(flags)} strings, {nodes} nodes, {len(table)} flag sets, {len(blob)} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
