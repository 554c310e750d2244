/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: after a rotation nothing that was written before can be opened by what is written after
 * it, and the other way round. Another vault key, another database salt, the database exported into
 * a new file, the audit's chain made anew under its new key, a new ledger that carries on the marks
 * and the list of copies, a new header with new slots. All of it is made beside the old vault, read
 * back, compared, and swapped in at one moment. */

#include "luwte-vault-private.h"

#include "luwte-audit-private.h"
#include "luwte-crypto.h"
#include "luwte-db-copy-private.h"
#include "luwte-recovery-code.h"
#include "luwte-secret.h"
#include "luwte-vault-files-private.h"
#include "luwte-vault-swap-private.h"

#include <glib/gstdio.h>
#include <string.h>

LuwteSecret *
luwte_vault_make_recovery_code (void)
{
  return luwte_recovery_code_new ();
}

static LuwteDbFile
db_file (LuwteVault *self, const char *path, LuwteKey *key)
{
  LuwteDbFile file = { .path = path, .key = key };

  memcpy (file.salt, self->header.db_salt, sizeof file.salt);
  return file;
}

static LuwteKey *
db_key (LuwteVault *self)
{
  return luwte_key_derive (self->key, LUWTE_VAULT_KEY_CONTEXT, LUWTE_VAULT_KEY_DB);
}

/* Another key, another salt, the same vault. */
static LuwteVault *
next_new (LuwteVault *self, const char *dir, LuwteSecret *passphrase, LuwteSecret *code,
          GError **error)
{
  g_autoptr (LuwteVault) next = luwte_vault_new_closed (dir);
  const LuwteStretch cost = luwte_vault_get_cost ();

  next->id = g_strdup (self->id);
  next->key = luwte_key_new_random ();
  memcpy (next->header.vault_id, self->header.vault_id, sizeof next->header.vault_id);
  luwte_random_bytes (next->header.db_salt, sizeof next->header.db_salt);
  next->header.generation = self->header.generation;
  if (!luwte_header_set_slot (&next->header, LUWTE_SLOT_PASSPHRASE, passphrase, cost, next->key,
                              error) ||
      !luwte_header_set_slot (&next->header, LUWTE_SLOT_RECOVERY, code, cost, next->key, error))
    return NULL;
  return g_steal_pointer (&next);
}

static gboolean export (LuwteVault *self, LuwteVault *next, LuwteSteps *steps, GError **error)
{
  g_autofree char *old_path = luwte_vault_path (self, LUWTE_FILE_DB);
  g_autofree char *clean = luwte_vault_path (next, "clean.db");
  g_autofree char *new_path = luwte_vault_path (next, LUWTE_FILE_DB);
  g_autoptr (LuwteKey) old_key = db_key (self);
  g_autoptr (LuwteKey) new_key = db_key (next);
  const LuwteDbFile from = db_file (self, old_path, old_key),
                    to = db_file (next, new_path, new_key);
  LuwteDbFile middle = { .path = clean };

  luwte_steps_next (steps, 0.3);
  if (!luwte_db_vacuum_into (&from, &middle, steps, error))
    return FALSE;
  luwte_vault_step ("rotate: clean copy");
  luwte_steps_next (steps, 0.6);
  if (!luwte_db_export (&middle, &to, steps, error))
    return FALSE;
  luwte_vault_step ("rotate: exported");
  if (g_unlink (clean) == 0)
    return TRUE;
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_FAILED,
                       "A copy of the database could not be removed");
  return FALSE;
}

/* Audit and ledger of the next vault. */
static gboolean
renew_chains (LuwteVault *self, LuwteVault *next, LuwteDb *db, const LuwteFacts *facts,
              GError **error)
{
  g_autoptr (LuwteKey) old_audit = luwte_key_derive (self->key, LUWTE_VAULT_KEY_CONTEXT,
                                                     LUWTE_VAULT_KEY_AUDIT);
  g_autoptr (LuwteKey) new_audit = luwte_key_derive (next->key, LUWTE_VAULT_KEY_CONTEXT,
                                                     LUWTE_VAULT_KEY_AUDIT);

  if (!luwte_db_exec (db, "BEGIN IMMEDIATE", error) ||
      !luwte_audit_rekey (db, old_audit, new_audit, error) ||
      !luwte_db_audit (db, "app", "vault.rotated", NULL, error))
    return FALSE;
  next->ledger = luwte_ledger_create (next->dir, next->key, next->header.vault_id,
                                      LUWTE_LEDGER_CREATED, facts, TRUE, error);
  if (!next->ledger || !luwte_vault_note_ledger (next, db, error))
    return FALSE;
  luwte_db_end_task (db);
  return luwte_db_exec (db, "COMMIT", error) && luwte_vault_anchor_audit (next, db, error);
}

