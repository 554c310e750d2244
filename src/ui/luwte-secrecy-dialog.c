/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-secrecy-dialog.h"

#include "luwte-workspace.h"

#include <glib/gi18n.h>

#include "luwte-words.h"

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteWindow) window = data;
  LuwteWorkspace *workspace = g_object_get_data (object, "workspace");
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);

  /* Locked meanwhile: asked again at the next unlock. */
  if (luwte_workspace_get_state (workspace) != LUWTE_WORKSPACE_OPEN)
    return;
  if (g_str_equal (answer, "agree"))
    luwte_workspace_agree_to_secrecy (workspace);
  else
    luwte_window_lock (window);
}

void
luwte_secrecy_dialog_ask (LuwteWindow *window, LuwteWorkspace *workspace)
{
  g_autofree char *statement = luwte_workspace_secrecy_to_agree (workspace,
                                                                 luwte_words_language ());
  AdwAlertDialog *dialog;

  /* It is asked once, however often the page comes up. */
  if (statement == NULL ||
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)) != NULL)
    return;
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Statement of Secrecy"), statement));
  adw_alert_dialog_add_responses (dialog, "lock", _ ("_Lock"), "agree", _ ("_I Agree"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "agree", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (dialog, "lock");
  g_object_set_data_full (G_OBJECT (dialog), "workspace", g_object_ref (workspace), g_object_unref);
  adw_alert_dialog_choose (dialog, GTK_WIDGET (window), NULL, answered_cb, g_object_ref (window));
}
