/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a passphrase to an open workspace, one step after the other: keys are derived, profile and
 * settings are read, retention looks at the clock and installs the rule that hides what is due,
 * what is due is erased (the window only), and then, not before, anything can be asked. A lock in
 * the meantime ends it at the next step. */

#include "config.h"

#include "luwte-workspace-private.h"

#include "luwte-log.h"
#include "luwte-secret.h"

typedef struct
{
  guint opening;
  LuwteVault *vault;
} Begin;

static void
begin_free (gpointer data)
{
  Begin *self = data;

  g_clear_object (&self->vault);
  g_free (self);
}

/* TRUE when it was locked meanwhile, or when @error says that it ends here. Answers the task. */
static gboolean
ends_here (LuwteWorkspace *self, GTask *task, GError *error)
{
  Begin *begin = g_task_get_task_data (task);

  if (begin->opening != self->opening)
    {
      g_clear_error (&error);
      g_task_return_new_error (task, LUWTE_WORKSPACE_ERROR, LUWTE_WORKSPACE_ERROR_NOT_OPEN,
                               "locked meanwhile");
      return TRUE;
    }
  if (!error)
    return FALSE;
  luwte_workspace_lock (self);
  g_task_return_error (task, error);

  return TRUE;
}

static void
finish_opening (LuwteWorkspace *self, GTask *task)
{
  self->notes = luwte_notes_new (self->vault, self->policy);
  self->review = luwte_review_new (self->vault, self->policy);
  self->team = luwte_team_new (self->vault);
  self->board = luwte_board_new (self->vault, self->policy);
  self->library = luwte_library_new (self->vault);
  self->rights = luwte_rights_new (self->vault, self->policy);
  luwte_workspace_join_rights (self);
  self->figures = luwte_figures_new (self->vault, self->policy);
  luwte_workspace_attach_live (self);
  if (self->flags & LUWTE_OPEN_WINDOW)
    luwte_workspace_start_daily (self);
  luwte_workspace_set_state (self, LUWTE_WORKSPACE_OPEN);
  luwte_workspace_look_at_server_time (self);
  g_task_return_boolean (task, TRUE);
}

static void
run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  LuwteWorkspace *self = g_task_get_source_object (task);
  g_autoptr (LuwteReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  receipt = luwte_retention_run_finish (LUWTE_RETENTION (source), result, &error);
  if (ends_here (self, task, NULL))
    return;
  /* A run that fails (the disk is full) does not keep a counsellor from her visitors: what is due
   * is hidden all the same, and the window says that it is not erased. */
  if (error)
    luwte_log_error ("What is due could not be erased", error);
  self->run_error = g_steal_pointer (&error);
  self->receipt = g_steal_pointer (&receipt);
  finish_opening (self, task);
}

static void
retention_started_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  LuwteWorkspace *self = g_task_get_source_object (task);
  GError *error = NULL;

  luwte_retention_start_finish (LUWTE_RETENTION (source), result, &error);
  if (ends_here (self, task, error))
    return;
  if (self->flags & LUWTE_OPEN_WINDOW)
    luwte_retention_run_async (self->retention, FALSE, NULL, run_cb, g_steal_pointer (&task));
  else
    finish_opening (self, task);
}

static gboolean
take_kept (LuwteWorkspace *self, LuwteKeptVault *kept, GError **error)
{
  if (!kept->policy_json)
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
                           "the vault has no profile");
      return FALSE;
    }
  self->policy = luwte_policy_load_bytes (kept->policy_json, "vault", kept->choices, error);
  if (!self->policy)
    return FALSE;
  self->settings = g_steal_pointer (&kept->settings);
  self->role = g_steal_pointer (&kept->role);
  luwte_workspace_take_setup (self, kept);

  return TRUE;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  LuwteWorkspace *self = g_task_get_source_object (task);
  g_autoptr (LuwteKeptVault) kept = NULL;
  GError *error = NULL;

  kept = luwte_workspace_store_load_finish (LUWTE_VAULT (source), result, &error);
  if (ends_here (self, task, error))
    return;
  take_kept (self, kept, &error);
  if (ends_here (self, task, error))
    return;
  self->retention = luwte_retention_new (self->vault, self->policy);
  luwte_workspace_install_readers (self);
  luwte_retention_start_async (self->retention, NULL, retention_started_cb,
                               g_steal_pointer (&task));
}

void
luwte_workspace_begin_async (LuwteWorkspace *self, LuwteVault *vault, LuwteOpenFlags flags,
                             GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  Begin *begin = g_new0 (Begin, 1);

  begin->opening = self->opening;
  g_task_set_task_data (task, begin, begin_free);
  luwte_workspace_take_vault (self, vault);
  self->flags = flags;
  luwte_workspace_store_load_async (vault, loaded_cb, g_steal_pointer (&task));
}

gboolean
luwte_workspace_begin_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

typedef struct
{
  guint opening;
  LuwteOpenFlags flags;
} Open;

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (luwte_workspace_begin_finish (LUWTE_WORKSPACE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  LuwteWorkspace *self = g_task_get_source_object (task);
  Open *open = g_task_get_task_data (task);
  g_autoptr (LuwteVault) vault = NULL;
  GError *error = NULL;

  vault = luwte_vault_open_finish (result, &error);
  if (open->opening != self->opening)
    {
      g_clear_error (&error);
      if (vault)
        luwte_vault_close (vault);
      g_task_return_new_error (task, LUWTE_WORKSPACE_ERROR, LUWTE_WORKSPACE_ERROR_NOT_OPEN,
                               "locked meanwhile");
    }
  else if (!vault)
    {
      luwte_workspace_set_state (self, luwte_vault_exists (self->dir) ? LUWTE_WORKSPACE_LOCKED
                                                                      : LUWTE_WORKSPACE_EMPTY);
      g_task_return_error (task, error);
    }
  else
    luwte_workspace_begin_async (self, vault, open->flags, begun_cb, g_steal_pointer (&task));
}

void
luwte_workspace_open_async (LuwteWorkspace *self, LuwteOpenFlags flags, LuwteSecret *secret,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  LuwteVaultSlot slot = flags & LUWTE_OPEN_RECOVERY ? LUWTE_VAULT_SLOT_RECOVERY
                                                    : LUWTE_VAULT_SLOT_PASSPHRASE;
  Open *open = g_new0 (Open, 1);

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));
  g_return_if_fail (secret != NULL);

  g_task_set_source_tag (task, luwte_workspace_open_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, open, g_free);
  if (self->state == LUWTE_WORKSPACE_OPEN || self->state == LUWTE_WORKSPACE_OPENING)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "open already");
      return;
    }
  open->opening = self->opening;
  open->flags = flags;
  luwte_workspace_set_state (self, LUWTE_WORKSPACE_OPENING);
  luwte_vault_open_async (self->dir, slot, secret, cancellable, opened_cb, g_steal_pointer (&task));
}

gboolean
luwte_workspace_open_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
