/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-side-layout.h"

struct _LuwteSideLayout
{
  GtkLayoutManager parent_instance;

  GtkAlign side;
};

G_DEFINE_FINAL_TYPE (LuwteSideLayout, luwte_side_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
luwte_side_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
luwte_side_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation,
                           int for_size, int *minimum, int *natural, int *minimum_baseline,
                           int *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int least, wanted;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = wanted;
      return;
    }
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL,
                      for_size >= 0 ? CLAMP (for_size, least, wanted) : -1, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
luwte_side_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height,
                            int baseline)
{
  LuwteSideLayout *self = LUWTE_SIDE_LAYOUT (manager);
  GtkWidget *child = gtk_widget_get_first_child (widget);
  gboolean leftmost = (self->side == GTK_ALIGN_START) ==
                      (gtk_widget_get_direction (widget) != GTK_TEXT_DIR_RTL);
  GtkAllocation place = { .height = height };

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &place.width, NULL, NULL);
  /* Broken into more lines than it asks for, it may be narrower than what there is. */
  if (place.width > width)
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, height, NULL, &place.width, NULL, NULL);
  place.width = MIN (place.width, width);
  if (self->side == GTK_ALIGN_CENTER)
    place.x = (width - place.width) / 2;
  else if (!leftmost)
    place.x = width - place.width;
  gtk_widget_size_allocate (child, &place, baseline);
}

void
luwte_side_layout_set_side (LuwteSideLayout *self, GtkAlign side)
{
  g_return_if_fail (LUWTE_IS_SIDE_LAYOUT (self));

  if (self->side == side)
    return;
  self->side = side;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

static void
luwte_side_layout_class_init (LuwteSideLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = luwte_side_layout_get_request_mode;
  manager_class->measure = luwte_side_layout_measure;
  manager_class->allocate = luwte_side_layout_allocate;
}

static void
luwte_side_layout_init (LuwteSideLayout *self)
{
  self->side = GTK_ALIGN_START;
}
