/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a form or a chat says by its shape: "School: Revius", "Woonplaats: Doorn", and the short
 * answer to "hoe oud ben je?". */

#include "luwte-names-private.h"

#define N_ANSWER 3 /* words; a longer one is a sentence, and is read as one */

static gboolean
label_category (const LuwteToken *label, LuwteDeidentCategory *category)
{
  if (luwte_token_in (label, " naam voornaam achternaam familienaam roepnaam "))
    *category = LUWTE_DEIDENT_NAME;
  else if (luwte_token_in (label, " bijnaam schuilnaam nickname nick chatnaam koosnaam "))
    *category = LUWTE_DEIDENT_NICK;
  else if (luwte_token_in (label, " woonplaats wpl plaats geboorteplaats stad dorp "))
    *category = LUWTE_DEIDENT_PLACE;
  else if (luwte_token_in (label, " school opleiding basisschool "))
    *category = LUWTE_DEIDENT_SCHOOL;
  else if (luwte_token_in (label, " werkgever werk instelling organisatie sportclub club kerk "
                                  "moskee bedrijf stage stageplek "))
    *category = LUWTE_DEIDENT_ORG;
  else
    return FALSE;
  return TRUE;
}

static gboolean
is_label (const LuwteReading *self, const LuwteToken *token)
{
  return self->bytes[token->end] == ':' ||
         (self->bytes[token->end] == ' ' && self->bytes[token->end + 1] == ':');
}

/* The last word of a value: capitals, particles between them, and what no list knows. */
static int
value_end (const LuwteReading *self, int first)
{
  int last = first;

  for (int i = first + 1; i < first + 5; i++)
    {
      const LuwteToken *token = T (i);

      if (!joins (token) || is_label (self, token) || luwte_reading_is_taken (self, token))
        break;
      if (is_capital (self, token) || token->gap == LUWTE_GAP_HYPHEN)
        last = i;
      else if (!luwte_token_has (token, LUWTE_LEX (PARTICLE)))
        break;
    }
  return last;
}

static void
find_field (LuwteReading *self, int at, LuwteDeidentCategory category)
{
  int first = at + 1;
  const LuwteToken *token = T (first);
  gboolean free;

  if (luwte_token_in (token, " de het 't den van der el ") && joins (T (first + 1)) &&
      (is_capital (self, T (first + 1)) || is_unlisted (T (first + 1))))
    token = T (++first);
  free = !luwte_token_has (token, LUWTE_LEX (WORD) | LUWTE_LEX (SLANG));
  if (T (at + 1)->gap == LUWTE_GAP_LINE || token->length < 2 || token->digits > 0 ||
      luwte_reading_is_taken (self, token) || is_label (self, token) ||
      luwte_token_has (token, NEVER | LUWTE_LEX (KIN) | LUWTE_LEX (TITLE) | LUWTE_LEX (ROLE) |
                                  LUWTE_LEX (SCHOOL_HEAD) | LUWTE_LEX (ORG_HEAD)))
    return;
  if (category == LUWTE_DEIDENT_NAME || category == LUWTE_DEIDENT_NICK)
    luwte_name_take (self, at + 1, first, category,
                     free || is_capital_inside (self, token) ? LUWTE_DEIDENT_CERTAIN
                                                             : LUWTE_DEIDENT_DOUBTFUL);
  else if (is_capital (self, token) || free)
    luwte_reading_take_tokens (self, at + 1, value_end (self, first), category,
                               free || token->shape == LUWTE_SHAPE_CAPITAL
                                   ? LUWTE_DEIDENT_CERTAIN
                                   : LUWTE_DEIDENT_DOUBTFUL);
}

/* The first word behind a speaker's label at the beginning of a line. */
static int
behind_speaker (const LuwteReading *self, int at)
{
  for (int i = at; i < at + 4 && (i == at || T (i)->gap != LUWTE_GAP_LINE); i++)
    if (self->bytes[T (i)->end] == ':' && T (i + 1)->gap != LUWTE_GAP_LINE &&
        !luwte_token_is_number (T (i)))
      return i + 1;
  return at;
}

/* Whether the line before this word ends in a question; words of it are looked at by the caller. */
static gboolean
question_before (const LuwteReading *self, int line)
{
  guint at = T (line)->start;

  while (at > 0 && self->bytes[at - 1] != '\n')
    at--;
  while (at > 0 && (self->bytes[at - 1] == '\n' || self->bytes[at - 1] == ' '))
    at--;
  return at > 0 && self->bytes[at - 1] == '?';
}

static gboolean
question_has (const LuwteReading *self, int line, LuwteWords *words)
{
  for (int i = line - 1; i >= line - 7 && i >= 0; i--)
    {
      if (luwte_token_among (T (i), words))
        return TRUE;
      if (T (i)->gap == LUWTE_GAP_LINE)
        break;
    }
  return FALSE;
}

static void
find_answer (LuwteReading *self, int line)
{
  int first = behind_speaker (self, line);
  int last = first;
  const LuwteToken *token;

  if (!question_before (self, line))
    return;
  while (T (last + 1)->length > 0 && T (last + 1)->gap != LUWTE_GAP_LINE && last - first < N_ANSWER)
    last++;
  token = T (last);
  if (last - first >= N_ANSWER || luwte_reading_is_taken (self, token))
    return;
  if (question_has (self, line, LUWTE_WORDS (" oud leeftijd ")))
    for (int i = first; i <= last; i++)
      {
        int value = luwte_token_value (T (i));

        if (value >= 2 && value <= 110 && !luwte_token_in (T (i), " een "))
          luwte_reading_take_tokens (self, i, i, LUWTE_DEIDENT_AGE, LUWTE_DEIDENT_CERTAIN);
      }
  else if (question_has (self, line, LUWTE_WORDS (" woon woont vandaan woonplaats regio ")) &&
           token->length >= 3 && token->digits == 0 &&
           (luwte_token_has (token, LUWTE_LEX (PLACE) | LUWTE_LEX (PLACE_AMBIGUOUS) |
                                        LUWTE_LEX (PLACE_WEAK)) ||
            is_unlisted (token)) &&
           !luwte_token_has (token, NEVER | LUWTE_LEX (SLANG)))
    luwte_reading_take_tokens (self, last, last, LUWTE_DEIDENT_PLACE, LUWTE_DEIDENT_CERTAIN);
}

void
luwte_find_fields (LuwteReading *self)
{
  gboolean colon = luwte_reading_has (self, ':');
  gboolean answers = luwte_reading_has (self, '\n');

  for (int i = 0; i < self->n_tokens && (colon || answers); i++)
    {
      LuwteDeidentCategory category;

      if (answers && i > 0 && T (i)->gap == LUWTE_GAP_LINE)
        find_answer (self, i);
      if (colon && is_label (self, T (i)) && label_category (T (i), &category))
        find_field (self, i, category);
    }
}
