/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The chat service of this vault. Practice and ordinary services never share a vault: the first one
 * settles it, in the same transaction that stores it, and a service that turns out to be the other
 * sort when it connects is stopped. */

#include "config.h"

#include "luwte-workspace-private.h"

#include "luwte-clock.h"
#include "luwte-log.h"
#include "luwte-secret.h"

/* Beside the service's row: whom alone its certificate is believed from. */
#define KEY_AUTHORITY "service.authority"

void
luwte_workspace_clear_setup (LuwteWorkspace *self)
{
  g_free ((char *) self->setup.kind);
  g_free ((char *) self->setup.url);
  g_free ((char *) self->setup.user);
  g_free ((char *) self->setup.authority);
  self->setup = (LuwteServiceSetup) { 0 };
  self->has_setup = FALSE;
  self->practice = FALSE;
  g_clear_pointer (&self->secret, luwte_secret_unref);
  g_clear_pointer (&self->service_id, g_free);
}

static void
keep_setup (LuwteWorkspace *self, const LuwteServiceSetup *setup, LuwteSecret *secret,
            const char *service_id, gboolean practice)
{
  luwte_workspace_clear_setup (self);
  self->setup.kind = g_strdup (setup->kind);
  self->setup.url = g_strdup (setup->url);
  self->setup.user = g_strdup (setup->user);
  self->setup.authority = g_strdup (setup->authority);
  self->has_setup = TRUE;
  self->practice = practice;
  self->secret = secret ? luwte_secret_ref (secret) : NULL;
  self->service_id = g_strdup (service_id);
}

static gboolean
same_service (LuwteWorkspace *self, const LuwteServiceRow *row, const char *authority)
{
  return self->has_setup && g_strcmp0 (self->service_id, row->object_id) == 0 &&
         g_strcmp0 (self->setup.authority, authority) == 0 &&
         g_strcmp0 (self->setup.url, row->url) == 0 && g_strcmp0 (self->setup.user, row->user) == 0;
}

/* At each opening. The live queue that outlived a lock stays when it is of the same service. */
void
luwte_workspace_take_setup (LuwteWorkspace *self, const LuwteKeptVault *kept)
{
  LuwteServiceSetup setup = { 0 };

  if (!kept->service)
    {
      luwte_workspace_drop_live (self);
      luwte_workspace_clear_setup (self);
      self->practice = kept->practice;
      return;
    }
  setup.authority = g_hash_table_lookup (self->settings, KEY_AUTHORITY);
  if (!same_service (self, kept->service, setup.authority))
    luwte_workspace_drop_live (self);
  setup.kind = kept->service->kind;
  setup.url = kept->service->url;
  setup.user = kept->service->user;
  keep_setup (self, &setup, kept->service->secret, kept->service->object_id, kept->practice);
}

static LuwteService *
make_service (LuwteWorkspace *self, const LuwteServiceSetup *setup, LuwteSecret *secret,
              GError **error)
{
  LuwteServiceKind *kind = g_hash_table_lookup (self->kinds, setup->kind ? setup->kind : "");
  gboolean practice = g_strcmp0 (setup->kind, "practice") == 0;
  LuwteService *service;

  if (!kind)
    {
      g_set_error_literal (error, LUWTE_WORKSPACE_ERROR, LUWTE_WORKSPACE_ERROR_NO_SERVICE,
                           "this program has no adapter for that kind of service");
      return NULL;
    }

  service = kind->factory (practice ? NULL : setup->url, practice ? NULL : setup->user,
                           practice ? NULL : secret, kind->data, error);
  /* Without the authority that it was kept with it is not asked at all. */
  if (service && !practice && setup->authority &&
      !luwte_service_set_authority (service, setup->authority, error))
    g_clear_object (&service);
  return service;
}

LuwteService *
luwte_workspace_make_service (LuwteWorkspace *self, GError **error)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  if (!self->has_setup)
    {
      g_set_error_literal (error, LUWTE_WORKSPACE_ERROR, LUWTE_WORKSPACE_ERROR_NO_SERVICE,
                           "no chat service is set up");
      return NULL;
    }

  return make_service (self, &self->setup, self->secret, error);
}

