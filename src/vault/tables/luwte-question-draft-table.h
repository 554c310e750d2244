/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* What is being written as an answer to a question at the service: question id to text, among the
 * settings, with the moment it was written. Of the question itself the vault has nothing. */

/* Questions are promised to be kept for a month; what was written for one is never older. */
#define LUWTE_QUESTION_DRAFT_LONGEST_S (31 * 24 * 60 * 60)

/* text: (nullable): NULL or "" removes it */
gboolean luwte_question_draft_table_set (LuwteDb *db, const char *question_id, const char *text,
                                         gint64 at, GError **error);
/* (transfer full) (element-type utf8 utf8): question id to text; wiped when it goes */
GHashTable *luwte_question_draft_table_list (LuwteDb *db, GError **error);
/* How many are older than they may be; -1 on error. Those without a moment count as older. */
gint64 luwte_question_draft_table_count_old (LuwteDb *db, gint64 now, GError **error);
gboolean luwte_question_draft_table_erase_old (LuwteDb *db, gint64 now, GError **error);

G_END_DECLS
