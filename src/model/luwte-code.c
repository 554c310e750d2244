/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-code.h"

struct _LuwteCode
{
  GObject parent_instance;

  char *code;
  char *label;
  char *text;
};

typedef enum
{
  PROP_CODE = 1,
  PROP_LABEL,
  PROP_TEXT,
} LuwteCodeProperty;

static GParamSpec *properties[PROP_TEXT + 1];

G_DEFINE_FINAL_TYPE (LuwteCode, luwte_code, G_TYPE_OBJECT)

static void
luwte_code_finalize (GObject *object)
{
  LuwteCode *self = LUWTE_CODE (object);

  g_free (self->code);
  g_free (self->label);
  g_free (self->text);
  G_OBJECT_CLASS (luwte_code_parent_class)->finalize (object);
}

static void
luwte_code_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  LuwteCode *self = LUWTE_CODE (object);

  switch ((LuwteCodeProperty) prop_id)
    {
    case PROP_CODE:
      g_value_set_string (value, self->code);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    }
}

static void
luwte_code_class_init (LuwteCodeClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = luwte_code_finalize;
  object_class->get_property = luwte_code_get_property;

  properties[PROP_CODE] = g_param_spec_string ("code", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
luwte_code_init (LuwteCode *self)
{
}

/**
 * luwte_code_new:
 * @code: what is stored and counted
 * @label: (nullable): what people read for it
 * @text: (nullable): what belongs to it: the text of a ready reply, a number, a suggested value
 *
 * Returns: (transfer full): an immutable value
 */
LuwteCode *
luwte_code_new (const char *code, const char *label, const char *text)
{
  LuwteCode *self = g_object_new (LUWTE_TYPE_CODE, NULL);

  self->code = g_strdup (code);
  self->label = g_strdup (label);
  self->text = g_strdup (text);
  return self;
}

const char *
luwte_code_get_code (LuwteCode *self)
{
  g_return_val_if_fail (LUWTE_IS_CODE (self), NULL);
  return self->code;
}

const char *
luwte_code_get_label (LuwteCode *self)
{
  g_return_val_if_fail (LUWTE_IS_CODE (self), NULL);
  return self->label;
}

const char *
luwte_code_get_text (LuwteCode *self)
{
  g_return_val_if_fail (LUWTE_IS_CODE (self), NULL);
  return self->text;
}
