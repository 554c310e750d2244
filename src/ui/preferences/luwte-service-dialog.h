/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_SERVICE_DIALOG (luwte_service_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteServiceDialog, luwte_service_dialog, LUWTE, SERVICE_DIALOG, AdwDialog)

/* The chat service of this vault: set up, changed, or tried again. */
GtkWidget *luwte_service_dialog_new (LuwteWorkspace *workspace);

G_END_DECLS
