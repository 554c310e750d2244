/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-visitors.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "luwte-bridge-service.h"
#include "luwte-secret.h"

typedef struct
{
  char *token;
  char *text;
} Saying;

struct _BenchVisitors
{
  GSubprocess *child;
  GInputStream *out;
  SoupSession *soup;
  char *scenario;
  char *url;
  char *key;
  char *user;
  char *secret;
  GAsyncQueue *sayings;
  GThread *thread;
  gint64 said_at; /* under the lock */
  GMutex lock;
};

#define must(well, error)                                                  \
  G_STMT_START                                                             \
  {                                                                        \
    if (!(well))                                                           \
      g_error ("%s: %s", #well, (error) ? (error)->message : "no answer"); \
  }                                                                        \
  G_STMT_END

static char *
post (BenchVisitors *self, SoupSession *soup, const char *what, const char *bearer,
      JsonBuilder *builder)
{
  g_autofree char *url = g_strdup_printf ("%s/visitor/%s", self->url, what);
  g_autofree char *authorization = g_strdup_printf ("Bearer %s", bearer);
  g_autoptr (JsonBuilder) body = builder;
  g_autoptr (JsonNode) root = json_builder_get_root (body);
  g_autofree char *text = json_to_string (root, FALSE);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *data;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                authorization);
  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  answer = soup_session_send_and_read (soup, message, NULL, &error);
  must (answer != NULL, error);
  if (soup_message_get_status (message) != SOUP_STATUS_OK)
    g_error ("visitor/%s: status %u", what, soup_message_get_status (message));
  data = g_bytes_get_data (answer, &length);
  return g_strndup (data, length);
}

static JsonBuilder *
object_with (const char *name, const char *value)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
  json_builder_end_object (builder);
  return builder;
}

static gpointer
say_thread (gpointer data)
{
  BenchVisitors *self = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (SoupSession) soup = NULL;

  g_main_context_push_thread_default (context);
  soup = soup_session_new ();
  for (;;)
    {
      Saying *saying = g_async_queue_pop (self->sayings);
      g_autofree char *answer = NULL;

      if (saying->token == NULL)
        {
          g_free (saying);
          break;
        }
      g_mutex_lock (&self->lock);
      self->said_at = g_get_monotonic_time ();
      g_mutex_unlock (&self->lock);
      answer = post (self, soup, "say", saying->token, object_with ("text", saying->text));
      g_free (saying->token);
      g_free (saying->text);
      g_free (saying);
    }
  g_clear_object (&soup);
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
read_first_line (BenchVisitors *self)
{
  g_autoptr (GDataInputStream) out = g_data_input_stream_new (
      g_subprocess_get_stdout_pipe (self->child));
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line (out, NULL, NULL, &error);
  JsonObject *object, *account;
  const char *visitor_url;

  must (line != NULL, error);
  must (json_parser_load_from_data (parser, line, -1, &error), error);
  object = json_node_get_object (json_parser_get_root (parser));
  account = json_array_get_object_element (json_object_get_array_member (object, "accounts"), 0);
  visitor_url = json_object_get_string_member (object, "visitor_url");
  self->url = g_strdup (json_object_get_string_member (object, "url"));
  self->key = g_strdup (strchr (visitor_url, '#') + 1);
  self->user = g_strdup (json_object_get_string_member (account, "user"));
  self->secret = g_strdup (json_object_get_string_member (account, "secret"));
  self->out = G_INPUT_STREAM (g_steal_pointer (&out));
}

BenchVisitors *
bench_visitors_new (void)
{
  BenchVisitors *self = g_new0 (BenchVisitors, 1);
  g_autofree char *program = g_build_filename (g_getenv ("LUWTE_BUILD_DIR"), "src", "practice",
                                               "luwte-practice", NULL);
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("luwte-nobody-XXXXXX.json", &self->scenario, &error);

  must (fd >= 0, error);
  g_close (fd, NULL);
  must (g_file_set_contents (self->scenario,
                             "{\"departments\": [\"Algemeen\", \"Jongeren\"], \"visitors\": []}",
                             -1, &error),
        error);
  self->child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                  &error, program, "--until-stdin-closes", "--scenario",
                                  self->scenario, NULL);
  must (self->child != NULL, error);
  read_first_line (self);
  self->soup = soup_session_new ();
  self->sayings = g_async_queue_new ();
  g_mutex_init (&self->lock);
  self->thread = g_thread_new ("visitor", say_thread, self);
  return self;
}

void
bench_visitors_free (BenchVisitors *self)
{
  g_async_queue_push (self->sayings, g_new0 (Saying, 1));
  g_thread_join (self->thread);
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->child), NULL, NULL);
  g_subprocess_wait (self->child, NULL, NULL);
  g_unlink (self->scenario);
  g_async_queue_unref (self->sayings);
  g_mutex_clear (&self->lock);
  g_object_unref (self->out);
  g_object_unref (self->soup);
  g_object_unref (self->child);
  g_free (self->scenario);
  g_free (self->url);
  g_free (self->key);
  g_free (self->user);
  g_free (self->secret);
  g_free (self);
}

LuwteService *
bench_visitors_make_service (BenchVisitors *self, GError **error)
{
  g_autoptr (LuwteSecret) secret = luwte_secret_new (self->secret, -1);

  return luwte_bridge_service_new (self->url, self->user, secret, error);
}

char *
bench_visitors_arrive (BenchVisitors *self, const char *nickname, char **session)
{
  g_autofree char *answer = post (self, self->soup, "arrive", self->key,
                                  object_with ("nickname", nickname));
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  must (json_parser_load_from_data (parser, answer, -1, &error), error);
  object = json_node_get_object (json_parser_get_root (parser));
  *session = g_strdup (json_object_get_string_member (object, "session"));
  return g_strdup (json_object_get_string_member (object, "token"));
}

void
bench_visitors_say (BenchVisitors *self, const char *token, const char *text)
{
  g_autofree char *answer = post (self, self->soup, "say", token, object_with ("text", text));
}

void
bench_visitors_say_aside (BenchVisitors *self, const char *token, const char *text)
{
  Saying *saying = g_new (Saying, 1);

  g_mutex_lock (&self->lock);
  self->said_at = 0;
  g_mutex_unlock (&self->lock);
  saying->token = g_strdup (token);
  saying->text = g_strdup (text);
  g_async_queue_push (self->sayings, saying);
}

gint64
bench_visitors_said_at (BenchVisitors *self)
{
  gint64 at;

  g_mutex_lock (&self->lock);
  at = self->said_at;
  g_mutex_unlock (&self->lock);
  return at;
}
