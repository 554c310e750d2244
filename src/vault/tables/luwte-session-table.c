/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-db.h"
#include "luwte-dossier-table.h"
#include "luwte-id.h"
#include "luwte-object-private.h"
#include "luwte-session-table.h"
#include "luwte-vault.h"

void
luwte_session_row_free (LuwteSessionRow *self)
{
  g_free ((char *) self->object_id);
  g_free ((char *) self->service);
  g_free ((char *) self->remote_id);
  g_free ((char *) self->dossier);
  g_free ((char *) self->nickname);
  g_free ((char *) self->line);
  g_free ((char *) self->channel);
  g_free ((char *) self->department);
  g_free ((char *) self->topic);
  g_free (self);
}

static gboolean
find_or_none (LuwteDb *db, const char *static_sql, const char *object_id, gint64 *id,
              GError **error)
{
  *id = 0;
  return object_id == NULL || luwte_object_find (db, static_sql, object_id, id, error);
}

/* A contact in the dossier: its last contact moves on, and the nickname is used there. */
static gboolean
use_dossier (LuwteDb *db, gint64 dossier, gint64 service, const char *nickname, LuwteDay day,
             GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db, "UPDATE dossier SET last_contact_day = max (last_contact_day, ?2) WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, dossier);
  luwte_stmt_bind_day (stmt, 2, day);
  return luwte_stmt_run (stmt, error) &&
         luwte_dossier_use_nickname (db, dossier, service, nickname, day, error);
}

static gboolean
insert (LuwteDb *db, const LuwteSessionRow *row, const char *object_id, gint64 service,
        gint64 dossier, GError **error)
{
  g_autofree char *nickname = luwte_nickname_normalize (row->nickname);
  LuwteStmt *stmt =
      luwte_db_prepare (db,
                        "INSERT INTO session (object_id, service_id, remote_id, dossier_id,"
                        " nickname, line, channel, department, topic, state, identity, opened_at,"
                        " opened_day, active_day, closed_at, closed_day)"
                        " VALUES (?1, NULLIF (?2, 0), ?3, NULLIF (?4, 0), ?5, ?6, ?7, ?8, ?9,"
                        " ?10, ?11, ?12, ?13, max (?13, IFNULL (?14, ?13)), ?15, ?16)",
                        error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, object_id);
  luwte_stmt_bind_int (stmt, 2, service);
  luwte_stmt_bind_text (stmt, 3, row->remote_id);
  luwte_stmt_bind_int (stmt, 4, dossier);
  luwte_stmt_bind_text (stmt, 5, nickname);
  luwte_stmt_bind_text (stmt, 6, row->line);
  luwte_stmt_bind_text (stmt, 7, row->channel);
  luwte_stmt_bind_text (stmt, 8, row->department);
  luwte_stmt_bind_text (stmt, 9, row->topic);
  luwte_stmt_bind_text (stmt, 10, luwte_session_state_to_string (row->state));
  luwte_stmt_bind_text (stmt, 11, luwte_identity_to_string (row->identity));
  luwte_stmt_bind_int (stmt, 12, row->opened_at);
  luwte_stmt_bind_day (stmt, 13, row->opened_day);
  luwte_stmt_bind_day (stmt, 14, row->active_day);
  luwte_stmt_bind_day (stmt, 16, row->closed_day);
  if (row->closed_day != LUWTE_DAY_NONE)
    luwte_stmt_bind_int (stmt, 15, row->closed_at);
  return luwte_stmt_run (stmt, error);
}

char *
luwte_session_table_add (LuwteDb *db, const LuwteSessionRow *row, GError **error)
{
  g_autofree char *object_id = luwte_id_new ();
  g_autoptr (LuwteSessionRow) there = NULL;
  gint64 service;
  gint64 dossier;

  if (!find_or_none (db, LUWTE_SQL_SERVICE_ID, row->service, &service, error) ||
      !find_or_none (db, LUWTE_SQL_DOSSIER_ID, row->dossier, &dossier, error))
    return NULL;
  if (row->service != NULL &&
      !luwte_session_table_find (db, row->service, row->remote_id, &there, error))
    return NULL;
  if (there != NULL)
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_EXISTS,
                           "The service's session is stored already");
      return NULL;
    }
  if (!insert (db, row, object_id, service, dossier, error))
    return NULL;
  if (dossier != 0 && !use_dossier (db, dossier, service, row->nickname,
                                    MAX (row->opened_day, row->active_day), error))
    return NULL;
  return g_steal_pointer (&object_id);
}

