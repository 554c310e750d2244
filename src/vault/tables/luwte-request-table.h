/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-request.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* What somebody has asked about the own dossier, and objections. A request hangs on the latest
 * session of its dossier, and goes with its term as every record does. */

/* session: (out) (transfer full): on which a request of this dossier hangs, and its line; NOT_FOUND
 * when there is no such dossier, or nothing in it */
gboolean luwte_request_table_place (LuwteDb *db, const char *dossier, char **session, char **line,
                                    GError **error);
/* (transfer full): the new object id */
char *luwte_request_table_add (LuwteDb *db, const char *session, const char *dossier,
                               const char *kind, LuwteDay created, LuwteDay answer, GError **error);
/* (transfer full): NOT_FOUND when there is none, or it may not be shown */
LuwteRequest *luwte_request_table_get (LuwteDb *db, const char *object_id, GError **error);
/* (transfer full) (element-type LuwteRequest): the most urgent first, then what was answered */
GPtrArray *luwte_request_table_list (LuwteDb *db, GError **error);
gboolean luwte_request_table_check (LuwteDb *db, const char *object_id, gboolean identity,
                                    gboolean ownership, LuwteDay day, GError **error);
gboolean luwte_request_table_decide (LuwteDb *db, const char *object_id, const char *state,
                                     const char *ground, LuwteDay day, GError **error);

/* (transfer full) (element-type utf8): the object ids of its sessions */
GPtrArray *luwte_request_table_sessions (LuwteDb *db, const char *dossier, GError **error);
/* records of the session, due or not: object ids and kinds by turns, (transfer full) */
char **luwte_request_table_records (LuwteDb *db, const char *session, GError **error);

/* Registered once; the first day stays. */
gboolean luwte_objection_table_add (LuwteDb *db, const char *dossier, const char *kind,
                                    LuwteDay day, const char *role, GError **error);
/* Taken back: registered anew, it begins on that day. stood: (out): whether there was one; NOT_FOUND
 * without such a dossier */
gboolean luwte_objection_table_remove (LuwteDb *db, const char *dossier, const char *kind,
                                       gboolean *stood, GError **error);
/* stands: (out): whether this dossier has one; dossier: (nullable): without one nobody objected */
gboolean luwte_objection_table_stands (LuwteDb *db, const char *dossier, const char *kind,
                                       gboolean *stands, GError **error);
/* (transfer full) (element-type LuwteObjection) */
GPtrArray *luwte_objection_table_list (LuwteDb *db, GError **error);

G_END_DECLS
