/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-clock.h"
#include "luwte-practice-limits.h"
#include "luwte-practice-server-private.h"
#include "luwte-practice-wire.h"

/* GET /v1/events: one WebSocket for everything that happens (docs/bridge-protocol.md, "Events"). */

#define PATH          "/v1/events"
#define PROTOCOL      "luwte-bridge-1"
#define MAX_LISTENERS 32
/* The client has nothing to say on this socket. */
#define MAX_INCOMING 1024

typedef struct
{
  LuwtePracticeServer *server;
  LuwtePracticeAccount *account;
  SoupWebsocketConnection *socket;
  LuwtePracticeWire *wire;
  gboolean bare;
} Listener;

static void
listener_free (Listener *listener)
{
  g_signal_handlers_disconnect_by_data (listener->socket, listener);
  luwte_practice_wire_free (listener->wire);
  g_object_unref (listener->socket);
  g_free (listener);
}

static void
closed_cb (SoupWebsocketConnection *socket, Listener *listener)
{
  g_ptr_array_remove_fast (listener->server->listeners, listener);
  listener_free (listener);
}

static void
send_frame (Listener *listener, const char *frame)
{
  g_autofree char *bare = listener->bare ? luwte_practice_json_bare_frame (frame) : NULL;

  if (!listener->bare || bare != NULL)
    luwte_practice_wire_send (listener->wire, listener->bare ? bare : frame);
}

static void
frame_cb (LuwtePracticeLog *log, LuwtePracticeAccount *account, const char *frame,
          LuwtePracticeServer *self)
{
  for (guint i = 0; i < self->listeners->len; i++)
    {
      Listener *listener = g_ptr_array_index (self->listeners, i);

      if (listener->account == account &&
          soup_websocket_connection_get_state (listener->socket) == SOUP_WEBSOCKET_STATE_OPEN)
        send_frame (listener, frame);
    }
}

static void
send_beat (LuwtePracticeServer *self, Listener *listener)
{
  JsonBuilder *builder = json_builder_new ();
  g_autofree char *frame = NULL;

  json_builder_begin_object (builder);
  luwte_practice_json_add_string (builder, "type", "beat");
  luwte_practice_json_add_int (builder, "last",
                               luwte_practice_log_get_seq (self->log, listener->account));
  luwte_practice_json_add_int (builder, "at", luwte_clock_now ());
  json_builder_end_object (builder);
  frame = luwte_practice_json_end (builder);
  if (soup_websocket_connection_get_state (listener->socket) == SOUP_WEBSOCKET_STATE_OPEN)
    luwte_practice_wire_send (listener->wire, frame);
}

static gboolean
beat_cb (gpointer user_data)
{
  LuwtePracticeServer *self = user_data;

  for (guint i = 0; i < self->listeners->len; i++)
    send_beat (self, g_ptr_array_index (self->listeners, i));
  return G_SOURCE_CONTINUE;
}

static GHashTable *
query_of (SoupServerMessage *message)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));

  return soup_form_decode (query != NULL ? query : "");
}

static void
opened_cb (SoupServer *soup, SoupServerMessage *message, const char *path,
           SoupWebsocketConnection *socket, gpointer user_data)
{
  LuwtePracticeServer *self = user_data;
  LuwtePracticeAccount *account = luwte_practice_server_authenticate (self, message);
  g_autoptr (GHashTable) query = query_of (message);
  const char *since = g_hash_table_lookup (query, "since");
  g_autoptr (GPtrArray) frames = NULL;
  guint64 number = 0;
  Listener *listener;

  soup_websocket_connection_set_max_incoming_payload_size (socket, MAX_INCOMING);
  if (since != NULL && g_ascii_string_to_unsigned (since, 10, 0, G_MAXINT64, &number, NULL))
    frames = luwte_practice_log_since (self->log, account, g_hash_table_lookup (query, "epoch"),
                                       number);
  if (frames == NULL || self->listeners->len >= MAX_LISTENERS)
    {
      if (frames == NULL)
        soup_websocket_connection_send_text (socket, "{\"type\":\"resync\"}");
      soup_websocket_connection_close (socket, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
      return;
    }
  listener = g_new0 (Listener, 1);
  listener->server = self;
  listener->account = account;
  listener->socket = g_object_ref (socket);
  listener->wire = luwte_practice_wire_new (self->trouble, socket);
  listener->bare = luwte_practice_wants_no_texts (query);
  g_ptr_array_add (self->listeners, listener);
  g_signal_connect (socket, "closed", G_CALLBACK (closed_cb), listener);
  for (guint i = 0; i < frames->len; i++)
    send_frame (listener, g_ptr_array_index (frames, i));
  /* The first beat at once, so that an idle service gives its first good answer now. */
  send_beat (self, listener);
}

/* Runs before the upgrade, which a status prevents. */
static void
authenticate_cb (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query,
                 gpointer user_data)
{
  LuwtePracticeServer *self = user_data;

  if (luwte_practice_server_authenticate (self, message) == NULL)
    luwte_practice_reply_error (message, SOUP_STATUS_UNAUTHORIZED, "login", "Log in first");
}

void
luwte_practice_events_attach (LuwtePracticeServer *self)
{
  char *protocols[] = { (char *) PROTOCOL, NULL };

  soup_server_add_handler (self->soup, PATH, authenticate_cb, self, NULL);
  soup_server_add_websocket_handler (self->soup, PATH, NULL, protocols, opened_cb, self, NULL);
  soup_server_remove_websocket_extension (self->soup, SOUP_TYPE_WEBSOCKET_EXTENSION_DEFLATE);
  g_signal_connect (self->log, "frame", G_CALLBACK (frame_cb), self);
  self->beat_id = g_timeout_add_seconds (LUWTE_PRACTICE_BEAT_S, beat_cb, self);
}

void
luwte_practice_events_detach (LuwtePracticeServer *self)
{
  g_clear_handle_id (&self->beat_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->log, self);
  luwte_practice_events_hang_up (self);
}

void
luwte_practice_events_hang_up (LuwtePracticeServer *self)
{
  while (self->listeners->len > 0)
    {
      Listener *listener = g_ptr_array_steal_index_fast (self->listeners, 0);

      if (soup_websocket_connection_get_state (listener->socket) == SOUP_WEBSOCKET_STATE_OPEN)
        soup_websocket_connection_close (listener->socket, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
      listener_free (listener);
    }
}
