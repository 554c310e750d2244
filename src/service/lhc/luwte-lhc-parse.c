/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-lhc-parse.h"

#include <string.h>

#include "luwte-service.h"

/* Bounds of what a server may hand us. A nickname is a form field of 100 characters there. */
#define MAX_NICKNAME   400
#define MAX_DEPARTMENT 400
#define MAX_TEXT       (256 * 1024)
#define MAX_ROWS       10000
#define MAX_SUBJECTS   100
#define MAX_MEDIA      100
#define MAX_MESSAGES   100000
#define MAX_ID         G_MAXINT64

#define ZWSP           "\xe2\x80\x8b"

void
luwte_lhc_row_free (LuwteLhcRow *self)
{
  g_free (self->nickname);
  g_free (self->department);
  g_free (self->subjects);
  g_free (self);
}

static gboolean
says_error (JsonObject *answer)
{
  return luwte_json_bool_or (answer, "error", FALSE) ||
         g_strcmp0 (luwte_json_string_or (answer, "error", 8, NULL), "true") == 0;
}

/* The reason is a sentence in the language that the site has; it decides only between codes and is
 * never shown or logged. What stands here for languages other than English are the server's own
 * translations, as far as they have nothing that a name or an apostrophe would change. */
static const struct
{
  const char *fragment;
  LuwteServiceError code;
} reasons[] = {
  /* About one chat and not about us: a role that may not look into what a colleague has. */
  { "permission to read this chat", LUWTE_SERVICE_ERROR_TAKEN },
  { "permission to modify this chat", LUWTE_SERVICE_ERROR_TAKEN },
  { "keine Erlaubnis, diesen Chat zu lesen", LUWTE_SERVICE_ERROR_TAKEN },
  { "autorisation de lire ce chat", LUWTE_SERVICE_ERROR_TAKEN },
  { "permiso para leer este chat", LUWTE_SERVICE_ERROR_TAKEN },
  { "permesso di leggere questa chat", LUWTE_SERVICE_ERROR_TAKEN },
  { "pozwolenia na czytanie tego czatu", LUWTE_SERVICE_ERROR_TAKEN },
  { "permissão para ler este", LUWTE_SERVICE_ERROR_TAKEN },
  { "permissão para ler esta", LUWTE_SERVICE_ERROR_TAKEN },
  { "Authorization", LUWTE_SERVICE_ERROR_REFUSED },
  { "permission", LUWTE_SERVICE_ERROR_REFUSED },
  { "Authentifizierung fehlgeschlagen", LUWTE_SERVICE_ERROR_REFUSED },
  { "Autorisierungs-Header", LUWTE_SERVICE_ERROR_REFUSED },
  { "autorisation a échoué", LUWTE_SERVICE_ERROR_REFUSED },
  { "Autorización fallida", LUWTE_SERVICE_ERROR_REFUSED },
  { "Autorizzazione fallita", LUWTE_SERVICE_ERROR_REFUSED },
  { "Autoryzacja nie powiodła się", LUWTE_SERVICE_ERROR_REFUSED },
  { "Não autorizado", LUWTE_SERVICE_ERROR_REFUSED },
  { "not be found", LUWTE_SERVICE_ERROR_NOT_FOUND },
  { "not find", LUWTE_SERVICE_ERROR_NOT_FOUND },
  { "cannot read", LUWTE_SERVICE_ERROR_NOT_FOUND },
  { "Konnte keinen Chat nach chat_id finden", LUWTE_SERVICE_ERROR_NOT_FOUND },
  { "Impossible de trouver le chat par chat_id", LUWTE_SERVICE_ERROR_NOT_FOUND },
  { "No se pudo encontrar el chat por chat_id", LUWTE_SERVICE_ERROR_NOT_FOUND },
  { "Non è possibile trovare la chat tramite chat_id", LUWTE_SERVICE_ERROR_NOT_FOUND },
  { "Nie można znaleźć czatu według chat_id", LUWTE_SERVICE_ERROR_NOT_FOUND },
  { "Não foi possível encontrar o", LUWTE_SERVICE_ERROR_NOT_FOUND },
};

static LuwteServiceError
code_of_reason (guint http_status, const char *reason)
{
  if (http_status == 401 || http_status == 403)
    return LUWTE_SERVICE_ERROR_REFUSED;
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (strstr (reason, reasons[i].fragment) != NULL)
      return reasons[i].code;
  return LUWTE_SERVICE_ERROR_PROTOCOL;
}

