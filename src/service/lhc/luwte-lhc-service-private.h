/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-backoff.h"
#include "luwte-lhc-client.h"
#include "luwte-lhc-service.h"
#include "luwte-service-private.h"

G_BEGIN_DECLS

/* One session whose messages we follow. */
typedef struct
{
  gint64 newest;     /* highest message id seen, of whatever kind */
  guint n_sending;   /* while we send, our own message is not read back as somebody else's */
  gboolean asked;    /* a request is under way */
  gboolean typing;   /* as last told */
  GQueue *uncertain; /* LuwteOutgoing: perhaps sent */
} LuwteLhcWatch;

struct _LuwteLhcService
{
  LuwteService parent_instance;

  LuwteLhcClient *client;
  gboolean available;
  gboolean in_use;

  /* polling */
  GCancellable *running; /* NULL unless started */
  guint timer;
  LuwteBackoff backoff;
  GHashTable *watched; /* session id to LuwteLhcWatch */
  GHashTable *mine;    /* session ids, as of the latest list */
  GPtrArray *deeds;    /* ids of what is being claimed, left or erased, once each time */
  GHashTable *touched; /* the same, and those done since the list under way was asked for */
  gint64 looked_at;    /* monotonic: when it was last asked whether we may still come in */
  guint look_again_ms;

  /* luwte-lhc-questions.c */
  GHashTable *questions; /* id to state + 1, as last told */
  char *questions_seen;  /* which there were, in the latest list that they were read behind */
  gboolean asking_questions;
};

/* luwte-lhc-calls.c */
void luwte_lhc_service_call (LuwteService *service, GTask *task, int op, gconstpointer args);

/* What changes who has a chat is a deed: a list that was asked for before its end tells what was. */
void luwte_lhc_service_begin_deed (LuwteLhcService *self, const char *id);
void luwte_lhc_service_end_deed (LuwteLhcService *self, const char *id);

/* luwte-lhc-file.c, luwte-lhc-questions.c */
#define LUWTE_LHC_MAX_QUESTIONS 200
void luwte_lhc_service_call_extra (LuwteService *service, GTask *task, int op, gconstpointer args);
void luwte_lhc_service_call_question (LuwteLhcService *self, GTask *task,
                                      const LuwteServiceExtraArgs *args);
/* Reads them, and tells of them, when they are others than in the list before. */
void luwte_lhc_service_look_at_questions (LuwteLhcService *self, GPtrArray *rows);

/* luwte-lhc-held.c */
void luwte_lhc_service_count_held (LuwteLhcService *self, GTask *task, gint64 before);

/* luwte-lhc-poll.c */
void luwte_lhc_service_poll_start (LuwteService *service);
void luwte_lhc_service_poll_stop (LuwteService *service);
/* Soon, instead of when the timer says so: something was just done. */
void luwte_lhc_service_poll_soon (LuwteLhcService *self);
/* Every list tells anew which sessions are ours. */
void luwte_lhc_service_note_mine (LuwteLhcService *self, GPtrArray *rows);
void luwte_lhc_service_report_rows (LuwteLhcService *self, GPtrArray *rows);
LuwteLhcWatch *luwte_lhc_watch_new (void);
void luwte_lhc_watch_free (gpointer watch);

#define LUWTE_LHC_CAPABILITIES                                                         \
  (LUWTE_CAPABILITY_RELEASE | LUWTE_CAPABILITY_TRANSFER | LUWTE_CAPABILITY_TYPING_IN | \
   LUWTE_CAPABILITY_ERASE | LUWTE_CAPABILITY_QUESTIONS | LUWTE_CAPABILITY_FILES |      \
   LUWTE_CAPABILITY_HELD)

G_END_DECLS
