/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: the audit says who (as a role), what and when, by random id, and never content or
 * a name. Each row's MAC covers the row and the MAC before it, under a key that is in no file. The
 * MAC covers a hash of the object's id, so that the id itself can leave with its object. Old rows
 * are cut only behind an anchor that keeps the last MAC. The chain proves order and wholeness from
 * the anchor to the head; a rollback of all files together it cannot see. */

#include "luwte-audit-private.h"

#include "luwte-clock.h"
#include "luwte-crypto.h"
#include "luwte-db-private.h"

#include <string.h>

void
luwte_audit_hash_object (LuwteDb *db, const char *object_id, guint8 hash[LUWTE_MAC_BYTES])
{
  luwte_key_mac (db->audit_key, "object", 6, object_id, strlen (object_id), hash);
}

/* The row as bytes: every text with its length, so that no two rows read the same. */
void
luwte_audit_row_mac (LuwteDb *db, const LuwteChainHead *before, gint64 at, const char *role,
                     const char *action, const guint8 *object_hash, guint8 mac[LUWTE_MAC_BYTES])
{
  g_autoptr (GByteArray) row = g_byte_array_new ();
  const gint64 numbers[] = { GINT64_TO_LE (before->seq + 1), GINT64_TO_LE (at),
                             GINT64_TO_LE ((gint64) strlen (role)),
                             GINT64_TO_LE ((gint64) strlen (action)), object_hash != NULL };

  g_byte_array_append (row, (const guint8 *) numbers, sizeof numbers);
  g_byte_array_append (row, (const guint8 *) role, (guint) strlen (role));
  g_byte_array_append (row, (const guint8 *) action, (guint) strlen (action));
  if (object_hash)
    g_byte_array_append (row, object_hash, LUWTE_MAC_BYTES);
  luwte_key_mac (db->audit_key, before->mac, sizeof before->mac, row->data, row->len, mac);
}

static gboolean
take_mac (LuwteStmt *stmt, int column, guint8 mac[LUWTE_MAC_BYTES], GError **error)
{
  gsize length;
  gconstpointer bytes = luwte_stmt_blob (stmt, column, &length);

  if (length != LUWTE_MAC_BYTES)
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
                           "A row of the audit is malformed");
      return FALSE;
    }
  memcpy (mac, bytes, length);
  return TRUE;
}

/* Where the chain begins: the anchor, or nothing. */
gboolean
luwte_audit_read_start (LuwteDb *db, LuwteChainHead *head, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "SELECT seq, mac FROM audit_anchor", error);
  gboolean row;

  memset (head, 0, sizeof *head);
  if (!stmt || !luwte_stmt_step (stmt, &row, error))
    return FALSE;
  head->seq = row ? luwte_stmt_int (stmt, 0) : 0;
  return !row || take_mac (stmt, 1, head->mac, error);
}

gboolean
luwte_audit_read_head (LuwteDb *db, LuwteChainHead *head, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1",
                                      error);
  gboolean row;

  if (!stmt || !luwte_stmt_step (stmt, &row, error))
    return FALSE;
  if (!row)
    return luwte_audit_read_start (db, head, error);
  head->seq = luwte_stmt_int (stmt, 0);
  return take_mac (stmt, 1, head->mac, error);
}

gboolean
luwte_db_audit (LuwteDb *db, const char *role, const char *action, const char *object_id,
                GError **error)
{
  const gint64 now = luwte_clock_now ();
  guint8 hash[LUWTE_MAC_BYTES], mac[LUWTE_MAC_BYTES];
  LuwteStmt *stmt;
  LuwteChainHead head;

  g_return_val_if_fail (role != NULL && action != NULL, FALSE);
  g_return_val_if_fail (db->audit_key != NULL, FALSE);

  if (!luwte_audit_read_head (db, &head, error))
    return FALSE;
  if (object_id)
    luwte_audit_hash_object (db, object_id, hash);
  luwte_audit_row_mac (db, &head, now, role, action, object_id ? hash : NULL, mac);

  stmt = luwte_db_prepare (db,
                           "INSERT INTO audit (seq, at, role, action, object, object_hash, prev,"
                           " mac) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                           error);
  if (!stmt)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, head.seq + 1);
  luwte_stmt_bind_int (stmt, 2, now);
  luwte_stmt_bind_text (stmt, 3, role);
  luwte_stmt_bind_text (stmt, 4, action);
  luwte_stmt_bind_text (stmt, 5, object_id);
  luwte_stmt_bind_blob (stmt, 6, object_id ? hash : NULL, sizeof hash);
  luwte_stmt_bind_blob (stmt, 7, head.mac, sizeof head.mac);
  luwte_stmt_bind_blob (stmt, 8, mac, sizeof mac);
  return luwte_stmt_run (stmt, error);
}

