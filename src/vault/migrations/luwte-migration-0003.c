/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whose a record is, who stands in for whom, and why a profile was loosened. */

#include "luwte-migrations.h"

const char *const luwte_migration_0003[] = {
  /* Who wrote what stands in a session: a member's id, NULL for the one whose vault this is. What
   * was handed over comes with its author. */
  "ALTER TABLE session ADD COLUMN author TEXT",

  /* A substitute, for a period with a first and a last day. member is NULL where this vault's owner
   * stands in for author, author is NULL where somebody stands in for her. dossier_id NULL: all of
   * the author's. */
  "CREATE TABLE substitute ("
  "  id INTEGER PRIMARY KEY,"
  "  object_id TEXT NOT NULL UNIQUE,"
  "  author TEXT,"
  "  member TEXT,"
  "  dossier_id INTEGER REFERENCES dossier (id) ON DELETE CASCADE,"
  "  from_day INTEGER NOT NULL,"
  "  until_day INTEGER NOT NULL CHECK (until_day >= from_day),"
  "  granted_by TEXT NOT NULL CHECK (granted_by IN ('author', 'lead')),"
  "  granted_at INTEGER NOT NULL,"
  "  ended_at INTEGER,"
  "  CHECK ((author IS NULL) <> (member IS NULL))"
  ") STRICT",
  "CREATE INDEX substitute_author ON substitute (author) WHERE author IS NOT NULL",
  "CREATE INDEX substitute_dossier ON substitute (dossier_id) WHERE dossier_id IS NOT NULL",

  /* The keys that a profile loosened and the reason given, a word of the lead about the profile and
   * never about a visitor; NULL where it loosened nothing. */
  "ALTER TABLE policy ADD COLUMN loosened TEXT", "ALTER TABLE policy ADD COLUMN reason TEXT",

  NULL
};