#define SELECT                                                                                \
  "SELECT s.object_id, v.object_id, s.remote_id, d.object_id, s.nickname, s.line, s.channel," \
  " s.department, s.topic, s.state, s.identity, s.opened_at, s.opened_day, s.active_day,"     \
  " s.closed_at, s.closed_day FROM session s LEFT JOIN service v ON v.id = s.service_id"      \
  " LEFT JOIN dossier d ON d.id = s.dossier_id"

static LuwteSessionRow *
read_row (LuwteStmt *stmt)
{
  LuwteSessionRow *row = g_new (LuwteSessionRow, 1);

  *row = (LuwteSessionRow) {
    .object_id = g_strdup (luwte_stmt_text (stmt, 0)),
    .service = g_strdup (luwte_stmt_text (stmt, 1)),
    .remote_id = g_strdup (luwte_stmt_text (stmt, 2)),
    .dossier = g_strdup (luwte_stmt_text (stmt, 3)),
    .nickname = g_strdup (luwte_stmt_text (stmt, 4)),
    .line = g_strdup (luwte_stmt_text (stmt, 5)),
    .channel = g_strdup (luwte_stmt_text (stmt, 6)),
    .department = g_strdup (luwte_stmt_text (stmt, 7)),
    .topic = g_strdup (luwte_stmt_text (stmt, 8)),
    .state = LUWTE_SESSION_CLOSED,
    .identity = LUWTE_IDENTITY_ASK,
    .opened_at = luwte_stmt_int (stmt, 11),
    .opened_day = luwte_stmt_day (stmt, 12),
    .active_day = luwte_stmt_day (stmt, 13),
    .closed_at = luwte_stmt_int (stmt, 14),
    .closed_day = luwte_stmt_day (stmt, 15),
  };
  luwte_session_state_from_string (luwte_stmt_text (stmt, 9), &row->state);
  luwte_identity_from_string (luwte_stmt_text (stmt, 10), &row->identity);
  return row;
}

static gboolean
read_one (LuwteStmt *stmt, LuwteSessionRow **row, GError **error)
{
  gboolean there;

  *row = NULL;
  if (!luwte_stmt_step (stmt, &there, error))
    return FALSE;
  if (there)
    *row = read_row (stmt);
  return TRUE;
}

LuwteSessionRow *
luwte_session_table_get (LuwteDb *db, const char *object_id, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, SELECT " WHERE s.object_id = ?1", error);
  LuwteSessionRow *row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, object_id);
  if (!read_one (stmt, &row, error))
    return NULL;
  if (row == NULL)
    g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND,
                         "There is no such session in the vault");
  return row;
}

gboolean
luwte_session_table_find (LuwteDb *db, const char *service, const char *remote_id,
                          LuwteSessionRow **row, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      SELECT " WHERE s.remote_id = ?2 AND s.service_id ="
                                             " (SELECT id FROM service WHERE object_id = ?1)",
                                      error);

  *row = NULL;
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, service);
  luwte_stmt_bind_text (stmt, 2, remote_id);
  return read_one (stmt, row, error);
}

GPtrArray *
luwte_session_table_list_open (LuwteDb *db, const char *service, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      SELECT " WHERE s.closed_day IS NULL"
                                             " AND (?1 IS NULL OR v.object_id = ?1) ORDER BY s.id",
                                      error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_session_row_free);
  gboolean there;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, service);
  while (luwte_stmt_step (stmt, &there, error))
    {
      if (!there)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, read_row (stmt));
    }
  return NULL;
}

