/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: "erased" is said only after the last of five steps.
 *
 *  1. intent: the ledger says that an erasure is about to begin, and that is on disk;
 *  2. delete: the rows go, in one transaction;
 *  3. VACUUM: secure_delete leaves about one text in a thousand behind in the gaps of pages
 *     (docs/decisions.md), a rebuilt file has no gaps that ever held anything;
 *  4. a truncating checkpoint: until then the old file and the log still hold it all;
 *  5. backups that hold it are removed where they can be reached; done, in the ledger.
 *
 * Whatever stops it, power or a full disk, the ledger still says that it was begun, and steps 3 to
 * 5 are done again when the vault is next opened or purged. */

#include "luwte-vault-private.h"

#include "luwte-crypto.h"
#include "luwte-db-private.h"
#include "luwte-log.h"
#include "luwte-vault-files-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  LuwteVault *vault; /* borrowed: the task holds it */
  LuwteVaultFunc func;
  gpointer data;
  GDestroyNotify data_destroy;
  GDestroyNotify result_destroy;
  gpointer result; /* owned until it is handed over */
  GMainContext *context;
} Purge;

static void
purge_free (gpointer data)
{
  Purge *self = data;

  if (self->result && self->result_destroy)
    self->result_destroy (self->result);
  if (self->data_destroy)
    self->data_destroy (self->data);
  luwte_vault_end_erasure (self->vault);
  g_main_context_unref (self->context);
  g_free (self);
}

static gboolean
write_intent (LuwteVault *self, LuwteDb *db, GError **error)
{
  guint8 job[LUWTE_LEDGER_JOB_BYTES];

  luwte_random_bytes (job, sizeof job);
  if (!luwte_ledger_append (self->ledger, LUWTE_LEDGER_BEGUN, job, sizeof job, error))
    return FALSE;
  luwte_vault_set_unfinished (self, TRUE);
  return TRUE;
}

static gboolean
write_done (LuwteVault *self, GError **error)
{
  guint8 job[LUWTE_LEDGER_JOB_BYTES];

  memcpy (job, luwte_ledger_unfinished_job (self->ledger), sizeof job);
  return luwte_ledger_append (self->ledger, LUWTE_LEDGER_DONE, job, sizeof job, error);
}

/* What goes is in the ledger before it is gone, so that no backup brings it back. */
static gboolean
run_delete (Purge *purge, LuwteDb *db, GError **error)
{
  g_autoptr (GArray) erased = g_array_new (FALSE, FALSE, sizeof (LuwteMark));
  GError *reason = NULL;

  db->erased = erased;
  purge->result = purge->func (db, purge->data, &reason);
  if (!reason && luwte_vault_note_erased (purge->vault, db, &reason))
    luwte_vault_note_ledger (purge->vault, db, &reason);
  db->erased = NULL;
  luwte_db_end_task (db);
  if (!reason && luwte_vault_shut_erasure_gate (purge->vault, &reason))
    luwte_db_exec (db, "COMMIT", &reason);
  if (!reason)
    return TRUE;
  g_propagate_error (error, reason);
  return FALSE;
}

/* Row after row goes; whoever asked may still think better of it. */
static int
stopped_cb (gpointer vault)
{
  return luwte_vault_erasure_stopped (vault);
}

static gboolean
run_until_stopped (Purge *purge, LuwteDb *db, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gboolean well;

  sqlite3_progress_handler (db->handle, 1000, stopped_cb, purge->vault);
  well = run_delete (purge, db, &reason);
  sqlite3_progress_handler (db->handle, 0, NULL, NULL);
  /* What was interrupted says so in the words of the database. */
  if (!well && !luwte_vault_set_error_if_stopped (purge->vault, error))
    g_propagate_error (error, g_steal_pointer (&reason));
  return well;
}

