/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a file to a LuwtePolicy: the whole is checked before any of it counts, and what is wrong is
 * said with file, line, column, key and what was expected. First its form (luwte-schema.c), then what
 * a form cannot say: each text has the profile's first language, codes stand once, the time zone
 * exists, what a line keeps does not contradict itself, and what the statement leaves open is named
 * under "unspecified", every key of which is used. */

#include "luwte-policy-private.h"

#include "luwte-json.h"
#include "luwte-policy-places-private.h"

typedef struct
{
  LuwtePolicy *policy;
  LuwtePolicyPlaces *places;
  JsonObject *root;
  GHashTable *given; /* nullable */
  GHashTable *used;  /* keys of "unspecified" that something asked for */
  const char *label;
} Load;

JsonObject *
luwte_policy_schema (void)
{
  static JsonObject *schema;

  if (g_once_init_enter_pointer (&schema))
    {
      g_autoptr (GBytes) bytes = luwte_policy_bundled_bytes ("policy.schema.json");
      g_autoptr (GError) error = NULL;
      gsize length;
      const char *text = g_bytes_get_data (bytes, &length);
      JsonObject *object = luwte_json_parse_object (text, length, G_MAXSIZE, &error);

      g_assert_no_error (error);
      g_once_init_leave_pointer (&schema, object);
    }
  return schema;
}

static gboolean
check_text (Load *load, LuwteSchemaMark *mark, GError **error)
{
  const char *const *languages = (const char *const *) load->policy->languages;
  JsonObject *text = json_node_get_object (mark->node);
  g_autoptr (GList) members = json_object_get_members (text);

  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (languages, l->data))
      {
        g_autofree char *pointer = g_strdup_printf ("%s/%s", mark->pointer, (char *) l->data);

        return luwte_policy_places_fail (load->places, pointer, pointer, TRUE, error,
                                         "a language that stands under \"languages\"");
      }
  if (!json_object_has_member (text, languages[0]))
    {
      g_autofree char *pointer = g_strdup_printf ("%s/%s", mark->pointer, languages[0]);

      return luwte_policy_places_fail (load->places, mark->pointer, pointer, FALSE, error,
                                       "this text, since \"%s\" is the first of \"languages\"",
                                       languages[0]);
    }
  return TRUE;
}

/* Each item of the array has another value for member. */
static gboolean
check_once (Load *load, LuwteSchemaMark *mark, const char *member, GError **error)
{
  JsonArray *array = json_node_get_array (mark->node);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *code = json_object_get_string_member (json_array_get_object_element (array, i),
                                                        member);

      if (!g_hash_table_add (seen, (gpointer) code))
        {
          g_autofree char *pointer = g_strdup_printf ("%s/%u/%s", mark->pointer, i, member);

          return luwte_policy_places_fail (load->places, pointer, pointer, FALSE, error,
                                           "a code that no other item has");
        }
    }
  return TRUE;
}

static gboolean
check_zone (Load *load, LuwteSchemaMark *mark, GError **error)
{
  load->policy->zone = g_time_zone_new_identifier (json_node_get_string (mark->node));
  return load->policy->zone != NULL ||
         luwte_policy_places_fail (load->places, mark->pointer, mark->pointer, FALSE, error,
                                   "a time zone such as \"Europe/Amsterdam\"");
}

/* The keys under which a place that was left open may be named, the nearest first: "chat.note.keep",
 * "chat.keep", "keep" for a field of a record; the path for anything else. */
static char **
keys_of_place (Load *load, const char *pointer)
{
  g_auto (GStrv) names = g_strsplit (pointer + 1, "/", -1);
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  if (g_str_equal (names[0], "service_lines"))
    {
      JsonArray *lines = json_object_get_array_member (load->root, names[0]);
      guint index = (guint) g_ascii_strtoull (names[1], NULL, 10);
      const char *line =
          json_object_get_string_member (json_array_get_object_element (lines, index), "id");

      g_strv_builder_take (keys, g_strdup_printf ("%s.%s.%s", line, names[3], names[4]));
      g_strv_builder_take (keys, g_strdup_printf ("%s.%s", line, names[4]));
      g_strv_builder_add (keys, names[4]);
    }
  else
    g_strv_builder_take (keys, g_strjoinv (".", names));
  return g_strv_builder_end (keys);
}

