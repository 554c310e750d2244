/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-status.h"

#include <glib/gi18n.h>

#include "luwte-alert-settings.h"
#include "luwte-clock.h"
#include "luwte-side-talk.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteStatus
{
  GObject parent_instance;

  /* owned */
  LuwteWorkspace *workspace;
  GSignalGroup *live; /* follows the one live object of the moment */
  GSignalGroup *team; /* and what its team says */
  char *title;
  char *detail;
  char *banner;
  guint tick;

  /* borrowed, static words */
  const char *banner_button;
  const char *banner_action;

  LuwteConnection connection;
  guint waiting_count;
  guint team_count;
  gboolean available;
  gboolean has_service;
  gboolean practice;
  LuwteBackupState backup;
  gboolean watches_backups;
  gboolean badge; /* kept here: the settings are shut while locked */
};

typedef enum
{
  PROP_WORKSPACE = 1,
  PROP_CONNECTION,
  PROP_TITLE,
  PROP_DETAIL,
  PROP_WAITING_COUNT,
  PROP_TEAM_COUNT,
  PROP_AVAILABLE,
  PROP_HAS_SERVICE,
  PROP_PRACTICE,
  PROP_BADGE,
  PROP_BANNER,
  PROP_BANNER_BUTTON,
  PROP_BANNER_ACTION,
} LuwteStatusProperty;

static GParamSpec *properties[PROP_BANNER_ACTION + 1];

G_DEFINE_FINAL_TYPE (LuwteStatus, luwte_status, G_TYPE_OBJECT)

