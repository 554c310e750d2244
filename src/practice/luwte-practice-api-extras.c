/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-clock.h"
#include "luwte-practice-limits.h"
#include "luwte-practice-server-private.h"

/* The requests of docs/bridge-protocol.md that stand behind a capability of their own: to whom a
 * session can be handed, blocking, the team, questions, links. */

static void
get_targets (LuwtePracticeCall *call, LuwtePracticeAccount *account)
{
  GPtrArray *accounts = luwte_practice_room_get_accounts (call->server->room);
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "colleagues");
  json_builder_begin_array (builder);
  for (guint i = 0; i < accounts->len; i++)
    {
      LuwtePracticeAccount *other = g_ptr_array_index (accounts, i);

      if (other == account)
        continue;
      json_builder_begin_object (builder);
      luwte_practice_json_add_string (builder, "user", other->user);
      luwte_practice_json_add_string (builder, "name", other->name);
      luwte_practice_json_add_bool (builder, "available", other->available);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  luwte_practice_json_add_departments (builder, call->server->room);
  json_builder_end_object (builder);
  luwte_practice_reply (call->message, SOUP_STATUS_OK, luwte_practice_json_end (builder));
}

/* Who is blocked, and how it is known again, stays here; 0 lifts it. */
void
luwte_practice_api_block (LuwtePracticeCall *call, LuwtePracticeSession *session)
{
  gint64 until;

  if (!luwte_json_read_int (call->body, "until", 0, G_MAXINT64, &until, NULL))
    luwte_practice_reply_error (call->message, SOUP_STATUS_BAD_REQUEST, "bad_request",
                                "until has to be an instant, or 0");
  else if (session->person != NULL)
    session->person->blocked_until = until;
}

static void
get_links (LuwtePracticeCall *call, LuwtePracticeAccount *account)
{
  LuwtePracticePeople *people = luwte_practice_room_get_people (call->server->room);
  g_autoptr (GPtrArray) list = NULL;
  JsonBuilder *builder;

  if (!account->lead)
    {
      luwte_practice_reply_error (call->message, SOUP_STATUS_FORBIDDEN, "forbidden",
                                  "Links are for a lead");
      return;
    }
  list = luwte_practice_people_list (people);
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "links");
  json_builder_begin_array (builder);
  for (guint i = 0; i < MIN (list->len, LUWTE_PRACTICE_MAX_LINKS); i++)
    {
      LuwtePracticePerson *person = g_ptr_array_index (list, i);

      json_builder_begin_object (builder);
      luwte_practice_json_add_string (builder, "id", person->link);
      json_builder_set_member_name (builder, "nicknames");
      json_builder_begin_array (builder);
      for (guint j = 0; j < MIN (person->nicknames->len, LUWTE_PRACTICE_MAX_NICKNAMES); j++)
        json_builder_add_string_value (builder, g_ptr_array_index (person->nicknames, j));
      json_builder_end_array (builder);
      luwte_practice_json_add_int (builder, "visits", person->visits);
      luwte_practice_json_add_int (builder, "last_at", person->last_at);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  luwte_practice_reply (call->message, SOUP_STATUS_OK, luwte_practice_json_end (builder));
}

/* "2024-03\tdepartment" of when something last happened in it, where the clock of this machine is. */
static char *
month_of (LuwtePracticeSession *session, gint64 before)
{
  gint64 last = session->waiting_since;
  g_autoptr (GDateTime) then = NULL;
  g_autofree char *month = NULL;

  if (session->messages->len > 0)
    last = MAX (last, ((LuwtePracticeMessage *) g_ptr_array_index (session->messages,
                                                                   session->messages->len - 1))
                          ->at);
  if (session->state != LUWTE_PRACTICE_CLOSED || last >= before)
    return NULL;
  then = g_date_time_new_from_unix_local (last);
  month = g_date_time_format (then, "%Y-%m");
  return g_strconcat (month, "\t", session->department, NULL);
}

/* How many closed sessions are still here, by month; a number, and nothing of who they are with. */
static void
get_held (LuwtePracticeCall *call, LuwtePracticeAccount *account)
{
  const char *text = call->query != NULL ? g_hash_table_lookup (call->query, "before") : NULL;
  g_autoptr (GHashTable) months = NULL;
  GHashTableIter iter;
  gpointer key, value;
  JsonBuilder *builder;
  gint64 before;

  if (!account->lead)
    {
      luwte_practice_reply_error (call->message, SOUP_STATUS_FORBIDDEN, "forbidden",
                                  "What is held is for a lead");
      return;
    }
  if (text == NULL || !g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &before, NULL))
    {
      luwte_practice_reply_error (call->message, SOUP_STATUS_BAD_REQUEST, "bad_request",
                                  "before has to be an instant");
      return;
    }
  months = luwte_practice_room_count_closed (call->server->room, month_of, before);
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "held");
  json_builder_begin_array (builder);
  g_hash_table_iter_init (&iter, months);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_auto (GStrv) parts = g_strsplit (key, "\t", 2);

      json_builder_begin_object (builder);
      luwte_practice_json_add_string (builder, "month", parts[0]);
      luwte_practice_json_add_string (builder, "department", parts[1]);
      luwte_practice_json_add_int (builder, "sessions", GPOINTER_TO_INT (value));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  luwte_practice_reply (call->message, SOUP_STATUS_OK, luwte_practice_json_end (builder));
}

