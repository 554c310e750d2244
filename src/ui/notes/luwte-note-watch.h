/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_NOTE_WATCH (luwte_note_watch_get_type ())
G_DECLARE_FINAL_TYPE (LuwteNoteWatch, luwte_note_watch, LUWTE, NOTE_WATCH, AdwBin)

/* Stands under a note that is being written. After a pause of typing it says whether the text tells
 * who somebody is where that may not be written, marks the places, and offers to replace them or to
 * record consent (R39, R42). It keeps nothing from being stored. */

/* view: where the text is written; its buffer may be another one later. */
void luwte_note_watch_set_view (LuwteNoteWatch *self, GtkTextView *view);
/* Of whom the note is: session_id: (nullable), then of the dossier; workspace NULL: of nobody. */
void luwte_note_watch_set_target (LuwteNoteWatch *self, LuwteWorkspace *workspace,
                                  const char *dossier_id, const char *session_id);
/* The same as the other. */
void luwte_note_watch_follow (LuwteNoteWatch *self, LuwteNoteWatch *other);
/* Replaces what is certain; one step for undo. */
void luwte_note_watch_replace (LuwteNoteWatch *self);

G_END_DECLS
