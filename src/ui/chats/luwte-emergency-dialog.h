/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_EMERGENCY_DIALOG (luwte_emergency_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteEmergencyDialog, luwte_emergency_dialog, LUWTE, EMERGENCY_DIALOG,
                      AdwDialog)

/* The emergency numbers of the profile: large, two keys away (F8 and a digit), and nothing in
 * between. A number that is chosen goes to the clipboard and stays on the screen.
 * numbers: (element-type LuwteCode) (nullable): label is who answers, text the number */
AdwDialog *luwte_emergency_dialog_new (GPtrArray *numbers);

G_END_DECLS
