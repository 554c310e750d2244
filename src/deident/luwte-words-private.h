/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* A short list of words as a rule names it, made into an exact table the first time it is asked:
 * most questions end at an empty place of that table. */
typedef struct
{
  const char *list; /* folded words, separated and surrounded by spaces */
  guint16 *places;  /* where in the list a word begins, by its hash; 0 where there is none */
  guint32 mask;
} LuwteWords;

/* One list for each place in the source that names one; it must be a literal. */
#define LUWTE_WORDS(words)                        \
  ({                                              \
    static LuwteWords words_ = { (words), 0, 0 }; \
    &words_;                                      \
  })

#define LUWTE_HASH_START 2166136261u

static inline guint32
luwte_hash_step (guint32 hash, guint8 c)
{
  return (hash ^ c) * 16777619u;
}

guint32 luwte_hash_of (const char *key, gsize length);

void luwte_words_fill (LuwteWords *self);

static inline gboolean
luwte_words_have (LuwteWords *self, const char *key, gsize length, guint32 hash)
{
  if (g_once_init_enter_pointer (&self->places))
    luwte_words_fill (self);
  /* The low bits of this hash know mostly the last letter. */
  for (guint32 i = hash ^ hash >> 15;; i++)
    {
      guint place = self->places[i & self->mask];
      const char *word = self->list + place;
      gsize same = 0;

      if (place == 0)
        return FALSE;
      while (same < length && word[same] == key[same])
        same++;
      if (same == length && word[same] == ' ')
        return TRUE;
    }
}

/* The same for how a word ends; at most 64 endings of two letters or more. */
typedef struct
{
  const char *list;
  struct LuwteEndingsTable *table;
} LuwteEndings;

struct LuwteEndingsTable
{
  guint64 by_last_two[26][26];
  guint16 places[64];
  guint8 lengths[64];
};

#define LUWTE_ENDINGS(words)                       \
  ({                                               \
    static LuwteEndings endings_ = { (words), 0 }; \
    &endings_;                                     \
  })

void luwte_endings_fill (LuwteEndings *self);
/* The length of the ending that a word has behind more letters than @head, else 0. */
gsize luwte_endings_of (LuwteEndings *self, const char *key, gsize length, gsize head);

G_END_DECLS
