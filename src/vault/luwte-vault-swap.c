/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: until the mark is on disk the old vault is the vault and the next one is rubbish; from
 * then on it is the other way round. The mark is one file, which is there or not. Moving the four
 * files can be taken up again at any of them: one that is gone from the next folder has arrived. */

#include "luwte-vault-swap-private.h"

#include "luwte-vault-files-private.h"
#include "luwte-vault.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const moved[] = { LUWTE_FILE_HEADER, LUWTE_FILE_HEADER_BACKUP, LUWTE_FILE_DB,
                                     LUWTE_FILE_LEDGER };

static LuwteStepFunc step_func;

void
luwte_vault_tell_steps (LuwteStepFunc func)
{
  step_func = func;
}

void
luwte_vault_step (const char *step)
{
  if (step_func)
    step_func (step);
}

char *
luwte_swap_prepare (const char *dir, GError **error)
{
  g_autofree char *next = g_build_filename (dir, LUWTE_DIR_NEXT, NULL);

  luwte_files_remove_dir (dir, LUWTE_DIR_NEXT);
  return luwte_files_make_dir (next, error) ? g_steal_pointer (&next) : NULL;
}

gboolean
luwte_swap_is_pending (const char *dir)
{
  return luwte_files_have (dir, LUWTE_FILE_SWAP);
}

static gboolean
sync_file (const char *dir, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  const int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  const gboolean well = fd >= 0 && fsync (fd) == 0;

  if (!well)
    luwte_files_set_error (error, errno, "The new vault could not be written to disk");
  if (fd >= 0)
    close (fd);
  return well;
}

static gboolean
move (const char *next, const char *dir, const char *name, GError **error)
{
  g_autofree char *from = g_build_filename (next, name, NULL);
  g_autofree char *to = g_build_filename (dir, name, NULL);

  if (rename (from, to) == 0 || errno == ENOENT)
    return TRUE;
  luwte_files_set_error (error, errno, "The new vault could not be put in place");
  return FALSE;
}

/* The old log belongs to the old database, and would be read into the new one. */
static gboolean
remove_old_log (const char *dir, GError **error)
{
  return luwte_files_remove (dir, LUWTE_FILE_DB "-wal", error) &&
         luwte_files_remove (dir, LUWTE_FILE_DB "-shm", error) &&
         luwte_files_remove (dir, LUWTE_FILE_DB "-journal", error);
}

static gboolean
carry_on (const char *dir, GError **error)
{
  g_autofree char *next = g_build_filename (dir, LUWTE_DIR_NEXT, NULL);

  if (!remove_old_log (dir, error))
    return FALSE;
  luwte_vault_step ("swap: old log removed");
  for (gsize i = 0; i < G_N_ELEMENTS (moved); i++)
    {
      if (!move (next, dir, moved[i], error))
        return FALSE;
      luwte_vault_step ("swap: file moved");
    }
  if (!luwte_files_sync_dir (dir, error) || !luwte_files_remove (dir, LUWTE_FILE_SWAP, error))
    return FALSE;
  luwte_vault_step ("swap: mark removed");
  luwte_files_remove_dir (dir, LUWTE_DIR_NEXT);
  return luwte_files_sync_dir (dir, error);
}

/* An empty log is what a reader leaves; one with frames would be lost. */
static gboolean
has_no_log (const char *next, GError **error)
{
  g_autofree char *path = g_build_filename (next, LUWTE_FILE_DB "-wal", NULL);
  struct stat info;

  if (stat (path, &info) != 0 || info.st_size == 0)
    return TRUE;
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_BUSY,
                       "The new vault is still open");
  return FALSE;
}

gboolean
luwte_swap_commit (const char *dir, GError **error)
{
  g_autofree char *next = g_build_filename (dir, LUWTE_DIR_NEXT, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (moved); i++)
    if (!sync_file (next, moved[i], error))
      return FALSE;
  if (!has_no_log (next, error))
    return FALSE;
  if (!luwte_files_sync_dir (next, error))
    return FALSE;
  luwte_vault_step ("swap: next vault whole");
  if (!luwte_files_replace (dir, LUWTE_FILE_SWAP, "", 0, error))
    return FALSE;
  luwte_vault_step ("swap: mark written");
  return carry_on (dir, error);
}

gboolean
luwte_swap_settle (const char *dir, GError **error)
{
  if (luwte_swap_is_pending (dir))
    return carry_on (dir, error);
  luwte_files_remove_dir (dir, LUWTE_DIR_NEXT);
  return TRUE;
}
