/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-db.h"
#include "luwte-setting-table.h"

static gboolean
get (LuwteDb *db, const char *static_sql, const char *key, char **value, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, static_sql, error);
  gboolean row;

  *value = NULL;
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, key);
  if (!luwte_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    *value = g_strdup (luwte_stmt_text (stmt, 0));
  return TRUE;
}

static gboolean
set (LuwteDb *db, const char *static_sql, const char *key, const char *value, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, static_sql, error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, key);
  if (value != NULL)
    luwte_stmt_bind_text (stmt, 2, value);
  return luwte_stmt_run (stmt, error);
}

gboolean
luwte_setting_table_get (LuwteDb *db, const char *key, char **value, GError **error)
{
  return get (db, "SELECT value FROM setting WHERE key = ?1", key, value, error);
}

gboolean
luwte_setting_table_set (LuwteDb *db, const char *key, const char *value, GError **error)
{
  return set (db,
              value != NULL ? "INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)"
                            : "DELETE FROM setting WHERE key = ?1",
              key, value, error);
}

GHashTable *
luwte_setting_table_list (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "SELECT key, value FROM setting", error);
  g_autoptr (GHashTable) settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&settings);
      g_hash_table_insert (settings, g_strdup (luwte_stmt_text (stmt, 0)),
                           g_strdup (luwte_stmt_text (stmt, 1)));
    }
  return NULL;
}

gboolean
luwte_meta_table_get (LuwteDb *db, const char *key, char **value, GError **error)
{
  return get (db, "SELECT value FROM meta WHERE key = ?1", key, value, error);
}

gboolean
luwte_meta_table_set (LuwteDb *db, const char *key, const char *value, GError **error)
{
  return set (db,
              value != NULL ? "INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)"
                            : "DELETE FROM meta WHERE key = ?1",
              key, value, error);
}
