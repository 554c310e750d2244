/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Backups. The rule: each is on the list in the ledger before its first byte is written, at most
 * four are kept and none longer than thirty days; what was erased is in none that can be reached.
 * A backup that an erasure overtakes while it is being made is thrown away and made again. A file
 * is removed only when it is the very copy that the list speaks of. One that cannot be reached, on
 * a disk in a drawer, stays on the list, so that it can be named and removed when it comes back. */

#include "luwte-vault-private.h"

#include "luwte-backup-file-private.h"
#include "luwte-clock.h"
#include "luwte-crypto.h"
#include "luwte-db-copy-private.h"
#include "luwte-log.h"
#include "luwte-vault-files-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define DAY_SECONDS (24 * 60 * 60)
#define MAX_COPIES  4
#define MAX_TRIES   3
#define PART        ".part"
#define OWN_PREFIX  "luwte-"

typedef struct
{
  LuwteVault *vault; /* borrowed */
  LuwteCopy copy;    /* path owned */
  char *part;
  LuwteSteps steps;
} Backup;

static char *
part_of (const char *path)
{
  return g_strconcat (path, PART, NULL);
}

/* FALSE when it may still be somewhere. */
static gboolean
remove_file (const LuwteCopy *copy, const char *path)
{
  if (g_access (path, F_OK) != 0)
    return TRUE;
  /* Another file stands there by now: ours is gone. */
  if (copy->kind == LUWTE_COPY_BACKUP && !luwte_backup_is (path, copy->id))
    return TRUE;
  return g_unlink (path) == 0;
}

static gboolean
remove_copy (const LuwteCopy *copy, gboolean expired)
{
  g_autofree char *part = part_of (copy->path);
  g_autofree char *dir = g_path_get_dirname (copy->path);

  if (!g_file_test (dir, G_FILE_TEST_IS_DIR))
    return FALSE;
  /* A disk that is not there may leave its folder behind; so may somebody who has moved the file. */
  if (copy->kind == LUWTE_COPY_BACKUP && copy->made && !expired && g_access (copy->path, F_OK) != 0)
    return FALSE;
  if (g_access (part, F_OK) == 0 && g_unlink (part) != 0)
    return FALSE;
  if (!remove_file (copy, copy->path))
    return FALSE;
  (void) luwte_files_sync_dir (dir, NULL);
  return TRUE;
}

static gboolean
tell_gone (LuwteVault *self, const guint8 *id, LuwteGone why, GError **error)
{
  const guint32 code = GUINT32_TO_LE ((guint32) why);
  guint8 payload[LUWTE_LEDGER_JOB_BYTES + sizeof code];

  memcpy (payload, id, LUWTE_LEDGER_JOB_BYTES);
  memcpy (payload + LUWTE_LEDGER_JOB_BYTES, &code, sizeof code);
  return luwte_ledger_append (self->ledger, LUWTE_LEDGER_GONE, payload, sizeof payload, error);
}

static gboolean
is_expired (const LuwteCopy *copy)
{
  return luwte_clock_now () >= copy->made_at + LUWTE_VAULT_BACKUP_DAYS * (gint64) DAY_SECONDS;
}

/* Why this one must go; 0 when it may stay. */
static LuwteGone
verdict (LuwteVault *self, const LuwteFacts *facts, guint index)
{
  const LuwteCopy *copy = g_ptr_array_index (facts->copies, index);
  guint n_newer = 0;

  for (guint i = 0; i < facts->copies->len; i++)
    {
      const LuwteCopy *other = g_ptr_array_index (facts->copies, i);

      if (other->made && other->kind == LUWTE_COPY_BACKUP &&
          (other->made_at > copy->made_at || (other->made_at == copy->made_at && i > index)))
        n_newer++;
    }
  if (luwte_facts_is_stale (facts, copy))
    return LUWTE_GONE_STALE;
  if (!copy->made)
    return LUWTE_GONE_FAILED;
  if (copy->kind == LUWTE_COPY_SAFETY)
    return is_expired (copy) ? LUWTE_GONE_OLD : 0;
  return is_expired (copy) || n_newer >= MAX_COPIES ? LUWTE_GONE_OLD : 0;
}

static gboolean
is_under_way (LuwteVault *self, const LuwteCopy *copy)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->copy_mutex);

  return self->copy_now && memcmp (self->copy_now, copy->id, sizeof copy->id) == 0;
}

