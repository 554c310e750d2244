/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteNoteText: (ref-func luwte_note_text_ref) (unref-func luwte_note_text_unref)
 *
 * The text of a working note, wiped when the last reference goes. See LuwteOutgoing for why it is
 * a type of its own (R36, R37).
 */
#define LUWTE_TYPE_NOTE_TEXT (luwte_note_text_get_type ())
GType luwte_note_text_get_type (void);

LuwteNoteText *luwte_note_text_new (const char *text);
LuwteNoteText *luwte_note_text_ref (LuwteNoteText *self);
void luwte_note_text_unref (LuwteNoteText *self);
const char *luwte_note_text_peek (LuwteNoteText *self);
gboolean luwte_note_text_is_blank (LuwteNoteText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteNoteText, luwte_note_text_unref)

G_END_DECLS
