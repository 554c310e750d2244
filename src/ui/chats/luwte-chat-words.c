/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-chat-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "luwte-file.h"

static char *
format_local (gint64 unix_s, const char *format)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (unix_s);

  return at == NULL ? g_strdup ("") : g_date_time_format (at, format);
}

/* Headings begin with a capital, also where the language writes its days without one. */
static char *
capitalise (char *text)
{
  g_autofree char *owned = text;
  char upper[7] = { 0 };

  if (owned == NULL || *owned == '\0')
    return g_steal_pointer (&owned);
  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (owned)), upper);
  return g_strconcat (upper, g_utf8_next_char (owned), NULL);
}

gboolean
luwte_chat_words_same_day (gint64 a, gint64 b)
{
  g_autoptr (GDateTime) one = g_date_time_new_from_unix_local (a);
  g_autoptr (GDateTime) other = g_date_time_new_from_unix_local (b);

  return one != NULL && other != NULL &&
         g_date_time_get_year (one) == g_date_time_get_year (other) &&
         g_date_time_get_day_of_year (one) == g_date_time_get_day_of_year (other);
}

char *
luwte_chat_words_heading (gint64 unix_s, gint64 now)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (unix_s);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now);
  g_autoptr (GDateTime) yesterday = today != NULL ? g_date_time_add_days (today, -1) : NULL;

  if (at == NULL || yesterday == NULL)
    return g_strdup ("");
  if (luwte_chat_words_same_day (unix_s, now))
    return g_strdup (_ ("Today"));
  if (luwte_chat_words_same_day (unix_s, g_date_time_to_unix (yesterday)))
    return g_strdup (_ ("Yesterday"));
  if (g_date_time_get_year (at) == g_date_time_get_year (today))
    /* Translators: a day of this year, for g_date_time_format(): Thursday 12 November */
    return capitalise (format_local (unix_s, C_ ("date", "%A %-d %B")));
  /* Translators: a day of another year, for g_date_time_format() */
  return capitalise (format_local (unix_s, C_ ("date", "%A %-d %B %Y")));
}

char *
luwte_chat_words_spoken (gint64 seconds)
{
  int minutes = (int) CLAMP (seconds / 60, 0, G_MAXINT);

  if (minutes == 0)
    return g_strdup (_ ("less than a minute"));
  return g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong) minutes), minutes);
}

char *
luwte_chat_words_text (const char *text)
{
  g_autofree char *bare = g_strstrip (g_strdup (text));

  if (luwte_file_count (bare) == 1 && g_utf8_strlen (bare, -1) == 1)
    /* Translators: stands in the place of what somebody sent, before it was looked at */
    return g_strdup (_ ("A file"));
  return g_strdup (text);
}

char *
luwte_chat_words_delivery (LuwteDelivery delivery, gboolean lost)
{
  switch (delivery)
    {
    case LUWTE_DELIVERY_NONE:
      break;
    case LUWTE_DELIVERY_QUEUED:
    case LUWTE_DELIVERY_SENDING:
      return g_strdup (lost ? _ ("Is sent when there is a connection") : _ ("Sending"));
    case LUWTE_DELIVERY_SENT:
      return g_strdup (_ ("Delivered"));
    case LUWTE_DELIVERY_READ:
      return g_strdup (_ ("Read"));
    case LUWTE_DELIVERY_UNCERTAIN:
      return g_strdup (_ ("Perhaps not sent"));
    case LUWTE_DELIVERY_FAILED:
      return g_strdup (_ ("Not sent"));
    }
  return NULL;
}

const char *
luwte_chat_words_delivery_icon (LuwteDelivery delivery)
{
  switch (delivery)
    {
    case LUWTE_DELIVERY_NONE:
      break;
    case LUWTE_DELIVERY_QUEUED:
    case LUWTE_DELIVERY_SENDING:
      return "content-loading-symbolic";
    case LUWTE_DELIVERY_SENT:
    case LUWTE_DELIVERY_READ:
      return "object-select-symbolic";
    case LUWTE_DELIVERY_UNCERTAIN:
      return "dialog-question-symbolic";
    case LUWTE_DELIVERY_FAILED:
      return "dialog-warning-symbolic";
    }
  return NULL;
}

static const char *
greet (int hour)
{
  if (hour >= 5 && hour < 12)
    return _ ("Good morning");
  return hour >= 12 && hour < 18 ? _ ("Good afternoon") : _ ("Good evening");
}

char *
luwte_chat_words_fill (const char *text, const char *nickname, int hour)
{
  const struct
  {
    const char *name;
    const char *value;
  } places[] = {
    { "{nickname}", nickname },
    { "{schuilnaam}", nickname },
    { "{greeting}", greet (hour) },
    { "{groet}", greet (hour) },
  };
  GString *filled = g_string_new (NULL);

  /* From left to right, so that a nickname with braces in it is not filled in itself. */
  while (*text != '\0')
    {
      guint i = 0;

      while (i < G_N_ELEMENTS (places) &&
             (places[i].value == NULL || !g_str_has_prefix (text, places[i].name)))
        i++;
      if (i < G_N_ELEMENTS (places))
        g_string_append (filled, places[i].value);
      else
        g_string_append_c (filled, *text);
      text += i < G_N_ELEMENTS (places) ? strlen (places[i].name) : 1;
    }
  return g_string_free (filled, FALSE);
}