/* What is under way loses its file at once; whoever makes it finds out when he is done. */
static void
cut_short (const LuwteCopy *copy)
{
  g_autofree char *part = part_of (copy->path);

  (void) g_unlink (part);
}

void
luwte_vault_drop_copies (LuwteVault *self)
{
  const LuwteFacts *facts = luwte_ledger_facts (self->ledger);

  if (self->staged)
    return;
  /* Backwards, since the list gets shorter. */
  for (guint i = facts->copies->len; i-- > 0;)
    {
      const LuwteCopy *copy = g_ptr_array_index (facts->copies, i);
      const LuwteGone why = verdict (self, facts, i);
      g_autoptr (GError) error = NULL;
      guint8 id[sizeof copy->id];

      memcpy (id, copy->id, sizeof id);
      if (!why)
        continue;
      if (is_under_way (self, copy))
        {
          if (why == LUWTE_GONE_STALE)
            cut_short (copy);
        }
      else if (remove_copy (copy, is_expired (copy)) && !tell_gone (self, id, why, &error))
        luwte_log_error ("a removed copy is still on the list", error);
    }
}

static gpointer
begin_cb (LuwteDb *db, gpointer data, GError **error)
{
  Backup *backup = data;
  g_autoptr (GByteArray) payload = NULL;

  luwte_random_bytes (backup->copy.id, sizeof backup->copy.id);
  backup->copy.made_at = luwte_clock_now ();
  backup->copy.kind = LUWTE_COPY_BACKUP;
  payload = luwte_facts_pack_copy (&backup->copy);
  return luwte_ledger_append (backup->vault->ledger, LUWTE_LEDGER_COPY, payload->data, payload->len,
                              error)
             ? backup
             : NULL;
}

