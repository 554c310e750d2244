/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-inbox-private.h"
#include "luwte-live-store.h"
#include "luwte-live.h"
#include "luwte-outbox.h"
#include "luwte-policy.h"
#include "luwte-service.h"
#include "luwte-side-talk-private.h"
#include "luwte-vault.h"

G_BEGIN_DECLS

/* What the files of live/ share. */

struct _LuwteLive
{
  GObject parent_instance;

  /* owned */
  LuwteService *service;
  LuwtePolicy *policy;
  LuwteVault *vault; /* NULL while locked */
  char *service_id;
  LuwteOutbox *outbox;
  LuwteInbox *inbox;
  LuwteSideTalk *side_talk;
  GListStore *waiting;
  GListStore *mine;
  GCancellable *unlocked;   /* cancelled when the vault goes */
  GHashTable *waiting_ids;  /* ids, so that they can be counted without text */
  GHashTable *announced;    /* ids of waiting sessions that were told of */
  GHashTable *recording;    /* session id to GPtrArray of GTask */
  GHashTable *claiming;     /* ids under way: an event must not adopt them first */
  GPtrArray *last_sessions; /* what the service listed while conversations were being restored */
  GQueue erased_times;      /* of erase events, for the limit of rule 10 */
  GPtrArray *erased_ids;    /* erasures that wait for the counsellor's word */

  LuwteForgetFunc forget;
  gpointer forget_data;

  gulong network_handler;
  guint network_source;

  gboolean started;
  gboolean quiet;
  gboolean erasures_ask; /* too many in an hour */
  gboolean restoring;
  gboolean refresh_after_restore;
  gboolean catch_up; /* histories are asked for once more behind the first list after an unlock */
  gboolean available;
  gboolean available_asked; /* by the counsellor, in this run */
  gboolean seen_lookup;
  guint unread;
};

/* luwte-live.c */
void luwte_live_tell_available (LuwteLive *self);
void luwte_live_notify_service (LuwteLive *self, const char *property);
void luwte_live_notify_waiting (LuwteLive *self);
void luwte_live_notify_erasures (LuwteLive *self);
void luwte_live_emit_arrived (LuwteLive *self, LuwteSession *session);
void luwte_live_emit_erased (LuwteLive *self, const char *session_id);
void luwte_live_emit_vanished (LuwteLive *self, const char *session_id);

/* luwte-live-network.c */
void luwte_live_watch_network (LuwteLive *self);
void luwte_live_unwatch_network (LuwteLive *self);

/* luwte-live-sessions.c: what the service lists and tells */
void luwte_live_connect_service (LuwteLive *self);
void luwte_live_take_sessions (LuwteLive *self, GPtrArray *sessions);
void luwte_live_refresh (LuwteLive *self);
LuwteConversation *luwte_live_find (LuwteLive *self, const char *session_id);
void luwte_live_forget_conversation (LuwteLive *self, LuwteConversation *conversation);
void luwte_live_update_unread (LuwteLive *self);
void luwte_live_look_up_seen (LuwteLive *self);
void luwte_live_clear_waiting (LuwteLive *self);
void luwte_live_remove_waiting (LuwteLive *self, const char *session_id);

/* luwte-live-claim.c: from the service's yes to a conversation */
void luwte_live_adopt_async (LuwteLive *self, LuwteSession *session, GAsyncReadyCallback callback,
                             gpointer data);
LuwteConversation *luwte_live_adopt_finish (LuwteLive *self, GAsyncResult *result, GError **error);
LuwteConversation *luwte_live_add_kept (LuwteLive *self, LuwteSession *session,
                                        LuwteKeptSession *kept);
void luwte_live_restore (LuwteLive *self);

/* luwte-live-settle.c: the outbox and the vault */
void luwte_live_outbox_changed_cb (LuwteOutboxItem *item, gpointer data);
void luwte_live_outbox_mark_cb (LuwteOutboxItem *item, gpointer data);
void luwte_live_settle_all (LuwteLive *self);

/* luwte-live-erased.c: an erasure at the service */
gboolean luwte_live_erasure_waits (LuwteLive *self, const char *session_id);
void luwte_live_take_erased (LuwteLive *self, const char *session_id);
void luwte_live_mirror_waiting (LuwteLive *self);
void luwte_live_mirror_closed (LuwteLive *self, const char *session_id);

/* TRUE when the line keeps messages, so that they may stand in the vault. */
gboolean luwte_live_caches (LuwteLive *self, const char *line);

G_END_DECLS
