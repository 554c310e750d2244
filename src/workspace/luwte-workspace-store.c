/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A vault whose first service is practice is a practice vault for good: it takes no other service,
 * and an ordinary vault takes no practice. "practice" in meta is written with the first service and
 * never again. A vault from before that was written is judged by its first service's kind. */

#include "config.h"

#include "luwte-workspace-store-private.h"

#include <json-glib/json-glib.h>

#include "luwte-clock.h"
#include "luwte-log.h"
#include "luwte-policy-table.h"
#include "luwte-policy.h"
#include "luwte-setting-table.h"
#include "luwte-vault.h"

#define META_PRACTICE "practice"
#define META_ROLE     "role"
#define DONE          GINT_TO_POINTER (TRUE)

void
luwte_kept_vault_free (LuwteKeptVault *self)
{
  g_clear_pointer (&self->policy_json, g_bytes_unref);
  g_clear_pointer (&self->choices, g_hash_table_unref);
  g_clear_pointer (&self->service, luwte_service_row_free);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  g_free (self->role);
  g_free (self);
}

static char *
choices_to_json (GHashTable *choices)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  GHashTableIter iter;
  gpointer key, value;

  json_builder_begin_object (builder);
  if (choices)
    {
      g_hash_table_iter_init (&iter, choices);
      while (g_hash_table_iter_next (&iter, &key, &value))
        {
          json_builder_set_member_name (builder, key);
          json_builder_add_string_value (builder, value);
        }
    }
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);

  return json_to_string (node, FALSE);
}

static void
add_choice_cb (JsonObject *object, const char *key, JsonNode *node, gpointer data)
{
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    g_hash_table_insert (data, g_strdup (key), json_node_dup_string (node));
}

static GHashTable *
choices_from_json (const char *text)
{
  GHashTable *choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (JsonNode) node = text ? json_from_string (text, NULL) : NULL;

  if (node && JSON_NODE_HOLDS_OBJECT (node))
    json_object_foreach_member (json_node_get_object (node), add_choice_cb, choices);

  return choices;
}

char *
luwte_workspace_store_choices (LuwtePolicy *policy)
{
  return choices_to_json (luwte_policy_get_choices (policy));
}

static gboolean
read_practice (LuwteDb *db, gboolean *practice, gboolean *settled, GError **error)
{
  g_autofree char *value = NULL;
  g_autofree char *kind = NULL;

  if (!luwte_meta_table_get (db, META_PRACTICE, &value, error) ||
      !luwte_service_table_first_kind (db, &kind, error))
    return FALSE;
  *settled = value || kind;
  *practice = value ? g_str_equal (value, "yes") : g_strcmp0 (kind, "practice") == 0;

  return TRUE;
}

static gpointer
load_func (LuwteDb *db, gpointer data, GError **error)
{
  g_autoptr (LuwteKeptVault) kept = g_new0 (LuwteKeptVault, 1);
  g_autoptr (LuwtePolicyRow) row = NULL;

  if (!luwte_policy_table_get (db, &row, error) ||
      !luwte_meta_table_get (db, META_ROLE, &kept->role, error) ||
      !luwte_service_table_get (db, &kept->service, error) ||
      !read_practice (db, &kept->practice, &kept->service_was_set, error))
    return NULL;
  kept->settings = luwte_setting_table_list (db, error);
  if (!kept->settings)
    return NULL;
  if (row)
    kept->policy_json = g_bytes_ref (row->json);
  kept->choices = choices_from_json (row ? row->choices : NULL);

  return g_steal_pointer (&kept);
}

void
luwte_workspace_store_load_async (LuwteVault *vault, GAsyncReadyCallback callback, gpointer data)
{
  luwte_vault_read_async (vault, load_func, NULL, NULL, (GDestroyNotify) luwte_kept_vault_free,
                          NULL, callback, data);
}

LuwteKeptVault *
luwte_workspace_store_load_finish (LuwteVault *vault, GAsyncResult *result, GError **error)
{
  return luwte_vault_run_finish (vault, result, error);
}

typedef struct
{
  LuwtePolicy *policy;
  char *role;
} Profile;

