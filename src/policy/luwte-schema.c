/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Checks a document against data/policies/policy.schema.json itself, so that what is published as
 * the form of a profile and what is loaded cannot part. It knows the part of JSON Schema (draft
 * 2020-12) that this file uses; a test refuses any other keyword in it. The default is no: a member
 * that the schema does not name is wrong. */

#include "luwte-schema-private.h"

#include "luwte-day.h"

typedef struct
{
  JsonObject *root;
  GPtrArray *marks; /* nullable */
  LuwteSchemaProblem *problem;
} Check;

static gboolean check_value (Check *check, JsonObject *schema, JsonNode *node, const char *pointer);

void
luwte_schema_problem_clear (LuwteSchemaProblem *problem)
{
  g_clear_pointer (&problem->pointer, g_free);
  g_clear_pointer (&problem->key, g_free);
  g_clear_pointer (&problem->expected, g_free);
}

static void
mark_free (gpointer data)
{
  LuwteSchemaMark *mark = data;

  g_free (mark->mark);
  g_free (mark->pointer);
  g_free (mark);
}

static gboolean
fail (Check *check, const char *pointer, const char *key, gboolean at_key, char *expected)
{
  luwte_schema_problem_clear (check->problem);
  check->problem->pointer = g_strdup (pointer);
  check->problem->key = g_strdup (key);
  check->problem->at_key = at_key;
  check->problem->expected = expected;
  return FALSE;
}

/* The schema that a "$ref" stands for, in this file alone. */
static JsonObject *
follow (JsonObject *root, JsonObject *schema)
{
  const char *ref = json_object_get_string_member_with_default (schema, "$ref", NULL);
  JsonObject *defs = json_object_get_object_member (root, "$defs");

  if (ref == NULL)
    return NULL;
  g_assert (g_str_has_prefix (ref, "#/$defs/"));
  return json_object_get_object_member (defs, ref + strlen ("#/$defs/"));
}

static char *
list_of (JsonArray *array)
{
  g_autoptr (GString) text = g_string_new ("one of ");

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_string_append_printf (text, "%s\"%s\"", i > 0 ? ", " : "",
                            json_array_get_string_element (array, i));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
expectation_of_type (const char *type)
{
  if (g_str_equal (type, "boolean"))
    return g_strdup ("true or false");
  if (g_str_equal (type, "integer"))
    return g_strdup ("a whole number");
  return g_strdup_printf (type[0] == 'a' || type[0] == 'o' ? "an %s" : "a %s", type);
}

/**
 * luwte_schema_expectation:
 * @root: the whole schema
 * @schema: the part of it that a value did not meet
 *
 * Returns: (transfer full): in words what would have been right
 */
char *
luwte_schema_expectation (JsonObject *root, JsonObject *schema)
{
  JsonObject *behind = follow (root, schema);
  JsonNode *constant = json_object_get_member (schema, "const");

  if (json_object_has_member (schema, "title"))
    return g_strdup (json_object_get_string_member (schema, "title"));
  if (behind != NULL)
    return luwte_schema_expectation (root, behind);
  if (json_object_has_member (schema, "enum"))
    return list_of (json_object_get_array_member (schema, "enum"));
  if (constant != NULL)
    return json_to_string (constant, FALSE);
  return expectation_of_type (
      json_object_get_string_member_with_default (schema, "type", "object"));
}

static gboolean
fail_value (Check *check, JsonObject *schema, const char *pointer)
{
  return fail (check, pointer, pointer, FALSE, luwte_schema_expectation (check->root, schema));
}

static gboolean
type_is (JsonNode *node, const char *type)
{
  GType value = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (g_str_equal (type, "object"))
    return JSON_NODE_HOLDS_OBJECT (node);
  if (g_str_equal (type, "array"))
    return JSON_NODE_HOLDS_ARRAY (node);
  if (g_str_equal (type, "string"))
    return value == G_TYPE_STRING;
  if (g_str_equal (type, "integer"))
    return value == G_TYPE_INT64;
  return g_str_equal (type, "boolean") && value == G_TYPE_BOOLEAN;
}

/* The schema has a dozen patterns, and a profile asks them a thousand times: each is compiled once. */
static gboolean
matches (const char *text, const char *pattern)
{
  static GMutex lock;
  static GHashTable *compiled;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  GRegex *regex;

  if (compiled == NULL)
    compiled = g_hash_table_new (g_str_hash, g_str_equal);
  regex = g_hash_table_lookup (compiled, pattern);
  if (regex == NULL)
    {
      /* Without DOLLAR_ENDONLY a line break could follow. */
      regex = g_regex_new (pattern, G_REGEX_DOLLAR_ENDONLY, 0, NULL);
      g_hash_table_insert (compiled, g_strdup (pattern), regex);
    }
  return g_regex_match (regex, text, 0, NULL);
}

static gboolean
in_array (JsonArray *array, JsonNode *node)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (json_node_equal (json_array_get_element (array, i), node))
      return TRUE;
  return FALSE;
}