/* Whether a value, which always comes as a string, may stand at this place. */
static gboolean
value_fits (LuwteSchemaMark *mark, const char *value)
{
  JsonObject *root = luwte_policy_schema ();
  g_autoptr (JsonNode) text = json_node_init_string (json_node_alloc (), value);
  g_autoptr (JsonNode) number = json_node_init_int (json_node_alloc (), 0);
  g_auto (LuwteSchemaProblem) problem = { 0 };
  gint64 parsed;

  if (g_str_equal (value, "unspecified"))
    return FALSE;
  if (luwte_schema_check (root, mark->schema, text, "", NULL, &problem))
    return TRUE;
  if (!g_ascii_string_to_signed (value, 10, 0, G_MAXINT32, &parsed, NULL))
    return FALSE;
  json_node_set_int (number, parsed);
  return luwte_schema_check (root, mark->schema, number, "", NULL, &problem);
}

/* What a place takes, but for leaving it open once more. */
static char *
closed_expectation (LuwteSchemaMark *mark)
{
  g_autofree char *words = luwte_schema_expectation (luwte_policy_schema (), mark->schema);
  g_autoptr (GString) text = g_string_new (words);

  g_string_replace (text, ", \"unspecified\"", "", 0);
  g_string_replace (text, " or \"unspecified\"", "", 0);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static gboolean
resolve_key (Load *load, LuwteSchemaMark *mark, const char *key, const char *suggested,
             GError **error)
{
  const char *chosen = load->given != NULL ? g_hash_table_lookup (load->given, key) : NULL;
  g_autofree char *expected = closed_expectation (mark);

  if (!value_fits (mark, suggested))
    {
      g_autofree char *pointer = g_strdup_printf ("/unspecified/%s", key);

      return luwte_policy_places_fail (load->places, pointer, pointer, FALSE, error,
                                       "a value to suggest: %s", expected);
    }
  if (chosen != NULL && !value_fits (mark, chosen))
    {
      g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_INVALID,
                   "%s: choice %s: expected a value: %s", load->label, key, expected);
      return FALSE;
    }
  g_hash_table_add (load->used, g_strdup (key));
  g_hash_table_insert (load->policy->resolved, g_strdup (mark->pointer),
                       g_strdup (chosen != NULL ? chosen : suggested));
  g_hash_table_replace (load->policy->choices, g_strdup (key),
                        g_strdup (chosen != NULL ? chosen : suggested));
  return TRUE;
}

static gboolean
check_open (Load *load, LuwteSchemaMark *mark, GError **error)
{
  JsonObject *open = json_object_get_object_member (load->root, "unspecified");
  g_auto (GStrv) keys = NULL;
  g_autofree char *either = NULL;

  if (json_node_get_value_type (mark->node) != G_TYPE_STRING ||
      !g_str_equal (json_node_get_string (mark->node), "unspecified"))
    return TRUE;
  keys = keys_of_place (load, mark->pointer);
  for (guint i = 0; keys[i] != NULL; i++)
    if (json_object_has_member (open, keys[i]))
      return resolve_key (load, mark, keys[i], json_object_get_string_member (open, keys[i]),
                          error);
  either = g_strjoinv ("\" or \"", keys);
  return luwte_policy_places_fail (load->places, mark->pointer, mark->pointer, FALSE, error,
                                   "a value, or \"%s\" under \"unspecified\"", either);
}

static gboolean
check_mark (Load *load, LuwteSchemaMark *mark, GError **error)
{
  if (g_str_equal (mark->mark, "text"))
    return check_text (load, mark, error);
  if (g_str_equal (mark->mark, "codes"))
    return check_once (load, mark, "code", error);
  if (g_str_equal (mark->mark, "lines"))
    return check_once (load, mark, "id", error);
  if (g_str_equal (mark->mark, "zone"))
    return check_zone (load, mark, error);
  g_assert (g_str_equal (mark->mark, "open"));
  return check_open (load, mark, error);
}

