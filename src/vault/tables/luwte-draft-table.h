/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* What is being written in a session: it goes with the session. */
#define LUWTE_DRAFT_NOTE    "note"
#define LUWTE_DRAFT_MESSAGE "message"

/* text: (nullable): NULL or "" removes it */
gboolean luwte_draft_table_save (LuwteDb *db, const char *session, const char *kind,
                                 const char *text, gint64 at, GError **error);
/* text: (out) (transfer full) (nullable): the caller wipes it */
gboolean luwte_draft_table_load (LuwteDb *db, const char *session, const char *kind, char **text,
                                 GError **error);
/* The kind of note that the draft of one becomes: kept with it, (nullable). */
gboolean luwte_draft_table_set_note_kind (LuwteDb *db, const char *session, const char *note_kind,
                                          GError **error);
/* note_kind: (out) (transfer full) (nullable) */
gboolean luwte_draft_table_get_note_kind (LuwteDb *db, const char *session, char **note_kind,
                                          GError **error);

G_END_DECLS
