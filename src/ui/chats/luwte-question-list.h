/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_QUESTION_LIST (luwte_question_list_get_type ())
G_DECLARE_FINAL_TYPE (LuwteQuestionList, luwte_question_list, LUWTE, QUESTION_LIST, AdwBin)

/* The questions that people left at the service, under the conversations: when each was left and how
 * it stands, never what is in it, since a list is seen over a shoulder. A row opens it with the
 * action "chats.question". Not shown where the service has no questions. */

GtkWidget *luwte_question_list_new (void);
/* live: (nullable): NULL forgets the rows */
void luwte_question_list_set_live (LuwteQuestionList *self, LuwteLive *live);
/* Puts the focus on that question, or on the first; FALSE when there is none. id: (nullable) */
gboolean luwte_question_list_grab (LuwteQuestionList *self, const char *id);

G_END_DECLS
