/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-consent.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* What somebody agreed to, and how far a visitor is known. A consent hangs on the session in which it
 * was given, and goes with its term as every record does. */

/* words: what was agreed to; party: (nullable). (transfer full): the new object id */
char *luwte_consent_table_add (LuwteDb *db, const char *session, const char *scope,
                               const char *words, const char *party, gint64 at, LuwteDay day,
                               GError **error);
/* NOT_FOUND when there is none, or it was withdrawn before. dossier: (out) (transfer full)
 * (nullable) */
gboolean luwte_consent_table_withdraw (LuwteDb *db, const char *object_id, gint64 at, LuwteDay day,
                                       char **dossier, GError **error);

/* Of all of a session's dossier, or of the session alone while it has none; of a dossier with
 * session NULL. What may not be shown is not in it. (transfer full) */
LuwteStanding *luwte_standing_read (LuwteDb *db, const char *dossier, const char *session,
                                    GError **error);
gboolean luwte_standing_set_known (LuwteDb *db, const char *dossier, LuwteKnown known, LuwteDay day,
                                   GError **error);

G_END_DECLS
