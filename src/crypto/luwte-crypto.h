/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteCryptoError:
 * @LUWTE_CRYPTO_ERROR_MEMORY: the key derivation needs more memory than there is
 * @LUWTE_CRYPTO_ERROR_PARAMETERS: a cost that this program does not pay (a hostile file)
 * @LUWTE_CRYPTO_ERROR_FORGED: what was sealed does not open: another key, or changed bytes
 * @LUWTE_CRYPTO_ERROR_CODE: not a recovery code, or a typing error in one
 */
typedef enum
{
  LUWTE_CRYPTO_ERROR_MEMORY,
  LUWTE_CRYPTO_ERROR_PARAMETERS,
  LUWTE_CRYPTO_ERROR_FORGED,
  LUWTE_CRYPTO_ERROR_CODE,
} LuwteCryptoError;
#define LUWTE_CRYPTO_ERROR (luwte_crypto_error_quark ())
GQuark luwte_crypto_error_quark (void);

/* Call before anything else of this folder; may be called often, from any thread. */
void luwte_crypto_init (void);

void luwte_random_bytes (gpointer bytes, gsize length);

/**
 * luwte_bytes_equal:
 *
 * Compares in constant time.
 */
gboolean luwte_bytes_equal (gconstpointer a, gconstpointer b, gsize length);

/**
 * luwte_guarded_new:
 * @size: in bytes
 *
 * Memory between guard pages, locked, left out of core dumps, wiped by luwte_guarded_free().
 */
gpointer luwte_guarded_new (gsize size);
void luwte_guarded_free (gpointer memory);

/* BLAKE2b without a key: finds damage, not malice. */
#define LUWTE_HASH_BYTES 32
void luwte_hash (gconstpointer bytes, gsize length, guint8 hash[LUWTE_HASH_BYTES]);

G_END_DECLS
