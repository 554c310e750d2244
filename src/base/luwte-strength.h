/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* At least this many characters, whatever they are. */
#define LUWTE_PASSPHRASE_MIN 12

/**
 * LuwteStrength: how hard a passphrase is to guess.
 * @LUWTE_STRENGTH_NONE: nothing typed
 * @LUWTE_STRENGTH_WEAK: not accepted
 * @LUWTE_STRENGTH_FAIR: four words or as much: accepted
 * @LUWTE_STRENGTH_STRONG: five words or as much
 * @LUWTE_STRENGTH_VERY_STRONG: six words or more
 */
typedef enum
{
  LUWTE_STRENGTH_NONE,
  LUWTE_STRENGTH_WEAK,
  LUWTE_STRENGTH_FAIR,
  LUWTE_STRENGTH_STRONG,
  LUWTE_STRENGTH_VERY_STRONG,
} LuwteStrength;

/**
 * luwte_strength_of:
 * @passphrase: UTF-8
 * @n_words: (out) (optional): how many different words of three letters or more it has
 *
 * A cautious estimate, the lower of two: zxcvbn's, which knows common passwords, names, keyboard
 * runs and dates; and one of ours, in which different words count as picked from a list, other
 * characters by their kind, repeats and runs ("aaaa", "1234") for almost nothing. Takes well under
 * a millisecond for what people type. Nothing is kept; while it runs zxcvbn holds one reversed copy
 * of the text on the heap, which it frees without wiping.
 */
LuwteStrength luwte_strength_of (const char *passphrase, guint *n_words);

G_END_DECLS
