/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The oracle is a calendar that walks day by day and knows nothing but how long each month is. */

#include <glib.h>

#include "luwte-day.h"

typedef struct
{
  int year, month, dom;
} Date;

static int
month_length (int year, int month)
{
  if (month == 2)
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void
walk (Date *date)
{
  if (++date->dom <= month_length (date->year, date->month))
    return;
  date->dom = 1;
  if (++date->month <= 12)
    return;
  date->month = 1;
  date->year++;
}

static void
test_every_day (void)
{
  Date date = { 1, 1, 1 };
  LuwteDay first = luwte_day_from_ymd (1, 1, 1), day;

  for (day = first; date.year <= 9999; day++, walk (&date))
    {
      int year, month, dom;

      luwte_day_to_ymd (day, &year, &month, &dom);
      if (year != date.year || month != date.month || dom != date.dom ||
          luwte_day_from_ymd (date.year, date.month, date.dom) != day)
        g_error ("day %d is not %d-%d-%d", day, date.year, date.month, date.dom);
    }
  g_assert_cmpint (luwte_day_from_ymd (1970, 1, 1), ==, 0);
  g_assert_cmpint (day, ==, luwte_day_from_ymd (9999, 12, 31) + 1);
}

static void
test_no_such_day (void)
{
  static const Date wrong[] = { { 2025, 2, 29 }, { 1900, 2, 29 }, { 2026, 0, 1 },  { 2026, 13, 1 },
                                { 2026, 4, 31 }, { 2026, 1, 0 },  { 2026, 1, 32 }, { 0, 1, 1 },
                                { 10000, 1, 1 }, { -2026, 1, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_cmpint (luwte_day_from_ymd (wrong[i].year, wrong[i].month, wrong[i].dom), ==,
                     LUWTE_DAY_NONE);
}

static void
test_iso (void)
{
  static const char *const wrong[] = { "",           "2026-11-2",  "2026-11-222", "2026-1-022",
                                       "2026/11/22", "+026-11-22", " 2026-11-22", "2026-02-30",
                                       "0000-01-01", "20261122",   "2026-11-22T", "2026-1١-22" };
  LuwteDay day;
  g_autofree char *text = NULL, *month = NULL, *early = NULL;

  g_assert_true (luwte_day_from_iso ("2026-11-22", &day));
  g_assert_cmpint (day, ==, 20779);
  text = luwte_day_to_iso (day);
  g_assert_cmpstr (text, ==, "2026-11-22");
  month = luwte_day_to_month (day);
  g_assert_cmpstr (month, ==, "2026-11");
  early = luwte_day_to_iso (luwte_day_from_ymd (7, 3, 4));
  g_assert_cmpstr (early, ==, "0007-03-04");
  g_assert_null (luwte_day_to_iso (LUWTE_DAY_NONE));
  g_assert_null (luwte_day_to_month (LUWTE_DAY_NONE));
  g_assert_false (luwte_day_from_iso (NULL, &day));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (luwte_day_from_iso (wrong[i], &day));
      g_assert_cmpint (day, ==, LUWTE_DAY_NONE);
    }
}

/* Rule 2 by walking: month by month with the day of the month remembered, clamped at the end, then
 * day by day. */
static LuwteDay
oracle_add (LuwteDay from, LuwtePeriod period)
{
  Date date = { 1999, 1, 1 };
  LuwteDay day = luwte_day_from_ymd (1999, 1, 1);
  int year, month, dom;

  for (; day < from; day++)
    walk (&date);
  year = date.year;
  month = date.month;
  for (int i = 0; i < period.months; i++)
    if (++month > 12)
      {
        month = 1;
        year++;
      }
  dom = MIN (date.dom, month_length (year, month));
  for (; date.year != year || date.month != month || date.dom != dom; day++)
    walk (&date);
  return day + period.days;
}

static void
test_add_walks (void)
{
  static const LuwtePeriod periods[] = { { 0, 0 },   { 1, 0 },  { 2, 0 },  { 11, 0 },  { 12, 0 },
                                         { 13, 0 },  { 24, 0 }, { 48, 0 }, { 180, 0 }, { 0, 30 },
                                         { 0, 365 }, { 1, 1 },  { 6, 14 }, { 25, 28 } };
  LuwteDay first = luwte_day_from_ymd (1999, 1, 1), last = luwte_day_from_ymd (2005, 3, 31);

  for (LuwteDay day = first; day <= last; day++)
    for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
      if (luwte_day_add (day, periods[i]) != oracle_add (day, periods[i]))
        g_error ("day %d, P%dM%dD", day, periods[i].months, periods[i].days);
}

static void
test_add_by_the_book (void)
{
  static const struct
  {
    const char *from, *period, *to;
  } cases[] = {
    { "2026-01-31", "P1M", "2026-02-28" },    { "2028-01-31", "P1M", "2028-02-29" },
    { "2024-02-29", "P2Y", "2026-02-28" },    { "2024-02-29", "P4Y", "2028-02-29" },
    { "2026-10-31", "P1M", "2026-11-30" },    { "2026-11-30", "P1M", "2026-12-30" },
    { "2026-12-31", "P1M", "2027-01-31" },    { "2026-08-31", "P6M", "2027-02-28" },
    { "2026-01-31", "P1M1D", "2026-03-01" },  { "2026-01-31", "P1M1W", "2026-03-07" },
    { "2026-11-22", "P2Y", "2028-11-22" },    { "2026-11-22", "P15Y", "2041-11-22" },
    { "2026-12-25", "P7D", "2027-01-01" },    { "2026-12-25", "P1W", "2027-01-01" },
    { "9999-12-01", "P1M", "9999-12-31" },    { "9999-12-01", "P90D", "9999-12-31" },
    { "2000-01-01", "P1000Y", "3000-01-01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LuwteDay from, to;
      LuwtePeriod period;

      g_assert_true (luwte_day_from_iso (cases[i].from, &from));
      g_assert_true (luwte_day_from_iso (cases[i].to, &to));
      g_assert_true (luwte_period_parse (cases[i].period, &period));
      g_assert_cmpint (luwte_day_add (from, period), ==, to);
    }
  g_assert_cmpint (luwte_day_add (LUWTE_DAY_NONE, (LuwtePeriod) { 1, 1 }), ==, LUWTE_DAY_NONE);
}

static void
test_period (void)
{
  static const struct
  {
    const char *text;
    int months, days;
    const char *back;
  } good[] = { { "P2Y", 24, 0, "P2Y" },
               { "P1M", 1, 0, "P1M" },
               { "P24M", 24, 0, "P2Y" },
               { "P1Y6M", 18, 0, "P1Y6M" },
               { "P2W", 0, 14, "P14D" },
               { "P10D", 0, 10, "P10D" },
               { "P1Y2M3W4D", 14, 25, "P1Y2M25D" },
               { "P0D", 0, 0, "P0D" },
               { "P002Y", 24, 0, "P2Y" } };
  static const char *const bad[] = { "",
                                     "P",
                                     "2Y",
                                     "PY",
                                     "P2",
                                     "P2y",
                                     "p2Y",
                                     "P-2Y",
                                     "P+2Y",
                                     "P2.5Y",
                                     "P2,5Y",
                                     "PT1H",
                                     "P1DT1H",
                                     "P1M1Y",
                                     "P1Y1Y",
                                     "P 2Y",
                                     "P2Y ",
                                     " P2Y",
                                     "P10000Y",
                                     "P1001Y",
                                     "P9999W9999D9",
                                     "P99999999999999999999D",
                                     "session",
                                     "none",
                                     "P2Y3",
                                     "P1D1W",
                                     "P٢Y" };
  LuwtePeriod period;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *back = NULL;

      g_assert_true (luwte_period_parse (good[i].text, &period));
      g_assert_cmpint (period.months, ==, good[i].months);
      g_assert_cmpint (period.days, ==, good[i].days);
      back = luwte_period_to_iso (period);
      g_assert_cmpstr (back, ==, good[i].back);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (luwte_period_parse (bad[i], &period));
      g_assert_cmpint (period.months + period.days, ==, 0);
    }
  g_assert_false (luwte_period_parse (NULL, &period));
}

static void
test_local_days (void)
{
  static const struct
  {
    const char *instant, *zone, *day;
  } cases[] = {
    { "2026-11-22T22:59:59Z", "Europe/Amsterdam", "2026-11-22" },
    { "2026-11-22T23:00:00Z", "Europe/Amsterdam", "2026-11-23" },
    { "2026-07-01T21:59:59Z", "Europe/Amsterdam", "2026-07-01" },
    { "2026-07-01T22:00:00Z", "Europe/Brussels", "2026-07-02" },
    /* Summer time begins at 01:00 UTC on 29 March and ends at 01:00 UTC on 25 October. */
    { "2026-03-28T23:00:00Z", "Europe/Amsterdam", "2026-03-29" },
    { "2026-03-29T21:59:59Z", "Europe/Amsterdam", "2026-03-29" },
    { "2026-03-29T22:00:00Z", "Europe/Amsterdam", "2026-03-30" },
    { "2026-10-24T22:00:00Z", "Europe/Amsterdam", "2026-10-25" },
    { "2026-10-25T22:59:59Z", "Europe/Amsterdam", "2026-10-25" },
    { "2026-10-25T23:00:00Z", "Europe/Amsterdam", "2026-10-26" },
    { "2026-12-31T23:30:00Z", "Europe/Amsterdam", "2027-01-01" },
    { "2026-11-22T04:59:59Z", "America/New_York", "2026-11-21" },
    { "2026-11-22T10:00:00Z", "Pacific/Kiritimati", "2026-11-23" },
    { "1969-12-31T23:59:59Z", "UTC", "1969-12-31" },
    { "1969-12-31T23:59:59Z", "Europe/Amsterdam", "1970-01-01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
      g_autoptr (GDateTime) instant = g_date_time_new_from_iso8601 (cases[i].instant, NULL);
      g_autofree char *day = NULL;

      g_assert_nonnull (zone);
      day = luwte_day_to_iso (luwte_day_from_unix (g_date_time_to_unix (instant), zone));
      g_assert_cmpstr (day, ==, cases[i].day);
    }
}

/* Asked of every quarter of an hour: the day that GLib's own calendar gives. */
static void
test_days_of_a_year (void)
{
  static const char *const zones[] = { "Europe/Amsterdam", "America/Sao_Paulo", "Asia/Kathmandu" };

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[i]);
      gint64 first = G_GINT64_CONSTANT (1514764800); /* 2018-01-01 */

      for (gint64 at = first; at < first + 366 * 86400; at += 900)
        {
          g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at);
          g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
          LuwteDay day = luwte_day_from_ymd (g_date_time_get_year (local),
                                             g_date_time_get_month (local),
                                             g_date_time_get_day_of_month (local));

          g_assert_cmpint (luwte_day_from_unix (at, zone), ==, day);
        }
      for (LuwteDay day = 17532; day < 17532 + 366; day++)
        {
          gint64 start = luwte_day_start_unix (day, zone);

          g_assert_cmpint (luwte_day_from_unix (start, zone), ==, day);
          g_assert_cmpint (luwte_day_from_unix (start - 1, zone), ==, day - 1);
        }
    }
}

