/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: whoever can change this file and has no key gains nothing. He can make the vault
 * unopenable (there is a copy), he cannot make it cheaper to guess (each slot is bound to its own
 * parameters and to this vault), cannot make us pay a key derivation without bounds, cannot add or
 * drop a slot unnoticed (MAC). Bytes are read as bytes: every length and every value is checked
 * before it is used. */

#include "luwte-vault-header-private.h"

#include "luwte-crypto.h"
#include "luwte-log.h"
#include "luwte-recovery-code.h"
#include "luwte-secret.h"
#include "luwte-vault-files-private.h"

#include <string.h>

#define MAGIC            "LuwteVlt"
#define FIXED_BYTES      52
#define SLOT_BYTES       100
#define BODY_BYTES       (FIXED_BYTES + LUWTE_HEADER_SLOTS * SLOT_BYTES)
#define BOUND_BYTES      44 /* magic to database salt: never changes, so that each slot is bound to it */
#define SLOT_BOUND_BYTES (12 + LUWTE_SALT_BYTES)
#define MAC_CONTEXT      "LuwteHdr"

G_STATIC_ASSERT (LUWTE_HEADER_BYTES == BODY_BYTES + LUWTE_MAC_BYTES + LUWTE_HASH_BYTES);
G_STATIC_ASSERT (SLOT_BYTES ==
                 SLOT_BOUND_BYTES + LUWTE_NONCE_BYTES + LUWTE_KEY_BYTES + LUWTE_SEAL_BYTES);

static void
put_u32 (guint8 **to, guint32 value)
{
  value = GUINT32_TO_LE (value);
  memcpy (*to, &value, sizeof value);
  *to += sizeof value;
}

static void
put_bytes (guint8 **to, gconstpointer bytes, gsize length)
{
  memcpy (*to, bytes, length);
  *to += length;
}

static guint32
take_u32 (const guint8 **from)
{
  guint32 value;

  memcpy (&value, *from, sizeof value);
  *from += sizeof value;
  return GUINT32_FROM_LE (value);
}

static void
take_bytes (const guint8 **from, gpointer bytes, gsize length)
{
  memcpy (bytes, *from, length);
  *from += length;
}

static void
slot_serialise (const LuwteSlot *slot, guint8 **to)
{
  put_u32 (to, slot->type);
  put_u32 (to, slot->cost.ops);
  put_u32 (to, slot->cost.mem_kib);
  put_bytes (to, slot->salt, sizeof slot->salt);
  put_bytes (to, slot->nonce, sizeof slot->nonce);
  put_bytes (to, slot->wrapped, sizeof slot->wrapped);
}

static void
body_serialise (const LuwteHeader *self, guint8 bytes[BODY_BYTES])
{
  guint8 *to = bytes;

  put_bytes (&to, MAGIC, 8);
  put_u32 (&to, LUWTE_HEADER_VERSION);
  put_bytes (&to, self->vault_id, sizeof self->vault_id);
  put_bytes (&to, self->db_salt, sizeof self->db_salt);
  put_u32 (&to, (guint32) self->generation);
  put_u32 (&to, (guint32) (self->generation >> 32));
  for (guint i = 0; i < LUWTE_HEADER_SLOTS; i++)
    slot_serialise (&self->slots[i], &to);
  g_assert (to == bytes + BODY_BYTES);
}

static void
body_mac (const guint8 body[BODY_BYTES], LuwteKey *vault_key, guint8 mac[LUWTE_MAC_BYTES])
{
  g_autoptr (LuwteKey) key = luwte_key_derive (vault_key, MAC_CONTEXT, 1);

  luwte_key_mac (key, body, BODY_BYTES, NULL, 0, mac);
}

void
luwte_header_serialise (LuwteHeader *self, LuwteKey *vault_key, guint8 bytes[LUWTE_HEADER_BYTES])
{
  body_serialise (self, bytes);
  body_mac (bytes, vault_key, self->mac);
  memcpy (bytes + BODY_BYTES, self->mac, LUWTE_MAC_BYTES);
  luwte_hash (bytes, BODY_BYTES + LUWTE_MAC_BYTES, bytes + BODY_BYTES + LUWTE_MAC_BYTES);
}

gboolean
luwte_header_is_ours (const LuwteHeader *self, LuwteKey *vault_key)
{
  guint8 body[BODY_BYTES], mac[LUWTE_MAC_BYTES];

  body_serialise (self, body);
  body_mac (body, vault_key, mac);
  return luwte_bytes_equal (mac, self->mac, sizeof mac);
}

char *
luwte_header_id_text (const LuwteHeader *self)
{
  GString *text = g_string_sized_new (2 * sizeof self->vault_id);

  for (gsize i = 0; i < sizeof self->vault_id; i++)
    g_string_append_printf (text, "%02x", self->vault_id[i]);
  return g_string_free_and_steal (text);
}