static gboolean
delete_rows (Purge *purge, LuwteDb *db, GError **error)
{
  const gint64 told_before = luwte_ledger_facts (purge->vault->ledger)->batch_seq;

  luwte_vault_tell_step (purge->vault, LUWTE_ERASURE_DELETING);
  if (!luwte_db_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (run_until_stopped (purge, db, error))
    return TRUE;
  (void) luwte_db_exec (db, "ROLLBACK", NULL);
  /* Where this fails, opening the vault finds out by itself. */
  if (luwte_ledger_facts (purge->vault->ledger)->batch_seq > told_before)
    (void) luwte_vault_void_erased (purge->vault, NULL);
  if (purge->result && purge->result_destroy)
    purge->result_destroy (purge->result);
  purge->result = NULL;
  return FALSE;
}

/* SQLite does not sync the log that it has made empty: after a power cut the old one can stand there
 * again, with every text in it. */
static gboolean
sync_log (const char *path, GError **error)
{
  const int fd = open (path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  const gboolean well = fd >= 0 && fsync (fd) == 0;

  if (!well)
    luwte_files_set_error (error, errno, "The write-ahead log could not be emptied");
  if (fd >= 0)
    close (fd);
  return well;
}

/* Empties the write-ahead log into the file. A reader in the middle of its query holds it up for
 * as long as that lasts; the connection's time-out waits ten seconds each time. */
static gboolean
truncate_log (LuwteVault *self, LuwteDb *db, GError **error)
{
  g_autofree char *path = luwte_vault_path (self, LUWTE_FILE_DB "-wal");
  struct stat info = { 0 };
  gint64 busy = 1;

  for (int tries = 0; tries < 6 && busy; tries++)
    if (!luwte_db_ask_int (db, "PRAGMA wal_checkpoint (TRUNCATE)", &busy, error))
      return FALSE;
  if (!busy && stat (path, &info) == 0 && info.st_size == 0)
    return sync_log (path, error);
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_BUSY,
                       "The write-ahead log is in use, so what was erased is still in it");
  return FALSE;
}

static gboolean
rebuild_file (LuwteVault *self, LuwteDb *db, GError **error)
{
  /* A prepared statement would hold the old pages. */
  luwte_db_forget_statements (db);
  luwte_vault_tell_step (self, LUWTE_ERASURE_REBUILDING);
  if (luwte_db_exec (db, "VACUUM", error))
    {
      luwte_vault_tell_step (self, LUWTE_ERASURE_EMPTYING);
      return truncate_log (self, db, error);
    }
  /* What it had written before the disk was full is not needed there. */
  (void) truncate_log (self, db, NULL);
  return FALSE;
}

gboolean
luwte_vault_give_up_reserve (LuwteVault *self, GError **reason)
{
  if (!g_error_matches (*reason, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NO_SPACE) ||
      !luwte_files_have (self->dir, LUWTE_FILE_RESERVE) ||
      !luwte_files_remove (self->dir, LUWTE_FILE_RESERVE, NULL))
    return FALSE;
  luwte_log_event ("the disk is full, the space that was set aside is used");
  g_clear_error (reason);
  return TRUE;
}

static gboolean
last_steps (LuwteVault *self, LuwteDb *db, GError **error)
{
  if (!rebuild_file (self, db, error))
    return FALSE;
  luwte_vault_tell_step (self, LUWTE_ERASURE_BACKUPS);
  luwte_vault_drop_copies (self);
  return write_done (self, error);
}

gboolean
luwte_vault_finish_erasure (LuwteVault *self, LuwteDb *db, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (!last_steps (self, db, &reason) &&
      (!luwte_vault_give_up_reserve (self, &reason) || !last_steps (self, db, &reason)))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  luwte_vault_set_unfinished (self, FALSE);

  /* The erasure is done; these can fail without undoing it. */
  if (!luwte_vault_anchor_audit (self, db, &reason) || !luwte_vault_restore_reserve (self, &reason))
    luwte_log_error ("after an erasure", reason);
  return TRUE;
}

static gboolean
first_steps (Purge *purge, LuwteDb *db, GError **error)
{
  LuwteVault *self = purge->vault;
  /* One intent is enough for an erasure that was never finished and this one. */
  const gboolean fresh = !luwte_ledger_unfinished_job (self->ledger);

  if (luwte_vault_set_error_if_stopped (self, error))
    return FALSE;
  luwte_vault_tell_step (self, LUWTE_ERASURE_NOTING);
  if (fresh && !write_intent (self, db, error))
    return FALSE;
  if (delete_rows (purge, db, error))
    return TRUE;
  /* Nothing was deleted, so nothing waits for its last step. */
  if (fresh && write_done (self, NULL))
    luwte_vault_set_unfinished (self, FALSE);
  return FALSE;
}

static gpointer
erase (LuwteDb *db, Purge *purge, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (!first_steps (purge, db, &reason) &&
      (!luwte_vault_give_up_reserve (purge->vault, &reason) || !first_steps (purge, db, &reason)))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
  if (!luwte_vault_finish_erasure (purge->vault, db, error))
    return NULL;
  if (luwte_vault_wants_tending (purge->vault))
    luwte_vault_tend_copies (purge->vault);
  return g_steal_pointer (&purge->result);
}

static gpointer
purge_cb (LuwteDb *db, gpointer data, GError **error)
{
  Purge *purge = data;
  gpointer result;

  purge->vault->step_context = purge->context;
  luwte_vault_enter_erasure_gate (purge->vault);
  result = erase (db, purge, error);
  purge->vault->step_context = NULL;
  luwte_vault_leave_erasure_gate (purge->vault);
  return result;
}

void
luwte_vault_purge_async (LuwteVault *self, LuwteVaultFunc delete_func, gpointer data,
                         GDestroyNotify data_destroy, GDestroyNotify result_destroy,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Purge *purge;

  g_return_if_fail (LUWTE_IS_VAULT (self));

  purge = g_new0 (Purge, 1);
  purge->vault = self;
  purge->func = delete_func;
  purge->data = data;
  purge->data_destroy = data_destroy;
  purge->result_destroy = result_destroy;
  purge->context = g_main_context_ref_thread_default ();
  luwte_vault_await_erasure (self);
  luwte_vault_push (self, LUWTE_JOB_BARE, luwte_vault_writing (self, purge_cb), purge, purge_free,
                    result_destroy,
                    luwte_vault_task_new (self, luwte_vault_purge_async, cancellable, callback,
                                          user_data));
}
