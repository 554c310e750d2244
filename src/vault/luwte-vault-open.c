/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: nothing of a folder is touched before its lock is held and its header is opened with
 * the right key; each way in which that fails has its own code. A vault that was not made to the
 * end is none: what lies there is cleared away, and nobody has seen its recovery code. */

#include "luwte-vault-private.h"

#include "luwte-crypto.h"
#include "luwte-migrations.h"
#include "luwte-recovery-code.h"
#include "luwte-secret.h"
#include "luwte-vault-files-private.h"
#include "luwte-vault-swap-private.h"

#include <string.h>

static gboolean test_cost;

void
luwte_vault_use_test_cost (void)
{
  test_cost = TRUE;
}

LuwteStretch
luwte_vault_get_cost (void)
{
  const LuwteStretch cheap = { .ops = 1, .mem_kib = 8 };

  return test_cost ? cheap : luwte_stretch_default ();
}

gboolean
luwte_vault_restore_reserve (LuwteVault *self, GError **error)
{
  return luwte_files_have (self->dir, LUWTE_FILE_RESERVE) ||
         luwte_files_reserve (self->dir, test_cost ? 0 : LUWTE_VAULT_RESERVE, error);
}

gboolean
luwte_vault_exists (const char *dir)
{
  return !luwte_files_have (dir, LUWTE_FILE_NEW) &&
         (luwte_swap_is_pending (dir) || luwte_files_have (dir, LUWTE_FILE_HEADER) ||
          luwte_files_have (dir, LUWTE_FILE_HEADER_BACKUP));
}

static LuwteSlotType
slot_type (LuwteVaultSlot slot)
{
  switch (slot)
    {
    case LUWTE_VAULT_SLOT_PASSPHRASE:
      return LUWTE_SLOT_PASSPHRASE;
    case LUWTE_VAULT_SLOT_RECOVERY:
      return LUWTE_SLOT_RECOVERY;
    }
  g_assert_not_reached ();
}

static LuwteDueRule *
ask_cb (gpointer data, LuwteDay *today)
{
  LuwteVault *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->rule_mutex);

  *today = self->today;
  return self->rule ? luwte_due_rule_ref (self->rule) : NULL;
}

static LuwteDb *
open_db (LuwteVault *self, LuwteDbMode mode, GError **error)
{
  g_autofree char *path = luwte_vault_path (self, LUWTE_FILE_DB);
  g_autoptr (LuwteKey) key = luwte_key_derive (self->key, LUWTE_VAULT_KEY_CONTEXT,
                                               LUWTE_VAULT_KEY_DB);
  LuwteDb *db = luwte_db_open (path, key, self->header.db_salt, mode, error);

  if (db)
    db->audit_key = luwte_key_derive (self->key, LUWTE_VAULT_KEY_CONTEXT, LUWTE_VAULT_KEY_AUDIT);
  return db;
}

/* The header and the database must be of one vault, else somebody has mixed two. */
static gboolean
check_id (LuwteVault *self, LuwteDb *db, GError **error)
{
  g_autofree char *id = luwte_db_ask_text (db, "SELECT value FROM meta WHERE key = 'vault_id'",
                                           NULL);

  if (g_strcmp0 (id, self->id) == 0)
    return TRUE;
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
                       "vault.hdr and vault.db are not of the same vault");
  return FALSE;
}

static gboolean
insert_id (LuwteVault *self, LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "INSERT INTO meta (key, value) VALUES ('vault_id', ?)",
                                      error);

  if (!stmt)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, self->id);
  return luwte_stmt_run (stmt, error);
}

static LuwteDb *
open_writer_cb (gpointer data, GError **error)
{
  LuwteVault *self = data;
  LuwteDb *db = open_db (self, LUWTE_DB_WRITER, error);

  /* The ledger first: it has to know of the copy that a migration makes. */
  if (db && check_id (self, db, error) && luwte_vault_guard_open (self, db, error) &&
      luwte_vault_migrate (self, db, error) && luwte_vault_watch_erasures (db, error))
    return db;
  g_clear_pointer (&db, luwte_db_close);
  g_clear_pointer (&self->ledger, luwte_ledger_free);
  return NULL;
}

