/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-preferences-dialog.h"

#include <glib/gi18n.h>

#include "luwte-alert-settings.h"
#include "luwte-backup-page.h"
#include "luwte-code-dialog.h"
#include "luwte-own-replies-dialog.h"
#include "luwte-passphrase-dialog.h"
#include "luwte-promise-dialog.h"
#include "luwte-spelling.h"
#include "luwte-team-page.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwtePreferencesDialog
{
  AdwPreferencesDialog parent_instance;

  /* template children */
  AdwSwitchRow *notification;
  AdwSwitchRow *sound;
  AdwSwitchRow *badge;
  AdwComboRow *spelling;
  AdwActionRow *service;
  AdwSpinRow *idle;
  AdwActionRow *profile;
  AdwActionRow *version;
  AdwActionRow *date;
  LuwteBackupPage *backup;
  LuwteTeamPage *team;

  /* owned */
  LuwteWorkspace *workspace;
  gboolean loading;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (LuwtePreferencesDialog, luwte_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

/* Of the three one stays on: somebody who waits is announced somehow. The last one says why it
 * cannot be pressed. */
static void
guard_last (LuwtePreferencesDialog *self)
{
  struct
  {
    AdwSwitchRow *row;
    const char *subtitle;
  } alerts[] = {
    { self->notification, _ ("Without a name or text") },
      { self->sound, _ ("Again until somebody claims") },
        { self->badge, _ ("How many wait, beside Chats") },
      };
  guint n_on = 0;

  for (guint i = 0; i < G_N_ELEMENTS (alerts); i++)
    n_on += adw_switch_row_get_active (alerts[i].row) ? 1 : 0;
  for (guint i = 0; i < G_N_ELEMENTS (alerts); i++)
    {
      gboolean last = n_on == 1 && adw_switch_row_get_active (alerts[i].row);

      gtk_widget_set_sensitive (GTK_WIDGET (alerts[i].row), !last);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (alerts[i].row),
                                   last ? _ ("One of the three always stays on")
                                        : alerts[i].subtitle);
    }
}

static void
alerts_changed_cb (LuwtePreferencesDialog *self)
{
  if (self->loading)
    return;
  luwte_alert_settings_set_on (self->workspace, LUWTE_SETTING_NOTIFICATION,
                               adw_switch_row_get_active (self->notification));
  luwte_alert_settings_set_on (self->workspace, LUWTE_SETTING_SOUND,
                               adw_switch_row_get_active (self->sound));
  luwte_alert_settings_set_on (self->workspace, LUWTE_SETTING_BADGE,
                               adw_switch_row_get_active (self->badge));
  guard_last (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
idle_changed_cb (LuwtePreferencesDialog *self)
{
  if (self->loading)
    return;
  luwte_alert_settings_set_idle (self->workspace, (guint) adw_spin_row_get_value (self->idle));
  g_signal_emit (self, changed_signal, 0);
}

/* The first is "off", then the languages of the profile in its own order. */
static void
spelling_chosen_cb (LuwtePreferencesDialog *self)
{
  guint chosen = adw_combo_row_get_selected (self->spelling);
  const char *const *languages = luwte_workspace_profile_languages (self->workspace);

  if (self->loading || languages == NULL || chosen == GTK_INVALID_LIST_POSITION)
    return;
  luwte_workspace_set_setting (self->workspace, LUWTE_SETTING_SPELLING,
                               chosen == 0 ? "off" : languages[chosen - 1]);
  luwte_spelling_follow (luwte_spelling_get_default (), self->workspace);
}

static void
own_replies_cb (LuwtePreferencesDialog *self)
{
  adw_dialog_present (luwte_own_replies_dialog_new (self->workspace), GTK_WIDGET (self));
}

static void
tell_spelling (LuwtePreferencesDialog *self)
{
  LuwteSpelling *spelling = luwte_spelling_get_default ();
  g_autofree char *words = NULL;

  switch (luwte_spelling_get_state (spelling))
    {
    case LUWTE_SPELLING_OFF:
      words = g_strdup (_ ("No word is looked at"));
      break;
    case LUWTE_SPELLING_LOADING:
    case LUWTE_SPELLING_READY:
      words = g_strdup (_ ("In messages and notes; nothing you write is learnt or kept"));
      break;
    case LUWTE_SPELLING_ABSENT:
      /* Translators: %s is the code of a language; Hunspell is the kind of dictionary */
      words = g_strdup_printf (_ ("This computer has no dictionary for it, so nothing is marked "
                                  "(Hunspell, “%s”)"),
                                 luwte_spelling_get_language (spelling));
      break;
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->spelling), words);
}

static void
show_spelling (LuwtePreferencesDialog *self)
{
  const char *const *languages = luwte_workspace_profile_languages (self->workspace);
  const char *now = luwte_spelling_find_language (self->workspace);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  gtk_string_list_append (names, _ ("Off"));
  for (guint i = 0; languages != NULL && languages[i] != NULL; i++)
    {
      gtk_string_list_append (names, luwte_words_language_name (languages[i]));
      if (g_strcmp0 (languages[i], now) == 0)
        chosen = i + 1;
    }
  adw_combo_row_set_model (self->spelling, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->spelling, chosen);
  luwte_spelling_follow (luwte_spelling_get_default (), self->workspace);
  g_signal_connect_object (luwte_spelling_get_default (), "changed", G_CALLBACK (tell_spelling),
                           self, G_CONNECT_SWAPPED);
  tell_spelling (self);
}

static void
passphrase_done_cb (LuwtePreferencesDialog *self)
{
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self),
                                    adw_toast_new (_ ("The passphrase is changed")));
}

