/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A word that a dictionary can judge, and where it stands, counted in characters. */
typedef struct
{
  guint start;
  guint end;
  char *word;
} LuwteSpellWord;

/**
 * luwte_spell_words_find:
 * @text: of any length; only the beginning of a very long one is looked at
 *
 * What is no word is left out: what has a digit, an address, a command that begins with a slash, a
 * placeholder in braces, a single letter.
 *
 * Returns: (transfer full) (element-type LuwteSpellWord): in order, wiped when they go
 */
GPtrArray *luwte_spell_words_find (const char *text);

G_END_DECLS
