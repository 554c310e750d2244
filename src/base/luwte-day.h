/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteDay:
 *
 * A calendar day, counted from 1970-01-01 in the proleptic Gregorian calendar. Which day an
 * instant belongs to depends on a time zone; a day itself has none (policy, retention rule 2).
 */
typedef gint32 LuwteDay;

/**
 * LUWTE_DAY_NONE:
 *
 * No such day: an open session has no day of closing, a record without a term is never due.
 */
#define LUWTE_DAY_NONE G_MININT32

/**
 * LuwtePeriod:
 * @months: whole months; years are twelve of them
 * @days: days on top; weeks are seven of them
 *
 * A calendar duration, as ISO 8601 writes it without a time part ("P2Y", "P1M", "P1Y6M10D").
 */
typedef struct
{
  int months;
  int days;
} LuwtePeriod;

LuwteDay luwte_day_from_unix (gint64 unix_s, GTimeZone *zone);
LuwteDay luwte_day_from_ymd (int year, int month, int day);
void luwte_day_to_ymd (LuwteDay day, int *year, int *month, int *dom);
gboolean luwte_day_from_iso (const char *text, LuwteDay *day);
char *luwte_day_to_iso (LuwteDay day);
char *luwte_day_to_month (LuwteDay day);
LuwteDay luwte_day_add (LuwteDay day, LuwtePeriod period);
gint64 luwte_day_start_unix (LuwteDay day, GTimeZone *zone);

/* "P2Y", "P1M", "P15Y6M": years and months only, as the profiles write them; FALSE for anything else. */
gboolean luwte_period_parse (const char *iso8601, LuwtePeriod *period);
char *luwte_period_to_iso (LuwtePeriod period);

G_END_DECLS
