/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* Sessions flagged for the multidisciplinary review. */

typedef struct
{
  const char *session; /* object id */
  const char *reason;  /* code */
  gboolean urgent;
  const char *question;
  gint64 created_at;
  LuwteDay created_day;
} LuwteFlagRow;

/* (transfer full): the new object id; NOT_FOUND when there is no such session */
char *luwte_flag_table_add (LuwteDb *db, const LuwteFlagRow *row, GError **error);
gboolean luwte_flag_table_remove (LuwteDb *db, const char *object_id, GError **error);

/* (transfer full) (element-type LuwteFlag): newest first, nothing that is due */
GPtrArray *luwte_flag_table_list (LuwteDb *db, GError **error);

G_END_DECLS
