/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-held-month.h"

LuwteHeldMonth *
luwte_held_month_new (const char *month, const char *department, guint n_sessions)
{
  LuwteHeldMonth *self = g_new0 (LuwteHeldMonth, 1);

  self->month = g_strdup (month);
  self->department = g_strdup (department);
  self->n_sessions = n_sessions;
  return self;
}

void
luwte_held_month_free (LuwteHeldMonth *self)
{
  g_free (self->month);
  g_free (self->department);
  g_free (self);
}
