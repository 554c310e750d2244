/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is told of a profile is the whole of it: values of each key are changed to another one that
 * is allowed there, and the words must change with it, in the language concerned. Whatever the
 * schema knows was changed somewhere, or stands in a list of what is nobody's promise. */

#include "luwte-policy-private.h"

#include <string.h>

/* Of one key so many values are tried, in the first profiles that have them. */
#define TRIES_A_KEY 2

typedef struct
{
  JsonNode *root;      /* the profile, changed in place and put back */
  char *told[2];       /* Dutch and English, unchanged */
  GHashTable *tried;   /* shape to how often */
  GHashTable *worked;  /* shape to the one of the others that was allowed there */
  GHashTable *changed; /* shapes of all profiles that were seen to change the words */
  guint n;
} World;

/* FALSE: it does not load. */
static gboolean
tell (JsonNode *root, char **nl, char **en)
{
  g_autofree char *text = json_to_string (root, FALSE);
  g_autoptr (GBytes) json = g_bytes_new (text, strlen (text));
  g_autoptr (LuwtePolicy) policy = luwte_policy_load_bytes (json, "x", NULL, NULL);
  g_auto (GStrv) dutch = policy != NULL ? luwte_policy_describe (policy, "nl") : NULL;
  g_auto (GStrv) english = policy != NULL ? luwte_policy_describe (policy, "en") : NULL;

  *nl = dutch != NULL ? g_strjoinv ("\n", dutch) : NULL;
  *en = english != NULL ? g_strjoinv ("\n", english) : NULL;
  return policy != NULL;
}

/* The pointer without what is told apart by number, language, kind or key: "/service_lines/records/keep" */
static char *
shape_of (const char *pointer)
{
  static const char *const bare[] = { "records", "unspecified", "questions", NULL };
  g_auto (GStrv) names = g_strsplit (pointer, "/", -1);
  g_autoptr (GString) shape = g_string_new (NULL);

  for (guint i = 1; names[0] != NULL && names[i] != NULL; i++)
    if (!g_ascii_isdigit (*names[i]) && strlen (names[i]) != 2 &&
        !g_strv_contains (bare, names[i - 1]))
      g_string_append_printf (shape, "/%s", names[i]);
    else if (g_str_equal (names[i], "id") || g_str_equal (names[i], "to"))
      g_string_append_printf (shape, "/%s", names[i]);
  return g_string_free_and_steal (g_steal_pointer (&shape));
}

/* What has no effect is not told, and what is stored is no promise. */
static gboolean
is_nobodys (JsonObject *profile, const char *pointer, const char *shape)
{
  JsonObject *sharing = json_object_get_object_member (profile, "sharing");
  JsonObject *identity = json_object_get_object_member (profile, "identity");
  JsonObject *conduct = json_object_get_object_member (profile, "conduct");
  const char *blocks = json_object_get_string_member (conduct, "block_at_most");
  const char *overuse = json_object_get_string_member (json_object_get_object_member (identity,
                                                                                      "overuse"),
                                                       "definition");

  if (g_str_has_suffix (shape, "/code") || g_str_equal (shape, "/service_lines/id"))
    return TRUE;
  if (json_array_get_length (json_object_get_array_member (sharing, "grounds")) == 0 &&
      (g_str_equal (shape, "/sharing/discuss_first") || g_str_equal (shape, "/sharing/consult")))
    return TRUE;
  if (g_str_equal (blocks, "none") && g_str_equal (shape, "/conduct/block_without_warning"))
    return TRUE;
  if (g_str_equal (overuse, "none") && g_str_has_prefix (shape, "/identity/overuse/") &&
      !g_str_has_suffix (shape, "definition"))
    return TRUE;
  /* A kind that is never stored has no term, no reader, and leaves nothing. */
  return strstr (pointer, "/records/") != NULL && !g_str_has_suffix (shape, "/keep") &&
         g_str_has_suffix (pointer, "(none)");
}

/* Other values of that sort; what is not allowed there does not load and is passed over. */
static const char *const others[] = {
  "P7M", "2031-03-04", "Europe/Brussels", "xx_other", "113", "BE",
  /* every word that any key takes */
  "undated", "chat", "phone", "mail", "face_to_face", "video", "social", "question", "none",
  "notes", "therapy", "never", "allowed", "session", "created", "closed", "last_contact", "topic",
  "nothing", "author", "author_and_substitutes", "team", "lead", "anonymised", "recorded",
  "any_time", "on_request", "account", "free", "nobody", "everyone", "monthly", "deviation", "warn",
  "agree", "block", "preferred", "required", "proportionality", "subsidiarity", "no", "access",
  "addition", "correction", "erasure", "objection", "complaint", "on", "off", "7"
};

