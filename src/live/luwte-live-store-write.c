/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a conversation writes: drafts, the outbox, messages, and how it ended. */

#include "config.h"

#include "luwte-live-store.h"

#include "luwte-counter-table.h"
#include "luwte-dossier-table.h"
#include "luwte-draft-table.h"
#include "luwte-message-table.h"
#include "luwte-outbox-table.h"
#include "luwte-secret.h"
#include "luwte-session-table.h"
#include "luwte-vault.h"

#define DONE GINT_TO_POINTER (TRUE)

typedef struct
{
  char *object_id;
  char *text;
  gint64 at;
} Draft;

static void
draft_free (gpointer data)
{
  Draft *self = data;

  if (self->text)
    luwte_wipe (self->text, strlen (self->text));
  g_free (self->text);
  g_free (self->object_id);
  g_free (self);
}

static gpointer
draft_func (LuwteDb *db, gpointer data, GError **error)
{
  const Draft *draft = data;

  return luwte_draft_table_save (db, draft->object_id, LUWTE_DRAFT_MESSAGE, draft->text, draft->at,
                                 error)
             ? DONE
             : NULL;
}

void
luwte_store_draft_async (LuwteVault *vault, const char *object_id, const char *text, gint64 at,
                         GAsyncReadyCallback callback, gpointer data)
{
  Draft *draft = g_new0 (Draft, 1);

  draft->object_id = g_strdup (object_id);
  draft->text = g_strdup (text);
  draft->at = at;
  luwte_vault_write_async (vault, draft_func, draft, draft_free, NULL, NULL, callback, data);
}

/* outbox */

typedef struct
{
  LuwteOutboxItem *item;
  char *client_id;
  LuwteDelivery delivery;
  LuwteMessage *message;
  LuwteDay day;
} Outgo;

static void
outgo_free (gpointer data)
{
  Outgo *self = data;

  g_clear_pointer (&self->item, luwte_outbox_item_unref);
  g_clear_object (&self->message);
  g_free (self->client_id);
  g_free (self);
}

static gpointer
outbox_func (LuwteDb *db, gpointer data, GError **error)
{
  const Outgo *outgo = data;
  const LuwteOutboxItem *item = outgo->item;
  g_autoptr (LuwteOutgoing) outgoing = NULL;

  outgoing = luwte_outgoing_new (item->client_id, luwte_secret_peek (item->text));
  if (!luwte_outbox_table_add (db, item->object_id, outgoing, item->at, error) ||
      !luwte_outbox_table_set_state (db, item->client_id, outgo->delivery, error) ||
      !luwte_draft_table_save (db, item->object_id, LUWTE_DRAFT_MESSAGE, NULL, item->at, error))
    return NULL;

  return DONE;
}

void
luwte_store_outbox_async (LuwteVault *vault, LuwteOutboxItem *item, LuwteDelivery delivery,
                          GAsyncReadyCallback callback, gpointer data)
{
  Outgo *outgo = g_new0 (Outgo, 1);

  outgo->item = luwte_outbox_item_ref (item);
  outgo->delivery = delivery;
  luwte_vault_write_async (vault, outbox_func, outgo, outgo_free, NULL, NULL, callback, data);
}

static gpointer
outbox_state_func (LuwteDb *db, gpointer data, GError **error)
{
  const Outgo *outgo = data;

  return luwte_outbox_table_set_state (db, outgo->client_id, outgo->delivery, error) ? DONE : NULL;
}

void
luwte_store_outbox_state_async (LuwteVault *vault, const char *client_id, LuwteDelivery delivery,
                                GAsyncReadyCallback callback, gpointer data)
{
  Outgo *outgo = g_new0 (Outgo, 1);

  outgo->client_id = g_strdup (client_id);
  outgo->delivery = delivery;
  luwte_vault_write_async (vault, outbox_state_func, outgo, outgo_free, NULL, NULL, callback, data);
}

static gpointer
settle_func (LuwteDb *db, gpointer data, GError **error)
{
  const Outgo *outgo = data;

  if (!luwte_outbox_table_remove (db, outgo->item->client_id, error))
    return NULL;
  if (outgo->message && !luwte_message_table_put (db, outgo->item->object_id, outgo->message,
                                                  outgo->day, NULL, error))
    return NULL;

  return DONE;
}

