/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: key bytes stand in guarded memory only; every function here takes and gives keys, and
 * what touches the bytes of one is written so that no copy stays on the stack. */

#include "luwte-key.h"

#include "luwte-crypto.h"
#include "luwte-secret.h"

#include <sodium.h>
#include <string.h>
#include <unistd.h>

G_STATIC_ASSERT (LUWTE_KEY_BYTES == crypto_kdf_KEYBYTES);
G_STATIC_ASSERT (LUWTE_KEY_CONTEXT_BYTES == crypto_kdf_CONTEXTBYTES);
G_STATIC_ASSERT (LUWTE_SALT_BYTES == crypto_pwhash_argon2id_SALTBYTES);
G_STATIC_ASSERT (LUWTE_NONCE_BYTES == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
G_STATIC_ASSERT (LUWTE_SEAL_BYTES == crypto_aead_xchacha20poly1305_ietf_ABYTES);

struct _LuwteKey
{
  gatomicrefcount refs;
  guint8 *bytes; /* guarded */
};

static LuwteKey *
key_new (void)
{
  LuwteKey *self = g_new0 (LuwteKey, 1);

  g_atomic_ref_count_init (&self->refs);
  self->bytes = luwte_guarded_new (LUWTE_KEY_BYTES);
  return self;
}

LuwteKey *
luwte_key_new_random (void)
{
  LuwteKey *self = key_new ();

  luwte_random_bytes (self->bytes, LUWTE_KEY_BYTES);
  return self;
}

LuwteKey *
luwte_key_new_from_bytes (const guint8 bytes[LUWTE_KEY_BYTES])
{
  LuwteKey *self = key_new ();

  memcpy (self->bytes, bytes, LUWTE_KEY_BYTES);
  return self;
}

LuwteKey *
luwte_key_ref (LuwteKey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
luwte_key_unref (LuwteKey *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  luwte_guarded_free (self->bytes);
  g_free (self);
}

const guint8 *
luwte_key_peek (LuwteKey *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->bytes;
}

LuwteKey *
luwte_key_derive (LuwteKey *self, const char *context, guint64 number)
{
  LuwteKey *subkey;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (strlen (context) == LUWTE_KEY_CONTEXT_BYTES, NULL);

  subkey = key_new ();
  crypto_kdf_derive_from_key (subkey->bytes, LUWTE_KEY_BYTES, number, context, self->bytes);
  return subkey;
}

LuwteStretch
luwte_stretch_default (void)
{
  const guint64 gib = 1024 * 1024 * 1024;
  const guint64 memory = (guint64) sysconf (_SC_PHYS_PAGES) * (guint64) sysconf (_SC_PAGESIZE);
  LuwteStretch cost = { .ops = 3, .mem_kib = 256 * 1024 };

  if (memory < 3 * gib)
    cost.mem_kib = 64 * 1024;
  else if (memory < 6 * gib)
    cost.mem_kib = 128 * 1024;
  return cost;
}

gboolean
luwte_stretch_is_allowed (LuwteStretch cost)
{
  return cost.ops >= crypto_pwhash_argon2id_OPSLIMIT_MIN && cost.ops <= LUWTE_STRETCH_MAX_OPS &&
         cost.mem_kib >= crypto_pwhash_argon2id_MEMLIMIT_MIN / 1024 &&
         cost.mem_kib <= LUWTE_STRETCH_MAX_MEM_KIB;
}

LuwteKey *
luwte_key_new_stretched (LuwteSecret *secret, const guint8 *salt, LuwteStretch cost, GError **error)
{
  g_autoptr (LuwteKey) self = NULL;

  g_return_val_if_fail (secret != NULL && salt != NULL, NULL);

  if (!luwte_stretch_is_allowed (cost))
    {
      g_set_error (error, LUWTE_CRYPTO_ERROR, LUWTE_CRYPTO_ERROR_PARAMETERS,
                   "A key derivation of %u passes over %u KiB is not within what Luwte pays",
                   cost.ops, cost.mem_kib);
      return NULL;
    }
  self = key_new ();
  if (crypto_pwhash_argon2id (self->bytes, LUWTE_KEY_BYTES, luwte_secret_peek (secret),
                              luwte_secret_length (secret), salt, cost.ops,
                              (gsize) cost.mem_kib * 1024,
                              crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0)
    {
      g_set_error (error, LUWTE_CRYPTO_ERROR, LUWTE_CRYPTO_ERROR_MEMORY,
                   "The key derivation needs %u MiB of memory, and there is not so much",
                   cost.mem_kib / 1024);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
luwte_key_mac (LuwteKey *self, gconstpointer first, gsize first_length, gconstpointer second,
               gsize second_length, guint8 mac[LUWTE_MAC_BYTES])
{
  crypto_generichash_state state;

  g_return_if_fail (self != NULL);

  crypto_generichash_init (&state, self->bytes, LUWTE_KEY_BYTES, LUWTE_MAC_BYTES);
  if (first_length > 0)
    crypto_generichash_update (&state, first, first_length);
  if (second_length > 0)
    crypto_generichash_update (&state, second, second_length);
  crypto_generichash_final (&state, mac, LUWTE_MAC_BYTES);
  sodium_memzero (&state, sizeof state);
}

struct _LuwteMac
{
  crypto_generichash_state state;
};

LuwteMac *
luwte_mac_new (LuwteKey *key)
{
  LuwteMac *self = luwte_guarded_new (sizeof *self);

  crypto_generichash_init (&self->state, key->bytes, LUWTE_KEY_BYTES, LUWTE_MAC_BYTES);
  return self;
}

void
luwte_mac_feed (LuwteMac *self, gconstpointer bytes, gsize length)
{
  crypto_generichash_update (&self->state, bytes, length);
}

void
luwte_mac_end (LuwteMac *self, guint8 mac[LUWTE_MAC_BYTES])
{
  crypto_generichash_final (&self->state, mac, LUWTE_MAC_BYTES);
}

void
luwte_mac_free (LuwteMac *self)
{
  luwte_guarded_free (self);
}

void
luwte_key_seal (LuwteKey *self, const guint8 *nonce, gconstpointer aad, gsize aad_length,
                gconstpointer text, gsize length, guint8 *sealed)
{
  g_return_if_fail (self != NULL);

  crypto_aead_xchacha20poly1305_ietf_encrypt (sealed, NULL, text, length, aad, aad_length, NULL,
                                              nonce, self->bytes);
}

gboolean
luwte_key_open (LuwteKey *self, const guint8 *nonce, gconstpointer aad, gsize aad_length,
                const guint8 *sealed, gsize sealed_length, gpointer text, GError **error)
{
  g_return_val_if_fail (self != NULL && sealed_length >= LUWTE_SEAL_BYTES, FALSE);

  if (crypto_aead_xchacha20poly1305_ietf_decrypt (text, NULL, NULL, sealed, sealed_length, aad,
                                                  aad_length, nonce, self->bytes) == 0)
    return TRUE;
  luwte_wipe (text, sealed_length - LUWTE_SEAL_BYTES);
  g_set_error_literal (error, LUWTE_CRYPTO_ERROR, LUWTE_CRYPTO_ERROR_FORGED,
                       "It does not open: the key is another one, or bytes were changed");
  return FALSE;
}
