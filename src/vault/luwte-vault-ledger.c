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
#include <sys/stat.h>
#include <unistd.h>

#define HEAD_BYTES     (16 + LUWTE_NONCE_BYTES)
#define OVERHEAD_BYTES (HEAD_BYTES + LUWTE_SEAL_BYTES + LUWTE_MAC_BYTES)
#define MAX_PAYLOAD    (LUWTE_LEDGER_JOB_BYTES + LUWTE_LEDGER_MARKS * sizeof (LuwteMark))

struct _LuwteLedger
{
  char *dir;
  LuwteKey *mac_key;
  LuwteKey *seal_key;
  LuwteChainHead head;
  gsize size; /* of the sound part of the file */
  LuwteFacts facts;
};

typedef struct
{
  guint32 length;
  guint32 kind;
  guint64 seq;
} RecordHead;

static LuwteLedger *
ledger_new (const char *dir, LuwteKey *vault_key, gboolean collect)
{
  LuwteLedger *self = g_new0 (LuwteLedger, 1);

  self->dir = g_strdup (dir);
  luwte_facts_init (&self->facts, collect);
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
  luwte_facts_clear (&self->facts);
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
  return &self->facts.audit_head;
}

const guint8 *
luwte_ledger_unfinished_job (LuwteLedger *self)
{
  return self->facts.unfinished ? self->facts.job : NULL;
}

const LuwteFacts *
luwte_ledger_facts (LuwteLedger *self)
{
  return &self->facts;
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
      !luwte_facts_take (&self->facts, GUINT32_FROM_LE (head.kind), self->head.seq + 1, payload,
                         size - OVERHEAD_BYTES))
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
  struct stat info;
  /* A disk that failed in the middle of a record may have kept its beginning, and the next record
   * would be hidden behind it. */
  const gboolean well = fd >= 0 && fstat (fd, &info) == 0 &&
                        (info.st_size <= (off_t) self->size ||
                         ftruncate (fd, (off_t) self->size) == 0) &&
                        luwte_files_write_all (fd, record->data, record->len) && fsync (fd) == 0;

  if (!well)
    luwte_files_set_error (error, errno, "The ledger could not be written");
  if (fd >= 0)
    close (fd);
  /* At once, where that can be done. */
  if (!well && fd >= 0)
    (void) cut (self, self->size, NULL);
  return well;
}

/* The record is there: what it says counts from now on. */
static void
went_in (LuwteLedger *self, const GByteArray *record, LuwteLedgerKind kind, gconstpointer payload,
         gsize length)
{
  self->size += record->len;
  self->head.seq++;
  memcpy (self->head.mac, record->data + record->len - LUWTE_MAC_BYTES, LUWTE_MAC_BYTES);
  luwte_facts_take (&self->facts, kind, self->head.seq, payload, length);
}

gboolean
luwte_ledger_append (LuwteLedger *self, LuwteLedgerKind kind, gconstpointer payload, gsize length,
                     GError **error)
{
  g_autoptr (GByteArray) record = NULL;

  g_return_val_if_fail (length <= MAX_PAYLOAD, FALSE);

  if (self->size + length + OVERHEAD_BYTES > LUWTE_LEDGER_MAX_FILE)
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_FAILED,
                           "vault.ledger is full");
      return FALSE;
    }
  record = make_record (self, kind, payload, length);
  if (!append_bytes (self, record, error))
    return FALSE;
  went_in (self, record, kind, payload, length);
  return TRUE;
}

static void
add (LuwteLedger *self, GByteArray *file, LuwteLedgerKind kind, gconstpointer payload, gsize length)
{
  g_autoptr (GByteArray) record = make_record (self, kind, payload, length);

  went_in (self, record, kind, payload, length);
  g_byte_array_append (file, record->data, record->len);
}

