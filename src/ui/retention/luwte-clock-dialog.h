/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

/* Asks whether the date of this computer is right, when it runs far ahead of the last day seen. A
 * yes confirms the clock and erases what is past its term by it (policy, rule 9); a no does
 * nothing. */
void luwte_clock_dialog_ask (GtkWidget *parent, LuwteWorkspace *workspace);

G_END_DECLS
