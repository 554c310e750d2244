/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Retention rules 1 and 2 against an oracle that walks a calendar day by day and knows nothing but
 * how long each month is. Terms and events come by chance, from a seed that the test prints. */

#include "luwte-policy.h"

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

/* The first day of the walk, 1 January 1990. */
#define FIRST 7305

static LuwteDay
oracle (LuwteDay start, int years, int months, int weeks, int days)
{
  Date date = { 1990, 1, 1 };
  LuwteDay day = FIRST;
  int year, month, dom;

  for (; day < start; day++)
    walk (&date);
  year = date.year + years;
  month = date.month;
  for (int i = 0; i < months; i++)
    if (++month > 12)
      {
        month = 1;
        year++;
      }
  dom = MIN (date.dom, month_length (year, month));
  for (; date.year != year || date.month != month || date.dom != dom; day++)
    walk (&date);
  return day + weeks * 7 + days;
}

static LuwtePolicy *
fara_with (const char *keep, const char *from)
{
  g_autoptr (GHashTable) choices = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  LuwtePolicy *policy;

  g_hash_table_insert (choices, (gpointer) "keep", (gpointer) keep);
  g_hash_table_insert (choices, (gpointer) "from", (gpointer) from);
  policy = luwte_policy_load_bundled ("fara", choices, &error);
  g_assert_no_error (error);
  return policy;
}

static char *
write_term (int years, int months, int weeks, int days)
{
  g_autoptr (GString) text = g_string_new ("P");

  if (years > 0)
    g_string_append_printf (text, "%dY", years);
  if (months > 0)
    g_string_append_printf (text, "%dM", months);
  if (weeks > 0)
    g_string_append_printf (text, "%dW", weeks);
  if (days > 0 || text->len == 1)
    g_string_append_printf (text, "%dD", MAX (days, 1));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* One term and one event to count from, with many lives. */
static void
try_term (const char *from, int years, int months, int weeks, int days)
{
  g_autofree char *term = write_term (years, months, weeks, days);
  g_autoptr (LuwtePolicy) policy = fara_with (term, from);

  if (years + months + weeks + days == 0)
    days = 1;
  for (int i = 0; i < 60; i++)
    {
      LuwteDay created = FIRST + g_test_rand_int_range (0, 8000);
      LuwteDay closed = created + g_test_rand_int_range (0, 40);
      LuwteDay last = closed + g_test_rand_int_range (0, 800);
      LuwteDay start = from[1] == 'r' ? created : from[1] == 'l' ? closed : last;
      LuwteDay starts, due;

      if (g_test_rand_int_range (0, 5) == 0)
        closed = LUWTE_DAY_NONE;
      due = luwte_policy_due_on (policy, "chat", "note", created, closed, last, &starts);
      if (from[1] == 'l' && closed == LUWTE_DAY_NONE)
        {
          g_assert_cmpint (due, ==, LUWTE_DAY_NONE);
          g_assert_cmpint (starts, ==, LUWTE_DAY_NONE);
          continue;
        }
      g_assert_cmpint (starts, ==, start);
      g_assert_cmpint (due, ==, oracle (start, years, months, weeks, days));
    }
}

static void
test_against_oracle (void)
{
  static const char *const events[] = { "created", "closed", "last_contact" };

  for (int i = 0; i < 40; i++)
    {
      int years = g_test_rand_int_range (0, 2) * g_test_rand_int_range (0, 16);
      int months = g_test_rand_int_range (0, 2) * g_test_rand_int_range (0, 30);
      int weeks = g_test_rand_int_range (0, 3) == 0 ? g_test_rand_int_range (0, 9) : 0;
      int days = g_test_rand_int_range (0, 3) == 0 ? g_test_rand_int_range (0, 400) : 0;

      try_term (events[i % 3], years, months, weeks, days);
    }
}

/* Every last day of a month of eight years, with the terms that promises have. */
static void
test_month_ends (void)
{
  static const struct
  {
    const char *term;
    int years, months;
  } terms[] = { { "P1M", 0, 1 }, { "P6M", 0, 6 },   { "P1Y", 1, 0 },
                { "P2Y", 2, 0 }, { "P24M", 0, 24 }, { "P15Y", 15, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      g_autoptr (LuwtePolicy) policy = fara_with (terms[i].term, "created");

      for (int year = 2023; year <= 2030; year++)
        for (int month = 1; month <= 12; month++)
          for (int back = 0; back < 4; back++)
            {
              LuwteDay day = luwte_day_from_ymd (year, month, month_length (year, month)) - back;

              g_assert_cmpint (luwte_policy_due_on (policy, "chat", "note", day, day, day, NULL),
                               ==, oracle (day, terms[i].years, terms[i].months, 0, 0));
            }
    }
}

/* A longer life is never due earlier: no day of the calendar jumps back. */
static void
test_monotonic (void)
{
  g_autoptr (LuwtePolicy) policy = fara_with ("P1M", "last_contact");
  LuwteDay before = 0;

  for (LuwteDay day = FIRST; day < FIRST + 3000; day++)
    {
      LuwteDay due = luwte_policy_due_on (policy, "chat", "note", 0, day, day, NULL);

      g_assert_cmpint (due, >=, before);
      g_assert_cmpint (due - day, >=, 28);
      g_assert_cmpint (due - day, <=, 31);
      before = due;
    }
}

/* The day is that of the helpline's clock on the wall, in summer and in winter. */
static void
test_local_days (void)
{
  g_autoptr (LuwtePolicy) fier = luwte_policy_load_bundled ("fier", NULL, NULL);
  static const struct
  {
    const char *instant, *day;
  } cases[] = {
    { "2026-03-28T22:59:59Z", "2026-03-28" }, { "2026-03-28T23:00:00Z", "2026-03-29" },
    { "2026-03-29T21:59:59Z", "2026-03-29" }, { "2026-03-29T22:00:00Z", "2026-03-30" },
    { "2026-10-24T21:59:59Z", "2026-10-24" }, { "2026-10-24T22:00:00Z", "2026-10-25" },
    { "2026-10-25T22:59:59Z", "2026-10-25" }, { "2026-10-25T23:00:00Z", "2026-10-26" },
    { "2027-12-31T22:59:59Z", "2027-12-31" }, { "2027-12-31T23:00:00Z", "2028-01-01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 (cases[i].instant, NULL);
      g_autofree char *day = luwte_day_to_iso (
          luwte_policy_day_of (fier, g_date_time_to_unix (at)));

      g_assert_cmpstr (day, ==, cases[i].day);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/due/against-oracle", test_against_oracle);
  g_test_add_func ("/policy/due/month-ends", test_month_ends);
  g_test_add_func ("/policy/due/monotonic", test_monotonic);
  g_test_add_func ("/policy/due/local-days", test_local_days);
  return g_test_run ();
}
