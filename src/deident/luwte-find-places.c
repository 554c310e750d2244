/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Towns, villages, quarters, provinces; and streets with or without a number. The longest name wins.
 * A name that is also a word ("oss", "best") needs "in", "uit" or the like before it and somebody
 * who lives or goes there; a name of a hamlet needs more. */

#include "luwte-reading-private.h"

#include <string.h>

#define PREPOSITIONS                                                                             \
  " in uit naar te van bij vanuit richting rond omgeving regio station gemeente vlakbij nabij "  \
  "wijk buurt locatie vestiging stad dorp tot provincie deelgemeente centrum tussen door vn nr " \
  "nar op "
#define STRONG_PREPOSITIONS                                                                     \
  " locatie vestiging in uit naar te vanuit richting omgeving regio station gemeente nabij nr " \
  "nar wijk dorp stad "                                                                         \
  "deelgemeente vlakbij "

/* The last word of the longest phrase with one of these flags that begins here, or -1. */
static int
longest (const LuwteReading *self, int at, guint64 wanted, guint64 *flags)
{
  guint32 node = T (at)->node;
  int found = -1;

  /* Most words are neither a place nor the beginning of one. */
  if ((T (at)->flags & wanted) == 0 && !luwte_token_goes_on (T (at)))
    return -1;
  for (int i = at; node != LUWTE_LEX_NOWHERE; i++)
    {
      guint64 here = i == at ? T (at)->flags : luwte_lexicon_flags (self->lexicon, node);
      const LuwteToken *next = T (i + 1);

      if ((here & wanted) != 0)
        {
          found = i;
          *flags = here;
        }
      if (i + 1 >= self->n_tokens || i - at >= 4 ||
          !(next->gap == LUWTE_GAP_SPACE || next->gap == LUWTE_GAP_HYPHEN ||
            (next->gap == LUWTE_GAP_NONE && next->start <= T (i)->end + 2) ||
            (next->gap == LUWTE_GAP_STOP && T (i)->length <= 2)))
        break;
      node = luwte_reading_phrase (self, at, i, node);
    }
  return found;
}

static gboolean
lives_before (const LuwteReading *self, int at)
{
  for (int i = at - 1; i >= at - 7 && i >= 0; i--)
    {
      if (luwte_token_has (T (i), LUWTE_LEX (IN_VERB)) &&
          !luwte_token_in (T (i), " in uit van bij naar is was zit ben kom ga gaat buiten "))
        return TRUE;
      if (luwte_token_starts (T (i + 1)))
        break;
    }
  return luwte_token_in (T (at - 2), " kom ga gaat zit woon ") ||
         luwte_token_in (T (at - 3), " kom ga gaat zit woon ");
}

/* An article or adjective before it makes it an ordinary noun. */
static gboolean
is_determined (const LuwteToken *before)
{
  return luwte_token_in (before,
                         " de het een den 't t mijn mn m'n zijn zn haar je jouw hun onze ons geen "
                         "elke die dat deze dit veel meer wat nen ne zo heel erg ");
}

static LuwteDeidentCertainty
judge_ambiguous (const LuwteReading *self, int at, int last)
{
  const LuwteToken *token = T (at);
  const LuwteToken *before = T (at - 1);
  const LuwteToken *after = T (last + 1);
  gboolean listed = luwte_reading_is_taken (self, before) &&
                    luwte_reading_category_at (self, before) == LUWTE_DEIDENT_POSTCODE;

  if (listed || (luwte_token_in (before, " in te ") &&
                 luwte_token_in (after, " geboren opgegroeid getogen geborn woonachtig ")))
    return LUWTE_DEIDENT_CERTAIN;
  if (is_determined (before) || before->length == 0)
    return (LuwteDeidentCertainty) -1;
  if (luwte_token_is_capital (token) && !luwte_token_starts (token) && !self->shouted)
    return luwte_token_in (before, PREPOSITIONS) ||
                   (luwte_token_in (before, " en of ") &&
                    luwte_reading_is_taken (self, T (at - 2))) ||
                   (token->gap == LUWTE_GAP_COMMA && luwte_reading_is_taken (self, before))
               ? LUWTE_DEIDENT_CERTAIN
               : (LuwteDeidentCertainty) -1;
  if (luwte_token_in (before, " en of tot naar ") && luwte_reading_is_taken (self, T (at - 2)) &&
      luwte_reading_category_at (self, T (at - 2)) == LUWTE_DEIDENT_PLACE)
    return LUWTE_DEIDENT_CERTAIN;
  if (!luwte_token_in (before, STRONG_PREPOSITIONS))
    return (LuwteDeidentCertainty) -1;
  if (lives_before (self, at) &&
      !(luwte_token_has (token, LUWTE_LEX (FREQ_2)) &&
        luwte_token_has (after, LUWTE_LEX (NOUN) | LUWTE_LEX (ADJECTIVE))))
    return LUWTE_DEIDENT_CERTAIN;
  return luwte_token_has (token, LUWTE_LEX (FREQ_2)) || luwte_token_in (before, " te ")
             ? (LuwteDeidentCertainty) -1
             : LUWTE_DEIDENT_DOUBTFUL;
}

