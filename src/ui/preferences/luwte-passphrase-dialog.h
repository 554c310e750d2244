/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_PASSPHRASE_DIALOG (luwte_passphrase_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwtePassphraseDialog, luwte_passphrase_dialog, LUWTE, PASSPHRASE_DIALOG,
                      AdwDialog)

/* The old passphrase and a new one. Signal "done": it was changed. */
GtkWidget *luwte_passphrase_dialog_new (LuwteWorkspace *workspace);

G_END_DECLS
