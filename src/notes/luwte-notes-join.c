/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A dossier is joined or split by the counsellor whose it is, on her own decision, never because the
 * service sees a link. What somebody else wrote in is that person's to join, and what a conversation
 * is open in waits until it is closed. */

#include "luwte-db.h"
#include "luwte-dossier-table.h"
#include "luwte-notes-join.h"
#include "luwte-notes-private.h"
#include "luwte-notes-standing.h"
#include "luwte-policy.h"
#include "luwte-setting-table.h"
#include "luwte-vault.h"

typedef struct
{
  char *from;
  char *into;
  char *nickname;
  char **sessions;
} Job;

static Job *
job_new (const char *from, const char *into, const char *nickname, const char *const *sessions)
{
  Job *job = g_new (Job, 1);

  *job = (Job) {
    .from = g_strdup (from),
    .into = g_strdup (into),
    .nickname = g_strdup (nickname),
    .sessions = g_strdupv ((char **) sessions),
  };
  return job;
}

static void
job_free (Job *job)
{
  g_free (job->from);
  g_free (job->into);
  g_free (job->nickname);
  g_strfreev (job->sessions);
  g_free (job);
}

static gboolean
audit (LuwteDb *db, const char *action, const char *object, GError **error)
{
  g_autofree char *role = NULL;

  return luwte_meta_table_get (db, "role", &role, error) &&
         luwte_db_audit (db, role != NULL ? role : "counsellor", action, object, error);
}

static gpointer
read_parts (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  g_autofree LuwteDossierParts *parts = g_new0 (LuwteDossierParts, 1);

  if (!luwte_dossier_table_parts (db, job->from, job->nickname, parts, error))
    return NULL;
  return g_steal_pointer (&parts);
}

static gboolean
check_parts (LuwteDb *db, const char *dossier, const char *nickname, gboolean may_be_open,
             GError **error)
{
  LuwteDossierParts parts;

  if (!luwte_dossier_table_parts (db, dossier, nickname, &parts, error))
    return FALSE;
  if (parts.n_of_others > 0)
    g_set_error_literal (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
                         "Somebody else wrote in this dossier: it is theirs to join or split");
  else if (parts.n_open > 0 && !may_be_open)
    g_set_error_literal (
        error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
        "A conversation of this dossier is open: it is joined or split afterwards");
  else
    return TRUE;
  return FALSE;
}

static gpointer
join (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  g_auto (GStrv) moved = luwte_dossier_table_sessions (db, job->from, NULL, error);

  if (moved == NULL)
    return NULL;
  if (g_strcmp0 (job->from, job->into) == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "A dossier is not joined to itself");
      return NULL;
    }
  if (!check_parts (db, job->from, NULL, FALSE, error) ||
      !check_parts (db, job->into, NULL, TRUE, error) ||
      !luwte_dossier_table_join (db, job->from, job->into, error) ||
      !audit (db, "dossier.join", job->into, error))
    return NULL;
  return g_steal_pointer (&moved);
}

static gpointer
split (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  g_auto (GStrv) named = NULL;
  g_autofree char *part = NULL;

  if (job->sessions == NULL)
    {
      named = luwte_dossier_table_sessions (db, job->from, job->nickname, error);
      if (named == NULL || !check_parts (db, job->from, job->nickname, FALSE, error))
        return NULL;
    }
  if (!check_parts (db, job->from, NULL, TRUE, error))
    return NULL;
  part = luwte_dossier_table_split (
      db, job->from, (const char *const *) (job->sessions != NULL ? job->sessions : named), error);
  if (part == NULL || !audit (db, "dossier.split", job->from, error))
    return NULL;
  return g_steal_pointer (&part);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GDestroyNotify free_answer = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer answer = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_task_get_source_tag (task) != luwte_notes_parts_async)
    luwte_notes_tell_changed (g_task_get_source_object (task), NULL);
  g_task_return_pointer (task, answer, free_answer);
}

static GTask *
new_task (LuwteNotes *self, gpointer tag, GDestroyNotify free_answer, GCancellable *cancellable,
          GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, free_answer, NULL);
  return task;
}

void
luwte_notes_parts_async (LuwteNotes *self, const char *dossier_id, const char *nickname,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  luwte_vault_read_async (self->vault, read_parts, job_new (dossier_id, NULL, nickname, NULL),
                          (GDestroyNotify) job_free, g_free, cancellable, answered_cb,
                          new_task (self, luwte_notes_parts_async, g_free, cancellable, callback,
                                    user_data));
}

LuwteDossierParts *
luwte_notes_parts_finish (LuwteNotes *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
luwte_notes_join_async (LuwteNotes *self, const char *from_id, const char *into_id,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  luwte_vault_write_async (self->vault, join, job_new (from_id, into_id, NULL, NULL),
                           (GDestroyNotify) job_free, (GDestroyNotify) g_strfreev, cancellable,
                           answered_cb,
                           new_task (self, luwte_notes_join_async, (GDestroyNotify) g_strfreev,
                                     cancellable, callback, user_data));
}

char **
luwte_notes_join_finish (LuwteNotes *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
luwte_notes_split_async (LuwteNotes *self, const char *dossier_id, const char *const *sessions,
                         const char *nickname, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  luwte_vault_write_async (self->vault, split, job_new (dossier_id, NULL, nickname, sessions),
                           (GDestroyNotify) job_free, g_free, cancellable, answered_cb,
                           new_task (self, luwte_notes_split_async, g_free, cancellable, callback,
                                     user_data));
}

char *
luwte_notes_split_finish (LuwteNotes *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
