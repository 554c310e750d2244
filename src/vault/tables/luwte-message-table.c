/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-db.h"
#include "luwte-id.h"
#include "luwte-message-table.h"
#include "luwte-message.h"
#include "luwte-object-private.h"
#include "luwte-record-sql-private.h"

/* What a stored message is known by. */
typedef struct
{
  gint64 id; /* 0: not there */
  LuwteDelivery delivery;
} Known;

static gboolean
find (LuwteDb *db, const char *static_sql, gint64 session, const char *key, Known *known,
      GError **error)
{
  LuwteStmt *stmt;
  gboolean row;

  *known = (Known) { 0, LUWTE_DELIVERY_NONE };
  if (key == NULL)
    return TRUE;
  stmt = luwte_db_prepare (db, static_sql, error);
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, session);
  luwte_stmt_bind_text (stmt, 2, key);
  if (!luwte_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    {
      known->id = luwte_stmt_int (stmt, 0);
      luwte_delivery_from_string (luwte_stmt_text (stmt, 1), &known->delivery);
    }
  return TRUE;
}

static gboolean
insert (LuwteDb *db, gint64 session, LuwteMessage *message, LuwteDay day, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "INSERT INTO message (object_id, session_id, remote_id,"
                                      " client_id, sender, at, created_day, delivery, text)"
                                      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                                      error);
  g_autofree char *object_id = luwte_id_new ();

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, object_id);
  luwte_stmt_bind_int (stmt, 2, session);
  luwte_stmt_bind_text (stmt, 3, luwte_message_get_id (message));
  luwte_stmt_bind_text (stmt, 4, luwte_message_get_client_id (message));
  luwte_stmt_bind_text (stmt, 5, luwte_from_to_string (luwte_message_get_from (message)));
  luwte_stmt_bind_int (stmt, 6, luwte_message_get_at (message));
  luwte_stmt_bind_day (stmt, 7, day);
  luwte_stmt_bind_text (stmt, 8, luwte_delivery_to_string (luwte_message_get_delivery (message)));
  luwte_stmt_bind_text (stmt, 9, luwte_message_get_text (message));
  return luwte_stmt_run (stmt, error);
}

/* An old event that is replayed must not take back what is known since. */
static guint
rank (LuwteDelivery delivery)
{
  switch (delivery)
    {
    case LUWTE_DELIVERY_READ:
      return 3;
    case LUWTE_DELIVERY_SENT:
      return 2;
    case LUWTE_DELIVERY_QUEUED:
    case LUWTE_DELIVERY_SENDING:
    case LUWTE_DELIVERY_UNCERTAIN:
    case LUWTE_DELIVERY_FAILED:
      return 1;
    case LUWTE_DELIVERY_NONE:
      return 0;
    }
  return 0;
}

static gboolean
update (LuwteDb *db, const Known *known, LuwteMessage *message, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "UPDATE message SET remote_id = IFNULL (?2, remote_id),"
                                      " client_id = IFNULL (?3, client_id), at = ?4,"
                                      " delivery = ?5 WHERE id = ?1",
                                      error);
  LuwteDelivery delivery = luwte_message_get_delivery (message);

  if (stmt == NULL)
    return FALSE;
  if (rank (delivery) < rank (known->delivery))
    delivery = known->delivery;
  luwte_stmt_bind_int (stmt, 1, known->id);
  luwte_stmt_bind_text (stmt, 2, luwte_message_get_id (message));
  luwte_stmt_bind_text (stmt, 3, luwte_message_get_client_id (message));
  luwte_stmt_bind_int (stmt, 4, luwte_message_get_at (message));
  luwte_stmt_bind_text (stmt, 5, luwte_delivery_to_string (delivery));
  return luwte_stmt_run (stmt, error);
}

gboolean
luwte_message_table_put (LuwteDb *db, const char *session, LuwteMessage *message, LuwteDay day,
                         gboolean *is_new, GError **error)
{
  Known ours;
  Known theirs;
  gint64 id;

  if (!luwte_object_find (db, LUWTE_SQL_SESSION_ID, session, &id, error) ||
      !find (db, "SELECT id, delivery FROM message WHERE session_id = ?1 AND client_id = ?2", id,
             luwte_message_get_client_id (message), &ours, error) ||
      !find (db, "SELECT id, delivery FROM message WHERE session_id = ?1 AND remote_id = ?2", id,
             luwte_message_get_id (message), &theirs, error))
    return FALSE;

  if (is_new != NULL)
    *is_new = ours.id == 0 && theirs.id == 0;
  if (ours.id == 0 && theirs.id == 0)
    return insert (db, id, message, day, error);
  /* The event came before the answer, and without our id: two rows turn out to be one message. */
  if (ours.id != 0 && theirs.id != 0 && ours.id != theirs.id)
    {
      if (!luwte_object_run (db, "DELETE FROM message WHERE id = ?1", theirs.id, error))
        return FALSE;
      if (rank (theirs.delivery) > rank (ours.delivery))
        ours.delivery = theirs.delivery;
    }
  return update (db, ours.id != 0 ? &ours : &theirs, message, error);
}

static LuwteStmt *
prepare_own (LuwteDb *db, const char *static_sql, const char *session, const char *client_id,
             GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, static_sql, error);

  if (stmt != NULL)
    {
      luwte_stmt_bind_text (stmt, 1, session);
      luwte_stmt_bind_text (stmt, 2, client_id);
    }
  return stmt;
}

gboolean
luwte_message_table_set_delivery (LuwteDb *db, const char *session, const char *client_id,
                                  LuwteDelivery delivery, GError **error)
{
  LuwteStmt *stmt = prepare_own (db,
                                 "UPDATE message SET delivery = ?3 WHERE client_id = ?2 AND"
                                 " session_id = (SELECT id FROM session WHERE object_id = ?1)",
                                 session, client_id, error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 3, luwte_delivery_to_string (delivery));
  return luwte_stmt_run (stmt, error);
}

gboolean
luwte_message_table_remove (LuwteDb *db, const char *session, const char *client_id, GError **error)
{
  LuwteStmt *stmt = prepare_own (db,
                                 "DELETE FROM message WHERE client_id = ?2 AND"
                                 " session_id = (SELECT id FROM session WHERE object_id = ?1)",
                                 session, client_id, error);

  return stmt != NULL && luwte_stmt_run (stmt, error);
}

static LuwteMessage *
read_message (LuwteStmt *stmt)
{
  LuwteDelivery delivery = LUWTE_DELIVERY_NONE;
  LuwteFrom from = LUWTE_FROM_SYSTEM;

  luwte_from_from_string (luwte_stmt_text (stmt, 3), &from);
  luwte_delivery_from_string (luwte_stmt_text (stmt, 5), &delivery);
  return luwte_message_new (luwte_stmt_text (stmt, 0), luwte_stmt_text (stmt, 1),
                            luwte_stmt_text (stmt, 2), from, luwte_stmt_int (stmt, 4),
                            luwte_stmt_text (stmt, 6), delivery);
}

GPtrArray *
luwte_message_table_list (LuwteDb *db, const char *session, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT s.remote_id, m.remote_id, m.client_id, m.sender, m.at,"
      " m.delivery, m.text FROM session s JOIN message m ON m.session_id = s.id"
      " LEFT JOIN dossier d ON d.id = s.dossier_id WHERE s.object_id = ?2"
      " AND " LUWTE_SQL_SHOWN ("'message'", "m.created_day") " ORDER BY m.at, m.id",
      error);
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  luwte_stmt_bind_text (stmt, 2, session);
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&messages);
      g_ptr_array_add (messages, read_message (stmt));
    }
  return NULL;
}
