/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Another profile in a vault that is in use.
 *
 * It is looked at first: what it loosens, what it does to what is stored. Accepting it is one
 * transaction: the role is read from the vault, what is loosened is asked once more, the profile
 * becomes the newest row, and the audit says so. A profile that loosens anything needs a reason and
 * the lead's vault: one that the roster in use, where there is one, says is a lead's. In a
 * counsellor's vault it is refused unless the lead vouches for it: a roster carries the hash of the
 * profile that was in use with the lead when it was signed, with what was chosen in it. One that is
 * as tight or tighter is anybody's to accept.
 *
 * Everything that holds the old profile is made anew, as at an unlock: so what has become due is
 * hidden at once, erased by the window, and by luwtectl only with `retention run`. */

#include "config.h"

#include "luwte-workspace-private.h"

#include "luwte-clock.h"
#include "luwte-code.h"
#include "luwte-db.h"
#include "luwte-policy-table.h"
#include "luwte-profile.h"
#include "luwte-setting-table.h"
#include "luwte-team.h"

#include <string.h>

struct _LuwteProfileChange
{
  gboolean is_change;
  LuwtePolicy *policy;
  GPtrArray *loosened;
  LuwteRedating *redating;
};

void
luwte_profile_change_free (LuwteProfileChange *self)
{
  g_clear_object (&self->policy);
  g_clear_pointer (&self->loosened, g_ptr_array_unref);
  g_clear_pointer (&self->redating, luwte_redating_free);
  g_free (self);
}

GPtrArray *
luwte_profile_change_get_loosened (LuwteProfileChange *self)
{
  return self->loosened;
}

GPtrArray *
luwte_profile_change_tell_loosened (LuwteProfileChange *self, const char *language)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->loosened->len; i++)
    g_ptr_array_add (words,
                     luwte_policy_loosened_words (self->policy,
                                                  g_ptr_array_index (self->loosened, i), language));

  return words;
}

gboolean
luwte_profile_change_is_change (LuwteProfileChange *self)
{
  return self->is_change;
}

const LuwteRedating *
luwte_profile_change_get_redating (LuwteProfileChange *self)
{
  return self->redating;
}

static void
previewed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  LuwteProfileChange *change = g_task_get_task_data (task);
  GError *error = NULL;

  change->redating = luwte_retention_preview_finish (LUWTE_RETENTION (source), result, &error);
  if (!change->redating)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* What was chosen before still holds where the profile still leaves it open. */
static GHashTable *
merge_choices (LuwteWorkspace *self, LuwtePolicy *plain, GHashTable *given)
{
  GHashTable *merged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTable *chosen = luwte_policy_get_choices (self->policy);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, luwte_policy_get_choices (plain));
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if ((value = g_hash_table_lookup (chosen, key)))
      g_hash_table_insert (merged, g_strdup (key), g_strdup (value));
  if (!given)
    return merged;
  g_hash_table_iter_init (&iter, given);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_replace (merged, g_strdup (key), g_strdup (value));

  return merged;
}

/* By what stands in the file, and by what was chosen where that leaves something open. */
static gboolean
differs (LuwtePolicy *before, LuwtePolicy *after)
{
  GHashTable *old_choices = luwte_policy_get_choices (before);
  GHashTable *new_choices = luwte_policy_get_choices (after);
  GHashTableIter iter;
  gpointer key, value;

  if (!g_bytes_equal (luwte_policy_get_json (before), luwte_policy_get_json (after)) ||
      g_hash_table_size (old_choices) != g_hash_table_size (new_choices))
    return TRUE;
  g_hash_table_iter_init (&iter, new_choices);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_strcmp0 (g_hash_table_lookup (old_choices, key), value) != 0)
      return TRUE;

  return FALSE;
}

static void
preview (LuwteWorkspace *self, GTask *task, LuwtePolicy *plain, GHashTable *given, GError *error)
{
  g_autoptr (GHashTable) choices = NULL;
  g_autoptr (LuwtePolicy) policy = NULL;
  LuwteProfileChange *change;

  if (plain)
    {
      choices = merge_choices (self, plain, given);
      policy = luwte_policy_load_bytes (luwte_policy_get_json (plain), luwte_policy_get_id (plain),
                                        choices, &error);
    }
  if (!policy)
    {
      g_task_return_error (task, error);
      return;
    }
  change = g_new0 (LuwteProfileChange, 1);
  change->is_change = differs (self->policy, policy);
  change->policy = g_steal_pointer (&policy);
  change->loosened = luwte_policy_loosened (self->policy, change->policy);
  g_task_set_task_data (task, change, NULL);
  luwte_retention_preview_async (self->retention, change->policy, g_task_get_cancellable (task),
                                 previewed_cb, g_object_ref (task));
}

