/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * luwte_clock_now:
 *
 * Returns: seconds since 1970-01-01 UTC, from the system's clock
 */
gint64 luwte_clock_now (void);

/**
 * luwte_clock_to_rfc3339:
 * @unix_s: an instant in seconds
 *
 * Returns: (transfer full): the instant in UTC, "2026-11-22T03:47:00Z"
 */
char *luwte_clock_to_rfc3339 (gint64 unix_s);

/**
 * luwte_clock_from_rfc3339:
 * @text: an RFC 3339 instant with an offset or Z
 * @unix_s: (out): seconds since 1970-01-01 UTC
 *
 * Returns: %FALSE when @text is not an RFC 3339 instant
 */
gboolean luwte_clock_from_rfc3339 (const char *text, gint64 *unix_s);

G_END_DECLS
