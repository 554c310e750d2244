/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_RESTORE_DIALOG (luwte_restore_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteRestoreDialog, luwte_restore_dialog, LUWTE, RESTORE_DIALOG, AdwDialog)

/* Puts a backup in the vault's place, or makes the vault out of it where there is none. */
GtkWidget *luwte_restore_dialog_new (LuwteWorkspace *workspace);
/* For tests, which have no portal. */
void luwte_restore_dialog_set_file (LuwteRestoreDialog *self, GFile *file);

G_END_DECLS
