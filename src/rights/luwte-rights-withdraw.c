/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A request that nobody has answered may be taken back by the one who asked, or was recorded by
 * mistake. Then it goes as anything else that is erased, and the audit keeps that one was withdrawn,
 * not whose. What was answered stays until its term. */

#include "luwte-rights.h"

#include "luwte-db.h"
#include "luwte-record-table.h"
#include "luwte-request-table.h"
#include "luwte-rights-private.h"
#include "luwte-vault.h"

static gpointer
withdraw (LuwteDb *db, gpointer data, GError **error)
{
  const LuwteRightsJob *job = data;
  g_autoptr (LuwteRequest) request = luwte_request_table_get (db, job->id, error);

  if (request == NULL)
    return NULL;
  if (!g_str_equal (request->state, "received"))
    {
      luwte_rights_refused (error, "The request was answered before");
      return NULL;
    }
  if (!luwte_record_table_erase (db, "request", job->id, error) ||
      !luwte_rights_audit (db, "request.withdraw", NULL, error))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

static void
withdrawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (luwte_vault_run_finish (LUWTE_VAULT (source), result, &error) == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
luwte_rights_withdraw_async (LuwteRights *self, const char *request_id, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, luwte_rights_withdraw_async);
  luwte_vault_purge_async (luwte_rights_get_vault (self), withdraw,
                           luwte_rights_job_new (luwte_rights_get_policy (self), request_id),
                           (GDestroyNotify) luwte_rights_job_free, NULL, cancellable, withdrawn_cb,
                           task);
}

gboolean
luwte_rights_withdraw_finish (LuwteRights *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
