/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-vault-private.h"

#include "luwte-vault-files-private.h"

#include <unistd.h>

G_DEFINE_FINAL_TYPE (LuwteVault, luwte_vault, G_TYPE_OBJECT)

static void
luwte_vault_dispose (GObject *object)
{
  luwte_vault_close (LUWTE_VAULT (object));
  G_OBJECT_CLASS (luwte_vault_parent_class)->dispose (object);
}

static void
luwte_vault_finalize (GObject *object)
{
  LuwteVault *self = LUWTE_VAULT (object);

  g_clear_pointer (&self->rule, luwte_due_rule_unref);
  g_free (self->trouble);
  g_free (self->dir);
  g_free (self->id);
  g_mutex_clear (&self->slot_mutex);
  g_mutex_clear (&self->worker_mutex);
  g_mutex_clear (&self->rule_mutex);
  g_mutex_clear (&self->copy_mutex);
  g_mutex_clear (&self->back_up_mutex);
  g_clear_object (&self->closing);
  G_OBJECT_CLASS (luwte_vault_parent_class)->finalize (object);
}

static void
luwte_vault_class_init (LuwteVaultClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = luwte_vault_dispose;
  object_class->finalize = luwte_vault_finalize;
  luwte_vault_step_class_init (klass);
}

static void
luwte_vault_init (LuwteVault *self)
{
  g_mutex_init (&self->slot_mutex);
  g_mutex_init (&self->worker_mutex);
  g_mutex_init (&self->rule_mutex);
  g_mutex_init (&self->copy_mutex);
  g_mutex_init (&self->back_up_mutex);
  self->closing = g_cancellable_new ();
  self->lock = -1;
  self->today = LUWTE_DAY_NONE;
  luwte_vault_step_init (self);
}

LuwteVault *
luwte_vault_new_closed (const char *dir)
{
  LuwteVault *self = g_object_new (LUWTE_TYPE_VAULT, NULL);

  self->dir = g_strdup (dir);
  return self;
}

char *
luwte_vault_path (LuwteVault *self, const char *name)
{
  return g_build_filename (self->dir, name, NULL);
}

const char *
luwte_vault_get_dir (LuwteVault *self)
{
  g_return_val_if_fail (LUWTE_IS_VAULT (self), NULL);
  return self->dir;
}

const char *
luwte_vault_get_id (LuwteVault *self)
{
  g_return_val_if_fail (LUWTE_IS_VAULT (self), NULL);
  return self->id;
}

gboolean
luwte_vault_is_open (LuwteVault *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (LUWTE_IS_VAULT (self), FALSE);

  locker = g_mutex_locker_new (&self->worker_mutex);
  return self->writer != NULL;
}

void
luwte_vault_stop_workers (LuwteVault *self)
{
  LuwteWorker *writer, *reader;

  luwte_vault_stop_copies (self);
  g_mutex_lock (&self->worker_mutex);
  writer = g_steal_pointer (&self->writer);
  reader = g_steal_pointer (&self->reader);
  g_mutex_unlock (&self->worker_mutex);

  /* The reader first: the last connection to close cleans up the write-ahead log. */
  g_clear_pointer (&reader, luwte_worker_free);
  g_clear_pointer (&writer, luwte_worker_free);
  g_clear_pointer (&self->ledger, luwte_ledger_free);
}

void
luwte_vault_close (LuwteVault *self)
{
  g_return_if_fail (LUWTE_IS_VAULT (self));

  luwte_vault_stop_workers (self);
  g_mutex_lock (&self->slot_mutex);
  g_clear_pointer (&self->key, luwte_key_unref);
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
  g_mutex_unlock (&self->slot_mutex);
}

char *
luwte_vault_dup_trouble (LuwteVault *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (LUWTE_IS_VAULT (self), NULL);

  locker = g_mutex_locker_new (&self->worker_mutex);
  return g_strdup (self->trouble);
}

gboolean
luwte_vault_get_unfinished (LuwteVault *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (LUWTE_IS_VAULT (self), FALSE);

  locker = g_mutex_locker_new (&self->worker_mutex);
  return self->unfinished;
}

void
luwte_vault_set_unfinished (LuwteVault *self, gboolean unfinished)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->worker_mutex);

  self->unfinished = unfinished;
}

/* Under the lock; the caller lets go of the old one afterwards. */
static LuwteDueRule *
take_rule (LuwteVault *self, LuwteDueRule *rule)
{
  LuwteDueRule *old = g_steal_pointer (&self->rule);

  self->rule = rule;
  return old;
}

