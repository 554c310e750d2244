/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-practice-wire.h"

#define SLOW_BYTES   16
#define SLOW_MS      50
#define HELD_BACK_MS 700

/* An answer under way. It holds no server: whoever hangs up, or the end of the server, ends it. */
typedef struct
{
  SoupServerMessage *message;
  GBytes *body; /* nullable: what is still to be written, when it is written slowly */
  gsize written;
  guint timer;
} Answer;

static void
answer_free (Answer *answer)
{
  g_clear_handle_id (&answer->timer, g_source_remove);
  g_signal_handlers_disconnect_by_data (answer->message, answer);
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_object_unref (answer->message);
  g_free (answer);
}

static void
over_cb (SoupServerMessage *message, Answer *answer)
{
  answer_free (answer);
}

static gboolean
go_on_cb (gpointer user_data)
{
  Answer *answer = user_data;
  SoupMessageBody *body = soup_server_message_get_response_body (answer->message);

  answer->timer = 0;
  if (answer->body != NULL)
    {
      gsize left = g_bytes_get_size (answer->body) - answer->written;
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (answer->body, answer->written,
                                                        MIN (left, SLOW_BYTES));

      soup_message_body_append_bytes (body, part);
      answer->written += g_bytes_get_size (part);
      if (answer->written == g_bytes_get_size (answer->body))
        {
          soup_message_body_complete (body);
          g_clear_pointer (&answer->body, g_bytes_unref);
        }
    }
  soup_server_message_unpause (answer->message);
  return G_SOURCE_REMOVE;
}

static void
wait (Answer *answer, guint milliseconds)
{
  soup_server_message_pause (answer->message);
  answer->timer = g_timeout_add (milliseconds, go_on_cb, answer);
}

static void
wrote_chunk_cb (SoupServerMessage *message, Answer *answer)
{
  if (answer->body != NULL && answer->timer == 0)
    wait (answer, SLOW_MS);
}

void
luwte_practice_wire_cut (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);

  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

/* Half an answer that says it is a whole one, past libsoup, which would wait for the rest. */
static void
cut_within (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  static const char half[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                             "Content-Length: 4096\r\n\r\n{\"sessions\":[{\"id\":\"";

  if (socket != NULL)
    g_socket_send (socket, half, strlen (half), NULL, NULL);
  luwte_practice_wire_cut (message);
}

static void
halve (SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  g_autoptr (GBytes) whole = soup_message_body_flatten (body);
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) / 2);

  soup_message_body_truncate (body);
  soup_message_body_append_bytes (body, half);
  soup_message_body_complete (body);
}

void
luwte_practice_wire_answer (LuwtePracticeTrouble *trouble, SoupServerMessage *message)
{
  gboolean delayed, slow;
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  Answer *answer;

  if (luwte_practice_trouble_strikes (trouble, LUWTE_PRACTICE_LOSS))
    {
      luwte_practice_wire_cut (message);
      return;
    }
  if (luwte_practice_trouble_strikes (trouble, LUWTE_PRACTICE_DROP))
    {
      cut_within (message);
      return;
    }
  if (luwte_practice_trouble_strikes (trouble, LUWTE_PRACTICE_WRONG_JSON))
    halve (message);
  delayed = luwte_practice_trouble_strikes (trouble, LUWTE_PRACTICE_DELAY);
  slow = luwte_practice_trouble_strikes (trouble, LUWTE_PRACTICE_SLOW) && body->length > 0;
  if (!delayed && !slow)
    return;
  answer = g_new0 (Answer, 1);
  answer->message = g_object_ref (message);
  g_signal_connect (message, "finished", G_CALLBACK (over_cb), answer);
  g_signal_connect (message, "disconnected", G_CALLBACK (over_cb), answer);
  if (slow)
    {
      answer->body = soup_message_body_flatten (body);
      soup_message_body_truncate (body);
      soup_message_body_set_accumulate (body, FALSE);
      soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                         SOUP_ENCODING_CHUNKED);
      g_signal_connect (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), answer);
    }
  wait (answer, delayed ? luwte_practice_trouble_get (trouble, LUWTE_PRACTICE_DELAY) : SLOW_MS);
}

typedef struct
{
  char *frame;
  gint64 due; /* monotonic */
} Waiting;

struct _LuwtePracticeWire
{
  LuwtePracticeTrouble *trouble;
  SoupWebsocketConnection *socket; /* the listener's */
  GQueue waiting;                  /* Waiting, in the order in which they go out */
  guint timer;
  char *held; /* nullable: it goes out behind the next one */
  guint held_timer;
};

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_free (waiting->frame);
  g_free (waiting);
}

