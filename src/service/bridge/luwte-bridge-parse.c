/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-bridge-parse.h"

#include <string.h>

#include "luwte-http-answer.h"
#include "luwte-message.h"
#include "luwte-question.h"
#include "luwte-service.h"
#include "luwte-session.h"
#include "luwte-team-message.h"

/* Parsing is by allow-list. Every member that is read stands here by name; members that are not
 * named are not looked at, so a visitor's address, place or device that a supplier's server adds by
 * mistake ends with the answer. A member of the wrong type or past its bound makes the object an
 * error, never a guess. */

/* Takes error of any domain. */
gboolean
luwte_bridge_refuse (GError **error, const char *what, GError *cause)
{
  g_set_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_PROTOCOL, "%s: %s", what,
               cause != NULL ? cause->message : "not what it should be");
  g_clear_error (&cause);
  return FALSE;
}

gboolean
luwte_bridge_id_is_valid (const char *id)
{
  gsize length = 0;

  for (; id != NULL && id[length] != '\0'; length++)
    if (!g_ascii_isalnum (id[length]) && strchr ("-_.", id[length]) == NULL)
      return FALSE;
  return length > 0 && length <= LUWTE_BRIDGE_MAX_ID;
}

gboolean
luwte_bridge_peek_id (JsonObject *object, const char *member, const char **id, GError **error)
{
  if (!luwte_json_peek_string (object, member, LUWTE_BRIDGE_MAX_ID, id, error))
    return FALSE;
  if (luwte_bridge_id_is_valid (*id))
    return TRUE;
  g_set_error (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_SHAPE, "%s is not an id", member);
  return FALSE;
}

/* A name stands in one line of a list: what would break the line or turn it round becomes a space. */
char *
luwte_bridge_one_line (const char *text)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (c);

      if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
          type == G_UNICODE_PARAGRAPH_SEPARATOR || (c >= 0x202a && c <= 0x202e) ||
          (c >= 0x2066 && c <= 0x2069))
        c = ' ';
      g_string_append_unichar (line, c);
    }
  return g_strstrip (g_string_free_and_steal (g_steal_pointer (&line)));
}

static gboolean
parse_state (const char *text, LuwteSessionState *state)
{
  static const struct
  {
    const char *text;
    LuwteSessionState state;
  } states[] = {
    { "waiting", LUWTE_SESSION_WAITING },
    { "active", LUWTE_SESSION_ACTIVE },
    { "visitor_gone", LUWTE_SESSION_VISITOR_GONE },
    { "taken", LUWTE_SESSION_TAKEN },
    { "closed", LUWTE_SESSION_CLOSED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].text, text))
      {
        *state = states[i].state;
        return TRUE;
      }
  return FALSE;
}

/* A hand-over that is not what it should be is left out, not the session with it. */
static void
take_handover (JsonObject *object, LuwteSession *session)
{
  JsonObject *handover = luwte_json_object_or_null (object, "handover");
  const char *from = handover != NULL
                         ? luwte_json_string_or (handover, "from", LUWTE_BRIDGE_MAX_NAME, "")
                         : NULL;
  g_autofree char *clean = NULL;

  if (from == NULL)
    return;
  clean = luwte_bridge_one_line (from);
  luwte_session_set_handover (session, clean,
                              luwte_json_string_or (handover, "note", LUWTE_BRIDGE_MAX_NOTE, NULL),
                              luwte_json_bool_or (handover, "consent", FALSE));
}

