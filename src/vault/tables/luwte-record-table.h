/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* Records of every kind (note, personal_note, message, flag, consent, advice), as retention sees them: by
 * random id, with the days that a term counts from, without content. The days come from the due
 * rule; no rule stands here. */

typedef struct
{
  char *object;
  char *kind;
  char *line;
  char *session; /* object id */
  LuwteDay created;
  LuwteDay closed;       /* LUWTE_DAY_NONE while its session is open */
  LuwteDay last_contact; /* of the dossier; of the session where there is none */
  LuwteDay due;
  gboolean held; /* its dossier is on hold today */
} LuwteRecordRow;

void luwte_record_row_free (LuwteRecordRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteRecordRow, luwte_record_row_free)

/* (transfer full) (element-type LuwteRecordRow): due on or before @until, earliest first, held ones
 * too */
GPtrArray *luwte_record_table_list_due (LuwteDb *db, LuwteDay until, GError **error);

/* due: (out): the last day on which a record of the dossier is due; LUWTE_DAY_NONE when none has a day */
gboolean luwte_record_table_last_due (LuwteDb *db, const char *dossier, LuwteDay *due,
                                      GError **error);

/* (transfer full) (element-type LuwteRecordRow): line, kind and due alone: the next day on which records
 * of that kind in the dossier are due, of kinds that have one to come */
GPtrArray *luwte_record_table_list_terms (LuwteDb *db, const char *dossier, GError **error);

/* Of those, what this reader may see, and whose it is: for a warning beforehand. */
typedef struct
{
  LuwteRecordRow row;
  char *dossier;       /* object id; NULL: a session without one */
  char *nickname;      /* of the dossier, or of the session */
  LuwteDay held_until; /* the last day of its holds; LUWTE_DAY_NONE when it is not held */
} LuwteSoonRow;

void luwte_soon_row_free (LuwteSoonRow *self);
/* (transfer full) (element-type LuwteSoonRow) */
GPtrArray *luwte_record_table_list_soon (LuwteDb *db, LuwteDay until, GError **error);

/* (transfer full) (array zero-terminated=1): sessions that are closed, have no record, are not held,
 * and for which the due rule's kind "session" says that they are due today; by object id */
char **luwte_record_table_list_empty_sessions (LuwteDb *db, GError **error);

/* topic: (out) (transfer full) (nullable): of the session's latest note, NULL when it has none */
gboolean luwte_record_table_note_topic (LuwteDb *db, const char *session, char **topic,
                                        GError **error);

/* A session that has its tombstone has told its topic, and does not tell it twice. */
gboolean luwte_record_table_mark_told (LuwteDb *db, const char *session, GError **error);

/* The rest within luwte_vault_purge_async() only: elsewhere remnants stay in the file. */

/* Deletes one record; its id leaves the audit. Gone already is fine. */
gboolean luwte_record_table_erase (LuwteDb *db, const char *kind, const char *object,
                                   GError **error);
/* Around the erasure of many: the full-text index forgets them together at the end, where one by
 * one each would cost it 7 to 20 ms. */
gboolean luwte_record_table_begin_bulk (LuwteDb *db, GError **error);
gboolean luwte_record_table_end_bulk (LuwteDb *db, GError **error);

G_END_DECLS