void
luwte_workspace_preview_profile_async (LuwteWorkspace *self, const char *policy_name_or_file,
                                       GHashTable *choices, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (LuwtePolicy) plain = NULL;
  GError *error = NULL;

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  g_task_set_source_tag (task, luwte_workspace_preview_profile_async);
  if (luwte_workspace_refuse_unless_open (self, task))
    return;
  plain = luwte_profile_load (policy_name_or_file, NULL, &error);
  preview (self, task, plain, choices, error);
}

void
luwte_workspace_preview_profile_json_async (LuwteWorkspace *self, GBytes *json, GHashTable *choices,
                                            GCancellable *cancellable, GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (LuwtePolicy) plain = NULL;
  GError *error = NULL;

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  g_task_set_source_tag (task, luwte_workspace_preview_profile_json_async);
  if (luwte_workspace_refuse_unless_open (self, task))
    return;
  plain = luwte_policy_load_bytes (json, "profile", NULL, &error);
  preview (self, task, plain, choices, error);
}

GPtrArray *
luwte_workspace_profile_fields (LuwteWorkspace *self, const char *language)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->policy ? luwte_policy_fields (self->policy, language) : NULL;
}

void
luwte_workspace_preview_profile_values_async (LuwteWorkspace *self, GHashTable *values,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GHashTable) choices = NULL;
  g_autoptr (LuwtePolicy) plain = NULL;
  g_autoptr (GBytes) json = NULL;
  GError *error = NULL;

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  g_task_set_source_tag (task, luwte_workspace_preview_profile_values_async);
  if (luwte_workspace_refuse_unless_open (self, task))
    return;
  json = luwte_policy_edit (self->policy, values, luwte_retention_get_today (self->retention),
                            &choices, &error);
  if (json)
    plain = luwte_policy_load_bytes (json, luwte_policy_get_id (self->policy), NULL, &error);
  preview (self, task, plain, choices, error);
}

LuwteProfileChange *
luwte_workspace_preview_profile_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  LuwteProfileChange *change;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  change = g_task_get_task_data (G_TASK (result));
  if (g_task_propagate_boolean (G_TASK (result), error))
    return change;
  g_clear_pointer (&change, luwte_profile_change_free);

  return NULL;
}

/* Accepting */

typedef struct
{
  LuwtePolicy *before;
  LuwtePolicy *policy;
  char *reason;
} Use;

static void
use_free (gpointer data)
{
  Use *self = data;

  g_object_unref (self->before);
  g_object_unref (self->policy);
  g_free (self->reason);
  g_free (self);
}

static char *
keys_of (GPtrArray *loosened)
{
  g_autoptr (GString) keys = g_string_new (NULL);

  for (guint i = 0; i < loosened->len; i++)
    g_string_append_printf (keys, "%s%s", i > 0 ? "\n" : "",
                            luwte_code_get_code (g_ptr_array_index (loosened, i)));

  return g_string_free_and_steal (g_steal_pointer (&keys));
}

static int
by_key (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* (transfer full): of the profile as it came and what is chosen in it */
static char *
hash_of (LuwtePolicy *policy)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  GBytes *json = luwte_policy_get_json (policy);
  GHashTable *choices = luwte_policy_get_choices (policy);
  g_autoptr (GPtrArray) keys = choices != NULL ? g_hash_table_get_keys_as_ptr_array (choices)
                                               : g_ptr_array_new ();

  g_checksum_update (sum, g_bytes_get_data (json, NULL), (gssize) g_bytes_get_size (json));
  g_ptr_array_sort (keys, by_key);
  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      const char *value = g_hash_table_lookup (choices, key);

      /* With the zero at the end of each, so that no two ways of cutting are one. */
      g_checksum_update (sum, (const guchar *) key, (gssize) strlen (key) + 1);
      g_checksum_update (sum, (const guchar *) value, (gssize) strlen (value) + 1);
    }
  return g_strdup (g_checksum_get_string (sum));
}

char *
luwte_workspace_profile_hash (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->policy != NULL ? hash_of (self->policy) : NULL;
}