/* Those that stood under the same name are replaced by it. */
static gboolean
forget_replaced (LuwteVault *self, const LuwteCopy *by, GError **error)
{
  const LuwteFacts *facts = luwte_ledger_facts (self->ledger);

  for (guint i = facts->copies->len; i-- > 0;)
    {
      const LuwteCopy *copy = g_ptr_array_index (facts->copies, i);
      guint8 id[sizeof copy->id];

      memcpy (id, copy->id, sizeof id);
      if (memcmp (id, by->id, sizeof id) != 0 && g_str_equal (copy->path, by->path) &&
          !tell_gone (self, id, LUWTE_GONE_OLD, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_in_place (Backup *backup, GError **error)
{
  g_autofree char *dir = g_path_get_dirname (backup->copy.path);

  if (rename (backup->part, backup->copy.path) == 0)
    return luwte_files_sync_dir (dir, error);
  luwte_files_set_error (error, errno, "The backup could not be put in its place");
  return FALSE;
}

static gpointer
settle_cb (LuwteDb *db, gpointer data, GError **error)
{
  Backup *backup = data;
  LuwteVault *self = backup->vault;
  const LuwteFacts *facts = luwte_ledger_facts (self->ledger);
  const LuwteCopy *copy = luwte_facts_find_copy (facts, backup->copy.id);

  if (!copy || luwte_facts_is_stale (facts, copy))
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_BUSY,
                           "Something was erased while the backup was being made");
      return NULL;
    }
  if (!put_in_place (backup, error) ||
      !luwte_ledger_append (self->ledger, LUWTE_LEDGER_MADE, backup->copy.id,
                            sizeof backup->copy.id, error) ||
      !forget_replaced (self, &backup->copy, error) ||
      !luwte_db_audit (db, "app", "backup.made", NULL, error))
    return NULL;
  luwte_vault_drop_copies (self);
  return backup;
}

static gpointer
fail_cb (LuwteDb *db, gpointer data, GError **error)
{
  Backup *backup = data;

  (void) g_unlink (backup->part);
  if (luwte_backup_is (backup->copy.path, backup->copy.id))
    (void) g_unlink (backup->copy.path);
  return tell_gone (backup->vault, backup->copy.id, LUWTE_GONE_FAILED, error) ? backup : NULL;
}

/* The clean copy, under the vault's key, and then under the backup's own. */
static gboolean
copy_db (Backup *backup, LuwteKey *vault_key, LuwteBackupHead *head, const char *work,
         const char *sealed, GError **error)
{
  g_autoptr (LuwteKey) key = luwte_key_derive (vault_key, LUWTE_VAULT_KEY_CONTEXT,
                                               LUWTE_VAULT_KEY_DB);
  g_autoptr (LuwteKey) own_key = luwte_backup_db_key (vault_key);
  g_autofree char *path = luwte_vault_path (backup->vault, LUWTE_FILE_DB);
  g_autofree char *clean = g_build_filename (work, "clean.db", NULL);
  LuwteDbFile from = { .path = path, .key = key }, middle = { .path = clean },
              to = { .path = sealed, .key = own_key };

  memcpy (from.salt, head->header.db_salt, sizeof from.salt);
  luwte_random_bytes (head->db_salt, sizeof head->db_salt);
  memcpy (to.salt, head->db_salt, sizeof to.salt);
  luwte_steps_next (&backup->steps, 0.4);
  if (!luwte_db_vacuum_into (&from, &middle, &backup->steps, error))
    return FALSE;
  luwte_steps_next (&backup->steps, 0.8);
  if (!luwte_db_export (&middle, &to, &backup->steps, error) || g_unlink (clean) != 0)
    return FALSE;
  luwte_steps_next (&backup->steps, 0.9);
  return luwte_db_prove_file (&to, &backup->steps, error);
}

static gboolean
make_file (Backup *backup, const char *work, GError **error)
{
  LuwteVault *self = backup->vault;
  g_autofree LuwteBackupHead *head = g_new0 (LuwteBackupHead, 1);
  g_autofree char *sealed = g_build_filename (work, "sealed.db", NULL);
  g_autoptr (LuwteKey) key = NULL;
  g_autoptr (GBytes) ledger = NULL;

  g_mutex_lock (&self->slot_mutex);
  key = self->key ? luwte_key_ref (self->key) : NULL;
  head->header = self->header;
  g_mutex_unlock (&self->slot_mutex);
  if (!key)
    {
      luwte_worker_set_closed_error (error);
      return FALSE;
    }
  memcpy (head->id, backup->copy.id, sizeof head->id);
  head->made_at = backup->copy.made_at;
  if (!copy_db (backup, key, head, work, sealed, error))
    return FALSE;
  /* After the database: what was erased in between is told by this ledger. */
  ledger = luwte_files_read (self->dir, LUWTE_FILE_LEDGER, LUWTE_LEDGER_MAX_FILE, error);
  luwte_steps_next (&backup->steps, 1);
  return ledger && luwte_backup_write (backup->part, head, key, ledger, sealed, error);
}

static gboolean
try_once (Backup *backup, GError **error)
{
  LuwteVault *self = backup->vault;
  g_autofree char *work = luwte_vault_path (self, LUWTE_DIR_COPY);
  GError *reason = NULL;

  if (!luwte_vault_run (self, LUWTE_JOB_WRITE, luwte_vault_writing (self, begin_cb), backup, error))
    return FALSE;
  g_mutex_lock (&self->copy_mutex);
  self->copy_now = backup->copy.id;
  g_mutex_unlock (&self->copy_mutex);
  luwte_files_remove_dir (self->dir, LUWTE_DIR_COPY);
  if (luwte_files_make_dir (work, &reason) && make_file (backup, work, &reason))
    luwte_vault_run (self, LUWTE_JOB_WRITE, settle_cb, backup, &reason);
  luwte_files_remove_dir (self->dir, LUWTE_DIR_COPY);
  g_mutex_lock (&self->copy_mutex);
  self->copy_now = NULL;
  g_mutex_unlock (&self->copy_mutex);
  if (!reason)
    return TRUE;
  if (!luwte_vault_run (self, LUWTE_JOB_WRITE, fail_cb, backup, NULL))
    (void) g_unlink (backup->part);
  g_propagate_error (error, reason);
  return FALSE;
}

/* A name of our own where a folder was chosen; a name in use is never overwritten, unless the file
 * is a backup that the list knows of. */
static char *
choose_path (const char *path, GError **error)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *stem = NULL;

  if (!g_file_test (whole, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&whole);
  now = g_date_time_new_now_local ();
  stem = g_date_time_format (now, OWN_PREFIX "%Y-%m-%d-%H%M");
  for (int i = 1; i < 100; i++)
    {
      g_autofree char *name = i == 1 ? g_strconcat (stem, LUWTE_BACKUP_SUFFIX, NULL)
                                     : g_strdup_printf ("%s-%d" LUWTE_BACKUP_SUFFIX, stem, i);
      g_autofree char *full = g_build_filename (whole, name, NULL);

      if (g_access (full, F_OK) != 0)
        return g_steal_pointer (&full);
    }
  luwte_files_set_error (error, EEXIST, "No name is free in that folder");
  return NULL;
}

static gpointer
may_replace_cb (LuwteDb *db, gpointer data, GError **error)
{
  const Backup *backup = data;
  const LuwteFacts *facts = luwte_ledger_facts (backup->vault->ledger);

  for (guint i = 0; i < facts->copies->len; i++)
    {
      const LuwteCopy *copy = g_ptr_array_index (facts->copies, i);

      if (g_str_equal (copy->path, backup->copy.path) && luwte_backup_is (copy->path, copy->id))
        return GINT_TO_POINTER (TRUE);
    }
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_EXISTS,
                       "There is a file of that name, and it is no backup of this vault");
  return NULL;
}

static gboolean
back_up (LuwteVault *self, Backup *backup, GError **error)
{
  GError *reason = NULL;

  if (g_access (backup->copy.path, F_OK) == 0 &&
      !luwte_vault_run (self, LUWTE_JOB_WRITE, luwte_vault_writing (self, may_replace_cb), backup,
                        error))
    return FALSE;
  for (int i = 0; i < MAX_TRIES; i++)
    {
      g_clear_error (&reason);
      backup->steps.to = 0;
      if (try_once (backup, &reason))
        return TRUE;
      if (!g_error_matches (reason, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_BUSY))
        break;
    }
  g_propagate_error (error, reason);
  return FALSE;
}

char *
luwte_vault_back_up (LuwteVault *self, const char *path, GCancellable *cancellable,
                     LuwteVaultProgress progress, gpointer data, GError **error)
{
  g_autoptr (GMutexLocker) one_at_a_time = NULL;
  Backup backup = { .vault = self };
  gboolean well;

  g_return_val_if_fail (LUWTE_IS_VAULT (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  one_at_a_time = g_mutex_locker_new (&self->back_up_mutex);
  backup.copy.path = choose_path (path, error);
  if (!backup.copy.path)
    return NULL;
  backup.part = part_of (backup.copy.path);
  backup.steps = (LuwteSteps) {
    .func = progress, .data = data, .cancellable = cancellable, .closing = self->closing
  };
  well = back_up (self, &backup, error);
  g_free (backup.part);
  if (!well)
    g_clear_pointer (&backup.copy.path, g_free);
  return backup.copy.path;
}

void
luwte_vault_backup_free (LuwteVaultBackup *self)
{
  g_free (self->path);
  g_free (self);
}

static gpointer
list_cb (LuwteDb *db, gpointer data, GError **error)
{
  LuwteVault *self = data;
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_vault_backup_free);
  const LuwteFacts *facts = self->ledger ? luwte_ledger_facts (self->ledger) : NULL;

  for (guint i = facts ? facts->copies->len : 0; i-- > 0;)
    {
      const LuwteCopy *copy = g_ptr_array_index (facts->copies, i);
      LuwteVaultBackup *backup;

      if (copy->kind != LUWTE_COPY_BACKUP || !copy->made)
        continue;
      backup = g_new0 (LuwteVaultBackup, 1);
      backup->path = g_strdup (copy->path);
      backup->made_at = copy->made_at;
      backup->until = copy->made_at + LUWTE_VAULT_BACKUP_DAYS * (gint64) DAY_SECONDS;
      backup->stale = luwte_facts_is_stale (facts, copy);
      g_ptr_array_add (list, backup);
    }
  return list;
}

GPtrArray *
luwte_vault_list_backups (LuwteVault *self, GError **error)
{
  GPtrArray *list;

  g_return_val_if_fail (LUWTE_IS_VAULT (self), NULL);

  list = luwte_vault_run (self, LUWTE_JOB_BARE, list_cb, self, error);
  for (guint i = 0; list && i < list->len; i++)
    {
      LuwteVaultBackup *backup = g_ptr_array_index (list, i);

      backup->reachable = g_access (backup->path, F_OK) == 0;
    }
  return list;
}

/* What must go goes; gives where a backup is wanted in its place, or "". */
static gpointer
look_cb (LuwteDb *db, gpointer data, GError **error)
{
  LuwteVault *self = data;

  luwte_vault_drop_copies (self);
  return g_strdup (luwte_ledger_facts (self->ledger)->wanted ?: "");
}

static void
tend_once (LuwteVault *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *wanted = luwte_vault_run (self, LUWTE_JOB_WRITE,
                                             luwte_vault_writing (self, look_cb), self, &error);
  g_autofree char *made = NULL;

  if (wanted && *wanted)
    {
      g_autofree char *name = g_path_get_basename (wanted);
      g_autofree char *dir = g_path_get_dirname (wanted);
      const gboolean own_name = g_str_has_prefix (name, OWN_PREFIX) &&
                                g_str_has_suffix (name, LUWTE_BACKUP_SUFFIX);

      made = luwte_vault_back_up (self, own_name ? dir : wanted, NULL, NULL, NULL, &error);
    }
  if (error && !g_cancellable_is_cancelled (self->closing))
    luwte_log_error ("the backups could not be tended", error);
}

gboolean
luwte_vault_has_safety_copies (LuwteVault *self)
{
  const LuwteFacts *facts = luwte_ledger_facts (self->ledger);

  for (guint i = 0; i < facts->copies->len; i++)
    if (((const LuwteCopy *) g_ptr_array_index (facts->copies, i))->kind == LUWTE_COPY_SAFETY)
      return TRUE;
  return FALSE;
}

void
luwte_vault_forget_safety_copies (LuwteVault *self)
{
  const LuwteFacts *facts = luwte_ledger_facts (self->ledger);

  for (guint i = facts->copies->len; i-- > 0;)
    {
      const LuwteCopy *copy = g_ptr_array_index (facts->copies, i);
      g_autoptr (GError) error = NULL;
      guint8 id[sizeof copy->id];

      memcpy (id, copy->id, sizeof id);
      if (copy->kind == LUWTE_COPY_SAFETY && !tell_gone (self, id, LUWTE_GONE_OLD, &error))
        luwte_log_error ("a removed copy is still on the list", error);
    }
}

gboolean
luwte_vault_wants_tending (LuwteVault *self)
{
  const LuwteFacts *facts = self->ledger && !self->staged ? luwte_ledger_facts (self->ledger)
                                                          : NULL;

  if (facts && facts->wanted)
    return TRUE;
  for (guint i = 0; facts && i < facts->copies->len; i++)
    if (verdict (self, facts, i))
      return TRUE;
  return FALSE;
}

static gpointer
tend_thread (gpointer data)
{
  LuwteVault *self = data;
  gboolean again = TRUE;

  while (again)
    {
      tend_once (self);
      g_mutex_lock (&self->copy_mutex);
      again = self->tend_again && !g_cancellable_is_cancelled (self->closing);
      self->tend_again = FALSE;
      self->tend_active = again;
      g_mutex_unlock (&self->copy_mutex);
    }
  return NULL;
}

void
luwte_vault_tend_copies (LuwteVault *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->copy_mutex);

  if (g_cancellable_is_cancelled (self->closing))
    return;
  if (self->tend_active)
    {
      self->tend_again = TRUE;
      return;
    }
  if (self->tender)
    g_thread_join (self->tender);
  self->tend_active = TRUE;
  self->tender = g_thread_new ("vault-backups", tend_thread, self);
}

void
luwte_vault_tend_backups (LuwteVault *self)
{
  g_return_if_fail (LUWTE_IS_VAULT (self));

  if (luwte_vault_is_open (self))
    luwte_vault_tend_copies (self);
}

void
luwte_vault_finish_backups (LuwteVault *self)
{
  GThread *tender;

  g_return_if_fail (LUWTE_IS_VAULT (self));

  g_mutex_lock (&self->copy_mutex);
  tender = g_steal_pointer (&self->tender);
  g_mutex_unlock (&self->copy_mutex);
  if (tender)
    g_thread_join (tender);
}

void
luwte_vault_stop_copies (LuwteVault *self)
{
  g_cancellable_cancel (self->closing);
  luwte_vault_finish_backups (self);
  g_mutex_lock (&self->back_up_mutex);
  g_mutex_unlock (&self->back_up_mutex);
}
