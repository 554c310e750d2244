/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pieces are laid out twice: once to count the pages, since each page tells how many there are,
 * and once to draw. A piece that does not fit is broken between two of its lines; a heading or a
 * label goes to the next page with what it stands above. */

#include "luwte-document-private.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

/* Points; A4. */
#define WIDTH   595.28
#define HEIGHT  841.89
#define LEFT    62.0
#define RIGHT   62.0
#define TOP     58.0
#define BOTTOM  76.0
#define INNER   (WIDTH - LEFT - RIGHT)
#define LABELS  150.0
#define NUMBERS 60.0
#define GUTTER  12.0
#define INDENT  14.0
/* What must fit below a heading, lest it stands alone. */
#define KEEP 48.0

static const struct
{
  const char *font;
  const char *tag;
  double above;
  double grey;
} styles[] = {
  [LUWTE_DOCUMENT_TITLE] = { "Sans Bold 18", "H1", 0, 0.0 },
  [LUWTE_DOCUMENT_HEADING] = { "Sans Bold 12.5", "H2", 20, 0.0 },
  [LUWTE_DOCUMENT_LABEL] = { "Sans Bold 9.5", "H3", 11, 0.25 },
  [LUWTE_DOCUMENT_TEXT] = { "Sans 10", "P", 7, 0.1 },
  [LUWTE_DOCUMENT_QUOTE] = { "Sans 10.5", "P", 4, 0.0 },
};

typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
  const LuwteDocument *document;
  double y;
  guint page;
  guint n_pages; /* 0: they are being counted */
} Sheet;

