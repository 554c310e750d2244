/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asked of the vault on its writer's thread, since the audit says that it was made; then made and
 * written on a thread of its own. */

#include "luwte-rights.h"

#include "luwte-access-private.h"
#include "luwte-new-file.h"
#include "luwte-rights-private.h"
#include "luwte-vault.h"

typedef struct
{
  char *path;
  LuwteAccessFlags flags;
  LuwteAccess *access;
} Making;

static void
making_free (Making *self)
{
  g_free (self->path);
  g_clear_pointer (&self->access, luwte_access_free);
  g_free (self);
}

void
luwte_access_result_free (LuwteAccessResult *self)
{
  g_free (self->path);
  g_free (self);
}

static LuwteAccessResult *
make (Making *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  LuwteAccessResult *result;

  if (!luwte_access_clean (self->access, error))
    return NULL;
  bytes = g_str_has_suffix (self->path, ".json") ? luwte_access_to_json (self->access)
                                                 : luwte_access_to_pdf (self->access, error);
  if (bytes == NULL || g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !luwte_new_file_write (self->path, bytes, (self->flags & LUWTE_ACCESS_REPLACE) != 0, error))
    return NULL;
  result = g_new (LuwteAccessResult, 1);
  *result = (LuwteAccessResult) {
    .path = g_strdup (self->path),
    .n_contacts = self->access->contacts->len,
    .n_records = self->access->n_records,
    .n_masked = self->access->n_masked,
    .n_left_out = self->access->n_left_out,
    .anonymised = self->access->anonymised,
  };
  return result;
}

static void
make_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  LuwteAccessResult *result = make (data, cancellable, &error);

  if (result == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, (GDestroyNotify) luwte_access_result_free);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Making *making = g_task_get_task_data (task);
  GError *error = NULL;

  making->access = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);
  if (making->access == NULL)
    g_task_return_error (task, error);
  else
    g_task_run_in_thread (task, make_func);
}

/**
 * luwte_rights_access_async:
 * @request_id: a request for access that was granted
 * @path: a file that ends in .pdf or .json
 * @language: "nl" or "en": of the file's own words
 *
 * Writes all that is kept about the one who asked, and nobody else's nickname. What could not be
 * written whole is not there.
 */
void
luwte_rights_access_async (LuwteRights *self, const char *request_id, const char *path,
                           LuwteAccessFlags flags, const char *language, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Making *making = g_new0 (Making, 1);
  LuwteAccessJob *job;

  g_task_set_source_tag (task, luwte_rights_access_async);
  /* A file that is there is not told to be cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  making->path = g_strdup (path);
  making->flags = flags;
  g_task_set_task_data (task, making, (GDestroyNotify) making_free);
  if (!g_str_has_suffix (path, ".pdf") && !g_str_has_suffix (path, ".json"))
    {
      g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                                       "The name of the file ends in .pdf or .json");
      g_object_unref (task);
      return;
    }
  job = g_new (LuwteAccessJob, 1);
  *job = (LuwteAccessJob) {
    .policy = g_object_ref (luwte_rights_get_policy (self)),
    .request = g_strdup (request_id),
    .language = g_strdup (language),
    .flags = flags,
  };
  luwte_vault_write_async (luwte_rights_get_vault (self), luwte_access_read, job,
                           (GDestroyNotify) luwte_access_job_free,
                           (GDestroyNotify) luwte_access_free, cancellable, read_cb, task);
}

LuwteAccessResult *
luwte_rights_access_finish (LuwteRights *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
