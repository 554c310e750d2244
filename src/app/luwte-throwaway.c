/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-throwaway.h"

#include <glib/gstdio.h>

#include "luwte-id.h"
#include "luwte-code.h"
#include "luwte-secret.h"
#include "luwte-workspace.h"

/* It is typed by hand when a trainer shows how Luwte locks. */
#define PASSPHRASE_CHARS 6

struct _LuwteThrowaway
{
  GObject parent_instance;

  char *parent_dir;
  char *dir;
  char *passphrase;
};

G_DEFINE_FINAL_TYPE (LuwteThrowaway, luwte_throwaway, G_TYPE_OBJECT)

/* Removes what lies directly in the folders of the vault; never follows a link. */
static void
remove_tree (const char *path)
{
  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK) && g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)))
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          remove_tree (child);
        }
    }
  g_remove (path);
}

static void
service_set_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (luwte_workspace_set_service_finish (LUWTE_WORKSPACE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
created_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  LuwteWorkspace *workspace = LUWTE_WORKSPACE (object);
  static const LuwteServiceSetup setup = { .kind = "practice" };
  g_autoptr (GTask) task = data;
  g_autoptr (LuwteSecret) recovery = NULL;
  GError *error = NULL;

  recovery = luwte_workspace_create_finish (workspace, result, &error);
  if (recovery == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* Kept even if the service does not come up: the window then says so. */
  luwte_workspace_set_service_async (workspace, &setup, NULL, TRUE, NULL, service_set_cb,
                                     g_steal_pointer (&task));
}

static GHashTable *
suggested_choices (const char *policy, GError **error)
{
  g_autoptr (GPtrArray) questions = luwte_workspace_profile_questions (policy, "en", error);
  g_autoptr (GHashTable) choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (questions == NULL)
    return NULL;
  for (guint i = 0; i < questions->len; i++)
    {
      LuwteCode *question = g_ptr_array_index (questions, i);

      g_hash_table_insert (choices, g_strdup (luwte_code_get_code (question)),
                           g_strdup (luwte_code_get_text (question)));
    }
  return g_steal_pointer (&choices);
}

void
luwte_throwaway_open_async (LuwteThrowaway *self, LuwteWorkspace *workspace, const char *policy,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (LuwteSecret) passphrase = luwte_secret_new (self->passphrase, -1);
  g_autoptr (GHashTable) choices = NULL;
  GError *error = NULL;

  if (policy == NULL)
    policy = "example";
  choices = suggested_choices (policy, &error);
  if (choices == NULL)
    g_task_return_error (task, error);
  else
    luwte_workspace_create_async (workspace, policy, choices, "counsellor", passphrase, NULL,
                                  created_cb, g_steal_pointer (&task));
}

gboolean
luwte_throwaway_open_finish (LuwteThrowaway *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

const char *
luwte_throwaway_get_dir (LuwteThrowaway *self)
{
  return self->dir;
}

const char *
luwte_throwaway_get_passphrase (LuwteThrowaway *self)
{
  return self->passphrase;
}

static void
luwte_throwaway_finalize (GObject *object)
{
  LuwteThrowaway *self = LUWTE_THROWAWAY (object);

  if (self->parent_dir != NULL)
    remove_tree (self->parent_dir);
  g_free (self->parent_dir);
  g_free (self->dir);
  g_free (self->passphrase);

  G_OBJECT_CLASS (luwte_throwaway_parent_class)->finalize (object);
}

static void
luwte_throwaway_class_init (LuwteThrowawayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_throwaway_finalize;
}

static void
luwte_throwaway_init (LuwteThrowaway *self)
{
  g_autofree char *id = NULL;
  const char *runtime = g_getenv ("XDG_RUNTIME_DIR");
  g_autofree char *template = g_build_filename (runtime != NULL && g_access (runtime, W_OK) == 0
                                                    ? runtime
                                                    : g_get_tmp_dir (),
                                                "luwte-practice-XXXXXX", NULL);

  if (g_mkdtemp (template) == NULL)
    g_error ("no folder for a practice vault");
  self->parent_dir = g_steal_pointer (&template);
  self->dir = g_build_filename (self->parent_dir, "vault", NULL);
  id = luwte_id_new ();
  self->passphrase = g_strndup (id, PASSPHRASE_CHARS);
}

LuwteThrowaway *
luwte_throwaway_new (void)
{
  return g_object_new (LUWTE_TYPE_THROWAWAY, NULL);
}
