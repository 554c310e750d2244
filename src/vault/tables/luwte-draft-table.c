/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-db.h"
#include "luwte-draft-table.h"
#include "luwte-object-private.h"

gboolean
luwte_draft_table_save (LuwteDb *db, const char *session, const char *kind, const char *text,
                        gint64 at, GError **error)
{
  const gboolean empty = text == NULL || *text == '\0';
  LuwteStmt *stmt;
  gint64 id;

  if (!luwte_object_find (db, LUWTE_SQL_SESSION_ID, session, &id, error))
    return FALSE;
  stmt = luwte_db_prepare (db,
                           empty ? "DELETE FROM draft WHERE session_id = ?1 AND kind = ?2"
                                 : "INSERT OR REPLACE INTO draft (session_id, kind, text, saved_at)"
                                   " VALUES (?1, ?2, ?3, ?4)",
                           error);
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, id);
  luwte_stmt_bind_text (stmt, 2, kind);
  if (!empty)
    {
      luwte_stmt_bind_text (stmt, 3, text);
      luwte_stmt_bind_int (stmt, 4, at);
    }
  return luwte_stmt_run (stmt, error);
}

gboolean
luwte_draft_table_load (LuwteDb *db, const char *session, const char *kind, char **text,
                        GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db,
                        "SELECT text FROM draft WHERE kind = ?2"
                        " AND session_id = (SELECT id FROM session WHERE object_id = ?1)",
                        error);
  gboolean row;

  *text = NULL;
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, session);
  luwte_stmt_bind_text (stmt, 2, kind);
  if (!luwte_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    *text = g_strdup (luwte_stmt_text (stmt, 0));
  return TRUE;
}

gboolean
luwte_draft_table_set_note_kind (LuwteDb *db, const char *session, const char *note_kind,
                                 GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db,
                        "UPDATE draft SET note_kind = ?2 WHERE kind = 'note'"
                        " AND session_id = (SELECT id FROM session WHERE object_id = ?1)",
                        error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, session);
  luwte_stmt_bind_text (stmt, 2, note_kind);
  return luwte_stmt_run (stmt, error);
}

gboolean
luwte_draft_table_get_note_kind (LuwteDb *db, const char *session, char **note_kind, GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db,
                        "SELECT note_kind FROM draft WHERE kind = 'note'"
                        " AND session_id = (SELECT id FROM session WHERE object_id = ?1)",
                        error);
  gboolean row;

  *note_kind = NULL;
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, session);
  if (!luwte_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    *note_kind = g_strdup (luwte_stmt_text (stmt, 0));
  return TRUE;
}
