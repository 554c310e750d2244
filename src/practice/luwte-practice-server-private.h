/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "luwte-practice-json.h"
#include "luwte-practice-server.h"
#include "luwte-practice-trouble.h"

G_BEGIN_DECLS

struct _LuwtePracticeServer
{
  GObject parent_instance;

  SoupServer *soup;
  LuwtePracticeRoom *room;
  LuwtePracticeDesk *desk;
  LuwtePracticeLog *log;
  LuwtePracticeStage *stage;
  LuwtePracticeTrouble *trouble;
  guint port;
  char *visitor_key;
  char *trainer_key;
  GHashTable *tokens;   /* token -> LuwtePracticeAccount, borrowed */
  GPtrArray *listeners; /* of events, see luwte-practice-events.c */
  guint beat_id;
};

/* One request on its way through. path: (array zero-terminated=1): its parts, "v1" first. */
typedef struct
{
  LuwtePracticeServer *server;
  SoupServerMessage *message;
  const char *method;
  char **path;
  guint n_path;
  GHashTable *query; /* nullable */
  JsonObject *body;  /* nullable: for POST alone */
} LuwtePracticeCall;

/* Whether a client asks for what is in the list and the events, but for no names and texts. */
gboolean luwte_practice_wants_no_texts (GHashTable *query);

/* Each answers the message in any case. */
void luwte_practice_api_handle (LuwtePracticeCall *call);
/* FALSE, with nothing answered, when the path is not one of these. */
gboolean luwte_practice_api_extras_handle (LuwtePracticeCall *call, LuwtePracticeAccount *account);
void luwte_practice_api_block (LuwtePracticeCall *call, LuwtePracticeSession *session);
void luwte_practice_visitor_handle (LuwtePracticeCall *call);
void luwte_practice_trainer_handle (LuwtePracticeCall *call);

/* A file of the resources. */
void luwte_practice_serve (LuwtePracticeCall *call, const char *name, const char *type);
/* Whether the bearer token is key. */
gboolean luwte_practice_holds_key (LuwtePracticeCall *call, const char *key);

void luwte_practice_events_attach (LuwtePracticeServer *self);
void luwte_practice_events_detach (LuwtePracticeServer *self);
/* Every listener is hung up on. */
void luwte_practice_events_hang_up (LuwtePracticeServer *self);

/* (nullable): the bearer token of a request */
const char *luwte_practice_bearer (SoupServerMessage *message);
/* (nullable): whose token the request carries */
LuwtePracticeAccount *luwte_practice_server_authenticate (LuwtePracticeServer *self,
                                                          SoupServerMessage *message);

/* json: (transfer full) */
void luwte_practice_reply (SoupServerMessage *message, guint status, char *json);
void luwte_practice_reply_done (SoupServerMessage *message);
/* code: for programs, text: for a log */
void luwte_practice_reply_error (SoupServerMessage *message, guint status, const char *code,
                                 const char *text);
void luwte_practice_reply_verdict (SoupServerMessage *message, LuwtePracticeVerdict verdict);
/* TRUE when the member is a string of 1 to max bytes; else the error is answered. */
gboolean luwte_practice_take_string (LuwtePracticeCall *call, const char *member, gsize max,
                                     const char **value);

G_END_DECLS
