/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-month-chart.h"

#include <adwaita.h>

#include "luwte-day.h"

#define HEIGHT     140
#define LABELS     24
#define AXIS       36
#define GRID_LINES 3

struct _LuwteMonthChart
{
  GtkWidget parent_instance;

  /* owned */
  LuwteMonthBar *bars;
  guint n_bars;
};

G_DEFINE_FINAL_TYPE (LuwteMonthChart, luwte_month_chart, GTK_TYPE_WIDGET)

/* The same hues as the legend's classes in style-light.css and style-dark.css; a widget that draws
 * itself cannot ask for a variable. */
static const char *const light_colors[LUWTE_MONTH_CHART_SERIES] = { "#2190a4", "#8f6fb0", "#c88924",
                                                                    "#4f8a4b", "#86909b" };
static const char *const dark_colors[LUWTE_MONTH_CHART_SERIES] = { "#3ba6bb", "#a98bc9", "#d9a040",
                                                                   "#6aa864", "#a0a8b2" };

char *
luwte_month_chart_name_month (const char *month, const char *format)
{
  g_autofree char *iso = g_strconcat (month, "-01", NULL);
  g_autoptr (GDateTime) at = NULL;
  LuwteDay day;
  int year, m, dom;

  if (!luwte_day_from_iso (iso, &day))
    return g_strdup (month);
  luwte_day_to_ymd (day, &year, &m, &dom);
  at = g_date_time_new_utc (year, m, 1, 12, 0, 0);
  return g_date_time_format (at, format);
}

static guint
total_of (const LuwteMonthBar *bar)
{
  guint total = 0;

  for (guint s = 0; s < LUWTE_MONTH_CHART_SERIES; s++)
    total += bar->counts[s];
  return total;
}

/* The smallest of 3, 6, 15, 30, 60, 150 … that holds them all, so that the lines have round
 * numbers. */
static guint
ceiling_of (LuwteMonthChart *self)
{
  guint most = 1, ceiling = GRID_LINES;
  gboolean five = FALSE;

  for (guint i = 0; i < self->n_bars; i++)
    most = MAX (most, total_of (&self->bars[i]));
  while (ceiling < most)
    {
      guint digit = ceiling / GRID_LINES;

      while (digit >= 10)
        digit /= 10;
      five = digit == 2;
      ceiling = five ? ceiling / 2 * 5 : ceiling * 2;
    }
  return ceiling;
}

static void
draw_text (LuwteMonthChart *self, GtkSnapshot *snapshot, const char *text, float x, float y,
           float width, PangoAlignment alignment)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  GdkRGBA color;

  gtk_widget_get_color (GTK_WIDGET (self), &color);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_alignment (layout, alignment);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_grid (LuwteMonthChart *self, GtkSnapshot *snapshot, float width, float height, guint ceiling)
{
  GdkRGBA line;

  gtk_widget_get_color (GTK_WIDGET (self), &line);
  line.alpha *= 0.15f;
  for (guint i = 0; i <= GRID_LINES; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", ceiling / GRID_LINES * i);
      float y = 8 + (height - 8) * (1 - (float) i / GRID_LINES);

      gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (AXIS, y, width - AXIS, 1));
      draw_text (self, snapshot, number, 0, y - 9, AXIS - 8, PANGO_ALIGN_RIGHT);
    }
}

static void
draw_bar (LuwteMonthChart *self, GtkSnapshot *snapshot, const LuwteMonthBar *bar, float x,
          float width, float height, guint ceiling)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  float y = height;

  for (guint s = 0; s < LUWTE_MONTH_CHART_SERIES; s++)
    {
      float part = (height - 8) * bar->counts[s] / ceiling;
      GdkRGBA color;

      if (bar->counts[s] == 0)
        continue;
      gdk_rgba_parse (&color, dark ? dark_colors[s] : light_colors[s]);
      y -= part;
      /* A gap of one pixel, so that parts are told apart without colour. */
      gtk_snapshot_append_color (snapshot, &color,
                                 &GRAPHENE_RECT_INIT (x, y + 1, width, MAX (part - 1, 1)));
    }
}

static void
luwte_month_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LuwteMonthChart *self = LUWTE_MONTH_CHART (widget);
  float width = gtk_widget_get_width (widget);
  float height = gtk_widget_get_height (widget) - LABELS;
  guint ceiling = ceiling_of (self);
  float slot;

  if (self->n_bars == 0 || width <= AXIS)
    return;
  slot = (width - AXIS) / self->n_bars;
  draw_grid (self, snapshot, width, height, ceiling);
  for (guint i = 0; i < self->n_bars; i++)
    {
      float x = AXIS + slot * i;
      g_autofree char *name = luwte_month_chart_name_month (self->bars[i].month, "%b");

      draw_bar (self, snapshot, &self->bars[i], x + slot * 0.25f, slot * 0.5f, height, ceiling);
      /* In a narrow window every second month is named. */
      if (slot >= 30 || i % 2 == 0)
        draw_text (self, snapshot, name, x - slot / 2, height + 4, slot * 2, PANGO_ALIGN_CENTER);
    }
}

static void
luwte_month_chart_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                           int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 200 : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 400 : HEIGHT;
}

static void
clear (LuwteMonthChart *self)
{
  for (guint i = 0; i < self->n_bars; i++)
    g_free (self->bars[i].month);
  g_clear_pointer (&self->bars, g_free);
  self->n_bars = 0;
}

void
luwte_month_chart_set_bars (LuwteMonthChart *self, const LuwteMonthBar *bars, guint n_bars,
                            const char *description)
{
  g_return_if_fail (LUWTE_IS_MONTH_CHART (self));

  clear (self);
  self->bars = g_memdup2 (bars, n_bars * sizeof *bars);
  self->n_bars = n_bars;
  for (guint i = 0; i < n_bars; i++)
    self->bars[i].month = g_strdup (bars[i].month);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description,
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
luwte_month_chart_finalize (GObject *object)
{
  clear (LUWTE_MONTH_CHART (object));

  G_OBJECT_CLASS (luwte_month_chart_parent_class)->finalize (object);
}

static void
luwte_month_chart_class_init (LuwteMonthChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = luwte_month_chart_finalize;
  widget_class->snapshot = luwte_month_chart_snapshot;
  widget_class->measure = luwte_month_chart_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "luwte-month-chart");
}

static void
luwte_month_chart_init (LuwteMonthChart *self)
{
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
luwte_month_chart_new (void)
{
  return g_object_new (LUWTE_TYPE_MONTH_CHART, NULL);
}
