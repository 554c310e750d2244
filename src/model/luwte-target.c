/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-target.h"
#include "luwte-text-private.h"

struct _LuwteTarget
{
  GObject parent_instance;

  char *id;
  char *name;
  gboolean department;
  gboolean available;
};

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_DEPARTMENT,
  PROP_AVAILABLE,
} LuwteTargetProperty;

static GParamSpec *properties[PROP_AVAILABLE + 1];

G_DEFINE_FINAL_TYPE (LuwteTarget, luwte_target, G_TYPE_OBJECT)

static void
luwte_target_finalize (GObject *object)
{
  LuwteTarget *self = LUWTE_TARGET (object);

  g_free (self->id);
  g_free (self->name);
  G_OBJECT_CLASS (luwte_target_parent_class)->finalize (object);
}

static void
luwte_target_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  LuwteTarget *self = LUWTE_TARGET (object);

  switch ((LuwteTargetProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_DEPARTMENT:
      g_value_set_boolean (value, self->department);
      break;
    case PROP_AVAILABLE:
      g_value_set_boolean (value, self->available);
      break;
    }
}

static void
luwte_target_class_init (LuwteTargetClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = luwte_target_finalize;
  object_class->get_property = luwte_target_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_DEPARTMENT] = g_param_spec_boolean ("department", NULL, NULL, FALSE, flags);
  properties[PROP_AVAILABLE] = g_param_spec_boolean ("available", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
luwte_target_init (LuwteTarget *self)
{
}

LuwteTarget *
luwte_target_new (const char *id, const char *name, gboolean department, gboolean available)
{
  LuwteTarget *self = g_object_new (LUWTE_TYPE_TARGET, NULL);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->department = department;
  self->available = available;
  return self;
}

const char *
luwte_target_get_id (LuwteTarget *self)
{
  g_return_val_if_fail (LUWTE_IS_TARGET (self), NULL);
  return self->id;
}

const char *
luwte_target_get_name (LuwteTarget *self)
{
  g_return_val_if_fail (LUWTE_IS_TARGET (self), NULL);
  return self->name;
}

gboolean
luwte_target_get_department (LuwteTarget *self)
{
  g_return_val_if_fail (LUWTE_IS_TARGET (self), FALSE);
  return self->department;
}

gboolean
luwte_target_get_available (LuwteTarget *self)
{
  g_return_val_if_fail (LUWTE_IS_TARGET (self), FALSE);
  return self->available;
}
