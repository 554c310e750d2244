/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-practice-server-private.h"

#include "luwte-id.h"
#include "luwte-practice-limits.h"
#include "luwte-practice-wire.h"
#include "luwte-secret.h"

/* The rule of the gate, which every request passes before anything reads it: the Host header is
 * literally 127.0.0.1 with our port, so that a page that got its own name to point here (DNS
 * rebinding) is turned away; an Origin header, which browsers send, is our own page's or missing;
 * a body says its length and keeps within the bound. No answer may be kept by a browser or framed
 * by another page. */

G_DEFINE_FINAL_TYPE (LuwtePracticeServer, luwte_practice_server, G_TYPE_OBJECT)

#define RESOURCES "/org/luwte/practice/"
#define CSP                                                                                      \
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " \
  "base-uri 'none'; "                                                                            \
  "form-action 'none'; frame-ancestors 'none'"

void
luwte_practice_reply (SoupServerMessage *message, guint status, char *json)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, json,
                                    strlen (json));
}

void
luwte_practice_reply_done (SoupServerMessage *message)
{
  luwte_practice_reply (message, SOUP_STATUS_OK, g_strdup ("{}"));
}

void
luwte_practice_reply_error (SoupServerMessage *message, guint status, const char *code,
                            const char *text)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  luwte_practice_json_add_string (builder, "error", code);
  luwte_practice_json_add_string (builder, "message", text);
  json_builder_end_object (builder);
  luwte_practice_reply (message, status, luwte_practice_json_end (builder));
}

void
luwte_practice_reply_verdict (SoupServerMessage *message, LuwtePracticeVerdict verdict)
{
  switch (verdict)
    {
    case LUWTE_PRACTICE_DONE:
      luwte_practice_reply_done (message);
      break;
    case LUWTE_PRACTICE_NOT_FOUND:
      luwte_practice_reply_error (message, SOUP_STATUS_NOT_FOUND, "not_found", "No such session");
      break;
    case LUWTE_PRACTICE_TAKEN:
      luwte_practice_reply_error (message, SOUP_STATUS_CONFLICT, "taken", "A colleague has it");
      break;
    case LUWTE_PRACTICE_CONFLICT:
      luwte_practice_reply_error (message, SOUP_STATUS_CONFLICT, "conflict",
                                  "This client id stands for another text");
      break;
    }
}

gboolean
luwte_practice_take_string (LuwtePracticeCall *call, const char *member, gsize max,
                            const char **value)
{
  if (luwte_json_peek_string (call->body, member, max, value, NULL) && **value != '\0')
    return TRUE;
  luwte_practice_reply_error (call->message, SOUP_STATUS_BAD_REQUEST, "bad_request",
                              "A member is missing, empty or too long");
  return FALSE;
}

const char *
luwte_practice_bearer (SoupServerMessage *message)
{
  const char *value =
      soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                    "Authorization");

  return value != NULL && g_str_has_prefix (value, "Bearer ") ? value + strlen ("Bearer ") : NULL;
}

LuwtePracticeAccount *
luwte_practice_server_authenticate (LuwtePracticeServer *self, SoupServerMessage *message)
{
  const char *token = luwte_practice_bearer (message);

  return token != NULL ? g_hash_table_lookup (self->tokens, token) : NULL;
}

static void
add_headers (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Content-Security-Policy", CSP);
  soup_message_headers_replace (headers, "Cross-Origin-Resource-Policy", "same-origin");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "X-Luwte-Practice", "practice");
}

static void
gate_cb (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query,
         gpointer user_data)
{
  LuwtePracticeServer *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autofree char *host = g_strdup_printf ("127.0.0.1:%u", self->port);
  g_autofree char *own = g_strconcat ("http://", host, NULL);
  const char *origin = soup_message_headers_get_one (headers, "Origin");

  add_headers (message);
  if (g_strcmp0 (soup_message_headers_get_one (headers, "Host"), host) != 0 ||
      (origin != NULL && !g_str_equal (origin, own)))
    luwte_practice_reply_error (message, SOUP_STATUS_FORBIDDEN, "forbidden",
                                "Practice answers on 127.0.0.1 and to its own page only");
  else if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED)
    luwte_practice_reply_error (message, SOUP_STATUS_LENGTH_REQUIRED, "bad_request",
                                "A body has to tell its length");
  else if (soup_message_headers_get_content_length (headers) > LUWTE_PRACTICE_MAX_BODY)
    luwte_practice_reply_error (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "too_large",
                                "The body is too long");
  else
    return;
  /* What the gate turns away is not collected either. */
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection",
                                "close");
}

static gboolean
read_body (LuwtePracticeCall *call)
{
  SoupMessageBody *body = soup_server_message_get_request_body (call->message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);

  if (length == 0)
    call->body = json_object_new ();
  else
    call->body = luwte_json_parse_object (text, length, LUWTE_PRACTICE_MAX_BODY, NULL);
  if (call->body == NULL)
    luwte_practice_reply_error (call->message, SOUP_STATUS_BAD_REQUEST, "bad_request",
                                "The body is not a JSON object");
  return call->body != NULL;
}

