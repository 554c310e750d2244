/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-bridge-parse.h"

#include <string.h>

#include "luwte-day.h"
#include "luwte-held-month.h"
#include "luwte-question.h"
#include "luwte-target.h"
#include "luwte-team-message.h"
#include "luwte-visitor-link.h"

/* The allow-list of what stands behind capabilities: questions, the team, targets, links, and what
 * is held. The rule is that of luwte-bridge-parse.c. A question's code is not named here, so one that a server tells by
 * mistake goes no further. */

typedef gpointer (*ParseOne) (JsonObject *object, GError **error);

/* Adds what the array of a member holds, each by one parser. */
static gboolean
parse_array (JsonObject *answer, const char *member, guint max, ParseOne parse, GPtrArray *list,
             GError **error)
{
  JsonArray *array;
  GError *local = NULL;

  if (!luwte_json_peek_array (answer, member, max, &array, &local))
    return luwte_bridge_refuse (error, "A list", local);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = luwte_bridge_element (array, i);
      gpointer value = object != NULL ? parse (object, error) : NULL;

      if (object == NULL)
        luwte_bridge_refuse (error, member, NULL);
      if (value == NULL)
        return FALSE;
      g_ptr_array_add (list, value);
    }
  return TRUE;
}

static GPtrArray *
parse_list (JsonObject *answer, const char *member, guint max, ParseOne parse, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);

  return parse_array (answer, member, max, parse, list, error) ? g_steal_pointer (&list) : NULL;
}

static gboolean
parse_question_state (const char *text, LuwteQuestionState *state)
{
  static const char *const states[] = { "open", "mine", "taken", "answered", "gone" };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i], text))
      {
        *state = (LuwteQuestionState) i;
        return TRUE;
      }
  return FALSE;
}

LuwteQuestion *
luwte_bridge_parse_question (JsonObject *object, GError **error)
{
  const char *id, *state_text, *text, *answer;
  g_autofree char *department = NULL;
  LuwteQuestionState state;
  gint64 asked_at;
  GError *local = NULL;

  if (!luwte_bridge_peek_id (object, "id", &id, &local) ||
      !luwte_json_peek_string (object, "state", 32, &state_text, &local) ||
      !luwte_json_read_int (object, "asked_at", 0, G_MAXINT64, &asked_at, &local) ||
      !parse_question_state (state_text, &state))
    {
      luwte_bridge_refuse (error, "A question", local);
      return NULL;
    }
  text = luwte_json_string_or (object, "text", LUWTE_BRIDGE_MAX_TEXT, NULL);
  if (text == NULL && (state == LUWTE_QUESTION_OPEN || state == LUWTE_QUESTION_MINE ||
                       state == LUWTE_QUESTION_ANSWERED))
    {
      luwte_bridge_refuse (error, "A question without its text", NULL);
      return NULL;
    }
  answer = luwte_json_string_or (object, "answer", LUWTE_BRIDGE_MAX_TEXT, NULL);
  department = luwte_bridge_one_line (
      luwte_json_string_or (object, "department", LUWTE_BRIDGE_MAX_NAME, ""));
  return luwte_question_new (id, department, state, asked_at, text,
                             luwte_json_int_or (object, "answered_at", 0, G_MAXINT64, 0), answer);
}

LuwteTeamMessage *
luwte_bridge_parse_team_message (JsonObject *object, GError **error)
{
  const char *id, *author, *text;
  g_autofree char *clean = NULL;
  gint64 at;
  GError *local = NULL;

  if (!luwte_bridge_peek_id (object, "id", &id, &local) ||
      !luwte_json_peek_string (object, "author", LUWTE_BRIDGE_MAX_NAME, &author, &local) ||
      !luwte_json_read_int (object, "at", 0, G_MAXINT64, &at, &local) ||
      !luwte_json_peek_string (object, "text", LUWTE_BRIDGE_MAX_NOTE, &text, &local))
    {
      luwte_bridge_refuse (error, "A message to the team", local);
      return NULL;
    }
  clean = luwte_bridge_one_line (author);
  return luwte_team_message_new (id, clean, at, text, luwte_json_bool_or (object, "own", FALSE));
}

GPtrArray *
luwte_bridge_parse_questions (JsonObject *answer, GError **error)
{
  return parse_list (answer, "questions", LUWTE_BRIDGE_MAX_QUESTIONS,
                     (ParseOne) luwte_bridge_parse_question, error);
}

GPtrArray *
luwte_bridge_parse_team (JsonObject *answer, GError **error)
{
  return parse_list (answer, "messages", LUWTE_BRIDGE_MAX_PAGE,
                     (ParseOne) luwte_bridge_parse_team_message, error);
}