static gboolean
may_loosen (LuwteDb *db, const char *role, const Use *use, GPtrArray *loosened, GError **error)
{
  g_autofree char *hash = hash_of (use->policy);
  LuwteTeamStanding standing;

  if (!luwte_team_read_standing (db, hash, &standing, error))
    return FALSE;
  if (!standing.vouches && (g_strcmp0 (role, "lead") != 0 || (standing.any && !standing.leads)))
    {
      g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
                   "%s: a profile that promises less is the lead's to accept (%s)",
                   luwte_policy_get_id (use->policy),
                   luwte_code_get_code (g_ptr_array_index (loosened, 0)));
      return FALSE;
    }
  if (!use->reason || !*use->reason)
    {
      g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
                   "%s: a profile that promises less needs a reason (%s)",
                   luwte_policy_get_id (use->policy),
                   luwte_code_get_code (g_ptr_array_index (loosened, 0)));
      return FALSE;
    }

  return TRUE;
}

static gpointer
use_func (LuwteDb *db, gpointer data, GError **error)
{
  const Use *use = data;
  g_autoptr (GPtrArray) loosened = luwte_policy_loosened (use->before, use->policy);
  g_autofree char *keys = keys_of (loosened);
  g_autofree char *choices = luwte_workspace_store_choices (use->policy);
  g_autofree char *role = NULL;
  LuwtePolicyRow row = {
    .accepted_at = luwte_clock_now (),
    .profile_id = luwte_policy_get_id (use->policy),
    .version = luwte_policy_get_version (use->policy),
    .json = luwte_policy_get_json (use->policy),
    .choices = choices,
    .loosened = loosened->len > 0 ? keys : NULL,
    .reason = loosened->len > 0 ? use->reason : NULL,
  };

  if (!luwte_meta_table_get (db, "role", &role, error) ||
      (loosened->len > 0 && !may_loosen (db, role, use, loosened, error)) ||
      !luwte_policy_table_add (db, &row, error) ||
      !luwte_db_audit (db, role ? role : "counsellor",
                       loosened->len > 0 ? "policy.loosen" : "policy.use", NULL, error))
    return NULL;

  return luwte_retention_redate (db, use->policy, error);
}

typedef struct
{
  LuwteRedating *report;
} Used;

static void
used_free (gpointer data)
{
  Used *self = data;

  g_clear_pointer (&self->report, luwte_redating_free);
  g_free (self);
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Used *used = g_task_get_task_data (task);
  GError *error = NULL;

  if (luwte_workspace_begin_finish (LUWTE_WORKSPACE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&used->report),
                           (GDestroyNotify) luwte_redating_free);
  else
    g_task_return_error (task, error);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  LuwteWorkspace *self = g_task_get_source_object (task);
  Used *used = g_task_get_task_data (task);
  GError *error = NULL;

  used->report = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);
  if (!used->report)
    g_task_return_error (task, error);
  else if (self->vault != LUWTE_VAULT (source))
    /* Locked meanwhile: it is stored, and holds from the next opening on. */
    g_task_return_pointer (task, g_steal_pointer (&used->report),
                           (GDestroyNotify) luwte_redating_free);
  else
    luwte_workspace_begin_again (self, begun_cb, g_object_ref (task));
}

void
luwte_workspace_use_profile_async (LuwteWorkspace *self, LuwteProfileChange *change,
                                   const char *reason, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Use *use;

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));
  g_return_if_fail (change != NULL);

  g_task_set_source_tag (task, luwte_workspace_use_profile_async);
  g_task_set_check_cancellable (task, FALSE);
  if (luwte_workspace_refuse_unless_open (self, task))
    return;
  g_task_set_task_data (task, g_new0 (Used, 1), used_free);
  use = g_new (Use, 1);
  *use = (Use) { g_object_ref (self->policy), g_object_ref (change->policy), NULL };
  use->reason = reason ? g_strstrip (g_strdup (reason)) : NULL;
  luwte_vault_write_async (self->vault, use_func, use, use_free,
                           (GDestroyNotify) luwte_redating_free, NULL, stored_cb,
                           g_object_ref (task));
}

LuwteRedating *
luwte_workspace_use_profile_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
luwte_workspace_export_profile (LuwteWorkspace *self, const char *path, GError **error)
{
  GBytes *json;

  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), FALSE);

  if (!self->policy)
    {
      g_set_error_literal (error, LUWTE_WORKSPACE_ERROR, LUWTE_WORKSPACE_ERROR_NOT_OPEN,
                           "The vault is locked");
      return FALSE;
    }
  json = luwte_policy_get_json (self->policy);

  return g_file_set_contents (path, g_bytes_get_data (json, NULL), (gssize) g_bytes_get_size (json),
                              error);
}

GBytes *
luwte_workspace_profile_json (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->policy ? g_bytes_ref (luwte_policy_get_json (self->policy)) : NULL;
}

GHashTable *
luwte_workspace_profile_choices (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->policy ? g_hash_table_ref (luwte_policy_get_choices (self->policy)) : NULL;
}
