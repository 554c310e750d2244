/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-enums.h"
#include "luwte-json.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* The allow-list: what is named in luwte-bridge-parse.c is taken out of an answer or an event, and
 * nothing else can leave the adapter, whatever a server adds. Sizes are those of
 * docs/bridge-protocol.md. Errors: LUWTE_SERVICE_ERROR_PROTOCOL. */

#define LUWTE_BRIDGE_MAX_TEXT      32768
#define LUWTE_BRIDGE_MAX_NAME      200
#define LUWTE_BRIDGE_MAX_ID        64
#define LUWTE_BRIDGE_MAX_TOKEN     512
#define LUWTE_BRIDGE_MAX_SESSIONS  1000
#define LUWTE_BRIDGE_MAX_NOTE      8192
#define LUWTE_BRIDGE_MAX_TARGETS   500 /* colleagues, and departments */
#define LUWTE_BRIDGE_MAX_QUESTIONS 500
#define LUWTE_BRIDGE_MAX_LINKS     1000
#define LUWTE_BRIDGE_MAX_HELD      1000
#define LUWTE_BRIDGE_MAX_NICKNAMES 100 /* of one link */
/* The version of the protocol that this adapter speaks. */
#define LUWTE_BRIDGE_VERSION    1
#define LUWTE_BRIDGE_MAX_PAGE   200
#define LUWTE_BRIDGE_MAX_ANSWER (16 * 1024 * 1024)
#define LUWTE_BRIDGE_MAX_FRAME  (256 * 1024)

typedef enum
{
  LUWTE_BRIDGE_EVENT_UNKNOWN,
  LUWTE_BRIDGE_EVENT_BEAT,
  LUWTE_BRIDGE_EVENT_RESYNC,
  LUWTE_BRIDGE_EVENT_SESSION,
  LUWTE_BRIDGE_EVENT_MESSAGE,
  LUWTE_BRIDGE_EVENT_TYPING,
  LUWTE_BRIDGE_EVENT_READ,
  LUWTE_BRIDGE_EVENT_ERASED,
  LUWTE_BRIDGE_EVENT_QUESTION,
  LUWTE_BRIDGE_EVENT_TEAM,
  LUWTE_BRIDGE_EVENT_SILENT, /* it has words, which were not asked for */
} LuwteBridgeEventKind;

typedef struct
{
  LuwteBridgeEventKind kind;
  gint64 seq;              /* -1: not numbered */
  gint64 last;             /* BEAT: the latest number, -1 when it was not told */
  LuwteSession *session;   /* SESSION */
  LuwteMessage *message;   /* MESSAGE */
  LuwteQuestion *question; /* QUESTION */
  LuwteTeamMessage *team;  /* TEAM */
  const char *session_id;  /* TYPING, READ, ERASED; borrowed from root */
  const char *up_to;       /* READ; borrowed from root */
  gboolean typing;
  JsonObject *root;
} LuwteBridgeEvent;

/* An event of a known kind with a wrong member comes back as UNKNOWN: it is skipped and counted,
 * and its number still counts. FALSE only when it is no JSON object at all. */
gboolean luwte_bridge_parse_event (const char *text, gsize length, LuwteBridgeEvent *event,
                                   GError **error);
void luwte_bridge_event_clear (LuwteBridgeEvent *event);

gboolean luwte_bridge_id_is_valid (const char *id);
/* (transfer full) */
LuwteSession *luwte_bridge_parse_session (JsonObject *object, GError **error);
LuwteMessage *luwte_bridge_parse_message (JsonObject *object, GError **error);
/* (transfer full): answers to GET sessions and GET messages */
GPtrArray *luwte_bridge_parse_sessions (JsonObject *answer, const char **epoch, gint64 *seq,
                                        GError **error);
GPtrArray *luwte_bridge_parse_messages (JsonObject *answer, gboolean *more, GError **error);
/* The answer to GET me; user is borrowed from it. */
gboolean luwte_bridge_parse_me (JsonObject *answer, LuwteCapabilities *capabilities,
                                const char **user, gboolean *available, GError **error);
/* Whether the answer to GET info is that of a service that we can speak to; version: the highest one
 * that both know. */
gboolean luwte_bridge_parse_info (JsonObject *answer, guint *version, GError **error);

/* luwte-bridge-parse-extras.c, all (transfer full). */
LuwteQuestion *luwte_bridge_parse_question (JsonObject *object, GError **error);
LuwteTeamMessage *luwte_bridge_parse_team_message (JsonObject *object, GError **error);
GPtrArray *luwte_bridge_parse_questions (JsonObject *answer, GError **error);
GPtrArray *luwte_bridge_parse_team (JsonObject *answer, GError **error);
GPtrArray *luwte_bridge_parse_targets (JsonObject *answer, GError **error);
GPtrArray *luwte_bridge_parse_links (JsonObject *answer, GError **error);
/* (element-type LuwteHeldMonth) */
GPtrArray *luwte_bridge_parse_held (JsonObject *answer, GError **error);

/* For the two files of parsers alone. luwte_bridge_refuse() is FALSE, and takes cause. */
gboolean luwte_bridge_refuse (GError **error, const char *what, GError *cause);
gboolean luwte_bridge_peek_id (JsonObject *object, const char *member, const char **id,
                               GError **error);
char *luwte_bridge_one_line (const char *text);
JsonObject *luwte_bridge_element (JsonArray *array, guint i);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LuwteBridgeEvent, luwte_bridge_event_clear)

G_END_DECLS
