/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-db.h"
#include "luwte-vault-ledger-private.h"

G_BEGIN_DECLS

/* Walks the whole chain: DAMAGED, with the number of the first row that does not fit. */
gboolean luwte_audit_check (LuwteDb *db, GError **error);

/* Number and MAC of the newest row, or of the anchor behind which all was cut. */
gboolean luwte_audit_read_head (LuwteDb *db, LuwteChainHead *head, GError **error);

/* Under another key: proves the chain first, in the transaction that runs. */
gboolean luwte_audit_rekey (LuwteDb *db, LuwteKey *old_key, LuwteKey *new_key, GError **error);
/* Where the chain begins: the anchor, or nothing. */
gboolean luwte_audit_read_start (LuwteDb *db, LuwteChainHead *head, GError **error);
void luwte_audit_hash_object (LuwteDb *db, const char *object_id, guint8 hash[LUWTE_MAC_BYTES]);
void luwte_audit_row_mac (LuwteDb *db, const LuwteChainHead *before, gint64 at, const char *role,
                          const char *action, const guint8 *object_hash,
                          guint8 mac[LUWTE_MAC_BYTES]);

/* Whether a row that was anchored elsewhere still stands here, or was rightly cut: DAMAGED. */
gboolean luwte_audit_check_anchored (LuwteDb *db, const LuwteChainHead *anchored, GError **error);

G_END_DECLS
