/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the service lists and tells. A full list is the whole truth about who waits; about what is
 * mine it is a question: a session that is missing there is never erased here for that. While the
 * vault is closed the service is asked for the count alone, and only ids are kept. */

#include "config.h"

#include "luwte-conversation-private.h"

#include "luwte-log.h"

LuwteConversation *
luwte_live_find (LuwteLive *self, const char *session_id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->mine)); i++)
    {
      g_autoptr (LuwteConversation) conversation = g_list_model_get_item (G_LIST_MODEL (self->mine),
                                                                          i);

      if (g_strcmp0 (luwte_session_get_id (conversation->session), session_id) == 0)
        return conversation;
    }

  return NULL;
}

void
luwte_live_forget_conversation (LuwteLive *self, LuwteConversation *conversation)
{
  g_autoptr (LuwteConversation) kept = g_object_ref (conversation);
  guint position;

  luwte_service_watch (self->service, luwte_session_get_id (conversation->session), FALSE);
  if (g_list_store_find (self->mine, kept, &position))
    g_list_store_remove (self->mine, position);
  luwte_conversation_forget (kept);
  luwte_live_update_unread (self);
}

static gboolean
find_waiting (LuwteLive *self, const char *session_id, guint *position)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->waiting)); i++)
    {
      g_autoptr (LuwteSession) session = g_list_model_get_item (G_LIST_MODEL (self->waiting), i);

      if (g_strcmp0 (luwte_session_get_id (session), session_id) == 0)
        {
          *position = i;
          return TRUE;
        }
    }

  return FALSE;
}

static int
compare_waiting (gconstpointer a, gconstpointer b, gpointer data)
{
  gint64 left = luwte_session_get_waiting_since ((LuwteSession *) a);
  gint64 right = luwte_session_get_waiting_since ((LuwteSession *) b);

  return (left > right) - (left < right);
}

static void
add_waiting (LuwteLive *self, LuwteSession *session)
{
  const char *id = luwte_session_get_id (session);
  guint position;

  if (g_hash_table_add (self->waiting_ids, g_strdup (id)))
    luwte_live_notify_waiting (self);
  if (self->vault)
    {
      if (find_waiting (self, id, &position))
        {
          g_autoptr (LuwteSession) known = g_list_model_get_item (G_LIST_MODEL (self->waiting),
                                                                  position);

          luwte_session_update (known, session);
        }
      else
        g_list_store_insert_sorted (self->waiting, session, compare_waiting, NULL);
    }
  if (g_hash_table_add (self->announced, g_strdup (id)))
    {
      g_autoptr (LuwteSession) bare = NULL;

      /* While locked nobody learns who it is, not even from the object. */
      if (!self->vault)
        bare = luwte_session_new (id, "", NULL, LUWTE_SESSION_WAITING,
                                  luwte_session_get_waiting_since (session));
      luwte_live_emit_arrived (self, bare ? bare : session);
    }
}

void
luwte_live_remove_waiting (LuwteLive *self, const char *session_id)
{
  g_autofree char *id = g_strdup (session_id);
  guint position;

  g_hash_table_remove (self->announced, id);
  if (find_waiting (self, id, &position))
    g_list_store_remove (self->waiting, position);
  if (g_hash_table_remove (self->waiting_ids, id))
    luwte_live_notify_waiting (self);
}

void
luwte_live_clear_waiting (LuwteLive *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->waiting));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LuwteSession) session = g_list_model_get_item (G_LIST_MODEL (self->waiting), i);

      luwte_session_set_last (session, NULL, 0);
    }
  g_list_store_remove_all (self->waiting);
}

static void
adopted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteConversation) conversation = NULL;
  g_autoptr (GError) error = NULL;

  conversation = luwte_live_adopt_finish (LUWTE_LIVE (source), result, &error);
  if (!conversation)
    luwte_log_error ("A session of ours could not be recorded", error);
}

/* Between our asking and the answer, what is told is older than the answer; and of one that was
 * erased at the service nothing is taken any more: a list that was on its way tells what was. */
static gboolean
takes_state (LuwteConversation *conversation)
{
  return !conversation->ending &&
         luwte_session_get_state (conversation->session) != LUWTE_SESSION_ERASED;
}

static void
take_mine (LuwteLive *self, LuwteSession *session)
{
  const char *id = luwte_session_get_id (session);
  LuwteConversation *conversation = luwte_live_find (self, id);

  if (conversation)
    {
      if (luwte_session_get_state (conversation->session) == LUWTE_SESSION_ERASED)
        return;
      luwte_session_update (conversation->session, session);
      luwte_conversation_set_listed (conversation, TRUE);
    }
  else if (self->vault && !g_hash_table_contains (self->claiming, id))
    luwte_live_adopt_async (self, session, adopted_cb, NULL);
}

