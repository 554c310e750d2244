/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-key.h"
#include "luwte-types.h"
#include "luwte-vault.h"

G_BEGIN_DECLS

/* vault.hdr, all numbers little-endian:
 *
 *     magic 8 · version u32 · vault id 16 · database salt 16 · generation u64
 *     8 slots: type u32 · passes u32 · KiB u32 · salt 16 · nonce 24 · wrapped vault key 48
 *     MAC 32 (keyed BLAKE2b over all before it, under a subkey of the vault key)
 *     hash 32 (BLAKE2b over all before it)
 *
 * The hash tells damage from a wrong passphrase before any key is there; the MAC tells tampering
 * from our own writing once the vault key is. */

#define LUWTE_HEADER_VERSION 1
#define LUWTE_HEADER_SLOTS   8
#define LUWTE_HEADER_BYTES   (52 + LUWTE_HEADER_SLOTS * 100 + 64)

typedef enum
{
  LUWTE_SLOT_EMPTY = 0,
  LUWTE_SLOT_PASSPHRASE = 1,
  LUWTE_SLOT_RECOVERY = 2,
} LuwteSlotType;

typedef struct
{
  guint32 type;
  LuwteStretch cost;
  guint8 salt[LUWTE_SALT_BYTES];
  guint8 nonce[LUWTE_NONCE_BYTES];
  guint8 wrapped[LUWTE_KEY_BYTES + LUWTE_SEAL_BYTES];
} LuwteSlot;

typedef struct
{
  guint8 vault_id[16];
  guint8 db_salt[LUWTE_SALT_BYTES];
  guint64 generation;
  LuwteSlot slots[LUWTE_HEADER_SLOTS];
  guint8 mac[LUWTE_MAC_BYTES];
} LuwteHeader;

/* DAMAGED or NEWER. Any bytes may come in. */
gboolean luwte_header_parse (LuwteHeader *self, const guint8 *bytes, gsize length, GError **error);

/* (transfer full): the vault's id, 32 digits */
char *luwte_header_id_text (const LuwteHeader *self);

/* Writes the MAC anew. */
void luwte_header_serialise (LuwteHeader *self, LuwteKey *vault_key,
                             guint8 bytes[LUWTE_HEADER_BYTES]);

/* Whether this header was written by somebody who had the vault key. */
gboolean luwte_header_is_ours (const LuwteHeader *self, LuwteKey *vault_key);

/* Removes all slots of this type and writes one. For a recovery slot @secret is the text of the
 * code. The header's generation goes up. */
gboolean luwte_header_set_slot (LuwteHeader *self, LuwteSlotType type, LuwteSecret *secret,
                                LuwteStretch cost, LuwteKey *vault_key, GError **error);

/* WRONG_KEY, or FAILED when there is not enough memory. */
LuwteKey *luwte_header_unlock (const LuwteHeader *self, LuwteSlotType type, LuwteSecret *secret,
                               GError **error);

/* Reads vault.hdr, or its copy where that is damaged, and opens it. When the two differ both are
 * written anew. */
LuwteKey *luwte_header_load (LuwteHeader *self, const char *dir, LuwteSlotType type,
                             LuwteSecret *secret, GError **error);

/* Both files. */
gboolean luwte_header_save (LuwteHeader *self, const char *dir, LuwteKey *vault_key,
                            GError **error);

G_END_DECLS
