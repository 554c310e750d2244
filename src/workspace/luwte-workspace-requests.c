/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "luwte-workspace-private.h"

#include <string.h>

char **
luwte_workspace_request_kinds (LuwteWorkspace *self)
{
  static const char *const kinds[] = { "access", "addition", "correction", "erasure", "complaint" };
  g_autoptr (GStrvBuilder) known = g_strv_builder_new ();

  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  for (gsize i = 0; self->policy != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (luwte_policy_may_request (self->policy, kinds[i], NULL))
      g_strv_builder_add (known, kinds[i]);
  if (self->policy != NULL && luwte_policy_may_request (self->policy, "objection", NULL))
    g_strv_builder_add_many (known, "registration", "research", NULL);
  return g_strv_builder_end (known);
}

gboolean
luwte_workspace_checks_identity (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), TRUE);
  return self->policy == NULL || luwte_policy_needs_identity (self->policy);
}

gboolean
luwte_workspace_checks_ownership (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), TRUE);
  return self->policy == NULL || luwte_policy_needs_ownership (self->policy);
}

gboolean
luwte_workspace_keeps_by_law (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), FALSE);

  if (self->policy == NULL)
    return FALSE;
  for (const char *const *line = luwte_policy_lines (self->policy); *line != NULL; line++)
    if (luwte_policy_line_keeps_by_law (self->policy, *line))
      return TRUE;
  return FALSE;
}

LuwteDay
luwte_workspace_answer_by (LuwteWorkspace *self, LuwteDay received)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), LUWTE_DAY_NONE);
  return self->policy != NULL ? luwte_policy_answer_by (self->policy, received) : LUWTE_DAY_NONE;
}

static void
receipt_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
luwte_workspace_save_receipt_async (LuwteWorkspace *self, const char *path, const char *words,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *line = g_strconcat (words, "\n", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (line, strlen (line));

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  g_task_set_source_tag (task, luwte_workspace_save_receipt_async);
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable,
                                       receipt_saved_cb, task);
}

gboolean
luwte_workspace_save_receipt_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
