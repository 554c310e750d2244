/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-db.h"
#include "luwte-object-private.h"
#include "luwte-vault.h"

gboolean
luwte_object_find (LuwteDb *db, const char *static_sql, const char *object_id, gint64 *id,
                   GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, static_sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, object_id);
  if (!luwte_stmt_step (stmt, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND,
                           "There is no such row in the vault");
      return FALSE;
    }
  *id = luwte_stmt_int (stmt, 0);
  return TRUE;
}

gboolean
luwte_object_run (LuwteDb *db, const char *static_sql, gint64 id, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, static_sql, error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, id);
  return luwte_stmt_run (stmt, error);
}

gboolean
luwte_object_changed (LuwteDb *db, GError **error)
{
  if (luwte_db_changes (db) > 0)
    return TRUE;
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND,
                       "There is no such row in the vault");
  return FALSE;
}
