/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-alerts.h"

#include <glib/gi18n.h>

#include "luwte-alert-settings.h"
#include "luwte-side-talk.h"
#include "luwte-workspace.h"

#define REPEAT_SECONDS 20

/* Who waits, and what a colleague said. */
typedef enum
{
  WAITING,
  TEAM,
  N_KINDS
} Kind;

static const char *const notifications[N_KINDS] = { "waiting", "team" };

struct _LuwteAlerts
{
  GObject parent_instance;

  /* borrowed */
  GtkWindow *window;

  /* owned */
  LuwteStatus *status;
  GSignalGroup *live;
  GSignalGroup *team;
  guint repeat;

  /* Kept here, because the vault's settings are shut while it goes on. */
  gboolean notification;
  gboolean sound;

  guint n_announced;
  gboolean shown[N_KINDS];
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
is_wanted (LuwteAlerts *self, Kind kind)
{
  if (!luwte_status_get_available (self->status))
    return FALSE;
  return kind == WAITING ? luwte_status_get_waiting_count (self->status) > 0
                         : luwte_status_get_team_count (self->status) > 0;
}

static void
withdraw (LuwteAlerts *self, Kind kind)
{
  GtkApplication *application = gtk_window_get_application (self->window);

  if (self->shown[kind] && application != NULL)
    g_application_withdraw_notification (G_APPLICATION (application), notifications[kind]);
  self->shown[kind] = FALSE;
}

/* No name, no count, no text: whoever looks over a shoulder reads that a chat program runs. */
static void
announce (LuwteAlerts *self, Kind kind)
{
  GtkApplication *application = gtk_window_get_application (self->window);
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (self->window));

  self->n_announced++;
  if (self->notification && application != NULL)
    {
      g_autoptr (GNotification) notification = g_notification_new (
          kind == WAITING ? _ ("Somebody is waiting") : _ ("A colleague said something"));

      g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
      g_notification_set_default_action (notification, "app.acknowledge");
      g_application_send_notification (G_APPLICATION (application), notifications[kind],
                                       notification);
      self->shown[kind] = TRUE;
    }
  if (self->sound)
    gdk_display_beep (display);
}

static gboolean
repeat_cb (gpointer data)
{
  LuwteAlerts *self = data;
  gboolean more = FALSE;

  for (Kind kind = WAITING; kind < N_KINDS; kind++)
    if (is_wanted (self, kind) && !in_conversation (self))
      {
        announce (self, kind);
        more = TRUE;
      }
  if (more)
    return G_SOURCE_CONTINUE;
  self->repeat = 0;
  return G_SOURCE_REMOVE;
}

static void
begin (LuwteAlerts *self, Kind kind)
{
  announce (self, kind);
  if (self->repeat == 0 && is_wanted (self, kind) && !in_conversation (self))
    self->repeat = g_timeout_add_seconds (REPEAT_SECONDS, repeat_cb, self);
}

static void
arrived_cb (LuwteAlerts *self)
{
  if (is_wanted (self, WAITING))
    begin (self, WAITING);
}

/* What stands on the screen in this moment is read, and needs no word about it. */
static void
heard_cb (LuwteAlerts *self)
{
  if (is_wanted (self, TEAM) ||
      (luwte_status_get_available (self->status) && !gtk_window_is_active (self->window)))
    begin (self, TEAM);
}

void
luwte_alerts_acknowledge (LuwteAlerts *self)
{
  g_return_if_fail (LUWTE_IS_ALERTS (self));

  g_clear_handle_id (&self->repeat, g_source_remove);
  for (Kind kind = WAITING; kind < N_KINDS; kind++)
    withdraw (self, kind);
}

static void
changed_cb (LuwteAlerts *self)
{
  if (!is_wanted (self, WAITING) && !is_wanted (self, TEAM))
    {
      luwte_alerts_acknowledge (self);
      return;
    }
  for (Kind kind = WAITING; kind < N_KINDS; kind++)
    if (!is_wanted (self, kind))
      withdraw (self, kind);
}

/* Turned on while somebody waits already: that is news too. */
static void
available_cb (LuwteAlerts *self)
{
  if (self->repeat != 0)
    changed_cb (self);
  else
    {
      if (is_wanted (self, WAITING))
        begin (self, WAITING);
      if (is_wanted (self, TEAM))
        begin (self, TEAM);
      changed_cb (self);
    }
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
  LuwteLive *live;

  g_return_if_fail (LUWTE_IS_ALERTS (self));

  live = luwte_workspace_get_live (workspace);
  g_signal_group_set_target (self->live, live);
  g_signal_group_set_target (self->team, live != NULL ? luwte_live_get_side_talk (live) : NULL);
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
  for (Kind kind = WAITING; kind < N_KINDS; kind++)
    self->shown[kind] = TRUE;
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
  g_clear_object (&self->team);
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
  g_signal_group_connect_swapped (self->live, "arrived", G_CALLBACK (arrived_cb), self);
  self->team = g_signal_group_new (LUWTE_TYPE_SIDE_TALK);
  g_signal_group_connect_swapped (self->team, "heard", G_CALLBACK (heard_cb), self);
  g_signal_connect_object (status, "notify::waiting-count", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (status, "notify::team-count", G_CALLBACK (changed_cb), self,
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
