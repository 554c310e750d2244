/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-case-table.h"
#include "luwte-db.h"
#include "luwte-object-private.h"
#include "luwte-record-sql-private.h"
#include "luwte-secret.h"

#include <string.h>

gboolean
luwte_pack_table_see (LuwteDb *db, const char *name, const char *expires, gboolean *seen,
                      GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db, "INSERT OR IGNORE INTO pack_seen (name, expires) VALUES (?1, ?2)",
                        error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, name);
  luwte_stmt_bind_text (stmt, 2, expires);
  if (!luwte_stmt_run (stmt, error))
    return FALSE;
  *seen = luwte_db_changes (db) == 0;
  return TRUE;
}

gboolean
luwte_pack_table_is_seen (LuwteDb *db, const char *name, gboolean *seen, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "SELECT 1 FROM pack_seen WHERE name = ?1", error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, name);
  return luwte_stmt_step (stmt, seen, error);
}

GHashTable *
luwte_pack_table_list_seen (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "SELECT name FROM pack_seen", error);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&names);
      g_hash_table_add (names, g_strdup (luwte_stmt_text (stmt, 0)));
    }
  return NULL;
}

void
luwte_pack_out_row_free (LuwtePackOutRow *self)
{
  g_free (self->name);
  g_free (self->expires);
  g_bytes_unref (self->bytes);
  g_free (self);
}

gboolean
luwte_pack_table_push (LuwteDb *db, const char *name, const char *session, const char *expires,
                       GBytes *bytes, GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db,
                        "INSERT INTO pack_out (name, session_id, expires, bytes)"
                        " VALUES (?1, (SELECT id FROM session WHERE object_id = ?2), ?3, ?4)",
                        error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, name);
  luwte_stmt_bind_text (stmt, 2, session);
  luwte_stmt_bind_text (stmt, 3, expires);
  luwte_stmt_bind_blob (stmt, 4, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return luwte_stmt_run (stmt, error);
}

GPtrArray *
luwte_pack_table_list (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "SELECT name, expires, bytes FROM pack_out ORDER BY id",
                                      error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_pack_out_row_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (luwte_stmt_step (stmt, &row, error))
    {
      LuwtePackOutRow *out;
      gconstpointer bytes;
      gsize length;

      if (!row)
        return g_steal_pointer (&rows);
      bytes = luwte_stmt_blob (stmt, 2, &length);
      out = g_new (LuwtePackOutRow, 1);
      out->name = g_strdup (luwte_stmt_text (stmt, 0));
      out->expires = g_strdup (luwte_stmt_text (stmt, 1));
      out->bytes = g_bytes_new (bytes, length);
      g_ptr_array_add (rows, out);
    }
  return NULL;
}

static gboolean
run_name (LuwteDb *db, const char *static_sql, const char *name, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, static_sql, error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, name);
  return luwte_stmt_run (stmt, error);
}

gboolean
luwte_pack_table_pop (LuwteDb *db, const char *name, GError **error)
{
  return run_name (db, "DELETE FROM pack_out WHERE name = ?1", name, error);
}

gboolean
luwte_pack_table_put (LuwteDb *db, const char *name, const char *expires, GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db, "INSERT OR REPLACE INTO pack_put (name, expires) VALUES (?1, ?2)",
                        error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, name);
  luwte_stmt_bind_text (stmt, 2, expires);
  return luwte_stmt_run (stmt, error);
}

static char **
list_names (LuwteDb *db, const char *static_sql, const char *bound, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, static_sql, error);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, bound);
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_strv_builder_end (names);
      g_strv_builder_add (names, luwte_stmt_text (stmt, 0));
    }
  return NULL;
}

char **
luwte_pack_table_list_past (LuwteDb *db, const char *month, GError **error)
{
  return list_names (db, "SELECT name FROM pack_put WHERE expires < ?1", month, error);
}

char **
luwte_pack_table_list_begun (LuwteDb *db, const char *prefix, GError **error)
{
  return list_names (db, "SELECT name FROM pack_seen WHERE substr (name, 1, length (?1)) = ?1",
                     prefix, error);
}

gboolean
luwte_pack_table_unsee (LuwteDb *db, const char *name, GError **error)
{
  return run_name (db, "DELETE FROM pack_seen WHERE name = ?1", name, error);
}

