/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-note-version.h"

#include "luwte-note-text.h"

void
luwte_note_version_free (LuwteNoteVersion *self)
{
  g_free (self->topic);
  luwte_note_text_unref (self->text);
  g_free (self);
}
