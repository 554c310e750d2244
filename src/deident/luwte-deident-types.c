/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-deident-types.h"

static const struct
{
  const char *code;
  const char *word;
} categories[LUWTE_DEIDENT_N_CATEGORIES] = {
  { "NAME", "naam" },       { "NICK", "schuilnaam" },   { "PLACE", "plaats" },
  { "ADDRESS", "adres" },   { "POSTCODE", "postcode" }, { "SCHOOL", "school" },
  { "ORG", "organisatie" }, { "DATE", "datum" },        { "DOB", "geboortedatum" },
  { "AGE", "leeftijd" },    { "PHONE", "telefoon" },    { "EMAIL", "e-mail" },
  { "HANDLE", "account" },  { "URL", "webadres" },      { "IP", "ip-adres" },
  { "IBAN", "rekening" },   { "BSN", "bsn" },           { "RRN", "rijksregisternummer" },
  { "PLATE", "kenteken" },  { "ID", "nummer" },         { "OTHER", "weggelaten" },
};

const char *
luwte_deident_category_code (LuwteDeidentCategory category)
{
  g_return_val_if_fail (category < LUWTE_DEIDENT_N_CATEGORIES, NULL);
  return categories[category].code;
}

gboolean
luwte_deident_category_from_code (const char *code, LuwteDeidentCategory *category)
{
  for (guint i = 0; i < LUWTE_DEIDENT_N_CATEGORIES; i++)
    if (g_ascii_strcasecmp (code, categories[i].code) == 0)
      {
        *category = i;
        return TRUE;
      }
  return FALSE;
}

const char *
luwte_deident_category_word (LuwteDeidentCategory category)
{
  g_return_val_if_fail (category < LUWTE_DEIDENT_N_CATEGORIES, NULL);
  return categories[category].word;
}

const char *
luwte_deident_certainty_code (LuwteDeidentCertainty certainty)
{
  return certainty == LUWTE_DEIDENT_KNOWN     ? "known"
         : certainty == LUWTE_DEIDENT_CERTAIN ? "certain"
                                              : "doubtful";
}
