/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: what stands here was on disk before anybody acted on it, and it is only ever added to.
 * Bytes are proved by the chain before they are used. A record at the end that is not whole was
 * never answered for, so it may go; one that the database knows of may not be missing. */

#include "luwte-vault-ledger-private.h"

#include "luwte-crypto.h"
#include "luwte-vault-files-private.h"
#include "luwte-vault-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define HEAD_BYTES     (16 + LUWTE_NONCE_BYTES)
#define OVERHEAD_BYTES (HEAD_BYTES + LUWTE_SEAL_BYTES + LUWTE_MAC_BYTES)
#define MAX_PAYLOAD    256
#define MAX_FILE       (64 * 1024 * 1024)

struct _LuwteLedger
{
  char *dir;
  LuwteKey *mac_key;
  LuwteKey *seal_key;
  LuwteChainHead head;
  LuwteChainHead audit_head;
  gsize size; /* of the sound part of the file */
  gboolean unfinished;
  guint8 job[LUWTE_LEDGER_JOB_BYTES];
};

typedef struct
{
  guint32 length;
  guint32 kind;
  guint64 seq;
} RecordHead;

static LuwteLedger *
ledger_new (const char *dir, LuwteKey *vault_key)
{
  LuwteLedger *self = g_new0 (LuwteLedger, 1);

  self->dir = g_strdup (dir);
  self->mac_key = luwte_key_derive (vault_key, LUWTE_VAULT_KEY_CONTEXT, LUWTE_VAULT_KEY_LEDGER);
  self->seal_key = luwte_key_derive (vault_key, LUWTE_VAULT_KEY_CONTEXT,
                                     LUWTE_VAULT_KEY_LEDGER_SEAL);
  return self;
}

void
luwte_ledger_free (LuwteLedger *self)
{
  luwte_key_unref (self->mac_key);
  luwte_key_unref (self->seal_key);
  g_free (self->dir);
  g_free (self);
}

const LuwteChainHead *
luwte_ledger_head (LuwteLedger *self)
{
  return &self->head;
}

const LuwteChainHead *
luwte_ledger_audit_head (LuwteLedger *self)
{
  return &self->audit_head;
}

const guint8 *
luwte_ledger_unfinished_job (LuwteLedger *self)
{
  return self->unfinished ? self->job : NULL;
}

/* What a record means for what we know. */
static gboolean
take_in (LuwteLedger *self, guint32 kind, const guint8 *payload, gsize length)
{
  gint64 seq;

  switch (kind)
    {
    case LUWTE_LEDGER_BEGUN:
      if (length != sizeof self->job)
        return FALSE;
      self->unfinished = TRUE;
      memcpy (self->job, payload, length);
      return TRUE;
    case LUWTE_LEDGER_DONE:
      self->unfinished = FALSE;
      return length == sizeof self->job;
    case LUWTE_LEDGER_ANCHOR:
      if (length != sizeof seq + LUWTE_MAC_BYTES)
        return FALSE;
      memcpy (&seq, payload, sizeof seq);
      self->audit_head.seq = GINT64_FROM_LE (seq);
      memcpy (self->audit_head.mac, payload + sizeof seq, LUWTE_MAC_BYTES);
      return TRUE;
    default:
      return kind == LUWTE_LEDGER_CREATED || kind == LUWTE_LEDGER_REBUILT;
    }
}

static GByteArray *
make_record (LuwteLedger *self, LuwteLedgerKind kind, gconstpointer payload, gsize length)
{
  GByteArray *record = g_byte_array_sized_new ((guint) (length + OVERHEAD_BYTES));
  const RecordHead head = { GUINT32_TO_LE ((guint32) (length + OVERHEAD_BYTES)),
                            GUINT32_TO_LE (kind), GUINT64_TO_LE ((guint64) self->head.seq + 1) };
  guint8 *sealed;

  g_byte_array_set_size (record, (guint) (length + OVERHEAD_BYTES));
  memcpy (record->data, &head, sizeof head);
  luwte_random_bytes (record->data + sizeof head, LUWTE_NONCE_BYTES);
  sealed = record->data + HEAD_BYTES;
  luwte_key_seal (self->seal_key, record->data + sizeof head, record->data, sizeof head, payload,
                  length, sealed);
  luwte_key_mac (self->mac_key, self->head.mac, LUWTE_MAC_BYTES, record->data,
                 record->len - LUWTE_MAC_BYTES, record->data + record->len - LUWTE_MAC_BYTES);
  return record;
}

