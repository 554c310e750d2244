/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-handover-table.h"

#include "luwte-db.h"
#include "luwte-dossier-table.h"
#include "luwte-note-table.h"
#include "luwte-object-private.h"
#include "luwte-record-sql-private.h"
#include "luwte-secret.h"
#include "luwte-session-table.h"
#include "luwte-vault.h"

#include <string.h>

void
luwte_handed_note_free (LuwteHandedNote *self)
{
  g_free (self->session);
  g_free (self->nickname);
  g_free (self->line);
  g_free (self->channel);
  g_free (self->note);
  g_free (self->kind);
  g_free (self->topic);
  if (self->text != NULL)
    luwte_wipe (self->text, strlen (self->text));
  g_free (self->text);
  g_free (self);
}

static LuwteHandedNote *
read_note (LuwteStmt *stmt)
{
  LuwteHandedNote *note = g_new (LuwteHandedNote, 1);

  *note = (LuwteHandedNote) {
    .session = g_strdup (luwte_stmt_text (stmt, 0)),
    .nickname = g_strdup (luwte_stmt_text (stmt, 1)),
    .line = g_strdup (luwte_stmt_text (stmt, 2)),
    .channel = g_strdup (luwte_stmt_text (stmt, 3)),
    .opened_at = luwte_stmt_int (stmt, 4),
    .opened = luwte_stmt_day (stmt, 5),
    .active = luwte_stmt_day (stmt, 6),
    .closed_at = luwte_stmt_int (stmt, 7),
    .closed = luwte_stmt_day (stmt, 8),
    .note = g_strdup (luwte_stmt_text (stmt, 9)),
    .kind = g_strdup (luwte_stmt_text (stmt, 10)),
    .topic = g_strdup (luwte_stmt_text (stmt, 11)),
    .created_at = luwte_stmt_int (stmt, 12),
    .created = luwte_stmt_day (stmt, 13),
    .due = luwte_stmt_day (stmt, 14),
    .text = g_strdup (luwte_stmt_text (stmt, 15)),
  };
  return note;
}

GPtrArray *
luwte_handover_table_notes (LuwteDb *db, const char *dossier, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT s.object_id, s.nickname, s.line, s.channel, s.opened_at, s.opened_day,"
      " max (s.active_day, d.last_contact_day), s.closed_at, s.closed_day, n.object_id, n.kind,"
      " n.topic, n.created_at, n.created_day,"
      " luwte_due (s.line, n.kind, n.created_day, s.closed_day, d.last_contact_day) AS due, t.body"
      " FROM dossier d JOIN session s ON s.dossier_id = d.id JOIN note n ON n.session_id = s.id"
      " JOIN note_text t ON t.note_id = n.id"
      " WHERE d.object_id = ?2 AND s.author IS NULL AND due IS NOT NULL"
      " AND" LUWTE_SQL_SHOWN ("n.kind", "n.created_day") " ORDER BY n.id DESC",
      error);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_handed_note_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  luwte_stmt_bind_text (stmt, 2, dossier);
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&notes);
      g_ptr_array_add (notes, read_note (stmt));
    }
  return NULL;
}

char **
luwte_handover_table_own_dossiers (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT DISTINCT d.object_id FROM dossier d"
                                      " JOIN session s ON s.dossier_id = d.id"
                                      " WHERE s.author IS NULL",
                                      error);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_strv_builder_end (ids);
      g_strv_builder_add (ids, luwte_stmt_text (stmt, 0));
    }
  return NULL;
}

void
luwte_handover_row_free (LuwteHandoverRow *self)
{
  g_free (self->object_id);
  g_free (self->dossier);
  g_free (self->nickname);
  g_free (self->peers);
  g_free (self);
}

gboolean
luwte_handover_table_add (LuwteDb *db, const LuwteHandoverRow *row, GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db,
                        "INSERT INTO handover (object_id, outgoing, dossier_id, peers, made_day,"
                        " until_day) VALUES (?1, ?2, (SELECT id FROM dossier WHERE object_id = ?3),"
                        " ?4, ?5, ?6)",
                        error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, row->object_id);
  luwte_stmt_bind_int (stmt, 2, row->outgoing);
  luwte_stmt_bind_text (stmt, 3, row->dossier);
  luwte_stmt_bind_text (stmt, 4, row->peers);
  luwte_stmt_bind_day (stmt, 5, row->made);
  luwte_stmt_bind_day (stmt, 6, row->until);
  return luwte_stmt_run (stmt, error);
}

gboolean
luwte_handover_table_add_record (LuwteDb *db, const char *handover, const char *record,
                                 const char *kind, LuwteDay due, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "INSERT OR REPLACE INTO handed_record (record_id, handover_id, kind, due_day)"
      " VALUES (?1, (SELECT id FROM handover WHERE object_id = ?2), ?3, ?4)",
      error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, record);
  luwte_stmt_bind_text (stmt, 2, handover);
  luwte_stmt_bind_text (stmt, 3, kind);
  luwte_stmt_bind_day (stmt, 4, due);
  return luwte_stmt_run (stmt, error);
}