void
luwte_store_settle_async (LuwteVault *vault, LuwteOutboxItem *item, LuwteMessage *message,
                          LuwteDay day, GAsyncReadyCallback callback, gpointer data)
{
  Outgo *outgo = g_new0 (Outgo, 1);

  outgo->item = luwte_outbox_item_ref (item);
  g_set_object (&outgo->message, message);
  outgo->day = day;
  luwte_vault_write_async (vault, settle_func, outgo, outgo_free, NULL, NULL, callback, data);
}

/* messages */

typedef struct
{
  char *object_id;
  GPtrArray *messages;
  GTimeZone *zone;
  LuwteDay day;
} Messages;

static void
messages_free (gpointer data)
{
  Messages *self = data;

  g_free (self->object_id);
  g_ptr_array_unref (self->messages);
  g_time_zone_unref (self->zone);
  g_free (self);
}

static gpointer
messages_func (LuwteDb *db, gpointer data, GError **error)
{
  const Messages *self = data;

  for (guint i = 0; i < self->messages->len; i++)
    {
      LuwteMessage *message = g_ptr_array_index (self->messages, i);
      LuwteDay day = luwte_day_from_unix (luwte_message_get_at (message), self->zone);

      if (!luwte_message_table_put (db, self->object_id, message, day, NULL, error))
        return NULL;
    }

  return luwte_session_table_touch (db, self->object_id, self->day, error) ? DONE : NULL;
}

void
luwte_store_messages_async (LuwteVault *vault, const char *object_id, GPtrArray *messages,
                            GTimeZone *zone, LuwteDay day, GAsyncReadyCallback callback,
                            gpointer data)
{
  Messages *self = g_new0 (Messages, 1);

  self->object_id = g_strdup (object_id);
  self->messages = g_ptr_array_ref (messages);
  self->zone = g_time_zone_ref (zone);
  self->day = day;
  luwte_vault_write_async (vault, messages_func, self, messages_free, NULL, NULL, callback, data);
}

/* close */

typedef struct
{
  char *object_id;
  char *topic;
  char **circumstances;
  gboolean counters;
  gint64 now;
  LuwteDay day;
} Close;

static void
close_free (gpointer data)
{
  Close *self = data;

  g_free (self->object_id);
  g_free (self->topic);
  g_strfreev (self->circumstances);
  g_free (self);
}

static gboolean
count (LuwteDb *db, const Close *self, const LuwteSessionRow *row, GError **error)
{
  g_autofree char *month = luwte_day_to_month (row->opened_day);

  for (guint i = 0; self->counters && self->circumstances && self->circumstances[i]; i++)
    if (!luwte_counter_table_count (db, month, row->line, "circumstance", self->circumstances[i],
                                    error))
      return FALSE;

  return luwte_topic_table_use (db, self->topic, error);
}

/* Nobody has said whose it was: somebody else's, then. */
static gboolean
place_unanswered (LuwteDb *db, const Close *self, const LuwteSessionRow *row, GError **error)
{
  g_autofree char *dossier = NULL;

  if (row->identity != LUWTE_IDENTITY_ASK || row->dossier)
    return TRUE;
  dossier = luwte_dossier_table_add (db, row->service, row->nickname, self->day, error);

  return dossier && luwte_session_table_set_dossier (db, self->object_id, dossier, error) &&
         luwte_session_table_set_identity (db, self->object_id, LUWTE_IDENTITY_SEPARATE, error);
}

static gpointer
close_func (LuwteDb *db, gpointer data, GError **error)
{
  const Close *self = data;
  g_autoptr (LuwteSessionRow) row = luwte_session_table_get (db, self->object_id, error);

  if (!row || !luwte_session_table_touch (db, self->object_id, self->day, error) ||
      !place_unanswered (db, self, row, error) || (self->topic && !count (db, self, row, error)) ||
      !luwte_session_table_close (db, self->object_id, self->topic, self->now, self->day, error))
    return NULL;

  return DONE;
}

void
luwte_store_close_async (LuwteVault *vault, const LuwteCloseRequest *request,
                         GAsyncReadyCallback callback, gpointer data)
{
  Close *self = g_new0 (Close, 1);

  self->object_id = g_strdup (request->object_id);
  self->topic = g_strdup (request->topic);
  self->circumstances = g_strdupv ((char **) request->circumstances);
  self->counters = request->counters;
  self->now = request->now;
  self->day = request->day;
  luwte_vault_write_async (vault, close_func, self, close_free, NULL, NULL, callback, data);
}
