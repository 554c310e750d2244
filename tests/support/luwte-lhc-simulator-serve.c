/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-lhc-simulator-private.h"

#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

/* --- answers --------------------------------------------------------------------------------- */

static void
answer_text (SoupServerMessage *message, guint status, const char *type, char *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "Access-Control-Allow-Origin", "*");
  soup_server_message_set_response (message, type, SOUP_MEMORY_TAKE, text, strlen (text));
}

static void
answer_builder (SoupServerMessage *message, guint status, JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  answer_text (message, status, "application/json", json_to_string (root, FALSE));
  g_object_unref (builder);
}

static JsonBuilder *
begin (gboolean error)
{
  JsonBuilder *builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "error");
  json_builder_add_boolean_value (builder, error);
  return builder;
}

static void
answer_result (SoupServerMessage *message, guint status, gboolean error, const char *result)
{
  JsonBuilder *builder = begin (error);

  json_builder_set_member_name (builder, "result");
  json_builder_add_string_value (builder, result);
  json_builder_end_object (builder);
  answer_builder (message, status, builder);
}

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/* --- restapi/chats --------------------------------------------------------------------------- */

static gboolean
ignored (const char *fields, const char *name)
{
  g_auto (GStrv) list = g_strsplit (fields != NULL ? fields : "", ",", -1);

  return g_strv_contains ((const char *const *) list, name);
}

