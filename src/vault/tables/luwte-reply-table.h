/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-code.h"

G_BEGIN_DECLS

/* The counsellor's own ready replies: a name, which is typed after the slash, and a text. */

/* (transfer full) (element-type LuwteCode): by name; code and label are the name */
GPtrArray *luwte_reply_table_list (LuwteDb *db, GError **error);
/**
 * luwte_reply_table_keep:
 * @was: (nullable): the name that it had until now; NULL: a new one
 *
 * Errors: LUWTE_VAULT_ERROR_EXISTS when another one has that name, LUWTE_VAULT_ERROR_NOT_FOUND when
 * there is none called @was.
 */
gboolean luwte_reply_table_keep (LuwteDb *db, const char *was, const char *name, const char *text,
                                 GError **error);
/* Gone already is fine. */
gboolean luwte_reply_table_erase (LuwteDb *db, const char *name, GError **error);

G_END_DECLS
