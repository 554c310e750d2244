/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-enums.h"
#include "luwte-session.h"
#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_LIVE (luwte_live_get_type ())
G_DECLARE_FINAL_TYPE (LuwteLive, luwte_live, LUWTE, LIVE, GObject)

/* The queue, claiming and the sessions that are mine. It outlives a lock: while the vault is
 * closed it goes on counting who waits and delivers what was already accepted for sending, and
 * knows no text.
 *
 * Properties: "connection" (LuwteConnection as int), "lost-since" (gint64), "waiting-count",
 * "unread-count" (uint), "available" (boolean), "capabilities" (flags).
 * Signals: "arrived" (LuwteSession): somebody new waits, once per arrival.
 *          "session-erased" (const char *session_id): the service erased it. Mirrored at once,
 *          or, when it is open here, once it is closed; more than five in an hour wait for
 *          luwte_live_confirm_erasures() ("erasures-waiting", uint).
 *          "vanished" (const char *session_id): one of mine is no longer listed there; a question,
 *          never an erasure. While locked, "arrived" carries a session without a nickname. */

LuwteLive *luwte_live_new (LuwteService *service, LuwtePolicy *policy);
/* Before set_vault(), where it was not known or another one was chosen. */
void luwte_live_set_policy (LuwteLive *self, LuwtePolicy *policy);
/* NULL when locking: forgets every conversation and all text. service_id: the vault's object id. */
void luwte_live_set_vault (LuwteLive *self, LuwteVault *vault, const char *service_id);

/* As luwtectl: no question to the service and no message out unless asked by name; conversations
 * come by luwte_live_open_async() alone. Before set_vault(). */
void luwte_live_set_quiet (LuwteLive *self, gboolean quiet);

/* What the profile keeps only as long as the session must go when it is closed; erasing is not done
 * here. Called before a close answers; @task is answered with a boolean when it is gone. */
typedef void (*LuwteForgetFunc) (gpointer data, GTask *task);
void luwte_live_set_forget_func (LuwteLive *self, LuwteForgetFunc func, gpointer data);

void luwte_live_start (LuwteLive *self);
void luwte_live_stop (LuwteLive *self);
/* After the computer has slept: asks for everything at once. A change of network does so by itself. */
void luwte_live_retry_now (LuwteLive *self);

LuwteConnection luwte_live_get_connection (LuwteLive *self);
gint64 luwte_live_get_lost_since (LuwteLive *self);
guint luwte_live_get_waiting_count (LuwteLive *self);
guint luwte_live_get_unread_count (LuwteLive *self);
/* (nullable): as whom we are known at the service */
const char *luwte_live_get_user_name (LuwteLive *self);
/* Unix s of the service's latest Date header, 0 when there was none (policy, retention rule 9). */
gint64 luwte_live_get_server_time (LuwteLive *self);
LuwteCapabilities luwte_live_get_capabilities (LuwteLive *self);
gboolean luwte_live_get_available (LuwteLive *self);
void luwte_live_set_available (LuwteLive *self, gboolean available);
void luwte_live_set_attention (LuwteLive *self, gboolean in_use);

/* (transfer none): LuwteSession, longest waiting first */
GListModel *luwte_live_get_waiting (LuwteLive *self);
/* (transfer none): LuwteConversation, in the order of claiming */
GListModel *luwte_live_get_mine (LuwteLive *self);
/* (transfer none): the questions at the service; empty without LUWTE_CAPABILITY_QUESTIONS */
LuwteInbox *luwte_live_get_inbox (LuwteLive *self);
/* (transfer none): what the team says; empty without LUWTE_CAPABILITY_TEAM */
LuwteSideTalk *luwte_live_get_side_talk (LuwteLive *self);

/**
 * luwte_live_targets_async:
 *
 * To whom a conversation can be handed, asked of the service (LUWTE_CAPABILITY_TARGETS).
 * luwte_live_targets_finish() returns: (transfer full) (element-type LuwteTarget)
 */
void luwte_live_targets_async (LuwteLive *self, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_live_targets_finish (LuwteLive *self, GAsyncResult *result, GError **error);

/**
 * luwte_live_claim_async:
 * @session_id: the service's id of a waiting session
 *
 * Asks the service first; after its yes one transaction of the vault records the session and finds
 * its dossier. Errors: LUWTE_SERVICE_ERROR_TAKEN when a colleague was first (nothing is stored), any
 * other LUWTE_SERVICE_ERROR, LUWTE_VAULT_ERROR when it could not be recorded (the session is then
 * given back), LUWTE_VAULT_ERROR_CLOSED while locked, G_IO_ERROR_PENDING when it is being claimed
 * already. The answer does not wait for the history; that comes into the list of messages.
 *
 * Returns: (transfer full): the conversation, from luwte_live_claim_finish()
 */
void luwte_live_claim_async (LuwteLive *self, const char *session_id, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
LuwteConversation *luwte_live_claim_finish (LuwteLive *self, GAsyncResult *result, GError **error);

/* The counsellor's word on erasures at the service that were too many to be mirrored unasked. */
guint luwte_live_get_erasures_waiting (LuwteLive *self);
void luwte_live_confirm_erasures (LuwteLive *self, gboolean mirror);

/* Without start(), for luwtectl: (transfer full) (element-type LuwteSession) */
void luwte_live_queue_async (LuwteLive *self, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_live_queue_finish (LuwteLive *self, GAsyncResult *result, GError **error);
/* A conversation that is mine already, by the service's session id: for luwtectl and after a restart. */
void luwte_live_open_async (LuwteLive *self, const char *session_id, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
LuwteConversation *luwte_live_open_finish (LuwteLive *self, GAsyncResult *result, GError **error);

/* A message is on its way in this moment; better wait before the process ends. */
gboolean luwte_live_is_sending (LuwteLive *self);
/* While locked: what another process needs to go on, a floating a{sv}; and, in that process, before
 * start(). */
GVariant *luwte_live_hand_over (LuwteLive *self);
void luwte_live_take_over (LuwteLive *self, GVariant *state);

G_END_DECLS