static void
notify (LuwteStatus *self, LuwteStatusProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
take_string (LuwteStatus *self, char **field, char *value, LuwteStatusProperty property)
{
  g_autofree char *owned = value;

  if (g_set_str (field, owned))
    notify (self, property);
}

static LuwteLive *
get_live (LuwteStatus *self)
{
  return luwte_workspace_get_live (self->workspace);
}

static const char *
kind_in_words (LuwteStatus *self)
{
  const LuwteServiceSetup *setup = luwte_workspace_get_service (self->workspace);

  if (setup == NULL)
    return "";
  if (g_str_equal (setup->kind, "practice"))
    return _ ("On this computer");
  return g_str_equal (setup->kind, "lhc") ? _ ("Live Helper Chat") : _ ("Luwte bridge");
}

static void
look_at_connection (LuwteStatus *self)
{
  LuwteLive *live = get_live (self);
  gint64 since = live != NULL ? luwte_live_get_lost_since (live) : 0;
  g_autofree char *clock = luwte_words_clock (since);
  const char *title = NULL;
  char *detail = NULL;

  switch (self->connection)
    {
    case LUWTE_CONNECTION_OFF:
      title = self->has_service ? _ ("Not connected") : _ ("No chat service");
      break;
    case LUWTE_CONNECTION_CONNECTING:
      title = _ ("Connecting…");
      detail = g_strdup (kind_in_words (self));
      break;
    case LUWTE_CONNECTION_CONNECTED:
      title = self->practice ? _ ("Practice service") : _ ("Connected");
      detail = g_strdup (kind_in_words (self));
      break;
    case LUWTE_CONNECTION_LOST:
      title = _ ("No connection");
      detail = g_strdup_printf (_ ("Since %s"), clock);
      break;
    case LUWTE_CONNECTION_REFUSED:
      title = _ ("Not let in");
      detail = g_strdup (_ ("See Preferences"));
      break;
    }
  take_string (self, &self->title, g_strdup (title), PROP_TITLE);
  take_string (self, &self->detail, detail != NULL ? detail : g_strdup (""), PROP_DETAIL);
}

/* The network lets nobody through before she has signed in on a page of its own. */
static gboolean
is_behind_portal (void)
{
  return g_network_monitor_get_connectivity (g_network_monitor_get_default ()) ==
         G_NETWORK_CONNECTIVITY_PORTAL;
}

static char *
lost_in_words (LuwteStatus *self)
{
  gint64 since = luwte_live_get_lost_since (get_live (self));
  g_autofree char *clock = luwte_words_clock (since);
  g_autofree char *running = luwte_words_running (luwte_clock_now () - since);

  if (is_behind_portal ())
    return g_strdup_printf (_ ("This network asks you to sign in first: open a web page in your "
                               "browser. No connection since %s (%s)"),
                              clock, running);
  return g_strdup_printf (_ ("No connection since %s (%s). More people may be waiting than you see"),
                            clock, running);
}

static char *
clock_in_words (LuwteStatus *self, const char **button, const char **action)
{
  LuwteRetention *retention = luwte_workspace_get_retention (self->workspace);
  g_autofree char *day = NULL;

  if (retention == NULL || luwte_retention_get_clock_state (retention) == LUWTE_CLOCK_GOOD)
    return NULL;
  day = luwte_words_day (luwte_retention_get_latest_day (retention));
  if (luwte_retention_get_clock_state (retention) == LUWTE_CLOCK_BEHIND)
    return g_strdup_printf (_ ("The clock of this computer stands before %s, a day that has been. "
                               "Luwte goes by that day"),
                              day);
  *button = _ ("Look…");
  *action = "win.show-clock";
  return g_strdup_printf (_ ("The clock of this computer is far ahead of %s, the last day Luwte "
                             "was used. Nothing is erased until you confirm it"),
                            day);
}

static char *
erasures_in_words (LuwteStatus *self, const char **button, const char **action)
{
  LuwteLive *live = get_live (self);
  guint n = live != NULL ? luwte_live_get_erasures_waiting (live) : 0;

  if (n == 0)
    return NULL;
  *button = _ ("Look…");
  *action = "win.show-erasures";
  return g_strdup_printf (ngettext ("The chat service wants %u conversation erased here too",
                                    "The chat service wants %u conversations erased here too", n),
                          n);
}

/* A practice vault has nothing that anybody would miss. */
static char *
backup_in_words (LuwteStatus *self, const char **button, const char **action)
{
  if (self->practice || self->backup == LUWTE_BACKUP_GOOD)
    return NULL;
  *button = _ ("Back Up…");
  *action = "win.back-up";
  return g_strdup (self->backup == LUWTE_BACKUP_NEVER
                   ? _ ("There is no backup: if this computer is lost, so are your notes")
                   : _ ("The last backup is more than a week old"));
}

/* One banner at a time; what endangers a visitor comes first. */
static void
look_at_banner (LuwteStatus *self)
{
  const char *button = NULL, *action = NULL;
  char *text = NULL;

  if (self->connection == LUWTE_CONNECTION_LOST)
    text = lost_in_words (self);
  else if (self->has_service && self->connection != LUWTE_CONNECTION_CONNECTED &&
           is_behind_portal ())
    text = g_strdup (_ ("This network asks you to sign in first: open a web page in your browser. "
                        "Until then nobody who waits is seen"));
  else if (self->connection == LUWTE_CONNECTION_REFUSED)
    {
      text = g_strdup (_ ("The chat service does not let you in: nobody who waits is seen"));
      button = _ ("Chat Service…");
      action = "win.service";
    }
  else
    text = clock_in_words (self, &button, &action);
  if (text == NULL)
    text = erasures_in_words (self, &button, &action);
  if (text == NULL && luwte_workspace_is_read_only (self->workspace))
    {
      text = g_strdup (_ ("The vault can be read and not written: its ledger is lost or does not "
                          "fit. Nothing that you type now is kept"));
      button = _ ("Put Right…");
      action = "win.rebuild-ledger";
    }
  if (text == NULL && luwte_workspace_get_run_error (self->workspace) != NULL)
    text = g_strdup (_ ("What is past its term is hidden, but could not be erased yet"));
  if (text == NULL)
    text = backup_in_words (self, &button, &action);
  if (text == NULL && self->practice)
    text = g_strdup (_ ("Practice: these are not real visitors"));

  if (self->banner_button != button)
    {
      self->banner_button = button;
      notify (self, PROP_BANNER_BUTTON);
    }
  if (self->banner_action != action)
    {
      self->banner_action = action;
      notify (self, PROP_BANNER_ACTION);
    }
  take_string (self, &self->banner, text, PROP_BANNER);
}

static gboolean
tick_cb (gpointer data)
{
  look_at_banner (data);
  return G_SOURCE_CONTINUE;
}

static void
look (LuwteStatus *self)
{
  LuwteLive *live = get_live (self);
  LuwteConnection connection = live != NULL ? luwte_live_get_connection (live)
                                            : LUWTE_CONNECTION_OFF;
  guint waiting = live != NULL ? luwte_live_get_waiting_count (live) : 0;
  guint team = live != NULL ? luwte_side_talk_get_unread_count (luwte_live_get_side_talk (live))
                            : 0;
  gboolean available = live != NULL && luwte_live_get_available (live);
  gboolean practice = luwte_workspace_is_practice (self->workspace);

#define UPDATE(field, value, property) \
  if (self->field != (value))          \
    {                                  \
      self->field = (value);           \
      notify (self, property);         \
    }
  UPDATE (has_service, live != NULL, PROP_HAS_SERVICE)
  UPDATE (practice, practice, PROP_PRACTICE)
  UPDATE (connection, connection, PROP_CONNECTION)
  UPDATE (waiting_count, waiting, PROP_WAITING_COUNT)
  UPDATE (team_count, team, PROP_TEAM_COUNT)
  UPDATE (available, available, PROP_AVAILABLE)
#undef UPDATE

  look_at_connection (self);
  look_at_banner (self);
  if (connection == LUWTE_CONNECTION_LOST && self->tick == 0)
    self->tick = g_timeout_add_seconds (1, tick_cb, self);
  else if (connection != LUWTE_CONNECTION_LOST)
    g_clear_handle_id (&self->tick, g_source_remove);
}

static void
backup_state_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteStatus) self = data;

  if (self->workspace == NULL)
    return;
  self->backup = luwte_workspace_backup_state_finish (LUWTE_WORKSPACE (object), result, NULL);
  look_at_banner (self);
}

