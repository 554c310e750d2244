/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A profile as a form: the common values, each with what it may become and in words, and the profile
 * that comes of it. The rest is for the file. What is edited is checked as any other profile. */

#include "luwte-policy-private.h"

#include "luwte-code.h"
#include "luwte-json.h"
#include "luwte-policy-words-private.h"
#include "luwte-profile-field.h"

typedef enum
{
  VALUES_KEEP,
  VALUES_FROM,
  VALUES_LEAVES,
  VALUES_READERS,
  VALUES_TERM,
  VALUES_TERM_OR_NONE,
  VALUES_LEAD,
  VALUES_SEEN,
  VALUES_NICKNAMES,
  VALUES_SWITCH,
  VALUES_MAIL,
  VALUES_CONSULT,
  VALUES_OVERUSE,
  VALUES_ANY,
} Values;

static const char *const options[VALUES_ANY + 1][14] = {
  [VALUES_KEEP] = { "none", "session", "P1M", "P3M", "P6M", "P1Y", "P2Y", "P5Y", "P10Y", "P15Y",
                    "P20Y" },
  [VALUES_FROM] = { "created", "closed", "last_contact" },
  [VALUES_LEAVES] = { "nothing", "topic" },
  [VALUES_READERS] = { "author", "author_and_substitutes", "lead", "team" },
  [VALUES_TERM] = { "P1M", "P3M", "P6M", "P1Y", "P2Y", "P5Y", "P10Y" },
  [VALUES_TERM_OR_NONE] = { "none", "P1M", "P3M", "P6M", "P1Y", "P2Y", "P5Y" },
  [VALUES_LEAD] = { "nobody", "lead" },
  [VALUES_SEEN] = { "nobody", "lead", "everyone" },
  [VALUES_NICKNAMES] = { "free", "account" },
  [VALUES_SWITCH] = { "off", "on" },
  [VALUES_MAIL] = { "none", "mail" },
  [VALUES_CONSULT] = { "preferred", "required" },
  [VALUES_OVERUSE] = { "none", "monthly", "deviation" },
};

/* Fields of a record; what the last part of a key that was left open is called as well. */
static const struct
{
  const char *name;
  Values values;
  const char *words[2];
} record_fields[] = {
  { "keep", VALUES_KEEP, { "Kept", "Bewaard" } },
  { "from", VALUES_FROM, { "Counted from", "Geteld vanaf" } },
  { "leaves", VALUES_LEAVES, { "What stays afterwards", "Wat daarna blijft" } },
  { "readers", VALUES_READERS, { "Who reads it", "Wie het leest" } },
};

typedef enum
{
  SECTION_IDENTITY,
  SECTION_REVIEW,
  SECTION_REST,
} Section;

static const char *const sections[][2] = {
  { "Nicknames and links", "Schuilnamen en koppelingen" },
  { "The review", "Het overleg" },
  { "Other terms", "Andere termijnen" },
};

