/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is kept is forgotten in time. The policy says when; the vault hides and erases; this is where
 * the two meet, and where the day comes from. Retention rule 3: a record is due when today's local
 * day has reached its day. What is due is never shown: the vault asks luwte_retention_due() for each
 * row it reads, and reads nothing before it was told what day it is. */

#include "luwte-retention-private.h"

#include "luwte-clock.h"
#include "luwte-hold-table.h"
#include "luwte-log.h"
#include "luwte-receipt-table.h"
#include "luwte-record-table.h"
#include "luwte-tombstone-table.h"

/* How soon a new day is noticed while the program runs. */
#define LOOK_EVERY_S 60

static guint changed_signal;

G_DEFINE_FINAL_TYPE (LuwteRetention, luwte_retention, G_TYPE_OBJECT)

static void
luwte_retention_dispose (GObject *object)
{
  LuwteRetention *self = LUWTE_RETENTION (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->last);
  g_clear_object (&self->policy);
  g_clear_object (&self->vault);
  G_OBJECT_CLASS (luwte_retention_parent_class)->dispose (object);
}

static void
luwte_retention_class_init (LuwteRetentionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = luwte_retention_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

void
luwte_retention_emit_changed (LuwteRetention *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static gint64
system_now (gpointer data)
{
  return luwte_clock_now ();
}

static void
luwte_retention_init (LuwteRetention *self)
{
  self->now = system_now;
  self->system_day = LUWTE_DAY_NONE;
  self->today = LUWTE_DAY_NONE;
  self->latest = LUWTE_DAY_NONE;
}

/**
 * luwte_retention_new:
 * @vault: an open vault
 * @policy: the profile that is in use
 *
 * Installs the due rule. Nothing can be read until luwte_retention_start_async() has looked at the
 * clock.
 *
 * Returns: (transfer full): the retention of this vault
 */
LuwteRetention *
luwte_retention_new (LuwteVault *vault, LuwtePolicy *policy)
{
  LuwteRetention *self = g_object_new (LUWTE_TYPE_RETENTION, NULL);

  self->vault = g_object_ref (vault);
  self->policy = g_object_ref (policy);
  luwte_vault_set_due_rule (vault, luwte_retention_due, g_object_ref (policy), g_object_unref);
  return self;
}

void
luwte_retention_set_now_for_tests (LuwteRetention *self, LuwteNowFunc now, gpointer data)
{
  self->now = now;
  self->now_data = data;
}

/* A line that takes nothing but questions: they do not wait for an answer (rule 3). */
static gboolean
takes_questions (LuwtePolicy *policy, const char *line)
{
  const char *const *channels = luwte_policy_channels (policy, line);

  return channels[0] != NULL && channels[1] == NULL && g_str_equal (channels[0], "question");
}

LuwteDay
luwte_retention_due (gpointer policy, const char *line, const char *kind, LuwteDay created,
                     LuwteDay closed, LuwteDay last_contact)
{
  static const char *const kinds[] = { "note", "question", "message", "contact" };

  if (closed == LUWTE_DAY_NONE && !g_str_equal (kind, "question") &&
      !takes_questions (policy, line))
    return LUWTE_DAY_NONE;
  if (!g_str_equal (kind, "session"))
    return luwte_policy_due_on (policy, line, kind, created, closed, last_contact, NULL);
  /* A session without a record is kept as long as what it could have held. */
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (luwte_policy_may_store (policy, line, kinds[i], NULL))
      return luwte_policy_due_on (policy, line, kinds[i], created, closed, last_contact, NULL);
  return closed;
}

static void
tick_looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* A vault that was locked meanwhile needs no day any more. */
  if (!luwte_retention_look_finish (LUWTE_RETENTION (source), result, &error) &&
      !g_error_matches (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_CLOSED))
    luwte_log_error ("retention: the new day could not be stored", error);
}

/* What falls due at midnight is hidden from then on, whether or not anybody asks for a run. */
static gboolean
tick_cb (gpointer user_data)
{
  LuwteRetention *self = user_data;

  if (luwte_policy_day_of (self->policy, self->now (self->now_data)) != self->system_day)
    luwte_retention_look_async (self, FALSE, NULL, tick_looked_cb, NULL);
  return G_SOURCE_CONTINUE;
}

/* Start */

static gpointer
last_receipt_cb (LuwteDb *db, gpointer data, GError **error)
{
  LuwteReceipt *receipt;

  /* No receipt is an answer too, and NULL would be a failure. */
  if (!luwte_receipt_table_last (db, &receipt, error))
    return NULL;
  return receipt != NULL ? receipt : luwte_receipt_new (0, 0, 0, 0, 0, TRUE);
}

static void
start_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LuwteRetention *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteReceipt) last = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (last == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (luwte_receipt_get_at (last) != 0)
    g_set_object (&self->last, last);
  if (self->timer == 0)
    self->timer = g_timeout_add_seconds (LOOK_EVERY_S, tick_cb, self);
  g_task_return_boolean (task, TRUE);
}

