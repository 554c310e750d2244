/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-day.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_DAY_ROW (luwte_day_row_get_type ())
G_DECLARE_FINAL_TYPE (LuwteDayRow, luwte_day_row, LUWTE, DAY_ROW, AdwActionRow)

/* A day that is chosen in a calendar. Signal "changed". */
void luwte_day_row_set_day (LuwteDayRow *self, LuwteDay day);
LuwteDay luwte_day_row_get_day (LuwteDayRow *self);

G_END_DECLS
