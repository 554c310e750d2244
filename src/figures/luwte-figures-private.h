/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-figures.h"

G_BEGIN_DECLS

LuwteFigure *luwte_figure_new (const char *topic, const char *month, const char *channel, guint n);

/* cells: (element-type LuwteFigure): disjoint, each with topic, month and channel. (transfer full): what
 * may be told of them; withheld: (out): whether anything is left untold */
GPtrArray *luwte_figures_join_small (GPtrArray *cells, guint small_cell, gboolean *withheld);

LuwtePolicy *luwte_figures_get_policy (LuwteFigures *self);

G_END_DECLS
