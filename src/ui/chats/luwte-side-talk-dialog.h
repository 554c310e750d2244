/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_SIDE_TALK_DIALOG (luwte_side_talk_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteSideTalkDialog, luwte_side_talk_dialog, LUWTE, SIDE_TALK_DIALOG,
                      AdwDialog)

/* What the team says to one another, and a line to ask something of it. What it takes makes a
 * LuwteAside, which nothing can send to a visitor. */

AdwDialog *luwte_side_talk_dialog_new (LuwteSideTalk *talk);

G_END_DECLS
