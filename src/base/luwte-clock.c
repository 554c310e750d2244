/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-clock.h"

#include <string.h>

gint64
luwte_clock_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

char *
luwte_clock_to_rfc3339 (gint64 unix_s)
{
  g_autoptr (GDateTime) instant = g_date_time_new_from_unix_utc (unix_s);

  /* Out of GDateTime's years 1 to 9999: nobody was ever there. */
  return instant ? g_date_time_format (instant, "%Y-%m-%dT%H:%M:%SZ")
                 : g_strdup ("0001-01-01T00:00:00Z");
}

/* Reads exactly @digits digits. */
static gboolean
take_number (const char **text, int digits, int *value)
{
  *value = 0;
  for (int i = 0; i < digits; i++, (*text)++)
    {
      if (!g_ascii_isdigit (**text))
        return FALSE;
      *value = *value * 10 + (**text - '0');
    }
  return TRUE;
}

static gboolean
take_one_of (const char **text, const char *allowed)
{
  if (!**text || !strchr (allowed, **text))
    return FALSE;
  (*text)++;
  return TRUE;
}

/* "Z" or "+01:00", as seconds east of UTC. */
static gboolean
take_offset (const char **text, gint64 *seconds)
{
  const gboolean west = **text == '-';
  int hours, minutes;

  *seconds = 0;
  if (take_one_of (text, "Zz"))
    return TRUE;
  if (!take_one_of (text, "+-") || !take_number (text, 2, &hours) || !take_one_of (text, ":") ||
      !take_number (text, 2, &minutes) || hours > 23 || minutes > 59)
    return FALSE;
  *seconds = (hours * 60 + minutes) * 60 * (west ? -1 : 1);
  return TRUE;
}

gboolean
luwte_clock_from_rfc3339 (const char *text, gint64 *unix_s)
{
  g_autoptr (GDateTime) instant = NULL;
  int year, month, day, hour, minute, second;
  gint64 offset;

  g_return_val_if_fail (unix_s != NULL, FALSE);

  if (!text || !take_number (&text, 4, &year) || !take_one_of (&text, "-") ||
      !take_number (&text, 2, &month) || !take_one_of (&text, "-") ||
      !take_number (&text, 2, &day) || !take_one_of (&text, "Tt ") ||
      !take_number (&text, 2, &hour) || !take_one_of (&text, ":") ||
      !take_number (&text, 2, &minute) || !take_one_of (&text, ":") ||
      !take_number (&text, 2, &second))
    return FALSE;
  if (take_one_of (&text, "."))
    {
      if (!g_ascii_isdigit (*text))
        return FALSE;
      while (g_ascii_isdigit (*text))
        text++;
    }
  if (!take_offset (&text, &offset) || *text)
    return FALSE;

  /* RFC 3339 allows a leap second, GDateTime does not: it is the first second after. */
  instant = g_date_time_new_utc (year, month, day, hour, minute, MIN (second, 59));
  if (!instant || second > 60)
    return FALSE;
  *unix_s = g_date_time_to_unix (instant) + (second == 60) - offset;
  return TRUE;
}
