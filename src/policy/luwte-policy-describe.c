/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The promise in plain sentences, made from the data that the program obeys, so that what is told
 * and what is done cannot part. Every value of a profile is told somewhere: a test changes each and
 * looks whether the words change. The codes alone are not, since they are what is stored and nobody's
 * promise. */

#include "luwte-policy-describe-private.h"

#include "luwte-code.h"

static void
end_section (LuwteDescribe *d)
{
  LuwteCode *last;

  if (d->sections->len == 0)
    return;
  last = g_ptr_array_index (d->sections, d->sections->len - 1);
  g_ptr_array_index (d->sections, d->sections->len - 1) =
      luwte_code_new (luwte_code_get_code (last), luwte_code_get_label (last), d->sentences->str);
  g_object_unref (last);
  g_string_truncate (d->sentences, 0);
}

void
luwte_describe_begin (LuwteDescribe *d, const char *code, const char *title)
{
  end_section (d);
  g_ptr_array_add (d->sections, luwte_code_new (code, title, NULL));
}

void
luwte_describe_add (LuwteDescribe *d, const char *sentence)
{
  if (d->sentences->len > 0)
    g_string_append_c (d->sentences, '\n');
  g_string_append (d->sentences, sentence);
}

void
luwte_describe_take (LuwteDescribe *d, char *sentence)
{
  luwte_describe_add (d, sentence);
  g_free (sentence);
}

const char *
luwte_describe_value (LuwteDescribe *d, const char *pointer)
{
  return luwte_policy_value (d->policy, pointer);
}

gboolean
luwte_describe_is (LuwteDescribe *d, const char *pointer, const char *wanted)
{
  return g_strcmp0 (luwte_describe_value (d, pointer), wanted) == 0;
}

gboolean
luwte_describe_flag (LuwteDescribe *d, const char *pointer)
{
  return json_node_get_boolean (luwte_policy_node (d->policy, pointer));
}

/* A number may have been left open, and then comes as a string. */
int
luwte_describe_number (LuwteDescribe *d, const char *pointer)
{
  const char *chosen = luwte_policy_value (d->policy, pointer);

  return chosen != NULL ? (int) g_ascii_strtoll (chosen, NULL, 10)
                        : (int) json_node_get_int (luwte_policy_node (d->policy, pointer));
}

char *
luwte_describe_period (LuwteDescribe *d, const char *iso)
{
  LuwtePeriod parsed;

  luwte_period_parse (iso, &parsed);
  return luwte_words_period (d->words, parsed);
}

/* A list of texts, or of objects whose member is a text, as "a; b; c", since they may have commas
 * of their own; NULL when it is empty. */
char *
luwte_describe_texts (LuwteDescribe *d, const char *pointer, const char *member)
{
  JsonArray *array = luwte_policy_array (d->policy, pointer);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *item = json_array_get_object_element (array, i);
      const char *text;
      g_autofree char *first = NULL;

      if (member != NULL)
        item = json_object_get_object_member (item, member);
      text = luwte_policy_text (d->policy, item, d->language);
      first = g_utf8_strdown (text, g_utf8_next_char (text) - text);
      g_string_append_printf (list, "%s%s%s", i > 0 ? "; " : "", first, g_utf8_next_char (text));
    }
  return list->len > 0 ? g_string_free_and_steal (g_steal_pointer (&list)) : NULL;
}

/* A list of codes as "a, b and c"; NULL when it is empty. */
char *
luwte_describe_codes (LuwteDescribe *d, JsonArray *array,
                      const char *(*word) (LuwteWords, const char *) )
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (items, (gpointer) word (d->words, json_array_get_string_element (array, i)));
  return items->len > 0 ? luwte_words_list (d->words, items) : NULL;
}

