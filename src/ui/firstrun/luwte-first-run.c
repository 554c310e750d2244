/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-first-run.h"

#include <glib/gi18n.h>

#include "luwte-passphrase-choice.h"
#include "luwte-profile-list.h"
#include "luwte-profile-questions.h"
#include "luwte-recovery-sheet.h"
#include "luwte-restore-dialog.h"
#include "luwte-secret.h"
#include "luwte-service-form.h"
#include "luwte-wizard-page.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteFirstRun
{
  AdwBin parent_instance;

  /* template children */
  AdwNavigationView *steps;
  LuwteWizardPage *profile_page;
  LuwteWizardPage *questions_page;
  LuwteWizardPage *passphrase_page;
  LuwteWizardPage *recovery_page;
  LuwteWizardPage *service_page;
  LuwteProfileList *profiles;
  LuwteProfileQuestions *questions;
  LuwtePassphraseChoice *passphrase;
  LuwteRecoverySheet *recovery;
  LuwteServiceForm *service;
  GtkWidget *anyway;

  /* owned */
  LuwteWorkspace *workspace;
  GHashTable *choices;
};

static guint finished_signal;

G_DEFINE_FINAL_TYPE (LuwteFirstRun, luwte_first_run, ADW_TYPE_BIN)

static void
say (LuwteWizardPage *page, const GError *error)
{
  g_autofree char *words = error != NULL ? luwte_words_problem (error) : NULL;

  luwte_wizard_page_set_problem (page, words);
}

static void
profile_selected_cb (LuwteFirstRun *self)
{
  say (self->profile_page, NULL);
  g_object_set (self->profile_page, "ready",
                luwte_profile_list_get_selected (self->profiles) != NULL, NULL);
}

static void
profile_next_cb (LuwteFirstRun *self)
{
  const char *profile = luwte_profile_list_get_selected (self->profiles);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) open = luwte_workspace_profile_questions (profile, luwte_words_language (),
                                                                  &error);

  say (self->profile_page, error);
  if (open == NULL)
    return;
  g_clear_pointer (&self->choices, g_hash_table_unref);
  luwte_profile_questions_set (self->questions, open);
  adw_navigation_view_push (self->steps,
                            ADW_NAVIGATION_PAGE (open->len > 0 ? self->questions_page
                                                               : self->passphrase_page));
  if (open->len == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
}

/* On a bare machine the vault comes out of the file, and with it all that is asked here. */
static void
restore_cb (LuwteFirstRun *self)
{
  adw_dialog_present (ADW_DIALOG (luwte_restore_dialog_new (self->workspace)), GTK_WIDGET (self));
}

static void
questions_next_cb (LuwteFirstRun *self)
{
  g_clear_pointer (&self->choices, g_hash_table_unref);
  self->choices = luwte_profile_questions_get_choices (self->questions);
  adw_navigation_view_push (self->steps, ADW_NAVIGATION_PAGE (self->passphrase_page));
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
}

static void
created_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteFirstRun) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSecret) code = luwte_workspace_create_finish (LUWTE_WORKSPACE (object), result,
                                                                &error);

  if (self->steps == NULL)
    return;
  luwte_wizard_page_set_busy (self->passphrase_page, FALSE);
  say (self->passphrase_page, error);
  if (code == NULL)
    return;
  luwte_passphrase_choice_clear (self->passphrase);
  luwte_recovery_sheet_set_code (self->recovery, code);
  /* From here there is no way back: the vault is made. */
  adw_navigation_view_replace (
      self->steps, (AdwNavigationPage *[]) { ADW_NAVIGATION_PAGE (self->recovery_page) }, 1);
  gtk_widget_grab_focus (GTK_WIDGET (self->recovery));
}

static void
passphrase_next_cb (LuwteFirstRun *self)
{
  g_autoptr (LuwteSecret) passphrase = NULL;

  if (!luwte_passphrase_choice_get_valid (self->passphrase))
    return;
  passphrase = luwte_passphrase_choice_get_secret (self->passphrase);
  luwte_wizard_page_set_busy (self->passphrase_page, TRUE);
  say (self->passphrase_page, NULL);
  luwte_workspace_create_async (self->workspace, luwte_profile_list_get_selected (self->profiles),
                                self->choices, "counsellor", passphrase, NULL, created_cb,
                                g_object_ref (self));
}

