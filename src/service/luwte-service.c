/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-clock.h"
#include "luwte-question.h"
#include "luwte-service-private.h"
#include "luwte-team-message.h"

/* The rule of "lost": while a service is started, every good answer (whole, parsed, accepted) is
 * noted with luwte_service_report_good_answer(). When there was none for fifteen seconds, counted
 * on the monotonic clock from the latest one or from start(), the state is LOST and says since
 * when, until the next good answer. An adapter cannot prolong this: reporting CONNECTED without a
 * good answer is not possible. REFUSED and OFF end the counting, since no tries go on then.
 *
 * The rule of "count only": an adapter asks for no names and texts then. Should a server send them
 * all the same, they end here. */

#define LOST_AFTER_MS 15000

typedef struct
{
  LuwteConnection state;
  gint64 lost_since; /* unix s, 0 when not lost */
  LuwteCapabilities capabilities;
  char *user_name;
  gint64 server_time; /* unix s of the latest Date header, 0 when none */
  guint skipped_events;

  gboolean started;
  gboolean count_only;
  gint64 good_at;      /* monotonic, µs: latest good answer, or start */
  gint64 good_at_wall; /* the same instant in unix s, for people */
  guint lost_after_ms;
  GMainContext *context; /* of the thread that called start() */
  GSource *watchdog;
} LuwteServicePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LuwteService, luwte_service, G_TYPE_OBJECT)

typedef enum
{
  PROP_STATE = 1,
  PROP_LOST_SINCE,
  PROP_CAPABILITIES,
  PROP_USER_NAME,
  PROP_SKIPPED_EVENTS,
} LuwteServiceProperty;
#define N_PROPS (PROP_SKIPPED_EVENTS + 1)
static GParamSpec *props[N_PROPS];

enum
{
  SIGNAL_SESSIONS,
  SIGNAL_SESSION_CHANGED,
  SIGNAL_MESSAGE,
  SIGNAL_MISSED,
  SIGNAL_TYPING,
  SIGNAL_READ_UP_TO,
  SIGNAL_SESSION_ERASED,
  SIGNAL_TEAM_MESSAGE,
  SIGNAL_QUESTIONS,
  SIGNAL_QUESTION_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static LuwteServicePrivate *
get_private (LuwteService *self)
{
  return luwte_service_get_instance_private (self);
}

static void
set_lost_since (LuwteService *self, gint64 lost_since)
{
  LuwteServicePrivate *priv = get_private (self);

  if (priv->lost_since == lost_since)
    return;
  priv->lost_since = lost_since;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOST_SINCE]);
}

