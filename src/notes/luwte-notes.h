/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-dossier.h"
#include "luwte-note-text.h"
#include "luwte-note-version.h"
#include "luwte-note.h"
#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_NOTES (luwte_notes_get_type ())
G_DECLARE_FINAL_TYPE (LuwteNotes, luwte_notes, LUWTE, NOTES, GObject)

/* Working notes and the dossiers they stand in. Everything is asked of the policy first; a refusal
 * is LUWTE_POLICY_ERROR_REFUSED with the rule.
 *
 * Signal "changed" (const char *dossier_id, nullable): lists shown elsewhere are out of date. */

LuwteNotes *luwte_notes_new (LuwteVault *vault, LuwtePolicy *policy);

/**
 * LuwteNoteRequest:
 *
 * Where a note goes. With session_id it belongs to that session. Without, the nickname names the
 * dossier and a session of that day is made and closed at once (policy, retention rule 0).
 */
typedef struct
{
  const char *session_id; /* the vault's object id, or NULL */
  const char *nickname;
  const char *kind;    /* NULL is "note" */
  const char *line;    /* NULL is the profile's first line */
  const char *channel; /* NULL is the line's first channel */
  const char *topic;   /* code */
  gint64 created;      /* unix s, 0 is now */
} LuwteNoteRequest;

/* (transfer full): the new note's id */
void luwte_notes_add_async (LuwteNotes *self, const LuwteNoteRequest *request, LuwteNoteText *text,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
char *luwte_notes_add_finish (LuwteNotes *self, GAsyncResult *result, GError **error);

void luwte_notes_edit_async (LuwteNotes *self, const char *note_id, const char *kind,
                             const char *topic, LuwteNoteText *text, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
gboolean luwte_notes_edit_finish (LuwteNotes *self, GAsyncResult *result, GError **error);

/* Answers when it is erased, not before: the vault's job in five steps. */
void luwte_notes_erase_async (LuwteNotes *self, const char *note_id, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
gboolean luwte_notes_erase_finish (LuwteNotes *self, GAsyncResult *result, GError **error);

/* (transfer full) (element-type LuwteNote): newest first */
void luwte_notes_list_by_nickname_async (LuwteNotes *self, const char *nickname,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
void luwte_notes_list_by_dossier_async (LuwteNotes *self, const char *dossier_id, guint limit,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
void luwte_notes_search_async (LuwteNotes *self, const char *words, guint limit,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
GPtrArray *luwte_notes_list_finish (LuwteNotes *self, GAsyncResult *result, GError **error);

/* (transfer full) (element-type LuwteNoteVersion): what stood in the note before it was corrected,
 * and what was added beside it, oldest first (LuwteNoteFields.n_beside says how many) */
void luwte_notes_history_async (LuwteNotes *self, const char *note_id, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_notes_history_finish (LuwteNotes *self, GAsyncResult *result, GError **error);

/* (transfer full) (element-type LuwteDossier): by last contact, newest first; words: (nullable)
 * searches nicknames and notes */
void luwte_notes_dossiers_async (LuwteNotes *self, const char *words, guint limit,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *luwte_notes_dossiers_finish (LuwteNotes *self, GAsyncResult *result, GError **error);

/* The note being written in a session: kept as one types, part of the vault, gone with the
 * session or when it becomes a note. */
void luwte_notes_save_draft_async (LuwteNotes *self, const char *session_id, const char *kind,
                                   LuwteNoteText *text, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
gboolean luwte_notes_save_draft_finish (LuwteNotes *self, GAsyncResult *result, GError **error);
void luwte_notes_load_draft_async (LuwteNotes *self, const char *session_id,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
LuwteNoteText *luwte_notes_load_draft_finish (LuwteNotes *self, GAsyncResult *result, char **kind,
                                              GError **error);

/* One batch, all or nothing: (element-type LuwteNoteImport) */
typedef struct
{
  char *nickname;
  char *topic;
  char *channel;
  char *line;
  gint64 created;
  LuwteNoteText *text;
} LuwteNoteImport;
void luwte_note_import_free (LuwteNoteImport *row);
void luwte_notes_import_async (LuwteNotes *self, GPtrArray *rows, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
gboolean luwte_notes_import_finish (LuwteNotes *self, GAsyncResult *result, GError **error);

G_END_DECLS
