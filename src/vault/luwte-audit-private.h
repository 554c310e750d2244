/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-db.h"

G_BEGIN_DECLS

/* Walks the whole chain: DAMAGED, with the number of the first row that does not fit. */
gboolean luwte_audit_check (LuwteDb *db, GError **error);

G_END_DECLS
