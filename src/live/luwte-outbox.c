/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule of the outbox.
 *
 * What the counsellor sent stands in the vault before it goes out. Where the service knows client
 * ids, a message may be tried as often as needed: it arrives once. Elsewhere a message is never
 * sent twice unasked. An attempt that surely failed (no connection, refused before anything was
 * sent) is repeated; one whose answer was lost makes the message UNCERTAIN, and only the
 * counsellor's word sends it again. There the vault knows of an attempt before it is made, so
 * that a power cut in the middle comes back as UNCERTAIN and not as a second copy.
 *
 * Messages of one session go one after the other. An uncertain or failed one does not hold up
 * those behind it: they were written after it, and the counsellor sees both.
 *
 * The text is in guarded memory (LuwteSecret), since it stays while the vault is locked. */

#include "config.h"

#include "luwte-outbox.h"

#include "luwte-log.h"
#include "luwte-secret.h"
#include "luwte-service.h"

#define FIRST_DELAY_MS 1000
#define MAX_DELAY_MS   30000

struct _LuwteOutbox
{
  GObject parent_instance;

  LuwteService *service;
  GPtrArray *items;
  GHashTable *busy; /* ids of sessions with a message under way */
  LuwteOutboxFunc changed;
  LuwteOutboxFunc mark;
  gpointer func_data;
  guint retry_source;
  guint delay_ms;
  gboolean locked;
  gboolean one_shot;
};

G_DEFINE_FINAL_TYPE (LuwteOutbox, luwte_outbox, G_TYPE_OBJECT)

LuwteOutboxItem *
luwte_outbox_item_new (const char *session_id, const char *object_id, const char *client_id,
                       const char *text, gint64 at, LuwteDelivery delivery)
{
  LuwteOutboxItem *self = g_new0 (LuwteOutboxItem, 1);

  g_ref_count_init (&self->refs);
  self->session_id = g_strdup (session_id);
  self->object_id = g_strdup (object_id);
  self->client_id = g_strdup (client_id);
  self->text = luwte_secret_new (text, -1);
  self->at = at;
  self->delivery = delivery;

  return self;
}

LuwteOutboxItem *
luwte_outbox_item_ref (LuwteOutboxItem *self)
{
  g_ref_count_inc (&self->refs);

  return self;
}

void
luwte_outbox_item_unref (LuwteOutboxItem *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;
  g_free (self->session_id);
  g_free (self->object_id);
  g_free (self->client_id);
  g_free (self->line);
  g_free (self->message_id);
  g_clear_pointer (&self->text, luwte_secret_unref);
  g_free (self);
}

static void
luwte_outbox_dispose (GObject *object)
{
  LuwteOutbox *self = LUWTE_OUTBOX (object);

  luwte_outbox_stop (self);
  g_clear_object (&self->service);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->busy, g_hash_table_unref);
  G_OBJECT_CLASS (luwte_outbox_parent_class)->dispose (object);
}

static void
luwte_outbox_class_init (LuwteOutboxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = luwte_outbox_dispose;
}

static void
luwte_outbox_init (LuwteOutbox *self)
{
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_outbox_item_unref);
  self->busy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->delay_ms = FIRST_DELAY_MS;
}

LuwteOutbox *
luwte_outbox_new (LuwteService *service, LuwteOutboxFunc changed, LuwteOutboxFunc mark,
                  gpointer data)
{
  LuwteOutbox *self = g_object_new (LUWTE_TYPE_OUTBOX, NULL);

  self->service = g_object_ref (service);
  self->changed = changed;
  self->mark = mark;
  self->func_data = data;

  return self;
}

/* Nothing is told any more, and no attempt begins; those under way end by themselves. */
void
luwte_outbox_stop (LuwteOutbox *self)
{
  self->changed = NULL;
  self->mark = NULL;
  g_clear_handle_id (&self->retry_source, g_source_remove);
}

static gboolean
knows_client_ids (LuwteOutbox *self)
{
  return (luwte_service_get_capabilities (self->service) & LUWTE_CAPABILITY_CLIENT_IDS) != 0;
}

/* luwtectl asks without a standing connection. */
static gboolean
may_try (LuwteOutbox *self)
{
  LuwteConnection state = luwte_service_get_state (self->service);

  return state == LUWTE_CONNECTION_CONNECTED || (self->one_shot && state == LUWTE_CONNECTION_OFF);
}

static void
set_delivery (LuwteOutbox *self, LuwteOutboxItem *item, LuwteDelivery delivery)
{
  g_autoptr (LuwteOutboxItem) kept = luwte_outbox_item_ref (item);

  kept->delivery = delivery;
  if (self->changed)
    self->changed (kept, self->func_data);
}

static gboolean
retry_cb (gpointer data)
{
  LuwteOutbox *self = data;

  self->retry_source = 0;
  luwte_outbox_kick (self);

  return G_SOURCE_REMOVE;
}

