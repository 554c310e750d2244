/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-consent.h"
#include "luwte-notes.h"

G_BEGIN_DECLS

/* What may be written of a visitor: what was agreed to, how far he or she is known, and whether a text
 * that is being written says more than that (R9, R39, R42, R91). Every change emits
 * LuwteNotes::changed. */

/* session_id: (nullable): of its dossier, or of itself while it has none; NULL: of dossier_id. */
void luwte_notes_standing_async (LuwteNotes *self, const char *dossier_id, const char *session_id,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
/* (transfer full) */
LuwteStanding *luwte_notes_standing_finish (LuwteNotes *self, GAsyncResult *result, GError **error);

/* It hangs on the session, or on the latest one of the dossier. scope: a code of the profile; words:
 * (nullable): what was agreed to, NULL is the profile's own; party: (nullable): with whom. */
void luwte_notes_consent_async (LuwteNotes *self, const char *dossier_id, const char *session_id,
                                const char *scope, const char *words, const char *party,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
void luwte_notes_withdraw_async (LuwteNotes *self, const char *consent_id,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
void luwte_notes_set_known_async (LuwteNotes *self, const char *dossier_id, LuwteKnown known,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Of the three above. */
gboolean luwte_notes_standing_done_finish (LuwteNotes *self, GAsyncResult *result, GError **error);

/* Something about a dossier was changed elsewhere: an objection. */
void luwte_notes_tell_changed (LuwteNotes *self, const char *dossier_id);

/**
 * LuwteNoteConcern: why a text that says who somebody is should not be kept as it stands.
 * @LUWTE_NOTE_CONCERN_NONE: nothing was found, or it may be written
 * @LUWTE_NOTE_CONCERN_NO_CONSENT: the profile asks for a consent that is not recorded
 * @LUWTE_NOTE_CONCERN_OBJECTION: the visitor has objected to registration
 * @LUWTE_NOTE_CONCERN_NEVER: the profile keeps no personal data at all
 */
typedef enum
{
  LUWTE_NOTE_CONCERN_NONE,
  LUWTE_NOTE_CONCERN_NO_CONSENT,
  LUWTE_NOTE_CONCERN_OBJECTION,
  LUWTE_NOTE_CONCERN_NEVER,
} LuwteNoteConcern;

/* A place of the text, in code points. replacement: "[naam 1]"; certain: FALSE where it may be an
 * ordinary word. */
typedef struct
{
  guint start;
  guint end;
  gboolean certain;
  char *replacement;
} LuwteNotePlace;

/* places: (element-type LuwteNotePlace): in the order of the text; empty without a concern */
typedef struct
{
  LuwteNoteConcern concern;
  LuwteDay objected;
  GPtrArray *places;
} LuwteNoteLook;
void luwte_note_look_free (LuwteNoteLook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteNoteLook, luwte_note_look_free)

/* Reads the text on a thread of its own. The names by which the visitor is known here are no finding. */
void luwte_notes_look_async (LuwteNotes *self, const char *dossier_id, const char *session_id,
                             LuwteNoteText *text, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) */
LuwteNoteLook *luwte_notes_look_finish (LuwteNotes *self, GAsyncResult *result, GError **error);

G_END_DECLS
