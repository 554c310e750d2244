/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-request-table.h"

#include "luwte-db.h"
#include "luwte-id.h"
#include "luwte-object-private.h"
#include "luwte-record-sql-private.h"
#include "luwte-vault.h"

gboolean
luwte_request_table_place (LuwteDb *db, const char *dossier, char **session, char **line,
                           GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT s.object_id, s.line FROM session s JOIN dossier d ON d.id = s.dossier_id"
      " WHERE d.object_id = ?1 ORDER BY s.opened_at DESC, s.id DESC LIMIT 1",
      error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, dossier);
  if (!luwte_stmt_step (stmt, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND,
                           "There is no such dossier");
      return FALSE;
    }
  *session = g_strdup (luwte_stmt_text (stmt, 0));
  *line = g_strdup (luwte_stmt_text (stmt, 1));
  return TRUE;
}

char *
luwte_request_table_add (LuwteDb *db, const char *session, const char *dossier, const char *kind,
                         LuwteDay created, LuwteDay answer, GError **error)
{
  g_autofree char *object_id = luwte_id_new ();
  LuwteStmt *stmt =
      luwte_db_prepare (db,
                        "INSERT INTO request (object_id, session_id, dossier_id, kind, "
                        "created_day, answer_day, state)"
                        " VALUES (?1, (SELECT id FROM session WHERE object_id = ?2),"
                        " (SELECT id FROM dossier WHERE object_id = ?3), ?4, ?5, ?6, 'received')",
                        error);

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, object_id);
  luwte_stmt_bind_text (stmt, 2, session);
  luwte_stmt_bind_text (stmt, 3, dossier);
  luwte_stmt_bind_text (stmt, 4, kind);
  luwte_stmt_bind_day (stmt, 5, created);
  luwte_stmt_bind_day (stmt, 6, answer);
  return luwte_stmt_run (stmt, error) ? g_steal_pointer (&object_id) : NULL;
}

/* Of the dossier d: the nickname used last. */
#define NICKNAME                                                                                  \
  "(SELECT k.name FROM nickname k WHERE k.dossier_id = d.id ORDER BY k.used_day DESC, k.id DESC " \
  "LIMIT 1)"

/* The dossier is told only while the request's session still stands in it. */
#define SHOWN_REQUESTS                                                                      \
  "SELECT q.object_id, CASE WHEN q.dossier_id = s.dossier_id THEN d.object_id END, q.kind," \
  " q.state, q.ground, q.created_day, q.answer_day, q.identity_day, q.ownership_day,"       \
  " q.decided_day, CASE WHEN q.dossier_id = s.dossier_id THEN " NICKNAME " END"             \
  " FROM request q JOIN session s ON s.id = q.session_id"                                   \
  " LEFT JOIN dossier d ON d.id = s.dossier_id WHERE" LUWTE_SQL_SHOWN ("'request'",         \
                                                                       "q.created_day")

static LuwteRequest *
read_request (LuwteStmt *stmt)
{
  LuwteRequest *self = g_new (LuwteRequest, 1);

  *self = (LuwteRequest) {
    .id = g_strdup (luwte_stmt_text (stmt, 0)),
    .dossier = g_strdup (luwte_stmt_text (stmt, 1)),
    .kind = g_strdup (luwte_stmt_text (stmt, 2)),
    .state = g_strdup (luwte_stmt_text (stmt, 3)),
    .ground = g_strdup (luwte_stmt_text (stmt, 4)),
    .received = luwte_stmt_day (stmt, 5),
    .answer_by = luwte_stmt_day (stmt, 6),
    .identity = luwte_stmt_day (stmt, 7),
    .ownership = luwte_stmt_day (stmt, 8),
    .decided = luwte_stmt_day (stmt, 9),
    .nickname = g_strdup (luwte_stmt_text (stmt, 10)),
  };
  return self;
}

LuwteRequest *
luwte_request_table_get (LuwteDb *db, const char *object_id, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, SHOWN_REQUESTS " AND q.object_id = ?2", error);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  luwte_stmt_bind_text (stmt, 2, object_id);
  if (!luwte_stmt_step (stmt, &row, error))
    return NULL;
  if (row)
    return read_request (stmt);
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND,
                       "There is no such request");
  return NULL;
}

GPtrArray *
luwte_request_table_list (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      SHOWN_REQUESTS
                                      " ORDER BY q.state <> 'received', q.answer_day, q.id",
                                      error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_request_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, read_request (stmt));
    }
  return NULL;
}

gboolean
luwte_request_table_check (LuwteDb *db, const char *object_id, gboolean identity,
                           gboolean ownership, LuwteDay day, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "UPDATE request SET"
      " identity_day = CASE WHEN ?2 THEN IFNULL (identity_day, ?4) ELSE identity_day END,"
      " ownership_day = CASE WHEN ?3 THEN IFNULL (ownership_day, ?4) ELSE ownership_day END"
      " WHERE object_id = ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, object_id);
  luwte_stmt_bind_int (stmt, 2, identity);
  luwte_stmt_bind_int (stmt, 3, ownership);
  luwte_stmt_bind_day (stmt, 4, day);
  return luwte_stmt_run (stmt, error) && luwte_object_changed (db, error);
}

