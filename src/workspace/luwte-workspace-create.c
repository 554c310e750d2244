/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Making a vault, and its two keys: the passphrase, and the recovery code on paper. */

#include "config.h"

#include "luwte-workspace-private.h"

#include "luwte-profile.h"
#include "luwte-secret.h"

typedef struct
{
  LuwtePolicy *policy;
  char *role;
  LuwteSecret *recovery_code;
  LuwteVault *vault;
} Create;

static void
create_free (gpointer data)
{
  Create *self = data;

  g_clear_object (&self->policy);
  g_clear_object (&self->vault);
  g_clear_pointer (&self->recovery_code, luwte_secret_unref);
  g_free (self->role);
  g_free (self);
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Create *create = g_task_get_task_data (task);
  GError *error = NULL;

  if (luwte_workspace_begin_finish (LUWTE_WORKSPACE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&create->recovery_code),
                           (GDestroyNotify) luwte_secret_unref);
  else
    g_task_return_error (task, error);
}

static void
policy_kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  LuwteWorkspace *self = g_task_get_source_object (task);
  Create *create = g_task_get_task_data (task);
  GError *error = NULL;

  if (!luwte_workspace_store_done_finish (LUWTE_VAULT (source), result, &error))
    {
      luwte_vault_close (create->vault);
      luwte_workspace_set_state (self, LUWTE_WORKSPACE_LOCKED);
      g_task_return_error (task, error);
      return;
    }
  luwte_workspace_begin_async (self, create->vault, LUWTE_OPEN_WINDOW, begun_cb,
                               g_steal_pointer (&task));
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  LuwteWorkspace *self = g_task_get_source_object (task);
  Create *create = g_task_get_task_data (task);
  GError *error = NULL;

  create->vault = luwte_vault_create_finish (result, &create->recovery_code, &error);
  if (!create->vault)
    {
      luwte_workspace_set_state (self, luwte_vault_exists (self->dir) ? LUWTE_WORKSPACE_LOCKED
                                                                      : LUWTE_WORKSPACE_EMPTY);
      g_task_return_error (task, error);
      return;
    }
  luwte_workspace_store_policy_async (create->vault, create->policy, create->role, policy_kept_cb,
                                      g_steal_pointer (&task));
}

void
luwte_workspace_create_async (LuwteWorkspace *self, const char *policy_name_or_file,
                              GHashTable *choices, const char *role, LuwteSecret *passphrase,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Create *create = g_new0 (Create, 1);
  GError *error = NULL;

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));
  g_return_if_fail (passphrase != NULL);

  g_task_set_source_tag (task, luwte_workspace_create_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, create, create_free);
  create->role = g_strdup (role ? role : "counsellor");
  create->policy = luwte_profile_load (policy_name_or_file, choices, &error);
  if (!create->policy)
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->state != LUWTE_WORKSPACE_EMPTY)
    {
      g_task_return_new_error (task, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_EXISTS,
                               "there is a vault already");
      return;
    }
  luwte_workspace_set_state (self, LUWTE_WORKSPACE_OPENING);
  luwte_vault_create_async (self->dir, passphrase, cancellable, created_cb,
                            g_steal_pointer (&task));
}

LuwteSecret *
luwte_workspace_create_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Both below work on the open vault, or open one for the moment. */

typedef struct
{
  char *dir;
  LuwteVault *vault; /* (nullable) */
  LuwteSecret *key;
  LuwteSecret *new_passphrase;
} Keys;

static void
keys_free (gpointer data)
{
  Keys *self = data;

  g_free (self->dir);
  g_clear_object (&self->vault);
  luwte_secret_unref (self->key);
  luwte_secret_unref (self->new_passphrase);
  g_free (self);
}

static void
change_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Keys *keys = data;
  g_autoptr (LuwteVault) opened = NULL;
  LuwteVault *vault = keys->vault;
  GError *error = NULL;
  gboolean well;

  if (!vault)
    vault = opened = luwte_vault_open (keys->dir, LUWTE_VAULT_SLOT_PASSPHRASE, keys->key, &error);
  well = vault && luwte_vault_change_passphrase (vault, keys->key, keys->new_passphrase, &error);
  if (opened)
    luwte_vault_close (opened);
  if (well)
    g_task_return_pointer (task, NULL, NULL);
  else
    g_task_return_error (task, error);
}

static void
recover_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Keys *keys = data;
  g_autoptr (LuwteVault) opened = NULL;
  g_autoptr (LuwteSecret) code = NULL;
  GError *error = NULL;

  opened = luwte_vault_open (keys->dir, LUWTE_VAULT_SLOT_RECOVERY, keys->key, &error);
  if (opened && !luwte_vault_replace_slots (opened, keys->new_passphrase, &code, &error))
    g_clear_pointer (&code, luwte_secret_unref);
  if (opened)
    luwte_vault_close (opened);
  if (code)
    g_task_return_pointer (task, g_steal_pointer (&code), (GDestroyNotify) luwte_secret_unref);
  else
    g_task_return_error (task, error);
}

static void
run_with_keys (LuwteWorkspace *self, LuwteSecret *key, LuwteSecret *new_passphrase,
               GTaskThreadFunc func, GTask *task)
{
  Keys *keys = g_new0 (Keys, 1);

  keys->dir = g_strdup (self->dir);
  keys->vault = self->vault ? g_object_ref (self->vault) : NULL;
  keys->key = luwte_secret_ref (key);
  keys->new_passphrase = luwte_secret_ref (new_passphrase);
  g_task_set_task_data (task, keys, keys_free);
  g_task_run_in_thread (task, func);
}

void
luwte_workspace_change_passphrase_async (LuwteWorkspace *self, LuwteSecret *old_passphrase,
                                         LuwteSecret *new_passphrase, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  run_with_keys (self, old_passphrase, new_passphrase, change_func, task);
}

void
luwte_workspace_recover_async (LuwteWorkspace *self, LuwteSecret *recovery_code,
                               LuwteSecret *new_passphrase, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  run_with_keys (self, recovery_code, new_passphrase, recover_func, task);
}

LuwteSecret *
luwte_workspace_secret_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
