/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-roster-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "luwte-intake.h"
#include "luwte-review-error.h"
#include "luwte-team-words.h"
#include "luwte-team.h"
#include "luwte-wizard-page.h"
#include "luwte-words.h"

struct _LuwteRosterDialog
{
  AdwDialog parent_instance;

  /* template children */
  AdwNavigationView *steps;
  LuwteWizardPage *text_page;
  LuwteWizardPage *words_page;
  LuwteIntake *intake;
  GtkLabel *words;

  /* owned */
  LuwteTeam *team;
  LuwteRoster *roster; /* whose words are being compared */
};

static guint accepted_signal;

G_DEFINE_FINAL_TYPE (LuwteRosterDialog, luwte_roster_dialog, ADW_TYPE_DIALOG)

static void
intake_changed_cb (LuwteRosterDialog *self)
{
  g_autofree char *text = luwte_intake_dup_text (self->intake);

  g_object_set (self->text_page, "ready", *text != '\0', "problem", NULL, NULL);
}

static void
ask_words (LuwteRosterDialog *self)
{
  const char *lead = luwte_roster_signed_by (self->roster);
  g_autofree char *fingerprint = luwte_roster_fingerprint (self->roster);
  g_autofree char *lines = luwte_team_words_lines (fingerprint);
  g_autofree char *sentence = g_strdup_printf (_ ("%s signed it. Ask her to read her words aloud, in the same room or on the phone. Go on "
         "only when they are these, in this order: from then on you believe the rosters that "
         "follow."),
      lead);

  g_object_set (self->words_page, "heading", luwte_roster_get_name (self->roster), "sentence",
                sentence, NULL);
  gtk_label_set_text (self->words, lines);
  adw_navigation_view_push (self->steps, ADW_NAVIGATION_PAGE (self->words_page));
}

static LuwteWizardPage *
visible_page (LuwteRosterDialog *self)
{
  return LUWTE_WIZARD_PAGE (adw_navigation_view_get_visible_page (self->steps));
}

static void
accepted_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteRosterDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteRoster) roster = luwte_team_roster_finish (LUWTE_TEAM (object), result, &error);
  g_autofree char *words = NULL;

  if (self->steps == NULL)
    return;
  luwte_wizard_page_set_busy (visible_page (self), FALSE);
  if (roster != NULL)
    {
      g_signal_emit (self, accepted_signal, 0);
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  /* Whole and signed by its own lead, but not by one whom this vault knows. */
  if (g_error_matches (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NOT_SIGNED) &&
      visible_page (self) == self->text_page && self->roster != NULL)
    {
      ask_words (self);
      return;
    }
  words = luwte_words_problem (error);
  luwte_wizard_page_set_problem (visible_page (self), words);
}

static void
text_next_cb (LuwteRosterDialog *self)
{
  g_autofree char *text = luwte_intake_dup_text (self->intake);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->roster, luwte_roster_unref);
  self->roster = luwte_roster_parse (text, strlen (text), &error);
  if (self->roster == NULL)
    {
      g_autofree char *words = luwte_words_problem (error);

      luwte_wizard_page_set_problem (self->text_page, words);
      return;
    }
  luwte_wizard_page_set_busy (self->text_page, TRUE);
  luwte_team_accept_async (self->team, text, strlen (text), NULL, NULL, accepted_cb,
                           g_object_ref (self));
}

static void
words_next_cb (LuwteRosterDialog *self)
{
  const char *text = luwte_roster_get_text (self->roster);
  g_autofree char *fingerprint = luwte_roster_fingerprint (self->roster);

  luwte_wizard_page_set_busy (self->words_page, TRUE);
  luwte_team_accept_async (self->team, text, strlen (text), fingerprint, NULL, accepted_cb,
                           g_object_ref (self));
}

static void
luwte_roster_dialog_dispose (GObject *object)
{
  LuwteRosterDialog *self = LUWTE_ROSTER_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_ROSTER_DIALOG);
  g_clear_object (&self->team);
  g_clear_pointer (&self->roster, luwte_roster_unref);
  G_OBJECT_CLASS (luwte_roster_dialog_parent_class)->dispose (object);
}

static void
luwte_roster_dialog_class_init (LuwteRosterDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_roster_dialog_dispose;
  accepted_signal = g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (LUWTE_TYPE_INTAKE);
  g_type_ensure (LUWTE_TYPE_WIZARD_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/team/luwte-roster-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteRosterDialog, steps);
  gtk_widget_class_bind_template_child (widget_class, LuwteRosterDialog, text_page);
  gtk_widget_class_bind_template_child (widget_class, LuwteRosterDialog, words_page);
  gtk_widget_class_bind_template_child (widget_class, LuwteRosterDialog, intake);
  gtk_widget_class_bind_template_child (widget_class, LuwteRosterDialog, words);
  gtk_widget_class_bind_template_callback (widget_class, intake_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, words_next_cb);
}

static void
luwte_roster_dialog_init (LuwteRosterDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_set (self->text_page, "ready", FALSE, NULL);
}

GtkWidget *
luwte_roster_dialog_new (LuwteTeam *team)
{
  LuwteRosterDialog *self = g_object_new (LUWTE_TYPE_ROSTER_DIALOG, NULL);

  self->team = g_object_ref (team);
  return GTK_WIDGET (self);
}
