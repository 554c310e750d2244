/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a helpline has promised, as answers to questions. A profile is read once, checked whole, and
 * never changes after: so it may be asked from any thread, and the same question has the same
 * answer. What it does not name is not allowed: a kind that a line does not list is not stored, has
 * no readers, and is due at once. */

#include "luwte-policy-private.h"

#include "luwte-code.h"
#include "luwte-policies.h"

G_DEFINE_FINAL_TYPE (LuwtePolicy, luwte_policy, G_TYPE_OBJECT)

static void
luwte_policy_finalize (GObject *object)
{
  LuwtePolicy *self = LUWTE_POLICY (object);

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->line_ids, g_free);
  g_clear_pointer (&self->languages, g_strfreev);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->choices, g_hash_table_unref);
  g_clear_pointer (&self->resolved, g_hash_table_unref);
  g_clear_pointer (&self->root, json_node_unref);
  g_clear_pointer (&self->json, g_bytes_unref);
  g_clear_pointer (&self->label, g_free);
  G_OBJECT_CLASS (luwte_policy_parent_class)->finalize (object);
}

static void
luwte_policy_class_init (LuwtePolicyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_policy_finalize;
}

static void
luwte_policy_init (LuwtePolicy *self)
{
}

/**
 * luwte_policy_bundled:
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of the profiles that ship, sorted
 */
const char *const *
luwte_policy_bundled (void)
{
  static const char *const names[] = { "csg",          "example",     "fara", "fier",
                                       "pratenonline", "veiligsamen", NULL };

  return names;
}

/* A file of data/policies, compiled in so that nothing need be installed. */
GBytes *
luwte_policy_bundled_bytes (const char *file)
{
  g_autofree char *path = g_strconcat ("/org/luwte/policies/", file, NULL);

  return g_resource_lookup_data (luwte_policies_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                 NULL);
}

/**
 * luwte_policy_load_bundled:
 * @name: one of luwte_policy_bundled()
 * @choices: (nullable) (element-type utf8 utf8): what was chosen where the statement is silent
 * @error: %LUWTE_POLICY_ERROR_NOT_FOUND, or as luwte_policy_load_bytes()
 *
 * Returns: (transfer full): the profile, or %NULL
 */
LuwtePolicy *
luwte_policy_load_bundled (const char *name, GHashTable *choices, GError **error)
{
  g_autofree char *file = g_strconcat (name, ".json", NULL);
  g_autoptr (GBytes) json = NULL;

  if (g_strv_contains (luwte_policy_bundled (), name))
    json = luwte_policy_bundled_bytes (file);
  if (json == NULL)
    {
      g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_NOT_FOUND,
                   "no profile is named \"%s\"", name);
      return NULL;
    }
  return luwte_policy_load_bytes (json, file, choices, error);
}

/**
 * luwte_policy_load_file:
 * @path: a profile of at most %LUWTE_POLICY_MAX_BYTES
 * @choices: (nullable) (element-type utf8 utf8): what was chosen where the statement is silent
 * @error: %LUWTE_POLICY_ERROR_NOT_FOUND when there is no such file, an error of %G_IO_ERROR when it
 *   cannot be read, or as luwte_policy_load_bytes()
 *
 * Returns: (transfer full): the profile, or %NULL
 */
LuwtePolicy *
luwte_policy_load_file (const char *path, GHashTable *choices, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) local = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &local);
  g_autoptr (GBytes) json = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (stream == NULL)
    {
      if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_NOT_FOUND, "no such file: %s",
                     path);
      else
        g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  /* One byte more than allowed is enough to know; a device without an end is not read on. */
  text = g_malloc (LUWTE_POLICY_MAX_BYTES + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), text, LUWTE_POLICY_MAX_BYTES + 1, &length,
                                NULL, error))
    return NULL;
  json = g_bytes_new (text, length);
  return luwte_policy_load_bytes (json, path, choices, error);
}

