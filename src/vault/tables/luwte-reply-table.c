/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-reply-table.h"

#include "luwte-db.h"
#include "luwte-vault.h"

GPtrArray *
luwte_reply_table_list (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "SELECT name, text FROM ready_reply ORDER BY name",
                                      error);
  g_autoptr (GPtrArray) replies = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&replies);
      g_ptr_array_add (replies,
                       luwte_code_new (luwte_stmt_text (stmt, 0), luwte_stmt_text (stmt, 0),
                                       luwte_stmt_text (stmt, 1)));
    }
  return NULL;
}

static gboolean
count (LuwteDb *db, const char *name, gint64 *n, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "SELECT count (*) FROM ready_reply WHERE name = ?1",
                                      error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, name);
  if (!luwte_stmt_step (stmt, &row, error))
    return FALSE;
  *n = luwte_stmt_int (stmt, 0);
  return TRUE;
}

gboolean
luwte_reply_table_keep (LuwteDb *db, const char *was, const char *name, const char *text,
                        GError **error)
{
  LuwteStmt *stmt;
  gint64 n;

  if (was != NULL && !count (db, was, &n, error))
    return FALSE;
  if (was != NULL && n == 0)
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND,
                           "There is no such ready reply");
      return FALSE;
    }
  if (g_strcmp0 (was, name) != 0)
    {
      if (!count (db, name, &n, error))
        return FALSE;
      if (n > 0)
        {
          g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_EXISTS,
                               "Another ready reply has that name");
          return FALSE;
        }
    }
  stmt = luwte_db_prepare (db,
                           was != NULL
                               ? "UPDATE ready_reply SET name = ?1, text = ?2 WHERE name = ?3"
                               : "INSERT INTO ready_reply (name, text) VALUES (?1, ?2)",
                           error);
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, name);
  luwte_stmt_bind_text (stmt, 2, text);
  if (was != NULL)
    luwte_stmt_bind_text (stmt, 3, was);
  return luwte_stmt_run (stmt, error);
}

gboolean
luwte_reply_table_erase (LuwteDb *db, const char *name, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "DELETE FROM ready_reply WHERE name = ?1", error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, name);
  return luwte_stmt_run (stmt, error);
}
