/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "luwte-workspace-private.h"

static void
access_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  LuwteAccessResult *access = luwte_rights_access_finish (LUWTE_RIGHTS (source), result, &error);

  if (!access)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, access, (GDestroyNotify) luwte_access_result_free);
}

void
luwte_workspace_write_access_async (LuwteWorkspace *self, const char *request_id, const char *path,
                                    LuwteAccessFlags flags, const char *language,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  g_task_set_source_tag (task, luwte_workspace_write_access_async);
  g_task_set_check_cancellable (task, FALSE);
  if (luwte_workspace_refuse_unless_open (self, task))
    g_object_unref (task);
  else
    luwte_rights_access_async (self->rights, request_id, path, flags, language, cancellable,
                               access_written_cb, task);
}

LuwteAccessResult *
luwte_workspace_write_access_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What was corrected or erased for somebody is no longer what the lists of notes show. */
static void
rights_changed_cb (LuwteRights *rights, const char *dossier_id, LuwteNotes *notes)
{
  g_signal_emit_by_name (notes, "changed", dossier_id);
}

void
luwte_workspace_join_rights (LuwteWorkspace *self)
{
  g_signal_connect_object (self->rights, "changed", G_CALLBACK (rights_changed_cb), self->notes,
                           G_CONNECT_DEFAULT);
}
