/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-library-view.h"

#include <glib/gi18n.h>

#include "luwte-code.h"
#include "luwte-library.h"
#include "luwte-page-keys.h"
#include "luwte-summary-dialog.h"
#include "luwte-summary-row.h"
#include "luwte-toast.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteLibraryView
{
  AdwBin parent_instance;

  /* template children */
  AdwWindowTitle *title;
  GtkWidget *search_bar;
  GtkEditable *search;
  GtkStack *stack;
  AdwStatusPage *problem;
  AdwPreferencesGroup *group;

  /* owned */
  LuwteWorkspace *workspace;
  GPtrArray *topics;
  GPtrArray *rows; /* of borrowed rows */
  GCancellable *loading;
  GHashTable *open; /* ids of the rows that are open */
  char *focused;    /* (nullable): id of the row to go to */

  AdwDialog *dialog; /* (nullable): weak, while one is written */
};

static const LuwtePageKey keys[] = {
  { "<Control>n", "library.add", 0 },
  { "<Control>f", "library.search", 0 },
};

G_DEFINE_FINAL_TYPE (LuwteLibraryView, luwte_library_view, ADW_TYPE_BIN)

static LuwteLibrary *
get_library (LuwteLibraryView *self)
{
  return self->workspace != NULL ? luwte_workspace_get_library (self->workspace) : NULL;
}

static void
say (LuwteLibraryView *self, const GError *error)
{
  g_autofree char *words = luwte_words_problem (error);

  if (*words != '\0')
    luwte_toast_say (GTK_WIDGET (self), words);
}

static const char *
topic_label (LuwteLibraryView *self, const char *code)
{
  for (guint i = 0; self->topics != NULL && i < self->topics->len; i++)
    if (g_strcmp0 (luwte_code_get_code (g_ptr_array_index (self->topics, i)), code) == 0)
      return luwte_code_get_label (g_ptr_array_index (self->topics, i));
  return code;
}

static void
counted_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteLibraryView) self = data;
  g_autoptr (GError) error = NULL;

  if (!luwte_library_done_finish (LUWTE_LIBRARY (object), result, &error) && self->stack != NULL)
    say (self, error);
  luwte_library_view_load (self);
}

static void
count_cb (LuwteLibraryView *self, LuwteSummaryRow *row)
{
  if (get_library (self) == NULL)
    return;
  g_set_str (&self->focused, luwte_summary_row_get_id (row));
  luwte_library_count_async (get_library (self), luwte_summary_row_get_id (row), NULL, counted_cb,
                             g_object_ref (self));
}

/* "Erased" is said only now: the answer comes after the vault's last step. */
static void
erased_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteLibraryView) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (!luwte_library_done_finish (LUWTE_LIBRARY (object), result, &error))
    words = luwte_words_erasure_problem (error);
  if (self->stack != NULL)
    luwte_toast_say (GTK_WIDGET (self), words != NULL ? words : _ ("The summary is erased"));
  luwte_library_view_load (self);
}

static void
erase_answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteSummaryRow) row = data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);
  GtkWidget *self = gtk_widget_get_ancestor (GTK_WIDGET (row), LUWTE_TYPE_LIBRARY_VIEW);

  if (!g_str_equal (answer, "erase") || self == NULL ||
      get_library (LUWTE_LIBRARY_VIEW (self)) == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (row), FALSE);
  luwte_library_erase_async (get_library (LUWTE_LIBRARY_VIEW (self)),
                             luwte_summary_row_get_id (row), NULL, erased_cb, g_object_ref (self));
}

static void
erase_cb (LuwteLibraryView *self, LuwteSummaryRow *row)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Erase This Summary?"), _ ("The text is erased now, in backups too. It cannot come back.")));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "erase", _ ("_Erase"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "erase", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, erase_answered_cb, g_object_ref (row));
}

