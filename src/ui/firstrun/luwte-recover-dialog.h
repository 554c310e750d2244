/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_RECOVER_DIALOG (luwte_recover_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteRecoverDialog, luwte_recover_dialog, LUWTE, RECOVER_DIALOG, AdwDialog)

/* The passphrase is lost: the recovery code from paper and a new passphrase. The old code is used
 * up by that; the new one is shown once and asked back, and then the vault opens. */
GtkWidget *luwte_recover_dialog_new (LuwteWorkspace *workspace);

G_END_DECLS
