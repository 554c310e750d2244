/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "luwte-conversation-private.h"

#include "luwte-log.h"

typedef enum
{
  PROP_CONNECTION = 1,
  PROP_LOST_SINCE,
  PROP_WAITING_COUNT,
  PROP_UNREAD_COUNT,
  PROP_AVAILABLE,
  PROP_CAPABILITIES,
  PROP_ERASURES_WAITING,
} LuwteLiveProperty;

static GParamSpec *properties[PROP_ERASURES_WAITING + 1];

enum
{
  SIGNAL_ARRIVED,
  SIGNAL_SESSION_ERASED,
  SIGNAL_VANISHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LuwteLive, luwte_live, G_TYPE_OBJECT)

static void
luwte_live_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LuwteLive *self = LUWTE_LIVE (object);

  switch ((LuwteLiveProperty) id)
    {
    case PROP_CONNECTION:
      g_value_set_int (value, (int) luwte_live_get_connection (self));
      break;
    case PROP_LOST_SINCE:
      g_value_set_int64 (value, luwte_live_get_lost_since (self));
      break;
    case PROP_WAITING_COUNT:
      g_value_set_uint (value, luwte_live_get_waiting_count (self));
      break;
    case PROP_UNREAD_COUNT:
      g_value_set_uint (value, self->unread);
      break;
    case PROP_AVAILABLE:
      g_value_set_boolean (value, self->available);
      break;
    case PROP_CAPABILITIES:
      g_value_set_flags (value, luwte_live_get_capabilities (self));
      break;
    case PROP_ERASURES_WAITING:
      g_value_set_uint (value, luwte_live_get_erasures_waiting (self));
      break;
    }
}

static void
luwte_live_dispose (GObject *object)
{
  LuwteLive *self = LUWTE_LIVE (object);

  if (self->service)
    {
      g_signal_handlers_disconnect_by_data (self->service, self);
      luwte_live_set_vault (self, NULL, NULL);
      luwte_live_stop (self);
    }
  if (self->outbox)
    luwte_outbox_stop (self->outbox);
  g_clear_object (&self->outbox);
  g_clear_object (&self->inbox);
  g_clear_object (&self->side_talk);
  g_clear_object (&self->service);
  g_clear_object (&self->policy);
  g_clear_object (&self->waiting);
  g_clear_object (&self->mine);
  g_clear_object (&self->unlocked);
  G_OBJECT_CLASS (luwte_live_parent_class)->dispose (object);
}

static void
luwte_live_finalize (GObject *object)
{
  LuwteLive *self = LUWTE_LIVE (object);

  g_clear_pointer (&self->waiting_ids, g_hash_table_unref);
  g_clear_pointer (&self->announced, g_hash_table_unref);
  g_clear_pointer (&self->recording, g_hash_table_unref);
  g_clear_pointer (&self->claiming, g_hash_table_unref);
  g_clear_pointer (&self->last_sessions, g_ptr_array_unref);
  g_clear_pointer (&self->erased_ids, g_ptr_array_unref);
  g_queue_clear_full (&self->erased_times, g_free);
  g_free (self->service_id);
  G_OBJECT_CLASS (luwte_live_parent_class)->finalize (object);
}

static void
luwte_live_class_init (LuwteLiveClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = luwte_live_dispose;
  object_class->finalize = luwte_live_finalize;
  object_class->get_property = luwte_live_get_property;

  properties[PROP_CONNECTION] = g_param_spec_int ("connection", NULL, NULL, LUWTE_CONNECTION_OFF,
                                                  LUWTE_CONNECTION_REFUSED, LUWTE_CONNECTION_OFF,
                                                  flags);
  properties[PROP_LOST_SINCE] = g_param_spec_int64 ("lost-since", NULL, NULL, 0, G_MAXINT64, 0,
                                                    flags);
  properties[PROP_WAITING_COUNT] = g_param_spec_uint ("waiting-count", NULL, NULL, 0, G_MAXUINT, 0,
                                                      flags);
  properties[PROP_UNREAD_COUNT] = g_param_spec_uint ("unread-count", NULL, NULL, 0, G_MAXUINT, 0,
                                                     flags);
  properties[PROP_AVAILABLE] = g_param_spec_boolean ("available", NULL, NULL, FALSE, flags);
  properties[PROP_CAPABILITIES] = g_param_spec_flags ("capabilities", NULL, NULL,
                                                      LUWTE_TYPE_CAPABILITIES, 0, flags);
  properties[PROP_ERASURES_WAITING] = g_param_spec_uint ("erasures-waiting", NULL, NULL, 0,
                                                         G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_ARRIVED] = g_signal_new ("arrived", LUWTE_TYPE_LIVE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, LUWTE_TYPE_SESSION);
  signals[SIGNAL_SESSION_ERASED] = g_signal_new ("session-erased", LUWTE_TYPE_LIVE,
                                                 G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_VANISHED] = g_signal_new ("vanished", LUWTE_TYPE_LIVE, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
luwte_live_init (LuwteLive *self)
{
  self->waiting = g_list_store_new (LUWTE_TYPE_SESSION);
  self->mine = g_list_store_new (LUWTE_TYPE_CONVERSATION);
  self->waiting_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->announced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->claiming = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->recording = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) g_ptr_array_unref);
  self->erased_ids = g_ptr_array_new_with_free_func (g_free);
  g_queue_init (&self->erased_times);
}

