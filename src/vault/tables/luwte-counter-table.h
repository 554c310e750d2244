/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* Coded facts of closed sessions, by month and never by row (retention rule 4); and how often a
 * topic was chosen. Erasing leaves both as they are. */

/* month: "2026-11". One more session with this value of this fact, "circumstance" and its code for
 * instance. */
gboolean luwte_counter_table_count (LuwteDb *db, const char *month, const char *line,
                                    const char *name, const char *value, GError **error);
/* n: (out): 0 when it was never counted */
gboolean luwte_counter_table_get (LuwteDb *db, const char *month, const char *line,
                                  const char *name, const char *value, gint64 *n, GError **error);

gboolean luwte_topic_table_use (LuwteDb *db, const char *code, GError **error);
/* (transfer full): codes, the most used first */
char **luwte_topic_table_list (LuwteDb *db, GError **error);

G_END_DECLS
