/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-contract-practice.h"

#include <libsoup/soup.h>
#include <glib/gstdio.h>
#include <string.h>

#include "luwte-bridge-service.h"
#include "luwte-json.h"
#include "luwte-secret.h"

struct _LuwtePracticeProcess
{
  GSubprocess *process;
  SoupSession *soup;
  JsonObject *first_line;
  char *scenario;     /* its path */
  GHashTable *tokens; /* session id -> the visitor's token */
};

static JsonObject *
read_first_line (GSubprocess *process)
{
  GInputStream *pipe = g_subprocess_get_stdout_pipe (process);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (pipe);
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  g_autofree char *line = NULL;
  JsonObject *object;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  line = g_data_input_stream_read_line (lines, &length, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  object = luwte_json_parse_object (line, length, 65536, &error);
  g_assert_no_error (error);
  return object;
}

LuwtePracticeProcess *
luwte_practice_process_new (const char *const *args)
{
  LuwtePracticeProcess *self = g_new0 (LuwtePracticeProcess, 1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *program = g_build_filename (g_getenv ("LUWTE_BUILD_DIR"), "src", "practice",
                                               "luwte-practice", NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;

  g_strv_builder_add_many (builder, program, "--port", "0", "--until-stdin-closes", NULL);
  for (guint i = 0; args != NULL && args[i] != NULL; i++)
    g_strv_builder_add (builder, args[i]);
  argv = g_strv_builder_end (builder);
  /* libsoup warns of a client that has hung up before it was looked at; here that is no fault. */
  g_subprocess_launcher_setenv (launcher, "G_DEBUG", "fatal-criticals", TRUE);
  self->process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  g_assert_no_error (error);
  self->first_line = read_first_line (self->process);
  self->soup = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/* Closing its standard input ends it, and well: with a status of 0, leaks and all counted. */
void
luwte_practice_process_free (LuwtePracticeProcess *self)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (self->process, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (self->process);
  g_object_unref (self->soup);
  json_object_unref (self->first_line);
  g_hash_table_unref (self->tokens);
  if (self->scenario != NULL)
    g_unlink (self->scenario);
  g_free (self->scenario);
  g_free (self);
}

const char *
luwte_practice_process_get_url (LuwtePracticeProcess *self)
{
  return json_object_get_string_member (self->first_line, "url");
}

static char *
ask_at (LuwtePracticeProcess *self, const char *path, const char *json, const char *token,
        guint *status)
{
  g_autofree char *address = g_strconcat (luwte_practice_process_get_url (self), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (json != NULL ? "POST" : "GET", address);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                bearer);
  if (json != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  body = soup_session_send_and_read (self->soup, message, NULL, &error);
  g_assert_no_error (error);
  *status = soup_message_get_status (message);
  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

/* What stands behind the "#" of a page's address. */
static const char *
key_of (LuwtePracticeProcess *self, const char *page)
{
  return strchr (json_object_get_string_member (self->first_line, page), '#') + 1;
}

static char *
ask_for (LuwtePracticeProcess *self, const char *what, const char *json, const char *token,
         guint *status)
{
  g_autofree char *path = g_strconcat ("/visitor/", what, NULL);

  return ask_at (self, path, json, token != NULL ? token : key_of (self, "visitor_url"), status);
}

void
luwte_practice_process_train (LuwtePracticeProcess *self, const char *json)
{
  const char *path = json != NULL ? "/trainer/trouble" : "/trainer/calm";
  guint status = 0;
  g_autofree char *answer = ask_at (self, path, json != NULL ? json : "{}",
                                    key_of (self, "trainer_url"), &status);

  g_assert_cmpuint (status, ==, 200);
}

char *
luwte_practice_process_ask (LuwtePracticeProcess *self, const char *what, const char *json,
                            const char *token)
{
  guint status = 0;
  char *answer = ask_for (self, what, json, token, &status);

  g_assert_cmpuint (status, ==, 200);
  return answer;
}

static gpointer
start (void)
{
  const char *empty = "{\"departments\":[\"Algemeen\",\"Jongeren\"],\"visitors\":[]}";
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("luwte-scenario-XXXXXX", &path, &error);
  const char *args[] = { "--scenario", path, NULL };
  LuwtePracticeProcess *self;

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, empty, -1, NULL));
  self = luwte_practice_process_new (args);
  self->scenario = g_steal_pointer (&path);
  return self;
}

static void
stop (gpointer server)
{
  luwte_practice_process_free (server);
}

static const char *
get_url (gpointer server)
{
  return luwte_practice_process_get_url (server);
}

static JsonObject *
account_at (LuwtePracticeProcess *self, guint i)
{
  return json_array_get_object_element (json_object_get_array_member (self->first_line, "accounts"),
                                        i);
}

static const char *
get_user (gpointer server, guint account)
{
  return json_object_get_string_member (account_at (server, account), "user");
}

static LuwteService *
connect_account (gpointer server, const char *url, guint account, gboolean wrong_secret,
                 GError **error)
{
  const char *text = json_object_get_string_member (account_at (server, account), "secret");
  g_autoptr (LuwteSecret) secret = luwte_secret_new (wrong_secret ? "wrong\"\\\n" : text, -1);

  return luwte_bridge_service_new (url, get_user (server, account), secret, error);
}

static void
trust (LuwteService *service, GTlsDatabase *database)
{
  luwte_bridge_service_set_tls_database (LUWTE_BRIDGE_SERVICE (service), database);
}

static char *
quote (const char *first, const char *first_value)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, first, first_value);
  json_node_set_object (node, object);
  return json_to_string (node, FALSE);
}

static void
tell (LuwtePracticeProcess *self, const char *what, const char *json, const char *session_id)
{
  g_free (luwte_practice_process_ask (self, what, json,
                                      g_hash_table_lookup (self->tokens, session_id)));
}

static void
say (gpointer server, const char *session_id, const char *text)
{
  g_autofree char *json = quote ("text", text);

  tell (server, "say", json, session_id);
}

static char *
arrive (gpointer server, const char *nickname, const char *text)
{
  LuwtePracticeProcess *self = server;
  g_autofree char *json = quote ("nickname", nickname);
  g_autofree char *answer = luwte_practice_process_ask (self, "arrive", json, NULL);
  g_autoptr (JsonObject) object = luwte_json_parse_object (answer, strlen (answer), 65536, NULL);
  char *id = g_strdup (json_object_get_string_member (object, "session"));

  g_hash_table_insert (self->tokens, g_strdup (id),
                       g_strdup (json_object_get_string_member (object, "token")));
  if (text != NULL)
    say (server, id, text);
  return id;
}

static char *
come_as (gpointer server, const char *person, const char *nickname)
{
  LuwtePracticeProcess *self = server;
  g_autofree char *json = g_strdup_printf ("{\"person\":\"%s\",\"nickname\":\"%s\"}", person,
                                           nickname);
  guint status = 0;
  g_autofree char *answer = ask_for (self, "arrive", json, NULL, &status);
  g_autoptr (JsonObject) told = luwte_json_parse_object (answer, strlen (answer), 65536, NULL);
  char *id;

  if (status != 200)
    return NULL;
  id = g_strdup (json_object_get_string_member (told, "session"));
  g_hash_table_insert (self->tokens, g_strdup (id),
                       g_strdup (json_object_get_string_member (told, "token")));
  return id;
}

static char *
leave_question (gpointer server, const char *text)
{
  g_autofree char *json = quote ("text", text);
  g_autofree char *answer = luwte_practice_process_ask (server, "ask", json, NULL);
  g_autoptr (JsonObject) told = luwte_json_parse_object (answer, strlen (answer), 65536, NULL);

  return g_strdup (json_object_get_string_member (told, "code"));
}

static char *
read_answer (gpointer server, const char *code)
{
  g_autofree char *answer = luwte_practice_process_ask (server, "answer", NULL, code);
  g_autoptr (JsonObject) told = luwte_json_parse_object (answer, strlen (answer), 1 << 20, NULL);

  return g_strdup (json_object_get_string_member (told, "answer"));
}

static void
leave (gpointer server, const char *session_id)
{
  tell (server, "leave", "{}", session_id);
}

static void
type (gpointer server, const char *session_id, gboolean typing)
{
  tell (server, "typing", typing ? "{\"typing\":true}" : "{\"typing\":false}", session_id);
}

static JsonObject *
look (LuwtePracticeProcess *self, const char *session_id)
{
  g_autofree char *answer = luwte_practice_process_ask (self, "messages?after=0", NULL,
                                                        g_hash_table_lookup (self->tokens,
                                                                             session_id));

  return luwte_json_parse_object (answer, strlen (answer), 64 * 1024 * 1024, NULL);
}

static gboolean
has_transcript (gpointer server, const char *session_id)
{
  g_autoptr (JsonObject) object = look (server, session_id);

  return json_object_get_boolean_member (object, "transcript");
}

static int
get_owner (gpointer server, const char *session_id)
{
  g_autoptr (JsonObject) object = look (server, session_id);
  const char *user = json_object_get_string_member (object, "user");

  for (guint i = 0; i < 3; i++)
    if (g_str_equal (user, get_user (server, i)))
      return i;
  return -1;
}

static char **
read_chat (gpointer server, const char *session_id)
{
  g_autoptr (JsonObject) object = look (server, session_id);
  JsonArray *messages = json_object_get_array_member (object, "messages");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonObject *message = json_array_get_object_element (messages, i);
      gboolean hers = g_str_equal (json_object_get_string_member (message, "from"), "visitor");

      g_strv_builder_take (builder,
                           g_strconcat (hers ? "<" : ">",
                                        json_object_get_string_member (message, "text"), NULL));
    }
  return g_strv_builder_end (builder);
}

static void
restart (gpointer server)
{
  g_free (luwte_practice_process_ask (server, "restart", "{}", NULL));
}

const LuwteContractBackend luwte_contract_practice = {
  .name = "practice",
  .send_path = "/messages",
  .list_path = "/v1/sessions ",
  .history_path = "/messages?",
  .event_path = "/v1/events",
  .event_marker = "\"type\":\"message\"",
  .refusal = "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\n"
             "Content-Length: 32\r\nConnection: close\r\n\r\n"
             "{\"error\":\"refused\",\"message\":\"\"}",
  .disabled = "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\n"
              "Content-Length: 32\r\nConnection: close\r\n\r\n"
              "{\"error\":\"refused\",\"message\":\"\"}",
  .claims = 1000,
  .start = start,
  .stop = stop,
  .get_url = get_url,
  .connect = connect_account,
  .trust = trust,
  .get_user = get_user,
  .arrive = arrive,
  .say = say,
  .leave = leave,
  .type = type,
  .come_as = come_as,
  .has_codes = TRUE,
  .ask = leave_question,
  .read_answer = read_answer,
  .has_transcript = has_transcript,
  .restart = restart,
  .get_owner = get_owner,
  .read_chat = read_chat,
};
