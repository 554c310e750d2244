/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-conversation.h"
#include "luwte-day.h"
#include "luwte-outbox.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* What live/ keeps in the vault: each function below is one transaction. Of live/ alone. */

/* How the nickname of a new session is looked up (policy, "A nickname is not a person"). */
typedef enum
{
  LUWTE_NICKNAME_FREE,    /* anybody can bear it: asked */
  LUWTE_NICKNAME_ACCOUNT, /* the service vouches for it: joined */
  LUWTE_NICKNAME_GENERIC, /* the service gives it to everybody: never joined */
  LUWTE_NICKNAME_UNKEPT,  /* the line knows no dossiers */
} LuwteNicknameKind;

/* A session that is open in the vault, with all that hangs on it. */
typedef struct
{
  char *object_id;
  char *dossier_id;   /* (nullable): its own, or the one it was joined to */
  char *candidate_id; /* (nullable): the earlier dossier that the question is about */
  char *remote_id;
  char *nickname;
  char *department; /* (nullable) */
  char *line;
  char *channel;
  LuwteIdentity identity;
  gint64 opened;
  char *draft;         /* (nullable) */
  GPtrArray *messages; /* (element-type LuwteMessage) */
  GPtrArray *outbox;   /* (element-type LuwteOutboxItem) */
} LuwteKeptSession;

void luwte_kept_session_free (LuwteKeptSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteKeptSession, luwte_kept_session_free)

/* Records a claimed session, or finds it when the vault has it open already. */
typedef struct
{
  const char *service_id;
  const char *remote_id;
  const char *nickname;
  const char *department; /* (nullable) */
  const char *line;
  const char *channel;
  LuwteNicknameKind kind;
  gint64 now;
  LuwteDay day;
} LuwteRecordRequest;
void luwte_store_record_async (LuwteVault *vault, const LuwteRecordRequest *request,
                               GAsyncReadyCallback callback, gpointer data);
/* (transfer full) */
LuwteKeptSession *luwte_store_record_finish (LuwteVault *vault, GAsyncResult *result,
                                             GError **error);

/* All sessions of this service that are open in the vault: (element-type LuwteKeptSession) */
void luwte_store_load_async (LuwteVault *vault, const char *service_id,
                             GAsyncReadyCallback callback, gpointer data);
GPtrArray *luwte_store_load_finish (LuwteVault *vault, GAsyncResult *result, GError **error);

/* same_person: the session moves to the earlier dossier with all that was written in it; otherwise
 * it gets one of its own. */
void luwte_store_answer_async (LuwteVault *vault, const char *object_id, const char *candidate_id,
                               gboolean same_person, LuwteDay day, GAsyncReadyCallback callback,
                               gpointer data);
/* (transfer full): the dossier it belongs to now */
char *luwte_store_answer_finish (LuwteVault *vault, GAsyncResult *result, GError **error);

void luwte_store_draft_async (LuwteVault *vault, const char *object_id, const char *text, gint64 at,
                              GAsyncReadyCallback callback, gpointer data);

/* Adds the item's row and clears the message draft of the session. */
void luwte_store_outbox_async (LuwteVault *vault, LuwteOutboxItem *item, LuwteDelivery delivery,
                               GAsyncReadyCallback callback, gpointer data);
void luwte_store_outbox_state_async (LuwteVault *vault, const char *client_id,
                                     LuwteDelivery delivery, GAsyncReadyCallback callback,
                                     gpointer data);
/* The row goes; message: (nullable): stays as a cached message. */
void luwte_store_settle_async (LuwteVault *vault, LuwteOutboxItem *item, LuwteMessage *message,
                               LuwteDay day, GAsyncReadyCallback callback, gpointer data);

/* The session was active on @day. messages: (element-type LuwteMessage): kept; zone: whose days
 * they belong to. */
void luwte_store_messages_async (LuwteVault *vault, const char *object_id, GPtrArray *messages,
                                 GTimeZone *zone, LuwteDay day, GAsyncReadyCallback callback,
                                 gpointer data);

typedef struct
{
  const char *object_id;
  const char *topic;                /* (nullable): released or transferred */
  const char *const *circumstances; /* (nullable) */
  gboolean counters;                /* whether the profile counts by month */
  gint64 now;
  LuwteDay day;
} LuwteCloseRequest;
void luwte_store_close_async (LuwteVault *vault, const LuwteCloseRequest *request,
                              GAsyncReadyCallback callback, gpointer data);

/* An erasure at the service, mirrored as far as the rules allow: luwte-live-store-erase.c. */
void luwte_store_erase_async (LuwteVault *vault, LuwtePolicy *policy, const char *service_id,
                              const char *remote_id, GAsyncReadyCallback callback, gpointer data);

/* For all that answers nothing. */
gboolean luwte_store_done_finish (LuwteVault *vault, GAsyncResult *result, GError **error);

/* Which of these nicknames were here before: (transfer full) (element-type utf8) a set */
void luwte_store_seen_async (LuwteVault *vault, const char *service_id,
                             const char *const *nicknames, GAsyncReadyCallback callback,
                             gpointer data);
GHashTable *luwte_store_seen_finish (LuwteVault *vault, GAsyncResult *result, GError **error);

G_END_DECLS
