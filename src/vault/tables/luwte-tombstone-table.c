/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-db.h"
#include "luwte-request-table.h"
#include "luwte-retention-values.h"
#include "luwte-tombstone-table.h"

gboolean
luwte_tombstone_table_add (LuwteDb *db, const char *line, const char *topic, const char *month,
                           const char *channel, const char *dossier, GError **error)
{
  gboolean objected;
  LuwteStmt *stmt;

  if (!luwte_objection_table_stands (db, dossier, "research", &objected, error))
    return FALSE;
  stmt = luwte_db_prepare (db,
                           "INSERT INTO tombstone (line, topic, month, channel, research)"
                           " VALUES (?1, ?2, ?3, ?4, ?5)",
                           error);
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 5, !objected);
  luwte_stmt_bind_text (stmt, 1, line);
  luwte_stmt_bind_text (stmt, 2, topic);
  luwte_stmt_bind_text (stmt, 3, month);
  luwte_stmt_bind_text (stmt, 4, channel);
  return luwte_stmt_run (stmt, error);
}

GPtrArray *
luwte_tombstone_table_list (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT line, topic, month, channel FROM tombstone"
                                      " ORDER BY month DESC, line, topic, channel",
                                      error);
  g_autoptr (GPtrArray) tombstones = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&tombstones);
      g_ptr_array_add (tombstones,
                       luwte_tombstone_new (luwte_stmt_text (stmt, 0), luwte_stmt_text (stmt, 1),
                                            luwte_stmt_text (stmt, 2), luwte_stmt_text (stmt, 3)));
    }
  return NULL;
}
