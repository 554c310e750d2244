/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-conversation.h"
#include "luwte-fake-service.h"
#include "luwte-live.h"
#include "luwte-policy.h"
#include "luwte-vault.h"

G_BEGIN_DECLS

/* A real vault in a folder of its own, a fake service, and a live queue between them. */
typedef struct
{
  char *dir;
  LuwteSecret *passphrase;
  LuwtePolicy *policy;
  LuwteVault *vault;
  char *service_id;
  LuwteFakeService *fake;
  LuwteLive *live;
} Fixture;

#define ALL_CAPABILITIES                                                                \
  (LUWTE_CAPABILITY_CLIENT_IDS | LUWTE_CAPABILITY_RELEASE | LUWTE_CAPABILITY_TRANSFER | \
   LUWTE_CAPABILITY_TRANSCRIPT)

Fixture *fixture_new (const char *policy, LuwteCapabilities capabilities);
/* The neutral profile whose lines do not list this kind of record. */
Fixture *fixture_new_without (LuwteCapabilities capabilities, const char *kind);
void fixture_free (Fixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

/* Closes the vault as a lock does, or everything as the end of the program does, and comes back. */
void fixture_lock (Fixture *self);
void fixture_unlock (Fixture *self);
void fixture_restart (Fixture *self);
/* A locked program begins anew in another process, which knows only what was handed over. */
void fixture_begin_anew (Fixture *self);
/* The program ends without having said anything to the vault or the service; what the service held
 * back is lost. */
void fixture_crash (Fixture *self);

/* A new program on the same vault and service, which asks without a standing connection. */
void fixture_quiet (Fixture *self);
GPtrArray *fixture_queue (Fixture *self, GError **error);
LuwteConversation *fixture_open (Fixture *self, const char *session_id, GError **error);

/* Turns the main loop until nothing has happened for a moment. */
void fixture_settle (void);
/* Turns it until it holds, or fails. */
#define fixture_until(condition)                            \
  G_STMT_START                                              \
  {                                                         \
    gint64 end_ = g_get_monotonic_time () + 30000000;       \
    while (!(condition))                                    \
      {                                                     \
        g_assert_cmpint (g_get_monotonic_time (), <, end_); \
        g_main_context_iteration (NULL, FALSE);             \
        g_usleep (200);                                     \
      }                                                     \
  }                                                         \
  G_STMT_END

/* (transfer full) (nullable) */
LuwteConversation *fixture_claim (Fixture *self, const char *session_id, GError **error);
gboolean fixture_send (LuwteConversation *conversation, const char *text);
gboolean fixture_close (LuwteConversation *conversation, const char *topic, GError **error);
void fixture_answer (LuwteConversation *conversation, gboolean same_person);
/* (transfer full): the n-th message, from 0 */
LuwteMessage *fixture_message (LuwteConversation *conversation, guint n);
guint fixture_n_messages (LuwteConversation *conversation);
/* One number out of the vault. */
gint64 fixture_count (Fixture *self, const char *static_sql);

G_END_DECLS
