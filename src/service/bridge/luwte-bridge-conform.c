/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-bridge-conform.h"

#include <string.h>

#include "luwte-bridge-private.h"
#include "luwte-id.h"
#include "luwte-message.h"
#include "luwte-secret.h"
#include "luwte-session.h"

/* Whether a server keeps the protocol, for its supplier. It asks by itself and not through the
 * adapter, since the adapter bears much that the protocol forbids. A live service is disturbed as
 * little as possible: no session is touched but the one that was started for the test. */

typedef struct
{
  LuwteHttp *http;
  const char *user;
  LuwteSecret *secret;
  LuwteBridgeConformFunc report;
  gpointer user_data;
  char *bearer; /* nullable */
  char *epoch;
  gint64 seq;
  char *session; /* nullable: the one that was started for this */
  int n_failed;
} Conform;

typedef struct
{
  guint status; /* 0: no answer */
  gint64 date;
  JsonObject *object; /* nullable */
} Reply;

static void
reply_clear (Reply *reply)
{
  g_clear_pointer (&reply->object, luwte_bridge_answer_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reply, reply_clear)

static void
check (Conform *self, gboolean good, const char *what, const char *section, const char *expected)
{
  self->n_failed += !good;
  self->report (good, what, section, good ? NULL : expected, self->user_data);
}

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
}

/* body: (transfer full) (nullable) */
static Reply
ask (Conform *self, const char *path, GBytes *body, gboolean with_token)
{
  g_autoptr (GBytes) owned = body;
  LuwteHttpRequest request = {
    .method = body != NULL ? "POST" : "GET",
    .path = path,
    .authorization = with_token ? self->bearer : NULL,
    .content_type = "application/json",
    .body = body,
    .max_bytes = LUWTE_BRIDGE_MAX_ANSWER,
    .fresh_connection = TRUE,
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LuwteHttpAnswer) answer = NULL;
  Reply reply = { 0 };

  luwte_http_send_async (self->http, &request, NULL, ready_cb, &result);
  wait_for (&result);
  answer = luwte_http_send_finish (self->http, result, NULL);
  if (answer != NULL)
    {
      reply.status = luwte_http_answer_get_status (answer);
      reply.date = luwte_http_answer_get_date (answer);
      reply.object = luwte_http_answer_parse (answer, NULL);
    }
  return reply;
}

static GBytes *
text_body (const char *text)
{
  return luwte_http_body_new (g_strdup (text));
}

static gboolean
is_error (const Reply *reply, guint status, const char *code)
{
  return reply->status == status && reply->object != NULL &&
         g_strcmp0 (luwte_json_string_or (reply->object, "error", 64, NULL), code) == 0;
}

static gboolean node_has_trace (JsonNode *node);

/* Whether a member, at any depth, has a name that a visitor could be traced by. */
static gboolean
has_trace (JsonObject *object)
{
  static const char *const names[] = {
    "ip",      "address", "remote_address", "lat",           "lon",        "city",
    "country", "device",  "country_code",   "uagent",        "user_agent", "browser",
    "hash",    "code",    "referrer",       "visitor_token",
  };
  g_autoptr (GList) values = json_object_get_values (object);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (json_object_has_member (object, names[i]))
      return TRUE;
  for (GList *value = values; value != NULL; value = value->next)
    if (node_has_trace (value->data))
      return TRUE;
  return FALSE;
}

static gboolean
node_has_trace (JsonNode *node)
{
  JsonArray *array;

  if (JSON_NODE_HOLDS_OBJECT (node))
    return has_trace (json_node_get_object (node));
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (node_has_trace (json_array_get_element (array, i)))
      return TRUE;
  return FALSE;
}

static gboolean
try_info (Conform *self)
{
  g_auto (Reply) reply = ask (self, "/info", NULL, FALSE);
  guint version = 0;
  gboolean good = reply.status == 200 && reply.object != NULL &&
                  luwte_bridge_parse_info (reply.object, &version, NULL);

  check (self, good, "info names the protocol and version 1", "Transport",
         "200 {\"protocol\": \"luwte-bridge\", \"versions\": [1, ...]}");
  check (self, reply.date > 0, "an answer carries a Date header", "Transport",
         "a Date header that can be read");
  return good;
}

