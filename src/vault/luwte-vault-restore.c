/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Restoring a backup. The rule: what was erased since stays erased. Everything that knows of an
 * erasure is asked: the ledger in the backup, those of newer backups beside it, and the ledger of
 * the vault that is here, even if that vault itself is beyond reading. Who has no key to the vault
 * that is here cannot put an older one over it. The restored vault is made beside the old one,
 * proved, cleaned of what is marked, opened for the caller (who knows the terms and erases what has
 * fallen due since), checked, and only then swapped in.
 *
 * Whatever waited in the outbox may have gone out since: it comes back as "perhaps not sent". */

#include "luwte-vault-private.h"

#include "luwte-audit-private.h"
#include "luwte-backup-file-private.h"
#include "luwte-crypto.h"
#include "luwte-db-copy-private.h"
#include "luwte-log.h"
#include "luwte-migrations.h"
#include "luwte-search-index-private.h"
#include "luwte-secret.h"
#include "luwte-vault-files-private.h"
#include "luwte-vault-swap-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

struct _LuwteRestore
{
  char *dir;
  char *file;
  int lock;
  char *next_dir;
  LuwteBackupHead head;
  LuwteKey *key;     /* the vault key of the backup */
  LuwteFacts facts;  /* of all ledgers together */
  gboolean complete; /* the newest ledger was there */
  gboolean committed;
  LuwteVault *vault; /* the next one, open */
  LuwteSteps steps;
};

static gboolean
fail (GError **error, int code, const char *what)
{
  g_set_error_literal (error, LUWTE_VAULT_ERROR, code, what);
  return FALSE;
}

static gboolean
unlock (LuwteRestore *self, LuwteVaultSlot slot, LuwteSecret *secret, GError **error)
{
  const int fd = luwte_backup_open (self->file, &self->head, error);

  if (fd < 0)
    return FALSE;
  close (fd);
  self->key = luwte_header_unlock (&self->head.header,
                                   slot == LUWTE_VAULT_SLOT_RECOVERY ? LUWTE_SLOT_RECOVERY
                                                                     : LUWTE_SLOT_PASSPHRASE,
                                   secret, error);
  if (!self->key)
    return FALSE;
  return luwte_header_is_ours (&self->head.header, self->key) ||
         fail (error, LUWTE_VAULT_ERROR_DAMAGED, "This backup is damaged: its header was changed");
}

static void
add_copy (LuwteFacts *facts, const LuwteCopy *copy, gboolean stale)
{
  g_autoptr (GByteArray) payload = NULL;
  LuwteCopy *there = (LuwteCopy *) luwte_facts_find_copy (facts, copy->id);

  if (!there)
    {
      payload = luwte_facts_pack_copy (copy);
      luwte_facts_take (facts, LUWTE_LEDGER_COPY, 0, payload->data, payload->len);
      if (copy->made)
        luwte_facts_take (facts, LUWTE_LEDGER_MADE, 0, copy->id, sizeof copy->id);
      there = (LuwteCopy *) luwte_facts_find_copy (facts, copy->id);
    }
  there->made |= copy->made;
  there->old |= stale;
}

static void
add_facts (LuwteFacts *facts, const LuwteFacts *more)
{
  if (more->erased)
    g_array_append_vals (facts->erased, more->erased->data, more->erased->len);
  for (guint i = 0; i < more->copies->len; i++)
    {
      const LuwteCopy *copy = g_ptr_array_index (more->copies, i);

      if (copy->kind == LUWTE_COPY_BACKUP)
        add_copy (facts, copy, luwte_facts_is_stale (more, copy));
    }
}

/* FALSE when it could not be read with this key, or not to its end. */
static gboolean
add_ledger (LuwteRestore *self, GBytes *bytes, LuwteKey *key)
{
  gboolean whole;
  LuwteLedger *ledger = luwte_ledger_read (bytes, key, &whole);

  add_facts (&self->facts, luwte_ledger_facts (ledger));
  luwte_ledger_free (ledger);
  return whole;
}

