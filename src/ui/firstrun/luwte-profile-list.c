/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-profile-list.h"

#include <glib/gi18n.h>

#include "luwte-code.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteProfileList
{
  AdwBin parent_instance;

  /* template children */
  AdwPreferencesGroup *group;
  AdwActionRow *other;

  /* borrowed */
  GtkCheckButton *first; /* the radio group */
  GtkCheckButton *own;   /* the radio button of the file, once there is one */
  GPtrArray *buttons;    /* owned array of borrowed buttons */

  /* owned */
  char *selected;
  char *file;
};

typedef enum
{
  PROP_SELECTED = 1,
} LuwteProfileListProperty;

static GParamSpec *properties[PROP_SELECTED + 1];

G_DEFINE_FINAL_TYPE (LuwteProfileList, luwte_profile_list, ADW_TYPE_BIN)

static void
set_selected (LuwteProfileList *self, const char *name)
{
  if (g_set_str (&self->selected, name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
toggled_cb (LuwteProfileList *self, GtkCheckButton *button)
{
  if (gtk_check_button_get_active (button))
    set_selected (self,
                  button == self->own ? self->file : g_object_get_data (G_OBJECT (button), "name"));
}

static GtkCheckButton *
add_radio (LuwteProfileList *self, AdwActionRow *row)
{
  GtkWidget *button = gtk_check_button_new ();

  if (self->first == NULL)
    self->first = GTK_CHECK_BUTTON (button);
  else
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), self->first);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (row, button);
  adw_action_row_set_activatable_widget (row, button);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY, row,
                                  NULL, -1);
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  return GTK_CHECK_BUTTON (button);
}

static void
add_profile (LuwteProfileList *self, LuwteCode *profile)
{
  GtkWidget *row = adw_action_row_new ();
  GtkCheckButton *button;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), luwte_code_get_label (profile));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), luwte_code_get_text (profile));
  button = add_radio (self, ADW_ACTION_ROW (row));
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (luwte_code_get_code (profile)),
                          g_free);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->buttons, button);
}

static void
file_chosen_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteProfileList) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, NULL);
  g_autofree char *name = NULL;

  if (file == NULL || g_file_peek_path (file) == NULL)
    return;
  g_set_str (&self->file, g_file_peek_path (file));
  name = g_file_get_basename (file);
  adw_action_row_set_subtitle (self->other, name);
  if (self->own == NULL)
    {
      self->own = add_radio (self, self->other);
      adw_action_row_set_activatable_widget (self->other, NULL);
    }
  gtk_check_button_set_active (self->own, TRUE);
  set_selected (self, self->file);
}

static void
other_activated_cb (LuwteProfileList *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Profiles"));
  gtk_file_filter_add_suffix (filter, "json");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("The Profile of Your Organisation"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        file_chosen_cb, g_object_ref (self));
}

const char *
luwte_profile_list_get_selected (LuwteProfileList *self)
{
  g_return_val_if_fail (LUWTE_IS_PROFILE_LIST (self), NULL);

  return self->selected;
}

void
luwte_profile_list_select (LuwteProfileList *self, const char *name)
{
  g_return_if_fail (LUWTE_IS_PROFILE_LIST (self));

  for (guint i = 0; i < self->buttons->len; i++)
    {
      GtkCheckButton *button = g_ptr_array_index (self->buttons, i);

      if (g_strcmp0 (g_object_get_data (G_OBJECT (button), "name"), name) == 0)
        gtk_check_button_set_active (button, TRUE);
    }
}

static void
luwte_profile_list_dispose (GObject *object)
{
  LuwteProfileList *self = LUWTE_PROFILE_LIST (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_PROFILE_LIST);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  g_clear_pointer (&self->selected, g_free);
  g_clear_pointer (&self->file, g_free);

  G_OBJECT_CLASS (luwte_profile_list_parent_class)->dispose (object);
}

static void
luwte_profile_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LuwteProfileList *self = LUWTE_PROFILE_LIST (object);

  switch ((LuwteProfileListProperty) id)
    {
    case PROP_SELECTED:
      g_value_set_string (value, self->selected);
      break;
    }
}

static void
luwte_profile_list_class_init (LuwteProfileListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = luwte_profile_list_dispose;
  object_class->get_property = luwte_profile_list_get_property;

  properties[PROP_SELECTED] = g_param_spec_string ("selected", NULL, NULL, NULL,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                       G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/firstrun/luwte-profile-list.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteProfileList, group);
  gtk_widget_class_bind_template_child (widget_class, LuwteProfileList, other);
  gtk_widget_class_bind_template_callback (widget_class, other_activated_cb);
}

static void
luwte_profile_list_init (LuwteProfileList *self)
{
  g_autoptr (GPtrArray) profiles = luwte_workspace_list_profiles (luwte_words_language ());

  self->buttons = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; profiles != NULL && i < profiles->len; i++)
    add_profile (self, g_ptr_array_index (profiles, i));
}
