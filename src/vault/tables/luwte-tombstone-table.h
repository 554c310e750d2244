/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* What remains of an erased session (retention rule 4): one row, without an id, a name or a day. */

/* month: of contact, "2026-11". dossier: (nullable): object id; whoever objected to research there is
 * not counted by what goes out, and that is all that is taken from it */
gboolean luwte_tombstone_table_add (LuwteDb *db, const char *line, const char *topic,
                                    const char *month, const char *channel, const char *dossier,
                                    GError **error);

/* (transfer full) (element-type LuwteTombstone): latest month first */
GPtrArray *luwte_tombstone_table_list (LuwteDb *db, GError **error);

G_END_DECLS
