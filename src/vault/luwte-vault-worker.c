/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-vault-worker-private.h"

struct _LuwteWorker
{
  GThread *thread;
  GAsyncQueue *queue; /* of Job */
  int closing;        /* atomic */

  LuwteWorkerOpen open;
  LuwteWorkerClose close; /* nullable */
  LuwteWorkerAsk ask;
  gpointer data; /* borrowed */

  GMutex mutex;
  GCond cond;
  gboolean started;    /* the thread has opened its connection, or not */
  gboolean well;       /* it has */
  GError *start_error; /* why not */
};

typedef struct
{
  LuwteJobKind kind;
  LuwteVaultFunc func;
  gpointer data;
  GDestroyNotify data_destroy;
  GDestroyNotify result_destroy;
  GTask *task; /* owned */

  gpointer result;
  GError *error;
} Job;

/* What ends the thread. */
static Job sentinel;

void
luwte_worker_set_closed_error (GError **error)
{
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_CLOSED, "The vault is closed");
}

static gboolean
answer_cb (gpointer user_data)
{
  Job *job = user_data;

  if (job->error)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, job->result, job->result_destroy);
  if (job->data_destroy)
    job->data_destroy (job->data);
  g_object_unref (job->task);
  g_free (job);
  return G_SOURCE_REMOVE;
}

static void
job_answer (Job *job)
{
  /* The answer may be taken, and the caller's context gone with job and task, before attaching
   * returns here: this thread holds what it still touches. */
  g_autoptr (GMainContext) context = NULL;
  g_autoptr (GSource) source = g_idle_source_new ();

  if (g_task_get_context (job->task))
    context = g_main_context_ref (g_task_get_context (job->task));
  /* Not g_main_context_invoke(): this thread could then be the one that runs the callback. */
  g_source_set_priority (source, g_task_get_priority (job->task));
  g_source_set_callback (source, answer_cb, job, NULL);
  g_source_set_static_name (source, "[luwte] vault answer");
  g_source_attach (source, context);
}

/* A query that nobody waits for any more need not be finished (search as one types). */
static int
progress_cb (gpointer user_data)
{
  Job *job = user_data;

  return g_cancellable_is_cancelled (g_task_get_cancellable (job->task));
}

static gboolean
begin (LuwteDb *db, Job *job, GError **error)
{
  switch (job->kind)
    {
    case LUWTE_JOB_READ:
      return luwte_db_exec (db, "BEGIN", error);
    case LUWTE_JOB_WRITE:
      return luwte_db_exec (db, "BEGIN IMMEDIATE", error);
    case LUWTE_JOB_BARE:
      return TRUE;
    }
  g_assert_not_reached ();
}

static void
job_run (LuwteWorker *self, LuwteDb *db, Job *job)
{
  LuwteDay today = LUWTE_DAY_NONE;
  LuwteDueRule *rule = self->ask (self->data, &today);

  luwte_db_begin_task (db, rule, today);
  g_clear_pointer (&rule, luwte_due_rule_unref);
  if (job->kind == LUWTE_JOB_READ)
    sqlite3_progress_handler (db->handle, 1000, progress_cb, job);

  if (begin (db, job, &job->error))
    job->result = job->func (db, job->data, &job->error);
  luwte_db_end_task (db);
  sqlite3_progress_handler (db->handle, 0, NULL, NULL);

  if (job->kind != LUWTE_JOB_BARE && !job->error && !luwte_db_exec (db, "COMMIT", &job->error) &&
      job->result && job->result_destroy)
    job->result_destroy (job->result);
  if (job->error)
    job->result = NULL;
  /* Whatever went wrong, the next job must not find a transaction. */
  if (!sqlite3_get_autocommit (db->handle))
    (void) luwte_db_exec (db, "ROLLBACK", NULL);
}

static void
start (LuwteWorker *self, gboolean well)
{
  g_mutex_lock (&self->mutex);
  self->started = TRUE;
  self->well = well;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

static gpointer
thread_func (gpointer user_data)
{
  LuwteWorker *self = user_data;
  LuwteDb *db = self->open (self->data, &self->start_error);
  Job *job;

  start (self, db != NULL);
  if (!db)
    return NULL;
  while ((job = g_async_queue_pop (self->queue)) != &sentinel)
    {
      if (g_atomic_int_get (&self->closing))
        luwte_worker_set_closed_error (&job->error);
      else if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (job->task),
                                                      &job->error))
        job_run (self, db, job);
      job_answer (job);
    }
  if (self->close)
    self->close (self->data, db);
  luwte_db_close (db);
  return NULL;
}

LuwteWorker *
luwte_worker_new (const char *name, LuwteWorkerOpen open_func, LuwteWorkerClose close_func,
                  LuwteWorkerAsk ask, gpointer data, GError **error)
{
  LuwteWorker *self = g_new0 (LuwteWorker, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->queue = g_async_queue_new ();
  self->open = open_func;
  self->close = close_func;
  self->ask = ask;
  self->data = data;
  self->thread = g_thread_new (name, thread_func, self);

  g_mutex_lock (&self->mutex);
  while (!self->started)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
  if (self->well)
    return self;
  g_propagate_error (error, g_steal_pointer (&self->start_error));
  luwte_worker_free (self);
  return NULL;
}

void
luwte_worker_free (LuwteWorker *self)
{
  g_atomic_int_set (&self->closing, TRUE);
  g_async_queue_push (self->queue, &sentinel);
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  g_clear_error (&self->start_error);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

void
luwte_worker_push (LuwteWorker *self, LuwteJobKind kind, LuwteVaultFunc func, gpointer data,
                   GDestroyNotify data_destroy, GDestroyNotify result_destroy, GTask *task)
{
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  job->func = func;
  job->data = data;
  job->data_destroy = data_destroy;
  job->result_destroy = result_destroy;
  job->task = task;
  g_async_queue_push (self->queue, job);
}

void
luwte_worker_refuse (GTask *task, gpointer data, GDestroyNotify data_destroy)
{
  Job *job = g_new0 (Job, 1);

  job->task = task;
  job->data = data;
  job->data_destroy = data_destroy;
  luwte_worker_set_closed_error (&job->error);
  job_answer (job);
}
