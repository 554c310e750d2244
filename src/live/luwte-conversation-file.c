/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A file that a visitor sent: told of, and, when the counsellor has said where, fetched and written
 * there. Nothing of it goes into the vault, and nothing into a file that she did not name. */

#include "luwte-conversation-private.h"

#include "luwte-new-file.h"
#include "luwte-service-extras.h"

typedef struct
{
  char *path;
  LuwteFile *file;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_free (saving->path);
  g_clear_object (&saving->file);
  g_free (saving);
}

/* Answers the task where nothing can be asked. */
static gboolean
may_ask (LuwteConversation *self, LuwteMessage *message, GTask *task)
{
  if (self->live == NULL || self->live->vault == NULL)
    g_task_return_new_error (task, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_CLOSED, "locked");
  else if (luwte_message_get_id (message) == NULL)
    g_task_return_new_error (task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND,
                             "the service does not have this message");
  else
    return TRUE;
  return FALSE;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  LuwteFile *file = luwte_service_file_finish (LUWTE_SERVICE (source), result, &error);

  if (file == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, file, g_object_unref);
}

void
luwte_conversation_look_at_file_async (LuwteConversation *self, LuwteMessage *message, guint index,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (LUWTE_IS_CONVERSATION (self));
  g_return_if_fail (LUWTE_IS_MESSAGE (message));

  g_task_set_source_tag (task, luwte_conversation_look_at_file_async);
  if (may_ask (self, message, task))
    luwte_service_file_look_async (self->live->service, luwte_session_get_id (self->session),
                                   luwte_message_get_id (message), index, cancellable, looked_cb,
                                   g_steal_pointer (&task));
}

LuwteFile *
luwte_conversation_look_at_file_finish (LuwteConversation *self, GAsyncResult *result,
                                        GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* In a thread: a disk may be slow. */
static void
write_file (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Saving *saving = data;
  GError *error = NULL;

  /* "Cancel" and a file all the same would be a lie. */
  if (g_task_return_error_if_cancelled (task))
    return;
  if (luwte_new_file_write (saving->path, luwte_file_get_bytes (saving->file), TRUE, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Saving *saving = g_task_get_task_data (task);
  GError *error = NULL;

  saving->file = luwte_service_file_finish (LUWTE_SERVICE (source), result, &error);
  if (saving->file == NULL)
    g_task_return_error (task, error);
  else
    g_task_run_in_thread (task, write_file);
}

void
luwte_conversation_save_file_async (LuwteConversation *self, LuwteMessage *message, guint index,
                                    const char *path, LuwteFileProgressFunc progress,
                                    gpointer progress_data, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Saving *saving = g_new0 (Saving, 1);

  g_return_if_fail (LUWTE_IS_CONVERSATION (self));
  g_return_if_fail (LUWTE_IS_MESSAGE (message));
  g_return_if_fail (path != NULL);

  saving->path = g_strdup (path);
  g_task_set_source_tag (task, luwte_conversation_save_file_async);
  /* What was written before she cancelled is there, and is said to be. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, saving, saving_free);
  if (may_ask (self, message, task))
    luwte_service_file_async (self->live->service, luwte_session_get_id (self->session),
                              luwte_message_get_id (message), index, progress, progress_data,
                              cancellable, fetched_cb, g_steal_pointer (&task));
}

gboolean
luwte_conversation_save_file_finish (LuwteConversation *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