/* Closing the only connection brings all of it into the file. */
static gboolean
settle_next (LuwteVault *self, LuwteVault *next, const LuwteFacts *facts, GError **error)
{
  g_autofree char *path = luwte_vault_path (next, LUWTE_FILE_DB);
  g_autoptr (LuwteKey) key = db_key (next);
  LuwteDb *db = luwte_db_open (path, key, next->header.db_salt, LUWTE_DB_WRITER, error);
  gboolean well;

  if (!db)
    return FALSE;
  well = renew_chains (self, next, db, facts, error) &&
         luwte_db_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", error);
  luwte_db_close (db);
  g_clear_pointer (&next->ledger, luwte_ledger_free);
  luwte_vault_step ("rotate: chains renewed");
  return well;
}

/* "note 17, session 3, …" */
static char *
count_rows (LuwteVault *self, const char *path, GError **error)
{
  g_autoptr (LuwteKey) key = db_key (self);
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *names = NULL;
  g_auto (GStrv) tables = NULL;
  LuwteDb *db = luwte_db_open (path, key, self->header.db_salt, LUWTE_DB_COPIER, error);
  gboolean well = db != NULL;
  gint64 n;

  if (!db)
    return NULL;
  names = luwte_db_ask_text (db,
                             "SELECT group_concat (name, char (10) ORDER BY name)"
                             " FROM sqlite_schema WHERE type = 'table' AND rootpage > 0",
                             error);
  tables = g_strsplit (names ?: "", "\n", -1);
  for (gsize i = 0; tables[i] && well; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\"", tables[i]);

      well = luwte_db_ask_int (db, sql, &n, error);
      /* The rotation adds a row to the audit. */
      if (well && !g_str_equal (tables[i], "audit"))
        g_string_append_printf (all, "%s %" G_GINT64_FORMAT ", ", tables[i], n);
    }
  luwte_db_close (db);
  return well ? g_string_free_and_steal (g_steal_pointer (&all)) : NULL;
}

static gboolean
compare (LuwteVault *self, LuwteVault *next, LuwteSteps *steps, GError **error)
{
  g_autofree char *old_path = luwte_vault_path (self, LUWTE_FILE_DB);
  g_autofree char *new_path = luwte_vault_path (next, LUWTE_FILE_DB);
  g_autoptr (LuwteKey) key = db_key (next);
  const LuwteDbFile file = db_file (next, new_path, key);
  g_autofree char *before = count_rows (self, old_path, error);
  g_autofree char *after = before ? count_rows (next, new_path, error) : NULL;

  luwte_steps_next (steps, 0.95);
  if (!after || !luwte_db_prove_file (&file, steps, error))
    return FALSE;
  luwte_vault_step ("rotate: compared");
  if (g_str_equal (before, after))
    return TRUE;
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_FAILED,
                       "The new vault does not hold what the old one holds");
  return FALSE;
}

static gboolean
rotate (LuwteVault *self, LuwteSecret *passphrase, LuwteSecret *code, const LuwteFacts *facts,
        LuwteSteps *steps, GError **error)
{
  g_autofree char *dir = luwte_swap_prepare (self->dir, error);
  g_autoptr (LuwteVault) next = dir ? next_new (self, dir, passphrase, code, error) : NULL;

  if (!next || !export (self, next, steps, error) || !settle_next (self, next, facts, error) ||
      !compare (self, next, steps, error))
    return FALSE;
  luwte_steps_next (steps, 1);
  /* From here on it is not to be stopped any more. */
  return luwte_header_save (&next->header, dir, next->key, error) &&
         luwte_steps_tell (steps, 0.5, error) && luwte_swap_commit (self->dir, error);
}

static LuwteLedger *
read_ledger (LuwteVault *self, GError **error)
{
  g_autoptr (GBytes) bytes = luwte_files_read (self->dir, LUWTE_FILE_LEDGER, LUWTE_LEDGER_MAX_FILE,
                                               error);

  return bytes ? luwte_ledger_read (bytes, self->key, NULL) : NULL;
}

gboolean
luwte_vault_rotate (const char *dir, LuwteSecret *passphrase, LuwteSecret *recovery_code,
                    GCancellable *cancellable, LuwteVaultProgress progress, gpointer data,
                    GError **error)
{
  g_autoptr (LuwteVault) self = NULL;
  g_autofree char *trouble = NULL;
  LuwteSteps steps = { .func = progress, .data = data, .cancellable = cancellable };
  LuwteLedger *ledger = NULL;
  gboolean well = FALSE;

  g_return_val_if_fail (dir != NULL && passphrase != NULL && recovery_code != NULL, FALSE);

  self = luwte_vault_open (dir, LUWTE_VAULT_SLOT_PASSPHRASE, passphrase, error);
  if (!self)
    return FALSE;
  trouble = luwte_vault_dup_trouble (self);
  if (trouble)
    {
      g_set_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
                   "The vault can only be read: %s", trouble);
      return FALSE;
    }
  /* Nobody writes any more, and the lock stays. */
  luwte_vault_stop_workers (self);
  ledger = read_ledger (self, error);
  if (ledger)
    {
      well = rotate (self, passphrase, recovery_code, luwte_ledger_facts (ledger), &steps, error);
      luwte_ledger_free (ledger);
    }
  if (!well && !luwte_swap_is_pending (dir))
    luwte_files_remove_dir (dir, LUWTE_DIR_NEXT);
  return well;
}
