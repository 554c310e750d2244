/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-aside.h"
#include "luwte-enums.h"
#include "luwte-file.h"
#include "luwte-message.h"
#include "luwte-outgoing.h"
#include "luwte-session.h"
#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_CONVERSATION (luwte_conversation_get_type ())
G_DECLARE_FINAL_TYPE (LuwteConversation, luwte_conversation, LUWTE, CONVERSATION, GObject)

/* One session that is mine: its messages, what goes out, and the dossier it belongs to.
 * Properties: "session" (LuwteSession), "identity" (LuwteIdentity as int), "dossier-id",
 * "draft" (what stands in the message box). */

LuwteSession *luwte_conversation_get_session (LuwteConversation *self);
/* The vault's object id of this session: what notes, flags and drafts hang on. */
const char *luwte_conversation_get_object_id (LuwteConversation *self);
/* (nullable): the dossier whose notes may be shown beside it; NULL while the question is open */
const char *luwte_conversation_get_dossier_id (LuwteConversation *self);
LuwteIdentity luwte_conversation_get_identity (LuwteConversation *self);
const char *luwte_conversation_get_line (LuwteConversation *self);
const char *luwte_conversation_get_channel (LuwteConversation *self);

/* (transfer none): LuwteMessage, oldest first, ours included with their delivery state */
GListModel *luwte_conversation_get_messages (LuwteConversation *self);

/* Property "listed": FALSE once the service no longer lists it as ours. That is a question to the
 * counsellor, never an erasure: the conversation stays until she closes it. */
gboolean luwte_conversation_get_listed (LuwteConversation *self);
/* Property "ending": closing, release or transfer is under way; nothing more can be sent. */
gboolean luwte_conversation_get_ending (LuwteConversation *self);

/* The answer to "Same person?". yes joins this session to the earlier dossier. */
void luwte_conversation_answer_identity_async (LuwteConversation *self, gboolean same_person,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback, gpointer user_data);
gboolean luwte_conversation_answer_identity_finish (LuwteConversation *self, GAsyncResult *result,
                                                    GError **error);

/* Into the outbox of the vault first, then out. Answers when it is safe in the outbox; delivery is
 * seen on the message. Clears the message draft. */
void luwte_conversation_send_async (LuwteConversation *self, LuwteOutgoing *outgoing,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean luwte_conversation_send_finish (LuwteConversation *self, GAsyncResult *result,
                                         GError **error);
/* Fetches what the service has, for luwtectl and for a reader who does not trust the list. */
void luwte_conversation_history_async (LuwteConversation *self, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
gboolean luwte_conversation_history_finish (LuwteConversation *self, GAsyncResult *result,
                                            GError **error);
/* The counsellor decides: a FAILED or UNCERTAIN message is sent again, or dropped. */
void luwte_conversation_retry (LuwteConversation *self, LuwteMessage *message);
void luwte_conversation_drop (LuwteConversation *self, LuwteMessage *message);

/* What stands in the message box, kept in the vault at most two seconds later. */
void luwte_conversation_set_draft (LuwteConversation *self, const char *text);
const char *luwte_conversation_get_draft (LuwteConversation *self);
void luwte_conversation_set_typing (LuwteConversation *self, gboolean typing);
void luwte_conversation_mark_read (LuwteConversation *self);
/* On the screen now: messages are watched closely. */
void luwte_conversation_set_shown (LuwteConversation *self, gboolean shown);

/**
 * luwte_conversation_look_at_file_async:
 * @message: one of the visitor's, with luwte_file_count() files
 * @index: which of them, from 0
 *
 * What the service says of a file (LUWTE_CAPABILITY_FILES), its bytes left where they are.
 * luwte_conversation_look_at_file_finish() returns: (transfer full)
 */
void luwte_conversation_look_at_file_async (LuwteConversation *self, LuwteMessage *message,
                                            guint index, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
LuwteFile *luwte_conversation_look_at_file_finish (LuwteConversation *self, GAsyncResult *result,
                                                   GError **error);
/**
 * luwte_conversation_save_file_async:
 * @path: where it is to stand; a file that stands there is replaced
 * @progress: (nullable): told how much has come, until the answer
 *
 * Fetches a file and writes it where the counsellor said, outside of the vault: whole or not at all.
 * Until it is written it is in memory alone, and wiped there. Errors: LUWTE_SERVICE_ERROR, and
 * #GIOErrorEnum for what the disk says.
 */
void luwte_conversation_save_file_async (LuwteConversation *self, LuwteMessage *message,
                                         guint index, const char *path,
                                         LuwteFileProgressFunc progress, gpointer progress_data,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean luwte_conversation_save_file_finish (LuwteConversation *self, GAsyncResult *result,
                                              GError **error);

typedef struct
{
  const char *topic;                /* code, required */
  const char *const *circumstances; /* codes, nullable */
  gboolean transcript;
} LuwteClosing;

/**
 * luwte_conversation_close_async:
 * @closing: topic, circumstances, transcript; copied
 *
 * Ends the session at the service, which checks the effect, then in the vault. What the profile
 * keeps only as long as the session is erased before the answer comes. A session that the service
 * no longer lists is closed in the vault alone. Errors: LUWTE_POLICY_ERROR_REFUSED for a topic that
 * the profile does not have; on any error nothing has changed here.
 */
void luwte_conversation_close_async (LuwteConversation *self, const LuwteClosing *closing,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
void luwte_conversation_release_async (LuwteConversation *self, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
void luwte_conversation_transfer_async (LuwteConversation *self, const char *target,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
/* The same with what only some services can do. consent: the visitor agreed. note: (nullable): for who
 * takes over, never for the visitor's eyes (LUWTE_CAPABILITY_TRANSFER_NOTE). */
void luwte_conversation_hand_over_async (LuwteConversation *self, const char *target,
                                         gboolean consent, LuwteAside *note,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean luwte_conversation_done_finish (LuwteConversation *self, GAsyncResult *result,
                                         GError **error);

G_END_DECLS