static void
add_planted (JsonBuilder *builder, const char *ignore)
{
  static const char *const planted[][2] = {
    { "ip", LUWTE_LHC_PLANTED_IP4 },
    { "hash", LUWTE_LHC_PLANTED_HASH },
    { "city", LUWTE_LHC_PLANTED_CITY },
    { "country_code", "zz" },
    { "country_name", "Plantedland" },
    { "uagent", LUWTE_LHC_PLANTED_AGENT },
    { "referrer", "https://planted.example/" LUWTE_LHC_PLANTED_IP6 },
    { "session_referrer", "https://planted.example/" },
    { "email", "planted@example.org" },
    { "phone", "0900-PLANTED" },
    { "lat", "52.0009" },
    { "lon", "4.0009" },
    { "user_typing_txt", "half PLANTED text" },
    { "additional_data", "[{\"PLANTED\":1}]" },
    { "remarks", LUWTE_LHC_PLANTED_IP6 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (planted); i++)
    if (!ignored (ignore, planted[i][0]))
      add_string (builder, planted[i][0], planted[i][1]);
}

static void
add_row (JsonBuilder *builder, Chat *chat, const char *ignore, const char *prefill)
{
  json_builder_begin_object (builder);
  add_int (builder, "id", chat->id);
  add_string (builder, "nick", chat->nickname);
  add_int (builder, "status", chat->status);
  add_int (builder, "status_sub", chat->status_sub);
  add_int (builder, "time", chat->at);
  add_int (builder, "pnd_time", chat->at);
  add_int (builder, "user_id", chat->owner);
  add_int (builder, "dep_id", chat->department);
  add_int (builder, "user_status", chat->left ? 1 : 0);
  add_int (builder, "user_typing", chat->typing ? chat->at : 0);
  add_int (builder, "has_unread_messages", 1);
  add_int (builder, "last_msg_id", chat->last_message);
  add_planted (builder, ignore);
  if (ignored (prefill, "department_name"))
    add_string (builder, "department_name",
                chat->department == 1 ? "Jongerenchat" : "Volwassenenchat");
  if (ignored (prefill, "subject"))
    {
      json_builder_set_member_name (builder, "subject");
      json_builder_begin_array (builder);
      if (chat->subject != NULL)
        {
          json_builder_begin_object (builder);
          add_int (builder, "id", 1);
          add_string (builder, "name", chat->subject);
          add_string (builder, "color", LUWTE_LHC_PLANTED_CITY);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
    }
  if (ignored (prefill, "is_user_typing"))
    {
      json_builder_set_member_name (builder, "is_user_typing");
      json_builder_add_boolean_value (builder, chat->typing);
    }
  json_builder_end_object (builder);
}

/* A filter of a single 0 is empty for PHP and everything comes back; "0,0" works. */
static gboolean
status_matches (const char *filter, int status)
{
  g_auto (GStrv) list = NULL;

  if (filter == NULL || g_str_equal (filter, "0"))
    return TRUE;
  list = g_strsplit (filter, ",", -1);
  for (guint i = 0; list[i] != NULL; i++)
    if (atoi (list[i]) == status)
      return TRUE;
  return FALSE;
}

static gint64
query_int (GHashTable *query, const char *name, gint64 fallback)
{
  const char *value = query != NULL ? g_hash_table_lookup (query, name) : NULL;

  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : fallback;
}

static const char *
query_string (GHashTable *query, const char *name)
{
  return query != NULL ? g_hash_table_lookup (query, name) : NULL;
}

static void
serve_chats (LuwteLhcSimulator *self, SoupServerMessage *message, GHashTable *query)
{
  gint64 limit = query_int (query, "limit", 20), offset = query_int (query, "offset", 0);
  gint64 owner = query_int (query, "user_ids", -1), n_matching = 0;
  gint64 youngest = query_string (query, "delay") != NULL
                        ? g_get_real_time () / G_USEC_PER_SEC - query_int (query, "delay", 0)
                        : G_MAXINT64;
  const char *statuses = query_string (query, "status_ids");
  JsonBuilder *builder = begin (FALSE);

  json_builder_set_member_name (builder, "list");
  json_builder_begin_array (builder);
  /* Newest first. */
  for (guint i = self->chats->len; i > 0; i--)
    {
      Chat *chat = g_ptr_array_index (self->chats, i - 1);

      if (!status_matches (statuses, chat->status) || (owner >= 0 && chat->owner != owner) ||
          chat->at > youngest)
        continue;
      if (n_matching >= offset && n_matching < offset + limit)
        add_row (builder, chat, query_string (query, "ignore_fields"),
                 query_string (query, "prefill_fields"));
      n_matching++;
    }
  json_builder_end_array (builder);
  add_int (builder, "list_count", n_matching);
  json_builder_end_object (builder);
  answer_builder (message, 200, builder);
}

/* --- messages -------------------------------------------------------------------------------- */

static void
add_media (JsonBuilder *builder, Said *said)
{
  json_builder_set_member_name (builder, "media");
  json_builder_begin_array (builder);
  if (said->file != NULL)
    {
      json_builder_begin_object (builder);
      add_int (builder, "id", said->id);
      add_int (builder, "size", g_bytes_get_size (said->file));
      add_string (builder, "upload_name", said->file_name);
      add_string (builder, "type", "image/png");
      add_string (builder, "hash", LUWTE_LHC_PLANTED_HASH);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_said (JsonBuilder *builder, Chat *chat, Said *said, gboolean media)
{
  json_builder_begin_object (builder);
  add_int (builder, "id", said->id);
  add_string (builder, "msg", said->text);
  add_string (builder, "meta_msg", said->whisper ? "{\"content\":{\"whisper\":true}}" : "");
  add_int (builder, "time", said->at);
  add_int (builder, "chat_id", chat->id);
  add_int (builder, "user_id", said->author);
  add_string (builder, "name_support", said->author > 0 ? "Operator" : "");
  add_int (builder, "del_st", 1);
  if (media)
    add_media (builder, said);
  json_builder_end_object (builder);
}

static gboolean
is_closed_to (LuwteLhcSimulator *self, Chat *chat, Operator *operator)
{
  return self->closed_role && chat->owner != 0 && chat->owner != operator->id;
}

static void
serve_messages (LuwteLhcSimulator *self, SoupServerMessage *message, GHashTable *query,
                Operator *operator)
{
  Chat *chat = luwte_lhc_simulator_find_chat (self, query_int (query, "chat_id", 0));
  gint64 after = query_int (query, "last_message_id", 0);
  JsonBuilder *builder;

  if (chat == NULL)
    {
      answer_result (message, 200, TRUE, "Could not find chat by chat_id!");
      return;
    }
  if (is_closed_to (self, chat, operator))
    {
      answer_result (message, 200, TRUE, "You do not have permission to read this chat!");
      return;
    }
  builder = begin (FALSE);
  json_builder_set_member_name (builder, "result");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "messages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < chat->said->len; i++)
    {
      Said *said = g_ptr_array_index (chat->said, i);

      if (said->id > after)
        add_said (builder, chat, said, query_string (query, "extract_media") != NULL);
    }
  json_builder_end_array (builder);
  add_string (builder, "ot", "");
  add_int (builder, "lmid", after);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  answer_builder (message, 200, builder);
}

/* The server's own commands. Returns FALSE for text that is none. */
static gboolean
run_command (LuwteLhcSimulator *self, Chat *chat, Operator *operator, const char * text,
             gboolean *known)
{
  *known = TRUE;
  if (text[0] != '!')
    return FALSE;
  if (g_str_equal (text, "!active"))
    {
      /* Under the row lock: the first one has it; a closed chat is reopened. */
      if (!self->lies && (chat->status != 1 || chat->owner == 0))
        {
          chat->status = 1;
          chat->owner = operator->id;
        }
    }
  else if (g_str_equal (text, "!close"))
    chat->status = 2;
  else if (g_str_equal (text, "!pending"))
    {
      chat->status = 0;
      chat->owner = 0;
    }
  else if (g_str_has_prefix (text, "!transferforce "))
    {
      for (guint i = 0; i < self->operators->len; i++)
        {
          Operator *other = g_ptr_array_index (self->operators, i);

          if (self->misdirects)
            chat->owner = ((Operator *) g_ptr_array_index (self->operators, 0))->id;
          else if (g_str_equal (other->user, text + strlen ("!transferforce ")))
            chat->owner = other->id;
        }
    }
  else
    *known = FALSE;
  return TRUE;
}

static void
answer_said (SoupServerMessage *message, Chat *chat, Said *said)
{
  JsonBuilder *builder = begin (FALSE);

  add_string (builder, "r", said != NULL ? "" : "<i>Unknown command!</i>");
  json_builder_set_member_name (builder, "msg");
  if (said != NULL)
    add_said (builder, chat, said, FALSE);
  else
    json_builder_add_null_value (builder);
  json_builder_end_object (builder);
  answer_builder (message, 200, builder);
}

static void
serve_add (LuwteLhcSimulator *self, SoupServerMessage *message, GHashTable *form,
           Operator *operator)
{
  Chat *chat = luwte_lhc_simulator_find_chat (self, query_int (form, "chat_id", 0));
  const char *sender = query_string (form, "sender");
  g_autofree char *text = g_strstrip (g_strdup (query_string (form, "msg")));
  gboolean known;
  Said *said = NULL;

  if (sender == NULL)
    {
      answer_result (message, 400, TRUE, "Invalid field name &#039;sender&#039; requested.");
      return;
    }
  if (chat == NULL || is_closed_to (self, chat, operator))
    {
      JsonBuilder *builder = begin (TRUE);

      add_string (builder, "r", "You cannot read this chat!");
      json_builder_end_object (builder);
      answer_builder (message, 400, builder);
      return;
    }
  if (run_command (self, chat, operator, text, &known))
    {
      if (known)
        {
          g_autofree char *line = g_strdup_printf ("[b]%s[/b]: %s || done", operator->user, text);

          said = luwte_lhc_simulator_append_said (self, chat, -1, line);
        }
    }
  else if (!self->lies && *text != '\0')
    {
      said = luwte_lhc_simulator_append_said (self, chat, operator->id, text);
      said->whisper = g_str_equal (sender, "whisper");
      /* A greeting of whoever comes first accepts the chat, too. */
      if (chat->status == 0)
        {
          chat->status = 1;
          chat->owner = operator->id;
        }
    }
  answer_said (message, chat, said);
}

static void
serve_status (LuwteLhcSimulator *self, SoupServerMessage *message, GHashTable *form,
              Operator *operator)
{
  Chat *chat = luwte_lhc_simulator_find_chat (self, query_int (form, "chat_id", 0));
  int status = (int) query_int (form, "status", -1);

  if (chat == NULL)
    {
      answer_result (message, 400, TRUE, "Chat could not be found!");
      return;
    }
  if (is_closed_to (self, chat, operator))
    {
      answer_result (message, 400, TRUE,
                     "You do not have permission to modify this chat. Make sure you have assigned "
                     "department");
      return;
    }
  /* A colleague's chat, or closing what is nobody's: "changed", and nothing happens. */
  if (!self->lies && (chat->owner == operator->id || (chat->owner == 0 && status == 1)))
    {
      if (self->loses_updates && chat->last_message > 0)
        chat->last_message--;
      chat->status = status;
      chat->owner = status == 0 ? 0 : operator->id;
    }
  answer_result (message, 200, FALSE, "Status changed!");
}

/* --- the rest -------------------------------------------------------------------------------- */

static Operator *
find_user (LuwteLhcSimulator *self, const char *user)
{
  for (guint i = 0; i < self->operators->len; i++)
    {
      Operator *operator= g_ptr_array_index (self->operators, i);

      if (g_strcmp0 (operator->user, user) == 0)
        return operator;
    }
  return NULL;
}

static void
serve_user (LuwteLhcSimulator *self, SoupServerMessage *message, GHashTable *query, Operator *me)
{
  Operator *operator= find_user (self, query_string (query, "username"));
  JsonBuilder *builder;

  if (operator== NULL || (operator!= me && !self->lists_users))
    {
      answer_result (message, 200, TRUE,
                                   operator== NULL ? "User could not be found!"
                                                   : "You do not have permission to list a users.");
      return;
    }
  builder = begin (FALSE);
  json_builder_set_member_name (builder, "result");
  json_builder_begin_object (builder);
  add_int (builder, "id", operator->id);
  add_int (builder, "disabled", operator->disabled ? 1 : 0);
  add_string (builder, "username", operator->user);
  add_string (builder, "email", "operator@example.org");
  add_string (builder, "departments_ids", "1,2");
  add_int (builder, "hide_online", operator->online ? 0 : 1);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  answer_builder (message, 200, builder);
}

static void
serve_operator_status (LuwteLhcSimulator *self, SoupServerMessage *message, GHashTable *query)
{
  gint64 id = query_int (query, "user_id", 0);
  gboolean online = g_strcmp0 (query_string (query, "status"), "true") == 0;

  for (guint i = 0; i < self->operators->len; i++)
    {
      Operator *operator= g_ptr_array_index (self->operators, i);

      if (operator->id == id && !self->lies)
        operator->online = online;
    }
  answer_text (message, 200, "application/json",
               g_strdup_printf ("{\"offline\":%d}", online ? 0 : 1));
}

static void
serve_delete (LuwteLhcSimulator *self, SoupServerMessage *message, const char *path,
              Operator *operator)
{
  Chat *chat = luwte_lhc_simulator_find_chat (self,
                                              g_ascii_strtoll (strrchr (path, '/') + 1, NULL, 10));
  JsonBuilder *builder;

  if (chat == NULL || chat->owner != operator->id)
    {
      answer_result (message, 400, TRUE,
                     chat == NULL ? "Chat could not be found!"
                                  : "You do not have permission to delete this chat!");
      return;
    }
  if (!self->lies)
    g_ptr_array_remove (self->chats, chat);
  builder = begin (FALSE);
  json_builder_set_member_name (builder, "result");
  json_builder_add_boolean_value (builder, TRUE);
  json_builder_end_object (builder);
  answer_builder (message, 200, builder);
}

static Operator *
find_operator (LuwteLhcSimulator *self, SoupServerMessage *message)
{
  const char *header =
      soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                    "Authorization");

  for (guint i = 0; header != NULL && i < self->operators->len; i++)
    {
      Operator *operator= g_ptr_array_index (self->operators, i);
      g_autofree char *plain = g_strdup_printf ("%s:%s", operator->user, operator->key);
      g_autofree char *encoded = g_base64_encode ((const guchar *) plain, strlen (plain));
      g_autofree char *expected = g_strconcat ("Basic ", encoded, NULL);

      if (g_str_equal (header, expected))
        return operator;
    }
  return NULL;
}

/* What is refused comes with HTTP 200 too, as a picture that says so. */
static void
serve_file (LuwteLhcSimulator *self, SoupServerMessage *message, const char *path)
{
  gint64 id = g_ascii_strtoll (strrchr (path, '/') + 1, NULL, 10);

  for (guint i = 0; i < self->chats->len; i++)
    {
      Chat *chat = g_ptr_array_index (self->chats, i);

      for (guint j = 0; j < chat->said->len; j++)
        {
          Said *said = g_ptr_array_index (chat->said, j);
          gsize length = 0;
          const char *bytes = said->file != NULL ? g_bytes_get_data (said->file, &length) : NULL;

          if (said->id != id || bytes == NULL)
            continue;
          soup_server_message_set_status (message, 200, NULL);
          soup_server_message_set_response (message, "image/png", SOUP_MEMORY_COPY,
                                            self->lies ? "denied" : bytes,
                                            self->lies ? strlen ("denied") : length);
          return;
        }
    }
  answer_result (message, 400, TRUE, "File could not be found!");
}

static void
serve (LuwteLhcSimulator *self, SoupServerMessage *message, const char *path, GHashTable *query)
{
  Operator *operator= find_operator (self, message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autofree char *text = g_strndup (body->data != NULL ? body->data : "", body->length);
  g_autoptr (GHashTable) form = soup_form_decode (text);
  const char *method = soup_server_message_get_method (message);

  if (operator== NULL)
    answer_result (message, 200, TRUE, "Authorization failed!");
  else if (g_str_equal (path, "/index.php/restapi/getuser"))
    serve_user (self, message, query, operator);
  else if (g_str_equal (path, "/index.php/restapi/chats"))
    {
      operator->n_heartbeats += query_int (query, "update_activity", 0) == 1 ? 1 : 0;
      serve_chats (self, message, query);
    }
  else if (g_str_equal (path, "/index.php/restapi/fetchchatmessages"))
    serve_messages (self, message, query, operator);
  else if (g_str_equal (path, "/index.php/restapi/addmsgadmin"))
    serve_add (self, message, form, operator);
  else if (g_str_equal (path, "/index.php/restapi/setchatstatus"))
    serve_status (self, message, form, operator);
  else if (g_str_equal (path, "/index.php/restapi/setoperatorstatus"))
    serve_operator_status (self, message, query);
  else if (g_str_has_prefix (path, "/index.php/restapi/chat/") && g_str_equal (method, "DELETE"))
    serve_delete (self, message, path, operator);
  else if (g_str_has_prefix (path, "/index.php/restapi/file/"))
    serve_file (self, message, path);
  else
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location",
                                    "/index.php/");
      soup_server_message_set_status (message, 302, NULL);
    }
}

/* TRUE when the answer is spoilt already. */
static gboolean
make_trouble (LuwteLhcSimulator *self, SoupServerMessage *message)
{
  switch (self->trouble)
    {
    case LUWTE_LHC_TROUBLE_HTML:
      answer_text (message, 200, "text/html",
                   g_strdup ("<html><body>Sign in to the network</body></html>"));
      return TRUE;
    case LUWTE_LHC_TROUBLE_WRONG_JSON:
      answer_text (message, 200, "application/json",
                   g_strdup ("{\"error\":false,\"list\":[{\"id\":"));
      return TRUE;
    case LUWTE_LHC_TROUBLE_500:
      answer_text (message, 500, "text/html", g_strdup ("<h1>Internal error</h1>"));
      return TRUE;
    case LUWTE_LHC_TROUBLE_302:
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location",
                                    "http://127.0.0.1:9/elsewhere");
      soup_server_message_set_status (message, 302, NULL);
      return TRUE;
    case LUWTE_LHC_TROUBLE_HUGE:
      {
        gsize length = 200 * 1000 * 1000;
        char *huge = g_malloc (length + 1);

        memset (huge, ' ', length);
        huge[0] = '{';
        huge[length] = '\0';
        answer_text (message, 200, "application/json", huge);
        return TRUE;
      }
    case LUWTE_LHC_TROUBLE_REVOKED:
      answer_result (message, 200, TRUE, "Authorization failed!");
      return TRUE;
    case LUWTE_LHC_TROUBLE_NONE:
    case LUWTE_LHC_TROUBLE_SILENT:
    case LUWTE_LHC_TROUBLE_LATE:
      break;
    }
  return FALSE;
}

static void
drop_connection (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);

  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

void
luwte_lhc_simulator_request_cb (SoupServer *server, SoupServerMessage *message, const char *path,
                                GHashTable *query, gpointer user_data)
{
  LuwteLhcSimulator *self = user_data;
  gboolean troubled;

  g_string_append_printf (self->log, "%s %s\n", soup_server_message_get_method (message), path);
  troubled = self->trouble_left > 0 &&
             (self->trouble_where == NULL || strstr (path, self->trouble_where) != NULL);
  if (troubled)
    self->trouble_left--;
  if (troubled && make_trouble (self, message))
    return;
  serve (self, message, path, query);
  if (troubled && self->trouble == LUWTE_LHC_TROUBLE_SILENT)
    drop_connection (message);
  if (troubled && self->trouble == LUWTE_LHC_TROUBLE_LATE)
    {
      soup_server_message_pause (message);
      g_ptr_array_add (self->late, g_object_ref (message));
    }
}
