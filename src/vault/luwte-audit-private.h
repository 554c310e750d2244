/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-db.h"
#include "luwte-vault-ledger-private.h"

G_BEGIN_DECLS

/* Walks the whole chain: DAMAGED, with the number of the first row that does not fit. */
gboolean luwte_audit_check (LuwteDb *db, GError **error);

/* Number and MAC of the newest row, or of the anchor behind which all was cut. */
gboolean luwte_audit_read_head (LuwteDb *db, LuwteChainHead *head, GError **error);

/* Whether a row that was anchored elsewhere still stands here, or was rightly cut: DAMAGED. */
gboolean luwte_audit_check_anchored (LuwteDb *db, const LuwteChainHead *anchored, GError **error);

G_END_DECLS
