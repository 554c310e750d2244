/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The minimal acyclic automaton that build-aux/dev/lexicons.py writes. A node is a word that says
 * which symbols leave it, and behind that a word for each of them: where the next node begins, or,
 * for the end of an entry, the number of its set of flags. So a step is a bit, a count and a look. */

#include "luwte-lexicon-private.h"
#include "luwte-words-private.h"

#include <string.h>

static const char magic[8] = { 'L', 'U', 'W', 'T', 'E', 'L', 'X', '2' };

/* A step counts bits, and every word is many steps. Of the oldest machines of this kind not all count
 * in one instruction, so the walks are there twice. */
#if defined __x86_64__
#define HAS_FAST_COUNT 1
#define FAST_COUNT     __attribute__ ((target ("popcnt")))
#else
#define HAS_FAST_COUNT 0
#endif
#define ALWAYS_INLINE inline __attribute__ ((always_inline))

static ALWAYS_INLINE guint
count_bits (guint32 bits, gboolean fast)
{
  if (fast)
    return (guint) __builtin_popcount (bits);
  bits -= (bits >> 1) & 0x55555555u;
  bits = (bits & 0x33333333u) + ((bits >> 2) & 0x33333333u);
  return ((((bits + (bits >> 4)) & 0x0f0f0f0fu) * 0x01010101u) >> 24);
}

/* Where a symbol leads; not from the root under its name 0. */
static ALWAYS_INLINE guint32
follow (const LuwteLexicon *self, guint32 node, guint symbol, gboolean fast)
{
  guint32 here = self->words[node];
  guint32 bit = 1u << symbol;

  return (here & bit) != 0 ? self->words[node + 1 + count_bits (here & (bit - 1), fast)]
                           : LUWTE_LEX_NOWHERE;
}

/* The symbol of a folded byte, and one more; 0 for a byte that no entry holds. */
static const guint8 symbols[256] = {
  [' '] = 1 + LUWTE_LEX_SPACE,
  ['\''] = 1 + LUWTE_LEX_APOSTROPHE,
  ['0' ... '9'] = 1 + LUWTE_LEX_DIGIT,
  ['a'] = 5,
  ['b'] = 6,
  ['c'] = 7,
  ['d'] = 8,
  ['e'] = 9,
  ['f'] = 10,
  ['g'] = 11,
  ['h'] = 12,
  ['i'] = 13,
  ['j'] = 14,
  ['k'] = 15,
  ['l'] = 16,
  ['m'] = 17,
  ['n'] = 18,
  ['o'] = 19,
  ['p'] = 20,
  ['q'] = 21,
  ['r'] = 22,
  ['s'] = 23,
  ['t'] = 24,
  ['u'] = 25,
  ['v'] = 26,
  ['w'] = 27,
  ['x'] = 28,
  ['y'] = 29,
  ['z'] = 30,
};

/* The bit of a folded byte in a node; none for a byte that no entry holds. */
static ALWAYS_INLINE guint32
bit_of (char c)
{
  return (1u << symbols[(guint8) c]) >> 1;
}

static ALWAYS_INLINE guint32
step (const LuwteLexicon *self, guint32 node, char c, gboolean fast)
{
  guint32 here = self->words[node];
  guint32 bit = bit_of (c);

  if ((here & bit) == 0)
    return LUWTE_LEX_NOWHERE;
  node = self->words[node + 1 + count_bits (here & (bit - 1), fast)];
  return bit == 1u << LUWTE_LEX_DIGIT
             ? follow (self, node, (guint) (LUWTE_LEX_LETTER + c - '0'), fast)
             : node;
}

static inline gboolean
is_letter (char c)
{
  return c >= 'a' && c <= 'z';
}

