/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_CASE_DIALOG (luwte_case_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteCaseDialog, luwte_case_dialog, LUWTE, CASE_DIALOG, AdwDialog)

/* From a flag to a sealed case, in three steps. Leaving it half done leaves the flag as it was.
 * Signal "sent" (boolean: it lies in the team's folder; else it waits in the vault). */
GtkWidget *luwte_case_dialog_new (LuwteWorkspace *workspace, const char *flag_id);
/* From a dossier: its notes can be chosen, no conversation. */
GtkWidget *luwte_case_dialog_new_of_notes (LuwteWorkspace *workspace, const char *flag_id);

G_END_DECLS
