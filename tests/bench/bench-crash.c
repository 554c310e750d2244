/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the disk, the power and the kernel can do to a vault, counted: the long form of the tests
 * vault-crash and vault-disk, which print a line "tally NAME rounds N lost N …" for each. Every
 * count must be zero. */

#include "bench.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void
read_tally (const char *line)
{
  static const char *const counts[] = { "lost", "erased, back", "damaged", "no clear reason",
                                        "does not go on" };
  char name[32];
  guint rounds, found[G_N_ELEMENTS (counts)];

  if (sscanf (line, "# tally %31s rounds %u lost %u back %u damaged %u unclear %u stuck %u", name,
              &rounds, &found[0], &found[1], &found[2], &found[3], &found[4]) != 7)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      const gboolean turned = g_str_equal (name, "flipped-bit");
      g_autofree char *row = g_strdup_printf ("crash: %s: %s", name,
                                              turned ? "not noticed" : counts[i]);
      g_autofree char *unit = g_strdup_printf ("of %u", rounds);

      /* Only where a call fails is there somebody to tell, and a program that goes on. */
      if (turned ? i != 2 : i > 2 && !strstr (name, "error") && !strstr (name, "full"))
        continue;
      bench_row (row, found[i], unit, (double) NAN, BENCH_AT_MOST, 0);
    }
}

/* Whether the test ended well. */
static gboolean
run_test (const char *name, const char *rounds)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *dir = g_path_get_dirname (self);
  g_autofree char *program = g_build_filename (dir, "..", "vault", name, NULL);
  g_autofree char *option = g_strconcat ("--rounds=", rounds, NULL);
  const char *argv[] = { program, option, NULL };
  g_autofree char *out = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL,
                     &status, &error))
    {
      g_printerr ("%s: %s\n", program, error->message);
      return FALSE;
    }
  lines = g_strsplit (out, "\n", -1);
  for (gsize i = 0; lines[i]; i++)
    read_tally (lines[i]);
  return g_spawn_check_wait_status (status, NULL);
}

int
main (int argc, char *argv[])
{
  const gboolean is_long = bench_is_long (argc, argv);
  gboolean well = run_test ("test-crash", is_long ? "100" : "10");

  /* Any number makes test-disk try each call rather than some. */
  well = run_test ("test-disk", is_long ? "600" : "0") && well;
  return well ? 0 : 1;
}
