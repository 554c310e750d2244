/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-hold-table.h"

#include "luwte-db.h"
#include "luwte-dossier-shown-private.h"
#include "luwte-id.h"
#include "luwte-object-private.h"
#include "luwte-retention-values.h"

char *
luwte_hold_table_add (LuwteDb *db, const char *dossier, const char *scope, const char *reason,
                      LuwteDay from, LuwteDay until, GError **error)
{
  g_autofree char *object_id = luwte_id_new ();
  LuwteStmt *stmt;
  gint64 id;

  if (!luwte_object_find (db, LUWTE_SQL_DOSSIER_ID, dossier, &id, error))
    return NULL;
  stmt = luwte_db_prepare (db,
                           "INSERT INTO hold (object_id, dossier_id, reason, from_day, until_day,"
                           " scope) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                           error);
  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, object_id);
  luwte_stmt_bind_int (stmt, 2, id);
  luwte_stmt_bind_text (stmt, 3, reason);
  luwte_stmt_bind_day (stmt, 4, from);
  luwte_stmt_bind_day (stmt, 5, until);
  luwte_stmt_bind_text (stmt, 6, scope);
  return luwte_stmt_run (stmt, error) ? g_steal_pointer (&object_id) : NULL;
}

gboolean
luwte_hold_table_end (LuwteDb *db, const char *object_id, gint64 at, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db, "UPDATE hold SET ended_at = ?2 WHERE object_id = ?1 AND ended_at IS NULL", error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, object_id);
  luwte_stmt_bind_int (stmt, 2, at);
  return luwte_stmt_run (stmt, error) && luwte_object_changed (db, error);
}

gboolean
luwte_hold_table_end_expired (LuwteDb *db, gint64 at, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db, "UPDATE hold SET ended_at = ?2 WHERE ended_at IS NULL AND until_day < ?1", error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  luwte_stmt_bind_int (stmt, 2, at);
  return luwte_stmt_run (stmt, error);
}

gboolean
luwte_hold_table_is_renewed (LuwteDb *db, const char *dossier, const char *scope, gboolean *renewed,
                             GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT 1 FROM hold WHERE dossier_id = (" LUWTE_SQL_DOSSIER_ID
                                      ") AND scope = ?2"
                                      " AND ended_at IS NULL AND until_day >= ?3 LIMIT 1",
                                      error);

  *renewed = FALSE;
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, dossier);
  luwte_stmt_bind_text (stmt, 2, scope);
  luwte_stmt_bind_day (stmt, 3, luwte_db_today (db));
  return luwte_stmt_step (stmt, renewed, error);
}

/* Whose it is stands there only for who may see anything of it. */
GPtrArray *
luwte_hold_table_list (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT h.object_id, c.object_id, h.reason, h.from_day, h.until_day, h.scope,"
      " CASE WHEN" LUWTE_SQL_DOSSIER_SHOWN (
          "c.id") " THEN (SELECT n.name FROM nickname n"
                  " WHERE n.dossier_id = c.id ORDER BY n.used_day DESC, n.id DESC LIMIT 1) END "
                  "FROM hold h"
                  " JOIN dossier c ON c.id = h.dossier_id WHERE h.ended_at IS NULL"
                  " AND (h.until_day IS NULL OR h.until_day >= ?1) ORDER BY h.id",
      error);
  g_autoptr (GPtrArray) holds = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&holds);
      g_ptr_array_add (holds, luwte_hold_new (&(LuwteHoldFields) {
                                .id = luwte_stmt_text (stmt, 0),
                                .dossier_id = luwte_stmt_text (stmt, 1),
                                .reason = luwte_stmt_text (stmt, 2),
                                .from = luwte_stmt_day (stmt, 3),
                                .until = luwte_stmt_day (stmt, 4),
                                .scope = luwte_stmt_text (stmt, 5),
                                .nickname = luwte_stmt_text (stmt, 6),
                              }));
    }
  return NULL;
}
