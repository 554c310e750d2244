/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"
#include "luwte-window.h"

G_BEGIN_DECLS

/* Asks for the statement of secrecy when it is time for it; does nothing otherwise. Who does not
 * agree locks. */
void luwte_secrecy_dialog_ask (LuwteWindow *window, LuwteWorkspace *workspace);

G_END_DECLS
