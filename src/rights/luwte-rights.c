/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-rights.h"

#include "luwte-decision-table.h"
#include "luwte-note-text.h"
#include "luwte-receipt-table.h"
#include "luwte-request-table.h"
#include "luwte-retention-values.h"
#include "luwte-rights-private.h"
#include "luwte-vault.h"

struct _LuwteRights
{
  GObject parent_instance;

  /* owned */
  LuwteVault *vault;
  LuwtePolicy *policy;
};

G_DEFINE_FINAL_TYPE (LuwteRights, luwte_rights, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
luwte_rights_dispose (GObject *object)
{
  LuwteRights *self = LUWTE_RIGHTS (object);

  g_clear_object (&self->vault);
  g_clear_object (&self->policy);
  G_OBJECT_CLASS (luwte_rights_parent_class)->dispose (object);
}

static void
luwte_rights_class_init (LuwteRightsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = luwte_rights_dispose;

  /**
   * LuwteRights::changed:
   * @dossier_id: (nullable)
   *
   * Notes were corrected or erased.
   */
  signals[CHANGED] = g_signal_new ("changed", LUWTE_TYPE_RIGHTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
luwte_rights_init (LuwteRights *self)
{
}

/**
 * luwte_rights_new:
 * @vault: open, with its rules and its day set
 * @policy: what is asked before anything is stored or done
 *
 * Returns: (transfer full): the rights desk of this vault
 */
LuwteRights *
luwte_rights_new (LuwteVault *vault, LuwtePolicy *policy)
{
  LuwteRights *self = g_object_new (LUWTE_TYPE_RIGHTS, NULL);

  self->vault = g_object_ref (vault);
  self->policy = g_object_ref (policy);
  return self;
}

LuwteVault *
luwte_rights_get_vault (LuwteRights *self)
{
  return self->vault;
}

LuwtePolicy *
luwte_rights_get_policy (LuwteRights *self)
{
  return self->policy;
}

char *
luwte_rights_anonymous_words (LuwteRights *self, const char *language)
{
  g_return_val_if_fail (LUWTE_IS_RIGHTS (self), NULL);
  return luwte_policy_anonymous_words (self->policy, language);
}

static void
received_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *id = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (id == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, id, g_free);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *rows = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (rows == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, rows, (GDestroyNotify) g_ptr_array_unref);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (luwte_vault_run_finish (LUWTE_VAULT (source), result, &error) == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* A change of what stands in a dossier, which is what it answers. */
static void
note_changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autofree char *dossier = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (dossier == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_signal_emit (g_task_get_source_object (task), signals[CHANGED], 0, dossier);
  g_task_return_boolean (task, TRUE);
}

static void
change_note (LuwteRights *self, gpointer tag, LuwteVaultFunc func, const char *request_id,
             const char *note_id, LuwteNoteText *text, GCancellable *cancellable,
             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  LuwteRightsJob *job = luwte_rights_job_new (self->policy, request_id);

  job->note = g_strdup (note_id);
  job->text = luwte_note_text_ref (text);
  g_task_set_source_tag (task, tag);
  luwte_vault_write_async (self->vault, func, job, (GDestroyNotify) luwte_rights_job_free, g_free,
                           cancellable, note_changed_cb, task);
}

/* A change that answers with nothing but that it is done. */
static void
change (LuwteRights *self, gpointer tag, LuwteVaultFunc func, LuwteRightsJob *job,
        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  luwte_vault_write_async (self->vault, func, job, (GDestroyNotify) luwte_rights_job_free, NULL,
                           cancellable, done_cb, task);
}

void
luwte_rights_receive_async (LuwteRights *self, const char *dossier_id, const char *kind,
                            LuwteDay received, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  LuwteRightsJob *job = luwte_rights_job_new (self->policy, dossier_id);

  g_task_set_source_tag (task, luwte_rights_receive_async);
  job->kind = g_strdup (kind);
  job->received = received;
  luwte_vault_write_async (self->vault, luwte_rights_job_receive, job,
                           (GDestroyNotify) luwte_rights_job_free, g_free, cancellable, received_cb,
                           task);
}

char *
luwte_rights_receive_finish (LuwteRights *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
luwte_rights_check_async (LuwteRights *self, const char *request_id, gboolean identity,
                          gboolean ownership, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  LuwteRightsJob *job = luwte_rights_job_new (self->policy, request_id);

  job->identity = identity;
  job->ownership = ownership;
  change (self, luwte_rights_check_async, luwte_rights_job_check, job, cancellable, callback,
          user_data);
}

void
luwte_rights_correct_async (LuwteRights *self, const char *request_id, const char *note_id,
                            LuwteNoteText *text, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  change_note (self, luwte_rights_correct_async, luwte_rights_job_correct, request_id, note_id,
               text, cancellable, callback, user_data);
}

void
luwte_rights_add_async (LuwteRights *self, const char *request_id, const char *note_id,
                        LuwteNoteText *text, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  change_note (self, luwte_rights_add_async, luwte_rights_job_add, request_id, note_id, text,
               cancellable, callback, user_data);
}

void
luwte_rights_grant_async (LuwteRights *self, const char *request_id, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  change (self, luwte_rights_grant_async, luwte_rights_job_grant,
          luwte_rights_job_new (self->policy, request_id), cancellable, callback, user_data);
}

void
luwte_rights_refuse_async (LuwteRights *self, const char *request_id, const char *ground,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  LuwteRightsJob *job = luwte_rights_job_new (self->policy, request_id);

  job->ground = g_strdup (ground);
  change (self, luwte_rights_refuse_async, luwte_rights_job_refuse, job, cancellable, callback,
          user_data);
}

void
luwte_rights_object_async (LuwteRights *self, const char *dossier_id, const char *to,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  LuwteRightsJob *job = luwte_rights_job_new (self->policy, dossier_id);

  job->kind = g_strdup (to);
  change (self, luwte_rights_object_async, luwte_rights_job_object, job, cancellable, callback,
          user_data);
}

void
luwte_rights_unobject_async (LuwteRights *self, const char *dossier_id, const char *to,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  LuwteRightsJob *job = luwte_rights_job_new (self->policy, dossier_id);

  job->kind = g_strdup (to);
  change (self, luwte_rights_unobject_async, luwte_rights_job_unobject, job, cancellable, callback,
          user_data);
}

static void
objects_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  const int answer = GPOINTER_TO_INT (
      luwte_vault_run_finish (LUWTE_VAULT (source), result, &error));

  if (answer == 0)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, answer == 2);
}

void
luwte_rights_objects_async (LuwteRights *self, const char *dossier_id, const char *to,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  LuwteRightsJob *job = luwte_rights_job_new (self->policy, dossier_id);

  g_task_set_source_tag (task, luwte_rights_objects_async);
  job->kind = g_strdup (to);
  luwte_vault_read_async (self->vault, luwte_rights_job_objects, job,
                          (GDestroyNotify) luwte_rights_job_free, NULL, cancellable, objects_cb,
                          task);
}

gboolean
luwte_rights_objects_finish (LuwteRights *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
luwte_rights_done_finish (LuwteRights *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gpointer
finish_receipt (LuwteDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (luwte_receipt_table_finish (db, error));
}

static void
receipt_finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LuwteReceipt *begun = g_task_get_task_data (task);
  GError *error = NULL;

  if (luwte_vault_run_finish (LUWTE_VAULT (source), result, &error) == NULL)
    g_task_return_error (task, error);
  else
    {
      g_signal_emit (g_task_get_source_object (task), signals[CHANGED], 0, NULL);
      g_task_return_pointer (task,
                             luwte_receipt_new (luwte_receipt_get_at (begun),
                                                luwte_receipt_get_n_records (begun),
                                                luwte_receipt_get_n_sessions (begun),
                                                luwte_receipt_get_n_tombstones (begun), 0, TRUE),
                             g_object_unref);
    }
}

static void
erased_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  LuwteReceipt *receipt = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (receipt == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, receipt, g_object_unref);
  luwte_vault_write_async (LUWTE_VAULT (source), finish_receipt, NULL, NULL, NULL, NULL,
                           receipt_finished_cb, g_steal_pointer (&task));
}

void
luwte_rights_erase_async (LuwteRights *self, const char *request_id, gboolean before_legal_term,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  luwte_rights_erase_on_ground_async (self, request_id, NULL, before_legal_term, cancellable,
                                      callback, user_data);
}

void
luwte_rights_erase_on_ground_async (LuwteRights *self, const char *request_id, const char *ground,
                                    gboolean before_legal_term, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  LuwteRightsJob *job = luwte_rights_job_new (self->policy, request_id);

  g_task_set_source_tag (task, luwte_rights_erase_async);
  job->ground = g_strdup (ground);
  job->before_legal_term = before_legal_term;
  luwte_vault_purge_async (self->vault, luwte_rights_job_erase, job,
                           (GDestroyNotify) luwte_rights_job_free, g_object_unref, cancellable,
                           erased_cb, task);
}

LuwteReceipt *
luwte_rights_erase_finish (LuwteRights *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
list_requests (LuwteDb *db, gpointer data, GError **error)
{
  return luwte_request_table_list (db, error);
}

static gpointer
list_decisions (LuwteDb *db, gpointer data, GError **error)
{
  return luwte_decision_table_list (db, error);
}

static gpointer
list_objections (LuwteDb *db, gpointer data, GError **error)
{
  return luwte_objection_table_list (db, error);
}

static void
list (LuwteRights *self, LuwteVaultFunc func, GCancellable *cancellable,
      GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, luwte_rights_list_async);
  luwte_vault_read_async (self->vault, func, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                          cancellable, listed_cb, task);
}

void
luwte_rights_list_async (LuwteRights *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  list (self, list_requests, cancellable, callback, user_data);
}

void
luwte_rights_decisions_async (LuwteRights *self, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  list (self, list_decisions, cancellable, callback, user_data);
}

void
luwte_rights_objections_async (LuwteRights *self, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  list (self, list_objections, cancellable, callback, user_data);
}

GPtrArray *
luwte_rights_list_finish (LuwteRights *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
