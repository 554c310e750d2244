/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-reading-private.h"

G_BEGIN_DECLS

/* What the two detectors of names share. */

#define FIRSTS (LUWTE_LEX (FIRST) | LUWTE_LEX (FIRST_AMBIGUOUS))
#define LASTS  (LUWTE_LEX (LAST) | LUWTE_LEX (LAST_AMBIGUOUS))
#define NEVER                                                                                  \
  (LUWTE_LEX (FUNCTION) | LUWTE_LEX (NOT_NAME) | LUWTE_LEX (COUNTRY) | LUWTE_LEX (MONTH) |     \
   LUWTE_LEX (WEEKDAY) | LUWTE_LEX (PLATFORM) | LUWTE_LEX (HELPLINE) | LUWTE_LEX (CELEBRITY) | \
   LUWTE_LEX (NUMBER) | LUWTE_LEX (FEAST))
#define POSSESSIVES                                                                             \
  " mijn mn m'n me mijne mij zijn zn z'n haar hr d'r hun onze ons jouw je ze onzen mijnen men " \
  "min uw der zne hunne jullie "
#define ARTICLES \
  " de het een den nen ne 't t die dat deze dit geen elke iedere 'n n welke zo'n zon "

static inline gboolean
joins (const LuwteToken *token)
{
  return token->gap == LUWTE_GAP_SPACE || token->gap == LUWTE_GAP_HYPHEN;
}

static inline gboolean
is_capital (const LuwteReading *self, const LuwteToken *token)
{
  return luwte_token_is_capital (token) && !self->shouted;
}

/* A capital that no sentence gave. */
static inline gboolean
is_capital_inside (const LuwteReading *self, const LuwteToken *token)
{
  return is_capital (self, token) && !luwte_token_starts (token);
}

static inline gboolean
is_safe_first (const LuwteToken *token)
{
  return luwte_token_has (token, LUWTE_LEX (FIRST)) &&
         !luwte_token_has (token, NEVER | LUWTE_LEX (SLANG));
}

/* In no list at all. */
static inline gboolean
is_unlisted (const LuwteToken *token)
{
  return token->length >= 3 && token->digits == 0 && luwte_token_is_unlisted (token);
}

gboolean luwte_name_looks_mistyped (const LuwteReading *self, const LuwteToken *token);
/* Three of one letter, or no vowel. */
gboolean luwte_name_is_bad_typing (const LuwteToken *token);
/* Takes a name with what belongs to it: particles, surname. */
void luwte_name_take (LuwteReading *self, int first, int last, LuwteDeidentCategory category,
                      LuwteDeidentCertainty certainty);

G_END_DECLS