static void
look_at_backups (LuwteStatus *self)
{
  if (luwte_workspace_get_state (self->workspace) == LUWTE_WORKSPACE_OPEN)
    luwte_workspace_backup_state_async (self->workspace, NULL, backup_state_cb,
                                        g_object_ref (self));
}

/* The day is looked at with what is past its term. */
void
luwte_status_watch_backups (LuwteStatus *self)
{
  g_return_if_fail (LUWTE_IS_STATUS (self));

  if (!self->watches_backups)
    for (const char *const *signal = (const char *const[]) { "backed-up", "erased", NULL };
         *signal != NULL; signal++)
      g_signal_connect_object (self->workspace, *signal, G_CALLBACK (look_at_backups), self,
                               G_CONNECT_SWAPPED);
  self->watches_backups = TRUE;
  look_at_backups (self);
}

void
luwte_status_refresh (LuwteStatus *self)
{
  LuwteLive *live;
  g_autoptr (GObject) followed = NULL;

  g_return_if_fail (LUWTE_IS_STATUS (self));

  live = get_live (self);
  followed = g_signal_group_dup_target (self->live);
  if ((gpointer) live != (gpointer) followed)
    {
      g_signal_group_set_target (self->live, live);
      g_signal_group_set_target (self->team, live != NULL ? luwte_live_get_side_talk (live) : NULL);
    }
  if (luwte_workspace_get_state (self->workspace) == LUWTE_WORKSPACE_OPEN)
    {
      gboolean badge = luwte_alert_settings_is_on (self->workspace, LUWTE_SETTING_BADGE);

      if (self->badge != badge)
        {
          self->badge = badge;
          notify (self, PROP_BADGE);
        }
    }
  look (self);
}

static void
luwte_status_set_available (LuwteStatus *self, gboolean available)
{
  LuwteLive *live = get_live (self);

  if (live != NULL && luwte_live_get_available (live) != available)
    luwte_live_set_available (live, available);
}

static void
luwte_status_constructed (GObject *object)
{
  LuwteStatus *self = LUWTE_STATUS (object);

  G_OBJECT_CLASS (luwte_status_parent_class)->constructed (object);

  self->live = g_signal_group_new (LUWTE_TYPE_LIVE);
  g_signal_group_connect_swapped (self->live, "notify::connection", G_CALLBACK (look), self);
  g_signal_group_connect_swapped (self->live, "notify::lost-since", G_CALLBACK (look), self);
  g_signal_group_connect_swapped (self->live, "notify::waiting-count", G_CALLBACK (look), self);
  g_signal_group_connect_swapped (self->live, "notify::erasures-waiting", G_CALLBACK (look), self);
  g_signal_group_connect_swapped (self->live, "notify::available", G_CALLBACK (look), self);
  self->team = g_signal_group_new (LUWTE_TYPE_SIDE_TALK);
  g_signal_group_connect_swapped (self->team, "notify::unread-count", G_CALLBACK (look), self);
  for (const char *const *signal =
           (const char *const[]) { "notify::state", "notify::live", "service-changed", NULL };
       *signal != NULL; signal++)
    g_signal_connect_object (self->workspace, *signal, G_CALLBACK (luwte_status_refresh), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "notify::connectivity",
                           G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  luwte_status_refresh (self);
}

static void
luwte_status_dispose (GObject *object)
{
  LuwteStatus *self = LUWTE_STATUS (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->live);
  g_clear_object (&self->team);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (luwte_status_parent_class)->dispose (object);
}

static void
luwte_status_finalize (GObject *object)
{
  LuwteStatus *self = LUWTE_STATUS (object);

  g_free (self->title);
  g_free (self->detail);
  g_free (self->banner);

  G_OBJECT_CLASS (luwte_status_parent_class)->finalize (object);
}

static void
luwte_status_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LuwteStatus *self = LUWTE_STATUS (object);

  switch ((LuwteStatusProperty) id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, self->workspace);
      break;
    case PROP_CONNECTION:
      g_value_set_int (value, self->connection);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    case PROP_WAITING_COUNT:
      g_value_set_uint (value, self->waiting_count);
      break;
    case PROP_TEAM_COUNT:
      g_value_set_uint (value, self->team_count);
      break;
    case PROP_AVAILABLE:
      g_value_set_boolean (value, self->available);
      break;
    case PROP_HAS_SERVICE:
      g_value_set_boolean (value, self->has_service);
      break;
    case PROP_PRACTICE:
      g_value_set_boolean (value, self->practice);
      break;
    case PROP_BADGE:
      g_value_set_boolean (value, self->badge);
      break;
    case PROP_BANNER:
      g_value_set_string (value, self->banner);
      break;
    case PROP_BANNER_BUTTON:
      g_value_set_string (value, self->banner_button);
      break;
    case PROP_BANNER_ACTION:
      g_value_set_string (value, self->banner_action);
      break;
    }
}

