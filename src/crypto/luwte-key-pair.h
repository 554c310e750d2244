/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-key.h"

G_BEGIN_DECLS

#define LUWTE_PUBLIC_BYTES    32
#define LUWTE_SIGNATURE_BYTES 64
/* A key sealed to a public key: the key and what libsodium's sealed box adds. */
#define LUWTE_BOX_BYTES 80

/**
 * LuwteKeyPair: (ref-func luwte_key_pair_ref) (unref-func luwte_key_pair_unref)
 *
 * Two pairs made from one seed: X25519 to receive (sealed boxes) and Ed25519 to sign. The secret
 * halves stand in guarded memory.
 */
typedef struct _LuwteKeyPair LuwteKeyPair;

/**
 * luwte_key_pair_new:
 * @seed: what is kept; the same seed gives the same pairs
 *
 * Returns: (transfer full): the pairs
 */
LuwteKeyPair *luwte_key_pair_new (LuwteKey *seed);
LuwteKeyPair *luwte_key_pair_ref (LuwteKeyPair *self);
void luwte_key_pair_unref (LuwteKeyPair *self);

/* %LUWTE_PUBLIC_BYTES, borrowed. */
const guint8 *luwte_key_pair_peek_box (LuwteKeyPair *self);
const guint8 *luwte_key_pair_peek_sign (LuwteKeyPair *self);

/**
 * luwte_box_seal:
 * @box: (array fixed-size=32): the public key of the one who may open it
 * @key: what is sealed
 * @sealed: (out) (array fixed-size=80): from which nobody can tell for whom, or from whom, it is
 *
 * Returns: %FALSE when @box is no usable public key (a point of low order)
 */
gboolean luwte_box_seal (const guint8 *box, LuwteKey *key, guint8 sealed[LUWTE_BOX_BYTES]);

/**
 * luwte_key_pair_open_box:
 * @sealed: (array fixed-size=80): what luwte_box_seal() made, or anything else
 *
 * Returns: (transfer full) (nullable): the key, or %NULL when it is not sealed to this pair
 */
LuwteKey *luwte_key_pair_open_box (LuwteKeyPair *self, const guint8 sealed[LUWTE_BOX_BYTES]);

/* One key sealed to several: a public key made for it, and a box for each place. */
#define LUWTE_BOXES_HEAD     LUWTE_PUBLIC_BYTES
#define LUWTE_BOXES_EACH     48
#define LUWTE_BOXES_BYTES(n) (LUWTE_BOXES_HEAD + (n) * LUWTE_BOXES_EACH)

/**
 * luwte_boxes_seal:
 * @boxes: (array length=n): public keys of those who may open it
 * @places: (array length=n): the place of each, less than @n_places
 * @key: what is sealed
 * @sealed: (out): LUWTE_BOXES_BYTES (n_places); random bytes stand in the places that nobody has
 *
 * As libsodium's sealed box, crypto_box with a key pair made for it and the nonce
 * BLAKE2b-192 (its public key, the reader's), but with one such pair for all of them: a reader
 * multiplies once, and not once a box. From what is sealed nobody can tell how many it is for, or
 * whether it is for a key that they know.
 *
 * Returns: %FALSE when one of @boxes is no usable public key (a point of low order)
 */
gboolean luwte_boxes_seal (const guint8 *const *boxes, const guint *places, guint n, LuwteKey *key,
                           guint8 *sealed, guint n_places);

/**
 * luwte_key_pair_open_boxes:
 * @sealed: LUWTE_BOXES_BYTES (n_places): what luwte_boxes_seal() made, or anything else
 *
 * Returns: (transfer full) (nullable): the key, or %NULL when none of it is sealed to this pair
 */
LuwteKey *luwte_key_pair_open_boxes (LuwteKeyPair *self, const guint8 *sealed, guint n_places);

/**
 * luwte_key_pair_sign:
 * @context: what is being signed ("roster 1"), so that a signature under one thing is none under
 *   another
 *
 * An Ed25519 signature over the context's length and text and the bytes.
 */
void luwte_key_pair_sign (LuwteKeyPair *self, const char *context, gconstpointer bytes,
                          gsize length, guint8 signature[LUWTE_SIGNATURE_BYTES]);
gboolean luwte_signature_fits (const guint8 *sign, const char *context, gconstpointer bytes,
                               gsize length, const guint8 signature[LUWTE_SIGNATURE_BYTES]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteKeyPair, luwte_key_pair_unref)

G_END_DECLS