/* Whatever stands under "unspecified" or "questions" must be about something. */
static gboolean
check_keys_used (Load *load, const char *member, GError **error)
{
  g_autoptr (GList) keys = NULL;

  if (!json_object_has_member (load->root, member))
    return TRUE;
  keys = json_object_get_members (json_object_get_object_member (load->root, member));
  for (GList *l = keys; l != NULL; l = l->next)
    if (!g_hash_table_contains (load->used, l->data))
      {
        g_autofree char *pointer = g_strdup_printf ("/%s/%s", member, (char *) l->data);

        return luwte_policy_places_fail (load->places, pointer, pointer, TRUE, error,
                                         "the key of something that is \"unspecified\"");
      }
  return TRUE;
}

static gboolean
check_choices (Load *load, GError **error)
{
  GHashTableIter iter;
  gpointer key;

  if (load->given == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, load->given);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (load->used, key))
      {
        g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
                     "%s: choice %s: the statement does not leave this open", load->label,
                     (const char *) key);
        return FALSE;
      }
  return TRUE;
}

static LuwteReaders
readers_of (const char *text)
{
  if (g_str_equal (text, "author"))
    return LUWTE_READER_AUTHOR;
  if (g_str_equal (text, "author_and_substitutes"))
    return LUWTE_READER_AUTHOR | LUWTE_READER_SUBSTITUTE;
  if (g_str_equal (text, "lead"))
    return LUWTE_READER_AUTHOR | LUWTE_READER_LEAD;
  return LUWTE_READER_AUTHOR | LUWTE_READER_SUBSTITUTE | LUWTE_READER_TEAM | LUWTE_READER_LEAD;
}

/* A field of a record, with what was left open filled in. */
static const char *
field_value (Load *load, JsonObject *json, const char *pointer, const char *field)
{
  g_autofree char *path = g_strdup_printf ("%s/%s", pointer, field);
  const char *chosen = g_hash_table_lookup (load->policy->resolved, path);

  return chosen != NULL ? chosen : json_object_get_string_member (json, field);
}

static gboolean
fail_field (Load *load, const char *pointer, const char *field, const char *expected,
            GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s/%s", pointer, field);

  return luwte_policy_places_fail (load->places, path, path, FALSE, error, "%s", expected);
}

/* What belongs to a dossier cannot be kept where none is made (R15). */
static gboolean
needs_dossier (const char *kind)
{
  static const char *const kinds[] = { "note", "personal_note", "agreement", "warning", NULL };

  return g_strv_contains (kinds, kind);
}

static gboolean
load_record (Load *load, LuwtePolicyLine *line, const char *kind, JsonObject *json,
             const char *pointer, GError **error)
{
  g_autofree LuwtePolicyRecord *record = g_new0 (LuwtePolicyRecord, 1);
  const char *keep = field_value (load, json, pointer, "keep");
  const char *from = field_value (load, json, pointer, "from");
  guint substitutes = json_array_get_length (json_object_get_array_member (json, "substitutes"));

  if (g_str_equal (keep, "none"))
    record->keep = LUWTE_KEEP_NONE;
  else if (g_str_equal (keep, "session"))
    record->keep = LUWTE_KEEP_SESSION;
  else
    {
      record->keep = LUWTE_KEEP_TERM;
      luwte_period_parse (keep, &record->term);
    }
  record->from = g_str_equal (from, "created")  ? LUWTE_FROM_CREATED
                 : g_str_equal (from, "closed") ? LUWTE_FROM_CLOSED
                                                : LUWTE_FROM_LAST_CONTACT;
  record->our_choice = keep != json_object_get_string_member (json, "keep");
  record->leaves_topic = g_str_equal (json_object_get_string_member (json, "leaves"), "topic");
  record->readers = readers_of (json_object_get_string_member (json, "readers"));

  if (record->keep == LUWTE_KEEP_SESSION && record->from != LUWTE_FROM_CLOSED)
    return fail_field (load, pointer, "from", "\"closed\", since it goes with its session", error);
  if (record->keep != LUWTE_KEEP_NONE && !line->has_dossier && needs_dossier (kind))
    return fail_field (load, pointer, "keep", "\"none\", since the line has no dossier", error);
  if (record->readers == (LUWTE_READER_AUTHOR | LUWTE_READER_SUBSTITUTE) && substitutes == 0)
    return fail_field (load, pointer, "substitutes", "who names the substitutes", error);
  if (record->readers == LUWTE_READER_AUTHOR && substitutes > 0)
    return fail_field (load, pointer, "substitutes", "an empty list, since only the author reads",
                       error);
  g_hash_table_insert (line->records, g_strdup (kind), g_steal_pointer (&record));
  return TRUE;
}

