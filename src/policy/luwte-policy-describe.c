/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The promise in plain sentences, made from the data that the program obeys, so that what is told
 * and what is done cannot part. */

#include "luwte-policy-private.h"

#include "luwte-code.h"
#include "luwte-policy-words-private.h"

typedef struct
{
  LuwtePolicy *policy;
  const char *language;
  LuwteWords words;
  GStrvBuilder *sentences;
} Describe;

#define SAY(en, nl) LUWTE_SAY (d->words, en, nl)

static void
add (Describe *d, const char *sentence)
{
  g_strv_builder_add (d->sentences, sentence);
}

static void
take (Describe *d, char *sentence)
{
  g_strv_builder_take (d->sentences, sentence);
}

static const char *
value (Describe *d, const char *pointer)
{
  return luwte_policy_value (d->policy, pointer);
}

static gboolean
is (Describe *d, const char *pointer, const char *wanted)
{
  return g_strcmp0 (value (d, pointer), wanted) == 0;
}

static gboolean
flag (Describe *d, const char *pointer)
{
  return json_node_get_boolean (luwte_policy_node (d->policy, pointer));
}

static char *
period (Describe *d, const char *iso)
{
  LuwtePeriod parsed;

  luwte_period_parse (iso, &parsed);
  return luwte_words_period (d->words, parsed);
}

/* A list of texts, or of objects whose member is a text, as "a; b; c", since they may have commas
 * of their own; NULL when it is empty. */
static char *
texts (Describe *d, const char *pointer, const char *member)
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
static char *
codes (Describe *d, JsonArray *array, const char *(*word) (LuwteWords, const char *) )
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (items, (gpointer) word (d->words, json_array_get_string_element (array, i)));
  return items->len > 0 ? luwte_words_list (d->words, items) : NULL;
}

/* "go two years after the last contact; after that only …" without its subject. */
static char *
say_term (Describe *d, LuwtePolicyLine *line, const char *kind)
{
  LuwtePolicyRecord *record = g_hash_table_lookup (line->records, kind);
  g_autofree char *term = luwte_words_period (d->words, record->term);
  const char *event = luwte_words_event (d->words,
                                         luwte_policy_counts_from (d->policy, line->id, kind));
  const char *ours = record->our_choice ? SAY (" (our choice)", " (onze keuze)") : "";
  const char *stays = record->leaves_topic
                          ? SAY ("; after that only the topic stays",
                                 "; daarna blijft alleen het onderwerp")
                          : SAY ("; nothing stays of them", "; er blijft niets van over");

  if (record->keep == LUWTE_KEEP_NONE)
    return g_strdup (SAY ("are never stored", "worden nooit bewaard"));
  if (record->keep == LUWTE_KEEP_SESSION)
    return g_strdup_printf (SAY ("go when the conversation is closed%s%s",
                                 "verdwijnen als het gesprek wordt afgesloten%s%s"),
                            ours, stays);
  return g_strdup_printf (SAY ("go %s %s%s%s", "verdwijnen %s %s%s%s"), term, event, ours, stays);
}

/* One sentence for all kinds of a line that have the same term and the same readers. */
static void
say_records (Describe *d, LuwtePolicyLine *line, GString *text)
{
  JsonObject *records = json_object_get_object_member (line->json, "records");
  g_autoptr (GList) kinds = json_object_get_members (records);
  g_autoptr (GHashTable) said = g_hash_table_new (g_str_hash, g_str_equal);

  for (GList *l = kinds; l != NULL; l = l->next)
    {
      g_autofree char *term = say_term (d, line, l->data), *list = NULL, *subject = NULL;
      const char *readers = json_object_get_string_member (json_object_get_object_member (records,
                                                                                          l->data),
                                                           "readers");
      g_autoptr (GPtrArray) same = g_ptr_array_new ();

      if (g_hash_table_contains (said, l->data))
        continue;
      for (GList *m = l; m != NULL; m = m->next)
        {
          g_autofree char *other = say_term (d, line, m->data);
          const char *other_readers =
              json_object_get_string_member (json_object_get_object_member (records, m->data),
                                             "readers");

          if (!g_str_equal (term, other) || !g_str_equal (readers, other_readers))
            continue;
          g_hash_table_add (said, m->data);
          g_ptr_array_add (same, (gpointer) luwte_words_kind (d->words, m->data));
        }
      list = luwte_words_list (d->words, same);
      subject = luwte_words_capital (list);
      g_string_append_printf (text, " %s %s.", subject, term);
      if (((LuwtePolicyRecord *) g_hash_table_lookup (line->records, l->data))->keep !=
          LUWTE_KEEP_NONE)
        g_string_append_printf (text, SAY (" They are read by %s.", " Wie ze leest: %s."),
                                luwte_words_reader (d->words, readers));
    }
}

