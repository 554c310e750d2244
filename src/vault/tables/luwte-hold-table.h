/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* Holds on dossiers: a complaint, a request, the police (retention rule 7); and terms that were renewed,
 * which hold records of one line and kind. */

/* dossier: object id; scope: (nullable): "line/kind", NULL for all of it; until: its last day,
 * LUWTE_DAY_NONE for no end. (transfer full): object id */
char *luwte_hold_table_add (LuwteDb *db, const char *dossier, const char *scope, const char *reason,
                            LuwteDay from, LuwteDay until, GError **error);
/* renewed: (out): whether its term is renewed today */
gboolean luwte_hold_table_is_renewed (LuwteDb *db, const char *dossier, const char *scope,
                                      gboolean *renewed, GError **error);
/* NOT_FOUND when there is no such hold, or it has ended */
gboolean luwte_hold_table_end (LuwteDb *db, const char *object_id, gint64 at, GError **error);
/* Those whose last day lies before today. */
gboolean luwte_hold_table_end_expired (LuwteDb *db, gint64 at, GError **error);
/* (transfer full) (element-type LuwteHold): that hold today, in the order of their making */
GPtrArray *luwte_hold_table_list (LuwteDb *db, GError **error);

G_END_DECLS
