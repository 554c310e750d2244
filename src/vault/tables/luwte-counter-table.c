/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-counter-table.h"
#include "luwte-db.h"

static LuwteStmt *
prepare (LuwteDb *db, const char *static_sql, const char *month, const char *line, const char *name,
         const char *value, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, static_sql, error);

  if (stmt != NULL)
    {
      luwte_stmt_bind_text (stmt, 1, month);
      luwte_stmt_bind_text (stmt, 2, line);
      luwte_stmt_bind_text (stmt, 3, name);
      luwte_stmt_bind_text (stmt, 4, value);
    }
  return stmt;
}

gboolean
luwte_counter_table_count (LuwteDb *db, const char *month, const char *line, const char *name,
                           const char *value, GError **error)
{
  LuwteStmt *stmt = prepare (db,
                             "INSERT INTO counter (month, line, name, value, n)"
                             " VALUES (?1, ?2, ?3, ?4, 1)"
                             " ON CONFLICT (month, line, name, value) DO UPDATE SET n = n + 1",
                             month, line, name, value, error);

  return stmt != NULL && luwte_stmt_run (stmt, error);
}

gboolean
luwte_counter_table_get (LuwteDb *db, const char *month, const char *line, const char *name,
                         const char *value, gint64 *n, GError **error)
{
  LuwteStmt *stmt = prepare (db,
                             "SELECT n FROM counter"
                             " WHERE month = ?1 AND line = ?2 AND name = ?3 AND value = ?4",
                             month, line, name, value, error);
  gboolean row;

  *n = 0;
  if (stmt == NULL || !luwte_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    *n = luwte_stmt_int (stmt, 0);
  return TRUE;
}

gboolean
luwte_topic_table_use (LuwteDb *db, const char *code, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "INSERT INTO topic (code, uses) VALUES (?1, 1)"
                                      " ON CONFLICT (code) DO UPDATE SET uses = uses + 1",
                                      error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, code);
  return luwte_stmt_run (stmt, error);
}

char **
luwte_topic_table_list (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "SELECT code FROM topic ORDER BY uses DESC, code", error);
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_strv_builder_end (codes);
      g_strv_builder_add (codes, luwte_stmt_text (stmt, 0));
    }
  return NULL;
}
