/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-contract-lhc.h"

#include <libsoup/soup.h>
#include <string.h>

#include "luwte-json.h"
#include "luwte-lhc-service.h"
#include "luwte-lhc-simulator.h"
#include "luwte-secret.h"

static void
trust (LuwteService *service, GTlsDatabase *database)
{
  luwte_lhc_service_set_tls_database (LUWTE_LHC_SERVICE (service), database);
}

/* --- the simulator, in a thread -------------------------------------------------------------- */

typedef struct
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  LuwteLhcSimulator *simulator;
  gboolean ready;
  GMutex mutex;
  GCond cond;
} Threaded;

static const char *const users[] = { "fatima", "jan" };
static const char *const keys[] = { "key-fatima", "key-jan" };

static gboolean
ready_cb (gpointer data)
{
  Threaded *self = data;

  g_mutex_lock (&self->mutex);
  self->ready = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  return G_SOURCE_REMOVE;
}

static gpointer
run_thread (gpointer data)
{
  Threaded *self = data;

  g_main_context_push_thread_default (self->context);
  self->simulator = luwte_lhc_simulator_new ();
  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    luwte_lhc_simulator_add_operator (self->simulator, users[i], keys[i]);
  g_main_context_invoke (self->context, ready_cb, self);
  g_main_loop_run (self->loop);
  luwte_lhc_simulator_stop (self->simulator);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_object_unref (self->simulator);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static gpointer
start (void)
{
  Threaded *self = g_new0 (Threaded, 1);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_mutex_lock (&self->mutex);
  self->thread = g_thread_new ("simulator", run_thread, self);
  while (!self->ready)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
  return self;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static void
stop (gpointer server)
{
  Threaded *self = server;
  g_autoptr (GSource) source = g_idle_source_new ();

  /* In the loop itself: told to quit before it runs, as after a scenario that asks nothing, it would
   * run for ever. */
  g_source_set_callback (source, quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

/* One thing done in the simulator's thread, waited for. */
typedef struct
{
  Threaded *server;
  void (*func) (LuwteLhcSimulator *simulator, gpointer call);
  gint64 chat;
  const char *nickname;
  const char *text;
  gboolean flag;
  gint64 number;
  char **strings;
  gboolean done;
} Call;

static gboolean
call_cb (gpointer data)
{
  Call *call = data;

  call->func (call->server->simulator, call);
  g_mutex_lock (&call->server->mutex);
  call->done = TRUE;
  g_cond_broadcast (&call->server->cond);
  g_mutex_unlock (&call->server->mutex);
  return G_SOURCE_REMOVE;
}

static void
do_call (Call *call)
{
  g_main_context_invoke (call->server->context, call_cb, call);
  g_mutex_lock (&call->server->mutex);
  while (!call->done)
    g_cond_wait (&call->server->cond, &call->server->mutex);
  g_mutex_unlock (&call->server->mutex);
}

static gint64
chat_of (const char *session_id)
{
  return g_ascii_strtoll (session_id, NULL, 10);
}

static const char *
get_url (gpointer server)
{
  return luwte_lhc_simulator_get_url (((Threaded *) server)->simulator);
}

static const char *
get_user (gpointer server, guint account)
{
  return users[account];
}

static LuwteService *
connect_account (gpointer server, const char *url, guint account, gboolean wrong_secret,
                 GError **error)
{
  g_autoptr (LuwteSecret) secret = luwte_secret_new (wrong_secret ? "wrong" : keys[account], -1);

  return luwte_lhc_service_new (url, users[account], secret, error);
}

static void
arrive_in (LuwteLhcSimulator *simulator, gpointer data)
{
  Call *call = data;

  call->number = luwte_lhc_simulator_arrive (simulator, call->nickname, 1, call->text);
}

static char *
arrive (gpointer server, const char *nickname, const char *text)
{
  Call call = { .server = server, .func = arrive_in, .nickname = nickname, .text = text };

  do_call (&call);
  return g_strdup_printf ("%" G_GINT64_FORMAT, call.number);
}

static void
say_in (LuwteLhcSimulator *simulator, gpointer data)
{
  luwte_lhc_simulator_say (simulator, ((Call *) data)->chat, ((Call *) data)->text);
}

static void
say (gpointer server, const char *session_id, const char *text)
{
  Call call = { .server = server, .func = say_in, .chat = chat_of (session_id), .text = text };

  do_call (&call);
}

static void
leave_in (LuwteLhcSimulator *simulator, gpointer data)
{
  luwte_lhc_simulator_leave (simulator, ((Call *) data)->chat);
}

static void
leave (gpointer server, const char *session_id)
{
  Call call = { .server = server, .func = leave_in, .chat = chat_of (session_id) };

  do_call (&call);
}

static void
type_in (LuwteLhcSimulator *simulator, gpointer data)
{
  luwte_lhc_simulator_set_typing (simulator, ((Call *) data)->chat, ((Call *) data)->flag);
}

static void
type (gpointer server, const char *session_id, gboolean typing)
{
  Call call = { .server = server, .func = type_in, .chat = chat_of (session_id), .flag = typing };

  do_call (&call);
}

static void
owner_in (LuwteLhcSimulator *simulator, gpointer data)
{
  Call *call = data;

  call->number = luwte_lhc_simulator_get_status (simulator, call->chat) == 1
                     ? luwte_lhc_simulator_get_owner (simulator, call->chat)
                     : 0;
}

static int
get_owner (gpointer server, const char *session_id)
{
  Call call = { .server = server, .func = owner_in, .chat = chat_of (session_id) };

  do_call (&call);
  return call.number >= 2 ? (int) call.number - 2 : -1;
}

static void
ask_in (LuwteLhcSimulator *simulator, gpointer data)
{
  Call *call = data;

  call->number = luwte_lhc_simulator_ask_offline (simulator, "Korenbloem", call->text);
}

static char *
leave_question (gpointer server, const char *text)
{
  Call call = { .server = server, .func = ask_in, .text = text };

  do_call (&call);
  return g_strdup_printf ("%" G_GINT64_FORMAT, call.number);
}

static void
read_in (LuwteLhcSimulator *simulator, gpointer data)
{
  Call *call = data;

  call->strings = luwte_lhc_simulator_read_chat (simulator, call->chat);
}

static char **
read_chat (gpointer server, const char *session_id)
{
  Call call = { .server = server, .func = read_in, .chat = chat_of (session_id) };

  do_call (&call);
  return call.strings;
}

/* What an operator wrote: all that who asked sees beside her own question. */
static char *
answer_of (char **chat)
{
  for (guint i = 0; chat[i] != NULL; i++)
    if (chat[i][0] == '>')
      return g_strdup (chat[i] + 1);
  return g_strdup ("");
}

static char *
read_answer (gpointer server, const char *code)
{
  g_auto (GStrv) chat = read_chat (server, code);

  return answer_of (chat);
}

/* The server says both with HTTP 200. */
#define OK_HEAD  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
#define REFUSAL  OK_HEAD "{\"error\":true,\"result\":\"Authorization failed!\"}"
#define DISABLED OK_HEAD "{\"error\":false,\"result\":{\"id\":2,\"disabled\":1,\"hide_online\":0}}"
#define PATHS                                                                                    \
  .send_path = "addmsgadmin", .list_path = "restapi/chats", .history_path = "fetchchatmessages", \
  .event_path = "fetchchatmessages", .event_marker = "\"msg\"", .refusal = REFUSAL,              \
  .disabled = DISABLED

const LuwteContractBackend luwte_contract_lhc = {
  .name = "lhc",
  PATHS,
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
  .ask = leave_question,
  .read_answer = read_answer,
  .get_owner = get_owner,
  .read_chat = read_chat,
};

#define FORM "application/x-www-form-urlencoded"

/* --- a real server --------------------------------------------------------------------------- */

typedef struct
{
  SoupSession *soup;
  char *url;
  char **accounts; /* "user:key" */
  char **names;
  GHashTable *hashes; /* session id to the visitor's token there */
} Real;

static char *
ask (Real *self, const char *path, const char *type_name, const char *body, guint account)
{
  g_autofree char *address = g_strdup_printf ("%s/index.php%s", self->url, path);
  g_autoptr (SoupMessage) message = soup_message_new (body != NULL ? "POST" : "GET", address);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  if (account != G_MAXUINT)
    {
      g_autofree char *encoded = g_base64_encode ((const guchar *) self->accounts[account],
                                                  strlen (self->accounts[account]));
      g_autofree char *value = g_strconcat ("Basic ", encoded, NULL);

      soup_message_headers_replace (headers, "Authorization", value);
    }
  /* The captcha there is bound to these; the address and agent are what must be seen nowhere. */
  soup_message_headers_replace (headers, "User-Agent", "Mozilla/5.0 (PlantedAgent)");
  soup_message_headers_replace (headers, "Accept", "application/json");
  soup_message_headers_replace (headers, "Accept-Language", "nl");
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, type_name, bytes);
    }
  answer = soup_session_send_and_read (self->soup, message, NULL, &error);
  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
}

static JsonObject *
ask_object (Real *self, const char *path, const char *body, guint account)
{
  g_autofree char *answer = ask (self, path, "application/json", body, account);
  g_autoptr (GError) error = NULL;
  JsonObject *object = luwte_json_parse_object (answer, strlen (answer), 64 * 1024 * 1024, &error);

  g_assert_no_error (error);
  return object;
}

static gint64
user_id (Real *self, guint account)
{
  g_autofree char *path = g_strconcat ("/restapi/getuser?username=", self->names[account], NULL);
  g_autoptr (JsonObject) answer = ask_object (self, path, NULL, account);

  return json_object_get_int_member (json_object_get_object_member (answer, "result"), "id");
}

/* What an earlier scenario left there is closed, by whoever has it. */
static void
clean (Real *self)
{
  g_autoptr (JsonObject) answer = ask_object (self, "/restapi/chats?status_ids=0,1&limit=1000",
                                              NULL, 0);
  JsonArray *list = json_object_get_array_member (answer, "list");
  gint64 second = user_id (self, 1);

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *row = json_array_get_object_element (list, i);
      guint account = json_object_get_int_member (row, "user_id") == second ? 1 : 0;
      gint64 id = json_object_get_int_member (row, "id");
      g_autofree char *claim =
          g_strdup_printf ("chat_id=%" G_GINT64_FORMAT "&msg=!active&sender=operator", id);
      g_autofree char *body = g_strdup_printf ("chat_id=%" G_GINT64_FORMAT "&status=2", id);

      /* Closing what is nobody's answers "changed" and does nothing. */
      if (json_object_get_int_member (row, "status") == 0)
        g_free (ask (self, "/restapi/addmsgadmin", FORM, claim, account));
      g_free (ask (self, "/restapi/setchatstatus", FORM, body, account));
    }
}

static gpointer
real_start (void)
{
  Real *self = g_new0 (Real, 1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  self->soup = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  self->url = g_strdup (g_getenv ("LUWTE_LHC_URL"));
  self->accounts = g_strsplit (g_getenv ("LUWTE_LHC_ACCOUNTS"), ",", -1);
  g_assert_cmpuint (g_strv_length (self->accounts), >=, 2);
  for (guint i = 0; i < 2; i++)
    g_strv_builder_take (names, g_strndup (self->accounts[i], strcspn (self->accounts[i], ":")));
  self->names = g_strv_builder_end (names);
  clean (self);
  self->hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

static void
real_stop (gpointer server)
{
  Real *self = server;

  g_object_unref (self->soup);
  g_free (self->url);
  g_strfreev (self->accounts);
  g_strfreev (self->names);
  g_hash_table_unref (self->hashes);
  g_free (self);
}

static const char *
real_get_url (gpointer server)
{
  return ((Real *) server)->url;
}

static const char *
real_get_user (gpointer server, guint account)
{
  return ((Real *) server)->names[account];
}

static LuwteService *
real_connect (gpointer server, const char *url, guint account, gboolean wrong_secret,
              GError **error)
{
  Real *self = server;
  const char *key = self->accounts[account] + strlen (self->names[account]) + 1;
  g_autoptr (LuwteSecret) secret = luwte_secret_new (wrong_secret ? "wrong" : key, -1);

  return luwte_lhc_service_new (url, self->names[account], secret, error);
}

static char *
to_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) node = json_builder_get_root (builder);

  g_object_unref (builder);
  return json_to_string (node, FALSE);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/* As the widget sends it. (transfer full): what the server says */
static JsonObject *
submit (Real *self, const char *path, const char *nickname, const char *text)
{
  g_autofree char *ts = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time () / G_USEC_PER_SEC);
  g_autofree char *captcha_path = g_strconcat ("/captcha/captchastring/fake/", ts, NULL);
  g_autoptr (JsonObject) captcha = ask_object (self, captcha_path, NULL, G_MAXUINT);
  g_autofree char *field = g_strconcat ("captcha_",
                                        json_object_get_string_member (captcha, "result"), NULL);
  JsonBuilder *builder = json_builder_new ();
  g_autofree char *body = NULL;
  JsonObject *answer;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "department");
  json_builder_begin_array (builder);
  json_builder_add_int_value (builder, 1);
  json_builder_end_array (builder);
  add_text (builder, "mode", "popup");
  json_builder_set_member_name (builder, "fields");
  json_builder_begin_object (builder);
  add_text (builder, "Username", nickname);
  add_text (builder, "Email", "planted@example.org");
  add_text (builder, "Question", text != NULL ? text : "");
  json_builder_set_member_name (builder, "DepartamentID");
  json_builder_add_int_value (builder, 1);
  add_text (builder, "tscaptcha", ts);
  add_text (builder, field, ts);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  body = to_json (builder);
  answer = ask_object (self, path, body, G_MAXUINT);
  g_assert_true (json_object_get_boolean_member (answer, "success"));
  return answer;
}

