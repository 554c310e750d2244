/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-contract.h"
#include "luwte-live.h"
#include "luwte-vault.h"

G_BEGIN_DECLS

/* A counsellor at her desk, without a window: a real vault in a folder of its own and a live queue,
 * through a proxy that makes trouble. */
typedef struct
{
  const LuwteContractBackend *backend;
  gpointer server;           /* borrowed */
  LuwteContractProxy *proxy; /* borrowed */
  guint account;
  char *dir;
  LuwteSecret *passphrase;
  LuwtePolicy *policy;
  LuwteVault *vault;
  char *service_id;
  LuwteService *service;
  LuwteLive *live;
} NightDesk;

NightDesk *night_desk_new (const LuwteContractBackend *backend, gpointer server,
                           LuwteContractProxy *proxy, guint account);
void night_desk_free (NightDesk *self);
/* The program ends, with whatever is under way, and begins again. */
void night_desk_restart (NightDesk *self);
/* (transfer none) (nullable): a conversation that is hers */
LuwteConversation *night_desk_find (NightDesk *self, const char *session_id);
/* (transfer full) (nullable) */
LuwteConversation *night_desk_claim (NightDesk *self, const char *session_id, GError **error);
gboolean night_desk_send (LuwteConversation *conversation, const char *text);

/**
 * NightPlan:
 * @messages: of both sides together
 * @failures: times that the network fails, each in one of several ways
 * @app_restarts: times that the program ends and begins again
 * @service_restarts: the same of the service
 *
 * A busy night: visitors come, write, wait and are answered, while things fail.
 */
typedef struct
{
  guint visitors;
  guint messages;
  guint failures;
  guint app_restarts;
  guint service_restarts;
  guint seed;
} NightPlan;

/**
 * NightReport:
 * @uncertain: messages that stood as "perhaps not sent" and were decided by hand
 * @mb_first: resident memory after an eighth of the messages, megabytes
 * @mb_last: after all
 */
typedef struct
{
  guint visitors;
  guint messages;
  guint failures;
  guint app_restarts;
  guint service_restarts;
  guint uncertain;
  double mb_first;
  double mb_last;
} NightReport;

/* Ends the program with words where a message is lost, doubled, or in a wrong place on either side. */
void night_run (const LuwteContractBackend *backend, const NightPlan *plan, NightReport *report);

/* Until it holds, or the program ends. */
#define night_until(condition)                                                       \
  G_STMT_START                                                                       \
  {                                                                                  \
    const gint64 end_ = g_get_monotonic_time () + 180 * G_USEC_PER_SEC;              \
    while (!(condition))                                                             \
      {                                                                              \
        if (g_get_monotonic_time () > end_)                                          \
          g_error ("%s:%d: in vain waited for: %s", __FILE__, __LINE__, #condition); \
        night_turn ();                                                               \
      }                                                                              \
  }                                                                                  \
  G_STMT_END
void night_turn (void);
double night_resident_mb (void);

G_END_DECLS
