/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-window-private.h"

#include <glib/gi18n.h>

#include "luwte-clock-dialog.h"
#include "luwte-preferences-dialog.h"
#include "luwte-requests-page.h"
#include "luwte-service-dialog.h"
#include "luwte-toast.h"
#include "luwte-words.h"

static void
lock_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  luwte_window_lock (LUWTE_WINDOW (widget));
}

/* Away from the screen first, then locked: somebody looks over her shoulder right now. */
static void
panic_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LuwteWindow *self = LUWTE_WINDOW (widget);

  /* Luwte started again brings it back; a throw-away one cannot be started again. */
  if (self->throwaway != NULL)
    gtk_window_minimize (GTK_WINDOW (self));
  else
    gtk_widget_set_visible (widget, FALSE);
  luwte_window_lock (self);
}

static void
section_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LuwteWindow *self = LUWTE_WINDOW (widget);

  if (self->main != NULL)
    luwte_main_view_show_section (self->main, g_variant_get_string (parameter, NULL));
}

/* Somebody asks something about the dossier that is shown: its id and its nickname. */
static void
request_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LuwteWindow *self = LUWTE_WINDOW (widget);
  const char *dossier, *nickname;

  if (self->main == NULL)
    return;
  g_variant_get (parameter, "(&s&s)", &dossier, &nickname);
  luwte_main_view_show_section (self->main, "requests");
  luwte_requests_page_begin (LUWTE_REQUESTS_PAGE (
                                 luwte_main_view_get_page (self->main, "requests")),
                             dossier, nickname);
}

static void
preferences_changed_cb (LuwteWindow *self)
{
  luwte_status_refresh (self->status);
  luwte_alerts_refresh (self->alerts);
}

static GtkWidget *
show_preferences (LuwteWindow *self)
{
  GtkWidget *dialog = luwte_preferences_dialog_new (self->workspace);

  g_signal_connect_object (dialog, "changed", G_CALLBACK (preferences_changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
  return dialog;
}

static void
preferences_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_preferences (LUWTE_WINDOW (widget));
}

static void
back_up_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *dialog = show_preferences (LUWTE_WINDOW (widget));

  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (dialog), "backup");
}

static void
team_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *dialog = show_preferences (LUWTE_WINDOW (widget));

  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (dialog), "team");
}

static void
service_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_present (ADW_DIALOG (luwte_service_dialog_new (LUWTE_WINDOW (widget)->workspace)),
                      widget);
}

static void
show_clock_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LuwteWindow *self = LUWTE_WINDOW (widget);

  luwte_main_view_show_section (self->main, "retention");
  luwte_clock_dialog_ask (widget, self->workspace);
}

static void
erasures_answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteWindow) self = data;
  LuwteLive *live = luwte_workspace_get_live (self->workspace);
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);

  if (live != NULL && !g_str_equal (answer, "cancel"))
    luwte_live_confirm_erasures (live, g_str_equal (answer, "erase"));
  luwte_status_refresh (self->status);
}

static void
show_erasures_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Erase Them Here Too?"),
      _ ("The chat service erased many conversations within an hour. That may be meant, or a "
         "mistake there. What you keep stays here until its own term.")));

  adw_alert_dialog_add_responses (dialog, "cancel",
                                  _ ("_Later"), "keep",
                                    _ ("_Keep Here"), "erase", _ ("_Erase Here Too"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "erase", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, widget, NULL, erasures_answered_cb, g_object_ref (widget));
}

static void
rebuilt_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!luwte_workspace_keys_finish (LUWTE_WORKSPACE (object), result, &error))
    {
      g_autofree char *words = luwte_words_problem (error);

      luwte_toast_say (GTK_WIDGET (self), words);
    }
  luwte_status_refresh (self->status);
}

static void
rebuild_answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteWindow) self = data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);

  if (g_str_equal (answer, "rebuild"))
    luwte_workspace_rebuild_ledger_async (self->workspace, NULL, rebuilt_cb, g_object_ref (self));
}

static void
rebuild_ledger_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Begin a New Ledger?"),
      _ ("The ledger says what was erased and which backups there are. It is missing, damaged, or "
         "an older copy of the vault was put back. If you do not know why, ask whoever looks after "
         "this computer first. With a new ledger you can write again; what the old one knew is "
         "lost: a backup made before today may bring back what was erased, so remove those that "
         "you have. The audit keeps that this was done.")));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Later"), "rebuild", _ ("_New Ledger"), NULL);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, widget, NULL, rebuild_answered_cb, g_object_ref (widget));
}

static void
shortcuts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
      "/org/luwte/Luwte/ui/luwte-shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts, GTK_WINDOW (widget));
  gtk_window_set_modal (shortcuts, TRUE);
  gtk_window_present (shortcuts);
}

static void
about_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwDialog *dialog = adw_about_dialog_new ();

  g_object_set (dialog, "application-name", "Luwte", "application-icon", LUWTE_APP_ID, "version",
                LUWTE_VERSION, "developer-name",
                _ ("The Luwte contributors"), "license-type", GTK_LICENSE_GPL_3_0, "comments",
                  _ ("Chat with the visitors of an anonymous helpline, and keep short encrypted "
                   "notes until their term."),
                    /* Translators: your names, a line each. */
                    "translator-credits", _ ("translator-credits"), NULL);
  adw_about_dialog_add_legal_section (
      ADW_ABOUT_DIALOG (dialog),
      _ ("Word lists"),
        "OpenTaal, Simon Brouwer et al.: wdutch 2.20.19, BSD or CC BY 3.0\n"
        "KNAW, Radboud, Tilburg, Antwerp: frogdata 0.22, GPL 3 or later\n"
        "Daniele Faraglia et al.: Faker 33.3.1, MIT\n"
        "Alastair McKinstry et al.: iso-codes 4.18.0, LGPL 2.1 or later",
        GTK_LICENSE_CUSTOM, NULL);
  adw_dialog_present (dialog, widget);
}

static void
help_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
      "/org/luwte/Luwte/ui/luwte-help.ui");

  adw_dialog_present (ADW_DIALOG (gtk_builder_get_object (builder, "help")), widget);
}

void
luwte_window_update_actions (LuwteWindow *self)
{
  gboolean open = self->main != NULL;
  static const char *const needs_open[] = {
    "win.lock",          "win.section",        "win.preferences", "win.service", "win.show-clock",
    "win.show-erasures", "win.rebuild-ledger", "win.back-up",     "win.team",    NULL
  };

  for (const char *const *action = needs_open; *action != NULL; action++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), *action, open);
}

void
luwte_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.lock", NULL, lock_action);
  gtk_widget_class_install_action (widget_class, "win.panic", NULL, panic_action);
  gtk_widget_class_install_action (widget_class, "win.section", "s", section_action);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_action);
  gtk_widget_class_install_action (widget_class, "win.back-up", NULL, back_up_action);
  gtk_widget_class_install_action (widget_class, "win.team", NULL, team_action);
  gtk_widget_class_install_action (widget_class, "win.service", NULL, service_action);
  gtk_widget_class_install_action (widget_class, "win.request", "(ss)", request_action);
  gtk_widget_class_install_action (widget_class, "win.show-clock", NULL, show_clock_action);
  gtk_widget_class_install_action (widget_class, "win.show-erasures", NULL, show_erasures_action);
  gtk_widget_class_install_action (widget_class, "win.rebuild-ledger", NULL, rebuild_ledger_action);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_action);
  gtk_widget_class_install_action (widget_class, "win.about", NULL, about_action);
  gtk_widget_class_install_action (widget_class, "win.help", NULL, help_action);
}
