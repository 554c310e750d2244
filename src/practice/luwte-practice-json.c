/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-practice-json.h"

void
luwte_practice_json_add_string (JsonBuilder *builder, const char *member, const char *value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, value);
}

void
luwte_practice_json_add_int (JsonBuilder *builder, const char *member, gint64 value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, value);
}

void
luwte_practice_json_add_bool (JsonBuilder *builder, const char *member, gboolean value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_boolean_value (builder, value);
}

char *
luwte_practice_json_end (JsonBuilder *builder)
{
  g_autoptr (JsonBuilder) owned = builder;
  g_autoptr (JsonNode) root = json_builder_get_root (owned);

  return json_to_string (root, FALSE);
}

const char *
luwte_practice_json_state (const LuwtePracticeSession *session, const LuwtePracticeAccount *reader)
{
  switch (session->state)
    {
    case LUWTE_PRACTICE_WAITING:
      return "waiting";
    case LUWTE_PRACTICE_ACTIVE:
      return session->owner == reader ? "active" : "taken";
    case LUWTE_PRACTICE_VISITOR_GONE:
      return session->owner == reader ? "visitor_gone" : "taken";
    case LUWTE_PRACTICE_CLOSED:
      return "closed";
    }
  return "closed";
}

gboolean
luwte_practice_json_is_listed (const LuwtePracticeSession *session,
                               const LuwtePracticeAccount *reader)
{
  return session->state == LUWTE_PRACTICE_WAITING ||
         (session->state != LUWTE_PRACTICE_CLOSED && session->owner == reader);
}

