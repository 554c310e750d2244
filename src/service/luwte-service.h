/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-aside.h"
#include "luwte-enums.h"
#include "luwte-message.h"
#include "luwte-outgoing.h"
#include "luwte-session.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteServiceError:
 * @LUWTE_SERVICE_ERROR_UNREACHABLE: no answer; what was asked surely did not happen
 * @LUWTE_SERVICE_ERROR_UNCERTAIN: the answer was lost; it may have happened
 * @LUWTE_SERVICE_ERROR_REFUSED: the secret or the role is not accepted
 * @LUWTE_SERVICE_ERROR_TAKEN: a colleague has the session
 * @LUWTE_SERVICE_ERROR_NOT_FOUND: no such session
 * @LUWTE_SERVICE_ERROR_NOT_DONE: the service said yes, its effect says no (read back)
 * @LUWTE_SERVICE_ERROR_PROTOCOL: the answer is not what it should be
 * @LUWTE_SERVICE_ERROR_INSECURE: no TLS, or a certificate that does not hold; final
 * @LUWTE_SERVICE_ERROR_UNSUPPORTED: this service cannot do it
 */
typedef enum
{
  LUWTE_SERVICE_ERROR_UNREACHABLE,
  LUWTE_SERVICE_ERROR_UNCERTAIN,
  LUWTE_SERVICE_ERROR_REFUSED,
  LUWTE_SERVICE_ERROR_TAKEN,
  LUWTE_SERVICE_ERROR_NOT_FOUND,
  LUWTE_SERVICE_ERROR_NOT_DONE,
  LUWTE_SERVICE_ERROR_PROTOCOL,
  LUWTE_SERVICE_ERROR_INSECURE,
  LUWTE_SERVICE_ERROR_UNSUPPORTED,
} LuwteServiceError;
#define LUWTE_SERVICE_ERROR (luwte_service_error_quark ())
GQuark luwte_service_error_quark (void);

#define LUWTE_TYPE_SERVICE (luwte_service_get_type ())
G_DECLARE_DERIVABLE_TYPE (LuwteService, luwte_service, LUWTE, SERVICE, GObject)

/**
 * LuwteServiceClass:
 *
 * What a chat service is. An adapter (bridge, lhc) subclasses it, reports state and never opens a
 * dialog. It sees no vault and no window. What it hands out are fresh LuwteSession and
 * LuwteMessage objects, made by allow-list; nothing else of an answer outlives the receive buffer,
 * which is wiped.
 */
struct _LuwteServiceClass
{
  GObjectClass parent_class;

  void (*start) (LuwteService *self);
  void (*stop) (LuwteService *self);
  void (*call) (LuwteService *self, GTask *task, int op, gconstpointer args);
  /* nullable: what stands in luwte-service-extras.h; without it, all of that is UNSUPPORTED */
  void (*call_extra) (LuwteService *self, GTask *task, int op, gconstpointer args);
  void (*watch) (LuwteService *self, const char *session_id, gboolean watched);
  void (*set_typing) (LuwteService *self, const char *session_id, gboolean typing);
  void (*set_attention) (LuwteService *self, gboolean in_use);
  /* nullable: it trusts what the system trusts, and nothing else can be said */
  gboolean (*set_authority) (LuwteService *self, const char *pem, GError **error);
  /* nullable: luwte_service_is_count_only() has changed, or luwte_service_retry_now() was called;
   * what is under way is asked for anew */
  void (*count_only_changed) (LuwteService *self);
};

/* Properties: "state" (LuwteConnection as int), "lost-since" (gint64 unix s, 0 when not lost),
 * "capabilities" (before the first answer what the protocol promises of every server),
 * "user-name" (NULL before the first answer), "skipped-events" (uint).
 *
 * Signals, all in the thread that called start():
 *   sessions (GPtrArray of LuwteSession)  the whole truth: waiting and mine; what is not in it is
 *                                         no longer listed at the service (a question, policy
 *                                         rule 10, never an erasure)
 *   session-changed (LuwteSession)        one of them changed or is new
 *   message (LuwteMessage)                in a watched session, either side; may repeat an id
 *   missed ()                             messages may have come that "message" did not tell of and
 *                                         will not: whoever shows a watched session asks for its
 *                                         history, until there is one
 *   typing (const char *session_id, gboolean)
 *   read-up-to (const char *session_id, const char *message_id)
 *   session-erased (const char *session_id)  an explicit erasure at the service
 *   team-message (LuwteTeamMessage)          somebody said something to the team; once each
 *   questions (GPtrArray of LuwteQuestion)   the whole truth: open ones and this counsellor's own
 *   question-changed (LuwteQuestion)         one of them changed, is new, or is GONE */

