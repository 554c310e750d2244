/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-strength.h"

#include <string.h>
#include <zxcvbn.h>

/* What a word picked from a list of some thousands is worth, and a character of no word. */
#define BITS_PER_WORD   12.9
#define BITS_PER_LETTER 2.5
#define BITS_PER_OTHER  4.5
#define BITS_PER_REPEAT 0.2

/* The third of "aaa", "123" or "cba" and what follows it: one step twice over. Two letters of a
 * word may well be neighbours. */
static gboolean
is_run (gint64 step, gint64 last_step)
{
  return step == last_step && ABS (step) <= 1;
}

/* Whether the same word stands earlier in the text. */
static gboolean
seen_before (const char *text, const char *word, gsize length)
{
  for (const char *p = text; p < word; p++)
    if (strncmp (p, word, length) == 0 && p + length <= word)
      return TRUE;
  return FALSE;
}

typedef struct
{
  const char *text;
  const char *word; /* where the word under way begins, or NULL */
  guint letters;
  double bits; /* of the word, if it were no word */
  double total;
  guint n_words;
} Estimate;

static void
end_word (Estimate *e, const char *end)
{
  if (e->word == NULL)
    return;
  if (e->letters >= 3 && e->bits > 2 * BITS_PER_LETTER)
    {
      gboolean again = seen_before (e->text, e->word, end - e->word);

      e->total += again ? 1 : MIN (BITS_PER_WORD, e->bits + BITS_PER_LETTER);
      e->n_words += again ? 0 : 1;
    }
  else
    e->total += e->bits;
  e->word = NULL;
  e->letters = 0;
  e->bits = 0;
}

LuwteStrength
luwte_strength_of (const char *passphrase, guint *n_words)
{
  Estimate e = { .text = passphrase };
  gint64 before = 0, last_step = G_MAXINT32;
  const char *p;
  double bits;

  for (p = passphrase; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gint64 step = (gint64) c - before;

      if (g_unichar_isalpha (c))
        {
          if (e.word == NULL)
            e.word = p;
          e.letters++;
          e.bits += is_run (step, last_step) ? BITS_PER_REPEAT : BITS_PER_LETTER;
        }
      else
        {
          end_word (&e, p);
          if (c != ' ')
            e.total += is_run (step, last_step) ? BITS_PER_REPEAT : BITS_PER_OTHER;
        }
      before = c;
      last_step = step;
    }
  end_word (&e, p);
  /* Two readers, and the lower one is believed: the library knows the passwords that people choose,
   * keyboard runs, dates and English words; ours knows that a word of any language is one choice. */
  bits = MIN (e.total, ZxcvbnMatch (passphrase, NULL, NULL));

  if (n_words != NULL)
    *n_words = e.n_words;
  if (*passphrase == '\0')
    return LUWTE_STRENGTH_NONE;
  if (bits < 40 || g_utf8_strlen (passphrase, -1) < LUWTE_PASSPHRASE_MIN)
    return LUWTE_STRENGTH_WEAK;
  if (bits < 55)
    return LUWTE_STRENGTH_FAIR;
  return bits < 68 ? LUWTE_STRENGTH_STRONG : LUWTE_STRENGTH_VERY_STRONG;
}
