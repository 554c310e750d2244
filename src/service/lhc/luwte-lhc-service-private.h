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
};

/* luwte-lhc-calls.c */
void luwte_lhc_service_call (LuwteService *service, GTask *task, int op, gconstpointer args);

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
   LUWTE_CAPABILITY_ERASE)

G_END_DECLS
