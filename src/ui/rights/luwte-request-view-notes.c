/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-request-view-private.h"

#include <glib/gi18n.h>

#include "luwte-code.h"
#include "luwte-correction-dialog.h"
#include "luwte-toast.h"
#include "luwte-words.h"

#define NOTES_MAX 100

static const char *
topic_label (LuwteRequestView *self, const char *code)
{
  for (guint i = 0; self->topics != NULL && code != NULL && i < self->topics->len; i++)
    {
      LuwteCode *topic = g_ptr_array_index (self->topics, i);

      if (g_str_equal (luwte_code_get_code (topic), code))
        return luwte_code_get_label (topic);
    }
  return code;
}

static void
kept_cb (LuwteRequestView *self)
{
  const gboolean correction = self->request != NULL &&
                              g_str_equal (self->request->kind, "correction");

  luwte_request_view_settle (self, NULL,
                             correction ? _ ("Corrected; what stood there is kept beside it")
                                        : _ ("Added; it stands beside the note"));
}

static void
chosen_cb (LuwteRequestView *self, AdwActionRow *row)
{
  LuwteNote *note = g_object_get_data (G_OBJECT (row), "note");
  AdwDialog *dialog;

  if (self->busy || self->request == NULL)
    return;
  dialog = luwte_correction_dialog_new (self->workspace, self->id, note,
                                        g_str_equal (self->request->kind, "addition"));
  g_signal_connect_object (dialog, "kept", G_CALLBACK (kept_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
add_note (LuwteRequestView *self, LuwteNote *note)
{
  const LuwteNoteFields *fields = luwte_note_get_fields (note);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *day = luwte_words_day (luwte_words_day_of (fields->created));
  g_autofree char *title = g_strdup_printf ("%s · %s", day, topic_label (self, fields->topic));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), fields->text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  if (fields->n_beside > 0)
    {
      g_autofree char *beside = g_strdup_printf (
          /* Translators: versions before a correction, and additions */
          ngettext ("%u beside it", "%u beside it", fields->n_beside), fields->n_beside);

      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_label_new (beside));
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", "document-edit-symbolic",
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "note", g_object_ref (note), g_object_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->notes, row);
  g_ptr_array_add (self->note_rows, row);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteRequestView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes = luwte_notes_list_finish (LUWTE_NOTES (source), result, &error);

  if (self->rights == NULL)
    return;
  for (guint i = 0; i < self->note_rows->len; i++)
    adw_preferences_group_remove (self->notes, g_ptr_array_index (self->note_rows, i));
  g_ptr_array_set_size (self->note_rows, 0);
  if (notes == NULL)
    {
      g_autofree char *words = luwte_words_problem (error);

      luwte_toast_say (GTK_WIDGET (self), words);
      return;
    }
  for (guint i = 0; i < notes->len; i++)
    add_note (self, g_ptr_array_index (notes, i));
  adw_preferences_group_set_description (
      self->notes, notes->len > 0 ? NULL
                                  : _ ("There is no note that you may read. What is past its term "
                                       "has been erased."));
}

void
luwte_request_view_show_notes (LuwteRequestView *self)
{
  LuwteNotes *notes = luwte_workspace_get_notes (self->workspace);
  const LuwteRequest *request = self->request;
  const gboolean about_notes = g_str_equal (request->kind, "correction") ||
                               g_str_equal (request->kind, "addition");
  const gboolean ready =
      (!luwte_workspace_checks_identity (self->workspace) || request->identity != LUWTE_DAY_NONE) &&
      (!luwte_workspace_checks_ownership (self->workspace) || request->ownership != LUWTE_DAY_NONE);
  const gboolean shown = about_notes && ready && request->dossier != NULL &&
                         g_str_equal (request->state, "received");

  gtk_widget_set_visible (GTK_WIDGET (self->notes), shown);
  if (shown && notes != NULL)
    luwte_notes_list_by_dossier_async (notes, request->dossier, NOTES_MAX, NULL, listed_cb,
                                       g_object_ref (self));
}
