/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Day and month, in digits or words; a date of birth, also a year of birth alone. A weekday, a month
 * or a year by itself tells nothing. */

#include "luwte-reading-private.h"

#include <string.h>

#define BIRTH                                                                                  \
  " geboren geb gebdatum geboortedatum geboorte geboortedag gebore geboortejaar bouwjaar gbd " \
  "geboortedd jarig "
#define UNITS (LUWTE_LEX (UNIT))

static gboolean
born_before (const LuwteReading *self, int at, int reach)
{
  for (int i = at - 1; i >= at - reach && i >= 0; i--)
    if (luwte_token_in (T (i), BIRTH) && !luwte_token_is (T (i), "jarig"))
      return TRUE;
  return FALSE;
}

static LuwteDeidentCategory
kind_of (const LuwteReading *self, int at)
{
  return born_before (self, at, 4) ? LUWTE_DEIDENT_DOB : LUWTE_DEIDENT_DATE;
}

static gboolean
is_year (const LuwteToken *token)
{
  int value = luwte_token_value (token);

  return luwte_token_is_number (token) && token->length == 4 && value >= 1900 && value <= 2035;
}

/* 1 to 31, also "12e", "1ste", "twaalf", "eerste". */
static gboolean
is_day (const LuwteToken *token)
{
  int value = luwte_token_value (token);

  if (value >= 1 && value <= 31)
    return token->length <= 2 || token->digits == 0;
  if (token->digits > 0 && token->digits <= 2 && token->digits < token->length &&
      luwte_token_in (
          token,
          " 1e 2e 3e 4e 5e 6e 7e 8e 9e 10e 11e 12e 13e 14e 15e 16e 17e 18e 19e 20e 21e 22e 23e 24e "
          "25e 26e 27e 28e 29e 30e 31e "
          "1ste 2de 3de 4de 5de 6de 7de 8ste 9de 10de 11de 12de 13de 14de 15de 16de 17de 18de 19de "
          "20ste 21ste 22ste 23ste 24ste 25ste 26ste 27ste 28ste 29ste 30ste 31ste "))
    return TRUE;
  return luwte_token_in (
      token,
      " eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde "
      "dertiende veertiende vijftiende twintigste dertigste ");
}

static void
find_word_date (LuwteReading *self, int month)
{
  int first = month - 1;
  int last = month;

  if (T (month)->gap != LUWTE_GAP_SPACE && T (month)->gap != LUWTE_GAP_NONE &&
      T (month)->gap != LUWTE_GAP_HYPHEN)
    return;
  /* "2 ma", "4 mei", and "mei" as a month without a day. */
  if (luwte_token_is (T (first), "van"))
    first--;
  if (!is_day (T (first)) || luwte_reading_is_taken (self, T (first)))
    return;
  if (luwte_token_in (T (month), " mar ") ||
      (luwte_token_is (T (month), "jan") && luwte_token_is_capital (T (month)) &&
       T (first)->digits == 0))
    return;
  if (luwte_token_in (T (first - 1), " en tot t/m of ") && is_day (T (first - 2)) &&
      luwte_token_is_number (T (first - 2)))
    first -= 2;
  else if (T (first)->gap == LUWTE_GAP_HYPHEN && is_day (T (first - 1)))
    first--;
  if (is_year (T (month + 1)) ||
      (luwte_token_is_number (T (month + 1)) && T (month + 1)->length == 2 &&
       !luwte_token_has (T (month + 2), UNITS) && !luwte_token_is (T (month + 1), "om") &&
       (T (month + 1)->start == T (month)->end + 2 || born_before (self, first, 3))))
    last++;
  luwte_reading_take_tokens (self, first, last, kind_of (self, first), LUWTE_DEIDENT_CERTAIN);
}

/* Three numbers with dots, dashes or strokes between them. */
static gboolean
find_full_date (LuwteReading *self, int at)
{
  const LuwteToken *a = T (at);
  const LuwteToken *b = T (at + 1);
  const LuwteToken *c = T (at + 2);
  guint8 between = self->bytes[a->end];
  int first;
  int second;
  int third;
  gboolean iso = a->length == 4;
  gboolean tight = b->start == a->end + 1 && c->start == b->end + 1 &&
                   self->bytes[b->end] == between && strchr ("-/.", between) != NULL &&
                   between != 0;

  if (!luwte_token_is_number (b) || !luwte_token_is_number (c))
    return FALSE;
  first = luwte_token_value (a);
  second = luwte_token_value (b);
  third = luwte_token_value (c);
  if (!tight && !(born_before (self, at, 3) && b->start <= a->end + 3 && c->start <= b->end + 3))
    return FALSE;
  if (iso ? !(is_year (a) && second >= 1 && second <= 12 && third >= 1 && third <= 31 &&
              c->length <= 2)
          : !(first >= 1 && first <= 31 && second >= 1 && second <= 31 && a->length <= 2 &&
              b->length <= 2 && (second <= 12 || first <= 12) && (is_year (c) || c->length == 2)))
    return FALSE;
  if (T (at + 3)->start == c->end + 1 && luwte_token_is_number (T (at + 3)) &&
      self->bytes[c->end] == between)
    return FALSE;
  luwte_reading_take_tokens (self, at, at + 2, kind_of (self, at), LUWTE_DEIDENT_CERTAIN);
  return TRUE;
}

