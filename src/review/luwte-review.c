/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A flag is kept where the profile lists it for the session's line, and for a reason that the
 * profile knows. It goes with its term as every record does. */

#include "luwte-clock.h"
#include "luwte-code.h"
#include "luwte-flag-table.h"
#include "luwte-policy.h"
#include "luwte-review-private.h"
#include "luwte-secret.h"
#include "luwte-session-table.h"
#include "luwte-vault.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (LuwteReview, luwte_review, G_TYPE_OBJECT)

static void
luwte_review_dispose (GObject *object)
{
  LuwteReview *self = LUWTE_REVIEW (object);

  g_clear_object (&self->vault);
  g_clear_object (&self->policy);
  G_OBJECT_CLASS (luwte_review_parent_class)->dispose (object);
}

static void
luwte_review_class_init (LuwteReviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = luwte_review_dispose;
}

static void
luwte_review_init (LuwteReview *self)
{
}

/**
 * luwte_review_new:
 * @vault: open, with its due rule and its day set
 * @policy: what is asked before anything is stored
 *
 * Returns: (transfer full): the flags of this vault
 */
LuwteReview *
luwte_review_new (LuwteVault *vault, LuwtePolicy *policy)
{
  LuwteReview *self = g_object_new (LUWTE_TYPE_REVIEW, NULL);

  self->vault = g_object_ref (vault);
  self->policy = g_object_ref (policy);
  return self;
}

/* For the vault's threads. */
typedef struct
{
  LuwtePolicy *policy;
  char *id; /* of the session to flag, or of the flag */
  char *reason;
  char *question;
  gboolean urgent;
} Job;

static Job *
job_new (LuwtePolicy *policy, const char *id)
{
  Job *self = g_new0 (Job, 1);

  self->policy = g_object_ref (policy);
  self->id = g_strdup (id);
  return self;
}

static void
job_free (Job *self)
{
  g_object_unref (self->policy);
  g_free (self->id);
  g_free (self->reason);
  if (self->question != NULL)
    luwte_wipe (self->question, strlen (self->question));
  g_free (self->question);
  g_free (self);
}

static gboolean
check_reason (LuwtePolicy *policy, const char *reason, GError **error)
{
  g_autoptr (GPtrArray) reasons = luwte_policy_flag_reasons (policy, NULL);

  for (guint i = 0; i < reasons->len; i++)
    if (g_strcmp0 (luwte_code_get_code (g_ptr_array_index (reasons, i)), reason) == 0)
      return TRUE;
  g_set_error_literal (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_NOT_FOUND,
                       "The profile has no such reason for a review");
  return FALSE;
}

static gpointer
add_flag (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  const gint64 now = luwte_clock_now ();
  g_autoptr (LuwteSessionRow) session = luwte_session_table_get (db, job->id, error);

  if (session == NULL || !luwte_policy_may_store (job->policy, session->line, "flag", error) ||
      !check_reason (job->policy, job->reason, error))
    return NULL;
  return luwte_flag_table_add (db,
                               &(LuwteFlagRow) {
                                 .session = job->id,
                                 .reason = job->reason,
                                 .urgent = job->urgent,
                                 .question = job->question,
                                 .created_at = now,
                                 .created_day = luwte_policy_day_of (job->policy, now),
                               },
                               error);
}

static gpointer
remove_flag (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;

  return GINT_TO_POINTER (luwte_flag_table_remove (db, job->id, error));
}

static gpointer
list_flags (LuwteDb *db, gpointer data, GError **error)
{
  return luwte_flag_table_list (db, error);
}

static void
flagged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *id = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (id == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, id, g_free);
}

/**
 * luwte_review_flag_async:
 * @session_id: the vault's object id
 * @reason: a code of the profile
 * @question: (nullable): what the meeting is asked
 *
 * LUWTE_POLICY_ERROR_REFUSED when the line keeps no flags, LUWTE_POLICY_ERROR_NOT_FOUND for a
 * reason that the profile does not have.
 */
void
luwte_review_flag_async (LuwteReview *self, const char *session_id, const char *reason,
                         gboolean urgent, const char *question, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Job *job = job_new (self->policy, session_id);

  g_task_set_source_tag (task, luwte_review_flag_async);
  job->reason = g_strdup (reason);
  job->question = g_strdup (question != NULL ? question : "");
  job->urgent = urgent;
  luwte_vault_write_async (self->vault, add_flag, job, (GDestroyNotify) job_free, g_free,
                           cancellable, flagged_cb, task);
}

char *
luwte_review_flag_finish (LuwteReview *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
unflagged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (luwte_vault_run_finish (LUWTE_VAULT (source), result, &error) == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * luwte_review_unflag_async:
 * @flag_id: object id
 *
 * The counsellor no longer asks for it. LUWTE_VAULT_ERROR_NOT_FOUND when there is no such flag.
 */
void
luwte_review_unflag_async (LuwteReview *self, const char *flag_id, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, luwte_review_unflag_async);
  luwte_vault_write_async (self->vault, remove_flag, job_new (self->policy, flag_id),
                           (GDestroyNotify) job_free, NULL, cancellable, unflagged_cb, task);
}

gboolean
luwte_review_unflag_finish (LuwteReview *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *flags = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (flags == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, flags, (GDestroyNotify) g_ptr_array_unref);
}

void
luwte_review_list_async (LuwteReview *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, luwte_review_list_async);
  luwte_vault_read_async (self->vault, list_flags, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                          cancellable, listed_cb, task);
}

GPtrArray *
luwte_review_list_finish (LuwteReview *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
