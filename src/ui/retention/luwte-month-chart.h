/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LUWTE_TYPE_MONTH_CHART (luwte_month_chart_get_type ())
G_DECLARE_FINAL_TYPE (LuwteMonthChart, luwte_month_chart, LUWTE, MONTH_CHART, GtkWidget)

/* Bars by month, in parts by series. Colour is never the only sign: the page says the numbers in a
 * table too, and the chart is read out by its description. */
#define LUWTE_MONTH_CHART_SERIES 5

typedef struct
{
  char *month; /* "2026-11" */
  guint counts[LUWTE_MONTH_CHART_SERIES];
} LuwteMonthBar;

GtkWidget *luwte_month_chart_new (void);
/* bars: oldest first, copied. description: what is read out */
void luwte_month_chart_set_bars (LuwteMonthChart *self, const LuwteMonthBar *bars, guint n_bars,
                                 const char *description);
/* (transfer full): "Nov" of "2026-11" */
char *luwte_month_chart_name_month (const char *month, const char *format);

G_END_DECLS
