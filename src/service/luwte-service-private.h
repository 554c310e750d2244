/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-file.h"
#include "luwte-service.h"

G_BEGIN_DECLS

/* For adapters alone. `call` gets one of these and answers the task: TRUE, or an object, or an error. */
typedef enum
{
  LUWTE_SERVICE_OP_CHECK,     /* boolean */
  LUWTE_SERVICE_OP_LIST,      /* GPtrArray */
  LUWTE_SERVICE_OP_CLAIM,     /* LuwteSession */
  LUWTE_SERVICE_OP_RELEASE,   /* boolean */
  LUWTE_SERVICE_OP_CLOSE,     /* boolean */
  LUWTE_SERVICE_OP_ERASE,     /* boolean */
  LUWTE_SERVICE_OP_TRANSFER,  /* boolean */
  LUWTE_SERVICE_OP_AVAILABLE, /* boolean */
  LUWTE_SERVICE_OP_HISTORY,   /* GPtrArray */
  LUWTE_SERVICE_OP_SEND,      /* LuwteMessage */
} LuwteServiceOp;

/* Lives as long as the task (it is its task data). */
typedef struct
{
  LuwteServiceOp op;
  char *session_id;
  char *after_id;
  char *topic;
  char *target;
  gboolean flag; /* transcript, available, consent */
  LuwteOutgoing *outgoing;
  LuwteAside *aside; /* nullable */
} LuwteServiceArgs;

/* The same for what only some services can do (luwte-service-extras.h): `call_extra` gets these. */
typedef enum
{
  LUWTE_SERVICE_EXTRA_TARGETS,          /* GPtrArray of LuwteTarget */
  LUWTE_SERVICE_EXTRA_BLOCK,            /* boolean */
  LUWTE_SERVICE_EXTRA_TEAM_SAY,         /* LuwteTeamMessage */
  LUWTE_SERVICE_EXTRA_TEAM_HISTORY,     /* GPtrArray of LuwteTeamMessage */
  LUWTE_SERVICE_EXTRA_QUESTIONS,        /* GPtrArray of LuwteQuestion */
  LUWTE_SERVICE_EXTRA_QUESTION_CLAIM,   /* LuwteQuestion */
  LUWTE_SERVICE_EXTRA_QUESTION_RELEASE, /* boolean */
  LUWTE_SERVICE_EXTRA_QUESTION_ANSWER,  /* LuwteQuestion */
  LUWTE_SERVICE_EXTRA_QUESTION_ERASE,   /* boolean */
  LUWTE_SERVICE_EXTRA_HELD,             /* GPtrArray of LuwteHeldMonth */
  LUWTE_SERVICE_EXTRA_LINKS,            /* GPtrArray of LuwteVisitorLink */
  LUWTE_SERVICE_EXTRA_FILE_LOOK,        /* LuwteFile */
  LUWTE_SERVICE_EXTRA_FILE,             /* LuwteFile */
} LuwteServiceExtra;

typedef struct
{
  LuwteServiceExtra op;
  char *id;         /* of a session (BLOCK, FILE, FILE_LOOK), of a question; else NULL */
  char *message_id; /* FILE, FILE_LOOK */
  guint index;      /* FILE, FILE_LOOK */
  LuwteFileProgressFunc progress; /* nullable: FILE */
  gpointer progress_data;
  gint64 until; /* BLOCK; of HELD, before when */
  LuwteOutgoing *outgoing;
  LuwteAside *aside;
} LuwteServiceExtraArgs;

/* Tells how the connection stands; heard between start() and stop() alone. state: CONNECTING (a new
 * beginning: the fifteen seconds start again) or REFUSED (final until the next start()). CONNECTED
 * comes from good answers and LOST from their absence; neither can be reported. */
void luwte_service_report_state (LuwteService *self, LuwteConnection state);
/* What the service said it can do, and as whom we are known there. */
void luwte_service_report_capabilities (LuwteService *self, LuwteCapabilities capabilities,
                                        const char *user_name);
/* One whole answer or event that was read, checked and found good. server_time: its Date header in
 * unix s, 0 when it had none. */
void luwte_service_report_good_answer (LuwteService *self, gint64 server_time);
void luwte_service_report_sessions (LuwteService *self, GPtrArray *sessions);
void luwte_service_report_session (LuwteService *self, LuwteSession *session);
void luwte_service_report_message (LuwteService *self, LuwteMessage *message);
void luwte_service_report_missed (LuwteService *self);
void luwte_service_report_typing (LuwteService *self, const char *session_id, gboolean typing);
void luwte_service_report_read (LuwteService *self, const char *session_id, const char *message_id);
void luwte_service_report_erased (LuwteService *self, const char *session_id);
void luwte_service_report_team_message (LuwteService *self, LuwteTeamMessage *message);
void luwte_service_report_questions (LuwteService *self, GPtrArray *questions);
void luwte_service_report_question (LuwteService *self, LuwteQuestion *question);
/* An event of a kind that we do not know was left out. */
void luwte_service_report_skipped (LuwteService *self);

/* Whether the service is asked for no more than the count (luwte_service_set_count_only()). What an
 * adapter reports all the same goes no further. */
gboolean luwte_service_is_count_only (LuwteService *self);

/* Whether start() was called and stop() was not. */
gboolean luwte_service_is_started (LuwteService *self);
/* For tests: how long without a good answer until LOST, instead of fifteen seconds. */
void luwte_service_set_lost_after (LuwteService *self, guint milliseconds);

G_END_DECLS
