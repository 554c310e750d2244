/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Fifteen years of a helpline: dossiers that begin at random, live at random, and are compared with
 * an account kept beside them after every month. */
typedef struct
{
  guint n_dossiers;
  guint n_months;
  guint32 seed;
  /* what came of it */
  guint n_sessions;
  guint n_records;
  guint n_erased;     /* sessions */
  guint n_tombstones; /* as the account says */
  guint n_compared;   /* rows that were compared, over all months */
  guint n_held;       /* months in which a hold kept something past its term */
} Years;

/* Fails the test at the first month in which what exists is not what the account says. */
void years_run (const char *profile, Years *years);

G_END_DECLS
