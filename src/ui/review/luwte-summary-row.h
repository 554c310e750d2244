/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

typedef struct _LuwteSummary LuwteSummary;

#define LUWTE_TYPE_SUMMARY_ROW (luwte_summary_row_get_type ())
G_DECLARE_FINAL_TYPE (LuwteSummaryRow, luwte_summary_row, LUWTE, SUMMARY_ROW, AdwExpanderRow)

/* A question and its answer, with how often it was asked. Signals "count" and "erase". */

/* topic: as the profile calls it */
GtkWidget *luwte_summary_row_new (const LuwteSummary *summary, const char *topic);
const char *luwte_summary_row_get_id (LuwteSummaryRow *self);

G_END_DECLS
