/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: the code opens everything, so it is never in unguarded memory longer than a function
 * runs, and a typing error is told apart from a wrong code before any key is tried. */

#include "luwte-recovery-code.h"

#include "luwte-crypto.h"
#include "luwte-secret.h"

#include <string.h>

#define N_CHARS      36
#define N_GROUP      4
#define N_CODE_CHARS (LUWTE_RECOVERY_BYTES * 8 / 5)

G_STATIC_ASSERT (LUWTE_RECOVERY_TEXT_LENGTH == N_CHARS + N_CHARS / N_GROUP - 1);

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* The code in values of five bits, and after it the checksum's four values. */
static void
spread (const guint8 code[LUWTE_RECOVERY_BYTES], guint8 values[N_CHARS])
{
  guint8 hash[LUWTE_HASH_BYTES];

  for (int i = 0; i < N_CODE_CHARS; i++)
    {
      guint value = 0;

      for (int bit = i * 5; bit < i * 5 + 5; bit++)
        value = value << 1 | (code[bit / 8] >> (7 - bit % 8) & 1);
      values[i] = (guint8) value;
    }
  luwte_hash (code, LUWTE_RECOVERY_BYTES, hash);
  values[N_CODE_CHARS] = hash[0] >> 3;
  values[N_CODE_CHARS + 1] = (guint8) ((hash[0] & 7) << 2 | hash[1] >> 6);
  values[N_CODE_CHARS + 2] = hash[1] >> 1 & 31;
  values[N_CODE_CHARS + 3] = (guint8) ((hash[1] & 1) << 4 | hash[2] >> 4);
  luwte_wipe (hash, sizeof hash);
}

LuwteSecret *
luwte_recovery_code_new (void)
{
  LuwteSecret *text = luwte_secret_new_empty (LUWTE_RECOVERY_TEXT_LENGTH);
  guint8 code[LUWTE_RECOVERY_BYTES], values[N_CHARS];

  luwte_random_bytes (code, sizeof code);
  spread (code, values);
  for (int i = 0; i < N_CHARS; i++)
    {
      if (i > 0 && i % N_GROUP == 0)
        luwte_secret_append (text, "-", 1);
      luwte_secret_append (text, &alphabet[values[i]], 1);
    }
  luwte_wipe (code, sizeof code);
  luwte_wipe (values, sizeof values);
  return text;
}

/* -1: no character of a code; -2: may be left out. */
static int
value_of (char c)
{
  const char *found;

  c = g_ascii_toupper (c);
  if (c == '-' || g_ascii_isspace (c))
    return -2;
  if (c == 'O')
    return 0;
  if (c == 'I' || c == 'L')
    return 1;
  found = c ? strchr (alphabet, c) : NULL;
  return found ? (int) (found - alphabet) : -1;
}

static gboolean
gather (LuwteSecret *text, guint8 values[N_CHARS], GError **error)
{
  const char *chars = luwte_secret_peek (text);
  gsize n = 0;

  for (gsize i = 0; i < luwte_secret_length (text); i++)
    {
      const int value = value_of (chars[i]);

      if (value == -2)
        continue;
      if (value < 0)
        {
          g_set_error (error, LUWTE_CRYPTO_ERROR, LUWTE_CRYPTO_ERROR_CODE,
                       "A recovery code has no such character as the one at place %" G_GSIZE_FORMAT,
                       i + 1);
          return FALSE;
        }
      if (n < N_CHARS)
        values[n] = (guint8) value;
      n++;
    }
  if (n == N_CHARS)
    return TRUE;
  g_set_error (error, LUWTE_CRYPTO_ERROR, LUWTE_CRYPTO_ERROR_CODE,
               "A recovery code has %d characters without the hyphens, this has %" G_GSIZE_FORMAT,
               N_CHARS, n);
  return FALSE;
}

LuwteSecret *
luwte_recovery_code_parse (LuwteSecret *text, GError **error)
{
  guint8 values[N_CHARS], expected[N_CHARS], code[LUWTE_RECOVERY_BYTES] = { 0 };
  LuwteSecret *result = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (gather (text, values, error))
    {
      for (int bit = 0; bit < N_CODE_CHARS * 5; bit++)
        code[bit / 8] |= (guint8) ((values[bit / 5] >> (4 - bit % 5) & 1) << (7 - bit % 8));
      spread (code, expected);
      if (luwte_bytes_equal (values, expected, N_CHARS))
        result = luwte_secret_new ((const char *) code, sizeof code);
      else
        g_set_error_literal (error, LUWTE_CRYPTO_ERROR, LUWTE_CRYPTO_ERROR_CODE,
                             "There is a typing error in this recovery code");
    }
  luwte_wipe (values, sizeof values);
  luwte_wipe (expected, sizeof expected);
  luwte_wipe (code, sizeof code);
  return result;
}
