/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Streets: by how they end, by the list, or by a house number behind a capital; with the number. */

#include "luwte-reading-private.h"

#define STRONG_ENDINGS                                                               \
  " straat laan plein kade gracht singel dreef steenweg plantsoen straatje laantje " \
  "pleintje boulevard brug "
#define TYPED_ENDINGS " straa str staat straats strat "
#define WEAK_ENDINGS                                                                       \
  " weg pad hof dijk markt steeg lei baan wal ring park veld burg brink weide akker kamp " \
  "berg bos hoek erf horst hage donk oord dam haven poort gaarde schans stede werf zoom "  \
  "meent ven waard rode dal tuin kant heide land "

#define FRENCH " boulevard avenue rue chaussee allee "
#define LAST_WORDS \
  " straat laan weg plein markt kade gracht steenweg singel dreef baan park hof pad lei dijk "

/* Whether a street or its number can be told from this word at all. */
static gboolean
may_be_street (const LuwteToken *token, const LuwteToken *next)
{
  if (next->digits > 0)
    return TRUE;
  if (luwte_token_has (token, LUWTE_LEX (FUNCTION) | LUWTE_LEX (VERB) | LUWTE_LEX (SLANG)))
    return FALSE;
  return luwte_endings_of (LUWTE_ENDINGS (STRONG_ENDINGS TYPED_ENDINGS WEAK_ENDINGS), token->key,
                           token->length, 2) > 0 ||
         luwte_token_in (token, FRENCH LAST_WORDS " huisnummer ");
}

static gboolean
is_strong_street (const LuwteToken *token)
{
  return luwte_endings_of (LUWTE_ENDINGS (STRONG_ENDINGS), token->key, token->length, 2) > 0 ||
         (token->length > 7 && !luwte_token_has (token, LUWTE_LEX (WORD)) &&
          luwte_endings_of (LUWTE_ENDINGS (TYPED_ENDINGS), token->key, token->length, 2) > 0);
}

static gboolean
is_weak_street (const LuwteToken *token)
{
  return luwte_endings_of (LUWTE_ENDINGS (WEAK_ENDINGS), token->key, token->length, 2) > 0;
}

static gboolean
is_house_number (const LuwteReading *self, const LuwteToken *token)
{
  return token->digits > 0 && token->digits <= 4 &&
         (token->key[0] >= '1' || self->bytes[token->end] == '-') && token->key[0] <= '9' &&
         token->length <= token->digits + 2 && token->gap == LUWTE_GAP_SPACE &&
         !luwte_reading_is_taken (self, token);
}

static int
with_number (const LuwteReading *self, int last)
{
  int i = last;
  const LuwteToken *next = T (i + 1);

  if (luwte_token_in (next, " nr nummer nummertje huisnummer ") &&
      is_house_number (self, T (i + 2)))
    i += 2;
  else if (is_house_number (self, next) &&
           !luwte_token_in (T (i + 2), " jaar uur keer minuten meter km min weken dagen maanden "))
    i++;
  else
    return last;
  if (luwte_token_in (T (i + 1), " bus box bis hs app appartement ") &&
      (T (i + 2)->length <= 3 && T (i + 2)->digits > 0))
    return i + 2;
  /* "12 b03" */
  if (T (i + 1)->gap == LUWTE_GAP_SPACE && T (i + 1)->length <= 4 && T (i + 1)->digits > 0 &&
      T (i + 1)->digits < T (i + 1)->length && T (i + 1)->key[0] >= 'a')
    return i + 1;
  if (luwte_token_in (T (i + 1), " hs bis huis zwart rood ") && T (i + 1)->gap <= LUWTE_GAP_HYPHEN)
    return i + 1;
  if (T (i + 1)->length == 1 && T (i + 1)->digits == 0 && T (i + 1)->gap <= LUWTE_GAP_NONE &&
      !luwte_token_in (T (i + 1), " x k u v t n e ") &&
      (T (i + 1)->gap == LUWTE_GAP_HYPHEN || T (i + 2)->length == 0 ||
       T (i + 2)->gap != LUWTE_GAP_SPACE || luwte_token_is_capital (T (i + 1)) ||
       luwte_token_in (T (i + 1), " a b c ")))
    return i + 1;
  if (T (i + 1)->gap == LUWTE_GAP_HYPHEN && T (i + 1)->length <= 4 && T (i + 1)->digits > 0)
    return i + 1;
  if (luwte_token_in (T (i + 1), " i ii iii iv ") && T (i + 1)->shape == LUWTE_SHAPE_UPPER)
    return i + 1;
  return i;
}