/* A service that says of itself that it is practice, in a vault that is not, or the other way
 * round, when it was set up without being asked. Before it has said who we are it has said nothing. */
static gboolean
is_wrong_sort (LuwteWorkspace *self)
{
  LuwteCapabilities capabilities = luwte_live_get_capabilities (self->live);

  return luwte_live_get_connection (self->live) == LUWTE_CONNECTION_CONNECTED &&
         luwte_live_get_user_name (self->live) != NULL &&
         ((capabilities & LUWTE_CAPABILITY_PRACTICE) != 0) != self->practice;
}

static void
live_changed_cb (LuwteLive *live, GParamSpec *pspec, LuwteWorkspace *self)
{
  if (live != self->live)
    return;
  if (is_wrong_sort (self))
    {
      luwte_log_event ("The chat service is of the other sort, practice or ordinary: stopped");
      luwte_live_stop (live);
      return;
    }
  luwte_workspace_look_at_server_time (self);
}

/* The policy is not known yet when the vault is locked. */
static gboolean
make_live (LuwteWorkspace *self, gboolean quiet)
{
  g_autoptr (GError) error = NULL;

  if (!self->service)
    self->service = make_service (self, &self->setup, self->secret, &error);
  if (!self->service)
    {
      luwte_log_error ("The chat service could not be made", error);
      return FALSE;
    }
  self->live = luwte_live_new (self->service, self->policy);
  luwte_live_set_quiet (self->live, quiet);
  luwte_live_set_forget_func (self->live, luwte_workspace_forget_cb, self);
  g_signal_connect (self->live, "notify::connection", G_CALLBACK (live_changed_cb), self);
  g_signal_connect (self->live, "notify::capabilities", G_CALLBACK (live_changed_cb), self);
  return TRUE;
}

void
luwte_workspace_resume_live (LuwteWorkspace *self, const LuwteServiceSetup *setup,
                             LuwteSecret *secret, const char *service_id, gboolean practice,
                             GVariant *state)
{
  keep_setup (self, setup, secret, service_id, practice);
  if (!make_live (self, FALSE))
    return;
  luwte_live_take_over (self->live, state);
  luwte_live_start (self->live);
  luwte_workspace_emit_service_changed (self);
}

void
luwte_workspace_attach_live (LuwteWorkspace *self)
{
  gboolean window = (self->flags & LUWTE_OPEN_WINDOW) != 0;

  if (!self->has_setup || (!self->live && !make_live (self, !window)))
    return;
  luwte_live_set_policy (self->live, self->policy);
  luwte_live_set_vault (self->live, self->vault, self->service_id);
  if (window)
    luwte_live_start (self->live);
  luwte_workspace_emit_service_changed (self);
}

/* set_service */

typedef struct
{
  LuwteServiceSetup setup; /* owned strings */
  LuwteSecret *secret;
  LuwteService *service;
  gboolean force;
  gboolean practice;
} Set;

static void
set_free (gpointer data)
{
  Set *self = data;

  g_free ((char *) self->setup.kind);
  g_free ((char *) self->setup.url);
  g_free ((char *) self->setup.user);
  g_free ((char *) self->setup.authority);
  g_clear_pointer (&self->secret, luwte_secret_unref);
  g_clear_object (&self->service);
  g_free (self);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  LuwteWorkspace *self = g_task_get_source_object (task);
  Set *set = g_task_get_task_data (task);
  g_autofree char *service_id = NULL;
  GError *error = NULL;

  service_id = luwte_workspace_store_service_finish (LUWTE_VAULT (source), result, &error);
  if (g_error_matches (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_REFUSED))
    {
      g_task_return_new_error (task, LUWTE_WORKSPACE_ERROR, LUWTE_WORKSPACE_ERROR_PRACTICE, "%s",
                               error->message);
      g_error_free (error);
      return;
    }
  if (!service_id)
    {
      g_task_return_error (task, error);
      return;
    }
  if (luwte_workspace_refuse_unless_open (self, task))
    return;
  luwte_workspace_set_setting (self, KEY_AUTHORITY, set->setup.authority);
  luwte_workspace_drop_live (self);
  keep_setup (self, &set->setup, set->secret, service_id, set->practice);
  self->service = g_steal_pointer (&set->service);
  luwte_workspace_attach_live (self);
  g_task_return_boolean (task, TRUE);
}

