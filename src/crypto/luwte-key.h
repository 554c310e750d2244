/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_KEY_BYTES         32
#define LUWTE_KEY_CONTEXT_BYTES 8
#define LUWTE_MAC_BYTES         32
#define LUWTE_SALT_BYTES        16
#define LUWTE_NONCE_BYTES       24
/* What a sealed text is longer than the text. */
#define LUWTE_SEAL_BYTES 16

/**
 * LuwteKey: (ref-func luwte_key_ref) (unref-func luwte_key_unref)
 *
 * 256 secret bits in guarded memory, wiped when the last reference goes.
 */
typedef struct _LuwteKey LuwteKey;

LuwteKey *luwte_key_new_random (void);
LuwteKey *luwte_key_new_from_bytes (const guint8 bytes[LUWTE_KEY_BYTES]);
LuwteKey *luwte_key_ref (LuwteKey *self);
void luwte_key_unref (LuwteKey *self);
const guint8 *luwte_key_peek (LuwteKey *self);

/**
 * luwte_key_derive:
 * @context: eight characters, the same for all subkeys of one use
 * @number: which one
 *
 * A subkey by crypto_kdf: from it neither the key nor another subkey can be found.
 */
LuwteKey *luwte_key_derive (LuwteKey *self, const char *context, guint64 number);

/**
 * LuwteStretch:
 * @ops: passes of Argon2id
 * @mem_kib: memory in KiB
 *
 * What a guess at a passphrase costs.
 */
typedef struct
{
  guint32 ops;
  guint32 mem_kib;
} LuwteStretch;

/* Beyond these a file is hostile: it would eat the machine's memory before the first check. */
#define LUWTE_STRETCH_MAX_OPS     16
#define LUWTE_STRETCH_MAX_MEM_KIB (1024 * 1024)

/**
 * luwte_stretch_default:
 *
 * Returns: three passes over 256 MiB; 128 or 64 MiB where the machine has under 6 or 3 GiB
 */
LuwteStretch luwte_stretch_default (void);
gboolean luwte_stretch_is_allowed (LuwteStretch cost);

/**
 * luwte_key_new_stretched:
 * @secret: passphrase or code
 * @salt: %LUWTE_SALT_BYTES
 *
 * Argon2id. Takes 0.4 s and 256 MiB at the default cost.
 *
 * Returns: (nullable): the key, or %NULL with a #LuwteCryptoError
 */
LuwteKey *luwte_key_new_stretched (LuwteSecret *secret, const guint8 *salt, LuwteStretch cost,
                                   GError **error);

/* Keyed BLAKE2b over one or two pieces; the second may be empty. */
void luwte_key_mac (LuwteKey *self, gconstpointer first, gsize first_length, gconstpointer second,
                    gsize second_length, guint8 mac[LUWTE_MAC_BYTES]);

/* The same over bytes that come in pieces. */
typedef struct _LuwteMac LuwteMac;
LuwteMac *luwte_mac_new (LuwteKey *key);
void luwte_mac_feed (LuwteMac *self, gconstpointer bytes, gsize length);
/* Once, at the end. */
void luwte_mac_end (LuwteMac *self, guint8 mac[LUWTE_MAC_BYTES]);
void luwte_mac_free (LuwteMac *self);

/**
 * luwte_key_seal:
 * @nonce: %LUWTE_NONCE_BYTES random bytes, never used twice
 * @aad: bound to the sealed text, not hidden
 * @sealed: @length + %LUWTE_SEAL_BYTES bytes
 *
 * XChaCha20-Poly1305.
 */
void luwte_key_seal (LuwteKey *self, const guint8 *nonce, gconstpointer aad, gsize aad_length,
                     gconstpointer text, gsize length, guint8 *sealed);

/**
 * luwte_key_open:
 * @sealed_length: in bytes; at least %LUWTE_SEAL_BYTES
 * @text: @sealed_length - %LUWTE_SEAL_BYTES bytes; zeros when it does not open
 */
gboolean luwte_key_open (LuwteKey *self, const guint8 *nonce, gconstpointer aad, gsize aad_length,
                         const guint8 *sealed, gsize sealed_length, gpointer text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteKey, luwte_key_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteMac, luwte_mac_free)

G_END_DECLS
