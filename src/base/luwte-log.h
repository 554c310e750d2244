/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* What reaches the log is a fixed sentence and numbers: content, names, addresses and secrets have
 * no way in. luwte_log_error() logs domain and code of an error, never its message, since
 * a message may quote what somebody wrote. */

void luwte_log_install (void);
void luwte_log_event (const char *event);
void luwte_log_count (const char *event, gint64 count);
void luwte_log_error (const char *event, const GError *error);

G_END_DECLS