/* Connects, keeps connected with back-off and jitter until stop(); "state" tells how it stands. */
void luwte_service_start (LuwteService *self);
void luwte_service_stop (LuwteService *self);
/* The network is another one, or the computer has slept: what is under way is asked for anew, and
 * what waits for its turn is tried at once. Nothing where tries have ended (REFUSED). */
void luwte_service_retry_now (LuwteService *self);

LuwteConnection luwte_service_get_state (LuwteService *self);
gint64 luwte_service_get_lost_since (LuwteService *self);
LuwteCapabilities luwte_service_get_capabilities (LuwteService *self);
const char *luwte_service_get_user_name (LuwteService *self);

/* Instant of the latest Date header of an answer over checked TLS or loopback, 0 when there was
 * none (policy, retention rule 9). */
gint64 luwte_service_get_server_time (LuwteService *self);

/**
 * luwte_service_set_authority:
 * @pem: certificates of authorities, as text
 *
 * Before it is started: servers are believed whom one of these vouches for, and no others, not those
 * either that the system would believe.
 *
 * Returns: %FALSE with LUWTE_SERVICE_ERROR_PROTOCOL when that is no certificate, and with
 *   LUWTE_SERVICE_ERROR_UNSUPPORTED where an adapter knows no authorities
 */
gboolean luwte_service_set_authority (LuwteService *self, const char *pem, GError **error);

/* One round of log in and look; works without start(). Fills user name and capabilities. */
void luwte_service_check_async (LuwteService *self, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
gboolean luwte_service_check_finish (LuwteService *self, GAsyncResult *result, GError **error);

/* (transfer full) (element-type LuwteSession): waiting and mine; works without start() */
void luwte_service_list_async (LuwteService *self, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_service_list_finish (LuwteService *self, GAsyncResult *result, GError **error);

/* Answers only after the effect was seen: (transfer full) the session as ours, or TAKEN. */
void luwte_service_claim_async (LuwteService *self, const char *session_id,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
LuwteSession *luwte_service_claim_finish (LuwteService *self, GAsyncResult *result, GError **error);

void luwte_service_release_async (LuwteService *self, const char *session_id,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
/* topic: (nullable): told to the service only if it can keep it. transcript: mail it to the visitor. */
void luwte_service_close_async (LuwteService *self, const char *session_id, const char *topic,
                                gboolean transcript, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
void luwte_service_erase_async (LuwteService *self, const char *session_id,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
/* target: a colleague's user name or "department:ID" (luwte_service_targets_async() lists them).
 * consent: the visitor agreed. note: (nullable): for who takes over, never for the visitor's eyes;
 * UNSUPPORTED, and nothing is done, without LUWTE_CAPABILITY_TRANSFER_NOTE. */
void luwte_service_transfer_async (LuwteService *self, const char *session_id, const char *target,
                                   gboolean consent, LuwteAside *note, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
void luwte_service_set_available_async (LuwteService *self, gboolean available,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean luwte_service_done_finish (LuwteService *self, GAsyncResult *result, GError **error);

/* (transfer full) (element-type LuwteMessage): oldest first. after_id: (nullable) */
void luwte_service_history_async (LuwteService *self, const char *session_id, const char *after_id,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *luwte_service_history_finish (LuwteService *self, GAsyncResult *result, GError **error);

/* (transfer full): the message with the service's id. The only function that takes text to a
 * visitor, and it takes a LuwteOutgoing. UNCERTAIN means: perhaps sent. */
void luwte_service_send_async (LuwteService *self, const char *session_id, LuwteOutgoing *outgoing,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
LuwteMessage *luwte_service_send_finish (LuwteService *self, GAsyncResult *result, GError **error);

/* Which sessions are open on the screen or mine: their messages and typing are signalled. */
void luwte_service_watch (LuwteService *self, const char *session_id, gboolean watched);
void luwte_service_set_typing (LuwteService *self, const char *session_id, gboolean typing);
/* Whether the window is in use: polling adapters slow down when it is not. */
void luwte_service_set_attention (LuwteService *self, gboolean in_use);
/* While the vault is locked: who waits is counted and erasures are told, but no name and no text is
 * asked for, and none is signalled. When it ends, the whole list is told anew by "sessions"; what
 * was said meanwhile is for history. */
void luwte_service_set_count_only (LuwteService *self, gboolean count_only);

G_END_DECLS
