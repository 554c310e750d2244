/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A text is folded and cut into words once; the detectors then run in a fixed order, and what one
 * has taken no later one takes. The order is from what can be read off the characters (addresses of
 * the net, numbers with check digits) to what needs the words around it (names). */

#include "luwte-reading-private.h"

#include <string.h>

#define MOST_KEY 63

static gboolean
is_letter (guint8 c)
{
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == LUWTE_FOLD_LETTER;
}

static void
fold_text (LuwteReading *self, const char *text)
{
  gsize bytes = strlen (text);
  guint n = 0;

  self->bytes = g_malloc (bytes + 8);
  self->upper = g_malloc0 (bytes + 8);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gboolean upper = FALSE;
      gunichar c = (guint8) *p < 128 ? (gunichar) *p : g_utf8_get_char (p);

      self->bytes[n] = luwte_fold_char (c, &upper);
      self->upper[n++] = (guint8) upper;
    }
  memset (self->bytes + n, 0, 8);
  self->n_chars = n;
  self->taken = g_malloc0 (n + 8);
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

static guint
word_end (const LuwteReading *self, guint at)
{
  for (; at < self->n_chars; at++)
    {
      guint8 c = self->bytes[at];

      if (is_letter (c) || c == LUWTE_FOLD_MARK)
        continue;
      if (c == '\'' && is_letter (self->bytes[at + 1]))
        continue;
      break;
    }
  /* An invisible sign behind a word is not part of it, an accent is. */
  return at;
}

static void
read_word (LuwteReading *self, LuwteToken *token, char **key)
{
  guint n_upper = 0;
  guint n_letters = 0;

  token->key = *key;
  for (guint i = token->start; i < token->end; i++)
    {
      guint8 c = self->bytes[i];

      if (c == LUWTE_FOLD_MARK)
        continue;
      n_upper += self->upper[i];
      n_letters += c >= 'a';
      if (token->length < MOST_KEY)
        {
          token->digits += c >= '0' && c <= '9';
          *(*key)++ = (char) c;
          token->length++;
        }
    }
  *(*key)++ = '\0';
  if (n_upper == 0)
    token->shape = LUWTE_SHAPE_LOWER;
  else if (n_upper == n_letters && n_letters > 1)
    token->shape = LUWTE_SHAPE_UPPER;
  else if (self->upper[token->start])
    token->shape = LUWTE_SHAPE_CAPITAL;
  else
    token->shape = LUWTE_SHAPE_MIXED;
  token->node = token->length < MOST_KEY
                    ? luwte_lexicon_walk (self->lexicon, 0, token->key, token->length)
                    : LUWTE_LEX_NOWHERE;
  token->flags = luwte_lexicon_flags (self->lexicon, token->node);
}