static gboolean
try_login (Conform *self)
{
  g_autofree char *nonsense = luwte_id_new ();
  g_autoptr (LuwteSecret) wrong_secret = luwte_secret_new (nonsense, -1);
  g_auto (Reply) none = ask (self, "/v1/me", NULL, FALSE);
  g_auto (Reply) wrong = ask (self, "/v1/login", luwte_bridge_login_body (self->user, wrong_secret),
                              FALSE);
  g_auto (Reply) right = ask (self, "/v1/login", luwte_bridge_login_body (self->user, self->secret),
                              FALSE);
  const char *token = right.status == 200 && right.object != NULL
                          ? luwte_json_string_or (right.object, "token", LUWTE_BRIDGE_MAX_TOKEN, "")
                          : "";

  check (self, is_error (&none, 401, "login"), "nothing is told without a token", "Logging in",
         "401 {\"error\": \"login\"}");
  check (self, is_error (&wrong, 401, "refused"), "a wrong secret is refused", "Logging in",
         "401 {\"error\": \"refused\"}");
  check (self, *token != '\0', "the right secret gives a token", "Logging in",
         "200 {\"token\": 1 to 512 bytes}");
  if (*token == '\0')
    return FALSE;
  self->bearer = g_strconcat ("Bearer ", token, NULL);
  return TRUE;
}

static void
try_me (Conform *self)
{
  g_auto (Reply) reply = ask (self, "/v1/me", NULL, TRUE);
  LuwteCapabilities can = LUWTE_CAPABILITY_NONE;
  const char *user = NULL;
  gboolean available = FALSE;
  gboolean good = reply.status == 200 && reply.object != NULL &&
                  luwte_bridge_parse_me (reply.object, &can, &user, &available, NULL);

  check (self, good, "me tells user and capabilities", "Logging in",
         "200 {\"user\", \"role\", \"capabilities\": [...]}");
  check (self, (can & LUWTE_CAPABILITY_CLIENT_IDS) != 0, "client ids are kept", "Logging in",
         "\"client_ids\" among the capabilities");
}

static void
try_bounds (Conform *self)
{
  g_autofree char *filler = g_strnfill (70 * 1024, 'x');
  g_autofree char *large = g_strdup_printf ("{\"available\":\"%s\"}", filler);
  g_auto (Reply) unknown = ask (self, "/v1/no-such-thing", NULL, TRUE);
  g_auto (Reply) session = ask (self, "/v1/sessions/no-such-session/claim", text_body ("{}"), TRUE);
  g_auto (Reply) broken = ask (self, "/v1/me/available", text_body ("{\"available\""), TRUE);
  g_auto (Reply) long_one = ask (self, "/v1/me/available", text_body (large), TRUE);

  check (self, is_error (&unknown, 404, "unsupported"), "an unknown path is unsupported",
         "Transport", "404 {\"error\": \"unsupported\"}");
  check (self, is_error (&session, 404, "not_found"), "an unknown session is not found",
         "Transport", "404 {\"error\": \"not_found\"}");
  check (self, is_error (&broken, 400, "bad_request"), "what is no JSON is refused", "Transport",
         "400 {\"error\": \"bad_request\"}");
  check (self, long_one.status == 413 || long_one.status == 400, "a body of 70 KiB is refused",
         "Sizes", "413 or 400");
}

