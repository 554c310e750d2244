/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-deident-types.h"

G_BEGIN_DECLS

/**
 * LuwteDeidentError:
 * @LUWTE_DEIDENT_ERROR_LEXICON: the word lists that belong to the program cannot be read
 * @LUWTE_DEIDENT_ERROR_OPEN_QUESTION: a question is open, so nothing may be sealed; the message
 *   says how many
 */
typedef enum
{
  LUWTE_DEIDENT_ERROR_LEXICON,
  LUWTE_DEIDENT_ERROR_OPEN_QUESTION,
} LuwteDeidentError;
#define LUWTE_DEIDENT_ERROR (luwte_deident_error_quark ())
GQuark luwte_deident_error_quark (void);

#define LUWTE_TYPE_DEIDENT (luwte_deident_get_type ())
G_DECLARE_FINAL_TYPE (LuwteDeident, luwte_deident, LUWTE, DEIDENT, GObject)

/* Finds what tells who somebody is in Dutch text. It holds the word lists, is immutable and may be
 * used from any thread. It reads one text by itself; a case (luwte-deident-case.h) holds what
 * several texts say about the same people, and is what the rest of the program uses. */

/* Longer texts are read in part by nobody: they are refused by the callers. */
#define LUWTE_DEIDENT_MAX_BYTES (4 * 1024 * 1024)

LuwteDeident *luwte_deident_new (GError **error);
/* For tests: word lists of one's own. */
LuwteDeident *luwte_deident_new_from_bytes (GBytes *lexicon, GError **error);

/**
 * luwte_deident_find:
 * @text: UTF-8
 *
 * Returns: (element-type LuwteDeidentSpan) (transfer full): in the order of the text, not
 *   overlapping; the doubtful ones are what a case would ask
 */
GArray *luwte_deident_find (LuwteDeident *self, const char *text);

G_END_DECLS