LuwteSession *
luwte_bridge_parse_session (JsonObject *object, GError **error)
{
  const char *id, *nickname, *department, *state_text;
  g_autofree char *clean_nickname = NULL;
  g_autofree char *clean_department = NULL;
  LuwteSessionState state;
  gint64 waiting_since;
  JsonObject *last;
  LuwteSession *session;
  GError *local = NULL;

  if (!luwte_bridge_peek_id (object, "id", &id, &local) ||
      !luwte_json_peek_string (object, "nickname", LUWTE_BRIDGE_MAX_NAME, &nickname, &local) ||
      !luwte_json_peek_string (object, "state", 32, &state_text, &local) ||
      !luwte_json_read_int (object, "waiting_since", 0, G_MAXINT64, &waiting_since, &local) ||
      !parse_state (state_text, &state))
    {
      luwte_bridge_refuse (error, "A session", local);
      return NULL;
    }
  department = luwte_json_string_or (object, "department", LUWTE_BRIDGE_MAX_NAME, "");
  clean_nickname = luwte_bridge_one_line (nickname);
  clean_department = luwte_bridge_one_line (department);
  session = luwte_session_new (id, clean_nickname, clean_department, state, waiting_since);
  luwte_session_set_account (session, luwte_json_bool_or (object, "account", FALSE));
  take_handover (object, session);
  last = luwte_json_object_or_null (object, "last");
  if (last != NULL)
    luwte_session_set_last (session,
                            luwte_json_string_or (last, "text", LUWTE_BRIDGE_MAX_TEXT, NULL),
                            luwte_json_int_or (last, "at", 0, G_MAXINT64, 0));
  return session;
}

static gboolean
parse_from (const char *text, LuwteFrom *from)
{
  static const struct
  {
    const char *text;
    LuwteFrom from;
  } writers[] = {
    { "visitor", LUWTE_FROM_VISITOR },
    { "counsellor", LUWTE_FROM_COUNSELLOR },
    { "colleague", LUWTE_FROM_COLLEAGUE },
    { "system", LUWTE_FROM_SYSTEM },
  };

  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    if (g_str_equal (writers[i].text, text))
      {
        *from = writers[i].from;
        return TRUE;
      }
  return FALSE;
}

LuwteMessage *
luwte_bridge_parse_message (JsonObject *object, GError **error)
{
  const char *id, *session_id, *from_text, *text, *client_id;
  LuwteFrom from;
  gint64 at;
  GError *local = NULL;

  if (!luwte_bridge_peek_id (object, "id", &id, &local) ||
      !luwte_bridge_peek_id (object, "session", &session_id, &local) ||
      !luwte_json_peek_string (object, "from", 32, &from_text, &local) ||
      !luwte_json_read_int (object, "at", 0, G_MAXINT64, &at, &local) ||
      !luwte_json_peek_string (object, "text", LUWTE_BRIDGE_MAX_TEXT, &text, &local) ||
      !parse_from (from_text, &from))
    {
      luwte_bridge_refuse (error, "A message", local);
      return NULL;
    }
  client_id = from == LUWTE_FROM_COUNSELLOR
                  ? luwte_json_string_or (object, "client_id", LUWTE_BRIDGE_MAX_ID, NULL)
                  : NULL;
  return luwte_message_new (session_id, id, client_id, from, at, text,
                            from == LUWTE_FROM_COUNSELLOR ? LUWTE_DELIVERY_SENT
                                                          : LUWTE_DELIVERY_NONE);
}