/**
 * luwte_policy_load_bytes:
 * @json: a profile
 * @label: what messages call the file
 * @choices: (nullable) (element-type utf8 utf8): what was chosen where the statement is silent; the
 *   suggestion counts where nothing was
 * @error: %LUWTE_POLICY_ERROR_INVALID with "FILE:LINE:COLUMN: KEY: expected …" (or, for a choice,
 *   "FILE: choice KEY: expected …"); %LUWTE_POLICY_ERROR_REFUSED for a choice of something that the
 *   statement does not leave open
 *
 * Returns: (transfer full): the profile, or %NULL
 */
LuwtePolicy *
luwte_policy_load_bytes (GBytes *json, const char *label, GHashTable *choices, GError **error)
{
  g_autoptr (LuwtePolicy) self = g_object_new (LUWTE_TYPE_POLICY, NULL);

  if (!luwte_policy_fill (self, json, label, choices, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* What was left open has its value in "resolved"; everything else stands in the document. Pointers
 * here are ours, so a missing one is a bug; optional members give NULL. */
JsonNode *
luwte_policy_node (LuwtePolicy *self, const char *pointer)
{
  g_auto (GStrv) names = g_strsplit (pointer + 1, "/", -1);
  JsonNode *node = self->root;

  for (guint i = 0; names[i] != NULL && node != NULL; i++)
    node = json_object_get_member (json_node_get_object (node), names[i]);
  return node;
}

JsonArray *
luwte_policy_array (LuwtePolicy *self, const char *pointer)
{
  JsonNode *node = luwte_policy_node (self, pointer);

  return node != NULL ? json_node_get_array (node) : NULL;
}

const char *
luwte_policy_value (LuwtePolicy *self, const char *pointer)
{
  const char *chosen = g_hash_table_lookup (self->resolved, pointer);
  JsonNode *node;

  if (chosen != NULL)
    return chosen;
  node = luwte_policy_node (self, pointer);
  return node != NULL ? json_node_get_string (node) : NULL;
}

gboolean
luwte_policy_is_our_choice (LuwtePolicy *self, const char *pointer)
{
  return g_hash_table_contains (self->resolved, pointer);
}

const char *const *
luwte_policy_get_languages (LuwtePolicy *self)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);

  return (const char *const *) self->languages;
}

/* The language asked for, "nl_NL" being "nl", or the profile's first one. */
const char *
luwte_policy_language (LuwtePolicy *self, const char *language)
{
  for (guint i = 0; language != NULL && self->languages[i] != NULL; i++)
    if (g_str_has_prefix (language, self->languages[i]))
      return self->languages[i];
  return self->languages[0];
}

/* Every text has the first language, but need not have the others. */
const char *
luwte_policy_text (LuwtePolicy *self, JsonObject *text, const char *language)
{
  const char *code = luwte_policy_language (self, language);

  if (!json_object_has_member (text, code))
    code = self->languages[0];
  return json_object_get_string_member (text, code);
}

/**
 * luwte_policy_get_json:
 * @self: a profile
 *
 * Returns: (transfer none): the profile byte for byte as it came
 */
GBytes *
luwte_policy_get_json (LuwtePolicy *self)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);
  return self->json;
}

/**
 * luwte_policy_get_choices:
 * @self: a profile
 *
 * Returns: (transfer none) (element-type utf8 utf8): every key that the statement leaves open, with
 *   the value in force, chosen or suggested; empty where it leaves nothing open
 */
GHashTable *
luwte_policy_get_choices (LuwtePolicy *self)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);
  return self->choices;
}

const char *
luwte_policy_get_id (LuwtePolicy *self)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);
  return luwte_policy_value (self, "/id");
}

int
luwte_policy_get_version (LuwtePolicy *self)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), 0);
  return (int) json_node_get_int (luwte_policy_node (self, "/version"));
}

/* "2026-11-22": from which day this version counts. */
const char *
luwte_policy_get_date (LuwtePolicy *self)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);
  return luwte_policy_value (self, "/date");
}

const char *
luwte_policy_get_name (LuwtePolicy *self, const char *language)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);
  return luwte_policy_text (self, json_node_get_object (luwte_policy_node (self, "/name")),
                            language);
}

/* The title of the statement that the profile was made from. */
const char *
luwte_policy_get_source (LuwtePolicy *self, const char *language)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);
  return luwte_policy_text (self, json_node_get_object (luwte_policy_node (self, "/source/title")),
                            language);
}

