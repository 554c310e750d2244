/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-request-view-private.h"

#include <glib/gi18n.h>

#include "luwte-erasure-dialog.h"
#include "luwte-refuse-dialog.h"
#include "luwte-toast.h"
#include "luwte-words.h"

static void
granted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteRequestView) self = data;
  g_autoptr (GError) error = NULL;

  luwte_rights_done_finish (LUWTE_RIGHTS (source), result, &error);
  luwte_request_view_settle (self, error, _ ("Granted"));
}

static void
settle_cb (LuwteRequestView *self)
{
  luwte_request_view_settle (self, NULL, NULL);
}

/* The receipt is read in the dialog; what was asked about it is gone with the dossier. */
static void
erase (LuwteRequestView *self)
{
  AdwDialog *dialog = luwte_erasure_dialog_new (self->workspace, self->id);

  g_signal_connect_object (dialog, "closed", G_CALLBACK (settle_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

void
luwte_request_view_do (LuwteRequestView *self)
{
  if (self->busy || self->request == NULL)
    return;
  if (g_str_equal (self->request->kind, "erasure"))
    {
      erase (self);
      return;
    }
  luwte_request_view_set_busy (self, TRUE);
  luwte_rights_grant_async (self->rights, self->id, NULL, granted_cb, g_object_ref (self));
}

static void
refused_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteRequestView) self = data;
  g_autoptr (GError) error = NULL;

  luwte_rights_done_finish (LUWTE_RIGHTS (source), result, &error);
  luwte_request_view_settle (self, error, _ ("Refused, with the ground you gave"));
}

static void
ground_cb (LuwteRequestView *self, const char *ground)
{
  if (self->rights == NULL || self->busy)
    return;
  luwte_request_view_set_busy (self, TRUE);
  luwte_rights_refuse_async (self->rights, self->id, ground, NULL, refused_cb, g_object_ref (self));
}

void
luwte_request_view_refuse (LuwteRequestView *self)
{
  AdwDialog *dialog;

  if (self->busy || self->request == NULL)
    return;
  dialog = luwte_refuse_dialog_new ();
  g_signal_connect_object (dialog, "refused", G_CALLBACK (ground_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
withdrawn_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteRequestView) self = data;
  g_autoptr (GError) error = NULL;

  luwte_rights_withdraw_finish (LUWTE_RIGHTS (source), result, &error);
  luwte_request_view_settle (self, error, _ ("Withdrawn"));
}

static void
withdraw_answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteRequestView) self = data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);

  if (!g_str_equal (answer, "withdraw") || self->rights == NULL || self->busy)
    return;
  luwte_request_view_set_busy (self, TRUE);
  luwte_rights_withdraw_async (self->rights, self->id, NULL, withdrawn_cb, g_object_ref (self));
}

void
luwte_request_view_withdraw (LuwteRequestView *self)
{
  AdwAlertDialog *dialog;

  if (self->busy || self->request == NULL)
    return;
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Withdraw This Request?"), _ ("When the one who asked takes it back, or when it was recorded by mistake. It goes from the "
         "list; what is in the dossier stays as it is.")));
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "withdraw", _ ("_Withdraw"), NULL);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, withdraw_answered_cb,
                           g_object_ref (self));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteRequestView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteAccessResult) written =
      luwte_workspace_write_access_finish (LUWTE_WORKSPACE (source), result, &error);
  g_autoptr (GString) words = NULL;

  if (written != NULL)
    {
      words = g_string_new (NULL);
      g_string_append_printf (words,
                              ngettext ("Saved, of %u contact", "Saved, of %u contacts",
                                        written->n_contacts),
                              written->n_contacts);
      if (written->n_left_out > 0)
        {
          g_string_append (words, ". ");
          g_string_append_printf (words,
                                  ngettext ("%u personal note was left out",
                                            "%u personal notes were left out", written->n_left_out),
                                  written->n_left_out);
        }
    }
  luwte_request_view_settle (self, error, words != NULL ? words->str : NULL);
}

static void
file_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteRequestView) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  /* The file dialog has asked before it names a file that is there. */
  LuwteAccessFlags flags = LUWTE_ACCESS_REPLACE;

  if (path == NULL || self->rights == NULL)
    return;
  if (adw_switch_row_get_active (self->personal))
    flags |= LUWTE_ACCESS_PERSONAL_NOTES;
  luwte_request_view_set_busy (self, TRUE);
  luwte_workspace_write_access_async (self->workspace, self->id, path, flags,
                                      luwte_words_language (), NULL, written_cb,
                                      g_object_ref (self));
}

void
luwte_request_view_save (LuwteRequestView *self, const char *extension)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  /* Translators: the name of a file, without its ending; it names nobody. */
  g_autofree char *name = g_strdup_printf ("%s.%s", _ ("access"), extension);

  if (self->busy)
    return;
  gtk_file_dialog_set_title (dialog, _ ("Save What Is Kept About Them"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, file_cb,
                        g_object_ref (self));
}
