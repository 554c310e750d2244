/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: an open vault is never left alone. Every way out of attention (idle time, the screen's
 * lock, sleep) ends in luwte_workspace_lock(), which cannot fail. What only tells us of such a way
 * (a bus) may be missing; the idle clock is ours and is always there. */

#include "config.h"

#include "luwte-auto-lock.h"

#include <time.h>

#include "luwte-alert-settings.h"
#include "luwte-workspace.h"

#define LOOK_SECONDS  5
#define SLEEP_US      ((gint64) 2 * G_USEC_PER_SEC)
#define AWAY_AFTER_US ((gint64) 5 * 60 * G_USEC_PER_SEC)

struct _LuwteAutoLock
{
  GObject parent_instance;

  /* owned */
  LuwteWorkspace *workspace;
  GDBusConnection *system_bus;
  GCancellable *cancellable;
  guint timer;
  guint subscriptions[2];

  gint64 last_input;
  gint64 slept;     /* by the computer, until it was looked at last */
  gint64 locked_at; /* 0 while open */
  gboolean was_in_conversation;
  gboolean paused;
};

G_DEFINE_FINAL_TYPE (LuwteAutoLock, luwte_auto_lock, G_TYPE_OBJECT)

static gboolean
is_open (LuwteAutoLock *self)
{
  return luwte_workspace_get_state (self->workspace) == LUWTE_WORKSPACE_OPEN;
}

static gboolean
in_conversation (LuwteAutoLock *self)
{
  LuwteLive *live = luwte_workspace_get_live (self->workspace);

  return live != NULL && g_list_model_get_n_items (luwte_live_get_mine (live)) > 0;
}

/* What was being waited for before the computer slept does not come any more. */
static void
ask_anew (LuwteAutoLock *self)
{
  LuwteLive *live = luwte_workspace_get_live (self->workspace);

  if (live != NULL)
    luwte_live_retry_now (live);
}

/* How long this computer has slept since it was started, in us. */
static gint64
get_slept (void)
{
  struct timespec boot = { 0 }, awake = { 0 };

  clock_gettime (CLOCK_BOOTTIME, &boot);
  clock_gettime (CLOCK_MONOTONIC, &awake);
  return (gint64) (boot.tv_sec - awake.tv_sec) * G_USEC_PER_SEC +
         (boot.tv_nsec - awake.tv_nsec) / 1000;
}

/* Where no bus tells of it. TRUE when it has slept since this was asked last. */
gboolean
luwte_auto_lock_notice_sleep (LuwteAutoLock *self, gint64 slept)
{
  gboolean woke;

  g_return_val_if_fail (LUWTE_IS_AUTO_LOCK (self), FALSE);

  woke = slept - self->slept >= SLEEP_US;
  self->slept = slept;
  if (!woke)
    return FALSE;
  luwte_workspace_lock (self->workspace);
  ask_anew (self);
  return TRUE;
}

static void
say_away (LuwteAutoLock *self)
{
  LuwteLive *live = luwte_workspace_get_live (self->workspace);

  if (live != NULL && luwte_live_get_available (live))
    luwte_live_set_available (live, FALSE);
}

void
luwte_auto_lock_look (LuwteAutoLock *self, gint64 now)
{
  guint minutes;

  g_return_if_fail (LUWTE_IS_AUTO_LOCK (self));

  if (!is_open (self))
    {
      if (self->locked_at != 0 && !self->was_in_conversation &&
          now - self->locked_at >= AWAY_AFTER_US)
        say_away (self);
      return;
    }
  if (self->paused)
    return;
  minutes = luwte_alert_settings_get_idle (self->workspace);
  if (in_conversation (self))
    minutes = MAX (minutes, LUWTE_IDLE_IN_CONVERSATION);
  if (now - self->last_input >= (gint64) minutes * 60 * G_USEC_PER_SEC)
    luwte_workspace_lock (self->workspace);
}

static gboolean
timer_cb (gpointer data)
{
  luwte_auto_lock_notice_sleep (data, get_slept ());
  luwte_auto_lock_look (data, g_get_monotonic_time ());
  return G_SOURCE_CONTINUE;
}

