/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "luwte-bridge-parse.h"
#include "luwte-held-month.h"
#include "luwte-question.h"
#include "luwte-service.h"
#include "luwte-session.h"
#include "luwte-target.h"
#include "luwte-team-message.h"
#include "luwte-visitor-link.h"

static JsonObject *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = luwte_json_parse_object (text, strlen (text), 1000000, &error);

  g_assert_no_error (error);
  return object;
}

typedef GPtrArray *(*ParseList) (JsonObject *answer, GError **error);

/* Each of these is refused, and says why in our domain. */
static void
assert_refused (ParseList parse_list, const char *const *texts)
{
  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autoptr (JsonObject) object = parse (texts[i]);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", texts[i]);
      g_assert_null (parse_list (object, &error));
      g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_PROTOCOL);
    }
}

static void
test_questions (void)
{
  static const char *const wrong[] = {
    "{}",
    "{\"questions\":{}}",
    "{\"questions\":[1]}",
    "{\"questions\":[{\"id\":\"q/1\",\"state\":\"open\",\"asked_at\":1,\"text\":\"x\"}]}",
    "{\"questions\":[{\"id\":\"q1\",\"state\":\"lost\",\"asked_at\":1,\"text\":\"x\"}]}",
    "{\"questions\":[{\"id\":\"q1\",\"state\":\"open\",\"asked_at\":-1,\"text\":\"x\"}]}",
    "{\"questions\":[{\"id\":\"q1\",\"state\":\"open\",\"asked_at\":1}]}",
    NULL,
  };
  g_autoptr (JsonObject) right = parse (
      "{\"questions\":[{\"id\":\"q1\",\"department\":\"Ou\\nders\",\"state\":\"answered\","
      "\"asked_at\":5,\"text\":\"hoe?\",\"answer\":\"zo\",\"answered_at\":9,"
      "\"code\":\"geheim\",\"ip\":\"203.0.113.1\"},"
      "{\"id\":\"q2\",\"state\":\"taken\",\"asked_at\":5}]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = luwte_bridge_parse_questions (right, &error);
  LuwteQuestion *question;

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  question = g_ptr_array_index (list, 0);
  g_assert_cmpstr (luwte_question_get_department (question), ==, "Ou ders");
  g_assert_cmpint (luwte_question_get_state (question), ==, LUWTE_QUESTION_ANSWERED);
  g_assert_cmpstr (luwte_question_get_answer (question), ==, "zo");
  g_assert_null (luwte_question_get_text (g_ptr_array_index (list, 1)));
  assert_refused (luwte_bridge_parse_questions, wrong);
}

static void
test_team (void)
{
  static const char *const wrong[] = {
    "{}",
    "{\"messages\":[null]}",
    "{\"messages\":[{\"id\":\"t1\",\"at\":5,\"text\":\"x\"}]}",
    "{\"messages\":[{\"id\":\"t1\",\"author\":\"N\",\"at\":\"5\",\"text\":\"x\"}]}",
    NULL,
  };
  g_autoptr (JsonObject) right = parse ("{\"messages\":[{\"id\":\"t1\",\"author\":\"Noor\","
                                        "\"at\":5,\"text\":\"x\",\"own\":true}]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = luwte_bridge_parse_team (right, &error);

  g_assert_no_error (error);
  g_assert_true (luwte_team_message_get_own (g_ptr_array_index (list, 0)));
  assert_refused (luwte_bridge_parse_team, wrong);
}

static void
test_targets (void)
{
  static const char *const wrong[] = {
    "{}",
    "{\"colleagues\":[]}",
    "{\"colleagues\":[{\"user\":\"noor\"}],\"departments\":[]}",
    "{\"colleagues\":[],\"departments\":[{\"id\":\"a b\",\"name\":\"x\"}]}",
    NULL,
  };
  g_autoptr (JsonObject) right = parse (
      "{\"colleagues\":[{\"user\":\"noor\",\"name\":\"Noor\",\"available\":true}],"
      "\"departments\":[{\"id\":\"2\",\"name\":\"Jongeren\"}]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = luwte_bridge_parse_targets (right, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_true (luwte_target_get_available (g_ptr_array_index (list, 0)));
  g_assert_cmpstr (luwte_target_get_id (g_ptr_array_index (list, 1)), ==, "department:2");
  g_assert_true (luwte_target_get_department (g_ptr_array_index (list, 1)));
  assert_refused (luwte_bridge_parse_targets, wrong);
}

static void
test_links (void)
{
  static const char *const wrong[] = {
    "{}",
    "{\"links\":[{\"id\":\"l\",\"nicknames\":[],\"visits\":-1,\"last_at\":1}]}",
    "{\"links\":[{\"id\":\"l\",\"nicknames\":[3],\"visits\":1,\"last_at\":1}]}",
    "{\"links\":[{\"id\":\"l\",\"nicknames\":\"x\",\"visits\":1,\"last_at\":1}]}",
    NULL,
  };
  g_autoptr (JsonObject) right = parse (
      "{\"links\":[{\"id\":\"l1\",\"nicknames\":[\"Maan\",\"Ro\\nos\"],\"visits\":3,"
      "\"last_at\":7,\"ip\":\"203.0.113.1\"}]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = luwte_bridge_parse_links (right, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (luwte_visitor_link_get_nicknames (g_ptr_array_index (list, 0)), ==,
                   "Maan\nRo os");
  g_assert_cmpuint (luwte_visitor_link_get_visits (g_ptr_array_index (list, 0)), ==, 3);
  assert_refused (luwte_bridge_parse_links, wrong);
}

static void
test_held (void)
{
  static const char *const wrong[] = {
    "{}",
    "{\"held\":[{\"month\":\"2024-13\",\"sessions\":1}]}",
    "{\"held\":[{\"month\":\"2024-3\",\"sessions\":1}]}",
    "{\"held\":[{\"month\":\"2024-03-05\",\"sessions\":1}]}",
    "{\"held\":[{\"month\":\"2024-03\",\"sessions\":-1}]}",
    "{\"held\":[{\"month\":\"2024-03\",\"sessions\":\"3\"}]}",
    "{\"held\":[{\"month\":\"2024-03\"}]}",
    "{\"held\":[7]}",
    NULL,
  };
  g_autoptr (JsonObject) right = parse (
      "{\"held\":[{\"month\":\"2024-03\",\"department\":\"Jon\\ngeren\",\"sessions\":12,"
      "\"ids\":[\"s1\"]},{\"month\":\"2023-12\",\"sessions\":1}]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = luwte_bridge_parse_held (right, &error);
  const LuwteHeldMonth *first, *second;

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  first = g_ptr_array_index (list, 0);
  second = g_ptr_array_index (list, 1);
  g_assert_cmpstr (first->month, ==, "2024-03");
  g_assert_cmpstr (first->department, ==, "Jon geren");
  g_assert_cmpuint (first->n_sessions, ==, 12);
  g_assert_null (second->department);
  assert_refused (luwte_bridge_parse_held, wrong);
}

static gboolean
parse_event (const char *text, LuwteBridgeEvent *event)
{
  g_autofree char *copy = g_strdup (text);

  return luwte_bridge_parse_event (copy, strlen (copy), event, NULL);
}

static void
test_events (void)
{
  g_auto (LuwteBridgeEvent) question = { 0 };
  g_auto (LuwteBridgeEvent) team = { 0 };
  g_auto (LuwteBridgeEvent) wrong = { 0 };

  g_assert_true (parse_event ("{\"seq\":4,\"type\":\"question\",\"question\":"
                              "{\"id\":\"q1\",\"state\":\"gone\",\"asked_at\":5}}",
                              &question));
  g_assert_cmpint (question.kind, ==, LUWTE_BRIDGE_EVENT_QUESTION);
  g_assert_cmpint (luwte_question_get_state (question.question), ==, LUWTE_QUESTION_GONE);
  g_assert_true (parse_event ("{\"seq\":5,\"type\":\"team\",\"message\":{\"id\":\"t1\","
                              "\"author\":\"N\",\"at\":1,\"text\":\"x\"}}",
                              &team));
  g_assert_cmpint (team.kind, ==, LUWTE_BRIDGE_EVENT_TEAM);
  g_assert_false (luwte_team_message_get_own (team.team));
  g_assert_true (parse_event ("{\"seq\":6,\"type\":\"team\",\"message\":{}}", &wrong));
  g_assert_cmpint (wrong.kind, ==, LUWTE_BRIDGE_EVENT_UNKNOWN);
  g_assert_cmpint (wrong.seq, ==, 6);
}

static void
test_handover (void)
{
  g_autoptr (JsonObject) object = parse (
      "{\"id\":\"s\",\"nickname\":\"R\",\"state\":\"active\",\"waiting_since\":1,"
      "\"handover\":{\"from\":\"San\\nne\",\"note\":\"moe\",\"consent\":true}}");
  g_autoptr (LuwteSession) session = luwte_bridge_parse_session (object, NULL);

  g_assert_cmpstr (luwte_session_get_handover_from (session), ==, "San ne");
  g_assert_cmpstr (luwte_session_get_handover_note (session), ==, "moe");
  g_assert_true (luwte_session_get_handover_consent (session));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bridge-parse-extras/questions", test_questions);
  g_test_add_func ("/bridge-parse-extras/team", test_team);
  g_test_add_func ("/bridge-parse-extras/targets", test_targets);
  g_test_add_func ("/bridge-parse-extras/links", test_links);
  g_test_add_func ("/bridge-parse-extras/held", test_held);
  g_test_add_func ("/bridge-parse-extras/events", test_events);
  g_test_add_func ("/bridge-parse-extras/handover", test_handover);
  return g_test_run ();
}