void
luwte_practice_serve (LuwtePracticeCall *call, const char *name, const char *type)
{
  g_autofree char *path = g_strconcat (RESOURCES, name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize length;
  const char *data;

  g_assert (bytes != NULL);
  data = g_bytes_get_data (bytes, &length);
  soup_server_message_set_status (call->message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (call->message, type, SOUP_MEMORY_COPY, data, length);
}

gboolean
luwte_practice_holds_key (LuwtePracticeCall *call, const char *key)
{
  const char *bearer = luwte_practice_bearer (call->message);
  g_autoptr (LuwteSecret) right = luwte_secret_new (key, -1);
  g_autoptr (LuwteSecret) given = luwte_secret_new (bearer != NULL ? bearer : "", -1);

  return luwte_secret_equal (right, given);
}

/* A counsellor's request, with the trainer's trouble before and behind it. What is lost has been
 * done or has not, as on any network. */
static void
handle_troubled (LuwtePracticeCall *call)
{
  LuwtePracticeTrouble *trouble = call->server->trouble;

  if (luwte_practice_trouble_strikes (trouble, LUWTE_PRACTICE_ERRORS))
    {
      luwte_practice_reply_error (call->message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "trouble",
                                  "The trainer wants it so");
      luwte_practice_wire_answer (trouble, call->message);
      return;
    }
  if (luwte_practice_trouble_get (trouble, LUWTE_PRACTICE_LOSS) > 0 && g_random_boolean () &&
      luwte_practice_trouble_strikes (trouble, LUWTE_PRACTICE_LOSS))
    {
      luwte_practice_wire_cut (call->message);
      return;
    }
  luwte_practice_api_handle (call);
  if (g_str_equal (call->method, "POST") &&
      luwte_practice_trouble_strikes (trouble, LUWTE_PRACTICE_DUPLICATE))
    {
      SoupMessageBody *body = soup_server_message_get_response_body (call->message);
      g_autoptr (GBytes) first = soup_message_body_flatten (body);

      soup_message_body_truncate (body);
      luwte_practice_api_handle (call);
      /* Some handlers leave it at the first answer. */
      if (body->length == 0)
        soup_message_body_append_bytes (body, first);
    }
  luwte_practice_wire_answer (trouble, call->message);
}

static void
request_cb (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  LuwtePracticeCall call = { .server = user_data, .message = message, .query = query };
  g_auto (GStrv) parts = g_strsplit (path + 1, "/", 6);

  call.method = soup_server_message_get_method (message);
  call.path = parts;
  call.n_path = g_strv_length (parts);
  if (g_str_equal (call.method, "POST") && !read_body (&call))
    return;
  if (call.n_path > 0 && g_str_has_prefix (parts[0], "visitor"))
    luwte_practice_visitor_handle (&call);
  else if (call.n_path > 0 && g_str_has_prefix (parts[0], "trainer"))
    luwte_practice_trainer_handle (&call);
  else if (call.n_path > 0 && g_str_equal (parts[0], "v1"))
    handle_troubled (&call);
  else
    luwte_practice_api_handle (&call);
  g_clear_pointer (&call.body, json_object_unref);
}

LuwtePracticeServer *
luwte_practice_server_new (LuwtePracticeRoom *room, LuwtePracticeDesk *desk, LuwtePracticeLog *log,
                           LuwtePracticeStage *stage)
{
  LuwtePracticeServer *self = g_object_new (LUWTE_TYPE_PRACTICE_SERVER, NULL);

  self->room = g_object_ref (room);
  self->desk = g_object_ref (desk);
  self->log = g_object_ref (log);
  self->stage = g_object_ref (stage);
  luwte_practice_events_attach (self);
  return self;
}

gboolean
luwte_practice_server_listen (LuwtePracticeServer *self, guint port, GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_from_string ("127.0.0.1");
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);
  GSList *uris;

  if (!soup_server_listen (self->soup, address, 0, error))
    return FALSE;
  uris = soup_server_get_uris (self->soup);
  self->port = g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return TRUE;
}

void
luwte_practice_server_stop (LuwtePracticeServer *self)
{
  luwte_practice_events_detach (self);
  soup_server_disconnect (self->soup);
}

char *
luwte_practice_server_get_url (LuwtePracticeServer *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u", self->port);
}

char *
luwte_practice_server_get_visitor_url (LuwtePracticeServer *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u/visitor#%s", self->port, self->visitor_key);
}

char *
luwte_practice_server_get_trainer_url (LuwtePracticeServer *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u/trainer#%s", self->port, self->trainer_key);
}

static void
luwte_practice_server_finalize (GObject *object)
{
  LuwtePracticeServer *self = LUWTE_PRACTICE_SERVER (object);

  luwte_practice_events_detach (self);
  g_clear_object (&self->soup);
  g_clear_object (&self->stage);
  g_clear_object (&self->trouble);
  g_clear_object (&self->log);
  g_clear_object (&self->desk);
  g_clear_object (&self->room);
  g_hash_table_unref (self->tokens);
  g_ptr_array_unref (self->listeners);
  g_free (self->visitor_key);
  g_free (self->trainer_key);
  G_OBJECT_CLASS (luwte_practice_server_parent_class)->finalize (object);
}

static void
luwte_practice_server_class_init (LuwtePracticeServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_practice_server_finalize;
}

static void
luwte_practice_server_init (LuwtePracticeServer *self)
{
  self->visitor_key = luwte_id_new ();
  self->trainer_key = luwte_id_new ();
  self->trouble = luwte_practice_trouble_new ();
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->listeners = g_ptr_array_new ();
  self->soup = soup_server_new ("server-header", "luwte-practice", NULL);
  soup_server_add_early_handler (self->soup, NULL, gate_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, request_cb, self, NULL);
}
