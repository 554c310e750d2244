/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-window-private.h"

#include "luwte-first-run.h"
#include "luwte-secrecy-dialog.h"
#include "luwte-unlock-page.h"

/* A wrong passphrase is known after 0.4 s; what takes longer is said on a page of its own. */
#define OPENING_MS 700

typedef enum
{
  PROP_WORKSPACE = 1,
  PROP_LAYOUT,
} LuwteWindowProperty;

static GParamSpec *properties[PROP_LAYOUT + 1];

G_DEFINE_FINAL_TYPE (LuwteWindow, luwte_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_main (LuwteWindow *self)
{
  if (self->main == NULL)
    {
      self->main = LUWTE_MAIN_VIEW (luwte_main_view_new (self->status));
      g_object_bind_property (self, "layout", self->main, "layout", G_BINDING_SYNC_CREATE);
      gtk_stack_add_named (self->root, GTK_WIDGET (self->main), "main");
    }
  gtk_stack_set_visible_child_name (self->root, "main");
  luwte_secrecy_dialog_ask (self, self->workspace);
}

/* No text outlives the key: the pages go, and with them every buffer and label. */
static void
drop_main (LuwteWindow *self)
{
  AdwDialog *dialog;

  while ((dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self))))
    adw_dialog_force_close (dialog);
  adw_toast_overlay_dismiss_all (self->toasts);
  if (self->main == NULL)
    return;
  /* GTK keeps a reference to what is removed with the focus in it, until another widget has it. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_stack_remove (self->root, GTK_WIDGET (self->main));
  self->main = NULL;
}

static void
drop_first_run (LuwteWindow *self)
{
  if (self->first_run != NULL)
    gtk_stack_remove (self->root, self->first_run);
  self->first_run = NULL;
}

static void
finished_cb (LuwteWindow *self)
{
  luwte_status_refresh (self->status);
  show_main (self);
  drop_first_run (self);
  luwte_auto_lock_set_paused (self->auto_lock, FALSE);
  luwte_window_update_actions (self);
}

static void
show_first_run (LuwteWindow *self)
{
  if (self->first_run == NULL)
    {
      self->first_run = luwte_first_run_new (self->workspace);
      g_signal_connect_object (self->first_run, "finished", G_CALLBACK (finished_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->root, self->first_run, "first-run");
    }
  gtk_stack_set_visible_child_name (self->root, "first-run");
}

static void
show_unlock (LuwteWindow *self)
{
  drop_main (self);
  drop_first_run (self);
  if (self->unlock == NULL)
    {
      self->unlock = luwte_unlock_page_new (self->workspace);
      luwte_unlock_page_set_hint (LUWTE_UNLOCK_PAGE (self->unlock), self->throwaway);
      gtk_stack_add_named (self->root, self->unlock, "unlock");
    }
  gtk_stack_set_visible_child_name (self->root, "unlock");
  gtk_widget_grab_focus (self->unlock);
}

static void
show_opening_cb (gpointer data)
{
  LuwteWindow *self = data;

  self->opening = 0;
  gtk_stack_set_visible_child_name (self->root, "opening");
}

static void
show_state (LuwteWindow *self)
{
  g_clear_handle_id (&self->opening, g_source_remove);
  g_clear_handle_id (&self->refocusing, g_source_remove);
  g_clear_weak_pointer (&self->refocus);
  switch (luwte_workspace_get_state (self->workspace))
    {
    case LUWTE_WORKSPACE_EMPTY:
      show_first_run (self);
      break;
    case LUWTE_WORKSPACE_LOCKED:
      show_unlock (self);
      break;
    case LUWTE_WORKSPACE_OPENING:
      if (self->first_run == NULL)
        self->opening = g_timeout_add_once (OPENING_MS, show_opening_cb, self);
      break;
    case LUWTE_WORKSPACE_OPEN:
      /* The first run has two steps more when the vault is made. */
      if (self->first_run == NULL)
        show_main (self);
      break;
    }
}

static void
practice_cb (LuwteWindow *self)
{
  gboolean practice;

  g_object_get (self->status, "practice", &practice, NULL);
  if (practice)
    gtk_widget_add_css_class (GTK_WIDGET (self), "luwte-practice");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "luwte-practice");
}

static void
state_changed_cb (LuwteWindow *self)
{
  show_state (self);
  luwte_auto_lock_set_paused (self->auto_lock, self->first_run != NULL);
  luwte_window_update_actions (self);
}

void
luwte_window_set_throwaway (LuwteWindow *self, const char *passphrase)
{
  g_return_if_fail (LUWTE_IS_WINDOW (self));

  g_set_str (&self->throwaway, passphrase);
}

