/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-message.h"
#include "luwte-text-private.h"

struct _LuwteMessage
{
  GObject parent_instance;

  LuwteFrom from;
  LuwteDelivery delivery;
  gint64 at;
  char *session_id;
  char *id;
  char *client_id;
  char *text;
};

typedef enum
{
  PROP_ID = 1,
  PROP_TEXT,
  PROP_AT,
  PROP_FROM,
  PROP_DELIVERY,
} LuwteMessageProperty;

static GParamSpec *properties[PROP_DELIVERY + 1];

G_DEFINE_FINAL_TYPE (LuwteMessage, luwte_message, G_TYPE_OBJECT)

static void
luwte_message_finalize (GObject *object)
{
  LuwteMessage *self = LUWTE_MESSAGE (object);

  g_free (self->session_id);
  g_free (self->id);
  g_free (self->client_id);
  luwte_text_free (self->text);
  G_OBJECT_CLASS (luwte_message_parent_class)->finalize (object);
}

static void
luwte_message_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  LuwteMessage *self = LUWTE_MESSAGE (object);

  switch ((LuwteMessageProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_AT:
      g_value_set_int64 (value, self->at);
      break;
    case PROP_FROM:
      g_value_set_int (value, (int) self->from);
      break;
    case PROP_DELIVERY:
      g_value_set_int (value, (int) self->delivery);
      break;
    }
}

static void
luwte_message_class_init (LuwteMessageClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = luwte_message_finalize;
  object_class->get_property = luwte_message_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_AT] = g_param_spec_int64 ("at", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_FROM] = g_param_spec_int ("from", NULL, NULL, LUWTE_FROM_VISITOR,
                                            LUWTE_FROM_SYSTEM, LUWTE_FROM_VISITOR, flags);
  properties[PROP_DELIVERY] = g_param_spec_int ("delivery", NULL, NULL, LUWTE_DELIVERY_NONE,
                                                LUWTE_DELIVERY_FAILED, LUWTE_DELIVERY_NONE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
luwte_message_init (LuwteMessage *self)
{
}

/**
 * luwte_message_new:
 * @session_id: the service's id of the session
 * @id: (nullable): the service's id of the message, NULL until it has one
 * @client_id: (nullable): our id, NULL for what others wrote
 * @from: who wrote it
 * @at: when, in seconds since 1970-01-01 UTC
 * @text: what was written; wiped with the message
 * @delivery: how far ours has come
 *
 * Returns: (transfer full): a message
 */
LuwteMessage *
luwte_message_new (const char *session_id, const char *id, const char *client_id, LuwteFrom from,
                   gint64 at, const char *text, LuwteDelivery delivery)
{
  LuwteMessage *self = g_object_new (LUWTE_TYPE_MESSAGE, NULL);

  self->session_id = g_strdup (session_id);
  self->id = g_strdup (id);
  self->client_id = g_strdup (client_id);
  self->from = from;
  self->at = at;
  self->text = g_strdup (text);
  self->delivery = delivery;
  return self;
}

const char *
luwte_message_get_session_id (LuwteMessage *self)
{
  g_return_val_if_fail (LUWTE_IS_MESSAGE (self), NULL);
  return self->session_id;
}

const char *
luwte_message_get_id (LuwteMessage *self)
{
  g_return_val_if_fail (LUWTE_IS_MESSAGE (self), NULL);
  return self->id;
}

void
luwte_message_set_id (LuwteMessage *self, const char *id)
{
  g_return_if_fail (LUWTE_IS_MESSAGE (self));

  if (g_set_str (&self->id, id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
}

const char *
luwte_message_get_client_id (LuwteMessage *self)
{
  g_return_val_if_fail (LUWTE_IS_MESSAGE (self), NULL);
  return self->client_id;
}

LuwteFrom
luwte_message_get_from (LuwteMessage *self)
{
  g_return_val_if_fail (LUWTE_IS_MESSAGE (self), LUWTE_FROM_SYSTEM);
  return self->from;
}

gint64
luwte_message_get_at (LuwteMessage *self)
{
  g_return_val_if_fail (LUWTE_IS_MESSAGE (self), 0);
  return self->at;
}

void
luwte_message_set_at (LuwteMessage *self, gint64 at)
{
  g_return_if_fail (LUWTE_IS_MESSAGE (self));

  if (self->at == at)
    return;
  self->at = at;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AT]);
}

const char *
luwte_message_get_text (LuwteMessage *self)
{
  g_return_val_if_fail (LUWTE_IS_MESSAGE (self), NULL);
  return self->text;
}

LuwteDelivery
luwte_message_get_delivery (LuwteMessage *self)
{
  g_return_val_if_fail (LUWTE_IS_MESSAGE (self), LUWTE_DELIVERY_NONE);
  return self->delivery;
}

void
luwte_message_set_delivery (LuwteMessage *self, LuwteDelivery delivery)
{
  g_return_if_fail (LUWTE_IS_MESSAGE (self));

  if (self->delivery == delivery)
    return;
  self->delivery = delivery;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DELIVERY]);
}
