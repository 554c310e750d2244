#!/usr/bin/env python3
"""test_readers.py SOURCE: R25, R48, R50: every query that reads what people wrote asks luwte_shown(), which asks the one
function on reading and the one on what is due; or it stands below, with what it reads instead."""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
RECORDS = r"(note|note_text|note_version|note_addition|note_fts_@|message|flag|consent|advice|request|draft|outbox|record)"
READS = re.compile(rf"SELECT\b[^;]*?\b(FROM|JOIN) {RECORDS}\b", re.S)
ASKS = re.compile(r"LUWTE_SQL_\w*SHOWN|\bSHOWN\b")

# What reads without asking, by function, and why that shows nobody anything.
ALLOWED = {
    # retention: ids and days, no content
    "luwte_record_table_list_due": "ids and days",
    "luwte_record_table_last_due": "a day", "luwte_record_table_list_terms": "days",
    "luwte_record_table_list_empty_sessions": "ids",
    "luwte_record_table_note_topic": "the topic that stays as a tombstone",
    "luwte_session_table_record_kinds": "kinds",
    # erasing a dossier on request
    "luwte_request_table_records": "ids and kinds",
    # figures: numbers, of which none is small
    "luwte_contact_count_table_read": "topics, months and channels, counted",
    # the full-text index, cut by month
    "first_text_from": "ids", "check_all_indexed": "how many", "check_content": "how many", "settle_month": "how many",
    # what was handed over
    "luwte_handover_table_put_note": "whether it stands there already",
    "luwte_handover_table_is_there": "whether anything of it is left",
    "luwte_handover_table_list_erased": "ids of what is gone", "luwte_handover_table_find": "an id and a kind",
    # one's own sending and writing
    "luwte_message_table_put": "whether it stands there already",
    "next_rowid": "the next free number",
    "luwte_outbox_table_list": "what waits to be sent, of sessions that are one's own",
    "luwte_draft_table_load": "what one is writing oneself, in a session that is one's own",
    "luwte_draft_table_get_note_kind": "for whom one is writing it",
}


def functions(text):
    for found in re.finditer(r"^(\w+) \([^;{]*?\)\n\{\n(.*?)^\}$", text, re.S | re.M):
        yield found[1], found[2]


def literals(body):
    """The SQL of a function: its strings, with the macros that stand between them."""
    return re.sub(r'"\s*(\w*)\s*"', r"\1", body)


wrong, seen, asked = [], set(), 0
for f in sorted((root / "src").rglob("*.c")):
    if "migrations" in f.parts:
        continue
    text = f.read_text()
    macros = dict(re.findall(r"#define (\w+)(?:\([^)]*\))?((?:[^\n]*\\\n)*[^\n]*)", text))
    for name, body in functions(text):
        for _ in range(3):  # macros stand in macros
            for macro, value in macros.items():
                body = re.sub(rf"\b{macro}\b(?! *\()", lambda _: value + f" /* {macro} */ ", body) if macro != "SHOWN" else body
        if not READS.search(literals(body)):
            continue
        if ASKS.search(body):
            asked += 1
        elif name in ALLOWED:
            seen.add(name)
        else:
            wrong.append(f"{f.relative_to(root)}: {name} reads records and asks nobody")

print("1..2")
if asked < 8:
    wrong.append(f"only {asked} queries that ask were found: the search is broken")
print(f"{'not ok' if wrong else 'ok'} 1 - every reader asks", *(f"# {line}" for line in wrong), sep="\n")
stale = sorted(set(ALLOWED) - seen)
print(f"{'not ok' if stale else 'ok'} 2 - nothing is allowed for nothing", *(f"# {name}" for name in stale), sep="\n")
sys.exit(bool(wrong or stale))
