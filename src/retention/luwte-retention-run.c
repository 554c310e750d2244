/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run: look at the clock, look what is due, erase it by the vault's job in five steps, and only
 * when that has reached its last step write "finished" on the receipt. A run that was cut off
 * between leaves an unfinished receipt; the next one goes through the steps again for its sake. */

#include "luwte-retention-private.h"

#include "luwte-db.h"
#include "luwte-log.h"
#include "luwte-receipt-table.h"

typedef struct
{
  gboolean explicit_request;
  LuwteRunCounts counts;
} Run;

static LuwteReceipt *
receipt_of (const LuwteRunCounts *counts, gboolean finished)
{
  return luwte_receipt_new (counts->at, counts->n_records, counts->n_sessions, counts->n_tombstones,
                            counts->n_held, finished);
}

static gpointer
finish_cb (LuwteDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (luwte_receipt_table_finish (db, error));
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LuwteRetention *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (luwte_vault_run_finish (LUWTE_VAULT (source), result, &error) == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_set_object (&self->last, NULL);
  self->last = receipt_of (&run->counts, TRUE);
  luwte_log_count ("retention: records erased", run->counts.n_records);
  g_task_return_pointer (task, g_object_ref (self->last), g_object_unref);
}

static void
purged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LuwteRetention *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree LuwteRunCounts *counts = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (counts == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  run->counts = *counts;
  luwte_vault_write_async (self->vault, finish_cb, NULL, NULL, NULL, g_task_get_cancellable (task),
                           finished_cb, g_object_ref (task));
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LuwteRetention *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autofree LuwteRunCounts *counts = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (counts == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (counts->n_records == 0 && counts->n_sessions == 0 && !counts->unfinished)
    g_task_return_pointer (task, receipt_of (counts, TRUE), g_object_unref);
  else
    luwte_vault_purge_async (self->vault, luwte_erasure_carry_out,
                             luwte_erasure_new (self->policy, counts->at), luwte_erasure_free,
                             g_free, g_task_get_cancellable (task), purged_cb, g_object_ref (task));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LuwteRetention *self = LUWTE_RETENTION (source);
  g_autoptr (GError) error = NULL;
  gint64 at = self->now (self->now_data);

  if (!luwte_retention_look_finish (self, result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (self->state == LUWTE_CLOCK_AHEAD)
    g_task_return_pointer (task, luwte_receipt_new (at, 0, 0, 0, 0, FALSE), g_object_unref);
  else
    luwte_vault_read_async (self->vault, luwte_erasure_count, luwte_erasure_new (self->policy, at),
                            luwte_erasure_free, g_free, g_task_get_cancellable (task), counted_cb,
                            g_object_ref (task));
}

/**
 * luwte_retention_run_async:
 * @self: the retention of an open vault
 * @explicit_request: asked for by name, which confirms a clock that runs ahead (rule 9)
 * @cancellable: (nullable): a run that was cut off is taken up by the next one
 * @callback: called when nothing due is left in the file
 * @user_data: for @callback
 *
 * Erases what is due today, everywhere.
 */
void
luwte_retention_run_async (LuwteRetention *self, gboolean explicit_request,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;
  Run *run;

  g_return_if_fail (LUWTE_IS_RETENTION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, luwte_retention_run_async);
  run = g_new0 (Run, 1);
  run->explicit_request = explicit_request;
  g_task_set_task_data (task, run, g_free);
  luwte_retention_look_async (self, explicit_request, cancellable, looked_cb, task);
}

/**
 * luwte_retention_run_finish:
 * @self: the retention
 * @result: a result
 * @error: an error of %LUWTE_VAULT_ERROR
 *
 * Returns: (transfer full): what was done. "finished" is %FALSE and nothing was erased when the
 *   clock runs ahead and nobody has confirmed it.
 */
LuwteReceipt *
luwte_retention_run_finish (LuwteRetention *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
