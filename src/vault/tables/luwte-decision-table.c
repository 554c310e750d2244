/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-decision-table.h"

#include "luwte-db.h"

gboolean
luwte_decision_table_add (LuwteDb *db, const char *month, const char *outcome, const char *ground,
                          gboolean early, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db, "INSERT INTO decision (month, outcome, ground, early) VALUES (?1, ?2, ?3, ?4)", error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, month);
  luwte_stmt_bind_text (stmt, 2, outcome);
  luwte_stmt_bind_text (stmt, 3, ground);
  luwte_stmt_bind_int (stmt, 4, early);
  return luwte_stmt_run (stmt, error);
}

GPtrArray *
luwte_decision_table_list (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT month, outcome, ground, early FROM decision"
                                      " ORDER BY month DESC, outcome, ground, early",
                                      error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_decision_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (luwte_stmt_step (stmt, &row, error))
    {
      LuwteDecision *self;

      if (!row)
        return g_steal_pointer (&rows);
      self = g_new (LuwteDecision, 1);
      *self = (LuwteDecision) {
        .month = g_strdup (luwte_stmt_text (stmt, 0)),
        .outcome = g_strdup (luwte_stmt_text (stmt, 1)),
        .ground = g_strdup (luwte_stmt_text (stmt, 2)),
        .early = luwte_stmt_int (stmt, 3) != 0,
      };
      g_ptr_array_add (rows, self);
    }
  return NULL;
}

gboolean
luwte_decision_table_cut (LuwteDb *db, const char *month, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "DELETE FROM decision WHERE month < ?1", error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, month);
  return luwte_stmt_run (stmt, error);
}
