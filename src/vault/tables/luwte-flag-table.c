/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-db.h"
#include "luwte-flag-table.h"
#include "luwte-flag.h"
#include "luwte-id.h"
#include "luwte-object-private.h"
#include "luwte-record-sql-private.h"

char *
luwte_flag_table_add (LuwteDb *db, const LuwteFlagRow *row, GError **error)
{
  g_autofree char *object_id = luwte_id_new ();
  LuwteStmt *stmt;
  gint64 session;

  if (!luwte_object_find (db, LUWTE_SQL_SESSION_ID, row->session, &session, error))
    return NULL;
  stmt = luwte_db_prepare (db,
                           "INSERT INTO flag (object_id, session_id, reason, urgent, question,"
                           " created_at, created_day) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                           error);
  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, object_id);
  luwte_stmt_bind_int (stmt, 2, session);
  luwte_stmt_bind_text (stmt, 3, row->reason);
  luwte_stmt_bind_int (stmt, 4, row->urgent);
  luwte_stmt_bind_text (stmt, 5, row->question);
  luwte_stmt_bind_int (stmt, 6, row->created_at);
  luwte_stmt_bind_day (stmt, 7, row->created_day);
  if (!luwte_stmt_run (stmt, error))
    return NULL;
  return g_steal_pointer (&object_id);
}

gboolean
luwte_flag_table_remove (LuwteDb *db, const char *object_id, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "DELETE FROM flag WHERE object_id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, object_id);
  return luwte_stmt_run (stmt, error) && luwte_object_changed (db, error);
}

static LuwteFlag *
read_flag (LuwteStmt *stmt)
{
  return luwte_flag_new (&(LuwteFlagFields) {
    .id = luwte_stmt_text (stmt, 0),
    .session_id = luwte_stmt_text (stmt, 1),
    .dossier_id = luwte_stmt_text (stmt, 2),
    .nickname = luwte_stmt_text (stmt, 3),
    .reason = luwte_stmt_text (stmt, 4),
    .question = luwte_stmt_text (stmt, 5),
    .urgent = luwte_stmt_int (stmt, 6) != 0,
    .created = luwte_stmt_int (stmt, 7),
    .due = luwte_stmt_day (stmt, 8),
    .sent = luwte_stmt_int (stmt, 9),
  });
}

GPtrArray *
luwte_flag_table_list (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT f.object_id, s.object_id, d.object_id, s.nickname, f.reason, f.question, f.urgent,"
      " f.created_at, " LUWTE_SQL_DUE (
          "'flag'", "f.created_day") ", (SELECT IFNULL (max (c.sent_at), 0) FROM case_sent c"
                                     "   WHERE c.session_id = s.id AND c.sent_at >= f.created_at)"
                                     " FROM flag f JOIN session s ON s.id = f.session_id"
                                     " LEFT JOIN dossier d ON d.id = s.dossier_id"
                                     " WHERE " LUWTE_SQL_SHOWN (
                                         "'flag'",
                                         "f.created_day") " ORDER BY f.created_at DESC, f.id DESC",
      error);
  g_autoptr (GPtrArray) flags = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&flags);
      g_ptr_array_add (flags, read_flag (stmt));
    }
  return NULL;
}
