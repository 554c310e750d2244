/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-aside.h"
#include "luwte-question.h"
#include "luwte-session.h"
#include "luwte-target.h"
#include "luwte-team-message.h"
#include "luwte-visitor-link.h"

/* The values that go between a service and the team: what was put in comes out, by getter and by
 * property, and nothing can be changed afterwards. */

static void
assert_property (gpointer object, const char *name, const char *expected)
{
  g_autofree char *text = NULL;

  g_object_get (object, name, &text, NULL);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_aside (void)
{
  g_autoptr (LuwteAside) aside = luwte_aside_new (NULL, "kan iemand meelezen?");
  g_autoptr (LuwteAside) same = luwte_aside_new ("c1", "x");
  LuwteAside *again = luwte_aside_ref (aside);

  luwte_aside_unref (again);
  g_assert_cmpstr (luwte_aside_get_text (aside), ==, "kan iemand meelezen?");
  g_assert_nonnull (luwte_aside_get_client_id (aside));
  g_assert_cmpstr (luwte_aside_get_client_id (same), ==, "c1");
}

static void
test_target (void)
{
  LuwteTarget *target = luwte_target_new ("department:2", "Jongeren", TRUE, FALSE);
  gboolean department = FALSE, available = TRUE;

  g_assert_cmpstr (luwte_target_get_id (target), ==, "department:2");
  g_assert_cmpstr (luwte_target_get_name (target), ==, "Jongeren");
  g_assert_true (luwte_target_get_department (target));
  g_assert_false (luwte_target_get_available (target));
  assert_property (target, "id", "department:2");
  assert_property (target, "name", "Jongeren");
  g_object_get (target, "department", &department, "available", &available, NULL);
  g_assert_true (department);
  g_assert_false (available);
  g_assert_finalize_object (target);
}

static void
test_team_message (void)
{
  LuwteTeamMessage *message = luwte_team_message_new ("t1", "Noor", 12, "ik kijk mee", TRUE);
  gint64 at = 0;
  gboolean own = FALSE;

  g_assert_cmpstr (luwte_team_message_get_id (message), ==, "t1");
  g_assert_cmpstr (luwte_team_message_get_author (message), ==, "Noor");
  g_assert_cmpint (luwte_team_message_get_at (message), ==, 12);
  g_assert_cmpstr (luwte_team_message_get_text (message), ==, "ik kijk mee");
  g_assert_true (luwte_team_message_get_own (message));
  assert_property (message, "id", "t1");
  assert_property (message, "author", "Noor");
  assert_property (message, "text", "ik kijk mee");
  g_object_get (message, "at", &at, "own", &own, NULL);
  g_assert_cmpint (at, ==, 12);
  g_assert_true (own);
  g_assert_finalize_object (message);
}

static void
test_question (void)
{
  LuwteQuestion *question = luwte_question_new ("q1", "Ouders", LUWTE_QUESTION_ANSWERED, 5,
                                                "hoe nu?", 9, "zo");
  int state = 0;
  gint64 asked_at = 0, answered_at = 0;

  g_assert_cmpstr (luwte_question_get_id (question), ==, "q1");
  g_assert_cmpstr (luwte_question_get_department (question), ==, "Ouders");
  g_assert_cmpint (luwte_question_get_state (question), ==, LUWTE_QUESTION_ANSWERED);
  g_assert_cmpint (luwte_question_get_asked_at (question), ==, 5);
  g_assert_cmpstr (luwte_question_get_text (question), ==, "hoe nu?");
  g_assert_cmpint (luwte_question_get_answered_at (question), ==, 9);
  g_assert_cmpstr (luwte_question_get_answer (question), ==, "zo");
  assert_property (question, "id", "q1");
  assert_property (question, "department", "Ouders");
  assert_property (question, "text", "hoe nu?");
  assert_property (question, "answer", "zo");
  g_object_get (question, "state", &state, "asked-at", &asked_at, "answered-at", &answered_at,
                NULL);
  g_assert_cmpint (state, ==, LUWTE_QUESTION_ANSWERED);
  g_assert_cmpint (asked_at, ==, 5);
  g_assert_cmpint (answered_at, ==, 9);
  g_assert_finalize_object (question);
}

static void
test_link (void)
{
  LuwteVisitorLink *link = luwte_visitor_link_new ("l1", "Maan\nRoos", 3, 77);
  guint visits = 0;
  gint64 last_at = 0;

  g_assert_cmpstr (luwte_visitor_link_get_id (link), ==, "l1");
  g_assert_cmpstr (luwte_visitor_link_get_nicknames (link), ==, "Maan\nRoos");
  g_assert_cmpuint (luwte_visitor_link_get_visits (link), ==, 3);
  g_assert_cmpint (luwte_visitor_link_get_last_at (link), ==, 77);
  assert_property (link, "id", "l1");
  assert_property (link, "nicknames", "Maan\nRoos");
  g_object_get (link, "visits", &visits, "last-at", &last_at, NULL);
  g_assert_cmpuint (visits, ==, 3);
  g_assert_cmpint (last_at, ==, 77);
  g_assert_finalize_object (link);
}

static void
count_cb (GObject *object, GParamSpec *pspec, guint *count)
{
  (*count)++;
}

static void
test_handover (void)
{
  LuwteSession *session = luwte_session_new ("s1", "Roos", NULL, LUWTE_SESSION_ACTIVE, 1);
  g_autoptr (LuwteSession) newer = luwte_session_new ("s1", "Roos", NULL, LUWTE_SESSION_ACTIVE, 1);
  guint count = 0;

  g_assert_null (luwte_session_get_handover_from (session));
  g_assert_null (luwte_session_get_handover_note (session));
  luwte_session_set_handover (newer, "Sanne", "is net gestopt met praten", TRUE);
  g_signal_connect (session, "notify::handover-from", G_CALLBACK (count_cb), &count);
  g_signal_connect (session, "notify::handover-note", G_CALLBACK (count_cb), &count);
  luwte_session_update (session, newer);
  g_assert_cmpuint (count, ==, 2);
  luwte_session_update (session, newer);
  g_assert_cmpuint (count, ==, 2);
  g_assert_cmpstr (luwte_session_get_handover_from (session), ==, "Sanne");
  g_assert_true (luwte_session_get_handover_consent (session));
  assert_property (session, "handover-from", "Sanne");
  assert_property (session, "handover-note", "is net gestopt met praten");
  g_assert_finalize_object (session);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/team/aside", test_aside);
  g_test_add_func ("/team/target", test_target);
  g_test_add_func ("/team/message", test_team_message);
  g_test_add_func ("/team/question", test_question);
  g_test_add_func ("/team/link", test_link);
  g_test_add_func ("/team/handover", test_handover);
  return g_test_run ();
}
