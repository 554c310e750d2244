/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-dossier.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* Dossiers and the nicknames in them. Dossiers, sessions and services go by object id. A nickname
 * is compared as it is written (NFC, without outer white space); which profile asks "Same person?"
 * is not known here. */

/* (transfer full): the name as it is stored and compared; "" when nothing but white space */
char *luwte_nickname_normalize (const char *name);
/* (transfer full): without case and accents, for searching */
char *luwte_nickname_fold (const char *name);

/* service: (nullable): where the nickname came from. (transfer full): the new object id */
char *luwte_dossier_table_add (LuwteDb *db, const char *service, const char *nickname, LuwteDay day,
                               GError **error);

/* The nickname is used in this dossier on @day; a new one is added to it. */
gboolean luwte_dossier_table_add_nickname (LuwteDb *db, const char *dossier, const char *service,
                                           const char *nickname, LuwteDay day, GError **error);

/* dossier: (out) (transfer full) (nullable): of the dossiers that bear this nickname, whatever the
 * service, the one contacted last (retention rule 0), due or not */
gboolean luwte_dossier_table_find (LuwteDb *db, const char *nickname, char **dossier,
                                   GError **error);

/* (transfer full) (element-type LuwteDossier): those bearing this nickname at this service of which
 * anything may be shown, last contact first. service: (nullable): at any */
GPtrArray *luwte_dossier_table_known (LuwteDb *db, const char *service, const char *nickname,
                                      GError **error);

/* (transfer full): its nicknames, the one used last first */
char **luwte_dossier_table_nicknames (LuwteDb *db, const char *dossier, GError **error);

/* (transfer full): the nicknames of the vault, of at least three letters, that stand in a text; case
 * and accents aside where there is a dossier */
char **luwte_dossier_table_nicknames_in (LuwteDb *db, const char *text, GError **error);

/* held: (out): whether a hold keeps all of it today (retention rule 7) */
gboolean luwte_dossier_table_is_held (LuwteDb *db, const char *dossier, gboolean *held,
                                      GError **error);

/* A contact on @day: the last contact moves on, never back. */
gboolean luwte_dossier_table_touch (LuwteDb *db, const char *dossier, LuwteDay day, GError **error);

/* All of @from goes to @into, and @from is gone; holds and objections go along. */
gboolean luwte_dossier_table_join (LuwteDb *db, const char *from, const char *into, GError **error);

/* nickname: (nullable): the part of the dossier under it alone */
gboolean luwte_dossier_table_parts (LuwteDb *db, const char *dossier, const char *nickname,
                                    LuwteDossierParts *parts, GError **error);
/* (transfer full): object ids, oldest first */
char **luwte_dossier_table_sessions (LuwteDb *db, const char *dossier, const char *nickname,
                                     GError **error);
/* The sessions, which are some of the dossier's and not all, become a dossier of their own. (transfer
 * full): its object id */
char *luwte_dossier_table_split (LuwteDb *db, const char *dossier, const char *const *sessions,
                                 GError **error);

/* Removes dossiers that have no session any more, with their nicknames (retention rule 6); a held
 * one stays. n_dropped: (out) (optional) */
gboolean luwte_dossier_table_drop_empty (LuwteDb *db, guint *n_dropped, GError **error);

/* (transfer full) (element-type LuwteDossier): of which anything may be shown, last contact first.
 * words: (nullable): that bear a nickname containing them, or a note with all of them */
GPtrArray *luwte_dossier_table_list (LuwteDb *db, const char *words, guint limit, GError **error);

G_END_DECLS
