/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-retention-values.h"
#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_RETENTION (luwte_retention_get_type ())
G_DECLARE_FINAL_TYPE (LuwteRetention, luwte_retention, LUWTE, RETENTION, GObject)

/**
 * LuwteClockState: how the system's clock stands to the latest day seen (policy, rule 9).
 * @LUWTE_CLOCK_GOOD: nothing to say
 * @LUWTE_CLOCK_BEHIND: it stands before the latest day; that day counts as today
 * @LUWTE_CLOCK_AHEAD: more than 62 days past it and not confirmed: what would be due is hidden and
 *   not erased, the latest day is not moved
 */
typedef enum
{
  LUWTE_CLOCK_GOOD,
  LUWTE_CLOCK_BEHIND,
  LUWTE_CLOCK_AHEAD,
} LuwteClockState;

/* Signal "changed": a hold was set or ended; what was asked before is old. */

/* Made by the workspace when a vault opens; installs the vault's due rule, so that nothing due is
 * ever read, and looks at the clock. */
LuwteRetention *luwte_retention_new (LuwteVault *vault, LuwtePolicy *policy);

void luwte_retention_start_async (LuwteRetention *self, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
gboolean luwte_retention_start_finish (LuwteRetention *self, GAsyncResult *result, GError **error);

LuwteClockState luwte_retention_get_clock_state (LuwteRetention *self);
LuwteDay luwte_retention_get_today (LuwteRetention *self);
LuwteDay luwte_retention_get_latest_day (LuwteRetention *self);

/* The user, or the service's Date header, says that the clock is right. */
void luwte_retention_confirm_clock_async (LuwteRetention *self, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
gboolean luwte_retention_confirm_clock_finish (LuwteRetention *self, GAsyncResult *result,
                                               GError **error);
/* TRUE when @server_time lies on the system clock's day or one beside it, so that it confirms. */
gboolean luwte_retention_agrees (LuwteRetention *self, gint64 server_time);

/* (transfer full) (element-type LuwteDueRecord): what is due on or before @until, earliest first */
void luwte_retention_plan_async (LuwteRetention *self, LuwteDay until, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_retention_plan_finish (LuwteRetention *self, GAsyncResult *result, GError **error);

/* Erases what is due today, everywhere. explicit_request: asked for by name (`retention run`),
 * which confirms a clock that runs ahead. Without it such a clock erases nothing. */
void luwte_retention_run_async (LuwteRetention *self, gboolean explicit_request,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
LuwteReceipt *luwte_retention_run_finish (LuwteRetention *self, GAsyncResult *result,
                                          GError **error);

/* (transfer full) (element-type LuwteTombstone) */
void luwte_retention_tombstones_async (LuwteRetention *self, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_retention_tombstones_finish (LuwteRetention *self, GAsyncResult *result,
                                              GError **error);

/* (transfer full) (element-type LuwteHold) */
void luwte_retention_holds_async (LuwteRetention *self, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_retention_holds_finish (LuwteRetention *self, GAsyncResult *result,
                                         GError **error);
void luwte_retention_hold_add_async (LuwteRetention *self, const char *dossier_id,
                                     const char *reason, LuwteDay until, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
char *luwte_retention_hold_add_finish (LuwteRetention *self, GAsyncResult *result, GError **error);
void luwte_retention_hold_end_async (LuwteRetention *self, const char *hold_id,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean luwte_retention_hold_end_finish (LuwteRetention *self, GAsyncResult *result,
                                          GError **error);

/* A term that is renewed, where the profile lets it be: see luwte-retention-hold.c. It is listed among
 * the holds, with a kind, and ended as one. */
gboolean luwte_retention_may_extend (LuwteRetention *self);
void luwte_retention_extend_async (LuwteRetention *self, const char *dossier_id, const char *reason,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *luwte_retention_extend_finish (LuwteRetention *self, GAsyncResult *result,
                                          GError **error);

/* (transfer full) (element-type LuwteWarning): what goes within a month, and the holds that end, for
 * who may read it; the nearest first */
void luwte_retention_warnings_async (LuwteRetention *self, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_retention_warnings_finish (LuwteRetention *self, GAsyncResult *result,
                                            GError **error);

/* What another profile does to what is stored (rule 8). */
typedef struct
{
  guint n_records; /* that have a day */
  guint n_earlier;
  guint n_later;
  guint n_held;   /* would be due, but a hold keeps them */
  GPtrArray *due; /* (element-type LuwteDueRecord): due today by it, and not by the one in use */
} LuwteRedating;
void luwte_redating_free (LuwteRedating *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteRedating, luwte_redating_free)

/* (transfer full): in a job of the vault whose due rule is still that of the profile in use */
LuwteRedating *luwte_retention_redate (LuwteDb *db, LuwtePolicy *policy, GError **error);
void luwte_retention_preview_async (LuwteRetention *self, LuwtePolicy *policy,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
LuwteRedating *luwte_retention_preview_finish (LuwteRetention *self, GAsyncResult *result,
                                               GError **error);

/* (transfer full) (nullable): what the last run did */
LuwteReceipt *luwte_retention_get_last_receipt (LuwteRetention *self);

G_END_DECLS
