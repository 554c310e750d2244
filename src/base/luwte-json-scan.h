/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteJsonPlace:
 * @pointer: where it stands in the document, as a JSON pointer (RFC 6901); "" is the whole
 * @key_line: line of the member's name, from 1; the value's line where there is no name
 * @key_column: column of the member's name in characters, from 1
 * @line: line of the value
 * @column: column of the value in characters
 */
typedef struct
{
  const char *pointer;
  guint key_line;
  guint key_column;
  guint line;
  guint column;
} LuwteJsonPlace;

typedef void (*LuwteJsonVisitFunc) (const LuwteJsonPlace *place, gpointer data);

gboolean luwte_json_scan (const char *text, gsize length, LuwteJsonVisitFunc visit, gpointer data,
                          GError **error);
gboolean luwte_json_scan_strings (const char *text, gsize length, const char *const *names,
                                  GString **values, guint n);

G_END_DECLS
