/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-flag.h"
#include "luwte-text-private.h"

struct _LuwteFlag
{
  GObject parent_instance;

  LuwteFlagFields fields; /* owned strings */
};

G_DEFINE_FINAL_TYPE (LuwteFlag, luwte_flag, G_TYPE_OBJECT)

static void
luwte_flag_finalize (GObject *object)
{
  LuwteFlag *self = LUWTE_FLAG (object);

  g_free ((char *) self->fields.id);
  g_free ((char *) self->fields.session_id);
  g_free ((char *) self->fields.dossier_id);
  luwte_text_free ((char *) self->fields.nickname);
  g_free ((char *) self->fields.reason);
  luwte_text_free ((char *) self->fields.question);
  G_OBJECT_CLASS (luwte_flag_parent_class)->finalize (object);
}

static void
luwte_flag_class_init (LuwteFlagClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_flag_finalize;
}

static void
luwte_flag_init (LuwteFlag *self)
{
}

/**
 * luwte_flag_new:
 * @fields: what it consists of; the strings are copied
 *
 * Returns: (transfer full): an immutable value
 */
LuwteFlag *
luwte_flag_new (const LuwteFlagFields *fields)
{
  LuwteFlag *self = g_object_new (LUWTE_TYPE_FLAG, NULL);

  self->fields = *fields;
  self->fields.id = g_strdup (fields->id);
  self->fields.session_id = g_strdup (fields->session_id);
  self->fields.dossier_id = g_strdup (fields->dossier_id);
  self->fields.nickname = g_strdup (fields->nickname);
  self->fields.reason = g_strdup (fields->reason);
  self->fields.question = g_strdup (fields->question);
  return self;
}

/**
 * luwte_flag_get_fields:
 *
 * Returns: (transfer none): valid as long as @self
 */
const LuwteFlagFields *
luwte_flag_get_fields (LuwteFlag *self)
{
  g_return_val_if_fail (LUWTE_IS_FLAG (self), NULL);
  return &self->fields;
}