static void
test_far_instants (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Amsterdam");
  LuwteDay first = luwte_day_from_ymd (1, 1, 1), last = luwte_day_from_ymd (9999, 12, 31);

  g_assert_cmpint (luwte_day_from_unix (G_MININT64, zone), ==, first);
  g_assert_cmpint (luwte_day_from_unix (G_MAXINT64, zone), ==, last);
  g_assert_cmpint (luwte_day_from_unix (luwte_day_start_unix (last, zone), zone), ==, last);
  g_assert_cmpint (luwte_day_start_unix (luwte_day_from_ymd (2026, 7, 2), zone), ==,
                   G_GINT64_CONSTANT (1782943200));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/day/every-day", test_every_day);
  g_test_add_func ("/base/day/no-such-day", test_no_such_day);
  g_test_add_func ("/base/day/iso", test_iso);
  g_test_add_func ("/base/day/add-walks", test_add_walks);
  g_test_add_func ("/base/day/add-by-the-book", test_add_by_the_book);
  g_test_add_func ("/base/day/period", test_period);
  g_test_add_func ("/base/day/local-days", test_local_days);
  g_test_add_func ("/base/day/days-of-a-year", test_days_of_a_year);
  g_test_add_func ("/base/day/far-instants", test_far_instants);
  return g_test_run ();
}
