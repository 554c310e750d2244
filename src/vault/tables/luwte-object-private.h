/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* What outside is an object id is an integer inside. static_sql selects it with ?1; NOT_FOUND when
 * there is no such row. */
gboolean luwte_object_find (LuwteDb *db, const char *static_sql, const char *object_id, gint64 *id,
                            GError **error);

#define LUWTE_SQL_SESSION_ID "SELECT id FROM session WHERE object_id = ?1"
#define LUWTE_SQL_DOSSIER_ID "SELECT id FROM dossier WHERE object_id = ?1"
#define LUWTE_SQL_SERVICE_ID "SELECT id FROM service WHERE object_id = ?1"

/* A statement without parameters but an id and without rows. */
gboolean luwte_object_run (LuwteDb *db, const char *static_sql, gint64 id, GError **error);

/* After a change of one row: NOT_FOUND when there was none to change. */
gboolean luwte_object_changed (LuwteDb *db, GError **error);

/* dossier: the row's integer; dropped when it has no session and no hold */
gboolean luwte_dossier_drop_if_empty (LuwteDb *db, gint64 dossier, GError **error);

/* The same by integers; service: 0 when there is none. */
gboolean luwte_dossier_use_nickname (LuwteDb *db, gint64 dossier, gint64 service,
                                     const char *nickname, LuwteDay day, GError **error);

G_END_DECLS
