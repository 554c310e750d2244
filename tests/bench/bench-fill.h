/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-db.h"

G_BEGIN_DECLS

#define BENCH_PER_DOSSIER 100
/* A note a minute, about 42,000 a month, so that a million are two years of a large helpline. */
#define BENCH_FIRST_S G_GINT64_CONSTANT (1701388800) /* 1 December 2023 */
#define BENCH_STEP_S  62

/**
 * bench_fill:
 * @first: number of the first note, from 0
 * @n: how many
 * @canary: (nullable): (in notes before this number) a word that stands in no other
 *
 * Notes as they come in: in the order of time, from a few hundred dossiers at once, a hundred in
 * each; a session each, closed on its day. Object ids are "note0", …
 */
typedef struct
{
  int before;
  const char *word;
} BenchCanary;

void bench_fill (LuwteDb *db, GRand *rand, int first, int n, const BenchCanary *canary);

/* (transfer full): the object id of a dossier, by its number. */
char *bench_dossier (guint number);

G_END_DECLS
