/* SPDX-License-Identifier: GPL-3.0-or-later */

/* FTS5 has a query language, and nobody who searches knows it. So all that is typed is quoted, word
 * by word: no operator, column name or stray quote can change the meaning or fail. */

#include "luwte-note-table.h"

#include <string.h>

/* More say nothing more, and a pasted page must not become a query. */
#define MAX_WORDS      16
#define MAX_WORD_CHARS 64

/* Something in it that the tokenizer keeps; of the rest an FTS5 phrase would be empty. */
static gboolean
has_token (const char *word)
{
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

static void
append_word (GString *expression, const char *word)
{
  guint n = 0;

  if (expression->len > 0)
    g_string_append_c (expression, ' ');
  g_string_append_c (expression, '"');
  for (const char *p = word; *p != '\0' && n < MAX_WORD_CHARS; p = g_utf8_next_char (p), n++)
    {
      if (*p == '"')
        g_string_append_c (expression, '"');
      g_string_append_unichar (expression, g_utf8_get_char (p));
    }
  g_string_append_c (expression, '"');
}

static gboolean
ends_in_space (const char *words)
{
  const gsize length = strlen (words);

  return length > 0 && words[length - 1] == ' ';
}

char *
luwte_note_search_expression (const char *words)
{
  g_autofree char *valid = g_utf8_make_valid (words, -1);
  GString *expression = g_string_new (NULL);
  guint n_words = 0;
  char *rest = valid;

  while (*rest != '\0' && n_words < MAX_WORDS)
    {
      char *word = rest;
      gboolean last;

      while (*rest != '\0' && !g_unichar_isspace (g_utf8_get_char (rest)))
        rest = g_utf8_next_char (rest);
      last = *rest == '\0';
      if (!last)
        {
          char *next = g_utf8_next_char (rest);

          *rest = '\0';
          rest = next;
        }
      if (has_token (word))
        {
          append_word (expression, word);
          n_words++;
        }
    }
  if (n_words == 0)
    {
      g_string_free (expression, TRUE);
      return NULL;
    }
  /* A word with a space after it is complete; the one being typed is a beginning. */
  if (!ends_in_space (words))
    g_string_append_c (expression, '*');
  return g_string_free (expression, FALSE);
}