/* "Koningin Astrid", "Jan van Galen", "oude", "lange nieuw": what belongs to the street before its
 * last word. */
static int
extend_left (const LuwteReading *self, int at)
{
  int first = at;
  gboolean capitals = luwte_token_is_capital (T (at)) && !self->shouted;

  while (first > 0 && at - first < 4)
    {
      const LuwteToken *before = T (first - 1);

      if (T (first)->gap != LUWTE_GAP_SPACE && T (first)->gap != LUWTE_GAP_HYPHEN &&
          !(T (first)->gap == LUWTE_GAP_STOP && before->length <= 4 &&
            luwte_token_is_capital (before)))
        break;
      if (luwte_reading_is_taken (self, before))
        break;
      if (capitals && luwte_token_is_capital (before) &&
          !(luwte_token_starts (before) && luwte_token_has (before, LUWTE_LEX (FUNCTION))) &&
          !luwte_token_in (before, " de het op in aan bij "))
        first--;
      else if (luwte_token_has (before, LUWTE_LEX (STREET_WORD)) &&
               !luwte_token_in (before, " voor achter boven beneden grote kleine nieuwe oude lange "
                                        "tweede eerste derde "))
        first--;
      else if (luwte_token_in (before, " grote kleine nieuwe oude lange korte voor achter boven "
                                       "beneden tweede eerste derde ") &&
               (luwte_token_is_capital (before) || !luwte_token_has (T (at), LUWTE_LEX (WORD))) &&
               first == at && !luwte_token_starts (before))
        first--;
      else if (capitals && luwte_token_in (before, " van de der den ten ter ") &&
               luwte_token_is_capital (T (first - 2)) && !luwte_token_starts (T (first - 2)))
        first -= 2;
      else if (capitals && luwte_token_in (before, " der den ") &&
               luwte_token_is (T (first - 2), "van") && luwte_token_is_capital (T (first - 3)))
        first -= 3;
      else
        break;
    }
  return first;
}

static gboolean
after_at (const LuwteReading *self, int first)
{
  const LuwteToken *before = T (first - 1);

  if (luwte_token_in (before, " de het den 't t "))
    before = T (first - 2);
  return luwte_token_in (before, " op in aan bij langs adres hoek nabij te vanaf vlakbij tegenover "
                                 "achter van ad uit straat en naar door ");
}

static void
find_street (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  gboolean strong = is_strong_street (token);
  gboolean word = luwte_token_has (token, LUWTE_LEX (WORD) | LUWTE_LEX (NOT_NAME));
  gboolean capital = luwte_token_is_capital (token) && !self->shouted &&
                     !luwte_token_starts (token);
  int first;
  int last;

  if (token->digits > 0 || (!strong && !is_weak_street (token)))
    return;
  first = extend_left (self, at);
  last = with_number (self, at);
  /* "hoek Kerkstraat/Molenweg" */
  if (last == at && T (at)->gap == LUWTE_GAP_NONE && luwte_token_is_capital (token) &&
      luwte_reading_is_taken (self, T (at - 1)) &&
      luwte_reading_category_at (self, T (at - 1)) == LUWTE_DEIDENT_ADDRESS)
    {
      luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_ADDRESS, LUWTE_DEIDENT_CERTAIN);
      return;
    }
  if (word && last == at && !(capital && (first < at || after_at (self, at)) && strong))
    return;
  if (word && last > at && !strong && !(capital && after_at (self, first)) &&
      !luwte_token_in (T (first - 1), " adres "))
    return;
  if (!strong && !word && last == at &&
      !(capital && after_at (self, first) && luwte_token_in (T (first - 1), " de het den ")))
    return;
  if (!strong && last > at && !capital && !after_at (self, first) && !luwte_token_starts (token) &&
      T (at)->gap != LUWTE_GAP_OTHER)
    return;
  if (!strong && luwte_token_has (token, LUWTE_LEX (PLACE)) && last == at)
    return;
  if (strong && !word && last == at && !capital &&
      luwte_token_is_near (self, token, LUWTE_LEX (FREQ_1)))
    return;
  luwte_reading_take_tokens (self, first, last, LUWTE_DEIDENT_ADDRESS, LUWTE_DEIDENT_CERTAIN);
}

