/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-alerts.h"

#include <glib/gi18n.h>

#include "luwte-alert-settings.h"
#include "luwte-workspace.h"

#define REPEAT_SECONDS 20
#define NOTIFICATION   "waiting"

struct _LuwteAlerts
{
  GObject parent_instance;

  /* borrowed */
  GtkWindow *window;

  /* owned */
  LuwteStatus *status;
  GSignalGroup *live;
  guint repeat;

  /* Kept here, because the vault's settings are shut while it goes on. */
  gboolean notification;
  gboolean sound;

  guint n_announced;
  gboolean shown;
};

G_DEFINE_FINAL_TYPE (LuwteAlerts, luwte_alerts, G_TYPE_OBJECT)

static LuwteLive *
get_live (LuwteAlerts *self)
{
  return luwte_workspace_get_live (luwte_status_get_workspace (self->status));
}

static gboolean
in_conversation (LuwteAlerts *self)
{
  LuwteLive *live = get_live (self);

  return live != NULL && g_list_model_get_n_items (luwte_live_get_mine (live)) > 0;
}

static gboolean
is_wanted (LuwteAlerts *self)
{
  return luwte_status_get_available (self->status) &&
         luwte_status_get_waiting_count (self->status) > 0;
}

static void
withdraw (LuwteAlerts *self)
{
  GtkApplication *application = gtk_window_get_application (self->window);

  if (self->shown && application != NULL)
    g_application_withdraw_notification (G_APPLICATION (application), NOTIFICATION);
  self->shown = FALSE;
}

/* No name, no count, no text: whoever looks over a shoulder reads that a chat program runs. */
static void
announce (LuwteAlerts *self)
{
  GtkApplication *application = gtk_window_get_application (self->window);
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (self->window));

  self->n_announced++;
  if (self->notification && application != NULL)
    {
      g_autoptr (GNotification) notification = g_notification_new (_ ("Somebody is waiting"));

      g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
      g_notification_set_default_action (notification, "app.acknowledge");
      g_application_send_notification (G_APPLICATION (application), NOTIFICATION, notification);
      self->shown = TRUE;
    }
  if (self->sound)
    gdk_display_beep (display);
}

static gboolean
repeat_cb (gpointer data)
{
  LuwteAlerts *self = data;

  if (is_wanted (self) && !in_conversation (self))
    {
      announce (self);
      return G_SOURCE_CONTINUE;
    }
  self->repeat = 0;
  return G_SOURCE_REMOVE;
}

static void
begin (LuwteAlerts *self)
{
  if (!is_wanted (self))
    return;
  announce (self);
  if (self->repeat == 0 && !in_conversation (self))
    self->repeat = g_timeout_add_seconds (REPEAT_SECONDS, repeat_cb, self);
}

void
luwte_alerts_acknowledge (LuwteAlerts *self)
{
  g_return_if_fail (LUWTE_IS_ALERTS (self));

  g_clear_handle_id (&self->repeat, g_source_remove);
  withdraw (self);
}

static void
changed_cb (LuwteAlerts *self)
{
  if (!is_wanted (self))
    luwte_alerts_acknowledge (self);
}

/* Turned on while somebody waits already: that is news too. */
static void
available_cb (LuwteAlerts *self)
{
  if (is_wanted (self) && self->repeat == 0)
    begin (self);
  else
    changed_cb (self);
}

static void
looked_at_cb (LuwteAlerts *self)
{
  if (gtk_window_is_active (self->window))
    luwte_alerts_acknowledge (self);
}

void
luwte_alerts_refresh (LuwteAlerts *self)
{
  LuwteWorkspace *workspace = luwte_status_get_workspace (self->status);

  g_return_if_fail (LUWTE_IS_ALERTS (self));

  g_signal_group_set_target (self->live, luwte_workspace_get_live (workspace));
  if (luwte_workspace_get_state (workspace) != LUWTE_WORKSPACE_OPEN)
    return;
  self->notification = luwte_alert_settings_is_on (workspace, LUWTE_SETTING_NOTIFICATION);
  self->sound = luwte_alert_settings_is_on (workspace, LUWTE_SETTING_SOUND);
}

void
luwte_alerts_get_ways (LuwteAlerts *self, gboolean *notification, gboolean *sound)
{
  g_return_if_fail (LUWTE_IS_ALERTS (self));

  *notification = self->notification;
  *sound = self->sound;
}

void
luwte_alerts_set_ways (LuwteAlerts *self, gboolean notification, gboolean sound)
{
  g_return_if_fail (LUWTE_IS_ALERTS (self));

  self->notification = notification;
  self->sound = sound;
  /* One of the earlier process may still be seen. */
  self->shown = TRUE;
}

guint
luwte_alerts_get_n_announced (LuwteAlerts *self)
{
  return self->n_announced;
}

static void
luwte_alerts_dispose (GObject *object)
{
  LuwteAlerts *self = LUWTE_ALERTS (object);

  g_clear_handle_id (&self->repeat, g_source_remove);
  g_clear_object (&self->live);
  g_clear_object (&self->status);

  G_OBJECT_CLASS (luwte_alerts_parent_class)->dispose (object);
}

static void
luwte_alerts_class_init (LuwteAlertsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = luwte_alerts_dispose;
}

static void
luwte_alerts_init (LuwteAlerts *self)
{
  self->notification = TRUE;
  self->sound = TRUE;
}

LuwteAlerts *
luwte_alerts_new (GtkWindow *window, LuwteStatus *status)
{
  LuwteAlerts *self = g_object_new (LUWTE_TYPE_ALERTS, NULL);
  LuwteWorkspace *workspace = luwte_status_get_workspace (status);

  self->window = window;
  self->status = g_object_ref (status);
  self->live = g_signal_group_new (LUWTE_TYPE_LIVE);
  g_signal_group_connect_swapped (self->live, "arrived", G_CALLBACK (begin), self);
  g_signal_connect_object (status, "notify::waiting-count", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (status, "notify::available", G_CALLBACK (available_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (looked_at_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "notify::state", G_CALLBACK (luwte_alerts_refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "service-changed", G_CALLBACK (luwte_alerts_refresh), self,
                           G_CONNECT_SWAPPED);
  luwte_alerts_refresh (self);
  return self;
}
