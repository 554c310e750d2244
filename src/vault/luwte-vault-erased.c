/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: what an erasure deletes is known by a mark in the ledger before it is deleted, so that
 * no backup can bring it back. Which rows those are is asked of the database itself, row by row as
 * they go: a function that deletes cannot forget to tell, and what goes with its session is told,
 * too. Every table with an object_id is watched. A note that came with a hand-over, or went with
 * one, leaves a second mark, for it and that hand-over together: the pack may still lie in the
 * folder when a restored vault has forgotten that it was read, while another hand-over of the same
 * note is welcome. */

#include "luwte-vault-private.h"

#include "luwte-crypto.h"
#include "luwte-db-private.h"
#include "luwte-vault-files-private.h"

#include <string.h>

static void
erased_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  LuwteDb *db = sqlite3_user_data (context);
  const char *object = (const char *) sqlite3_value_text (values[0]);

  if (db->erased && object)
    {
      const LuwteMark mark = luwte_mark_of (object);

      g_array_append_val (db->erased, mark);
    }
  sqlite3_result_null (context);
}

/* (transfer full): the tables whose rows have a random id. */
static GStrv
object_tables (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT m.name FROM sqlite_schema m"
                                      " JOIN pragma_table_info (m.name) c ON c.name = 'object_id'"
                                      " WHERE m.type = 'table' ORDER BY m.name",
                                      error);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  gboolean row = stmt != NULL;

  while (row)
    {
      if (!luwte_stmt_step (stmt, &row, error))
        return NULL;
      if (row)
        g_strv_builder_add (names, luwte_stmt_text (stmt, 0));
    }
  luwte_db_end_task (db);
  return stmt ? g_strv_builder_end (names) : NULL;
}

gboolean
luwte_vault_watch_erasures (LuwteDb *db, GError **error)
{
  g_auto (GStrv) tables = object_tables (db, error);
  const int rc = sqlite3_create_function_v2 (db->handle, "luwte_erased", 1,
                                             SQLITE_UTF8 | SQLITE_INNOCUOUS, db, erased_cb, NULL,
                                             NULL, NULL);

  if (!tables)
    return FALSE;
  if (rc != SQLITE_OK)
    {
      luwte_db_set_error (db, rc, "function", error);
      return FALSE;
    }
  for (gsize i = 0; tables[i]; i++)
    {
      g_autofree char *sql =
          g_strdup_printf ("CREATE TEMP TRIGGER %s_erased AFTER DELETE ON main.%s"
                           " BEGIN SELECT luwte_erased (old.object_id); END",
                           tables[i], tables[i]);

      if (!luwte_db_exec (db, sql, error))
        return FALSE;
    }
  return luwte_db_exec (db,
                        "CREATE TEMP TRIGGER note_handed_erased AFTER DELETE ON main.note BEGIN"
                        " SELECT luwte_erased (h.object_id || ':' || r.record_id)"
                        "  FROM handed_record r JOIN handover h ON h.id = r.handover_id"
                        "  WHERE r.record_id = old.object_id; END",
                        error);
}

/* In the transaction that has deleted them, before it is committed. */
gboolean
luwte_vault_note_erased (LuwteVault *self, LuwteDb *db, GError **error)
{
  guint8 payload[LUWTE_LEDGER_JOB_BYTES + LUWTE_LEDGER_MARKS * sizeof (LuwteMark)];

  luwte_random_bytes (payload, LUWTE_LEDGER_JOB_BYTES);
  for (guint from = 0; from < db->erased->len; from += LUWTE_LEDGER_MARKS)
    {
      const gsize n = MIN (db->erased->len - from, LUWTE_LEDGER_MARKS) * sizeof (LuwteMark);

      memcpy (payload + LUWTE_LEDGER_JOB_BYTES, &g_array_index (db->erased, LuwteMark, from), n);
      if (!luwte_ledger_append (self->ledger, LUWTE_LEDGER_ERASED, payload,
                                LUWTE_LEDGER_JOB_BYTES + n, error))
        return FALSE;
    }
  return TRUE;
}

/* The last deletion that the ledger tells of has not happened. */
gboolean
luwte_vault_void_erased (LuwteVault *self, GError **error)
{
  const LuwteFacts *facts = luwte_ledger_facts (self->ledger);
  guint8 batch[LUWTE_LEDGER_JOB_BYTES];

  memcpy (batch, facts->batch, sizeof batch);
  return luwte_ledger_append (self->ledger, LUWTE_LEDGER_VOID, batch, sizeof batch, error);
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const LuwteMark one = *(const LuwteMark *) a, other = *(const LuwteMark *) b;

  return one < other ? -1 : one > other;
}

