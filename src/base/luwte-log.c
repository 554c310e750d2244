/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: a line in the log is a sentence that stands in our source, and numbers. A message of
 * another library may quote what somebody wrote (Pango quotes markup, a parser its input), so of
 * those only domain and level are written, never the text. */

#include "luwte-log.h"

#include <stdio.h>

#define DOMAIN "luwte"

static GLogLevelFlags always_fatal;

static const char *
level_name (GLogLevelFlags level)
{
  if (level & G_LOG_LEVEL_ERROR)
    return "error";
  if (level & G_LOG_LEVEL_CRITICAL)
    return "critical";
  if (level & G_LOG_LEVEL_WARNING)
    return "warning";
  return "message";
}

static const char *
field (const GLogField *fields, gsize n_fields, const char *key)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, key) && fields[i].length < 0)
      return fields[i].value;
  return NULL;
}

static GLogWriterOutput
write_cb (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  const char *domain = field (fields, n_fields, "GLIB_DOMAIN");
  const char *message = field (fields, n_fields, "MESSAGE");

  /* Whoever made warnings fatal is hunting one, and the program ends here: he may read it. */
  if (always_fatal & level & ~G_LOG_LEVEL_ERROR)
    return g_log_writer_default (level, fields, n_fields, user_data);
  if (g_log_writer_default_would_drop (level, domain))
    return G_LOG_WRITER_HANDLED;

  if (g_strcmp0 (domain, DOMAIN) == 0 && message)
    fprintf (stderr, "luwte: %s\n", message);
  else
    fprintf (stderr, "luwte: %s of %s, text withheld\n", level_name (level),
             domain ? domain : "a library");
  fflush (stderr);
  return G_LOG_WRITER_HANDLED;
}

void
luwte_log_install (void)
{
  /* There is no function that only asks. */
  always_fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_always_fatal (always_fatal);
  g_log_set_writer_func (write_cb, NULL, NULL);
}

void
luwte_log_event (const char *event)
{
  g_log_structured (DOMAIN, G_LOG_LEVEL_INFO, "MESSAGE", "%s", event);
}

void
luwte_log_count (const char *event, gint64 count)
{
  g_log_structured (DOMAIN, G_LOG_LEVEL_INFO, "MESSAGE", "%s: %" G_GINT64_FORMAT, event, count);
}

void
luwte_log_error (const char *event, const GError *error)
{
  g_log_structured (DOMAIN, G_LOG_LEVEL_MESSAGE, "MESSAGE", "%s: %s %d", event,
                    error ? g_quark_to_string (error->domain) : "no error",
                    error ? error->code : 0);
}
