/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Names behind "meneer", "juf", "huisarts" and behind initials, and how far a name goes. */

#include "luwte-names-private.h"

#include <string.h>

gboolean
luwte_name_looks_mistyped (const LuwteReading *self, const LuwteToken *token)
{
  if (token->length >= 5 && luwte_token_is_near (self, token,
                                                 LUWTE_LEX (FREQ_1) | LUWTE_LEX (SLANG) |
                                                     LUWTE_LEX (KIN) | LUWTE_LEX (ROLE)))
    return TRUE;
  return token->length < 5 &&
         luwte_token_is_near (self, token, LUWTE_LEX (FUNCTION) | LUWTE_LEX (FREQ_2));
}

gboolean
luwte_name_is_bad_typing (const LuwteToken *token)
{
  guint run = 1;
  gboolean vowel = FALSE;

  for (guint i = 0; i < token->length; i++)
    {
      run = i > 0 && token->key[i] == token->key[i - 1] ? run + 1 : 1;
      if (run >= 3)
        return TRUE;
      vowel = vowel || strchr ("aeiouy", token->key[i]) != NULL ||
              (guint8) token->key[i] == LUWTE_FOLD_LETTER;
    }
  return !vowel;
}

/* Over particles to the surname: "van der Meulen", "de wit", "El Khattabi", "Hoekstra-de Jong". */
static int
extend (const LuwteReading *self, int last)
{
  for (int rounds = 0; rounds < 4; rounds++)
    {
      int i = last + 1;
      gboolean particle = FALSE;
      const LuwteToken *token;

      while (i <= last + 3 && luwte_token_has (T (i), LUWTE_LEX (PARTICLE)) && joins (T (i)) &&
             !luwte_token_in (T (i), " o ") &&
             !(luwte_token_in (T (i), " in op ") && !is_capital (self, T (i + 1))))
        {
          particle = TRUE;
          i++;
        }
      token = T (i);
      if (luwte_reading_is_taken (self, token) || token->length < 2 || token->digits > 0 ||
          !(joins (token) || (token->gap == LUWTE_GAP_NONE && particle) ||
            (particle && T (i - 1)->length == 1 && token->gap != LUWTE_GAP_LINE)))
        return last;
      if (!particle && token->gap == LUWTE_GAP_HYPHEN)
        ;
      else if (luwte_token_has (token, NEVER) && !(particle && is_capital (self, token)))
        return last;
      else if (is_capital (self, token))
        {
          if (!particle && (luwte_token_has (token, LUWTE_LEX (KIN) | LUWTE_LEX (PLACE)) &&
                            !luwte_token_has (token, LASTS)))
            return last;
          /* "Lotte uit Gent" never comes here; "Lotte van De Wending" does. */
        }
      else if (luwte_token_has (token, LUWTE_LEX (LAST)) ||
               (is_safe_first (token) && !particle && !is_capital (self, T (last))))
        {
          if (luwte_token_has (token, LUWTE_LEX (WORD)) &&
              luwte_token_has (token, LUWTE_LEX (FREQ_1)) && !particle)
            return last;
          if (particle && luwte_token_is (T (i - 1), "de") &&
              luwte_token_has (token, LUWTE_LEX (WORD)) &&
              luwte_token_has (token, LUWTE_LEX (FREQ_1) | LUWTE_LEX (NOUN)))
            return last;
          if (luwte_token_has (token, LUWTE_LEX (PLACE)) && !particle)
            return last;
          if (!particle && !luwte_token_has (token, FIRSTS) &&
              luwte_name_looks_mistyped (self, token))
            return last;
        }
      else if (!(particle && luwte_token_has (token, LUWTE_LEX (LAST_AMBIGUOUS)) &&
                 !luwte_token_has (token,
                                   LUWTE_LEX (FREQ_2) | LUWTE_LEX (KIN) | LUWTE_LEX (ROLE)) &&
                 !(luwte_token_is (T (i - 1), "de") && i == last + 2 &&
                   luwte_token_has (token, LUWTE_LEX (FREQ_1)) &&
                   luwte_token_has (token, LUWTE_LEX (NOUN)))))
        return last;
      last = i;
    }
  return last;
}

void
luwte_name_take (LuwteReading *self, int first, int last, LuwteDeidentCategory category,
                 LuwteDeidentCertainty certainty)
{
  /* "naam is van der Meulen" */
  if (certainty == LUWTE_DEIDENT_CERTAIN && first > 0 && joins (T (first)) &&
      (luwte_token_in (T (first - 1), " der den el ter ten al 't ") ||
       (is_capital_inside (self, T (first - 1)) && is_capital (self, T (first)) &&
        luwte_token_in (T (first - 1), " de van la le "))) &&
      !luwte_reading_is_taken (self, T (first - 1)))
    {
      first--;
      if (luwte_token_is (T (first - 1), "van"))
        first--;
    }
  if (certainty == LUWTE_DEIDENT_CERTAIN)
    last = extend (self, last);
  luwte_reading_take_tokens (self, first, last, category, certainty);
}

