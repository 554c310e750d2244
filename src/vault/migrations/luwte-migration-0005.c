/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rights desk: requests, which are records with a term, and objections, which last as long as
 * the dossier. */

#include "luwte-migrations.h"

const char *const luwte_migration_0005[] = {
  /* dossier_id is whose it was when it came in: when dossiers were joined or split since, nobody may
   * take it for a request about what they hold now. identity_day and ownership_day keep that
   * somebody has looked, and nothing of what was shown. */
  "CREATE TABLE request ("
  "  id INTEGER PRIMARY KEY,"
  "  object_id TEXT NOT NULL UNIQUE,"
  "  session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,"
  "  dossier_id INTEGER REFERENCES dossier (id) ON DELETE SET NULL,"
  "  kind TEXT NOT NULL,"
  "  created_day INTEGER NOT NULL,"
  "  answer_day INTEGER NOT NULL,"
  "  identity_day INTEGER,"
  "  ownership_day INTEGER,"
  "  state TEXT NOT NULL CHECK (state IN ('received', 'granted', 'refused')),"
  "  decided_day INTEGER,"
  "  ground TEXT"
  ") STRICT",
  "CREATE INDEX request_session ON request (session_id)",
  "CREATE INDEX request_dossier ON request (dossier_id) WHERE dossier_id IS NOT NULL",

  "CREATE TABLE objection ("
  "  dossier_id INTEGER NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,"
  "  kind TEXT NOT NULL CHECK (kind IN ('research', 'registration')),"
  "  day INTEGER NOT NULL,"
  "  role TEXT NOT NULL,"
  "  PRIMARY KEY (dossier_id, kind)"
  ") STRICT, WITHOUT ROWID",

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
  "    LEFT JOIN dossier d ON d.id = s.dossier_id"
  "  UNION ALL SELECT q.object_id, 'request', s.line, q.created_day,"
  "    s.closed_day, IFNULL (d.last_contact_day, s.active_day), s.id, s.dossier_id"
  "    FROM request q JOIN session s ON s.id = q.session_id"
  "    LEFT JOIN dossier d ON d.id = s.dossier_id",

  NULL
};