static ALWAYS_INLINE guint32
walk (const LuwteLexicon *self, guint32 node, const char *key, gsize length, gboolean fast)
{
  gsize i = 0;

  if (node == 0 && length >= 2 && is_letter (key[0]) && is_letter (key[1]))
    {
      node = self->second[key[0] - 'a'][key[1] - 'a'];
      i = 2;
    }
  else if (node == 0)
    node = self->root;
  for (; i < length && node != LUWTE_LEX_NOWHERE; i++)
    node = step (self, node, key[i], fast);
  return node;
}

#if HAS_FAST_COUNT
FAST_COUNT static guint32
walk_fast (const LuwteLexicon *self, guint32 node, const char *key, gsize length)
{
  return walk (self, node, key, length, TRUE);
}
#endif

guint32
luwte_lexicon_walk (const LuwteLexicon *self, guint32 node, const char *key, gsize length)
{
#if HAS_FAST_COUNT
  if (self->fast_count)
    return walk_fast (self, node, key, length);
#endif
  return walk (self, node, key, length, FALSE);
}

guint64
luwte_lexicon_flags (const LuwteLexicon *self, guint32 node)
{
  guint32 set;

  if (node == 0 || node == LUWTE_LEX_NOWHERE || (self->words[node] & 1u) == 0)
    return 0;
  set = self->words[node + 1];
  return set < self->n_sets ? self->sets[2 * set] | (guint64) self->sets[2 * set + 1] << 32 : 0;
}

#define COMMON_ROOM 8192 /* a power of two, and twice the words at least */

struct LuwteLexiconCommon
{
  LuwteLexiconEntry entry; /* its node is 0 where there is nothing */
  guint64 key[2];          /* zeros behind the word */
};

/* The first 16 bytes of a key, zeros behind its end. */
static inline void
load_key (const char *key, gsize length, guint64 *two)
{
  memcpy (two, key, LUWTE_LEX_KEY_ROOM);
  if (length < 8)
    {
      two[0] &= (G_GUINT64_CONSTANT (1) << 8 * length) - 1;
      two[1] = 0;
    }
  else if (length < 16)
    two[1] &= (G_GUINT64_CONSTANT (1) << 8 * (length - 8)) - 1;
}

static inline guint32
common_place (guint32 hash)
{
  return (hash ^ hash >> 15) & (COMMON_ROOM - 1);
}

/* Phrases are many, and most of them begin with words that stand in every sentence ("de", "in",
 * "van"). So the pairs of a common word and the second word of a phrase have a bit each in a filter;
 * where it is set, or the first word is not common, the walk gives the answer. */
#define PAIR_BITS 17

static inline guint32
pair_place (guint32 pair, guint32 hash)
{
  return (guint32) ((hash ^ pair) * 2654435769u) >> (32 - PAIR_BITS);
}

static void
fill_pairs (LuwteLexicon *self, guint32 pair, guint32 node, guint32 hash, gboolean digits)
{
  guint32 here = self->words[node];
  const guint32 *next = self->words + node + 1;

  if (!digits && (here & (1u << LUWTE_LEX_END | 1u << LUWTE_LEX_SPACE)) != 0)
    {
      guint32 place = pair_place (pair, hash);

      self->pairs[place / 64] |= G_GUINT64_CONSTANT (1) << place % 64;
    }
  for (; here != 0; here &= here - 1, next++)
    {
      guint symbol = (guint) __builtin_ctz (here);

      if (symbol >= LUWTE_LEX_LETTER)
        fill_pairs (self, pair, *next,
                    luwte_hash_step (hash,
                                     (guint8) ((digits ? '0' : 'a') + symbol - LUWTE_LEX_LETTER)),
                    FALSE);
      else if (symbol == LUWTE_LEX_APOSTROPHE)
        fill_pairs (self, pair, *next, luwte_hash_step (hash, '\''), FALSE);
      else if (symbol == LUWTE_LEX_DIGIT)
        fill_pairs (self, pair, *next, hash, TRUE);
    }
}

static LuwteLexiconEntry
entry_at (const LuwteLexicon *self, guint32 node)
{
  return (LuwteLexiconEntry) { luwte_lexicon_flags (self, node), node,
                               luwte_lexicon_goes_on (self, node) ? LUWTE_LEX_ANY_PAIR
                                                                  : LUWTE_LEX_NO_PAIR };
}

