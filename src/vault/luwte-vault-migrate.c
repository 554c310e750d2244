/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Before a vault is brought up to today's format a copy of its database is made beside it, clean
 * and under the same key, listed in the ledger as every copy is, and removed as soon as the new
 * format has proved sound. Where a step fails the vault is as it was, and the copy stays. */

#include "luwte-vault-private.h"

#include "luwte-clock.h"
#include "luwte-crypto.h"
#include "luwte-db-copy-private.h"
#include "luwte-log.h"
#include "luwte-migrations.h"
#include "luwte-vault-files-private.h"
#include "luwte-vault-swap-private.h"

#include <string.h>

static gboolean
list_copy (LuwteVault *self, LuwteCopy *copy, GError **error)
{
  g_autoptr (GByteArray) payload = NULL;

  luwte_random_bytes (copy->id, sizeof copy->id);
  copy->kind = LUWTE_COPY_SAFETY;
  copy->made_at = luwte_clock_now ();
  payload = luwte_facts_pack_copy (copy);
  /* Without a ledger there is no list; the vault can only be read then. */
  return !self->ledger ||
         luwte_ledger_append (self->ledger, LUWTE_LEDGER_COPY, payload->data, payload->len, error);
}

static gboolean
make_copy (LuwteVault *self, const char *name, GError **error)
{
  g_autofree char *db_path = luwte_vault_path (self, LUWTE_FILE_DB);
  g_autofree char *path = luwte_vault_path (self, name);
  g_autoptr (LuwteKey) key = luwte_key_derive (self->key, LUWTE_VAULT_KEY_CONTEXT,
                                               LUWTE_VAULT_KEY_DB);
  LuwteSteps steps = { 0 };
  LuwteDbFile from = { .path = db_path, .key = key }, to = { .path = path };
  LuwteCopy copy = { .path = path };

  memcpy (from.salt, self->header.db_salt, sizeof from.salt);
  if (!luwte_files_remove (self->dir, name, error) || !list_copy (self, &copy, error) ||
      !luwte_db_vacuum_into (&from, &to, &steps, error) ||
      !luwte_db_prove_file (&to, &steps, error) || !luwte_files_sync_dir (self->dir, error))
    return FALSE;
  luwte_vault_step ("migrate: safety copy made");
  return !self->ledger ||
         luwte_ledger_append (self->ledger, LUWTE_LEDGER_MADE, copy.id, sizeof copy.id, error);
}

/* Those of this time and of earlier times that never came to their end. */
static void
drop_safety_copies (LuwteVault *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *wal = g_strconcat (name, "-wal", NULL);
  g_autofree char *shm = g_strconcat (name, "-shm", NULL);

  if (!luwte_files_remove (self->dir, name, &error) ||
      !luwte_files_remove (self->dir, wal, &error) || !luwte_files_remove (self->dir, shm, &error))
    luwte_log_error ("a copy from before the migration is still there", error);
  else if (self->ledger)
    luwte_vault_forget_safety_copies (self);
}

gboolean
luwte_vault_migrate (LuwteVault *self, LuwteDb *db, GError **error)
{
  gint64 version;

  if (!luwte_db_ask_int (db, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version == luwte_migrations_latest ())
    {
      /* The power went after the migration and before its copy was removed. */
      if (self->ledger && luwte_vault_has_safety_copies (self))
        drop_safety_copies (self, LUWTE_FILE_SAFETY);
      return TRUE;
    }
  if (!make_copy (self, LUWTE_FILE_SAFETY, error) || !luwte_migrations_run (db, error))
    return FALSE;
  luwte_vault_step ("migrate: done");
  drop_safety_copies (self, LUWTE_FILE_SAFETY);
  return TRUE;
}