/* The object at a place of a list, or NULL. */
JsonObject *
luwte_bridge_element (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

GPtrArray *
luwte_bridge_parse_sessions (JsonObject *answer, const char **epoch, gint64 *seq, GError **error)
{
  g_autoptr (GPtrArray) sessions = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *array;
  GError *local = NULL;

  if (!luwte_json_peek_array (answer, "sessions", LUWTE_BRIDGE_MAX_SESSIONS, &array, &local) ||
      !luwte_json_read_int (answer, "seq", 0, G_MAXINT64, seq, &local) ||
      !luwte_bridge_peek_id (answer, "epoch", epoch, &local))
    {
      luwte_bridge_refuse (error, "The list of sessions", local);
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = luwte_bridge_element (array, i);
      LuwteSession *session = object != NULL ? luwte_bridge_parse_session (object, error) : NULL;

      if (object == NULL)
        luwte_bridge_refuse (error, "A session", NULL);
      if (session == NULL)
        return NULL;
      g_ptr_array_add (sessions, session);
    }
  return g_steal_pointer (&sessions);
}

GPtrArray *
luwte_bridge_parse_messages (JsonObject *answer, gboolean *more, GError **error)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *array;
  GError *local = NULL;

  if (!luwte_json_peek_array (answer, "messages", LUWTE_BRIDGE_MAX_PAGE, &array, &local) ||
      !luwte_json_read_bool (answer, "more", more, &local))
    {
      luwte_bridge_refuse (error, "A page of messages", local);
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = luwte_bridge_element (array, i);
      LuwteMessage *message = object != NULL ? luwte_bridge_parse_message (object, error) : NULL;

      if (object == NULL)
        luwte_bridge_refuse (error, "A message", NULL);
      if (message == NULL)
        return NULL;
      g_ptr_array_add (messages, message);
    }
  return g_steal_pointer (&messages);
}

static LuwteCapabilities
capability_of (const char *name)
{
  static const struct
  {
    const char *name;
    LuwteCapabilities capability;
  } names[] = {
    { "release", LUWTE_CAPABILITY_RELEASE },
    { "transfer", LUWTE_CAPABILITY_TRANSFER },
    { "typing_in", LUWTE_CAPABILITY_TYPING_IN },
    { "typing_out", LUWTE_CAPABILITY_TYPING_OUT },
    { "erase", LUWTE_CAPABILITY_ERASE },
    { "transcript", LUWTE_CAPABILITY_TRANSCRIPT },
    { "client_ids", LUWTE_CAPABILITY_CLIENT_IDS },
    { "read_state", LUWTE_CAPABILITY_READ_STATE },
    { "practice", LUWTE_CAPABILITY_PRACTICE },
    { "block", LUWTE_CAPABILITY_BLOCK },
    { "questions", LUWTE_CAPABILITY_QUESTIONS },
    { "targets", LUWTE_CAPABILITY_TARGETS },
    { "team", LUWTE_CAPABILITY_TEAM },
    { "links", LUWTE_CAPABILITY_LINKS },
    { "held", LUWTE_CAPABILITY_HELD },
    { "transfer_note", LUWTE_CAPABILITY_TRANSFER_NOTE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i].name, name) == 0)
      return names[i].capability;
  return LUWTE_CAPABILITY_NONE;
}

gboolean
luwte_bridge_parse_me (JsonObject *answer, LuwteCapabilities *capabilities, const char **user,
                       gboolean *available, GError **error)
{
  JsonArray *array;
  GError *local = NULL;

  if (!luwte_json_peek_string (answer, "user", LUWTE_BRIDGE_MAX_NAME, user, &local) ||
      !luwte_json_peek_array (answer, "capabilities", 100, &array, &local))
    return luwte_bridge_refuse (error, "Who we are", local);
  *capabilities = LUWTE_CAPABILITY_NONE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING)
        *capabilities |= capability_of (json_node_get_string (node));
    }
  *available = luwte_json_bool_or (answer, "available", FALSE);
  return TRUE;
}

gboolean
luwte_bridge_parse_info (JsonObject *answer, guint *version, GError **error)
{
  const char *protocol;
  JsonArray *versions;
  GError *local = NULL;

  if (!luwte_json_peek_string (answer, "protocol", 64, &protocol, &local) ||
      !luwte_json_peek_array (answer, "versions", 100, &versions, &local) ||
      !g_str_equal (protocol, "luwte-bridge"))
    return luwte_bridge_refuse (error, "What the service says of itself", local);
  for (guint i = 0; i < json_array_get_length (versions); i++)
    {
      JsonNode *node = json_array_get_element (versions, i);

      if (json_node_get_value_type (node) == G_TYPE_INT64 &&
          json_node_get_int (node) == LUWTE_BRIDGE_VERSION)
        {
          *version = LUWTE_BRIDGE_VERSION;
          return TRUE;
        }
    }
  return luwte_bridge_refuse (error, "The versions that the service speaks", NULL);
}

