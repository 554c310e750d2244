/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Locking, in this order: "locking" is told, so that whoever shows an editor hands over what was
 * typed; the chat service's side lets go of all text; what was asked of the vault is written; the
 * vault is closed and its keys are wiped; "locked" is told. What stays is the chat service's
 * secret, in guarded memory, and what was accepted for sending. */

#include "config.h"

#include "luwte-workspace-private.h"

#include "luwte-secret.h"

enum
{
  PROP_STATE = 1,
  PROP_LIVE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_LOCKING,
  SIGNAL_LOCKED,
  SIGNAL_SERVICE_CHANGED,
  SIGNAL_ERASED,
  SIGNAL_ERASURE_STEP,
  SIGNAL_BACKED_UP,
  SIGNAL_REPLIES_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LuwteWorkspace, luwte_workspace, G_TYPE_OBJECT)

static void
luwte_workspace_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LuwteWorkspace *self = LUWTE_WORKSPACE (object);

  if (id == PROP_STATE)
    g_value_set_int (value, (int) self->state);
  else if (id == PROP_LIVE)
    g_value_set_object (value, self->live);
}

static void
luwte_workspace_dispose (GObject *object)
{
  LuwteWorkspace *self = LUWTE_WORKSPACE (object);

  luwte_workspace_close (self);
  G_OBJECT_CLASS (luwte_workspace_parent_class)->dispose (object);
}

static void
luwte_workspace_finalize (GObject *object)
{
  LuwteWorkspace *self = LUWTE_WORKSPACE (object);

  g_clear_pointer (&self->kinds, g_hash_table_unref);
  g_clear_object (&self->folder_watch);
  g_free (self->dir);
  G_OBJECT_CLASS (luwte_workspace_parent_class)->finalize (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, LUWTE_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 0);
}

static void
luwte_workspace_class_init (LuwteWorkspaceClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = luwte_workspace_dispose;
  object_class->finalize = luwte_workspace_finalize;
  object_class->get_property = luwte_workspace_get_property;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, LUWTE_WORKSPACE_EMPTY,
                                             LUWTE_WORKSPACE_OPEN, LUWTE_WORKSPACE_EMPTY, flags);
  properties[PROP_LIVE] = g_param_spec_object ("live", NULL, NULL, LUWTE_TYPE_LIVE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_LOCKING] = add_signal ("locking");
  signals[SIGNAL_LOCKED] = add_signal ("locked");
  signals[SIGNAL_SERVICE_CHANGED] = add_signal ("service-changed");
  signals[SIGNAL_ERASED] = add_signal ("erased");
  signals[SIGNAL_ERASURE_STEP] = add_signal ("erasure-step");
  signals[SIGNAL_BACKED_UP] = add_signal ("backed-up");
  signals[SIGNAL_REPLIES_CHANGED] = add_signal ("replies-changed");
}

static void
luwte_workspace_init (LuwteWorkspace *self)
{
  self->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->folder_watch = luwte_folder_watch_new (self);
}

LuwteWorkspace *
luwte_workspace_new (const char *dir)
{
  LuwteWorkspace *self = g_object_new (LUWTE_TYPE_WORKSPACE, NULL);

  self->dir = dir ? g_strdup (dir) : g_build_filename (g_get_user_data_dir (), "luwte", NULL);
  self->state = luwte_vault_exists (self->dir) ? LUWTE_WORKSPACE_LOCKED : LUWTE_WORKSPACE_EMPTY;

  return self;
}

const char *
luwte_workspace_get_dir (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->dir;
}

LuwteWorkspaceState
luwte_workspace_get_state (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), LUWTE_WORKSPACE_EMPTY);

  return self->state;
}

void
luwte_workspace_set_state (LuwteWorkspace *self, LuwteWorkspaceState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
luwte_workspace_emit_service_changed (LuwteWorkspace *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIVE]);
  g_signal_emit (self, signals[SIGNAL_SERVICE_CHANGED], 0);
}

void
luwte_workspace_emit_erased (LuwteWorkspace *self)
{
  g_signal_emit (self, signals[SIGNAL_ERASED], 0);
}

void
luwte_workspace_emit_replies_changed (LuwteWorkspace *self)
{
  g_signal_emit (self, signals[SIGNAL_REPLIES_CHANGED], 0);
}

void
luwte_workspace_emit_backed_up (LuwteWorkspace *self)
{
  g_signal_emit (self, signals[SIGNAL_BACKED_UP], 0);
}

static void
erasure_step_cb (LuwteWorkspace *self)
{
  g_signal_emit (self, signals[SIGNAL_ERASURE_STEP], 0);
}

void
luwte_workspace_take_vault (LuwteWorkspace *self, LuwteVault *vault)
{
  if (g_set_object (&self->vault, vault))
    g_signal_connect_object (vault, "erasure-step", G_CALLBACK (erasure_step_cb), self,
                             G_CONNECT_SWAPPED);
}

