/* SPDX-License-Identifier: GPL-3.0-or-later */

/* History, events and the outbox tell of the same messages, in any order and more than once. They
 * are one message when they have the service's id or our client id in common. */

#include "config.h"

#include "luwte-conversation-private.h"

#include "luwte-clock.h"
#include "luwte-log.h"
#include "luwte-secret.h"

static void
insert_sorted (LuwteConversation *self, LuwteMessage *message)
{
  guint position = g_list_model_get_n_items (G_LIST_MODEL (self->messages));

  /* From the end: nearly always the newest. Equal instants keep the order of arrival. */
  while (position > 0)
    {
      g_autoptr (LuwteMessage) before = g_list_model_get_item (G_LIST_MODEL (self->messages),
                                                               position - 1);

      if (luwte_message_get_at (before) <= luwte_message_get_at (message))
        break;
      position--;
    }
  g_list_store_insert (self->messages, position, message);
}

static LuwteMessage *
find_known (LuwteConversation *self, LuwteMessage *message)
{
  const char *id = luwte_message_get_id (message);
  const char *client_id = luwte_message_get_client_id (message);
  LuwteMessage *known = NULL;

  if (id)
    known = g_hash_table_lookup (self->by_id, id);
  if (!known && client_id)
    known = g_hash_table_lookup (self->by_client_id, client_id);

  return known;
}

static void
index_message (LuwteConversation *self, LuwteMessage *message)
{
  const char *id = luwte_message_get_id (message);
  const char *client_id = luwte_message_get_client_id (message);

  if (id)
    g_hash_table_replace (self->by_id, g_strdup (id), g_object_ref (message));
  if (client_id)
    g_hash_table_replace (self->by_client_id, g_strdup (client_id), g_object_ref (message));
}

static void
set_delivery_onward (LuwteMessage *message, LuwteDelivery delivery)
{
  /* "Read" is not taken back by an older answer that only knows "sent". */
  if (luwte_message_get_delivery (message) == LUWTE_DELIVERY_READ &&
      delivery == LUWTE_DELIVERY_SENT)
    return;
  luwte_message_set_delivery (message, delivery);
}

static void
update_known (LuwteConversation *self, LuwteMessage *known, LuwteMessage *newer)
{
  if (luwte_message_get_id (newer) && !luwte_message_get_id (known))
    {
      luwte_message_set_id (known, luwte_message_get_id (newer));
      index_message (self, known);
    }
  if (luwte_message_get_from (known) == LUWTE_FROM_COUNSELLOR && luwte_message_get_id (newer))
    set_delivery_onward (known, luwte_message_get_delivery (newer) == LUWTE_DELIVERY_READ
                                    ? LUWTE_DELIVERY_READ
                                    : LUWTE_DELIVERY_SENT);
}

static void
update_last (LuwteConversation *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->messages));
  g_autoptr (LuwteMessage) last = NULL;

  if (n == 0)
    return;
  last = g_list_model_get_item (G_LIST_MODEL (self->messages), n - 1);
  luwte_session_set_last (self->session, luwte_message_get_text (last),
                          luwte_message_get_at (last));
}

guint
luwte_conversation_take_messages (LuwteConversation *self, GPtrArray *messages)
{
  guint new_from_visitor = 0;

  for (guint i = 0; i < messages->len; i++)
    {
      LuwteMessage *message = g_ptr_array_index (messages, i);
      LuwteMessage *known = find_known (self, message);

      if (known)
        {
          if (known != message)
            update_known (self, known, message);
          continue;
        }
      if (luwte_message_get_from (message) == LUWTE_FROM_COUNSELLOR &&
          luwte_message_get_id (message) &&
          luwte_message_get_delivery (message) == LUWTE_DELIVERY_NONE)
        luwte_message_set_delivery (message, LUWTE_DELIVERY_SENT);
      index_message (self, message);
      insert_sorted (self, message);
      new_from_visitor += luwte_message_get_from (message) == LUWTE_FROM_VISITOR;
    }
  update_last (self);

  return new_from_visitor;
}

/* An event told of our own message before the answer did, and it could not be known again: a service
 * without client ids may have changed the text on its way. The answer's id says that it is one. */
static void
drop_double (LuwteConversation *self, LuwteMessage *message, const char *id)
{
  LuwteMessage *other = g_hash_table_lookup (self->by_id, id);
  guint position;

  if (other && other != message && g_list_store_find (self->messages, other, &position))
    g_list_store_remove (self->messages, position);
}

