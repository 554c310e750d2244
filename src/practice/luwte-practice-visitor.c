/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-practice-limits.h"
#include "luwte-practice-server-private.h"

/* The visitor's side: a page where a trainer is the visitor, and the few requests that it makes
 * (docs/practice.md). Making a visitor takes the key that stands behind the "#" of the page's
 * address; a visitor's own doings take the token that came with it. No cookie is set: a second tab
 * is a second visitor. */

static void
refuse (LuwtePracticeCall *call)
{
  luwte_practice_reply_error (call->message, SOUP_STATUS_UNAUTHORIZED, "login",
                              "The key or the token does not hold");
}

static gboolean
has_page (LuwtePracticeCall *call)
{
  return luwte_practice_holds_key (call, call->server->visitor_key);
}

static void
post_arrive (LuwtePracticeCall *call)
{
  LuwtePracticeRoom *room = call->server->room;
  GPtrArray *departments = luwte_practice_room_get_departments (room);
  const char *nickname;
  const char *department;
  LuwtePracticeSession *session;
  JsonBuilder *builder;

  if (!has_page (call))
    {
      refuse (call);
      return;
    }
  if (!luwte_practice_take_string (call, "nickname", LUWTE_PRACTICE_MAX_NAME, &nickname))
    return;
  department = luwte_json_string_or (call->body, "department", LUWTE_PRACTICE_MAX_NAME, NULL);
  if (department != NULL &&
      !g_ptr_array_find_with_equal_func (departments, department, g_str_equal, NULL))
    department = NULL;
  session = luwte_practice_room_arrive (room, nickname, department,
                                        luwte_json_bool_or (call->body, "account", FALSE),
                                        luwte_json_string_or (call->body, "person",
                                                              LUWTE_PRACTICE_MAX_ID, NULL));
  if (session == NULL)
    {
      luwte_practice_reply_error (call->message, SOUP_STATUS_SERVICE_UNAVAILABLE, "unavailable",
                                  "Too many sessions are open, or this visitor is blocked");
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  luwte_practice_json_add_string (builder, "session", session->id);
  luwte_practice_json_add_string (builder, "token", session->token);
  json_builder_end_object (builder);
  luwte_practice_reply (call->message, SOUP_STATUS_OK, luwte_practice_json_end (builder));
}

/* A question is left by anybody who has the page; the answer is for who knows its code. */
static void
post_ask (LuwtePracticeCall *call)
{
  GPtrArray *departments = luwte_practice_room_get_departments (call->server->room);
  const char *department = luwte_json_string_or (call->body, "department", LUWTE_PRACTICE_MAX_NAME,
                                                 NULL);
  LuwtePracticeQuestion *question = NULL;
  JsonBuilder *builder;
  const char *text;

  if (!has_page (call))
    {
      refuse (call);
      return;
    }
  if (!luwte_practice_take_string (call, "text", LUWTE_PRACTICE_MAX_TEXT, &text))
    return;
  if (department == NULL ||
      !g_ptr_array_find_with_equal_func (departments, department, g_str_equal, NULL))
    department = departments->len > 0 ? g_ptr_array_index (departments, 0) : "";
  question = luwte_practice_desk_ask (call->server->desk, department, text);
  if (question == NULL)
    {
      luwte_practice_reply_error (call->message, SOUP_STATUS_SERVICE_UNAVAILABLE, "unavailable",
                                  "There are too many questions");
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  luwte_practice_json_add_string (builder, "code", question->code);
  json_builder_end_object (builder);
  luwte_practice_reply (call->message, SOUP_STATUS_OK, luwte_practice_json_end (builder));
}

static void
get_answer (LuwtePracticeCall *call)
{
  const char *code = luwte_practice_bearer (call->message);
  LuwtePracticeQuestion *question =
      code != NULL ? luwte_practice_desk_find_by_code (call->server->desk, code) : NULL;
  JsonBuilder *builder;

  if (question == NULL)
    {
      refuse (call);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  luwte_practice_json_add_string (builder, "text", question->text);
  luwte_practice_json_add_string (builder, "answer",
                                  question->answer != NULL ? question->answer : "");
  json_builder_end_object (builder);
  luwte_practice_reply (call->message, SOUP_STATUS_OK, luwte_practice_json_end (builder));
}

/* What a restart of the service is to its counsellors: the conversations are there still, the
 * connection, the login and the numbers of the events are not. */
static void
post_restart (LuwtePracticeCall *call)
{
  if (!has_page (call))
    {
      refuse (call);
      return;
    }
  g_hash_table_remove_all (call->server->tokens);
  luwte_practice_events_hang_up (call->server);
  luwte_practice_log_begin_anew (call->server->log);
  luwte_practice_reply_done (call->message);
}

static void
get_departments (LuwtePracticeCall *call)
{
  GPtrArray *departments = luwte_practice_room_get_departments (call->server->room);
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "departments");
  json_builder_begin_array (builder);
  for (guint i = 0; i < departments->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (departments, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  luwte_practice_reply (call->message, SOUP_STATUS_OK, luwte_practice_json_end (builder));
}

static const char *
state_for_visitor (LuwtePracticeSession *session)
{
  switch (session->state)
    {
    case LUWTE_PRACTICE_WAITING:
      return "waiting";
    case LUWTE_PRACTICE_ACTIVE:
      return "active";
    case LUWTE_PRACTICE_VISITOR_GONE:
    case LUWTE_PRACTICE_CLOSED:
      return "closed";
    }
  return "closed";
}

/* The page asks for what is new; having it is what "read" means to the counsellor. */
static void
get_messages (LuwtePracticeCall *call, LuwtePracticeSession *session)
{
  const char *text = call->query != NULL ? g_hash_table_lookup (call->query, "after") : NULL;
  guint64 after = 0;
  LuwtePracticeMessage *read = NULL;
  JsonBuilder *builder = json_builder_new ();

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &after, NULL))
    after = 0;
  json_builder_begin_object (builder);
  luwte_practice_json_add_string (builder, "state", state_for_visitor (session));
  luwte_practice_json_add_bool (builder, "typing", session->staff_typing);
  /* A first name, as helplines do; for tests the user too, so that they see who has it. */
  luwte_practice_json_add_string (builder, "with",
                                  session->owner != NULL ? session->owner->name : "");
  luwte_practice_json_add_string (builder, "user",
                                  session->owner != NULL ? session->owner->user : "");
  json_builder_set_member_name (builder, "messages");
  json_builder_begin_array (builder);
  for (guint64 i = after; i < session->messages->len; i++)
    {
      LuwtePracticeMessage *message = g_ptr_array_index (session->messages, i);

      luwte_practice_json_add_message (builder, session, message, NULL);
      if (message->from == LUWTE_PRACTICE_FROM_STAFF)
        read = message;
    }
  json_builder_end_array (builder);
  luwte_practice_json_add_int (builder, "next", session->messages->len);
  luwte_practice_json_add_bool (builder, "transcript", session->transcript);
  json_builder_end_object (builder);
  luwte_practice_reply (call->message, SOUP_STATUS_OK, luwte_practice_json_end (builder));
  if (read != NULL)
    luwte_practice_room_visitor_reads (call->server->room, session, read);
}

static void
post_say (LuwtePracticeCall *call, LuwtePracticeSession *session)
{
  LuwtePracticeMessage *message = NULL;
  const char *text;
  const char *client_id;

  if (!luwte_practice_take_string (call, "text", LUWTE_PRACTICE_MAX_TEXT, &text))
    return;
  client_id = luwte_json_string_or (call->body, "client_id", LUWTE_PRACTICE_MAX_ID, NULL);
  if (session->state == LUWTE_PRACTICE_VISITOR_GONE)
    luwte_practice_reply_verdict (call->message, LUWTE_PRACTICE_NOT_FOUND);
  else
    luwte_practice_reply_verdict (call->message,
                                  luwte_practice_room_say (call->server->room, session, NULL,
                                                           client_id, text, &message));
}

static void
handle_own (LuwtePracticeCall *call, const char *what, gboolean post)
{
  const char *bearer = luwte_practice_bearer (call->message);
  LuwtePracticeSession *session =
      bearer != NULL ? luwte_practice_room_find_by_token (call->server->room, bearer) : NULL;
  LuwtePracticeRoom *room = call->server->room;

  if (session == NULL)
    refuse (call);
  else if (!post && g_str_equal (what, "messages"))
    get_messages (call, session);
  else if (post && g_str_equal (what, "say"))
    post_say (call, session);
  else if (post && g_str_equal (what, "typing"))
    {
      if (session->state == LUWTE_PRACTICE_ACTIVE)
        luwte_practice_room_visitor_types (room, session,
                                           luwte_json_bool_or (call->body, "typing", FALSE));
      luwte_practice_reply_done (call->message);
    }
  else if (post && g_str_equal (what, "leave"))
    {
      luwte_practice_room_visitor_leaves (room, session);
      luwte_practice_reply_done (call->message);
    }
  else
    luwte_practice_reply_error (call->message, SOUP_STATUS_NOT_FOUND, "unsupported",
                                "Nothing here");
}

void
luwte_practice_visitor_handle (LuwtePracticeCall *call)
{
  gboolean post = g_str_equal (call->method, "POST");
  gboolean get = g_str_equal (call->method, "GET");
  gboolean api = call->n_path == 2 && g_str_equal (call->path[0], "visitor");

  if (get && call->n_path == 1 && g_str_equal (call->path[0], "visitor"))
    luwte_practice_serve (call, "visitor.html", "text/html; charset=utf-8");
  else if (get && call->n_path == 1 && g_str_equal (call->path[0], "visitor.css"))
    luwte_practice_serve (call, "visitor.css", "text/css; charset=utf-8");
  else if (get && call->n_path == 1 && g_str_equal (call->path[0], "visitor.js"))
    luwte_practice_serve (call, "visitor.js", "text/javascript; charset=utf-8");
  else if (get && api && g_str_equal (call->path[1], "departments"))
    get_departments (call);
  else if (post && api && g_str_equal (call->path[1], "arrive"))
    post_arrive (call);
  else if (post && api && g_str_equal (call->path[1], "ask"))
    post_ask (call);
  else if (post && api && g_str_equal (call->path[1], "restart"))
    post_restart (call);
  else if (get && api && g_str_equal (call->path[1], "answer"))
    get_answer (call);
  else if ((get || post) && api)
    handle_own (call, call->path[1], post);
  else
    luwte_practice_reply_error (call->message, SOUP_STATUS_NOT_FOUND, "unsupported",
                                "Nothing here");
}
