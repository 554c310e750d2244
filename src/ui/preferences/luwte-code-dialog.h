/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_CODE_DIALOG (luwte_code_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteCodeDialog, luwte_code_dialog, LUWTE, CODE_DIALOG, AdwDialog)

/* A new recovery code, shown and confirmed before it counts; with @rotate a new vault key, too.
 * Signal "done": the new code counts. */
GtkWidget *luwte_code_dialog_new (LuwteWorkspace *workspace, gboolean rotate);

G_END_DECLS
