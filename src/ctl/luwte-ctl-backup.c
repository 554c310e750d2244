/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "luwte-ctl.h"
#include "luwte-problem.h"
#include "luwte-secret.h"

/* Backups, restoring, the vault key and the ledger. */

static GPtrArray *
list_backups (LuwteCtl *ctl)
{
  LuwteWorkspace *workspace = luwte_ctl_workspace (ctl);
  g_autoptr (GAsyncResult) result = NULL;

  luwte_workspace_list_backups_async (workspace, NULL, luwte_ctl_answer_cb, &result);
  return luwte_workspace_list_backups_finish (workspace, luwte_ctl_wait (&result), NULL);
}

guint
luwte_ctl_tell_backups (LuwteCtl *ctl)
{
  g_autoptr (GPtrArray) backups = NULL;
  guint n_left = 0;

  luwte_workspace_settle_backups (luwte_ctl_workspace (ctl));
  backups = list_backups (ctl);
  for (guint i = 0; backups != NULL && i < backups->len; i++)
    {
      const LuwteBackupInfo *backup = g_ptr_array_index (backups, i);
      g_autoptr (GDateTime) until = g_date_time_new_from_unix_local (backup->until);
      g_autofree char *day = g_date_time_format (until, "%F");

      if (!backup->stale)
        continue;
      n_left++;
      g_printerr (_ ("luwtectl: the backup %s could not be reached: what was erased is in it until"
                     " it is back, or until %s, when it may no longer be used\n"),
                    backup->path, day);
    }
  return n_left;
}

