/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a backup to the vault of this folder: the vault makes the next one beside what is here, the
 * next one's own profile says what has fallen due since and it is erased, and then it is swapped
 * in. Until that moment nothing of the old vault is touched; afterwards the workspace is locked,
 * and opens with the passphrase of the backup's day. */

#include "config.h"

#include "luwte-workspace-private.h"

#include "luwte-log.h"
#include "luwte-secret.h"

typedef struct
{
  char *dir;
  char *file;
  LuwteVaultSlot slot;
  LuwteSecret *secret;
  LuwteSecret *here; /* nullable */
  LuwteProgress *progress;

  LuwteRestore *restore;
  LuwteRetention *retention;
  LuwteRestoreResult result;
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_clear_object (&self->retention);
  g_clear_pointer (&self->restore, luwte_restore_free);
  g_free (self->dir);
  g_free (self->file);
  luwte_secret_unref (self->secret);
  g_clear_pointer (&self->here, luwte_secret_unref);
  g_clear_pointer (&self->progress, luwte_progress_unref);
  g_free (self);
}

/* What was begun goes before the answer comes, so that the folder's lock is free by then. */
static void
give_up (GTask *task, GError *error)
{
  Job *job = g_task_get_task_data (task);

  g_clear_object (&job->retention);
  g_clear_pointer (&job->restore, luwte_restore_free);
  g_task_return_error (task, error);
}

static void
commit_func (GTask *inner, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (luwte_restore_commit (job->restore, &error))
    g_task_return_boolean (inner, TRUE);
  else
    g_task_return_error (inner, error);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LuwteWorkspace *self = LUWTE_WORKSPACE (source);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      give_up (task, error);
      return;
    }
  g_clear_pointer (&job->restore, luwte_restore_free);
  if (self->state == LUWTE_WORKSPACE_EMPTY)
    luwte_workspace_set_state (self, LUWTE_WORKSPACE_LOCKED);
  g_task_return_pointer (task, g_memdup2 (&job->result, sizeof job->result), g_free);
}

static void
run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LuwteWorkspace *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  g_autoptr (LuwteReceipt) receipt = NULL;
  g_autoptr (GTask) inner = NULL;
  GError *error = NULL;

  receipt = luwte_retention_run_finish (LUWTE_RETENTION (source), result, &error);
  if (!receipt)
    {
      give_up (task, error);
      return;
    }
  job->result.n_due = luwte_receipt_get_n_records (receipt);
  g_clear_object (&job->retention);
  inner = g_task_new (self, NULL, committed_cb, g_steal_pointer (&task));
  g_task_set_task_data (inner, job, NULL);
  g_task_run_in_thread (inner, commit_func);
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!luwte_retention_start_finish (LUWTE_RETENTION (source), result, &error))
    give_up (task, error);
  else
    luwte_retention_run_async (LUWTE_RETENTION (source), FALSE, NULL, run_cb,
                               g_steal_pointer (&task));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (LuwteKeptVault) kept = NULL;
  g_autoptr (LuwtePolicy) policy = NULL;
  GError *error = NULL;

  kept = luwte_workspace_store_load_finish (LUWTE_VAULT (source), result, &error);
  if (kept && !kept->policy_json)
    g_set_error_literal (&error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
                         "the backup has no profile");
  else if (kept)
    policy = luwte_policy_load_bytes (kept->policy_json, "vault", kept->choices, &error);
  if (!policy)
    {
      give_up (task, error);
      return;
    }
  job->retention = luwte_retention_new (LUWTE_VAULT (source), policy);
  luwte_retention_start_async (job->retention, NULL, started_cb, g_steal_pointer (&task));
}

static void
begin_func (GTask *inner, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  job->restore = luwte_restore_new (job->dir, job->file, job->slot, job->secret, job->here,
                                    cancellable, luwte_progress_tell, job->progress, &error);
  if (job->restore)
    g_task_return_boolean (inner, TRUE);
  else
    g_task_return_error (inner, error);
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      give_up (task, error);
      return;
    }
  job->result.erasures_known = luwte_restore_is_complete (job->restore);
  luwte_workspace_store_load_async (luwte_restore_get_vault (job->restore), loaded_cb,
                                    g_steal_pointer (&task));
}

void
luwte_workspace_restore_async (LuwteWorkspace *self, const char *file, LuwteOpenFlags flags,
                               LuwteSecret *secret, LuwteSecret *here, LuwteProgress *progress,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) inner = NULL;
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));
  g_return_if_fail (file != NULL && secret != NULL);

  luwte_workspace_lock (self);
  job->dir = g_strdup (self->dir);
  job->file = g_strdup (file);
  job->slot = flags & LUWTE_OPEN_RECOVERY ? LUWTE_VAULT_SLOT_RECOVERY : LUWTE_VAULT_SLOT_PASSPHRASE;
  job->secret = luwte_secret_ref (secret);
  job->here = here ? luwte_secret_ref (here) : NULL;
  job->progress = progress ? luwte_progress_ref (progress) : NULL;
  g_task_set_source_tag (task, luwte_workspace_restore_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, job_free);
  inner = g_task_new (self, cancellable, begun_cb, g_steal_pointer (&task));
  g_task_set_check_cancellable (inner, FALSE);
  g_task_set_task_data (inner, job, NULL);
  g_task_run_in_thread (inner, begin_func);
}

LuwteRestoreResult *
luwte_workspace_restore_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
