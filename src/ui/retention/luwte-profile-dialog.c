/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-profile-dialog.h"

#include <glib/gi18n.h>

#include "luwte-code.h"
#include "luwte-profile-change-page.h"
#include "luwte-profile-field.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteProfileDialog
{
  AdwDialog parent_instance;

  /* borrowed: of the child */
  AdwNavigationView *views;
  AdwBanner *problem;
  GtkWidget *next;
  AdwPreferencesPage *page;

  /* owned */
  LuwteWorkspace *workspace;
  GPtrArray *rows; /* of borrowed rows, each with "id" and, where it is a choice, "field" */
  GCancellable *looking;
};

G_DEFINE_FINAL_TYPE (LuwteProfileDialog, luwte_profile_dialog, ADW_TYPE_DIALOG)

static void
say (LuwteProfileDialog *self, const GError *error)
{
  g_autofree char *words = error != NULL ? luwte_words_problem (error) : NULL;

  if (words != NULL && *words != '\0')
    adw_banner_set_title (self->problem, words);
  adw_banner_set_revealed (self->problem, words != NULL && *words != '\0');
}

/* The form */

static void
show_summary (AdwExpanderRow *expander, AdwComboRow *row)
{
  GtkStringObject *chosen = adw_combo_row_get_selected_item (row);

  adw_expander_row_set_subtitle (expander,
                                 chosen != NULL ? gtk_string_object_get_string (chosen) : "");
}

static void
selected_cb (AdwComboRow *row, GParamSpec *pspec, AdwExpanderRow *expander)
{
  show_summary (expander, row);
}

static GtkWidget *
make_choice (const LuwteProfileFieldFields *field)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  g_autoptr (GtkExpression) expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL,
                                                                      "string");
  guint selected = 0;

  for (guint i = 0; i < field->options->len; i++)
    {
      LuwteCode *option = g_ptr_array_index (field->options, i);

      gtk_string_list_append (words, luwte_code_get_label (option));
      if (g_str_equal (luwte_code_get_code (option), field->value))
        selected = i;
    }
  adw_combo_row_set_expression (ADW_COMBO_ROW (row), expression);
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (row), TRUE);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (words));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  return row;
}

static GtkWidget *
add_field (LuwteProfileDialog *self, LuwteProfileField *about)
{
  const LuwteProfileFieldFields *field = luwte_profile_field_get_fields (about);
  GtkWidget *row = field->options->len > 0 ? make_choice (field) : adw_entry_row_new ();

  if (field->options->len == 0)
    gtk_editable_set_text (GTK_EDITABLE (row), field->value);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), field->label);
  g_object_set_data_full (G_OBJECT (row), "field", g_object_ref (about), g_object_unref);
  g_ptr_array_add (self->rows, row);
  return row;
}

static AdwPreferencesGroup *
add_group (LuwteProfileDialog *self, const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_page_add (self->page, group);
  return group;
}

/* One heading a section; a kind of record is one row that opens, and says how long it is kept. */
static void
add_fields (LuwteProfileDialog *self, GPtrArray *fields)
{
  AdwPreferencesGroup *group = NULL;
  GtkWidget *expander = NULL;
  const char *section = NULL, *kind = NULL;

  for (guint i = 0; i < fields->len; i++)
    {
      const LuwteProfileFieldFields *field = luwte_profile_field_get_fields (
          g_ptr_array_index (fields, i));
      GtkWidget *row = add_field (self, g_ptr_array_index (fields, i));

      if (g_strcmp0 (section, field->section) != 0)
        {
          section = field->section;
          kind = NULL;
          group = add_group (self, section);
        }
      if (field->group == NULL)
        {
          adw_preferences_group_add (group, row);
          continue;
        }
      if (g_strcmp0 (kind, field->group) != 0)
        {
          kind = field->group;
          expander = adw_expander_row_new ();
          adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (expander), FALSE);
          adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), kind);
          adw_preferences_group_add (group, expander);
          show_summary (ADW_EXPANDER_ROW (expander), ADW_COMBO_ROW (row));
          g_signal_connect_object (row, "notify::selected-item", G_CALLBACK (selected_cb), expander,
                                   G_CONNECT_DEFAULT);
        }
      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
    }
}

static const char *
value_of (GtkWidget *row)
{
  const LuwteProfileFieldFields *field = luwte_profile_field_get_fields (
      g_object_get_data (G_OBJECT (row), "field"));
  guint selected;

  if (field->options->len == 0)
    return gtk_editable_get_text (GTK_EDITABLE (row));
  selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));
  return luwte_code_get_code (
      g_ptr_array_index (field->options, MIN (selected, field->options->len - 1)));
}

/* Looking at what changes */

static void
previewed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteProfileDialog) self = data;
  LuwteWorkspace *workspace = LUWTE_WORKSPACE (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteProfileChange) change = luwte_workspace_preview_profile_finish (workspace, result,
                                                                                  &error);

  if (self->workspace == NULL)
    return;
  gtk_widget_set_sensitive (self->next, TRUE);
  say (self, error);
  if (change == NULL)
    return;
  adw_navigation_view_push (self->views, ADW_NAVIGATION_PAGE (luwte_profile_change_page_new (
                                             workspace, g_steal_pointer (&change))));
}

