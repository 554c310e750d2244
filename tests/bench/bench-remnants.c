/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The long form of the test vault-purge: five random lives of ten thousand versions of notes, each
 * ended by an erasure, after which no page, frame or file may hold a word of what is gone. */

#include "bench.h"

#include <math.h>
#include <stdio.h>

static void
read_tally (const char *line)
{
  g_autofree char *name = NULL;
  g_autofree char *unit = NULL;
  guint seed, n_erased, n_found;

  if (sscanf (line, "# tally canaries seed %u erased %u found %u", &seed, &n_erased, &n_found) != 3)
    return;
  name = g_strdup_printf ("remnants: canaries found, life %u", seed);
  unit = g_strdup_printf ("of %u", n_erased);
  bench_row (name, n_found, unit, (double) NAN, BENCH_AT_MOST, 0);
}

int
main (int argc, char *argv[])
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *dir = g_path_get_dirname (self);
  g_autofree char *program = g_build_filename (dir, "..", "vault", "test-purge", NULL);
  const char *args[] = {
    program, "-p", "/purge/no-canary", "-m", bench_is_long (argc, argv) ? "slow" : "quick", NULL
  };
  g_autofree char *out = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) args, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL,
                     &status, &error))
    {
      g_printerr ("%s: %s\n", program, error->message);
      return 1;
    }
  lines = g_strsplit (out, "\n", -1);
  for (gsize i = 0; lines[i]; i++)
    read_tally (lines[i]);
  return g_spawn_check_wait_status (status, NULL) ? 0 : 1;
}
