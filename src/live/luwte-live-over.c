/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a locked live queue knows, for the process that takes this one's place: presence, which
 * arrivals were told of, erasures that wait, and what was accepted for sending. Nothing else of a
 * conversation is left by then. */

#include "config.h"

#include "luwte-live-private.h"

#include "luwte-secret.h"

/* Session, object, client id, line, message id, text; time, delivery; marked, unsettled. */
#define ITEM_TYPE "(ssssssxibb)"
#define ITEM_READ "(&s&s&s&s&s&sxibb)"

static const char *
or_empty (const char *text)
{
  return text ? text : "";
}

static char *
dup_or_null (const char *text)
{
  return *text ? g_strdup (text) : NULL;
}

gboolean
luwte_live_is_sending (LuwteLive *self)
{
  g_return_val_if_fail (LUWTE_IS_LIVE (self), FALSE);

  return luwte_outbox_is_busy (self->outbox);
}

/* An attempt that is under way in this moment is cut off: with client ids it is made again, without
 * them nobody knows. */
static LuwteDelivery
delivery_over (LuwteLive *self, LuwteDelivery delivery)
{
  if (delivery != LUWTE_DELIVERY_SENDING)
    return delivery;
  return luwte_live_get_capabilities (self) & LUWTE_CAPABILITY_CLIENT_IDS
             ? LUWTE_DELIVERY_QUEUED
             : LUWTE_DELIVERY_UNCERTAIN;
}

static GVariant *
outbox_over (LuwteLive *self)
{
  g_autoptr (GPtrArray) items = luwte_outbox_list (self->outbox, NULL);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" ITEM_TYPE));
  for (guint i = 0; i < items->len; i++)
    {
      const LuwteOutboxItem *item = g_ptr_array_index (items, i);
      const LuwteDelivery delivery = delivery_over (self, item->delivery);

      if (item->dropped)
        continue;
      g_variant_builder_add (&builder, ITEM_TYPE, item->session_id, or_empty (item->object_id),
                             or_empty (item->client_id), or_empty (item->line),
                             or_empty (item->message_id), luwte_secret_peek (item->text), item->at,
                             (int) delivery, item->marked,
                             item->unsettled || delivery != item->delivery);
    }
  return g_variant_builder_end (&builder);
}

static GVariant *
announced_over (LuwteLive *self)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer id;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  g_hash_table_iter_init (&iter, self->announced);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_variant_builder_add (&builder, "s", id);
  return g_variant_builder_end (&builder);
}

static GVariant *
erased_times_over (LuwteLive *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("ax"));
  for (const GList *time = self->erased_times.head; time; time = time->next)
    g_variant_builder_add (&builder, "x", *(const gint64 *) time->data);
  return g_variant_builder_end (&builder);
}

GVariant *
luwte_live_hand_over (LuwteLive *self)
{
  const char *team_id;
  gint64 team_at;
  GVariantDict dict;

  g_return_val_if_fail (LUWTE_IS_LIVE (self), NULL);
  g_return_val_if_fail (!self->vault, NULL);

  luwte_side_talk_get_place (self->side_talk, &team_at, &team_id);

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "available", "b", self->available);
  g_variant_dict_insert (&dict, "available-asked", "b", self->available_asked);
  g_variant_dict_insert (&dict, "erasures-ask", "b", self->erasures_ask);
  g_variant_dict_insert (&dict, "team-at", "x", team_at);
  g_variant_dict_insert (&dict, "team-id", "s", team_id);
  g_variant_dict_insert_value (&dict, "announced", announced_over (self));
  g_variant_dict_insert_value (&dict, "erased-times", erased_times_over (self));
  g_variant_dict_insert_value (&dict, "erased-ids",
                               g_variant_new_strv ((const char *const *) self->erased_ids->pdata,
                                                   self->erased_ids->len));
  g_variant_dict_insert_value (&dict, "outbox", outbox_over (self));
  return g_variant_dict_end (&dict);
}

static void
take_outbox (LuwteLive *self, GVariant *outbox)
{
  const char *session, *object, *client, *line, *message, *text;
  gboolean marked, unsettled;
  GVariantIter iter;
  gint64 at;
  int delivery;

  g_variant_iter_init (&iter, outbox);
  while (g_variant_iter_next (&iter, ITEM_READ, &session, &object, &client, &line, &message, &text,
                              &at, &delivery, &marked, &unsettled))
    {
      g_autofree char *object_id = dup_or_null (object);
      g_autofree char *client_id = dup_or_null (client);
      g_autoptr (LuwteOutboxItem) item = luwte_outbox_item_new (session, object_id, client_id, text,
                                                                at, (LuwteDelivery) delivery);

      item->line = dup_or_null (line);
      item->message_id = dup_or_null (message);
      item->marked = marked;
      item->unsettled = unsettled;
      luwte_outbox_add (self->outbox, item);
    }
}

void
luwte_live_take_over (LuwteLive *self, GVariant *state)
{
  g_autoptr (GVariant) announced = NULL;
  g_autoptr (GVariant) ids = NULL;
  g_autoptr (GVariant) times = NULL;
  g_autoptr (GVariant) outbox = NULL;
  GVariantIter iter;
  const char *id;
  gint64 time;

  g_return_if_fail (LUWTE_IS_LIVE (self));
  g_return_if_fail (g_variant_is_of_type (state, G_VARIANT_TYPE_VARDICT));

  g_variant_lookup (state, "available", "b", &self->available);
  g_variant_lookup (state, "available-asked", "b", &self->available_asked);
  g_variant_lookup (state, "erasures-ask", "b", &self->erasures_ask);
  announced = g_variant_lookup_value (state, "announced", G_VARIANT_TYPE_STRING_ARRAY);
  ids = g_variant_lookup_value (state, "erased-ids", G_VARIANT_TYPE_STRING_ARRAY);
  times = g_variant_lookup_value (state, "erased-times", G_VARIANT_TYPE ("ax"));
  outbox = g_variant_lookup_value (state, "outbox", G_VARIANT_TYPE ("a" ITEM_TYPE));
  g_return_if_fail (announced && ids && times && outbox);

  if (g_variant_lookup (state, "team-at", "x", &time) &&
      g_variant_lookup (state, "team-id", "&s", &id))
    luwte_side_talk_set_place (self->side_talk, time, id);
  luwte_service_set_count_only (self->service, TRUE);
  luwte_outbox_set_locked (self->outbox, TRUE);
  g_variant_iter_init (&iter, announced);
  while (g_variant_iter_next (&iter, "&s", &id))
    g_hash_table_add (self->announced, g_strdup (id));
  g_variant_iter_init (&iter, ids);
  while (g_variant_iter_next (&iter, "&s", &id))
    g_ptr_array_add (self->erased_ids, g_strdup (id));
  g_variant_iter_init (&iter, times);
  while (g_variant_iter_next (&iter, "x", &time))
    g_queue_push_tail (&self->erased_times, g_memdup2 (&time, sizeof time));
  take_outbox (self, outbox);
}
