/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-profile-field.h"

struct _LuwteProfileField
{
  GObject parent_instance;

  LuwteProfileFieldFields fields; /* owned strings */
};

G_DEFINE_FINAL_TYPE (LuwteProfileField, luwte_profile_field, G_TYPE_OBJECT)

static void
luwte_profile_field_finalize (GObject *object)
{
  LuwteProfileField *self = LUWTE_PROFILE_FIELD (object);

  g_free ((char *) self->fields.id);
  g_free ((char *) self->fields.section);
  g_free ((char *) self->fields.group);
  g_free ((char *) self->fields.label);
  g_free ((char *) self->fields.value);
  g_clear_pointer (&self->fields.options, g_ptr_array_unref);
  G_OBJECT_CLASS (luwte_profile_field_parent_class)->finalize (object);
}

static void
luwte_profile_field_class_init (LuwteProfileFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_profile_field_finalize;
}

static void
luwte_profile_field_init (LuwteProfileField *self)
{
}

LuwteProfileField *
luwte_profile_field_new (const LuwteProfileFieldFields *fields)
{
  LuwteProfileField *self = g_object_new (LUWTE_TYPE_PROFILE_FIELD, NULL);

  self->fields.id = g_strdup (fields->id);
  self->fields.section = g_strdup (fields->section);
  self->fields.group = g_strdup (fields->group);
  self->fields.label = g_strdup (fields->label);
  self->fields.value = g_strdup (fields->value);
  self->fields.options = g_ptr_array_ref (fields->options);
  return self;
}

const LuwteProfileFieldFields *
luwte_profile_field_get_fields (LuwteProfileField *self)
{
  g_return_val_if_fail (LUWTE_IS_PROFILE_FIELD (self), NULL);
  return &self->fields;
}
