/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LuwteLayout: how much room the window has. Its breakpoints set it, every page follows it through
 * a property "layout" (int), so that one place knows the widths.
 * @LUWTE_LAYOUT_WIDE: everything side by side
 * @LUWTE_LAYOUT_MEDIUM: below 1180sp: what stands at the end (notes) becomes an overlay
 * @LUWTE_LAYOUT_SMALL: below 900sp: and the sections go behind the back button
 * @LUWTE_LAYOUT_NARROW: below 720sp: and a list or what was chosen in it
 */
typedef enum
{
  LUWTE_LAYOUT_WIDE,
  LUWTE_LAYOUT_MEDIUM,
  LUWTE_LAYOUT_SMALL,
  LUWTE_LAYOUT_NARROW,
} LuwteLayout;

G_END_DECLS