static void
recovery_next_cb (LuwteFirstRun *self)
{
  luwte_service_form_set_workspace (self->service, self->workspace, TRUE);
  adw_navigation_view_replace (self->steps,
                               (AdwNavigationPage *[]) { ADW_NAVIGATION_PAGE (self->service_page) },
                               1);
}

static void
service_edited_cb (LuwteFirstRun *self)
{
  gtk_widget_set_visible (self->anyway, FALSE);
}

static void
applied_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteFirstRun) self = data;
  g_autoptr (GError) error = NULL;
  gboolean applied = luwte_service_form_apply_finish (LUWTE_SERVICE_FORM (object), result, &error);

  if (self->steps == NULL)
    return;
  luwte_wizard_page_set_busy (self->service_page, FALSE);
  gtk_widget_set_visible (self->anyway, !applied);
  if (applied)
    g_signal_emit (self, finished_signal, 0);
}

static void
apply (LuwteFirstRun *self, gboolean force)
{
  luwte_wizard_page_set_busy (self->service_page, TRUE);
  luwte_service_form_apply_async (self->service, force, applied_cb, g_object_ref (self));
}

static void
service_next_cb (LuwteFirstRun *self)
{
  apply (self, FALSE);
}

static void
anyway_cb (LuwteFirstRun *self)
{
  apply (self, TRUE);
}

static void
luwte_first_run_dispose (GObject *object)
{
  LuwteFirstRun *self = LUWTE_FIRST_RUN (object);

  /* The child is a template child too, and would be taken away from under its parent. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_FIRST_RUN);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->choices, g_hash_table_unref);

  G_OBJECT_CLASS (luwte_first_run_parent_class)->dispose (object);
}

static void
luwte_first_run_class_init (LuwteFirstRunClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_first_run_dispose;
  finished_signal = g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (LUWTE_TYPE_WIZARD_PAGE);
  g_type_ensure (LUWTE_TYPE_PROFILE_LIST);
  g_type_ensure (LUWTE_TYPE_PROFILE_QUESTIONS);
  g_type_ensure (LUWTE_TYPE_PASSPHRASE_CHOICE);
  g_type_ensure (LUWTE_TYPE_RECOVERY_SHEET);
  g_type_ensure (LUWTE_TYPE_SERVICE_FORM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/firstrun/luwte-first-run.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteFirstRun, steps);
  gtk_widget_class_bind_template_child (widget_class, LuwteFirstRun, profile_page);
  gtk_widget_class_bind_template_child (widget_class, LuwteFirstRun, questions_page);
  gtk_widget_class_bind_template_child (widget_class, LuwteFirstRun, passphrase_page);
  gtk_widget_class_bind_template_child (widget_class, LuwteFirstRun, recovery_page);
  gtk_widget_class_bind_template_child (widget_class, LuwteFirstRun, service_page);
  gtk_widget_class_bind_template_child (widget_class, LuwteFirstRun, profiles);
  gtk_widget_class_bind_template_child (widget_class, LuwteFirstRun, questions);
  gtk_widget_class_bind_template_child (widget_class, LuwteFirstRun, passphrase);
  gtk_widget_class_bind_template_child (widget_class, LuwteFirstRun, recovery);
  gtk_widget_class_bind_template_child (widget_class, LuwteFirstRun, service);
  gtk_widget_class_bind_template_child (widget_class, LuwteFirstRun, anyway);
  gtk_widget_class_bind_template_callback (widget_class, profile_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, profile_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
  gtk_widget_class_bind_template_callback (widget_class, questions_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, passphrase_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, recovery_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, service_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, service_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, anyway_cb);
}

static void
luwte_first_run_init (LuwteFirstRun *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
luwte_first_run_new (LuwteWorkspace *workspace)
{
  LuwteFirstRun *self = g_object_new (LUWTE_TYPE_FIRST_RUN, NULL);

  self->workspace = g_object_ref (workspace);
  return GTK_WIDGET (self);
}
