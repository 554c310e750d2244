/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-passphrase-dialog.h"

#include <glib/gi18n.h>

#include "luwte-passphrase-choice.h"
#include "luwte-problem.h"
#include "luwte-secret.h"
#include "luwte-wizard-page.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwtePassphraseDialog
{
  AdwDialog parent_instance;

  /* template children */
  LuwteWizardPage *page;
  GtkEditable *old;
  LuwtePassphraseChoice *choice;

  /* owned */
  LuwteWorkspace *workspace;
};

static guint done_signal;

G_DEFINE_FINAL_TYPE (LuwtePassphraseDialog, luwte_passphrase_dialog, ADW_TYPE_DIALOG)

static void
edited_cb (LuwtePassphraseDialog *self)
{
  gboolean ready = *gtk_editable_get_text (self->old) != '\0' &&
                   luwte_passphrase_choice_get_valid (self->choice);

  g_object_set (self->page, "ready", ready, "problem", NULL, NULL);
}

static void
changed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwtePassphraseDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSecret) none = luwte_workspace_secret_finish (LUWTE_WORKSPACE (object), result,
                                                                &error);
  g_autofree char *words = NULL;

  if (self->page == NULL)
    return;
  luwte_wizard_page_set_busy (self->page, FALSE);
  if (error == NULL)
    {
      g_signal_emit (self, done_signal, 0);
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  words = luwte_problem_of (error) == LUWTE_PROBLEM_WRONG_KEY
      ? g_strdup (_ ("The old passphrase is not right."))
      : luwte_words_problem (error);
  luwte_wizard_page_set_problem (self->page, words);
}

static void
next_cb (LuwtePassphraseDialog *self)
{
  g_autoptr (LuwteSecret) old = luwte_secret_new (gtk_editable_get_text (self->old), -1);
  g_autoptr (LuwteSecret) chosen = luwte_passphrase_choice_get_secret (self->choice);

  if (!luwte_passphrase_choice_get_valid (self->choice))
    return;
  luwte_wizard_page_set_busy (self->page, TRUE);
  luwte_workspace_change_passphrase_async (self->workspace, old, chosen, NULL, changed_cb,
                                           g_object_ref (self));
}

static void
luwte_passphrase_dialog_dispose (GObject *object)
{
  LuwtePassphraseDialog *self = LUWTE_PASSPHRASE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_PASSPHRASE_DIALOG);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (luwte_passphrase_dialog_parent_class)->dispose (object);
}

static void
luwte_passphrase_dialog_class_init (LuwtePassphraseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_passphrase_dialog_dispose;
  done_signal = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
  g_type_ensure (LUWTE_TYPE_WIZARD_PAGE);
  g_type_ensure (LUWTE_TYPE_PASSPHRASE_CHOICE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/preferences/luwte-passphrase-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwtePassphraseDialog, page);
  gtk_widget_class_bind_template_child (widget_class, LuwtePassphraseDialog, old);
  gtk_widget_class_bind_template_child (widget_class, LuwtePassphraseDialog, choice);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
}

static void
luwte_passphrase_dialog_init (LuwtePassphraseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
luwte_passphrase_dialog_new (LuwteWorkspace *workspace)
{
  LuwtePassphraseDialog *self = g_object_new (LUWTE_TYPE_PASSPHRASE_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  return GTK_WIDGET (self);
}
