/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_PREFERENCES_DIALOG (luwte_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwtePreferencesDialog, luwte_preferences_dialog, LUWTE, PREFERENCES_DIALOG,
                      AdwPreferencesDialog)

/* Alerts (the last one that is on cannot be turned off), locking, passphrase, profile, service.
 * Signal "changed": a setting was changed. */
GtkWidget *luwte_preferences_dialog_new (LuwteWorkspace *workspace);

G_END_DECLS
