/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-conversation.h"
#include "luwte-live-private.h"

G_BEGIN_DECLS

struct _LuwteConversation
{
  GObject parent_instance;

  /* borrowed; NULL once the vault was locked or the session has ended */
  LuwteLive *live;

  /* owned */
  LuwteSession *session;
  char *object_id;
  char *dossier_id;
  char *candidate_id;
  char *line;
  char *channel;
  GListStore *messages;
  GHashTable *by_id;        /* the service's id to LuwteMessage */
  GHashTable *by_client_id; /* ours to LuwteMessage */
  char *draft;
  char *complete_id; /* the service's id up to which nothing is missing */

  LuwteIdentity identity;
  LuwteDay active_day; /* the vault knows that something happened on it */
  guint draft_source;
  guint history_source; /* it failed, and is asked for again */
  guint history_tries;
  gboolean listed;
  gboolean shown;
  gboolean typing;
  gboolean ending;
  gboolean history_loaded;
  gboolean history_due;    /* asked for, or failed: events alone may leave a hole */
  gpointer history_task;   /* the latest that was asked for; only compared */
  gboolean history_counts; /* what the first history brings is unread */
};

LuwteConversation *luwte_conversation_new (LuwteLive *live, LuwteSession *session,
                                           const LuwteKeptSession *kept);
/* Merges: a message the list has already is only updated. (transfer none) (element-type
 * LuwteMessage). Returns how many of the visitor's were new. */
guint luwte_conversation_take_messages (LuwteConversation *self, GPtrArray *messages);
void luwte_conversation_receive (LuwteConversation *self, GPtrArray *messages,
                                 gboolean count_unread);
/* page: a history, taken in already, in the service's order; after: (nullable): it was asked from
 * there on. What shares a second stands as it does there. */
void luwte_conversation_take_order (LuwteConversation *self, GPtrArray *page, const char *after);
void luwte_conversation_load_history (LuwteConversation *self);
void luwte_conversation_take_item (LuwteConversation *self, LuwteOutboxItem *item);
void luwte_conversation_take_read (LuwteConversation *self, const char *message_id);
void luwte_conversation_set_listed (LuwteConversation *self, gboolean listed);
void luwte_conversation_set_ending (LuwteConversation *self, gboolean ending);
void luwte_conversation_set_identity (LuwteConversation *self, LuwteIdentity identity,
                                      const char *dossier_id);
void luwte_conversation_clear_draft (LuwteConversation *self);
void luwte_conversation_flush_draft (LuwteConversation *self);
/* Wipes what can be read; whoever still holds it holds an empty shell. */
void luwte_conversation_forget (LuwteConversation *self);

G_END_DECLS
