/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: one seed is kept, both pairs are derived from it by crypto_kdf under numbers of their
 * own, and no secret half leaves this file. Everything that is signed carries its context. */

#include "luwte-key-pair.h"

#include "luwte-crypto.h"
#include "luwte-secret.h"

#include <sodium.h>
#include <string.h>

G_STATIC_ASSERT (LUWTE_PUBLIC_BYTES == crypto_box_PUBLICKEYBYTES);
G_STATIC_ASSERT (LUWTE_PUBLIC_BYTES == crypto_sign_PUBLICKEYBYTES);
G_STATIC_ASSERT (LUWTE_SIGNATURE_BYTES == crypto_sign_BYTES);
G_STATIC_ASSERT (LUWTE_BOX_BYTES == LUWTE_KEY_BYTES + crypto_box_SEALBYTES);
G_STATIC_ASSERT (LUWTE_KEY_BYTES == crypto_box_SEEDBYTES);
G_STATIC_ASSERT (LUWTE_KEY_BYTES == crypto_sign_SEEDBYTES);

#define CONTEXT "LuwtPair"

typedef struct
{
  guint8 box[crypto_box_SECRETKEYBYTES];
  guint8 sign[crypto_sign_SECRETKEYBYTES];
} Secrets;

struct _LuwteKeyPair
{
  gatomicrefcount refs;
  guint8 box[LUWTE_PUBLIC_BYTES];
  guint8 sign[LUWTE_PUBLIC_BYTES];
  Secrets *secrets; /* guarded */
};

LuwteKeyPair *
luwte_key_pair_new (LuwteKey *seed)
{
  g_autoptr (LuwteKey) box = luwte_key_derive (seed, CONTEXT, 1);
  g_autoptr (LuwteKey) sign = luwte_key_derive (seed, CONTEXT, 2);
  LuwteKeyPair *self = g_new0 (LuwteKeyPair, 1);

  g_atomic_ref_count_init (&self->refs);
  self->secrets = luwte_guarded_new (sizeof (Secrets));
  crypto_box_seed_keypair (self->box, self->secrets->box, luwte_key_peek (box));
  crypto_sign_seed_keypair (self->sign, self->secrets->sign, luwte_key_peek (sign));
  return self;
}

