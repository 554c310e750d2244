/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_FLAG_ROW (luwte_flag_row_get_type ())
G_DECLARE_FINAL_TYPE (LuwteFlagRow, luwte_flag_row, LUWTE, FLAG_ROW, AdwExpanderRow)

/* A flag: nickname, reason, day; opened, the question for the meeting. Signals "unflag", "put" (to the meeting). */

/* reason: its label */
GtkWidget *luwte_flag_row_new (LuwteFlag *flag, const char *reason);
LuwteFlag *luwte_flag_row_get_flag (LuwteFlagRow *self);

G_END_DECLS
