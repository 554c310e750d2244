/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A dossier's notes lie as far apart as its contacts, and each page of an encrypted database costs
 * three times a plain one. So what a list asks of a note and of its session stands once more, side
 * by side, in two indexes; of the tables only the texts that are shown are read. */

#include "luwte-migrations.h"

const char *const luwte_migration_0007[] = {
  /* The dossier of its session, which the triggers hold to it. */
  "ALTER TABLE note ADD COLUMN dossier_id INTEGER REFERENCES dossier (id)",
  "UPDATE note SET dossier_id = (SELECT dossier_id FROM session s WHERE s.id = session_id)",
  "CREATE TRIGGER note_dossier_in AFTER INSERT ON note BEGIN"
  "  UPDATE note SET dossier_id = (SELECT dossier_id FROM session s WHERE s.id = new.session_id)"
  "    WHERE id = new.id AND dossier_id IS NOT"
  "      (SELECT dossier_id FROM session s WHERE s.id = new.session_id);"
  " END",
  "CREATE TRIGGER note_dossier_moved AFTER UPDATE OF dossier_id ON session"
  " WHEN new.dossier_id IS NOT old.dossier_id BEGIN"
  "  UPDATE note SET dossier_id = new.dossier_id WHERE session_id = new.id;"
  " END",
  "CREATE INDEX note_dossier ON note (dossier_id, id, session_id, object_id, kind, topic,"
  " created_at, created_day, edited_at) WHERE dossier_id IS NOT NULL",

  "DROP INDEX session_dossier",
  "CREATE INDEX session_dossier ON session (dossier_id, id, object_id, nickname, line, channel,"
  " author, closed_day, active_day)",

  NULL
};