static LuwteDb *
create_writer_cb (gpointer data, GError **error)
{
  LuwteVault *self = data;
  g_autofree char *path = luwte_vault_path (self, LUWTE_FILE_DB);
  LuwteDb *db = open_db (self, LUWTE_DB_CREATE, error);

  /* The checkpoint brings the pages into the file whose first bytes are then looked at. */
  if (db && luwte_migrations_run (db, error) && insert_id (self, db, error) &&
      luwte_vault_watch_erasures (db, error) && luwte_vault_guard_create (self, db, error) &&
      luwte_db_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", error) &&
      luwte_db_check_file (path, self->header.db_salt, error))
    return db;
  g_clear_pointer (&db, luwte_db_close);
  return NULL;
}

static void
close_writer_cb (gpointer data, LuwteDb *db)
{
  luwte_vault_guard_close (data, db);
}

static LuwteDb *
open_reader_cb (gpointer data, GError **error)
{
  return open_db (data, LUWTE_DB_READER, error);
}

static gboolean
start_workers (LuwteVault *self, LuwteDbMode mode, GError **error)
{
  LuwteWorker *writer, *reader;

  writer = luwte_worker_new ("vault-writer",
                             mode == LUWTE_DB_CREATE ? create_writer_cb : open_writer_cb,
                             close_writer_cb, ask_cb, self, error);
  if (!writer)
    return FALSE;
  reader = luwte_worker_new ("vault-reader", open_reader_cb, NULL, ask_cb, self, error);
  if (!reader)
    {
      luwte_worker_free (writer);
      g_clear_pointer (&self->ledger, luwte_ledger_free);
      return FALSE;
    }
  g_mutex_lock (&self->worker_mutex);
  self->writer = writer;
  self->reader = reader;
  g_mutex_unlock (&self->worker_mutex);
  return TRUE;
}

gboolean
luwte_vault_start (LuwteVault *self, LuwteDbMode mode, GError **error)
{
  g_autoptr (GError) reason = NULL;

  self->id = luwte_header_id_text (&self->header);
  if (start_workers (self, mode, &reason))
    return TRUE;
  /* Even reading wants a little room beside the database. */
  if (mode == LUWTE_DB_WRITER && luwte_vault_give_up_reserve (self, &reason) &&
      start_workers (self, mode, &reason))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

LuwteVault *
luwte_vault_open (const char *dir, LuwteVaultSlot slot, LuwteSecret *secret, GError **error)
{
  g_autoptr (LuwteVault) self = NULL;

  g_return_val_if_fail (dir != NULL && secret != NULL, NULL);

  if (!luwte_vault_exists (dir))
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND,
                           "There is no vault in this folder");
      return NULL;
    }
  self = luwte_vault_new_closed (dir);
  self->lock = luwte_files_lock (dir, error);
  if (self->lock < 0)
    return NULL;
  if (!luwte_swap_settle (dir, error))
    return NULL;
  luwte_files_remove_dir (dir, LUWTE_DIR_COPY);
  self->key = luwte_header_load (&self->header, dir, slot_type (slot), secret, error);
  if (!self->key || !luwte_vault_start (self, LUWTE_DB_WRITER, error))
    return NULL;
  /* Nobody has been handed the vault yet, so nobody writes the ledger. */
  if (luwte_vault_wants_tending (self))
    luwte_vault_tend_copies (self);
  return g_steal_pointer (&self);
}