gboolean
luwte_pack_table_recall (LuwteDb *db, const char *name, GError **error)
{
  return luwte_pack_table_pop (db, name, error) &&
         run_name (db, "UPDATE pack_put SET expires = '' WHERE name = ?1", name, error);
}

gboolean
luwte_pack_table_taken_out (LuwteDb *db, const char *name, GError **error)
{
  return run_name (db, "DELETE FROM pack_put WHERE name = ?1", name, error);
}

void
luwte_case_sent_row_free (LuwteCaseSentRow *self)
{
  g_free (self->case_id);
  g_free (self->session);
  g_free (self->expires);
  luwte_wipe (self->reply_seed, sizeof self->reply_seed);
  g_free (self);
}

gboolean
luwte_case_table_add_sent (LuwteDb *db, const LuwteCaseSentRow *row, gint64 sent_at, GError **error)
{
  gint64 session;
  LuwteStmt *stmt;

  if (!luwte_object_find (db, LUWTE_SQL_SESSION_ID, row->session, &session, error))
    return FALSE;
  stmt = luwte_db_prepare (db,
                           "INSERT INTO case_sent (object_id, session_id, reply_seed, sent_at,"
                           " expires) VALUES (?1, ?2, ?3, ?4, ?5)",
                           error);
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, row->case_id);
  luwte_stmt_bind_int (stmt, 2, session);
  luwte_stmt_bind_blob (stmt, 3, row->reply_seed, sizeof row->reply_seed);
  luwte_stmt_bind_int (stmt, 4, sent_at);
  luwte_stmt_bind_text (stmt, 5, row->expires);
  return luwte_stmt_run (stmt, error);
}

static LuwteCaseSentRow *
read_sent (LuwteStmt *stmt)
{
  LuwteCaseSentRow *sent = g_new0 (LuwteCaseSentRow, 1);
  gsize length;
  gconstpointer seed = luwte_stmt_blob (stmt, 2, &length);

  sent->case_id = g_strdup (luwte_stmt_text (stmt, 0));
  sent->session = g_strdup (luwte_stmt_text (stmt, 1));
  sent->expires = g_strdup (luwte_stmt_text (stmt, 3));
  if (length == sizeof sent->reply_seed)
    memcpy (sent->reply_seed, seed, length);
  return sent;
}

GPtrArray *
luwte_case_table_list_sent (LuwteDb *db, const char *month, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT c.object_id, s.object_id, c.reply_seed, c.expires FROM case_sent c"
      " JOIN session s ON s.id = c.session_id WHERE c.expires >= ?1 ORDER BY c.id DESC",
      error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_case_sent_row_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, month);
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, read_sent (stmt));
    }
  return NULL;
}

void
luwte_advice_row_free (LuwteAdviceRow *self)
{
  g_free (self->object_id);
  g_free (self->session);
  g_free (self->case_id);
  g_free (self->writer);
  g_free (self->decision);
  g_free (self->text);
  g_free (self->outcome);
  g_free (self->dossier);
  g_free (self->nickname);
  g_free (self);
}

gboolean
luwte_advice_table_add (LuwteDb *db, const LuwteAdviceRow *row, GError **error)
{
  gint64 session;
  LuwteStmt *stmt;

  if (!luwte_object_find (db, LUWTE_SQL_SESSION_ID, row->session, &session, error))
    return FALSE;
  stmt = luwte_db_prepare (db,
                           "INSERT INTO advice (object_id, session_id, case_id, writer, decision,"
                           " text, created_at, created_day)"
                           " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                           error);
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, row->object_id);
  luwte_stmt_bind_int (stmt, 2, session);
  luwte_stmt_bind_text (stmt, 3, row->case_id);
  luwte_stmt_bind_text (stmt, 4, row->writer);
  luwte_stmt_bind_text (stmt, 5, row->decision);
  luwte_stmt_bind_text (stmt, 6, row->text);
  luwte_stmt_bind_int (stmt, 7, row->created_at);
  luwte_stmt_bind_day (stmt, 8, row->created_day);
  return luwte_stmt_run (stmt, error);
}

