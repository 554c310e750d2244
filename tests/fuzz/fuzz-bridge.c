/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a bridge answers and tells, read by every reader of the allow-list: whatever comes, it is
 * values within their bounds or an error, never a crash and never a text that is not UTF-8. */

#include <string.h>

#include "luwte-bridge-parse.h"
#include "luwte-message.h"
#include "luwte-question.h"
#include "luwte-session.h"
#include "luwte-target.h"
#include "luwte-team-message.h"
#include "luwte-visitor-link.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_session (LuwteSession *session)
{
  g_assert_true (luwte_bridge_id_is_valid (luwte_session_get_id (session)));
  g_assert_true (g_utf8_validate (luwte_session_get_nickname (session), -1, NULL));
  g_assert_cmpuint (strlen (luwte_session_get_nickname (session)), <=, LUWTE_BRIDGE_MAX_NAME);
  g_assert_cmpint (luwte_session_get_waiting_since (session), >=, 0);
}

static void
check_message (LuwteMessage *message)
{
  g_assert_true (luwte_bridge_id_is_valid (luwte_message_get_id (message)));
  g_assert_true (g_utf8_validate (luwte_message_get_text (message), -1, NULL));
  g_assert_cmpuint (strlen (luwte_message_get_text (message)), <=, LUWTE_BRIDGE_MAX_TEXT);
}

static void
check_text (const char *text, gsize max)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
  g_assert_true (text == NULL || strlen (text) <= max);
}

static void
check_question (LuwteQuestion *question)
{
  g_assert_true (luwte_bridge_id_is_valid (luwte_question_get_id (question)));
  check_text (luwte_question_get_text (question), LUWTE_BRIDGE_MAX_TEXT);
  check_text (luwte_question_get_answer (question), LUWTE_BRIDGE_MAX_TEXT);
  check_text (luwte_question_get_department (question), LUWTE_BRIDGE_MAX_NAME);
}

static void
check_team (LuwteTeamMessage *message)
{
  g_assert_true (luwte_bridge_id_is_valid (luwte_team_message_get_id (message)));
  check_text (luwte_team_message_get_text (message), LUWTE_BRIDGE_MAX_NOTE);
  check_text (luwte_team_message_get_author (message), LUWTE_BRIDGE_MAX_NAME);
}

static void
read_extras (JsonObject *answer)
{
  g_autoptr (GPtrArray) questions = luwte_bridge_parse_questions (answer, NULL);
  g_autoptr (GPtrArray) team = luwte_bridge_parse_team (answer, NULL);
  g_autoptr (GPtrArray) targets = luwte_bridge_parse_targets (answer, NULL);
  g_autoptr (GPtrArray) links = luwte_bridge_parse_links (answer, NULL);
  g_autoptr (GPtrArray) held = luwte_bridge_parse_held (answer, NULL);

  for (guint i = 0; questions != NULL && i < questions->len; i++)
    check_question (g_ptr_array_index (questions, i));
  for (guint i = 0; team != NULL && i < team->len; i++)
    check_team (g_ptr_array_index (team, i));
  for (guint i = 0; targets != NULL && i < targets->len; i++)
    check_text (luwte_target_get_name (g_ptr_array_index (targets, i)), LUWTE_BRIDGE_MAX_NAME);
  for (guint i = 0; links != NULL && i < links->len; i++)
    check_text (luwte_visitor_link_get_nicknames (g_ptr_array_index (links, i)),
                LUWTE_BRIDGE_MAX_NICKNAMES * (LUWTE_BRIDGE_MAX_NAME + 1));
}

static void
read_event (const guint8 *data, gsize size)
{
  g_auto (LuwteBridgeEvent) event = { 0 };

  if (!luwte_bridge_parse_event ((const char *) data, size, &event, NULL))
    return;
  if (event.session != NULL)
    check_session (event.session);
  if (event.message != NULL)
    check_message (event.message);
  if (event.question != NULL)
    check_question (event.question);
  if (event.team != NULL)
    check_team (event.team);
  if (event.kind == LUWTE_BRIDGE_EVENT_READ)
    g_assert_true (luwte_bridge_id_is_valid (event.up_to));
}

static void
read_answer (JsonObject *answer)
{
  const char *text;
  gint64 seq;
  gboolean flag;
  LuwteCapabilities capabilities;
  guint version;
  g_autoptr (GPtrArray) sessions = luwte_bridge_parse_sessions (answer, &text, &seq, NULL);
  g_autoptr (GPtrArray) messages = luwte_bridge_parse_messages (answer, &flag, NULL);

  for (guint i = 0; sessions != NULL && i < sessions->len; i++)
    check_session (g_ptr_array_index (sessions, i));
  for (guint i = 0; messages != NULL && i < messages->len; i++)
    check_message (g_ptr_array_index (messages, i));
  luwte_bridge_parse_me (answer, &capabilities, &text, &flag, NULL);
  luwte_bridge_parse_info (answer, &version, NULL);
  read_extras (answer);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (JsonObject) answer = NULL;

  read_event (data, size);
  answer = luwte_json_parse_object ((const char *) data, size, LUWTE_BRIDGE_MAX_ANSWER, NULL);
  if (answer != NULL)
    read_answer (answer);
  return 0;
}
