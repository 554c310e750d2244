/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteIndexMonth:
 * @name: "202611"; the full-text table is note_fts_202611
 * @first: the lowest id that a note of that month (UTC) can have
 * @end: the lowest id of the month after
 *
 * The full-text index stands in pieces, one for each month in which notes were written.
 */
typedef struct
{
  char name[8];
  gint64 first;
  gint64 end;
} LuwteIndexMonth;

/* The piece that this note belongs to is there from now on. In the writer's transaction, before the
 * text is inserted; triggers do the rest. */
gboolean luwte_search_index_ensure (LuwteDb *db, gint64 note, GError **error);

/* (transfer full) (element-type LuwteIndexMonth): newest first */
GArray *luwte_search_index_list (LuwteDb *db, GError **error);

/* (transfer full): @sql with the month's name in place of each @, "note_fts_@". */
char *luwte_search_index_sql (const char *sql, const LuwteIndexMonth *month);

/* Makes all pieces anew from the texts: for a migration. */
gboolean luwte_search_index_rebuild (LuwteDb *db, GError **error);

/* Compares each piece with the texts. */
gboolean luwte_search_index_check (LuwteDb *db, GError **error);

/**
 * luwte_search_index_begin_bulk:
 *
 * Around the erasure of many: until luwte_search_index_end_bulk() no index is touched, and then each
 * piece that lost notes is dropped whole, made anew, or told note by note, whichever is the least
 * work. In the one transaction of the erasure.
 */
gboolean luwte_search_index_begin_bulk (LuwteDb *db, GError **error);
gboolean luwte_search_index_end_bulk (LuwteDb *db, GError **error);

G_END_DECLS
