/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-policy.h"
#include "luwte-retention.h"
#include "luwte-vault.h"

G_BEGIN_DECLS

typedef gint64 (*LuwteNowFunc) (gpointer data);

struct _LuwteRetention
{
  GObject parent_instance;

  LuwteVault *vault;
  LuwtePolicy *policy;
  LuwteNowFunc now; /* luwte_clock_now(), but for tests */
  gpointer now_data;

  /* What the clock said when it was looked at last. */
  LuwteClockState state;
  LuwteDay system_day;
  LuwteDay today;
  LuwteDay latest;

  LuwteReceipt *last;
  guint timer;
};

/* Tests bring their own clock. There is no other way to it: no option, no environment. */
void luwte_retention_set_now_for_tests (LuwteRetention *self, LuwteNowFunc now, gpointer data);

void luwte_retention_emit_changed (LuwteRetention *self);

/* Rule 9, pure. latest: in: the latest day seen, or LUWTE_DAY_NONE; out: what it is from now on.
 * today: (out): the day that counts. */
LuwteClockState luwte_retention_judge_clock (LuwteDay system_day, gboolean confirmed,
                                             LuwteDay *latest, LuwteDay *today);

/* Looks at the clock, stores the latest day, tells the vault what day it is. */
void luwte_retention_look_async (LuwteRetention *self, gboolean confirmed,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean luwte_retention_look_finish (LuwteRetention *self, GAsyncResult *result, GError **error);

/* The vault's due rule: the policy's answer, and that records of an open session wait. */
LuwteDay luwte_retention_due (gpointer policy, const char *line, const char *kind, LuwteDay created,
                              LuwteDay closed, LuwteDay last_contact);

/* What a run would do and did. */
typedef struct
{
  gint64 at;
  guint n_records;
  guint n_sessions;
  guint n_tombstones;
  guint n_held;
  gboolean unfinished; /* an earlier run did not reach its last step */
} LuwteRunCounts;

/* Both LuwteVaultFunc; data is a LuwteErasure. They give a LuwteRunCounts to free. */
typedef struct
{
  LuwtePolicy *policy;
  gint64 at;
} LuwteErasure;
LuwteErasure *luwte_erasure_new (LuwtePolicy *policy, gint64 at);
void luwte_erasure_free (gpointer data);
gpointer luwte_erasure_count (LuwteDb *db, gpointer data, GError **error);
gpointer luwte_erasure_carry_out (LuwteDb *db, gpointer data, GError **error);

G_END_DECLS