/**
 * luwte_live_new:
 * @service: the chat service; not started yet
 * @policy: (nullable): the profile; without one until luwte_live_set_policy()
 *
 * Returns: (transfer full): a live queue that knows no vault yet
 */
LuwteLive *
luwte_live_new (LuwteService *service, LuwtePolicy *policy)
{
  LuwteLive *self = g_object_new (LUWTE_TYPE_LIVE, NULL);

  self->service = g_object_ref (service);
  g_set_object (&self->policy, policy);
  self->outbox = luwte_outbox_new (service, luwte_live_outbox_changed_cb, luwte_live_outbox_mark_cb,
                                   self);
  self->inbox = luwte_inbox_new (service);
  self->side_talk = luwte_side_talk_new (service);
  luwte_live_connect_service (self);

  return self;
}

void
luwte_live_set_policy (LuwteLive *self, LuwtePolicy *policy)
{
  g_return_if_fail (LUWTE_IS_LIVE (self));
  g_return_if_fail (LUWTE_IS_POLICY (policy));

  g_set_object (&self->policy, policy);
}

static void
drop_vault (LuwteLive *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->mine));

  /* What was typed and what is to be sent is queued at the vault before it closes. */
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LuwteConversation) conversation = g_list_model_get_item (G_LIST_MODEL (self->mine),
                                                                          i);

      luwte_conversation_flush_draft (conversation);
    }
  luwte_inbox_set_vault (self->inbox, NULL);
  luwte_side_talk_set_open (self->side_talk, FALSE);
  if (!self->quiet)
    luwte_service_set_count_only (self->service, TRUE);
  luwte_outbox_mark_all (self->outbox);
  luwte_outbox_set_locked (self->outbox, TRUE);
  g_cancellable_cancel (self->unlocked);
  g_clear_object (&self->unlocked);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LuwteConversation) conversation = g_list_model_get_item (G_LIST_MODEL (self->mine),
                                                                          i);

      luwte_conversation_forget (conversation);
    }
  g_list_store_remove_all (self->mine);
  luwte_live_clear_waiting (self);
  g_clear_pointer (&self->last_sessions, g_ptr_array_unref);
  self->restoring = FALSE;
  g_clear_object (&self->vault);
  luwte_live_update_unread (self);
}

void
luwte_live_set_vault (LuwteLive *self, LuwteVault *vault, const char *service_id)
{
  g_return_if_fail (LUWTE_IS_LIVE (self));
  g_return_if_fail (!vault || service_id);

  if (self->vault == vault)
    return;
  if (self->vault)
    drop_vault (self);
  if (!vault)
    return;
  g_return_if_fail (self->policy != NULL);
  self->vault = g_object_ref (vault);
  self->unlocked = g_cancellable_new ();
  g_set_str (&self->service_id, service_id);
  self->catch_up = TRUE;
  luwte_inbox_set_vault (self->inbox, vault);
  luwte_service_set_count_only (self->service, FALSE);
  luwte_side_talk_set_open (self->side_talk, !self->quiet);
  luwte_outbox_set_locked (self->outbox, FALSE);
  luwte_live_settle_all (self);
  if (!self->quiet)
    luwte_live_restore (self);
}

void
luwte_live_set_quiet (LuwteLive *self, gboolean quiet)
{
  g_return_if_fail (LUWTE_IS_LIVE (self));

  self->quiet = quiet;
  luwte_outbox_set_one_shot (self->outbox, quiet);
}

void
luwte_live_set_forget_func (LuwteLive *self, LuwteForgetFunc func, gpointer data)
{
  g_return_if_fail (LUWTE_IS_LIVE (self));

  self->forget = func;
  self->forget_data = data;
}

void
luwte_live_start (LuwteLive *self)
{
  g_return_if_fail (LUWTE_IS_LIVE (self));

  if (self->started)
    return;
  self->started = TRUE;
  luwte_service_start (self->service);
  luwte_live_watch_network (self);
}

void
luwte_live_stop (LuwteLive *self)
{
  g_return_if_fail (LUWTE_IS_LIVE (self));

  if (!self->started)
    return;
  self->started = FALSE;
  luwte_live_unwatch_network (self);
  luwte_service_stop (self->service);
}

LuwteInbox *
luwte_live_get_inbox (LuwteLive *self)
{
  g_return_val_if_fail (LUWTE_IS_LIVE (self), NULL);

  return self->inbox;
}

LuwteSideTalk *
luwte_live_get_side_talk (LuwteLive *self)
{
  g_return_val_if_fail (LUWTE_IS_LIVE (self), NULL);

  return self->side_talk;
}

