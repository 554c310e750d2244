/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* How times, days and failures are said to people, in one place, so that they are said alike
 * everywhere. All (transfer full) unless it says otherwise. */

/* (transfer none): the language for what the profile says, "nl" or "en" */
const char *luwte_words_language (void);
/* (transfer none): how a language is called, by its code; the code where we have no word for it */
const char *luwte_words_language_name (const char *code);
/* "20.15" or as the language has it: local time of an instant */
char *luwte_words_clock (gint64 unix_s);
/* "19 November 2028" */
char *luwte_words_day (LuwteDay day);
/* "19 November", with the year only when it is not @today's */
char *luwte_words_short_day (LuwteDay day, LuwteDay today);
/* The local day of an instant. */
LuwteDay luwte_words_day_of (gint64 unix_s);
/* "51 s", "3 min", "1 h 5 min" */
char *luwte_words_duration (gint64 seconds);
/* "1 min 24 s": a duration that is seen running */
char *luwte_words_running (gint64 seconds);
/* Pango markup of a search snippet: the hits between U+0002 and U+0003 in bold. */
char *luwte_words_snippet (const char *snippet);
/* (transfer full): the same for who listens: without the marks. */
char *luwte_words_snippet_spoken (const char *snippet);
/* One sentence that says what happened and what can be done. Never the error's own message. */
char *luwte_words_problem (const GError *error);
/* The same of a call that erases: one that was stopped has erased nothing. */
char *luwte_words_erasure_problem (const GError *error);

/**
 * luwte_words_tell:
 * @label: shown while there are words for it
 * @words: what is amiss; "" when nothing is any more
 *
 * A sentence below a form, which is read out as well.
 */
void luwte_words_tell (GtkLabel *label, const char *words);

G_END_DECLS
