#!/usr/bin/env python3
"""docs/bridge-protocol.md against its schema: every example is what its definition says, and every definition of a message has one."""
import json
import os
import re
import sys

try:
    import jsonschema
except ImportError:
    print("1..0 # SKIP there is no jsonschema here")
    sys.exit(0)

ROOT = os.environ["LUWTE_SOURCE_DIR"]
DEFS = json.load(open(os.path.join(ROOT, "docs/bridge-protocol.schema.json")))["$defs"]
PARTS = {"id", "noTrace", "last", "seq", "teamMessage"}
EVENTS = {"session", "message", "read", "erased", "question", "team", "silent", "typing", "beat", "resync"}
EXAMPLES = re.findall(r"^- `(\w+)`: `(\{.*\})`$", open(os.path.join(ROOT, "docs/bridge-protocol.md")).read(), re.M)


def valid(name, value):
    return jsonschema.Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": DEFS}).is_valid(value)


def test_examples():
    """every example fits its definition"""
    assert [name for name, text in EXAMPLES if not valid(name, json.loads(text))] == []


def test_complete():
    """every message has an example, events one of each type"""
    assert set(DEFS) - PARTS == {name for name, _ in EXAMPLES}, set(DEFS) - PARTS ^ {name for name, _ in EXAMPLES}
    assert {json.loads(text)["type"] for name, text in EXAMPLES if name == "event"} == EVENTS


def test_strict():
    """an example without a member that is required, or with an address, a code, is refused"""
    for name, text in EXAMPLES:
        for member in DEFS[name].get("required", []):
            value = json.loads(text)
            del value[member]
            assert not valid(name, value), (name, member)
    for name in ("session", "message", "question"):
        value = json.loads(dict(EXAMPLES)[name])
        assert valid(name, value | {"later": 1}) and not valid(name, value | {"ip": "203.0.113.1"}), name
    assert not valid("question", json.loads(dict(EXAMPLES)["question"]) | {"code": "x"})


tests = [test_examples, test_complete, test_strict]
print(f"1..{len(tests)}")
failed = False
for number, test in enumerate(tests, 1):
    try:
        test()
        print(f"ok {number} - {test.__doc__}")
    except AssertionError as error:
        print(f"not ok {number} - {test.__doc__}\n# {error}")
        failed = True
sys.exit(failed)
