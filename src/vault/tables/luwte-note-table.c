/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-db.h"
#include "luwte-dossier-table.h"
#include "luwte-id.h"
#include "luwte-note-table.h"
#include "luwte-note.h"
#include "luwte-object-private.h"
#include "luwte-record-sql-private.h"
#include "luwte-vault.h"
#include "luwte-search-index-private.h"

/* Rowids of one second (see the migration). */
#define PER_SECOND ((gint64) 1 << 20)
/* The years 1 to 9999, outside of which no calendar day is told. */
#define FIRST_SECOND (-G_GINT64_CONSTANT (62135596800))
#define LAST_SECOND  G_GINT64_CONSTANT (253402300799)

static gboolean
next_rowid (LuwteDb *db, gint64 created_at, gint64 *rowid, GError **error)
{
  const gint64 first = created_at * PER_SECOND;
  LuwteStmt *stmt = luwte_db_prepare (db, "SELECT max (id) FROM note WHERE id BETWEEN ?1 AND ?2",
                                      error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, first);
  luwte_stmt_bind_int (stmt, 2, first + PER_SECOND - 1);
  if (!luwte_stmt_step (stmt, &row, error))
    return FALSE;
  *rowid = luwte_stmt_text (stmt, 0) == NULL ? first : luwte_stmt_int (stmt, 0) + 1;
  if (*rowid < first + PER_SECOND)
    return TRUE;
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_FAILED,
                       "There are too many notes of one second");
  return FALSE;
}

static gboolean
insert_text (LuwteDb *db, gint64 note, const char *text, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "INSERT INTO note_text (note_id, body) VALUES (?1, ?2)",
                                      error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, note);
  luwte_stmt_bind_text (stmt, 2, text);
  return luwte_stmt_run (stmt, error);
}

char *
luwte_note_table_add (LuwteDb *db, const LuwteNoteRow *row, GError **error)
{
  g_autofree char *object_id = luwte_id_new ();
  LuwteStmt *stmt;
  gint64 session;
  gint64 id;

  if (row->created_at < FIRST_SECOND || row->created_at > LAST_SECOND)
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_FAILED,
                           "A note's time is outside the years 1 to 9999");
      return NULL;
    }
  if (!luwte_object_find (db, LUWTE_SQL_SESSION_ID, row->session, &session, error) ||
      !next_rowid (db, row->created_at, &id, error) || !luwte_search_index_ensure (db, id, error))
    return NULL;
  stmt = luwte_db_prepare (db,
                           "INSERT INTO note (id, object_id, session_id, kind, topic, created_at,"
                           " created_day) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                           error);
  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_int (stmt, 1, id);
  luwte_stmt_bind_text (stmt, 2, object_id);
  luwte_stmt_bind_int (stmt, 3, session);
  luwte_stmt_bind_text (stmt, 4, row->kind);
  luwte_stmt_bind_text (stmt, 5, row->topic);
  luwte_stmt_bind_int (stmt, 6, row->created_at);
  luwte_stmt_bind_day (stmt, 7, row->created_day);
  if (!luwte_stmt_run (stmt, error) || !insert_text (db, id, row->text, error))
    return NULL;
  return g_steal_pointer (&object_id);
}

/* A note that is due is not there, for a change either. */
static gboolean
find_shown (LuwteDb *db, const char *object_id, gint64 *id, GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db,
                        "SELECT n.id FROM note n JOIN session s ON s.id = n.session_id"
                        " LEFT JOIN dossier d ON d.id = s.dossier_id WHERE n.object_id = ?2"
                        " AND" LUWTE_SQL_SHOWN ("n.kind", "n.created_day"),
                        error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  luwte_stmt_bind_text (stmt, 2, object_id);
  if (!luwte_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    *id = luwte_stmt_int (stmt, 0);
  else
    g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND,
                         "There is no such note in the vault");
  return row;
}

gboolean
luwte_note_table_edit (LuwteDb *db, const char *object_id, const char *topic, const char *text,
                       gint64 at, GError **error)
{
  LuwteStmt *stmt;
  gint64 id = 0;

  if (!find_shown (db, object_id, &id, error))
    return FALSE;
  stmt = luwte_db_prepare (
      db, "UPDATE note SET topic = IFNULL (?2, topic), edited_at = ?3 WHERE id = ?1", error);
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, id);
  luwte_stmt_bind_text (stmt, 2, topic);
  luwte_stmt_bind_int (stmt, 3, at);
  if (!luwte_stmt_run (stmt, error))
    return FALSE;
  return text == NULL ||
         (luwte_object_run (db, "DELETE FROM note_text WHERE note_id = ?1", id, error) &&
          insert_text (db, id, text, error));
}

gboolean
luwte_note_table_set_kind (LuwteDb *db, const char *object_id, const char *kind, GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db,
                        "UPDATE note SET kind = ?2 WHERE object_id = ?1"
                        " AND session_id IN (SELECT id FROM session WHERE author IS NULL)",
                        error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, object_id);
  luwte_stmt_bind_text (stmt, 2, kind);
  return luwte_stmt_run (stmt, error) && luwte_object_changed (db, error);
}

/* Both tables are small, and mostly empty. */
#define BESIDE                                                     \
  " (SELECT count (*) FROM note_version v WHERE v.note_id = n.id)" \
  " + (SELECT count (*) FROM note_addition a WHERE a.note_id = n.id)"
#define COLUMNS                                                                                   \
  "SELECT n.object_id, d.object_id, s.object_id, s.nickname, n.kind, s.line, s.channel, n.topic," \
  " n.created_at, IFNULL (n.edited_at, 0)," LUWTE_SQL_DUE ("n.kind",                              \
                                                           "n.created_day") ", t.body," BESIDE