static void
retry_later (LuwteOutbox *self)
{
  guint delay;

  if (self->retry_source != 0 || !self->changed)
    return;
  /* Jitter: many counsellors must not come back in the same moment. */
  delay = (guint) (self->delay_ms * g_random_double_range (0.75, 1.25));
  self->delay_ms = MIN (self->delay_ms * 2, MAX_DELAY_MS);
  self->retry_source = g_timeout_add (delay, retry_cb, self);
}

/* What an error says about the message itself. Whatever is not known for sure is uncertain. */
static LuwteDelivery
judge (LuwteOutbox *self, const GError *error)
{
  if (error->domain == LUWTE_SERVICE_ERROR)
    switch ((LuwteServiceError) error->code)
      {
      case LUWTE_SERVICE_ERROR_UNREACHABLE:
        return LUWTE_DELIVERY_QUEUED;
      case LUWTE_SERVICE_ERROR_REFUSED:
      case LUWTE_SERVICE_ERROR_TAKEN:
      case LUWTE_SERVICE_ERROR_NOT_FOUND:
      case LUWTE_SERVICE_ERROR_NOT_DONE:
      case LUWTE_SERVICE_ERROR_INSECURE:
      case LUWTE_SERVICE_ERROR_UNSUPPORTED:
        return LUWTE_DELIVERY_FAILED;
      case LUWTE_SERVICE_ERROR_UNCERTAIN:
      case LUWTE_SERVICE_ERROR_PROTOCOL:
        break;
      }

  return knows_client_ids (self) ? LUWTE_DELIVERY_QUEUED : LUWTE_DELIVERY_UNCERTAIN;
}

typedef struct
{
  LuwteOutbox *outbox;
  LuwteOutboxItem *item;
} Attempt;

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Attempt *attempt = data;
  g_autoptr (LuwteOutbox) self = attempt->outbox;
  g_autoptr (LuwteOutboxItem) item = attempt->item;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteMessage) message = NULL;

  message = luwte_service_send_finish (LUWTE_SERVICE (source), result, &error);
  if (self->busy)
    g_hash_table_remove (self->busy, item->session_id);
  if (item->delivery == LUWTE_DELIVERY_SENT)
    {
      /* An event told of it before the answer came. */
    }
  else if (message)
    {
      /* It works again: what waited for a later try need not wait. */
      self->delay_ms = FIRST_DELAY_MS;
      g_clear_handle_id (&self->retry_source, g_source_remove);
      g_set_str (&item->message_id, luwte_message_get_id (message));
      if (luwte_message_get_at (message) > 0)
        item->at = luwte_message_get_at (message);
      set_delivery (self, item, LUWTE_DELIVERY_SENT);
    }
  else
    {
      LuwteDelivery delivery = judge (self, error);

      luwte_log_error ("A message did not go out", error);
      set_delivery (self, item, delivery);
      if (delivery == LUWTE_DELIVERY_QUEUED)
        retry_later (self);
    }
  if (self->retry_source == 0)
    luwte_outbox_kick (self);
}

static void
attempt (LuwteOutbox *self, LuwteOutboxItem *item)
{
  g_autoptr (LuwteOutgoing) outgoing = NULL;
  Attempt *data = g_new0 (Attempt, 1);

  outgoing = luwte_outgoing_new (item->client_id, luwte_secret_peek (item->text));
  data->outbox = g_object_ref (self);
  data->item = luwte_outbox_item_ref (item);
  g_hash_table_add (self->busy, g_strdup (item->session_id));
  set_delivery (self, item, LUWTE_DELIVERY_SENDING);
  luwte_service_send_async (self->service, item->session_id, outgoing, NULL, sent_cb, data);
}

static void
ask_mark (LuwteOutbox *self, LuwteOutboxItem *item)
{
  if (item->marking || self->locked || !self->mark)
    return;
  item->marking = TRUE;
  self->mark (item, self->func_data);
}

void
luwte_outbox_kick (LuwteOutbox *self)
{
  g_autoptr (GHashTable) seen = NULL;
  g_autoptr (GPtrArray) items = NULL;

  if (!self->items || !self->changed || !may_try (self))
    return;
  seen = g_hash_table_new (g_str_hash, g_str_equal);
  items = luwte_outbox_list (self, NULL);
  for (guint i = 0; i < items->len; i++)
    {
      LuwteOutboxItem *item = g_ptr_array_index (items, i);

      if (item->delivery != LUWTE_DELIVERY_QUEUED || item->dropped ||
          g_hash_table_contains (self->busy, item->session_id) ||
          !g_hash_table_add (seen, item->session_id))
        continue;
      if (knows_client_ids (self) || item->marked)
        attempt (self, item);
      else
        ask_mark (self, item);
    }
}

