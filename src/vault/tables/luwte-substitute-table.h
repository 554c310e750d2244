/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* Who stands in for whom, from a first to a last day, and who granted it (R50). */

typedef struct
{
  char *object_id;
  char *author;  /* a member's id; NULL: the owner of this vault */
  char *member;  /* who stands in; NULL: the owner of this vault */
  char *dossier; /* object id; NULL: for all of the author's */
  LuwteDay from;
  LuwteDay until;   /* its last day */
  char *granted_by; /* "author" or "lead" */
  gint64 granted_at;
} LuwteSubstituteRow;

void luwte_substitute_row_free (LuwteSubstituteRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteSubstituteRow, luwte_substitute_row_free)

/* (transfer full): the object id. NOT_FOUND when there is no such dossier. */
char *luwte_substitute_table_add (LuwteDb *db, const LuwteSubstituteRow *row, GError **error);
/* NOT_FOUND when there is none, or it has ended. */
gboolean luwte_substitute_table_end (LuwteDb *db, const char *object_id, gint64 at, GError **error);
/* (transfer full) (element-type LuwteSubstituteRow): those that have not ended and whose last day has
 * not passed, in the order of their making */
GPtrArray *luwte_substitute_table_list (LuwteDb *db, GError **error);
/* Those whose last day has passed go. */
gboolean luwte_substitute_table_drop_passed (LuwteDb *db, GError **error);

G_END_DECLS