static const struct
{
  const char *pointer;
  Section section;
  Values values;
  const char *words[2];
} rules[] = {
  { "/identity/nicknames",
    SECTION_IDENTITY,
    VALUES_NICKNAMES,
    { "Whose a nickname is", "Van wie een schuilnaam is" } },
  { "/identity/links",
    SECTION_IDENTITY,
    VALUES_LEAD,
    { "Who sees that nicknames belong together", "Wie ziet dat schuilnamen bij elkaar horen" } },
  { "/identity/counts",
    SECTION_IDENTITY,
    VALUES_LEAD,
    { "Who sees how often somebody came", "Wie ziet hoe vaak iemand er was" } },
  { "/identity/seen_before",
    SECTION_IDENTITY,
    VALUES_SEEN,
    { "Who sees that a nickname was here before", "Wie ziet dat een schuilnaam hier eerder was" } },
  { "/review/expires",
    SECTION_REVIEW,
    VALUES_TERM,
    { "After this nothing that was prepared can be opened",
      "Hierna gaat niets meer open dat is klaargemaakt" } },
  { "/review/advice_keep",
    SECTION_REVIEW,
    VALUES_TERM,
    { "How long advice is kept", "Hoelang advies bewaard wordt" } },
  { "/conduct/block_at_most",
    SECTION_REST,
    VALUES_TERM_OR_NONE,
    { "A block lasts at most", "Een blokkade duurt hooguit" } },
  { "/rights/answer_within",
    SECTION_REST,
    VALUES_TERM,
    { "Requests are answered within", "Verzoeken worden beantwoord binnen" } },
  { "/holds/at_most",
    SECTION_REST,
    VALUES_TERM_OR_NONE,
    { "A dossier is held past its term at most", "Een dossier wordt vastgehouden, hooguit" } },
  { "/secrecy/renew",
    SECTION_REST,
    VALUES_TERM,
    { "The statement of secrecy is asked again after",
      "De geheimhoudingsverklaring komt terug na" } },
  { "/audit/keep",
    SECTION_REST,
    VALUES_TERM,
    { "What Luwte did is remembered for", "Wat Luwte deed, wordt onthouden" } },
};

/* Values that mean something else from one field to another. */
static const struct
{
  Values values;
  LuwteWord word;
} meanings[] = {
  { VALUES_KEEP, { "none", { "never stored", "nooit bewaard" } } },
  { VALUES_TERM_OR_NONE, { "none", { "never", "nooit" } } },
  { VALUES_LEAVES, { "topic", { "the topic", "het onderwerp" } } },
  { VALUES_LEAVES, { "nothing", { "nothing", "niets" } } },
  { VALUES_NICKNAMES,
    { "free", { "anybody's; the counsellor says who", "van iedereen; de medewerker zegt wie" } } },
  { VALUES_NICKNAMES, { "account", { "of one account", "van één account" } } },
  { VALUES_LEAD, { "nobody", { "nobody", "niemand" } } },
  { VALUES_LEAD, { "lead", { "the team lead", "de teamleider" } } },
  { VALUES_SEEN, { "nobody", { "nobody", "niemand" } } },
  { VALUES_SEEN, { "lead", { "the team lead", "de teamleider" } } },
  { VALUES_SEEN, { "everyone", { "every counsellor", "iedere medewerker" } } },
};

static char *
words_of_value (Values values, const char *value, const char *language)
{
  LuwteWords words = luwte_words_of (language);

  if (values == VALUES_READERS && luwte_words_reader (words, value) != NULL)
    return g_strdup (luwte_words_reader (words, value));
  for (gsize i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (meanings[i].values == values && g_str_equal (meanings[i].word.code, value))
      return g_strdup (meanings[i].word.words[words]);
  return luwte_policy_choice_words (value, language);
}

/* The value that stands there now is always among them. */
static GPtrArray *
options_of (Values values, const char *value, const char *language)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean found = values == VALUES_ANY;

  for (guint i = 0; i <= G_N_ELEMENTS (options[0]) && !(found && options[values][i] == NULL); i++)
    {
      const char *option = options[values][i] != NULL ? options[values][i] : value;
      g_autofree char *words = words_of_value (values, option, language);

      found = found || g_str_equal (option, value);
      g_ptr_array_add (list, luwte_code_new (option, words, NULL));
      if (options[values][i] == NULL)
        break;
    }
  return list;
}

static void
add (GPtrArray *fields, const char *id, const char *section, const char *group, const char *label,
     Values values, const char *value, const char *language)
{
  g_autoptr (GPtrArray) list = options_of (values, value, language);
  g_autofree char *heading = group != NULL ? luwte_words_capital (group) : NULL;

  g_ptr_array_add (fields, luwte_profile_field_new (&(LuwteProfileFieldFields) {
                             .id = id,
                             .section = section,
                             .group = heading,
                             .label = label,
                             .value = value,
                             .options = list,
                           }));
}