/* "Boulevard Heuvelink", "Rue Haute": the word for it stands first. */
static gboolean
find_french (LuwteReading *self, int at)
{
  int last = at;

  if (!luwte_token_in (T (at), FRENCH) || !luwte_token_is_capital (T (at)) || self->shouted)
    return FALSE;
  while (
      last < at + 4 && T (last + 1)->gap <= LUWTE_GAP_HYPHEN && T (last + 1)->digits == 0 &&
      (luwte_token_is_capital (T (last + 1)) || luwte_token_in (T (last + 1), " de du des la le ")))
    last++;
  return last > at && luwte_reading_take_tokens (self, at, with_number (self, last),
                                                 LUWTE_DEIDENT_ADDRESS, LUWTE_DEIDENT_CERTAIN);
}

/* Two words, the last of them "straat" and the like: "haagse straat", "Grote Markt", "Brusselse
 * Steenweg". */
static gboolean
find_two_words (LuwteReading *self, int at)
{
  const LuwteToken *before = T (at - 1);
  gboolean capitals = luwte_token_is_capital (T (at)) && luwte_token_is_capital (before) &&
                      !self->shouted;
  int last;

  if (!luwte_token_in (T (at), LAST_WORDS))
    return FALSE;
  last = with_number (self, at);
  if (!capitals &&
      !(last > at &&
        !luwte_token_in (before, " de een die deze mijn onze zelfde andere hele in op ") &&
        !luwte_token_has (before, LUWTE_LEX (FUNCTION))) &&
      !(luwte_token_is (T (at), "markt") && luwte_token_in (before, " grote oude nieuwe ") &&
        luwte_token_in (T (at - 2), " de ")))
    return FALSE;
  if (T (at)->gap != LUWTE_GAP_SPACE && T (at)->gap != LUWTE_GAP_HYPHEN)
    return FALSE;
  return luwte_reading_take_tokens (self, extend_left (self, at), last, LUWTE_DEIDENT_ADDRESS,
                                    LUWTE_DEIDENT_CERTAIN);
}

static void
find_listed (LuwteReading *self, int at)
{
  guint32 node = T (at)->node;
  int last = -1;
  int end;
  gboolean capital = luwte_token_is_capital (T (at)) && !self->shouted;

  for (int i = at; i < at + 4 && node != LUWTE_LEX_NOWHERE; i++)
    {
      if (((i == at ? T (at)->flags : luwte_lexicon_flags (self->lexicon, node)) &
           LUWTE_LEX (STREET)) != 0)
        last = i;
      if (T (i + 1)->gap != LUWTE_GAP_SPACE && T (i + 1)->gap != LUWTE_GAP_HYPHEN)
        break;
      node = luwte_reading_phrase (self, at, i, node);
    }
  if (last < 0)
    return;
  end = with_number (self, last);
  if (end == last || luwte_token_has (T (end + 1), LUWTE_LEX (UNIT)))
    return;
  if (last > at ? capital || last > at + 1 || after_at (self, at)
                : (capital && (after_at (self, at) ||
                               !luwte_token_has (T (at), LUWTE_LEX (FIRST) | LUWTE_LEX (WORD)))))
    luwte_reading_take_tokens (self, at, end, LUWTE_DEIDENT_ADDRESS, LUWTE_DEIDENT_CERTAIN);
}

/* "nr 33", "van nummer 18", "huisnummer 7", "postbus 123". */
static void
find_bare_number (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  const LuwteToken *number = T (at + 1);
  gboolean home = luwte_token_is (token, "huisnummer");

  if (luwte_token_is (token, "postbus") && luwte_token_is_number (number))
    {
      luwte_reading_take_tokens (self, at, at + 1, LUWTE_DEIDENT_ADDRESS, LUWTE_DEIDENT_CERTAIN);
      return;
    }
  if (home && luwte_token_in (number, " is was "))
    number = T (at + 2);
  if (number->digits == 0 || number->digits > 4 || number->length > number->digits + 1 ||
      luwte_reading_is_taken (self, number) || luwte_token_starts (number))
    return;
  for (int i = 1; i <= 4 && !home; i++)
    home = luwte_token_in (T (at - i), " woon woont wonen woonde buurvrouw buurman buren huis flat "
                                       "adres straat bel deur naast appartement buur overburen "
                                       "tegenover hiernaast overkant ") ||
           (luwte_reading_is_taken (self, T (at - i)) &&
            (luwte_reading_category_at (self, T (at - i)) == LUWTE_DEIDENT_POSTCODE ||
             luwte_reading_category_at (self, T (at - i)) == LUWTE_DEIDENT_ADDRESS));
  for (int i = 1; i <= 3; i++)
    if (luwte_token_in (T (at - i),
                        " lijn bus trein kamer spoor tel telefoon order bestel ticket volg "))
      home = FALSE;
  if (home)
    luwte_reading_take (self, number->start, number->end, LUWTE_DEIDENT_ADDRESS,
                        LUWTE_DEIDENT_CERTAIN);
}

