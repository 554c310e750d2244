/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opens a conversation that is mine already by the service's session id: the service is asked
 * whether it still is, the vault what it knows, and the messages are fetched before the answer. One
 * that is open in the vault and no longer listed there can still be opened, to be closed: otherwise
 * its terms would never run. */

#include "config.h"

#include "luwte-conversation-private.h"

static void
history_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LuwteConversation *conversation = LUWTE_CONVERSATION (source);
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (luwte_conversation_history_finish (conversation, result, &error))
    g_task_return_pointer (task, g_object_ref (conversation), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
adopted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (LuwteConversation) conversation = NULL;
  GError *error = NULL;

  conversation = luwte_live_adopt_finish (LUWTE_LIVE (source), result, &error);
  if (conversation)
    luwte_conversation_history_async (conversation, cancellable, history_cb,
                                      g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  LuwteLive *self = g_task_get_source_object (task);
  const char *id = g_task_get_task_data (task);
  g_autoptr (GPtrArray) kept = NULL;
  GError *error = NULL;

  kept = luwte_store_load_finish (LUWTE_VAULT (source), result, &error);
  if (!kept)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; self->vault == LUWTE_VAULT (source) && i < kept->len; i++)
    {
      LuwteKeptSession *one = g_ptr_array_index (kept, i);
      LuwteConversation *conversation = luwte_live_find (self, id);
      g_autoptr (LuwteSession) session = NULL;

      if (g_strcmp0 (one->remote_id, id) != 0)
        continue;
      if (!conversation)
        {
          session = luwte_session_new (id, one->nickname, one->department,
                                       LUWTE_SESSION_VISITOR_GONE, one->opened);
          conversation = luwte_live_add_kept (self, session, one);
          luwte_conversation_set_listed (conversation, FALSE);
        }
      g_task_return_pointer (task, g_object_ref (conversation), g_object_unref);
      return;
    }
  g_task_return_new_error (task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND,
                           "no such session is mine");
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  LuwteLive *self = g_task_get_source_object (task);
  const char *id = g_task_get_task_data (task);
  g_autoptr (GPtrArray) sessions = NULL;
  GError *error = NULL;

  sessions = luwte_service_list_finish (LUWTE_SERVICE (source), result, &error);
  if (!sessions)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < sessions->len; i++)
    {
      LuwteSession *session = g_ptr_array_index (sessions, i);
      LuwteSessionState state = luwte_session_get_state (session);

      if (g_strcmp0 (luwte_session_get_id (session), id) == 0 &&
          (state == LUWTE_SESSION_ACTIVE || state == LUWTE_SESSION_VISITOR_GONE))
        {
          luwte_live_adopt_async (self, session, adopted_cb, g_steal_pointer (&task));
          return;
        }
    }
  if (self->vault)
    luwte_store_load_async (self->vault, self->service_id, kept_cb, g_steal_pointer (&task));
  else
    g_task_return_new_error (task, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_CLOSED, "locked");
}

void
luwte_live_open_async (LuwteLive *self, const char *session_id, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (LUWTE_IS_LIVE (self));
  g_return_if_fail (session_id != NULL);

  g_task_set_source_tag (task, luwte_live_open_async);
  g_task_set_task_data (task, g_strdup (session_id), g_free);
  luwte_service_list_async (self->service, cancellable, listed_cb, g_steal_pointer (&task));
}

LuwteConversation *
luwte_live_open_finish (LuwteLive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
