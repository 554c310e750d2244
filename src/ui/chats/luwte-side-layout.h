/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LUWTE_TYPE_SIDE_LAYOUT (luwte_side_layout_get_type ())
G_DECLARE_FINAL_TYPE (LuwteSideLayout, luwte_side_layout, LUWTE, SIDE_LAYOUT, GtkLayoutManager)

/**
 * luwte_side_layout_set_side:
 * @side: %GTK_ALIGN_START, %GTK_ALIGN_CENTER or %GTK_ALIGN_END
 *
 * Places the one child of a widget at a side, as wide as its text is, as GtkWidget:halign does. But
 * GTK looks for that width by laying out the text some fourteen times; where there is room for the
 * width that the child asks for, which there nearly always is, it is that one.
 */
void luwte_side_layout_set_side (LuwteSideLayout *self, GtkAlign side);

G_END_DECLS