static void
take_session (LuwteLive *self, LuwteSession *session)
{
  const char *id = luwte_session_get_id (session);
  LuwteSessionState state = luwte_session_get_state (session);
  LuwteConversation *conversation;

  if (state == LUWTE_SESSION_WAITING)
    {
      add_waiting (self, session);
      conversation = luwte_live_find (self, id);
      /* Somebody gave it back at the service. */
      if (conversation && takes_state (conversation))
        {
          luwte_session_update (conversation->session, session);
          luwte_conversation_set_listed (conversation, TRUE);
        }
      return;
    }
  luwte_live_remove_waiting (self, id);
  if (state == LUWTE_SESSION_ACTIVE || state == LUWTE_SESSION_VISITOR_GONE)
    {
      take_mine (self, session);
      return;
    }
  conversation = luwte_live_find (self, id);
  if (conversation && takes_state (conversation))
    luwte_session_update (conversation->session, session);
}

static gboolean
contains (GPtrArray *sessions, const char *id)
{
  for (guint i = 0; i < sessions->len; i++)
    if (g_strcmp0 (luwte_session_get_id (g_ptr_array_index (sessions, i)), id) == 0)
      return TRUE;

  return FALSE;
}

static void
drop_unlisted_waiting (LuwteLive *self, GPtrArray *sessions)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->waiting_ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!contains (sessions, id))
      g_ptr_array_add (gone, g_strdup (id));
  for (guint i = 0; i < gone->len; i++)
    luwte_live_remove_waiting (self, g_ptr_array_index (gone, i));
}

static void
ask_about_unlisted (LuwteLive *self, GPtrArray *sessions)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->mine));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LuwteConversation) conversation = g_list_model_get_item (G_LIST_MODEL (self->mine),
                                                                          i);
      const char *id = luwte_session_get_id (conversation->session);

      if (conversation->ending || !conversation->listed || contains (sessions, id))
        continue;
      luwte_conversation_set_listed (conversation, FALSE);
      luwte_live_emit_vanished (self, id);
    }
}

void
luwte_live_take_sessions (LuwteLive *self, GPtrArray *sessions)
{
  if (self->restoring)
    {
      /* Once it is known what the vault has open, this list is taken up. */
      g_clear_pointer (&self->last_sessions, g_ptr_array_unref);
      self->last_sessions = g_ptr_array_ref (sessions);
    }
  drop_unlisted_waiting (self, sessions);
  for (guint i = 0; i < sessions->len; i++)
    {
      LuwteSession *session = g_ptr_array_index (sessions, i);

      if (!self->restoring || luwte_session_get_state (session) == LUWTE_SESSION_WAITING)
        take_session (self, session);
    }
  if (!self->restoring)
    ask_about_unlisted (self, sessions);
  luwte_live_look_up_seen (self);
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteLive) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sessions = NULL;

  sessions = luwte_service_list_finish (LUWTE_SERVICE (source), result, &error);
  if (!sessions)
    luwte_log_error ("The sessions could not be listed", error);
  else if (self->vault)
    luwte_live_take_sessions (self, sessions);
}

/* After an unlock: the service has told it all while nothing could be shown. */
void
luwte_live_refresh (LuwteLive *self)
{
  if (luwte_live_get_connection (self) == LUWTE_CONNECTION_CONNECTED)
    luwte_service_list_async (self->service, self->unlocked, refreshed_cb, g_object_ref (self));
}

static void
seen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteLive) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) seen = NULL;

  self->seen_lookup = FALSE;
  seen = luwte_store_seen_finish (LUWTE_VAULT (source), result, &error);
  if (!seen)
    {
      luwte_log_error ("Nicknames could not be looked up", error);
      return;
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->waiting)); i++)
    {
      g_autoptr (LuwteSession) session = g_list_model_get_item (G_LIST_MODEL (self->waiting), i);

      if (luwte_session_get_nickname (session) &&
          g_hash_table_contains (seen, luwte_session_get_nickname (session)))
        luwte_session_set_seen_before (session, TRUE);
    }
}