/* All that is said of a line but its name, so that lines of which the same is said share it. */
static char *
say_line (Describe *d, LuwtePolicyLine *line)
{
  const char *dossier = json_object_get_string_member (line->json, "dossier");
  g_autoptr (GString) text = g_string_new (NULL);

  if (g_str_equal (dossier, "none"))
    g_string_append (text, SAY ("no dossier is made.", "er wordt geen dossier gemaakt."));
  else if (g_str_equal (dossier, "therapy"))
    g_string_append (text, SAY ("a therapy dossier is kept.", "er is een therapiedossier."));
  else
    g_string_append (text,
                     SAY ("notes of the same visitor stand together in a dossier.",
                          "aantekeningen over dezelfde bezoeker staan samen in een dossier."));
  if (g_str_equal (json_object_get_string_member (line->json, "external_dossier"), "never"))
    g_string_append (text, SAY (" It is never tied to a dossier elsewhere.",
                                " Het wordt nooit gekoppeld aan een dossier ergens anders."));
  say_records (d, line, text);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static const char *
line_label (Describe *d, LuwtePolicyLine *line)
{
  return luwte_policy_text (d->policy, json_object_get_object_member (line->json, "label"),
                            d->language);
}

static void
describe_lines (Describe *d)
{
  GPtrArray *lines = d->policy->lines;
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (said, say_line (d, g_ptr_array_index (lines, i)));
  for (guint i = 0; i < lines->len; i++)
    {
      g_autoptr (GPtrArray) names = g_ptr_array_new ();
      g_autofree char *list = NULL;

      for (guint j = 0; j < lines->len; j++)
        if (g_str_equal (g_ptr_array_index (said, i), g_ptr_array_index (said, j)))
          {
            if (j < i)
              break;
            g_ptr_array_add (names, (gpointer) line_label (d, g_ptr_array_index (lines, j)));
          }
      list = luwte_words_list (d->words, names);
      if (names->len > 0)
        take (d, g_strdup_printf ("%s: %s", list, (char *) g_ptr_array_index (said, i)));
    }
  add (d,
       SAY ("Any other kind of record is refused.", "Andere soorten gegevens worden geweigerd."));
}

static void
describe_head (Describe *d)
{
  g_autofree char *date = luwte_words_date (d->words, value (d, "/date"));
  const char *name = luwte_policy_get_name (d->policy, d->language);
  const char *source = luwte_policy_get_source (d->policy, d->language);

  take (d, g_strdup_printf (SAY ("%s: what is promised, after “%s”. Version %d of %s.",
                                 "%s: wat er beloofd is, volgens “%s”. Versie %d van %s."),
                            name, source, luwte_policy_get_version (d->policy), date));
}

static void
describe_personal_data (Describe *d)
{
  g_autofree char *purposes = texts (d, "/personal_data/purposes", NULL);

  if (is (d, "/personal_data/default", "never"))
    add (d, SAY ("Nothing that points to a person is written down.",
                 "Er wordt niets opgeschreven dat naar iemand wijst."));
  else if (is (d, "/personal_data/default", "anonymised"))
    add (d, SAY ("Reports are written without anything that points to a person.",
                 "Verslagen worden geschreven zonder iets dat naar iemand wijst."));
  else
    add (d, SAY ("What somebody tells about themselves may be written down.",
                 "Wat iemand over zichzelf vertelt, mag worden opgeschreven."));
  if (flag (d, "/personal_data/requires_consent"))
    add (d, SAY ("Personal data are kept only with a recorded consent.",
                 "Persoonsgegevens worden alleen met vastgelegde toestemming bewaard."));
  if (purposes != NULL)
    take (d, g_strdup_printf (SAY ("They serve this and nothing else: %s.",
                                   "Ze dienen hiervoor en voor niets anders: %s."),
                              purposes));
  if (is (d, "/personal_data/objection", "any_time"))
    add (d, SAY ("Saying no is possible at any time.", "Nee zeggen kan altijd."));
}

static void
describe_identity (Describe *d)
{
  add (d,
       is (d, "/identity/nicknames", "account")
           ? SAY ("A nickname is the same visitor only where the service vouches for the account; "
                  "otherwise the counsellor is asked.",
                  "Een schuilnaam is alleen dezelfde bezoeker als de dienst voor het account "
                  "instaat; anders wordt het aan de medewerker gevraagd.")
           : SAY ("Anybody may bear a nickname; only the counsellor joins it to earlier notes.",
                  "Iedereen kan een schuilnaam dragen; alleen de medewerker voegt die bij eerdere "
                  "aantekeningen."));
  add (d, is (d, "/identity/links", "lead")
              ? SAY ("Only the team lead sees that nicknames belong together, never an address.",
                     "Alleen de teamleider ziet dat schuilnamen bij elkaar horen, nooit een adres.")
              : SAY ("Nobody sees which nicknames belong together.",
                     "Niemand ziet welke schuilnamen bij elkaar horen."));
  if (is (d, "/identity/counts", "lead"))
    add (d, SAY ("Only the team lead sees how often somebody came, as a number.",
                 "Alleen de teamleider ziet hoe vaak iemand er was, als getal."));
  if (!is (d, "/identity/overuse/definition", "none"))
    add (d, SAY ("Very frequent contact is looked at, to talk about it and make agreements.",
                 "Op heel vaak contact wordt gelet, om erover te praten en afspraken te maken."));
}

/* "first warn, then block" */
static char *
say_ladder (Describe *d)
{
  JsonArray *ladder = luwte_policy_array (d->policy, "/conduct/ladder");
  guint length = json_array_get_length (ladder);
  g_autoptr (GString) text = g_string_new (length > 1 ? SAY ("first ", "eerst ") : "");

  for (guint i = 0; i < length; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? SAY (", then ", ", dan ") : "",
                            luwte_words_step (d->words, json_array_get_string_element (ladder, i)));
  return length > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;
}

static void
describe_conduct (Describe *d)
{
  g_autofree char *steps = say_ladder (d);
  g_autofree char *longest = NULL;

  if (steps != NULL)
    take (d, g_strdup_printf (SAY ("When it does not go well: %s.", "Als het niet goed gaat: %s."),
                              steps));
  if (is (d, "/conduct/block_at_most", "none"))
    {
      add (d, SAY ("Nobody is blocked.", "Niemand wordt geblokkeerd."));
      return;
    }
  longest = period (d, value (d, "/conduct/block_at_most"));
  take (d,
        g_strdup_printf (is (d, "/conduct/block_without_warning", "lead")
                             ? SAY ("A block lasts at most %s; without a warning only the lead "
                                    "blocks.",
                                    "Een blokkade duurt hooguit %s; zonder waarschuwing "
                                    "blokkeert alleen de teamleider.")
                             : SAY ("A block lasts at most %s, and never comes without a warning.",
                                    "Een blokkade duurt hooguit %s, en komt nooit zonder "
                                    "waarschuwing."),
                         longest));
}

/* Proportionality and subsidiarity, in words (R66, R67). */
static void
describe_weighing (Describe *d)
{
  JsonArray *weigh = luwte_policy_array (d->policy, "/sharing/weigh");

  for (guint i = 0; i < json_array_get_length (weigh); i++)
    if (g_str_equal (json_array_get_string_element (weigh, i), "proportionality"))
      add (d, SAY ("It is weighed whether that is in proportion to the danger.",
                   "Er wordt afgewogen of dat in verhouding staat tot het gevaar."));
    else
      add (d, SAY ("It is weighed whether nothing lighter would do.",
                   "Er wordt afgewogen of niets lichters volstaat."));
}

static void
describe_sharing (Describe *d)
{
  g_autofree char *grounds = texts (d, "/sharing/grounds", "label");
  g_autofree char *expires = period (d, value (d, "/review/expires"));

  add (d, SAY ("Nothing is shared outside the team without consent.",
               "Er wordt niets buiten het team gedeeld zonder toestemming."));
  if (grounds != NULL)
    take (d, g_strdup_printf (SAY ("The only exceptions: %s.", "De enige uitzonderingen: %s."),
                              grounds));
  if (grounds != NULL && flag (d, "/sharing/discuss_first"))
    add (d, SAY ("Where possible it is discussed with the visitor first.",
                 "Als het kan, wordt het eerst met de bezoeker besproken."));
  if (grounds != NULL)
    add (d, is (d, "/sharing/consult", "required")
                ? SAY ("A colleague is always asked.", "Er wordt altijd een collega geraadpleegd.")
                : SAY ("A colleague is asked where possible.",
                       "Als het kan, wordt een collega geraadpleegd."));
  describe_weighing (d);
  take (d,
        g_strdup_printf (SAY ("In the review it is never told whose it is; what was prepared for "
                              "it cannot be opened after %s.",
                              "In het overleg is nooit te zien om wie het gaat; wat ervoor is "
                              "klaargemaakt, gaat na %s niet meer open."),
                         expires));
}

static void
describe_rights (Describe *d)
{
  g_autofree char *kinds = codes (d, luwte_policy_array (d->policy, "/rights/kinds"),
                                  luwte_words_right);
  g_autofree char *within = period (d, value (d, "/rights/answer_within"));

  if (kinds != NULL)
    take (d, g_strdup_printf (SAY ("Can be asked for: %s; answered within %s.",
                                   "Te vragen: %s; antwoord binnen %s."),
                              kinds, within));
  if (is (d, "/rights/identity", "required"))
    add (d, SAY ("With a request one shows who one is; no copy of that is kept.",
                 "Bij een verzoek laat je zien wie je bent; daarvan blijft geen kopie."));
  if (is (d, "/rights/ownership", "required"))
    add (d, SAY ("With a request one shows which dossier is one's own.",
                 "Bij een verzoek laat je zien welk dossier van jou is."));
  add (d, SAY ("Requests of somebody unknown are refused, for safety.",
               "Verzoeken van wie onbekend blijft worden geweigerd, voor de veiligheid."));
  add (d,
       flag (d, "/research/allowed")
           ? SAY ("Anonymised data may serve research; an objection is recorded and ends it.",
                  "Geanonimiseerde gegevens mogen dienen voor onderzoek; bezwaar wordt vastgelegd "
                  "en stopt dat.")
           : SAY ("Data do not serve research.", "Gegevens dienen niet voor onderzoek."));
}

static void
describe_output (Describe *d)
{
  add (d, luwte_policy_allows_transcript (d->policy)
              ? SAY ("The visitor can have the conversation mailed to themselves at the end.",
                     "De bezoeker kan het gesprek aan het eind naar zichzelf laten mailen.")
              : SAY ("No copy of the conversation is mailed.",
                     "Er wordt geen kopie van het gesprek gemaild."));
  add (d, SAY ("Nothing is printed, nothing is forwarded.",
               "Er wordt niets afgedrukt en niets doorgestuurd."));
  if (flag (d, "/figures/yearly"))
    take (d, g_strdup_printf (SAY ("Yearly figures come from coded fields alone; numbers under %d "
                                   "are not shown.",
                                   "Jaarcijfers komen alleen uit gecodeerde velden; getallen onder "
                                   "%d worden niet getoond."),
                              (int) json_node_get_int (
                                  luwte_policy_node (d->policy, "/figures/small_cell"))));
}

static void
describe_contacts (Describe *d)
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

      g_ptr_array_add (list, g_strdup_printf ("%s %s", luwte_code_get_text (number),
                                              luwte_code_get_label (number)));
    }
  complaints = luwte_words_list (d->words, steps);
  emergency = luwte_words_list (d->words, list);
  if (steps->len > 0)
    take (d,
          g_strdup_printf (SAY ("Complaints go to: %s.", "Klachten gaan naar: %s."), complaints));
  take (d, g_strdup_printf (SAY ("In danger: %s.", "Bij gevaar: %s."), emergency));
}

