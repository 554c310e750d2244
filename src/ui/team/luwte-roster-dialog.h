/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

typedef struct _LuwteTeam LuwteTeam;

#define LUWTE_TYPE_ROSTER_DIALOG (luwte_roster_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteRosterDialog, luwte_roster_dialog, LUWTE, ROSTER_DIALOG, AdwDialog)

/* Accept a roster that came. One that follows the roster in use is accepted at once; any other only
 * after its lead's words were compared. Signal "accepted". */
GtkWidget *luwte_roster_dialog_new (LuwteTeam *team);

G_END_DECLS