static void
is_erased_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const GArray *marks = sqlite3_user_data (context);
  const char *object = (const char *) sqlite3_value_text (values[0]);
  const LuwteMark mark = object ? luwte_mark_of (object) : 0;

  sqlite3_result_int (context,
                      object && marks->len > 0 &&
                          g_array_binary_search ((GArray *) marks, &mark, compare_marks, NULL));
}

/* What hangs on something that is gone goes with it. */
static gboolean
drop_orphans (LuwteDb *db, GError **error)
{
  for (;;)
    {
      LuwteStmt *stmt = luwte_db_prepare (db,
                                          "SELECT \"table\", rowid FROM pragma_foreign_key_check"
                                          " WHERE rowid IS NOT NULL LIMIT 1",
                                          error);
      g_autofree char *sql = NULL;
      gboolean row;

      if (!stmt || !luwte_stmt_step (stmt, &row, error))
        return FALSE;
      if (row)
        sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE rowid = %" G_GINT64_FORMAT,
                               luwte_stmt_text (stmt, 0), luwte_stmt_int (stmt, 1));
      luwte_db_end_task (db);
      if (!sql)
        return TRUE;
      if (!luwte_db_exec (db, sql, error))
        return FALSE;
    }
}

static gboolean
erase_table (LuwteDb *db, const char *table, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE luwte_is_erased (object_id)",
                                          table);
  const gboolean dossier = g_str_equal (table, "dossier");

  /* Sessions that had gone on to another dossier by then are not erased with the old one. */
  if (dossier && !luwte_db_exec (db,
                                 "UPDATE session SET dossier_id = NULL WHERE dossier_id IN"
                                 " (SELECT id FROM dossier WHERE luwte_is_erased (object_id))",
                                 error))
    return FALSE;
  return luwte_db_exec (db, sql, error);
}

gboolean
luwte_vault_erase_marked (LuwteDb *db, GArray *marks, GError **error)
{
  g_auto (GStrv) tables = object_tables (db, error);
  int rc;

  if (!tables)
    return FALSE;
  g_array_sort (marks, compare_marks);
  rc = sqlite3_create_function_v2 (db->handle, "luwte_is_erased", 1, SQLITE_UTF8, marks,
                                   is_erased_cb, NULL, NULL, NULL);
  if (rc != SQLITE_OK)
    {
      luwte_db_set_error (db, rc, "function", error);
      return FALSE;
    }
  if (!luwte_db_exec (db, "PRAGMA defer_foreign_keys = ON", error))
    return FALSE;
  for (gsize i = 0; tables[i]; i++)
    if (!erase_table (db, tables[i], error))
      return FALSE;
  return drop_orphans (db, error);
}

struct _LuwteErased
{
  GArray *marks;
};

typedef struct
{
  LuwteVault *vault;
  LuwteErased *erased;
} Reading;

/* On the writer's thread, so that nothing is appended meanwhile. */
static gpointer
read_erased (LuwteDb *db, gpointer data, GError **error)
{
  Reading *reading = data;
  LuwteVault *self = reading->vault;
  g_autoptr (GBytes) bytes = luwte_files_read (self->dir, LUWTE_FILE_LEDGER, LUWTE_LEDGER_MAX_FILE,
                                               error);
  LuwteLedger *ledger;
  LuwteErased *erased;

  if (!bytes)
    return NULL;
  g_mutex_lock (&self->slot_mutex);
  ledger = luwte_ledger_read (bytes, self->key, NULL);
  g_mutex_unlock (&self->slot_mutex);
  erased = g_new (LuwteErased, 1);
  erased->marks = g_array_ref (luwte_ledger_facts (ledger)->erased);
  luwte_ledger_free (ledger);
  g_array_sort (erased->marks, compare_marks);
  reading->erased = erased;
  return erased;
}

LuwteErased *
luwte_vault_read_erased (LuwteVault *self, GError **error)
{
  Reading reading = { .vault = self };

  g_return_val_if_fail (LUWTE_IS_VAULT (self), NULL);
  return luwte_vault_write (self, read_erased, &reading, error) ? reading.erased : NULL;
}

gboolean
luwte_erased_knows_handed (const LuwteErased *self, const char *handover_id, const char *note_id)
{
  g_autofree char *both = g_strconcat (handover_id, ":", note_id, NULL);
  const LuwteMark mark = luwte_mark_of (both);

  return self->marks->len > 0 && g_array_binary_search (self->marks, &mark, compare_marks, NULL);
}

void
luwte_erased_free (LuwteErased *self)
{
  g_array_unref (self->marks);
  g_free (self);
}
