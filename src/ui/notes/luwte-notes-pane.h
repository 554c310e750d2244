/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-note-editor.h"
#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_NOTES_PANE (luwte_notes_pane_get_type ())
G_DECLARE_FINAL_TYPE (LuwteNotesPane, luwte_notes_pane, LUWTE, NOTES_PANE, AdwBin)

/* The notes of this nickname, beside the conversation: "Same person?" first while that is open,
 * then the latest note as the summary, the earlier ones, and below, always visible, the note being
 * written. Where the profile takes no note it says why instead.
 *
 * Property "collapsed": it lies over the conversation and has a button that closes it, which
 * activates "chats.toggle-notes". */
GtkWidget *luwte_notes_pane_new (void);

void luwte_notes_pane_set_workspace (LuwteNotesPane *self, LuwteWorkspace *workspace);
/* conversation: (nullable) */
void luwte_notes_pane_set_conversation (LuwteNotesPane *self, LuwteConversation *conversation);
void luwte_notes_pane_set_collapsed (LuwteNotesPane *self, gboolean collapsed);

/* (transfer none): the editor of the note being written; the closing step shares it */
LuwteNoteEditor *luwte_notes_pane_get_editor (LuwteNotesPane *self);
gboolean luwte_notes_pane_get_may_note (LuwteNotesPane *self);
/* Drops all text at once. */
void luwte_notes_pane_forget (LuwteNotesPane *self);

G_END_DECLS
