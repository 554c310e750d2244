/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A new vault key makes the audit's chain anew. The rule: the old chain is proved first, so that
 * what somebody has changed is not made true by it; nothing but the keyed values change. */

#include "luwte-audit-private.h"

#include "luwte-db-private.h"

#include <string.h>

typedef struct
{
  gint64 at;
  char *role;
  char *action;
  char *object;
  guint8 object_hash[LUWTE_MAC_BYTES];
  gboolean has_hash;
} Row;

static void
row_clear (Row *row)
{
  g_free (row->role);
  g_free (row->action);
  g_free (row->object);
}

/* The row behind @seq; *found is FALSE at the end. */
static gboolean
read_next (LuwteDb *db, gint64 seq, Row *row, gboolean *found, GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db, "SELECT at, role, action, object, object_hash FROM audit WHERE seq = ?",
                        error);
  gconstpointer hash;
  gsize length;

  memset (row, 0, sizeof *row);
  if (!stmt)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, seq + 1);
  if (!luwte_stmt_step (stmt, found, error))
    return FALSE;
  if (!*found)
    return TRUE;
  row->at = luwte_stmt_int (stmt, 0);
  row->role = g_strdup (luwte_stmt_text (stmt, 1));
  row->action = g_strdup (luwte_stmt_text (stmt, 2));
  row->object = g_strdup (luwte_stmt_text (stmt, 3));
  hash = luwte_stmt_blob (stmt, 4, &length);
  row->has_hash = length == sizeof row->object_hash;
  if (row->has_hash)
    memcpy (row->object_hash, hash, length);
  return TRUE;
}

static gboolean
write_row (LuwteDb *db, const Row *row, LuwteChainHead *head, GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db, "UPDATE audit SET object_hash = ?, prev = ?, mac = ? WHERE seq = ?",
                        error);
  const guint8 *hash = row->has_hash ? row->object_hash : NULL;
  guint8 mac[LUWTE_MAC_BYTES];

  if (!stmt)
    return FALSE;
  luwte_audit_row_mac (db, head, row->at, row->role, row->action, hash, mac);
  luwte_stmt_bind_blob (stmt, 1, hash, sizeof row->object_hash);
  luwte_stmt_bind_blob (stmt, 2, head->mac, sizeof head->mac);
  luwte_stmt_bind_blob (stmt, 3, mac, sizeof mac);
  luwte_stmt_bind_int (stmt, 4, head->seq + 1);
  head->seq++;
  memcpy (head->mac, mac, sizeof mac);
  return luwte_stmt_run (stmt, error);
}

static gboolean
walk (LuwteDb *db, GError **error)
{
  LuwteChainHead head;
  gboolean found = TRUE, well = luwte_audit_read_start (db, &head, error);

  while (well && found)
    {
      Row row;

      well = read_next (db, head.seq, &row, &found, error);
      if (well && found)
        {
          /* An id that has left with its object cannot be hashed anew; its old hash is just bytes
           * that the chain covers. */
          if (row.object)
            luwte_audit_hash_object (db, row.object, row.object_hash);
          well = write_row (db, &row, &head, error);
        }
      row_clear (&row);
    }
  return well;
}

gboolean
luwte_audit_rekey (LuwteDb *db, LuwteKey *old_key, LuwteKey *new_key, GError **error)
{
  g_autofree char *trigger = NULL;

  g_clear_pointer (&db->audit_key, luwte_key_unref);
  db->audit_key = luwte_key_ref (old_key);
  if (!luwte_audit_check (db, error))
    return FALSE;
  luwte_db_end_task (db);
  luwte_key_unref (db->audit_key);
  db->audit_key = luwte_key_ref (new_key);

  trigger = luwte_db_ask_text (db, "SELECT sql FROM sqlite_schema WHERE name = 'audit_updated'",
                               error);
  if (!trigger || !luwte_db_exec (db, "DROP TRIGGER audit_updated", error) || !walk (db, error))
    return FALSE;
  luwte_db_end_task (db);
  return luwte_db_exec (db, trigger, error);
}
