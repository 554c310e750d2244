/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-message-parts.h"

/* In pixels: around a message, between what stands below one another, around and in its line. */
#define EDGE        6
#define GAP         3
#define LINE_INDENT 6
#define LINE_GAP    4
/* More than any part wants. */
#define ANY_WIDTH (G_MAXINT / 4)

typedef struct
{
  int minimum;
  int natural;
} Width;

/* How the parts lie when there is so much room. */
typedef struct
{
  const LuwteMessageParts *parts;
  int room; /* between the edges */
  int y;    /* where the next part begins */
  gboolean rtl;
  gboolean placing;
} Flow;

static gboolean
is_shown (GtkWidget *part)
{
  return part != NULL && gtk_widget_should_layout (part);
}

static Width
measure_width (GtkWidget *part)
{
  Width width;

  gtk_widget_measure (part, GTK_ORIENTATION_HORIZONTAL, -1, &width.minimum, &width.natural, NULL,
                      NULL);
  return width;
}

static int
measure_height (GtkWidget *part, int width)
{
  int height;

  gtk_widget_measure (part, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

/* All but the last have the width that they ask for. */
static Width
measure_line (GtkWidget *const *line)
{
  Width whole = { 2 * LINE_INDENT, 2 * LINE_INDENT };

  for (guint i = 0; i < 3; i++)
    if (is_shown (line[i]))
      {
        const Width one = measure_width (line[i]);
        const int gap = whole.natural > 2 * LINE_INDENT ? LINE_GAP : 0;

        whole.minimum += gap + (i == 2 ? one.minimum : one.natural);
        whole.natural += gap + one.natural;
      }
  return whole;
}

void
luwte_message_parts_measure_width (const LuwteMessageParts *self, int *minimum, int *natural)
{
  GtkWidget *const parts[] = { self->day_line, self->author, self->text, self->files,
                               self->choices };
  Width widest = measure_line (self->line);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (is_shown (parts[i]))
      {
        const Width one = measure_width (parts[i]);

        widest.minimum = MAX (widest.minimum, one.minimum);
        widest.natural = MAX (widest.natural, one.natural);
      }
  *minimum = widest.minimum + 2 * EDGE;
  *natural = widest.natural + 2 * EDGE;
}

static void
place (Flow *self, GtkWidget *part, int x, int y, int width, int height)
{
  const GtkAllocation at = { EDGE + (self->rtl ? self->room - x - width : x), y, width, height };

  if (self->placing)
    gtk_widget_size_allocate (part, &at, -1);
}

static int
find_x (Flow *self, GtkAlign side, int width)
{
  return side == GTK_ALIGN_START    ? 0
         : side == GTK_ALIGN_CENTER ? (self->room - width) / 2
                                    : self->room - width;
}

static void
begin (Flow *self)
{
  self->y += self->y > EDGE ? GAP : 0;
}

static void
put (Flow *self, GtkWidget *part, GtkAlign side)
{
  Width wanted;
  int width, height;

  if (!is_shown (part))
    return;
  begin (self);
  wanted = measure_width (part);
  width = side == GTK_ALIGN_FILL && self->room < ANY_WIDTH
              ? self->room
              : CLAMP (self->room, wanted.minimum, wanted.natural);
  height = measure_height (part, width);
  /* Broken into more lines than it asks for, a text may be narrower than what there is. */
  if (self->placing && wanted.natural > width && part == self->parts->text)
    gtk_widget_measure (part, GTK_ORIENTATION_HORIZONTAL, height, NULL, &wanted.natural, NULL,
                        NULL);
  if (side != GTK_ALIGN_FILL)
    width = MIN (width, wanted.natural);
  place (self, part, side == GTK_ALIGN_FILL ? 0 : find_x (self, side, width), self->y, width,
         height);
  self->y += height;
}

static void
put_line (Flow *self)
{
  GtkWidget *const *line = self->parts->line;
  const Width wanted = measure_line (line);
  const int width = CLAMP (self->room, wanted.minimum, wanted.natural);
  int x = find_x (self, self->parts->side, width) + LINE_INDENT;
  int left = width - 2 * LINE_INDENT;
  int height = 0;

  if (wanted.natural == 2 * LINE_INDENT)
    return;
  begin (self);
  for (guint i = 0; i < 3; i++)
    if (is_shown (line[i]))
      {
        const int one = i == 2 ? left : measure_width (line[i]).natural;

        height = MAX (height, measure_height (line[i], one));
        left -= one + LINE_GAP;
      }
  left = width - 2 * LINE_INDENT;
  for (guint i = 0; i < 3; i++)
    if (is_shown (line[i]))
      {
        const int one = i == 2 ? left : measure_width (line[i]).natural;

        place (self, line[i], x, self->y, one, height);
        x += one + LINE_GAP;
        left -= one + LINE_GAP;
      }
  self->y += height;
}

static int
flow (const LuwteMessageParts *parts, int width, gboolean rtl, gboolean placing)
{
  Flow self = { parts, width < 0 ? ANY_WIDTH : width - 2 * EDGE, EDGE, rtl, placing };

  put (&self, parts->day_line, GTK_ALIGN_FILL);
  put (&self, parts->author, GTK_ALIGN_START);
  put (&self, parts->text, parts->side);
  put (&self, parts->files, GTK_ALIGN_START);
  put_line (&self);
  put (&self, parts->choices, parts->side);
  return self.y + EDGE;
}

int
luwte_message_parts_measure_height (const LuwteMessageParts *self, int width)
{
  return flow (self, width, FALSE, FALSE);
}

int
luwte_message_parts_allocate (const LuwteMessageParts *self, int width, gboolean rtl)
{
  return flow (self, width, rtl, TRUE);
}
