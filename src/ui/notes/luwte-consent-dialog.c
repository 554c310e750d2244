/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-consent-dialog.h"

#include <glib/gi18n.h>

#include "luwte-code.h"
#include "luwte-notes-standing.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteConsentDialog
{
  AdwDialog parent_instance;

  /* template */
  GtkWidget *save;
  GtkLabel *problem;
  AdwComboRow *scope;
  GtkEditable *words;
  GtkEditable *party;

  /* owned */
  LuwteWorkspace *workspace;
  GPtrArray *scopes;
  char *dossier_id;
  char *session_id;
};

G_DEFINE_FINAL_TYPE (LuwteConsentDialog, luwte_consent_dialog, ADW_TYPE_DIALOG)

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteConsentDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  gboolean done = luwte_notes_standing_done_finish (LUWTE_NOTES (source), result, &error);

  if (self->problem == NULL)
    return;
  if (done)
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  words = luwte_words_problem (error);
  gtk_label_set_text (self->problem, words);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_widget_set_sensitive (self->save, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static LuwteCode *
get_scope (LuwteConsentDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->scope);

  return selected < self->scopes->len ? g_ptr_array_index (self->scopes, selected) : NULL;
}

static void
save_cb (LuwteConsentDialog *self)
{
  LuwteNotes *notes = luwte_workspace_get_notes (self->workspace);
  LuwteCode *scope = get_scope (self);

  if (notes == NULL || scope == NULL)
    return;
  gtk_widget_set_sensitive (self->save, FALSE);
  luwte_notes_consent_async (notes, self->dossier_id, self->session_id, luwte_code_get_code (scope),
                             gtk_editable_get_text (self->words),
                             gtk_editable_get_text (self->party), NULL, recorded_cb,
                             g_object_ref (self));
}

static void
cancel_cb (LuwteConsentDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* What was agreed to begins as the profile says it. */
static void
scope_cb (LuwteConsentDialog *self)
{
  LuwteCode *scope = get_scope (self);

  gtk_editable_set_text (self->words, scope != NULL ? luwte_code_get_label (scope) : "");
}

static void
fill_scopes (LuwteConsentDialog *self, const char *chosen)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;

  self->scopes = luwte_workspace_consents (self->workspace, luwte_words_language ());
  if (self->scopes == NULL)
    self->scopes = g_ptr_array_new ();
  for (guint i = 0; i < self->scopes->len; i++)
    {
      LuwteCode *scope = g_ptr_array_index (self->scopes, i);

      gtk_string_list_append (labels, luwte_code_get_label (scope));
      if (g_strcmp0 (luwte_code_get_code (scope), chosen) == 0)
        selected = i;
    }
  adw_combo_row_set_model (self->scope, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->scope, selected);
  gtk_widget_set_sensitive (self->save, self->scopes->len > 0);
  scope_cb (self);
}

AdwDialog *
luwte_consent_dialog_new (LuwteWorkspace *workspace, const char *dossier_id, const char *session_id,
                          const char *scope)
{
  LuwteConsentDialog *self = g_object_new (LUWTE_TYPE_CONSENT_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  self->dossier_id = g_strdup (dossier_id);
  self->session_id = g_strdup (session_id);
  fill_scopes (self, scope);
  g_signal_connect_object (self->scope, "notify::selected", G_CALLBACK (scope_cb), self,
                           G_CONNECT_SWAPPED);
  return ADW_DIALOG (self);
}

static void
luwte_consent_dialog_dispose (GObject *object)
{
  LuwteConsentDialog *self = LUWTE_CONSENT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_CONSENT_DIALOG);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->scopes, g_ptr_array_unref);
  g_clear_pointer (&self->dossier_id, g_free);
  g_clear_pointer (&self->session_id, g_free);

  G_OBJECT_CLASS (luwte_consent_dialog_parent_class)->dispose (object);
}

static void
luwte_consent_dialog_class_init (LuwteConsentDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_consent_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/notes/luwte-consent-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteConsentDialog, save);
  gtk_widget_class_bind_template_child (widget_class, LuwteConsentDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, LuwteConsentDialog, scope);
  gtk_widget_class_bind_template_child (widget_class, LuwteConsentDialog, words);
  gtk_widget_class_bind_template_child (widget_class, LuwteConsentDialog, party);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
luwte_consent_dialog_init (LuwteConsentDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