/* Removes what an earlier creation has left that did not come to its end. */
static gboolean
clear_unfinished (const char *dir, GError **error)
{
  static const char *const names[] = { LUWTE_FILE_HEADER,    LUWTE_FILE_HEADER_BACKUP,
                                       LUWTE_FILE_DB,        LUWTE_FILE_DB "-wal",
                                       LUWTE_FILE_DB "-shm", LUWTE_FILE_DB "-journal",
                                       LUWTE_FILE_LEDGER,    LUWTE_FILE_RESERVE };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (!luwte_files_remove (dir, names[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
prepare_dir (LuwteVault *self, GError **error)
{
  if (!luwte_files_make_dir (self->dir, error))
    return FALSE;
  self->lock = luwte_files_lock (self->dir, error);
  if (self->lock < 0)
    return FALSE;
  /* A database without its header is nobody's to overwrite: the header may yet be found. */
  if (luwte_vault_exists (self->dir) || (!luwte_files_have (self->dir, LUWTE_FILE_NEW) &&
                                         luwte_files_have (self->dir, LUWTE_FILE_DB)))
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_EXISTS,
                           "There is a vault in this folder already");
      return FALSE;
    }
  return luwte_files_replace (self->dir, LUWTE_FILE_NEW, "", 0, error) &&
         clear_unfinished (self->dir, error);
}

static gboolean
make_slots (LuwteVault *self, LuwteSecret *passphrase, LuwteSecret *code, GError **error)
{
  const LuwteStretch cost = luwte_vault_get_cost ();

  return luwte_header_set_slot (&self->header, LUWTE_SLOT_PASSPHRASE, passphrase, cost, self->key,
                                error) &&
         luwte_header_set_slot (&self->header, LUWTE_SLOT_RECOVERY, code, cost, self->key, error);
}

LuwteVault *
luwte_vault_create (const char *dir, LuwteSecret *passphrase, LuwteSecret **recovery_code,
                    GError **error)
{
  g_autoptr (LuwteVault) self = NULL;
  g_autoptr (LuwteSecret) code = NULL;

  g_return_val_if_fail (dir != NULL && passphrase != NULL && recovery_code != NULL, NULL);

  *recovery_code = NULL;
  if (luwte_secret_length (passphrase) == 0)
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_REFUSED,
                           "The passphrase is empty");
      return NULL;
    }
  self = luwte_vault_new_closed (dir);
  if (!prepare_dir (self, error))
    return NULL;

  luwte_random_bytes (self->header.vault_id, sizeof self->header.vault_id);
  luwte_random_bytes (self->header.db_salt, sizeof self->header.db_salt);
  self->key = luwte_key_new_random ();
  code = luwte_recovery_code_new ();
  if (!make_slots (self, passphrase, code, error) || !luwte_vault_restore_reserve (self, error) ||
      !luwte_vault_start (self, LUWTE_DB_CREATE, error) ||
      !luwte_header_save (&self->header, dir, self->key, error) ||
      !luwte_files_remove (dir, LUWTE_FILE_NEW, error))
    return NULL;
  if (!luwte_files_sync_dir (dir, error))
    {
      /* Nobody will see its recovery code, so it is marked again and can be made anew. */
      (void) luwte_files_replace (dir, LUWTE_FILE_NEW, "", 0, NULL);
      return NULL;
    }
  *recovery_code = g_steal_pointer (&code);
  return g_steal_pointer (&self);
}

typedef struct
{
  char *dir;
  LuwteVaultSlot slot;
  LuwteSecret *secret;
  LuwteSecret *recovery_code;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *self = data;

  g_free (self->dir);
  luwte_secret_unref (self->secret);
  g_clear_pointer (&self->recovery_code, luwte_secret_unref);
  g_free (self);
}

static void
answer_vault (GTask *task, LuwteVault *vault, GError *error)
{
  if (vault)
    g_task_return_pointer (task, vault, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
create_thread_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Opening *opening = task_data;
  GError *error = NULL;
  LuwteVault *vault = luwte_vault_create (opening->dir, opening->secret, &opening->recovery_code,
                                          &error);

  answer_vault (task, vault, error);
}

static void
open_thread_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Opening *opening = task_data;
  GError *error = NULL;
  LuwteVault *vault = luwte_vault_open (opening->dir, opening->slot, opening->secret, &error);

  answer_vault (task, vault, error);
}

static void
run_opening (gpointer tag, const char *dir, LuwteVaultSlot slot, LuwteSecret *secret,
             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data,
             GTaskThreadFunc func)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  opening->dir = g_strdup (dir);
  opening->slot = slot;
  opening->secret = luwte_secret_ref (secret);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, func);
}

void
luwte_vault_create_async (const char *dir, LuwteSecret *passphrase, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (dir != NULL && passphrase != NULL);

  run_opening (luwte_vault_create_async, dir, LUWTE_VAULT_SLOT_PASSPHRASE, passphrase, cancellable,
               callback, user_data, create_thread_cb);
}

LuwteVault *
luwte_vault_create_finish (GAsyncResult *result, LuwteSecret **recovery_code, GError **error)
{
  LuwteVault *vault;
  Opening *opening;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  vault = g_task_propagate_pointer (G_TASK (result), error);
  opening = g_task_get_task_data (G_TASK (result));
  *recovery_code = vault ? g_steal_pointer (&opening->recovery_code) : NULL;
  return vault;
}

void
luwte_vault_open_async (const char *dir, LuwteVaultSlot slot, LuwteSecret *secret,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (dir != NULL && secret != NULL);

  run_opening (luwte_vault_open_async, dir, slot, secret, cancellable, callback, user_data,
               open_thread_cb);
}

LuwteVault *
luwte_vault_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
