/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-promise-dialog.h"

#include <glib/gi18n.h>

#include "luwte-code.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwtePromiseDialog
{
  AdwDialog parent_instance;

  /* template children */
  GtkBox *sections;
  AdwToggleGroup *languages;
  AdwWindowTitle *title;

  /* owned */
  LuwteWorkspace *workspace;
};

G_DEFINE_FINAL_TYPE (LuwtePromiseDialog, luwte_promise_dialog, ADW_TYPE_DIALOG)

static GtkWidget *
make_row (const char *sentence)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sentence);
  adw_preferences_row_set_title_selectable (ADW_PREFERENCES_ROW (row), TRUE);
  return row;
}

static GtkWidget *
make_section (LuwteCode *section)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_auto (GStrv) sentences = g_strsplit (luwte_code_get_text (section), "\n", -1);
  g_autofree char *title = g_markup_escape_text (luwte_code_get_label (section), -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  for (guint i = 0; sentences[i] != NULL; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (sentences[i]));
  return group;
}

static void
show (LuwtePromiseDialog *self)
{
  const char *language = adw_toggle_group_get_active_name (self->languages);
  g_autoptr (GPtrArray) sections = NULL;
  GtkWidget *child;

  if (self->workspace == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections))) != NULL)
    gtk_box_remove (self->sections, child);
  adw_window_title_set_subtitle (self->title,
                                 luwte_workspace_profile_name (self->workspace, language));
  sections = luwte_workspace_tell_profile (self->workspace, language);
  for (guint i = 0; sections != NULL && i < sections->len; i++)
    gtk_box_append (self->sections, make_section (g_ptr_array_index (sections, i)));
}

static void
luwte_promise_dialog_dispose (GObject *object)
{
  LuwtePromiseDialog *self = LUWTE_PROMISE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_PROMISE_DIALOG);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (luwte_promise_dialog_parent_class)->dispose (object);
}

static void
luwte_promise_dialog_class_init (LuwtePromiseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_promise_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/retention/luwte-promise-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwtePromiseDialog, sections);
  gtk_widget_class_bind_template_child (widget_class, LuwtePromiseDialog, languages);
  gtk_widget_class_bind_template_child (widget_class, LuwtePromiseDialog, title);
  gtk_widget_class_bind_template_callback (widget_class, show);
}

static void
luwte_promise_dialog_init (LuwtePromiseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
luwte_promise_dialog_new (LuwteWorkspace *workspace)
{
  LuwtePromiseDialog *self = g_object_new (LUWTE_TYPE_PROMISE_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  adw_toggle_group_set_active_name (self->languages,
                                    g_str_has_prefix (luwte_words_language (), "nl") ? "nl" : "en");
  show (self);
  return GTK_WIDGET (self);
}