void
luwte_vault_set_due_rule (LuwteVault *self, LuwteDueFunc func, gpointer data,
                          GDestroyNotify destroy)
{
  LuwteDueRule *old;

  g_return_if_fail (LUWTE_IS_VAULT (self));

  g_mutex_lock (&self->rule_mutex);
  old = take_rule (self, luwte_due_rule_with_due (self->rule, func, data, destroy));
  g_mutex_unlock (&self->rule_mutex);
  g_clear_pointer (&old, luwte_due_rule_unref);
}

void
luwte_vault_set_read_rule (LuwteVault *self, LuwteReadFunc func, gpointer data,
                           GDestroyNotify destroy)
{
  LuwteDueRule *old;

  g_return_if_fail (LUWTE_IS_VAULT (self));

  g_mutex_lock (&self->rule_mutex);
  old = take_rule (self, luwte_due_rule_with_read (self->rule, func, data, destroy));
  g_mutex_unlock (&self->rule_mutex);
  g_clear_pointer (&old, luwte_due_rule_unref);
}

void
luwte_vault_set_today (LuwteVault *self, LuwteDay today)
{
  g_return_if_fail (LUWTE_IS_VAULT (self));

  g_mutex_lock (&self->rule_mutex);
  self->today = today;
  g_mutex_unlock (&self->rule_mutex);
}

void
luwte_vault_push (LuwteVault *self, LuwteJobKind kind, LuwteVaultFunc func, gpointer data,
                  GDestroyNotify data_destroy, GDestroyNotify result_destroy, GTask *task)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->worker_mutex);
  LuwteWorker *worker = kind == LUWTE_JOB_READ ? self->reader : self->writer;

  if (worker)
    luwte_worker_push (worker, kind, func, data, data_destroy, result_destroy, task);
  else
    luwte_worker_refuse (task, data, data_destroy);
}

GTask *
luwte_vault_task_new (LuwteVault *self, gpointer tag, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  /* What was committed is told, even to whoever has cancelled meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

/* Nothing may be written: the function that was asked for is not called. */
static gpointer
refuse_cb (LuwteDb *db, gpointer data, GError **error)
{
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
                       "The vault can only be read: its ledger does not fit");
  return NULL;
}

LuwteVaultFunc
luwte_vault_writing (LuwteVault *self, LuwteVaultFunc func)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->worker_mutex);

  return self->trouble ? refuse_cb : func;
}

void
luwte_vault_write_async (LuwteVault *self, LuwteVaultFunc func, gpointer data,
                         GDestroyNotify data_destroy, GDestroyNotify result_destroy,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (LUWTE_IS_VAULT (self));

  luwte_vault_push (self, LUWTE_JOB_WRITE, luwte_vault_writing (self, func), data, data_destroy,
                    result_destroy,
                    luwte_vault_task_new (self, luwte_vault_write_async, cancellable, callback,
                                          user_data));
}

void
luwte_vault_read_async (LuwteVault *self, LuwteVaultFunc func, gpointer data,
                        GDestroyNotify data_destroy, GDestroyNotify result_destroy,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (LUWTE_IS_VAULT (self));

  luwte_vault_push (self, LUWTE_JOB_READ, func, data, data_destroy, result_destroy,
                    luwte_vault_task_new (self, luwte_vault_read_async, cancellable, callback,
                                          user_data));
}

gpointer
luwte_vault_run_finish (LuwteVault *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (LUWTE_IS_VAULT (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  GMainContext *context;
  GAsyncResult *result;
} Wait;

static void
waited_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Wait *wait = user_data;

  wait->result = g_object_ref (result);
}

/* Through the queue and a context of its own, so that a vault that closes meanwhile answers. */
gpointer
luwte_vault_run (LuwteVault *self, LuwteJobKind kind, LuwteVaultFunc func, gpointer data,
                 GError **error)
{
  Wait wait = { .context = g_main_context_new () };
  gpointer answer;

  g_main_context_push_thread_default (wait.context);
  luwte_vault_push (self, kind, func, data, NULL, NULL,
                    luwte_vault_task_new (self, luwte_vault_run, NULL, waited_cb, &wait));
  while (!wait.result)
    g_main_context_iteration (wait.context, TRUE);
  answer = luwte_vault_run_finish (self, wait.result, error);
  g_object_unref (wait.result);
  g_main_context_pop_thread_default (wait.context);
  g_main_context_unref (wait.context);
  return answer;
}

gpointer
luwte_vault_write (LuwteVault *self, LuwteVaultFunc func, gpointer data, GError **error)
{
  g_return_val_if_fail (LUWTE_IS_VAULT (self), NULL);
  return luwte_vault_run (self, LUWTE_JOB_WRITE, luwte_vault_writing (self, func), data, error);
}

gpointer
luwte_vault_read (LuwteVault *self, LuwteVaultFunc func, gpointer data, GError **error)
{
  g_return_val_if_fail (LUWTE_IS_VAULT (self), NULL);
  return luwte_vault_run (self, LUWTE_JOB_READ, func, data, error);
}
