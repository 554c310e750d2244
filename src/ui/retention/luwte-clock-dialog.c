/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-clock-dialog.h"

#include <glib/gi18n.h>

#include "luwte-clock.h"
#include "luwte-toast.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

static void
say (GtkWidget *widget, const GError *error)
{
  g_autofree char *words = luwte_words_problem (error);

  if (*words != '\0')
    luwte_toast_say (widget, words);
}

static void
run_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) parent = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteReceipt) receipt = luwte_retention_run_finish (LUWTE_RETENTION (object), result,
                                                                 &error);

  if (receipt == NULL)
    say (parent, error);
  else
    luwte_toast_say (parent, _ ("The date is confirmed"));
}

static void
confirmed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  LuwteRetention *retention = LUWTE_RETENTION (object);
  g_autoptr (GtkWidget) parent = data;
  g_autoptr (GError) error = NULL;

  if (luwte_retention_confirm_clock_finish (retention, result, &error))
    luwte_retention_run_async (retention, FALSE, NULL, run_cb, g_steal_pointer (&parent));
  else
    say (parent, error);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteRetention) retention = data;
  GtkWidget *parent = g_object_get_data (object, "parent");
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);

  if (g_str_equal (answer, "confirm"))
    luwte_retention_confirm_clock_async (retention, NULL, confirmed_cb, g_object_ref (parent));
}

void
luwte_clock_dialog_ask (GtkWidget *parent, LuwteWorkspace *workspace)
{
  LuwteRetention *retention = luwte_workspace_get_retention (workspace);
  g_autofree char *today = luwte_words_day (luwte_words_day_of (luwte_clock_now ()));
  g_autofree char *latest = NULL, *heading = NULL, *body = NULL;
  AdwAlertDialog *dialog;

  if (retention == NULL || luwte_retention_get_clock_state (retention) != LUWTE_CLOCK_AHEAD)
    return;
  latest = luwte_words_day (luwte_retention_get_latest_day (retention));
  /* Translators: a date */
  heading = g_strdup_printf (_ ("Is It %s Today?"), today);
  body = g_strdup_printf (_ ("Luwte was last used on %s. If the date is right, what is past its "
                             "term is erased now and cannot come back. If it is not, set the "
                             "clock of this computer first."),
                            latest);
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));
  adw_alert_dialog_add_responses (dialog, "cancel",
                                  _ ("_No"), "confirm", _ ("_Yes, the Date Is Right"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "confirm", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "parent", g_object_ref (parent), g_object_unref);
  adw_alert_dialog_choose (dialog, parent, NULL, answered_cb, g_object_ref (retention));
}
