/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The full-text index is cut by the month in which a note was written, since a note's id begins with
 * its second. Two things follow. A search walks from the newest piece and stops at its limit, and
 * what a prefix costs is bounded by a month. And what falls due together was mostly written
 * together: a month of which nothing is left is dropped whole, where one index over everything had
 * to be told each of its words again, at 1 to 20 ms a note.
 *
 * Each piece is an external-content table over a view of its month's texts. Its two triggers keep
 * it in step, whoever deletes. */

#include "luwte-search-index-private.h"

#include "luwte-db-private.h"

#include <string.h>

/* Telling one note costs about as much as making this many anew. */
#define ANEW_FOR_ONE 100

/* In these @ is the name, < and > are the ids of the first note of the month and of the next. */
static const char drop_triggers_sql[] = "DROP TRIGGER IF EXISTS note_text_out_@";
static const char delete_trigger_sql[] =
    "CREATE TRIGGER note_text_out_@ AFTER DELETE ON note_text"
    " WHEN old.note_id >= {first} AND old.note_id < {end} BEGIN"
    "  INSERT INTO note_fts_@ (note_fts_@, rowid, body) VALUES ('delete', old.note_id, old.body);"
    " END";
static const char *const create_sql[] = {
  "CREATE VIEW note_text_@ AS SELECT note_id, body FROM note_text"
  " WHERE note_id >= {first} AND note_id < {end}",
  "CREATE VIRTUAL TABLE note_fts_@ USING fts5 (body, content = 'note_text_@',"
  " content_rowid = 'note_id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')",
  "INSERT INTO note_fts_@ (note_fts_@, rank) VALUES ('secure-delete', 1)",
  "CREATE TRIGGER note_text_in_@ AFTER INSERT ON note_text"
  " WHEN new.note_id >= {first} AND new.note_id < {end} BEGIN"
  "  INSERT INTO note_fts_@ (rowid, body) VALUES (new.note_id, new.body);"
  " END",
  delete_trigger_sql,
  "INSERT INTO search_month (name, first, \"end\") VALUES ('@', {first}, {end})",
  NULL,
};
static const char *const drop_sql[] = {
  "DROP TRIGGER IF EXISTS note_text_out_@",
  "DROP TRIGGER note_text_in_@",
  "DROP TABLE note_fts_@",
  "DROP VIEW note_text_@",
  "DELETE FROM search_month WHERE name = '@'",
  NULL,
};

static void
month_of (gint64 note, LuwteIndexMonth *month)
{
  /* Ids are seconds and twenty bits more; an arithmetic shift is a floor for years before 1970. */
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (note >> 20);
  const int year = at != NULL ? g_date_time_get_year (at) : 1970;
  const int number = at != NULL ? g_date_time_get_month (at) : 1;
  g_autoptr (GDateTime) first = g_date_time_new_utc (year, number, 1, 0, 0, 0);
  g_autoptr (GDateTime) end = g_date_time_add_months (first, 1);

  g_snprintf (month->name, sizeof month->name, "%04d%02d", year, number);
  month->first = g_date_time_to_unix (first) * (1 << 20);
  /* There is no month after December 9999. */
  month->end = end != NULL ? g_date_time_to_unix (end) * (1 << 20) : G_MAXINT64;
}

static gboolean
exec_for (LuwteDb *db, const char *sql, const LuwteIndexMonth *month, GError **error)
{
  g_autofree char *first = g_strdup_printf ("%" G_GINT64_FORMAT, month->first);
  g_autofree char *end = g_strdup_printf ("%" G_GINT64_FORMAT, month->end);
  g_autoptr (GString) filled = g_string_new (sql);

  g_string_replace (filled, "{first}", first, 0);
  g_string_replace (filled, "{end}", end, 0);
  g_string_replace (filled, "@", month->name, 0);
  return luwte_db_exec (db, filled->str, error);
}

char *
luwte_search_index_sql (const char *sql, const LuwteIndexMonth *month)
{
  GString *filled = g_string_new (sql);

  g_string_replace (filled, "@", month->name, 0);
  return g_string_free_and_steal (filled);
}

static gboolean
exec_all (LuwteDb *db, const char *const *sql, const LuwteIndexMonth *month, GError **error)
{
  for (guint i = 0; sql[i] != NULL; i++)
    if (!exec_for (db, sql[i], month, error))
      return FALSE;
  return TRUE;
}

gboolean
luwte_search_index_ensure (LuwteDb *db, gint64 note, GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db, "SELECT 1 FROM search_month WHERE first <= ?1 AND \"end\" > ?1", error);
  LuwteIndexMonth month;
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, note);
  if (!luwte_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    return TRUE;
  month_of (note, &month);
  return exec_all (db, create_sql, &month, error);
}

GArray *
luwte_search_index_list (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db, "SELECT name, first, \"end\" FROM search_month ORDER BY first DESC",
                        error);
  g_autoptr (GArray) months = g_array_new (FALSE, FALSE, sizeof (LuwteIndexMonth));
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (luwte_stmt_step (stmt, &row, error))
    {
      LuwteIndexMonth month;

      if (!row)
        return g_steal_pointer (&months);
      g_strlcpy (month.name, luwte_stmt_text (stmt, 0), sizeof month.name);
      month.first = luwte_stmt_int (stmt, 1);
      month.end = luwte_stmt_int (stmt, 2);
      g_array_append_val (months, month);
    }
  return NULL;
}

