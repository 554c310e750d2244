/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: what this vault put into the folder it takes out again after its month, or when it is
 * recalled, and forgets that it was there only when it is gone. What others put there is theirs. A folder that cannot be listed
 * has vanished, and then a file that is not found in it may still be somewhere. A team that changes
 * its folder leaves files in the old one: so folders are remembered as long as a file of ours may lie
 * in any of them. */

#include "luwte-board-private.h"

#include "luwte-case-table.h"
#include "luwte-db.h"
#include "luwte-folder-private.h"
#include "luwte-handover-private.h"
#include "luwte-setting-table.h"
#include "luwte-vault.h"

#define KEY_FOLDERS "review-folders"

void
luwte_board_sync_free (LuwteBoardSync *self)
{
  g_clear_pointer (&self->taken, g_ptr_array_unref);
  g_clear_error (&self->problem);
  g_free (self);
}

static gpointer
list_past (LuwteDb *db, gpointer data, GError **error)
{
  g_autofree char *month = luwte_day_to_month (luwte_db_today (db));

  return luwte_pack_table_list_past (db, month, error);
}

static gpointer
taken_out (LuwteDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (luwte_pack_table_taken_out (db, data, error));
}

static gpointer
count_ready (LuwteDb *db, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) ready = luwte_pack_table_list (db, error);

  if (ready == NULL)
    return NULL;
  *(guint *) data = ready->len;
  return GINT_TO_POINTER (TRUE);
}

/* 1 more than there are: 0 is a failure. */
static gpointer
count_news (LuwteDb *db, gpointer data, GError **error)
{
  g_autofree char *month = luwte_day_to_month (luwte_db_today (db));

  return GSIZE_TO_POINTER ((gsize) (luwte_case_table_count_news (db, month, error) + 1));
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gpointer count = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (count == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, (gssize) GPOINTER_TO_SIZE (count) - 1);
}

void
luwte_board_count_async (LuwteBoard *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  luwte_vault_read_async (self->vault, count_news, NULL, NULL, NULL, cancellable, counted_cb,
                          g_task_new (self, cancellable, callback, user_data));
}

int
luwte_board_count_finish (LuwteBoard *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  return (int) g_task_propagate_int (G_TASK (result), error);
}

/* (transfer full): the folders that this vault has put files in, this one among them; the setting is
 * of addresses, since a path may have any byte in it. Empty, and forgotten, once no file of ours lies
 * anywhere. */
static GStrv
remember (LuwteDb *db, const char *folder, GError **error)
{
  g_autofree char *uri = g_filename_to_uri (folder, NULL, error);
  g_auto (GStrv) put = uri != NULL ? luwte_pack_table_list_past (db, "9999-99", error) : NULL;
  g_autofree char *said = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) folders = NULL;
  g_autofree char *now = NULL;

  if (put == NULL || !luwte_setting_table_get (db, KEY_FOLDERS, &said, error))
    return NULL;
  if (put[0] != NULL)
    {
      g_auto (GStrv) known = g_strsplit (said != NULL ? said : "", "\n", -1);

      for (guint i = 0; known[i] != NULL; i++)
        if (*known[i] != '\0' && !g_str_equal (known[i], uri))
          g_strv_builder_add (builder, known[i]);
      g_strv_builder_add (builder, uri);
    }
  folders = g_strv_builder_end (builder);
  now = put[0] != NULL ? g_strjoinv ("\n", folders) : NULL;
  if (g_strcmp0 (now, said) != 0 && !luwte_setting_table_set (db, KEY_FOLDERS, now, error))
    return NULL;
  return g_steal_pointer (&folders);
}

gboolean
luwte_board_remember_folder (LuwteDb *db, const char *folder, GError **error)
{
  g_auto (GStrv) folders = remember (db, folder, error);

  return folders != NULL;
}

static gpointer
read_folders (LuwteDb *db, gpointer data, GError **error)
{
  return remember (db, data, error);
}

