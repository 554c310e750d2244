/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-db.h"
#include "luwte-object-private.h"
#include "luwte-record-sql-private.h"
#include "luwte-record-table.h"
#include "luwte-vault.h"
#include "luwte-search-index-private.h"

/* What was handed over goes by its author's day at the latest. */
#define TERM "luwte_due (r.line, r.kind, r.created_day, r.closed_day, r.last_contact_day)"
#define DUE                                                            \
  "CASE WHEN s.gone_day IS NULL THEN " TERM " ELSE min (IFNULL (" TERM \
  ", s.gone_day), s.gone_day) END"

void
luwte_record_row_free (LuwteRecordRow *self)
{
  g_free (self->object);
  g_free (self->kind);
  g_free (self->line);
  g_free (self->session);
  g_free (self);
}

void
luwte_soon_row_free (LuwteSoonRow *self)
{
  g_free (self->row.object);
  g_free (self->row.kind);
  g_free (self->row.line);
  g_free (self->row.session);
  g_free (self->dossier);
  g_free (self->nickname);
  g_free (self);
}

static LuwteRecordRow
read_columns (LuwteStmt *stmt)
{
  return (LuwteRecordRow) {
    .object = g_strdup (luwte_stmt_text (stmt, 0)),
    .kind = g_strdup (luwte_stmt_text (stmt, 1)),
    .line = g_strdup (luwte_stmt_text (stmt, 2)),
    .session = g_strdup (luwte_stmt_text (stmt, 3)),
    .created = luwte_stmt_day (stmt, 4),
    .closed = luwte_stmt_day (stmt, 5),
    .last_contact = luwte_stmt_day (stmt, 6),
    .due = luwte_stmt_day (stmt, 7),
    .held = luwte_stmt_int (stmt, 8) != 0,
  };
}

static LuwteRecordRow *
read_row (LuwteStmt *stmt)
{
  LuwteRecordRow *row = g_new (LuwteRecordRow, 1);

  *row = read_columns (stmt);
  return row;
}

static LuwteSoonRow *
read_soon (LuwteStmt *stmt)
{
  LuwteSoonRow *row = g_new (LuwteSoonRow, 1);

  *row = (LuwteSoonRow) {
    .row = read_columns (stmt),
    .dossier = g_strdup (luwte_stmt_text (stmt, 9)),
    .nickname = g_strdup (luwte_stmt_text (stmt, 10)),
    .held_until = luwte_stmt_day (stmt, 11),
  };
  return row;
}

GPtrArray *
luwte_record_table_list_due (LuwteDb *db, LuwteDay until, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT r.object_id, r.kind, r.line, s.object_id, r.created_day, r.closed_day,"
      " r.last_contact_day, " DUE " AS due, " LUWTE_SQL_HELD (
          "r.kind") " FROM record r JOIN session s"
                    " ON s.id = r.session_id WHERE due <= ?2 ORDER BY due, r.kind, r.object_id",
      error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_record_row_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  luwte_stmt_bind_int (stmt, 2, until);
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, read_row (stmt));
    }
  return NULL;
}

GPtrArray *
luwte_record_table_list_soon (LuwteDb *db, LuwteDay until, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT r.object_id, r.kind, r.line, s.object_id, r.created_day, r.closed_day,"
      " r.last_contact_day, " DUE " AS due, " LUWTE_SQL_HELD (
          "r.kind") ", d.object_id,"
                    " IFNULL ((SELECT n.name FROM nickname n WHERE n.dossier_id = d.id"
                    "  ORDER BY n.used_day DESC, n.id DESC LIMIT 1), s.nickname),"
                    " (SELECT max (IFNULL (h.until_day, 2147483646)) FROM hold h WHERE "
                    "h.dossier_id = d.id"
                    "  AND h.ended_at IS NULL AND (h.until_day IS NULL OR h.until_day >= ?1)"
                    "  AND (h.scope IS NULL OR h.scope = s.line || '/' || r.kind))"
                    " FROM record r JOIN session s ON s.id = r.session_id"
                    " LEFT JOIN dossier d ON d.id = s.dossier_id"
                    " WHERE due <= ?2 AND" LUWTE_SQL_SHOWN (
                        "r.kind", "r.created_day") " ORDER BY due, r.kind, r.object_id",
      error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_soon_row_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  luwte_stmt_bind_int (stmt, 2, until);
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, read_soon (stmt));
    }
  return NULL;
}

gboolean
luwte_record_table_last_due (LuwteDb *db, const char *dossier, LuwteDay *due, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT max (luwte_due (r.line, r.kind, r.created_day, r.closed_day, r.last_contact_day))"
      " FROM record r WHERE r.dossier_id = (" LUWTE_SQL_DOSSIER_ID ")",
      error);
  gboolean row;

  *due = LUWTE_DAY_NONE;
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, dossier);
  if (!luwte_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    *due = luwte_stmt_day (stmt, 0);
  return TRUE;
}

