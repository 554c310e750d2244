/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Calendar days, exactly (retention rule 2). Years and months are added first and the day is
 * clamped to the last of the month; weeks and days come after. Nothing here asks the system's time
 * zone: which day an instant belongs to is told by the zone that the caller hands in. */

#include "luwte-day.h"

#include <string.h>

#define SECONDS_A_DAY 86400
#define MIN_YEAR      1
#define MAX_YEAR      9999
/* 0001-01-01 and 9999-12-31 */
#define MIN_DAY (-719162)
#define MAX_DAY 2932896

/* Longer than any law asks, and short enough that no sum leaves the calendar. */
#define MAX_PERIOD_NUMBER 9999
#define MAX_PERIOD_MONTHS 12000
#define MAX_PERIOD_DAYS   366000

static gboolean
is_leap_year (int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
days_in_month (int year, int month)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  return month == 2 && is_leap_year (year) ? 29 : days[month - 1];
}

/* Counted from 1 March, so that the leap day is the last of its year. */
static LuwteDay
day_from_valid_ymd (int year, int month, int day)
{
  int y = month <= 2 ? year - 1 : year;
  int m = month <= 2 ? month + 9 : month - 3;
  int day_of_year = (153 * m + 2) / 5 + day - 1;

  return y * 365 + y / 4 - y / 100 + y / 400 + day_of_year - 719468;
}

static LuwteDay
clamp_day (gint64 day)
{
  return (LuwteDay) CLAMP (day, MIN_DAY, MAX_DAY);
}

/**
 * luwte_day_from_ymd:
 * @year: 1 to 9999
 * @month: 1 to 12
 * @day: 1 to the last of the month
 *
 * Returns: the day, or %LUWTE_DAY_NONE when the calendar has no such day
 */
LuwteDay
luwte_day_from_ymd (int year, int month, int day)
{
  if (year < MIN_YEAR || year > MAX_YEAR || month < 1 || month > 12 || day < 1 ||
      day > days_in_month (year, month))
    return LUWTE_DAY_NONE;
  return day_from_valid_ymd (year, month, day);
}

/**
 * luwte_day_to_ymd:
 * @day: a day, not %LUWTE_DAY_NONE
 * @year: (out) (optional): the year
 * @month: (out) (optional): the month, 1 to 12
 * @dom: (out) (optional): the day of the month, from 1
 */
void
luwte_day_to_ymd (LuwteDay day, int *year, int *month, int *dom)
{
  int shifted, era, of_era, year_of_era, of_year, m;

  g_return_if_fail (day != LUWTE_DAY_NONE);

  /* All days here are after 0000-03-01, so that division need not mind the sign. */
  shifted = clamp_day (day) + 719468;
  era = shifted / 146097;
  of_era = shifted % 146097;
  year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  m = (5 * of_year + 2) / 153;

  if (year != NULL)
    *year = era * 400 + year_of_era + (m >= 10 ? 1 : 0);
  if (month != NULL)
    *month = m < 10 ? m + 3 : m - 9;
  if (dom != NULL)
    *dom = of_year - (153 * m + 2) / 5 + 1;
}

/**
 * luwte_day_from_unix:
 * @unix_s: an instant in seconds
 * @zone: the profile's time zone
 *
 * Returns: the local day of the instant; an instant outside the years 1 to 9999 gives the nearest
 *   day inside them
 */
LuwteDay
luwte_day_from_unix (gint64 unix_s, GTimeZone *zone)
{
  gint64 local, day;
  int interval;

  g_return_val_if_fail (zone != NULL, LUWTE_DAY_NONE);

  unix_s = CLAMP (unix_s, (gint64) MIN_DAY * SECONDS_A_DAY,
                  (gint64) MAX_DAY * SECONDS_A_DAY + SECONDS_A_DAY - 1);
  interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, unix_s);
  local = unix_s + (interval >= 0 ? g_time_zone_get_offset (zone, interval) : 0);
  day = local / SECONDS_A_DAY;
  if (local % SECONDS_A_DAY < 0)
    day--;
  return clamp_day (day);
}

/**
 * luwte_day_start_unix:
 * @day: a day
 * @zone: the profile's time zone
 *
 * Not every local day begins at midnight: where summer time starts at midnight, the first second
 * of the day is 01:00.
 *
 * Returns: the first second of the local day
 */
gint64
luwte_day_start_unix (LuwteDay day, GTimeZone *zone)
{
  gint64 before, at;

  g_return_val_if_fail (day != LUWTE_DAY_NONE, G_MININT64);
  g_return_val_if_fail (zone != NULL, G_MININT64);

  if (day <= MIN_DAY)
    return (gint64) MIN_DAY * SECONDS_A_DAY;

  /* No zone stands further than a day from UTC. */
  before = ((gint64) day - 2) * SECONDS_A_DAY;
  at = ((gint64) day + 2) * SECONDS_A_DAY;
  while (at - before > 1)
    {
      gint64 middle = before + (at - before) / 2;

      if (luwte_day_from_unix (middle, zone) >= day)
        at = middle;
      else
        before = middle;
    }
  return at;
}

static gboolean
read_digits (const char *text, int count, int *value)
{
  *value = 0;
  for (int i = 0; i < count; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *value = *value * 10 + (text[i] - '0');
    }
  return TRUE;
}

/**
 * luwte_day_from_iso:
 * @text: (nullable): "2026-11-22", nothing before or after
 * @day: (out): the day
 *
 * Returns: %FALSE when @text is not a day of the calendar; @day is then %LUWTE_DAY_NONE
 */
