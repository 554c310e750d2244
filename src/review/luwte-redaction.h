/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-case-content.h"
#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_REDACTION (luwte_redaction_get_type ())
G_DECLARE_FINAL_TYPE (LuwteRedaction, luwte_redaction, LUWTE, REDACTION, GObject)

/* What a counsellor does before a case is sealed (R46): she chooses notes and messages, looks at
 * what was found in them, answers what is asked, adds what was missed, and reads the result. What
 * she says of a word holds everywhere in the case. For the window's thread; texts are wiped with it.
 *
 * Signal "changed": spans, questions and preview are others; a number of a part stays its own. */

/**
 * LuwteRedactionPart:
 * @from: "question", "visitor", "counsellor", "note"
 * @at: when it was written, for the counsellor's eyes alone; 0 for the question
 * @part_of_day: all of the time that a reviewer reads; see #LuwteCasePart
 * @text: as it stands in the vault
 * @chosen: goes along; what is not chosen is asked nothing about
 *
 * Number 0 is the question for the meeting, which always goes along.
 */
typedef struct
{
  const char *from;
  gint64 at;
  const char *part_of_day;
  const char *season;
  const char *text;
  gboolean chosen;
} LuwteRedactionPart;

/**
 * LuwteRedactionSpan: a piece of a part's text.
 * @start: in code points
 * @end: the code point after it
 * @category: "NAME", "PLACE", …; luwte_redaction_categories()
 * @asked: it stays or goes as the counsellor answers; else it is removed
 * @person: the number in its placeholder, 0 when it has none
 */
typedef struct
{
  guint start;
  guint end;
  const char *category;
  gboolean asked;
  guint person;
} LuwteRedactionSpan;

/**
 * LuwteRedactionQuestion: an open one.
 * @id: for luwte_redaction_answer()
 * @part: where the word stands first
 * @word: as it is written there
 * @prompt: "roos: naam of gewoon woord?"; Dutch, as the text
 * @count: in how many places it stands
 */
typedef struct
{
  const char *id;
  guint part;
  guint start;
  guint end;
  const char *category;
  const char *word;
  const char *prompt;
  guint count;
} LuwteRedactionQuestion;

/**
 * LuwteRedactionDecision: what she said of a word, to be shown and taken back.
 * @removed: it goes; else it stays
 */
typedef struct
{
  const char *word;
  const char *category;
  gboolean removed;
} LuwteRedactionDecision;

/* zone: in which "evening" is meant. Reads the word lists (20 ms). */
LuwteRedaction *luwte_redaction_new (GTimeZone *zone, GError **error);

/* Why, and how urgent; label: as the profile has it. */
void luwte_redaction_set_reason (LuwteRedaction *self, const char *code, const char *label,
                                 gboolean urgent);
const char *luwte_redaction_get_reason_label (LuwteRedaction *self);
void luwte_redaction_set_urgent (LuwteRedaction *self, gboolean urgent);
gboolean luwte_redaction_get_urgent (LuwteRedaction *self);
/* The question is text of part 0, and is looked at as everything else. */
void luwte_redaction_set_question (LuwteRedaction *self, const char *question);

/* A word that the dossier knows; it is removed wherever it stands. category: as above */
void luwte_redaction_add_known (LuwteRedaction *self, const char *category, const char *word);
/* A text of the dossier that stays at home: what it surely says of somebody is known in the parts. */
void luwte_redaction_learn (LuwteRedaction *self, const char *text);
/* from: "visitor", "counsellor", "note". Returns: its number */
guint luwte_redaction_add_part (LuwteRedaction *self, const char *from, gint64 at, const char *text,
                                gboolean chosen);
guint luwte_redaction_get_n_parts (LuwteRedaction *self);
/* (transfer none): valid until the redaction changes */
const LuwteRedactionPart *luwte_redaction_get_part (LuwteRedaction *self, guint part);
/* What was found in a part is looked for in the others, whether it goes along or not. */
void luwte_redaction_set_chosen (LuwteRedaction *self, guint part, gboolean chosen);

/* (element-type LuwteRedactionSpan) (transfer full): in order, not overlapping; none of a part that
 * is not chosen */
GArray *luwte_redaction_get_spans (LuwteRedaction *self, guint part);
/* (element-type LuwteRedactionQuestion) (transfer none): valid until the redaction changes */
const GArray *luwte_redaction_get_questions (LuwteRedaction *self);
/* FALSE when no such question is open. */
gboolean luwte_redaction_answer (LuwteRedaction *self, const char *question_id, gboolean remove);

/* It is what was found there: from now on it is told, and no other answer changes it. */
gboolean luwte_redaction_accept (LuwteRedaction *self, guint part, guint start, guint end);
/* It tells nobody who it is: it stays, wherever it stands. */
gboolean luwte_redaction_reject (LuwteRedaction *self, guint part, guint start, guint end);
/* By selecting: it goes, wherever it stands. category: "OTHER" when she does not say */
gboolean luwte_redaction_add (LuwteRedaction *self, guint part, guint start, guint end,
                              const char *category);

/* (element-type LuwteRedactionDecision) (transfer none): the oldest first, valid until it changes */
const GArray *luwte_redaction_get_decisions (LuwteRedaction *self);
void luwte_redaction_take_back (LuwteRedaction *self, guint decision);

/* Ages as a band, "[leeftijd 15-17]". */
void luwte_redaction_set_age_bands (LuwteRedaction *self, gboolean age_bands);
gboolean luwte_redaction_get_age_bands (LuwteRedaction *self);
/* name: (nullable): what reviewers would read as the author's */
void luwte_redaction_set_author (LuwteRedaction *self, const char *name);
const char *luwte_redaction_get_author (LuwteRedaction *self);
/* She is unnamed unless she says otherwise; she is asked when it is urgent. */
void luwte_redaction_set_author_named (LuwteRedaction *self, gboolean named);
gboolean luwte_redaction_get_author_named (LuwteRedaction *self);

/* (transfer full): exactly what reviewers would read. A word that is asked and not answered stands
 * there as "[?]". */
LuwteCaseContent *luwte_redaction_preview (LuwteRedaction *self);
/* For the confirmation: in how many places something of this category is removed. */
guint luwte_redaction_count (LuwteRedaction *self, const char *category);
/* (array zero-terminated=1) (transfer none): the codes there are */
const char *const *luwte_redaction_categories (void);

/**
 * luwte_redaction_may_seal:
 *
 * Returns: %FALSE with %LUWTE_REVIEW_ERROR_OPEN_QUESTION while a question is open, and with
 *   %LUWTE_REVIEW_ERROR_TOO_LARGE when nothing or more than a pack holds is chosen
 */
gboolean luwte_redaction_may_seal (LuwteRedaction *self, GError **error);

G_END_DECLS