static void
line_free (gpointer data)
{
  LuwtePolicyLine *line = data;

  g_hash_table_unref (line->records);
  g_strfreev (line->channels);
  g_free (line->id);
  g_free (line);
}

static char **
strings_of (JsonArray *array)
{
  g_autoptr (GStrvBuilder) strings = g_strv_builder_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_strv_builder_add (strings, json_array_get_string_element (array, i));
  return g_strv_builder_end (strings);
}

static gboolean
load_line (Load *load, JsonObject *json, guint index, GError **error)
{
  LuwtePolicyLine *line = g_new0 (LuwtePolicyLine, 1);
  JsonObject *records = json_object_get_object_member (json, "records");
  g_autoptr (GList) kinds = json_object_get_members (records);

  line->id = g_strdup (json_object_get_string_member (json, "id"));
  line->json = json;
  line->channels = strings_of (json_object_get_array_member (json, "channels"));
  line->has_dossier = !g_str_equal (json_object_get_string_member (json, "dossier"), "none");
  line->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_ptr_array_add (load->policy->lines, line);
  for (GList *l = kinds; l != NULL; l = l->next)
    {
      g_autofree char *pointer = g_strdup_printf ("/service_lines/%u/records/%s", index,
                                                  (char *) l->data);

      if (!load_record (load, line, l->data, json_object_get_object_member (records, l->data),
                        pointer, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_lines (Load *load, GError **error)
{
  LuwtePolicy *self = load->policy;
  JsonArray *lines = json_object_get_array_member (load->root, "service_lines");
  guint length = json_array_get_length (lines);

  self->lines = g_ptr_array_new_with_free_func (line_free);
  for (guint i = 0; i < length; i++)
    if (!load_line (load, json_array_get_object_element (lines, i), i, error))
      return FALSE;
  self->line_ids = g_new0 (char *, length + 1);
  for (guint i = 0; i < length; i++)
    self->line_ids[i] = ((LuwtePolicyLine *) g_ptr_array_index (self->lines, i))->id;
  return TRUE;
}

static gboolean
load_checked (Load *load, GPtrArray *marks, GError **error)
{
  for (guint i = 0; i < marks->len; i++)
    if (!check_mark (load, g_ptr_array_index (marks, i), error))
      return FALSE;
  return check_keys_used (load, "unspecified", error) &&
         check_keys_used (load, "questions", error) && check_choices (load, error) &&
         load_lines (load, error);
}

gboolean
luwte_policy_fill (LuwtePolicy *self, GBytes *json, const char *label, GHashTable *choices,
                   GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (json, &length);
  g_autoptr (LuwtePolicyPlaces) places = NULL;
  g_autoptr (GPtrArray) marks = g_ptr_array_new ();
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (LuwteSchemaProblem) problem = { 0 };
  Load load = { self, NULL, NULL, choices, used, label };

  places = luwte_policy_places_new (label, text != NULL ? text : "", length, error);
  if (places == NULL)
    return FALSE;
  self->json = g_bytes_ref (json);
  self->label = g_strdup (label);
  self->resolved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->root = luwte_json_parse (text, length, LUWTE_POLICY_MAX_BYTES, error);
  if (self->root == NULL)
    return FALSE;
  if (!luwte_schema_check (luwte_policy_schema (), luwte_policy_schema (), self->root, "", marks,
                           &problem))
    return luwte_policy_places_fail_problem (places, &problem, error);
  load.places = places;
  load.root = json_node_get_object (self->root);
  self->languages = strings_of (json_object_get_array_member (load.root, "languages"));
  return load_checked (&load, marks, error);
}