/* A newer backup in the same folder knows of erasures that this one does not. */
static void
ask_neighbours (LuwteRestore *self)
{
  g_autofree char *dir = g_path_get_dirname (self->file);
  g_autoptr (GDir) files = g_dir_open (dir, 0, NULL);
  const char *name;

  while (files && (name = g_dir_read_name (files)))
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);
      g_autofree LuwteBackupHead *head = g_new0 (LuwteBackupHead, 1);
      g_autoptr (GBytes) ledger = NULL;
      int fd;

      if (!g_str_has_suffix (name, LUWTE_BACKUP_SUFFIX) || g_str_equal (path, self->file))
        continue;
      fd = luwte_backup_open (path, head, NULL);
      if (fd < 0)
        continue;
      close (fd);
      if (memcmp (head->header.vault_id, self->head.header.vault_id, 16) == 0 &&
          luwte_header_is_ours (&head->header, self->key) &&
          luwte_backup_unpack (path, head, self->key, &ledger, NULL, NULL))
        add_ledger (self, ledger, self->key);
    }
}

/* The key of the vault that is here, which may have changed since; NULL when no secret fits. */
static LuwteKey *
key_here (LuwteRestore *self, LuwteSecret *secret, LuwteSecret *here, const LuwteHeader *header)
{
  LuwteSecret *const secrets[] = { here, secret };
  static const LuwteSlotType types[] = { LUWTE_SLOT_PASSPHRASE, LUWTE_SLOT_RECOVERY };

  if (luwte_header_is_ours (header, self->key))
    return luwte_key_ref (self->key);
  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
    for (gsize k = 0; secrets[i] && k < G_N_ELEMENTS (types); k++)
      {
        LuwteKey *key = luwte_header_unlock (header, types[k], secrets[i], NULL);

        if (key && luwte_header_is_ours (header, key))
          return key;
        g_clear_pointer (&key, luwte_key_unref);
      }
  return NULL;
}

/* Whichever copy can be read; FALSE when none can. */
static gboolean
read_header (LuwteRestore *self, LuwteHeader *header)
{
  static const char *const names[] = { LUWTE_FILE_HEADER, LUWTE_FILE_HEADER_BACKUP };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) bytes = luwte_files_read (self->dir, names[i], 64 * 1024, NULL);
      gsize length = 0;
      const guint8 *data = bytes ? g_bytes_get_data (bytes, &length) : NULL;

      if (bytes && luwte_header_parse (header, data, length, NULL))
        return TRUE;
    }
  return FALSE;
}

static gboolean
ask_vault_here (LuwteRestore *self, LuwteSecret *secret, LuwteSecret *here, GError **error)
{
  g_autofree LuwteHeader *header = g_new0 (LuwteHeader, 1);
  g_autoptr (LuwteKey) key = NULL;
  g_autoptr (GBytes) ledger = NULL;

  if (!luwte_vault_exists (self->dir))
    return TRUE;
  if (read_header (self, header))
    {
      if (memcmp (header->vault_id, self->head.header.vault_id, sizeof header->vault_id) != 0)
        return fail (error, LUWTE_VAULT_ERROR_EXISTS, "Another vault is in this folder");
      key = key_here (self, secret, here, header);
      if (!key)
        return fail (error, LUWTE_VAULT_ERROR_WRONG_KEY,
                     "The vault that is here opens with another passphrase by now; it is needed,"
                     " so that what was erased since stays erased");
    }
  else
    key = luwte_key_ref (self->key);
  ledger = luwte_files_read (self->dir, LUWTE_FILE_LEDGER, LUWTE_LEDGER_MAX_FILE, NULL);
  self->complete = ledger && add_ledger (self, ledger, key);
  return TRUE;
}

/* Whether the first @n_first marks hold one that is not among the rest, the backup's own. */
static gboolean
knows_more (const LuwteFacts *facts, guint n_first)
{
  g_autoptr (GHashTable) own = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = n_first; i < facts->erased->len; i++)
    g_hash_table_add (own, &g_array_index (facts->erased, LuwteMark, i));
  for (guint i = 0; i < n_first; i++)
    if (!g_hash_table_contains (own, &g_array_index (facts->erased, LuwteMark, i)))
      return TRUE;
  return FALSE;
}

