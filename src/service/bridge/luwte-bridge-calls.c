/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-bridge-private.h"

/* What the app asks of the service, one request each (history: one a page). */

/* A conversation longer than this is cut at its beginning of reading, not held in memory without
 * end: 100 pages are 20,000 messages. */
#define MAX_PAGES 100

/* A history under way, over its pages. */
typedef struct
{
  GTask *task;
  GPtrArray *messages;
  guint n_pages;
} History;

static char *
session_path (const LuwteServiceArgs *args, const char *what)
{
  return g_strdup_printf ("/sessions/%s/%s", args->session_id, what);
}

char *
luwte_bridge_json (const char *first, const char *first_value, const char *second,
                   const char *second_value)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  if (first_value != NULL)
    {
      json_builder_set_member_name (builder, first);
      json_builder_add_string_value (builder, first_value);
    }
  if (second_value != NULL)
    {
      json_builder_set_member_name (builder, second);
      json_builder_add_string_value (builder, second_value);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

gboolean
luwte_bridge_take_me (LuwteBridgeService *self, JsonObject *answer, GError **error)
{
  LuwteCapabilities capabilities;
  const char *user;
  gboolean available;

  if (!luwte_bridge_parse_me (answer, &capabilities, &user, &available, error))
    return FALSE;
  luwte_service_report_capabilities (LUWTE_SERVICE (self), capabilities, user);
  return TRUE;
}

void
luwte_bridge_finish (GTask *task, gpointer value, GDestroyNotify free_func, GError *error)
{
  if (error != NULL)
    g_task_return_error (task, error);
  else if (free_func != NULL)
    g_task_return_pointer (task, value, free_func);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static gpointer
parse_claim (JsonObject *answer, const LuwteServiceArgs *args, GError **error)
{
  JsonObject *object = luwte_json_object_or_null (answer, "session");
  g_autoptr (LuwteSession) session = object != NULL ? luwte_bridge_parse_session (object, NULL)
                                                    : NULL;

  if (session != NULL && g_strcmp0 (luwte_session_get_id (session), args->session_id) == 0 &&
      (luwte_session_get_state (session) == LUWTE_SESSION_ACTIVE ||
       luwte_session_get_state (session) == LUWTE_SESSION_VISITOR_GONE))
    return g_steal_pointer (&session);
  g_set_error_literal (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_DONE,
                       "The service said yes but the session is not ours");
  return NULL;
}

/* Only the message that we asked to send counts as an answer: anything else leaves it open. */
static gpointer
parse_sent (JsonObject *answer, const LuwteServiceArgs *args, GError **error)
{
  JsonObject *object = luwte_json_object_or_null (answer, "message");
  g_autoptr (LuwteMessage) message = object != NULL ? luwte_bridge_parse_message (object, NULL)
                                                    : NULL;

  if (message != NULL &&
      g_strcmp0 (luwte_message_get_session_id (message), args->session_id) == 0 &&
      g_strcmp0 (luwte_message_get_client_id (message),
                 luwte_outgoing_get_client_id (args->outgoing)) == 0)
    return g_steal_pointer (&message);
  g_set_error_literal (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNCERTAIN,
                       "The service answered with another message");
  return NULL;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  LuwteBridgeService *self = LUWTE_BRIDGE_SERVICE (source);
  const LuwteServiceArgs *args = g_task_get_task_data (task);
  GError *error = NULL;
  JsonObject *answer = luwte_bridge_request_finish (self, result, &error);
  const char *epoch;
  gint64 seq;
  gpointer value = NULL;
  GDestroyNotify free_func = NULL;

  if (answer != NULL)
    switch (args->op)
      {
      case LUWTE_SERVICE_OP_CHECK:
        luwte_bridge_take_me (self, answer, &error);
        break;
      case LUWTE_SERVICE_OP_LIST:
        value = luwte_bridge_parse_sessions (answer, &epoch, &seq, &error);
        free_func = (GDestroyNotify) g_ptr_array_unref;
        break;
      case LUWTE_SERVICE_OP_CLAIM:
        value = parse_claim (answer, args, &error);
        free_func = g_object_unref;
        break;
      case LUWTE_SERVICE_OP_SEND:
        value = parse_sent (answer, args, &error);
        free_func = g_object_unref;
        break;
      case LUWTE_SERVICE_OP_AVAILABLE:
        self->available = args->flag;
        break;
      case LUWTE_SERVICE_OP_RELEASE:
      case LUWTE_SERVICE_OP_CLOSE:
      case LUWTE_SERVICE_OP_ERASE:
      case LUWTE_SERVICE_OP_TRANSFER:
      case LUWTE_SERVICE_OP_HISTORY:
        break;
      }
  g_clear_pointer (&answer, luwte_bridge_answer_free);
  luwte_bridge_finish (task, value, free_func, error);
}

/* Takes history and error. */
static void
finish_history (History *history, GError *error)
{
  luwte_bridge_finish (history->task, history->messages, (GDestroyNotify) g_ptr_array_unref, error);
  if (error != NULL)
    g_ptr_array_unref (history->messages);
  g_free (history);
}

static void ask_page (History *history);

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  History *history = user_data;
  const LuwteServiceArgs *args = g_task_get_task_data (history->task);
  GError *error = NULL;
  JsonObject *answer = luwte_bridge_request_finish (LUWTE_BRIDGE_SERVICE (source), result, &error);
  g_autoptr (GPtrArray) page = NULL;
  gboolean more = FALSE;

  if (answer != NULL)
    page = luwte_bridge_parse_messages (answer, &more, &error);
  g_clear_pointer (&answer, luwte_bridge_answer_free);
  if (page == NULL)
    {
      finish_history (history, error);
      return;
    }
  more = more && page->len > 0;
  for (guint i = 0; i < page->len; i++)
    if (g_strcmp0 (luwte_message_get_session_id (g_ptr_array_index (page, i)), args->session_id) ==
        0)
      g_ptr_array_add (history->messages, g_object_ref (g_ptr_array_index (page, i)));
  history->n_pages++;
  if (more && history->messages->len > 0 && history->n_pages < MAX_PAGES)
    ask_page (history);
  else
    finish_history (history, NULL);
}

static void
ask_page (History *history)
{
  GTask *task = history->task;
  const LuwteServiceArgs *args = g_task_get_task_data (task);
  GPtrArray *messages = history->messages;
  const char *after = messages->len > 0 ? luwte_message_get_id (messages->pdata[messages->len - 1])
                                        : args->after_id;
  g_autofree char *escaped = after != NULL ? g_uri_escape_string (after, NULL, FALSE) : NULL;
  g_autofree char *path = g_strdup_printf ("/sessions/%s/messages?limit=%d%s%s", args->session_id,
                                           LUWTE_BRIDGE_MAX_PAGE, escaped != NULL ? "&after=" : "",
                                           escaped != NULL ? escaped : "");
  LuwteBridgeRequest request = { .path = path };

  luwte_bridge_request_async (g_task_get_source_object (task), &request,
                              g_task_get_cancellable (task), page_cb, history);
}

static void
call_history (GTask *task)
{
  History *history = g_new0 (History, 1);

  history->task = g_object_ref (task);
  history->messages = g_ptr_array_new_with_free_func (g_object_unref);
  ask_page (history);
}

/* The object ends with its brace; a flag that is set goes in before it. Takes json. */
static char *
with_flag (char *json, const char *flag, gboolean set)
{
  g_autofree char *object = json;
  gboolean empty = g_str_equal (object, "{}");

  if (!set)
    return g_steal_pointer (&object);
  object[strlen (object) - 1] = '\0';
  return g_strconcat (object, empty ? "" : ",", "\"", flag, "\":true}", NULL);
}

static const char *
note_of (const LuwteServiceArgs *args)
{
  return args->aside != NULL ? luwte_aside_get_text (args->aside) : NULL;
}

static gboolean
fill_request (const LuwteServiceArgs *args, LuwteBridgeRequest *request, char **path)
{
  switch (args->op)
    {
    case LUWTE_SERVICE_OP_CHECK:
      *path = g_strdup ("/me");
      return TRUE;
    case LUWTE_SERVICE_OP_LIST:
      *path = g_strdup ("/sessions");
      return TRUE;
    case LUWTE_SERVICE_OP_AVAILABLE:
      *path = g_strdup ("/me/available");
      request->json = g_strdup (args->flag ? "{\"available\":true}" : "{\"available\":false}");
      request->retry = TRUE;
      return TRUE;
    case LUWTE_SERVICE_OP_CLAIM:
      *path = session_path (args, "claim");
      request->json = g_strdup ("{}");
      request->retry = TRUE;
      return TRUE;
    case LUWTE_SERVICE_OP_RELEASE:
      *path = session_path (args, "release");
      request->json = g_strdup ("{}");
      return TRUE;
    case LUWTE_SERVICE_OP_CLOSE:
      *path = session_path (args, "close");
      request->json = with_flag (luwte_bridge_json ("topic", args->topic, NULL, NULL), "transcript",
                                 args->flag);
      request->retry = TRUE;
      return TRUE;
    case LUWTE_SERVICE_OP_ERASE:
      *path = session_path (args, "erase");
      request->json = g_strdup ("{}");
      return TRUE;
    case LUWTE_SERVICE_OP_TRANSFER:
      *path = session_path (args, "transfer");
      request->json = with_flag (luwte_bridge_json ("target", args->target, "note", note_of (args)),
                                 "consent", args->flag);
      return TRUE;
    case LUWTE_SERVICE_OP_SEND:
      *path = session_path (args, "messages");
      request->json = luwte_bridge_json ("client_id", luwte_outgoing_get_client_id (args->outgoing),
                                         "text", luwte_outgoing_get_text (args->outgoing));
      request->retry = TRUE;
      return TRUE;
    case LUWTE_SERVICE_OP_HISTORY:
      return FALSE;
    }
  return FALSE;
}

void
luwte_bridge_call (LuwteService *service, GTask *task, int op, gconstpointer data)
{
  const LuwteServiceArgs *args = data;
  LuwteBridgeRequest request = { 0 };
  g_autofree char *path = NULL;

  if (args->session_id != NULL && !luwte_bridge_id_is_valid (args->session_id))
    g_task_return_new_error_literal (task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND,
                                     "Not the id of a session");
  else if (op == LUWTE_SERVICE_OP_SEND &&
           strlen (luwte_outgoing_get_text (args->outgoing)) > LUWTE_BRIDGE_MAX_TEXT)
    g_task_return_new_error_literal (task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNSUPPORTED,
                                     "The text is too long for this service");
  else if (args->aside != NULL &&
           strlen (luwte_aside_get_text (args->aside)) > LUWTE_BRIDGE_MAX_NOTE)
    g_task_return_new_error_literal (task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNSUPPORTED,
                                     "The note is too long for this service");
  else if (op == LUWTE_SERVICE_OP_HISTORY)
    call_history (task);
  else if (fill_request (args, &request, &path))
    {
      request.path = path;
      luwte_bridge_request_async (LUWTE_BRIDGE_SERVICE (service), &request,
                                  g_task_get_cancellable (task), answered_cb, g_object_ref (task));
    }
}
