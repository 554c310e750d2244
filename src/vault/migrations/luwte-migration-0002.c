/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The team: this vault's own keys, the rosters it believes, and what travels between vaults for the
 * anonymous review. A case at the board hangs on no session here, since nobody may know which one
 * it is; it has its own last month instead. */

#include "luwte-migrations.h"

const char *const luwte_migration_0002[] = {
  /* One seed, from which both key pairs are made. */
  "CREATE TABLE identity ("
  "  id INTEGER PRIMARY KEY CHECK (id = 1),"
  "  seed BLOB NOT NULL,"
  "  name TEXT NOT NULL"
  ") STRICT",

  /* The rosters that were accepted. replaced_day is NULL for the one in use. */
  "CREATE TABLE roster ("
  "  team TEXT NOT NULL,"
  "  number INTEGER NOT NULL,"
  "  text TEXT NOT NULL,"
  "  accepted_day INTEGER NOT NULL,"
  "  replaced_day INTEGER,"
  "  PRIMARY KEY (team, number)"
  ") STRICT, WITHOUT ROWID",
  "CREATE UNIQUE INDEX roster_in_use ON roster ((1)) WHERE replaced_day IS NULL",

  /* What a lead has prepared for the next roster. */
  "CREATE TABLE roster_card ("
  "  id TEXT PRIMARY KEY,"
  "  card TEXT NOT NULL,"
  "  roles INTEGER NOT NULL"
  ") STRICT, WITHOUT ROWID",

  /* Packs that were read before; a second one of that name is a replay. */
  "CREATE TABLE pack_seen ("
  "  name TEXT PRIMARY KEY,"
  "  expires TEXT NOT NULL"
  ") STRICT, WITHOUT ROWID",

  /* What is on its way to the team's folder, until it is there whole. */
  "CREATE TABLE pack_out ("
  "  id INTEGER PRIMARY KEY,"
  "  name TEXT NOT NULL UNIQUE,"
  "  session_id INTEGER REFERENCES session (id) ON DELETE CASCADE,"
  "  expires TEXT NOT NULL,"
  "  bytes BLOB NOT NULL"
  ") STRICT",
  "CREATE INDEX pack_out_session ON pack_out (session_id) WHERE session_id IS NOT NULL",

  /* With the author: which session a case is about, and the one-time key that advice comes to. */
  "CREATE TABLE case_sent ("
  "  id INTEGER PRIMARY KEY,"
  "  object_id TEXT NOT NULL UNIQUE,"
  "  session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,"
  "  reply_seed BLOB NOT NULL,"
  "  sent_at INTEGER NOT NULL,"
  "  expires TEXT NOT NULL"
  ") STRICT",
  "CREATE INDEX case_sent_session ON case_sent (session_id)",

  /* With the author: the advice that came back. */
  "CREATE TABLE advice ("
  "  id INTEGER PRIMARY KEY,"
  "  object_id TEXT NOT NULL UNIQUE,"
  "  session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,"
  "  case_id TEXT NOT NULL,"
  "  writer TEXT NOT NULL,"
  "  decision TEXT NOT NULL,"
  "  text TEXT NOT NULL,"
  "  created_at INTEGER NOT NULL,"
  "  created_day INTEGER NOT NULL,"
  "  acknowledged_at INTEGER,"
  "  outcome TEXT"
  ") STRICT",
  "CREATE INDEX advice_session ON advice (session_id)",

  /* At the board: a case as it was sealed, the agenda, and what was advised. */
  "CREATE TABLE board_case ("
  "  id INTEGER PRIMARY KEY,"
  "  object_id TEXT NOT NULL UNIQUE,"
  "  content TEXT NOT NULL,"
  "  urgent INTEGER NOT NULL,"
  "  received_day INTEGER NOT NULL,"
  "  expires TEXT NOT NULL,"
  "  state TEXT NOT NULL CHECK (state IN ('new', 'agenda', 'discussed')),"
  "  agenda_day INTEGER,"
  "  position INTEGER NOT NULL DEFAULT 0,"
  "  decision TEXT,"
  "  advice TEXT,"
  "  advised_day INTEGER,"
  "  outcome TEXT"
  ") STRICT",

  /* Advice is a record of its own kind. */
  "DROP VIEW record",
  "CREATE VIEW record AS"
  "  SELECT n.object_id AS object_id, n.kind AS kind, s.line AS line, n.created_day AS created_day,"
  "    s.closed_day AS closed_day, IFNULL (d.last_contact_day, s.active_day) AS last_contact_day,"
  "    s.id AS session_id, s.dossier_id AS dossier_id"
  "    FROM note n JOIN session s ON s.id = n.session_id LEFT JOIN dossier d ON d.id = s.dossier_id"
  "  UNION ALL SELECT m.object_id, 'message', s.line, m.created_day,"
  "    s.closed_day, IFNULL (d.last_contact_day, s.active_day), s.id, s.dossier_id"
  "    FROM message m JOIN session s ON s.id = m.session_id"
  "    LEFT JOIN dossier d ON d.id = s.dossier_id"
  "  UNION ALL SELECT f.object_id, 'flag', s.line, f.created_day,"
  "    s.closed_day, IFNULL (d.last_contact_day, s.active_day), s.id, s.dossier_id"
  "    FROM flag f JOIN session s ON s.id = f.session_id LEFT JOIN dossier d ON d.id = s.dossier_id"
  "  UNION ALL SELECT c.object_id, 'consent', s.line, c.created_day,"
  "    s.closed_day, IFNULL (d.last_contact_day, s.active_day), s.id, s.dossier_id"
  "    FROM consent c JOIN session s ON s.id = c.session_id"
  "    LEFT JOIN dossier d ON d.id = s.dossier_id"
  "  UNION ALL SELECT a.object_id, 'advice', s.line, a.created_day,"
  "    s.closed_day, IFNULL (d.last_contact_day, s.active_day), s.id, s.dossier_id"
  "    FROM advice a JOIN session s ON s.id = a.session_id"
  "    LEFT JOIN dossier d ON d.id = s.dossier_id",

  NULL
};
