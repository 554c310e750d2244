/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-note.h"
#include "luwte-text-private.h"

struct _LuwteNote
{
  GObject parent_instance;

  LuwteNoteFields fields; /* owned strings */
};

G_DEFINE_FINAL_TYPE (LuwteNote, luwte_note, G_TYPE_OBJECT)

static void
luwte_note_finalize (GObject *object)
{
  LuwteNote *self = LUWTE_NOTE (object);

  g_free ((char *) self->fields.id);
  g_free ((char *) self->fields.dossier_id);
  g_free ((char *) self->fields.session_id);
  luwte_text_free ((char *) self->fields.nickname);
  g_free ((char *) self->fields.kind);
  g_free ((char *) self->fields.line);
  g_free ((char *) self->fields.channel);
  g_free ((char *) self->fields.topic);
  luwte_text_free ((char *) self->fields.text);
  luwte_text_free ((char *) self->fields.snippet);
  G_OBJECT_CLASS (luwte_note_parent_class)->finalize (object);
}

static void
luwte_note_class_init (LuwteNoteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_note_finalize;
}

static void
luwte_note_init (LuwteNote *self)
{
}

/**
 * luwte_note_new:
 * @fields: what it consists of; the strings are copied, and the text is wiped with the note
 *
 * Returns: (transfer full): an immutable value
 */
LuwteNote *
luwte_note_new (const LuwteNoteFields *fields)
{
  LuwteNote *self = g_object_new (LUWTE_TYPE_NOTE, NULL);

  self->fields = *fields;
  self->fields.id = g_strdup (fields->id);
  self->fields.dossier_id = g_strdup (fields->dossier_id);
  self->fields.session_id = g_strdup (fields->session_id);
  self->fields.nickname = g_strdup (fields->nickname);
  self->fields.kind = g_strdup (fields->kind);
  self->fields.line = g_strdup (fields->line);
  self->fields.channel = g_strdup (fields->channel);
  self->fields.topic = g_strdup (fields->topic);
  self->fields.text = g_strdup (fields->text);
  self->fields.snippet = g_strdup (fields->snippet);
  return self;
}

/**
 * luwte_note_get_fields:
 *
 * Returns: (transfer none): valid as long as @self
 */
const LuwteNoteFields *
luwte_note_get_fields (LuwteNote *self)
{
  g_return_val_if_fail (LUWTE_IS_NOTE (self), NULL);
  return &self->fields;
}
