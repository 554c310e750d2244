/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How fast text is read, in the library and through luwtectl's JSON; how long the word lists take to
 * load and what they add to memory; how much of the held-back texts leaks. Peer where one is known:
 * DEDUCE 3.0.6, by its figures on other texts: 63 % leak, 0.1 MB/s, 7 s to load, 1.1 GiB. Beside it a
 * peer of the same run, that feels the same machine: json-glib reading the lines, and glib making the
 * texts lower case. */

#include "bench.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "luwte-deident-case.h"

#define BYTES (4 * 1024 * 1024)

static LuwteDeident *deident;
static GPtrArray *texts;

/* Resident memory of this process, in MiB. */
static double
resident (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmRSS:");
  g_assert_nonnull (line);
  return g_ascii_strtod (line + 6, NULL) / 1024;
}

/* The marked texts without their marks. */
static void
read_texts (void)
{
  static const char *const names[] = { "tune.txt",      "tune-2.txt",      "tune-3.txt",
                                       "held-back.txt", "held-back-2.txt", "held-back-3.txt" };

  texts = g_ptr_array_new_with_free_func (g_free);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (g_getenv ("LUWTE_TREE"), "tests", "deident",
                                                "texts", names[i], NULL);
      g_autofree char *whole = NULL;
      g_auto (GStrv) lines = NULL;
      g_autoptr (GRegex) mark = g_regex_new ("\\[[A-Z]+:([^\\]]*)\\]", 0, 0, NULL);

      g_assert_true (g_file_get_contents (path, &whole, NULL, NULL));
      lines = g_strsplit (whole, "\n", -1);
      for (char **line = lines; *line != NULL; line++)
        if (**line != '\0' && **line != '#')
          g_ptr_array_add (texts, g_regex_replace (mark, *line, -1, 0, "\\1", 0, NULL));
    }
}

static gsize
total (void)
{
  gsize bytes = 0;

  for (guint i = 0; i < texts->len; i++)
    bytes += strlen (g_ptr_array_index (texts, i));
  return bytes;
}

/* The fastest of some: what else the machine does is not measured. */
static double
fastest_ms (guint times, BenchFunc func, gpointer data)
{
  double best = bench_median_ms (1, func, data);

  for (guint i = 1; i < times; i++)
    best = MIN (best, bench_median_ms (1, func, data));
  return best;
}

static void
find_all (gpointer rounds)
{
  for (guint r = 0; r < GPOINTER_TO_UINT (rounds); r++)
    for (guint i = 0; i < texts->len; i++)
      g_array_unref (luwte_deident_find (deident, g_ptr_array_index (texts, i)));
}

static void
lower_all (gpointer rounds)
{
  for (guint r = 0; r < GPOINTER_TO_UINT (rounds); r++)
    for (guint i = 0; i < texts->len; i++)
      g_free (g_utf8_strdown (g_ptr_array_index (texts, i), -1));
}

static void
load (gpointer nothing)
{
  g_autoptr (LuwteDeident) one = luwte_deident_new (NULL);

  g_assert_nonnull (one);
}

static void
run_luwtectl (gpointer path)
{
  g_autofree char *command = g_strdup_printf ("luwtectl deident < '%s' > /dev/null",
                                              (const char *) path);

  g_assert_cmpint (system (command), ==, 0);
}

/* What json-glib needs to read the same lines, and nothing else. */
static void
parse_lines (gpointer path)
{
  g_autofree char *whole = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &whole, NULL, NULL));
  lines = g_strsplit (whole, "\n", -1);
  for (char **line = lines; *line != NULL && **line != '\0'; line++)
    {
      g_autoptr (JsonParser) parser = json_parser_new ();

      g_assert_true (json_parser_load_from_data (parser, *line, -1, NULL));
    }
}

static void
measure_luwtectl (guint rounds)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "bench-deident.jsonl", NULL);
  FILE *file = fopen (path, "w");
  double ms;

  g_assert_nonnull (file);
  for (guint r = 0; r < rounds; r++)
    for (guint i = 0; i < texts->len; i++)
      {
        g_autofree char *escaped = g_strescape (g_ptr_array_index (texts, i), NULL);

        /* Only quotes and line ends need it in these texts. */
        fprintf (file, "{\"id\": \"%u-%u\", \"text\": \"%s\"}\n", r, i,
                 strchr (escaped, '\\') == NULL ? (const char *) escaped : "niets");
      }
  fclose (file);
  ms = fastest_ms (5, run_luwtectl, path);
  bench_row ("deident: luwtectl, beside json-glib reading alone", ms, "ms",
             fastest_ms (5, parse_lines, path), BENCH_NO_TARGET, 0);
  bench_row ("deident: luwtectl, JSON in and out", (double) total () * rounds / 1e3 / ms, "MB/s",
             0.1, BENCH_AT_LEAST, 8);
  remove (path);
}

/* What the test of the held-back texts says, as a row. */
static void
measure_leak (void)
{
  g_autofree char *command =
      g_strdup_printf ("cd '%s/tests/deident' && python3 score.py luwtectl texts/held-back*.txt",
                       g_getenv ("LUWTE_TREE"));
  FILE *output = popen (command, "r");
  char line[512];

  g_assert_nonnull (output);
  while (fgets (line, sizeof line, output) != NULL)
    {
      const char *leak = strstr (line, "held-back: leak ");

      if (leak != NULL)
        bench_row ("deident: leak on held-back texts", g_ascii_strtod (leak + 16, NULL), "share",
                   0.63, BENCH_AT_MOST, 0.08);
    }
  pclose (output);
}

int
main (int argc, char **argv)
{
  double before = resident ();
  double ms;
  guint rounds;

  ms = bench_median_ms (20, load, NULL);
  bench_row ("deident: loading the word lists", ms, "ms", 7000, BENCH_AT_MOST, 20);
  deident = luwte_deident_new (NULL);
  read_texts ();
  /* The texts are short notes, most of them a line. */
  rounds = (guint) (BYTES / total ()) + 1;
  ms = fastest_ms (9, find_all, GUINT_TO_POINTER (rounds));
  bench_row ("deident: finding", (double) total () * rounds / 1e3 / ms, "MB/s", 0.1, BENCH_AT_LEAST,
             20);
  bench_row ("deident: finding, beside lower case by glib", ms, "ms",
             fastest_ms (9, lower_all, GUINT_TO_POINTER (rounds)), BENCH_NO_TARGET, 0);
  bench_row ("deident: memory", resident () - before, "MiB", 1126, BENCH_AT_MOST, 16);
  measure_luwtectl (rounds);
  measure_leak ();
  g_ptr_array_unref (texts);
  g_object_unref (deident);
  return 0;
}