/* A former folder: FALSE while the file may still lie in it. */
static gboolean
take_out_of_former (const char *uri, const char *name)
{
  g_autofree char *path = g_filename_from_uri (uri, NULL, NULL);

  return path == NULL ||
         (g_file_test (path, G_FILE_TEST_IS_DIR) && luwte_folder_remove (path, name, NULL));
}

static gboolean
take_out (LuwteBoard *self, const char *folder, char **folders, const char *name,
          LuwteBoardSync *sync, GError **error)
{
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);
  g_autofree char *file = g_build_filename (folder, name, NULL);
  gboolean gone = g_file_test (file, G_FILE_TEST_EXISTS);

  if (!luwte_folder_remove (folder, name, error))
    return FALSE;
  if (!gone)
    {
      gone = TRUE;
      for (guint i = 0; folders[i] != NULL; i++)
        if (g_strcmp0 (folders[i], uri) != 0 && !take_out_of_former (folders[i], name))
          gone = FALSE;
    }
  if (!gone)
    {
      sync->n_left++;
      return TRUE;
    }
  if (luwte_vault_write (self->vault, taken_out, (gpointer) name, error) == NULL)
    return FALSE;
  sync->n_removed++;
  return TRUE;
}

static gboolean
tidy (LuwteBoard *self, const char *folder, LuwteBoardSync *sync, GError **error)
{
  g_autoptr (GPtrArray) names = luwte_folder_list (folder, error);
  g_auto (GStrv) past = NULL;
  g_auto (GStrv) folders = NULL;

  if (names == NULL)
    return FALSE;
  folders = luwte_vault_write (self->vault, read_folders, (gpointer) folder, error);
  past = folders != NULL ? luwte_vault_read (self->vault, list_past, NULL, error) : NULL;
  if (past == NULL)
    return FALSE;
  for (guint i = 0; past[i] != NULL; i++)
    if (!take_out (self, folder, folders, past[i], sync, error))
      return FALSE;
  return TRUE;
}

/* The first problem is told; the others would mostly be the same. */
static void
keep_problem (LuwteBoardSync *sync, GError *error)
{
  if (sync->problem == NULL)
    sync->problem = error;
  else
    g_clear_error (&error);
}

static void
sync_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LuwteBoard *self = source;
  LuwteBoardSync *sync = g_new0 (LuwteBoardSync, 1);
  GError *error = NULL;
  int n_brought;

  if (!luwte_handover_erase_held (self, &error))
    keep_problem (sync, g_steal_pointer (&error));
  if (!luwte_handover_tell_erased (self, &error))
    keep_problem (sync, g_steal_pointer (&error));
  if (!luwte_handover_recall (self, &error))
    keep_problem (sync, g_steal_pointer (&error));
  n_brought = luwte_board_deliver (self, data, &error);
  if (n_brought >= 0)
    sync->n_brought = (guint) n_brought;
  else
    keep_problem (sync, g_steal_pointer (&error));
  if (!tidy (self, data, sync, &error))
    keep_problem (sync, g_steal_pointer (&error));
  sync->taken = luwte_board_take_in (self, data, &error);
  if (sync->taken == NULL)
    {
      sync->taken = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_taken_free);
      keep_problem (sync, g_steal_pointer (&error));
    }
  if (luwte_vault_read (self->vault, count_ready, &sync->n_waiting, &error) == NULL)
    {
      luwte_board_sync_free (sync);
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, sync, (GDestroyNotify) luwte_board_sync_free);
}

void
luwte_board_sync_async (LuwteBoard *self, const char *folder, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (folder), g_free);
  g_task_run_in_thread (task, sync_thread);
}

LuwteBoardSync *
luwte_board_sync_finish (LuwteBoard *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
file_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  LuwteTaken *taken = luwte_board_take_in_file (source, data, &error);

  if (taken == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, taken, (GDestroyNotify) luwte_taken_free);
}

void
luwte_board_take_in_file_async (LuwteBoard *self, const char *path, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, file_thread);
}

LuwteTaken *
luwte_board_take_in_file_finish (LuwteBoard *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
