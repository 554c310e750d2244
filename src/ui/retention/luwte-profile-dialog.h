/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_PROFILE_DIALOG (luwte_profile_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteProfileDialog, luwte_profile_dialog, LUWTE, PROFILE_DIALOG, AdwDialog)

/* The profile as a form for its common values, and as a file for the rest; what a change loosens and
 * does to what is stored is seen before it is taken into use, and told afterwards. */
GtkWidget *luwte_profile_dialog_new (LuwteWorkspace *workspace);

/* As if that file had been chosen. */
void luwte_profile_dialog_open_file (LuwteProfileDialog *self, const char *path);

G_END_DECLS
