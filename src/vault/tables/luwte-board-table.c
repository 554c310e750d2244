/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-case-table.h"
#include "luwte-db.h"
#include "luwte-object-private.h"
#include "luwte-vault.h"

#define COLUMNS                                                                             \
  "object_id, content, urgent, received_day, expires, state, agenda_day, decision, advice," \
  " outcome"
#define SHOWN "(expires >= ?1 OR advice IS NOT NULL)"

void
luwte_board_row_free (LuwteBoardRow *self)
{
  g_free (self->case_id);
  g_free (self->content);
  g_free (self->expires);
  g_free (self->state);
  g_free (self->decision);
  g_free (self->advice);
  g_free (self->outcome);
  g_free (self);
}

gboolean
luwte_board_table_add (LuwteDb *db, const LuwteBoardRow *row, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "INSERT INTO board_case (object_id, content, urgent, received_day, expires, state)"
      " VALUES (?1, ?2, ?3, ?4, ?5, 'new')",
      error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, row->case_id);
  luwte_stmt_bind_text (stmt, 2, row->content);
  luwte_stmt_bind_int (stmt, 3, row->urgent);
  luwte_stmt_bind_day (stmt, 4, luwte_db_today (db));
  luwte_stmt_bind_text (stmt, 5, row->expires);
  return luwte_stmt_run (stmt, error);
}

static LuwteBoardRow *
read_case (LuwteStmt *stmt)
{
  LuwteBoardRow *row = g_new (LuwteBoardRow, 1);

  *row = (LuwteBoardRow) {
    .case_id = g_strdup (luwte_stmt_text (stmt, 0)),
    .content = g_strdup (luwte_stmt_text (stmt, 1)),
    .urgent = luwte_stmt_int (stmt, 2) != 0,
    .received = luwte_stmt_day (stmt, 3),
    .expires = g_strdup (luwte_stmt_text (stmt, 4)),
    .state = g_strdup (luwte_stmt_text (stmt, 5)),
    .agenda = luwte_stmt_day (stmt, 6),
    .decision = g_strdup (luwte_stmt_text (stmt, 7)),
    .advice = g_strdup (luwte_stmt_text (stmt, 8)),
    .outcome = g_strdup (luwte_stmt_text (stmt, 9)),
  };
  return row;
}

GPtrArray *
luwte_board_table_list (LuwteDb *db, const char *month, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT " COLUMNS " FROM board_case WHERE " SHOWN
      " ORDER BY state <> 'agenda', state = 'discussed', position, urgent DESC, received_day, id",
      error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_board_row_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, month);
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, read_case (stmt));
    }
  return NULL;
}

LuwteBoardRow *
luwte_board_table_get (LuwteDb *db, const char *case_id, const char *month, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT " COLUMNS " FROM board_case WHERE " SHOWN
                                      " AND object_id = ?2",
                                      error);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, month);
  luwte_stmt_bind_text (stmt, 2, case_id);
  if (!luwte_stmt_step (stmt, &row, error))
    return NULL;
  if (row)
    return read_case (stmt);
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND,
                       "There is no such case at the board");
  return NULL;
}

gboolean
luwte_board_table_set_agenda (LuwteDb *db, const char *case_id, LuwteDay day, gint64 position,
                              GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "UPDATE board_case SET agenda_day = ?2, position = ?3,"
      " state = iif (?2 IS NULL, iif (advice IS NULL, 'new', 'discussed'), 'agenda')"
      " WHERE object_id = ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, case_id);
  luwte_stmt_bind_day (stmt, 2, day);
  luwte_stmt_bind_int (stmt, 3, position);
  return luwte_stmt_run (stmt, error) && luwte_object_changed (db, error);
}

gboolean
luwte_board_table_set_advice (LuwteDb *db, const char *case_id, const char *decision,
                              const char *advice, LuwteDay day, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "UPDATE board_case SET decision = ?2, advice = ?3, advised_day = ?4, state = 'discussed'"
      " WHERE object_id = ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, case_id);
  luwte_stmt_bind_text (stmt, 2, decision);
  luwte_stmt_bind_text (stmt, 3, advice);
  luwte_stmt_bind_day (stmt, 4, day);
  return luwte_stmt_run (stmt, error) && luwte_object_changed (db, error);
}

gboolean
luwte_board_table_set_outcome (LuwteDb *db, const char *case_id, const char *outcome,
                               GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "UPDATE board_case SET outcome = ?2 WHERE object_id = ?1",
                                      error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, case_id);
  luwte_stmt_bind_text (stmt, 2, outcome);
  return luwte_stmt_run (stmt, error) && luwte_object_changed (db, error);
}
