/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* The library of intervision: questions and answers without anybody in them (R28). They hang on no
 * session and have a month, no day. */

typedef struct
{
  char *object_id;
  char *topic;
  char *question;
  char *answer;
  char *month;
  guint asked;
} LuwteSummaryRow;

void luwte_summary_row_free (LuwteSummaryRow *self);

/* (transfer full): the new object id */
char *luwte_summary_table_add (LuwteDb *db, const LuwteSummaryRow *row, GError **error);
/* (transfer full) (element-type LuwteSummaryRow): asked most often first */
GPtrArray *luwte_summary_table_list (LuwteDb *db, GError **error);
/* It was asked once more. NOT_FOUND */
gboolean luwte_summary_table_count (LuwteDb *db, const char *object_id, GError **error);
/* Within luwte_vault_purge_async() only. */
gboolean luwte_summary_table_erase (LuwteDb *db, const char *object_id, GError **error);

G_END_DECLS