/* Written while the connection was away, it stands at that time; it reached the visitor later. What
 * she said in between she said without having read it, and so it must be read here too. */
static void
put_in_order (LuwteConversation *self, LuwteMessage *message)
{
  g_autoptr (LuwteMessage) kept = g_object_ref (message);
  guint position = g_list_model_get_n_items (G_LIST_MODEL (self->messages));

  /* From the end: nearly always it is the newest, and nothing has to move. */
  while (position > 0)
    {
      g_autoptr (LuwteMessage) other = g_list_model_get_item (G_LIST_MODEL (self->messages),
                                                              position - 1);

      if (other == message)
        break;
      position--;
    }
  if (position == 0 || position == g_list_model_get_n_items (G_LIST_MODEL (self->messages)))
    return;
  g_list_store_remove (self->messages, position - 1);
  insert_sorted (self, kept);
  update_last (self);
}

/* The outbox is the truth about what is ours and not settled. */
void
luwte_conversation_take_item (LuwteConversation *self, LuwteOutboxItem *item)
{
  LuwteMessage *message = g_hash_table_lookup (self->by_client_id, item->client_id);

  if (!message)
    {
      g_autoptr (LuwteMessage) fresh = NULL;

      fresh = luwte_message_new (item->session_id, item->message_id, item->client_id,
                                 LUWTE_FROM_COUNSELLOR, item->at, luwte_secret_peek (item->text),
                                 item->delivery);
      index_message (self, fresh);
      insert_sorted (self, fresh);
      update_last (self);
      return;
    }
  if (item->message_id && !luwte_message_get_id (message))
    {
      drop_double (self, message, item->message_id);
      luwte_message_set_id (message, item->message_id);
      luwte_message_set_at (message, item->at);
      index_message (self, message);
      put_in_order (self, message);
    }
  set_delivery_onward (message, item->delivery);
}

/* The order of the list is the order in time, so everything of ours up to it was fetched. */
void
luwte_conversation_take_read (LuwteConversation *self, const char *message_id)
{
  LuwteMessage *last = g_hash_table_lookup (self->by_id, message_id);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->messages));

  if (!last)
    return;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LuwteMessage) message = g_list_model_get_item (G_LIST_MODEL (self->messages), i);

      if (luwte_message_get_delivery (message) == LUWTE_DELIVERY_SENT)
        luwte_message_set_delivery (message, LUWTE_DELIVERY_READ);
      if (message == last)
        break;
    }
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!luwte_store_done_finish (LUWTE_VAULT (source), result, &error))
    luwte_log_error ("Messages were not kept", error);
}

/* A message of ours that the service shows settles the outbox before it is merged, so that an
 * uncertain one does not stand there twice. */
static void
settle_own (LuwteConversation *self, LuwteMessage *message)
{
  LuwteOutboxItem *item = NULL;
  const char *client_id = luwte_message_get_client_id (message);

  if (luwte_message_get_from (message) != LUWTE_FROM_COUNSELLOR ||
      !luwte_message_get_id (message) ||
      g_hash_table_contains (self->by_id, luwte_message_get_id (message)))
    return;
  if (client_id)
    item = luwte_outbox_find (self->live->outbox, client_id);
  if (client_id && !item)
    return;
  luwte_outbox_arrived (self->live->outbox, luwte_session_get_id (self->session), client_id,
                        luwte_message_get_id (message), luwte_message_get_text (message),
                        luwte_message_get_at (message));
}

static void
keep (LuwteConversation *self, GPtrArray *fresh)
{
  LuwtePolicy *policy = self->live->policy;
  LuwteDay today = luwte_policy_day_of (policy, luwte_clock_now ());

  if (fresh->len == 0 || !self->live->vault)
    return;
  if (!luwte_live_caches (self->live, self->line))
    {
      /* The text is not kept; that something happened today is. */
      if (self->active_day == today)
        return;
      g_ptr_array_set_size (fresh, 0);
    }
  self->active_day = today;
  luwte_store_messages_async (self->live->vault, self->object_id, fresh,
                              luwte_policy_get_zone (policy), today, kept_cb, NULL);
}

/* An answer to a message of ours names an id behind which something of hers may be missing; only
 * what the service told in its order counts. */
