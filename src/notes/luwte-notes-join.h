/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-notes.h"

G_BEGIN_DECLS

/* Two dossiers that are one person's, and one that is two people's (R3). A counsellor does it, in her
 * own dossiers: what somebody else wrote in is refused, and so is what a conversation is open in.
 * Every change emits LuwteNotes::changed. */

/* What a dossier holds, or the part of it under one nickname: shown before it moves. */
void luwte_notes_parts_async (LuwteNotes *self, const char *dossier_id, const char *nickname,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
/* (transfer full): g_free() */
LuwteDossierParts *luwte_notes_parts_finish (LuwteNotes *self, GAsyncResult *result,
                                             GError **error);

/* All of from_id goes to into_id, and from_id is gone. (transfer full): the sessions that moved: what
 * luwte_notes_split_async() takes to undo it. */
void luwte_notes_join_async (LuwteNotes *self, const char *from_id, const char *into_id,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
char **luwte_notes_join_finish (LuwteNotes *self, GAsyncResult *result, GError **error);

/* Some of its sessions, or with NULL those under a nickname, become a dossier of their own. (transfer
 * full): the new dossier's id; joined to the old one again it is undone. */
void luwte_notes_split_async (LuwteNotes *self, const char *dossier_id, const char *const *sessions,
                              const char *nickname, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
char *luwte_notes_split_finish (LuwteNotes *self, GAsyncResult *result, GError **error);

G_END_DECLS
