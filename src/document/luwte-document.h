/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* A document for a person to read: pieces one below another. For one thread at a time. */
typedef struct _LuwteDocument LuwteDocument;

/**
 * LuwteDocumentStyle:
 * @LUWTE_DOCUMENT_TITLE: what it is; stands once, at the top
 * @LUWTE_DOCUMENT_HEADING: a part of it; in the outline of the PDF
 * @LUWTE_DOCUMENT_LABEL: what the text below it is: kind and time
 * @LUWTE_DOCUMENT_TEXT: a sentence of the document's own
 * @LUWTE_DOCUMENT_QUOTE: what somebody wrote
 */
typedef enum
{
  LUWTE_DOCUMENT_TITLE,
  LUWTE_DOCUMENT_HEADING,
  LUWTE_DOCUMENT_LABEL,
  LUWTE_DOCUMENT_TEXT,
  LUWTE_DOCUMENT_QUOTE,
} LuwteDocumentStyle;

/**
 * luwte_document_new:
 * @footer: stands below each page, before the page's number
 * @page_of: how a page is numbered: "page %u of %u"
 */
LuwteDocument *luwte_document_new (const char *footer, const char *page_of);
void luwte_document_free (LuwteDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteDocument, luwte_document_free)

/* text: copied; line breaks stay, other control characters do not. */
void luwte_document_add (LuwteDocument *self, LuwteDocumentStyle style, const char *text);
/* A label and its value beside it. */
void luwte_document_add_pair (LuwteDocument *self, const char *label, const char *value);
/* A row of a table: (array zero-terminated=1); the last cell is a number and stands at the right. */
void luwte_document_add_row (LuwteDocument *self, const char *const *cells, gboolean head);

/**
 * luwte_document_to_pdf:
 * @n_pages: (out) (optional)
 *
 * Returns: (transfer full) (nullable): the file
 */
GBytes *luwte_document_to_pdf (LuwteDocument *self, guint *n_pages, GError **error);

G_END_DECLS