gboolean
luwte_db_audit_forget (LuwteDb *db, const char *object_id, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "UPDATE audit SET object = NULL WHERE object = ?", error);

  if (!stmt)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, object_id);
  return luwte_stmt_run (stmt, error);
}

gboolean
luwte_db_audit_cut (LuwteDb *db, gint64 before_s, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "INSERT INTO audit_anchor (id, seq, mac)"
                                      " SELECT 1, seq, mac FROM audit WHERE at < ?"
                                      " ORDER BY seq DESC LIMIT 1"
                                      " ON CONFLICT (id) DO UPDATE SET seq = excluded.seq,"
                                      " mac = excluded.mac WHERE excluded.seq > seq",
                                      error);

  if (!stmt)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, before_s);
  if (!luwte_stmt_run (stmt, error))
    return FALSE;
  stmt = luwte_db_prepare (db, "DELETE FROM audit WHERE seq <= (SELECT seq FROM audit_anchor)",
                           error);
  return stmt && luwte_stmt_run (stmt, error);
}

static gboolean
check_row (LuwteDb *db, LuwteStmt *stmt, LuwteChainHead *head, GError **error)
{
  const char *object = luwte_stmt_text (stmt, 4);
  gsize hash_length;
  const guint8 *hash = luwte_stmt_blob (stmt, 5, &hash_length);
  guint8 expected[LUWTE_MAC_BYTES], mac[LUWTE_MAC_BYTES], prev[LUWTE_MAC_BYTES];
  gboolean well = luwte_stmt_int (stmt, 0) == head->seq + 1 &&
                  (!hash || hash_length == LUWTE_MAC_BYTES) && (!object || hash);

  if (well && object)
    {
      luwte_audit_hash_object (db, object, expected);
      well = memcmp (expected, hash, sizeof expected) == 0;
    }
  if (well)
    {
      if (!take_mac (stmt, 6, prev, error) || !take_mac (stmt, 7, mac, error))
        return FALSE;
      luwte_audit_row_mac (db, head, luwte_stmt_int (stmt, 1), luwte_stmt_text (stmt, 2),
                           luwte_stmt_text (stmt, 3), hash, expected);
      well = memcmp (prev, head->mac, sizeof prev) == 0 &&
             luwte_bytes_equal (mac, expected, sizeof mac);
    }
  if (!well)
    g_set_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
                 "The audit was changed at or before row %" G_GINT64_FORMAT,
                 luwte_stmt_int (stmt, 0));
  memcpy (head->mac, mac, sizeof mac);
  head->seq++;
  return well;
}

gboolean
luwte_audit_check (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt;
  gboolean row;
  LuwteChainHead head;

  if (!luwte_audit_read_start (db, &head, error))
    return FALSE;
  stmt = luwte_db_prepare (db,
                           "SELECT seq, at, role, action, object, object_hash, prev, mac"
                           " FROM audit ORDER BY seq",
                           error);
  if (!stmt)
    return FALSE;
  for (;;)
    {
      if (!luwte_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (!check_row (db, stmt, &head, error))
        return FALSE;
    }
}

gboolean
luwte_audit_check_anchored (LuwteDb *db, const LuwteChainHead *anchored, GError **error)
{
  LuwteChainHead start;
  guint8 mac[LUWTE_MAC_BYTES];
  LuwteStmt *stmt;
  gboolean row;

  if (!luwte_audit_read_start (db, &start, error))
    return FALSE;
  if (anchored->seq <= start.seq)
    return TRUE;
  stmt = luwte_db_prepare (db, "SELECT mac FROM audit WHERE seq = ?", error);
  if (!stmt)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, anchored->seq);
  if (!luwte_stmt_step (stmt, &row, error) || (row && !take_mac (stmt, 0, mac, error)))
    return FALSE;
  if (row && luwte_bytes_equal (mac, anchored->mac, sizeof mac))
    return TRUE;
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
                       "An older copy of vault.db was put back: the ledger knows of more");
  return FALSE;
}
