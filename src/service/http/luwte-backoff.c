/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-backoff.h"

/* Two failures in a row cost less than a second: who waits is announced an interval and a second
 * after she came. */
#define FIRST_MS   300
#define LONGEST_MS 30000

guint
luwte_backoff_next_ms (LuwteBackoff *self)
{
  guint longest = LONGEST_MS;

  /* 300 · 2^7 is past the longest: more shifts would only overflow. */
  if (self->attempt < 7)
    longest = MIN (FIRST_MS << self->attempt, LONGEST_MS);
  self->attempt++;
  return g_random_int_range (longest / 2, longest + 1);
}

void
luwte_backoff_reset (LuwteBackoff *self)
{
  self->attempt = 0;
}
