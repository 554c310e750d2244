/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What this vault put into the review folder and has to take out again; what was handed over, so
 * that it is erased in both vaults; the library of intervision. */

#include "luwte-migrations.h"

const char *const luwte_migration_0009[] = {
  /* Files in the folder that came from here. */
  "CREATE TABLE pack_put ("
  "  name TEXT PRIMARY KEY,"
  "  expires TEXT NOT NULL"
  ") STRICT, WITHOUT ROWID",

  /* Of what was handed over to this vault: from this day on nothing of it is here, whatever the
   * profile in use says. */
  "ALTER TABLE session ADD COLUMN gone_day INTEGER",

  /* peers: ids in the roster, with spaces between: to whom, or where outgoing is 0 from whom.
   * until_day NULL: as long as the records themselves. */
  "CREATE TABLE handover ("
  "  id INTEGER PRIMARY KEY,"
  "  object_id TEXT NOT NULL UNIQUE,"
  "  outgoing INTEGER NOT NULL,"
  "  dossier_id INTEGER REFERENCES dossier (id) ON DELETE SET NULL,"
  "  peers TEXT NOT NULL,"
  "  made_day INTEGER NOT NULL,"
  "  until_day INTEGER"
  ") STRICT",
  "CREATE INDEX handover_dossier ON handover (dossier_id) WHERE dossier_id IS NOT NULL",

  /* The records that were handed over, by the ids that they have in both vaults. What stands here
   * and is no record any more before its day was erased on request, and the peers are told. */
  "CREATE TABLE handed_record ("
  "  record_id TEXT NOT NULL,"
  "  handover_id INTEGER NOT NULL REFERENCES handover (id) ON DELETE CASCADE,"
  "  kind TEXT NOT NULL,"
  "  due_day INTEGER NOT NULL,"
  "  PRIMARY KEY (record_id, handover_id)"
  ") STRICT, WITHOUT ROWID",
  "CREATE INDEX handed_record_handover ON handed_record (handover_id)",

  /* Questions and answers without anybody in them. */
  "CREATE TABLE summary ("
  "  id INTEGER PRIMARY KEY,"
  "  object_id TEXT NOT NULL UNIQUE,"
  "  topic TEXT NOT NULL,"
  "  question TEXT NOT NULL,"
  "  answer TEXT NOT NULL,"
  "  month TEXT NOT NULL,"
  "  asked INTEGER NOT NULL DEFAULT 1"
  ") STRICT",

  NULL
};
