/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-recover-dialog.h"

#include <glib/gi18n.h>

#include "luwte-passphrase-choice.h"
#include "luwte-problem.h"
#include "luwte-recovery-sheet.h"
#include "luwte-secret.h"
#include "luwte-wizard-page.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteRecoverDialog
{
  AdwDialog parent_instance;

  /* template children */
  AdwNavigationView *steps;
  LuwteWizardPage *code_page;
  LuwteWizardPage *new_code_page;
  GtkEditable *code;
  LuwtePassphraseChoice *passphrase;
  LuwteRecoverySheet *new_code;

  /* owned */
  LuwteWorkspace *workspace;
  LuwteSecret *new_passphrase; /* opens the vault at the end */
};

G_DEFINE_FINAL_TYPE (LuwteRecoverDialog, luwte_recover_dialog, ADW_TYPE_DIALOG)

static void
edited_cb (LuwteRecoverDialog *self)
{
  gboolean ready = *gtk_editable_get_text (self->code) != '\0' &&
                   luwte_passphrase_choice_get_valid (self->passphrase);

  g_object_set (self->code_page, "ready", ready, NULL);
}

static void
recovered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteRecoverDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSecret) code = luwte_workspace_secret_finish (LUWTE_WORKSPACE (object), result,
                                                                &error);
  g_autofree char *words = NULL;

  if (self->steps == NULL)
    return;
  luwte_wizard_page_set_busy (self->code_page, FALSE);
  if (error != NULL)
    {
      words = luwte_problem_of (error) == LUWTE_PROBLEM_WRONG_KEY
          ? g_strdup (_ ("That is not the recovery code of this vault."))
          : luwte_words_problem (error);
      luwte_wizard_page_set_problem (self->code_page, words);
      return;
    }
  gtk_editable_set_text (self->code, "");
  luwte_passphrase_choice_clear (self->passphrase);
  luwte_recovery_sheet_set_code (self->new_code, code);
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  adw_navigation_view_replace (
      self->steps, (AdwNavigationPage *[]) { ADW_NAVIGATION_PAGE (self->new_code_page) }, 1);
  gtk_widget_grab_focus (GTK_WIDGET (self->new_code));
}

static void
code_next_cb (LuwteRecoverDialog *self)
{
  g_autoptr (LuwteSecret) code = NULL;

  if (!luwte_passphrase_choice_get_valid (self->passphrase))
    return;
  code = luwte_secret_new (gtk_editable_get_text (self->code), -1);
  g_clear_pointer (&self->new_passphrase, luwte_secret_unref);
  self->new_passphrase = luwte_passphrase_choice_get_secret (self->passphrase);
  luwte_wizard_page_set_busy (self->code_page, TRUE);
  luwte_wizard_page_set_problem (self->code_page, NULL);
  luwte_workspace_recover_async (self->workspace, code, self->new_passphrase, NULL, recovered_cb,
                                 g_object_ref (self));
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteRecoverDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (luwte_workspace_open_finish (LUWTE_WORKSPACE (object), result, &error))
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  if (self->steps == NULL)
    return;
  luwte_wizard_page_set_busy (self->new_code_page, FALSE);
  words = luwte_words_problem (error);
  luwte_wizard_page_set_problem (self->new_code_page, words);
}

static void
new_code_next_cb (LuwteRecoverDialog *self)
{
  if (luwte_workspace_get_state (self->workspace) == LUWTE_WORKSPACE_OPEN)
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  luwte_wizard_page_set_busy (self->new_code_page, TRUE);
  luwte_workspace_open_async (self->workspace, LUWTE_OPEN_WINDOW, self->new_passphrase, NULL,
                              opened_cb, g_object_ref (self));
}

static void
luwte_recover_dialog_dispose (GObject *object)
{
  LuwteRecoverDialog *self = LUWTE_RECOVER_DIALOG (object);

  /* The child is a template child too, and would be taken away from under its parent. */
  adw_dialog_set_child (ADW_DIALOG (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_RECOVER_DIALOG);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->new_passphrase, luwte_secret_unref);

  G_OBJECT_CLASS (luwte_recover_dialog_parent_class)->dispose (object);
}

static void
luwte_recover_dialog_class_init (LuwteRecoverDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_recover_dialog_dispose;
  g_type_ensure (LUWTE_TYPE_WIZARD_PAGE);
  g_type_ensure (LUWTE_TYPE_PASSPHRASE_CHOICE);
  g_type_ensure (LUWTE_TYPE_RECOVERY_SHEET);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/firstrun/luwte-recover-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteRecoverDialog, steps);
  gtk_widget_class_bind_template_child (widget_class, LuwteRecoverDialog, code_page);
  gtk_widget_class_bind_template_child (widget_class, LuwteRecoverDialog, new_code_page);
  gtk_widget_class_bind_template_child (widget_class, LuwteRecoverDialog, code);
  gtk_widget_class_bind_template_child (widget_class, LuwteRecoverDialog, passphrase);
  gtk_widget_class_bind_template_child (widget_class, LuwteRecoverDialog, new_code);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, code_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_code_next_cb);
}

static void
luwte_recover_dialog_init (LuwteRecoverDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
luwte_recover_dialog_new (LuwteWorkspace *workspace)
{
  LuwteRecoverDialog *self = g_object_new (LUWTE_TYPE_RECOVER_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  return GTK_WIDGET (self);
}