static LuwteStmt *
prepare_change (LuwteDb *db, const char *static_sql, const char *object_id, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, static_sql, error);

  if (stmt != NULL)
    luwte_stmt_bind_text (stmt, 1, object_id);
  return stmt;
}

static gboolean
run_change (LuwteDb *db, LuwteStmt *stmt, GError **error)
{
  return luwte_stmt_run (stmt, error) && luwte_object_changed (db, error);
}

char **
luwte_session_table_remote_ids (LuwteDb *db, const char *dossier, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT remote_id FROM session WHERE remote_id IS NOT NULL"
                                      " AND (dossier_id = (" LUWTE_SQL_DOSSIER_ID ") OR nickname IN"
                                      " (SELECT k.name FROM nickname k WHERE k.dossier_id ="
                                      " (" LUWTE_SQL_DOSSIER_ID ")))",
                                      error);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, dossier);
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_strv_builder_end (ids);
      g_strv_builder_add (ids, luwte_stmt_text (stmt, 0));
    }
  return NULL;
}

gboolean
luwte_session_table_touch (LuwteDb *db, const char *object_id, LuwteDay day, GError **error)
{
  g_autoptr (LuwteSessionRow) row = luwte_session_table_get (db, object_id, error);
  LuwteStmt *stmt;

  if (row == NULL)
    return FALSE;
  stmt =
      prepare_change (db,
                      "UPDATE session SET active_day = max (active_day, ?2) WHERE object_id = ?1",
                      object_id, error);
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_day (stmt, 2, day);
  if (!run_change (db, stmt, error))
    return FALSE;
  return row->dossier == NULL || (luwte_dossier_table_touch (db, row->dossier, day, error) &&
                                  luwte_dossier_table_add_nickname (db, row->dossier, row->service,
                                                                    row->nickname, day, error));
}

gboolean
luwte_session_table_set_state (LuwteDb *db, const char *object_id, LuwteSessionState state,
                               GError **error)
{
  LuwteStmt *stmt = prepare_change (db, "UPDATE session SET state = ?2 WHERE object_id = ?1",
                                    object_id, error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 2, luwte_session_state_to_string (state));
  return run_change (db, stmt, error);
}

gboolean
luwte_session_table_set_identity (LuwteDb *db, const char *object_id, LuwteIdentity identity,
                                  GError **error)
{
  LuwteStmt *stmt = prepare_change (db, "UPDATE session SET identity = ?2 WHERE object_id = ?1",
                                    object_id, error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 2, luwte_identity_to_string (identity));
  return run_change (db, stmt, error);
}

gboolean
luwte_session_table_close (LuwteDb *db, const char *object_id, const char *topic, gint64 at,
                           LuwteDay day, GError **error)
{
  gint64 id;
  LuwteStmt *stmt;

  if (!luwte_object_find (db, LUWTE_SQL_SESSION_ID, object_id, &id, error))
    return FALSE;
  stmt = prepare_change (db,
                         "UPDATE session SET topic = IFNULL (?2, topic), closed_at = ?3,"
                         " closed_day = ?4, state = ?5"
                         " WHERE object_id = ?1 AND closed_day IS NULL",
                         object_id, error);
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 2, topic);
  luwte_stmt_bind_int (stmt, 3, at);
  luwte_stmt_bind_day (stmt, 4, day);
  luwte_stmt_bind_text (stmt, 5, luwte_session_state_to_string (LUWTE_SESSION_CLOSED));
  if (!luwte_stmt_run (stmt, error))
    return FALSE;
  if (luwte_db_changes (db) == 0)
    return TRUE;
  return luwte_object_run (db, "DELETE FROM draft WHERE session_id = ?1 AND kind = 'message'", id,
                           error) &&
         luwte_object_run (db, "DELETE FROM outbox WHERE session_id = ?1", id, error) &&
         luwte_session_table_touch (db, object_id, day, error);
}

gboolean
luwte_session_table_reopen (LuwteDb *db, const char *object_id, LuwteSessionState state,
                            LuwteDay day, GError **error)
{
  LuwteStmt *stmt = prepare_change (db,
                                    "UPDATE session SET closed_at = NULL, closed_day = NULL,"
                                    " state = ?2 WHERE object_id = ?1",
                                    object_id, error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 2, luwte_session_state_to_string (state));
  return run_change (db, stmt, error) && luwte_session_table_touch (db, object_id, day, error);
}

