/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-visitor-link.h"
#include "luwte-text-private.h"

struct _LuwteVisitorLink
{
  GObject parent_instance;

  char *id;
  char *nicknames;
  guint visits;
  gint64 last_at;
};

typedef enum
{
  PROP_ID = 1,
  PROP_NICKNAMES,
  PROP_VISITS,
  PROP_LAST_AT,
} LuwteVisitorLinkProperty;

static GParamSpec *properties[PROP_LAST_AT + 1];

G_DEFINE_FINAL_TYPE (LuwteVisitorLink, luwte_visitor_link, G_TYPE_OBJECT)

static void
luwte_visitor_link_finalize (GObject *object)
{
  LuwteVisitorLink *self = LUWTE_VISITOR_LINK (object);

  g_free (self->id);
  luwte_text_free (self->nicknames);
  G_OBJECT_CLASS (luwte_visitor_link_parent_class)->finalize (object);
}

static void
luwte_visitor_link_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  LuwteVisitorLink *self = LUWTE_VISITOR_LINK (object);

  switch ((LuwteVisitorLinkProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NICKNAMES:
      g_value_set_string (value, self->nicknames);
      break;
    case PROP_VISITS:
      g_value_set_uint (value, self->visits);
      break;
    case PROP_LAST_AT:
      g_value_set_int64 (value, self->last_at);
      break;
    }
}

static void
luwte_visitor_link_class_init (LuwteVisitorLinkClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = luwte_visitor_link_finalize;
  object_class->get_property = luwte_visitor_link_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NICKNAMES] = g_param_spec_string ("nicknames", NULL, NULL, NULL, flags);
  properties[PROP_VISITS] = g_param_spec_uint ("visits", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_LAST_AT] = g_param_spec_int64 ("last-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
luwte_visitor_link_init (LuwteVisitorLink *self)
{
}

LuwteVisitorLink *
luwte_visitor_link_new (const char *id, const char *nicknames, guint visits, gint64 last_at)
{
  LuwteVisitorLink *self = g_object_new (LUWTE_TYPE_VISITOR_LINK, NULL);

  self->id = g_strdup (id);
  self->nicknames = g_strdup (nicknames);
  self->visits = visits;
  self->last_at = last_at;
  return self;
}

const char *
luwte_visitor_link_get_id (LuwteVisitorLink *self)
{
  g_return_val_if_fail (LUWTE_IS_VISITOR_LINK (self), NULL);
  return self->id;
}

const char *
luwte_visitor_link_get_nicknames (LuwteVisitorLink *self)
{
  g_return_val_if_fail (LUWTE_IS_VISITOR_LINK (self), NULL);
  return self->nicknames;
}

guint
luwte_visitor_link_get_visits (LuwteVisitorLink *self)
{
  g_return_val_if_fail (LUWTE_IS_VISITOR_LINK (self), 0);
  return self->visits;
}

gint64
luwte_visitor_link_get_last_at (LuwteVisitorLink *self)
{
  g_return_val_if_fail (LUWTE_IS_VISITOR_LINK (self), 0);
  return self->last_at;
}