static gboolean
gather (LuwteRestore *self, LuwteSecret *secret, LuwteSecret *here, GError **error)
{
  g_autoptr (GBytes) ledger = NULL;
  LuwteCopy itself = { .kind = LUWTE_COPY_BACKUP, .path = self->file, .made = TRUE };
  guint n_known;

  luwte_facts_init (&self->facts, TRUE);
  /* Oldest first: the list is in the order of making. */
  if (!ask_vault_here (self, secret, here, error))
    return FALSE;
  ask_neighbours (self);
  if (!luwte_backup_unpack (self->file, &self->head, self->key, &ledger, NULL, error))
    return FALSE;
  memcpy (itself.id, self->head.id, sizeof itself.id);
  itself.made_at = self->head.made_at;
  n_known = self->facts.erased->len;
  add_ledger (self, ledger, self->key);
  add_copy (&self->facts, &itself, knows_more (&self->facts, n_known));
  return TRUE;
}

static LuwteKey *
db_key (LuwteRestore *self)
{
  return luwte_key_derive (self->key, LUWTE_VAULT_KEY_CONTEXT, LUWTE_VAULT_KEY_DB);
}

/* The database out of the backup, proved, under the vault's key. */
static gboolean
unpack (LuwteRestore *self, GError **error)
{
  g_autofree char *sealed = g_build_filename (self->next_dir, "sealed.db", NULL);
  g_autofree char *path = g_build_filename (self->next_dir, LUWTE_FILE_DB, NULL);
  g_autoptr (LuwteKey) own_key = luwte_backup_db_key (self->key);
  g_autoptr (LuwteKey) key = db_key (self);
  g_autoptr (GBytes) ledger = NULL;
  LuwteDbFile from = { .path = sealed, .key = own_key }, to = { .path = path, .key = key };

  if (!luwte_backup_unpack (self->file, &self->head, self->key, &ledger, sealed, error))
    return FALSE;
  luwte_vault_step ("restore: unpacked");
  memcpy (from.salt, self->head.db_salt, sizeof from.salt);
  /* The slots are bound to the salt, and nobody is here with both secrets. */
  memcpy (to.salt, self->head.header.db_salt, sizeof to.salt);
  luwte_steps_next (&self->steps, 0.4);
  if (!luwte_db_prove_file (&from, &self->steps, error))
    return FALSE;
  luwte_steps_next (&self->steps, 0.7);
  if (!luwte_db_export (&from, &to, &self->steps, error))
    return FALSE;
  luwte_vault_step ("restore: exported");
  return g_unlink (sealed) == 0 ||
         fail (error, LUWTE_VAULT_ERROR_FAILED, "A copy of the database could not be removed");
}

/* An index that does not fit its texts is the one thing that can be made anew from what is there. */
static gboolean
mend_search (LuwteDb *db, GError **error)
{
  gboolean sound = luwte_search_index_check (db, NULL);

  luwte_db_end_task (db);
  if (!sound)
    sound = luwte_search_index_rebuild (db, error);
  luwte_db_end_task (db);
  return sound;
}

static gboolean
erase_marked (LuwteRestore *self, LuwteVault *next, LuwteDb *db, GError **error)
{
  if (!luwte_db_exec (db, "BEGIN IMMEDIATE", error) || !mend_search (db, error) ||
      !luwte_vault_erase_marked (db, self->facts.erased, error) ||
      !luwte_db_exec (db, "UPDATE outbox SET state = 'uncertain'", error) ||
      !luwte_db_audit (db, "app", self->complete ? "vault.restored" : "vault.restored-unproved",
                       NULL, error))
    return FALSE;
  next->ledger = luwte_ledger_create (next->dir, next->key, next->header.vault_id,
                                      LUWTE_LEDGER_CREATED, &self->facts, FALSE, error);
  if (!next->ledger || !luwte_vault_note_ledger (next, db, error))
    return FALSE;
  luwte_db_end_task (db);
  return luwte_db_exec (db, "COMMIT; VACUUM; PRAGMA wal_checkpoint (TRUNCATE)", error) &&
         luwte_vault_anchor_audit (next, db, error);
}

static gboolean
check_id (LuwteVault *next, LuwteDb *db, GError **error)
{
  g_autofree char *id = luwte_db_ask_text (db, "SELECT value FROM meta WHERE key = 'vault_id'",
                                           NULL);

  return g_strcmp0 (id, next->id) == 0 ||
         fail (error, LUWTE_VAULT_ERROR_DAMAGED, "The backup's parts are not of one vault");
}

