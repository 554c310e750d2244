/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-db.h"
#include "luwte-policy-table.h"

void
luwte_policy_row_free (LuwtePolicyRow *self)
{
  g_free ((char *) self->profile_id);
  g_bytes_unref (self->json);
  g_free ((char *) self->choices);
  g_free ((char *) self->loosened);
  g_free ((char *) self->reason);
  g_free (self);
}

gboolean
luwte_policy_table_add (LuwteDb *db, const LuwtePolicyRow *row, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "INSERT INTO policy"
                                      " (accepted_at, profile_id, version, json, choices, loosened,"
                                      " reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                                      error);
  gconstpointer json;
  gsize length;

  if (stmt == NULL)
    return FALSE;
  json = g_bytes_get_data (row->json, &length);
  luwte_stmt_bind_int (stmt, 1, row->accepted_at);
  luwte_stmt_bind_text (stmt, 2, row->profile_id);
  luwte_stmt_bind_int (stmt, 3, row->version);
  luwte_stmt_bind_blob (stmt, 4, json, length);
  luwte_stmt_bind_text (stmt, 5, row->choices);
  luwte_stmt_bind_text (stmt, 6, row->loosened);
  luwte_stmt_bind_text (stmt, 7, row->reason);
  return luwte_stmt_run (stmt, error);
}

gboolean
luwte_policy_table_get (LuwteDb *db, LuwtePolicyRow **row, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT seq, accepted_at, profile_id, version, json, choices, loosened, reason"
      " FROM policy"
      " ORDER BY seq DESC LIMIT 1",
      error);
  gboolean there;
  gconstpointer json;
  gsize length;

  *row = NULL;
  if (stmt == NULL || !luwte_stmt_step (stmt, &there, error))
    return FALSE;
  if (!there)
    return TRUE;
  json = luwte_stmt_blob (stmt, 4, &length);
  *row = g_new (LuwtePolicyRow, 1);
  **row = (LuwtePolicyRow) {
    .seq = luwte_stmt_int (stmt, 0),
    .accepted_at = luwte_stmt_int (stmt, 1),
    .profile_id = g_strdup (luwte_stmt_text (stmt, 2)),
    .version = (int) luwte_stmt_int (stmt, 3),
    .json = g_bytes_new (json, length),
    .choices = g_strdup (luwte_stmt_text (stmt, 5)),
    .loosened = g_strdup (luwte_stmt_text (stmt, 6)),
    .reason = g_strdup (luwte_stmt_text (stmt, 7)),
  };
  return TRUE;
}
