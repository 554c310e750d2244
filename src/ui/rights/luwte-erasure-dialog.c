/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-erasure-dialog.h"

#include <glib/gi18n.h>

#include "luwte-code.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteErasureDialog
{
  AdwDialog parent_instance;

  /* template children */
  GtkStack *stack;
  GtkLabel *problem;
  AdwPreferencesGroup *law;
  AdwSwitchRow *early;
  AdwComboRow *ground;
  GtkWidget *erase;
  GtkLabel *receipt;
  GtkLabel *saved;
  GtkWidget *save;

  /* owned */
  LuwteWorkspace *workspace;
  char *request;
  GPtrArray *grounds; /* of LuwteCode */
};

G_DEFINE_FINAL_TYPE (LuwteErasureDialog, luwte_erasure_dialog, ADW_TYPE_DIALOG)

static void
announce (LuwteErasureDialog *self, const char *words)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
tell_problem (LuwteErasureDialog *self, const GError *error)
{
  g_autofree char *words = luwte_words_problem (error);

  gtk_stack_set_visible_child_name (self->stack, "ask");
  gtk_label_set_text (self->problem, words);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  announce (self, words);
}

/* What was done, without saying about whom. (transfer full) */
static char *
receipt_words (LuwteReceipt *receipt)
{
  const guint n_records = luwte_receipt_get_n_records (receipt);
  const guint n_sessions = luwte_receipt_get_n_sessions (receipt);
  const guint n_topics = luwte_receipt_get_n_tombstones (receipt);
  g_autofree char *day = luwte_words_day (luwte_words_day_of (luwte_receipt_get_at (receipt)));
  g_autofree char *clock = luwte_words_clock (luwte_receipt_get_at (receipt));
  GString *words = g_string_new (NULL);

  /* Translators: a day and a time */
  g_string_append_printf (words, _ ("Erased on request, on %s at %s."), day, clock);
  g_string_append_c (words, '\n');
  g_string_append_printf (words, ngettext ("%u record is gone.", "%u records are gone.", n_records),
                          n_records);
  g_string_append_c (words, '\n');
  g_string_append_printf (words,
                          ngettext ("%u contact is gone.", "%u contacts are gone.", n_sessions),
                          n_sessions);
  g_string_append_c (words, '\n');
  g_string_append_printf (words,
                          ngettext ("%u topic with its month remains.",
                                    "%u topics with their months remain.", n_topics),
                          n_topics);
  g_string_append_c (words, '\n');
  g_string_append (words,
                   _ ("The file was rebuilt, and backups that held it were removed where they "
                             "could be reached."));
  return g_string_free (words, FALSE);
}

static void
show_receipt (LuwteErasureDialog *self, LuwteReceipt *receipt)
{
  g_autofree char *words = receipt_words (receipt);

  gtk_label_set_text (self->receipt, words);
  gtk_stack_set_visible_child_name (self->stack, "done");
  gtk_widget_grab_focus (self->save);
  announce (self, words);
}

static void
erased_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteErasureDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteReceipt) receipt = luwte_rights_erase_finish (LUWTE_RIGHTS (source), result,
                                                                &error);

  if (self->stack == NULL)
    return;
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  if (receipt != NULL)
    show_receipt (self, receipt);
  else
    tell_problem (self, error);
}

/* Why it is granted is kept as a code, since the request goes with its dossier (R86). */
static void
fill_grounds (LuwteErasureDialog *self)
{
  LuwteRights *rights = luwte_workspace_get_rights (self->workspace);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  if (rights == NULL)
    return;
  self->grounds = luwte_rights_grounds (rights, TRUE, luwte_words_language ());
  for (guint i = 0; i < self->grounds->len; i++)
    gtk_string_list_append (labels, luwte_code_get_label (self->grounds->pdata[i]));
  adw_combo_row_set_model (self->ground, G_LIST_MODEL (labels));
}

/* (nullable): the code */
static const char *
chosen_ground (LuwteErasureDialog *self)
{
  const guint chosen = adw_combo_row_get_selected (self->ground);

  return self->grounds != NULL && chosen < self->grounds->len
             ? luwte_code_get_code (self->grounds->pdata[chosen])
             : NULL;
}

static void
erase_cb (LuwteErasureDialog *self)
{
  LuwteRights *rights = luwte_workspace_get_rights (self->workspace);

  if (rights == NULL)
    return;
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "working");
  announce (self, _ ("Erasing"));
  luwte_rights_erase_on_ground_async (rights, self->request, chosen_ground (self),
                                      adw_switch_row_get_active (self->early), NULL, erased_cb,
                                      g_object_ref (self));
}

static void
show_ready (LuwteErasureDialog *self)
{
  const gboolean ready = !gtk_widget_get_visible (GTK_WIDGET (self->law)) ||
                         adw_switch_row_get_active (self->early);

  gtk_widget_set_sensitive (self->erase, ready);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteErasureDialog) self = data;
  g_autoptr (GError) error = NULL;
  const gboolean well = luwte_workspace_save_receipt_finish (LUWTE_WORKSPACE (source), result,
                                                             &error);
  g_autofree char *words = well ? g_strdup (_ ("The receipt is saved."))
                                : luwte_words_problem (error);

  if (self->stack == NULL)
    return;
  gtk_label_set_text (self->saved, words);
  gtk_widget_set_visible (GTK_WIDGET (self->saved), TRUE);
  announce (self, words);
}

static void
file_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteErasureDialog) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->stack != NULL)
    luwte_workspace_save_receipt_async (self->workspace, path, gtk_label_get_text (self->receipt),
                                        NULL, saved_cb, g_object_ref (self));
}

static void
save_cb (LuwteErasureDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _ ("Save the Receipt"));
  /* Translators: the name of a file; it names nobody. */
  gtk_file_dialog_set_initial_name (dialog, _ ("receipt.txt"));
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, file_cb,
                        g_object_ref (self));
}

static void
close_cb (LuwteErasureDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
luwte_erasure_dialog_dispose (GObject *object)
{
  LuwteErasureDialog *self = LUWTE_ERASURE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_ERASURE_DIALOG);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->request, g_free);
  g_clear_pointer (&self->grounds, g_ptr_array_unref);

  G_OBJECT_CLASS (luwte_erasure_dialog_parent_class)->dispose (object);
}

static void
luwte_erasure_dialog_class_init (LuwteErasureDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_erasure_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/rights/luwte-erasure-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteErasureDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, LuwteErasureDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, LuwteErasureDialog, law);
  gtk_widget_class_bind_template_child (widget_class, LuwteErasureDialog, early);
  gtk_widget_class_bind_template_child (widget_class, LuwteErasureDialog, ground);
  gtk_widget_class_bind_template_child (widget_class, LuwteErasureDialog, erase);
  gtk_widget_class_bind_template_child (widget_class, LuwteErasureDialog, receipt);
  gtk_widget_class_bind_template_child (widget_class, LuwteErasureDialog, saved);
  gtk_widget_class_bind_template_child (widget_class, LuwteErasureDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, erase_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_ready);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
luwte_erasure_dialog_init (LuwteErasureDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
luwte_erasure_dialog_new (LuwteWorkspace *workspace, const char *request_id)
{
  LuwteErasureDialog *self = g_object_new (LUWTE_TYPE_ERASURE_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  self->request = g_strdup (request_id);
  gtk_widget_set_visible (GTK_WIDGET (self->law), luwte_workspace_keeps_by_law (workspace));
  fill_grounds (self);
  show_ready (self);
  return ADW_DIALOG (self);
}