GPtrArray *
luwte_record_table_list_terms (LuwteDb *db, const char *dossier, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT line, kind, min (due) FROM (SELECT r.line AS line, r.kind AS kind,"
      " luwte_due (r.line, r.kind, r.created_day, r.closed_day, r.last_contact_day) AS due"
      " FROM record r WHERE r.dossier_id = (" LUWTE_SQL_DOSSIER_ID ")) WHERE due > ?2"
      " GROUP BY line, kind ORDER BY line, kind",
      error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_record_row_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, dossier);
  luwte_stmt_bind_day (stmt, 2, luwte_db_today (db));
  while (luwte_stmt_step (stmt, &row, error))
    {
      LuwteRecordRow *term;

      if (!row)
        return g_steal_pointer (&rows);
      term = g_new0 (LuwteRecordRow, 1);
      term->line = g_strdup (luwte_stmt_text (stmt, 0));
      term->kind = g_strdup (luwte_stmt_text (stmt, 1));
      term->due = luwte_stmt_day (stmt, 2);
      g_ptr_array_add (rows, term);
    }
  return NULL;
}

/* The first column of every row. */
static char **
read_strings (LuwteStmt *stmt, GError **error)
{
  g_autoptr (GStrvBuilder) strings = g_strv_builder_new ();
  gboolean row;

  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_strv_builder_end (strings);
      g_strv_builder_add (strings, luwte_stmt_text (stmt, 0));
    }
  return NULL;
}

char **
luwte_record_table_list_empty_sessions (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT s.object_id FROM session s LEFT JOIN dossier d ON d.id = s.dossier_id"
      " WHERE s.closed_day IS NOT NULL"
      " AND NOT EXISTS (SELECT 1 FROM note r WHERE r.session_id = s.id)"
      " AND NOT EXISTS (SELECT 1 FROM message r WHERE r.session_id = s.id)"
      " AND NOT EXISTS (SELECT 1 FROM flag r WHERE r.session_id = s.id)"
      " AND NOT EXISTS (SELECT 1 FROM consent r WHERE r.session_id = s.id)"
      " AND NOT EXISTS (SELECT 1 FROM advice r WHERE r.session_id = s.id)"
      " AND NOT EXISTS (SELECT 1 FROM request r WHERE r.session_id = s.id)"
      " AND" LUWTE_SQL_DUE ("'session'",
                            "s.opened_day") " <= ?1 AND NOT " LUWTE_SQL_HELD ("'session'"),
      error);

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  return read_strings (stmt, error);
}

gboolean
luwte_record_table_note_topic (LuwteDb *db, const char *session, char **topic, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT topic FROM note WHERE session_id ="
                                      " (" LUWTE_SQL_SESSION_ID ") ORDER BY id DESC LIMIT 1",
                                      error);
  gboolean row;

  *topic = NULL;
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, session);
  if (!luwte_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    *topic = g_strdup (luwte_stmt_text (stmt, 0));
  return TRUE;
}

gboolean
luwte_record_table_mark_told (LuwteDb *db, const char *session, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "UPDATE session SET topic = '' WHERE object_id = ?1",
                                      error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, session);
  return luwte_stmt_run (stmt, error);
}

gboolean
luwte_record_table_erase (LuwteDb *db, const char *kind, const char *object, GError **error)
{
  const char *sql = "DELETE FROM note WHERE object_id = ?1";
  LuwteStmt *stmt;

  if (g_str_equal (kind, "message"))
    sql = "DELETE FROM message WHERE object_id = ?1";
  else if (g_str_equal (kind, "flag"))
    sql = "DELETE FROM flag WHERE object_id = ?1";
  else if (g_str_equal (kind, "consent"))
    sql = "DELETE FROM consent WHERE object_id = ?1";
  else if (g_str_equal (kind, "advice"))
    sql = "DELETE FROM advice WHERE object_id = ?1";
  else if (g_str_equal (kind, "request"))
    sql = "DELETE FROM request WHERE object_id = ?1";
  stmt = luwte_db_prepare (db, sql, error);
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, object);
  return luwte_stmt_run (stmt, error) && luwte_db_audit_forget (db, object, error);
}

gboolean
luwte_record_table_begin_bulk (LuwteDb *db, GError **error)
{
  return luwte_search_index_begin_bulk (db, error);
}

gboolean
luwte_record_table_end_bulk (LuwteDb *db, GError **error)
{
  return luwte_search_index_end_bulk (db, error);
}
