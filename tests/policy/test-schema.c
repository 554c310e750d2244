/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The published schema and the loader agree: the schema uses only words that the loader's checker
 * knows, tells of each key what it is for, and taking away or adding any key of a profile is
 * noticed. */

#include <json-glib/json-glib.h>
#include <string.h>

#include "luwte-policy-private.h"

/* Annotations, and what luwte-schema.c checks. */
static const char *const known[] = {
  "$defs",     "$id",      "$ref",        "$schema",     "additionalProperties",
  "anyOf",     "const",    "description", "enum",        "format",
  "items",     "maxItems", "maxLength",   "maximum",     "minItems",
  "minLength", "minimum",  "pattern",     "properties",  "propertyNames",
  "required",  "title",    "type",        "uniqueItems", "x-luwte",
  NULL
};

static void
check_words (JsonNode *node, const char *path)
{
  g_autoptr (GList) names = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        check_words (json_array_get_element (array, i), path);
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;
  names = json_object_get_members (json_node_get_object (node));
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *member = json_object_get_member (json_node_get_object (node), l->data);
      g_autofree char *child = g_strdup_printf ("%s/%s", path, (char *) l->data);

      /* Below these stand names of ours, not words of JSON Schema. */
      if (g_str_has_suffix (path, "/properties") || g_str_has_suffix (path, "/$defs"))
        g_assert_true (JSON_NODE_HOLDS_OBJECT (member));
      else if (!g_strv_contains (known, l->data))
        g_error ("%s: the loader does not know this word", child);
      check_words (member, child);
    }
}

static void
test_words (void)
{
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), luwte_policy_schema ());

  check_words (root, "");
}

static void
test_told (void)
{
  JsonObject *properties = json_object_get_object_member (luwte_policy_schema (), "properties");
  g_autoptr (GList) names = json_object_get_members (properties);
  guint with_numbers = 0;

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *property = json_object_get_object_member (properties, l->data);
      JsonNode *node = json_object_get_member (properties, l->data);
      g_autofree char *text = json_to_string (node, FALSE);

      g_assert_true (json_object_has_member (property, "description"));
      if (g_regex_match_simple ("\\bR[1-9][0-9]?\\b", text, 0, 0))
        with_numbers++;
      else
        g_test_message ("without a number of a requirement: %s", (char *) l->data);
    }
  g_assert_cmpuint (with_numbers, >=, g_list_length (names) - 9);
}

typedef void (*VisitFunc) (JsonObject *object, const char *path, gpointer data);

static void
visit_objects (JsonNode *node, const char *path, VisitFunc func, gpointer data)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_autofree char *child = g_strdup_printf ("%s/%u", path, i);

          visit_objects (json_array_get_element (array, i), child, func, data);
        }
    }
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) names = json_object_get_members (object);

      for (GList *l = names; l != NULL; l = l->next)
        {
          g_autofree char *child = g_strdup_printf ("%s/%s", path, (char *) l->data);

          visit_objects (json_object_get_member (object, l->data), child, func, data);
        }
      func (object, path, data);
    }
}

/* The first object of each kind is enough: "/topics/0" speaks for all topics. */
static gboolean
is_repeated (const char *path)
{
  return g_regex_match_simple ("/[1-9][0-9]*(/|$)", path, 0, 0);
}

static gboolean
is_accepted (JsonNode *root)
{
  g_autofree char *text = json_to_string (root, FALSE);
  g_autoptr (GBytes) json = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwtePolicy) policy = luwte_policy_load_bytes (json, "x", NULL, &error);

  if (policy == NULL)
    g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_INVALID);
  return policy != NULL;
}

/* What a profile may leave out. */
static gboolean
is_optional (const char *path, const char *name)
{
  static const char *const names[] = { "questions", "processors", "objection",
                                       "counters",  "holds",      NULL };

  /* Another language, another kind of record. */
  if (g_str_equal (name, "en") || g_str_has_suffix (path, "/records") ||
      g_str_equal (path, "/questions"))
    return TRUE;
  return !g_str_equal (path, "/research") && g_strv_contains (names, name);
}

static void
try_object (JsonObject *object, const char *path, gpointer data)
{
  JsonNode *root = data;
  g_autoptr (GList) names = json_object_get_members (object);

  if (is_repeated (path))
    return;
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *name = g_strdup (l->data);
      g_autoptr (JsonNode) kept = json_node_ref (json_object_get_member (object, name));
      gboolean accepted;

      json_object_remove_member (object, name);
      accepted = is_accepted (root);
      json_object_set_member (object, name, json_node_ref (kept));
      if (accepted != is_optional (path, name))
        g_error ("%s: %s is %s", path, name, accepted ? "not missed" : "missed");
    }
  json_object_set_int_member (object, "zzz", 1);
  if (is_accepted (root))
    g_error ("%s: another key was taken", path);
  json_object_remove_member (object, "zzz");
}

static void
test_keys (void)
{
  static const char *const profiles[] = { "example", "veiligsamen" };

  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      g_autoptr (LuwtePolicy) policy = luwte_policy_load_bundled (profiles[i], NULL, NULL);
      g_autoptr (JsonParser) parser = json_parser_new ();
      gsize length;
      const char *text = g_bytes_get_data (luwte_policy_get_json (policy), &length);
      JsonNode *root;

      g_assert_true (json_parser_load_from_data (parser, text, (gssize) length, NULL));
      root = json_parser_get_root (parser);
      g_assert_true (is_accepted (root));
      visit_objects (root, "", try_object, root);
      g_assert_true (is_accepted (root));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/schema/words", test_words);
  g_test_add_func ("/policy/schema/told", test_told);
  g_test_add_func ("/policy/schema/keys", test_keys);
  return g_test_run ();
}