static void
try_list (Conform *self, const char *nickname)
{
  g_auto (Reply) reply = ask (self, "/v1/sessions", NULL, TRUE);
  const char *epoch = NULL;
  g_autoptr (GPtrArray) sessions = reply.status == 200 && reply.object != NULL
                                       ? luwte_bridge_parse_sessions (reply.object, &epoch,
                                                                      &self->seq, NULL)
                                       : NULL;

  check (self, sessions != NULL, "the list of sessions has its members", "Sessions",
         "200 {\"epoch\", \"seq\", \"sessions\": [...]}, each within its bounds");
  if (sessions == NULL)
    return;
  self->epoch = g_strdup (epoch);
  check (self, !has_trace (reply.object), "no visitor can be traced by the list",
         "What must never be in it", "no address, place, device or token");
  for (guint i = 0; nickname != NULL && i < sessions->len; i++)
    {
      LuwteSession *session = g_ptr_array_index (sessions, i);

      if (self->session == NULL && luwte_session_get_state (session) == LUWTE_SESSION_WAITING &&
          g_str_equal (luwte_session_get_nickname (session), nickname))
        self->session = g_strdup (luwte_session_get_id (session));
    }
  if (nickname != NULL)
    check (self, self->session != NULL, "the session that was started for this waits", "Sessions",
           "a waiting session under the nickname that was given");
}

static void
frame_cb (SoupWebsocketConnection *socket, int type, GBytes *bytes, GPtrArray *frames)
{
  g_ptr_array_add (frames, g_bytes_ref (bytes));
}

static gboolean
late_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
has_words (LuwteSession *session)
{
  return *luwte_session_get_nickname (session) != '\0' ||
         luwte_session_get_last_text (session) != NULL;
}

/* What a locked workstation asks. */
static void
try_list_without_texts (Conform *self)
{
  g_auto (Reply) reply = ask (self, "/v1/sessions?texts=none", NULL, TRUE);
  const char *epoch = NULL;
  gint64 seq = 0;
  g_autoptr (GPtrArray) sessions = reply.status == 200 && reply.object != NULL
                                       ? luwte_bridge_parse_sessions (reply.object, &epoch, &seq,
                                                                      NULL)
                                       : NULL;
  gboolean good = sessions != NULL;

  for (guint i = 0; good && i < sessions->len; i++)
    good = !has_words (g_ptr_array_index (sessions, i));
  check (self, good, "the list without texts has neither names nor texts", "Sessions",
         "each session with an empty nickname, and without last");
}

/* (transfer full) (nullable): the frames until the first beat or resync, or until ten seconds went
 * by; NULL when the socket is not opened. */
