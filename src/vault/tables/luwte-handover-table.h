/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* What was handed over to colleagues, and what came from them (R38, R50). A record has the same
 * random id in both vaults, so that what is erased in one is erased in the other. */

/* A note with its session, as it travels. */
typedef struct
{
  char *session; /* object id */
  char *nickname;
  char *line;
  char *channel;
  gint64 opened_at;
  LuwteDay opened;
  LuwteDay active;
  gint64 closed_at;
  LuwteDay closed;
  char *note; /* object id */
  char *kind;
  char *topic;
  gint64 created_at;
  LuwteDay created;
  LuwteDay due;
  char *text;
} LuwteHandedNote;

void luwte_handed_note_free (LuwteHandedNote *self);

/* (transfer full) (element-type LuwteHandedNote): notes of a dossier that the owner of this vault
 * wrote, whose term runs, newest first, nothing that is due */
GPtrArray *luwte_handover_table_notes (LuwteDb *db, const char *dossier, GError **error);
/* (transfer full): the dossiers that have any session of the owner's */
char **luwte_handover_table_own_dossiers (LuwteDb *db, GError **error);

typedef struct
{
  char *object_id;
  gboolean outgoing;
  char *dossier;  /* object id; (nullable) once it is gone */
  char *nickname; /* (nullable) */
  char *peers;    /* ids, with spaces between */
  LuwteDay made;
  LuwteDay until; /* LUWTE_DAY_NONE: as long as the records */
  guint n_records;
} LuwteHandoverRow;

void luwte_handover_row_free (LuwteHandoverRow *self);

gboolean luwte_handover_table_add (LuwteDb *db, const LuwteHandoverRow *row, GError **error);
gboolean luwte_handover_table_add_record (LuwteDb *db, const char *handover, const char *record,
                                          const char *kind, LuwteDay due, GError **error);
/* (transfer full) (element-type LuwteHandoverRow): newest first */
GPtrArray *luwte_handover_table_list (LuwteDb *db, GError **error);

/* dossier: as the author's vault calls it, and (inout) as it is called here: a new one, or that in
 * which something of the same author's stands already */
gboolean luwte_handover_table_put_dossier (LuwteDb *db, const char *author, const char *nickname,
                                           LuwteDay day, char **dossier, GError **error);
/* gone: from this day on nothing of it may be here; the later one of two hand-overs counts. topic: (nullable): "" when another vault keeps
 * its tombstone. EXISTS when a session of that id is no one of @author's. */
gboolean luwte_handover_table_put_session (LuwteDb *db, const char *dossier, const char *author,
                                           const LuwteHandedNote *note, const char *topic,
                                           LuwteDay gone, GError **error);
/* A note that is here already stays as it is. */
gboolean luwte_handover_table_put_note (LuwteDb *db, const LuwteHandedNote *note, GError **error);

typedef struct
{
  char *handover; /* object id */
  char *peers;
  char *record;
} LuwteHandedErasedRow;

void luwte_handed_erased_row_free (LuwteHandedErasedRow *self);

/* (transfer full) (element-type LuwteHandedErasedRow): records that were handed over, are none any
 * more, and would not be due yet: they were erased on request; by hand-over */
GPtrArray *luwte_handover_table_list_erased (LuwteDb *db, GError **error);
gboolean luwte_handover_table_forget (LuwteDb *db, const char *record, GError **error);
/* What was handed over between this vault and @peer alone; others are still to be told. */
gboolean luwte_handover_table_forget_with (LuwteDb *db, const char *record, const char *peer,
                                           GError **error);
/* session: (out) (transfer full) (nullable): where the record stands, if it was handed over to or
 * from @peer; kind: (out) (transfer full) (nullable) */
gboolean luwte_handover_table_find (LuwteDb *db, const char *record, const char *peer,
                                    char **session, char **kind, GError **error);
/* there: (out): whether any record of it is left in this vault, and may still be read there */
gboolean luwte_handover_table_is_there (LuwteDb *db, const char *handover, gboolean *there,
                                        GError **error);
/* What is due, or was, needs no word any more. */
gboolean luwte_handover_table_drop_passed (LuwteDb *db, GError **error);

G_END_DECLS