static void
describe_head (LuwteDescribe *d)
{
  g_autofree char *date = luwte_words_date (d->words, luwte_describe_value (d, "/date"));
  g_autofree char *source_date = luwte_words_date (d->words,
                                                   luwte_describe_value (d, "/source/date"));
  g_autofree char *languages = g_strjoinv (", ", d->policy->languages);
  const char *name = luwte_policy_get_name (d->policy, d->language);
  const char *source = luwte_policy_get_source (d->policy, d->language);

  luwte_describe_begin (d, "profile", SAY ("The profile", "Het profiel"));
  luwte_describe_take (
      d, g_strdup_printf (SAY ("%s: what is promised, after “%s”. Version %d of %s.",
                               "%s: wat er beloofd is, volgens “%s”. Versie %d van %s."),
                          name, source, luwte_policy_get_version (d->policy), date));
  if (luwte_describe_is (d, "/source/date", "undated"))
    luwte_describe_add (d,
                        SAY ("That statement bears no date.", "Die verklaring heeft geen datum."));
  else
    luwte_describe_take (d, g_strdup_printf (SAY ("That statement is of %s.",
                                                  "Die verklaring is van %s."),
                                             source_date));
  luwte_describe_take (d, g_strdup_printf (SAY ("The profile is called “%s”; its texts are in: %s. "
                                                "Days are days in the time zone %s.",
                                                "Het profiel heet “%s”; de teksten zijn in: %s. "
                                                "Dagen zijn dagen in de tijdzone %s."),
                                           luwte_policy_get_id (d->policy), languages,
                                           luwte_describe_value (d, "/time_zone")));
}

static void
describe_lists (LuwteDescribe *d)
{
  g_autofree char *topics = luwte_describe_texts (d, "/topics", "label");
  g_autofree char *circumstances = luwte_describe_texts (d, "/circumstances", "label");

  luwte_describe_begin (d, "lists",
                        SAY ("Topics and circumstances", "Onderwerpen en omstandigheden"));
  if (topics != NULL)
    luwte_describe_take (
        d, g_strdup_printf (SAY ("A conversation is about one of these topics: %s.",
                                 "Een gesprek gaat over een van deze onderwerpen: %s."),
                            topics));
  if (circumstances != NULL)
    luwte_describe_take (
        d, g_strdup_printf (SAY ("Circumstances are ticked, never described: %s.",
                                 "Omstandigheden worden aangekruist, nooit beschreven: "
                                 "%s."),
                            circumstances));
}

/* Who else has a part in the chat, and what they hold (R35). */
static void
describe_processors (LuwteDescribe *d)
{
  JsonArray *array = luwte_policy_array (d->policy, "/processors");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *item = json_array_get_object_element (array, i);
      const char *label =
          luwte_policy_text (d->policy, json_object_get_object_member (item, "label"), d->language);
      const char *does = luwte_policy_text (d->policy, json_object_get_object_member (item, "does"),
                                            d->language);

      luwte_describe_take (d, g_strdup_printf ("%s %s.", label, does));
    }
}

static const char *
region_of (LuwteDescribe *d, guint index)
{
  JsonArray *array = luwte_policy_array (d->policy, "/emergency");

  return json_object_get_string_member (json_array_get_object_element (array, index), "region");
}

static void
describe_contacts (LuwteDescribe *d)
{
  JsonArray *chain = luwte_policy_array (d->policy, "/complaints");
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) numbers = luwte_policy_emergency (d->policy, d->language);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *complaints = NULL, *emergency = NULL;

  for (guint i = 0; i < json_array_get_length (chain); i++)
    {
      JsonObject *step = json_array_get_object_element (chain, i);
      const char *label =
          luwte_policy_text (d->policy, json_object_get_object_member (step, "label"), d->language);

      g_ptr_array_add (steps, g_strdup_printf ("%s (%s)", label,
                                               json_object_get_string_member (step, "to")));
    }
  for (guint i = 0; i < numbers->len; i++)
    {
      LuwteCode *number = g_ptr_array_index (numbers, i);

      g_ptr_array_add (list, g_strdup_printf ("%s %s, %s", luwte_code_get_text (number),
                                              luwte_code_get_label (number), region_of (d, i)));
    }
  luwte_describe_begin (d, "contacts", SAY ("Whom to turn to", "Bij wie je terechtkunt"));
  complaints = luwte_words_list (d->words, steps);
  emergency = luwte_words_list (d->words, list);
  if (steps->len > 0)
    luwte_describe_take (d,
                         g_strdup_printf (SAY ("Complaints go to: %s.", "Klachten gaan naar: %s."),
                                          complaints));
  luwte_describe_take (d, g_strdup_printf (SAY ("In danger, in this order: %s.",
                                                "Bij gevaar, in deze volgorde: %s."),
                                           emergency));
  describe_processors (d);
}

