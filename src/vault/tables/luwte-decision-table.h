/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-request.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* On what ground an erasure was granted or refused, by month, when the request itself is gone. Nothing
 * leads from a row to anybody. */

gboolean luwte_decision_table_add (LuwteDb *db, const char *month, const char *outcome,
                                   const char *ground, gboolean early, GError **error);
/* (transfer full) (element-type LuwteDecision): the latest month first */
GPtrArray *luwte_decision_table_list (LuwteDb *db, GError **error);
/* Those of months before this one go. */
gboolean luwte_decision_table_cut (LuwteDb *db, const char *month, GError **error);

G_END_DECLS
