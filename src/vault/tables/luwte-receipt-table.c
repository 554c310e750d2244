/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-receipt-table.h"

#include "luwte-db.h"
#include "luwte-retention-values.h"

gboolean
luwte_receipt_table_add (LuwteDb *db, gint64 at, guint n_records, guint n_sessions,
                         guint n_tombstones, guint n_held, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "INSERT INTO receipt (at, n_records, n_sessions,"
                                      " n_tombstones, n_held, finished)"
                                      " VALUES (?1, ?2, ?3, ?4, ?5, 0)",
                                      error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, at);
  luwte_stmt_bind_int (stmt, 2, n_records);
  luwte_stmt_bind_int (stmt, 3, n_sessions);
  luwte_stmt_bind_int (stmt, 4, n_tombstones);
  luwte_stmt_bind_int (stmt, 5, n_held);
  return luwte_stmt_run (stmt, error);
}

gboolean
luwte_receipt_table_finish (LuwteDb *db, GError **error)
{
  /* Every earlier one too: the job's last steps are for the whole file. */
  LuwteStmt *stmt = luwte_db_prepare (db, "UPDATE receipt SET finished = 1 WHERE finished = 0",
                                      error);

  return stmt != NULL && luwte_stmt_run (stmt, error);
}

gboolean
luwte_receipt_table_last (LuwteDb *db, LuwteReceipt **receipt, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT at, n_records, n_sessions, n_tombstones, n_held,"
                                      " finished FROM receipt ORDER BY seq DESC LIMIT 1",
                                      error);
  gboolean row;

  *receipt = NULL;
  if (stmt == NULL || !luwte_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    *receipt = luwte_receipt_new (luwte_stmt_int (stmt, 0), (guint) luwte_stmt_int (stmt, 1),
                                  (guint) luwte_stmt_int (stmt, 2),
                                  (guint) luwte_stmt_int (stmt, 3),
                                  (guint) luwte_stmt_int (stmt, 4), luwte_stmt_int (stmt, 5) != 0);
  return TRUE;
}