static gboolean
format_is (const char *text, const char *format)
{
  LuwtePeriod period;
  LuwteDay day;

  if (g_str_equal (format, "date"))
    return luwte_day_from_iso (text, &day);
  /* A term of nothing is written "none". */
  g_assert (g_str_equal (format, "duration"));
  return luwte_period_parse (text, &period) && period.months + period.days > 0;
}

static gboolean
string_fits (JsonObject *schema, const char *text)
{
  const char *pattern = json_object_get_string_member_with_default (schema, "pattern", NULL);
  const char *format = json_object_get_string_member_with_default (schema, "format", NULL);
  glong length = g_utf8_strlen (text, -1);

  return (pattern == NULL || matches (text, pattern)) &&
         (format == NULL || format_is (text, format)) &&
         length >= json_object_get_int_member_with_default (schema, "minLength", 0) &&
         length <= json_object_get_int_member_with_default (schema, "maxLength", G_MAXINT32);
}

static gboolean
scalar_fits (JsonObject *schema, JsonNode *node)
{
  JsonNode *constant = json_object_get_member (schema, "const");
  gint64 number;

  if (constant != NULL && !json_node_equal (constant, node))
    return FALSE;
  if (json_object_has_member (schema, "enum") &&
      !in_array (json_object_get_array_member (schema, "enum"), node))
    return FALSE;
  if (type_is (node, "string"))
    return string_fits (schema, json_node_get_string (node));
  if (!type_is (node, "integer"))
    return TRUE;
  number = json_node_get_int (node);
  return number >= json_object_get_int_member_with_default (schema, "minimum", G_MININT64) &&
         number <= json_object_get_int_member_with_default (schema, "maximum", G_MAXINT64);
}

static gboolean
check_array (Check *check, JsonObject *schema, JsonArray *array, const char *pointer)
{
  guint length = json_array_get_length (array);
  JsonObject *items = json_object_get_object_member (schema, "items");
  gboolean unique = json_object_get_boolean_member_with_default (schema, "uniqueItems", FALSE);

  if (length < json_object_get_int_member_with_default (schema, "minItems", 0))
    return fail (check, pointer, pointer, FALSE, g_strdup ("a list that is not empty"));
  if (length > json_object_get_int_member_with_default (schema, "maxItems", G_MAXUINT))
    return fail (check, pointer, pointer, FALSE, g_strdup ("a shorter list"));
  for (guint i = 0; i < length; i++)
    {
      g_autofree char *child = g_strdup_printf ("%s/%u", pointer, i);
      JsonNode *node = json_array_get_element (array, i);

      if (!check_value (check, items, node, child))
        return FALSE;
      for (guint j = 0; unique && j < i; j++)
        if (json_node_equal (json_array_get_element (array, j), node))
          return fail (check, child, child, FALSE, g_strdup ("each item once"));
    }
  return TRUE;
}

static char *
child_pointer (const char *pointer, const char *name)
{
  g_auto (GStrv) tildes = g_strsplit (name, "~", -1), slashes = NULL;
  g_autofree char *escaped = g_strjoinv ("~0", tildes), *twice = NULL;

  slashes = g_strsplit (escaped, "/", -1);
  twice = g_strjoinv ("~1", slashes);
  return g_strconcat (pointer, "/", twice, NULL);
}

/* The schema of a member, or NULL when there must be no such member. */
static JsonObject *
schema_of_member (JsonObject *schema, const char *name)
{
  JsonObject *properties = json_object_has_member (schema, "properties")
                               ? json_object_get_object_member (schema, "properties")
                               : NULL;
  JsonNode *more = json_object_get_member (schema, "additionalProperties");

  if (properties != NULL && json_object_has_member (properties, name))
    return json_object_get_object_member (properties, name);
  return more != NULL && JSON_NODE_HOLDS_OBJECT (more) ? json_node_get_object (more) : NULL;
}

