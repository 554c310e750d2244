/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which detectors a word concerns: of what makes a detector look at a word, all that can be told by the
 * word and the next. Each condition here is that of a detector or a wider one, so that nothing is lost. */

#include "luwte-reading-private.h"

static gboolean
wants_handle (const LuwteToken *token, const LuwteToken *next)
{
  return luwte_token_has (token, LUWTE_LEX (PLATFORM)) || token->digits >= 2 ||
         (token->shape >= LUWTE_SHAPE_CAPITAL && token->flags == 0) ||
         next->gap == LUWTE_GAP_NONE || luwte_token_in (token, LUWTE_HANDLE_CUES);
}

static gboolean
wants_organisation (const LuwteToken *token, const LuwteToken *next)
{
  if (token->digits > 0)
    return FALSE;
  return luwte_token_has (token, LUWTE_LEX (ORG_HEAD) | LUWTE_LEX (SCHOOL_HEAD) | LUWTE_LEX (SHOP) |
                                     LUWTE_LEX (EMPLOYER)) ||
         luwte_token_is_capital (token) || (token->length >= 7 && luwte_token_is_capital (next)) ||
         /* Rare words, and what may end in "school". */
         (token->length >= 4 &&
          !luwte_token_has (token, LUWTE_LEX (WORD) | LUWTE_LEX (FUNCTION))) ||
         luwte_token_in (token, " sint st " LUWTE_ORGANISATION_WORDS);
}

static gboolean
wants_age (const LuwteToken *token)
{
  return token->digits > 0 || luwte_token_has (token, LUWTE_LEX (NUMBER)) ||
         (token->length >= 7 &&
          luwte_endings_of (LUWTE_ENDINGS (" de ste tien tig jarig jarige jarigen "), token->key,
                            token->length, 0) > 0);
}

static guint16
wants (const LuwteToken *token, const LuwteToken *next)
{
  guint wanted = 0;

  if (luwte_token_in (token, LUWTE_NET_WORDS))
    wanted |= LUWTE_WANTS_NET;
  if (wants_handle (token, next))
    wanted |= LUWTE_WANTS_HANDLE;
  if (luwte_token_has (token, LUWTE_LEX (NUMBER)) || luwte_token_in (token, LUWTE_PHONE_WORDS))
    wanted |= LUWTE_WANTS_PHONE;
  if (luwte_token_has (token, LUWTE_LEX (TITLE) | LUWTE_LEX (ROLE)) ||
      (token->length == 1 && luwte_token_is_capital (token)))
    wanted |= LUWTE_WANTS_TITLED;
  if (wants_organisation (token, next))
    wanted |= LUWTE_WANTS_ORGANISATION;
  if (token->shape == LUWTE_SHAPE_CAPITAL || luwte_token_goes_on (token) ||
      luwte_token_has (token, LUWTE_PLACES) ||
      !luwte_token_has (token, LUWTE_LEX (WORD) | LUWTE_LEX (FUNCTION) | LUWTE_LEX (SLANG)))
    wanted |= LUWTE_WANTS_PLACE;
  if (wants_age (token))
    wanted |= LUWTE_WANTS_AGE;
  if (token->digits > 0 || luwte_token_is_capital (token) || luwte_token_is_unlisted (token))
    wanted |= LUWTE_WANTS_DOUBT;
  return (guint16) wanted;
}

void
luwte_reading_sort (LuwteReading *self)
{
  for (int i = 0; i < self->n_tokens; i++)
    {
      self->tokens[i].wants = wants (&self->tokens[i], T (i + 1));
      self->any_wants |= self->tokens[i].wants;
    }
}
