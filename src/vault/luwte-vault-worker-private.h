/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-db-private.h"

G_BEGIN_DECLS

/* A thread that owns one connection, and the queue of what it shall do. */

typedef enum
{
  LUWTE_JOB_READ,  /* in a read transaction */
  LUWTE_JOB_WRITE, /* in an IMMEDIATE transaction */
  LUWTE_JOB_BARE,  /* the function minds its transactions itself */
} LuwteJobKind;

typedef struct _LuwteWorker LuwteWorker;

/* Opens the connection; runs on the new thread. */
typedef LuwteDb *(*LuwteWorkerOpen) (gpointer data, GError **error);
/* The connection is about to be closed; on the thread. */
typedef void (*LuwteWorkerClose) (gpointer data, LuwteDb *db);
/* Asked before each job: the rule (transfer full, nullable) and the day that hold during it. */
typedef LuwteDueRule *(*LuwteWorkerAsk) (gpointer data, LuwteDay *today);

/* Waits until the connection is open, or gives the reason why it is not. @data must outlive it. */
LuwteWorker *luwte_worker_new (const char *name, LuwteWorkerOpen open, LuwteWorkerClose close,
                               LuwteWorkerAsk ask, gpointer data, GError **error);
/* Finishes the job under way, refuses the others, closes the connection, joins the thread. */
void luwte_worker_free (LuwteWorker *self);

/* Takes @task, in whose main context the answer comes; there @data goes, too. */
void luwte_worker_push (LuwteWorker *self, LuwteJobKind kind, LuwteVaultFunc func, gpointer data,
                        GDestroyNotify data_destroy, GDestroyNotify result_destroy, GTask *task);

/* Answers a task with LUWTE_VAULT_ERROR_CLOSED. */
void luwte_worker_refuse (GTask *task, gpointer data, GDestroyNotify data_destroy);
void luwte_worker_set_closed_error (GError **error);

G_END_DECLS