static char *
expected_names (Check *check, JsonObject *schema)
{
  g_autoptr (GString) text = g_string_new ("a key that the schema knows");
  g_autoptr (GList) names = NULL;

  if (json_object_has_member (schema, "propertyNames"))
    return luwte_schema_expectation (check->root,
                                     json_object_get_object_member (schema, "propertyNames"));
  names = json_object_get_members (json_object_get_object_member (schema, "properties"));
  for (GList *l = names; l != NULL; l = l->next)
    g_string_append_printf (text, "%s%s", l == names ? ": " : ", ", (const char *) l->data);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static gboolean
name_fits (JsonObject *schema, const char *name)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), name);

  return !json_object_has_member (schema, "propertyNames") ||
         scalar_fits (json_object_get_object_member (schema, "propertyNames"), node);
}

static gboolean
check_object (Check *check, JsonObject *schema, JsonObject *object, const char *pointer)
{
  g_autoptr (GList) names = json_object_get_members (object);
  JsonArray *required = json_object_has_member (schema, "required")
                            ? json_object_get_array_member (schema, "required")
                            : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *child = child_pointer (pointer, l->data);

      if (schema_of_member (schema, l->data) == NULL || !name_fits (schema, l->data))
        return fail (check, child, child, TRUE, expected_names (check, schema));
    }
  for (guint i = 0; required != NULL && i < json_array_get_length (required); i++)
    {
      const char *name = json_array_get_string_element (required, i);

      if (!json_object_has_member (object, name))
        {
          g_autofree char *child = child_pointer (pointer, name);

          return fail (check, pointer, child, FALSE, g_strdup ("this key, which is missing"));
        }
    }
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *child = child_pointer (pointer, l->data);

      if (!check_value (check, schema_of_member (schema, l->data),
                        json_object_get_member (object, l->data), child))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_any (Check *check, JsonObject *schema, JsonNode *node, const char *pointer)
{
  JsonArray *any = json_object_get_array_member (schema, "anyOf");
  g_auto (LuwteSchemaProblem) ignored = { 0 };
  Check quiet = { check->root, NULL, &ignored };

  for (guint i = 0; i < json_array_get_length (any); i++)
    if (check_value (&quiet, json_array_get_object_element (any, i), node, pointer))
      return TRUE;
  return fail_value (check, schema, pointer);
}

static void
add_mark (Check *check, JsonObject *schema, JsonNode *node, const char *pointer)
{
  LuwteSchemaMark *mark;

  if (check->marks == NULL || !json_object_has_member (schema, "x-luwte"))
    return;
  mark = g_new0 (LuwteSchemaMark, 1);
  mark->mark = g_strdup (json_object_get_string_member (schema, "x-luwte"));
  mark->pointer = g_strdup (pointer);
  mark->node = node;
  mark->schema = schema;
  if (check->marks->len == 0)
    g_ptr_array_set_free_func (check->marks, mark_free);
  g_ptr_array_add (check->marks, mark);
}

static gboolean
check_value (Check *check, JsonObject *schema, JsonNode *node, const char *pointer)
{
  const char *type = json_object_get_string_member_with_default (schema, "type", NULL);
  JsonObject *behind = follow (check->root, schema);

  if (behind != NULL)
    return check_value (check, behind, node, pointer);
  if ((type != NULL && !type_is (node, type)) || !scalar_fits (schema, node))
    return fail_value (check, schema, pointer);
  if (json_object_has_member (schema, "anyOf") && !check_any (check, schema, node, pointer))
    return FALSE;
  add_mark (check, schema, node, pointer);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return check_array (check, schema, json_node_get_array (node), pointer);
  if (JSON_NODE_HOLDS_OBJECT (node))
    return check_object (check, schema, json_node_get_object (node), pointer);
  return TRUE;
}

/**
 * luwte_schema_check:
 * @root: the whole schema, where "$ref" leads
 * @schema: the part of it that @node must meet
 * @node: a value of the document
 * @pointer: where the value stands
 * @marks: (nullable) (element-type LuwteSchemaMark): takes the values that the loader looks at again
 * @problem: (out caller-allocates): what is wrong first, when something is
 *
 * Returns: %TRUE when the value is as the schema says
 */
gboolean
luwte_schema_check (JsonObject *root, JsonObject *schema, JsonNode *node, const char *pointer,
                    GPtrArray *marks, LuwteSchemaProblem *problem)
{
  Check check = { root, marks, problem };

  return check_value (&check, schema, node, pointer);
}