gboolean
luwte_day_from_iso (const char *text, LuwteDay *day)
{
  int year, month, dom;

  g_return_val_if_fail (day != NULL, FALSE);

  *day = LUWTE_DAY_NONE;
  if (text == NULL || strlen (text) != 10 || text[4] != '-' || text[7] != '-' ||
      !read_digits (text, 4, &year) || !read_digits (text + 5, 2, &month) ||
      !read_digits (text + 8, 2, &dom))
    return FALSE;
  *day = luwte_day_from_ymd (year, month, dom);
  return *day != LUWTE_DAY_NONE;
}

/**
 * luwte_day_to_iso:
 * @day: a day
 *
 * Returns: (transfer full) (nullable): "2026-11-22", %NULL for %LUWTE_DAY_NONE
 */
char *
luwte_day_to_iso (LuwteDay day)
{
  int year, month, dom;

  if (day == LUWTE_DAY_NONE)
    return NULL;
  luwte_day_to_ymd (day, &year, &month, &dom);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, dom);
}

/**
 * luwte_day_to_month:
 * @day: a day
 *
 * All that a tombstone may know of a date (retention rule 4, R72).
 *
 * Returns: (transfer full) (nullable): "2026-11", %NULL for %LUWTE_DAY_NONE
 */
char *
luwte_day_to_month (LuwteDay day)
{
  int year, month;

  if (day == LUWTE_DAY_NONE)
    return NULL;
  luwte_day_to_ymd (day, &year, &month, NULL);
  return g_strdup_printf ("%04d-%02d", year, month);
}

/**
 * luwte_day_add:
 * @day: a day
 * @period: what to add, not negative
 *
 * Retention rule 2: the months first, the day clamped to the last of the month (31 January and one
 * month is 28 or 29 February), then the days. The sum stops at 9999-12-31.
 *
 * Returns: the later day; %LUWTE_DAY_NONE for %LUWTE_DAY_NONE
 */
LuwteDay
luwte_day_add (LuwteDay day, LuwtePeriod period)
{
  int year, month, dom;
  gint64 months;

  g_return_val_if_fail (period.months >= 0 && period.days >= 0, LUWTE_DAY_NONE);

  if (day == LUWTE_DAY_NONE)
    return LUWTE_DAY_NONE;

  luwte_day_to_ymd (day, &year, &month, &dom);
  months = (gint64) year * 12 + month - 1 + period.months;
  if (months / 12 > MAX_YEAR)
    return MAX_DAY;
  year = (int) (months / 12);
  month = (int) (months % 12) + 1;
  dom = MIN (dom, days_in_month (year, month));
  return clamp_day ((gint64) day_from_valid_ymd (year, month, dom) + period.days);
}

/* Takes a number and its letter off *text when they are there; FALSE when the number is too long. */
static gboolean
take_part (const char **text, char letter, int *value, gboolean *taken)
{
  const char *end = *text;
  gint64 number = 0;

  *value = 0;
  while (g_ascii_isdigit (*end))
    {
      number = number * 10 + (*end++ - '0');
      if (number > MAX_PERIOD_NUMBER)
        return FALSE;
    }
  if (end == *text || *end != letter)
    return TRUE;
  *value = (int) number;
  *text = end + 1;
  *taken = TRUE;
  return TRUE;
}

/**
 * luwte_period_parse:
 * @iso8601: (nullable): years, months, weeks and days in this order, each optional: "P1Y6M",
 *   "P2W", "P10D". No time part, no fraction, no sign; at most a thousand years.
 * @period: (out): the duration
 *
 * Returns: %FALSE when @iso8601 is not such a duration; @period is then empty
 */
gboolean
luwte_period_parse (const char *iso8601, LuwtePeriod *period)
{
  int years, months, weeks, days;
  gboolean taken = FALSE;
  const char *rest;

  g_return_val_if_fail (period != NULL, FALSE);

  *period = (LuwtePeriod) { 0, 0 };
  if (iso8601 == NULL || *iso8601 != 'P')
    return FALSE;
  rest = iso8601 + 1;
  if (!take_part (&rest, 'Y', &years, &taken) || !take_part (&rest, 'M', &months, &taken) ||
      !take_part (&rest, 'W', &weeks, &taken) || !take_part (&rest, 'D', &days, &taken) || !taken ||
      *rest != '\0')
    return FALSE;
  if (years * 12 + months > MAX_PERIOD_MONTHS || weeks * 7 + days > MAX_PERIOD_DAYS)
    return FALSE;
  period->months = years * 12 + months;
  period->days = weeks * 7 + days;
  return TRUE;
}

/**
 * luwte_period_to_iso:
 * @period: a duration
 *
 * Returns: (transfer full): the duration in years, months and days; "P0D" when it is empty
 */
char *
luwte_period_to_iso (LuwtePeriod period)
{
  g_autoptr (GString) text = g_string_new ("P");

  g_return_val_if_fail (period.months >= 0 && period.days >= 0, NULL);

  if (period.months >= 12)
    g_string_append_printf (text, "%dY", period.months / 12);
  if (period.months % 12 != 0)
    g_string_append_printf (text, "%dM", period.months % 12);
  if (period.days != 0 || period.months == 0)
    g_string_append_printf (text, "%dD", period.days);
  return g_string_free_and_steal (g_steal_pointer (&text));
}
