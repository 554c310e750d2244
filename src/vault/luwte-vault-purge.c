/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: "erased" is said only after the last step. SQLite's secure_delete leaves about one
 * text in a thousand behind in the gaps of its pages; only VACUUM and a truncating checkpoint
 * leave none (docs/decisions.md). */

#include "luwte-vault-private.h"

typedef struct
{
  LuwteVault *vault; /* borrowed: the task holds it */
  LuwteVaultFunc func;
  gpointer data;
  GDestroyNotify data_destroy;
  GDestroyNotify result_destroy;
} Purge;

static void
purge_free (gpointer data)
{
  Purge *self = data;

  if (self->data_destroy)
    self->data_destroy (self->data);
  g_free (self);
}

static gboolean
truncate_log (LuwteDb *db, GError **error)
{
  gint64 busy = 1;

  for (int tries = 0; tries < 6 && busy; tries++)
    if (!luwte_db_ask_int (db, "PRAGMA wal_checkpoint (TRUNCATE)", &busy, error))
      return FALSE;
  if (!busy)
    return TRUE;
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_BUSY,
                       "The write-ahead log is in use, so what was erased is still in it");
  return FALSE;
}

static gpointer
delete_rows (LuwteDb *db, Purge *self, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gpointer result;

  if (!luwte_db_exec (db, "BEGIN IMMEDIATE", error))
    return NULL;
  result = self->func (db, self->data, &reason);
  luwte_db_end_task (db);
  if (!reason && luwte_db_exec (db, "COMMIT", &reason))
    return result;
  if (result && self->result_destroy)
    self->result_destroy (result);
  g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}

static gpointer
purge_cb (LuwteDb *db, gpointer data, GError **error)
{
  Purge *self = data;
  g_autoptr (GError) reason = NULL;
  gpointer result = delete_rows (db, self, &reason);

  if (!reason)
    {
      luwte_db_forget_statements (db);
      if (luwte_db_exec (db, "VACUUM", &reason) && truncate_log (db, &reason))
        return result;
      if (result && self->result_destroy)
        self->result_destroy (result);
    }
  g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}

void
luwte_vault_purge_async (LuwteVault *self, LuwteVaultFunc delete_func, gpointer data,
                         GDestroyNotify data_destroy, GDestroyNotify result_destroy,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Purge *purge = g_new0 (Purge, 1);

  g_return_if_fail (LUWTE_IS_VAULT (self));

  purge->vault = self;
  purge->func = delete_func;
  purge->data = data;
  purge->data_destroy = data_destroy;
  purge->result_destroy = result_destroy;
  luwte_vault_push (self, LUWTE_JOB_BARE, purge_cb, purge, purge_free, result_destroy,
                    luwte_vault_task_new (self, luwte_vault_purge_async, cancellable, callback,
                                          user_data));
}