/* found: (out): whether there is a text with an id of @from or higher; note: the first such */
static gboolean
first_text_from (LuwteDb *db, gint64 from, gint64 *note, gboolean *found, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db, "SELECT note_id FROM note_text WHERE note_id >= ?1 ORDER BY note_id LIMIT 1", error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, from);
  if (!luwte_stmt_step (stmt, found, error))
    return FALSE;
  *note = *found ? luwte_stmt_int (stmt, 0) : 0;
  return TRUE;
}

/* A table cannot be dropped while any statement still stands on a row. */
static gboolean
drop_month (LuwteDb *db, const LuwteIndexMonth *month, GError **error)
{
  luwte_db_end_task (db);
  return exec_all (db, drop_sql, month, error);
}

gboolean
luwte_search_index_rebuild (LuwteDb *db, GError **error)
{
  g_autoptr (GArray) months = luwte_search_index_list (db, error);
  gint64 note = G_MININT64;
  gboolean found;

  if (months == NULL)
    return FALSE;
  for (guint i = 0; i < months->len; i++)
    if (!drop_month (db, &g_array_index (months, LuwteIndexMonth, i), error))
      return FALSE;
  while (first_text_from (db, note, &note, &found, error))
    {
      LuwteIndexMonth month;

      if (!found)
        return TRUE;
      month_of (note, &month);
      if (!exec_all (db, create_sql, &month, error) ||
          !exec_for (db, "INSERT INTO note_fts_@ (note_fts_@) VALUES ('rebuild')", &month, error))
        return FALSE;
      note = month.end;
    }
  return FALSE;
}

/* Texts that stand in no month: a note that nobody would ever find. */
static gboolean
check_all_indexed (LuwteDb *db, GError **error)
{
  gint64 n;

  if (!luwte_db_ask_int (
          db,
          "SELECT count (*) FROM note_text t WHERE NOT EXISTS (SELECT 1"
          " FROM search_month m WHERE m.first <= t.note_id AND m.\"end\" > t.note_id)",
          &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  g_set_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
               "%" G_GINT64_FORMAT " texts stand in no index", n);
  return FALSE;
}

gboolean
luwte_search_index_check (LuwteDb *db, GError **error)
{
  g_autoptr (GArray) months = luwte_search_index_list (db, error);

  if (months == NULL)
    return FALSE;
  for (guint i = 0; i < months->len; i++)
    if (!exec_for (db, "INSERT INTO note_fts_@ (note_fts_@, rank) VALUES ('integrity-check', 1)",
                   &g_array_index (months, LuwteIndexMonth, i), error))
      return FALSE;
  return check_all_indexed (db, error);
}

gboolean
luwte_search_index_begin_bulk (LuwteDb *db, GError **error)
{
  g_autoptr (GArray) months = luwte_search_index_list (db, error);

  if (months == NULL)
    return FALSE;
  for (guint i = 0; i < months->len; i++)
    if (!exec_for (db, drop_triggers_sql, &g_array_index (months, LuwteIndexMonth, i), error))
      return FALSE;
  /* In memory, as all that is temporary; freed memory is wiped. */
  return luwte_db_exec (db,
                        "CREATE TEMP TABLE bulk_gone (note_id INTEGER PRIMARY KEY, body TEXT);"
                        "CREATE TEMP TRIGGER bulk_gone_in AFTER DELETE ON main.note_text BEGIN"
                        "  INSERT INTO bulk_gone VALUES (old.note_id, old.body);"
                        " END",
                        error);
}

static gboolean
count_in (LuwteDb *db, const char *static_sql, const LuwteIndexMonth *month, gint64 *n,
          GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, static_sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, month->first);
  luwte_stmt_bind_int (stmt, 2, month->end);
  if (!luwte_stmt_step (stmt, &row, error))
    return FALSE;
  *n = luwte_stmt_int (stmt, 0);
  return TRUE;
}

/* What is left of the month once the notes of bulk_gone are gone. */
static gboolean
settle_month (LuwteDb *db, const LuwteIndexMonth *month, GError **error)
{
  gint64 n_gone, n_left = 0;

  if (!count_in (db, "SELECT count (*) FROM bulk_gone WHERE note_id >= ?1 AND note_id < ?2", month,
                 &n_gone, error))
    return FALSE;
  if (n_gone == 0)
    return exec_for (db, delete_trigger_sql, month, error);
  if (!count_in (db, "SELECT count (*) FROM note WHERE id >= ?1 AND id < ?2", month, &n_left,
                 error))
    return FALSE;
  if (n_left == 0)
    return drop_month (db, month, error);
  if (n_gone * ANEW_FOR_ONE > n_left)
    return exec_for (db, "INSERT INTO note_fts_@ (note_fts_@) VALUES ('rebuild')", month, error) &&
           exec_for (db, delete_trigger_sql, month, error);
  return exec_for (db,
                   "INSERT INTO note_fts_@ (note_fts_@, rowid, body)"
                   " SELECT 'delete', note_id, body FROM bulk_gone"
                   " WHERE note_id >= {first} AND note_id < {end}",
                   month, error) &&
         exec_for (db, delete_trigger_sql, month, error);
}

gboolean
luwte_search_index_end_bulk (LuwteDb *db, GError **error)
{
  g_autoptr (GArray) months = luwte_search_index_list (db, error);

  if (months == NULL)
    return FALSE;
  for (guint i = 0; i < months->len; i++)
    if (!settle_month (db, &g_array_index (months, LuwteIndexMonth, i), error))
      return FALSE;
  luwte_db_end_task (db);
  return luwte_db_exec (db, "DROP TRIGGER temp.bulk_gone_in; DROP TABLE temp.bulk_gone", error);
}
