/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-practice-scenario.h"

#include "luwte-json.h"
#include "luwte-practice-limits.h"

#define MAX_BYTES   (1024 * 1024)
#define MAX_ITEMS   200
#define MAX_LINE    2000
#define MAX_SECONDS (24 * 60 * 60)

static void
answer_free (gpointer data)
{
  LuwtePracticeAnswer *answer = data;

  g_strfreev (answer->when);
  g_strfreev (answer->say);
  g_free (answer);
}

static void
character_free (gpointer data)
{
  LuwtePracticeCharacter *character = data;

  g_free (character->nickname);
  g_free (character->department);
  g_free (character->person);
  g_strfreev (character->opening);
  g_ptr_array_unref (character->answers);
  g_strfreev (character->replies);
  g_strfreev (character->farewell);
  g_free (character);
}

void
luwte_practice_scenario_free (LuwtePracticeScenario *self)
{
  g_ptr_array_unref (self->departments);
  g_ptr_array_unref (self->characters);
  g_free (self);
}

char *
luwte_practice_scenario_fold (const char *text)
{
  g_autofree char *ascii = g_str_to_ascii (text, "C");

  return g_ascii_strdown (ascii, -1);
}

/* A misspelt member would be a visitor who does not do what was written. known: (array
 * zero-terminated=1) */
static gboolean
check_members (JsonObject *object, const char *const *known, GError **error)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *member = members; member != NULL; member = member->next)
    if (!g_strv_contains (known, member->data))
      {
        g_set_error (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_SHAPE, "%s is not known here",
                     (const char *) member->data);
        return FALSE;
      }
  return TRUE;
}

/* A member that is a list of texts; missing is an empty list. */
static gboolean
read_lines (JsonObject *object, const char *member, char ***lines, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = NULL;

  if (json_object_has_member (object, member) &&
      !luwte_json_peek_array (object, member, MAX_ITEMS, &array, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_value_type (node) != G_TYPE_STRING ||
          strlen (json_node_get_string (node)) > MAX_LINE)
        {
          g_set_error (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_SHAPE,
                       "%s[%u] is not a text of at most %d bytes", member, i, MAX_LINE);
          return FALSE;
        }
      g_strv_builder_add (builder, json_node_get_string (node));
    }
  *lines = g_strv_builder_end (builder);
  return TRUE;
}

static JsonObject *
object_at (JsonArray *array, guint i, const char *member, GError **error)
{
  JsonNode *node = json_array_get_element (array, i);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  g_set_error (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_SHAPE, "%s[%u] is not an object", member,
               i);
  return NULL;
}

static gboolean
read_answers (JsonObject *object, GPtrArray *answers, GError **error)
{
  static const char *const known[] = { "when", "say", NULL };
  JsonArray *array = NULL;

  if (!json_object_has_member (object, "answers"))
    return TRUE;
  if (!luwte_json_peek_array (object, "answers", MAX_ITEMS, &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *one = object_at (array, i, "answers", error);
      LuwtePracticeAnswer *answer;

      if (one == NULL)
        return FALSE;
      answer = g_new0 (LuwtePracticeAnswer, 1);
      g_ptr_array_add (answers, answer);
      if (!check_members (one, known, error) || !read_lines (one, "when", &answer->when, error) ||
          !read_lines (one, "say", &answer->say, error))
        {
          g_prefix_error (error, "answers[%u]: ", i);
          return FALSE;
        }
      for (guint j = 0; answer->when[j] != NULL; j++)
        {
          char *folded = luwte_practice_scenario_fold (answer->when[j]);

          g_free (answer->when[j]);
          answer->when[j] = folded;
        }
    }
  return TRUE;
}

static gboolean
read_character (JsonObject *object, LuwtePracticeCharacter *character, GError **error)
{
  static const char *const known[] = {
    "nickname",   "department", "account", "person",  "arrives_s",
    "patience_s", "opening",    "answers", "replies", "farewell",
    "silence_s",  "hurry",      "half",    "about",   NULL,
  };
  const char *nickname;
  gint64 arrives;

  if (!check_members (object, known, error) ||
      !luwte_json_peek_string (object, "nickname", LUWTE_PRACTICE_MAX_NAME, &nickname, error) ||
      !luwte_json_read_int (object, "arrives_s", 0, MAX_SECONDS, &arrives, error) ||
      !read_lines (object, "opening", &character->opening, error) ||
      !read_lines (object, "replies", &character->replies, error) ||
      !read_lines (object, "farewell", &character->farewell, error) ||
      !read_answers (object, character->answers, error))
    return FALSE;
  character->nickname = g_strdup (nickname);
  character->department = g_strdup (
      luwte_json_string_or (object, "department", LUWTE_PRACTICE_MAX_NAME, NULL));
  character->person = g_strdup (
      luwte_json_string_or (object, "person", LUWTE_PRACTICE_MAX_ID, NULL));
  character->account = luwte_json_bool_or (object, "account", FALSE);
  character->arrives_s = arrives;
  character->silence_s = luwte_json_int_or (object, "silence_s", 0, MAX_SECONDS, 0);
  character->hurry = luwte_json_bool_or (object, "hurry", FALSE);
  character->half = luwte_json_bool_or (object, "half", FALSE);
  character->patience_s = luwte_json_int_or (object, "patience_s", 1, MAX_SECONDS, 1800);
  return TRUE;
}

static gboolean
read_scenario (LuwtePracticeScenario *self, JsonObject *root, GError **error)
{
  g_auto (GStrv) departments = NULL;
  static const char *const known[] = { "departments", "repeat_s", "visitors", "about", NULL };
  JsonArray *visitors = NULL;

  if (!check_members (root, known, error) ||
      !read_lines (root, "departments", &departments, error) ||
      !luwte_json_peek_array (root, "visitors", MAX_ITEMS, &visitors, error))
    return FALSE;
  for (guint i = 0; departments[i] != NULL; i++)
    g_ptr_array_add (self->departments, g_strdup (departments[i]));
  self->repeat_s = luwte_json_int_or (root, "repeat_s", 0, MAX_SECONDS, 0);
  for (guint i = 0; i < json_array_get_length (visitors); i++)
    {
      JsonObject *object = object_at (visitors, i, "visitors", error);
      LuwtePracticeCharacter *character;

      if (object == NULL)
        return FALSE;
      character = g_new0 (LuwtePracticeCharacter, 1);
      character->answers = g_ptr_array_new_with_free_func (answer_free);
      g_ptr_array_add (self->characters, character);
      if (!read_character (object, character, error))
        {
          g_prefix_error (error, "visitors[%u]: ", i);
          return FALSE;
        }
    }
  return TRUE;
}

LuwtePracticeScenario *
luwte_practice_scenario_new (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonObject) root = luwte_json_parse_object (text, length, MAX_BYTES, error);
  g_autoptr (LuwtePracticeScenario) self = NULL;

  if (root == NULL)
    return NULL;
  self = g_new0 (LuwtePracticeScenario, 1);
  self->departments = g_ptr_array_new_with_free_func (g_free);
  self->characters = g_ptr_array_new_with_free_func (character_free);
  if (!read_scenario (self, root, error))
    return NULL;
  return g_steal_pointer (&self);
}
