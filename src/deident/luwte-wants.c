/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which detectors a word concerns: of what makes a detector look at a word, all that can be told by the
 * word and the next. Each condition here is that of a detector or a wider one, so that nothing is lost. */

#include "luwte-reading-private.h"

#define HEADS \
  (LUWTE_LEX (ORG_HEAD) | LUWTE_LEX (SCHOOL_HEAD) | LUWTE_LEX (SHOP) | LUWTE_LEX (EMPLOYER))
#define ORDINARY (LUWTE_LEX (WORD) | LUWTE_LEX (FUNCTION))

static guint
wants_by_list (const LuwteToken *token)
{
  return (luwte_token_in (token, LUWTE_NET_WORDS) ? LUWTE_WANTS_NET : 0) |
         (luwte_token_in (token, LUWTE_PHONE_WORDS) ? LUWTE_WANTS_PHONE : 0) |
         (luwte_token_in (token, LUWTE_HANDLE_CUES) ? LUWTE_WANTS_HANDLE : 0) |
         (luwte_token_in (token, " sint st " LUWTE_ORGANISATION_WORDS) ? LUWTE_WANTS_ORGANISATION
                                                                       : 0);
}

static gboolean
ends_like_age (const LuwteToken *token)
{
  return luwte_endings_of (LUWTE_ENDINGS (" de ste tien tig jarig jarige jarigen "), token->key,
                           token->length, 0) > 0;
}

/* Reckoned without branches, which no processor could foresee. */
static guint
wants_by_kind (const LuwteToken *token, const LuwteToken *next)
{
  gboolean capital = luwte_token_is_capital (token);
  gboolean digits = token->digits > 0;
  gboolean number = luwte_token_has (token, LUWTE_LEX (NUMBER));
  gboolean handle = luwte_token_has (token, LUWTE_LEX (PLATFORM)) | (token->digits >= 2) |
                    ((token->shape >= LUWTE_SHAPE_CAPITAL) & (token->flags == 0)) |
                    (next->gap == LUWTE_GAP_NONE);
  gboolean titled = luwte_token_has (token, LUWTE_LEX (TITLE) | LUWTE_LEX (ROLE)) |
                    ((token->length == 1) & capital);
  /* Also rare words, and what may end in "school". */
  gboolean organisation = luwte_token_has (token, HEADS) | capital |
                          ((token->length >= 7) & luwte_token_is_capital (next)) |
                          ((token->length >= 4) & !luwte_token_has (token, ORDINARY));
  gboolean place = luwte_token_has (token, LUWTE_PLACES) | luwte_token_goes_on (token) |
                   (token->shape == LUWTE_SHAPE_CAPITAL) |
                   !luwte_token_has (token, ORDINARY | LUWTE_LEX (SLANG));
  gboolean doubt = digits | capital | luwte_token_is_unlisted (token);

  return (handle ? LUWTE_WANTS_HANDLE : 0) | (number ? LUWTE_WANTS_PHONE : 0) |
         (titled ? LUWTE_WANTS_TITLED : 0) |
         (organisation & !digits ? LUWTE_WANTS_ORGANISATION : 0) | (place ? LUWTE_WANTS_PLACE : 0) |
         (digits | number ? LUWTE_WANTS_AGE : 0) | (doubt ? LUWTE_WANTS_DOUBT : 0);
}

void
luwte_reading_sort (LuwteReading *self)
{
  for (int i = 0; i < self->n_tokens; i++)
    {
      LuwteToken *token = &self->tokens[i];
      guint wants = wants_by_kind (token, T (i + 1));

      if (luwte_token_in (token, LUWTE_NET_WORDS LUWTE_PHONE_WORDS LUWTE_HANDLE_CUES
                          " sint st " LUWTE_ORGANISATION_WORDS))
        wants |= wants_by_list (token);
      if (token->length >= 7 && ends_like_age (token))
        wants |= LUWTE_WANTS_AGE;
      token->wants = (guint16) wants;
      self->any_wants |= token->wants;
    }
}
