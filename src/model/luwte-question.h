/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-enums.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_QUESTION (luwte_question_get_type ())
G_DECLARE_FINAL_TYPE (LuwteQuestion, luwte_question, LUWTE, QUESTION, GObject)

/* A question that somebody left: one text, one answer. Who asked reads the answer with a code that
 * the service gave her; staff never see the code, so there is no field for it. "answer" is NULL until
 * there is one, and "text" and "answer" are NULL where they are not this counsellor's to read.
 * Bindable. */

LuwteQuestion *luwte_question_new (const char *id, const char *department, LuwteQuestionState state,
                                   gint64 asked_at, const char *text, gint64 answered_at,
                                   const char *answer);
const char *luwte_question_get_id (LuwteQuestion *self);
const char *luwte_question_get_department (LuwteQuestion *self);
LuwteQuestionState luwte_question_get_state (LuwteQuestion *self);
gint64 luwte_question_get_asked_at (LuwteQuestion *self);
const char *luwte_question_get_text (LuwteQuestion *self);
gint64 luwte_question_get_answered_at (LuwteQuestion *self);
const char *luwte_question_get_answer (LuwteQuestion *self);

G_END_DECLS