LuwteKeyPair *
luwte_key_pair_ref (LuwteKeyPair *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
luwte_key_pair_unref (LuwteKeyPair *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  luwte_guarded_free (self->secrets);
  g_free (self);
}

const guint8 *
luwte_key_pair_peek_box (LuwteKeyPair *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->box;
}

const guint8 *
luwte_key_pair_peek_sign (LuwteKeyPair *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->sign;
}

gboolean
luwte_box_seal (const guint8 *box, LuwteKey *key, guint8 sealed[LUWTE_BOX_BYTES])
{
  luwte_crypto_init ();
  return crypto_box_seal (sealed, luwte_key_peek (key), LUWTE_KEY_BYTES, box) == 0;
}

LuwteKey *
luwte_key_pair_open_box (LuwteKeyPair *self, const guint8 sealed[LUWTE_BOX_BYTES])
{
  guint8 *bytes = luwte_guarded_new (LUWTE_KEY_BYTES);
  LuwteKey *key = NULL;

  if (crypto_box_seal_open (bytes, sealed, LUWTE_BOX_BYTES, self->box, self->secrets->box) == 0)
    key = luwte_key_new_from_bytes (bytes);
  luwte_guarded_free (bytes);
  return key;
}

static void
nonce_for (const guint8 *made, const guint8 *reader, guint8 nonce[crypto_box_NONCEBYTES])
{
  crypto_generichash_state state;

  crypto_generichash_init (&state, NULL, 0, crypto_box_NONCEBYTES);
  crypto_generichash_update (&state, made, LUWTE_PUBLIC_BYTES);
  crypto_generichash_update (&state, reader, LUWTE_PUBLIC_BYTES);
  crypto_generichash_final (&state, nonce, crypto_box_NONCEBYTES);
}

typedef struct
{
  guint8 made[crypto_box_SECRETKEYBYTES];
  guint8 shared[crypto_box_BEFORENMBYTES];
} Sealing;

gboolean
luwte_boxes_seal (const guint8 *const *boxes, const guint *places, guint n, LuwteKey *key,
                  guint8 *sealed, guint n_places)
{
  Sealing *sealing = luwte_guarded_new (sizeof *sealing);
  gboolean well = TRUE;

  G_STATIC_ASSERT (LUWTE_BOXES_EACH == LUWTE_KEY_BYTES + crypto_box_MACBYTES);
  luwte_crypto_init ();
  crypto_box_keypair (sealed, sealing->made);
  randombytes_buf (sealed + LUWTE_BOXES_HEAD, (gsize) n_places * LUWTE_BOXES_EACH);
  for (guint i = 0; well && i < n; i++)
    {
      guint8 *place = sealed + LUWTE_BOXES_HEAD + (gsize) places[i] * LUWTE_BOXES_EACH;
      guint8 nonce[crypto_box_NONCEBYTES];

      nonce_for (sealed, boxes[i], nonce);
      well = crypto_box_beforenm (sealing->shared, boxes[i], sealing->made) == 0 &&
             crypto_box_easy_afternm (place, luwte_key_peek (key), LUWTE_KEY_BYTES, nonce,
                                      sealing->shared) == 0;
    }
  luwte_guarded_free (sealing);
  return well;
}

typedef struct
{
  guint8 shared[crypto_box_BEFORENMBYTES];
  guint8 key[LUWTE_KEY_BYTES];
} Opening;

LuwteKey *
luwte_key_pair_open_boxes (LuwteKeyPair *self, const guint8 *sealed, guint n_places)
{
  Opening *opening = luwte_guarded_new (sizeof *opening);
  guint8 nonce[crypto_box_NONCEBYTES];
  LuwteKey *key = NULL;

  nonce_for (sealed, self->box, nonce);
  if (crypto_box_beforenm (opening->shared, sealed, self->secrets->box) == 0)
    for (guint i = 0; key == NULL && i < n_places; i++)
      if (crypto_box_open_easy_afternm (opening->key, sealed + LUWTE_BOXES_BYTES (i),
                                        LUWTE_BOXES_EACH, nonce, opening->shared) == 0)
        key = luwte_key_new_from_bytes (opening->key);
  luwte_guarded_free (opening);
  return key;
}

/* Length and text of the context and then the bytes, hashed: Ed25519 signs the 64 bytes. */
static void
digest (const char *context, gconstpointer bytes, gsize length,
        guint8 hash[crypto_generichash_BYTES_MAX])
{
  const gsize context_length = strlen (context);
  const guint8 prefix = (guint8) context_length;
  crypto_generichash_state state;

  g_assert (context_length <= G_MAXUINT8);
  crypto_generichash_init (&state, NULL, 0, crypto_generichash_BYTES_MAX);
  crypto_generichash_update (&state, &prefix, 1);
  crypto_generichash_update (&state, (const guint8 *) context, context_length);
  crypto_generichash_update (&state, bytes, length);
  crypto_generichash_final (&state, hash, crypto_generichash_BYTES_MAX);
}

void
luwte_key_pair_sign (LuwteKeyPair *self, const char *context, gconstpointer bytes, gsize length,
                     guint8 signature[LUWTE_SIGNATURE_BYTES])
{
  guint8 hash[crypto_generichash_BYTES_MAX];

  digest (context, bytes, length, hash);
  crypto_sign_detached (signature, NULL, hash, sizeof hash, self->secrets->sign);
}

gboolean
luwte_signature_fits (const guint8 *sign, const char *context, gconstpointer bytes, gsize length,
                      const guint8 signature[LUWTE_SIGNATURE_BYTES])
{
  guint8 hash[crypto_generichash_BYTES_MAX];

  luwte_crypto_init ();
  digest (context, bytes, length, hash);
  return crypto_sign_verify_detached (signature, hash, sizeof hash, sign) == 0;
}