static void
luwte_status_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LuwteStatus *self = LUWTE_STATUS (object);

  switch ((LuwteStatusProperty) id)
    {
    case PROP_WORKSPACE:
      self->workspace = g_value_dup_object (value);
      break;
    case PROP_AVAILABLE:
      luwte_status_set_available (self, g_value_get_boolean (value));
      break;
    case PROP_CONNECTION:
    case PROP_TITLE:
    case PROP_DETAIL:
    case PROP_WAITING_COUNT:
    case PROP_TEAM_COUNT:
    case PROP_HAS_SERVICE:
    case PROP_PRACTICE:
    case PROP_BADGE:
    case PROP_BANNER:
    case PROP_BANNER_BUTTON:
    case PROP_BANNER_ACTION:
      break;
    }
}

static void
luwte_status_class_init (LuwteStatusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = luwte_status_constructed;
  object_class->dispose = luwte_status_dispose;
  object_class->finalize = luwte_status_finalize;
  object_class->get_property = luwte_status_get_property;
  object_class->set_property = luwte_status_set_property;

  properties[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL, LUWTE_TYPE_WORKSPACE,
                                                    G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                        G_PARAM_STATIC_STRINGS);
  properties[PROP_CONNECTION] = g_param_spec_int ("connection", NULL, NULL, LUWTE_CONNECTION_OFF,
                                                  LUWTE_CONNECTION_REFUSED, LUWTE_CONNECTION_OFF,
                                                  readable);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, readable);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, readable);
  properties[PROP_WAITING_COUNT] = g_param_spec_uint ("waiting-count", NULL, NULL, 0, G_MAXUINT, 0,
                                                      readable);
  properties[PROP_TEAM_COUNT] = g_param_spec_uint ("team-count", NULL, NULL, 0, G_MAXUINT, 0,
                                                   readable);
  properties[PROP_AVAILABLE] = g_param_spec_boolean ("available", NULL, NULL, FALSE,
                                                     readable | G_PARAM_WRITABLE);
  properties[PROP_HAS_SERVICE] = g_param_spec_boolean ("has-service", NULL, NULL, FALSE, readable);
  properties[PROP_PRACTICE] = g_param_spec_boolean ("practice", NULL, NULL, FALSE, readable);
  properties[PROP_BADGE] = g_param_spec_boolean ("badge", NULL, NULL, TRUE, readable);
  properties[PROP_BANNER] = g_param_spec_string ("banner", NULL, NULL, NULL, readable);
  properties[PROP_BANNER_BUTTON] = g_param_spec_string ("banner-button", NULL, NULL, NULL,
                                                        readable);
  properties[PROP_BANNER_ACTION] = g_param_spec_string ("banner-action", NULL, NULL, NULL,
                                                        readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
luwte_status_init (LuwteStatus *self)
{
  self->badge = TRUE;
}

LuwteStatus *
luwte_status_new (LuwteWorkspace *workspace)
{
  return g_object_new (LUWTE_TYPE_STATUS, "workspace", workspace, NULL);
}

LuwteWorkspace *
luwte_status_get_workspace (LuwteStatus *self)
{
  return self->workspace;
}

guint
luwte_status_get_team_count (LuwteStatus *self)
{
  g_return_val_if_fail (LUWTE_IS_STATUS (self), 0);

  return self->team_count;
}

guint
luwte_status_get_waiting_count (LuwteStatus *self)
{
  return self->waiting_count;
}

gboolean
luwte_status_get_available (LuwteStatus *self)
{
  return self->available;
}

const char *
luwte_status_get_banner (LuwteStatus *self)
{
  return self->banner;
}

const char *
luwte_status_get_banner_action (LuwteStatus *self)
{
  return self->banner_action;
}
