/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-deident-types.h"
#include "luwte-lexicon-private.h"
#include "luwte-words-private.h"

G_BEGIN_DECLS

/* One text while it is read: beside each code point one folded byte, so that an offset in the one
 * is an offset in the other; and the words of it. */

/* Folded bytes that are no ASCII character. */
#define LUWTE_FOLD_MARK   1   /* belongs to the letter before it, or is invisible */
#define LUWTE_FOLD_SYMBOL 2   /* emoji, signs */
#define LUWTE_FOLD_LETTER 127 /* a letter of another script */

/* What a folded byte does to a word. */
typedef enum
{
  LUWTE_KIND_BREAK,  /* not in a word */
  LUWTE_KIND_INSIDE, /* letters and digits */
  LUWTE_KIND_MARK,
  LUWTE_KIND_APOSTROPHE, /* in a word where a letter follows */
} LuwteKind;

typedef struct
{
  guint8 folded[128]; /* ASCII */
  guint8 upper[128];
  guint8 kind[128]; /* of a folded byte */
} LuwteFoldTable;

const LuwteFoldTable *luwte_fold_table (void);
guint8 luwte_fold_char (gunichar c, gboolean *upper);
/* The key of a word or phrase as the lexicon has it; NULL where nothing is left. */
char *luwte_fold_string (const char *text);

typedef enum
{
  LUWTE_SHAPE_LOWER,
  LUWTE_SHAPE_CAPITAL,
  LUWTE_SHAPE_UPPER,
  LUWTE_SHAPE_MIXED,
} LuwteShape;

/* What stands between a word and the one before it. */
typedef enum
{
  LUWTE_GAP_SPACE,
  LUWTE_GAP_HYPHEN,
  LUWTE_GAP_NONE, /* a dot, an underscore or the like, without a space */
  LUWTE_GAP_COMMA,
  LUWTE_GAP_OTHER,
  LUWTE_GAP_STOP, /* a new sentence */
  LUWTE_GAP_LINE,
} LuwteGap;

/* The detectors that a word concerns. It may name one too many, never one too few: in most texts there
 * is no such word for most of them, and they do not begin. See luwte-wants.c. */
typedef enum
{
  LUWTE_WANTS_NET = 1 << 0,
  LUWTE_WANTS_HANDLE = 1 << 1,
  LUWTE_WANTS_PHONE = 1 << 2,
  LUWTE_WANTS_TITLED = 1 << 3,
  LUWTE_WANTS_ORGANISATION = 1 << 4,
  LUWTE_WANTS_AGE = 1 << 5,
  LUWTE_WANTS_DOUBT = 1 << 6,
  LUWTE_WANTS_PLACE = 1 << 7,
} LuwteWants;

typedef struct
{
  guint start;
  guint end;
  const char *key;
  guint8 length; /* of the key, at most 63: longer ones are cut, and are no words */
  guint8 shape;
  guint8 gap;
  guint8 digits; /* how many of the key are digits */
  guint32 node;  /* where the lexicon stands behind it */
  guint32 hash;  /* of the key */
  guint64 flags;
  guint64 near; /* see luwte_token_is_near() */
  guint8 near_known;
  guint8 taken;   /* whether its first or last letter is */
  guint16 wants;  /* LuwteWants: detectors that have nothing to do with other words */
  guint32 pair;   /* see LuwteLexiconEntry */
  guint32 phrase; /* where the lexicon stands behind it and the next word */
} LuwteToken;

typedef struct
{
  const LuwteLexicon *lexicon;
  guint8 *bytes; /* owned; the next three lie in the same block */
  guint8 *upper;
  guint8 *taken; /* 1 + category */
  char *keys;
  gsize room; /* of each, keys twice */
  gsize size; /* of the block */
  guint n_chars;
  LuwteToken *tokens; /* in the block, or owned */
  gboolean tokens_apart;
  int n_tokens;
  guint64 any_flags; /* of all words, as are */
  guint16 any_wants;
  guint64 breaks[2]; /* a bit for each character that stands between words */
  gboolean any_digits;
  gboolean any_tight; /* a dot, a colon or the like with a letter right behind it */
  GArray *finds;      /* LuwteDeidentSpan */
  gboolean shouted;
} LuwteReading;

void luwte_reading_init (LuwteReading *self, const LuwteLexicon *lexicon, const char *text);
void luwte_reading_clear (LuwteReading *self);

extern const LuwteToken luwte_no_token;

static inline const LuwteToken *
luwte_reading_token (const LuwteReading *self, int index)
{
  return (guint) index < (guint) self->n_tokens ? &self->tokens[index] : &luwte_no_token;
}
#define T(i) luwte_reading_token (self, (i))

/* Tells every word, and the text, which detectors it concerns. */
void luwte_reading_sort (LuwteReading *self);

/* Whether this ASCII character, none of those in words, stands anywhere. */
static inline gboolean
luwte_reading_has (const LuwteReading *self, guint8 c)
{
  return (self->breaks[c >> 6] >> (c & 63) & 1) != 0;
}

/* FALSE when part of it is taken already. */
gboolean luwte_reading_take (LuwteReading *self, guint start, guint end,
                             LuwteDeidentCategory category, LuwteDeidentCertainty certainty);