static void
set_state (LuwteService *self, LuwteConnection state)
{
  LuwteServicePrivate *priv = get_private (self);

  /* The time first: who is told of LOST can already read since when. */
  set_lost_since (self, state == LUWTE_CONNECTION_LOST ? priv->good_at_wall : 0);
  if (priv->state == state)
    return;
  priv->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

static void
disarm (LuwteServicePrivate *priv)
{
  if (priv->watchdog != NULL)
    g_source_destroy (priv->watchdog);
  g_clear_pointer (&priv->watchdog, g_source_unref);
}

static void arm (LuwteService *self);

static gboolean
watchdog_cb (gpointer user_data)
{
  LuwteService *self = user_data;
  LuwteServicePrivate *priv = get_private (self);
  gint64 silent_ms = (g_get_monotonic_time () - priv->good_at) / 1000;

  if (silent_ms < priv->lost_after_ms)
    arm (self);
  else
    {
      disarm (priv);
      set_state (self, LUWTE_CONNECTION_LOST);
    }
  return G_SOURCE_REMOVE;
}

/* One timer, that asks anew how long it has been when it fires: a good answer costs no timer. */
static void
arm (LuwteService *self)
{
  LuwteServicePrivate *priv = get_private (self);
  gint64 silent_ms = (g_get_monotonic_time () - priv->good_at) / 1000;

  disarm (priv);
  priv->watchdog = g_timeout_source_new (MAX (priv->lost_after_ms - silent_ms, 1));
  g_source_set_static_name (priv->watchdog, "[luwte] service watchdog");
  g_source_set_callback (priv->watchdog, watchdog_cb, self, NULL);
  g_source_attach (priv->watchdog, priv->context);
}

static void
note_good (LuwteServicePrivate *priv)
{
  priv->good_at = g_get_monotonic_time ();
  priv->good_at_wall = luwte_clock_now ();
}

void
luwte_service_start (LuwteService *self)
{
  LuwteServicePrivate *priv;

  g_return_if_fail (LUWTE_IS_SERVICE (self));

  priv = get_private (self);
  if (priv->started)
    return;
  priv->started = TRUE;
  priv->context = g_main_context_ref_thread_default ();
  note_good (priv);
  arm (self);
  set_state (self, LUWTE_CONNECTION_CONNECTING);
  if (LUWTE_SERVICE_GET_CLASS (self)->start != NULL)
    LUWTE_SERVICE_GET_CLASS (self)->start (self);
}

void
luwte_service_stop (LuwteService *self)
{
  LuwteServicePrivate *priv;

  g_return_if_fail (LUWTE_IS_SERVICE (self));

  priv = get_private (self);
  if (!priv->started)
    return;
  if (LUWTE_SERVICE_GET_CLASS (self)->stop != NULL)
    LUWTE_SERVICE_GET_CLASS (self)->stop (self);
  priv->started = FALSE;
  disarm (priv);
  g_clear_pointer (&priv->context, g_main_context_unref);
  set_state (self, LUWTE_CONNECTION_OFF);
}

void
luwte_service_retry_now (LuwteService *self)
{
  g_return_if_fail (LUWTE_IS_SERVICE (self));

  if (get_private (self)->started && LUWTE_SERVICE_GET_CLASS (self)->count_only_changed != NULL)
    LUWTE_SERVICE_GET_CLASS (self)->count_only_changed (self);
}

gboolean
luwte_service_is_started (LuwteService *self)
{
  g_return_val_if_fail (LUWTE_IS_SERVICE (self), FALSE);
  return get_private (self)->started;
}

void
luwte_service_set_lost_after (LuwteService *self, guint milliseconds)
{
  LuwteServicePrivate *priv;

  g_return_if_fail (LUWTE_IS_SERVICE (self));

  priv = get_private (self);
  priv->lost_after_ms = milliseconds;
  if (priv->watchdog != NULL)
    arm (self);
}

gboolean
luwte_service_set_authority (LuwteService *self, const char *pem, GError **error)
{
  g_return_val_if_fail (LUWTE_IS_SERVICE (self), FALSE);
  g_return_val_if_fail (pem != NULL, FALSE);

  if (LUWTE_SERVICE_GET_CLASS (self)->set_authority != NULL)
    return LUWTE_SERVICE_GET_CLASS (self)->set_authority (self, pem, error);
  g_set_error_literal (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNSUPPORTED,
                       "This adapter knows no authorities");
  return FALSE;
}

LuwteConnection
luwte_service_get_state (LuwteService *self)
{
  g_return_val_if_fail (LUWTE_IS_SERVICE (self), LUWTE_CONNECTION_OFF);
  return get_private (self)->state;
}

gint64
luwte_service_get_lost_since (LuwteService *self)
{
  g_return_val_if_fail (LUWTE_IS_SERVICE (self), 0);
  return get_private (self)->lost_since;
}

LuwteCapabilities
luwte_service_get_capabilities (LuwteService *self)
{
  g_return_val_if_fail (LUWTE_IS_SERVICE (self), LUWTE_CAPABILITY_NONE);
  return get_private (self)->capabilities;
}

const char *
luwte_service_get_user_name (LuwteService *self)
{
  g_return_val_if_fail (LUWTE_IS_SERVICE (self), NULL);
  return get_private (self)->user_name;
}

gint64
luwte_service_get_server_time (LuwteService *self)
{
  g_return_val_if_fail (LUWTE_IS_SERVICE (self), 0);
  return get_private (self)->server_time;
}

void
luwte_service_report_state (LuwteService *self, LuwteConnection state)
{
  LuwteServicePrivate *priv;

  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_return_if_fail (state == LUWTE_CONNECTION_CONNECTING || state == LUWTE_CONNECTION_REFUSED);

  priv = get_private (self);
  if (!priv->started)
    return;
  if (state == LUWTE_CONNECTION_REFUSED)
    disarm (priv);
  else
    {
      note_good (priv);
      arm (self);
    }
  set_state (self, state);
}

void
luwte_service_report_capabilities (LuwteService *self, LuwteCapabilities capabilities,
                                   const char *user_name)
{
  LuwteServicePrivate *priv;

  g_return_if_fail (LUWTE_IS_SERVICE (self));

  priv = get_private (self);
  g_object_freeze_notify (G_OBJECT (self));
  if (priv->capabilities != capabilities)
    {
      priv->capabilities = capabilities;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAPABILITIES]);
    }
  if (g_set_str (&priv->user_name, user_name))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_USER_NAME]);
  g_object_thaw_notify (G_OBJECT (self));
}

