/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_TRANSFER_DIALOG (luwte_transfer_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteTransferDialog, luwte_transfer_dialog, LUWTE, TRANSFER_DIALOG, AdwDialog)

/* Hands a conversation to a colleague or a department: to whom, whether the visitor agrees, and a note
 * that only the colleague reads. What the service cannot do is not asked.
 *
 * Signal "transferred": it is somebody else's now. */

AdwDialog *luwte_transfer_dialog_new (LuwteLive *live, LuwteConversation *conversation);

G_END_DECLS