static void
add_record (GPtrArray *fields, LuwtePolicy *self, LuwtePolicyLine *line, const char *kind,
            const char *language)
{
  LuwteWords words = luwte_words_of (language);
  JsonObject *record =
      json_object_get_object_member (json_object_get_object_member (line->json, "records"), kind);
  const char *section =
      luwte_policy_text (self, json_object_get_object_member (line->json, "label"), language);

  for (gsize i = 0; i < G_N_ELEMENTS (record_fields); i++)
    {
      const char *value = json_object_get_string_member (record, record_fields[i].name);
      g_autofree char *id = g_strdup_printf ("/service_lines/%s/records/%s/%s", line->id, kind,
                                             record_fields[i].name);

      /* That one stands among the questions. */
      if (!g_str_equal (value, "unspecified"))
        add (fields, id, section, luwte_words_kind (words, kind), record_fields[i].words[words],
             record_fields[i].values, value, language);
    }
}

static Values
values_of_key (const char *key)
{
  static const struct
  {
    const char *last;
    Values values;
  } names[] = {
    { "keep", VALUES_KEEP },          { "from", VALUES_FROM },
    { "to_visitor", VALUES_MAIL },    { "counters", VALUES_SWITCH },
    { "consult", VALUES_CONSULT },    { "block_at_most", VALUES_TERM_OR_NONE },
    { "definition", VALUES_OVERUSE },
  };
  const char *dot = strrchr (key, '.');

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].last, dot != NULL ? dot + 1 : key))
      return names[i].values;
  return VALUES_ANY;
}

static void
add_questions (GPtrArray *fields, LuwtePolicy *self, const char *language)
{
  g_autoptr (GPtrArray) questions = luwte_policy_unspecified (self, language);
  const char *section = LUWTE_SAY (luwte_words_of (language),
                                   "What the statement leaves open: our choice",
                                   "Wat de verklaring openlaat: onze keuze");

  for (guint i = 0; i < questions->len; i++)
    {
      LuwteCode *question = g_ptr_array_index (questions, i);
      const char *key = luwte_code_get_code (question);
      g_autofree char *id = g_strconcat ("?", key, NULL);

      add (fields, id, section, NULL, luwte_code_get_label (question), values_of_key (key),
           g_hash_table_lookup (self->choices, key), language);
    }
}

/**
 * luwte_policy_fields:
 * @self: a profile
 * @language: the language of the words
 *
 * Returns: (transfer full) (element-type LuwteProfileField): what a form can change, in its order
 */
GPtrArray *
luwte_policy_fields (LuwtePolicy *self, const char *language)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_object_unref);
  LuwteWords words = luwte_words_of (language);

  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);

  add_questions (fields, self, language);
  for (guint i = 0; i < self->lines->len; i++)
    {
      LuwtePolicyLine *line = g_ptr_array_index (self->lines, i);
      g_autoptr (GList) kinds = json_object_get_members (
          json_object_get_object_member (line->json, "records"));

      for (GList *l = kinds; l != NULL; l = l->next)
        add_record (fields, self, line, l->data, language);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      JsonNode *node = luwte_policy_node (self, rules[i].pointer);
      const char *value = g_str_equal (rules[i].pointer, "/holds/at_most")
                              ? luwte_policy_hold_term (self)
                          : node != NULL ? json_node_get_string (node)
                                         : NULL;

      if (value != NULL && !g_str_equal (value, "unspecified"))
        add (fields, rules[i].pointer, sections[rules[i].section][words], NULL,
             rules[i].words[words], rules[i].values, value, language);
    }
  return g_steal_pointer (&fields);
}

/* Editing */

