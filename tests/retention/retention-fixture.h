/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-policy.h"
#include "luwte-retention.h"
#include "luwte-test-vault.h"
#include "luwte-vault.h"

G_BEGIN_DECLS

/* A vault, a profile and a clock that stands where the test puts it. */
typedef struct
{
  LuwteTestVault *store;
  LuwtePolicy *policy;
  LuwteRetention *retention;
  gint64 now;
} Life;

Life *life_new (const char *profile, const char *today);
void life_free (Life *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Life, life_free)

/* Noon of that day, in the profile's zone; the program does not notice by itself. */
void life_set_clock (Life *self, const char *day);
/* The program starts again, with the same vault. */
void life_restart (Life *self);

/* What lies in the vault at once; days are "2026-11-22". */
typedef struct
{
  const char *nickname; /* NULL: no dossier */
  const char *line;
  const char *opened;
  const char *closed; /* NULL: open */
  const char *topic;  /* of the session, NULL: none */
  const char *note;   /* text, NULL: no note */
  const char *personal_note;
  const char *message;
  const char *flag;
} LifeSession;
/* (transfer full): the session's object id */
char *life_add (Life *self, const LifeSession *session);
/* The same for many, in one transaction; ids: n of them, (transfer full). */
void life_add_many (Life *self, const LifeSession *sessions, guint n, char **ids);
/* The dossier that bears the nickname, (transfer full) */
char *life_dossier (Life *self, const char *nickname);

LuwteReceipt *life_run (Life *self, gboolean explicit_request);
GPtrArray *life_plan (Life *self, const char *until);
/* "line topic month channel" of each, joined by ", " */
char *life_tombstones (Life *self);
char *life_hold (Life *self, const char *nickname, const char *until);
void life_end_hold (Life *self, const char *hold);
void life_confirm_clock (Life *self);

/* Rows in a table, and rows that may be shown. */
gint64 life_ask (Life *self, const char *static_sql);
guint life_shown (Life *self, const char *nickname);
/* How many of these words stand anywhere in the folder, decrypted: "one two three". */
guint life_finds (Life *self, const char *words);

G_END_DECLS