static void
carry_marks (LuwteLedger *self, GByteArray *file, const GArray *marks)
{
  for (guint from = 0; from < marks->len; from += LUWTE_LEDGER_MARKS)
    {
      const guint n = MIN (marks->len - from, LUWTE_LEDGER_MARKS);
      g_autoptr (GByteArray) payload = g_byte_array_new ();
      const guint8 job[LUWTE_LEDGER_JOB_BYTES] = { 0 };

      g_byte_array_append (payload, job, sizeof job);
      g_byte_array_append (payload, (const guint8 *) &g_array_index (marks, LuwteMark, from),
                           n * (guint) sizeof (LuwteMark));
      add (self, file, LUWTE_LEDGER_ERASED, payload->data, payload->len);
    }
}

/* A backup is still to be made where one had to go: told as one that has just gone. */
static void
carry_wanted (LuwteLedger *self, GByteArray *file, char *wanted)
{
  LuwteCopy copy = { .kind = LUWTE_COPY_BACKUP, .path = wanted };
  const guint32 why = GUINT32_TO_LE (LUWTE_GONE_STALE);
  g_autoptr (GByteArray) payload = NULL;
  guint8 gone[sizeof copy.id + sizeof why];

  luwte_random_bytes (copy.id, sizeof copy.id);
  payload = luwte_facts_pack_copy (&copy);
  memcpy (gone, copy.id, sizeof copy.id);
  memcpy (gone + sizeof copy.id, &why, sizeof why);
  add (self, file, LUWTE_LEDGER_COPY, payload->data, payload->len);
  add (self, file, LUWTE_LEDGER_MADE, copy.id, sizeof copy.id);
  add (self, file, LUWTE_LEDGER_GONE, gone, sizeof gone);
}

static void
carry_copies (LuwteLedger *self, GByteArray *file, const LuwteFacts *facts, gboolean stale)
{
  for (guint i = 0; i < facts->copies->len; i++)
    {
      const LuwteCopy *copy = g_ptr_array_index (facts->copies, i);
      g_autoptr (GByteArray) payload = luwte_facts_pack_copy (copy);

      if (luwte_facts_is_stale (facts, copy) != stale)
        continue;
      add (self, file, LUWTE_LEDGER_COPY, payload->data, payload->len);
      if (copy->made)
        add (self, file, LUWTE_LEDGER_MADE, copy->id, sizeof copy->id);
    }
}

/* What is stale stands before the marks, what is not behind them. */
static void
carry_over (LuwteLedger *self, GByteArray *file, const LuwteFacts *facts, gboolean renewed)
{
  carry_copies (self, file, facts, TRUE);
  if (facts->erased)
    carry_marks (self, file, facts->erased);
  carry_copies (self, file, facts, FALSE);
  if (facts->wanted)
    carry_wanted (self, file, facts->wanted);
  if (renewed)
    add (self, file, LUWTE_LEDGER_RENEWED, NULL, 0);
}

LuwteLedger *
luwte_ledger_create (const char *dir, LuwteKey *vault_key, const guint8 vault_id[16],
                     LuwteLedgerKind first, const LuwteFacts *carry, gboolean renewed,
                     GError **error)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  LuwteLedger *self = ledger_new (dir, vault_key, FALSE);

  add (self, file, first, vault_id, 16);
  if (carry)
    carry_over (self, file, carry, renewed);
  if (luwte_files_replace (dir, LUWTE_FILE_LEDGER, file->data, file->len, error))
    return self;
  luwte_ledger_free (self);
  return NULL;
}

LuwteLedger *
luwte_ledger_read (GBytes *bytes, LuwteKey *vault_key, gboolean *whole)
{
  LuwteLedger *self = ledger_new ("", vault_key, TRUE);
  gsize length, size;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  while ((size = take_record (self, data + self->size, length - self->size)) > 0)
    self->size += size;
  if (whole)
    *whole = self->head.seq > 0 && self->size == length;
  return self;
}

LuwteLedger *
luwte_ledger_open (const char *dir, LuwteKey *vault_key, const LuwteChainHead *known,
                   GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GBytes) bytes = luwte_files_read (dir, LUWTE_FILE_LEDGER, LUWTE_LEDGER_MAX_FILE,
                                               &reason);
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
  self = ledger_new (dir, vault_key, FALSE);
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
