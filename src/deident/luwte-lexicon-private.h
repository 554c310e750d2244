/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What build-aux/dev/lexicons.py knows of a word; the order of the bits is the order there. */
typedef enum
{
  LUWTE_LEX_WORD = 0,
  LUWTE_LEX_FREQ_1,
  LUWTE_LEX_FREQ_2,
  LUWTE_LEX_VERB,
  LUWTE_LEX_NOUN,
  LUWTE_LEX_ADJECTIVE,
  LUWTE_LEX_FOREIGN,
  LUWTE_LEX_PROPER,
  LUWTE_LEX_FIRST,
  LUWTE_LEX_FIRST_AMBIGUOUS,
  LUWTE_LEX_LAST,
  LUWTE_LEX_LAST_AMBIGUOUS,
  LUWTE_LEX_PLACE,
  LUWTE_LEX_PLACE_AMBIGUOUS,
  LUWTE_LEX_PLACE_WEAK,
  LUWTE_LEX_STREET,
  LUWTE_LEX_SLANG,
  LUWTE_LEX_KIN,
  LUWTE_LEX_TITLE,
  LUWTE_LEX_MONTH,
  LUWTE_LEX_WEEKDAY,
  LUWTE_LEX_FEAST,
  LUWTE_LEX_COUNTRY,
  LUWTE_LEX_CELEBRITY,
  LUWTE_LEX_PLATFORM,
  LUWTE_LEX_HELPLINE,
  LUWTE_LEX_SHOP,
  LUWTE_LEX_ORG_HEAD,
  LUWTE_LEX_SCHOOL_HEAD,
  LUWTE_LEX_EMPLOYER,
  LUWTE_LEX_SPEECH,
  LUWTE_LEX_PARTICLE,
  LUWTE_LEX_NUMBER,
  LUWTE_LEX_PET,
  LUWTE_LEX_IN_VERB,
  LUWTE_LEX_FUNCTION,
  LUWTE_LEX_GREETING,
  LUWTE_LEX_ROLE,
  LUWTE_LEX_CUE,
  LUWTE_LEX_STREET_WORD,
  LUWTE_LEX_UNIT,
  LUWTE_LEX_NOT_NAME,
} LuwteLexFlag;

#define LUWTE_LEX(name) (G_GUINT64_CONSTANT (1) << LUWTE_LEX_##name)

/* The symbols by their bits in a node. */
#define LUWTE_LEX_END        0
#define LUWTE_LEX_SPACE      1
#define LUWTE_LEX_APOSTROPHE 2
#define LUWTE_LEX_DIGIT      3
#define LUWTE_LEX_LETTER     4
#define LUWTE_LEX_LETTERS    0x3ffffff0u

/* An exact automaton in memory that is mapped and never written: nothing is guessed, so what it
 * calls an ordinary word is one. */
typedef struct
{
  GBytes *bytes;
  const guint32 *words; /* nodes and where they lead */
  const guint32 *sets;  /* two words each */
  guint32 n_words;
  guint32 n_sets;
  guint32 root;
  /* Behind two letters; most of a walk would be spent here. */
  guint32 second[26][26];
  struct LuwteLexiconCommon *common; /* owned: a table of the words that are written most */
  guint64 *pairs;                    /* owned: see luwte_lexicon_pair() */
  gboolean fast_count;
} LuwteLexicon;

/* What the lexicon says of a word. */
typedef struct
{
  guint64 flags;
  guint32 node;
  guint32 pair; /* LUWTE_LEX_NO_PAIR where no phrase begins with it */
} LuwteLexiconEntry;

#define LUWTE_LEX_NO_PAIR  0
#define LUWTE_LEX_ANY_PAIR 1 /* one may begin with it, and the walk tells */

gboolean luwte_lexicon_init (LuwteLexicon *self, GBytes *bytes);
void luwte_lexicon_clear (LuwteLexicon *self);

/* The root is node 0 here, so that 0 can be asked for and "nowhere" is G_MAXUINT32. */
#define LUWTE_LEX_NOWHERE G_MAXUINT32
/* Where a whole word leads, and what it is. So many bytes of the key can be read, however short. */
#define LUWTE_LEX_KEY_ROOM 16
LuwteLexiconEntry luwte_lexicon_word (const LuwteLexicon *self, const char *key, gsize length,
                                      guint32 hash);
/* Where a phrase leads that begins with a word and the one after it. */
guint32 luwte_lexicon_pair (const LuwteLexicon *self, guint32 node, guint32 pair, const char *key,
                            gsize length, guint32 hash);
guint32 luwte_lexicon_walk (const LuwteLexicon *self, guint32 node, const char *key, gsize length);
guint64 luwte_lexicon_flags (const LuwteLexicon *self, guint32 node);
guint64 luwte_lexicon_look_up (const LuwteLexicon *self, const char *key, gsize length);

/* Over a space to the end of the next word of a phrase. */
guint32 luwte_lexicon_next_word (const LuwteLexicon *self, guint32 node, const char *key,
                                 gsize length);

/* Whether a longer phrase begins with what leads here. */
static inline gboolean
luwte_lexicon_goes_on (const LuwteLexicon *self, guint32 node)
{
  return node != LUWTE_LEX_NOWHERE && node != 0 && (self->words[node] & 1u << LUWTE_LEX_SPACE) != 0;
}

/* The flags of all words that are one letter away, taken together: one too many, one missing, one
 * other, or two that changed places. The search ends early where one of the wanted is found. */
guint64 luwte_lexicon_near (const LuwteLexicon *self, const char *key, gsize length,
                            guint64 wanted);

G_END_DECLS
