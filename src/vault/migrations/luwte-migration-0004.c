/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The full-text index in pieces, one a month (luwte-search-index.c); what makes them runs after
 * these statements. And an index by which an erased object's id is found in the audit: without it
 * every erasure read the whole audit. */

#include "luwte-migrations.h"

const char *const luwte_migration_0004[] = {
  "DROP TRIGGER note_text_inserted",
  "DROP TRIGGER note_text_deleted",
  "DROP TABLE note_fts",
  "CREATE TABLE search_month ("
  "  name TEXT PRIMARY KEY,"
  "  first INTEGER NOT NULL UNIQUE,"
  "  \"end\" INTEGER NOT NULL"
  ") STRICT, WITHOUT ROWID",
  "CREATE INDEX audit_object ON audit (object) WHERE object IS NOT NULL",

  NULL
};