/* The object that has the last name of an id; name: (out): that. */
static JsonObject *
place_of (JsonNode *root, const char *id, char **name)
{
  g_auto (GStrv) names = g_strsplit (id + 1, "/", -1);
  JsonObject *object = json_node_get_object (root);
  guint n = g_strv_length (names), from = 0;

  if (g_str_equal (names[0], "service_lines") && n == 5)
    {
      JsonArray *lines = json_object_get_array_member (object, names[0]);

      object = NULL;
      for (guint i = 0; i < json_array_get_length (lines); i++)
        {
          JsonObject *line = json_array_get_object_element (lines, i);

          if (g_str_equal (json_object_get_string_member (line, "id"), names[1]))
            object = line;
        }
      from = 2;
    }
  for (guint i = from; object != NULL && i + 1 < n; i++)
    {
      if (!json_object_has_member (object, names[i]) && g_str_equal (names[i], "holds"))
        json_object_set_object_member (object, names[i], json_object_new ());
      object = json_object_has_member (object, names[i])
                   ? json_object_get_object_member (object, names[i])
                   : NULL;
    }
  *name = g_strdup (names[n - 1]);
  return object;
}

static const char *
value_before (GPtrArray *fields, const char *id)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const LuwteProfileFieldFields *field = luwte_profile_field_get_fields (
          g_ptr_array_index (fields, i));

      if (g_str_equal (field->id, id))
        return field->value;
    }
  return NULL;
}

/* "" for what the statement leaves open; FALSE for what no form can change. */
static gboolean
set_value (JsonNode *root, GPtrArray *fields, const char *id, const char *value, gboolean *changed)
{
  const char *before = value_before (fields, id);
  g_autofree char *name = NULL;
  JsonObject *object;

  if (before == NULL)
    return FALSE;
  if (*id == '?' || g_str_equal (before, value))
    return TRUE;
  object = place_of (root, id, &name);
  if (object == NULL)
    return FALSE;
  json_object_set_string_member (object, name, value);
  *changed = TRUE;
  return TRUE;
}

/**
 * luwte_policy_edit:
 * @self: a profile
 * @values: (element-type utf8 utf8): id of a field to its value
 * @today: the day from which the new version counts
 * @choices: (out) (transfer full) (element-type utf8 utf8): of those, what the statement leaves open
 * @error: %LUWTE_POLICY_ERROR_INVALID for a field that there is not
 *
 * The values are not looked at here; luwte_policy_load_bytes() does that. Where any of the profile
 * itself changed it is the next version.
 *
 * Returns: (transfer full): the profile that comes of it
 */
GBytes *
luwte_policy_edit (LuwtePolicy *self, GHashTable *values, LuwteDay today, GHashTable **choices,
                   GError **error)
{
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (GHashTable) chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *date = luwte_day_to_iso (today), *text = NULL;
  gboolean changed = FALSE;
  GHashTableIter iter;
  gpointer id, value;
  const char *bytes;
  gsize length;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);

  fields = luwte_policy_fields (self, NULL);
  bytes = g_bytes_get_data (self->json, &length);
  root = luwte_json_parse (bytes, length, LUWTE_POLICY_MAX_BYTES, error);
  if (root == NULL)
    return NULL;
  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      if (!set_value (root, fields, id, value, &changed))
        {
          g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_INVALID,
                       "%s: %s: a form does not change this", luwte_policy_get_id (self),
                       (const char *) id);
          return NULL;
        }
      if (*(const char *) id == '?')
        g_hash_table_insert (chosen, g_strdup ((const char *) id + 1), g_strdup (value));
    }
  *choices = g_steal_pointer (&chosen);
  if (!changed)
    return g_bytes_ref (self->json);
  json_object_set_int_member (json_node_get_object (root), "version",
                              luwte_policy_get_version (self) + 1);
  json_object_set_string_member (json_node_get_object (root), "date", date);
  text = json_to_string (root, TRUE);
  return g_bytes_new (text, strlen (text));
}

/* What a change loosens, in words */

