/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* Working notes and their full-text index. Whether a note may be kept is asked of the policy
 * before; what is due is never read here. */

typedef struct
{
  const char *session; /* object id */
  const char *kind;
  const char *topic;
  gint64 created_at;
  LuwteDay created_day;
  const char *text;
} LuwteNoteRow;

/* (transfer full): the new object id; NOT_FOUND when there is no such session */
char *luwte_note_table_add (LuwteDb *db, const LuwteNoteRow *row, GError **error);
/* topic: (nullable), text: (nullable): NULL leaves it. NOT_FOUND as for get. */
/* NOT_FOUND for a note that somebody else wrote: whose it is to read is its author's to say. */
gboolean luwte_note_table_set_kind (LuwteDb *db, const char *object_id, const char *kind,
                                    GError **error);
gboolean luwte_note_table_edit (LuwteDb *db, const char *object_id, const char *topic,
                                const char *text, gint64 at, GError **error);

/* (transfer full): NOT_FOUND when there is none, or it is due */
LuwteNote *luwte_note_table_get (LuwteDb *db, const char *object_id, GError **error);

/* (transfer full) (element-type LuwteNote): newest first */
GPtrArray *luwte_note_table_list_by_nickname (LuwteDb *db, const char *nickname, GError **error);
GPtrArray *luwte_note_table_list_by_dossier (LuwteDb *db, const char *dossier, guint limit,
                                             GError **error);

/* As one types: every word, the last one by its beginning, accents and case aside. Whatever is
 * typed is words, never a query language. The hits stand between U+0002 and U+0003 in the snippet. */
GPtrArray *luwte_note_table_search (LuwteDb *db, const char *words, guint limit, GError **error);

/* (transfer full) (nullable): the FTS5 expression for it, NULL when there is no word in it */
char *luwte_note_search_expression (const char *words);

G_END_DECLS