/* A nickname stays in a dossier as long as a session of it bears it. */
static gboolean
leave_dossier (LuwteDb *db, const char *dossier, GError **error)
{
  gint64 id;

  return luwte_object_find (db, LUWTE_SQL_DOSSIER_ID, dossier, &id, error) &&
         luwte_object_run (db,
                           "DELETE FROM nickname WHERE dossier_id = ?1 AND NOT EXISTS"
                           " (SELECT 1 FROM session s WHERE s.dossier_id = ?1"
                           "  AND s.nickname = nickname.name)",
                           id, error) &&
         luwte_dossier_drop_if_empty (db, id, error);
}

gboolean
luwte_session_table_set_dossier (LuwteDb *db, const char *object_id, const char *dossier,
                                 GError **error)
{
  g_autoptr (LuwteSessionRow) row = luwte_session_table_get (db, object_id, error);
  LuwteStmt *stmt;
  gint64 id;
  gint64 service;

  if (row == NULL || !find_or_none (db, LUWTE_SQL_DOSSIER_ID, dossier, &id, error) ||
      !find_or_none (db, LUWTE_SQL_SERVICE_ID, row->service, &service, error))
    return FALSE;
  if (g_strcmp0 (row->dossier, dossier) == 0)
    return TRUE;
  stmt = prepare_change (db, "UPDATE session SET dossier_id = NULLIF (?2, 0) WHERE object_id = ?1",
                         object_id, error);
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 2, id);
  if (!run_change (db, stmt, error))
    return FALSE;
  if (id != 0 && !use_dossier (db, id, service, row->nickname, row->active_day, error))
    return FALSE;
  return row->dossier == NULL || leave_dossier (db, row->dossier, error);
}

gboolean
luwte_session_table_erase (LuwteDb *db, const char *object_id, GError **error)
{
  g_autoptr (LuwteSessionRow) row = luwte_session_table_get (db, object_id, error);
  gint64 dossier;
  LuwteStmt *stmt;

  if (row == NULL || !find_or_none (db, LUWTE_SQL_DOSSIER_ID, row->dossier, &dossier, error))
    return FALSE;
  stmt = prepare_change (db, "DELETE FROM session WHERE object_id = ?1", object_id, error);
  if (stmt == NULL || !run_change (db, stmt, error))
    return FALSE;
  return dossier == 0 || luwte_dossier_drop_if_empty (db, dossier, error);
}

char **
luwte_session_table_record_kinds (LuwteDb *db, const char *object_id, GError **error)
{
  g_autoptr (GStrvBuilder) kinds = g_strv_builder_new ();
  LuwteStmt *stmt;
  gboolean row;
  gint64 id;

  if (!luwte_object_find (db, LUWTE_SQL_SESSION_ID, object_id, &id, error))
    return NULL;
  stmt = luwte_db_prepare (db,
                           "SELECT DISTINCT kind FROM note WHERE session_id = ?1"
                           " UNION ALL SELECT 'message'"
                           "  WHERE EXISTS (SELECT 1 FROM message WHERE session_id = ?1)"
                           " UNION ALL SELECT 'flag'"
                           "  WHERE EXISTS (SELECT 1 FROM flag WHERE session_id = ?1)"
                           " UNION ALL SELECT 'consent'"
                           "  WHERE EXISTS (SELECT 1 FROM consent WHERE session_id = ?1)"
                           " UNION ALL SELECT 'advice'"
                           "  WHERE EXISTS (SELECT 1 FROM advice WHERE session_id = ?1)"
                           " UNION ALL SELECT 'request'"
                           "  WHERE EXISTS (SELECT 1 FROM request WHERE session_id = ?1)",
                           error);
  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_int (stmt, 1, id);
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_strv_builder_end (kinds);
      g_strv_builder_add (kinds, luwte_stmt_text (stmt, 0));
    }
  return NULL;
}
