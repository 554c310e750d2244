/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-note.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_NOTE_ROW (luwte_note_row_get_type ())
G_DECLARE_FINAL_TYPE (LuwteNoteRow, luwte_note_row, LUWTE, NOTE_ROW, AdwExpanderRow)

/* An earlier note: its day, its topic and the day of its erasure; opened, its text. Its button
 * activates "note-list.edit" with the note's id. */
GtkWidget *luwte_note_row_new (LuwteNote *note, const char *topic_label);
LuwteNote *luwte_note_row_get_note (LuwteNoteRow *self);

/* (transfer full): "School and home · erased on 19 November 2028" */
char *luwte_note_row_describe (LuwteNote *note, const char *topic_label);

G_END_DECLS
