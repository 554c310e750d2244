/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* What each retention run did, by numbers: no id, no nickname, no day of contact. A run writes its
 * receipt in the transaction that deletes, unfinished; it is finished when the last step of the
 * job was reached. */

gboolean luwte_receipt_table_add (LuwteDb *db, gint64 at, guint n_records, guint n_sessions,
                                  guint n_tombstones, guint n_held, GError **error);
gboolean luwte_receipt_table_finish (LuwteDb *db, GError **error);
/* receipt: (out) (transfer full) (nullable): the latest; NULL when there is none */
gboolean luwte_receipt_table_last (LuwteDb *db, LuwteReceipt **receipt, GError **error);

G_END_DECLS
