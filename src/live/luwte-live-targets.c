/* SPDX-License-Identifier: GPL-3.0-or-later */

/* To whom a conversation can be handed. */

#include "luwte-live-private.h"

#include "luwte-service-extras.h"

static void
targets_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *targets = luwte_service_targets_finish (LUWTE_SERVICE (source), result, &error);

  if (targets == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, targets, (GDestroyNotify) g_ptr_array_unref);
}

void
luwte_live_targets_async (LuwteLive *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (LUWTE_IS_LIVE (self));

  luwte_service_targets_async (self->service, cancellable, targets_cb,
                               g_task_new (self, cancellable, callback, user_data));
}

GPtrArray *
luwte_live_targets_finish (LuwteLive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