static void
start_looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LuwteRetention *self = LUWTE_RETENTION (source);
  g_autoptr (GError) error = NULL;

  if (!luwte_retention_look_finish (self, result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    luwte_vault_read_async (self->vault, last_receipt_cb, NULL, NULL, g_object_unref,
                            g_task_get_cancellable (task), start_read_cb, g_object_ref (task));
}

/**
 * luwte_retention_start_async:
 * @self: the retention of a vault that was just opened
 * @cancellable: (nullable): a cancellable
 * @callback: called when records can be read; what is due is hidden from then on
 * @user_data: for @callback
 *
 * Looks at the clock. Erases nothing: the window asks for a run next, luwtectl does not.
 */
void
luwte_retention_start_async (LuwteRetention *self, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (LUWTE_IS_RETENTION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, luwte_retention_start_async);
  luwte_retention_look_async (self, FALSE, cancellable, start_looked_cb, task);
}

gboolean
luwte_retention_start_finish (LuwteRetention *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

LuwteClockState
luwte_retention_get_clock_state (LuwteRetention *self)
{
  g_return_val_if_fail (LUWTE_IS_RETENTION (self), LUWTE_CLOCK_GOOD);
  return self->state;
}

/* The day that counts as today, LUWTE_DAY_NONE before the clock was looked at. */
LuwteDay
luwte_retention_get_today (LuwteRetention *self)
{
  g_return_val_if_fail (LUWTE_IS_RETENTION (self), LUWTE_DAY_NONE);
  return self->today;
}

LuwteDay
luwte_retention_get_latest_day (LuwteRetention *self)
{
  g_return_val_if_fail (LUWTE_IS_RETENTION (self), LUWTE_DAY_NONE);
  return self->latest;
}

LuwteReceipt *
luwte_retention_get_last_receipt (LuwteRetention *self)
{
  g_return_val_if_fail (LUWTE_IS_RETENTION (self), NULL);
  return self->last != NULL ? g_object_ref (self->last) : NULL;
}

/* The clock */

void
luwte_retention_confirm_clock_async (LuwteRetention *self, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (LUWTE_IS_RETENTION (self));
  luwte_retention_look_async (self, TRUE, cancellable, callback, user_data);
}

gboolean
luwte_retention_confirm_clock_finish (LuwteRetention *self, GAsyncResult *result, GError **error)
{
  return luwte_retention_look_finish (self, result, error);
}

gboolean
luwte_retention_agrees (LuwteRetention *self, gint64 server_time)
{
  LuwteDay ours, theirs;

  g_return_val_if_fail (LUWTE_IS_RETENTION (self), FALSE);

  ours = luwte_policy_day_of (self->policy, self->now (self->now_data));
  theirs = luwte_policy_day_of (self->policy, server_time);
  return ABS ((gint64) ours - theirs) <= 1;
}

/* The plan */

typedef struct
{
  LuwtePolicy *policy;
  LuwteDay until;
} Plan;

static void
plan_free (gpointer data)
{
  Plan *plan = data;

  g_object_unref (plan->policy);
  g_free (plan);
}

static LuwteDueRecord *
planned (Plan *plan, LuwteRecordRow *row)
{
  LuwteDay starts_on;

  luwte_policy_due_on (plan->policy, row->line, row->kind, row->created, row->closed,
                       row->last_contact, &starts_on);
  return luwte_due_record_new (&(LuwteDueRecordFields) {
    .object = row->object,
    .kind = row->kind,
    .line = row->line,
    .from = luwte_policy_counts_from (plan->policy, row->line, row->kind),
    .starts_on = starts_on,
    .due_on = row->due,
    .hold = row->held,
  });
}

static gpointer
plan_cb (LuwteDb *db, gpointer data, GError **error)
{
  Plan *plan = data;
  LuwteDay until = plan->until != LUWTE_DAY_NONE ? plan->until : G_MAXINT32;
  g_autoptr (GPtrArray) rows = luwte_record_table_list_due (db, until, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (records, planned (plan, g_ptr_array_index (rows, i)));
  return g_steal_pointer (&records);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (rows == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, rows, (GDestroyNotify) g_ptr_array_unref);
}

static GPtrArray *
finish_list (LuwteRetention *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * luwte_retention_plan_async:
 * @self: the retention of an open vault
 * @until: the last day of the plan; %LUWTE_DAY_NONE for all that has a day
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * What is due on or before @until, as things stand: a contact moves what counts from it. Records of
 * a session that is open have no day yet.
 */
void
luwte_retention_plan_async (LuwteRetention *self, LuwteDay until, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  Plan *plan;

  g_return_if_fail (LUWTE_IS_RETENTION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, luwte_retention_plan_async);
  plan = g_new (Plan, 1);
  *plan = (Plan) { g_object_ref (self->policy), until };
  luwte_vault_read_async (self->vault, plan_cb, plan, plan_free, (GDestroyNotify) g_ptr_array_unref,
                          cancellable, read_cb, task);
}

GPtrArray *
luwte_retention_plan_finish (LuwteRetention *self, GAsyncResult *result, GError **error)
{
  return finish_list (self, result, error);
}

static gpointer
tombstones_cb (LuwteDb *db, gpointer data, GError **error)
{
  return luwte_tombstone_table_list (db, error);
}

void
luwte_retention_tombstones_async (LuwteRetention *self, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (LUWTE_IS_RETENTION (self));
  luwte_vault_read_async (self->vault, tombstones_cb, NULL, NULL,
                          (GDestroyNotify) g_ptr_array_unref, cancellable, read_cb,
                          g_task_new (self, cancellable, callback, user_data));
}

GPtrArray *
luwte_retention_tombstones_finish (LuwteRetention *self, GAsyncResult *result, GError **error)
{
  return finish_list (self, result, error);
}

static gpointer
holds_cb (LuwteDb *db, gpointer data, GError **error)
{
  return luwte_hold_table_list (db, error);
}

void
luwte_retention_holds_async (LuwteRetention *self, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (LUWTE_IS_RETENTION (self));
  luwte_vault_read_async (self->vault, holds_cb, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                          cancellable, read_cb,
                          g_task_new (self, cancellable, callback, user_data));
}

GPtrArray *
luwte_retention_holds_finish (LuwteRetention *self, GAsyncResult *result, GError **error)
{
  return finish_list (self, result, error);
}