static gboolean
event_cb (LuwteAutoLock *self, GdkEvent *event)
{
  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_MOTION_NOTIFY:
    case GDK_BUTTON_PRESS:
    case GDK_BUTTON_RELEASE:
    case GDK_KEY_PRESS:
    case GDK_KEY_RELEASE:
    case GDK_SCROLL:
    case GDK_TOUCH_BEGIN:
    case GDK_TOUCH_UPDATE:
      self->last_input = g_get_monotonic_time ();
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
locking_cb (LuwteAutoLock *self)
{
  self->was_in_conversation = in_conversation (self);
}

static void
state_cb (LuwteAutoLock *self)
{
  gint64 now = g_get_monotonic_time ();

  if (is_open (self))
    {
      self->last_input = now;
      self->locked_at = 0;
    }
  else if (self->locked_at == 0)
    self->locked_at = now;
}

static void
screen_cb (LuwteAutoLock *self, GParamSpec *pspec, GObject *application)
{
  gboolean active;

  g_object_get (application, "screensaver-active", &active, NULL);
  if (active)
    luwte_workspace_lock (self->workspace);
}

static void
sleep_cb (GDBusConnection *bus, const char *sender, const char *path, const char *interface,
          const char *signal, GVariant *parameters, gpointer data)
{
  LuwteAutoLock *self = data;
  gboolean starts = FALSE;

  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    g_variant_get (parameters, "(b)", &starts);
  if (!starts)
    {
      ask_anew (self);
      return;
    }
  say_away (self);
  luwte_workspace_lock (self->workspace);
}

static void
session_lock_cb (GDBusConnection *bus, const char *sender, const char *path, const char *interface,
                 const char *signal, GVariant *parameters, gpointer data)
{
  luwte_workspace_lock (LUWTE_AUTO_LOCK (data)->workspace);
}

static void
bus_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteAutoLock) self = data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (bus == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  self->system_bus = g_steal_pointer (&bus);
  self->subscriptions[0] =
      g_dbus_connection_signal_subscribe (self->system_bus, "org.freedesktop.login1",
                                          "org.freedesktop.login1.Manager", "PrepareForSleep", NULL,
                                          NULL, G_DBUS_SIGNAL_FLAGS_NONE, sleep_cb, self, NULL);
  self->subscriptions[1] =
      g_dbus_connection_signal_subscribe (self->system_bus, "org.freedesktop.login1",
                                          "org.freedesktop.login1.Session", "Lock", NULL, NULL,
                                          G_DBUS_SIGNAL_FLAGS_NONE, session_lock_cb, self, NULL);
}

void
luwte_auto_lock_set_paused (LuwteAutoLock *self, gboolean paused)
{
  g_return_if_fail (LUWTE_IS_AUTO_LOCK (self));

  self->paused = paused;
  self->last_input = g_get_monotonic_time ();
}

gint64
luwte_auto_lock_get_locked_at (LuwteAutoLock *self, gboolean *was_in_conversation)
{
  g_return_val_if_fail (LUWTE_IS_AUTO_LOCK (self), 0);

  *was_in_conversation = self->was_in_conversation;
  return self->locked_at;
}

void
luwte_auto_lock_set_locked_at (LuwteAutoLock *self, gint64 locked_at, gboolean was_in_conversation)
{
  g_return_if_fail (LUWTE_IS_AUTO_LOCK (self));

  self->locked_at = locked_at;
  self->was_in_conversation = was_in_conversation;
}

static void
luwte_auto_lock_dispose (GObject *object)
{
  LuwteAutoLock *self = LUWTE_AUTO_LOCK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->system_bus != NULL)
    for (guint i = 0; i < G_N_ELEMENTS (self->subscriptions); i++)
      g_dbus_connection_signal_unsubscribe (self->system_bus, self->subscriptions[i]);
  g_clear_object (&self->system_bus);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (luwte_auto_lock_parent_class)->dispose (object);
}

static void
luwte_auto_lock_class_init (LuwteAutoLockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = luwte_auto_lock_dispose;
}

static void
luwte_auto_lock_init (LuwteAutoLock *self)
{
  self->cancellable = g_cancellable_new ();
  self->last_input = g_get_monotonic_time ();
  self->slept = get_slept ();
  self->timer = g_timeout_add_seconds (LOOK_SECONDS, timer_cb, self);
}

LuwteAutoLock *
luwte_auto_lock_new (GtkWidget *window, LuwteWorkspace *workspace)
{
  LuwteAutoLock *self = g_object_new (LUWTE_TYPE_AUTO_LOCK, NULL);
  GtkEventController *events = gtk_event_controller_legacy_new ();
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));

  self->workspace = g_object_ref (workspace);
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_object (events, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (window, events);
  g_signal_connect_object (workspace, "locking", G_CALLBACK (locking_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "notify::state", G_CALLBACK (state_cb), self,
                           G_CONNECT_SWAPPED);
  if (application != NULL)
    {
      g_signal_connect_object (application, "notify::screensaver-active", G_CALLBACK (screen_cb),
                               self, G_CONNECT_SWAPPED);
      g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, bus_cb, g_object_ref (self));
    }
  state_cb (self);
  return self;
}
