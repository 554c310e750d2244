/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ids and instants. */

#include "luwte-clock.h"
#include "luwte-id.h"

static void
test_rfc3339 (void)
{
  static const struct
  {
    const char *text;
    gint64 unix_s;
  } cases[] = {
    { "1970-01-01T00:00:00Z", 0 },
    { "2026-11-22T03:47:00Z", 1795319220 },
    { "2026-11-22T04:47:00+01:00", 1795319220 },
    { "2026-11-21T22:17:00-05:30", 1795319220 },
    { "2026-11-22t03:47:00.123456z", 1795319220 },
    { "2026-11-22 03:47:00Z", 1795319220 },
    { "2016-12-31T23:59:60Z", 1483228800 },
    { "2024-02-29T12:00:00Z", 1709208000 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 unix_s = -1;

      g_test_message ("%s", cases[i].text);
      g_assert_true (luwte_clock_from_rfc3339 (cases[i].text, &unix_s));
      g_assert_cmpint (unix_s, ==, cases[i].unix_s);
    }
}

static void
test_not_rfc3339 (void)
{
  static const char *const cases[] = {
    "",
    "2026-11-22",
    "2026-11-22T03:47Z",
    "2026-11-22T03:47:00",
    "20261122T034700Z",
    "2026-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-11-22T24:00:00Z",
    "2026-11-22T03:60:00Z",
    "2026-11-22T03:47:61Z",
    "2026-11-22T03:47:00+24:00",
    "2026-11-22T03:47:00+0100",
    "2026-11-22T03:47:00.Z",
    "2026-11-22T03:47:00Z ",
    " 2026-11-22T03:47:00Z",
    "2026-W47-7T03:47:00Z",
    "yesterday",
  };
  gint64 unix_s;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i]);
      g_assert_false (luwte_clock_from_rfc3339 (cases[i], &unix_s));
    }
  g_assert_false (luwte_clock_from_rfc3339 (NULL, &unix_s));
}

static void
test_round_trip (void)
{
  for (int i = 0; i < 1000; i++)
    {
      const gint64 unix_s = g_test_rand_int_range (0, G_MAXINT32);
      g_autofree char *text = luwte_clock_to_rfc3339 (unix_s);
      gint64 again;

      g_assert_true (luwte_clock_from_rfc3339 (text, &again));
      g_assert_cmpint (again, ==, unix_s);
    }
}

static void
test_ids (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < 1000; i++)
    {
      char *id = luwte_id_new ();

      g_assert_true (luwte_id_is_valid (id));
      g_assert_true (g_hash_table_add (seen, id));
    }
}

static void
test_not_ids (void)
{
  g_assert_false (luwte_id_is_valid (NULL));
  g_assert_false (luwte_id_is_valid (""));
  g_assert_false (luwte_id_is_valid ("0123456789abcdef0123456789abcde"));
  g_assert_false (luwte_id_is_valid ("0123456789abcdef0123456789abcdef0"));
  g_assert_false (luwte_id_is_valid ("0123456789ABCDEF0123456789abcdef"));
  g_assert_false (luwte_id_is_valid ("0123456789abcdef0123456789abcdeg"));
  g_assert_true (luwte_id_is_valid ("0123456789abcdef0123456789abcdef"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/rfc3339", test_rfc3339);
  g_test_add_func ("/clock/not-rfc3339", test_not_rfc3339);
  g_test_add_func ("/clock/round-trip", test_round_trip);
  g_test_add_func ("/id/new", test_ids);
  g_test_add_func ("/id/invalid", test_not_ids);
  return g_test_run ();
}
