/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* For the lead alone: how many conversations the chat service still lists that are past every term of
 * the profile, and the day of the oldest one. Who they are with is not looked at. 0 for anybody else,
 * and without a service. oldest: (out) (optional) */
guint luwte_workspace_count_overdue (LuwteWorkspace *self, LuwteDay *oldest);

G_END_DECLS