void
luwte_window_lock (LuwteWindow *self)
{
  g_return_if_fail (LUWTE_IS_WINDOW (self));

  luwte_workspace_lock (self->workspace);
}

static void
luwte_window_constructed (GObject *object)
{
  LuwteWindow *self = LUWTE_WINDOW (object);

  G_OBJECT_CLASS (luwte_window_parent_class)->constructed (object);

  self->status = luwte_status_new (self->workspace);
  self->auto_lock = luwte_auto_lock_new (GTK_WIDGET (self), self->workspace);
  self->alerts = luwte_alerts_new (GTK_WINDOW (self), self->status);
  g_signal_connect_object (self->status, "notify::practice", G_CALLBACK (practice_cb), self,
                           G_CONNECT_SWAPPED);
  practice_cb (self);
  luwte_window_watch_close (self);
  g_signal_connect_object (self->workspace, "notify::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workspace, "locked", G_CALLBACK (drop_main), self,
                           G_CONNECT_SWAPPED);
  state_changed_cb (self);
}

static void
luwte_window_dispose (GObject *object)
{
  LuwteWindow *self = LUWTE_WINDOW (object);

  g_clear_handle_id (&self->opening, g_source_remove);
  self->main = NULL;
  self->first_run = NULL;
  self->unlock = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_WINDOW);
  g_clear_pointer (&self->throwaway, g_free);
  g_clear_object (&self->alerts);
  g_clear_object (&self->auto_lock);
  g_clear_object (&self->status);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (luwte_window_parent_class)->dispose (object);
}

static void
luwte_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LuwteWindow *self = LUWTE_WINDOW (object);

  switch ((LuwteWindowProperty) id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, self->workspace);
      break;
    case PROP_LAYOUT:
      g_value_set_int (value, self->layout);
      break;
    }
}

/* The pages have their new places by now. A dialog that came meanwhile has the focus, and keeps it. */
static gboolean
refocus_cb (gpointer data)
{
  LuwteWindow *self = data;
  GtkWidget *dialog = GTK_WIDGET (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)));
  GtkWidget *focus = self->refocus;

  self->refocusing = 0;
  if (focus != NULL && gtk_widget_get_mapped (focus) &&
      (dialog == NULL || gtk_widget_is_ancestor (focus, dialog)))
    gtk_window_set_focus (GTK_WINDOW (self), focus);
  else if (gtk_window_get_focus (GTK_WINDOW (self)) == NULL)
    gtk_widget_child_focus (dialog != NULL ? dialog : GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
  g_clear_weak_pointer (&self->refocus);
  return G_SOURCE_REMOVE;
}

/* What the pages fold away must not have the focus while they do: GTK would look for another widget
 * later and keep a reference to this one, for good if more than one of them is folded. Whoever was
 * typing goes on where she was, if that is still there; else at the first control. */
static void
set_layout (LuwteWindow *self, LuwteLayout layout)
{
  if (self->layout == layout)
    return;
  /* Of several changes at once the first knows where she was. */
  if (self->refocusing == 0)
    {
      g_set_weak_pointer (&self->refocus, gtk_window_get_focus (GTK_WINDOW (self)));
      self->refocusing = g_idle_add (refocus_cb, self);
      g_source_set_name_by_id (self->refocusing, "[luwte] focus after a fold");
    }
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  self->layout = layout;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAYOUT]);
}

static void
luwte_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LuwteWindow *self = LUWTE_WINDOW (object);

  switch ((LuwteWindowProperty) id)
    {
    case PROP_WORKSPACE:
      self->workspace = g_value_dup_object (value);
      break;
    case PROP_LAYOUT:
      set_layout (self, g_value_get_int (value));
      break;
    }
}

static void
luwte_window_class_init (LuwteWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = luwte_window_constructed;
  object_class->dispose = luwte_window_dispose;
  object_class->get_property = luwte_window_get_property;
  object_class->set_property = luwte_window_set_property;

  properties[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL, LUWTE_TYPE_WORKSPACE,
                                                    G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                        G_PARAM_STATIC_STRINGS);
  properties[PROP_LAYOUT] = g_param_spec_int ("layout", NULL, NULL, LUWTE_LAYOUT_WIDE,
                                              LUWTE_LAYOUT_NARROW, LUWTE_LAYOUT_WIDE,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                  G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/luwte/Luwte/ui/luwte-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, LuwteWindow, root);

  luwte_window_install_actions (widget_class);
}

static void
luwte_window_init (LuwteWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
luwte_window_new (GtkApplication *application, LuwteWorkspace *workspace)
{
  return g_object_new (LUWTE_TYPE_WINDOW, "application", application, "workspace", workspace, NULL);
}
