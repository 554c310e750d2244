/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A text is folded and cut into words once; the detectors then run in a fixed order, and what one
 * has taken no later one takes. The order is from what can be read off the characters (addresses of
 * the net, numbers with check digits) to what needs the words around it (names). */

#include "luwte-reading-private.h"

#include <string.h>

#define MOST_KEY 63

const LuwteToken luwte_no_token = {
  .key = "", .gap = LUWTE_GAP_LINE, .node = LUWTE_LEX_NOWHERE, .phrase = LUWTE_LEX_NOWHERE
};

/* Texts are short and many: the memory of the last one serves the next, wiped. */
#define MOST_SPARE (64 * 1024)

typedef struct
{
  gsize size;
  guint8 *block;
} Spare;

static void
free_spare (gpointer data)
{
  Spare *spare = data;

  g_free (spare->block);
  g_free (spare);
}

static GPrivate spares = G_PRIVATE_INIT (free_spare);

static guint8 *
take_block (gsize *size)
{
  Spare *spare = g_private_get (&spares);

  if (spare != NULL && spare->size >= *size)
    {
      *size = spare->size;
      spare->size = 0;
      return g_steal_pointer (&spare->block);
    }
  return g_malloc (*size);
}

/* What was read is content, and is wiped. */
static void
give_block (guint8 *block, gsize size, gsize used)
{
  Spare *spare = g_private_get (&spares);

  explicit_bzero (block, used);
  if (spare == NULL && size <= MOST_SPARE)
    {
      spare = g_new0 (Spare, 1);
      g_private_set (&spares, spare);
    }
  if (spare == NULL || size > MOST_SPARE || size <= spare->size)
    {
      g_free (block);
      return;
    }
  g_free (spare->block);
  spare->block = block;
  spare->size = size;
}

/* Most of a text is letters and spaces, of which many are folded at once. Where a byte among them
 * needs a look of its own they are left to the tables. */
#define BLOCK 16

typedef guint8 Block __attribute__ ((vector_size (BLOCK)));

static inline gboolean
fold_block (const guint8 *text, guint8 *bytes, guint8 *upper)
{
  Block c;
  Block capital;
  Block other;
  guint64 halves[2];

  memcpy (&c, text, BLOCK);
  capital = (Block) (c - 'A' < 26) & 1;
  other = (Block) (c - ' ' >= 127 - ' ') | (Block) (c == '`');
  memcpy (upper, &capital, BLOCK);
  c += capital << 5;
  memcpy (bytes, &c, BLOCK);
  memcpy (halves, &other, BLOCK);
  return (halves[0] | halves[1]) == 0;
}

/* Folded text, capitals, what is taken, the keys of the words and, where there is room, the words
 * themselves lie in one block. */
static void
fold_text (LuwteReading *self, const char *text)
{
  gsize bytes = strlen (text);
  const LuwteFoldTable *table = luwte_fold_table ();
  const guint8 *p = (const guint8 *) text;
  const guint8 *end = p + bytes;
  guint n = 0;

  /* A multiple of eight, so that words lie well behind it. */
  self->room = (bytes + 16) & ~(gsize) 7;
  self->size = 5 * self->room + (bytes / 2 + 2) * sizeof (LuwteToken);
  if (self->size > MOST_SPARE)
    self->size = 5 * self->room;
  else
    self->size = MAX (self->size, MOST_SPARE / 4);
  self->bytes = take_block (&self->size);
  self->upper = self->bytes + self->room;
  self->taken = self->upper + self->room;
  self->keys = (char *) self->taken + self->room;
  while (p < end)
    {
      const guint8 *stop = p + MIN ((gsize) (end - p), BLOCK);

      if (stop - p == BLOCK && fold_block (p, self->bytes + n, self->upper + n))
        {
          p = stop;
          n += BLOCK;
        }
      for (; p < stop; n++)
        if (*p < 128)
          {
            self->bytes[n] = table->folded[*p];
            self->upper[n] = table->upper[*p++];
          }
        else
          {
            gboolean upper = FALSE;

            self->bytes[n] = luwte_fold_char (g_utf8_get_char ((const char *) p), &upper);
            self->upper[n] = (guint8) upper;
            p = (const guint8 *) g_utf8_next_char (p);
          }
    }
  memset (self->bytes + n, 0, 8);
  memset (self->taken, 0, n + 8);
  self->n_chars = n;
}