static void
keep_service (LuwteWorkspace *self, GTask *task)
{
  Set *set = g_task_get_task_data (task);
  LuwteServiceRow row = { 0 };

  if (luwte_workspace_refuse_unless_open (self, task))
    return;
  row.kind = set->setup.kind;
  row.url = set->setup.url;
  row.user = set->setup.user;
  row.secret = set->secret;
  row.added_at = luwte_clock_now ();
  luwte_workspace_store_service_async (self->vault, &row, set->practice, kept_cb,
                                       g_object_ref (task));
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  LuwteWorkspace *self = g_task_get_source_object (task);
  Set *set = g_task_get_task_data (task);
  GError *error = NULL;

  if (luwte_service_check_finish (LUWTE_SERVICE (source), result, &error))
    {
      if (luwte_service_get_capabilities (set->service) & LUWTE_CAPABILITY_PRACTICE)
        set->practice = TRUE;
    }
  else if (!set->force)
    {
      g_task_return_error (task, error);
      return;
    }
  else
    g_clear_error (&error);
  keep_service (self, task);
}

void
luwte_workspace_set_service_async (LuwteWorkspace *self, const LuwteServiceSetup *setup,
                                   LuwteSecret *secret, gboolean force, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Set *set = g_new0 (Set, 1);
  GError *error = NULL;

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));
  g_return_if_fail (setup != NULL);

  g_task_set_source_tag (task, luwte_workspace_set_service_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, set, set_free);
  if (luwte_workspace_refuse_unless_open (self, task))
    return;
  set->practice = g_strcmp0 (setup->kind, "practice") == 0;
  set->setup.kind = g_strdup (setup->kind);
  set->setup.url = set->practice ? NULL : g_strdup (setup->url);
  set->setup.user = set->practice ? NULL : g_strdup (setup->user);
  set->setup.authority = set->practice ? NULL : g_strdup (setup->authority);
  set->secret = secret && !set->practice ? luwte_secret_ref (secret) : NULL;
  set->force = force;
  set->service = make_service (self, &set->setup, set->secret, &error);
  if (set->service)
    luwte_service_check_async (set->service, cancellable, checked_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

gboolean
luwte_workspace_set_service_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

const LuwteServiceSetup *
luwte_workspace_get_service (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->has_setup ? &self->setup : NULL;
}

/* check_service */

/* Names of the protocol, not words for people. */
static char *
name_capabilities (LuwteCapabilities capabilities)
{
  g_autoptr (GFlagsClass) flags = g_type_class_ref (LUWTE_TYPE_CAPABILITIES);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < flags->n_values; i++)
    if (flags->values[i].value != 0 && (capabilities & flags->values[i].value) != 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              flags->values[i].value_nick);

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
check_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LuwteService *service = LUWTE_SERVICE (source);
  g_autoptr (GTask) task = data;
  g_autofree char *capabilities = NULL;
  GError *error = NULL;

  if (!luwte_service_check_finish (service, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  capabilities = name_capabilities (luwte_service_get_capabilities (service));
  g_task_return_pointer (task,
                         g_strdup_printf ("%s: %s", luwte_service_get_user_name (service),
                                          capabilities),
                         g_free);
}

void
luwte_workspace_check_service_async (LuwteWorkspace *self, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (LuwteService) service = NULL;
  GError *error = NULL;

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  g_task_set_source_tag (task, luwte_workspace_check_service_async);
  service = self->service ? g_object_ref (self->service)
                          : luwte_workspace_make_service (self, &error);
  if (service)
    luwte_service_check_async (service, cancellable, check_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

char *
luwte_workspace_check_service_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
