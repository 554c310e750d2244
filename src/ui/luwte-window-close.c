/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Closing the window while she is available.
 *
 * Whoever is available has promised to hear who waits. So a closed window does not end Luwte unasked:
 * she says whether it goes on in the background, where it tells her as before, or ends. In a sandbox the
 * desktop has a word in it, and what that was is said before the window goes: a Luwte that seems to watch
 * and was ended would be the worst of all. While no window can say that the connection is lost, a
 * notification does. Not available, or with a throw-away vault, it simply ends. */

#include "luwte-window-private.h"

#include <glib/gi18n.h>

#include "luwte-background.h"

#define NOTIFICATION "background"

static void
notify_her (LuwteWindow *self, const char *words, GNotificationPriority priority)
{
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  g_autoptr (GNotification) notification = NULL;
  gboolean wanted, sound;

  luwte_alerts_get_ways (self->alerts, &wanted, &sound);
  if (sound && priority == G_NOTIFICATION_PRIORITY_HIGH)
    gdk_display_beep (gtk_widget_get_display (GTK_WIDGET (self)));
  if (application == NULL || !wanted)
    return;
  notification = g_notification_new (words);
  g_notification_set_priority (notification, priority);
  g_notification_set_default_action (notification, "app.acknowledge");
  g_application_send_notification (application, NOTIFICATION, notification);
}

/* The banner that says it stands in the window, which nobody sees. */
static void
connection_cb (LuwteWindow *self)
{
  int connection;

  if (gtk_widget_get_visible (GTK_WIDGET (self)) || !luwte_status_get_available (self->status))
    return;
  g_object_get (self->status, "connection", &connection, NULL);
  if (connection == LUWTE_CONNECTION_LOST || connection == LUWTE_CONNECTION_REFUSED)
    notify_her (self, _ ("No connection: nobody who waits is seen"), G_NOTIFICATION_PRIORITY_HIGH);
  else if (connection == LUWTE_CONNECTION_CONNECTED)
    notify_her (self, _ ("Luwte goes on in the background"), G_NOTIFICATION_PRIORITY_LOW);
}

static void
visible_cb (LuwteWindow *self)
{
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));

  if (application != NULL && gtk_widget_get_visible (GTK_WIDGET (self)))
    g_application_withdraw_notification (application, NOTIFICATION);
}

static void
go_on (LuwteWindow *self)
{
  self->background = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  connection_cb (self);
}

static void answered_cb (GObject *source, GAsyncResult *result, gpointer data);

/* response: (nullable): the way on, and its verb */
static void
ask (LuwteWindow *self, const char *heading, const char *body, const char *response,
     const char *verb)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));

  adw_alert_dialog_add_responses (dialog, "back", _ ("_Keep the Window"), "quit", _ ("_Quit"), NULL);
  if (response != NULL)
    adw_alert_dialog_add_response (dialog, response, verb);
  adw_alert_dialog_set_default_response (dialog, response != NULL ? response : "back");
  adw_alert_dialog_set_close_response (dialog, "back");
  adw_alert_dialog_set_prefer_wide_layout (dialog, TRUE);
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, answered_cb, g_object_ref (self));
}

static void
told_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteWindow) self = data;
  const LuwteBackground answer = luwte_background_ask_finish (result);

  self->closing = FALSE;
  if (self->status == NULL)
    return;
  switch (answer)
    {
    case LUWTE_BACKGROUND_ALLOWED:
      go_on (self);
      return;
    case LUWTE_BACKGROUND_DENIED:
      self->closing = TRUE;
      ask (self,
           _ ("Not Without a Window"),
             _ ("This system does not let Luwte run without a window: it would be ended, and nobody "
                "who waits would be announced. Keep the window, minimised if you like, or quit. In "
                "the system's settings for Luwte it can be allowed."),
               NULL, NULL);
      return;
    case LUWTE_BACKGROUND_UNKNOWN:
      self->closing = TRUE;
      ask (
          self,
          _ ("Perhaps Not Without a Window"),
            _ ("This system did not say whether it lets Luwte run without a window. If it does not, "
                "Luwte is ended, and nobody who waits is announced."),
              "on", _ ("_Go On All the Same"));
      return;
    }
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteWindow) self = data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  self->closing = FALSE;
  if (self->status == NULL)
    return;
  if (g_str_equal (answer, "quit"))
    gtk_window_destroy (GTK_WINDOW (self));
  else if (g_str_equal (answer, "on"))
    go_on (self);
  else if (g_str_equal (answer, "background") && !luwte_background_is_asked ())
    go_on (self);
  else if (g_str_equal (answer, "background"))
    {
      self->closing = TRUE;
      /* Translators: the desktop shows it beside its own question */
      luwte_background_ask_async (_ ("Luwte tells you when somebody waits"), told_cb,
                                    g_object_ref (self));
    }
}

static void
ask_whether (LuwteWindow *self)
{
  gboolean notification, sound;
  g_autofree char *body = NULL;

  luwte_alerts_get_ways (self->alerts, &notification, &sound);
  body = g_strconcat (_ ("Luwte can go on in the background. It tells you when somebody waits, and locks itself as "
         "it always does. When you start it again, or click on what it tells you, the window is "
         "back."),
      notification || sound
          ? NULL
          : _ (" But neither notification nor sound is on, so you would hear nothing."), NULL);
  self->closing = TRUE;
  ask (self, _ ("You Are Available"), body, "background", _ ("_Go On in the Background"));
}

static gboolean
close_request_cb (LuwteWindow *self)
{
  if (self->closing)
    return GDK_EVENT_STOP;
  if (self->throwaway != NULL || !luwte_status_get_available (self->status))
    return GDK_EVENT_PROPAGATE;
  if (self->background)
    go_on (self);
  else
    ask_whether (self);
  return GDK_EVENT_STOP;
}

void
luwte_window_watch_close (LuwteWindow *self)
{
  g_signal_connect (self, "close-request", G_CALLBACK (close_request_cb), NULL);
  g_signal_connect (self, "notify::visible", G_CALLBACK (visible_cb), NULL);
  g_signal_connect_object (self->status, "notify::connection", G_CALLBACK (connection_cb), self,
                           G_CONNECT_SWAPPED);
}
