/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-inbox.h"

G_BEGIN_DECLS

/* For LuwteLive, which owns it. */
LuwteInbox *luwte_inbox_new (LuwteService *service);
/* vault: (nullable): NULL when locking: every question and every draft is forgotten */
void luwte_inbox_set_vault (LuwteInbox *self, LuwteVault *vault);

/* luwte-inbox-drafts.c: question id to text, in the settings of the vault: a question is no session,
 * and nothing of it but this stands there. */
void luwte_inbox_store_draft (LuwteVault *vault, const char *question_id, const char *text,
                              gint64 at);
/* luwte_inbox_load_drafts_finish() returns: (transfer full): id to text, wiped when it goes. What is
 * past the longest time that a question is promised to be kept, retention has erased before. */
void luwte_inbox_load_drafts_async (LuwteVault *vault, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
GHashTable *luwte_inbox_load_drafts_finish (LuwteVault *vault, GAsyncResult *result,
                                            GError **error);
GHashTable *luwte_inbox_drafts_new (void);

G_END_DECLS
