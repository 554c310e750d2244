/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-note-text.h"
#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_NOTE_EDITOR (luwte_note_editor_get_type ())
G_DECLARE_FINAL_TYPE (LuwteNoteEditor, luwte_note_editor, LUWTE, NOTE_EDITOR, AdwBin)

/* Where a working note is written. A type of its own, in a colour of its own: it has no action
 * that sends, Ctrl+Enter does nothing in it, and all it yields is a LuwteNoteText, which no chat
 * service takes (R36, R37). As one types it is kept in the vault as the session's draft, at most
 * a second after a keystroke, also while typing goes on.
 *
 * Properties: "topic" (code, nullable), "kind" (code, nullable); what may be chosen is set by
 * luwte_note_editor_set_topics() and luwte_note_editor_set_kinds(). */
GtkWidget *luwte_note_editor_new (void);

/* session_id: the vault's object id, NULL for none: the draft of the old one is kept, the draft of
 * the new one comes back. notes: (nullable) */
void luwte_note_editor_set_session (LuwteNoteEditor *self, LuwteNotes *notes,
                                    const char *session_id);
/* (transfer full) */
LuwteNoteText *luwte_note_editor_get_text (LuwteNoteEditor *self);
/* For a note that exists already; nothing is kept as a draft. */
void luwte_note_editor_set_text (LuwteNoteEditor *self, LuwteNoteText *text);
/* Two editors of one note: self shows and writes what other keeps, and follows its topic. */
void luwte_note_editor_share (LuwteNoteEditor *self, LuwteNoteEditor *other);

/* topics: (element-type LuwteCode) (nullable) */
void luwte_note_editor_set_topics (LuwteNoteEditor *self, GPtrArray *topics);
const char *luwte_note_editor_get_topic (LuwteNoteEditor *self);
void luwte_note_editor_set_topic (LuwteNoteEditor *self, const char *topic);
/* FALSE where something else beside it asks for topic and kind. */
void luwte_note_editor_set_choices_shown (LuwteNoteEditor *self, gboolean shown);

/* For whom a note is. kinds: (element-type LuwteCode) (nullable): as luwte_note_kinds() gives them;
 * the first is the usual one. It is asked only where there is more than one. */
void luwte_note_editor_set_kinds (LuwteNoteEditor *self, GPtrArray *kinds);
/* (nullable): the chosen one, or the usual one */
const char *luwte_note_editor_get_kind (LuwteNoteEditor *self);
/* NULL: the usual one */
void luwte_note_editor_set_kind (LuwteNoteEditor *self, const char *kind);

/* Of whom the note is, so that it can be said when the text tells who somebody is and may not.
 * session_id: (nullable), then it is of the dossier. workspace NULL: it is not looked at. */
void luwte_note_editor_watch (LuwteNoteEditor *self, LuwteWorkspace *workspace,
                              const char *dossier_id, const char *session_id);

/* Hands what was typed to the vault now instead of within a second: before locking. */
void luwte_note_editor_flush (LuwteNoteEditor *self);
/* Drops the text from the widget, its buffer and its undo history, and keeps nothing of it. */
void luwte_note_editor_forget (LuwteNoteEditor *self);
void luwte_note_editor_grab (LuwteNoteEditor *self);

G_END_DECLS