gboolean
luwte_request_table_decide (LuwteDb *db, const char *object_id, const char *state,
                            const char *ground, LuwteDay day, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db, "UPDATE request SET state = ?2, ground = ?3, decided_day = ?4 WHERE object_id = ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, object_id);
  luwte_stmt_bind_text (stmt, 2, state);
  luwte_stmt_bind_text (stmt, 3, ground);
  luwte_stmt_bind_day (stmt, 4, day);
  return luwte_stmt_run (stmt, error) && luwte_object_changed (db, error);
}

GPtrArray *
luwte_request_table_sessions (LuwteDb *db, const char *dossier, GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db,
                        "SELECT s.object_id FROM session s JOIN dossier d ON d.id = s.dossier_id"
                        " WHERE d.object_id = ?1 ORDER BY s.id",
                        error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, dossier);
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&ids);
      g_ptr_array_add (ids, g_strdup (luwte_stmt_text (stmt, 0)));
    }
  return NULL;
}

char **
luwte_request_table_records (LuwteDb *db, const char *session, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT r.object_id, r.kind FROM record r"
                                      " JOIN session s ON s.id = r.session_id"
                                      " WHERE s.object_id = ?1",
                                      error);
  g_autoptr (GStrvBuilder) records = g_strv_builder_new ();
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, session);
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_strv_builder_end (records);
      g_strv_builder_add_many (records, luwte_stmt_text (stmt, 0), luwte_stmt_text (stmt, 1), NULL);
    }
  return NULL;
}

gboolean
luwte_objection_table_add (LuwteDb *db, const char *dossier, const char *kind, LuwteDay day,
                           const char *role, GError **error)
{
  LuwteStmt *stmt;
  gint64 id;

  if (!luwte_object_find (db, LUWTE_SQL_DOSSIER_ID, dossier, &id, error))
    return FALSE;
  stmt = luwte_db_prepare (db,
                           "INSERT INTO objection (dossier_id, kind, day, role)"
                           " VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
                           error);
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, id);
  luwte_stmt_bind_text (stmt, 2, kind);
  luwte_stmt_bind_day (stmt, 3, day);
  luwte_stmt_bind_text (stmt, 4, role);
  return luwte_stmt_run (stmt, error);
}

gboolean
luwte_objection_table_remove (LuwteDb *db, const char *dossier, const char *kind, gboolean *stood,
                              GError **error)
{
  LuwteStmt *stmt;
  gint64 id;

  *stood = FALSE;
  if (!luwte_object_find (db, LUWTE_SQL_DOSSIER_ID, dossier, &id, error))
    return FALSE;
  stmt = luwte_db_prepare (db, "DELETE FROM objection WHERE dossier_id = ?1 AND kind = ?2", error);
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, id);
  luwte_stmt_bind_text (stmt, 2, kind);
  if (!luwte_stmt_run (stmt, error))
    return FALSE;
  *stood = luwte_db_changes (db) > 0;
  return TRUE;
}

gboolean
luwte_objection_table_stands (LuwteDb *db, const char *dossier, const char *kind, gboolean *stands,
                              GError **error)
{
  LuwteStmt *stmt;

  *stands = FALSE;
  if (dossier == NULL)
    return TRUE;
  stmt = luwte_db_prepare (db,
                           "SELECT 1 FROM objection o JOIN dossier d ON d.id = o.dossier_id"
                           " WHERE d.object_id = ?1 AND o.kind = ?2",
                           error);
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, dossier);
  luwte_stmt_bind_text (stmt, 2, kind);
  return luwte_stmt_step (stmt, stands, error);
}

GPtrArray *
luwte_objection_table_list (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT d.object_id, o.kind, o.day, o.role, " NICKNAME
                                      " FROM objection o"
                                      " JOIN dossier d ON d.id = o.dossier_id ORDER BY o.day, d.id",
                                      error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_objection_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (luwte_stmt_step (stmt, &row, error))
    {
      LuwteObjection *self;

      if (!row)
        return g_steal_pointer (&rows);
      self = g_new (LuwteObjection, 1);
      *self = (LuwteObjection) {
        .dossier = g_strdup (luwte_stmt_text (stmt, 0)),
        .kind = g_strdup (luwte_stmt_text (stmt, 1)),
        .day = luwte_stmt_day (stmt, 2),
        .role = g_strdup (luwte_stmt_text (stmt, 3)),
        .nickname = g_strdup (luwte_stmt_text (stmt, 4)),
      };
      g_ptr_array_add (rows, self);
    }
  return NULL;
}