void
luwte_service_report_good_answer (LuwteService *self, gint64 server_time)
{
  LuwteServicePrivate *priv;

  g_return_if_fail (LUWTE_IS_SERVICE (self));

  priv = get_private (self);
  if (server_time > 0)
    priv->server_time = server_time;
  /* A check without start() says nothing about a lasting connection, and what was refused once
   * stays refused until the next start(). */
  if (!priv->started || priv->state == LUWTE_CONNECTION_REFUSED)
    return;
  note_good (priv);
  if (priv->watchdog == NULL)
    arm (self);
  set_state (self, LUWTE_CONNECTION_CONNECTED);
}

/* (transfer full): what may be known of a session while the vault is locked */
static LuwteSession *
make_bare (LuwteSession *session)
{
  return luwte_session_new (luwte_session_get_id (session), "", NULL,
                            luwte_session_get_state (session),
                            luwte_session_get_waiting_since (session));
}

void
luwte_service_report_sessions (LuwteService *self, GPtrArray *sessions)
{
  g_autoptr (GPtrArray) bare = NULL;

  g_return_if_fail (LUWTE_IS_SERVICE (self));

  if (get_private (self)->count_only)
    {
      bare = g_ptr_array_new_with_free_func (g_object_unref);
      for (guint i = 0; i < sessions->len; i++)
        g_ptr_array_add (bare, make_bare (g_ptr_array_index (sessions, i)));
    }
  g_signal_emit (self, signals[SIGNAL_SESSIONS], 0, bare != NULL ? bare : sessions);
}

void
luwte_service_report_session (LuwteService *self, LuwteSession *session)
{
  g_autoptr (LuwteSession) bare = NULL;

  g_return_if_fail (LUWTE_IS_SERVICE (self));

  if (get_private (self)->count_only)
    bare = make_bare (session);
  g_signal_emit (self, signals[SIGNAL_SESSION_CHANGED], 0, bare != NULL ? bare : session);
}

void
luwte_service_report_message (LuwteService *self, LuwteMessage *message)
{
  g_return_if_fail (LUWTE_IS_SERVICE (self));
  /* Her own words, accepted before the lock, are in the outbox still: that they arrived matters. */
  if (!get_private (self)->count_only || luwte_message_get_from (message) == LUWTE_FROM_COUNSELLOR)
    g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, message);
}

void
luwte_service_report_missed (LuwteService *self)
{
  g_return_if_fail (LUWTE_IS_SERVICE (self));
  if (!get_private (self)->count_only)
    g_signal_emit (self, signals[SIGNAL_MISSED], 0);
}

void
luwte_service_report_typing (LuwteService *self, const char *session_id, gboolean typing)
{
  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_signal_emit (self, signals[SIGNAL_TYPING], 0, session_id, typing);
}

void
luwte_service_report_read (LuwteService *self, const char *session_id, const char *message_id)
{
  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_signal_emit (self, signals[SIGNAL_READ_UP_TO], 0, session_id, message_id);
}

void
luwte_service_report_erased (LuwteService *self, const char *session_id)
{
  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_signal_emit (self, signals[SIGNAL_SESSION_ERASED], 0, session_id);
}

void
luwte_service_report_team_message (LuwteService *self, LuwteTeamMessage *message)
{
  g_return_if_fail (LUWTE_IS_SERVICE (self));
  if (!get_private (self)->count_only)
    g_signal_emit (self, signals[SIGNAL_TEAM_MESSAGE], 0, message);
}

void
luwte_service_report_questions (LuwteService *self, GPtrArray *questions)
{
  g_return_if_fail (LUWTE_IS_SERVICE (self));
  if (!get_private (self)->count_only)
    g_signal_emit (self, signals[SIGNAL_QUESTIONS], 0, questions);
}

void
luwte_service_report_question (LuwteService *self, LuwteQuestion *question)
{
  g_return_if_fail (LUWTE_IS_SERVICE (self));
  if (!get_private (self)->count_only)
    g_signal_emit (self, signals[SIGNAL_QUESTION_CHANGED], 0, question);
}

void
luwte_service_report_skipped (LuwteService *self)
{
  g_return_if_fail (LUWTE_IS_SERVICE (self));
  get_private (self)->skipped_events++;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SKIPPED_EVENTS]);
}

void
luwte_service_watch (LuwteService *self, const char *session_id, gboolean watched)
{
  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_return_if_fail (session_id != NULL);
  if (LUWTE_SERVICE_GET_CLASS (self)->watch != NULL)
    LUWTE_SERVICE_GET_CLASS (self)->watch (self, session_id, watched);
}

void
luwte_service_set_typing (LuwteService *self, const char *session_id, gboolean typing)
{
  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_return_if_fail (session_id != NULL);
  if (LUWTE_SERVICE_GET_CLASS (self)->set_typing != NULL)
    LUWTE_SERVICE_GET_CLASS (self)->set_typing (self, session_id, typing);
}