static void
passphrase_cb (LuwtePreferencesDialog *self)
{
  GtkWidget *dialog = luwte_passphrase_dialog_new (self->workspace);

  g_signal_connect_object (dialog, "done", G_CALLBACK (passphrase_done_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
code_done_cb (LuwtePreferencesDialog *self)
{
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self),
                                    adw_toast_new (_ ("The new recovery code counts from now on")));
}

static void
code_cb (LuwtePreferencesDialog *self)
{
  GtkWidget *dialog = luwte_code_dialog_new (self->workspace, FALSE);

  g_signal_connect_object (dialog, "done", G_CALLBACK (code_done_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
rotate_cb (LuwtePreferencesDialog *self)
{
  adw_dialog_present (ADW_DIALOG (luwte_code_dialog_new (self->workspace, TRUE)),
                      GTK_WIDGET (self));
}

static void
show_service (LuwtePreferencesDialog *self)
{
  const LuwteServiceSetup *setup = luwte_workspace_get_service (self->workspace);
  const char *title, *subtitle;

  if (setup == NULL)
    {
      title = _ ("No chat service");
      subtitle = _ ("Set one up to see who waits");
    }
  else if (g_str_equal (setup->kind, "practice"))
    {
      title = _ ("Practice");
      subtitle = _ ("On this computer only");
    }
  else
    {
      title = g_str_equal (setup->kind, "lhc") ? _ ("Live Helper Chat") : _ ("Luwte bridge");
      subtitle = setup->url;
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->service), title);
  adw_action_row_set_subtitle (self->service, subtitle);
}

static void
promises_cb (LuwtePreferencesDialog *self)
{
  adw_dialog_present (ADW_DIALOG (luwte_promise_dialog_new (self->workspace)), GTK_WIDGET (self));
}

static void
show_profile (LuwtePreferencesDialog *self)
{
  const char *language = luwte_words_language ();
  const char *iso = luwte_workspace_profile_date (self->workspace);
  g_autofree char *version = g_strdup_printf ("%d",
                                              luwte_workspace_profile_version (self->workspace));
  g_autofree char *date = NULL;
  LuwteDay day;

  date = iso != NULL && luwte_day_from_iso (iso, &day) ? luwte_words_day (day) : g_strdup (iso);
  adw_action_row_set_subtitle (self->profile,
                               luwte_workspace_profile_name (self->workspace, language));
  adw_action_row_set_subtitle (self->version, version);
  adw_action_row_set_subtitle (self->date, date);
}

static void
luwte_preferences_dialog_dispose (GObject *object)
{
  LuwtePreferencesDialog *self = LUWTE_PREFERENCES_DIALOG (object);

  if (self->backup != NULL)
    {
      luwte_backup_page_set_workspace (self->backup, NULL);
      luwte_team_page_set_workspace (self->team, NULL);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_PREFERENCES_DIALOG);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (luwte_preferences_dialog_parent_class)->dispose (object);
}

static void
luwte_preferences_dialog_class_init (LuwtePreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_preferences_dialog_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (LUWTE_TYPE_BACKUP_PAGE);
  g_type_ensure (LUWTE_TYPE_TEAM_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/preferences/luwte-preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwtePreferencesDialog, notification);
  gtk_widget_class_bind_template_child (widget_class, LuwtePreferencesDialog, sound);
  gtk_widget_class_bind_template_child (widget_class, LuwtePreferencesDialog, badge);
  gtk_widget_class_bind_template_child (widget_class, LuwtePreferencesDialog, spelling);
  gtk_widget_class_bind_template_child (widget_class, LuwtePreferencesDialog, service);
  gtk_widget_class_bind_template_child (widget_class, LuwtePreferencesDialog, idle);
  gtk_widget_class_bind_template_child (widget_class, LuwtePreferencesDialog, profile);
  gtk_widget_class_bind_template_child (widget_class, LuwtePreferencesDialog, version);
  gtk_widget_class_bind_template_child (widget_class, LuwtePreferencesDialog, date);
  gtk_widget_class_bind_template_child (widget_class, LuwtePreferencesDialog, backup);
  gtk_widget_class_bind_template_child (widget_class, LuwtePreferencesDialog, team);
  gtk_widget_class_bind_template_callback (widget_class, alerts_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, idle_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, spelling_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, own_replies_cb);
  gtk_widget_class_bind_template_callback (widget_class, passphrase_cb);
  gtk_widget_class_bind_template_callback (widget_class, code_cb);
  gtk_widget_class_bind_template_callback (widget_class, rotate_cb);
  gtk_widget_class_bind_template_callback (widget_class, promises_cb);
}

static void
luwte_preferences_dialog_init (LuwtePreferencesDialog *self)
{
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
luwte_preferences_dialog_new (LuwteWorkspace *workspace)
{
  LuwtePreferencesDialog *self = g_object_new (LUWTE_TYPE_PREFERENCES_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  adw_switch_row_set_active (self->notification,
                             luwte_alert_settings_is_on (workspace, LUWTE_SETTING_NOTIFICATION));
  adw_switch_row_set_active (self->sound,
                             luwte_alert_settings_is_on (workspace, LUWTE_SETTING_SOUND));
  adw_switch_row_set_active (self->badge,
                             luwte_alert_settings_is_on (workspace, LUWTE_SETTING_BADGE));
  adw_spin_row_set_value (self->idle, luwte_alert_settings_get_idle (workspace));
  show_spelling (self);
  self->loading = FALSE;
  guard_last (self);
  show_service (self);
  show_profile (self);
  luwte_backup_page_set_workspace (self->backup, workspace);
  luwte_team_page_set_workspace (self->team, workspace);
  g_signal_connect_object (workspace, "service-changed", G_CALLBACK (show_service), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
