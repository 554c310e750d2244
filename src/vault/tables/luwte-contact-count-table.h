/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* How many contacts there were, by what a tombstone holds. Whoever objected to research is in none of
 * these numbers, erased or not. */

typedef struct
{
  char *line;
  char *topic;
  char *month;
  char *channel;
  guint n;
  gboolean erased; /* what is left of sessions that were erased */
} LuwteContactCount;

/* year: "2026". (transfer full) (element-type LuwteContactCount): of tombstones, and of sessions that
 * are closed, hold a record, and have told no topic yet */
GPtrArray *luwte_contact_count_table_read (LuwteDb *db, const char *year, GError **error);

G_END_DECLS
