/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-bridge-private.h"
#include "luwte-secret.h"

/* Keeping connected. One try asks who we are, asks for the list unless the events can be resumed,
 * and opens the event socket; whatever fails, the next try comes after a growing pause. Events have
 * numbers without gaps: a number that we have had is a repeat and is left out, a number too far on
 * means that something was lost, and then the list is asked for anew. Whoever shows a session is
 * then told that messages may have been missed: only with its history is it known what came, and in
 * which order, and a history that fails has to be asked for again by whoever needs it. */

#define PROTOCOL "luwte-bridge-1"
/* A beat comes every five seconds; without any for this long the socket is dead, whatever TCP says. */
#define SILENCE_S 12

static void try_now (LuwteBridgeService *self);

static void
clear_timer (LuwteBridgeService *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
set_timer (LuwteBridgeService *self, guint milliseconds, GSourceFunc callback)
{
  clear_timer (self);
  self->timer = g_timeout_source_new (milliseconds);
  g_source_set_callback (self->timer, callback, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static gboolean
retry_cb (gpointer user_data)
{
  LuwteBridgeService *self = user_data;

  clear_timer (self);
  try_now (self);
  return G_SOURCE_REMOVE;
}

static void
drop_socket (LuwteBridgeService *self)
{
  if (self->socket == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->socket, self);
  if (soup_websocket_connection_get_state (self->socket) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (self->socket, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
  g_clear_object (&self->socket);
}

static void
retry_later (LuwteBridgeService *self)
{
  drop_socket (self);
  if (self->running != NULL)
    set_timer (self, luwte_backoff_next_ms (&self->backoff), retry_cb);
}

/* Takes error. What is final ends the tries; what is not is tried again. */
static void
failed (LuwteBridgeService *self, GError *error)
{
  gboolean final = g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_REFUSED) ||
                   g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_INSECURE);
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_error_free (error);
  if (cancelled || self->running == NULL)
    return;
  if (final)
    {
      drop_socket (self);
      clear_timer (self);
      luwte_service_report_state (LUWTE_SERVICE (self), LUWTE_CONNECTION_REFUSED);
    }
  else
    retry_later (self);
}

static gboolean
silence_cb (gpointer user_data)
{
  LuwteBridgeService *self = user_data;

  if (g_get_monotonic_time () - self->heard_at > SILENCE_S * G_USEC_PER_SEC)
    retry_later (self);
  return self->socket != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Something was missed: the list anew. */
static void
resync (LuwteBridgeService *self)
{
  g_clear_pointer (&self->epoch, g_free);
  drop_socket (self);
  try_now (self);
}

static void
report_message (LuwteBridgeService *self, LuwteMessage *message)
{
  if (g_hash_table_contains (self->watched, luwte_message_get_session_id (message)))
    luwte_service_report_message (LUWTE_SERVICE (self), message);
}

static void
handle_event (LuwteBridgeService *self, LuwteBridgeEvent *event)
{
  LuwteService *service = LUWTE_SERVICE (self);

  switch (event->kind)
    {
    case LUWTE_BRIDGE_EVENT_SESSION:
      luwte_service_report_session (service, event->session);
      break;
    case LUWTE_BRIDGE_EVENT_MESSAGE:
      report_message (self, event->message);
      break;
    case LUWTE_BRIDGE_EVENT_TYPING:
      if (g_hash_table_contains (self->watched, event->session_id))
        luwte_service_report_typing (service, event->session_id, event->typing);
      break;
    case LUWTE_BRIDGE_EVENT_READ:
      if (g_hash_table_contains (self->watched, event->session_id))
        luwte_service_report_read (service, event->session_id, event->up_to);
      break;
    case LUWTE_BRIDGE_EVENT_ERASED:
      g_hash_table_remove (self->watched, event->session_id);
      luwte_service_report_erased (service, event->session_id);
      break;
    case LUWTE_BRIDGE_EVENT_QUESTION:
      luwte_service_report_question (service, event->question);
      break;
    case LUWTE_BRIDGE_EVENT_TEAM:
      luwte_bridge_report_team (self, event->team);
      break;
    case LUWTE_BRIDGE_EVENT_UNKNOWN:
      luwte_service_report_skipped (service);
      break;
    case LUWTE_BRIDGE_EVENT_BEAT:
    case LUWTE_BRIDGE_EVENT_RESYNC:
    case LUWTE_BRIDGE_EVENT_SILENT:
      break;
    }
}

static void
frame_cb (SoupWebsocketConnection *socket, int type, GBytes *bytes, LuwteBridgeService *self)
{
  g_autoptr (LuwteBridgeService) guard = g_object_ref (self);
  g_auto (LuwteBridgeEvent) event = { 0 };
  gsize length = 0;
  char *text = (char *) g_bytes_get_data (bytes, &length);
  gboolean parsed = type == SOUP_WEBSOCKET_DATA_TEXT &&
                    luwte_bridge_parse_event (text, length, &event, NULL);

  /* The frame is ours alone once it has arrived, and what the allow-list left is not to stay. */
  luwte_wipe (text, length);
  if (!parsed)
    {
      /* Asked for again, the same number would bring the same frame: the list anew, behind it. */
      g_clear_pointer (&self->epoch, g_free);
      retry_later (self);
      return;
    }
  self->heard_at = g_get_monotonic_time ();
  luwte_service_report_good_answer (LUWTE_SERVICE (self), 0);
  if (event.kind == LUWTE_BRIDGE_EVENT_RESYNC || event.seq > self->seq + 1 ||
      (event.kind == LUWTE_BRIDGE_EVENT_BEAT && event.last > self->seq))
    {
      resync (self);
      return;
    }
  if (event.kind == LUWTE_BRIDGE_EVENT_BEAT)
    luwte_backoff_reset (&self->backoff);
  if (event.seq >= 0 && event.seq <= self->seq)
    return;
  if (event.seq >= 0)
    self->seq = event.seq;
  handle_event (self, &event);
}

static void
closed_cb (SoupWebsocketConnection *socket, LuwteBridgeService *self)
{
  retry_later (self);
}

static void
socket_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LuwteBridgeService) self = user_data;
  GError *error = NULL;
  g_autoptr (SoupWebsocketConnection) socket = luwte_http_open_socket_finish (LUWTE_HTTP (source),
                                                                              result, &error);

  /* A token that holds no longer: the next try logs in again, and that decides. */
  if (g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_REFUSED))
    {
      luwte_bridge_forget_token (self);
      error->code = LUWTE_SERVICE_ERROR_UNREACHABLE;
    }
  if (socket == NULL)
    {
      failed (self, error);
      return;
    }
  if (self->running == NULL || self->socket != NULL)
    return;
  self->socket = g_steal_pointer (&socket);
  self->heard_at = g_get_monotonic_time ();
  g_signal_connect (self->socket, "message", G_CALLBACK (frame_cb), self);
  g_signal_connect (self->socket, "closed", G_CALLBACK (closed_cb), self);
  set_timer (self, 4000, silence_cb);
}

static void
open_socket (LuwteBridgeService *self)
{
  const char *texts = luwte_service_is_count_only (LUWTE_SERVICE (self)) ? "&texts=none" : "";
  g_autofree char *events = g_strdup_printf ("/events?since=%" G_GINT64_FORMAT "&epoch=%s%s",
                                             self->seq, self->epoch, texts);
  g_autofree char *path = luwte_bridge_path (self, events);
  char *authorization = luwte_bridge_authorization (self);

  luwte_http_open_socket_async (self->http, path, authorization, PROTOCOL, LUWTE_BRIDGE_MAX_FRAME,
                                self->running, socket_cb, g_object_ref (self));
  luwte_wipe (authorization, strlen (authorization));
  g_free (authorization);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LuwteBridgeService *self = LUWTE_BRIDGE_SERVICE (source);
  GError *error = NULL;
  JsonObject *answer = luwte_bridge_request_finish (self, result, &error);
  g_autoptr (GPtrArray) sessions = NULL;
  const char *epoch;
  gint64 seq;

  if (answer != NULL)
    sessions = luwte_bridge_parse_sessions (answer, &epoch, &seq, &error);
  if (sessions != NULL && self->running != NULL)
    {
      g_set_str (&self->epoch, epoch);
      self->seq = seq;
    }
  g_clear_pointer (&answer, luwte_bridge_answer_free);
  if (sessions == NULL)
    {
      failed (self, error);
      return;
    }
  if (self->running == NULL)
    return;
  luwte_service_report_sessions (LUWTE_SERVICE (self), sessions);
  /* Events begin behind this list. */
  luwte_service_report_missed (LUWTE_SERVICE (self));
  /* Who is told may have stopped us. */
  if (self->running == NULL)
    return;
  if (!luwte_service_is_count_only (LUWTE_SERVICE (self)))
    luwte_bridge_extras_refresh (self);
  open_socket (self);
}

static void
available_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  JsonObject *answer = luwte_bridge_request_finish (LUWTE_BRIDGE_SERVICE (source), result, NULL);

  g_clear_pointer (&answer, luwte_bridge_answer_free);
}