static void
cut_words (LuwteReading *self)
{
  guint room = self->n_chars / 4 + 16;
  guint last = 0;
  guint capitals = 0;
  char *key = self->keys = g_malloc (2 * (gsize) self->n_chars + 8);

  self->tokens = g_new (LuwteToken, room);
  for (guint at = 0; at < self->n_chars;)
    {
      LuwteToken *token;

      if (!is_letter (self->bytes[at]))
        {
          at++;
          continue;
        }
      if ((guint) self->n_tokens == room)
        {
          room *= 2;
          self->tokens = g_renew (LuwteToken, self->tokens, room);
        }
      token = &self->tokens[self->n_tokens];
      memset (token, 0, sizeof *token);
      token->start = at;
      token->end = word_end (self, at);
      token->gap = self->n_tokens == 0 ? LUWTE_GAP_LINE : gap_between (self, last, at);
      read_word (self, token, &key);
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
  self->finds = g_array_new (FALSE, FALSE, sizeof (LuwteDeidentSpan));
  fold_text (self, text);
  cut_words (self);
}

/* What was read is content, and is wiped. */
void
luwte_reading_clear (LuwteReading *self)
{
  if (self->bytes != NULL)
    explicit_bzero (self->bytes, self->n_chars);
  if (self->keys != NULL)
    explicit_bzero (self->keys, 2 * (gsize) self->n_chars + 8);
  g_clear_pointer (&self->bytes, g_free);
  g_clear_pointer (&self->upper, g_free);
  g_clear_pointer (&self->taken, g_free);
  g_clear_pointer (&self->tokens, g_free);
  g_clear_pointer (&self->keys, g_free);
  g_clear_pointer (&self->finds, g_array_unref);
}

const LuwteToken *
luwte_reading_token (const LuwteReading *self, int index)
{
  static const LuwteToken none = { .key = "", .gap = LUWTE_GAP_LINE, .node = LUWTE_LEX_NOWHERE };

  return index >= 0 && index < self->n_tokens ? &self->tokens[index] : &none;
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
    memset (self->taken + start, (int) category + 1, end - start);
  g_array_append_val (self->finds, span);
  return TRUE;
}

gboolean
luwte_reading_take_tokens (LuwteReading *self, int first, int last, LuwteDeidentCategory category,
                           LuwteDeidentCertainty certainty)
{
  return luwte_reading_take (self, T (first)->start, T (last)->end, category, certainty);
}

gboolean
luwte_reading_is_taken (const LuwteReading *self, const LuwteToken *token)
{
  return token->end > token->start &&
         (self->taken[token->start] != 0 || self->taken[token->end - 1] != 0);
}

LuwteDeidentCategory
luwte_reading_category_at (const LuwteReading *self, const LuwteToken *token)
{
  guint8 taken = token->end > token->start ? self->taken[token->start] : 0;

  return taken != 0 ? (LuwteDeidentCategory) (taken - 1) : LUWTE_DEIDENT_OTHER;
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

gboolean
luwte_token_is (const LuwteToken *token, const char *word)
{
  return strcmp (token->key, word) == 0;
}

gboolean
luwte_token_in (const LuwteToken *token, const char *words)
{
  gsize length = token->length;

  if (length == 0)
    return FALSE;
  for (const char *p = words; (p = strstr (p, token->key)) != NULL; p++)
    if (p > words && p[-1] == ' ' && p[length] == ' ')
      return TRUE;
  return FALSE;
}

gboolean
luwte_token_starts (const LuwteToken *token)
{
  return token->gap == LUWTE_GAP_STOP || token->gap == LUWTE_GAP_LINE;
}

gboolean
luwte_token_is_capital (const LuwteToken *token)
{
  return token->shape == LUWTE_SHAPE_CAPITAL || token->shape == LUWTE_SHAPE_UPPER;
}

gboolean
luwte_token_is_number (const LuwteToken *token)
{
  return token->length > 0 && token->digits == token->length;
}

static int
word_value (const char *key, gsize length)
{
  static const char *const units[] = {
    "nul",      "een",      "twee",    "drie",      "vier",     "vijf",      "zes",
    "zeven",    "acht",     "negen",   "tien",      "elf",      "twaalf",    "dertien",
    "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
  };
  static const char *const tens[] = { "twintig", "dertig",   "veertig", "vijftig",
                                      "zestig",  "zeventig", "tachtig", "negentig" };

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (strlen (units[i]) == length && memcmp (key, units[i], length) == 0)
      return (int) i;
  for (gsize t = 0; t < G_N_ELEMENTS (tens); t++)
    {
      gsize of_ten = strlen (tens[t]);
      gsize head;

      if (length < of_ten || memcmp (key + length - of_ten, tens[t], of_ten) != 0)
        continue;
      head = length - of_ten;
      if (head == 0)
        return (int) (20 + 10 * t);
      if (head < 5 || memcmp (key + head - 2, "en", 2) != 0)
        return -1;
      for (int u = 1; u < 10; u++)
        if (strlen (units[u]) == head - 2 && memcmp (key, units[u], head - 2) == 0)
          return (int) (20 + 10 * t) + u;
      return -1;
    }
  return -1;
}

int
luwte_token_value (const LuwteToken *token)
{
  int value = 0;

  if (token->length == 0)
    return -1;
  if (!luwte_token_is_number (token))
    return token->digits == 0 && token->length >= 3 ? word_value (token->key, token->length) : -1;
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
  luwte_find_titled (self);
  luwte_find_organisations (self);
  luwte_find_places (self);
  luwte_find_names (self);
  luwte_find_ages (self);
  settle (self);
}