/* "ik woon op De Wieken 12": no list knows it, but somebody lives at a number there. */
static void
find_unlisted (LuwteReading *self, int at)
{
  int first = at;

  while (first > 0 && at - first < 3 && luwte_token_is_capital (T (first)) &&
         T (first)->gap == LUWTE_GAP_SPACE && luwte_token_is_capital (T (first - 1)) &&
         !luwte_token_starts (T (first - 1)))
    first--;
  /* "Rue Haute 45, 1000 Brussel" */
  if (luwte_token_is_capital (T (at)) && !self->shouted && T (at)->length >= 3 &&
      T (at + 2)->gap == LUWTE_GAP_COMMA && luwte_reading_is_taken (self, T (at + 2)) &&
      luwte_reading_category_at (self, T (at + 2)) == LUWTE_DEIDENT_POSTCODE)
    {
      if (first > 0 && luwte_token_is_capital (T (first - 1)) &&
          T (first)->gap == LUWTE_GAP_SPACE &&
          !luwte_token_has (T (first - 1), LUWTE_LEX (FUNCTION) | LUWTE_LEX (NOT_NAME)))
        first--;
      luwte_reading_take_tokens (self, first, with_number (self, at), LUWTE_DEIDENT_ADDRESS,
                                 LUWTE_DEIDENT_CERTAIN);
      return;
    }
  if (!luwte_token_is_capital (T (at)) || T (at)->digits > 0 || self->shouted ||
      luwte_token_starts (T (first)) ||
      luwte_token_has (T (at), LUWTE_LEX (FUNCTION) | LUWTE_LEX (MONTH) | LUWTE_LEX (SCHOOL_HEAD) |
                                   LUWTE_LEX (FIRST)) ||
      !after_at (self, first) || T (at)->length < 4)
    return;
  for (int i = 1; i <= 5; i++)
    if (luwte_token_in (T (first - i), " woon woont wonen woonde adres verhuisd logeer verblijf "))
      {
        luwte_reading_take_tokens (self, first, with_number (self, at), LUWTE_DEIDENT_ADDRESS,
                                   LUWTE_DEIDENT_CERTAIN);
        return;
      }
}

void
luwte_find_addresses (LuwteReading *self)
{
  for (int i = 0; i < self->n_tokens; i++)
    {
      const LuwteToken *token = &self->tokens[i];

      if (luwte_reading_is_taken (self, token) || !may_be_street (token, T (i + 1)))
        continue;
      if (token->shape == LUWTE_SHAPE_CAPITAL && find_french (self, i))
        continue;
      if (token->length >= 6 && token->digits == 0)
        find_street (self, i);
      if (!luwte_reading_is_taken (self, token) && i > 0 && token->length <= 8 &&
          luwte_token_has (token, LUWTE_LEX (NOUN)))
        find_two_words (self, i);
      if (!luwte_reading_is_taken (self, token) && T (i + 1)->length > 0 &&
          (T (i + 1)->digits > 0 || luwte_token_is (token, "huisnummer")) &&
          luwte_token_in (token, " nr nummer huisnummer postbus "))
        find_bare_number (self, i);
    }
  for (int i = 0; i < self->n_tokens && self->any_digits; i++)
    if (is_house_number (self, &self->tokens[i]))
      {
        /* "6511 AB 14" */
        if (i > 0 && T (i - 1)->digits < T (i - 1)->length &&
            luwte_reading_is_taken (self, T (i - 1)) &&
            luwte_reading_category_at (self, T (i - 1)) == LUWTE_DEIDENT_POSTCODE)
          {
            luwte_reading_take_tokens (self, i, i, LUWTE_DEIDENT_ADDRESS, LUWTE_DEIDENT_CERTAIN);
            continue;
          }
        for (int back = 4; back >= 1; back--)
          if (i - back >= 0 && !luwte_reading_is_taken (self, T (i - back)))
            find_listed (self, i - back);
        if (!luwte_reading_is_taken (self, &self->tokens[i]) && i > 0 &&
            !luwte_reading_is_taken (self, T (i - 1)))
          find_unlisted (self, i - 1);
      }
}
