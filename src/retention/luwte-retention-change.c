/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Retention rule 8: another profile re-dates what is stored. Each record's day by the new profile is
 * laid beside its day by the one in use; what would be due by the new one alone is told before it is
 * accepted, and the same count, made in the transaction that accepts it, is the report. A record that
 * is held becomes due when its hold ends. Records of a session that is open have no day by either. */

#include "luwte-retention-private.h"

#include "luwte-db.h"
#include "luwte-record-table.h"

void
luwte_redating_free (LuwteRedating *self)
{
  g_ptr_array_unref (self->due);
  g_free (self);
}

static void
redate (LuwteRedating *self, LuwtePolicy *policy, LuwteRecordRow *row, LuwteDay today)
{
  LuwteDay starts_on;
  LuwteDay due = luwte_retention_due (policy, row->line, row->kind, row->created, row->closed,
                                      row->last_contact);
  LuwteDay day = due != LUWTE_DAY_NONE ? due : G_MAXINT32;

  self->n_records++;
  self->n_earlier += day < row->due ? 1 : 0;
  self->n_later += day > row->due ? 1 : 0;
  if (day > today || row->due <= today)
    return;
  if (row->held)
    {
      self->n_held++;
      return;
    }
  luwte_policy_due_on (policy, row->line, row->kind, row->created, row->closed, row->last_contact,
                       &starts_on);
  g_ptr_array_add (self->due, luwte_due_record_new (&(LuwteDueRecordFields) {
                                .object = row->object,
                                .kind = row->kind,
                                .line = row->line,
                                .from = luwte_policy_counts_from (policy, row->line, row->kind),
                                .starts_on = starts_on,
                                .due_on = due,
                                .hold = FALSE,
                              }));
}

LuwteRedating *
luwte_retention_redate (LuwteDb *db, LuwtePolicy *policy, GError **error)
{
  g_autoptr (GPtrArray) rows = luwte_record_table_list_due (db, G_MAXINT32, error);
  LuwteRedating *self;

  if (rows == NULL)
    return NULL;
  self = g_new0 (LuwteRedating, 1);
  self->due = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < rows->len; i++)
    redate (self, policy, g_ptr_array_index (rows, i), luwte_db_today (db));
  return self;
}

static gpointer
preview_cb (LuwteDb *db, gpointer data, GError **error)
{
  return luwte_retention_redate (db, data, error);
}

static void
previewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  LuwteRedating *redating = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (redating == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, redating, (GDestroyNotify) luwte_redating_free);
}

/**
 * luwte_retention_preview_async:
 * @self: the retention of an open vault
 * @policy: another profile
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * What accepting @policy would do to what is stored. Nothing is changed.
 */
void
luwte_retention_preview_async (LuwteRetention *self, LuwtePolicy *policy, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (LUWTE_IS_RETENTION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, luwte_retention_preview_async);
  luwte_vault_read_async (self->vault, preview_cb, g_object_ref (policy), g_object_unref,
                          (GDestroyNotify) luwte_redating_free, cancellable, previewed_cb, task);
}

LuwteRedating *
luwte_retention_preview_finish (LuwteRetention *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