static void
describe_replies (LuwteDescribe *d)
{
  g_autoptr (GPtrArray) replies = luwte_policy_ready_replies (d->policy, d->language);

  luwte_describe_begin (d, "replies", SAY ("Ready replies", "Standaardteksten"));
  for (guint i = 0; i < replies->len; i++)
    {
      LuwteCode *reply = g_ptr_array_index (replies, i);

      luwte_describe_take (d, g_strdup_printf ("%s: “%s”.", luwte_code_get_label (reply),
                                               luwte_code_get_text (reply)));
    }
}

/* What the statement does not say, and what was chosen for it: nobody shall take it for a promise. */
static void
describe_choices (LuwteDescribe *d)
{
  JsonObject *open = json_node_get_object (luwte_policy_node (d->policy, "/unspecified"));
  g_autoptr (GList) keys = json_object_get_members (open);

  if (keys != NULL)
    luwte_describe_begin (d, "choices", SAY ("Our choices", "Onze keuzes"));
  for (GList *l = keys; l != NULL; l = l->next)
    {
      g_autofree char *question = luwte_policy_question (d->policy, l->data, d->language);
      const char *chosen = g_hash_table_lookup (d->policy->choices, l->data);
      g_autofree char *words = luwte_policy_choice_words (chosen, d->language);

      luwte_describe_take (d, g_strdup_printf (SAY ("Our choice: %s Answer: %s.",
                                                    "Onze keuze: %s Antwoord: %s."),
                                               question, words));
    }
}

/* In one language whole: where the profile has no text in the one asked for, all is told in its first
 * one. */
static LuwteDescribe
describe_in (LuwtePolicy *policy, const char *language)
{
  const char *told = luwte_policy_language (policy, language);

  return (LuwteDescribe) { policy, told, luwte_words_of (told), NULL, NULL };
}

/**
 * luwte_policy_tell:
 * @self: a profile
 * @language: one of the profile's
 *
 * Returns: (transfer full) (element-type LuwteCode): the whole promise by section: its code, its title
 *   as label, its sentences as text, a line each
 */
GPtrArray *
luwte_policy_tell (LuwtePolicy *self, const char *language)
{
  g_autoptr (GPtrArray) sections = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) sentences = g_string_new (NULL);
  LuwteDescribe d;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);

  d = describe_in (self, language);
  d.sections = sections;
  d.sentences = sentences;
  describe_head (&d);
  luwte_describe_lines (&d);
  luwte_describe_rules (&d);
  describe_contacts (&d);
  describe_lists (&d);
  describe_replies (&d);
  describe_choices (&d);
  end_section (&d);
  return g_steal_pointer (&sections);
}

char **
luwte_policy_describe (LuwtePolicy *self, const char *language)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_autoptr (GPtrArray) sections = luwte_policy_tell (self, language);

  for (guint i = 0; sections != NULL && i < sections->len; i++)
    {
      g_auto (GStrv) sentences = g_strsplit (luwte_code_get_text (g_ptr_array_index (sections, i)),
                                             "\n", -1);

      g_strv_builder_addv (all, (const char **) sentences);
    }
  return g_strv_builder_end (all);
}

char *
luwte_policy_describe_retention (LuwtePolicy *self, const char *language)
{
  LuwteDescribe description, *d = &description;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *first = NULL, *capital = NULL;
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);

  description = describe_in (self, language);
  first = luwte_describe_line_retention (d, g_ptr_array_index (self->lines, 0));
  capital = luwte_words_capital (first);
  text = g_string_new (capital);
  g_string_append_c (text, '.');
  /* Another line is told only where it differs. */
  for (guint i = 1; i < self->lines->len; i++)
    {
      LuwtePolicyLine *line = g_ptr_array_index (self->lines, i);
      g_autofree char *other = luwte_describe_line_retention (d, line);

      if (!g_str_equal (other, first))
        g_string_append_printf (text, " %s: %s.", luwte_describe_line_label (d, line), other);
    }
  if (!((LuwtePolicyLine *) g_ptr_array_index (self->lines, 0))->has_dossier)
    g_string_append (text, SAY (" No dossier.", " Geen dossier."));
  return g_string_free_and_steal (g_steal_pointer (&text));
}