static void
clear_rows (LuwteLibraryView *self)
{
  g_hash_table_remove_all (self->open);
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)))
        g_hash_table_add (self->open,
                          g_strdup (luwte_summary_row_get_id (LUWTE_SUMMARY_ROW (row))));
      adw_preferences_group_remove (self->group, row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_row (LuwteLibraryView *self, const LuwteSummary *summary)
{
  GtkWidget *row = luwte_summary_row_new (summary, topic_label (self, summary->topic));

  g_signal_connect_object (row, "count", G_CALLBACK (count_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "erase", G_CALLBACK (erase_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
  if (g_hash_table_contains (self->open, summary->id) ||
      g_strcmp0 (self->focused, summary->id) == 0)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  if (g_strcmp0 (self->focused, summary->id) == 0)
    gtk_widget_grab_focus (row);
}

static void
show_found (LuwteLibraryView *self, GPtrArray *found)
{
  const gboolean searches = *gtk_editable_get_text (self->search) != '\0';
  g_autofree char *subtitle = NULL;

  clear_rows (self);
  for (guint i = 0; i < found->len; i++)
    add_row (self, g_ptr_array_index (found, i));
  g_clear_pointer (&self->focused, g_free);
  if (found->len > 0)
    subtitle = g_strdup_printf (ngettext ("%u summary", "%u summaries", found->len), found->len);
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (self->search_bar, found->len > 0 || searches);
  gtk_stack_set_visible_child_name (self->stack, found->len > 0 ? "list"
                                                 : searches     ? "none"
                                                                : "empty");
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteLibraryView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = luwte_library_search_finish (LUWTE_LIBRARY (object), result,
                                                             &error);

  if (self->stack == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (found == NULL)
    {
      g_autofree char *words = luwte_words_problem (error);

      adw_status_page_set_description (self->problem, words);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  show_found (self, found);
}

void
luwte_library_view_load (LuwteLibraryView *self)
{
  g_return_if_fail (LUWTE_IS_LIBRARY_VIEW (self));

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->stack == NULL || get_library (self) == NULL)
    return;
  self->loading = g_cancellable_new ();
  luwte_library_search_async (get_library (self), gtk_editable_get_text (self->search),
                              self->loading, found_cb, g_object_ref (self));
}

static void
stop_search_cb (LuwteLibraryView *self)
{
  gtk_editable_set_text (self->search, "");
}

static void
added_cb (LuwteLibraryView *self, const char *id)
{
  luwte_toast_say (GTK_WIDGET (self), _ ("Written down in the library"));
  g_set_str (&self->focused, id);
  gtk_editable_set_text (self->search, "");
  luwte_library_view_load (self);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LuwteLibraryView *self = LUWTE_LIBRARY_VIEW (widget);
  AdwDialog *dialog;

  /* The key holds while its own dialog is open, too. */
  if (get_library (self) == NULL || self->dialog != NULL)
    return;
  dialog = luwte_summary_dialog_new (self->workspace);
  g_signal_connect_object (dialog, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->dialog, dialog);
  adw_dialog_present (dialog, widget);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (LUWTE_LIBRARY_VIEW (widget)->search));
}

void
luwte_library_view_set_workspace (LuwteLibraryView *self, LuwteWorkspace *workspace)
{
  g_return_if_fail (LUWTE_IS_LIBRARY_VIEW (self));

  g_set_object (&self->workspace, workspace);
  g_clear_pointer (&self->topics, g_ptr_array_unref);
  if (workspace != NULL)
    self->topics = luwte_workspace_topics (workspace, luwte_words_language ());
}

static void
luwte_library_view_dispose (GObject *object)
{
  LuwteLibraryView *self = LUWTE_LIBRARY_VIEW (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_weak_pointer (&self->dialog);
  /* The child is a template child too, and would be taken away from under its parent. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_LIBRARY_VIEW);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->topics, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->open, g_hash_table_unref);
  g_clear_pointer (&self->focused, g_free);
  G_OBJECT_CLASS (luwte_library_view_parent_class)->dispose (object);
}

static void
luwte_library_view_class_init (LuwteLibraryViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_library_view_dispose;
  gtk_widget_class_install_action (widget_class, "library.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "library.search", NULL, search_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/review/luwte-library-view.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteLibraryView, title);
  gtk_widget_class_bind_template_child (widget_class, LuwteLibraryView, search_bar);
  gtk_widget_class_bind_template_child (widget_class, LuwteLibraryView, search);
  gtk_widget_class_bind_template_child (widget_class, LuwteLibraryView, stack);
  gtk_widget_class_bind_template_child (widget_class, LuwteLibraryView, problem);
  gtk_widget_class_bind_template_child (widget_class, LuwteLibraryView, group);
  gtk_widget_class_bind_template_callback (widget_class, luwte_library_view_load);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
luwte_library_view_init (LuwteLibraryView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  luwte_page_keys_add (GTK_WIDGET (self), keys, G_N_ELEMENTS (keys));
  g_signal_connect_object (self, "map", G_CALLBACK (luwte_library_view_load), self,
                           G_CONNECT_SWAPPED);
}
