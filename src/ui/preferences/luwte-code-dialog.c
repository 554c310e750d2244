/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-code-dialog.h"

#include <glib/gi18n.h>

#include "luwte-problem.h"
#include "luwte-recovery-sheet.h"
#include "luwte-secret.h"
#include "luwte-toast.h"
#include "luwte-wizard-page.h"
#include "luwte-words.h"
#include "luwte-work-dialog.h"
#include "luwte-workspace.h"

struct _LuwteCodeDialog
{
  AdwDialog parent_instance;

  /* template children */
  AdwNavigationView *steps;
  LuwteWizardPage *passphrase_page;
  LuwteWizardPage *code_page;
  GtkEditable *passphrase;
  LuwteRecoverySheet *sheet;

  /* owned */
  LuwteWorkspace *workspace;
  LuwteSecret *proof;
  LuwteSecret *code;
  gboolean rotate;
};

static guint done_signal;

G_DEFINE_FINAL_TYPE (LuwteCodeDialog, luwte_code_dialog, ADW_TYPE_DIALOG)

static void
edited_cb (LuwteCodeDialog *self)
{
  g_object_set (self->passphrase_page, "ready", *gtk_editable_get_text (self->passphrase) != '\0',
                "problem", NULL, NULL);
}

static void
passphrase_next_cb (LuwteCodeDialog *self)
{
  if (*gtk_editable_get_text (self->passphrase) == '\0')
    return;
  g_clear_pointer (&self->proof, luwte_secret_unref);
  self->proof = luwte_secret_new (gtk_editable_get_text (self->passphrase), -1);
  if (self->code == NULL)
    {
      self->code = luwte_workspace_make_recovery_code ();
      luwte_recovery_sheet_set_code (self->sheet, self->code);
    }
  adw_navigation_view_push (self->steps, ADW_NAVIGATION_PAGE (self->code_page));
  gtk_widget_grab_focus (GTK_WIDGET (self->sheet));
}

static void
changed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteCodeDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (luwte_workspace_keys_finish (LUWTE_WORKSPACE (object), result, &error))
    {
      g_signal_emit (self, done_signal, 0);
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  if (self->steps == NULL)
    return;
  luwte_wizard_page_set_busy (self->code_page, FALSE);
  words = luwte_problem_of (error) == LUWTE_PROBLEM_WRONG_KEY
      ? g_strdup (_ ("That passphrase is not right. The old recovery code still counts."))
      : luwte_words_problem (error);
  adw_navigation_view_pop (self->steps);
  luwte_wizard_page_set_problem (self->passphrase_page, words);
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
}

/* What a rotation needs when this dialog has gone, since the vault is locked for it. */
typedef struct
{
  LuwteWorkspace *workspace;
  LuwteWorkDialog *work;
  LuwteSecret *passphrase;
} Rotation;

static void
rotation_free (Rotation *self)
{
  g_object_unref (self->workspace);
  g_object_unref (self->work);
  luwte_secret_unref (self->passphrase);
  g_free (self);
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Rotation *rotation = data;

  /* Whatever keeps it shut, the unlock page is there and says so. */
  luwte_workspace_open_finish (LUWTE_WORKSPACE (object), result, NULL);
  luwte_work_dialog_end (rotation->work, NULL);
  rotation_free (rotation);
}

static void
rotated_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Rotation *rotation = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (luwte_workspace_keys_finish (LUWTE_WORKSPACE (object), result, &error))
    {
      luwte_workspace_open_async (rotation->workspace, LUWTE_OPEN_WINDOW, rotation->passphrase,
                                  NULL, opened_cb, rotation);
      return;
    }
  words = luwte_problem_of (error) == LUWTE_PROBLEM_WRONG_KEY
      ? g_strdup (_ ("That passphrase is not right. The old recovery code still counts."))
      : luwte_problem_of (error) == LUWTE_PROBLEM_CANCELLED
      ? g_strdup (_ ("You stopped it. The old recovery code still counts."))
      : luwte_words_problem (error);
  luwte_work_dialog_end (rotation->work, words);
  rotation_free (rotation);
}

/* The vault must be closed for it, and with that every dialog goes, this one too. */
static void
rotate (LuwteCodeDialog *self)
{
  GtkWidget *over = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  Rotation *rotation = g_new0 (Rotation, 1);

  rotation->workspace = g_object_ref (self->workspace);
  rotation->passphrase = luwte_secret_ref (self->proof);
  rotation->work = LUWTE_WORK_DIALOG (g_object_ref_sink (luwte_work_dialog_new (_ ("New Vault Key"),
      _ ("Everything is written anew under another key and looked at before the old is "
             "removed. Luwte is locked meanwhile."))));
  luwte_workspace_rotate_async (self->workspace, self->proof, self->code,
                                luwte_work_dialog_get_progress (rotation->work),
                                luwte_work_dialog_get_cancellable (rotation->work), rotated_cb,
                                rotation);
  adw_dialog_force_close (ADW_DIALOG (self));
  adw_dialog_present (ADW_DIALOG (rotation->work), over);
}

static void
code_next_cb (LuwteCodeDialog *self)
{
  g_autoptr (LuwteCodeDialog) hold = g_object_ref (self);

  if (self->rotate)
    {
      rotate (self);
      return;
    }
  luwte_wizard_page_set_busy (self->code_page, TRUE);
  luwte_workspace_change_recovery_code_async (self->workspace, self->proof, self->code, NULL,
                                              changed_cb, g_object_ref (self));
}

static void
luwte_code_dialog_dispose (GObject *object)
{
  LuwteCodeDialog *self = LUWTE_CODE_DIALOG (object);

  /* The child is a template child too, and would be taken away from under its parent. */
  adw_dialog_set_child (ADW_DIALOG (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_CODE_DIALOG);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->proof, luwte_secret_unref);
  g_clear_pointer (&self->code, luwte_secret_unref);
  G_OBJECT_CLASS (luwte_code_dialog_parent_class)->dispose (object);
}

static void
luwte_code_dialog_class_init (LuwteCodeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_code_dialog_dispose;
  done_signal = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
  g_type_ensure (LUWTE_TYPE_WIZARD_PAGE);
  g_type_ensure (LUWTE_TYPE_RECOVERY_SHEET);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/preferences/luwte-code-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteCodeDialog, steps);
  gtk_widget_class_bind_template_child (widget_class, LuwteCodeDialog, passphrase_page);
  gtk_widget_class_bind_template_child (widget_class, LuwteCodeDialog, code_page);
  gtk_widget_class_bind_template_child (widget_class, LuwteCodeDialog, passphrase);
  gtk_widget_class_bind_template_child (widget_class, LuwteCodeDialog, sheet);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, passphrase_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, code_next_cb);
}

static void
luwte_code_dialog_init (LuwteCodeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
luwte_code_dialog_new (LuwteWorkspace *workspace, gboolean rotate)
{
  LuwteCodeDialog *self = g_object_new (LUWTE_TYPE_CODE_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  self->rotate = rotate;
  if (rotate)
    {
      adw_dialog_set_title (ADW_DIALOG (self), _ ("New Vault Key"));
      g_object_set (
          self->passphrase_page, "heading",
          _ ("New Vault Key"), "sentence",
            _ ("When somebody may have had a copy of this disk and knew your passphrase or "
                       "recovery code: change the passphrase first, then this. Old copies open "
                       "nothing that you write from then on."),
              NULL);
      g_object_set (self->code_page, "next-label", _ ("_Write Anew"), NULL);
    }
  return GTK_WIDGET (self);
}
