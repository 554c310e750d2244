/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-case-words.h"

#include <glib/gi18n.h>
#include <stdio.h>

static const struct
{
  const char *code;
  LuwteMarkGroup group;
  const char *label;
} categories[] = {
  { "NAME", LUWTE_MARK_NAME, N_ ("Name") },
    { "NICK", LUWTE_MARK_NAME, N_ ("Nickname") },
      { "PLACE", LUWTE_MARK_PLACE, N_ ("Place") },
        { "ADDRESS", LUWTE_MARK_PLACE, N_ ("Address") },
          { "POSTCODE", LUWTE_MARK_PLACE, N_ ("Postcode") },
            { "SCHOOL", LUWTE_MARK_ORG, N_ ("School") },
              { "ORG", LUWTE_MARK_ORG, N_ ("Organisation") },
                { "DATE", LUWTE_MARK_DATE, N_ ("Date") },
                  { "DOB", LUWTE_MARK_DATE, N_ ("Date of birth") },
                    { "AGE", LUWTE_MARK_DATE, N_ ("Age") },
                      { "PHONE", LUWTE_MARK_CONTACT, N_ ("Phone number") },
                        { "EMAIL", LUWTE_MARK_CONTACT, N_ ("Mail address") },
                          { "HANDLE", LUWTE_MARK_CONTACT, N_ ("Account") },
                            { "URL", LUWTE_MARK_CONTACT, N_ ("Web address") },
                              { "IP", LUWTE_MARK_CONTACT, N_ ("Network address") },
                                { "IBAN", LUWTE_MARK_CONTACT, N_ ("Bank account") },
                                  { "BSN", LUWTE_MARK_CONTACT, N_ ("Citizen number") },
                                    { "RRN", LUWTE_MARK_CONTACT, N_ ("National register number") },
                                      { "PLATE", LUWTE_MARK_CONTACT, N_ ("Number plate") },
                                        { "ID", LUWTE_MARK_CONTACT, N_ ("Number") },
                                          { "OTHER", LUWTE_MARK_ORG, N_ ("Something else") },
                                        };

typedef struct
{
  const char *code;
  const char *label;
} Word;

static const char *
find (const Word *words, guint n, const char *code)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (words[i].code, code) == 0)
      return _ (words[i].label);
  return code != NULL ? code : "";
}

LuwteMarkGroup
luwte_case_words_group (const char *category)
{
  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    if (g_strcmp0 (categories[i].code, category) == 0)
      return categories[i].group;
  return LUWTE_MARK_ORG;
}

const char *
luwte_case_words_category (const char *category)
{
  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    if (g_strcmp0 (categories[i].code, category) == 0)
      return _ (categories[i].label);
  return _ ("Something else");
}

const char *
luwte_case_words_group_name (LuwteMarkGroup group)
{
  switch (group)
    {
    case LUWTE_MARK_NAME:
      return _ ("Name");
    case LUWTE_MARK_PLACE:
      return _ ("Place or address");
    case LUWTE_MARK_DATE:
      return _ ("Age or date");
    case LUWTE_MARK_CONTACT:
      return _ ("Contact or number");
    case LUWTE_MARK_ORG:
      return _ ("School or organisation");
    case LUWTE_MARK_ASK:
      return _ ("Open question ?");
    case LUWTE_N_MARKS:
      break;
    }
  return "";
}

const char *
luwte_case_words_from (const char *from)
{
  static const Word words[] = {
    { "question", N_ ("Question") },
      { "answer", N_ ("Answer") },
      { "visitor", N_ ("Visitor") },
        { "counsellor", N_ ("Counsellor") },
          { "note", N_ ("Working note") },
        };

  return find (words, G_N_ELEMENTS (words), from);
}

char *
luwte_case_words_heading (const char *from, const char *part_of_day, const char *season)
{
  static const Word parts[] = {
    { "night", N_ ("night") },
      { "morning", N_ ("morning") },
        { "afternoon", N_ ("afternoon") },
          { "evening", N_ ("evening") },
        };
  static const Word seasons[] = {
    { "winter", N_ ("in winter") },
      { "spring", N_ ("in spring") },
        { "summer", N_ ("in summer") },
          { "autumn", N_ ("in autumn") },
        };

  if (g_strcmp0 (from, "question") == 0 || g_strcmp0 (from, "answer") == 0)
    return g_strdup (luwte_case_words_from (from));
  /* Translators: who, a part of the day, and a season: "Visitor, evening, in spring" */
  return g_strdup_printf (_ ("%s, %s, %s"), luwte_case_words_from (from),
                            find (parts, G_N_ELEMENTS (parts), part_of_day),
                            find (seasons, G_N_ELEMENTS (seasons), season));
}

const char *
luwte_case_words_decision (const char *decision)
{
  static const Word words[] = {
    { "continue", N_ ("Go on") },
      { "end", N_ ("End the flag") },
        { "disclosure", N_ ("Disclosure is advised") },
      };

  return find (words, G_N_ELEMENTS (words), decision);
}

char *
luwte_case_words_month (const char *month)
{
  g_autoptr (GDateTime) date = NULL;
  int year = 0, number = 0;

  if (month == NULL || sscanf (month, "%4d-%2d", &year, &number) != 2)
    return g_strdup (month != NULL ? month : "");
  date = g_date_time_new_utc (year, number, 1, 0, 0, 0);
  /* Translators: a month and its year, as g_date_time_format() writes it */
  return date != NULL ? g_date_time_format (date, _ ("%B %Y")) : g_strdup (month);
}
