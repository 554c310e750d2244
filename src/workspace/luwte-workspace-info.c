/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "luwte-workspace-private.h"

#include "luwte-info-table.h"
#include "luwte-log.h"

char *
luwte_workspace_get_setting (LuwteWorkspace *self, const char *key)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->settings ? g_strdup (g_hash_table_lookup (self->settings, key)) : NULL;
}

static void
setting_kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!luwte_workspace_store_done_finish (LUWTE_VAULT (source), result, &error))
    luwte_log_error ("A setting was not kept", error);
}

void
luwte_workspace_set_setting (LuwteWorkspace *self, const char *key, const char *value)
{
  g_return_if_fail (LUWTE_IS_WORKSPACE (self));
  g_return_if_fail (key != NULL);

  if (!self->settings || g_strcmp0 (g_hash_table_lookup (self->settings, key), value) == 0)
    return;
  if (value)
    g_hash_table_replace (self->settings, g_strdup (key), g_strdup (value));
  else
    g_hash_table_remove (self->settings, key);
  luwte_workspace_store_setting_async (self->vault, key, value, setting_kept_cb, NULL);
}

#define KEY_REVIEW_FOLDER "review.folder"

char *
luwte_workspace_get_review_folder (LuwteWorkspace *self)
{
  return luwte_workspace_get_setting (self, KEY_REVIEW_FOLDER);
}

void
luwte_workspace_set_review_folder (LuwteWorkspace *self, const char *path)
{
  luwte_workspace_set_setting (self, KEY_REVIEW_FOLDER, path);
  luwte_folder_watch_look (self->folder_watch);
}

LuwteFolderWatch *
luwte_workspace_get_folder_watch (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->folder_watch;
}

static gpointer
info_func (LuwteDb *db, gpointer data, GError **error)
{
  return luwte_info_table_counts (db, error);
}

static void
info_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GHashTable *counts = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (counts)
    g_task_return_pointer (task, counts, (GDestroyNotify) g_hash_table_unref);
  else
    g_task_return_error (task, error);
}

void
luwte_workspace_info_async (LuwteWorkspace *self, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  g_task_set_source_tag (task, luwte_workspace_info_async);
  if (!luwte_workspace_refuse_unless_open (self, task))
    luwte_vault_read_async (self->vault, info_func, NULL, NULL, (GDestroyNotify) g_hash_table_unref,
                            cancellable, info_cb, g_steal_pointer (&task));
}

GHashTable *
luwte_workspace_info_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
check_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (luwte_vault_check (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
luwte_workspace_check_vault_async (LuwteWorkspace *self, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  g_task_set_source_tag (task, luwte_workspace_check_vault_async);
  if (luwte_workspace_refuse_unless_open (self, task))
    return;
  g_task_set_task_data (task, g_object_ref (self->vault), g_object_unref);
  g_task_run_in_thread (task, check_func);
}

static void
examine_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LuwteVaultFindings findings;
  GError *error = NULL;
  GArray *list;

  /* The two are in the same order: those of the vault are bits. */
  G_STATIC_ASSERT (LUWTE_VAULT_FINDING_HEADER == 1 << LUWTE_FINDING_HEADER);
  G_STATIC_ASSERT (LUWTE_VAULT_FINDING_UNFINISHED == 1 << LUWTE_FINDING_UNFINISHED);
  if (!luwte_vault_examine (data, &findings, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  list = g_array_new (FALSE, FALSE, sizeof (LuwteFinding));
  for (LuwteFinding finding = 0; finding < LUWTE_N_FINDINGS; finding++)
    if (findings & (1u << finding))
      g_array_append_val (list, finding);
  g_task_return_pointer (task, list, (GDestroyNotify) g_array_unref);
}

void
luwte_workspace_examine_vault_async (LuwteWorkspace *self, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  g_task_set_source_tag (task, luwte_workspace_examine_vault_async);
  if (luwte_workspace_refuse_unless_open (self, task))
    return;
  g_task_set_task_data (task, g_object_ref (self->vault), g_object_unref);
  g_task_run_in_thread (task, examine_func);
}

GArray *
luwte_workspace_examine_vault_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
luwte_workspace_check_vault_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
