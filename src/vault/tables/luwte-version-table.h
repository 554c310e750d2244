/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-note-version.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* What stood in a note before it was corrected, and what was added beside it. Both go with the note.
 * A note that is due, or that may not be read, is not there: NOT_FOUND. */

/* Keeps what stands in the note now; the caller changes it then. */
gboolean luwte_version_table_keep (LuwteDb *db, const char *note, gint64 at, GError **error);
gboolean luwte_version_table_add (LuwteDb *db, const char *note, const char *text, gint64 at,
                                  GError **error);

/* (transfer full) (element-type LuwteNoteVersion): oldest first; empty for a note that is not there */
GPtrArray *luwte_version_table_list (LuwteDb *db, const char *note, GError **error);

G_END_DECLS