static LuwteBridgeEventKind
kind_of (const char *type)
{
  static const char *const types[] = { NULL,   "beat",   "resync",   "session", "message", "typing",
                                       "read", "erased", "question", "team",    "silent" };

  for (guint i = 1; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i], type) == 0)
      return i;
  return LUWTE_BRIDGE_EVENT_UNKNOWN;
}

static gboolean
parse_content (LuwteBridgeEvent *event)
{
  JsonObject *object;

  switch (event->kind)
    {
    case LUWTE_BRIDGE_EVENT_BEAT:
      event->last = luwte_json_int_or (event->root, "last", 0, G_MAXINT64, -1);
      return TRUE;
    case LUWTE_BRIDGE_EVENT_SESSION:
      object = luwte_json_object_or_null (event->root, "session");
      event->session = object != NULL ? luwte_bridge_parse_session (object, NULL) : NULL;
      return event->session != NULL;
    case LUWTE_BRIDGE_EVENT_MESSAGE:
      object = luwte_json_object_or_null (event->root, "message");
      event->message = object != NULL ? luwte_bridge_parse_message (object, NULL) : NULL;
      return event->message != NULL;
    case LUWTE_BRIDGE_EVENT_TYPING:
      return luwte_bridge_peek_id (event->root, "session", &event->session_id, NULL) &&
             luwte_json_read_bool (event->root, "typing", &event->typing, NULL);
    case LUWTE_BRIDGE_EVENT_READ:
      return luwte_bridge_peek_id (event->root, "session", &event->session_id, NULL) &&
             luwte_bridge_peek_id (event->root, "up_to", &event->up_to, NULL);
    case LUWTE_BRIDGE_EVENT_ERASED:
      return luwte_bridge_peek_id (event->root, "session", &event->session_id, NULL);
    case LUWTE_BRIDGE_EVENT_QUESTION:
      object = luwte_json_object_or_null (event->root, "question");
      event->question = object != NULL ? luwte_bridge_parse_question (object, NULL) : NULL;
      return event->question != NULL;
    case LUWTE_BRIDGE_EVENT_TEAM:
      object = luwte_json_object_or_null (event->root, "message");
      event->team = object != NULL ? luwte_bridge_parse_team_message (object, NULL) : NULL;
      return event->team != NULL;
    case LUWTE_BRIDGE_EVENT_RESYNC:
    case LUWTE_BRIDGE_EVENT_SILENT:
      return TRUE;
    case LUWTE_BRIDGE_EVENT_UNKNOWN:
      break;
    }
  return FALSE;
}

gboolean
luwte_bridge_parse_event (const char *text, gsize length, LuwteBridgeEvent *event, GError **error)
{
  GError *local = NULL;

  *event = (LuwteBridgeEvent) { .seq = -1, .last = -1 };
  event->root = luwte_json_parse_object (text, length, LUWTE_BRIDGE_MAX_FRAME, &local);
  if (event->root == NULL)
    return luwte_bridge_refuse (error, "An event", local);
  event->seq = luwte_json_int_or (event->root, "seq", 1, G_MAXINT64, -1);
  event->kind = kind_of (luwte_json_string_or (event->root, "type", 64, NULL));
  if (!parse_content (event))
    event->kind = LUWTE_BRIDGE_EVENT_UNKNOWN;
  return TRUE;
}

void
luwte_bridge_event_clear (LuwteBridgeEvent *event)
{
  g_clear_object (&event->session);
  g_clear_object (&event->message);
  g_clear_object (&event->question);
  g_clear_object (&event->team);
  if (event->root != NULL)
    luwte_http_json_wipe (event->root);
  g_clear_pointer (&event->root, json_object_unref);
}