/* What stands between two words, the most separating of it. */
static LuwteGap
gap_between (const LuwteReading *self, guint from, guint to)
{
  LuwteGap gap = to - from == 1 && self->bytes[from] == '-' ? LUWTE_GAP_HYPHEN : LUWTE_GAP_NONE;
  gboolean space = FALSE;
  gboolean stop = FALSE;
  gboolean comma = FALSE;
  gboolean other = FALSE;

  if (gap == LUWTE_GAP_HYPHEN)
    return gap;
  for (guint i = from; i < to; i++)
    switch (self->bytes[i])
      {
      case '\n':
        return LUWTE_GAP_LINE;
      case ' ':
        space = TRUE;
        break;
      case '.':
      case '!':
      case '?':
      case ':':
      case ';':
      case LUWTE_FOLD_SYMBOL:
        stop = TRUE;
        break;
      case ',':
        comma = TRUE;
        break;
      case '\'':
      case LUWTE_FOLD_MARK:
        break;
      default:
        other = TRUE;
      }
  if (stop && (space || to - from > 1))
    return LUWTE_GAP_STOP;
  if (comma)
    return LUWTE_GAP_COMMA;
  if (other)
    return space || self->bytes[from] == '(' || self->bytes[from] == '"' ? LUWTE_GAP_OTHER
                                                                         : LUWTE_GAP_NONE;
  return space ? LUWTE_GAP_SPACE : LUWTE_GAP_NONE;
}

/* What the lexicon says of a word, and of the one before it with this one. */
static void
look_up (LuwteReading *self, LuwteToken *token)
{
  LuwteLexiconEntry entry = { 0, LUWTE_LEX_NOWHERE, LUWTE_LEX_NO_PAIR };
  LuwteToken *before = token - 1;

  if (token->length < MOST_KEY)
    entry = luwte_lexicon_word (self->lexicon, token->key, token->length, token->hash);
  token->node = entry.node;
  token->flags = entry.flags;
  token->pair = entry.pair;
  self->any_flags |= entry.flags;
  if (self->n_tokens > 0 && before->pair != LUWTE_LEX_NO_PAIR)
    before->phrase = luwte_lexicon_pair (self->lexicon, before->node, before->pair, token->key,
                                         token->length, token->hash);
}

/* Reads a word from its first letter: where it ends, its key, how it is written. */
static void
read_word (LuwteReading *self, const LuwteFoldTable *table, LuwteToken *token, char **key)
{
  const guint8 *bytes = self->bytes + token->start;
  const guint8 *upper = self->upper + token->start;
  guint n_upper = 0;
  guint n_letters = 0;
  guint n_digits = 0;
  guint length = 0;
  guint32 hash = LUWTE_HASH_START;
  guint at;
  char *own = *key;

  /* Most words are this and no more. */
  for (; length < MOST_KEY && table->kind[bytes[length]] == LUWTE_KIND_INSIDE; length++)
    {
      guint8 c = bytes[length];

      n_upper += upper[length];
      n_digits += c < 'a';
      hash = luwte_hash_step (hash, c);
      own[length] = (char) c;
    }
  n_letters = length - n_digits;
  for (at = length;; at++)
    {
      guint8 c = bytes[at];
      guint8 kind = table->kind[c];

      if (kind == LUWTE_KIND_MARK)
        continue;
      if (kind != LUWTE_KIND_INSIDE &&
          !(kind == LUWTE_KIND_APOSTROPHE && table->kind[bytes[at + 1]] == LUWTE_KIND_INSIDE))
        break;
      n_upper += upper[at];
      n_letters += c >= 'a';
      if (length < MOST_KEY)
        {
          n_digits += c >= '0' && c <= '9';
          hash = luwte_hash_step (hash, c);
          own[length++] = (char) c;
        }
    }
  own[length] = '\0';
  *key += length + 1;
  token->key = own;
  token->end = token->start + at;
  token->length = (guint8) length;
  token->digits = (guint8) n_digits;
  token->hash = hash;
  self->any_digits = self->any_digits || n_digits > 0;
  if (n_upper == 0)
    token->shape = LUWTE_SHAPE_LOWER;
  else if (n_upper == n_letters && n_letters > 1)
    token->shape = LUWTE_SHAPE_UPPER;
  else if (upper[0])
    token->shape = LUWTE_SHAPE_CAPITAL;
  else
    token->shape = LUWTE_SHAPE_MIXED;
  token->phrase = LUWTE_LEX_NOWHERE;
  look_up (self, token);
}