static LuwteCtlExit
run_backup (LuwteCtl *ctl)
{
  LuwteWorkspace *workspace = luwte_ctl_workspace (ctl);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *made = NULL;
  LuwteCtlRow *row;

  luwte_workspace_back_up_async (workspace, luwte_ctl_word (ctl, 0), NULL, NULL,
                                 luwte_ctl_answer_cb, &result);
  made = luwte_workspace_back_up_finish (workspace, luwte_ctl_wait (&result), &error);
  if (luwte_problem_of (error) == LUWTE_PROBLEM_EXISTS)
    {
      g_printerr ("luwtectl: %s\n",
                  _ ("there is a file of that name, and it is no backup of this vault"));
      return LUWTE_CTL_FAILED;
    }
  if (made == NULL)
    return luwte_ctl_fail (error);
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_string (row, "backup", made);
  luwte_ctl_row_end (row);
  g_printerr ("luwtectl: %s\n",
              _ ("it opens with the passphrase of today or the recovery code, and may be kept for 30"
                 " days"));
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_backups (LuwteCtl *ctl)
{
  g_autoptr (GPtrArray) backups = list_backups (ctl);

  for (guint i = 0; backups != NULL && i < backups->len; i++)
    {
      const LuwteBackupInfo *backup = g_ptr_array_index (backups, i);
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_time (row, "made", backup->made_at);
      luwte_ctl_row_time (row, "until", backup->until);
      luwte_ctl_row_bool (row, "reachable", backup->reachable);
      luwte_ctl_row_bool (row, "holds_erased", backup->stale);
      luwte_ctl_row_string (row, "path", backup->path);
      luwte_ctl_row_end (row);
    }
  return LUWTE_CTL_DONE;
}

static gboolean
is_given (LuwteCtl *ctl, const char *name)
{
  g_autofree char *file = g_strconcat (name, "-file", NULL);
  g_autofree char *fd = g_strconcat (name, "-fd", NULL);

  return luwte_ctl_option (ctl, file) != NULL || luwte_ctl_option (ctl, fd) != NULL;
}

static LuwteCtlExit
tell_restored (LuwteCtl *ctl, const LuwteRestoreResult *done)
{
  LuwteCtlRow *row = luwte_ctl_row (ctl);

  luwte_ctl_row_bool (row, "restored", TRUE);
  luwte_ctl_row_bool (row, "erasures_known", done->erasures_known);
  luwte_ctl_row_int (row, "due_erased", done->n_due);
  luwte_ctl_row_end (row);
  if (!done->erasures_known)
    g_printerr ("luwtectl: %s\n",
                _ ("there was no newer ledger here: what was erased on request after this backup may"
                   " be back, and must be erased again"));
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_restore (LuwteCtl *ctl)
{
  LuwteWorkspace *workspace = luwte_ctl_workspace (ctl);
  const gboolean recovery = is_given (ctl, "recovery");
  g_autoptr (LuwteSecret) secret = luwte_ctl_secret (ctl, recovery ? "recovery" : "passphrase");
  g_autoptr (LuwteSecret) here = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree LuwteRestoreResult *done = NULL;

  if (secret == NULL)
    return LUWTE_CTL_USAGE;
  if (is_given (ctl, "new-passphrase"))
    {
      here = luwte_ctl_secret (ctl, "new-passphrase");
      if (here == NULL)
        return LUWTE_CTL_USAGE;
    }
  luwte_workspace_restore_async (workspace, luwte_ctl_word (ctl, 0),
                                 recovery ? LUWTE_OPEN_RECOVERY : 0, secret, here, NULL, NULL,
                                 luwte_ctl_answer_cb, &result);
  done = luwte_workspace_restore_finish (workspace, luwte_ctl_wait (&result), &error);
  if (done != NULL)
    return tell_restored (ctl, done);
  if (luwte_problem_of (error) != LUWTE_PROBLEM_EXISTS)
    return luwte_ctl_fail (error);
  g_printerr ("luwtectl: %s\n", _ ("another vault is in that folder; choose an empty one"));
  return LUWTE_CTL_FAILED;
}

static LuwteCtlExit
run_rotate (LuwteCtl *ctl)
{
  LuwteWorkspace *workspace = luwte_ctl_workspace (ctl);
  g_autoptr (LuwteSecret) passphrase = luwte_ctl_secret (ctl, "passphrase");
  g_autoptr (LuwteSecret) code = luwte_workspace_make_recovery_code ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteCtlExit status = LUWTE_CTL_DONE;
  LuwteCtlRow *row;

  if (passphrase == NULL)
    return LUWTE_CTL_USAGE;
  luwte_workspace_rotate_async (workspace, passphrase, code, NULL, NULL, luwte_ctl_answer_cb,
                                &result);
  if (!luwte_workspace_keys_finish (workspace, luwte_ctl_wait (&result), &error))
    return luwte_ctl_fail (error);
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_string (row, "recovery_code", luwte_secret_peek (code));
  luwte_ctl_row_end (row);
  g_printerr ("luwtectl: %s\n",
              _ ("the old recovery code opens nothing any more; this one is shown once"));

  /* Backups under the old key are made again. */
  g_clear_object (&result);
  luwte_workspace_open_async (workspace, LUWTE_OPEN_QUIET, passphrase, NULL, luwte_ctl_answer_cb,
                              &result);
  if (!luwte_workspace_open_finish (workspace, luwte_ctl_wait (&result), &error))
    status = luwte_ctl_fail (error);
  else
    luwte_ctl_tell_backups (ctl);
  return status;
}

static LuwteCtlExit
run_rebuild (LuwteCtl *ctl)
{
  LuwteWorkspace *workspace = luwte_ctl_workspace (ctl);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteCtlRow *row;

  if (!luwte_workspace_is_read_only (workspace))
    {
      g_printerr ("luwtectl: %s\n", _ ("the ledger is sound; nothing was done"));
      return LUWTE_CTL_FAILED;
    }
  luwte_workspace_rebuild_ledger_async (workspace, NULL, luwte_ctl_answer_cb, &result);
  if (!luwte_workspace_keys_finish (workspace, luwte_ctl_wait (&result), &error))
    return luwte_ctl_fail (error);
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_bool (row, "rebuilt", TRUE);
  luwte_ctl_row_end (row);
  g_printerr ("luwtectl: %s\n",
              _ ("what the old ledger knew is lost: a backup made before today may bring back what"
                 " was erased; remove those that you have"));
  return LUWTE_CTL_DONE;
}

const LuwteCtlCommand luwte_ctl_backup_commands[] = {
  { "vault", "backup", "FILE|FOLDER",
    N_ ("write header, ledger and notes, encrypted, into one file"), "", 1, 1, LUWTE_CTL_NEEDS_VAULT,
       run_backup },
    { "vault", "backups", "",
      N_ ("list the backups that were made, and until when they may exist"), "", 0, 0,
         LUWTE_CTL_NEEDS_VAULT, run_backups },
      { "vault", "restore", "FILE [--recovery-file FILE] [--new-passphrase-file FILE]",
        N_ ("put a backup in the vault's place, without what was erased or has fallen due since;"
        " --passphrase-file is of the backup's day, --new-passphrase-file of the vault that is there"),
           "", 1, 1, LUWTE_CTL_NEEDS_FOLDER, run_restore },
        { "vault", "rotate", "",
          N_ ("another vault key; prints a new recovery code, once"), "", 0, 0,
             LUWTE_CTL_NEEDS_FOLDER, run_rotate },
          { "vault", "rebuild-ledger", "",
            N_ ("begin a new ledger where the old one is lost and the vault can only be read"), "",
               0, 0, LUWTE_CTL_NEEDS_VAULT, run_rebuild },
            { NULL },
        };
