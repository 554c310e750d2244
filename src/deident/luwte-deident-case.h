/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-deident-types.h"
#include "luwte-deident.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_DEIDENT_CASE (luwte_deident_case_get_type ())
G_DECLARE_FINAL_TYPE (LuwteDeidentCase, luwte_deident_case, LUWTE, DEIDENT_CASE, GObject)

/* The texts about one person or family, read together. What is found certainly, known from the
 * dossier, answered or added by hand once is found in every text of the case, with diminutives,
 * possessives and near spellings, and the same person gets the same placeholder, "[naam 1]".
 * For one thread at a time. Texts are wiped when the case ends. */

/**
 * LuwteDeidentQuestion: a word that may tell who somebody is, and may be an ordinary one.
 * @text: the text in which it stands first
 * @start: where, in code points
 * @end: the code point after it
 * @category: what it would be
 * @id: stable while texts are only added; for an answer
 * @word: as it is written there
 * @prompt: "roos: naam of gewoon woord?"; Dutch, like the text
 * @count: in how many places of the case it stands
 */
typedef struct
{
  guint text;
  guint start;
  guint end;
  LuwteDeidentCategory category;
  const char *id;
  const char *word;
  const char *prompt;
  guint count;
} LuwteDeidentQuestion;

/**
 * LuwteDeidentAnswer:
 * @LUWTE_DEIDENT_ANSWER_OPEN: not answered (takes an answer back)
 * @LUWTE_DEIDENT_ANSWER_REMOVE: it tells who somebody is; removed everywhere in the case
 * @LUWTE_DEIDENT_ANSWER_KEEP: an ordinary word; stays everywhere in the case
 */
typedef enum
{
  LUWTE_DEIDENT_ANSWER_OPEN,
  LUWTE_DEIDENT_ANSWER_REMOVE,
  LUWTE_DEIDENT_ANSWER_KEEP,
} LuwteDeidentAnswer;

LuwteDeidentCase *luwte_deident_case_new (LuwteDeident *deident);

/* A field of the dossier or a word that somebody typed: found everywhere, in every text. Values
 * under two letters or digits are not taken. */
gboolean luwte_deident_case_add_known (LuwteDeidentCase *self, LuwteDeidentCategory category,
                                       const char *value);
/* A word that tells nobody who it is: it stays, in every text, whatever was known or found. */
gboolean luwte_deident_case_add_ordinary (LuwteDeidentCase *self, const char *word);
/* The number of the text, from 0. */
guint luwte_deident_case_add_text (LuwteDeidentCase *self, const char *text);
guint luwte_deident_case_get_n_texts (LuwteDeidentCase *self);
const char *luwte_deident_case_get_text (LuwteDeidentCase *self, guint text);
/* The counsellor wrote on: marks of the case hold, marks by place in this text are forgotten. */
void luwte_deident_case_set_text (LuwteDeidentCase *self, guint text, const char *words);

/* What is removed, in order, not overlapping. Valid until the case is changed. */
const LuwteDeidentSpan *luwte_deident_case_get_spans (LuwteDeidentCase *self, guint text,
                                                      guint *n_spans);
/* What is asked of this text and not answered, in order. Valid until the case is changed. */
const LuwteDeidentSpan *luwte_deident_case_get_doubtful (LuwteDeidentCase *self, guint text,
                                                         guint *n_spans);
/* What is asked and not answered. Valid until the case is changed. */
const LuwteDeidentQuestion *luwte_deident_case_get_questions (LuwteDeidentCase *self,
                                                              guint *n_questions);
/* FALSE when there is no such question. */
gboolean luwte_deident_case_answer (LuwteDeidentCase *self, const char *id,
                                    LuwteDeidentAnswer answer);

/* By selecting in the text: removed here and wherever the same stands. */
gboolean luwte_deident_case_add_by_hand (LuwteDeidentCase *self, guint text, guint start, guint end,
                                         LuwteDeidentCategory category);
/* What was found there is no such thing: it stays, here and wherever the same is written. */
gboolean luwte_deident_case_reject (LuwteDeidentCase *self, guint text, guint start, guint end);

/* Ages as "[leeftijd 15-18]" instead of "[leeftijd]". */
void luwte_deident_case_set_age_bands (LuwteDeidentCase *self, gboolean age_bands);

/* The text as reviewers read it. What is asked and not answered is hidden too: "[?]", so that a
 * preview never shows what may have to go. */
char *luwte_deident_case_redact (LuwteDeidentCase *self, guint text);
/* The same with what is removed only; for luwtectl and for measuring. */
char *luwte_deident_case_redact_certain (LuwteDeidentCase *self, guint text);

/* For the confirmation: how many places of this category are removed. */
guint luwte_deident_case_count (LuwteDeidentCase *self, LuwteDeidentCategory category);

/**
 * luwte_deident_case_may_seal:
 *
 * Nothing is sealed while a question is open. Whoever seals asks this, at the moment of sealing.
 *
 * Returns: FALSE with %LUWTE_DEIDENT_ERROR_OPEN_QUESTION while a question is open
 */
gboolean luwte_deident_case_may_seal (LuwteDeidentCase *self, GError **error);

G_END_DECLS
