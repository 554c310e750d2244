/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * LuwteMessageParts:
 * @day_line: (nullable): above all, as wide as there is room
 * @author: (nullable): at the beginning of a line
 * @text: at @side, as wide as its longest line
 * @files: (nullable): at the beginning of a line
 * @line: (nullable): beside one another at @side; the last may have several lines
 * @choices: (nullable): at @side
 * @side: %GTK_ALIGN_START, %GTK_ALIGN_CENTER or %GTK_ALIGN_END
 *
 * The children of a message's row, from above to below; those that are hidden take no room. Boxes in
 * boxes would do the same, and GTK would match the style of each box of each row again whenever a
 * row comes in above the others: a list view holds two hundred rows.
 */
typedef struct
{
  GtkWidget *day_line;
  GtkWidget *author;
  GtkWidget *text;
  GtkWidget *files;
  GtkWidget *line[3];
  GtkWidget *choices;
  GtkAlign side;
} LuwteMessageParts;

/**
 * luwte_message_parts_measure_width:
 * @minimum: (out): in pixels
 * @natural: (out): in pixels
 *
 * Lays out the text twice: it is dear, and its result is worth keeping.
 */
void luwte_message_parts_measure_width (const LuwteMessageParts *self, int *minimum, int *natural);

/**
 * luwte_message_parts_measure_height:
 * @width: in pixels, or -1 where each part may be as wide as it likes
 *
 * Returns: the height that they need, in pixels
 */
int luwte_message_parts_measure_height (const LuwteMessageParts *self, int width);

/**
 * luwte_message_parts_allocate:
 * @width: of the row, in pixels
 * @rtl: whether lines begin at the right
 *
 * Gives each part its place, from above.
 *
 * Returns: the height that they took, in pixels
 */
int luwte_message_parts_allocate (const LuwteMessageParts *self, int width, gboolean rtl);

G_END_DECLS