static void
check_changed (World *world, const char *pointer, const char *shape, const char *now)
{
  g_autofree char *nl = NULL, *en = NULL;
  gboolean only_nl = g_str_has_suffix (pointer, "/nl"), only_en = g_str_has_suffix (pointer, "/en");

  if (!tell (world->root, &nl, &en))
    return;
  if (!only_en && g_str_equal (nl, world->told[0]))
    g_error ("%s: %s is not told in Dutch", pointer, now);
  if (!only_nl && g_str_equal (en, world->told[1]))
    g_error ("%s: %s is not told in English", pointer, now);
  g_hash_table_add (world->changed, g_strdup (shape));
  world->n++;
}

/* Durations for durations, words for words: the fewer profiles are read for nothing. */
static gboolean
is_of_that_sort (const char *before, const char *other)
{
  LuwtePeriod period;
  LuwteDay day;

  if (luwte_day_from_iso (before, &day))
    return luwte_day_from_iso (other, &day) || g_str_equal (other, "undated");
  if (luwte_period_parse (before, &period) || g_ascii_isdigit (*before))
    return luwte_period_parse (other, &period) || g_ascii_isdigit (*other);
  return TRUE;
}

static void
change_string (World *world, JsonNode *node, const char *pointer, const char *shape)
{
  g_autofree char *before = json_node_dup_string (node);
  g_autofree char *longer = g_strconcat (before, "x", NULL);
  gboolean is_text = g_str_has_suffix (pointer, "/nl") || g_str_has_suffix (pointer, "/en");
  guint worked = GPOINTER_TO_UINT (g_hash_table_lookup (world->worked, shape));
  guint n = world->n;

  json_node_set_string (node, longer);
  check_changed (world, pointer, shape, longer);
  for (guint i = 0; !is_text && world->n == n && i <= G_N_ELEMENTS (others); i++)
    {
      guint which = i == 0 ? worked : i - 1;

      if (g_str_equal (others[which], before) || !is_of_that_sort (before, others[which]))
        continue;
      json_node_set_string (node, others[which]);
      check_changed (world, pointer, shape, others[which]);
      if (world->n > n)
        g_hash_table_insert (world->worked, g_strdup (shape), GUINT_TO_POINTER (which));
    }
  json_node_set_string (node, before);
}

static gboolean
tries_more (World *world, const char *shape)
{
  guint tried = GPOINTER_TO_UINT (g_hash_table_lookup (world->tried, shape));

  if (tried >= TRIES_A_KEY)
    return FALSE;
  g_hash_table_insert (world->tried, g_strdup (shape), GUINT_TO_POINTER (tried + 1));
  return TRUE;
}

static void walk (World *world, JsonNode *node, const char *pointer);

static void
walk_object (World *world, JsonObject *object, const char *pointer)
{
  g_autoptr (GList) members = json_object_get_members (object);
  gboolean never = strstr (pointer, "/records/") != NULL &&
                   g_strcmp0 (json_object_get_string_member (object, "keep"), "none") == 0;

  for (GList *l = members; l != NULL; l = l->next)
    {
      g_autofree char *below = g_strdup_printf ("%s/%s", pointer, (char *) l->data);

      if (never && !g_str_equal (l->data, "keep"))
        continue;
      walk (world, json_object_get_member (object, l->data), below);
    }
}

/* Each item, and then the list without its last one. */
static void
walk_array (World *world, JsonNode *node, const char *pointer, const char *shape)
{
  JsonArray *array = json_node_get_array (node);
  guint length = json_array_get_length (array), n;
  g_autofree char *list = g_strconcat (shape, "[]", NULL);
  g_autoptr (JsonNode) last = NULL;

  for (guint i = 0; i < length; i++)
    {
      g_autofree char *below = g_strdup_printf ("%s/%u", pointer, i);

      walk (world, json_array_get_element (array, i), below);
    }
  if (length == 0 || !tries_more (world, list))
    return;
  last = json_node_ref (json_array_get_element (array, length - 1));
  n = world->n;
  json_array_remove_element (array, length - 1);
  check_changed (world, pointer, shape, "a shorter list");
  /* Where a list may not be shorter, another profile's is tried. */
  if (world->n == n)
    g_hash_table_remove (world->tried, list);
  json_array_add_element (array, g_steal_pointer (&last));
}