static void
note_complete (LuwteConversation *self, GPtrArray *messages)
{
  LuwteMessage *last = messages->len > 0 ? g_ptr_array_index (messages, messages->len - 1) : NULL;

  if (last && luwte_message_get_id (last))
    g_set_str (&self->complete_id, luwte_message_get_id (last));
}

/* From the service: into the list, and into the vault where the line keeps messages. */
void
luwte_conversation_receive (LuwteConversation *self, GPtrArray *messages, gboolean count_unread)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_new;

  for (guint i = 0; i < messages->len; i++)
    {
      LuwteMessage *message = g_ptr_array_index (messages, i);

      settle_own (self, message);
      if (luwte_message_get_id (message) && !find_known (self, message))
        g_ptr_array_add (fresh, g_object_ref (message));
    }
  n_new = luwte_conversation_take_messages (self, messages);
  if (!self->history_due)
    note_complete (self, messages);
  keep (self, fresh);
  if (n_new > 0)
    luwte_session_set_typing (self->session, FALSE);
  if (n_new > 0 && count_unread)
    {
      luwte_session_set_unread (self->session, luwte_session_get_unread (self->session) + n_new);
      luwte_live_update_unread (self->live);
    }
}

static void
history_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  LuwteConversation *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) messages = NULL;
  GError *error = NULL;

  messages = luwte_service_history_finish (LUWTE_SERVICE (source), result, &error);
  if (!messages)
    {
      g_task_return_error (task, error);
      return;
    }
  /* Locked meanwhile: what came in is dropped unread. */
  if (self->live)
    {
      luwte_conversation_receive (self, messages, self->history_loaded || self->history_counts);
      luwte_conversation_take_order (self, messages, g_task_get_task_data (task));
      self->history_loaded = TRUE;
      if (self->history_task == task)
        self->history_due = FALSE;
      note_complete (self, messages);
    }
  g_task_return_boolean (task, TRUE);
}

/* The newest message up to which nothing is missing, before anything of ours that is uncertain:
 * whether that arrived can only be seen behind this one. History goes on from there. (transfer
 * full) (nullable): NULL: from the beginning */
static char *
last_complete_id (LuwteConversation *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->messages));
  g_autofree char *last = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LuwteMessage) message = g_list_model_get_item (G_LIST_MODEL (self->messages), i);

      if (luwte_message_get_delivery (message) == LUWTE_DELIVERY_UNCERTAIN)
        return g_steal_pointer (&last);
      if (luwte_message_get_id (message))
        g_set_str (&last, luwte_message_get_id (message));
      if (last && g_strcmp0 (last, self->complete_id) == 0)
        return g_steal_pointer (&last);
    }
  return NULL;
}

void
luwte_conversation_history_async (LuwteConversation *self, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  char *after = NULL;

  g_return_if_fail (LUWTE_IS_CONVERSATION (self));

  g_task_set_source_tag (task, luwte_conversation_history_async);
  if (!self->live)
    {
      g_task_return_new_error (task, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_CLOSED, "locked");
      return;
    }
  /* A list that was never filled from the service is asked for whole: the cache may have a hole
   * where the app was closed. */
  if (self->history_loaded)
    after = last_complete_id (self);
  self->history_due = TRUE;
  self->history_task = task;
  g_task_set_task_data (task, after, g_free);
  luwte_service_history_async (self->live->service, luwte_session_get_id (self->session), after,
                               cancellable, history_cb, g_steal_pointer (&task));
}

gboolean
luwte_conversation_history_finish (LuwteConversation *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
again_cb (gpointer data)
{
  LuwteConversation *self = data;

  self->history_source = 0;
  luwte_conversation_load_history (self);
  return G_SOURCE_REMOVE;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LuwteConversation *self = LUWTE_CONVERSATION (source);
  g_autoptr (GError) error = NULL;

  if (luwte_conversation_history_finish (self, result, &error))
    {
      self->history_tries = 0;
      return;
    }
  luwte_log_error ("A history was not fetched", error);
  /* Without it the visitor's first words would be missing, and nobody would know. */
  if (self->live && self->history_source == 0 &&
      !g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND))
    self->history_source = g_timeout_add_seconds (MIN (2u << MIN (self->history_tries++, 3), 15),
                                                  again_cb, self);
}

void
luwte_conversation_load_history (LuwteConversation *self)
{
  g_clear_handle_id (&self->history_source, g_source_remove);
  luwte_conversation_history_async (self, NULL, loaded_cb, NULL);
}
