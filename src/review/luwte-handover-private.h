/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-board-private.h"
#include "luwte-handover.h"
#include "luwte-vault.h"

G_BEGIN_DECLS

/* In one pack. */
#define LUWTE_HANDOVER_MAX_NOTES 2000

/* On the writer, in the transaction that marks the pack as seen. @erased: notes of this hand-over
 * that are among it do not come back. */
gboolean luwte_handover_store (LuwteDb *db, const LuwtePackHead *head, JsonObject *body,
                               const LuwteErased *erased, GError **error);

/* What was erased here on request is laid ready for those who have it, too. In any thread but the
 * window's. */
gboolean luwte_handover_tell_erased (LuwteBoard *self, GError **error);
/* A signed list of what was erased there: erased here, in the five steps of an erasure. */
gboolean luwte_handover_erase (LuwteBoard *self, const LuwtePackHead *head, JsonObject *body,
                               GError **error);

/* In the transaction that lays the file ready: which hand-over it is of. */
gboolean luwte_handover_mark_file (LuwteDb *db, const char *handover, const char *name,
                                   const char *expires, GError **error);
/* Files of hand-overs of which nothing is left in this vault are not brought, and are taken out of
 * the folder with the next tidying. In any thread but the window's. */
gboolean luwte_handover_recall (LuwteBoard *self, GError **error);

/* What such a list could not reach because a hold kept it: erased once the hold has ended. */
gboolean luwte_handover_erase_held (LuwteBoard *self, GError **error);

G_END_DECLS
