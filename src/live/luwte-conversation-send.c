/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What goes out of a conversation: into the vault first, then to the service. */

#include "config.h"

#include "luwte-conversation-private.h"

#include "luwte-clock.h"
#include "luwte-log.h"

static gboolean
refuse_unless_live (LuwteConversation *self, GTask *task)
{
  if (!self->live || !self->live->vault)
    g_task_return_new_error (task, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_CLOSED, "locked");
  else if (self->ending)
    g_task_return_new_error (task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND,
                             "the conversation is ending");
  else
    return FALSE;

  return TRUE;
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  LuwteConversation *self = g_task_get_source_object (task);
  LuwteOutboxItem *item = g_task_get_task_data (task);
  GError *error = NULL;

  if (!luwte_store_done_finish (LUWTE_VAULT (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  /* The vault closed in the meantime has the row; the next unlock sends it. */
  if (self->live && self->live->vault)
    {
      luwte_conversation_clear_draft (self);
      luwte_outbox_add (self->live->outbox, item);
      luwte_conversation_take_item (self, item);
      luwte_outbox_kick (self->live->outbox);
    }
  g_task_return_boolean (task, TRUE);
}

void
luwte_conversation_send_async (LuwteConversation *self, LuwteOutgoing *outgoing,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  LuwteOutboxItem *item;

  g_return_if_fail (LUWTE_IS_CONVERSATION (self));
  g_return_if_fail (outgoing != NULL);

  g_task_set_source_tag (task, luwte_conversation_send_async);
  g_task_set_check_cancellable (task, FALSE);
  if (refuse_unless_live (self, task))
    return;
  item = luwte_outbox_item_new (luwte_session_get_id (self->session), self->object_id,
                                luwte_outgoing_get_client_id (outgoing),
                                luwte_outgoing_get_text (outgoing), luwte_clock_now (),
                                LUWTE_DELIVERY_QUEUED);
  item->line = g_strdup (self->line);
  g_task_set_task_data (task, item, (GDestroyNotify) luwte_outbox_item_unref);
  /* One write less: a row that is tried at once is written as tried. */
  item->marked = luwte_outbox_goes_now (self->live->outbox, item->session_id);
  luwte_store_outbox_async (self->live->vault, item,
                            item->marked ? LUWTE_DELIVERY_SENDING : LUWTE_DELIVERY_QUEUED,
                            stored_cb, g_steal_pointer (&task));
}

gboolean
luwte_conversation_send_finish (LuwteConversation *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
luwte_conversation_retry (LuwteConversation *self, LuwteMessage *message)
{
  LuwteOutboxItem *item;

  g_return_if_fail (LUWTE_IS_CONVERSATION (self));
  g_return_if_fail (LUWTE_IS_MESSAGE (message));

  if (!self->live || self->ending || !luwte_message_get_client_id (message))
    return;
  item = luwte_outbox_find (self->live->outbox, luwte_message_get_client_id (message));
  if (item)
    luwte_outbox_retry (self->live->outbox, item);
}

static void
dropped_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!luwte_store_done_finish (LUWTE_VAULT (source), result, &error))
    luwte_log_error ("A dropped message is still in the vault", error);
}

void
luwte_conversation_drop (LuwteConversation *self, LuwteMessage *message)
{
  g_autoptr (LuwteOutboxItem) item = NULL;
  LuwteOutboxItem *found;
  guint position;

  g_return_if_fail (LUWTE_IS_CONVERSATION (self));
  g_return_if_fail (LUWTE_IS_MESSAGE (message));

  if (!self->live || !self->live->vault || !luwte_message_get_client_id (message))
    return;
  found = luwte_outbox_find (self->live->outbox, luwte_message_get_client_id (message));
  /* What is under way cannot be called back. */
  if (!found || found->delivery == LUWTE_DELIVERY_SENDING || found->delivery == LUWTE_DELIVERY_SENT)
    return;
  item = luwte_outbox_item_ref (found);
  item->dropped = TRUE;
  luwte_outbox_remove (self->live->outbox, item);
  g_hash_table_remove (self->by_client_id, item->client_id);
  if (g_list_store_find (self->messages, message, &position))
    g_list_store_remove (self->messages, position);
  luwte_store_settle_async (self->live->vault, item, NULL, 0, dropped_cb, NULL);
}
