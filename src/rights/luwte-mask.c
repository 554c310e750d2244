/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A nickname is found as whole words, whatever their case and accents and whatever stands between
 * them: "anna_15" in "Anna 15", "Anna-15" and "anna_15's"; an s at the end of the last word may be
 * the possessive. Of several that begin at a word the longest counts. The dossier's own nicknames
 * stay, also where somebody else bears one of them. What has no letter or digit, a sign for instance,
 * is found as it is written.
 *
 * A name of one letter is not looked for: it would take "u" from a whole text, and tells nobody. */

#include "luwte-mask-private.h"

#include "luwte-dossier-table.h"

#include <string.h>

typedef struct
{
  gsize start;
  gsize end;
  char *folded;
} Word;

struct _LuwteMask
{
  GHashTable *own;    /* words, folded, a space between */
  GHashTable *others; /* the same */
  GPtrArray *signs;   /* names without a letter or digit */
  guint longest;      /* most words of a name */
  char *mark;
  guint n;
};

static void
word_clear (gpointer data)
{
  g_free (((Word *) data)->folded);
}

static gboolean
is_in_word (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

static GArray *
words_of (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
  const char *p = text;

  g_array_set_clear_func (words, word_clear);
  while (*p != '\0')
    {
      const char *start = p;
      g_autofree char *piece = NULL;
      Word word;

      while (*p != '\0' && is_in_word (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      if (p == start)
        {
          p = g_utf8_next_char (p);
          continue;
        }
      piece = g_strndup (start, (gsize) (p - start));
      word = (Word) { (gsize) (start - text), (gsize) (p - text), luwte_nickname_fold (piece) };
      g_array_append_val (words, word);
    }
  return words;
}

static char *
join (GArray *words, guint first, guint n)
{
  g_autoptr (GString) key = g_string_new (NULL);

  for (guint i = first; i < first + n; i++)
    g_string_append_printf (key, "%s%s", i > first ? " " : "",
                            g_array_index (words, Word, i).folded);
  return g_string_free_and_steal (g_steal_pointer (&key));
}

static gboolean
is_sign (const char *name)
{
  for (const char *c = name; *c != '\0'; c++)
    if ((guchar) *c < 0x80)
      return FALSE;
  return *name != '\0';
}

static void
learn (LuwteMask *self, GHashTable *names, const char *const *list)
{
  for (guint i = 0; list[i] != NULL; i++)
    {
      g_autofree char *name = luwte_nickname_normalize (list[i]);
      g_autoptr (GArray) words = words_of (name);
      g_autofree char *key = join (words, 0, words->len);

      if (words->len == 0 && names == self->others && is_sign (name))
        g_ptr_array_add (self->signs, g_steal_pointer (&name));
      if (g_utf8_strlen (key, -1) < 2)
        continue;
      self->longest = MAX (self->longest, words->len);
      g_hash_table_add (names, g_steal_pointer (&key));
    }
}

LuwteMask *
luwte_mask_new (const char *const *own, const char *const *others, const char *mark)
{
  LuwteMask *self = g_new0 (LuwteMask, 1);

  self->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->signs = g_ptr_array_new_with_free_func (g_free);
  self->mark = g_strdup (mark);
  learn (self, self->own, own);
  learn (self, self->others, others);
  for (guint i = self->signs->len; i-- > 0;)
    for (guint j = 0; own[j] != NULL; j++)
      if (g_str_equal (own[j], g_ptr_array_index (self->signs, i)))
        {
          g_ptr_array_remove_index (self->signs, i);
          break;
        }
  return self;
}

void
luwte_mask_free (LuwteMask *self)
{
  g_hash_table_unref (self->own);
  g_hash_table_unref (self->others);
  g_ptr_array_unref (self->signs);
  g_free (self->mark);
  g_free (self);
}

/* One's own first: who is called as somebody else is keeps the name. */
static gboolean
is_name (LuwteMask *self, const char *key, gboolean *masked)
{
  if (g_hash_table_contains (self->own, key))
    *masked = FALSE;
  else if (g_hash_table_contains (self->others, key))
    *masked = TRUE;
  else
    return FALSE;
  return TRUE;
}

/* How many words from @first on are a name; 0: none is. */
static guint
name_at (LuwteMask *self, GArray *words, guint first, gboolean *masked)
{
  for (guint n = MIN (self->longest, words->len - first); n > 0; n--)
    {
      g_autofree char *key = join (words, first, n);
      const gsize length = strlen (key);

      if (is_name (self, key, masked))
        return n;
      if (length > 1 && key[length - 1] == 's')
        {
          key[length - 1] = '\0';
          if (is_name (self, key, masked))
            return n;
        }
    }
  return 0;
}

static char *
without_signs (LuwteMask *self, char *text)
{
  for (guint i = 0; i < self->signs->len; i++)
    {
      const char *sign = g_ptr_array_index (self->signs, i);
      g_auto (GStrv) pieces = NULL;

      if (strstr (text, sign) == NULL)
        continue;
      pieces = g_strsplit (text, sign, -1);
      self->n += g_strv_length (pieces) - 1;
      g_free (text);
      text = g_strjoinv (self->mark, pieces);
    }
  return text;
}

char *
luwte_mask_apply (LuwteMask *self, const char *text)
{
  g_autoptr (GArray) words = words_of (text);
  g_autoptr (GString) out = g_string_new (NULL);
  gsize told = 0;

  for (guint i = 0; i < words->len;)
    {
      gboolean masked = FALSE;
      const guint n = name_at (self, words, i, &masked);

      if (masked)
        {
          const Word *first = &g_array_index (words, Word, i);

          g_string_append_len (out, text + told, (gssize) (first->start - told));
          g_string_append (out, self->mark);
          told = g_array_index (words, Word, i + n - 1).end;
          self->n++;
        }
      i += MAX (n, 1);
    }
  g_string_append (out, text + told);
  return without_signs (self, g_string_free_and_steal (g_steal_pointer (&out)));
}

guint
luwte_mask_get_n (LuwteMask *self)
{
  return self->n;
}
