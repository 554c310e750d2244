/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-page-keys.h"

typedef struct
{
  const LuwtePageKey *keys;
  gsize n_keys;
  GtkEventController *controller; /* (nullable): the page's, while it is shown */
} PageKeys;

static GtkEventController *
make (const PageKeys *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  /* Before a text view takes them. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (gsize i = 0; i < self->n_keys; i++)
    {
      const LuwtePageKey *key = &self->keys[i];
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (key->key),
                                                gtk_named_action_new (key->action));

      if (key->argument != 0)
        gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (key->argument));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  return controller;
}

static void
mapped_cb (GtkWidget *page, PageKeys *self)
{
  if (self->controller != NULL)
    return;
  self->controller = make (self);
  gtk_widget_add_controller (page, self->controller);
}

static void
unmapped_cb (GtkWidget *page, PageKeys *self)
{
  if (self->controller != NULL)
    gtk_widget_remove_controller (page, g_steal_pointer (&self->controller));
}

static void
page_keys_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

void
luwte_page_keys_add (GtkWidget *page, const LuwtePageKey *keys, gsize n_keys)
{
  PageKeys *self = g_new0 (PageKeys, 1);

  self->keys = keys;
  self->n_keys = n_keys;
  g_signal_connect (page, "unmap", G_CALLBACK (unmapped_cb), self);
  g_signal_connect_data (page, "map", G_CALLBACK (mapped_cb), self, page_keys_free, 0);
}
