/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LuwteBackoff:
 * @attempt: failures in a row so far
 *
 * How long to wait before the next try: a half second that doubles with each failure up to thirty
 * seconds, of which a random part between half and all is taken, so that forty counsellors do not
 * come back to a restarted server in the same instant. Zero-filled is ready for use.
 */
typedef struct
{
  guint attempt;
} LuwteBackoff;

/* Milliseconds to wait now; counts one failure more. */
guint luwte_backoff_next_ms (LuwteBackoff *self);
/* After success. */
void luwte_backoff_reset (LuwteBackoff *self);

G_END_DECLS