static void
get_team (LuwtePracticeCall *call, LuwtePracticeAccount *account)
{
  GPtrArray *team = luwte_practice_desk_get_team (call->server->desk);
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "messages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < team->len; i++)
    luwte_practice_json_add_team_message (builder, g_ptr_array_index (team, i), account);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  luwte_practice_reply (call->message, SOUP_STATUS_OK, luwte_practice_json_end (builder));
}

static void
post_team (LuwtePracticeCall *call, LuwtePracticeAccount *account)
{
  LuwtePracticeTeamMessage *message = NULL;
  LuwtePracticeVerdict verdict;
  JsonBuilder *builder;
  const char *client_id;
  const char *text;

  if (!luwte_practice_take_string (call, "client_id", LUWTE_PRACTICE_MAX_ID, &client_id) ||
      !luwte_practice_take_string (call, "text", LUWTE_PRACTICE_MAX_NOTE, &text))
    return;
  verdict = luwte_practice_desk_say (call->server->desk, account, client_id, text, &message);
  if (verdict != LUWTE_PRACTICE_DONE)
    {
      luwte_practice_reply_verdict (call->message, verdict);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "message");
  luwte_practice_json_add_team_message (builder, message, account);
  json_builder_end_object (builder);
  luwte_practice_reply (call->message, SOUP_STATUS_OK, luwte_practice_json_end (builder));
}

static void
get_questions (LuwtePracticeCall *call, LuwtePracticeAccount *account)
{
  GPtrArray *questions = luwte_practice_desk_get_questions (call->server->desk);
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "questions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < questions->len; i++)
    {
      LuwtePracticeQuestion *question = g_ptr_array_index (questions, i);

      if (question->owner == NULL || question->owner == account)
        luwte_practice_json_add_question (builder, question, account);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  luwte_practice_reply (call->message, SOUP_STATUS_OK, luwte_practice_json_end (builder));
}

static void
reply_question (LuwtePracticeCall *call, LuwtePracticeQuestion *question,
                LuwtePracticeAccount *account)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "question");
  luwte_practice_json_add_question (builder, question, account);
  json_builder_end_object (builder);
  luwte_practice_reply (call->message, SOUP_STATUS_OK, luwte_practice_json_end (builder));
}

static gboolean
post_question (LuwtePracticeCall *call, LuwtePracticeAccount *account)
{
  LuwtePracticeDesk *desk = call->server->desk;
  LuwtePracticeQuestion *question = luwte_practice_desk_find (desk, call->path[2]);
  const char *what = call->path[3];
  gboolean told = g_str_equal (what, "claim") || g_str_equal (what, "answer");
  LuwtePracticeVerdict verdict;
  const char *text;

  if (g_str_equal (what, "claim"))
    verdict = luwte_practice_desk_claim (desk, question, account);
  else if (g_str_equal (what, "release"))
    verdict = luwte_practice_desk_release (desk, question, account);
  else if (g_str_equal (what, "erase"))
    verdict = luwte_practice_desk_erase (desk, question, account);
  else if (!g_str_equal (what, "answer"))
    return FALSE;
  else if (!luwte_practice_take_string (call, "text", LUWTE_PRACTICE_MAX_TEXT, &text))
    return TRUE;
  else
    verdict = luwte_practice_desk_answer (desk, question, account, text);
  if (verdict == LUWTE_PRACTICE_DONE && told)
    reply_question (call, question, account);
  else
    luwte_practice_reply_verdict (call->message, verdict);
  return TRUE;
}

gboolean
luwte_practice_api_extras_handle (LuwtePracticeCall *call, LuwtePracticeAccount *account)
{
  gboolean post = g_str_equal (call->method, "POST");
  const char *what = call->n_path > 1 ? call->path[1] : "";

  if (!post && call->n_path == 2 && g_str_equal (what, "targets"))
    get_targets (call, account);
  else if (!post && call->n_path == 2 && g_str_equal (what, "links"))
    get_links (call, account);
  else if (!post && call->n_path == 2 && g_str_equal (what, "held"))
    get_held (call, account);
  else if (!post && call->n_path == 2 && g_str_equal (what, "questions"))
    get_questions (call, account);
  else if (post && call->n_path == 4 && g_str_equal (what, "questions"))
    return post_question (call, account);
  else if (call->n_path == 3 && g_str_equal (what, "team") &&
           g_str_equal (call->path[2], "messages"))
    {
      if (post)
        post_team (call, account);
      else
        get_team (call, account);
    }
  else
    return FALSE;
  return TRUE;
}
