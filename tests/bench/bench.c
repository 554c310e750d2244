/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* JSON has no NaN. */
static void
append_number (GString *row, const char *key, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (row, ", \"%s\": %s", key,
                          isfinite (number)
                              ? g_ascii_formatd (buffer, sizeof buffer, "%.6g", number)
                              : "null");
}

gboolean
bench_row (const char *name, double value, const char *unit, double peer, BenchTarget kind,
           double target)
{
  g_autoptr (GString) row = g_string_new (NULL);
  double ratio = value / peer;
  gboolean holds = TRUE;
  const char *sign = "";

  switch (kind)
    {
    case BENCH_AT_MOST:
      holds = value <= target;
      sign = "<= ";
      break;
    case BENCH_AT_LEAST:
      holds = value >= target;
      sign = ">= ";
      break;
    case BENCH_RATIO_AT_MOST:
      holds = ratio <= target;
      sign = "ratio <= ";
      break;
    case BENCH_RATIO_AT_LEAST:
      holds = ratio >= target;
      sign = "ratio >= ";
      break;
    case BENCH_NO_TARGET:
      break;
    }

  g_string_append_printf (row, "{\"name\": \"%s\", \"unit\": \"%s\"", name, unit);
  append_number (row, "value", value);
  append_number (row, "peer", peer);
  append_number (row, "ratio", ratio);
  if (kind == BENCH_NO_TARGET)
    g_string_append (row, ", \"target\": null, \"holds\": null}");
  else
    g_string_append_printf (row, ", \"target\": \"%s%g\", \"holds\": %s}", sign, target,
                            holds ? "true" : "false");
  g_print ("%s\n", row->str);
  return holds;
}

gboolean
bench_is_long (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    if (strcmp (argv[i], "--long") == 0)
      return TRUE;
  return FALSE;
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

double
bench_median_ms (guint rounds, BenchFunc func, gpointer user_data)
{
  g_autofree double *times = g_new (double, rounds);

  for (guint i = 0; i < rounds; i++)
    {
      gint64 start = g_get_monotonic_time ();

      func (user_data);
      times[i] = (g_get_monotonic_time () - start) / 1000.0;
    }
  qsort (times, rounds, sizeof *times, compare_doubles);
  return times[rounds / 2];
}
