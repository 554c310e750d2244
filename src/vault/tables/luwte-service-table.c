/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-db.h"
#include "luwte-id.h"
#include "luwte-object-private.h"
#include "luwte-secret.h"
#include "luwte-service-table.h"

LuwteServiceRow *
luwte_service_row_new (const char *object_id, const char *kind, const char *url, const char *user,
                       LuwteSecret *secret, gint64 added_at)
{
  LuwteServiceRow *self = g_new (LuwteServiceRow, 1);

  *self = (LuwteServiceRow) {
    .object_id = g_strdup (object_id),
    .kind = g_strdup (kind),
    .url = g_strdup (url),
    .user = g_strdup (user),
    .secret = secret != NULL ? luwte_secret_ref (secret) : NULL,
    .added_at = added_at,
  };
  return self;
}

void
luwte_service_row_free (LuwteServiceRow *self)
{
  g_free ((char *) self->object_id);
  g_free ((char *) self->kind);
  g_free ((char *) self->url);
  g_free ((char *) self->user);
  g_clear_pointer (&self->secret, luwte_secret_unref);
  g_free (self);
}

/* The id of this very service, if it was set up before. */
static gboolean
find_same (LuwteDb *db, const LuwteServiceRow *row, char **object_id, GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db,
                        "SELECT object_id FROM service"
                        " WHERE kind = ?1 AND url IS ?2 AND user IS ?3 ORDER BY id DESC LIMIT 1",
                        error);
  gboolean there;

  *object_id = NULL;
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, row->kind);
  luwte_stmt_bind_text (stmt, 2, row->url);
  luwte_stmt_bind_text (stmt, 3, row->user);
  if (!luwte_stmt_step (stmt, &there, error))
    return FALSE;
  if (there)
    *object_id = g_strdup (luwte_stmt_text (stmt, 0));
  return TRUE;
}

char *
luwte_service_table_use (LuwteDb *db, const LuwteServiceRow *row, GError **error)
{
  g_autofree char *object_id = NULL;
  gboolean known;
  LuwteStmt *stmt;

  if (!find_same (db, row, &object_id, error) || !luwte_service_table_remove (db, error))
    return NULL;
  known = object_id != NULL;
  if (!known)
    object_id = luwte_id_new ();

  stmt = luwte_db_prepare (db,
                           known ? "UPDATE service SET secret = ?5, in_use = 1 WHERE object_id = ?1"
                                 : "INSERT INTO service"
                                   " (object_id, kind, url, user, secret, added_at, in_use)"
                                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1)",
                           error);
  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, object_id);
  if (!known)
    {
      luwte_stmt_bind_text (stmt, 2, row->kind);
      luwte_stmt_bind_text (stmt, 3, row->url);
      luwte_stmt_bind_text (stmt, 4, row->user);
      luwte_stmt_bind_int (stmt, 6, row->added_at);
    }
  if (row->secret != NULL)
    luwte_stmt_bind_blob (stmt, 5, luwte_secret_peek (row->secret),
                          luwte_secret_length (row->secret));
  if (!luwte_stmt_run (stmt, error))
    return NULL;
  return g_steal_pointer (&object_id);
}

gboolean
luwte_service_table_get (LuwteDb *db, LuwteServiceRow **row, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT object_id, kind, url, user, added_at, secret"
                                      " FROM service WHERE in_use = 1",
                                      error);
  g_autoptr (LuwteSecret) secret = NULL;
  gboolean there;
  const char *bytes;
  gsize length;

  *row = NULL;
  if (stmt == NULL || !luwte_stmt_step (stmt, &there, error))
    return FALSE;
  if (!there)
    return TRUE;
  bytes = luwte_stmt_blob (stmt, 5, &length);
  if (bytes != NULL)
    secret = luwte_secret_new (bytes, (gssize) length);
  *row = luwte_service_row_new (luwte_stmt_text (stmt, 0), luwte_stmt_text (stmt, 1),
                                luwte_stmt_text (stmt, 2), luwte_stmt_text (stmt, 3), secret,
                                luwte_stmt_int (stmt, 4));
  return TRUE;
}

gboolean
luwte_service_table_first_kind (LuwteDb *db, char **kind, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "SELECT kind FROM service ORDER BY id LIMIT 1", error);
  gboolean there;

  *kind = NULL;
  if (stmt == NULL || !luwte_stmt_step (stmt, &there, error))
    return FALSE;
  if (there)
    *kind = g_strdup (luwte_stmt_text (stmt, 0));
  return TRUE;
}

gboolean
luwte_service_table_remove (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db, "UPDATE service SET in_use = 0, secret = NULL WHERE in_use = 1", error);

  return stmt != NULL && luwte_stmt_run (stmt, error);
}
