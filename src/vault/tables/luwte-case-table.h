/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* What travels for the anonymous review: packs on their way, cases sent and the advice that came
 * back (with the author), cases received (at the board). Months are "2026-11"; a row whose last
 * month is past is in no answer. */

/* seen: (out): whether a pack of that name was read before */
gboolean luwte_pack_table_see (LuwteDb *db, const char *name, const char *expires, gboolean *seen,
                               GError **error);

gboolean luwte_pack_table_is_seen (LuwteDb *db, const char *name, gboolean *seen, GError **error);

/* (transfer full) (element-type utf8): the names that were seen, as a set */
GHashTable *luwte_pack_table_list_seen (LuwteDb *db, GError **error);

/**
 * luwte_pack_table_list_begun:
 * @prefix: with which the names begin
 *
 * Returns: (transfer full) (array zero-terminated=1): the names that were seen and begin so
 */
char **luwte_pack_table_list_begun (LuwteDb *db, const char *prefix, GError **error);
/**
 * luwte_pack_table_unsee:
 *
 * As if that name had never been seen.
 */
gboolean luwte_pack_table_unsee (LuwteDb *db, const char *name, GError **error);

typedef struct
{
  char *name;
  char *expires;
  GBytes *bytes;
} LuwtePackOutRow;

void luwte_pack_out_row_free (LuwtePackOutRow *self);

/* session: (nullable): object id; the pack goes with it when it is erased before it was sent */
gboolean luwte_pack_table_push (LuwteDb *db, const char *name, const char *session,
                                const char *expires, GBytes *bytes, GError **error);
/* (transfer full) (element-type LuwtePackOutRow): the oldest first */
GPtrArray *luwte_pack_table_list (LuwteDb *db, GError **error);
gboolean luwte_pack_table_pop (LuwteDb *db, const char *name, GError **error);
/* What was brought to the folder, and must be taken out of it after its month. */
gboolean luwte_pack_table_put (LuwteDb *db, const char *name, const char *expires, GError **error);
/* (transfer full) (array zero-terminated=1): names of those that are past it in @month */
char **luwte_pack_table_list_past (LuwteDb *db, const char *month, GError **error);
/* It is not brought any more, or must be taken out at once: its month is over. */
gboolean luwte_pack_table_recall (LuwteDb *db, const char *name, GError **error);
gboolean luwte_pack_table_taken_out (LuwteDb *db, const char *name, GError **error);

typedef struct
{
  char *case_id;
  char *session; /* object id */
  guint8 reply_seed[32];
  char *expires;
} LuwteCaseSentRow;

void luwte_case_sent_row_free (LuwteCaseSentRow *self);

gboolean luwte_case_table_add_sent (LuwteDb *db, const LuwteCaseSentRow *row, gint64 sent_at,
                                    GError **error);
/* (transfer full) (element-type LuwteCaseSentRow): those that advice may still come to */
GPtrArray *luwte_case_table_list_sent (LuwteDb *db, const char *month, GError **error);

typedef struct
{
  char *object_id;
  char *session; /* object id */
  char *dossier; /* (nullable): object id */
  char *nickname;
  char *case_id;
  char *writer;
  char *decision;
  char *text;
  gint64 created_at;
  LuwteDay created_day;
  gint64 acknowledged_at; /* 0: not yet */
  char *outcome;          /* (nullable) */
} LuwteAdviceRow;

void luwte_advice_row_free (LuwteAdviceRow *self);

gboolean luwte_advice_table_add (LuwteDb *db, const LuwteAdviceRow *row, GError **error);
/* (transfer full) (element-type LuwteAdviceRow): newest first, nothing that is due */
GPtrArray *luwte_advice_table_list (LuwteDb *db, GError **error);
/* outcome: (nullable) */
gboolean luwte_advice_table_acknowledge (LuwteDb *db, const char *object_id, gint64 at,
                                         const char *outcome, GError **error);

typedef struct
{
  char *case_id;
  char *content; /* the body of the pack */
  gboolean urgent;
  LuwteDay received;
  char *expires;
  char *state; /* "new", "agenda", "discussed" */
  LuwteDay agenda;
  char *decision; /* (nullable) */
  char *advice;   /* (nullable) */
  char *outcome;  /* (nullable) */
} LuwteBoardRow;

void luwte_board_row_free (LuwteBoardRow *self);

gboolean luwte_board_table_add (LuwteDb *db, const LuwteBoardRow *row, GError **error);
/* (transfer full) (element-type LuwteBoardRow): the agenda in its order, then urgent ones, then by
 * age */
GPtrArray *luwte_board_table_list (LuwteDb *db, const char *month, GError **error);
/**
 * luwte_case_table_count_news:
 * @month: this month
 *
 * Returns: how many cases are new, and how much advice that is not due was not acknowledged; -1 with
 *   @error
 */
gint64 luwte_case_table_count_news (LuwteDb *db, const char *month, GError **error);
/* (transfer full): NOT_FOUND when there is none, or it is past its month */
LuwteBoardRow *luwte_board_table_get (LuwteDb *db, const char *case_id, const char *month,
                                      GError **error);
gboolean luwte_board_table_set_agenda (LuwteDb *db, const char *case_id, LuwteDay day,
                                       gint64 position, GError **error);
gboolean luwte_board_table_set_advice (LuwteDb *db, const char *case_id, const char *decision,
                                       const char *advice, LuwteDay day, GError **error);
gboolean luwte_board_table_set_outcome (LuwteDb *db, const char *case_id, const char *outcome,
                                        GError **error);

/**
 * luwte_case_table_count_expired:
 * @month: this month
 * @advised_before: board advice older than this goes, too
 *
 * Returns: how many rows luwte_case_table_erase_expired() would delete, -1 with @error
 */
gint64 luwte_case_table_count_expired (LuwteDb *db, const char *month, LuwteDay advised_before,
                                       GError **error);
/* Within luwte_vault_purge_async() only. */
gboolean luwte_case_table_erase_expired (LuwteDb *db, const char *month, LuwteDay advised_before,
                                         GError **error);

G_END_DECLS