static void
fill_common (LuwteLexicon *self, const char *words, gsize length)
{
  const char *end = words + length;

  self->common = g_new0 (struct LuwteLexiconCommon, COMMON_ROOM);
  self->pairs = g_new0 (guint64, (1u << PAIR_BITS) / 64);
  for (guint n = 0; words < end && n < COMMON_ROOM / 2; n++)
    {
      const char *space = memchr (words, ' ', (gsize) (end - words));
      gsize own = space != NULL ? (gsize) (space - words) : 0;
      guint32 place = common_place (luwte_hash_of (words, own));
      guint32 node = luwte_lexicon_walk (self, 0, words, own);
      struct LuwteLexiconCommon *common;

      if (own == 0 || node == LUWTE_LEX_NOWHERE)
        return;
      words = space + 1;
      if (own > sizeof common->key)
        continue;
      while (self->common[place].entry.node != 0)
        place = (place + 1) & (COMMON_ROOM - 1);
      common = &self->common[place];
      common->entry = entry_at (self, node);
      memcpy (common->key, words - own - 1, own);
      if (common->entry.pair == LUWTE_LEX_NO_PAIR)
        continue;
      common->entry.pair = (node * 2246822519u) | 2;
      fill_pairs (self, common->entry.pair, follow (self, node, LUWTE_LEX_SPACE, FALSE),
                  LUWTE_HASH_START, FALSE);
    }
}

LuwteLexiconEntry
luwte_lexicon_word (const LuwteLexicon *self, const char *key, gsize length, guint32 hash)
{
  guint64 two[2];

  load_key (key, length, two);
  for (guint32 place = common_place (hash); self->common[place].entry.node != 0;
       place = (place + 1) & (COMMON_ROOM - 1))
    if (self->common[place].key[0] == two[0] && self->common[place].key[1] == two[1] &&
        length <= LUWTE_LEX_KEY_ROOM)
      return self->common[place].entry;
  return entry_at (self, luwte_lexicon_walk (self, 0, key, length));
}

guint32
luwte_lexicon_pair (const LuwteLexicon *self, guint32 node, guint32 pair, const char *key,
                    gsize length, guint32 hash)
{
  guint32 place = pair_place (pair, hash);

  if (pair == LUWTE_LEX_NO_PAIR ||
      (pair != LUWTE_LEX_ANY_PAIR && (self->pairs[place / 64] >> place % 64 & 1) == 0))
    return LUWTE_LEX_NOWHERE;
  return luwte_lexicon_next_word (self, node, key, length);
}

gboolean
luwte_lexicon_init (LuwteLexicon *self, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const guint32 *head = (const guint32 *) (data + sizeof magic);

  memset (self, 0, sizeof *self);
  if (G_BYTE_ORDER != G_LITTLE_ENDIAN || (gsize) data % 4 != 0 || size < 24 ||
      memcmp (data, magic, sizeof magic) != 0)
    return FALSE;
  self->n_words = head[0];
  self->n_sets = head[1];
  self->root = head[2];
  if (24 + (guint64) self->n_sets * 8 + (guint64) self->n_words * 4 + head[3] != size ||
      self->root == 0 || self->root >= self->n_words || self->n_sets == 0)
    return FALSE;
  self->sets = head + 4;
  self->words = self->sets + (gsize) self->n_sets * 2;
  for (guint a = 0; a < 26; a++)
    for (guint b = 0; b < 26; b++)
      {
        guint32 node = follow (self, self->root, LUWTE_LEX_LETTER + a, FALSE);

        self->second[a][b] = node != LUWTE_LEX_NOWHERE
                                 ? follow (self, node, LUWTE_LEX_LETTER + b, FALSE)
                                 : LUWTE_LEX_NOWHERE;
      }
#if HAS_FAST_COUNT
  self->fast_count = __builtin_cpu_supports ("popcnt") != 0;
#endif
  self->bytes = g_bytes_ref (bytes);
  fill_common (self, (const char *) (self->words + self->n_words), head[3]);
  return TRUE;
}

