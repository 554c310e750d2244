/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* One dossier whole, as it is told to the one it is about: what may be shown today to whoever has the
 * vault open, and the names by which others are known. */

typedef struct
{
  char *kind; /* as the record view names it */
  gint64 at;
  char *by;          /* nullable: who wrote a message */
  char *code;        /* nullable: topic, reason, scope, decision */
  char *text;        /* nullable */
  gint64 later;      /* when a note was edited, a consent was withdrawn, what stood before was
                      * replaced; 0: never */
  GPtrArray *beside; /* nullable: LuwteAccessRecord: "before" and "addition", of a note */
  gint64 note;       /* the row's, for the reading alone */
} LuwteAccessRecord;

typedef struct
{
  gint64 id; /* the row's, for the reading alone */
  gint64 opened_at;
  char *nickname;
  char *line;
  char *channel;
  char *topic;        /* nullable */
  GPtrArray *records; /* LuwteAccessRecord, oldest first; never empty */
} LuwteAccessContact;
void luwte_access_contact_free (LuwteAccessContact *self);

/* (transfer full) (element-type LuwteAccessContact): oldest first */
GPtrArray *luwte_access_table_contacts (LuwteDb *db, const char *dossier, GError **error);
/* (transfer full): nicknames of the dossier, or of everybody else; for masking, so whatever is due */
char **luwte_access_table_nicknames (LuwteDb *db, const char *dossier, gboolean others,
                                     GError **error);

G_END_DECLS