gboolean
luwte_lhc_parse_check (guint http_status, JsonObject *answer, GError **error)
{
  const char *reason;

  if (http_status < 400 && !says_error (answer))
    return TRUE;
  reason = luwte_json_string_or (answer, "result", 4096, NULL);
  if (reason == NULL)
    reason = luwte_json_string_or (answer, "r", 4096, "");
  g_set_error (error, LUWTE_SERVICE_ERROR, code_of_reason (http_status, reason),
               "Live Helper Chat answered with an error (status %u)", http_status);
  return FALSE;
}

static gboolean
shape_to_protocol (GError *shape, GError **error)
{
  g_set_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_PROTOCOL,
               "Not as Live Helper Chat answers: %s", shape->message);
  g_error_free (shape);
  return FALSE;
}

gboolean
luwte_lhc_parse_user (JsonObject *answer, gint64 *id, gboolean *hidden, GError **error)
{
  g_autoptr (GError) shape = NULL;
  JsonObject *result;

  if (!luwte_json_peek_object (answer, "result", &result, &shape) ||
      !luwte_json_read_int (result, "id", 1, MAX_ID, id, &shape))
    return shape_to_protocol (g_steal_pointer (&shape), error);
  if (luwte_json_int_or (result, "disabled", 0, 1, 0) == 1)
    {
      g_set_error_literal (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_REFUSED,
                           "The account is disabled");
      return FALSE;
    }
  *hidden = luwte_json_int_or (result, "hide_online", 0, 1, 0) == 1;
  return TRUE;
}

/* (nullable): their names, and nothing else of them */
static char *
parse_subjects (JsonObject *object)
{
  g_autoptr (GString) names = g_string_new (NULL);
  JsonArray *list;

  if (!json_object_has_member (object, "subject") ||
      !luwte_json_peek_array (object, "subject", MAX_SUBJECTS, &list, NULL))
    return NULL;
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      const char *name = JSON_NODE_HOLDS_OBJECT (node)
                             ? luwte_json_string_or (json_node_get_object (node), "name",
                                                     MAX_DEPARTMENT, NULL)
                             : NULL;

      if (name != NULL && *name != '\0')
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }
  return names->len > 0 ? g_strdup (names->str) : NULL;
}

static LuwteLhcRow *
parse_row (JsonObject *object, GError **error)
{
  gint64 id, status;
  LuwteLhcRow *row;
  const char *nickname;

  if (!luwte_json_read_int (object, "id", 1, MAX_ID, &id, error) ||
      !luwte_json_read_int (object, "status", 0, 100, &status, error))
    return NULL;
  nickname = luwte_json_string_or (object, "nick", MAX_NICKNAME, "");
  row = g_new0 (LuwteLhcRow, 1);
  row->id = id;
  row->status = status;
  row->owner = luwte_json_int_or (object, "user_id", 0, MAX_ID, 0);
  row->waiting_since = luwte_json_int_or (object, "pnd_time", 1, MAX_ID, 0);
  if (row->waiting_since == 0)
    row->waiting_since = luwte_json_int_or (object, "time", 0, MAX_ID, 0);
  row->last_message_id = luwte_json_int_or (object, "last_msg_id", 0, MAX_ID, 0);
  row->nickname = g_strstrip (g_strdup (nickname));
  row->department = g_strdup (
      luwte_json_string_or (object, "department_name", MAX_DEPARTMENT, NULL));
  row->subjects = parse_subjects (object);
  row->offline_question = luwte_json_int_or (object, "status_sub", 0, 1000, 0) == 7;
  row->visitor_gone = luwte_json_int_or (object, "user_status", 0, 100, 0) == 1;
  row->typing = luwte_json_bool_or (object, "is_user_typing", FALSE);
  return row;
}