/* Brought up to today's format, cleaned, with a ledger of its own. */
static gboolean
clean (LuwteRestore *self, LuwteVault *next, GError **error)
{
  g_autofree char *path = luwte_vault_path (next, LUWTE_FILE_DB);
  g_autoptr (LuwteKey) key = db_key (self);
  LuwteDb *db = luwte_db_open (path, key, next->header.db_salt, LUWTE_DB_WRITER, error);
  gboolean well;

  if (!db)
    return FALSE;
  db->audit_key = luwte_key_derive (next->key, LUWTE_VAULT_KEY_CONTEXT, LUWTE_VAULT_KEY_AUDIT);
  next->id = luwte_header_id_text (&next->header);
  well = luwte_migrations_run (db, error) && check_id (next, db, error) &&
         luwte_audit_check (db, error);
  luwte_db_end_task (db);
  well = well && erase_marked (self, next, db, error);
  luwte_db_close (db);
  g_clear_pointer (&next->ledger, luwte_ledger_free);
  g_clear_pointer (&next->id, g_free);
  luwte_vault_step ("restore: cleaned");
  return well;
}

static gboolean
make_next (LuwteRestore *self, GError **error)
{
  g_autoptr (LuwteVault) next = NULL;

  self->next_dir = luwte_swap_prepare (self->dir, error);
  luwte_steps_next (&self->steps, 0.2);
  if (!self->next_dir || !unpack (self, error))
    return FALSE;
  next = luwte_vault_new_closed (self->next_dir);
  next->header = self->head.header;
  next->header.generation++;
  next->key = luwte_key_ref (self->key);
  next->staged = TRUE;
  luwte_steps_next (&self->steps, 0.9);
  if (!clean (self, next, error) ||
      !luwte_header_save (&next->header, self->next_dir, next->key, error) ||
      !luwte_vault_start (next, LUWTE_DB_WRITER, error))
    return FALSE;
  self->vault = g_steal_pointer (&next);
  return luwte_steps_tell (&self->steps, 1, error);
}

static gboolean
begin (LuwteRestore *self, LuwteVaultSlot slot, LuwteSecret *secret, LuwteSecret *here,
       GError **error)
{
  if (!unlock (self, slot, secret, error) || !luwte_files_make_dir (self->dir, error))
    return FALSE;
  self->lock = luwte_files_lock (self->dir, error);
  return self->lock >= 0 && luwte_swap_settle (self->dir, error) &&
         gather (self, secret, here, error) && make_next (self, error);
}

LuwteRestore *
luwte_restore_new (const char *dir, const char *file, LuwteVaultSlot slot, LuwteSecret *secret,
                   LuwteSecret *here, GCancellable *cancellable, LuwteVaultProgress progress,
                   gpointer data, GError **error)
{
  LuwteRestore *self;

  g_return_val_if_fail (dir != NULL && file != NULL && secret != NULL, NULL);

  self = g_new0 (LuwteRestore, 1);
  self->dir = g_strdup (dir);
  self->file = g_canonicalize_filename (file, NULL);
  self->lock = -1;
  self->steps = (LuwteSteps) { .func = progress, .data = data, .cancellable = cancellable };
  if (begin (self, slot, secret, here, error))
    return self;
  luwte_restore_free (self);
  return NULL;
}

LuwteVault *
luwte_restore_get_vault (LuwteRestore *self)
{
  return self->vault;
}

gboolean
luwte_restore_is_complete (LuwteRestore *self)
{
  return self->complete;
}

gboolean
luwte_restore_commit (LuwteRestore *self, GError **error)
{
  g_return_val_if_fail (self->vault != NULL, FALSE);

  if (!luwte_vault_check (self->vault, error))
    return FALSE;
  luwte_vault_close (self->vault);
  luwte_vault_step ("restore: checked");
  /* What a creation that never ended has left is nobody's. */
  if (!luwte_files_remove (self->dir, LUWTE_FILE_NEW, error))
    return FALSE;
  self->committed = luwte_swap_commit (self->dir, error);
  return self->committed;
}

void
luwte_restore_free (LuwteRestore *self)
{
  if (self->vault)
    luwte_vault_close (self->vault);
  g_clear_object (&self->vault);
  if (self->lock >= 0)
    {
      if (!luwte_swap_is_pending (self->dir))
        luwte_files_remove_dir (self->dir, LUWTE_DIR_NEXT);
      close (self->lock);
    }
  luwte_facts_clear (&self->facts);
  g_clear_pointer (&self->key, luwte_key_unref);
  g_free (self->next_dir);
  g_free (self->file);
  g_free (self->dir);
  g_free (self);
}
