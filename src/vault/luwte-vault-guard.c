/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: vault.db and vault.ledger each keep the head of the other's chain. Where they do not
 * fit, somebody has put back an older copy or one of them is damaged: then the vault can be read,
 * so that nobody stands before a closed door with a visitor waiting, and not written, until
 * somebody has decided. */

#include "luwte-vault-private.h"

#include "luwte-audit-private.h"
#include "luwte-log.h"
#include "luwte-vault-files-private.h"

#include <string.h>

static LuwteStmt *
prepare_meta (LuwteDb *db, const char *value, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "INSERT INTO meta (key, value) VALUES ('ledger', ?)"
                                      " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                                      error);

  if (stmt)
    luwte_stmt_bind_text (stmt, 1, value);
  return stmt;
}

/* "17 3fa9…": number and MAC of the ledger's last record. */
gboolean
luwte_vault_note_ledger (LuwteVault *self, LuwteDb *db, GError **error)
{
  const LuwteChainHead *head = luwte_ledger_head (self->ledger);
  g_autoptr (GString) value = g_string_new (NULL);
  LuwteStmt *stmt;

  g_string_append_printf (value, "%" G_GINT64_FORMAT " ", head->seq);
  for (gsize i = 0; i < sizeof head->mac; i++)
    g_string_append_printf (value, "%02x", head->mac[i]);
  stmt = prepare_meta (db, value->str, error);
  return stmt && luwte_stmt_run (stmt, error);
}

static gboolean
read_known (LuwteDb *db, LuwteChainHead *known, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "SELECT value FROM meta WHERE key = 'ledger'", error);
  const char *value;
  char *hex = NULL;
  gboolean row;

  memset (known, 0, sizeof *known);
  if (!stmt || !luwte_stmt_step (stmt, &row, error))
    return FALSE;
  value = row ? luwte_stmt_text (stmt, 0) : "";
  known->seq = g_ascii_strtoll (value, &hex, 10);
  if (*hex == ' ' && strlen (hex + 1) == 2 * sizeof known->mac)
    for (gsize i = 0; i < sizeof known->mac; i++)
      known->mac[i] = (guint8) (g_ascii_xdigit_value (hex[1 + 2 * i]) << 4 |
                                g_ascii_xdigit_value (hex[2 + 2 * i]));
  luwte_db_end_task (db);
  return TRUE;
}

gboolean
luwte_vault_anchor_audit (LuwteVault *self, LuwteDb *db, GError **error)
{
  LuwteChainHead head;
  gint64 seq;
  guint8 payload[sizeof seq + LUWTE_MAC_BYTES];
  gboolean well = luwte_audit_read_head (db, &head, error);

  luwte_db_end_task (db);
  if (!well || head.seq <= luwte_ledger_audit_head (self->ledger)->seq)
    return well;
  seq = GINT64_TO_LE (head.seq);
  memcpy (payload, &seq, sizeof seq);
  memcpy (payload + sizeof seq, head.mac, sizeof head.mac);
  return luwte_ledger_append (self->ledger, LUWTE_LEDGER_ANCHOR, payload, sizeof payload, error);
}

static void
set_trouble (LuwteVault *self, const char *trouble)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->worker_mutex);

  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
}

static gboolean
new_ledger (LuwteVault *self, LuwteDb *db, LuwteLedgerKind first, GError **error)
{
  LuwteLedger *ledger = luwte_ledger_create (self->dir, self->key, self->header.vault_id, first,
                                             NULL, FALSE, error);

  if (!ledger)
    return FALSE;
  g_clear_pointer (&self->ledger, luwte_ledger_free);
  self->ledger = ledger;
  return luwte_vault_note_ledger (self, db, error);
}

gboolean
luwte_vault_guard_create (LuwteVault *self, LuwteDb *db, GError **error)
{
  const gboolean well = new_ledger (self, db, LUWTE_LEDGER_CREATED, error);

  luwte_db_end_task (db);
  return well;
}

gboolean
luwte_vault_guard_check (LuwteVault *self, LuwteDb *db, GError **error)
{
  LuwteChainHead known;
  LuwteLedger *ledger;
  gboolean well;

  if (!read_known (db, &known, error))
    return FALSE;
  ledger = luwte_ledger_open (self->dir, self->key, &known, error);
  if (!ledger)
    return FALSE;
  well = luwte_audit_check_anchored (db, luwte_ledger_audit_head (ledger), error);
  luwte_db_end_task (db);
  luwte_ledger_free (ledger);
  return well;
}

gboolean
luwte_vault_guard_open (LuwteVault *self, LuwteDb *db, GError **error)
{
  g_autoptr (GError) reason = NULL;
  LuwteChainHead known;

  if (!read_known (db, &known, error))
    return FALSE;
  self->ledger = luwte_ledger_open (self->dir, self->key, &known, &reason);
  if (self->ledger &&
      !luwte_audit_check_anchored (db, luwte_ledger_audit_head (self->ledger), &reason))
    g_clear_pointer (&self->ledger, luwte_ledger_free);
  luwte_db_end_task (db);
  if (!self->ledger)
    {
      set_trouble (self, reason->message);
      luwte_log_error ("the vault can only be read", reason);
      return TRUE;
    }
  /* The power went between the marks and the deletion: what they stand for is still there. */
  if (luwte_ledger_facts (self->ledger)->batch_seq > known.seq &&
      !luwte_vault_void_erased (self, &reason))
    {
      luwte_log_error ("the ledger could not be put right", reason);
      g_clear_error (&reason);
    }
  if (!luwte_ledger_unfinished_job (self->ledger))
    return TRUE;
  /* Whoever has no room to finish an erasure still needs his notes; it is tried again. */
  luwte_vault_set_unfinished (self, TRUE);
  if (!luwte_vault_finish_erasure (self, db, &reason))
    luwte_log_error ("an erasure is not finished", reason);
  return TRUE;
}

void
luwte_vault_guard_close (LuwteVault *self, LuwteDb *db)
{
  g_autoptr (GError) error = NULL;

  if (self->ledger && !luwte_vault_anchor_audit (self, db, &error))
    luwte_log_error ("the audit was not anchored", error);
}

static gpointer
rebuild_cb (LuwteDb *db, gpointer data, GError **error)
{
  LuwteVault *self = data;

  if (!new_ledger (self, db, LUWTE_LEDGER_REBUILT, error) ||
      !luwte_db_audit (db, "app", "ledger.rebuilt", NULL, error))
    {
      g_clear_pointer (&self->ledger, luwte_ledger_free);
      return NULL;
    }
  set_trouble (self, NULL);
  return GINT_TO_POINTER (TRUE);
}

gboolean
luwte_vault_rebuild_ledger (LuwteVault *self, GError **error)
{
  g_return_val_if_fail (LUWTE_IS_VAULT (self), FALSE);

  return luwte_vault_run (self, LUWTE_JOB_WRITE, rebuild_cb, self, error) != NULL;
}