static gboolean
damaged (GError **error, const char *what)
{
  g_set_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED, "vault.hdr is damaged: %s",
               what);
  return FALSE;
}

static gboolean
slot_is_sound (const LuwteSlot *slot)
{
  static const LuwteSlot empty;

  if (slot->type == LUWTE_SLOT_EMPTY)
    return memcmp (slot, &empty, sizeof empty) == 0;
  return (slot->type == LUWTE_SLOT_PASSPHRASE || slot->type == LUWTE_SLOT_RECOVERY) &&
         luwte_stretch_is_allowed (slot->cost);
}

gboolean
luwte_header_parse (LuwteHeader *self, const guint8 *bytes, gsize length, GError **error)
{
  const guint8 *from = bytes;
  guint8 hash[LUWTE_HASH_BYTES];
  guint32 version;

  memset (self, 0, sizeof *self);
  if (length < 12 || memcmp (bytes, MAGIC, 8) != 0)
    return damaged (error, "it does not begin as one");
  from += 8;
  version = take_u32 (&from);
  if (version > LUWTE_HEADER_VERSION && version < 1000)
    {
      g_set_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NEWER,
                   "This vault is of format %u, written by a newer Luwte", version);
      return FALSE;
    }
  if (length != LUWTE_HEADER_BYTES)
    return damaged (error, "its length is wrong");
  luwte_hash (bytes, LUWTE_HEADER_BYTES - LUWTE_HASH_BYTES, hash);
  if (version != LUWTE_HEADER_VERSION ||
      memcmp (hash, bytes + LUWTE_HEADER_BYTES - LUWTE_HASH_BYTES, sizeof hash) != 0)
    return damaged (error, "its bytes were changed");

  take_bytes (&from, self->vault_id, sizeof self->vault_id);
  take_bytes (&from, self->db_salt, sizeof self->db_salt);
  self->generation = take_u32 (&from);
  self->generation |= (guint64) take_u32 (&from) << 32;
  for (guint i = 0; i < LUWTE_HEADER_SLOTS; i++)
    {
      LuwteSlot *slot = &self->slots[i];

      slot->type = take_u32 (&from);
      slot->cost.ops = take_u32 (&from);
      slot->cost.mem_kib = take_u32 (&from);
      take_bytes (&from, slot->salt, sizeof slot->salt);
      take_bytes (&from, slot->nonce, sizeof slot->nonce);
      take_bytes (&from, slot->wrapped, sizeof slot->wrapped);
      if (!slot_is_sound (slot))
        return damaged (error, "a key slot asks for what Luwte never writes");
    }
  take_bytes (&from, self->mac, sizeof self->mac);
  return TRUE;
}

/* The key that wraps the vault key, and what the wrap is bound to. */
static LuwteKey *
slot_key (const LuwteHeader *self, const LuwteSlot *slot, LuwteSecret *secret,
          guint8 bound[BOUND_BYTES + SLOT_BOUND_BYTES], GError **error)
{
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (GError) reason = NULL;
  guint8 body[BODY_BYTES], slot_bytes[SLOT_BYTES], *to = slot_bytes;
  LuwteKey *key;

  body_serialise (self, body);
  slot_serialise (slot, &to);
  memcpy (bound, body, BOUND_BYTES);
  memcpy (bound + BOUND_BYTES, slot_bytes, SLOT_BOUND_BYTES);

  if (slot->type == LUWTE_SLOT_RECOVERY)
    {
      code = luwte_recovery_code_parse (secret, &reason);
      if (!code)
        {
          g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_WRONG_KEY,
                               reason->message);
          return NULL;
        }
      secret = code;
    }
  key = luwte_key_new_stretched (secret, slot->salt, slot->cost, &reason);
  if (!key)
    g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_FAILED, reason->message);
  return key;
}

gboolean
luwte_header_set_slot (LuwteHeader *self, LuwteSlotType type, LuwteSecret *secret,
                       LuwteStretch cost, LuwteKey *vault_key, GError **error)
{
  g_autoptr (LuwteKey) key = NULL;
  guint8 bound[BOUND_BYTES + SLOT_BOUND_BYTES];
  LuwteSlot slot = { .type = type, .cost = cost };
  LuwteSlot *free_slot = NULL;

  luwte_random_bytes (slot.salt, sizeof slot.salt);
  luwte_random_bytes (slot.nonce, sizeof slot.nonce);
  key = slot_key (self, &slot, secret, bound, error);
  if (!key)
    return FALSE;
  luwte_key_seal (key, slot.nonce, bound, sizeof bound, luwte_key_peek (vault_key), LUWTE_KEY_BYTES,
                  slot.wrapped);

  for (guint i = 0; i < LUWTE_HEADER_SLOTS; i++)
    {
      if (self->slots[i].type == type)
        memset (&self->slots[i], 0, sizeof self->slots[i]);
      if (!free_slot && self->slots[i].type == LUWTE_SLOT_EMPTY)
        free_slot = &self->slots[i];
    }
  g_assert (free_slot != NULL);
  *free_slot = slot;
  self->generation++;
  return TRUE;
}