static char *
real_arrive (gpointer server, const char *nickname, const char *text)
{
  Real *self = server;
  g_autoptr (JsonObject) answer = submit (self, "/widgetrestapi/submitonline", nickname, text);
  JsonObject *chat = json_object_get_object_member (answer, "chatData");
  char *id = g_strdup_printf ("%" G_GINT64_FORMAT, json_object_get_int_member (chat, "id"));

  g_hash_table_insert (self->hashes, g_strdup (id),
                       g_strdup (json_object_get_string_member (chat, "hash")));
  return id;
}

/* The form tells nobody under which number it was kept: it is the newest one that waits. */
static char *
real_ask (gpointer server, const char *text)
{
  Real *self = server;
  g_autoptr (JsonObject) done = submit (self, "/widgetrestapi/submitoffline", "Korenbloem", text);
  g_autoptr (JsonObject) answer = ask_object (self, "/restapi/chats?status_ids=0,0&limit=1", NULL,
                                              0);
  JsonObject *row = json_array_get_object_element (json_object_get_array_member (answer, "list"),
                                                   0);

  g_assert_cmpint (json_object_get_int_member (row, "status_sub"), ==, 7);
  return g_strdup_printf ("%" G_GINT64_FORMAT, json_object_get_int_member (row, "id"));
}

