/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_FLAG_DIALOG (luwte_flag_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteFlagDialog, luwte_flag_dialog, LUWTE, FLAG_DIALOG, AdwDialog)

/* Flags a conversation for the multidisciplinary review: why, how urgent, and the question. It
 * stays in the vault. Where the profile has no review it says why.
 *
 * Signal "flagged" (string: the flag's id). */
AdwDialog *luwte_flag_dialog_new (LuwteWorkspace *workspace, LuwteConversation *conversation);
/* The same from a dossier: the session in which that note was written. */
AdwDialog *luwte_flag_dialog_new_for_note (LuwteWorkspace *workspace, LuwteNote *note);
void luwte_flag_dialog_flag (LuwteFlagDialog *self);

G_END_DECLS
