/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-spell-words.h"

#include <string.h>

#include "luwte-secret.h"

/* Nobody types so much into a message or a note, and what is pasted must not hold the window. */
#define MOST_CHARACTERS 20000
/* No word is as long, and a dictionary would be slow with it. */
#define LONGEST_WORD 60

static void
word_free (gpointer data)
{
  LuwteSpellWord *self = data;

  luwte_wipe (self->word, strlen (self->word));
  g_free (self->word);
  g_free (self);
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019;
}

static gboolean
is_joint (gunichar c)
{
  return is_apostrophe (c) || c == '-' || c == 0x2010;
}

static gboolean
is_letter (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* An address, a command or a placeholder: "voorbeeld.nl", "a@b", "/welkom", "{nickname}". */
static gboolean
is_no_prose (const char *run, gsize length, gboolean first)
{
  if (first && *run == '/')
    return TRUE;
  for (gsize i = 0; i < length; i++)
    if (run[i] == '@' || run[i] == '{' || run[i] == '_' || run[i] == '\\' ||
        (run[i] == '/' && i + 1 < length && run[i + 1] == '/') ||
        (run[i] == '.' && i > 0 && i + 1 < length && g_ascii_isalpha (run[i - 1]) &&
         g_ascii_isalpha (run[i + 1])))
      return TRUE;
  return FALSE;
}

static void
add (GPtrArray *words, const char *text, const char *end, guint start, guint length)
{
  gboolean digits = FALSE;
  LuwteSpellWord *word;

  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    digits = digits || !g_unichar_isgraph (g_utf8_get_char (at)) ||
             g_unichar_isdigit (g_utf8_get_char (at));
  if (digits || length < 2 || length > LONGEST_WORD)
    return;
  word = g_new0 (LuwteSpellWord, 1);
  word->start = start;
  word->end = start + length;
  word->word = g_strndup (text, end - text);
  g_ptr_array_add (words, word);
}

/* A run without white space: words in it, joined by apostrophes and hyphens inside them. */
static void
read_run (GPtrArray *words, const char *run, const char *end, guint offset)
{
  const char *at = run;

  while (at < end)
    {
      const char *begin = at;
      const char *last = at;
      guint n = 0;
      guint whole = 0;

      for (; at < end; at = g_utf8_next_char (at))
        {
          gunichar c = g_utf8_get_char (at);

          if (!is_letter (c) && !(is_joint (c) && n > 0))
            break;
          n++;
          if (!is_letter (c))
            continue;
          whole = n;
          last = g_utf8_next_char (at);
        }
      if (whole > 0)
        add (words, begin, last, offset, whole);
      offset += n;
      if (at < end && n == 0)
        {
          at = g_utf8_next_char (at);
          offset++;
        }
    }
}

GPtrArray *
luwte_spell_words_find (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (word_free);
  const char *at = text;
  guint offset = 0;

  while (*at != '\0' && offset < MOST_CHARACTERS)
    {
      const char *run = at;
      guint n = 0;

      if (g_unichar_isspace (g_utf8_get_char (at)))
        {
          at = g_utf8_next_char (at);
          offset++;
          continue;
        }
      for (; *at != '\0' && !g_unichar_isspace (g_utf8_get_char (at)); n++)
        at = g_utf8_next_char (at);
      if (!is_no_prose (run, at - run, run == text))
        read_run (words, run, at, offset);
      offset += n;
    }
  return words;
}