static void
real_say (gpointer server, const char *session_id, const char *text)
{
  Real *self = server;
  JsonBuilder *builder = json_builder_new ();
  g_autofree char *body = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_int_value (builder, chat_of (session_id));
  add_text (builder, "hash", g_hash_table_lookup (self->hashes, session_id));
  add_text (builder, "msg", text);
  json_builder_end_object (builder);
  body = to_json (builder);
  g_free (ask (self, "/widgetrestapi/addmsguser", "application/json", body, G_MAXUINT));
}

static void
real_leave (gpointer server, const char *session_id)
{
  Real *self = server;
  g_autofree char *path = g_strdup_printf ("/chat/userclosechat/%s/%s", session_id,
                                           (char *) g_hash_table_lookup (self->hashes, session_id));

  g_free (ask (self, path, "application/json", "", G_MAXUINT));
}

static void
real_type (gpointer server, const char *session_id, gboolean typing)
{
  Real *self = server;
  g_autofree char *path = g_strdup_printf ("/chat/usertyping/%s/%s/%s", session_id,
                                           (char *) g_hash_table_lookup (self->hashes, session_id),
                                           typing ? "true" : "false");

  g_free (ask (self, path, FORM, "msg=Ik%20PLANTED", G_MAXUINT));
}

static int
real_get_owner (gpointer server, const char *session_id)
{
  Real *self = server;
  g_autoptr (JsonObject) answer = ask_object (self, "/restapi/chats?status_ids=1&limit=1000", NULL,
                                              0);
  JsonArray *list = json_object_get_array_member (answer, "list");

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *row = json_array_get_object_element (list, i);

      if (json_object_get_int_member (row, "id") != chat_of (session_id))
        continue;
      for (guint account = 0; account < 2; account++)
        if (json_object_get_int_member (row, "user_id") == user_id (self, account))
          return (int) account;
    }
  return -1;
}