GPtrArray *
luwte_handover_table_list (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT h.object_id, h.outgoing, d.object_id, (SELECT k.name FROM nickname k"
      " WHERE k.dossier_id = d.id ORDER BY k.used_day DESC LIMIT 1), h.peers, h.made_day,"
      " h.until_day, (SELECT count (*) FROM handed_record r WHERE r.handover_id = h.id)"
      " FROM handover h LEFT JOIN dossier d ON d.id = h.dossier_id ORDER BY h.id DESC",
      error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_handover_row_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (luwte_stmt_step (stmt, &row, error))
    {
      LuwteHandoverRow *found;

      if (!row)
        return g_steal_pointer (&rows);
      found = g_new (LuwteHandoverRow, 1);
      *found = (LuwteHandoverRow) {
        .object_id = g_strdup (luwte_stmt_text (stmt, 0)),
        .outgoing = luwte_stmt_int (stmt, 1) != 0,
        .dossier = g_strdup (luwte_stmt_text (stmt, 2)),
        .nickname = g_strdup (luwte_stmt_text (stmt, 3)),
        .peers = g_strdup (luwte_stmt_text (stmt, 4)),
        .made = luwte_stmt_day (stmt, 5),
        .until = luwte_stmt_day (stmt, 6),
        .n_records = (guint) luwte_stmt_int (stmt, 7),
      };
      g_ptr_array_add (rows, found);
    }
  return NULL;
}

/* value: (out) (transfer full) (nullable): the first column of the first row; up to two texts */
static gboolean
ask_text (LuwteDb *db, const char *static_sql, const char *first, const char *second, char **value,
          GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, static_sql, error);
  gboolean row;

  *value = NULL;
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, first);
  if (second != NULL)
    luwte_stmt_bind_text (stmt, 2, second);
  if (!luwte_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    *value = g_strdup (luwte_stmt_text (stmt, 0));
  return TRUE;
}

static gboolean
run_texts (LuwteDb *db, const char *static_sql, const char *first, const char *second,
           GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, static_sql, error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, first);
  if (second != NULL)
    luwte_stmt_bind_text (stmt, 2, second);
  return luwte_stmt_run (stmt, error);
}

gboolean
luwte_handover_table_put_dossier (LuwteDb *db, const char *author, const char *nickname,
                                  LuwteDay day, char **dossier, GError **error)
{
  g_autofree char *made = NULL;
  g_autofree char *there = NULL;
  g_autofree char *taken = NULL;

  /* Only what came from her before is hers; a dossier of this vault's own is never added to. */
  if (!ask_text (db,
                 "SELECT d.object_id FROM dossier d JOIN handover h ON h.dossier_id = d.id"
                 " WHERE d.object_id = ?1 AND h.outgoing = 0 AND h.peers = ?2",
                 *dossier, author, &there, error) ||
      !ask_text (db, "SELECT object_id FROM dossier WHERE object_id = ?1", *dossier, NULL, &taken,
                 error))
    return FALSE;
  if (there != NULL)
    return TRUE;
  made = luwte_dossier_table_add (db, NULL, nickname, day, error);
  if (made == NULL ||
      (taken == NULL && !run_texts (db, "UPDATE dossier SET object_id = ?1 WHERE object_id = ?2",
                                    *dossier, made, error)))
    return FALSE;
  if (taken != NULL)
    {
      g_free (*dossier);
      *dossier = g_steal_pointer (&made);
    }
  return TRUE;
}

static gboolean
set_origin (LuwteDb *db, const char *made, const char *session, const char *author, LuwteDay gone,
            GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "UPDATE session SET object_id = ?2, author = ?3, gone_day = max (IFNULL (gone_day, ?4), ?4)"
      " WHERE object_id = ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, made);
  luwte_stmt_bind_text (stmt, 2, session);
  luwte_stmt_bind_text (stmt, 3, author);
  luwte_stmt_bind_day (stmt, 4, gone);
  return luwte_stmt_run (stmt, error);
}

gboolean
luwte_handover_table_put_session (LuwteDb *db, const char *dossier, const char *author,
                                  const LuwteHandedNote *note, const char *topic, LuwteDay gone,
                                  GError **error)
{
  g_autofree char *made = NULL;
  g_autofree char *owner = NULL;

  if (!ask_text (db, "SELECT IFNULL (author, '') FROM session WHERE object_id = ?1", note->session,
                 NULL, &owner, error))
    return FALSE;
  if (owner != NULL && strcmp (owner, author) != 0)
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_EXISTS,
                           "A session of that id is somebody else's");
      return FALSE;
    }
  if (owner != NULL)
    return set_origin (db, note->session, note->session, author, gone, error);
  made = luwte_session_table_add (db,
                                  &(LuwteSessionRow) {
                                    .dossier = dossier,
                                    .nickname = note->nickname,
                                    .line = note->line,
                                    .channel = note->channel,
                                    .topic = topic,
                                    .state = LUWTE_SESSION_CLOSED,
                                    .opened_at = note->opened_at,
                                    .opened_day = note->opened,
                                    .active_day = note->active,
                                    .closed_at = note->closed_at,
                                    .closed_day = note->closed,
                                  },
                                  error);
  return made != NULL && set_origin (db, made, note->session, author, gone, error);
}

