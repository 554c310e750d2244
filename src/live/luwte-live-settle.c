/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Between the outbox and the vault. What changes while the vault is closed stays in guarded memory
 * as unsettled, and is written first at the next unlock. */

#include "config.h"

#include "luwte-conversation-private.h"

#include "luwte-clock.h"
#include "luwte-log.h"
#include "luwte-secret.h"

typedef struct
{
  LuwteLive *live;
  LuwteOutboxItem *item;
} Settling;

static Settling *
settling_new (LuwteLive *live, LuwteOutboxItem *item)
{
  Settling *self = g_new0 (Settling, 1);

  self->live = g_object_ref (live);
  self->item = luwte_outbox_item_ref (item);

  return self;
}

static void
settling_free (Settling *self)
{
  g_object_unref (self->live);
  luwte_outbox_item_unref (self->item);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Settling, settling_free)

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Settling) settling = data;
  g_autoptr (GError) error = NULL;

  if (!luwte_store_done_finish (LUWTE_VAULT (source), result, &error))
    {
      /* Locked in this moment, or the disk is full: the next unlock tries again. */
      luwte_log_error ("A delivery was not kept", error);
      settling->item->unsettled = TRUE;
      return;
    }
  settling->item->unsettled = FALSE;
  if (settling->item->delivery == LUWTE_DELIVERY_SENT && settling->live->outbox)
    luwte_outbox_remove (settling->live->outbox, settling->item);
}

static void
settle (LuwteLive *self, LuwteOutboxItem *item)
{
  g_autoptr (LuwteMessage) message = NULL;
  LuwteConversation *conversation;

  item->unsettled = TRUE;
  if (!self->vault)
    return;
  if (item->delivery != LUWTE_DELIVERY_SENT)
    {
      item->marked = FALSE;
      luwte_store_outbox_state_async (self->vault, item->client_id, item->delivery, settled_cb,
                                      settling_new (self, item));
      return;
    }
  conversation = luwte_live_find (self, item->session_id);
  if (luwte_live_caches (self, conversation ? conversation->line : item->line))
    message = luwte_message_new (item->session_id, item->message_id, item->client_id,
                                 LUWTE_FROM_COUNSELLOR, item->at, luwte_secret_peek (item->text),
                                 LUWTE_DELIVERY_SENT);
  luwte_store_settle_async (self->vault, item, message,
                            luwte_policy_day_of (self->policy, item->at), settled_cb,
                            settling_new (self, item));
}

void
luwte_live_settle_all (LuwteLive *self)
{
  g_autoptr (GPtrArray) items = luwte_outbox_list (self->outbox, NULL);

  for (guint i = 0; i < items->len; i++)
    {
      LuwteOutboxItem *item = g_ptr_array_index (items, i);

      if (item->unsettled)
        settle (self, item);
    }
}

void
luwte_live_outbox_changed_cb (LuwteOutboxItem *item, gpointer data)
{
  LuwteLive *self = data;
  LuwteConversation *conversation = luwte_live_find (self, item->session_id);

  if (conversation)
    luwte_conversation_take_item (conversation, item);
  /* Perhaps sent: the history may tell. */
  if (conversation && item->delivery == LUWTE_DELIVERY_UNCERTAIN)
    luwte_conversation_load_history (conversation);
  /* That it is being sent was written before, where it matters. */
  if (item->delivery != LUWTE_DELIVERY_SENDING && !item->dropped)
    settle (self, item);
}

static void
marked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Settling) settling = data;
  g_autoptr (GError) error = NULL;
  gboolean well = luwte_store_done_finish (LUWTE_VAULT (source), result, &error);

  if (!well)
    luwte_log_error ("An attempt could not be noted", error);
  if (settling->live->outbox)
    luwte_outbox_marked (settling->live->outbox, settling->item, well);
}

void
luwte_live_outbox_mark_cb (LuwteOutboxItem *item, gpointer data)
{
  LuwteLive *self = data;

  if (self->vault)
    luwte_store_outbox_state_async (self->vault, item->client_id, LUWTE_DELIVERY_SENDING, marked_cb,
                                    settling_new (self, item));
  else
    item->marking = FALSE;
}