gboolean
luwte_lhc_parse_rows (JsonObject *answer, GPtrArray *rows, guint *n_listed, GError **error)
{
  g_autoptr (GError) shape = NULL;
  JsonArray *list;

  if (!luwte_json_peek_array (answer, "list", MAX_ROWS, &list, &shape))
    return shape_to_protocol (g_steal_pointer (&shape), error);
  *n_listed = json_array_get_length (list);
  for (guint i = 0; i < *n_listed; i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      LuwteLhcRow *row;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error_literal (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_PROTOCOL,
                               "A chat in the list is no object");
          return FALSE;
        }
      row = parse_row (json_node_get_object (node), &shape);
      if (row == NULL)
        return shape_to_protocol (g_steal_pointer (&shape), error);
      if (row->status == 0 || row->status == 1)
        g_ptr_array_add (rows, row);
      else
        luwte_lhc_row_free (row);
    }
  return TRUE;
}

/* The latest of the instants that a row tells; 0 when it tells none. */
static gint64
last_instant (JsonObject *object)
{
  static const char *const names[] = { "time", "pnd_time", "cls_time", "last_user_msg_time",
                                       "last_op_msg_time" };
  gint64 last = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    last = MAX (last, luwte_json_int_or (object, names[i], 0, MAX_ID, 0));
  return last;
}

gboolean
luwte_lhc_parse_closed (JsonObject *answer, gint64 before, GHashTable *counts, guint *n_listed,
                        GError **error)
{
  g_autoptr (GError) shape = NULL;
  JsonArray *list;

  if (!luwte_json_peek_array (answer, "list", MAX_ROWS, &list, &shape))
    return shape_to_protocol (g_steal_pointer (&shape), error);
  *n_listed = json_array_get_length (list);
  for (guint i = 0; i < *n_listed; i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      gint64 last = object != NULL ? last_instant (object) : 0;
      g_autoptr (GDateTime) then = NULL;
      g_autofree char *month = NULL;
      char *key;

      /* A filter that the server did not like is no reason to count what is open, or young. */
      if (last == 0 || last >= before || luwte_json_int_or (object, "status", 0, 100, 0) != 2)
        continue;
      then = g_date_time_new_from_unix_local (last);
      month = then != NULL ? g_date_time_format (then, "%Y-%m") : NULL;
      if (month == NULL || strlen (month) != 7)
        continue;
      key = g_strdelimit (
          g_strconcat (month, "/",
                       luwte_json_string_or (object, "department_name", MAX_DEPARTMENT, ""), NULL),
          "\t\n\r", ' ');
      key[7] = '\t';
      g_hash_table_insert (counts, key,
                           GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) +
                                             1));
    }
  return TRUE;
}

static gboolean
is_whisper (JsonObject *message)
{
  const char *meta = luwte_json_string_or (message, "meta_msg", MAX_TEXT, "");

  return strstr (meta, "whisper") != NULL;
}

static LuwteMessage *
parse_message (JsonObject *object, const char *session_id, gint64 my_id, gint64 *newest,
               GError **error)
{
  g_autofree char *id_text = NULL;
  g_autofree char *text = NULL;
  gint64 id, at, author;
  const char *raw;
  LuwteFrom from;

  if (!luwte_json_read_int (object, "id", 1, MAX_ID, &id, error) ||
      !luwte_json_read_int (object, "time", 0, MAX_ID, &at, error) ||
      !luwte_json_read_int (object, "user_id", -100, MAX_ID, &author, error) ||
      !luwte_json_peek_string (object, "msg", MAX_TEXT, &raw, error))
    return NULL;
  *newest = MAX (*newest, id);
  if (author < 0 || is_whisper (object))
    return NULL;
  from = author == 0       ? LUWTE_FROM_VISITOR
         : author == my_id ? LUWTE_FROM_COUNSELLOR
                           : LUWTE_FROM_COLLEAGUE;
  id_text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  text = luwte_lhc_text_in (raw);
  return luwte_message_new (session_id, id_text, NULL, from, at, text,
                            from == LUWTE_FROM_COUNSELLOR ? LUWTE_DELIVERY_SENT
                                                          : LUWTE_DELIVERY_NONE);
}

GPtrArray *
luwte_lhc_parse_messages (JsonObject *answer, const char *session_id, gint64 my_id, gint64 *newest,
                          GError **error)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) shape = NULL;
  JsonObject *result;
  JsonArray *list;

  if (!luwte_json_peek_object (answer, "result", &result, &shape) ||
      !luwte_json_peek_array (result, "messages", MAX_MESSAGES, &list, &shape))
    {
      shape_to_protocol (g_steal_pointer (&shape), error);
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      LuwteMessage *message = NULL;

      if (JSON_NODE_HOLDS_OBJECT (node))
        message = parse_message (json_node_get_object (node), session_id, my_id, newest, &shape);
      if (shape != NULL)
        {
          shape_to_protocol (g_steal_pointer (&shape), error);
          return NULL;
        }
      if (message != NULL)
        g_ptr_array_add (messages, message);
    }
  return g_steal_pointer (&messages);
}