/* "P2Y last_contact": each of its words. */
static char *
change_words (Values values, const char *value, const char *language)
{
  LuwteWords words = luwte_words_of (language);
  g_auto (GStrv) parts = g_strsplit (value, " ", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  if (g_str_equal (value, "-"))
    return g_strdup (LUWTE_SAY (words, "not there", "is er niet"));
  if (g_str_equal (value, "true") || g_str_equal (value, "false"))
    return g_strdup (*value == 't' ? LUWTE_SAY (words, "yes", "ja")
                                   : LUWTE_SAY (words, "no", "nee"));
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = words_of_value (values, parts[i], language);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", part);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* "Chat, notes: kept" of "service_lines.chat.records.note.keep"; NULL when it is no record's. */
static char *
record_words (LuwtePolicy *self, const char *key, const char *language, Values *values)
{
  LuwteWords words = luwte_words_of (language);
  g_auto (GStrv) names = g_strsplit (key, ".", -1);
  guint n = g_strv_length (names);
  LuwtePolicyLine *line = n >= 2 ? luwte_policy_line (self, names[1]) : NULL;
  const char *label,
      *what = LUWTE_SAY (words, "substitutes or renewal", "vervangers of verlenging");

  if (line == NULL || !g_str_equal (names[0], "service_lines"))
    return NULL;
  label = luwte_policy_text (self, json_object_get_object_member (line->json, "label"), language);
  if (n < 4)
    return g_strdup (label);
  for (gsize i = 0; n >= 5 && i < G_N_ELEMENTS (record_fields); i++)
    if (g_str_equal (record_fields[i].name, names[4]))
      {
        what = record_fields[i].words[words];
        *values = record_fields[i].values;
      }
  return g_strdup_printf ("%s, %s: %s", label, luwte_words_kind (words, names[3]), what);
}

/* The section of luwte_policy_tell() that a key belongs to says the rest. */
static char *
rule_words (const char *key, const char *language, Values *values)
{
  static const LuwteWord parts[] = {
    { "personal_data", { "Personal data", "Persoonsgegevens" } },
    { "identity", { "Nicknames", "Schuilnamen" } },
    { "conduct", { "House rules", "Huisregels" } },
    { "review", { "The review", "Het overleg" } },
    { "sharing", { "Sharing", "Delen" } },
    { "rights", { "Rights", "Rechten" } },
    { "research", { "Research", "Onderzoek" } },
    { "transcript", { "A copy by mail", "Een kopie per mail" } },
    { "figures", { "Figures", "Cijfers" } },
    { "secrecy", { "Secrecy", "Geheimhouding" } },
    { "id", { "Another helpline", "Een andere hulplijn" } },
    { "time_zone", { "Another time zone", "Een andere tijdzone" } },
  };
  LuwteWords words = luwte_words_of (language);
  g_auto (GStrv) names = g_strsplit (key, "/", -1);

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].pointer + 1, key))
      {
        *values = rules[i].values;
        return g_strdup (rules[i].words[words]);
      }
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i].code, names[0]))
      return g_strdup_printf ("%s (%s)", parts[i].words[words], key);
  return g_strdup (key);
}

/**
 * luwte_policy_loosened_words:
 * @self: the profile that loosens it
 * @loosened: an item of luwte_policy_loosened()
 * @language: the language of the words
 *
 * Returns: (transfer full): the promise, its value before and its value after, in words
 */
LuwteCode *
luwte_policy_loosened_words (LuwtePolicy *self, LuwteCode *loosened, const char *language)
{
  const char *key = luwte_code_get_code (loosened);
  Values values = VALUES_ANY;
  g_autofree char *what = NULL, *before = NULL, *after = NULL, *change = NULL;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);

  what = record_words (self, key, language, &values);
  if (what == NULL)
    what = rule_words (key, language, &values);
  before = change_words (values, luwte_code_get_label (loosened), language);
  after = change_words (values, luwte_code_get_text (loosened), language);
  change = g_strdup_printf (LUWTE_SAY (luwte_words_of (language), "Before: %s. From now on: %s.",
                                       "Eerst: %s. Voortaan: %s."),
                            before, after);
  return luwte_code_new (key, what, change);
}