static void
walk (World *world, JsonNode *node, const char *pointer)
{
  g_autofree char *shape = shape_of (pointer);

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      walk_object (world, json_node_get_object (node), pointer);
      return;
    }
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      walk_array (world, node, pointer, shape);
      return;
    }
  if (is_nobodys (json_node_get_object (world->root), pointer, shape) || !tries_more (world, shape))
    return;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    change_string (world, node, pointer, shape);
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    {
      json_node_set_boolean (node, !json_node_get_boolean (node));
      check_changed (world, pointer, shape, "the opposite");
      json_node_set_boolean (node, !json_node_get_boolean (node));
    }
  else
    {
      json_node_set_int (node, json_node_get_int (node) + 1);
      check_changed (world, pointer, shape, "one more");
      json_node_set_int (node, json_node_get_int (node) - 1);
    }
}

/* Every key that the schema describes, in the same shape. */
static void
walk_schema (JsonObject *root, JsonObject *schema, const char *shape, GHashTable *known)
{
  const char *ref = json_object_get_string_member_with_default (schema, "$ref", NULL);
  JsonObject *properties = NULL;

  if (ref != NULL)
    {
      walk_schema (root,
                   json_object_get_object_member (json_object_get_object_member (root, "$defs"),
                                                  ref + strlen ("#/$defs/")),
                   shape, known);
      return;
    }
  if (json_object_has_member (schema, "items"))
    {
      g_hash_table_add (known, g_strdup (shape));
      walk_schema (root, json_object_get_object_member (schema, "items"), shape, known);
      return;
    }
  if (json_object_has_member (schema, "properties"))
    properties = json_object_get_object_member (schema, "properties");
  if (properties != NULL)
    {
      g_autoptr (GList) members = json_object_get_members (properties);

      for (GList *l = members; l != NULL; l = l->next)
        {
          g_autofree char *below = g_strdup_printf ("%s/%s", shape, (char *) l->data);

          walk_schema (root, json_object_get_object_member (properties, l->data), below, known);
        }
    }
  else if (json_object_has_member (schema, "additionalProperties") &&
           JSON_NODE_HOLDS_OBJECT (json_object_get_member (schema, "additionalProperties")))
    walk_schema (root, json_object_get_object_member (schema, "additionalProperties"), shape,
                 known);
  else if (!json_object_has_member (schema, "const"))
    g_hash_table_add (known, g_strdup (shape));
}

/* What no change can be seen of: it has one value, or it is what is stored and not what is promised. */
static gboolean
is_fixed (const char *shape)
{
  static const char *const fixed[] = { "/research/objection", "/service_lines/id", "/languages",
                                       NULL };

  return g_str_has_suffix (shape, "/code") || g_strv_contains (fixed, shape);
}

static void
check_profile (const char *name, GHashTable *changed, GHashTable *worked, GHashTable *tried,
               gboolean with_extend)
{
  g_autoptr (LuwtePolicy) policy = luwte_policy_load_bundled (name, NULL, NULL);
  g_autofree char *text = NULL;
  World world = { .changed = changed, .worked = worked, .tried = tried };

  text = json_to_string (policy->root, FALSE);
  world.root = json_from_string (text, NULL);
  if (with_extend)
    {
      JsonObject *line = json_array_get_object_element (
          json_object_get_array_member (json_node_get_object (world.root), "service_lines"), 0);
      JsonObject *note =
          json_object_get_object_member (json_object_get_object_member (line, "records"), "note");

      json_object_set_string_member (note, "extend", "P1M");
    }
  g_assert_true (tell (world.root, &world.told[0], &world.told[1]));
  walk (&world, world.root, "");
  g_test_message ("%s: %u changes, each told", name, world.n);
  g_free (world.told[0]);
  g_free (world.told[1]);
  json_node_unref (world.root);
}

/* "What we promise" is the whole profile. (R95) */
static void
test_told (void)
{
  g_autoptr (GHashTable) changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) worked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *const *names = luwte_policy_bundled ();
  GHashTableIter iter;
  gpointer shape;

  for (guint i = 0; names[i] != NULL; i++)
    check_profile (names[i], changed, worked, tried, g_str_equal (names[i], "fier"));
  walk_schema (luwte_policy_schema (), luwte_policy_schema (), "", known);
  g_assert_cmpuint (g_hash_table_size (known), >, 60);
  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, &shape, NULL))
    if (!g_hash_table_contains (changed, shape) && !is_fixed (shape))
      g_error ("%s: no change of it was tried", (char *) shape);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/told", test_told);
  return g_test_run ();
}