/* Between the head of the server's template and the next head: "[b]Visitor query[/b]:", the text, an
 * empty line, "[b]Phone[/b]: …". (transfer full) (nullable) */
static char *
take_query (const char *text)
{
  static const char head[] = "[b]Visitor query[/b]:\n";
  const char *end;

  if (!g_str_has_prefix (text, head))
    return NULL;
  text += strlen (head);
  end = strstr (text, "\n[b]");
  return g_strstrip (g_strndup (text, end != NULL ? (gsize) (end - text) : strlen (text)));
}

typedef struct
{
  char *query;
  char *answer;
  gint64 asked_at;
  gint64 answered_at;
} Said;

static void
said_clear (Said *said)
{
  g_free (said->query);
  g_free (said->answer);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Said, said_clear)

/* One message of a question's chat: the question itself, or the first answer of an operator. */
static gboolean
take_said (JsonObject *object, Said *said, GError **error)
{
  gint64 at, author;
  const char *raw;

  if (!luwte_json_read_int (object, "time", 0, MAX_ID, &at, error) ||
      !luwte_json_read_int (object, "user_id", -100, MAX_ID, &author, error) ||
      !luwte_json_peek_string (object, "msg", MAX_TEXT, &raw, error))
    return FALSE;
  if (author == -1 && said->query == NULL)
    {
      said->query = take_query (raw);
      said->asked_at = said->query != NULL ? at : 0;
    }
  else if (author > 0 && said->answer == NULL && !is_whisper (object))
    {
      said->answer = luwte_lhc_text_in (raw);
      said->answered_at = at;
    }
  return TRUE;
}

static LuwteQuestionState
question_state (const LuwteLhcRow *row, const Said *said, gint64 my_id)
{
  if (row != NULL && row->status == 0)
    return LUWTE_QUESTION_OPEN;
  if (row != NULL && row->owner != my_id)
    return LUWTE_QUESTION_TAKEN;
  if (said->answer != NULL)
    return LUWTE_QUESTION_ANSWERED;
  return row != NULL ? LUWTE_QUESTION_MINE : LUWTE_QUESTION_GONE;
}

LuwteQuestion *
luwte_lhc_parse_question (JsonObject *answer, const char *id, const LuwteLhcRow *row, gint64 my_id,
                          GError **error)
{
  g_autofree char *id_text = row != NULL ? g_strdup_printf ("%" G_GINT64_FORMAT, row->id) : NULL;
  g_autoptr (GError) shape = NULL;
  g_auto (Said) said = { 0 };
  JsonObject *result;
  JsonArray *list;
  gboolean whole = luwte_json_peek_object (answer, "result", &result, &shape) &&
                   luwte_json_peek_array (result, "messages", MAX_MESSAGES, &list, &shape);

  for (guint i = 0; whole && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      whole = !JSON_NODE_HOLDS_OBJECT (node) ||
              take_said (json_node_get_object (node), &said, &shape);
    }
  if (!whole)
    {
      shape_to_protocol (g_steal_pointer (&shape), error);
      return NULL;
    }
  if (said.asked_at == 0 && row != NULL)
    said.asked_at = row->waiting_since;
  return luwte_question_new (id != NULL ? id : id_text, row != NULL ? row->department : NULL,
                             question_state (row, &said, my_id), said.asked_at, said.query,
                             said.answered_at, said.answer);
}

static gboolean
take_media (JsonObject *message, guint index, LuwteLhcMedia *media, GError **error)
{
  JsonArray *list;
  JsonNode *node;

  if (!json_object_has_member (message, "media") ||
      !luwte_json_peek_array (message, "media", MAX_MEDIA, &list, NULL) ||
      index >= json_array_get_length (list))
    return FALSE;
  node = json_array_get_element (list, index);
  if (!JSON_NODE_HOLDS_OBJECT (node) ||
      !luwte_json_read_int (json_node_get_object (node), "id", 1, MAX_ID, &media->id, error) ||
      !luwte_json_read_int (json_node_get_object (node), "size", 0, MAX_ID, &media->size, error))
    return FALSE;
  media->name = g_strdup (
      luwte_json_string_or (json_node_get_object (node), "upload_name", 1024, NULL));
  return TRUE;
}

