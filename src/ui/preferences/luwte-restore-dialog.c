/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-restore-dialog.h"

#include <glib/gi18n.h>

#include "luwte-problem.h"
#include "luwte-secret.h"
#include "luwte-wizard-page.h"
#include "luwte-words.h"
#include "luwte-work-dialog.h"
#include "luwte-workspace.h"

struct _LuwteRestoreDialog
{
  AdwDialog parent_instance;

  /* template children */
  LuwteWizardPage *page;
  AdwActionRow *file_row;
  AdwComboRow *kind;
  GtkEditable *passphrase;
  GtkEditable *code;
  GtkEditable *here;

  /* owned */
  LuwteWorkspace *workspace;
  GFile *file;
};

G_DEFINE_FINAL_TYPE (LuwteRestoreDialog, luwte_restore_dialog, ADW_TYPE_DIALOG)

static gboolean
by_code (LuwteRestoreDialog *self)
{
  return adw_combo_row_get_selected (self->kind) == 1;
}

static GtkEditable *
secret_field (LuwteRestoreDialog *self)
{
  return by_code (self) ? self->code : self->passphrase;
}

static void
edited_cb (LuwteRestoreDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->passphrase), !by_code (self));
  gtk_widget_set_visible (GTK_WIDGET (self->code), by_code (self));
  g_object_set (self->page, "ready",
                self->file != NULL && *gtk_editable_get_text (secret_field (self)) != '\0', NULL);
}

void
luwte_restore_dialog_set_file (LuwteRestoreDialog *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  g_set_object (&self->file, file);
  adw_action_row_set_subtitle (self->file_row, name);
  edited_cb (self);
}

static void
chosen_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteRestoreDialog) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (file != NULL && self->page != NULL)
    luwte_restore_dialog_set_file (self, file);
}

static void
choose_cb (LuwteRestoreDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _ ("Choose a Backup"));
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, chosen_cb,
                        g_object_ref (self));
}

/* The dialog goes with the lock; this stays. */
typedef struct
{
  LuwteWorkspace *workspace;
  LuwteWorkDialog *work;
  LuwteSecret *passphrase; /* NULL: the code was used, and a passphrase is to be chosen */
  GtkWidget *over;
  gboolean bare; /* there was no vault here */
  gboolean erasures_known;
} Restoring;

static void
restoring_free (Restoring *self)
{
  g_object_unref (self->workspace);
  g_object_unref (self->work);
  g_clear_weak_pointer (&self->over);
  g_clear_pointer (&self->passphrase, luwte_secret_unref);
  g_free (self);
}

/* The newest ledger was not found, so what was erased after the backup cannot be taken out of it. */
static void
warn_of_erasures (Restoring *self)
{
  AdwDialog *alert;

  if (self->erasures_known || self->over == NULL)
    return;
  alert = adw_alert_dialog_new (_ ("Something Erased May Be Back"), NULL);
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (alert),
                             _ ("This computer has no record of what was erased after the backup was made. What is past its "
         "term has been erased just now. But what you erased by hand since, or because somebody asked "
         "for it, may stand in the vault again.\n\nLook through Nicknames, and erase again what has to "
         "go. Tell your team lead if it was a request."));
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (alert), "close", _ ("_Close"));
  adw_dialog_present (alert, self->over);
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Restoring *restoring = data;

  luwte_workspace_open_finish (LUWTE_WORKSPACE (object), result, NULL);
  luwte_work_dialog_end (restoring->work, NULL);
  warn_of_erasures (restoring);
  restoring_free (restoring);
}

static char *
problem_in_words (Restoring *restoring, const GError *error)
{
  switch ((int) luwte_problem_of (error))
    {
    case LUWTE_PROBLEM_WRONG_KEY:
      if (restoring->bare)
        return g_strdup (_ ("That does not open the backup. It opens with the passphrase of the day "
                            "it was made, or with the recovery code that held on that day."));
      return g_strdup (
          _ ("That does not open the backup, or the vault that is here has another "
                            "passphrase by now. The backup opens with the passphrase of the day it was "
                            "made."));
    case LUWTE_PROBLEM_DAMAGED:
      return g_strdup (_ ("This file is no backup, or it is damaged."));
    case LUWTE_PROBLEM_EXISTS:
      return g_strdup (_ ("This is a backup of another vault than the one that is here."));
    case LUWTE_PROBLEM_CANCELLED:
      if (restoring->bare)
        return g_strdup (_ ("You stopped it. There is no vault here yet."));
      return g_strdup (_ ("You stopped it. The vault is as it was."));
    default:
      return luwte_words_problem (error);
    }
}

