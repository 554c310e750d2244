/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * luwte_new_file_write:
 * @path: where it is to stand
 * @bytes: all of it
 * @replace: whether a file that stands there may go
 *
 * A file that somebody asked for, outside the vault: nobody else's to read, and there whole or not
 * at all. It is written beside its place under a name of its own, brought to the disk and renamed;
 * what could not be finished is removed.
 *
 * Returns: %FALSE with a #GIOErrorEnum: EXISTS, NO_SPACE, NOT_FOUND, PERMISSION_DENIED, …
 */
gboolean luwte_new_file_write (const char *path, GBytes *bytes, gboolean replace, GError **error);

G_END_DECLS