void
luwte_outbox_marked (LuwteOutbox *self, LuwteOutboxItem *item, gboolean well)
{
  item->marking = FALSE;
  item->marked = well;
  if (well)
    luwte_outbox_kick (self);
  else
    retry_later (self);
}

gboolean
luwte_outbox_is_busy (LuwteOutbox *self)
{
  return g_hash_table_size (self->busy) > 0;
}

gboolean
luwte_outbox_goes_now (LuwteOutbox *self, const char *session_id)
{
  if (!may_try (self) || g_hash_table_contains (self->busy, session_id))
    return FALSE;
  for (guint i = 0; i < self->items->len; i++)
    {
      LuwteOutboxItem *item = g_ptr_array_index (self->items, i);

      if (item->delivery == LUWTE_DELIVERY_QUEUED && !item->dropped &&
          g_str_equal (item->session_id, session_id))
        return FALSE;
    }
  return TRUE;
}

void
luwte_outbox_mark_all (LuwteOutbox *self)
{
  g_autoptr (GPtrArray) items = luwte_outbox_list (self, NULL);

  if (knows_client_ids (self))
    return;
  for (guint i = 0; i < items->len; i++)
    {
      LuwteOutboxItem *item = g_ptr_array_index (items, i);

      if (item->delivery == LUWTE_DELIVERY_QUEUED && !item->marked)
        ask_mark (self, item);
    }
}

void
luwte_outbox_add (LuwteOutbox *self, LuwteOutboxItem *item)
{
  if (!luwte_outbox_find (self, item->client_id))
    g_ptr_array_add (self->items, luwte_outbox_item_ref (item));
}

LuwteOutboxItem *
luwte_outbox_find (LuwteOutbox *self, const char *client_id)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      LuwteOutboxItem *item = g_ptr_array_index (self->items, i);

      if (g_strcmp0 (item->client_id, client_id) == 0)
        return item;
    }

  return NULL;
}

void
luwte_outbox_retry (LuwteOutbox *self, LuwteOutboxItem *item)
{
  if (item->delivery != LUWTE_DELIVERY_FAILED && item->delivery != LUWTE_DELIVERY_UNCERTAIN)
    return;
  self->delay_ms = FIRST_DELAY_MS;
  g_clear_handle_id (&self->retry_source, g_source_remove);
  set_delivery (self, item, LUWTE_DELIVERY_QUEUED);
  luwte_outbox_kick (self);
}

void
luwte_outbox_remove (LuwteOutbox *self, LuwteOutboxItem *item)
{
  g_ptr_array_remove (self->items, item);
}

void
luwte_outbox_remove_session (LuwteOutbox *self, const char *session_id)
{
  for (guint i = self->items->len; i > 0; i--)
    {
      LuwteOutboxItem *item = g_ptr_array_index (self->items, i - 1);

      if (g_strcmp0 (item->session_id, session_id) == 0)
        {
          item->dropped = TRUE;
          g_ptr_array_remove_index (self->items, i - 1);
        }
    }
}

gboolean
luwte_outbox_arrived (LuwteOutbox *self, const char *session_id, const char *client_id,
                      const char *message_id, const char *text, gint64 at)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      LuwteOutboxItem *item = g_ptr_array_index (self->items, i);
      gboolean same;

      if (g_strcmp0 (item->session_id, session_id) != 0 || item->delivery == LUWTE_DELIVERY_SENT)
        continue;
      if (client_id)
        same = g_strcmp0 (item->client_id, client_id) == 0;
      else
        same = (item->delivery == LUWTE_DELIVERY_UNCERTAIN ||
                item->delivery == LUWTE_DELIVERY_SENDING) &&
               at + 120 >= item->at && g_strcmp0 (luwte_secret_peek (item->text), text) == 0;
      if (!same)
        continue;
      g_set_str (&item->message_id, message_id);
      item->at = at;
      set_delivery (self, item, LUWTE_DELIVERY_SENT);
      return TRUE;
    }

  return FALSE;
}

GPtrArray *
luwte_outbox_list (LuwteOutbox *self, const char *session_id)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_outbox_item_unref);

  for (guint i = 0; i < self->items->len; i++)
    {
      LuwteOutboxItem *item = g_ptr_array_index (self->items, i);

      if (!session_id || g_strcmp0 (item->session_id, session_id) == 0)
        g_ptr_array_add (list, luwte_outbox_item_ref (item));
    }

  return list;
}

guint
luwte_outbox_n_pending (LuwteOutbox *self)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      LuwteOutboxItem *item = g_ptr_array_index (self->items, i);

      n += item->delivery == LUWTE_DELIVERY_QUEUED || item->delivery == LUWTE_DELIVERY_SENDING;
    }

  return n;
}

void
luwte_outbox_set_locked (LuwteOutbox *self, gboolean locked)
{
  self->locked = locked;
}

void
luwte_outbox_set_one_shot (LuwteOutbox *self, gboolean one_shot)
{
  self->one_shot = one_shot;
}