/* Reads the record at @bytes: its length, or 0 when no sound record stands there. */
static gsize
take_record (LuwteLedger *self, const guint8 *bytes, gsize length)
{
  guint8 payload[MAX_PAYLOAD], mac[LUWTE_MAC_BYTES];
  RecordHead head;
  gsize size;

  if (length < OVERHEAD_BYTES)
    return 0;
  memcpy (&head, bytes, sizeof head);
  size = GUINT32_FROM_LE (head.length);
  if (size < OVERHEAD_BYTES || size > OVERHEAD_BYTES + MAX_PAYLOAD || size > length ||
      GUINT64_FROM_LE (head.seq) != (guint64) self->head.seq + 1)
    return 0;
  luwte_key_mac (self->mac_key, self->head.mac, LUWTE_MAC_BYTES, bytes, size - LUWTE_MAC_BYTES,
                 mac);
  if (!luwte_bytes_equal (mac, bytes + size - LUWTE_MAC_BYTES, sizeof mac) ||
      !luwte_key_open (self->seal_key, bytes + sizeof head, bytes, sizeof head, bytes + HEAD_BYTES,
                       size - HEAD_BYTES - LUWTE_MAC_BYTES, payload, NULL) ||
      !take_in (self, GUINT32_FROM_LE (head.kind), payload, size - OVERHEAD_BYTES))
    return 0;
  self->head.seq++;
  memcpy (self->head.mac, mac, sizeof mac);
  return size;
}

/* Back to @size, so that what is half there does not stand before the next record. */
static gboolean
cut (LuwteLedger *self, gsize size, GError **error)
{
  g_autofree char *path = g_build_filename (self->dir, LUWTE_FILE_LEDGER, NULL);
  const int fd = open (path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  const gboolean well = fd >= 0 && ftruncate (fd, (off_t) size) == 0 && fsync (fd) == 0;

  if (!well)
    luwte_files_set_error (error, errno, "The ledger could not be shortened");
  if (fd >= 0)
    close (fd);
  return well;
}

static gboolean
append_bytes (LuwteLedger *self, GByteArray *record, GError **error)
{
  g_autofree char *path = g_build_filename (self->dir, LUWTE_FILE_LEDGER, NULL);
  const int fd = open (path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
  const gboolean well = fd >= 0 && luwte_files_write_all (fd, record->data, record->len) &&
                        fsync (fd) == 0;

  if (!well)
    luwte_files_set_error (error, errno, "The ledger could not be written");
  if (fd >= 0)
    close (fd);
  /* A half record would hide the next one. */
  if (!well && fd >= 0)
    (void) cut (self, self->size, NULL);
  return well;
}

gboolean
luwte_ledger_append (LuwteLedger *self, LuwteLedgerKind kind, gconstpointer payload, gsize length,
                     GError **error)
{
  g_autoptr (GByteArray) record = NULL;

  g_return_val_if_fail (length <= MAX_PAYLOAD, FALSE);

  record = make_record (self, kind, payload, length);
  if (!append_bytes (self, record, error))
    return FALSE;
  self->size += record->len;
  self->head.seq++;
  memcpy (self->head.mac, record->data + record->len - LUWTE_MAC_BYTES, LUWTE_MAC_BYTES);
  take_in (self, kind, payload, length);
  return TRUE;
}

LuwteLedger *
luwte_ledger_create (const char *dir, LuwteKey *vault_key, const guint8 vault_id[16],
                     LuwteLedgerKind first, GError **error)
{
  LuwteLedger *self = ledger_new (dir, vault_key);

  if (luwte_files_replace (dir, LUWTE_FILE_LEDGER, "", 0, error) &&
      luwte_ledger_append (self, first, vault_id, 16, error))
    return self;
  luwte_ledger_free (self);
  return NULL;
}

LuwteLedger *
luwte_ledger_open (const char *dir, LuwteKey *vault_key, const LuwteChainHead *known,
                   GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GBytes) bytes = luwte_files_read (dir, LUWTE_FILE_LEDGER, MAX_FILE, &reason);
  gboolean known_stands = known->seq == 0;
  const guint8 *data;
  gsize length, size;
  LuwteLedger *self;

  if (g_error_matches (reason, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND))
    g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
                         "vault.ledger is missing");
  else if (reason)
    g_propagate_error (error, g_steal_pointer (&reason));
  if (!bytes)
    return NULL;
  self = ledger_new (dir, vault_key);
  data = g_bytes_get_data (bytes, &length);
  while ((size = take_record (self, data + self->size, length - self->size)) > 0)
    {
      self->size += size;
      if (self->head.seq == known->seq)
        known_stands = luwte_bytes_equal (self->head.mac, known->mac, LUWTE_MAC_BYTES);
    }
  if (self->head.seq > 0 && known_stands && (self->size == length || cut (self, self->size, error)))
    return self;
  if (!error || !*error)
    g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
                         "vault.ledger is damaged, or an older copy of it was put back");
  luwte_ledger_free (self);
  return NULL;
}
