/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-service.h"
#include "luwte-side-talk.h"

G_BEGIN_DECLS

/* For LuwteLive, which owns it. */
LuwteSideTalk *luwte_side_talk_new (LuwteService *service);
/* Whether the vault is open; closed, all that was said is forgotten. */
void luwte_side_talk_set_open (LuwteSideTalk *self, gboolean open);

G_END_DECLS
