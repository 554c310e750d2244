/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-service.h"
#include "luwte-side-talk.h"

G_BEGIN_DECLS

/* For LuwteLive, which owns it. */
LuwteSideTalk *luwte_side_talk_new (LuwteService *service);
/* Whether the vault is open; closed, all that was said is forgotten. */
void luwte_side_talk_set_open (LuwteSideTalk *self, gboolean open);
/* How far she has read, for a process that goes on after a lock; at: -1 before she has read anything. */
void luwte_side_talk_get_place (LuwteSideTalk *self, gint64 *at, const char **id);
void luwte_side_talk_set_place (LuwteSideTalk *self, gint64 at, const char *id);

G_END_DECLS
