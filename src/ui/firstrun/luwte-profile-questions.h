/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LUWTE_TYPE_PROFILE_QUESTIONS (luwte_profile_questions_get_type ())
G_DECLARE_FINAL_TYPE (LuwteProfileQuestions, luwte_profile_questions, LUWTE, PROFILE_QUESTIONS,
                      AdwBin)

/* What a profile leaves open, asked in words, with what is suggested chosen beforehand. */

/* questions: (element-type LuwteCode): key, question, suggested value */
void luwte_profile_questions_set (LuwteProfileQuestions *self, GPtrArray *questions);
/* (transfer full): key to value */
GHashTable *luwte_profile_questions_get_choices (LuwteProfileQuestions *self);

G_END_DECLS