gboolean
luwte_lhc_parse_media (JsonObject *answer, gint64 message_id, guint index, LuwteLhcMedia *media,
                       GError **error)
{
  g_autoptr (GError) shape = NULL;
  JsonObject *result;
  JsonArray *list;

  if (!luwte_json_peek_object (answer, "result", &result, &shape) ||
      !luwte_json_peek_array (result, "messages", MAX_MESSAGES, &list, &shape))
    return shape_to_protocol (g_steal_pointer (&shape), error);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      JsonObject *message = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (message == NULL || luwte_json_int_or (message, "id", 1, MAX_ID, 0) != message_id)
        continue;
      if (take_media (message, index, media, &shape))
        return TRUE;
      break;
    }
  if (shape != NULL)
    return shape_to_protocol (g_steal_pointer (&shape), error);
  g_set_error_literal (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND,
                       "That message has no such file");
  return FALSE;
}

gboolean
luwte_lhc_is_number (const char *text)
{
  return *text != '\0' && strlen (text) <= 18 && strspn (text, "0123456789") == strlen (text);
}

gboolean
luwte_lhc_parse_sent (JsonObject *answer, gint64 *id, gint64 *at, GError **error)
{
  g_autoptr (GError) shape = NULL;
  JsonObject *message = luwte_json_object_or_null (answer, "msg");

  if (message == NULL)
    {
      /* "msg": null is how it says that nothing was kept. An answer without a word of it is
       * somebody else's, and leaves open what happened. */
      if (json_object_has_member (answer, "msg") && json_object_get_null_member (answer, "msg"))
        g_set_error_literal (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_DONE,
                             "The server answered yes and kept no message");
      else
        g_set_error_literal (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNCERTAIN,
                             "Not as Live Helper Chat answers: no word of the message");
      return FALSE;
    }
  if (!luwte_json_read_int (message, "id", 1, MAX_ID, id, &shape))
    return shape_to_protocol (g_steal_pointer (&shape), error);
  *at = luwte_json_int_or (message, "time", 0, MAX_ID, 0);
  return TRUE;
}

char *
luwte_lhc_text_out (const char *text)
{
  const char *p = text;

  while (*p != '\0' && g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return *p == '!' ? g_strconcat (ZWSP, text, NULL) : g_strdup (text);
}

char *
luwte_lhc_text_in (const char *text)
{
  static const char file[] = "[file=";
  GString *plain = g_string_new (NULL);

  if (g_str_has_prefix (text, ZWSP))
    text += strlen (ZWSP);
  for (const char *p = text; *p != '\0';)
    {
      const char *end = NULL;

      /* [file=ID_HASH]: the hash opens the file for anybody, so it stays behind. */
      if (*p == '[' && g_ascii_strncasecmp (p, file, strlen (file)) == 0)
        end = strchr (p, ']');
      if (end != NULL)
        {
          g_string_append (plain, "\xf0\x9f\x93\x8e");
          p = end + 1;
        }
      else
        g_string_append_c (plain, *p++);
    }
  return g_string_free (plain, FALSE);
}

gboolean
luwte_lhc_same_text (const char *sent, const char *read)
{
  g_autofree char *out = luwte_lhc_text_out (sent);
  g_autofree char *in = luwte_lhc_text_in (out);
  g_autofree char *seen = g_strdup (read);

  return g_str_equal (g_strstrip (in), g_strstrip (seen));
}

LuwteSession *
luwte_lhc_row_to_session (const LuwteLhcRow *row, gint64 my_id)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, row->id);
  LuwteSessionState state = LUWTE_SESSION_WAITING;
  LuwteSession *session;

  if (row->status == 1 && row->owner == my_id)
    state = row->visitor_gone ? LUWTE_SESSION_VISITOR_GONE : LUWTE_SESSION_ACTIVE;
  else if (row->status == 1)
    state = LUWTE_SESSION_TAKEN;
  session = luwte_session_new (id, row->nickname, row->department, state, row->waiting_since);
  luwte_session_set_typing (session, row->typing);
  luwte_session_set_subjects (session, row->subjects);
  return session;
}
