/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_BOARD_VIEW (luwte_board_view_get_type ())
G_DECLARE_FINAL_TYPE (LuwteBoardView, luwte_board_view, LUWTE, BOARD_VIEW, AdwBin)

/* The board of those who advise: agenda, what is new and what was discussed; one case at a time in
 * large text; the advice that goes back. Signal "sealed": an advice lies ready for the folder. */

/* (nullable): NULL lets go of it */
void luwte_board_view_set_workspace (LuwteBoardView *self, LuwteWorkspace *workspace);
/* Reads the list anew; what is chosen stays chosen. */
void luwte_board_view_load (LuwteBoardView *self);
void luwte_board_view_set_narrow (LuwteBoardView *self, gboolean narrow);

G_END_DECLS
