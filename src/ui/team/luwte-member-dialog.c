/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-member-dialog.h"

#include <glib/gi18n.h>

#include "luwte-intake.h"
#include "luwte-team-words.h"
#include "luwte-roster.h"
#include "luwte-team.h"
#include "luwte-wizard-page.h"
#include "luwte-words.h"

struct _LuwteMemberDialog
{
  AdwDialog parent_instance;

  /* template children */
  AdwNavigationView *steps;
  LuwteWizardPage *card_page;
  LuwteWizardPage *roles_page;
  LuwteIntake *intake;
  GtkLabel *words;
  AdwSwitchRow *counsellor;
  AdwSwitchRow *lead;
  AdwSwitchRow *meeting;
  GtkWidget *leave;

  /* owned */
  LuwteTeam *team;
  char *card; /* or the id of a member */
};

static guint prepared_signal;

G_DEFINE_FINAL_TYPE (LuwteMemberDialog, luwte_member_dialog, ADW_TYPE_DIALOG)

static guint
chosen_roles (LuwteMemberDialog *self)
{
  return (adw_switch_row_get_active (self->counsellor) ? LUWTE_ROSTER_COUNSELLOR : 0) |
         (adw_switch_row_get_active (self->lead) ? LUWTE_ROSTER_LEAD : 0) |
         (adw_switch_row_get_active (self->meeting) ? LUWTE_ROSTER_MEETING : 0);
}

static void
roles_changed_cb (LuwteMemberDialog *self)
{
  g_object_set (self->roles_page, "ready", chosen_roles (self) != 0, NULL);
}

static void
intake_changed_cb (LuwteMemberDialog *self)
{
  g_autofree char *text = luwte_intake_dup_text (self->intake);

  g_object_set (self->card_page, "ready", *text != '\0', "problem", NULL, NULL);
}

static void
show_person (LuwteMemberDialog *self, const LuwteCard *card)
{
  g_autofree char *words = luwte_card_fingerprint (card->box, card->sign);
  g_autofree char *lines = luwte_team_words_lines (words);

  gtk_label_set_text (self->words, lines);
  g_object_set (self->roles_page, "heading", card->name, NULL);
}

static void
card_next_cb (LuwteMemberDialog *self)
{
  g_autofree char *text = luwte_intake_dup_text (self->intake);
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteCard) card = luwte_card_parse (text, &error);

  if (card == NULL)
    {
      g_autofree char *words = luwte_words_problem (error);

      luwte_wizard_page_set_problem (self->card_page, words);
      return;
    }
  g_set_str (&self->card, text);
  show_person (self, card);
  adw_navigation_view_push (self->steps, ADW_NAVIGATION_PAGE (self->roles_page));
  gtk_widget_grab_focus (GTK_WIDGET (self->counsellor));
}

static void
staged_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteMemberDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = luwte_team_stage_finish (LUWTE_TEAM (object), result, &error);

  if (self->roles_page == NULL)
    return;
  luwte_wizard_page_set_busy (self->roles_page, FALSE);
  if (!done)
    {
      g_autofree char *words = luwte_words_problem (error);

      luwte_wizard_page_set_problem (self->roles_page, words);
      return;
    }
  g_signal_emit (self, prepared_signal, 0);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
stage (LuwteMemberDialog *self, guint roles)
{
  luwte_wizard_page_set_busy (self->roles_page, TRUE);
  luwte_team_stage_async (self->team, self->card, roles, NULL, staged_cb, g_object_ref (self));
}

static void
roles_next_cb (LuwteMemberDialog *self)
{
  stage (self, chosen_roles (self));
}

static void
leave_cb (LuwteMemberDialog *self)
{
  stage (self, 0);
}

static void
luwte_member_dialog_dispose (GObject *object)
{
  LuwteMemberDialog *self = LUWTE_MEMBER_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_MEMBER_DIALOG);
  g_clear_object (&self->team);
  g_clear_pointer (&self->card, g_free);
  G_OBJECT_CLASS (luwte_member_dialog_parent_class)->dispose (object);
}

static void
luwte_member_dialog_class_init (LuwteMemberDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_member_dialog_dispose;
  prepared_signal = g_signal_new ("prepared", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (LUWTE_TYPE_INTAKE);
  g_type_ensure (LUWTE_TYPE_WIZARD_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/team/luwte-member-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteMemberDialog, steps);
  gtk_widget_class_bind_template_child (widget_class, LuwteMemberDialog, card_page);
  gtk_widget_class_bind_template_child (widget_class, LuwteMemberDialog, roles_page);
  gtk_widget_class_bind_template_child (widget_class, LuwteMemberDialog, intake);
  gtk_widget_class_bind_template_child (widget_class, LuwteMemberDialog, words);
  gtk_widget_class_bind_template_child (widget_class, LuwteMemberDialog, counsellor);
  gtk_widget_class_bind_template_child (widget_class, LuwteMemberDialog, lead);
  gtk_widget_class_bind_template_child (widget_class, LuwteMemberDialog, meeting);
  gtk_widget_class_bind_template_child (widget_class, LuwteMemberDialog, leave);
  gtk_widget_class_bind_template_callback (widget_class, intake_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, roles_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, roles_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
}

static void
luwte_member_dialog_init (LuwteMemberDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_set (self->card_page, "ready", FALSE, NULL);
}

GtkWidget *
luwte_member_dialog_new (LuwteTeam *team, const LuwteRosterMember *member)
{
  LuwteMemberDialog *self = g_object_new (LUWTE_TYPE_MEMBER_DIALOG, NULL);

  self->team = g_object_ref (team);
  adw_switch_row_set_active (self->counsellor,
                             member == NULL || (member->roles & LUWTE_ROSTER_COUNSELLOR) != 0);
  if (member == NULL)
    return GTK_WIDGET (self);
  self->card = g_strdup (member->id);
  adw_switch_row_set_active (self->lead, (member->roles & LUWTE_ROSTER_LEAD) != 0);
  adw_switch_row_set_active (self->meeting, (member->roles & LUWTE_ROSTER_MEETING) != 0);
  show_person (self, member->card);
  gtk_widget_set_visible (self->leave, TRUE);
  adw_navigation_view_replace_with_tags (self->steps, (const char *const[]) { "roles" }, 1);
  return GTK_WIDGET (self);
}