GTimeZone *
luwte_policy_get_zone (LuwtePolicy *self)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);
  return self->zone;
}

/**
 * luwte_policy_day_of:
 * @self: a profile
 * @unix_s: an instant in seconds
 *
 * Returns: its local day at the helpline (retention rule 2)
 */
LuwteDay
luwte_policy_day_of (LuwtePolicy *self, gint64 unix_s)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), LUWTE_DAY_NONE);
  return luwte_day_from_unix (unix_s, self->zone);
}

GPtrArray *
luwte_policy_unspecified (LuwtePolicy *self, const char *language)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_object_unref);
  JsonObject *open;
  g_autoptr (GList) keys = NULL;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);

  open = json_node_get_object (luwte_policy_node (self, "/unspecified"));
  keys = json_object_get_members (open);
  for (GList *l = keys; l != NULL; l = l->next)
    {
      g_autofree char *question = luwte_policy_question (self, l->data, language);

      g_ptr_array_add (codes, luwte_code_new (l->data, question,
                                              json_object_get_string_member (open, l->data)));
    }
  return g_steal_pointer (&codes);
}

static GPtrArray *
codes_of (LuwtePolicy *self, const char *pointer, const char *language)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *array = luwte_policy_array (self, pointer);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *item = json_array_get_object_element (array, i);
      const char *text = NULL;

      if (json_object_has_member (item, "text"))
        text = luwte_policy_text (self, json_object_get_object_member (item, "text"), language);
      g_ptr_array_add (
          codes,
          luwte_code_new (json_object_get_string_member (item, "code"),
                          luwte_policy_text (self, json_object_get_object_member (item, "label"),
                                             language),
                          text));
    }
  return g_steal_pointer (&codes);
}

GPtrArray *
luwte_policy_topics (LuwtePolicy *self, const char *language)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);
  return codes_of (self, "/topics", language);
}

GPtrArray *
luwte_policy_circumstances (LuwtePolicy *self, const char *language)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);
  return codes_of (self, "/circumstances", language);
}

GPtrArray *
luwte_policy_flag_reasons (LuwtePolicy *self, const char *language)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);
  return codes_of (self, "/review/reasons", language);
}

GPtrArray *
luwte_policy_ready_replies (LuwtePolicy *self, const char *language)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);
  return codes_of (self, "/ready_replies", language);
}

GPtrArray *
luwte_policy_emergency (LuwtePolicy *self, const char *language)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *array;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);

  array = luwte_policy_array (self, "/emergency");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *item = json_array_get_object_element (array, i);
      const char *number = json_object_get_string_member (item, "number");
      g_autofree char *label = g_strdup_printf (
          "%s (%s)",
          luwte_policy_text (self, json_object_get_object_member (item, "label"), language),
          luwte_policy_text (self, json_object_get_object_member (item, "hours"), language));

      g_ptr_array_add (codes, luwte_code_new (number, label, number));
    }
  return g_steal_pointer (&codes);
}

static JsonObject *
find_topic (LuwtePolicy *self, const char *code)
{
  JsonArray *topics = luwte_policy_array (self, "/topics");

  for (guint i = 0; i < json_array_get_length (topics); i++)
    {
      JsonObject *topic = json_array_get_object_element (topics, i);

      if (g_strcmp0 (json_object_get_string_member (topic, "code"), code) == 0)
        return topic;
    }
  return NULL;
}

gboolean
luwte_policy_has_topic (LuwtePolicy *self, const char *code)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), FALSE);
  return find_topic (self, code) != NULL;
}

/**
 * luwte_policy_topic_label:
 * @self: a profile
 * @code: a topic, perhaps of an earlier version of the profile
 * @language: "nl", "en", …
 *
 * Returns: (transfer none): what people read for it; @code itself when the profile no longer has it
 */
const char *
luwte_policy_topic_label (LuwtePolicy *self, const char *code, const char *language)
{
  JsonObject *topic;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);

  topic = find_topic (self, code);
  if (topic == NULL)
    return code;
  return luwte_policy_text (self, json_object_get_object_member (topic, "label"), language);
}

/* identity */

gboolean
luwte_policy_nicknames_are_accounts (LuwtePolicy *self)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), FALSE);
  return g_str_equal (luwte_policy_value (self, "/identity/nicknames"), "account");
}