static gpointer
parse_colleague (JsonObject *object, GError **error)
{
  const char *user, *name;
  g_autofree char *clean = NULL;
  GError *local = NULL;

  if (!luwte_json_peek_string (object, "user", LUWTE_BRIDGE_MAX_NAME, &user, &local) ||
      !luwte_json_peek_string (object, "name", LUWTE_BRIDGE_MAX_NAME, &name, &local))
    {
      luwte_bridge_refuse (error, "A colleague", local);
      return NULL;
    }
  clean = luwte_bridge_one_line (name);
  return luwte_target_new (user, clean, FALSE, luwte_json_bool_or (object, "available", FALSE));
}

static gpointer
parse_department (JsonObject *object, GError **error)
{
  const char *id, *name;
  g_autofree char *target = NULL;
  g_autofree char *clean = NULL;
  GError *local = NULL;

  if (!luwte_bridge_peek_id (object, "id", &id, &local) ||
      !luwte_json_peek_string (object, "name", LUWTE_BRIDGE_MAX_NAME, &name, &local))
    {
      luwte_bridge_refuse (error, "A department", local);
      return NULL;
    }
  target = g_strconcat ("department:", id, NULL);
  clean = luwte_bridge_one_line (name);
  return luwte_target_new (target, clean, TRUE, FALSE);
}

GPtrArray *
luwte_bridge_parse_targets (JsonObject *answer, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);

  if (!parse_array (answer, "colleagues", LUWTE_BRIDGE_MAX_TARGETS, parse_colleague, list, error) ||
      !parse_array (answer, "departments", LUWTE_BRIDGE_MAX_TARGETS, parse_department, list, error))
    return NULL;
  return g_steal_pointer (&list);
}

static gpointer
parse_link (JsonObject *object, GError **error)
{
  g_autoptr (GString) nicknames = g_string_new (NULL);
  const char *id;
  gint64 visits, last_at;
  JsonArray *array;
  GError *local = NULL;

  if (!luwte_bridge_peek_id (object, "id", &id, &local) ||
      !luwte_json_read_int (object, "visits", 0, G_MAXINT32, &visits, &local) ||
      !luwte_json_read_int (object, "last_at", 0, G_MAXINT64, &last_at, &local) ||
      !luwte_json_peek_array (object, "nicknames", LUWTE_BRIDGE_MAX_NICKNAMES, &array, &local))
    {
      luwte_bridge_refuse (error, "A link", local);
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      gboolean text = json_node_get_value_type (node) == G_TYPE_STRING;
      g_autofree char *clean = text ? luwte_bridge_one_line (json_node_get_string (node)) : NULL;

      if (!text || strlen (json_node_get_string (node)) > LUWTE_BRIDGE_MAX_NAME)
        {
          luwte_bridge_refuse (error, "A nickname of a link", NULL);
          return NULL;
        }
      g_string_append_printf (nicknames, "%s%s", nicknames->len > 0 ? "\n" : "", clean);
    }
  return luwte_visitor_link_new (id, nicknames->str, visits, last_at);
}

GPtrArray *
luwte_bridge_parse_links (JsonObject *answer, GError **error)
{
  return parse_list (answer, "links", LUWTE_BRIDGE_MAX_LINKS, parse_link, error);
}

/* "2024-03", of a month that there is. */
static gboolean
is_month (const char *text)
{
  LuwteDay day;
  g_autofree char *first = g_strconcat (text, "-01", NULL);

  return strlen (text) == 7 && luwte_day_from_iso (first, &day);
}

static gpointer
parse_held (JsonObject *object, GError **error)
{
  const char *month, *department;
  g_autofree char *clean = NULL;
  gint64 n_sessions;
  GError *local = NULL;

  if (!luwte_json_peek_string (object, "month", 7, &month, &local) ||
      !luwte_json_read_int (object, "sessions", 0, G_MAXINT32, &n_sessions, &local) ||
      !is_month (month))
    {
      luwte_bridge_refuse (error, "A month of what is held", local);
      return NULL;
    }
  department = luwte_json_string_or (object, "department", LUWTE_BRIDGE_MAX_NAME, NULL);
  clean = department != NULL ? luwte_bridge_one_line (department) : NULL;
  return luwte_held_month_new (month, clean, (guint) n_sessions);
}

GPtrArray *
luwte_bridge_parse_held (JsonObject *answer, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_held_month_free);

  return parse_array (answer, "held", LUWTE_BRIDGE_MAX_HELD, parse_held, list, error)
             ? g_steal_pointer (&list)
             : NULL;
}
