/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_ADVICE_ROW (luwte_advice_row_get_type ())
G_DECLARE_FINAL_TYPE (LuwteAdviceRow, luwte_advice_row, LUWTE, ADVICE_ROW, AdwExpanderRow)

/* Advice that came back, with its author: read, acknowledged, and answered in one line.
 * Signals "acknowledge" (string, nullable: what came of it) and "library". */

/* nickname: (nullable): of the dossier it is about, where it still is */
GtkWidget *luwte_advice_row_new (const LuwteAdvice *advice, const char *nickname);
const char *luwte_advice_row_get_id (LuwteAdviceRow *self);

G_END_DECLS
