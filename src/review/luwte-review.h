/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-flag.h"
#include "luwte-redaction.h"
#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_REVIEW (luwte_review_get_type ())
G_DECLARE_FINAL_TYPE (LuwteReview, luwte_review, LUWTE, REVIEW, GObject)

/* Flags for the multidisciplinary review (R46, R47). Kept in the vault; what leaves it is made by a
 * LuwteRedaction and sealed by luwte_board_send_async(). */
LuwteReview *luwte_review_new (LuwteVault *vault, LuwtePolicy *policy);

/* session_id: the vault's object id. (transfer full): the flag's id */
void luwte_review_flag_async (LuwteReview *self, const char *session_id, const char *reason,
                              gboolean urgent, const char *question, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
char *luwte_review_flag_finish (LuwteReview *self, GAsyncResult *result, GError **error);
void luwte_review_unflag_async (LuwteReview *self, const char *flag_id, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
gboolean luwte_review_unflag_finish (LuwteReview *self, GAsyncResult *result, GError **error);
/* (transfer full) (element-type LuwteFlag): newest first */
void luwte_review_list_async (LuwteReview *self, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_review_list_finish (LuwteReview *self, GAsyncResult *result, GError **error);

/**
 * luwte_review_redact_async:
 * @flag_id: what luwte_review_flag_finish() gave
 *
 * The case of a flag, looked through: the question, the notes of the dossier, the oldest first, the
 * note that is being written while the session goes on, and what is kept of the conversation. The flagged session's notes are chosen, the rest is not.
 * The dossier's nicknames, the service's address and account, and the author's own name are known
 * in it.
 */
void luwte_review_redact_async (LuwteReview *self, const char *flag_id, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) */
LuwteRedaction *luwte_review_redact_finish (LuwteReview *self, GAsyncResult *result,
                                            GError **error);

G_END_DECLS
