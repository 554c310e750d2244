/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-summary-table.h"

#include "luwte-db.h"
#include "luwte-id.h"
#include "luwte-object-private.h"

void
luwte_summary_row_free (LuwteSummaryRow *self)
{
  g_free (self->object_id);
  g_free (self->topic);
  g_free (self->question);
  g_free (self->answer);
  g_free (self->month);
  g_free (self);
}

char *
luwte_summary_table_add (LuwteDb *db, const LuwteSummaryRow *row, GError **error)
{
  g_autofree char *object_id = luwte_id_new ();
  LuwteStmt *stmt =
      luwte_db_prepare (db,
                        "INSERT INTO summary (object_id, topic, question, answer, month)"
                        " VALUES (?1, ?2, ?3, ?4, ?5)",
                        error);

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, object_id);
  luwte_stmt_bind_text (stmt, 2, row->topic);
  luwte_stmt_bind_text (stmt, 3, row->question);
  luwte_stmt_bind_text (stmt, 4, row->answer);
  luwte_stmt_bind_text (stmt, 5, row->month);
  return luwte_stmt_run (stmt, error) ? g_steal_pointer (&object_id) : NULL;
}

GPtrArray *
luwte_summary_table_list (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT object_id, topic, question, answer, month, asked"
                                      " FROM summary ORDER BY asked DESC, id DESC",
                                      error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_summary_row_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (luwte_stmt_step (stmt, &row, error))
    {
      LuwteSummaryRow *found;

      if (!row)
        return g_steal_pointer (&rows);
      found = g_new (LuwteSummaryRow, 1);
      *found = (LuwteSummaryRow) {
        .object_id = g_strdup (luwte_stmt_text (stmt, 0)),
        .topic = g_strdup (luwte_stmt_text (stmt, 1)),
        .question = g_strdup (luwte_stmt_text (stmt, 2)),
        .answer = g_strdup (luwte_stmt_text (stmt, 3)),
        .month = g_strdup (luwte_stmt_text (stmt, 4)),
        .asked = (guint) luwte_stmt_int (stmt, 5),
      };
      g_ptr_array_add (rows, found);
    }
  return NULL;
}

static gboolean
change (LuwteDb *db, const char *static_sql, const char *object_id, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, static_sql, error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, object_id);
  return luwte_stmt_run (stmt, error) && luwte_object_changed (db, error);
}

gboolean
luwte_summary_table_count (LuwteDb *db, const char *object_id, GError **error)
{
  return change (db, "UPDATE summary SET asked = asked + 1 WHERE object_id = ?1", object_id, error);
}

gboolean
luwte_summary_table_erase (LuwteDb *db, const char *object_id, GError **error)
{
  return change (db, "DELETE FROM summary WHERE object_id = ?1", object_id, error);
}
