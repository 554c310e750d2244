/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-db.h"
#include "luwte-object-private.h"
#include "luwte-outbox-table.h"
#include "luwte-outgoing.h"
#include "luwte-secret.h"

void
luwte_outbox_row_free (LuwteOutboxRow *self)
{
  g_free ((char *) self->client_id);
  g_free ((char *) self->session);
  g_free ((char *) self->remote_id);
  luwte_wipe ((char *) self->text, strlen (self->text));
  g_free ((char *) self->text);
  g_free (self);
}

gboolean
luwte_outbox_table_add (LuwteDb *db, const char *session, LuwteOutgoing *outgoing, gint64 at,
                        GError **error)
{
  LuwteStmt *stmt;
  gint64 id;

  if (!luwte_object_find (db, LUWTE_SQL_SESSION_ID, session, &id, error))
    return FALSE;
  stmt = luwte_db_prepare (db,
                           "INSERT INTO outbox (client_id, session_id, text, created_at, state)"
                           " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (client_id) DO NOTHING",
                           error);
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, luwte_outgoing_get_client_id (outgoing));
  luwte_stmt_bind_int (stmt, 2, id);
  luwte_stmt_bind_text (stmt, 3, luwte_outgoing_get_text (outgoing));
  luwte_stmt_bind_int (stmt, 4, at);
  luwte_stmt_bind_text (stmt, 5, luwte_delivery_to_string (LUWTE_DELIVERY_QUEUED));
  return luwte_stmt_run (stmt, error);
}

gboolean
luwte_outbox_table_set_state (LuwteDb *db, const char *client_id, LuwteDelivery state,
                              GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db, "UPDATE outbox SET state = ?2, tries = tries + ?3 WHERE client_id = ?1",
                        error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, client_id);
  luwte_stmt_bind_text (stmt, 2, luwte_delivery_to_string (state));
  luwte_stmt_bind_int (stmt, 3, state == LUWTE_DELIVERY_SENDING);
  return luwte_stmt_run (stmt, error) && luwte_object_changed (db, error);
}

gboolean
luwte_outbox_table_remove (LuwteDb *db, const char *client_id, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "DELETE FROM outbox WHERE client_id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, client_id);
  return luwte_stmt_run (stmt, error);
}

static LuwteOutboxRow *
read_row (LuwteStmt *stmt)
{
  LuwteOutboxRow *row = g_new (LuwteOutboxRow, 1);

  *row = (LuwteOutboxRow) {
    .client_id = g_strdup (luwte_stmt_text (stmt, 0)),
    .session = g_strdup (luwte_stmt_text (stmt, 1)),
    .remote_id = g_strdup (luwte_stmt_text (stmt, 2)),
    .text = g_strdup (luwte_stmt_text (stmt, 3)),
    .created_at = luwte_stmt_int (stmt, 4),
    .state = LUWTE_DELIVERY_UNCERTAIN,
    .tries = (guint) luwte_stmt_int (stmt, 6),
  };
  /* A word that a newer version wrote: whether it went out is not known. */
  luwte_delivery_from_string (luwte_stmt_text (stmt, 5), &row->state);
  return row;
}

GPtrArray *
luwte_outbox_table_list (LuwteDb *db, const char *service, GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db,
                        "SELECT o.client_id, s.object_id, s.remote_id, o.text, o.created_at,"
                        " o.state, o.tries FROM outbox o JOIN session s ON s.id = o.session_id"
                        " WHERE s.service_id = (SELECT id FROM service WHERE object_id = ?1)"
                        " ORDER BY o.id",
                        error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_outbox_row_free);
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