void
luwte_practice_json_add_session (JsonBuilder *builder, const LuwtePracticeSession *session,
                                 const LuwtePracticeAccount *reader)
{
  json_builder_begin_object (builder);
  luwte_practice_json_add_string (builder, "id", session->id);
  luwte_practice_json_add_string (builder, "nickname", session->nickname);
  luwte_practice_json_add_string (builder, "department", session->department);
  luwte_practice_json_add_string (builder, "state", luwte_practice_json_state (session, reader));
  luwte_practice_json_add_int (builder, "waiting_since", session->waiting_since);
  luwte_practice_json_add_bool (builder, "account", session->account);
  /* What was said is for the queue and for who has the session, not for everybody else. */
  if (luwte_practice_json_is_listed (session, reader) && session->messages->len > 0)
    {
      LuwtePracticeMessage *last = g_ptr_array_index (session->messages,
                                                      session->messages->len - 1);

      json_builder_set_member_name (builder, "last");
      json_builder_begin_object (builder);
      luwte_practice_json_add_string (builder, "text", last->text);
      luwte_practice_json_add_int (builder, "at", last->at);
      json_builder_end_object (builder);
    }
  if (session->handover_from != NULL && session->owner == reader)
    {
      json_builder_set_member_name (builder, "handover");
      json_builder_begin_object (builder);
      luwte_practice_json_add_string (builder, "from", session->handover_from->name);
      luwte_practice_json_add_bool (builder, "consent", session->handover_consent);
      if (session->handover_note != NULL)
        luwte_practice_json_add_string (builder, "note", session->handover_note);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

void
luwte_practice_json_add_bare_session (JsonBuilder *builder, const LuwtePracticeSession *session,
                                      const LuwtePracticeAccount *reader)
{
  json_builder_begin_object (builder);
  luwte_practice_json_add_string (builder, "id", session->id);
  luwte_practice_json_add_string (builder, "nickname", "");
  luwte_practice_json_add_string (builder, "state", luwte_practice_json_state (session, reader));
  luwte_practice_json_add_int (builder, "waiting_since", session->waiting_since);
  json_builder_end_object (builder);
}

static void
strip_session (JsonObject *session)
{
  static const char *const told[] = { "department", "account", "last", "handover" };

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    json_object_remove_member (session, told[i]);
  json_object_set_string_member (session, "nickname", "");
}

/* Numbers have no gaps for anybody, so what has words is told as an event without any. */
char *
luwte_practice_json_bare_frame (const char *frame)
{
  g_autoptr (JsonNode) root = json_from_string (frame, NULL);
  JsonObject *object = json_node_get_object (root);
  const char *type = json_object_get_string_member (object, "type");
  g_autoptr (JsonBuilder) builder = NULL;

  if (g_str_equal (type, "typing"))
    return NULL;
  if (g_str_equal (type, "erased"))
    return g_strdup (frame);
  if (g_str_equal (type, "session"))
    {
      strip_session (json_object_get_object_member (object, "session"));
      return json_to_string (root, FALSE);
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  luwte_practice_json_add_int (builder, "seq", json_object_get_int_member (object, "seq"));
  luwte_practice_json_add_string (builder, "type", "silent");
  json_builder_end_object (builder);
  return luwte_practice_json_end (g_steal_pointer (&builder));
}

static const char *
question_state (const LuwtePracticeQuestion *question, const LuwtePracticeAccount *reader)
{
  gboolean own = question->owner == reader;

  switch (question->state)
    {
    case LUWTE_PRACTICE_QUESTION_OPEN:
      return "open";
    case LUWTE_PRACTICE_QUESTION_CLAIMED:
      return own ? "mine" : "taken";
    case LUWTE_PRACTICE_QUESTION_ANSWERED:
      return own ? "answered" : "taken";
    case LUWTE_PRACTICE_QUESTION_GONE:
      return "gone";
    }
  return "gone";
}

/* The code has no place here. What was asked is for who may take it or has it. */
void
luwte_practice_json_add_question (JsonBuilder *builder, const LuwtePracticeQuestion *question,
                                  const LuwtePracticeAccount *reader)
{
  gboolean gone = question->state == LUWTE_PRACTICE_QUESTION_GONE;
  gboolean open = question->owner == NULL || question->owner == reader;

  json_builder_begin_object (builder);
  luwte_practice_json_add_string (builder, "id", question->id);
  luwte_practice_json_add_string (builder, "department", question->department);
  luwte_practice_json_add_string (builder, "state", question_state (question, reader));
  luwte_practice_json_add_int (builder, "asked_at", question->asked_at);
  if (open && !gone)
    luwte_practice_json_add_string (builder, "text", question->text);
  if (open && !gone && question->answer != NULL)
    {
      luwte_practice_json_add_string (builder, "answer", question->answer);
      luwte_practice_json_add_int (builder, "answered_at", question->answered_at);
    }
  json_builder_end_object (builder);
}

void
luwte_practice_json_add_team_message (JsonBuilder *builder, const LuwtePracticeTeamMessage *message,
                                      const LuwtePracticeAccount *reader)
{
  json_builder_begin_object (builder);
  luwte_practice_json_add_string (builder, "id", message->id);
  luwte_practice_json_add_string (builder, "author", message->author->name);
  luwte_practice_json_add_bool (builder, "own", message->author == reader);
  luwte_practice_json_add_int (builder, "at", message->at);
  luwte_practice_json_add_string (builder, "text", message->text);
  if (message->author == reader)
    luwte_practice_json_add_string (builder, "client_id", message->client_id);
  json_builder_end_object (builder);
}

static const char *
from_of (const LuwtePracticeMessage *message, const LuwtePracticeAccount *reader)
{
  switch (message->from)
    {
    case LUWTE_PRACTICE_FROM_VISITOR:
      return "visitor";
    case LUWTE_PRACTICE_FROM_STAFF:
      return reader == NULL || message->author == reader ? "counsellor" : "colleague";
    case LUWTE_PRACTICE_FROM_SYSTEM:
      return "system";
    }
  return "system";
}

void
luwte_practice_json_add_message (JsonBuilder *builder, const LuwtePracticeSession *session,
                                 const LuwtePracticeMessage *message,
                                 const LuwtePracticeAccount *reader)
{
  json_builder_begin_object (builder);
  luwte_practice_json_add_string (builder, "id", message->id);
  if (reader != NULL)
    luwte_practice_json_add_string (builder, "session", session->id);
  luwte_practice_json_add_string (builder, "from", from_of (message, reader));
  luwte_practice_json_add_int (builder, "at", message->at);
  luwte_practice_json_add_string (builder, "text", message->text);
  /* A client id is between its writer and the service. */
  if (message->client_id != NULL && message->author == reader)
    luwte_practice_json_add_string (builder, "client_id", message->client_id);
  json_builder_end_object (builder);
}

void
luwte_practice_json_add_departments (JsonBuilder *builder, LuwtePracticeRoom *room)
{
  GPtrArray *departments = luwte_practice_room_get_departments (room);

  json_builder_set_member_name (builder, "departments");
  json_builder_begin_array (builder);
  for (guint i = 0; i < departments->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i + 1);

      json_builder_begin_object (builder);
      luwte_practice_json_add_string (builder, "id", id);
      luwte_practice_json_add_string (builder, "name", g_ptr_array_index (departments, i));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}