static void
cut_words (LuwteReading *self)
{
  const LuwteFoldTable *table = luwte_fold_table ();
  guint room = (guint) ((self->size - 5 * self->room) / sizeof (LuwteToken));
  guint last = 0;
  guint capitals = 0;
  char *key = self->keys;

  self->tokens_apart = room < self->n_chars / 2 + 1;
  if (self->tokens_apart)
    room = self->n_chars / 4 + 16;
  self->tokens = self->tokens_apart ? g_new (LuwteToken, room)
                                    : (LuwteToken *) (gpointer) (self->bytes + 5 * self->room);
  for (guint at = 0; at < self->n_chars;)
    {
      guint8 c = self->bytes[at];
      LuwteToken *token;

      if (table->kind[c] != LUWTE_KIND_INSIDE)
        {
          self->breaks[c >> 6] |= G_GUINT64_CONSTANT (1) << (c & 63);
          at++;
          continue;
        }
      if ((guint) self->n_tokens == room && self->tokens_apart)
        {
          room *= 2;
          self->tokens = g_renew (LuwteToken, self->tokens, room);
        }
      token = &self->tokens[self->n_tokens];
      token->start = at;
      token->near = 0;
      token->near_known = FALSE;
      token->taken = FALSE;
      token->gap = self->n_tokens == 0                          ? LUWTE_GAP_LINE
                   : at == last + 1 && self->bytes[last] == ' ' ? LUWTE_GAP_SPACE
                                                                : gap_between (self, last, at);
      self->any_tight |= token->gap != LUWTE_GAP_SPACE && at > 0 &&
                         (self->bytes[at - 1] == '.' || self->bytes[at - 1] == ':' ||
                          self->bytes[at - 1] == '/' || self->bytes[at - 1] == '@');
      read_word (self, table, token, &key);
      capitals += token->shape == LUWTE_SHAPE_UPPER;
      self->n_tokens++;
      at = last = token->end;
    }
  self->shouted = self->n_tokens > 4 && capitals * 3 > (guint) self->n_tokens * 2;
}

void
luwte_reading_init (LuwteReading *self, const LuwteLexicon *lexicon, const char *text)
{
  memset (self, 0, sizeof *self);
  self->lexicon = lexicon;
  self->finds = g_array_sized_new (FALSE, FALSE, sizeof (LuwteDeidentSpan), 6);
  fold_text (self, text);
  cut_words (self);
  luwte_reading_sort (self);
}

void
luwte_reading_clear (LuwteReading *self)
{
  gsize words = (gsize) self->n_tokens * sizeof *self->tokens;

  if (self->tokens_apart)
    {
      explicit_bzero (self->tokens, words);
      g_free (self->tokens);
    }
  if (self->bytes != NULL)
    give_block (self->bytes, self->size, 5 * self->room + (self->tokens_apart ? 0 : words));
  self->bytes = NULL;
  self->tokens = NULL;
  g_clear_pointer (&self->finds, g_array_unref);
}

/* Tells the words that reach between these whether they are taken. */
static void
mark_words (LuwteReading *self, guint start, guint end)
{
  int first = luwte_reading_token_at (self, start);

  for (int i = MAX (first - 1, 0); i < self->n_tokens && self->tokens[i].start < end; i++)
    self->tokens[i].taken = self->taken[self->tokens[i].start] != 0 ||
                            self->taken[self->tokens[i].end - 1] != 0;
}

void
luwte_reading_free (LuwteReading *self, guint start, guint end)
{
  memset (self->taken + start, 0, end - start);
  mark_words (self, start, end);
}

gboolean
luwte_reading_take (LuwteReading *self, guint start, guint end, LuwteDeidentCategory category,
                    LuwteDeidentCertainty certainty)
{
  const LuwteDeidentSpan span = { start, end, category, certainty, 0 };

  g_assert (start < end && end <= self->n_chars);
  for (guint i = start; i < end; i++)
    if (self->taken[i] != 0)
      return FALSE;
  /* What is doubtful stays free for a detector that is sure. */
  if (certainty != LUWTE_DEIDENT_DOUBTFUL)
    {
      memset (self->taken + start, (int) category + 1, end - start);
      mark_words (self, start, end);
    }
  g_array_append_val (self->finds, span);
  return TRUE;
}

gboolean
luwte_reading_take_tokens (LuwteReading *self, int first, int last, LuwteDeidentCategory category,
                           LuwteDeidentCertainty certainty)
{
  return luwte_reading_take (self, T (first)->start, T (last)->end, category, certainty);
}

LuwteDeidentCategory
luwte_reading_category_at (const LuwteReading *self, const LuwteToken *token)
{
  guint8 taken = token->end > token->start ? self->taken[token->start] : 0;

  return taken != 0 ? (LuwteDeidentCategory) (taken - 1) : LUWTE_DEIDENT_OTHER;
}

