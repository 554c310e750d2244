/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-contact-count-table.h"

#include "luwte-db.h"

static void
count_free (gpointer data)
{
  LuwteContactCount *self = data;

  g_free (self->line);
  g_free (self->topic);
  g_free (self->month);
  g_free (self->channel);
  g_free (self);
}

/* The topic is the session's, else that of its last note, as it will be on the tombstone; "" is that of
 * a session which has its tombstone. */
GPtrArray *
luwte_contact_count_table_read (LuwteDb *db, const char *year, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT line, topic, month, channel, count (*), 1 FROM tombstone"
      " WHERE research AND substr (month, 1, 4) = ?1 GROUP BY line, topic, month, channel"
      " UNION ALL SELECT line, topic, month, channel, count (*), 0 FROM"
      " (SELECT s.line, s.channel, strftime ('%Y-%m', s.opened_day * 86400, 'unixepoch') AS month,"
      "   coalesce (s.topic, (SELECT n.topic FROM note n WHERE n.session_id = s.id"
      "    ORDER BY n.id DESC LIMIT 1), 'unknown') AS topic"
      "  FROM session s WHERE s.closed_day IS NOT NULL"
      "  AND NOT EXISTS (SELECT 1 FROM objection o WHERE o.dossier_id = s.dossier_id"
      "   AND o.kind = 'research')"
      "  AND (EXISTS (SELECT 1 FROM note r WHERE r.session_id = s.id)"
      "   OR EXISTS (SELECT 1 FROM message r WHERE r.session_id = s.id)"
      "   OR EXISTS (SELECT 1 FROM flag r WHERE r.session_id = s.id)"
      "   OR EXISTS (SELECT 1 FROM consent r WHERE r.session_id = s.id)"
      "   OR EXISTS (SELECT 1 FROM advice r WHERE r.session_id = s.id)))"
      " WHERE topic <> '' AND substr (month, 1, 4) = ?1 GROUP BY line, topic, month, channel",
      error);
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func (count_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, year);
  while (luwte_stmt_step (stmt, &row, error))
    {
      LuwteContactCount *count;

      if (!row)
        return g_steal_pointer (&counts);
      count = g_new (LuwteContactCount, 1);
      *count = (LuwteContactCount) {
        .line = g_strdup (luwte_stmt_text (stmt, 0)),
        .topic = g_strdup (luwte_stmt_text (stmt, 1)),
        .month = g_strdup (luwte_stmt_text (stmt, 2)),
        .channel = g_strdup (luwte_stmt_text (stmt, 3)),
        .n = (guint) luwte_stmt_int (stmt, 4),
        .erased = luwte_stmt_int (stmt, 5) != 0,
      };
      g_ptr_array_add (counts, count);
    }
  return NULL;
}
