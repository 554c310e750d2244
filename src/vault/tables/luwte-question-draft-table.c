/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-question-draft-table.h"

#include <string.h>

#include "luwte-db.h"
#include "luwte-secret.h"
#include "luwte-setting-table.h"

#define PREFIX "question-draft:"
/* The number that the value begins with; what begins with none gives 0. */
#define OLD "FROM setting WHERE key GLOB '" PREFIX "*' AND CAST(value AS INTEGER) < ?1"

static void
wipe_and_free (gpointer data)
{
  char *text = data;

  if (text != NULL)
    luwte_wipe (text, strlen (text));
  g_free (text);
}

gboolean
luwte_question_draft_table_set (LuwteDb *db, const char *question_id, const char *text, gint64 at,
                                GError **error)
{
  g_autofree char *key = g_strconcat (PREFIX, question_id, NULL);
  char *value = NULL;
  gboolean done;

  if (text != NULL && *text != '\0')
    value = g_strdup_printf ("%" G_GINT64_FORMAT "\n%s", at, text);
  done = luwte_setting_table_set (db, key, value, error);
  wipe_and_free (value);
  return done;
}

GHashTable *
luwte_question_draft_table_list (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db, "SELECT key, value FROM setting WHERE key GLOB '" PREFIX "*'", error);
  g_autoptr (GHashTable) drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                         wipe_and_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (luwte_stmt_step (stmt, &row, error))
    {
      const char *text;

      if (!row)
        return g_steal_pointer (&drafts);
      text = strchr (luwte_stmt_text (stmt, 1), '\n');
      if (text != NULL)
        g_hash_table_insert (drafts, g_strdup (luwte_stmt_text (stmt, 0) + strlen (PREFIX)),
                             g_strdup (text + 1));
    }
  return NULL;
}

gint64
luwte_question_draft_table_count_old (LuwteDb *db, gint64 now, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "SELECT count(*) " OLD, error);
  gboolean row;

  if (stmt == NULL)
    return -1;
  luwte_stmt_bind_int (stmt, 1, now - LUWTE_QUESTION_DRAFT_LONGEST_S);
  if (!luwte_stmt_step (stmt, &row, error) || !row)
    return -1;
  return luwte_stmt_int (stmt, 0);
}

gboolean
luwte_question_draft_table_erase_old (LuwteDb *db, gint64 now, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "DELETE " OLD, error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, now - LUWTE_QUESTION_DRAFT_LONGEST_S);
  return luwte_stmt_run (stmt, error);
}