LuwteErasureStep
luwte_workspace_get_erasure_step (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), LUWTE_ERASURE_NONE);

  return self->vault ? luwte_vault_get_erasure_step (self->vault) : LUWTE_ERASURE_NONE;
}

gboolean
luwte_workspace_stop_erasure (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), FALSE);

  return self->vault && luwte_vault_stop_erasure (self->vault);
}

void
luwte_workspace_register_kind (LuwteWorkspace *self, const char *kind, LuwteServiceFactory factory,
                               gpointer data)
{
  LuwteServiceKind *entry = g_new0 (LuwteServiceKind, 1);

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));
  g_return_if_fail (kind != NULL && factory != NULL);

  entry->factory = factory;
  entry->data = data;
  g_hash_table_replace (self->kinds, g_strdup (kind), entry);
}

gboolean
luwte_workspace_refuse_unless_open (LuwteWorkspace *self, GTask *task)
{
  if (self->state == LUWTE_WORKSPACE_OPEN)
    return FALSE;
  g_task_return_new_error (task, LUWTE_WORKSPACE_ERROR, LUWTE_WORKSPACE_ERROR_NOT_OPEN,
                           "the vault is not open");

  return TRUE;
}

static void
drop_features (LuwteWorkspace *self)
{
  if (self->live)
    luwte_live_set_vault (self->live, NULL, NULL);
  luwte_workspace_stop_daily (self);
  if (self->vault && luwte_vault_is_open (self->vault))
    luwte_workspace_store_drain (self->vault);
  g_clear_object (&self->notes);
  g_clear_object (&self->review);
  g_clear_object (&self->rights);
  g_clear_object (&self->figures);
  g_clear_object (&self->team);
  g_clear_object (&self->board);
  g_clear_object (&self->library);
  g_clear_object (&self->retention);
  g_clear_object (&self->receipt);
  g_clear_object (&self->policy);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  g_clear_pointer (&self->role, g_free);
  g_clear_error (&self->run_error);
}

static void
close_vault (LuwteWorkspace *self)
{
  drop_features (self);
  if (self->vault)
    luwte_vault_close (self->vault);
  if (self->vault)
    g_signal_handlers_disconnect_by_data (self->vault, self);
  g_clear_object (&self->vault);
}

void
luwte_workspace_begin_again (LuwteWorkspace *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (LuwteVault) vault = g_object_ref (self->vault);

  self->opening++;
  g_signal_emit (self, signals[SIGNAL_LOCKING], 0);
  drop_features (self);
  /* It asks the profile that it was made with. */
  luwte_workspace_drop_live (self);
  luwte_workspace_set_state (self, LUWTE_WORKSPACE_OPENING);
  g_signal_emit (self, signals[SIGNAL_LOCKED], 0);
  luwte_workspace_begin_async (self, vault, self->flags, callback, data);
}

void
luwte_workspace_lock (LuwteWorkspace *self)
{
  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  if (self->state != LUWTE_WORKSPACE_OPEN && self->state != LUWTE_WORKSPACE_OPENING)
    return;
  self->opening++;
  if (self->state == LUWTE_WORKSPACE_OPEN)
    g_signal_emit (self, signals[SIGNAL_LOCKING], 0);
  close_vault (self);
  luwte_workspace_set_state (self, luwte_vault_exists (self->dir) ? LUWTE_WORKSPACE_LOCKED
                                                                  : LUWTE_WORKSPACE_EMPTY);
  g_signal_emit (self, signals[SIGNAL_LOCKED], 0);
}

void
luwte_workspace_drop_live (LuwteWorkspace *self)
{
  if (self->live)
    {
      g_signal_handlers_disconnect_by_data (self->live, self);
      luwte_live_set_forget_func (self->live, NULL, NULL);
      luwte_live_set_vault (self->live, NULL, NULL);
      luwte_live_stop (self->live);
    }
  g_clear_object (&self->live);
  g_clear_object (&self->service);
}

void
luwte_workspace_close (LuwteWorkspace *self)
{
  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  luwte_workspace_lock (self);
  luwte_workspace_drop_live (self);
  luwte_workspace_clear_setup (self);
}

LuwteNotes *
luwte_workspace_get_notes (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->notes;
}

LuwteTeam *
luwte_workspace_get_team (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->team;
}

LuwteBoard *
luwte_workspace_get_board (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->board;
}

LuwteLibrary *
luwte_workspace_get_library (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->library;
}

LuwteRights *
luwte_workspace_get_rights (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->rights;
}

LuwteFigures *
luwte_workspace_get_figures (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->figures;
}

LuwteReview *
luwte_workspace_get_review (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->review;
}

LuwteRetention *
luwte_workspace_get_retention (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->state == LUWTE_WORKSPACE_OPEN ? self->retention : NULL;
}

LuwteLive *
luwte_workspace_get_live (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->live;
}

gboolean
luwte_workspace_is_practice (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), FALSE);

  return self->practice;
}

gboolean
luwte_workspace_is_lead (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), FALSE);

  return g_strcmp0 (self->role, "lead") == 0;
}

const GError *
luwte_workspace_get_run_error (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->run_error;
}