static LuwteDeidentCertainty
judge_weak (const LuwteReading *self, int at, int last)
{
  const LuwteToken *token = T (at);
  const LuwteToken *before = T (at - 1);
  gboolean capital = luwte_token_is_capital (token) && !self->shouted;
  /* "in de stad" is no village, nor is "de winkel". */
  gboolean ordinary = luwte_token_has (T (last), LUWTE_LEX (WORD) | LUWTE_LEX (SLANG) |
                                                     LUWTE_LEX (FUNCTION) | LUWTE_LEX (NOT_NAME) |
                                                     LUWTE_LEX (KIN)) &&
                      (at == last || luwte_token_has (token, LUWTE_LEX (FUNCTION)));

  if (at == last && luwte_token_has (token, LUWTE_LEX (NOT_NAME) | LUWTE_LEX (FUNCTION)))
    return (LuwteDeidentCertainty) -1;
  if (!luwte_token_in (before, STRONG_PREPOSITIONS))
    return (LuwteDeidentCertainty) -1;
  if (capital)
    return ordinary && !lives_before (self, at) ? LUWTE_DEIDENT_DOUBTFUL : LUWTE_DEIDENT_CERTAIN;
  if (ordinary)
    return (LuwteDeidentCertainty) -1;
  return lives_before (self, at) || at < last ||
                 !luwte_token_has (token, LUWTE_LEX (FIRST) | LUWTE_LEX (LAST))
             ? LUWTE_DEIDENT_CERTAIN
             : LUWTE_DEIDENT_DOUBTFUL;
}

static gboolean
is_name_context (const LuwteReading *self, int at)
{
  const LuwteToken *before = T (at - 1);

  /* "Lotte van Gent" is somebody; "Lotte uit Gent" is not Gent. */
  return luwte_token_in (before, " van ") && luwte_reading_is_taken (self, T (at - 2)) &&
         luwte_reading_category_at (self, T (at - 2)) == LUWTE_DEIDENT_NAME;
}

/* "de bilt" in lower case is a town where somebody lives, else an article and its noun. */
static gboolean
is_article_name (const LuwteReading *self, int at, int last)
{
  if (!luwte_token_in (T (at), " de het ") || luwte_token_is_capital (T (last)))
    return TRUE;
  return luwte_token_in (T (at - 1), STRONG_PREPOSITIONS) &&
         (!luwte_token_has (T (at + 1), LUWTE_LEX (WORD)) ||
          (luwte_token_in (T (at - 2), " of en ") && luwte_reading_is_taken (self, T (at - 3))) ||
          luwte_token_in (T (at - 2), " woon woont wonen woonde kom komt wonend woonachtig geboren "
                                      "opgegroeid verhuisd "));
}

/* A village that no list has: "ik woon in Hoeksebrug", "kom uit driouchtown". */
static void
find_unlisted (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  const LuwteToken *verb = T (at - 2);
  gboolean lives =
      luwte_token_in (verb, " woon woont wonen woonde woonden geboren opgegroeid gewoond verhuisd "
                            "woonachtig kom komt afkomstig gevlucht komen wonend ") ||
      luwte_token_in (T (at - 3), " woon woont wonen woonde geboren opgegroeid ");

  if (luwte_token_has (token, ~(LUWTE_LEX (PROPER) | LUWTE_LEX (PLACE_WEAK) | LUWTE_LEX (STREET) |
                                LUWTE_LEX (LAST))) ||
      token->length < 4 || token->digits > 0 ||
      !luwte_token_in (T (at - 1), " in uit te naar vanuit "))
    return;
  if (lives)
    {
      if (luwte_token_is_capital (token) || !luwte_token_is_near (self, token, LUWTE_LEX (FREQ_1)))
        luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_PLACE, LUWTE_DEIDENT_CERTAIN);
      else
        luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_PLACE, LUWTE_DEIDENT_DOUBTFUL);
    }
  else if (token->shape == LUWTE_SHAPE_CAPITAL && !self->shouted)
    luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_PLACE,
                               luwte_token_in (T (at - 1), " te naar ") ||
                                       luwte_token_has (token,
                                                        LUWTE_LEX (PROPER) | LUWTE_LEX (PLACE_WEAK))
                                   ? LUWTE_DEIDENT_CERTAIN
                                   : LUWTE_DEIDENT_CERTAIN);
}

/* "in Nice gewoond", "woon in de Schilderswijk", "zat in Lloret": whatever else the word means. Nobody
 * is in a person. */
