#!/usr/bin/env python3
"""manifest.py DATA: what lexicon.json says of the word lists is so: their bytes, what they are made of and whose that is."""
import hashlib
import json
import pathlib
import sys


def checksum(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def checks(data):
    manifest = json.loads((data / "lexicon.json").read_text())
    lexicon = manifest["lexicon"]
    yield "the lists are those of the manifest", (lexicon["sha256"], lexicon["bytes"]) == (
        checksum(data / "lexicon.bin"), (data / "lexicon.bin").stat().st_size)
    own = [s for s in manifest["sources"] if s.get("file") == "words.txt"]
    yield "they were made of the words.txt that is here", [s["sha256"] for s in own] == [checksum(data / "words.txt")]
    yield "every source has a licence, holders and a checksum", all(
        s.get("licence") and s.get("holders") and len(s.get("sha256", "")) == 64 for s in manifest["sources"])
    yield "every source but ours has a package and a version", all(s.get("package") and s.get("version") for s in manifest["sources"] if s not in own)
    yield "there is something of each kind", all(manifest["counts"].values())


def main():
    results = list(checks(pathlib.Path(sys.argv[1])))
    print(f"1..{len(results)}")
    for number, (name, good) in enumerate(results, 1):
        print(f"{'ok' if good else 'not ok'} {number} - {name}")
    sys.exit(not all(good for _, good in results))


if __name__ == "__main__":
    main()