LuwteConnection
luwte_live_get_connection (LuwteLive *self)
{
  g_return_val_if_fail (LUWTE_IS_LIVE (self), LUWTE_CONNECTION_OFF);

  return luwte_service_get_state (self->service);
}

gint64
luwte_live_get_lost_since (LuwteLive *self)
{
  g_return_val_if_fail (LUWTE_IS_LIVE (self), 0);

  return luwte_service_get_lost_since (self->service);
}

guint
luwte_live_get_waiting_count (LuwteLive *self)
{
  g_return_val_if_fail (LUWTE_IS_LIVE (self), 0);

  return g_hash_table_size (self->waiting_ids);
}

guint
luwte_live_get_unread_count (LuwteLive *self)
{
  g_return_val_if_fail (LUWTE_IS_LIVE (self), 0);

  return self->unread;
}

LuwteCapabilities
luwte_live_get_capabilities (LuwteLive *self)
{
  g_return_val_if_fail (LUWTE_IS_LIVE (self), LUWTE_CAPABILITY_NONE);

  return luwte_service_get_capabilities (self->service);
}

const char *
luwte_live_get_user_name (LuwteLive *self)
{
  g_return_val_if_fail (LUWTE_IS_LIVE (self), NULL);

  return luwte_service_get_user_name (self->service);
}

gint64
luwte_live_get_server_time (LuwteLive *self)
{
  g_return_val_if_fail (LUWTE_IS_LIVE (self), 0);

  return luwte_service_get_server_time (self->service);
}

gboolean
luwte_live_get_available (LuwteLive *self)
{
  g_return_val_if_fail (LUWTE_IS_LIVE (self), FALSE);

  return self->available;
}

static void
available_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteLive) self = data;
  g_autoptr (GError) error = NULL;

  if (luwte_service_done_finish (LUWTE_SERVICE (source), result, &error))
    return;
  luwte_log_error ("The service did not take over availability", error);
  /* The switch says what is true at the service. Without a connection it says what was asked:
   * that is told again when there is one. */
  if (!g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNREACHABLE) &&
      !g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNCERTAIN) &&
      self->available)
    {
      self->available = FALSE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AVAILABLE]);
    }
}

void
luwte_live_tell_available (LuwteLive *self)
{
  luwte_service_set_available_async (self->service, self->available, NULL, available_cb,
                                     g_object_ref (self));
}

void
luwte_live_set_available (LuwteLive *self, gboolean available)
{
  g_return_if_fail (LUWTE_IS_LIVE (self));

  self->available_asked = TRUE;
  if (self->available == !!available)
    return;
  self->available = !!available;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AVAILABLE]);
  luwte_live_tell_available (self);
}

void
luwte_live_set_attention (LuwteLive *self, gboolean in_use)
{
  g_return_if_fail (LUWTE_IS_LIVE (self));

  luwte_service_set_attention (self->service, in_use);
}

GListModel *
luwte_live_get_waiting (LuwteLive *self)
{
  g_return_val_if_fail (LUWTE_IS_LIVE (self), NULL);

  return G_LIST_MODEL (self->waiting);
}

GListModel *
luwte_live_get_mine (LuwteLive *self)
{
  g_return_val_if_fail (LUWTE_IS_LIVE (self), NULL);

  return G_LIST_MODEL (self->mine);
}

void
luwte_live_update_unread (LuwteLive *self)
{
  guint unread = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->mine)); i++)
    {
      g_autoptr (LuwteConversation) conversation = g_list_model_get_item (G_LIST_MODEL (self->mine),
                                                                          i);

      unread += luwte_session_get_unread (luwte_conversation_get_session (conversation));
    }
  if (self->unread == unread)
    return;
  self->unread = unread;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNREAD_COUNT]);
}

gboolean
luwte_live_caches (LuwteLive *self, const char *line)
{
  return luwte_policy_may_store (self->policy, line, "message", NULL);
}

void
luwte_live_notify_service (LuwteLive *self, const char *property)
{
  if (g_str_equal (property, "state"))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTION]);
  else if (g_str_equal (property, "lost-since"))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOST_SINCE]);
  else if (g_str_equal (property, "capabilities"))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAPABILITIES]);
}

void
luwte_live_notify_waiting (LuwteLive *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING_COUNT]);
}

void
luwte_live_notify_erasures (LuwteLive *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERASURES_WAITING]);
}

void
luwte_live_emit_arrived (LuwteLive *self, LuwteSession *session)
{
  g_signal_emit (self, signals[SIGNAL_ARRIVED], 0, session);
}

void
luwte_live_emit_erased (LuwteLive *self, const char *session_id)
{
  g_signal_emit (self, signals[SIGNAL_SESSION_ERASED], 0, session_id);
}

void
luwte_live_emit_vanished (LuwteLive *self, const char *session_id)
{
  g_signal_emit (self, signals[SIGNAL_VANISHED], 0, session_id);
}
