/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is kept on which service line, how long, and for whom, in words. */

#include "luwte-policy-describe-private.h"

/* "go two years after the last contact; after that only …" without its subject. */
static char *
say_term (LuwteDescribe *d, LuwtePolicyLine *line, const char *kind)
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

/* Who else may read it, and whether the term can be renewed. */
static void
say_rest (LuwteDescribe *d, LuwtePolicyLine *line, const char *kind, GString *text)
{
  JsonObject *record =
      json_object_get_object_member (json_object_get_object_member (line->json, "records"), kind);
  JsonArray *names = json_object_get_array_member (record, "substitutes");
  g_autofree char *substitutes = luwte_describe_codes (d, names, luwte_words_namer);

  if (((LuwtePolicyRecord *) g_hash_table_lookup (line->records, kind))->keep == LUWTE_KEEP_NONE)
    return;
  g_string_append_printf (text, SAY (" They are read by %s.", " Wie ze leest: %s."),
                          luwte_words_reader (d->words,
                                              json_object_get_string_member (record, "readers")));
  if (substitutes != NULL)
    g_string_append_printf (text,
                            SAY (" A substitute is named for a period by %s.",
                                 " Een vervanger wordt voor een periode aangewezen door %s."),
                            substitutes);
  if (json_object_has_member (record, "extend"))
    {
      g_autofree char *more = luwte_describe_period (d, json_object_get_string_member (record,
                                                                                       "extend"));

      g_string_append_printf (text,
                              SAY (" With a reason the term can be renewed by %s.",
                                   " Met een reden kan de termijn met %s worden verlengd."),
                              more);
    }
}

/* All that is said of a kind, but its name. */
static char *
say_record (LuwteDescribe *d, LuwtePolicyLine *line, const char *kind)
{
  g_autofree char *term = say_term (d, line, kind);
  g_autoptr (GString) text = g_string_new (term);

  g_string_append_c (text, '.');
  say_rest (d, line, kind, text);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* One sentence for all kinds of a line of which the same is said. */
static void
say_records (LuwteDescribe *d, LuwtePolicyLine *line, GString *text)
{
  g_autoptr (GList) kinds = json_object_get_members (
      json_object_get_object_member (line->json, "records"));
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                       (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  for (GList *l = kinds; l != NULL; l = l->next)
    {
      char *words = say_record (d, line, l->data);
      GPtrArray *same = g_hash_table_lookup (said, words);

      if (same == NULL)
        {
          same = g_ptr_array_new ();
          g_ptr_array_add (order, words);
          g_hash_table_insert (said, words, same);
        }
      else
        g_free (words);
      g_ptr_array_add (same, (gpointer) luwte_words_kind (d->words, l->data));
    }
  for (guint i = 0; i < order->len; i++)
    {
      const char *words = g_ptr_array_index (order, i);
      g_autofree char *list = luwte_words_list (d->words, g_hash_table_lookup (said, words));

      g_string_append_printf (text, "\n%s %s", list, words);
    }
}

/* All that is said of a line but its name, so that lines of which the same is said share it. */
static char *
say_line (LuwteDescribe *d, LuwtePolicyLine *line)
{
  const char *dossier = json_object_get_string_member (line->json, "dossier");
  g_autofree char *channels =
      luwte_describe_codes (d, json_object_get_array_member (line->json, "channels"),
                            luwte_words_channel);
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
  else
    g_string_append (text, SAY (" It may be mentioned beside help elsewhere.",
                                " Het mag naast hulp ergens anders staan."));
  g_string_append_printf (text, SAY (" Reached by: %s.", " Bereikbaar via: %s."), channels);
  say_records (d, line, text);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

const char *
luwte_describe_line_label (LuwteDescribe *d, LuwtePolicyLine *line)
{
  return luwte_policy_text (d->policy, json_object_get_object_member (line->json, "label"),
                            d->language);
}

/* Each with the name of its line. */
static void
take_lines (LuwteDescribe *d, const char *name, const char *said)
{
  g_auto (GStrv) sentences = g_strsplit (said, "\n", -1);

  for (guint i = 0; sentences[i] != NULL; i++)
    luwte_describe_take (d, g_strdup_printf ("%s: %s", name, sentences[i]));
}

void
luwte_describe_lines (LuwteDescribe *d)
{
  GPtrArray *lines = d->policy->lines;
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);

  luwte_describe_begin (d, "lines",
                        SAY ("What is kept, and how long", "Wat bewaard blijft, en hoelang"));
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
            g_ptr_array_add (names,
                             (gpointer) luwte_describe_line_label (d,
                                                                   g_ptr_array_index (lines, j)));
          }
      list = luwte_words_list (d->words, names);
      if (names->len > 0)
        take_lines (d, list, g_ptr_array_index (said, i));
    }
  luwte_describe_add (d, SAY ("Any other kind of record is refused.",
                              "Andere soorten gegevens worden geweigerd."));
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

char *
luwte_describe_line_retention (LuwteDescribe *d, LuwtePolicyLine *line)
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
