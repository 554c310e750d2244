#!/usr/bin/env python3
"""flatpak-manifest.py MANIFEST STATE RUNTIME BRANCH TREE: the manifest for the local runtimes, on standard output.

Only the runtime's name changes, and the address of what Debian repacked.  An archive whose checksum is the
manifest's own is laid where flatpak-builder keeps its downloads.  Where a mirror does not have Debian's archive, what
Debian built of it is installed in its place.
"""
import bz2
import hashlib
import json
import os
import pathlib
import shutil
import sys

manifest = json.loads(pathlib.Path(sys.argv[1]).read_text())
state, runtime, branch, tree = pathlib.Path(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5]
archives = {hashlib.sha256(f.read_bytes()).hexdigest(): f for f in sorted((state / "sources").glob("*.orig.tar.*"))
            if f.suffix != ".asc"}

# Header and library of a module, as they lie in the folder that the Sdk is made of.
BUILT = {"zxcvbn-c": ("zxcvbn.h", "libzxcvbn.so")}


def take_built(module, source):
    header, library = BUILT[module["name"]]
    sdk, kept = pathlib.Path(os.environ["SDK"]), state / "sources" / f"{module['name']}-built"
    found = next(sdk.glob(f"usr/lib/*/{library}")).resolve()
    kept.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(sdk / "usr/include" / header, kept / header)
    shutil.copyfile(found, kept / found.name)
    print(f"dev: {module['name']}: Debian's library instead of upstream's source", file=sys.stderr)
    module["build-commands"] = [command for command in module["build-commands"] if not command.startswith("make ")]
    source.clear()
    source.update({"type": "dir", "path": str(kept)})


def unpack_bz2(file, source):
    """The local Sdk has no bzip2: the same archive without it."""
    plain = file.with_suffix("")
    plain.write_bytes(bz2.decompress(file.read_bytes()))
    source.update({"url": plain.as_uri(), "sha256": hashlib.sha256(plain.read_bytes()).hexdigest()})


manifest.update({"runtime": f"{runtime}.Platform", "sdk": f"{runtime}.Sdk", "runtime-version": branch})
for module in manifest["modules"]:
    for source in module["sources"]:
        if source["type"] == "dir":
            source["path"] = tree
        elif source.get("sha256") in archives and archives[source["sha256"]].suffix == ".bz2":
            unpack_bz2(archives[source["sha256"]], source)
        elif source.get("sha256") in archives:
            kept = state / "state" / "downloads" / source["sha256"] / source["url"].rsplit("/", 1)[1]
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(archives[source["sha256"]], kept)
        elif not any(f.name.startswith(module["name"]) for f in archives.values()):
            take_built(module, source)
        else:
            sha256, file = next((s, f) for s, f in archives.items() if f.name.startswith(module["name"]))
            print(f"dev: {module['name']}: Debian's archive {file.name} instead of upstream's", file=sys.stderr)
            source.clear()
            source.update({"type": "archive", "url": file.as_uri(), "sha256": sha256})
json.dump(manifest, sys.stdout, indent=2)