/* "Seen before" in the waiting list, where the profile shows it. */
void
luwte_live_look_up_seen (LuwteLive *self)
{
  g_autoptr (GPtrArray) nicknames = g_ptr_array_new_with_free_func (g_free);

  if (!self->vault || self->seen_lookup || !luwte_policy_shows_seen_before (self->policy))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->waiting)); i++)
    {
      g_autoptr (LuwteSession) session = g_list_model_get_item (G_LIST_MODEL (self->waiting), i);
      const char *nickname = luwte_session_get_nickname (session);

      if (nickname && *nickname && !luwte_policy_is_generic (self->policy, nickname))
        g_ptr_array_add (nicknames, g_strdup (nickname));
    }
  if (nicknames->len == 0)
    return;
  g_ptr_array_add (nicknames, NULL);
  self->seen_lookup = TRUE;
  luwte_store_seen_async (self->vault, self->service_id, (const char *const *) nicknames->pdata,
                          seen_cb, g_object_ref (self));
}

static void
load_histories (LuwteLive *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->mine)); i++)
    {
      g_autoptr (LuwteConversation) conversation = g_list_model_get_item (G_LIST_MODEL (self->mine),
                                                                          i);

      luwte_conversation_load_history (conversation);
    }
}

/* What was said between a history that was asked for at the unlock and the first list since is told
 * by neither the history nor an event. */
static void
sessions_cb (LuwteService *service, GPtrArray *sessions, LuwteLive *self)
{
  luwte_live_take_sessions (self, sessions);
  if (self->catch_up && self->vault)
    load_histories (self);
  self->catch_up = FALSE;
}

static void
session_changed_cb (LuwteService *service, LuwteSession *session, LuwteLive *self)
{
  if (self->restoring && luwte_session_get_state (session) != LUWTE_SESSION_WAITING)
    {
      /* The list that is taken up after restoring may be older than this. */
      self->refresh_after_restore = TRUE;
      return;
    }
  take_session (self, session);
  luwte_live_look_up_seen (self);
}

static void
message_cb (LuwteService *service, LuwteMessage *message, LuwteLive *self)
{
  LuwteConversation *conversation = luwte_live_find (self, luwte_message_get_session_id (message));
  g_autoptr (GPtrArray) one = NULL;

  if (!conversation)
    {
      /* Locked: only what it says about the outbox matters. */
      if (luwte_message_get_from (message) == LUWTE_FROM_COUNSELLOR)
        luwte_outbox_arrived (self->outbox, luwte_message_get_session_id (message),
                              luwte_message_get_client_id (message), luwte_message_get_id (message),
                              luwte_message_get_text (message), luwte_message_get_at (message));
      return;
    }
  one = g_ptr_array_new ();
  g_ptr_array_add (one, message);
  luwte_conversation_receive (conversation, one, TRUE);
}

/* Until it is there, what the events tell has a hole; it is asked for until it comes. */
static void
missed_cb (LuwteService *service, LuwteLive *self)
{
  if (self->vault)
    load_histories (self);
}

static void
typing_cb (LuwteService *service, const char *session_id, gboolean typing, LuwteLive *self)
{
  LuwteConversation *conversation = luwte_live_find (self, session_id);

  if (conversation)
    luwte_session_set_typing (conversation->session, typing);
}

static void
read_cb (LuwteService *service, const char *session_id, const char *message_id, LuwteLive *self)
{
  LuwteConversation *conversation = luwte_live_find (self, session_id);

  if (conversation)
    luwte_conversation_take_read (conversation, message_id);
}

static void
erased_cb (LuwteService *service, const char *session_id, LuwteLive *self)
{
  luwte_live_remove_waiting (self, session_id);
  luwte_live_take_erased (self, session_id);
}

static void
state_cb (LuwteService *service, GParamSpec *pspec, LuwteLive *self)
{
  luwte_live_notify_service (self, pspec->name);
  if (!g_str_equal (pspec->name, "state") ||
      luwte_service_get_state (service) != LUWTE_CONNECTION_CONNECTED)
    return;
  /* Never by starting up alone: only what she has chosen is told again. */
  if (self->available_asked)
    luwte_live_tell_available (self);
  luwte_outbox_kick (self->outbox);
  load_histories (self);
}

void
luwte_live_connect_service (LuwteLive *self)
{
  g_signal_connect (self->service, "notify", G_CALLBACK (state_cb), self);
  g_signal_connect (self->service, "sessions", G_CALLBACK (sessions_cb), self);
  g_signal_connect (self->service, "session-changed", G_CALLBACK (session_changed_cb), self);
  g_signal_connect (self->service, "message", G_CALLBACK (message_cb), self);
  g_signal_connect (self->service, "missed", G_CALLBACK (missed_cb), self);
  g_signal_connect (self->service, "typing", G_CALLBACK (typing_cb), self);
  g_signal_connect (self->service, "read-up-to", G_CALLBACK (read_cb), self);
  g_signal_connect (self->service, "session-erased", G_CALLBACK (erased_cb), self);
}
