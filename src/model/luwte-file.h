/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_FILE (luwte_file_get_type ())
G_DECLARE_FINAL_TYPE (LuwteFile, luwte_file, LUWTE, FILE, GObject)

/**
 * luwte_file_new:
 * @name: (nullable): as the visitor's side named it
 * @bytes: what is in it; whoever made them wipes them (luwte_lhc_client_bytes_finish() does)
 *
 * A file that a visitor sent, fetched because the counsellor asked for it. Nothing here opens it or
 * shows it: it is bytes, to be kept where she says.
 */
LuwteFile *luwte_file_new (const char *name, GBytes *bytes);

/**
 * luwte_file_get_name:
 *
 * A name without a folder, a control character or a leading dot, so that it can be proposed where a
 * file is kept; "file" when nothing is left of it.
 */
const char *luwte_file_get_name (LuwteFile *self);

/**
 * luwte_file_get_bytes:
 *
 * Returns: (transfer none): what is in it
 */
GBytes *luwte_file_get_bytes (LuwteFile *self);

G_END_DECLS
