/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-version-table.h"

#include "luwte-db.h"
#include "luwte-note-text.h"
#include "luwte-record-sql-private.h"
#include "luwte-vault.h"

#define OF_NOTE                                                                       \
  " JOIN session s ON s.id = n.session_id LEFT JOIN dossier d ON d.id = s.dossier_id" \
  " WHERE n.object_id = ?2 AND" LUWTE_SQL_SHOWN ("n.kind", "n.created_day")

static LuwteStmt *
prepare (LuwteDb *db, const char *static_sql, const char *note, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, static_sql, error);

  if (stmt != NULL)
    {
      luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
      luwte_stmt_bind_text (stmt, 2, note);
    }
  return stmt;
}

static gboolean
run_one (LuwteDb *db, LuwteStmt *stmt, GError **error)
{
  if (!luwte_stmt_run (stmt, error))
    return FALSE;
  if (luwte_db_changes (db) == 1)
    return TRUE;
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND,
                       "There is no such note in the vault");
  return FALSE;
}

gboolean
luwte_version_table_keep (LuwteDb *db, const char *note, gint64 at, GError **error)
{
  LuwteStmt *stmt =
      prepare (db,
               "INSERT INTO note_version (note_id, topic, body, written_at, replaced_at)"
               " SELECT n.id, n.topic, t.body, IFNULL (n.edited_at, n.created_at), ?3 FROM note n"
               " JOIN note_text t ON t.note_id = n.id" OF_NOTE,
               note, error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 3, at);
  return run_one (db, stmt, error);
}

gboolean
luwte_version_table_add (LuwteDb *db, const char *note, const char *text, gint64 at, GError **error)
{
  LuwteStmt *stmt = prepare (db,
                             "INSERT INTO note_addition (note_id, body, created_at)"
                             " SELECT n.id, ?3, ?4 FROM note n" OF_NOTE,
                             note, error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 3, text);
  luwte_stmt_bind_int (stmt, 4, at);
  return run_one (db, stmt, error);
}

static LuwteNoteVersion *
read_version (LuwteStmt *stmt)
{
  LuwteNoteVersion *self = g_new (LuwteNoteVersion, 1);

  *self = (LuwteNoteVersion) {
    .kind = luwte_stmt_int (stmt, 0) != 0 ? LUWTE_NOTE_ADDITION : LUWTE_NOTE_BEFORE,
    .topic = g_strdup (luwte_stmt_text (stmt, 1)),
    .at = luwte_stmt_int (stmt, 2),
    .replaced = luwte_stmt_int (stmt, 3),
    .text = luwte_note_text_new (luwte_stmt_text (stmt, 4)),
  };
  return self;
}

GPtrArray *
luwte_version_table_list (LuwteDb *db, const char *note, GError **error)
{
  LuwteStmt *stmt =
      prepare (db,
               "SELECT 0, v.topic, v.written_at AS at, v.replaced_at, v.body, v.id AS row"
               " FROM note_version v JOIN note n ON n.id = v.note_id" OF_NOTE
               " UNION ALL SELECT 1, NULL, a.created_at, 0, a.body, a.id"
               " FROM note_addition a JOIN note n ON n.id = a.note_id" OF_NOTE " ORDER BY at, row",
               note, error);
  g_autoptr (GPtrArray) versions = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_note_version_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&versions);
      g_ptr_array_add (versions, read_version (stmt));
    }
  return NULL;
}
