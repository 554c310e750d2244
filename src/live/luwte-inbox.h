/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-question.h"
#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_INBOX (luwte_inbox_get_type ())
G_DECLARE_FINAL_TYPE (LuwteInbox, luwte_inbox, LUWTE, INBOX, GObject)

/* The questions that people left at the service (R22, R23). It holds none of them: they stay at the
 * service, with its term, and are forgotten here with every lock. A question can be read by who has
 * claimed it and nobody else (R25): of an open one not even its text is kept. What is being written
 * as an answer is in the vault until it was sent, given back, or the question is gone.
 *
 * Property "open-count" (uint): questions that nobody answers yet. */

/* (transfer none): LuwteQuestion; mine and open ones first, the oldest first, then what I answered */
GListModel *luwte_inbox_get_questions (LuwteInbox *self);
guint luwte_inbox_get_open_count (LuwteInbox *self);
/* (transfer none) (nullable): as it is now */
LuwteQuestion *luwte_inbox_find (LuwteInbox *self, const char *question_id);

/**
 * luwte_inbox_claim_async:
 *
 * Exactly one counsellor gets a question, the others LUWTE_SERVICE_ERROR_TAKEN.
 * luwte_inbox_question_finish() returns: (transfer full): the question with its text
 */
void luwte_inbox_claim_async (LuwteInbox *self, const char *question_id, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
/**
 * luwte_inbox_answer_async:
 * @answer: a retry with the same one never doubles it where the service knows client ids
 *
 * Answers a question of mine, once; by way of the service, so that nobody here knows where it goes.
 */
void luwte_inbox_answer_async (LuwteInbox *self, const char *question_id, LuwteOutgoing *answer,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
LuwteQuestion *luwte_inbox_question_finish (LuwteInbox *self, GAsyncResult *result, GError **error);

/* Back to the open ones; erased at the service. Both end in luwte_inbox_done_finish(). */
void luwte_inbox_release_async (LuwteInbox *self, const char *question_id,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
void luwte_inbox_erase_async (LuwteInbox *self, const char *question_id, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
gboolean luwte_inbox_done_finish (LuwteInbox *self, GAsyncResult *result, GError **error);

/* What is being written as an answer; in the vault two seconds later at most, and on locking. */
void luwte_inbox_set_draft (LuwteInbox *self, const char *question_id, const char *text);
/* (transfer none) (nullable) */
const char *luwte_inbox_get_draft (LuwteInbox *self, const char *question_id);

G_END_DECLS