/* A service that was restarted has forgotten that we are there. */
static void
repeat_available (LuwteBridgeService *self, JsonObject *me)
{
  LuwteBridgeRequest request = { .path = "/me/available", .retry = TRUE };

  if (self->available < 0 ||
      luwte_json_bool_or (me, "available", self->available) == self->available)
    return;
  request.json = g_strdup_printf ("{\"available\":%s}", self->available ? "true" : "false");
  luwte_bridge_request_async (self, &request, self->running, available_cb, NULL);
}

static void
me_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LuwteBridgeService *self = LUWTE_BRIDGE_SERVICE (source);
  LuwteBridgeRequest request = { .path = "/sessions" };
  GError *error = NULL;
  JsonObject *answer = luwte_bridge_request_finish (self, result, &error);

  if (luwte_service_is_count_only (LUWTE_SERVICE (self)))
    request.path = "/sessions?texts=none";
  if (answer != NULL && luwte_bridge_take_me (self, answer, &error) && self->running != NULL)
    {
      repeat_available (self, answer);
      if (self->epoch != NULL)
        open_socket (self);
      else
        luwte_bridge_request_async (self, &request, self->running, listed_cb, NULL);
    }
  g_clear_pointer (&answer, luwte_bridge_answer_free);
  if (error != NULL)
    failed (self, error);
}

