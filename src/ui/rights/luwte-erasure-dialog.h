/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_ERASURE_DIALOG (luwte_erasure_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteErasureDialog, luwte_erasure_dialog, LUWTE, ERASURE_DIALOG, AdwDialog)

/* A dossier is erased on request: asked once more, done in the vault's steps, and told by a receipt
 * that names nobody. It cannot be closed while it is being done. */
AdwDialog *luwte_erasure_dialog_new (LuwteWorkspace *workspace, const char *request_id);

G_END_DECLS
