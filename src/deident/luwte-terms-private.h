/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-reading-private.h"

G_BEGIN_DECLS

/* What a case knows: words and phrases by their folded key, each with its category and, for people
 * and places, the number that its placeholder has. */

typedef struct
{
  char *key;
  LuwteDeidentCategory category;
  LuwteDeidentCertainty certainty;
  guint person;   /* 0 until it is first seen */
  gboolean whole; /* found as such, not a part of a longer name */
  gboolean word;  /* a part that is an ordinary word too: a name with a capital only */
  gboolean given; /* such a part, the first of its name */
} LuwteTerm;

typedef struct
{
  GPtrArray *list;    /* owned LuwteTerm */
  GHashTable *by_key; /* from the first term on */
  GHashTable
      *first_words; /* owned: with which a phrase of several words begins; when there is one */
  guint n_persons[LUWTE_DEIDENT_N_CATEGORIES];
} LuwteTerms;

void luwte_terms_init (LuwteTerms *self);
void luwte_terms_clear (LuwteTerms *self);
/* As after luwte_terms_init(). */
void luwte_terms_reset (LuwteTerms *self);

LuwteTerm *luwte_terms_get (LuwteTerms *self, const char *key);
/* A category of people whose names have parts gets a term for each part that is no ordinary word. */
LuwteTerm *luwte_terms_add (LuwteTerms *self, const LuwteLexicon *lexicon, const char *key,
                            LuwteDeidentCategory category, LuwteDeidentCertainty certainty);
/* The number in the placeholder of what stands under this key; 0 for categories without. */
guint luwte_terms_person (LuwteTerms *self, const LuwteLexicon *lexicon, const char *key,
                          LuwteDeidentCategory category);

/* Adds to the finds of a reading what the case knows and the reading did not find by itself; kept,
 * which may be NULL, are keys that stay words. */
void luwte_terms_match (LuwteTerms *self, LuwteReading *reading, GHashTable *kept);

/* The key of a span, as luwte_fold_string() makes it. */
char *luwte_terms_key_of (const LuwteReading *reading, guint start, guint end);
/* A term of letters and digits only, for numbers: spaces and dots are nobody's. */
gboolean luwte_category_is_number (LuwteDeidentCategory category);

G_END_DECLS
