/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* This vault's own keys, the rosters it believes, and the cards a lead has prepared. */

#define LUWTE_SEED_BYTES 32

/**
 * luwte_identity_table_get:
 * @seed: (out caller-allocates): %LUWTE_SEED_BYTES, which the caller wipes
 * @name: (out) (transfer full) (nullable): %NULL when the vault has no identity yet
 */
gboolean luwte_identity_table_get (LuwteDb *db, guint8 seed[LUWTE_SEED_BYTES], char **name,
                                   GError **error);
/* The keys stay when there are some already; the name is that of the latest call. */
gboolean luwte_identity_table_set (LuwteDb *db, const guint8 seed[LUWTE_SEED_BYTES],
                                   const char *name, GError **error);

typedef struct
{
  char *text;
  LuwteDay replaced; /* LUWTE_DAY_NONE: in use */
} LuwteRosterRow;

void luwte_roster_row_free (LuwteRosterRow *self);

/* (transfer full) (element-type LuwteRosterRow): the one in use first */
GPtrArray *luwte_roster_table_list (LuwteDb *db, GError **error);
/* Takes the place of the one in use. */
gboolean luwte_roster_table_add (LuwteDb *db, const char *team, guint number, const char *text,
                                 GError **error);
/* Rosters that were replaced before @day. */
gboolean luwte_roster_table_drop (LuwteDb *db, LuwteDay day, GError **error);

typedef struct
{
  char *id;
  char *card;
  guint roles;
} LuwteRosterCardRow;

void luwte_roster_card_row_free (LuwteRosterCardRow *self);

/* (transfer full) (element-type LuwteRosterCardRow) */
GPtrArray *luwte_roster_card_table_list (LuwteDb *db, GError **error);
/* roles 0: she is to leave */
gboolean luwte_roster_card_table_set (LuwteDb *db, const char *id, const char *card, guint roles,
                                      GError **error);
gboolean luwte_roster_card_table_clear (LuwteDb *db, GError **error);

G_END_DECLS