void
luwte_service_set_attention (LuwteService *self, gboolean in_use)
{
  g_return_if_fail (LUWTE_IS_SERVICE (self));
  if (LUWTE_SERVICE_GET_CLASS (self)->set_attention != NULL)
    LUWTE_SERVICE_GET_CLASS (self)->set_attention (self, in_use);
}

void
luwte_service_set_count_only (LuwteService *self, gboolean count_only)
{
  LuwteServicePrivate *priv;

  g_return_if_fail (LUWTE_IS_SERVICE (self));

  priv = get_private (self);
  if (priv->count_only == !!count_only)
    return;
  priv->count_only = !!count_only;
  if (LUWTE_SERVICE_GET_CLASS (self)->count_only_changed != NULL)
    LUWTE_SERVICE_GET_CLASS (self)->count_only_changed (self);
}

gboolean
luwte_service_is_count_only (LuwteService *self)
{
  g_return_val_if_fail (LUWTE_IS_SERVICE (self), FALSE);
  return get_private (self)->count_only;
}

static void
luwte_service_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  LuwteServicePrivate *priv = get_private (LUWTE_SERVICE (object));

  switch ((LuwteServiceProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, priv->state);
      break;
    case PROP_LOST_SINCE:
      g_value_set_int64 (value, priv->lost_since);
      break;
    case PROP_CAPABILITIES:
      g_value_set_flags (value, priv->capabilities);
      break;
    case PROP_USER_NAME:
      g_value_set_string (value, priv->user_name);
      break;
    case PROP_SKIPPED_EVENTS:
      g_value_set_uint (value, priv->skipped_events);
      break;
    }
}

static void
luwte_service_dispose (GObject *object)
{
  LuwteServicePrivate *priv = get_private (LUWTE_SERVICE (object));

  disarm (priv);
  g_clear_pointer (&priv->context, g_main_context_unref);
  G_OBJECT_CLASS (luwte_service_parent_class)->dispose (object);
}

static void
luwte_service_finalize (GObject *object)
{
  LuwteServicePrivate *priv = get_private (LUWTE_SERVICE (object));

  g_free (priv->user_name);
  G_OBJECT_CLASS (luwte_service_parent_class)->finalize (object);
}

static guint
add_signal (LuwteServiceClass *klass, const char *name, guint n, GType first, GType second)
{
  return g_signal_new (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, n, first, second);
}

static void
luwte_service_class_init (LuwteServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = luwte_service_get_property;
  object_class->dispose = luwte_service_dispose;
  object_class->finalize = luwte_service_finalize;

  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, LUWTE_CONNECTION_OFF,
                                        LUWTE_CONNECTION_REFUSED, LUWTE_CONNECTION_OFF, flags);
  props[PROP_LOST_SINCE] = g_param_spec_int64 ("lost-since", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_CAPABILITIES] = g_param_spec_flags ("capabilities", NULL, NULL,
                                                 LUWTE_TYPE_CAPABILITIES, 0, flags);
  props[PROP_USER_NAME] = g_param_spec_string ("user-name", NULL, NULL, NULL, flags);
  props[PROP_SKIPPED_EVENTS] = g_param_spec_uint ("skipped-events", NULL, NULL, 0, G_MAXUINT, 0,
                                                  flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[SIGNAL_SESSIONS] = add_signal (klass, "sessions", 1, G_TYPE_PTR_ARRAY, 0);
  signals[SIGNAL_SESSION_CHANGED] = add_signal (klass, "session-changed", 1, LUWTE_TYPE_SESSION, 0);
  signals[SIGNAL_MESSAGE] = add_signal (klass, "message", 1, LUWTE_TYPE_MESSAGE, 0);
  signals[SIGNAL_MISSED] = add_signal (klass, "missed", 0, 0, 0);
  signals[SIGNAL_TYPING] = add_signal (klass, "typing", 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[SIGNAL_READ_UP_TO] = add_signal (klass, "read-up-to", 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_SESSION_ERASED] = add_signal (klass, "session-erased", 1, G_TYPE_STRING, 0);
  signals[SIGNAL_TEAM_MESSAGE] = add_signal (klass, "team-message", 1, LUWTE_TYPE_TEAM_MESSAGE, 0);
  signals[SIGNAL_QUESTIONS] = add_signal (klass, "questions", 1, G_TYPE_PTR_ARRAY, 0);
  signals[SIGNAL_QUESTION_CHANGED] = add_signal (klass, "question-changed", 1, LUWTE_TYPE_QUESTION,
                                                 0);
}

static void
luwte_service_init (LuwteService *self)
{
  get_private (self)->lost_after_ms = LOST_AFTER_MS;
}
