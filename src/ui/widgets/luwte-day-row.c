/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-day-row.h"

#include <glib/gi18n.h>

#include "luwte-words.h"

struct _LuwteDayRow
{
  AdwActionRow parent_instance;

  /* template children */
  GtkMenuButton *button;
  GtkCalendar *calendar;

  LuwteDay day;
};

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LuwteDayRow, luwte_day_row, ADW_TYPE_ACTION_ROW)

static void
show_day (LuwteDayRow *self)
{
  g_autofree char *day = luwte_words_day (self->day);
  g_autofree char *spoken =
      g_strdup_printf ("%s, %s", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), day);

  gtk_menu_button_set_label (self->button, day);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static void
selected_cb (LuwteDayRow *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  int year, month, dom;

  g_date_time_get_ymd (date, &year, &month, &dom);
  self->day = luwte_day_from_ymd (year, month, dom);
  show_day (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
luwte_day_row_set_day (LuwteDayRow *self, LuwteDay day)
{
  g_autoptr (GDateTime) date = NULL;
  int year, month, dom;

  g_return_if_fail (LUWTE_IS_DAY_ROW (self));

  luwte_day_to_ymd (day, &year, &month, &dom);
  date = g_date_time_new_utc (year, month, dom, 12, 0, 0);
  g_signal_handlers_block_by_func (self->calendar, selected_cb, self);
  gtk_calendar_select_day (self->calendar, date);
  g_signal_handlers_unblock_by_func (self->calendar, selected_cb, self);
  self->day = day;
  show_day (self);
}

LuwteDay
luwte_day_row_get_day (LuwteDayRow *self)
{
  g_return_val_if_fail (LUWTE_IS_DAY_ROW (self), LUWTE_DAY_NONE);
  return self->day;
}

static void
luwte_day_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LUWTE_TYPE_DAY_ROW);
  G_OBJECT_CLASS (luwte_day_row_parent_class)->dispose (object);
}

static void
luwte_day_row_class_init (LuwteDayRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_day_row_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/widgets/luwte-day-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteDayRow, button);
  gtk_widget_class_bind_template_child (widget_class, LuwteDayRow, calendar);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
luwte_day_row_init (LuwteDayRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->day = LUWTE_DAY_NONE;
  g_signal_connect (self, "notify::title", G_CALLBACK (show_day), NULL);
}