static void
restored_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Restoring *restoring = data;
  g_autoptr (GError) error = NULL;
  g_autofree LuwteRestoreResult *done = luwte_workspace_restore_finish (LUWTE_WORKSPACE (object),
                                                                        result, &error);
  g_autofree char *words = NULL;

  restoring->erasures_known = done == NULL || done->erasures_known;
  if (done != NULL && restoring->passphrase != NULL)
    {
      luwte_workspace_open_async (restoring->workspace, LUWTE_OPEN_WINDOW, restoring->passphrase,
                                  NULL, opened_cb, restoring);
      return;
    }
  words = done == NULL ? problem_in_words (restoring, error) : NULL;
  luwte_work_dialog_end (restoring->work, words);
  warn_of_erasures (restoring);
  restoring_free (restoring);
}

static void
next_cb (LuwteRestoreDialog *self)
{
  g_autoptr (LuwteRestoreDialog) hold = g_object_ref (self);
  g_autoptr (LuwteSecret) secret = luwte_secret_new (gtk_editable_get_text (secret_field (self)),
                                                     -1);
  g_autoptr (LuwteSecret) here = luwte_secret_new (gtk_editable_get_text (self->here), -1);
  g_autofree char *path = g_file_get_path (self->file);
  GtkWidget *over = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  const gboolean code = by_code (self);
  Restoring *restoring;

  if (path == NULL)
    {
      luwte_wizard_page_set_problem (self->page, _ ("That file is not on a disk of this computer."));
      return;
    }
  restoring = g_new0 (Restoring, 1);
  restoring->workspace = g_object_ref (self->workspace);
  restoring->bare = luwte_workspace_get_state (self->workspace) == LUWTE_WORKSPACE_EMPTY;
  g_set_weak_pointer (&restoring->over, over);
  restoring->passphrase = code ? NULL : luwte_secret_ref (secret);
  restoring->work = LUWTE_WORK_DIALOG (g_object_ref_sink (luwte_work_dialog_new (_ ("Restoring the Backup"),
      _ ("It is looked at, and what was erased or is past its term is taken out, before it "
             "takes the vault's place."))));
  luwte_workspace_restore_async (self->workspace, path, code ? LUWTE_OPEN_RECOVERY : 0, secret,
                                 luwte_secret_length (here) > 0 ? here : NULL,
                                 luwte_work_dialog_get_progress (restoring->work),
                                 luwte_work_dialog_get_cancellable (restoring->work), restored_cb,
                                 restoring);
  adw_dialog_force_close (ADW_DIALOG (self));
  adw_dialog_present (ADW_DIALOG (restoring->work), over);
}

static void
luwte_restore_dialog_dispose (GObject *object)
{
  LuwteRestoreDialog *self = LUWTE_RESTORE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_RESTORE_DIALOG);
  g_clear_object (&self->workspace);
  g_clear_object (&self->file);
  G_OBJECT_CLASS (luwte_restore_dialog_parent_class)->dispose (object);
}

static void
luwte_restore_dialog_class_init (LuwteRestoreDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_restore_dialog_dispose;
  g_type_ensure (LUWTE_TYPE_WIZARD_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/preferences/luwte-restore-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteRestoreDialog, page);
  gtk_widget_class_bind_template_child (widget_class, LuwteRestoreDialog, file_row);
  gtk_widget_class_bind_template_child (widget_class, LuwteRestoreDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, LuwteRestoreDialog, passphrase);
  gtk_widget_class_bind_template_child (widget_class, LuwteRestoreDialog, code);
  gtk_widget_class_bind_template_child (widget_class, LuwteRestoreDialog, here);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
}

static void
luwte_restore_dialog_init (LuwteRestoreDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  edited_cb (self);
}

GtkWidget *
luwte_restore_dialog_new (LuwteWorkspace *workspace)
{
  LuwteRestoreDialog *self = g_object_new (LUWTE_TYPE_RESTORE_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  if (luwte_workspace_get_state (workspace) == LUWTE_WORKSPACE_EMPTY)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->here), FALSE);
      g_object_set (self->page, "sentence",
                    _ ("It becomes the vault of this computer. What is past its term by now is "
                       "taken out."),
                      NULL);
    }
  return GTK_WIDGET (self);
}