void
luwte_lexicon_clear (LuwteLexicon *self)
{
  g_clear_pointer (&self->common, g_free);
  g_clear_pointer (&self->pairs, g_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

guint64
luwte_lexicon_look_up (const LuwteLexicon *self, const char *key, gsize length)
{
  return luwte_lexicon_flags (self, luwte_lexicon_walk (self, 0, key, length));
}

guint32
luwte_lexicon_next_word (const LuwteLexicon *self, guint32 node, const char *key, gsize length)
{
  return luwte_lexicon_goes_on (self, node)
             ? luwte_lexicon_walk (self, follow (self, node, LUWTE_LEX_SPACE, FALSE), key, length)
             : LUWTE_LEX_NOWHERE;
}

static ALWAYS_INLINE guint64
behind (const LuwteLexicon *self, guint32 node, const char *key, gsize length, gboolean fast)
{
  for (; length > 0 && node != LUWTE_LEX_NOWHERE; key++, length--)
    node = step (self, node, *key, fast);
  return luwte_lexicon_flags (self, node);
}

/* One letter too few or another one here, by all letters that lead on. Of these most are told by one
 * look not to go on as the word does. */
static ALWAYS_INLINE guint64
near_by_letter (const LuwteLexicon *self, guint32 node, const char *rest, gsize left, gboolean fast)
{
  guint32 here = self->words[node];
  const guint32 *next = self->words + node + 1 + count_bits (here & ~LUWTE_LEX_LETTERS, fast);
  const guint32 *end = next + count_bits (here & LUWTE_LEX_LETTERS, fast);
  guint32 missing = left > 0 ? bit_of (rest[0]) : 1u << LUWTE_LEX_END;
  guint32 other = left > 1 ? bit_of (rest[1]) : left > 0 ? 1u << LUWTE_LEX_END : 0;
  guint64 flags = 0;

  for (; next < end; next++)
    {
      guint32 there = self->words[*next];

      if ((there & missing) != 0)
        flags |= behind (self, *next, rest, left, fast);
      if ((there & other) != 0)
        flags |= behind (self, *next, rest + 1, left - 1, fast);
    }
  return flags;
}

static ALWAYS_INLINE guint64
near (const LuwteLexicon *self, const char *key, gsize length, guint64 wanted, gboolean fast)
{
  guint64 flags = 0;
  guint32 node = self->root;

  for (gsize i = 0; i <= length && node != LUWTE_LEX_NOWHERE && (flags & wanted) == 0; i++)
    {
      const char *rest = key + i;
      gsize left = length - i;

      if (left > 0)
        flags |= behind (self, node, rest + 1, left - 1, fast);
      if (left > 1 && rest[0] != rest[1])
        {
          guint32 swapped = step (self, node, rest[1], fast);

          if (swapped != LUWTE_LEX_NOWHERE)
            swapped = step (self, swapped, rest[0], fast);
          if (swapped != LUWTE_LEX_NOWHERE)
            flags |= behind (self, swapped, rest + 2, left - 2, fast);
        }
      flags |= near_by_letter (self, node, rest, left, fast);
      node = left > 0 ? step (self, node, rest[0], fast) : LUWTE_LEX_NOWHERE;
    }
  return flags;
}

#if HAS_FAST_COUNT
FAST_COUNT static guint64
near_fast (const LuwteLexicon *self, const char *key, gsize length, guint64 wanted)
{
  return near (self, key, length, wanted, TRUE);
}
#endif

guint64
luwte_lexicon_near (const LuwteLexicon *self, const char *key, gsize length, guint64 wanted)
{
#if HAS_FAST_COUNT
  if (self->fast_count)
    return near_fast (self, key, length, wanted);
#endif
  return near (self, key, length, wanted, FALSE);
}
