/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A working note is for colleagues, never for the visitor (R36). It is a type of its own, and it
 * hands out its text only for reading, so that the compiler keeps it out of what a chat service
 * takes; and it is overwritten when nobody holds it any more, so that a lock leaves none of it. */

#include "luwte-note-text.h"
#include "luwte-text-private.h"

struct _LuwteNoteText
{
  gatomicrefcount references;
  char *text;
};

G_DEFINE_BOXED_TYPE (LuwteNoteText, luwte_note_text, luwte_note_text_ref, luwte_note_text_unref)

/**
 * luwte_note_text_new:
 * @text: UTF-8; copied. The caller wipes its own copy.
 *
 * Returns: (transfer full): an immutable text
 */
LuwteNoteText *
luwte_note_text_new (const char *text)
{
  LuwteNoteText *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new (LuwteNoteText, 1);
  g_atomic_ref_count_init (&self->references);
  self->text = g_strdup (text);
  return self;
}

LuwteNoteText *
luwte_note_text_ref (LuwteNoteText *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
luwte_note_text_unref (LuwteNoteText *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  luwte_text_free (self->text);
  g_free (self);
}

/**
 * luwte_note_text_peek:
 *
 * Returns: (transfer none): valid as long as a reference is held; not to be copied without wiping
 */
const char *
luwte_note_text_peek (LuwteNoteText *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->text;
}

/**
 * luwte_note_text_is_blank:
 *
 * Returns: %TRUE when nothing but white space was written
 */
gboolean
luwte_note_text_is_blank (LuwteNoteText *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  for (const char *p = self->text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}
