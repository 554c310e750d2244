/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* A short list of words as a rule names it, made into an exact table the first time it is asked. Most
 * questions end before that table, at a filter of 256 bits in which a word of the list has its bit. */
typedef struct
{
  const char *list;  /* folded words, separated and surrounded by spaces */
  guint64 filter[4]; /* all set until the table is made: then one look there is the answer */
  guint16 *places;   /* where in the list a word begins, by its hash; 0 where there is none */
  guint32 mask;
} LuwteWords;

/* One list for each place in the source that names one; it must be a literal. */
#define LUWTE_WORDS(words)                                                  \
  ({                                                                        \
    static LuwteWords words_ = {                                            \
      (words), { G_MAXUINT64, G_MAXUINT64, G_MAXUINT64, G_MAXUINT64 }, 0, 0 \
    };                                                                      \
    &words_;                                                                \
  })

#define LUWTE_HASH_START 2166136261u

static inline guint32
luwte_hash_step (guint32 hash, guint8 c)
{
  return (hash ^ c) * 16777619u;
}

guint32 luwte_hash_of (const char *key, gsize length);

/* The exact answer. */
gboolean luwte_words_find (LuwteWords *self, const char *key, gsize length, guint32 hash);

static inline gboolean
luwte_words_have (LuwteWords *self, const char *key, gsize length, guint32 hash)
{
  /* Another thread may be filling it: a word of the list has its bit before and after. */
  guint64 filter = __atomic_load_n (&self->filter[hash >> 30], __ATOMIC_RELAXED);

  return (filter >> (hash >> 24 & 63) & 1) != 0 && luwte_words_find (self, key, length, hash);
}

/* The same for how a word ends; at most 64 endings of two letters or more. */
typedef struct
{
  const char *list;
  guint32 last;        /* the letters that end one, and */
  guint32 before_last; /* those before them; all set until the table is made */
  struct LuwteEndingsTable *table;
} LuwteEndings;

struct LuwteEndingsTable
{
  guint64 by_last_two[26][26];
  guint16 places[64];
  guint8 lengths[64];
};

#define LUWTE_ENDINGS(words)                                                    \
  ({                                                                            \
    static LuwteEndings endings_ = { (words), G_MAXUINT32, G_MAXUINT32, NULL }; \
    &endings_;                                                                  \
  })

/* The exact answer. */
gsize luwte_endings_find (LuwteEndings *self, const char *key, gsize length, gsize head);

/* The length of the ending that a word has behind more letters than @head, else 0. */
static inline gsize
luwte_endings_of (LuwteEndings *self, const char *key, gsize length, gsize head)
{
  guint a = length >= 2 ? (guint) (guint8) key[length - 2] - 'a' : 26;
  guint b = length >= 2 ? (guint) (guint8) key[length - 1] - 'a' : 26;

  return a < 26 && b < 26 && (__atomic_load_n (&self->last, __ATOMIC_RELAXED) >> b & 1) != 0 &&
                 (__atomic_load_n (&self->before_last, __ATOMIC_RELAXED) >> a & 1) != 0
             ? luwte_endings_find (self, key, length, head)
             : 0;
}

G_END_DECLS