gboolean luwte_reading_take_tokens (LuwteReading *self, int first, int last,
                                    LuwteDeidentCategory category, LuwteDeidentCertainty certainty);
/* What was taken between these is free again. */
void luwte_reading_free (LuwteReading *self, guint start, guint end);
static inline gboolean
luwte_reading_is_taken (const LuwteReading *self, const LuwteToken *token)
{
  return token->taken;
}

LuwteDeidentCategory luwte_reading_category_at (const LuwteReading *self, const LuwteToken *token);
/* Whether a word with one of these flags is one letter away. */
gboolean luwte_token_is_near (const LuwteReading *self, const LuwteToken *token, guint64 flags);
/* Where a phrase leads that began at the word first and stands at node behind the word at, with the
 * word after it. */
static inline guint32
luwte_reading_phrase (const LuwteReading *self, int first, int at, guint32 node)
{
  const LuwteToken *next = T (at + 1);

  return at == first ? T (first)->phrase
                     : luwte_lexicon_next_word (self->lexicon, node, next->key, next->length);
}
/* Whether a longer phrase of the lexicon begins with this word and the next. */
static inline gboolean
luwte_token_goes_on (const LuwteToken *token)
{
  return token->phrase != LUWTE_LEX_NOWHERE;
}
/* First token that begins at or after a code point. */
int luwte_reading_token_at (const LuwteReading *self, guint at);

static inline gboolean
luwte_token_has (const LuwteToken *token, guint64 flags)
{
  return (token->flags & flags) != 0;
}

static inline gboolean
luwte_token_is (const LuwteToken *token, const char *word)
{
  gsize length = strlen (word);

  return token->length == length && memcmp (token->key, word, length) == 0;
}

static inline gboolean
luwte_token_among (const LuwteToken *token, LuwteWords *words)
{
  return luwte_words_have (words, token->key, token->length, token->hash);
}
/* words: a literal, separated and surrounded by spaces. */
#define luwte_token_in(token, words) luwte_token_among ((token), LUWTE_WORDS (words))

/* Whether it begins a sentence or line. */
static inline gboolean
luwte_token_starts (const LuwteToken *token)
{
  return token->gap == LUWTE_GAP_STOP || token->gap == LUWTE_GAP_LINE;
}

static inline gboolean
luwte_token_is_capital (const LuwteToken *token)
{
  return token->shape == LUWTE_SHAPE_CAPITAL || token->shape == LUWTE_SHAPE_UPPER;
}

/* In no list but of what may be a name. */
static inline gboolean
luwte_token_is_unlisted (const LuwteToken *token)
{
  return (token->flags & ~(LUWTE_LEX (PROPER) | LUWTE_LEX (PLACE_WEAK) | LUWTE_LEX (STREET) |
                           LUWTE_LEX (LAST))) == 0;
}

/* Digits only. */
static inline gboolean
luwte_token_is_number (const LuwteToken *token)
{
  return token->length > 0 && token->digits == token->length;
}

/* Of what is digits or looks like a number word. */
int luwte_token_count (const LuwteToken *token);
/* The value of digits or of a number word up to 99, or -1. */
static inline int
luwte_token_value (const LuwteToken *token)
{
  /* Most words are none. */
  if (token->digits == 0 &&
      !(token->length >= 6 && memcmp (token->key + token->length - 3, "tig", 3) == 0) &&
      !luwte_token_in (token, " nul zero een twee drie vier vijf zes zeven acht negen tien elf "
                              "twaalf dertien veertien vijftien zestien zeventien achttien "
                              "negentien "))
    return -1;
  return luwte_token_count (token);
}

#define LUWTE_PLACES (LUWTE_LEX (PLACE) | LUWTE_LEX (PLACE_AMBIGUOUS) | LUWTE_LEX (PLACE_WEAK))
/* Words that concern a detector whatever the lexicon says of them. */
#define LUWTE_NET_WORDS   " at apenstaartje apenstaart aapje apestaart arroba punt "
#define LUWTE_PHONE_WORDS " 0 06 plus "
#define LUWTE_HANDLE_CUES                                                                      \
  " gebruikersnaam username user account chatnaam schuilnaam nickname nick snapcode gamertag " \
  "gamenaam inlognaam psn accountnaam usernaam hater "
#define LUWTE_ORGANISATION_WORDS " 's s ipse de bol gemeente "

/* The detectors, in the order in which they run. */
void luwte_find_net (LuwteReading *self);
void luwte_find_handles (LuwteReading *self);
void luwte_find_numbers (LuwteReading *self);
void luwte_find_codes (LuwteReading *self);
void luwte_find_dates (LuwteReading *self);
void luwte_find_addresses (LuwteReading *self);
void luwte_find_fields (LuwteReading *self);
void luwte_find_titled (LuwteReading *self);
void luwte_find_organisations (LuwteReading *self);
void luwte_find_places (LuwteReading *self);
void luwte_find_names (LuwteReading *self);
void luwte_find_ages (LuwteReading *self);
void luwte_find_doubts (LuwteReading *self);

void luwte_reading_find (LuwteReading *self);

G_END_DECLS
