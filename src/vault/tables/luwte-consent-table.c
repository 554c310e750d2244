/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-consent-table.h"

#include "luwte-db.h"
#include "luwte-id.h"
#include "luwte-object-private.h"
#include "luwte-record-sql-private.h"
#include "luwte-vault.h"

char *
luwte_consent_table_add (LuwteDb *db, const char *session, const char *scope, const char *words,
                         const char *party, gint64 at, LuwteDay day, GError **error)
{
  g_autofree char *object_id = luwte_id_new ();
  LuwteStmt *stmt;
  gint64 id;

  if (!luwte_object_find (db, LUWTE_SQL_SESSION_ID, session, &id, error))
    return NULL;
  stmt = luwte_db_prepare (db,
                           "INSERT INTO consent (object_id, session_id, scope, words, party,"
                           " created_at, created_day) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                           error);
  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, object_id);
  luwte_stmt_bind_int (stmt, 2, id);
  luwte_stmt_bind_text (stmt, 3, scope);
  luwte_stmt_bind_text (stmt, 4, words);
  luwte_stmt_bind_text (stmt, 5, party);
  luwte_stmt_bind_int (stmt, 6, at);
  luwte_stmt_bind_day (stmt, 7, day);
  return luwte_stmt_run (stmt, error) ? g_steal_pointer (&object_id) : NULL;
}

/* Only what may be shown can be withdrawn. dossier: (out) (transfer full) (nullable) */
static gboolean
find_dossier (LuwteDb *db, const char *object_id, char **dossier, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT d.object_id FROM consent c"
                                      " JOIN session s ON s.id = c.session_id"
                                      " LEFT JOIN dossier d ON d.id = s.dossier_id"
                                      " WHERE c.object_id = ?2 AND c.withdrawn_day IS NULL"
                                      " AND" LUWTE_SQL_SHOWN ("'consent'", "c.created_day"),
                                      error);
  gboolean row;

  *dossier = NULL;
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  luwte_stmt_bind_text (stmt, 2, object_id);
  if (!luwte_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    *dossier = g_strdup (luwte_stmt_text (stmt, 0));
  else
    g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND,
                         "There is no such consent that holds");
  return row;
}

gboolean
luwte_consent_table_withdraw (LuwteDb *db, const char *object_id, gint64 at, LuwteDay day,
                              char **dossier, GError **error)
{
  g_autofree char *found = NULL;
  LuwteStmt *stmt;

  *dossier = NULL;
  if (!find_dossier (db, object_id, &found, error))
    return FALSE;
  stmt = luwte_db_prepare (
      db, "UPDATE consent SET withdrawn_at = ?2, withdrawn_day = ?3 WHERE object_id = ?1", error);
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, object_id);
  luwte_stmt_bind_int (stmt, 2, at);
  luwte_stmt_bind_day (stmt, 3, day);
  if (!luwte_stmt_run (stmt, error))
    return FALSE;
  *dossier = g_steal_pointer (&found);
  return TRUE;
}

static GPtrArray *
read_consents (LuwteDb *db, gint64 dossier, gint64 session, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT c.object_id, c.scope, c.words, c.party,"
      " c.created_day, c.withdrawn_day FROM consent c"
      " JOIN session s ON s.id = c.session_id"
      " LEFT JOIN dossier d ON d.id = s.dossier_id"
      " WHERE (s.dossier_id = ?2 OR s.id = ?3)"
      " AND" LUWTE_SQL_SHOWN ("'consent'",
                              "c.created_day") " ORDER BY c.created_at DESC, c.id DESC",
      error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_consent_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  luwte_stmt_bind_int (stmt, 2, dossier);
  luwte_stmt_bind_int (stmt, 3, session);
  while (luwte_stmt_step (stmt, &row, error))
    {
      LuwteConsent *consent;

      if (!row)
        return g_steal_pointer (&rows);
      consent = g_new (LuwteConsent, 1);
      *consent = (LuwteConsent) {
        .id = g_strdup (luwte_stmt_text (stmt, 0)),
        .scope = g_strdup (luwte_stmt_text (stmt, 1)),
        .words = g_strdup (luwte_stmt_text (stmt, 2)),
        .party = g_strdup (luwte_stmt_text (stmt, 3)),
        .given = luwte_stmt_day (stmt, 4),
        .withdrawn = luwte_stmt_day (stmt, 5),
      };
      g_ptr_array_add (rows, consent);
    }
  return NULL;
}

/* A session without a dossier is nobody's yet: anonymous, and nobody has objected in it. */
static gboolean
read_dossier (LuwteDb *db, gint64 dossier, LuwteStanding *standing, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT d.known, d.known_day, o.day FROM dossier d"
                                      " LEFT JOIN objection o ON o.dossier_id = d.id"
                                      " AND o.kind = 'registration' WHERE d.id = ?1",
                                      error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, dossier);
  if (!luwte_stmt_step (stmt, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  luwte_known_from_code (luwte_stmt_text (stmt, 0), &standing->known);
  standing->known_since = luwte_stmt_day (stmt, 1);
  standing->objected = luwte_stmt_day (stmt, 2);
  return TRUE;
}

LuwteStanding *
luwte_standing_read (LuwteDb *db, const char *dossier, const char *session, GError **error)
{
  g_autoptr (LuwteStanding) standing = g_new0 (LuwteStanding, 1);
  gint64 dossier_id = 0;
  gint64 session_id = 0;

  standing->known_since = standing->objected = LUWTE_DAY_NONE;
  if ((session != NULL &&
       (!luwte_object_find (db, LUWTE_SQL_SESSION_ID, session, &session_id, error) ||
        !luwte_object_find (db, "SELECT ifnull (dossier_id, 0) FROM session WHERE object_id = ?1",
                            session, &dossier_id, error))) ||
      (session == NULL &&
       !luwte_object_find (db, LUWTE_SQL_DOSSIER_ID, dossier, &dossier_id, error)) ||
      !read_dossier (db, dossier_id, standing, error))
    return NULL;
  standing->consents = read_consents (db, dossier_id, session_id, error);
  return standing->consents != NULL ? g_steal_pointer (&standing) : NULL;
}

gboolean
luwte_standing_set_known (LuwteDb *db, const char *dossier, LuwteKnown known, LuwteDay day,
                          GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "UPDATE dossier SET known_day = CASE WHEN known = ?2 THEN known_day ELSE ?3 END, known = ?2"
      " WHERE object_id = ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, dossier);
  luwte_stmt_bind_text (stmt, 2, luwte_known_to_code (known));
  luwte_stmt_bind_day (stmt, 3, day);
  return luwte_stmt_run (stmt, error) && luwte_object_changed (db, error);
}
