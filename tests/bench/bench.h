/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A benchmark is a program bench-NAME.c that prints rows; `./dev bench` runs it and makes a table.
 * A time on a shared machine says little: where it can, a benchmark measures a peer in the same run
 * and sets its target as a ratio to that. */

/**
 * BenchTarget:
 * @BENCH_AT_MOST: the value may not be larger than the target
 * @BENCH_AT_LEAST: nor smaller
 * @BENCH_RATIO_AT_MOST: value divided by peer may not be larger than the target
 * @BENCH_RATIO_AT_LEAST: nor smaller
 * @BENCH_NO_TARGET: only told
 */
typedef enum
{
  BENCH_AT_MOST,
  BENCH_AT_LEAST,
  BENCH_RATIO_AT_MOST,
  BENCH_RATIO_AT_LEAST,
  BENCH_NO_TARGET,
} BenchTarget;

/* Prints one row. peer: what the value is compared with, or NAN. Answers whether the target holds. */
gboolean bench_row (const char *name, double value, const char *unit, double peer, BenchTarget kind,
                    double target);

/* --long was given: more data, more rounds. */
gboolean bench_is_long (int argc, char **argv);

typedef void (*BenchFunc) (gpointer user_data);

/* The median time of one call, in milliseconds. */
double bench_median_ms (guint rounds, BenchFunc func, gpointer user_data);

G_END_DECLS