/* What the statement does not say, and what was chosen for it: nobody shall take it for a promise. */
static void
describe_choices (Describe *d)
{
  JsonObject *open = json_node_get_object (luwte_policy_node (d->policy, "/unspecified"));
  g_autoptr (GList) keys = json_object_get_members (open);

  for (GList *l = keys; l != NULL; l = l->next)
    {
      g_autofree char *question = luwte_policy_question (d->policy, l->data, d->language);
      const char *chosen = g_hash_table_lookup (d->policy->choices, l->data);
      g_autofree char *words = luwte_policy_choice_words (chosen, d->language);

      take (d, g_strdup_printf (SAY ("Our choice: %s Answer: %s.", "Onze keuze: %s Antwoord: %s."),
                                question, words));
    }
}

/* In one language whole: where the profile has no text in the one asked for, all is told in its first
 * one. */
static Describe
describe_in (LuwtePolicy *policy, const char *language, GStrvBuilder *sentences)
{
  const char *told = luwte_policy_language (policy, language);

  return (Describe) { policy, told, luwte_words_of (told), sentences };
}

char **
luwte_policy_describe (LuwtePolicy *self, const char *language)
{
  g_autoptr (GStrvBuilder) sentences = g_strv_builder_new ();
  Describe d;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);

  d = describe_in (self, language, sentences);
  describe_head (&d);
  describe_lines (&d);
  describe_personal_data (&d);
  describe_identity (&d);
  describe_conduct (&d);
  describe_sharing (&d);
  describe_rights (&d);
  describe_output (&d);
  describe_contacts (&d);
  describe_choices (&d);
  return g_strv_builder_end (sentences);
}

