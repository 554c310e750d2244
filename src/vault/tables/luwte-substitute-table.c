/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-substitute-table.h"

#include "luwte-db.h"
#include "luwte-id.h"
#include "luwte-object-private.h"

void
luwte_substitute_row_free (LuwteSubstituteRow *self)
{
  g_free (self->object_id);
  g_free (self->author);
  g_free (self->member);
  g_free (self->dossier);
  g_free (self->granted_by);
  g_free (self);
}

char *
luwte_substitute_table_add (LuwteDb *db, const LuwteSubstituteRow *row, GError **error)
{
  g_autofree char *object_id = luwte_id_new ();
  LuwteStmt *stmt;
  gint64 dossier = 0;

  if (row->dossier != NULL &&
      !luwte_object_find (db, LUWTE_SQL_DOSSIER_ID, row->dossier, &dossier, error))
    return NULL;
  stmt =
      luwte_db_prepare (db,
                        "INSERT INTO substitute (object_id, author, member, dossier_id, from_day,"
                        " until_day, granted_by, granted_at)"
                        " VALUES (?1, ?2, ?3, nullif (?4, 0), ?5, ?6, ?7, ?8)",
                        error);
  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, object_id);
  luwte_stmt_bind_text (stmt, 2, row->author);
  luwte_stmt_bind_text (stmt, 3, row->member);
  luwte_stmt_bind_int (stmt, 4, dossier);
  luwte_stmt_bind_day (stmt, 5, row->from);
  luwte_stmt_bind_day (stmt, 6, row->until);
  luwte_stmt_bind_text (stmt, 7, row->granted_by);
  luwte_stmt_bind_int (stmt, 8, row->granted_at);
  return luwte_stmt_run (stmt, error) ? g_steal_pointer (&object_id) : NULL;
}

gboolean
luwte_substitute_table_end (LuwteDb *db, const char *object_id, gint64 at, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db, "UPDATE substitute SET ended_at = ?2 WHERE object_id = ?1 AND ended_at IS NULL", error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, object_id);
  luwte_stmt_bind_int (stmt, 2, at);
  return luwte_stmt_run (stmt, error) && luwte_object_changed (db, error);
}

GPtrArray *
luwte_substitute_table_list (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db,
                        "SELECT u.object_id, u.author, u.member, d.object_id, u.from_day,"
                        " u.until_day, u.granted_by, u.granted_at FROM substitute u"
                        " LEFT JOIN dossier d ON d.id = u.dossier_id"
                        " WHERE u.ended_at IS NULL AND u.until_day >= ?1 ORDER BY u.id",
                        error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_substitute_row_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  while (luwte_stmt_step (stmt, &row, error))
    {
      LuwteSubstituteRow *found;

      if (!row)
        return g_steal_pointer (&rows);
      found = g_new (LuwteSubstituteRow, 1);
      *found = (LuwteSubstituteRow) {
        .object_id = g_strdup (luwte_stmt_text (stmt, 0)),
        .author = g_strdup (luwte_stmt_text (stmt, 1)),
        .member = g_strdup (luwte_stmt_text (stmt, 2)),
        .dossier = g_strdup (luwte_stmt_text (stmt, 3)),
        .from = luwte_stmt_day (stmt, 4),
        .until = luwte_stmt_day (stmt, 5),
        .granted_by = g_strdup (luwte_stmt_text (stmt, 6)),
        .granted_at = luwte_stmt_int (stmt, 7),
      };
      g_ptr_array_add (rows, found);
    }
  return NULL;
}

gboolean
luwte_substitute_table_drop_passed (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "DELETE FROM substitute WHERE until_day < ?1", error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  return luwte_stmt_run (stmt, error);
}
