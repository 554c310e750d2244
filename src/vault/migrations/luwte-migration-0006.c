/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What somebody's rights leave behind: what stood in a note before it was corrected, what was added
 * beside it, and on what ground an erasure was granted or refused. */

#include "luwte-migrations.h"

const char *const luwte_migration_0006[] = {
  /* A version is no record of its own: it goes with its note, whoever erases that. It stands in no
   * index of words, so that what was corrected is not found again by them. */
  "CREATE TABLE note_version ("
  "  id INTEGER PRIMARY KEY,"
  "  note_id INTEGER NOT NULL REFERENCES note (id) ON DELETE CASCADE,"
  "  topic TEXT NOT NULL,"
  "  body TEXT NOT NULL,"
  "  written_at INTEGER NOT NULL,"
  "  replaced_at INTEGER NOT NULL"
  ") STRICT",
  "CREATE INDEX note_version_note ON note_version (note_id)",
  "CREATE TABLE note_addition ("
  "  id INTEGER PRIMARY KEY,"
  "  note_id INTEGER NOT NULL REFERENCES note (id) ON DELETE CASCADE,"
  "  body TEXT NOT NULL,"
  "  created_at INTEGER NOT NULL"
  ") STRICT",
  "CREATE INDEX note_addition_note ON note_addition (note_id)",

  /* Of a request to erase, when it is gone: codes and the month, and nothing that says whose it was.
   * The random key is the order of the rows, as with tombstones. early: before a legal term. */
  "CREATE TABLE decision ("
  "  key BLOB NOT NULL PRIMARY KEY DEFAULT (randomblob (16)),"
  "  month TEXT NOT NULL,"
  "  outcome TEXT NOT NULL CHECK (outcome IN ('granted', 'refused')),"
  "  ground TEXT NOT NULL,"
  "  early INTEGER NOT NULL"
  ") STRICT, WITHOUT ROWID",

  /* 0: of somebody who objected to research; what goes out does not count it. */
  "ALTER TABLE tombstone ADD COLUMN research INTEGER NOT NULL DEFAULT 1",

  NULL
};