/* The kind by which a line is known: its notes, or else its questions, or else what it has. */
static const char *
main_kind (LuwtePolicyLine *line)
{
  static const char *const kinds[] = { "note", "question", "message", "contact" };
  GHashTableIter iter;
  gpointer first;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      LuwtePolicyRecord *record = g_hash_table_lookup (line->records, kinds[i]);

      if (record != NULL && record->keep != LUWTE_KEEP_NONE)
        return kinds[i];
    }
  g_hash_table_iter_init (&iter, line->records);
  return g_hash_table_iter_next (&iter, &first, NULL) ? first : NULL;
}

static char *
say_retention (Describe *d, LuwtePolicyLine *line)
{
  const char *kind = main_kind (line);
  g_autoptr (GString) sentence = NULL;
  g_autofree char *term = NULL;

  if (kind == NULL)
    return g_strdup (SAY ("nothing is kept", "er wordt niets bewaard"));
  term = say_term (d, line, kind);
  sentence = g_string_new (NULL);
  g_string_printf (sentence, "%s %s", luwte_words_kind (d->words, kind), term);
  /* Notes are made, questions are asked. */
  if (g_str_equal (kind, "question"))
    g_string_replace (sentence, SAY ("were made", "gemaakt zijn"),
                      SAY ("were asked", "gesteld zijn"), 1);
  return g_string_free_and_steal (g_steal_pointer (&sentence));
}

char *
luwte_policy_describe_retention (LuwtePolicy *self, const char *language)
{
  Describe description, *d = &description;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *first = NULL, *capital = NULL;
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);

  description = describe_in (self, language, NULL);
  first = say_retention (d, g_ptr_array_index (self->lines, 0));
  capital = luwte_words_capital (first);
  text = g_string_new (capital);
  g_string_append_c (text, '.');
  /* Another line is told only where it differs. */
  for (guint i = 1; i < self->lines->len; i++)
    {
      LuwtePolicyLine *line = g_ptr_array_index (self->lines, i);
      g_autofree char *other = say_retention (d, line);

      if (!g_str_equal (other, first))
        g_string_append_printf (text, " %s: %s.", line_label (d, line), other);
    }
  if (!((LuwtePolicyLine *) g_ptr_array_index (self->lines, 0))->has_dossier)
    g_string_append (text, SAY (" No dossier.", " Geen dossier."));
  return g_string_free_and_steal (g_steal_pointer (&text));
}
