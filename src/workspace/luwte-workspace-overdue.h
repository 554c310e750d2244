/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* For the lead alone: how many conversations the chat service still lists that are past every term of
 * the profile, and the day of the oldest one. Who they are with is not looked at. 0 for anybody else,
 * and without a service. oldest: (out) (optional) */
guint luwte_workspace_count_overdue (LuwteWorkspace *self, LuwteDay *oldest);

/* For the lead alone: the first day that is within a term. What last happened before it is past the
 * term of some line that chats. LUWTE_DAY_NONE unless open. */
LuwteDay luwte_workspace_overdue_before (LuwteWorkspace *self);

/**
 * luwte_workspace_ask_overdue_async:
 *
 * For the lead alone: asks the chat service how many closed conversations it still holds that are past
 * the term of their line. No id of what was erased is left here, so the service counts them, by month.
 * An error that is LUWTE_PROBLEM_UNSUPPORTED: this service, or this account there, is not told.
 * luwte_workspace_ask_overdue_finish() returns: (transfer full) (element-type LuwteHeldMonth): the
 * newest month first; empty: nothing is there any more
 */
void luwte_workspace_ask_overdue_async (LuwteWorkspace *self, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer data);
GPtrArray *luwte_workspace_ask_overdue_finish (LuwteWorkspace *self, GAsyncResult *result,
                                               GError **error);

G_END_DECLS