#define SHOWN " AND" LUWTE_SQL_SHOWN ("n.kind", "n.created_day")

#define FROM_SESSIONS                                          \
  COLUMNS " FROM session s JOIN note n ON n.session_id = s.id" \
          " JOIN note_text t ON t.note_id = n.id LEFT JOIN dossier d ON d.id = s.dossier_id"

static LuwteNote *
read_note (LuwteStmt *stmt, gboolean has_snippet)
{
  return luwte_note_new (&(LuwteNoteFields) {
    .id = luwte_stmt_text (stmt, 0),
    .dossier_id = luwte_stmt_text (stmt, 1),
    .session_id = luwte_stmt_text (stmt, 2),
    .nickname = luwte_stmt_text (stmt, 3),
    .kind = luwte_stmt_text (stmt, 4),
    .line = luwte_stmt_text (stmt, 5),
    .channel = luwte_stmt_text (stmt, 6),
    .topic = luwte_stmt_text (stmt, 7),
    .created = luwte_stmt_int (stmt, 8),
    .edited = luwte_stmt_int (stmt, 9),
    .due = luwte_stmt_day (stmt, 10),
    .text = luwte_stmt_text (stmt, 11),
    .n_beside = (guint) luwte_stmt_int (stmt, 12),
    .snippet = has_snippet ? luwte_stmt_text (stmt, 13) : NULL,
  });
}

/* ?1 is today, ?2 what is looked for, ?3 the limit where there is one. */
static gboolean
read_more (LuwteDb *db, const char *sql, const char *key, guint limit, gboolean has_snippet,
           GPtrArray *notes, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  luwte_stmt_bind_text (stmt, 2, key);
  if (limit > 0)
    luwte_stmt_bind_int (stmt, 3, limit);
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      g_ptr_array_add (notes, read_note (stmt, has_snippet));
    }
  return FALSE;
}

static GPtrArray *
read_notes (LuwteDb *db, const char *static_sql, const char *key, guint limit, GError **error)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_object_unref);

  return read_more (db, static_sql, key, limit, FALSE, notes, error) ? g_steal_pointer (&notes)
                                                                     : NULL;
}

LuwteNote *
luwte_note_table_get (LuwteDb *db, const char *object_id, GError **error)
{
  g_autoptr (GPtrArray) notes = read_notes (db, FROM_SESSIONS " WHERE n.object_id = ?2" SHOWN,
                                            object_id, 0, error);

  if (notes == NULL)
    return NULL;
  if (notes->len == 0)
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND,
                           "There is no such note in the vault");
      return NULL;
    }
  return g_object_ref (g_ptr_array_index (notes, 0));
}

GPtrArray *
luwte_note_table_list_by_nickname (LuwteDb *db, const char *nickname, GError **error)
{
  g_autofree char *name = luwte_nickname_normalize (nickname);

  /* What stands under this name alone where there are no dossiers, and all of the dossiers that
   * bear it. */
  return read_notes (db,
                     FROM_SESSIONS " WHERE (s.dossier_id IN"
                                   " (SELECT k.dossier_id FROM nickname k WHERE k.name = ?2)"
                                   " OR (s.dossier_id IS NULL AND s.nickname = ?2))" SHOWN
                                   " ORDER BY n.id DESC",
                     name, 0, error);
}

GPtrArray *
luwte_note_table_list_by_dossier (LuwteDb *db, const char *dossier, guint limit, GError **error)
{
  if (limit == 0)
    return g_ptr_array_new_with_free_func (g_object_unref);
  /* From the newest of the dossier's on, so that the limit ends the walk; note and session are read
   * from the indexes alone. */
  return read_notes (db,
                     COLUMNS " FROM dossier d"
                             " CROSS JOIN note n INDEXED BY note_dossier ON n.dossier_id = d.id"
                             " CROSS JOIN session s INDEXED BY session_dossier"
                             " ON s.dossier_id = d.id AND s.id = n.session_id"
                             " CROSS JOIN note_text t ON t.note_id = n.id"
                             " WHERE d.object_id = ?2" SHOWN " ORDER BY n.id DESC LIMIT ?3",
                     dossier, limit, error);
}

GPtrArray *
luwte_note_table_search (LuwteDb *db, const char *words, guint limit, GError **error)
{
  /* CROSS JOIN: the index leads, from its newest row on, so that the limit ends the walk. */
  static const char sql[] = COLUMNS ", snippet (note_fts_@, 0, char (2), char (3), '…', 16)"
                                    " FROM note_fts_@ CROSS JOIN note n ON n.id = note_fts_@.rowid"
                                    " CROSS JOIN note_text t ON t.note_id = n.id"
                                    " CROSS JOIN session s ON s.id = n.session_id"
                                    " LEFT JOIN dossier d ON d.id = s.dossier_id"
                                    " WHERE note_fts_@ MATCH ?2" SHOWN
                                    " ORDER BY note_fts_@.rowid DESC LIMIT ?3";
  g_autofree char *expression = luwte_note_search_expression (words);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) months = luwte_search_index_list (db, error);

  if (months == NULL)
    return NULL;
  for (guint i = 0; expression != NULL && i < months->len && notes->len < limit; i++)
    {
      g_autofree char *of_month = luwte_search_index_sql (sql, &g_array_index (months,
                                                                               LuwteIndexMonth, i));

      if (!read_more (db, of_month, expression, limit - notes->len, TRUE, notes, error))
        return NULL;
    }
  return g_steal_pointer (&notes);
}