gboolean
luwte_handover_table_put_note (LuwteDb *db, const LuwteHandedNote *note, GError **error)
{
  g_autofree char *made = NULL;
  g_autofree char *there = NULL;

  if (!ask_text (db,
                 "SELECT s.object_id FROM note n JOIN session s ON s.id = n.session_id"
                 " WHERE n.object_id = ?1",
                 note->note, NULL, &there, error))
    return FALSE;
  if (there != NULL && strcmp (there, note->session) != 0)
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_EXISTS,
                           "A note of that id is of another session");
      return FALSE;
    }
  if (there != NULL)
    return TRUE;
  made = luwte_note_table_add (db,
                               &(LuwteNoteRow) {
                                 .session = note->session,
                                 .kind = note->kind,
                                 .topic = note->topic,
                                 .created_at = note->created_at,
                                 .created_day = note->created,
                                 .text = note->text,
                               },
                               error);
  return made != NULL && run_texts (db, "UPDATE note SET object_id = ?1 WHERE object_id = ?2",
                                    note->note, made, error);
}

void
luwte_handed_erased_row_free (LuwteHandedErasedRow *self)
{
  g_free (self->handover);
  g_free (self->peers);
  g_free (self->record);
  g_free (self);
}

GPtrArray *
luwte_handover_table_list_erased (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT h.object_id, h.peers, r.record_id FROM handed_record r"
      " JOIN handover h ON h.id = r.handover_id WHERE r.due_day > ?1"
      " AND NOT EXISTS (SELECT 1 FROM record WHERE record.object_id = r.record_id) ORDER BY h.id",
      error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_handed_erased_row_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  while (luwte_stmt_step (stmt, &row, error))
    {
      LuwteHandedErasedRow *erased;

      if (!row)
        return g_steal_pointer (&rows);
      erased = g_new (LuwteHandedErasedRow, 1);
      *erased = (LuwteHandedErasedRow) {
        .handover = g_strdup (luwte_stmt_text (stmt, 0)),
        .peers = g_strdup (luwte_stmt_text (stmt, 1)),
        .record = g_strdup (luwte_stmt_text (stmt, 2)),
      };
      g_ptr_array_add (rows, erased);
    }
  return NULL;
}

/* A hand-over of which nothing is left is forgotten. */
static gboolean
drop_empty (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "DELETE FROM handover WHERE NOT EXISTS"
                                      " (SELECT 1 FROM handed_record r WHERE r.handover_id = id)",
                                      error);

  return stmt != NULL && luwte_stmt_run (stmt, error);
}

gboolean
luwte_handover_table_forget (LuwteDb *db, const char *record, GError **error)
{
  return run_texts (db, "DELETE FROM handed_record WHERE record_id = ?1", record, NULL, error) &&
         drop_empty (db, error);
}

gboolean
luwte_handover_table_forget_with (LuwteDb *db, const char *record, const char *peer, GError **error)
{
  return run_texts (db,
                    "DELETE FROM handed_record WHERE record_id = ?1 AND handover_id IN"
                    " (SELECT id FROM handover WHERE peers = ?2)",
                    record, peer, error) &&
         drop_empty (db, error);
}

gboolean
luwte_handover_table_find (LuwteDb *db, const char *record, const char *peer, char **session,
                           char **kind, GError **error)
{
  *kind = NULL;
  return ask_text (db,
                   "SELECT s.object_id FROM handed_record r JOIN handover h ON h.id = r.handover_id"
                   " JOIN record x ON x.object_id = r.record_id JOIN session s ON s.id ="
                   " x.session_id WHERE r.record_id = ?1 AND instr (h.peers, ?2) > 0",
                   record, peer, session, error) &&
         (*session == NULL ||
          ask_text (db, "SELECT kind FROM record WHERE object_id = ?1", record, NULL, kind, error));
}

gboolean
luwte_handover_table_is_there (LuwteDb *db, const char *handover, gboolean *there, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT 1 FROM handover h JOIN handed_record r ON r.handover_id = h.id"
      " JOIN record x ON x.object_id = r.record_id WHERE h.object_id = ?2 AND r.due_day > ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  luwte_stmt_bind_text (stmt, 2, handover);
  return luwte_stmt_step (stmt, there, error);
}

gboolean
luwte_handover_table_drop_passed (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "DELETE FROM handed_record WHERE due_day <= ?1", error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  return luwte_stmt_run (stmt, error) && drop_empty (db, error);
}
