/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* How much the vault holds, for `vault info`: numbers only, what is due and not erased included. */

/* (transfer full) (element-type utf8 guint): by the name of what is counted, the number as a
 * pointer */
GHashTable *luwte_info_table_counts (LuwteDb *db, GError **error);

/* The instant of the oldest row of the audit; for a vault that is young, that it was made. */
gboolean luwte_info_table_begun (LuwteDb *db, gint64 *at, GError **error);

G_END_DECLS