LuwteKey *
luwte_header_unlock (const LuwteHeader *self, LuwteSlotType type, LuwteSecret *secret,
                     GError **error)
{
  guint8 bound[BOUND_BYTES + SLOT_BOUND_BYTES];
  LuwteKey *vault_key = NULL;
  guint8 *bytes = luwte_guarded_new (LUWTE_KEY_BYTES);

  for (guint i = 0; i < LUWTE_HEADER_SLOTS && !vault_key; i++)
    {
      const LuwteSlot *slot = &self->slots[i];
      g_autoptr (LuwteKey) key = NULL;

      if (slot->type != type)
        continue;
      key = slot_key (self, slot, secret, bound, error);
      if (!key)
        {
          luwte_guarded_free (bytes);
          return NULL;
        }
      if (luwte_key_open (key, slot->nonce, bound, sizeof bound, slot->wrapped,
                          sizeof slot->wrapped, bytes, NULL))
        vault_key = luwte_key_new_from_bytes (bytes);
    }
  luwte_guarded_free (bytes);
  if (!vault_key)
    g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_WRONG_KEY,
                         type == LUWTE_SLOT_RECOVERY ? "This recovery code does not open this vault"
                                                     : "Wrong passphrase");
  return vault_key;
}

static gboolean
read_one (LuwteHeader *self, const char *dir, const char *name, GError **error)
{
  g_autoptr (GBytes) bytes = luwte_files_read (dir, name, 64 * 1024, error);
  gsize length = 0;
  const guint8 *data = bytes ? g_bytes_get_data (bytes, &length) : NULL;

  if (!bytes)
    return FALSE;
  return luwte_header_parse (self, data, length, error);
}

/* Opens one of the two copies and proves by the MAC that nobody else wrote it. */
static LuwteKey *
open_one (const LuwteHeader *self, LuwteSlotType type, LuwteSecret *secret, GError **error)
{
  g_autoptr (LuwteKey) key = luwte_header_unlock (self, type, secret, error);

  if (!key || luwte_header_is_ours (self, key))
    return g_steal_pointer (&key);
  damaged (error, "somebody without the key has changed it");
  return NULL;
}

LuwteKey *
luwte_header_load (LuwteHeader *self, const char *dir, LuwteSlotType type, LuwteSecret *secret,
                   GError **error)
{
  g_autoptr (GError) first = NULL;
  g_autoptr (LuwteKey) key = NULL;
  LuwteHeader main_copy, second_copy;
  const gboolean have_main = read_one (&main_copy, dir, LUWTE_FILE_HEADER, &first);
  const gboolean have_second = read_one (&second_copy, dir, LUWTE_FILE_HEADER_BACKUP, NULL);
  gboolean same = have_main && have_second &&
                  memcmp (&main_copy, &second_copy, sizeof main_copy) == 0;

  /* A newer Luwte is at work here: an older copy is not for us to bring back. */
  if (g_error_matches (first, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NEWER) && !have_second)
    {
      g_propagate_error (error, g_steal_pointer (&first));
      return NULL;
    }
  if (have_main)
    {
      *self = main_copy;
      key = open_one (self, type, secret, &first);
    }
  /* The copy speaks where the first is unreadable, and never brings back an older passphrase. */
  if (!key && have_second && !same &&
      (!have_main || second_copy.generation >= main_copy.generation))
    {
      *self = second_copy;
      if (!have_main)
        g_clear_error (&first);
      key = open_one (self, type, secret, first ? NULL : &first);
    }
  if (!key)
    {
      g_propagate_error (error, g_steal_pointer (&first));
      return NULL;
    }
  g_clear_error (&first);
  /* A full disk is no reason to keep anybody from his notes; it is tried again. */
  if (!same && !luwte_header_save (self, dir, key, &first))
    luwte_log_error ("the two copies of the header differ", first);
  return g_steal_pointer (&key);
}

gboolean
luwte_header_save (LuwteHeader *self, const char *dir, LuwteKey *vault_key, GError **error)
{
  guint8 bytes[LUWTE_HEADER_BYTES];

  luwte_header_serialise (self, vault_key, bytes);
  return luwte_files_replace (dir, LUWTE_FILE_HEADER, bytes, sizeof bytes, error) &&
         luwte_files_replace (dir, LUWTE_FILE_HEADER_BACKUP, bytes, sizeof bytes, error);
}