static void
try_now (LuwteBridgeService *self)
{
  LuwteBridgeRequest request = { .path = "/me" };

  clear_timer (self);
  if (self->running != NULL)
    luwte_bridge_request_async (self, &request, self->running, me_cb, NULL);
}

void
luwte_bridge_events_start (LuwteService *service)
{
  LuwteBridgeService *self = LUWTE_BRIDGE_SERVICE (service);

  self->running = g_cancellable_new ();
  luwte_backoff_reset (&self->backoff);
  try_now (self);
}

void
luwte_bridge_events_stop (LuwteService *service)
{
  LuwteBridgeService *self = LUWTE_BRIDGE_SERVICE (service);

  g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  clear_timer (self);
  drop_socket (self);
  g_clear_pointer (&self->epoch, g_free);
  luwte_bridge_extras_reset (self);
}

/* Whatever is under way was asked for in the other way, and its answer is not waited for. A lock
 * goes on behind the last event; an unlock has missed the words of all that came since, and asks for
 * the list again. */
void
luwte_bridge_events_count_only_changed (LuwteService *service)
{
  LuwteBridgeService *self = LUWTE_BRIDGE_SERVICE (service);

  if (self->running == NULL || luwte_service_get_state (service) == LUWTE_CONNECTION_REFUSED)
    return;
  g_cancellable_cancel (self->running);
  g_object_unref (self->running);
  self->running = g_cancellable_new ();
  drop_socket (self);
  if (!luwte_service_is_count_only (service))
    g_clear_pointer (&self->epoch, g_free);
  luwte_backoff_reset (&self->backoff);
  try_now (self);
}
