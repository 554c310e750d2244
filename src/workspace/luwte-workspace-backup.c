/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Backups, a new vault key, a new recovery code, a new ledger: the long jobs, each in a thread, so
 * that nobody waits for a key derivation or a copy of the database. A rotation wants a vault that
 * nobody has open; it locks first. */

#include "config.h"

#include "luwte-workspace-private.h"

#include "luwte-clock.h"
#include "luwte-info-table.h"

#include "luwte-log.h"
#include "luwte-secret.h"

typedef struct
{
  LuwteVault *vault; /* owned, nullable */
  char *dir;
  char *path;
  LuwteSecret *passphrase;
  LuwteSecret *code;
  LuwteProgress *progress; /* owned, nullable */
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_clear_object (&self->vault);
  g_free (self->dir);
  g_free (self->path);
  g_clear_pointer (&self->passphrase, luwte_secret_unref);
  g_clear_pointer (&self->code, luwte_secret_unref);
  g_clear_pointer (&self->progress, luwte_progress_unref);
  g_free (self);
}

static Job *
job_new (LuwteWorkspace *self, LuwteProgress *progress)
{
  Job *job = g_new0 (Job, 1);

  job->vault = self->vault ? g_object_ref (self->vault) : NULL;
  job->dir = g_strdup (self->dir);
  job->progress = progress ? luwte_progress_ref (progress) : NULL;
  return job;
}

static void
run_job (LuwteWorkspace *self, GTask *task, Job *job, gpointer tag, GTaskThreadFunc func)
{
  g_task_set_source_tag (task, tag);
  /* What was done is told, even to whoever has cancelled meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, func);
}

static void
back_up_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  char *made = luwte_vault_back_up (job->vault, job->path, cancellable, luwte_progress_tell,
                                    job->progress, &error);

  if (made)
    g_task_return_pointer (task, made, g_free);
  else
    g_task_return_error (task, error);
}

void
luwte_workspace_back_up_async (LuwteWorkspace *self, const char *path, LuwteProgress *progress,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job;

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));
  g_return_if_fail (path != NULL);

  if (luwte_workspace_refuse_unless_open (self, task))
    return;
  job = job_new (self, progress);
  job->path = g_strdup (path);
  run_job (self, task, job, luwte_workspace_back_up_async, back_up_func);
}

char *
luwte_workspace_back_up_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  char *made;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  made = g_task_propagate_pointer (G_TASK (result), error);
  if (made)
    luwte_workspace_emit_backed_up (self);
  return made;
}

void
luwte_backup_info_free (LuwteBackupInfo *self)
{
  g_free (self->path);
  g_free (self);
}

static void
list_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) backups = luwte_vault_list_backups (job->vault, &error);
  GPtrArray *list;

  if (!backups)
    {
      g_task_return_error (task, error);
      return;
    }
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_backup_info_free);
  for (guint i = 0; i < backups->len; i++)
    {
      const LuwteVaultBackup *backup = g_ptr_array_index (backups, i);
      LuwteBackupInfo *info = g_new0 (LuwteBackupInfo, 1);

      info->path = g_strdup (backup->path);
      info->made_at = backup->made_at;
      info->until = backup->until;
      info->stale = backup->stale;
      info->reachable = backup->reachable;
      g_ptr_array_add (list, info);
    }
  g_task_return_pointer (task, list, (GDestroyNotify) g_ptr_array_unref);
}

void
luwte_workspace_list_backups_async (LuwteWorkspace *self, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  if (!luwte_workspace_refuse_unless_open (self, task))
    run_job (self, task, job_new (self, NULL), luwte_workspace_list_backups_async, list_func);
}

GPtrArray *
luwte_workspace_list_backups_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
begun_cb (LuwteDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (luwte_info_table_begun (db, data, error));
}

static void
state_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) backups = luwte_vault_list_backups (job->vault, &error);
  const gboolean none = backups && backups->len == 0;
  gint64 at = 0;

  if (none)
    luwte_vault_read (job->vault, begun_cb, &at, &error);
  else if (backups)
    at = ((const LuwteVaultBackup *) g_ptr_array_index (backups, 0))->made_at;
  if (error)
    g_task_return_error (task, error);
  else if (luwte_clock_now () - at <= LUWTE_BACKUP_OLD_DAYS * (gint64) (24 * 60 * 60))
    g_task_return_int (task, LUWTE_BACKUP_GOOD);
  else
    g_task_return_int (task, none ? LUWTE_BACKUP_NEVER : LUWTE_BACKUP_OLD);
}

void
luwte_workspace_backup_state_async (LuwteWorkspace *self, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  if (!luwte_workspace_refuse_unless_open (self, task))
    run_job (self, task, job_new (self, NULL), luwte_workspace_backup_state_async, state_func);
}

LuwteBackupState
luwte_workspace_backup_state_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  gssize state;

  g_return_val_if_fail (g_task_is_valid (result, self), LUWTE_BACKUP_GOOD);

  state = g_task_propagate_int (G_TASK (result), error);
  return state < 0 ? LUWTE_BACKUP_GOOD : (LuwteBackupState) state;
}

void
luwte_workspace_settle_backups (LuwteWorkspace *self)
{
  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  if (self->vault)
    luwte_vault_finish_backups (self->vault);
}

LuwteSecret *
luwte_workspace_make_recovery_code (void)
{
  return luwte_vault_make_recovery_code ();
}

static void
rotate_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (luwte_vault_rotate (job->dir, job->passphrase, job->code, cancellable, luwte_progress_tell,
                          job->progress, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
luwte_workspace_rotate_async (LuwteWorkspace *self, LuwteSecret *passphrase,
                              LuwteSecret *recovery_code, LuwteProgress *progress,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job;

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));
  g_return_if_fail (passphrase != NULL && recovery_code != NULL);

  luwte_workspace_lock (self);
  job = job_new (self, progress);
  job->passphrase = luwte_secret_ref (passphrase);
  job->code = luwte_secret_ref (recovery_code);
  run_job (self, task, job, luwte_workspace_rotate_async, rotate_func);
}

static void
code_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (luwte_vault_change_recovery_code (job->vault, job->passphrase, job->code, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
luwte_workspace_change_recovery_code_async (LuwteWorkspace *self, LuwteSecret *passphrase,
                                            LuwteSecret *recovery_code, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job;

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));
  g_return_if_fail (passphrase != NULL && recovery_code != NULL);

  if (luwte_workspace_refuse_unless_open (self, task))
    return;
  job = job_new (self, NULL);
  job->passphrase = luwte_secret_ref (passphrase);
  job->code = luwte_secret_ref (recovery_code);
  run_job (self, task, job, luwte_workspace_change_recovery_code_async, code_func);
}

static void
rebuild_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (luwte_vault_rebuild_ledger (job->vault, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
luwte_workspace_rebuild_ledger_async (LuwteWorkspace *self, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  if (!luwte_workspace_refuse_unless_open (self, task))
    run_job (self, task, job_new (self, NULL), luwte_workspace_rebuild_ledger_async, rebuild_func);
}

gboolean
luwte_workspace_keys_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
luwte_workspace_is_read_only (LuwteWorkspace *self)
{
  g_autofree char *trouble = NULL;

  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), FALSE);

  trouble = self->vault ? luwte_vault_dup_trouble (self->vault) : NULL;
  return trouble != NULL;
}
