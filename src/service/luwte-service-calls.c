/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-service-private.h"

/* The asynchronous half of LuwteService: every public function becomes one LuwteServiceArgs in one
 * GTask, and the adapter answers the task. What an adapter does not know is UNSUPPORTED. */

static void
args_free (gpointer data)
{
  LuwteServiceArgs *args = data;

  g_free (args->session_id);
  g_free (args->after_id);
  g_free (args->topic);
  g_free (args->target);
  g_clear_pointer (&args->outgoing, luwte_outgoing_unref);
  g_clear_pointer (&args->aside, luwte_aside_unref);
  g_free (args);
}

static LuwteServiceArgs *
args_new (LuwteServiceOp op, const char *session_id)
{
  LuwteServiceArgs *args = g_new0 (LuwteServiceArgs, 1);

  args->op = op;
  args->session_id = g_strdup (session_id);
  return args;
}

/* Takes args. */
static void
call (LuwteService *self, LuwteServiceArgs *args, GCancellable *cancellable,
      GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_static_name (task, "[luwte] service call");
  g_task_set_source_tag (task, call);
  g_task_set_task_data (task, args, args_free);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (LUWTE_SERVICE_GET_CLASS (self)->call == NULL)
    g_task_return_new_error_literal (task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNSUPPORTED,
                                     "This adapter answers no calls");
  else
    LUWTE_SERVICE_GET_CLASS (self)->call (self, task, args->op, args);
}

static gpointer
finish_pointer (LuwteService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (LUWTE_IS_SERVICE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
finish_boolean (LuwteService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (LUWTE_IS_SERVICE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
luwte_service_check_async (LuwteService *self, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (LUWTE_IS_SERVICE (self));
  call (self, args_new (LUWTE_SERVICE_OP_CHECK, NULL), cancellable, callback, user_data);
}

gboolean
luwte_service_check_finish (LuwteService *self, GAsyncResult *result, GError **error)
{
  return finish_boolean (self, result, error);
}

void
luwte_service_list_async (LuwteService *self, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (LUWTE_IS_SERVICE (self));
  call (self, args_new (LUWTE_SERVICE_OP_LIST, NULL), cancellable, callback, user_data);
}

GPtrArray *
luwte_service_list_finish (LuwteService *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, result, error);
}

void
luwte_service_claim_async (LuwteService *self, const char *session_id, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_return_if_fail (session_id != NULL);
  call (self, args_new (LUWTE_SERVICE_OP_CLAIM, session_id), cancellable, callback, user_data);
}

LuwteSession *
luwte_service_claim_finish (LuwteService *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, result, error);
}

void
luwte_service_release_async (LuwteService *self, const char *session_id, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_return_if_fail (session_id != NULL);
  call (self, args_new (LUWTE_SERVICE_OP_RELEASE, session_id), cancellable, callback, user_data);
}

void
luwte_service_close_async (LuwteService *self, const char *session_id, const char *topic,
                           gboolean transcript, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  LuwteServiceArgs *args;

  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_return_if_fail (session_id != NULL);

  args = args_new (LUWTE_SERVICE_OP_CLOSE, session_id);
  args->topic = g_strdup (topic);
  args->flag = transcript;
  call (self, args, cancellable, callback, user_data);
}

void
luwte_service_erase_async (LuwteService *self, const char *session_id, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_return_if_fail (session_id != NULL);
  call (self, args_new (LUWTE_SERVICE_OP_ERASE, session_id), cancellable, callback, user_data);
}

void
luwte_service_transfer_async (LuwteService *self, const char *session_id, const char *target,
                              gboolean consent, LuwteAside *note, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  LuwteServiceArgs *args;

  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_return_if_fail (session_id != NULL && target != NULL);

  /* A note that would be dropped silently is not to be written at all. */
  if (note != NULL && !(luwte_service_get_capabilities (self) & LUWTE_CAPABILITY_TRANSFER_NOTE))
    {
      g_task_report_new_error (self, callback, user_data, luwte_service_transfer_async,
                               LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNSUPPORTED,
                               "This service takes no note for who takes over");
      return;
    }
  args = args_new (LUWTE_SERVICE_OP_TRANSFER, session_id);
  args->target = g_strdup (target);
  args->flag = consent;
  args->aside = note != NULL ? luwte_aside_ref (note) : NULL;
  call (self, args, cancellable, callback, user_data);
}

void
luwte_service_set_available_async (LuwteService *self, gboolean available,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  LuwteServiceArgs *args;

  g_return_if_fail (LUWTE_IS_SERVICE (self));

  args = args_new (LUWTE_SERVICE_OP_AVAILABLE, NULL);
  args->flag = available;
  call (self, args, cancellable, callback, user_data);
}

gboolean
luwte_service_done_finish (LuwteService *self, GAsyncResult *result, GError **error)
{
  return finish_boolean (self, result, error);
}

void
luwte_service_history_async (LuwteService *self, const char *session_id, const char *after_id,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  LuwteServiceArgs *args;

  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_return_if_fail (session_id != NULL);

  args = args_new (LUWTE_SERVICE_OP_HISTORY, session_id);
  args->after_id = g_strdup (after_id);
  call (self, args, cancellable, callback, user_data);
}

GPtrArray *
luwte_service_history_finish (LuwteService *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, result, error);
}

void
luwte_service_send_async (LuwteService *self, const char *session_id, LuwteOutgoing *outgoing,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  LuwteServiceArgs *args;

  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_return_if_fail (session_id != NULL && outgoing != NULL);

  args = args_new (LUWTE_SERVICE_OP_SEND, session_id);
  args->outgoing = luwte_outgoing_ref (outgoing);
  call (self, args, cancellable, callback, user_data);
}

LuwteMessage *
luwte_service_send_finish (LuwteService *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, result, error);
}
