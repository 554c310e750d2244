/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-id.h"

#include <errno.h>
#include <sys/random.h>

char *
luwte_id_new (void)
{
  static const char digits[] = "0123456789abcdef";
  guint8 bytes[LUWTE_ID_LENGTH / 2];
  char *id = g_malloc (LUWTE_ID_LENGTH + 1);
  gssize n;

  do
    n = getrandom (bytes, sizeof bytes, 0);
  while (n < 0 && errno == EINTR);
  /* Sixteen bytes come whole or not at all, and a guessable id is worse than no program. */
  if (n != sizeof bytes)
    g_error ("The kernel gives no random bytes");

  for (gsize i = 0; i < sizeof bytes; i++)
    {
      id[2 * i] = digits[bytes[i] >> 4];
      id[2 * i + 1] = digits[bytes[i] & 15];
    }
  id[LUWTE_ID_LENGTH] = '\0';
  return id;
}

gboolean
luwte_id_is_valid (const char *text)
{
  gsize length = 0;

  if (!text)
    return FALSE;
  for (; text[length]; length++)
    {
      const char c = text[length];

      if (length == LUWTE_ID_LENGTH || !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
        return FALSE;
    }
  return length == LUWTE_ID_LENGTH;
}
