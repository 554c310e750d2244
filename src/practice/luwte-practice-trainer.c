/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-practice-limits.h"
#include "luwte-practice-server-private.h"

/* The trainer's side: which scenario is played, and what goes wrong between the service and its
 * counsellors (docs/practice.md). All of it takes the key that stands behind the "#" of the page's
 * address, which is another one than the visitor's page has. */

static void
reply_bad (LuwtePracticeCall *call, const char *text)
{
  luwte_practice_reply_error (call->message, SOUP_STATUS_BAD_REQUEST, "bad_request", text);
}

static void
add_counts (LuwtePracticeServer *server, JsonBuilder *builder)
{
  g_autoptr (GPtrArray) sessions = luwte_practice_room_list (server->room);
  GPtrArray *questions = luwte_practice_desk_get_questions (server->desk);
  guint n_waiting = 0, n_open = 0;

  for (guint i = 0; i < sessions->len; i++)
    {
      LuwtePracticeSession *session = g_ptr_array_index (sessions, i);

      n_waiting += session->state == LUWTE_PRACTICE_WAITING;
    }
  for (guint i = 0; i < questions->len; i++)
    {
      LuwtePracticeQuestion *question = g_ptr_array_index (questions, i);

      n_open += question->answer == NULL;
    }
  luwte_practice_json_add_int (builder, "waiting", n_waiting);
  luwte_practice_json_add_int (builder, "talking", sessions->len - n_waiting);
  luwte_practice_json_add_int (builder, "questions", n_open);
}

static void
get_state (LuwtePracticeCall *call)
{
  LuwtePracticeServer *server = call->server;
  g_auto (GStrv) names = luwte_practice_stage_list (server->stage);
  g_autofree char *visitor_url = luwte_practice_server_get_visitor_url (server);
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  luwte_practice_json_add_string (builder, "visitor_url", visitor_url);
  luwte_practice_json_add_string (builder, "scenario",
                                  luwte_practice_stage_get_name (server->stage));
  json_builder_set_member_name (builder, "speed");
  json_builder_add_double_value (builder, luwte_practice_stage_get_speed (server->stage));
  json_builder_set_member_name (builder, "scenarios");
  json_builder_begin_array (builder);
  for (guint i = 0; names[i] != NULL; i++)
    json_builder_add_string_value (builder, names[i]);
  json_builder_end_array (builder);
  add_counts (server, builder);
  luwte_practice_trouble_describe (server->trouble, builder);
  json_builder_end_object (builder);
  luwte_practice_reply (call->message, SOUP_STATUS_OK, luwte_practice_json_end (builder));
}

static double
read_speed (JsonObject *body)
{
  JsonNode *node = json_object_get_member (body, "speed");
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node)
                                                            : G_TYPE_INVALID;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (node) : 0;
}

static void
post_scenario (LuwtePracticeCall *call)
{
  double speed = read_speed (call->body);
  const char *name;

  if (!luwte_practice_take_string (call, "scenario", LUWTE_PRACTICE_MAX_NAME, &name))
    return;
  if (!(speed > 0) || speed > LUWTE_PRACTICE_MAX_SPEED)
    reply_bad (call, "The speed is a number above 0, at most 1000");
  else if (!luwte_practice_stage_play (call->server->stage, name, speed, NULL))
    reply_bad (call, "There is no such scenario");
  else
    get_state (call);
}

static void
post (LuwtePracticeCall *call, const char *what)
{
  LuwtePracticeServer *server = call->server;

  if (g_str_equal (what, "trouble") && !luwte_practice_trouble_set (server->trouble, call->body))
    reply_bad (call, "A member is not known, or not within its bounds");
  else if (g_str_equal (what, "trouble"))
    get_state (call);
  else if (g_str_equal (what, "calm"))
    {
      luwte_practice_trouble_calm (server->trouble);
      get_state (call);
    }
  else if (g_str_equal (what, "cut"))
    {
      luwte_practice_events_hang_up (server);
      get_state (call);
    }
  else if (g_str_equal (what, "scenario"))
    post_scenario (call);
  else if (g_str_equal (what, "nobody"))
    {
      luwte_practice_stage_end (server->stage);
      get_state (call);
    }
  else
    luwte_practice_reply_error (call->message, SOUP_STATUS_NOT_FOUND, "unsupported",
                                "Nothing here");
}

void
luwte_practice_trainer_handle (LuwtePracticeCall *call)
{
  gboolean posted = g_str_equal (call->method, "POST");
  gboolean get = g_str_equal (call->method, "GET");

  if (get && call->n_path == 1 && g_str_equal (call->path[0], "trainer"))
    luwte_practice_serve (call, "trainer.html", "text/html; charset=utf-8");
  else if (get && call->n_path == 1 && g_str_equal (call->path[0], "trainer.css"))
    luwte_practice_serve (call, "trainer.css", "text/css; charset=utf-8");
  else if (get && call->n_path == 1 && g_str_equal (call->path[0], "trainer.js"))
    luwte_practice_serve (call, "trainer.js", "text/javascript; charset=utf-8");
  else if (call->n_path != 2 || !g_str_equal (call->path[0], "trainer") || (!get && !posted))
    luwte_practice_reply_error (call->message, SOUP_STATUS_NOT_FOUND, "unsupported",
                                "Nothing here");
  else if (!luwte_practice_holds_key (call, call->server->trainer_key))
    luwte_practice_reply_error (call->message, SOUP_STATUS_UNAUTHORIZED, "login",
                                "The key does not hold");
  else if (get && g_str_equal (call->path[1], "state"))
    get_state (call);
  else if (posted)
    post (call, call->path[1]);
  else
    luwte_practice_reply_error (call->message, SOUP_STATUS_NOT_FOUND, "unsupported",
                                "Nothing here");
}
