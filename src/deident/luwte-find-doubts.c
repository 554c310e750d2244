/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What no rule has taken and what may yet tell who somebody is: asked, never removed. A counsellor
 * answers in a second what no list knows; so it may ask for more than it would dare to remove, but
 * not for every typing error. */

#include "luwte-names-private.h"

#define KNOWN_WORD                                                                      \
  (NEVER | LUWTE_LEX (SLANG) | LUWTE_LEX (KIN) | LUWTE_LEX (ROLE) | LUWTE_LEX (TITLE) | \
   LUWTE_LEX (PET) | LUWTE_LEX (CUE) | LUWTE_LEX (GREETING) | LUWTE_LEX (SHOP) | LUWTE_LEX (UNIT))

static void
ask (LuwteReading *self, int at, LuwteDeidentCategory category)
{
  luwte_reading_take_tokens (self, at, at, category, LUWTE_DEIDENT_DOUBTFUL);
}

/* A capital that no sentence gave, in a text that uses them sparingly. */
static void
doubt_capital (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);

  if (!is_capital_inside (self, token) || token->shape == LUWTE_SHAPE_UPPER || token->length < 3 ||
      luwte_token_has (token, KNOWN_WORD | LUWTE_LEX (FREQ_2)) ||
      luwte_token_has (token, LUWTE_LEX (ORG_HEAD) | LUWTE_LEX (SCHOOL_HEAD)))
    return;
  ask (self, at, LUWTE_DEIDENT_NAME);
}

/* A word of no list that stands where people stand. */
static void
doubt_unlisted (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  const LuwteToken *after = T (at + 1);
  gboolean person = luwte_token_in (T (at - 1), " met van door tegen voor bij aan en of zonder dat "
                                                "want dan als omdat toen naar ") ||
                    luwte_token_has (T (at - 1), LUWTE_LEX (KIN) | LUWTE_LEX (ROLE)) ||
                    (luwte_token_starts (token) && luwte_token_has (after, LUWTE_LEX (SPEECH)));

  if (!person || token->length < 4 || !joins (after) || luwte_name_is_bad_typing (token) ||
      luwte_name_looks_mistyped (self, token) ||
      luwte_token_is_near (self, token, LUWTE_LEX (WORD)))
    return;
  ask (self, at, LUWTE_DEIDENT_NAME);
}

/* "[...] 15, [...]": a number beside people, and nothing is counted with it. */
static void
doubt_age (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  const LuwteToken *before = T (at - 1);
  const LuwteToken *after = T (at + 1);
  int value = luwte_token_value (token);
  gboolean person = luwte_token_has (before, LUWTE_LEX (KIN) | LUWTE_LEX (ROLE)) ||
                    (luwte_reading_is_taken (self, before) &&
                     luwte_reading_category_at (self, before) <= LUWTE_DEIDENT_NICK) ||
                    luwte_token_in (before, " ik ben is was pas bijna amper nu van word wordt ");

  if (value < 4 || value > 99 || token->length > 2 || !person || self->bytes[token->end] == '%' ||
      self->bytes[token->end] == ':' ||
      (after->gap == LUWTE_GAP_SPACE &&
       luwte_token_has (after, LUWTE_LEX (UNIT) | LUWTE_LEX (NOUN) | LUWTE_LEX (MONTH))) ||
      after->digits > 0)
    return;
  ask (self, at, LUWTE_DEIDENT_AGE);
}

void
luwte_find_doubts (LuwteReading *self)
{
  for (int i = 0; i < self->n_tokens && (self->any_wants & LUWTE_WANTS_DOUBT) != 0; i++)
    {
      const LuwteToken *token = &self->tokens[i];

      if ((token->wants & LUWTE_WANTS_DOUBT) == 0 || luwte_reading_is_taken (self, token))
        continue;
      if (token->digits > 0)
        {
          if (token->digits == token->length)
            doubt_age (self, i);
        }
      else if (luwte_token_is_capital (token))
        doubt_capital (self, i);
      else if (is_unlisted (token) || token->flags == 0)
        doubt_unlisted (self, i);
    }
}
