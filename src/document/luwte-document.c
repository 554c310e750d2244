/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-document-private.h"

#include "luwte-secret.h"

#include <string.h>

static void
piece_free (LuwtePiece *self)
{
  for (guint i = 0; self->cells[i] != NULL; i++)
    luwte_wipe (self->cells[i], strlen (self->cells[i]));
  g_strfreev (self->cells);
  g_free (self);
}

LuwteDocument *
luwte_document_new (const char *footer, const char *page_of)
{
  LuwteDocument *self = g_new (LuwteDocument, 1);

  self->footer = g_strdup (footer);
  self->page_of = g_strdup (page_of);
  self->pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) piece_free);
  return self;
}

void
luwte_document_free (LuwteDocument *self)
{
  g_ptr_array_unref (self->pieces);
  g_free (self->page_of);
  g_free (self->footer);
  g_free (self);
}

/* Pango shows a control character as a box with its number. */
static char *
clean (const char *text)
{
  char *copy = g_utf8_make_valid (text, -1);

  for (char *c = copy; *c != '\0'; c++)
    if ((guchar) *c < ' ' && *c != '\n')
      *c = ' ';
  return copy;
}

static void
add (LuwteDocument *self, LuwtePieceKind kind, LuwteDocumentStyle style, const char *const *cells)
{
  const guint n = g_strv_length ((char **) cells);
  LuwtePiece *piece = g_new (LuwtePiece, 1);

  piece->kind = kind;
  piece->style = style;
  piece->cells = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    piece->cells[i] = clean (cells[i]);
  g_ptr_array_add (self->pieces, piece);
}

void
luwte_document_add (LuwteDocument *self, LuwteDocumentStyle style, const char *text)
{
  add (self, LUWTE_PIECE_STYLED, style, (const char *const[]) { text, NULL });
}

void
luwte_document_add_pair (LuwteDocument *self, const char *label, const char *value)
{
  add (self, LUWTE_PIECE_PAIR, LUWTE_DOCUMENT_TEXT, (const char *const[]) { label, value, NULL });
}

void
luwte_document_add_row (LuwteDocument *self, const char *const *cells, gboolean head)
{
  add (self, head ? LUWTE_PIECE_HEAD : LUWTE_PIECE_ROW, LUWTE_DOCUMENT_TEXT, cells);
}
