/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fifteen years of each profile, month by month, in a small form; two thousand dossiers in
 * `./dev bench --long years`. */

#include "years.h"

/* R10, R15, R24, R71, R72, R73, R74: what exists after each month is what was promised, exactly. */
static void
test_years (gconstpointer profile)
{
  Years years = { .n_dossiers = 60, .n_months = 180, .seed = (guint32) g_test_rand_int () };

  years_run (profile, &years);
  g_test_message ("%u sessions, %u records; %u erased, %u tombstones, %u rows compared",
                  years.n_sessions, years.n_records, years.n_erased, years.n_tombstones,
                  years.n_compared);
  g_assert_cmpuint (years.n_erased, >, 0);
}

int
main (int argc, char *argv[])
{
  static const char *const profiles[] = { "fara", "fier", "csg", "veiligsamen", "pratenonline" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      g_autofree char *path = g_strdup_printf ("/retention/years/%s", profiles[i]);

      g_test_add_data_func (path, profiles[i], test_years);
    }
  return g_test_run ();
}
