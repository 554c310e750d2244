/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a window that stays open for days must do by itself: run retention when a new local day has
 * begun, and take the chat service's clock as a witness (policy, retention rule 9). The day is
 * looked at every minute, since a timer set for midnight sleeps through a suspend. */

#include "config.h"

#include "luwte-workspace-private.h"

#include "luwte-clock.h"
#include "luwte-log.h"

#define LOOK_SECONDS 60

static void
run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteWorkspace) self = data;
  g_autoptr (LuwteReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  receipt = luwte_retention_run_finish (LUWTE_RETENTION (source), result, &error);
  self->running = FALSE;
  if (self->retention != LUWTE_RETENTION (source))
    return;
  if (error)
    luwte_log_error ("What is due could not be erased", error);
  g_clear_error (&self->run_error);
  self->run_error = g_steal_pointer (&error);
  g_set_object (&self->receipt, receipt);
  luwte_workspace_emit_erased (self);
}

static void
run (LuwteWorkspace *self)
{
  if (self->running)
    return;
  self->running = TRUE;
  luwte_retention_run_async (self->retention, FALSE, NULL, run_cb, g_object_ref (self));
}

static gboolean
look_cb (gpointer data)
{
  LuwteWorkspace *self = data;
  LuwteDay day = luwte_policy_day_of (self->policy, luwte_clock_now ());

  /* A run that goes on over midnight still has yesterday's day. */
  if (day != self->last_day && !self->running)
    {
      self->last_day = day;
      luwte_vault_tend_backups (self->vault);
      run (self);
    }

  return G_SOURCE_CONTINUE;
}

void
luwte_workspace_start_daily (LuwteWorkspace *self)
{
  luwte_workspace_stop_daily (self);
  self->last_day = luwte_policy_day_of (self->policy, luwte_clock_now ());
  self->daily_source = g_timeout_add_seconds (LOOK_SECONDS, look_cb, self);
  luwte_folder_watch_start (self->folder_watch);
}

void
luwte_workspace_stop_daily (LuwteWorkspace *self)
{
  g_clear_handle_id (&self->daily_source, g_source_remove);
  if (self->folder_watch != NULL)
    luwte_folder_watch_stop (self->folder_watch);
}

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteWorkspace) self = data;
  g_autoptr (GError) error = NULL;

  if (!luwte_retention_confirm_clock_finish (LUWTE_RETENTION (source), result, &error))
    luwte_log_error ("The clock could not be confirmed", error);
  else if (self->retention == LUWTE_RETENTION (source))
    run (self);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (LuwteReceipt) receipt = NULL;
  GError *error = NULL;

  receipt = luwte_retention_run_finish (LUWTE_RETENTION (source), result, &error);
  if (receipt)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* A LuwteForgetFunc: what went with a closed session is due today. */
void
luwte_workspace_forget_cb (gpointer data, GTask *task)
{
  LuwteWorkspace *self = data;

  if (self->retention)
    luwte_retention_run_async (self->retention, FALSE, NULL, forgotten_cb, g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

/* Only the window's clock is confirmed by the service: luwtectl erases nothing by itself. */
void
luwte_workspace_look_at_server_time (LuwteWorkspace *self)
{
  gint64 server_time;

  if (self->state != LUWTE_WORKSPACE_OPEN || !(self->flags & LUWTE_OPEN_WINDOW) || !self->live ||
      luwte_retention_get_clock_state (self->retention) != LUWTE_CLOCK_AHEAD)
    return;
  server_time = luwte_live_get_server_time (self->live);
  if (server_time > 0 && luwte_retention_agrees (self->retention, server_time))
    luwte_retention_confirm_clock_async (self->retention, NULL, confirmed_cb, g_object_ref (self));
}