static PangoLayout *
make_layout (Sheet *self, const char *text, const char *font, double width)
{
  PangoLayout *layout = pango_cairo_create_layout (self->cr);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing (layout, 1.15f);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static double
height_of (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

static void
show_layout (Sheet *self, PangoLayout *layout, double x, double y)
{
  cairo_move_to (self->cr, x, y);
  pango_cairo_show_layout (self->cr, layout);
}

static void
end_page (Sheet *self)
{
  g_autofree char *number = NULL;
  PangoLayout *layout;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  number = g_strdup_printf (self->document->page_of, self->page, MAX (self->n_pages, self->page));
#pragma GCC diagnostic pop
  cairo_set_source_rgb (self->cr, 0.35, 0.35, 0.35);
  layout = make_layout (self, self->document->footer, "Sans 8", INNER - 100);
  show_layout (self, layout, LEFT, HEIGHT - BOTTOM + 30);
  g_object_unref (layout);
  layout = make_layout (self, number, "Sans 8", 100);
  pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  show_layout (self, layout, WIDTH - RIGHT - 100, HEIGHT - BOTTOM + 30);
  g_object_unref (layout);
  cairo_show_page (self->cr);
}

static void
next_page (Sheet *self)
{
  end_page (self);
  self->page++;
  self->y = TOP;
}

static double
room (Sheet *self)
{
  return HEIGHT - BOTTOM - self->y;
}

static void
space_above (Sheet *self, double above, double needed)
{
  if (self->y > TOP)
    self->y += above;
  if (self->y > TOP && room (self) < needed)
    next_page (self);
}

static void
outline (Sheet *self, const char *text)
{
  g_autofree char *link = g_strdup_printf ("page=%u pos=[%d %d]", self->page, (int) LEFT,
                                           (int) self->y);

  if (self->n_pages > 0)
    cairo_pdf_surface_add_outline (self->surface, CAIRO_PDF_OUTLINE_ROOT, text, link, 0);
}

/* Beside what somebody wrote runs a thin bar, so that it is told from the document's own words
 * without colour. */
static void
draw_bar (Sheet *self, double from, double to)
{
  cairo_save (self->cr);
  cairo_set_source_rgb (self->cr, 0.55, 0.55, 0.55);
  cairo_set_line_width (self->cr, 1.5);
  cairo_move_to (self->cr, LEFT + 3, from);
  cairo_line_to (self->cr, LEFT + 3, to);
  cairo_stroke (self->cr);
  cairo_restore (self->cr);
}

/* Lines from @iter on as far as they fit; FALSE when none is left. */
static gboolean
draw_lines (Sheet *self, PangoLayoutIter *iter, double x, gboolean bar)
{
  const double from = self->y;
  double first = -1;
  gboolean more = TRUE;

  do
    {
      PangoRectangle line;
      double top, bottom;

      pango_layout_iter_get_line_extents (iter, NULL, &line);
      top = (double) line.y / PANGO_SCALE;
      bottom = (double) (line.y + line.height) / PANGO_SCALE;
      if (first < 0)
        first = top;
      if (bottom - first > HEIGHT - BOTTOM - from && top > first)
        break;
      cairo_move_to (self->cr, x,
                     from - first + (double) pango_layout_iter_get_baseline (iter) / PANGO_SCALE);
      pango_cairo_show_layout_line (self->cr, pango_layout_iter_get_line_readonly (iter));
      self->y = from + bottom - first;
      more = pango_layout_iter_next_line (iter);
    }
  while (more);
  if (bar)
    draw_bar (self, from, self->y);
  return more;
}

static void
draw_styled (Sheet *self, const LuwtePiece *piece)
{
  const LuwteDocumentStyle style = piece->style;
  const gboolean quote = style == LUWTE_DOCUMENT_QUOTE;
  const gboolean heads = style == LUWTE_DOCUMENT_HEADING || style == LUWTE_DOCUMENT_LABEL;
  const double x = LEFT + (quote ? INDENT : 0);
  PangoLayout *layout = make_layout (self, piece->cells[0], styles[style].font,
                                     INNER - (quote ? INDENT : 0));
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  gboolean more = TRUE;

  space_above (self, styles[style].above, heads ? height_of (layout) + KEEP : 14);
  if (style == LUWTE_DOCUMENT_HEADING)
    outline (self, piece->cells[0]);
  while (more)
    {
      cairo_set_source_rgb (self->cr, styles[style].grey, styles[style].grey, styles[style].grey);
      cairo_tag_begin (self->cr, styles[style].tag, NULL);
      more = draw_lines (self, iter, x, quote);
      cairo_tag_end (self->cr, styles[style].tag);
      if (more)
        next_page (self);
    }
  pango_layout_iter_free (iter);
  g_object_unref (layout);
}

static void
draw_pair (Sheet *self, const LuwtePiece *piece)
{
  PangoLayout *label = make_layout (self, piece->cells[0], "Sans 10", LABELS);
  PangoLayout *value = make_layout (self, piece->cells[1], "Sans 10", INNER - LABELS - GUTTER);
  const double height = MAX (height_of (label), height_of (value));

  space_above (self, 5, height);
  cairo_tag_begin (self->cr, "P", NULL);
  cairo_set_source_rgb (self->cr, 0.3, 0.3, 0.3);
  show_layout (self, label, LEFT, self->y);
  cairo_set_source_rgb (self->cr, 0, 0, 0);
  show_layout (self, value, LEFT + LABELS + GUTTER, self->y);
  cairo_tag_end (self->cr, "P");
  self->y += height;
  g_object_unref (label);
  g_object_unref (value);
}

static void
draw_row (Sheet *self, const LuwtePiece *piece)
{
  const gboolean head = piece->kind == LUWTE_PIECE_HEAD;
  const guint n = g_strv_length (piece->cells);
  const double width = n > 1 ? (INNER - NUMBERS) / (n - 1) : INNER;
  double height = 0;

  space_above (self, head ? 12 : 4, head ? KEEP : 18);
  cairo_set_source_rgb (self->cr, 0, 0, 0);
  cairo_tag_begin (self->cr, "P", NULL);
  for (guint i = 0; i < n; i++)
    {
      const gboolean number = n > 1 && i == n - 1;
      PangoLayout *layout = make_layout (self, piece->cells[i], head ? "Sans Bold 9.5" : "Sans 9.5",
                                         number ? NUMBERS : width - GUTTER);

      if (number)
        pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
      show_layout (self, layout, LEFT + i * width, self->y);
      height = MAX (height, height_of (layout));
      g_object_unref (layout);
    }
  cairo_tag_end (self->cr, "P");
  self->y += height;
}

/* How many pages it took. */
static guint
draw (Sheet *self)
{
  for (guint i = 0; i < self->document->pieces->len; i++)
    {
      const LuwtePiece *piece = g_ptr_array_index (self->document->pieces, i);

      if (piece->kind == LUWTE_PIECE_STYLED)
        draw_styled (self, piece);
      else if (piece->kind == LUWTE_PIECE_PAIR)
        draw_pair (self, piece);
      else
        draw_row (self, piece);
    }
  end_page (self);
  return self->page;
}

static cairo_status_t
take_cb (void *into, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (into, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static const char *
title_of (const LuwteDocument *self)
{
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const LuwtePiece *piece = g_ptr_array_index (self->pieces, i);

      if (piece->kind == LUWTE_PIECE_STYLED && piece->style == LUWTE_DOCUMENT_TITLE)
        return piece->cells[0];
    }
  return self->footer;
}

static guint
render (const LuwteDocument *self, guint n_pages, GByteArray *into, GError **error)
{
  Sheet sheet = { .document = self, .y = TOP, .page = 1, .n_pages = n_pages };
  cairo_status_t status;
  guint drawn;

  sheet.surface = cairo_pdf_surface_create_for_stream (take_cb, into, WIDTH, HEIGHT);
  cairo_pdf_surface_set_metadata (sheet.surface, CAIRO_PDF_METADATA_TITLE, title_of (self));
  cairo_pdf_surface_set_metadata (sheet.surface, CAIRO_PDF_METADATA_CREATOR, "Luwte");
  sheet.cr = cairo_create (sheet.surface);
  drawn = draw (&sheet);
  status = cairo_status (sheet.cr);
  cairo_destroy (sheet.cr);
  cairo_surface_finish (sheet.surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (sheet.surface);
  cairo_surface_destroy (sheet.surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return drawn;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The PDF could not be made: %s",
               cairo_status_to_string (status));
  return 0;
}

GBytes *
luwte_document_to_pdf (LuwteDocument *self, guint *n_pages, GError **error)
{
  g_autoptr (GByteArray) counted = g_byte_array_new ();
  g_autoptr (GByteArray) drawn = g_byte_array_new ();
  guint n = render (self, 0, counted, error);

  if (n == 0 || render (self, n, drawn, error) == 0)
    return NULL;
  if (n_pages != NULL)
    *n_pages = n;
  return g_byte_array_free_to_bytes (g_steal_pointer (&drawn));
}
