/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "luwte-secret.h"

G_BEGIN_DECLS

/* What a visitor or a counsellor wrote is overwritten before its memory goes back, so that locking
 * leaves no text behind in the heap. */
static inline void
luwte_text_free (char *text)
{
  if (text != NULL)
    luwte_wipe (text, strlen (text));
  g_free (text);
}

/* Whether the text changed, with what stood there wiped. */
static inline gboolean
luwte_text_set (char **text, const char *newer)
{
  char *copy;

  if (g_strcmp0 (*text, newer) == 0)
    return FALSE;
  copy = g_strdup (newer);
  luwte_text_free (*text);
  *text = copy;
  return TRUE;
}

G_END_DECLS
