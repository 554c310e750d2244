/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-team-message.h"
#include "luwte-text-private.h"

struct _LuwteTeamMessage
{
  GObject parent_instance;

  char *id;
  char *author;
  gint64 at;
  char *text;
  gboolean own;
};

typedef enum
{
  PROP_ID = 1,
  PROP_AUTHOR,
  PROP_AT,
  PROP_TEXT,
  PROP_OWN,
} LuwteTeamMessageProperty;

static GParamSpec *properties[PROP_OWN + 1];

G_DEFINE_FINAL_TYPE (LuwteTeamMessage, luwte_team_message, G_TYPE_OBJECT)

static void
luwte_team_message_finalize (GObject *object)
{
  LuwteTeamMessage *self = LUWTE_TEAM_MESSAGE (object);

  g_free (self->id);
  g_free (self->author);
  luwte_text_free (self->text);
  G_OBJECT_CLASS (luwte_team_message_parent_class)->finalize (object);
}

static void
luwte_team_message_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  LuwteTeamMessage *self = LUWTE_TEAM_MESSAGE (object);

  switch ((LuwteTeamMessageProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_AUTHOR:
      g_value_set_string (value, self->author);
      break;
    case PROP_AT:
      g_value_set_int64 (value, self->at);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_OWN:
      g_value_set_boolean (value, self->own);
      break;
    }
}

static void
luwte_team_message_class_init (LuwteTeamMessageClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = luwte_team_message_finalize;
  object_class->get_property = luwte_team_message_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_AUTHOR] = g_param_spec_string ("author", NULL, NULL, NULL, flags);
  properties[PROP_AT] = g_param_spec_int64 ("at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_OWN] = g_param_spec_boolean ("own", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
luwte_team_message_init (LuwteTeamMessage *self)
{
}

LuwteTeamMessage *
luwte_team_message_new (const char *id, const char *author, gint64 at, const char *text,
                        gboolean own)
{
  LuwteTeamMessage *self = g_object_new (LUWTE_TYPE_TEAM_MESSAGE, NULL);

  self->id = g_strdup (id);
  self->author = g_strdup (author);
  self->at = at;
  self->text = g_strdup (text);
  self->own = own;
  return self;
}

const char *
luwte_team_message_get_id (LuwteTeamMessage *self)
{
  g_return_val_if_fail (LUWTE_IS_TEAM_MESSAGE (self), NULL);
  return self->id;
}

const char *
luwte_team_message_get_author (LuwteTeamMessage *self)
{
  g_return_val_if_fail (LUWTE_IS_TEAM_MESSAGE (self), NULL);
  return self->author;
}

gint64
luwte_team_message_get_at (LuwteTeamMessage *self)
{
  g_return_val_if_fail (LUWTE_IS_TEAM_MESSAGE (self), 0);
  return self->at;
}

const char *
luwte_team_message_get_text (LuwteTeamMessage *self)
{
  g_return_val_if_fail (LUWTE_IS_TEAM_MESSAGE (self), NULL);
  return self->text;
}

gboolean
luwte_team_message_get_own (LuwteTeamMessage *self)
{
  g_return_val_if_fail (LUWTE_IS_TEAM_MESSAGE (self), FALSE);
  return self->own;
}
