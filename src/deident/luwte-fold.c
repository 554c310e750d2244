/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Folding: one byte for each code point, lower case, without accents, quotes and dashes of one
 * kind. build-aux/dev/lexicons.py folds the word lists in the same way. */

#include "luwte-reading-private.h"

#include <string.h>

static const struct
{
  gunichar c;
  char folded;
} letters[] = {
  { 0x00c6, 'a' }, { 0x00d0, 'd' }, { 0x00d8, 'o' }, { 0x00de, 't' }, { 0x00df, 's' },
  { 0x00e6, 'a' }, { 0x00f0, 'd' }, { 0x00f8, 'o' }, { 0x00fe, 't' }, { 0x0110, 'd' },
  { 0x0111, 'd' }, { 0x0126, 'h' }, { 0x0127, 'h' }, { 0x0131, 'i' }, { 0x0132, 'y' },
  { 0x0133, 'y' }, { 0x0141, 'l' }, { 0x0142, 'l' }, { 0x014a, 'n' }, { 0x014b, 'n' },
  { 0x0152, 'o' }, { 0x0153, 'o' }, { 0x018f, 'e' }, { 0x0259, 'e' }, { 0x1e9e, 's' },
};

#define TABLE 0x250
static guint8 table[TABLE];
static guint8 table_upper[TABLE];
static LuwteFoldTable ascii;

/* By the character tables of GLib: slow, and asked once for each. */
static guint8
fold_slowly (gunichar c, gboolean *upper)
{
  gunichar parts[8];

  *upper = g_unichar_isupper (c);
  for (gsize i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].c == c)
      return (guint8) letters[i].folded;
  if (g_unichar_fully_decompose (c, FALSE, parts, G_N_ELEMENTS (parts)) > 0 && parts[0] < 128 &&
      parts[0] != c && g_ascii_isalpha ((char) parts[0]))
    return (guint8) g_ascii_tolower ((char) parts[0]);
  if (g_unichar_isalpha (c))
    return LUWTE_FOLD_LETTER;
  if (g_unichar_digit_value (c) >= 0)
    return (guint8) ('0' + g_unichar_digit_value (c));
  return LUWTE_FOLD_SYMBOL;
}

static guint8
fold_other (gunichar c, gboolean *upper)
{
  *upper = FALSE;
  if (g_unichar_ismark (c) || c == 0xad || (c >= 0x200b && c <= 0x200f) || c == 0x2060 ||
      (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff ||
      (c >= 0xfe00 && c <= 0xfe0f))
    return LUWTE_FOLD_MARK;
  if (c == 0x2018 || c == 0x2019 || c == 0x201b || c == 0xb4 || c == 0x2bc || c == 0x2032)
    return '\'';
  if (c == 0x201c || c == 0x201d || c == 0x201e || c == 0xab || c == 0xbb)
    return '"';
  if (c == 0x2010 || c == 0x2011 || c == 0x2012 || c == 0x2013 || c == 0x2014 || c == 0x2212)
    return '-';
  if (c == 0x2026)
    return '.';
  if (c == 0x2028 || c == 0x2029 || c == 0x85)
    return '\n';
  if (g_unichar_isspace (c))
    return ' ';
  /* Full width. */
  if (c >= 0xff01 && c <= 0xff5e)
    {
      *upper = c >= 0xff21 && c <= 0xff3a;
      return (guint8) g_ascii_tolower ((char) (c - 0xff01 + 0x21));
    }
  return fold_slowly (c, upper);
}

static void
fill_table (void)
{
  static gsize filled = 0;

  if (!g_once_init_enter (&filled))
    return;
  for (gunichar c = 0; c < TABLE; c++)
    {
      gboolean upper = FALSE;

      if (c < 128)
        {
          table[c] = c < 32 && c != '\n' ? ' ' : (guint8) g_ascii_tolower ((char) c);
          upper = g_ascii_isupper ((char) c);
          if (c == 127)
            table[c] = ' ';
          if (c == '`')
            table[c] = '\'';
          if (c == '\r')
            table[c] = LUWTE_FOLD_MARK;
        }
      else
        table[c] = fold_other (c, &upper);
      table_upper[c] = upper;
    }
  memcpy (ascii.folded, table, sizeof ascii.folded);
  memcpy (ascii.upper, table_upper, sizeof ascii.upper);
  for (guint c = 0; c < 128; c++)
    ascii.kind[c] = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == LUWTE_FOLD_LETTER
                        ? LUWTE_KIND_INSIDE
                    : c == LUWTE_FOLD_MARK ? LUWTE_KIND_MARK
                    : c == '\''            ? LUWTE_KIND_APOSTROPHE
                                           : LUWTE_KIND_BREAK;
  g_once_init_leave (&filled, 1);
}

const LuwteFoldTable *
luwte_fold_table (void)
{
  fill_table ();
  return &ascii;
}

guint8
luwte_fold_char (gunichar c, gboolean *upper)
{
  fill_table ();
  if (c < TABLE)
    {
      *upper = table_upper[c];
      return table[c];
    }
  return fold_other (c, upper);
}

char *
luwte_fold_string (const char *text)
{
  GString *key = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gboolean upper;
      char c = (char) luwte_fold_char (g_utf8_get_char (p), &upper);

      if (c == LUWTE_FOLD_MARK)
        continue;
      if (!g_ascii_isalnum (c) && c != '\'' && c != LUWTE_FOLD_LETTER)
        c = ' ';
      if (c != ' ' || (key->len > 0 && key->str[key->len - 1] != ' '))
        g_string_append_c (key, c);
    }
  while (key->len > 0 && key->str[key->len - 1] == ' ')
    g_string_truncate (key, key->len - 1);
  return g_string_free (key, key->len == 0);
}