static void
next_cb (LuwteProfileDialog *self)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      LuwteProfileField *field = g_object_get_data (G_OBJECT (row), "field");

      g_hash_table_insert (values, g_strdup (luwte_profile_field_get_fields (field)->id),
                           g_strdup (value_of (row)));
    }
  gtk_widget_set_sensitive (self->next, FALSE);
  luwte_workspace_preview_profile_values_async (self->workspace, values, self->looking,
                                                previewed_cb, g_object_ref (self));
}

/* The file */

void
luwte_profile_dialog_open_file (LuwteProfileDialog *self, const char *path)
{
  g_return_if_fail (LUWTE_IS_PROFILE_DIALOG (self));

  /* What is wrong with the file is said over the form. */
  adw_navigation_view_pop (self->views);
  gtk_widget_set_sensitive (self->next, FALSE);
  luwte_workspace_preview_profile_async (self->workspace, path, NULL, self->looking, previewed_cb,
                                         g_object_ref (self));
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteProfileDialog) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (file != NULL && g_file_peek_path (file) != NULL && self->workspace != NULL)
    luwte_profile_dialog_open_file (self, g_file_peek_path (file));
}

static void
exported_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteProfileDialog) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);
  g_autoptr (GError) error = NULL;

  if (file == NULL || g_file_peek_path (file) == NULL || self->workspace == NULL)
    return;
  luwte_workspace_export_profile (self->workspace, g_file_peek_path (file), &error);
  say (self, error);
}

static GtkFileDialog *
file_dialog (const char *title)
{
  GtkFileDialog *dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Policy profiles"));
  gtk_file_filter_add_suffix (filter, "json");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  return dialog;
}

static GtkWindow *
window_of (LuwteProfileDialog *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
open_cb (LuwteProfileDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = file_dialog (_ ("Open a Profile"));

  gtk_file_dialog_open (dialog, window_of (self), NULL, opened_cb, g_object_ref (self));
}

static void
export_cb (LuwteProfileDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = file_dialog (_ ("Export the Profile"));

  gtk_file_dialog_set_initial_name (dialog, "profile.json");
  gtk_file_dialog_save (dialog, window_of (self), NULL, exported_cb, g_object_ref (self));
}

static void
add_file (LuwteProfileDialog *self)
{
  AdwPreferencesGroup *group = add_group (self, _ ("Everything Else"));
  const struct
  {
    const char *title;
    GCallback activated;
  } actions[] = {
    { _ ("Open File…"), G_CALLBACK (open_cb) }, { _ ("Export…"), G_CALLBACK (export_cb) },
    };

  adw_preferences_group_set_description (
      group, _ ("Topics, texts, house rules and the rest stand in the profile's file."));
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GtkWidget *row = adw_button_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), actions[i].title);
      g_signal_connect_swapped (row, "activated", actions[i].activated, self);
      adw_preferences_group_add (group, row);
    }
}

static void
luwte_profile_dialog_dispose (GObject *object)
{
  LuwteProfileDialog *self = LUWTE_PROFILE_DIALOG (object);

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (luwte_profile_dialog_parent_class)->dispose (object);
}

static void
luwte_profile_dialog_class_init (LuwteProfileDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = luwte_profile_dialog_dispose;
}

static void
luwte_profile_dialog_init (LuwteProfileDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new (), *header = adw_header_bar_new ();
  AdwNavigationPage *form;

  self->rows = g_ptr_array_new ();
  self->looking = g_cancellable_new ();
  self->views = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  self->problem = ADW_BANNER (adw_banner_new (""));
  adw_banner_set_use_markup (self->problem, FALSE);
  self->next = gtk_button_new_with_mnemonic (_ ("_See What Changes"));
  gtk_widget_add_css_class (self->next, "suggested-action");
  gtk_widget_add_css_class (self->next, "pill");
  /* Below, where its words do not press the title at 360 px. */
  gtk_widget_set_halign (self->next, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (self->next, 12);
  gtk_widget_set_margin_bottom (self->next, 12);
  g_signal_connect_swapped (self->next, "clicked", G_CALLBACK (next_cb), self);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->problem));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->page));
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (view), self->next);
  form = adw_navigation_page_new (view, _ ("Change the Profile"));
  adw_navigation_view_add (self->views, form);
  adw_dialog_set_child (ADW_DIALOG (self), GTK_WIDGET (self->views));
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Change the Profile"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 640);
  adw_dialog_set_content_height (ADW_DIALOG (self), 720);
}

GtkWidget *
luwte_profile_dialog_new (LuwteWorkspace *workspace)
{
  LuwteProfileDialog *self = g_object_new (LUWTE_TYPE_PROFILE_DIALOG, NULL);
  g_autoptr (GPtrArray) fields = luwte_workspace_profile_fields (workspace,
                                                                 luwte_words_language ());

  self->workspace = g_object_ref (workspace);
  if (fields != NULL)
    add_fields (self, fields);
  add_file (self);
  return GTK_WIDGET (self);
}
