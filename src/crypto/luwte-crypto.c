/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-crypto.h"

#include <sodium.h>

G_DEFINE_QUARK (luwte_crypto_error, luwte_crypto_error)

void
luwte_crypto_init (void)
{
  if (sodium_init () < 0)
    g_error ("libsodium cannot be used here");
}

void
luwte_random_bytes (gpointer bytes, gsize length)
{
  luwte_crypto_init ();
  randombytes_buf (bytes, length);
}

gboolean
luwte_bytes_equal (gconstpointer a, gconstpointer b, gsize length)
{
  return sodium_memcmp (a, b, length) == 0;
}

gpointer
luwte_guarded_new (gsize size)
{
  gpointer memory;

  luwte_crypto_init ();
  memory = sodium_malloc (size);
  if (!memory)
    g_error ("No guarded memory for %" G_GSIZE_FORMAT " bytes", size);
  sodium_memzero (memory, size);
  return memory;
}

void
luwte_guarded_free (gpointer memory)
{
  sodium_free (memory);
}

void
luwte_hash (gconstpointer bytes, gsize length, guint8 hash[LUWTE_HASH_BYTES])
{
  luwte_crypto_init ();
  crypto_generichash (hash, LUWTE_HASH_BYTES, bytes, length, NULL, 0);
}