static void
profile_free (gpointer data)
{
  Profile *self = data;

  g_object_unref (self->policy);
  g_free (self->role);
  g_free (self);
}

static gpointer
policy_func (LuwteDb *db, gpointer data, GError **error)
{
  const Profile *self = data;
  g_autofree char *choices = choices_to_json (luwte_policy_get_choices (self->policy));
  LuwtePolicyRow row = { 0 };

  row.accepted_at = luwte_clock_now ();
  row.profile_id = luwte_policy_get_id (self->policy);
  row.version = luwte_policy_get_version (self->policy);
  row.json = luwte_policy_get_json (self->policy);
  row.choices = choices;
  if (!luwte_policy_table_add (db, &row, error) ||
      !luwte_meta_table_set (db, META_ROLE, self->role, error))
    return NULL;

  return DONE;
}

void
luwte_workspace_store_policy_async (LuwteVault *vault, LuwtePolicy *policy, const char *role,
                                    GAsyncReadyCallback callback, gpointer data)
{
  Profile *self = g_new0 (Profile, 1);

  self->policy = g_object_ref (policy);
  self->role = g_strdup (role);
  luwte_vault_write_async (vault, policy_func, self, profile_free, NULL, NULL, callback, data);
}

typedef struct
{
  LuwteServiceRow *row;
  gboolean practice;
} Setup;

static void
setup_free (gpointer data)
{
  Setup *self = data;

  luwte_service_row_free (self->row);
  g_free (self);
}

static gpointer
service_func (LuwteDb *db, gpointer data, GError **error)
{
  const Setup *self = data;
  gboolean practice, settled;

  if (!read_practice (db, &practice, &settled, error))
    return NULL;
  if (settled && practice != self->practice)
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_REFUSED,
                           "practice and ordinary services do not mix in one vault");
      return NULL;
    }
  if (!settled && !luwte_meta_table_set (db, META_PRACTICE, self->practice ? "yes" : "no", error))
    return NULL;

  return luwte_service_table_use (db, self->row, error);
}

void
luwte_workspace_store_service_async (LuwteVault *vault, const LuwteServiceRow *row,
                                     gboolean practice, GAsyncReadyCallback callback, gpointer data)
{
  Setup *self = g_new0 (Setup, 1);

  self->row = luwte_service_row_new (NULL, row->kind, row->url, row->user, row->secret,
                                     row->added_at);
  self->practice = practice;
  luwte_vault_write_async (vault, service_func, self, setup_free, g_free, NULL, callback, data);
}

char *
luwte_workspace_store_service_finish (LuwteVault *vault, GAsyncResult *result, GError **error)
{
  return luwte_vault_run_finish (vault, result, error);
}

typedef struct
{
  char *key;
  char *value;
} Setting;

static void
setting_free (gpointer data)
{
  Setting *self = data;

  g_free (self->key);
  g_free (self->value);
  g_free (self);
}

static gpointer
setting_func (LuwteDb *db, gpointer data, GError **error)
{
  const Setting *self = data;

  return luwte_setting_table_set (db, self->key, self->value, error) ? DONE : NULL;
}

void
luwte_workspace_store_setting_async (LuwteVault *vault, const char *key, const char *value,
                                     GAsyncReadyCallback callback, gpointer data)
{
  Setting *self = g_new0 (Setting, 1);

  self->key = g_strdup (key);
  self->value = g_strdup (value);
  luwte_vault_write_async (vault, setting_func, self, setting_free, NULL, NULL, callback, data);
}

gboolean
luwte_workspace_store_done_finish (LuwteVault *vault, GAsyncResult *result, GError **error)
{
  return luwte_vault_run_finish (vault, result, error) != NULL;
}

static gpointer
nothing_func (LuwteDb *db, gpointer data, GError **error)
{
  return DONE;
}

void
luwte_workspace_store_drain (LuwteVault *vault)
{
  g_autoptr (GError) error = NULL;

  if (!luwte_vault_write (vault, nothing_func, NULL, &error))
    luwte_log_error ("The vault closes with work undone", error);
}
