/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): so many records of a kind, "2 notes" */
char *luwte_kind_words_count (const char *kind, guint n);
/* (transfer full): a kind, "Notes" */
char *luwte_kind_words_all (const char *kind);
/* (transfer full): "2 notes, 1 flag". records: (element-type LuwteDueRecord), [from, to) */
char *luwte_kind_words_list (GPtrArray *records, guint from, guint to);

G_END_DECLS