static gboolean
find_lived_in (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  guint64 never = LUWTE_LEX (COUNTRY) | LUWTE_LEX (MONTH) | LUWTE_LEX (WEEKDAY) |
                  LUWTE_LEX (FEAST) | LUWTE_LEX (FUNCTION) | LUWTE_LEX (PLATFORM) |
                  LUWTE_LEX (HELPLINE) | LUWTE_LEX (ORG_HEAD) | LUWTE_LEX (SCHOOL_HEAD) |
                  LUWTE_LEX (SHOP) | LUWTE_LEX (EMPLOYER) | LUWTE_LEX (KIN) | LUWTE_LEX (ROLE) |
                  LUWTE_LEX (TITLE);
  gboolean quarter = luwte_token_in (T (at - 1), " de het den ") &&
                     luwte_token_in (T (at - 2), " in uit ") &&
                     luwte_token_in (T (at - 3), " woon woont wonen woonde opgegroeid geboren "
                                                 "gewoond kom komt ");

  if (self->shouted || token->length < 3 || luwte_token_starts (token) ||
      luwte_token_has (token, never))
    return FALSE;
  if (quarter && !(T (at + 1)->gap == LUWTE_GAP_SPACE && luwte_token_is_capital (T (at + 1))))
    return luwte_reading_take_tokens (self, at - 1, at, LUWTE_DEIDENT_PLACE, LUWTE_DEIDENT_CERTAIN);
  if (luwte_token_in (T (at - 1), " in te ") && T (at)->gap == LUWTE_GAP_SPACE &&
      luwte_token_has (token, LUWTE_LEX (FIRST) | LUWTE_LEX (LAST)) &&
      !luwte_token_has (token, LUWTE_LEX (WORD) | LUWTE_LEX (NOT_NAME) | LUWTE_LEX (PLACE)) &&
      !luwte_token_is_capital (T (at + 1)))
    return luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_PLACE, LUWTE_DEIDENT_CERTAIN);
  return luwte_token_in (T (at - 1), " in te uit ") && !self->shouted && token->length > 2 &&
         luwte_token_in (T (at + 1),
                         " gewoond geboren opgegroeid gestudeerd getogen woonachtig ") &&
         !luwte_token_has (token, LUWTE_LEX (COUNTRY) | LUWTE_LEX (MONTH) | LUWTE_LEX (WEEKDAY)) &&
         luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_PLACE, LUWTE_DEIDENT_CERTAIN);
}

/* A typing error in a town: "in amsterdm", "uit roterdam". */
static void
find_mistyped (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);

  if (token->length < 6 || token->digits > 0 || token->flags != 0 ||
      !luwte_token_in (T (at - 1), " in uit naar te vanuit ") ||
      !luwte_token_is_near (self, token, LUWTE_LEX (PLACE)) ||
      luwte_token_is_near (self, token, LUWTE_LEX (FREQ_1)))
    return;
  luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_PLACE, LUWTE_DEIDENT_CERTAIN);
}

void
luwte_find_places (LuwteReading *self)
{
  static const guint64 wanted = LUWTE_PLACES;

  for (int i = 0; i < self->n_tokens && (self->any_wants & LUWTE_WANTS_PLACE) != 0; i++)
    {
      const LuwteToken *token = &self->tokens[i];
      guint64 flags = 0;
      int last;
      LuwteDeidentCertainty certainty = LUWTE_DEIDENT_CERTAIN;

      if ((token->wants & LUWTE_WANTS_PLACE) == 0 || luwte_reading_is_taken (self, token) ||
          (token->flags & LUWTE_LEX (COUNTRY) && !(token->flags & wanted) &&
           !luwte_token_goes_on (token)))
        continue;
      if (token->shape == LUWTE_SHAPE_CAPITAL && find_lived_in (self, i))
        continue;
      last = longest (self, i, wanted, &flags);
      if (last < 0)
        {
          if (!luwte_token_has (token,
                                LUWTE_LEX (WORD) | LUWTE_LEX (FUNCTION) | LUWTE_LEX (SLANG)) &&
              T (i - 1)->length <= 6 && i > 0)
            {
              find_mistyped (self, i);
              find_unlisted (self, i);
            }
          continue;
        }
      if (is_name_context (self, i))
        continue;
      if ((flags & LUWTE_LEX (PLACE)) == 0)
        {
          certainty = (flags & LUWTE_LEX (PLACE_AMBIGUOUS)) != 0 ? judge_ambiguous (self, i, last)
                                                                 : judge_weak (self, i, last);
          if ((int) certainty == -1 && (flags & LUWTE_LEX (PLACE_WEAK)) != 0 &&
              (flags & LUWTE_LEX (PLACE_AMBIGUOUS)) == 0)
            find_unlisted (self, i);
        }
      else if (i == last && luwte_token_has (token, LUWTE_LEX (WORD)))
        certainty = judge_ambiguous (self, i, last);
      else if (!is_article_name (self, i, last))
        certainty = (LuwteDeidentCertainty) -1;
      if ((int) certainty == -1)
        continue;
      /* "Amsterdam-Noord" */
      if (T (last + 1)->gap == LUWTE_GAP_HYPHEN && luwte_token_is_capital (T (last)) &&
          luwte_token_in (T (last + 1),
                          " noord zuid oost west centrum stad buiten noordwest zuidoost "
                          "zuidwest noordoost haven "))
        last++;
      luwte_reading_take_tokens (self, i, last, LUWTE_DEIDENT_PLACE, certainty);
      if (certainty == LUWTE_DEIDENT_CERTAIN)
        i = last;
    }
}