static char *
fold (const char *name)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name));
  g_autofree char *folded = g_utf8_casefold (stripped, -1);

  return g_utf8_normalize (folded, -1, G_NORMALIZE_NFKC);
}

/**
 * luwte_policy_is_generic:
 * @self: a profile
 * @nickname: a nickname as it came
 *
 * Returns: %TRUE when it is nobody's ("Anoniem", "Visitor"), or empty, so that it never joins
 *   sessions
 */
gboolean
luwte_policy_is_generic (LuwtePolicy *self, const char *nickname)
{
  JsonArray *generic;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), TRUE);

  folded = nickname != NULL ? fold (nickname) : NULL;
  if (folded == NULL || *folded == '\0')
    return TRUE;
  generic = luwte_policy_array (self, "/identity/generic");
  for (guint i = 0; i < json_array_get_length (generic); i++)
    {
      g_autofree char *name = fold (json_array_get_string_element (generic, i));

      if (g_strcmp0 (name, folded) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
luwte_policy_shows_seen_before (LuwtePolicy *self)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), FALSE);
  return g_str_equal (luwte_policy_value (self, "/identity/seen_before"), "everyone");
}

gboolean
luwte_policy_allows_transcript (LuwtePolicy *self)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), FALSE);
  return g_str_equal (luwte_policy_value (self, "/transcript/to_visitor"), "mail");
}

gboolean
luwte_policy_keeps_counters (LuwtePolicy *self)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), FALSE);
  /* A profile need not speak of it, and then nothing is counted. */
  return g_strcmp0 (luwte_policy_value (self, "/figures/counters"), "on") == 0;
}

gboolean
luwte_policy_has_figures (LuwtePolicy *self, GError **error)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), FALSE);
  if (json_node_get_boolean (luwte_policy_node (self, "/figures/yearly")))
    return TRUE;
  g_set_error_literal (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
                       "figures.yearly: the profile has no yearly figures");
  return FALSE;
}

guint
luwte_policy_small_cell (LuwtePolicy *self)
{
  const char *chosen;
  gint64 n;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), 5);
  chosen = luwte_policy_value (self, "/figures/small_cell");
  n = chosen != NULL ? g_ascii_strtoll (chosen, NULL, 10)
                     : json_node_get_int (luwte_policy_node (self, "/figures/small_cell"));
  return (guint) CLAMP (n, 5, G_MAXINT);
}

/* The first day of what is kept for that period. */
static LuwteDay
kept_from (LuwtePolicy *self, const char *pointer, LuwteDay today)
{
  LuwtePeriod keep;
  LuwteDay day;

  luwte_period_parse (luwte_policy_value (self, pointer), &keep);
  /* Months have different lengths, so the day is found by going forward from surely before it. */
  day = today - keep.months * 31 - keep.days - 1;
  while (luwte_day_add (day, keep) <= today)
    day++;
  return day;
}

const char *
luwte_policy_get_secrecy_statement (LuwtePolicy *self, const char *language)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);
  return luwte_policy_text (self,
                            json_node_get_object (luwte_policy_node (self, "/secrecy/statement")),
                            language);
}

LuwteDay
luwte_policy_get_secrecy_until (LuwtePolicy *self, LuwteDay agreed)
{
  LuwtePeriod period;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), agreed);
  luwte_period_parse (luwte_policy_value (self, "/secrecy/renew"), &period);
  return luwte_day_add (agreed, period);
}

LuwteDay
luwte_policy_audit_from (LuwtePolicy *self, LuwteDay today)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), LUWTE_DAY_NONE);
  return kept_from (self, "/audit/keep", today);
}

LuwteDay
luwte_policy_advice_from (LuwtePolicy *self, LuwteDay today)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), LUWTE_DAY_NONE);
  return kept_from (self, "/review/advice_keep", today);
}

char *
luwte_policy_pack_expires (LuwtePolicy *self, LuwteDay today)
{
  LuwtePeriod period;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);

  luwte_period_parse (luwte_policy_value (self, "/review/expires"), &period);
  return luwte_day_to_month (luwte_day_add (today, period));
}