static void
cut_socket (LuwtePracticeWire *self)
{
  GIOStream *stream = soup_websocket_connection_get_io_stream (self->socket);

  if (G_IS_SOCKET_CONNECTION (stream))
    g_socket_shutdown (g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream)), TRUE, TRUE,
                       NULL);
  else
    soup_websocket_connection_close (self->socket, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
}

static void
put (LuwtePracticeWire *self, const char *frame)
{
  g_autofree char *half = NULL;
  guint times;

  if (soup_websocket_connection_get_state (self->socket) != SOUP_WEBSOCKET_STATE_OPEN ||
      luwte_practice_trouble_strikes (self->trouble, LUWTE_PRACTICE_LOSS))
    return;
  if (luwte_practice_trouble_strikes (self->trouble, LUWTE_PRACTICE_WRONG_JSON))
    {
      g_autofree char *part = g_strndup (frame, strlen (frame) / 2);

      half = g_utf8_make_valid (part, -1);
    }
  times = luwte_practice_trouble_strikes (self->trouble, LUWTE_PRACTICE_DUPLICATE) ? 2 : 1;
  while (times-- > 0)
    soup_websocket_connection_send_text (self->socket, half != NULL ? half : frame);
  if (luwte_practice_trouble_strikes (self->trouble, LUWTE_PRACTICE_DROP))
    cut_socket (self);
}

static void set_timer (LuwtePracticeWire *self);

static gboolean
due_cb (gpointer user_data)
{
  LuwtePracticeWire *self = user_data;
  Waiting *waiting = g_queue_pop_head (&self->waiting);

  self->timer = 0;
  put (self, waiting->frame);
  waiting_free (waiting);
  set_timer (self);
  return G_SOURCE_REMOVE;
}

static void
set_timer (LuwtePracticeWire *self)
{
  Waiting *head = g_queue_peek_head (&self->waiting);

  if (head != NULL && self->timer == 0)
    self->timer = g_timeout_add (MAX (head->due - g_get_monotonic_time (), 0) / 1000, due_cb, self);
}

static void
pass (LuwtePracticeWire *self, const char *frame)
{
  gboolean delayed = luwte_practice_trouble_strikes (self->trouble, LUWTE_PRACTICE_DELAY);
  Waiting *waiting;

  if (!delayed && g_queue_is_empty (&self->waiting))
    {
      put (self, frame);
      return;
    }
  waiting = g_new0 (Waiting, 1);
  waiting->frame = g_strdup (frame);
  waiting->due = g_get_monotonic_time () +
                 1000 * luwte_practice_trouble_get (self->trouble, LUWTE_PRACTICE_DELAY);
  g_queue_push_tail (&self->waiting, waiting);
  set_timer (self);
}

static gboolean
held_cb (gpointer user_data)
{
  LuwtePracticeWire *self = user_data;
  g_autofree char *held = g_steal_pointer (&self->held);

  self->held_timer = 0;
  pass (self, held);
  return G_SOURCE_REMOVE;
}

void
luwte_practice_wire_send (LuwtePracticeWire *self, const char *frame)
{
  g_autofree char *held = NULL;

  if (self->held == NULL && luwte_practice_trouble_strikes (self->trouble, LUWTE_PRACTICE_REORDER))
    {
      self->held = g_strdup (frame);
      self->held_timer = g_timeout_add (HELD_BACK_MS, held_cb, self);
      return;
    }
  g_clear_handle_id (&self->held_timer, g_source_remove);
  held = g_steal_pointer (&self->held);
  pass (self, frame);
  if (held != NULL)
    pass (self, held);
}

LuwtePracticeWire *
luwte_practice_wire_new (LuwtePracticeTrouble *trouble, SoupWebsocketConnection *socket)
{
  LuwtePracticeWire *self = g_new0 (LuwtePracticeWire, 1);

  self->trouble = g_object_ref (trouble);
  self->socket = g_object_ref (socket);
  g_queue_init (&self->waiting);
  return self;
}

void
luwte_practice_wire_free (LuwtePracticeWire *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->held_timer, g_source_remove);
  g_queue_clear_full (&self->waiting, waiting_free);
  g_free (self->held);
  g_object_unref (self->socket);
  g_object_unref (self->trouble);
  g_free (self);
}