/* "21-6", "3/4": also a score, a fraction, or a range. */
static void
find_short_date (LuwteReading *self, int at)
{
  const LuwteToken *a = T (at);
  const LuwteToken *b = T (at + 1);
  const LuwteToken *before = T (at - 1);
  guint8 between = self->bytes[a->end];
  int day;
  int month;
  gboolean told;

  if (!luwte_token_is_number (b) || a->length > 2 || b->length > 2 || b->start != a->end + 1 ||
      (between != '-' && between != '/' && between != '.'))
    return;
  day = luwte_token_value (a);
  month = luwte_token_value (b);
  if (day < 1 || day > 31 || month < 1 || month > 12 ||
      (self->bytes[b->end] == between && self->bytes[b->end + 1] >= '0' &&
       self->bytes[b->end + 1] <= '9') ||
      (self->bytes[b->end] == '%' ||
       (a->start > 0 && strchr ("-/.,:+", self->bytes[a->start - 1]) != NULL)))
    return;
  told = luwte_token_has (before, LUWTE_LEX (WEEKDAY)) ||
         luwte_token_in (before, " op dd per vanaf datum afspraak verjaardag geboren geb sinds d.d "
                                 "de tot gesprek chat contact intake zitting ");
  if (luwte_token_has (T (at + 2), UNITS) ||
      luwte_token_in (T (at + 2), " jaar jarige jr ouders uurtjes weekjes maandjes daagse "))
    return;
  if (between == '.' && !(told && !luwte_token_in (before, " de op tot ")))
    return;
  if (!told && !(b->length == 2 && b->key[0] == '0' && a->length == 2))
    return;
  if (luwte_token_in (before, " de tot ") && !(b->length == 2 && b->key[0] == '0'))
    return;
  luwte_reading_take_tokens (self, at, at + 1, kind_of (self, at), LUWTE_DEIDENT_CERTAIN);
}

/* "geboren in 1998", "van '98", "ben van 2007", "bouwjaar 2006". */
static void
find_birth_year (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  gboolean apostrophe = token->start > 0 && self->bytes[token->start - 1] == '\'';
  gboolean two = token->length == 2 && !luwte_token_has (T (at + 1), LUWTE_LEX (MONTH)) &&
                 (apostrophe || born_before (self, at, 3));
  int i = at - 1;

  if (!is_year (token) && !two)
    return;
  if (born_before (self, at, 3))
    {
      luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_DOB, LUWTE_DEIDENT_CERTAIN);
      return;
    }
  if (luwte_token_in (T (i), " jaar bouwjaar "))
    i--;
  if (luwte_token_is (T (i), "het"))
    i--;
  if (!luwte_token_in (T (i), " van uit vn "))
    return;
  for (int back = 1; back <= 3; back++)
    if (luwte_token_in (T (i - back), " ben is zijn was bn kben khet jij ") &&
        !luwte_token_in (T (i - back - 1), " het dat dit foto die deze er brief "))
      {
        luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_DOB, LUWTE_DEIDENT_CERTAIN);
        return;
      }
    else if (luwte_token_has (T (i - back), LUWTE_LEX (KIN) | LUWTE_LEX (ROLE)))
      {
        luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_DOB, LUWTE_DEIDENT_CERTAIN);
        return;
      }
}

void
luwte_find_dates (LuwteReading *self)
{
  if (!self->any_digits && (self->any_flags & LUWTE_LEX (MONTH)) == 0)
    return;
  for (int i = 0; i < self->n_tokens; i++)
    {
      const LuwteToken *token = &self->tokens[i];

      if (i > 0 && (luwte_token_has (token, LUWTE_LEX (MONTH)) ||
                    (luwte_token_is (token, "jan") && T (i - 1)->digits > 0)))
        find_word_date (self, i);
      if (token->digits == 0 || token->digits < token->length ||
          luwte_reading_is_taken (self, token))
        continue;
      if (token->length == 8 && born_before (self, i, 2))
        luwte_reading_take_tokens (self, i, i, LUWTE_DEIDENT_DOB, LUWTE_DEIDENT_CERTAIN);
      else if (!find_full_date (self, i))
        {
          find_short_date (self, i);
          if (!luwte_reading_is_taken (self, token))
            find_birth_year (self, i);
        }
    }
}
