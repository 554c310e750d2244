/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-enums.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* Sessions that are or were this counsellor's. Nobody else's is ever stored. */

typedef struct
{
  const char *object_id;
  const char *service;   /* object id; NULL when a note made the session (retention rule 0) */
  const char *remote_id; /* the service's id; NULL as service */
  const char *dossier;   /* object id, nullable */
  const char *nickname;
  const char *line;
  const char *channel;
  const char *department; /* nullable */
  const char *topic;      /* nullable until it is closed */
  LuwteSessionState state;
  LuwteIdentity identity;
  gint64 opened_at;
  LuwteDay opened_day;
  LuwteDay active_day; /* latest day on which anything happened in it */
  gint64 closed_at;    /* 0 while it is open */
  LuwteDay closed_day; /* LUWTE_DAY_NONE while it is open */
} LuwteSessionRow;

void luwte_session_row_free (LuwteSessionRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteSessionRow, luwte_session_row_free)

/* Stores a session; its dossier's last contact and nicknames move along. object_id is made here.
 * (transfer full): the object id. Fails with EXISTS when the service's session is stored already. */
char *luwte_session_table_add (LuwteDb *db, const LuwteSessionRow *row, GError **error);

/* (transfer full): fails with NOT_FOUND */
LuwteSessionRow *luwte_session_table_get (LuwteDb *db, const char *object_id, GError **error);
/* row: (out) (transfer full) (nullable): NULL when the service's session is not stored */
gboolean luwte_session_table_find (LuwteDb *db, const char *service, const char *remote_id,
                                   LuwteSessionRow **row, GError **error);
/* (transfer full) (element-type LuwteSessionRow): not closed yet, in the order of opening.
 * service: (nullable): of any */
GPtrArray *luwte_session_table_list_open (LuwteDb *db, const char *service, GError **error);

/* (transfer full): the services' ids of a dossier's sessions, and of those under its nicknames */
char **luwte_session_table_remote_ids (LuwteDb *db, const char *dossier, GError **error);

/* Activity on @day: the last contact of session and dossier moves on, never back. */
gboolean luwte_session_table_touch (LuwteDb *db, const char *object_id, LuwteDay day,
                                    GError **error);
gboolean luwte_session_table_set_state (LuwteDb *db, const char *object_id, LuwteSessionState state,
                                        GError **error);
gboolean luwte_session_table_set_identity (LuwteDb *db, const char *object_id,
                                           LuwteIdentity identity, GError **error);

/* From here its records' terms run. The draft of a message and what was not sent go; a note being
 * written stays. topic: (nullable): keeps the one it has. Closed again, nothing changes. */
gboolean luwte_session_table_close (LuwteDb *db, const char *object_id, const char *topic,
                                    gint64 at, LuwteDay day, GError **error);
/* The visitor is back in a session that was closed here. */
gboolean luwte_session_table_reopen (LuwteDb *db, const char *object_id, LuwteSessionState state,
                                     LuwteDay day, GError **error);

/* Moves the session with all its records to @dossier (nullable: to none). A dossier that it leaves
 * without sessions is dropped. Terms move only in the dossier it comes to. */
gboolean luwte_session_table_set_dossier (LuwteDb *db, const char *object_id, const char *dossier,
                                          GError **error);

/* The row, all that hangs on it, and its dossier if that has no other session. Within
 * luwte_vault_purge_async() only: elsewhere remnants stay in the file. */
gboolean luwte_session_table_erase (LuwteDb *db, const char *object_id, GError **error);

/* (transfer full): the distinct kinds of the records that hang on it, due or not; drafts and the
 * outbox are none */
char **luwte_session_table_record_kinds (LuwteDb *db, const char *object_id, GError **error);

G_END_DECLS
