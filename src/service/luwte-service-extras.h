/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-file.h"
#include "luwte-service.h"

G_BEGIN_DECLS

/* What only some services can do, each behind a capability; without it the answer is UNSUPPORTED. */

/**
 * luwte_service_targets_async:
 *
 * To whom a session can be handed (LUWTE_CAPABILITY_TARGETS).
 * luwte_service_targets_finish() returns: (transfer full) (element-type LuwteTarget)
 */
void luwte_service_targets_async (LuwteService *self, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_service_targets_finish (LuwteService *self, GAsyncResult *result, GError **error);

/**
 * luwte_service_block_async:
 * @until: unix s; 0 lifts the block again
 *
 * The visitor of a session of ours, an ended one too, cannot come in until then
 * (LUWTE_CAPABILITY_BLOCK). How the service knows her again, no counsellor is told.
 */
void luwte_service_block_async (LuwteService *self, const char *session_id, gint64 until,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * luwte_service_team_say_async:
 *
 * Says something to the team (LUWTE_CAPABILITY_TEAM); a retry with the same LuwteAside never doubles
 * it. luwte_service_team_say_finish() returns: (transfer full): it as the service has it
 */
void luwte_service_team_say_async (LuwteService *self, LuwteAside *aside, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
LuwteTeamMessage *luwte_service_team_say_finish (LuwteService *self, GAsyncResult *result,
                                                 GError **error);

/**
 * luwte_service_team_history_async:
 *
 * What the service still has of what was said to the team, oldest first (LUWTE_CAPABILITY_TEAM).
 * luwte_service_team_history_finish() returns: (transfer full) (element-type LuwteTeamMessage)
 */
void luwte_service_team_history_async (LuwteService *self, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_service_team_history_finish (LuwteService *self, GAsyncResult *result,
                                              GError **error);

/**
 * luwte_service_questions_async:
 *
 * The questions that are open, and those of this counsellor (LUWTE_CAPABILITY_QUESTIONS).
 * luwte_service_questions_finish() returns: (transfer full) (element-type LuwteQuestion)
 */
void luwte_service_questions_async (LuwteService *self, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_service_questions_finish (LuwteService *self, GAsyncResult *result,
                                           GError **error);

/**
 * luwte_service_question_claim_async:
 *
 * Like the claim of a session: exactly one counsellor has it, the others get TAKEN.
 * luwte_service_question_finish() returns: (transfer full): the question as it is now
 */
void luwte_service_question_claim_async (LuwteService *self, const char *question_id,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);

/**
 * luwte_service_question_answer_async:
 *
 * Answers a question of ours, once: a retry with the same LuwteOutgoing is fine, another text is
 * NOT_DONE. luwte_service_question_finish() returns: (transfer full): the question as it is now
 */
void luwte_service_question_answer_async (LuwteService *self, const char *question_id,
                                          LuwteOutgoing *answer, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
LuwteQuestion *luwte_service_question_finish (LuwteService *self, GAsyncResult *result,
                                              GError **error);

/* Back to the open ones, and erased at the service; both end in luwte_service_done_finish(). */
void luwte_service_question_release_async (LuwteService *self, const char *question_id,
                                           GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);
void luwte_service_question_erase_async (LuwteService *self, const char *question_id,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);

/**
 * luwte_service_file_look_async:
 * @message_id: the message that told of it
 * @index: which one, from 0, of several in one message
 *
 * What the service says of a file that a visitor sent (LUWTE_CAPABILITY_FILES): its name and its size,
 * none of its bytes. NOT_FOUND when that message has no such file (any more).
 * luwte_service_file_finish() returns: (transfer full)
 */
void luwte_service_file_look_async (LuwteService *self, const char *session_id,
                                    const char *message_id, guint index, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);

/**
 * luwte_service_file_async:
 * @message_id: the message that told of it
 * @index: which one, from 0, of several in one message
 * @progress: (nullable) (scope notified): told how much has come
 *
 * The bytes of a file that a visitor sent (LUWTE_CAPABILITY_FILES). Never asked for unless
 * a counsellor has said so: nothing else fetches a file, and nothing shows one. Larger than
 * LUWTE_FILE_MAX_BYTES, or not as long as the message said, is NOT_DONE.
 * luwte_service_file_finish() returns: (transfer full)
 */
void luwte_service_file_async (LuwteService *self, const char *session_id, const char *message_id,
                               guint index, LuwteFileProgressFunc progress, gpointer progress_data,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
LuwteFile *luwte_service_file_finish (LuwteService *self, GAsyncResult *result, GError **error);

/**
 * luwte_service_held_async:
 * @before: unix s
 *
 * For a lead alone: how many closed sessions the service still holds in which nothing has happened
 * since @before, by month (LUWTE_CAPABILITY_HELD). Who they are with is not told.
 * luwte_service_held_finish() returns: (transfer full) (element-type LuwteHeldMonth)
 */
void luwte_service_held_async (LuwteService *self, gint64 before, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_service_held_finish (LuwteService *self, GAsyncResult *result, GError **error);

/**
 * luwte_service_links_async:
 *
 * For a lead alone, a counsellor gets REFUSED: which nicknames the service takes for one visitor, and
 * how often she came (LUWTE_CAPABILITY_LINKS).
 * luwte_service_links_finish() returns: (transfer full) (element-type LuwteVisitorLink)
 */
void luwte_service_links_async (LuwteService *self, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_service_links_finish (LuwteService *self, GAsyncResult *result, GError **error);

G_END_DECLS