/* "meneer Özdemir", "mevr de Wolf", "juf ans", "huisarts Van Dongen", "J.P. van 't Hof". */
static void
find_behind_title (LuwteReading *self, int at)
{
  const LuwteToken *title = T (at);
  gboolean strong = luwte_token_has (title, LUWTE_LEX (TITLE));
  int i = at + 1;
  gboolean particle = FALSE;
  const LuwteToken *token;

  if (luwte_token_in (T (i), " het de ") && luwte_token_has (T (i + 1), LUWTE_LEX (ROLE)))
    return;
  if (!strong && luwte_token_in (T (i), " in op te o "))
    return;
  while (luwte_token_has (T (i), LUWTE_LEX (PARTICLE)) && i < at + 4 &&
         (joins (T (i)) || T (i)->gap == LUWTE_GAP_NONE ||
          (i == at + 1 && T (i)->gap == LUWTE_GAP_STOP && title->length <= 5)))
    {
      particle = TRUE;
      i++;
    }
  token = T (i);
  if (token->length < 2 || token->digits > 0 || luwte_reading_is_taken (self, token) ||
      token->gap == LUWTE_GAP_LINE || token->gap == LUWTE_GAP_COMMA ||
      token->gap == LUWTE_GAP_OTHER || (token->gap == LUWTE_GAP_STOP && title->length > 5))
    return;
  if (luwte_token_has (token, LUWTE_LEX (ROLE) | LUWTE_LEX (TITLE) | NEVER | LUWTE_LEX (KIN) |
                                  LUWTE_LEX (PET)) &&
      !is_capital_inside (self, token))
    return;
  if (particle && !is_capital (self, token) && !luwte_token_has (token, LASTS) &&
      !is_unlisted (token))
    return;
  if (particle && !is_capital (self, token) && luwte_token_in (T (at + 1), " van op in ") &&
      i == at + 2 &&
      !(luwte_token_has (token, LUWTE_LEX (LAST)) ||
        luwte_token_has (token, LUWTE_LEX (LAST_AMBIGUOUS))))
    return;
  if (!particle && !is_capital (self, token))
    {
      gboolean name = luwte_token_has (token, LUWTE_LEX (FIRST) | LUWTE_LEX (LAST)) ||
                      (is_unlisted (token) && !luwte_name_is_bad_typing (token) &&
                       !luwte_name_looks_mistyped (self, token));

      if (!name && !(strong && luwte_token_has (token, FIRSTS | LASTS) &&
                     !luwte_token_has (token, LUWTE_LEX (FREQ_2) | LUWTE_LEX (VERB) |
                                                  LUWTE_LEX (ADJECTIVE) | LUWTE_LEX (SLANG))))
        return;
      if (!strong && !luwte_token_has (token, FIRSTS) && luwte_token_has (token, LUWTE_LEX (WORD)))
        return;
      if (!strong && luwte_token_has (token, LUWTE_LEX (LAST)) &&
          !luwte_token_has (token, LUWTE_LEX (FIRST)) && luwte_name_looks_mistyped (self, token))
        return;
      if (luwte_token_has (token, LUWTE_LEX (SLANG)))
        return;
    }
  if (is_capital (self, token) && token->shape == LUWTE_SHAPE_UPPER && token->length <= 5 &&
      !(strong && luwte_token_has (token, FIRSTS | LASTS)))
    return;
  if (luwte_token_has (token, LUWTE_LEX (PLACE)) && !luwte_token_has (token, LASTS | FIRSTS) &&
      !particle)
    return;
  luwte_name_take (self, at + 1, i, LUWTE_DEIDENT_NAME, LUWTE_DEIDENT_CERTAIN);
}

/* One or more initials with dots, and a surname. */
static void
find_initials (LuwteReading *self, int at)
{
  int i = at;
  gboolean particle = FALSE;

  while (T (i)->length == 1 && T (i)->digits == 0 && is_capital (self, T (i)) &&
         self->bytes[T (i)->end] == '.' && i < at + 5)
    i++;
  if (i == at)
    {
      /* "vriendin L.", "dochter K zei" */
      return;
    }
  while (luwte_token_has (T (i), LUWTE_LEX (PARTICLE)) && T (i)->length > 1 && i < at + 8 &&
         T (i)->gap != LUWTE_GAP_LINE)
    {
      particle = TRUE;
      i++;
    }
  if (luwte_token_is (T (i), "t"))
    i++;
  if (is_capital (self, T (i)) && T (i)->length > 1 && T (i)->gap != LUWTE_GAP_LINE &&
      !luwte_reading_is_taken (self, T (i)) && (particle || !luwte_token_has (T (i), NEVER)))
    luwte_name_take (self, at, i, LUWTE_DEIDENT_NAME, LUWTE_DEIDENT_CERTAIN);
}

void
luwte_find_titled (LuwteReading *self)
{
  for (int i = 0; i < self->n_tokens && (self->any_wants & LUWTE_WANTS_TITLED) != 0; i++)
    {
      const LuwteToken *token = &self->tokens[i];

      if ((token->wants & LUWTE_WANTS_TITLED) == 0)
        continue;
      if (token->length == 1 && luwte_token_is_capital (token) &&
          !luwte_reading_is_taken (self, token))
        find_initials (self, i);
      else if (luwte_token_has (token, LUWTE_LEX (TITLE) | LUWTE_LEX (ROLE)) &&
               !luwte_reading_is_taken (self, token))
        find_behind_title (self, i);
    }
}
