/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-info-table.h"

#include "luwte-db.h"

static const struct
{
  const char *name;
  const char *sql;
} counts[] = {
  { "notes", "SELECT count(*) FROM note" },
  { "messages", "SELECT count(*) FROM message" },
  { "sessions", "SELECT count(*) FROM session" },
  { "open_sessions", "SELECT count(*) FROM session WHERE closed_day IS NULL" },
  { "dossiers", "SELECT count(*) FROM dossier" },
  { "nicknames", "SELECT count(*) FROM nickname" },
  { "flags", "SELECT count(*) FROM flag" },
  { "holds", "SELECT count(*) FROM hold WHERE ended_at IS NULL" },
  { "tombstones", "SELECT count(*) FROM tombstone" },
  { "outbox", "SELECT count(*) FROM outbox" },
};

GHashTable *
luwte_info_table_counts (LuwteDb *db, GError **error)
{
  g_autoptr (GHashTable) table = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      LuwteStmt *stmt = luwte_db_prepare (db, counts[i].sql, error);
      gboolean row;

      if (!stmt || !luwte_stmt_step (stmt, &row, error))
        return NULL;
      g_hash_table_insert (table, (char *) counts[i].name,
                           GUINT_TO_POINTER ((guint) luwte_stmt_int (stmt, 0)));
    }
  return g_steal_pointer (&table);
}

gboolean
luwte_info_table_begun (LuwteDb *db, gint64 *at, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "SELECT IFNULL (min(at), 0) FROM audit", error);
  gboolean row;

  if (!stmt || !luwte_stmt_step (stmt, &row, error))
    return FALSE;
  *at = luwte_stmt_int (stmt, 0);
  return TRUE;
}
