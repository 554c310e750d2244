/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-backoff.h"

#define FIRST_MS   500
#define LONGEST_MS 30000

guint
luwte_backoff_next_ms (LuwteBackoff *self)
{
  guint longest = LONGEST_MS;

  /* 500 · 2^6 is past the longest: more shifts would only overflow. */
  if (self->attempt < 6)
    longest = MIN (FIRST_MS << self->attempt, LONGEST_MS);
  self->attempt++;
  return g_random_int_range (longest / 2, longest + 1);
}

void
luwte_backoff_reset (LuwteBackoff *self)
{
  self->attempt = 0;
}
