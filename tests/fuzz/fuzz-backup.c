/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A backup comes from anywhere: a stick, a mail, somebody who means ill. Its head is read before
 * any key is known, and its ledger by whoever has one: whatever bytes lie there, they are read or
 * called damaged or newer. */

#include <string.h>

#include "luwte-backup-file-private.h"
#include "luwte-crypto.h"
#include "luwte-vault-private.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
parse (const guint8 *data, gsize size, guint64 file_size)
{
  g_autofree LuwteBackupHead *head = g_new (LuwteBackupHead, 1);
  g_autoptr (GError) error = NULL;

  if (luwte_backup_parse (head, data, size, file_size, &error))
    {
      g_assert_no_error (error);
      g_assert_cmpuint (head->ledger_bytes, <=, LUWTE_LEDGER_MAX_FILE);
      g_assert_cmpuint (head->db_bytes, <, file_size);
      g_assert_cmpuint (head->db_bytes % 4096, ==, 0);
    }
  else
    g_assert_true (error->domain == LUWTE_VAULT_ERROR);
}

/* As somebody could who can make the header's hash right, and says any length he likes. */
static void
parse_forged (const guint8 *data, gsize size)
{
  guint8 whole[LUWTE_BACKUP_HEAD_BYTES + LUWTE_HEADER_BYTES] = { 0 };
  guint8 *header = whole + LUWTE_BACKUP_HEAD_BYTES;
  guint64 file_size = 0;

  memcpy (whole, data, MIN (size, sizeof whole));
  memcpy (&file_size, data, MIN (size, sizeof file_size));
  luwte_hash (header, LUWTE_HEADER_BYTES - LUWTE_HASH_BYTES,
              header + LUWTE_HEADER_BYTES - LUWTE_HASH_BYTES);
  parse (whole, sizeof whole, file_size);
}

/* A record's payload, as whoever has the key could have written it. */
static void
take (const guint8 *data, gsize size)
{
  LuwteFacts facts;

  luwte_facts_init (&facts, TRUE);
  for (gint64 seq = 1; size >= 2; seq++)
    {
      const gsize length = MIN (data[1], size - 2);

      luwte_facts_take (&facts, data[0], seq, data + 2, length);
      data += 2 + length;
      size -= 2 + length;
    }
  for (guint i = 0; i < facts.copies->len; i++)
    {
      const LuwteCopy *copy = g_ptr_array_index (facts.copies, i);

      g_assert_nonnull (copy->path);
      g_assert_true (luwte_facts_find_copy (&facts, copy->id) != NULL);
    }
  luwte_facts_clear (&facts);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (LuwteKey) key = luwte_key_new_from_bytes ((const guint8[LUWTE_KEY_BYTES]) { 7 });
  gboolean whole;

  parse (data, size, size);
  parse (data, size, 64 + 916 + 4096 + 32);
  parse_forged (data, size);
  take (data, size);
  luwte_ledger_free (luwte_ledger_read (bytes, key, &whole));
  return 0;
}
