/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fifteen years of each of the five profiles, compared month by month with an account kept beside
 * them: 2,000 dossiers with --long, 200 without. A month that differs ends the program. */

#include <math.h>

#include "bench.h"
#include "years.h"

int
main (int argc, char *argv[])
{
  static const char *const profiles[] = { "fara", "fier", "csg", "veiligsamen", "pratenonline" };
  guint n_dossiers = bench_is_long (argc, argv) ? 2000 : 200;
  gboolean well = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      Years years = { .n_dossiers = n_dossiers, .n_months = 180, .seed = i + 1 };
      g_autofree char *name = g_strdup_printf ("years.%s.%u", profiles[i], n_dossiers);
      g_autofree char *seconds = g_strconcat (name, ".time", NULL);
      gint64 begun = g_get_monotonic_time ();

      years_run (profiles[i], &years);
      g_printerr ("%s: %u sessions, %u records, %u erased, %u tombstones, %u rows compared,"
                  " %u held\n",
                  profiles[i], years.n_sessions, years.n_records, years.n_erased,
                  years.n_tombstones, years.n_compared, years.n_held);
      /* Sessions erased and tombstones left are the same number. */
      well &= bench_row (name, years.n_tombstones, "stones", years.n_erased, BENCH_RATIO_AT_LEAST,
                         1);
      well &= bench_row (seconds, (double) (g_get_monotonic_time () - begun) / G_USEC_PER_SEC, "s",
                         NAN, BENCH_NO_TARGET, 0);
    }
  return well ? 0 : 1;
}