static LuwteAdviceRow *
read_advice (LuwteStmt *stmt)
{
  LuwteAdviceRow *advice = g_new (LuwteAdviceRow, 1);

  *advice = (LuwteAdviceRow) {
    .object_id = g_strdup (luwte_stmt_text (stmt, 0)),
    .session = g_strdup (luwte_stmt_text (stmt, 1)),
    .case_id = g_strdup (luwte_stmt_text (stmt, 2)),
    .writer = g_strdup (luwte_stmt_text (stmt, 3)),
    .decision = g_strdup (luwte_stmt_text (stmt, 4)),
    .text = g_strdup (luwte_stmt_text (stmt, 5)),
    .created_at = luwte_stmt_int (stmt, 6),
    .created_day = luwte_stmt_day (stmt, 7),
    .acknowledged_at = luwte_stmt_int (stmt, 8),
    .outcome = g_strdup (luwte_stmt_text (stmt, 9)),
    .dossier = g_strdup (luwte_stmt_text (stmt, 10)),
    .nickname = g_strdup (luwte_stmt_text (stmt, 11)),
  };
  return advice;
}

GPtrArray *
luwte_advice_table_list (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT a.object_id, s.object_id, a.case_id, a.writer, a.decision, a.text, a.created_at,"
      " a.created_day, IFNULL (a.acknowledged_at, 0), a.outcome, d.object_id,"
      " s.nickname FROM advice a"
      " JOIN session s ON s.id = a.session_id LEFT JOIN dossier d ON d.id = s.dossier_id"
      " WHERE" LUWTE_SQL_SHOWN ("'advice'", "a.created_day") " ORDER BY a.id DESC",
      error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_advice_row_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, read_advice (stmt));
    }
  return NULL;
}

gint64
luwte_case_table_count_news (LuwteDb *db, const char *month, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT (SELECT count (*) FROM board_case WHERE state = 'new' AND expires >= ?2)"
      " + (SELECT count (*) FROM advice a JOIN session s ON s.id = a.session_id"
      " LEFT JOIN dossier d ON d.id = s.dossier_id"
      " WHERE a.acknowledged_at IS NULL AND" LUWTE_SQL_SHOWN ("'advice'", "a.created_day") ")",
      error);
  gboolean row;

  if (stmt == NULL)
    return -1;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  luwte_stmt_bind_text (stmt, 2, month);
  return luwte_stmt_step (stmt, &row, error) ? luwte_stmt_int (stmt, 0) : -1;
}

gboolean
luwte_advice_table_acknowledge (LuwteDb *db, const char *object_id, gint64 at, const char *outcome,
                                GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db,
                        "UPDATE advice SET acknowledged_at = IFNULL (acknowledged_at, ?2),"
                        " outcome = IFNULL (?3, outcome) WHERE object_id = ?1",
                        error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, object_id);
  luwte_stmt_bind_int (stmt, 2, at);
  luwte_stmt_bind_text (stmt, 3, outcome);
  return luwte_stmt_run (stmt, error) && luwte_object_changed (db, error);
}

gint64
luwte_case_table_count_expired (LuwteDb *db, const char *month, LuwteDay advised_before,
                                GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT (SELECT count (*) FROM board_case WHERE content <> '' AND expires < ?1)"
      " + (SELECT count (*) FROM board_case WHERE advised_day < ?2)"
      " + (SELECT count (*) FROM case_sent WHERE expires < ?1)"
      " + (SELECT count (*) FROM pack_out WHERE expires < ?1)",
      error);
  gboolean row;

  if (stmt == NULL)
    return -1;
  luwte_stmt_bind_text (stmt, 1, month);
  luwte_stmt_bind_day (stmt, 2, advised_before);
  return luwte_stmt_step (stmt, &row, error) ? luwte_stmt_int (stmt, 0) : -1;
}

gboolean
luwte_case_table_erase_expired (LuwteDb *db, const char *month, LuwteDay advised_before,
                                GError **error)
{
  LuwteStmt *stmt;

  /* What was advised stays for its own term, without the case. */
  if (!run_name (db, "DELETE FROM board_case WHERE expires < ?1 AND advice IS NULL", month,
                 error) ||
      !run_name (db, "UPDATE board_case SET content = '' WHERE expires < ?1", month, error) ||
      !run_name (db, "DELETE FROM case_sent WHERE expires < ?1", month, error) ||
      !run_name (db, "DELETE FROM pack_out WHERE expires < ?1", month, error) ||
      !run_name (db, "DELETE FROM pack_seen WHERE expires < ?1", month, error))
    return FALSE;
  stmt = luwte_db_prepare (db, "DELETE FROM board_case WHERE advised_day < ?1", error);
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_day (stmt, 1, advised_before);
  return luwte_stmt_run (stmt, error);
}