/* Dear, and asked about the same word by several rules: it is done once. */
gboolean
luwte_token_is_near (const LuwteReading *self, const LuwteToken *token, guint64 flags)
{
  LuwteToken *own;

  if (token == &luwte_no_token)
    return FALSE;
  own = &self->tokens[token - self->tokens];
  if ((own->near & flags) == 0 && !own->near_known)
    {
      own->near |= luwte_lexicon_near (self->lexicon, token->key, token->length, flags);
      own->near_known = (own->near & flags) == 0;
    }
  return (own->near & flags) != 0;
}

int
luwte_reading_token_at (const LuwteReading *self, guint at)
{
  int low = 0;
  int high = self->n_tokens;

  while (low < high)
    {
      int middle = (low + high) / 2;

      if (self->tokens[middle].start < at)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static int
unit_value (const char *key, gsize length)
{
  static const struct
  {
    const char *word;
    guint8 length;
  } units[] = { { "nul", 3 },     { "een", 3 },       { "twee", 4 },     { "drie", 4 },
                { "vier", 4 },    { "vijf", 4 },      { "zes", 3 },      { "zeven", 5 },
                { "acht", 4 },    { "negen", 5 },     { "tien", 4 },     { "elf", 3 },
                { "twaalf", 6 },  { "dertien", 7 },   { "veertien", 8 }, { "vijftien", 8 },
                { "zestien", 7 }, { "zeventien", 9 }, { "achttien", 8 }, { "negentien", 9 } };

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (units[i].length == length && memcmp (key, units[i].word, length) == 0)
      return (int) i;
  return -1;
}

static int
word_value (const LuwteToken *token)
{
  static const char *const tens[] = { "twintig", "dertig",   "veertig", "vijftig",
                                      "zestig",  "zeventig", "tachtig", "negentig" };
  const char *key = token->key;
  gsize length = token->length;

  if (luwte_token_is (token, "zero"))
    return 0;
  if (length < 6 || memcmp (key + length - 3, "tig", 3) != 0)
    return unit_value (key, length);
  for (gsize t = 0; t < G_N_ELEMENTS (tens); t++)
    {
      gsize of_ten = strlen (tens[t]);
      gsize head;
      int unit;

      if (length < of_ten || memcmp (key + length - of_ten, tens[t], of_ten) != 0)
        continue;
      head = length - of_ten;
      if (head == 0)
        return (int) (20 + 10 * t);
      if (head < 5 || memcmp (key + head - 2, "en", 2) != 0)
        return -1;
      unit = unit_value (key, head - 2);
      return unit >= 1 && unit <= 9 ? (int) (20 + 10 * t) + unit : -1;
    }
  return -1;
}

int
luwte_token_count (const LuwteToken *token)
{
  int value = 0;

  if (token->length == 0)
    return -1;
  if (!luwte_token_is_number (token))
    return token->digits == 0 && token->length >= 3 ? word_value (token) : -1;
  if (token->length > 6)
    return -1;
  for (guint i = 0; i < token->length; i++)
    value = value * 10 + (token->key[i] - '0');
  return value;
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const LuwteDeidentSpan *left = a;
  const LuwteDeidentSpan *right = b;

  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  /* The surer first, then the longer. */
  if (left->certainty != right->certainty)
    return left->certainty > right->certainty ? -1 : 1;
  return left->end > right->end ? -1 : left->end < right->end;
}

/* Doubtful ones that touch what is taken, or one another, go. */
static void
settle (LuwteReading *self)
{
  guint kept = 0;
  guint end = 0;

  if (self->finds->len > 1)
    g_array_sort (self->finds, compare_spans);
  for (guint i = 0; i < self->finds->len; i++)
    {
      LuwteDeidentSpan span = g_array_index (self->finds, LuwteDeidentSpan, i);
      gboolean free = span.start >= end;

      for (guint at = span.start; free && at < span.end; at++)
        if (span.certainty == LUWTE_DEIDENT_DOUBTFUL && self->taken[at] != 0)
          free = FALSE;
      if (!free)
        continue;
      end = span.end;
      g_array_index (self->finds, LuwteDeidentSpan, kept++) = span;
    }
  g_array_set_size (self->finds, kept);
}

void
luwte_reading_find (LuwteReading *self)
{
  luwte_find_net (self);
  luwte_find_codes (self);
  luwte_find_dates (self);
  luwte_find_numbers (self);
  luwte_find_addresses (self);
  luwte_find_fields (self);
  luwte_find_titled (self);
  luwte_find_organisations (self);
  luwte_find_places (self);
  luwte_find_names (self);
  luwte_find_ages (self);
  luwte_find_doubts (self);
  settle (self);
}
