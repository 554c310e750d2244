/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteHeldMonth:
 * @month: "2024-03", of the last thing that happened in them
 * @department: (nullable): of the service
 * @n_sessions: how many of them
 *
 * Closed sessions that a chat service still holds, as a number: no id, no name, no day.
 */
typedef struct
{
  char *month;
  char *department;
  guint n_sessions;
} LuwteHeldMonth;

LuwteHeldMonth *luwte_held_month_new (const char *month, const char *department, guint n_sessions);
void luwte_held_month_free (LuwteHeldMonth *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteHeldMonth, luwte_held_month_free)

G_END_DECLS
