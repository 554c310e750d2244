/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* The team's review folder: any folder that is mounted or synced. A file appears in it whole or not
 * at all as far as we are concerned; what another program brings there may be half of one. */

/* (transfer full): a name that tells nothing, "0123…def.luwte". */
char *luwte_folder_new_name (void);

/* (transfer full) (element-type utf8): names of packs, in no order; NULL with a #GIOErrorEnum, for
 * instance when the folder has vanished. */
GPtrArray *luwte_folder_list (const char *path, GError **error);

/* (transfer full): at most the length that a pack can have; LUWTE_REVIEW_ERROR_TOO_LARGE */
GBytes *luwte_folder_read (const char *path, const char *name, GError **error);

/* By a temporary file, fsync, rename, fsync of the folder. FALSE with a #GIOErrorEnum, with nothing
 * left in the folder. A file of that name that is there already stays, and is fine. */
gboolean luwte_folder_write (const char *path, const char *name, GBytes *bytes, GError **error);

/* (transfer full) (nullable): another text as soon as the file was written to; NULL when it is gone */
char *luwte_folder_stamp (const char *path, const char *name);

/* TRUE when no file of that name is there any more; FALSE with a #GIOErrorEnum. */
gboolean luwte_folder_remove (const char *path, const char *name, GError **error);

G_END_DECLS