static GPtrArray *
listen_for (Conform *self, const char *epoch, const char *bearer, gboolean texts,
            LuwteBridgeEventKind *last, gboolean *gapless)
{
  g_autofree char *path = g_strdup_printf ("/v1/events?since=%" G_GINT64_FORMAT "&epoch=%s%s",
                                           self->seq, epoch, texts ? "" : "&texts=none");
  g_autoptr (GPtrArray) frames = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SoupWebsocketConnection) socket = NULL;
  gboolean late = FALSE;
  guint timer, seen = 0;
  gint64 seq = self->seq;

  luwte_http_open_socket_async (self->http, path, bearer, "luwte-bridge-1", LUWTE_BRIDGE_MAX_FRAME,
                                NULL, ready_cb, &result);
  wait_for (&result);
  socket = luwte_http_open_socket_finish (self->http, result, NULL);
  if (socket == NULL)
    return NULL;
  g_signal_connect (socket, "message", G_CALLBACK (frame_cb), frames);
  timer = g_timeout_add_seconds (10, late_cb, &late);
  while (!late && *last != LUWTE_BRIDGE_EVENT_BEAT && *last != LUWTE_BRIDGE_EVENT_RESYNC)
    {
      g_main_context_iteration (NULL, TRUE);
      for (; seen < frames->len; seen++)
        {
          gsize length;
          const char *text = g_bytes_get_data (g_ptr_array_index (frames, seen), &length);
          g_auto (LuwteBridgeEvent) event = { 0 };

          *gapless = luwte_bridge_parse_event (text, length, &event, NULL) && *gapless &&
                     (event.seq < 0 || event.seq == seq + 1);
          seq = event.seq < 0 ? seq : event.seq;
          *last = event.kind;
        }
    }
  if (!late)
    g_source_remove (timer);
  g_signal_handlers_disconnect_by_data (socket, frames);
  /* After "resync" the server closes it. */
  if (soup_websocket_connection_get_state (socket) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (socket, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
  return g_steal_pointer (&frames);
}

/* Of a session in which something was said just now. */
static void
try_events_without_texts (Conform *self)
{
  LuwteBridgeEventKind last = LUWTE_BRIDGE_EVENT_UNKNOWN;
  gboolean gapless = TRUE, silent = FALSE, words = FALSE;
  g_autoptr (GPtrArray) frames = listen_for (self, self->epoch, self->bearer, FALSE, &last,
                                             &gapless);

  for (guint i = 0; frames != NULL && i < frames->len; i++)
    {
      gsize length;
      const char *text = g_bytes_get_data (g_ptr_array_index (frames, i), &length);
      g_auto (LuwteBridgeEvent) event = { 0 };

      if (!luwte_bridge_parse_event (text, length, &event, NULL))
        continue;
      silent |= event.kind == LUWTE_BRIDGE_EVENT_SILENT;
      words |= event.kind == LUWTE_BRIDGE_EVENT_MESSAGE ||
               (event.session != NULL && has_words (event.session));
    }
  check (self, frames != NULL && gapless && silent && !words,
         "the events without texts have the same numbers and no words", "Events",
         "{\"seq\": N, \"type\": \"silent\"} in the place of every event with words");
}

static void
try_events (Conform *self, gboolean after_session)
{
  LuwteBridgeEventKind last = LUWTE_BRIDGE_EVENT_UNKNOWN;
  LuwteBridgeEventKind stale = LUWTE_BRIDGE_EVENT_UNKNOWN;
  LuwteBridgeEventKind none = LUWTE_BRIDGE_EVENT_UNKNOWN;
  gboolean gapless = TRUE, ignored = TRUE;
  g_autoptr (GPtrArray) frames = listen_for (self, self->epoch, self->bearer, TRUE, &last,
                                             &gapless);
  g_autoptr (GPtrArray) other = NULL;
  g_autoptr (GPtrArray) shut = NULL;

  if (after_session)
    {
      check (self, frames != NULL && frames->len > 1 && gapless,
             "what happened meanwhile is told first, in order and without gaps", "Events",
             "all numbered events after since, each one more than the one before");
      return;
    }
  check (self, frames != NULL && last == LUWTE_BRIDGE_EVENT_BEAT && gapless,
         "the events open, and begin with a beat", "Events",
         "subprotocol luwte-bridge-1, a beat at once");
  other = listen_for (self, "another-epoch", self->bearer, TRUE, &stale, &ignored);
  check (self, other != NULL && stale == LUWTE_BRIDGE_EVENT_RESYNC, "another epoch is a resync",
         "Events", "{\"type\": \"resync\"}");
  shut = listen_for (self, self->epoch, "Bearer no-token", TRUE, &none, &ignored);
  check (self, shut == NULL, "the events are shut without a token", "Events", "401");
}

/* (transfer full) (nullable): the id of the message that was sent */
static char *
send_text (Conform *self, const char *client_id, const char *text, Reply *reply)
{
  g_autofree char *path = g_strdup_printf ("/v1/sessions/%s/messages", self->session);
  JsonObject *object;
  g_autoptr (LuwteMessage) message = NULL;

  *reply = ask (self, path,
                luwte_http_body_new (luwte_bridge_json ("client_id", client_id, "text", text)),
                TRUE);
  object = reply->status == 200 && reply->object != NULL
               ? luwte_json_object_or_null (reply->object, "message")
               : NULL;
  message = object != NULL ? luwte_bridge_parse_message (object, NULL) : NULL;
  return message != NULL && g_strcmp0 (luwte_message_get_client_id (message), client_id) == 0
             ? g_strdup (luwte_message_get_id (message))
             : NULL;
}

static void
try_messages (Conform *self)
{
  g_autofree char *client_id = luwte_id_new ();
  g_autofree char *path = g_strdup_printf ("/v1/sessions/%s/messages", self->session);
  g_auto (Reply) sent = { 0 };
  g_auto (Reply) repeated = { 0 };
  g_auto (Reply) other = { 0 };
  g_autofree char *first = send_text (self, client_id, "test 1 \"\\<b>", &sent);
  g_autofree char *again = send_text (self, client_id, "test 1 \"\\<b>", &repeated);
  g_autofree char *wrong = send_text (self, client_id, "test 2", &other);
  g_auto (Reply) page = ask (self, path, NULL, TRUE);
  gboolean more = FALSE;
  g_autoptr (GPtrArray) messages = page.status == 200 && page.object != NULL
                                       ? luwte_bridge_parse_messages (page.object, &more, NULL)
                                       : NULL;
  guint n = 0;

  for (guint i = 0; messages != NULL && first != NULL && i < messages->len; i++)
    n += g_strcmp0 (luwte_message_get_id (g_ptr_array_index (messages, i)), first) == 0 &&
         g_str_equal (luwte_message_get_text (g_ptr_array_index (messages, i)), "test 1 \"\\<b>");
  check (self, first != NULL, "a message is sent, and its client id told", "Messages",
         "200 {\"message\": {... \"client_id\"}}");
  check (self, first != NULL && g_strcmp0 (first, again) == 0,
         "the same client id is the same message", "Messages", "200 with the first message's id");
  check (self, wrong == NULL && is_error (&other, 409, "conflict"),
         "the same client id with another text is a conflict", "Messages",
         "409 {\"error\": \"conflict\"}");
  check (self, n == 1, "the page of messages has it once, as it was sent", "Messages",
         "one message with that id, and the text byte by byte");
  check (self, page.object != NULL && !has_trace (page.object),
         "no visitor can be traced by the messages", "What must never be in it",
         "no address, place, device or token");
}

static guint
act (Conform *self, const char *what)
{
  g_autofree char *path = g_strdup_printf ("/v1/sessions/%s/%s", self->session, what);
  g_auto (Reply) reply = ask (self, path, text_body ("{}"), TRUE);

  return reply.status;
}

static void
try_session (Conform *self)
{
  guint first = act (self, "claim");

  check (self, first == 200, "a waiting session is claimed", "Sessions", "200 {\"session\"}");
  check (self, act (self, "claim") == 200, "claiming again what one has is done", "Sessions",
         "200");
  if (first != 200)
    return;
  try_messages (self);
  if (self->epoch != NULL)
    {
      try_events (self, TRUE);
      try_events_without_texts (self);
    }
  check (self, act (self, "close") == 200, "a session is closed", "Sessions", "200");
  check (self, act (self, "close") == 200, "closing what one has closed is done", "Sessions",
         "200");
}

int
luwte_bridge_conform (const char *url, const char *user, LuwteSecret *secret, const char *nickname,
                      LuwteBridgeConformFunc report, gpointer user_data, GError **error)
{
  g_autoptr (LuwteHttp) http = luwte_http_new (url, error);
  Conform self = {
    .http = http, .user = user, .secret = secret, .report = report, .user_data = user_data
  };

  if (http == NULL)
    return -1;
  if (try_info (&self) && try_login (&self))
    {
      try_me (&self);
      try_bounds (&self);
      try_list (&self, nickname);
      try_list_without_texts (&self);
      if (self.epoch != NULL)
        try_events (&self, FALSE);
      if (self.session != NULL)
        try_session (&self);
      else if (nickname == NULL)
        report (-1, "claim, messages, close", "Sessions",
                "start a session and name it with --nickname", user_data);
    }
  if (self.bearer != NULL)
    luwte_wipe (self.bearer, strlen (self.bearer));
  g_free (self.bearer);
  g_free (self.epoch);
  g_free (self.session);
  return self.n_failed;
}