static char **
real_read_chat (gpointer server, const char *session_id)
{
  Real *self = server;
  g_autofree char *path = g_strconcat ("/restapi/fetchchatmessages?chat_id=", session_id, NULL);
  g_autoptr (JsonObject) answer = ask_object (self, path, NULL, 0);
  JsonArray *list = json_object_get_array_member (json_object_get_object_member (answer, "result"),
                                                  "messages");
  g_autoptr (GStrvBuilder) said = g_strv_builder_new ();

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *row = json_array_get_object_element (list, i);
      gint64 author = json_object_get_int_member (row, "user_id");

      if (author >= 0)
        g_strv_builder_take (said, g_strconcat (author == 0 ? "<" : ">",
                                                json_object_get_string_member (row, "msg"), NULL));
    }
  return g_strv_builder_end (said);
}

static char *
real_read_answer (gpointer server, const char *code)
{
  g_auto (GStrv) chat = real_read_chat (server, code);

  return answer_of (chat);
}

const LuwteContractBackend luwte_contract_lhc_real = {
  .name = "lhc-real",
  PATHS,
  .claims = 200,
  .start = real_start,
  .stop = real_stop,
  .get_url = real_get_url,
  .connect = real_connect,
  .trust = trust,
  .get_user = real_get_user,
  .arrive = real_arrive,
  .say = real_say,
  .leave = real_leave,
  .type = real_type,
  .ask = real_ask,
  .read_answer = real_read_answer,
  .get_owner = real_get_owner,
  .read_chat = real_read_chat,
};
