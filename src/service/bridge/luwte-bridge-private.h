/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-backoff.h"
#include "luwte-bridge-parse.h"
#include "luwte-bridge-service.h"
#include "luwte-http.h"
#include "luwte-service-private.h"

G_BEGIN_DECLS

struct _LuwteBridgeService
{
  LuwteService parent_instance;

  LuwteHttp *http;
  char *user;
  LuwteSecret *secret;

  /* luwte-bridge-request.c */
  LuwteSecret *token; /* nullable: not logged in */
  guint version;      /* of the protocol, settled at log-in */
  GPtrArray *waiting; /* GTask: requests until the log-in under way is over; NULL when none is */

  /* luwte-bridge-events.c */
  GCancellable *running; /* from start() to stop() */
  GSource *timer;        /* the next try, or the watch over a silent socket */
  LuwteBackoff backoff;
  SoupWebsocketConnection *socket;
  gint64 heard_at; /* monotonic: the latest frame */
  char *epoch;     /* NULL: the list has to be asked for */
  gint64 seq;
  GHashTable *watched; /* session ids */
  gint available;      /* -1: never said */

  /* luwte-bridge-extras.c */
  GQueue team_seen;    /* ids of messages to the team, latest last */
  gboolean team_known; /* team_seen says what was told before */

  GHashTable *typing; /* session ids that we have said we type in */
};

/**
 * LuwteBridgeRequest:
 * @path: below the version ("/me"); copied
 * @json: (nullable) (transfer full): what is posted; %NULL is a GET
 * @retry: it may be done twice, so a lost answer is asked for once more
 */
typedef struct
{
  const char *path;
  char *json;
  gboolean retry;
} LuwteBridgeRequest;

/* Logs in where needed, once more when the service has forgotten us, and answers with the object of
 * a 200, or with an error of LUWTE_SERVICE_ERROR. The object is wiped by luwte_bridge_answer_free(). */
void luwte_bridge_request_async (LuwteBridgeService *self, const LuwteBridgeRequest *request,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
JsonObject *luwte_bridge_request_finish (LuwteBridgeService *self, GAsyncResult *result,
                                         GError **error);
void luwte_bridge_answer_free (JsonObject *answer);
/* (transfer full): path below the version that was settled */
char *luwte_bridge_path (LuwteBridgeService *self, const char *path);
/* (transfer full): the header's value; wiped by the caller */
char *luwte_bridge_authorization (LuwteBridgeService *self);
void luwte_bridge_forget_token (LuwteBridgeService *self);

/* (transfer full): what is posted to log in; wiped when it goes */
GBytes *luwte_bridge_login_body (const char *user, LuwteSecret *secret);

/* Takes what GET me answered. */
gboolean luwte_bridge_take_me (LuwteBridgeService *self, JsonObject *answer, GError **error);
void luwte_bridge_call (LuwteService *service, GTask *task, int op, gconstpointer args);
/* Answers task with value, or with error, and gives it back. free_func: NULL for a boolean */
void luwte_bridge_finish (GTask *task, gpointer value, GDestroyNotify free_func, GError *error);
/* (transfer full): an object of at most two texts; NULL ones are left out */
char *luwte_bridge_json (const char *first, const char *first_value, const char *second,
                         const char *second_value);

void luwte_bridge_call_extra (LuwteService *service, GTask *task, int op, gconstpointer args);
/* After the list was told anew: questions, and what the team said meanwhile. */
void luwte_bridge_extras_refresh (LuwteBridgeService *self);
void luwte_bridge_extras_reset (LuwteBridgeService *self);
/* Once each. */
void luwte_bridge_report_team (LuwteBridgeService *self, LuwteTeamMessage *message);

void luwte_bridge_events_start (LuwteService *service);
void luwte_bridge_events_stop (LuwteService *service);
void luwte_bridge_events_count_only_changed (LuwteService *service);

G_END_DECLS
