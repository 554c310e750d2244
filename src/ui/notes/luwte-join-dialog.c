/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-join-dialog.h"

#include <glib/gi18n.h>

#include "luwte-dossier.h"
#include "luwte-notes-join.h"
#include "luwte-words.h"

/* Who is not among these is searched for. */
#define MOST_ROWS 50

struct _LuwteJoinDialog
{
  AdwDialog parent_instance;

  /* template */
  GtkWidget *join;
  GtkLabel *problem;
  GtkEditable *search;
  GtkListBox *list;
  GtkLabel *preview;

  /* owned */
  LuwteNotes *notes;
  LuwteDossier *into;
  LuwteDossier *chosen;
  GPtrArray *shown; /* LuwteDossier, a row each */
  GCancellable *listing;
  GCancellable *counting;
};

static guint joined_signal;

G_DEFINE_FINAL_TYPE (LuwteJoinDialog, luwte_join_dialog, ADW_TYPE_DIALOG)

static void
tell (LuwteJoinDialog *self, const GError *error)
{
  g_autofree char *words = luwte_words_problem (error);

  luwte_words_tell (self->problem, words);
}

static char *
describe_parts (LuwteJoinDialog *self, const LuwteDossierParts *parts)
{
  LuwteDay last = luwte_dossier_get_last_contact (self->into);
  g_autofree char *day = luwte_words_day (MAX (last, parts->last_contact));
  g_autofree char *contacts = g_strdup_printf (ngettext ("%u contact", "%u contacts",
                                                         parts->n_contacts),
                                               parts->n_contacts);
  g_autofree char *notes = g_strdup_printf (ngettext ("%u note", "%u notes", parts->n_notes),
                                            parts->n_notes);

  /* Translators: the other nickname, "2 contacts", "3 notes", this nickname, a day with its year */
  return g_strdup_printf (_ ("What stands under “%s” moves here: %s and %s, with its names, consents, "
                             "holds and objections. All of “%s” then counts from %s."),
      luwte_dossier_get_nickname (self->chosen), contacts, notes,
      luwte_dossier_get_nickname (self->into), day);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteJoinDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree LuwteDossierParts *parts = luwte_notes_parts_finish (LUWTE_NOTES (source), result,
                                                                  &error);
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->list == NULL)
    return;
  if (parts == NULL)
    {
      tell (self, error);
      return;
    }
  words = describe_parts (self, parts);
  gtk_label_set_text (self->preview, words);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), TRUE);
  gtk_widget_set_sensitive (self->join, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
choose (LuwteJoinDialog *self, LuwteDossier *dossier)
{
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  g_set_object (&self->chosen, dossier);
  gtk_widget_set_sensitive (self->join, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  if (dossier == NULL)
    return;
  self->counting = g_cancellable_new ();
  luwte_notes_parts_async (self->notes, luwte_dossier_get_id (dossier), NULL, self->counting,
                           counted_cb, g_object_ref (self));
}

static void
selected_cb (LuwteJoinDialog *self, GtkListBoxRow *row)
{
  choose (self, row != NULL
                    ? g_ptr_array_index (self->shown, (guint) gtk_list_box_row_get_index (row))
                    : NULL);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteJoinDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) dossiers = luwte_notes_dossiers_finish (LUWTE_NOTES (source), result,
                                                                &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->list == NULL)
    return;
  if (dossiers == NULL)
    {
      tell (self, error);
      return;
    }
  choose (self, NULL);
  gtk_list_box_remove_all (self->list);
  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < dossiers->len; i++)
    {
      LuwteDossier *dossier = g_ptr_array_index (dossiers, i);
      g_autofree char *day = luwte_words_day (luwte_dossier_get_last_contact (dossier));
      g_autofree char *subtitle = g_strdup_printf (_ ("Last contact %s"), day);
      GtkWidget *row;

      if (g_str_equal (luwte_dossier_get_id (dossier), luwte_dossier_get_id (self->into)))
        continue;
      row = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     luwte_dossier_get_nickname (dossier));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
      g_ptr_array_add (self->shown, g_object_ref (dossier));
      gtk_list_box_append (self->list, row);
    }
}

static void
search_cb (LuwteJoinDialog *self)
{
  const char *words = gtk_editable_get_text (self->search);

  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  self->listing = g_cancellable_new ();
  luwte_notes_dossiers_async (self->notes, *words != '\0' ? words : NULL, MOST_ROWS, self->listing,
                              listed_cb, g_object_ref (self));
}

static void
joined_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteJoinDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) moved = luwte_notes_join_finish (LUWTE_NOTES (source), result, &error);

  if (moved != NULL)
    g_signal_emit (self, joined_signal, 0, moved);
  if (self->list == NULL)
    return;
  if (moved != NULL)
    adw_dialog_force_close (ADW_DIALOG (self));
  else
    tell (self, error);
}

static void
join_cb (LuwteJoinDialog *self)
{
  if (self->chosen == NULL)
    return;
  gtk_widget_set_sensitive (self->join, FALSE);
  luwte_notes_join_async (self->notes, luwte_dossier_get_id (self->chosen),
                          luwte_dossier_get_id (self->into), NULL, joined_cb, g_object_ref (self));
}

static void
cancel_cb (LuwteJoinDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

AdwDialog *
luwte_join_dialog_new (LuwteNotes *notes, LuwteDossier *into)
{
  LuwteJoinDialog *self = g_object_new (LUWTE_TYPE_JOIN_DIALOG, NULL);

  self->notes = g_object_ref (notes);
  self->into = g_object_ref (into);
  search_cb (self);
  return ADW_DIALOG (self);
}

static void
luwte_join_dialog_dispose (GObject *object)
{
  LuwteJoinDialog *self = LUWTE_JOIN_DIALOG (object);

  /* Or the list would tell of it when half of the dialog is gone. */
  if (self->list != NULL)
    gtk_list_box_unselect_all (self->list);
  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_JOIN_DIALOG);
  g_clear_object (&self->notes);
  g_clear_object (&self->into);
  g_clear_object (&self->chosen);
  g_clear_pointer (&self->shown, g_ptr_array_unref);

  G_OBJECT_CLASS (luwte_join_dialog_parent_class)->dispose (object);
}

static void
luwte_join_dialog_class_init (LuwteJoinDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_join_dialog_dispose;
  joined_signal = g_signal_new ("joined", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/notes/luwte-join-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteJoinDialog, join);
  gtk_widget_class_bind_template_child (widget_class, LuwteJoinDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, LuwteJoinDialog, search);
  gtk_widget_class_bind_template_child (widget_class, LuwteJoinDialog, list);
  gtk_widget_class_bind_template_child (widget_class, LuwteJoinDialog, preview);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, join_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
luwte_join_dialog_init (LuwteJoinDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
}
