/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* The most bytes of one file that are taken in. */
#define LUWTE_FILE_MAX_BYTES (10 * 1024 * 1024)

/* How much of a file has come. Called in the thread that asked, never after its answer. */
typedef void (*LuwteFileProgressFunc) (gsize done, gpointer data);

#define LUWTE_TYPE_FILE (luwte_file_get_type ())
G_DECLARE_FINAL_TYPE (LuwteFile, luwte_file, LUWTE, FILE, GObject)

/**
 * luwte_file_new:
 * @name: (nullable): as the visitor's side named it
 * @size: how long the service says it is
 * @bytes: (nullable): what is in it; whoever made them wipes them
 *   (luwte_lhc_client_bytes_finish() does). %NULL while it is only told of.
 *
 * A file that a visitor sent. Nothing here opens it or shows it: it is bytes, to be kept where she
 * says.
 */
LuwteFile *luwte_file_new (const char *name, gint64 size, GBytes *bytes);

/**
 * luwte_file_get_name:
 *
 * A name without a folder, a leading dot, or a character that hides or turns what stands beside it,
 * so that it can be shown and proposed where a file is kept; "file" when nothing is left of it. A
 * name that is too long loses its middle: how it ends says what will open it.
 */
const char *luwte_file_get_name (LuwteFile *self);

/**
 * luwte_file_get_size:
 *
 * Returns: how many bytes the service says it has
 */
gint64 luwte_file_get_size (LuwteFile *self);

/**
 * luwte_file_get_bytes:
 *
 * Returns: (transfer none) (nullable): what is in it, %NULL while it is only told of
 */
GBytes *luwte_file_get_bytes (LuwteFile *self);

/**
 * luwte_file_count:
 * @text: of a message
 *
 * An adapter writes U+1F4CE where a message has a file. Somebody who types that sign is taken for one
 * who sent something, until the service is asked: then it says that there is no such file.
 *
 * Returns: how many files a message seems to have
 */
guint luwte_file_count (const char *text);

G_END_DECLS
