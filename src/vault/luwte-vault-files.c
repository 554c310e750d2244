/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-vault-files-private.h"

#include "luwte-vault.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

void
luwte_files_set_error (GError **error, int code, const char *what)
{
  LuwteVaultError kind = LUWTE_VAULT_ERROR_FAILED;

  if (code == ENOSPC || code == EDQUOT || code == EFBIG)
    kind = LUWTE_VAULT_ERROR_NO_SPACE;
  else if (code == ENOENT)
    kind = LUWTE_VAULT_ERROR_NOT_FOUND;
  g_set_error (error, LUWTE_VAULT_ERROR, kind, "%s: %s", what, g_strerror (code));
}

static gboolean
is_empty (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  return dir && !g_dir_read_name (dir);
}

gboolean
luwte_files_make_dir (const char *dir, GError **error)
{
  struct stat info;

  if (g_mkdir_with_parents (dir, 0700) != 0 || stat (dir, &info) != 0)
    {
      luwte_files_set_error (error, errno, "The vault's folder could not be made");
      return FALSE;
    }
  if ((info.st_mode & 077) == 0)
    return TRUE;
  /* Open to others and in use: closing it could break what is there ("/tmp"). */
  if (!is_empty (dir))
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_REFUSED,
                           "This folder is open to others and holds other files: a vault wants a"
                           " folder of its own");
      return FALSE;
    }
  if (chmod (dir, 0700) == 0)
    return TRUE;
  luwte_files_set_error (error, errno, "The vault's folder could not be closed to others");
  return FALSE;
}

gboolean
luwte_files_sync_dir (const char *dir, GError **error)
{
  const int fd = open (dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean well = fd >= 0 && fsync (fd) == 0;

  if (!well)
    luwte_files_set_error (error, errno, "The vault's folder could not be written to disk");
  if (fd >= 0)
    close (fd);
  return well;
}

gboolean
luwte_files_have (const char *dir, const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

gboolean
luwte_files_remove (const char *dir, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);

  if (unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  luwte_files_set_error (error, errno, "A file of the vault could not be removed");
  return FALSE;
}

void
luwte_files_remove_dir (const char *dir, const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GDir) files = g_dir_open (path, 0, NULL);
  const char *file;

  while (files && (file = g_dir_read_name (files)))
    (void) luwte_files_remove (path, file, NULL);
  (void) rmdir (path);
}

gboolean
luwte_files_write_all (int fd, gconstpointer bytes, gsize length)
{
  const guint8 *at = bytes;

  while (length > 0)
    {
      const gssize n = write (fd, at, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      at += n;
      length -= (gsize) n;
    }
  return TRUE;
}

gboolean
luwte_files_replace (const char *dir, const char *name, gconstpointer bytes, gsize length,
                     GError **error)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autofree char *temporary = g_strconcat (path, ".tmp", NULL);
  int code = 0;
  const int fd = open (temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0 || !luwte_files_write_all (fd, bytes, length) || fsync (fd) != 0)
    code = errno;
  if (fd >= 0 && close (fd) != 0 && code == 0)
    code = errno;
  if (code == 0 && rename (temporary, path) != 0)
    code = errno;
  if (code == 0)
    return luwte_files_sync_dir (dir, error);

  (void) unlink (temporary);
  luwte_files_set_error (error, code, "A file of the vault could not be written");
  return FALSE;
}

GBytes *
luwte_files_read (const char *dir, const char *name, gsize max, GError **error)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 piece[4096];
  gssize n = 0;
  int code = 0;
  const int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

  if (fd < 0)
    code = errno;
  while (code == 0 && bytes->len <= max)
    {
      n = read (fd, piece, sizeof piece);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        code = errno;
      if (n <= 0)
        break;
      g_byte_array_append (bytes, piece, (guint) n);
    }
  if (fd >= 0)
    close (fd);
  if (code != 0)
    {
      luwte_files_set_error (error, code, "A file of the vault could not be read");
      return NULL;
    }
  if (bytes->len > max)
    {
      g_set_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
                   "%s is longer than it can be", name);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

int
luwte_files_lock (const char *dir, GError **error)
{
  g_autofree char *path = g_build_filename (dir, LUWTE_FILE_LOCK, NULL);
  const int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      luwte_files_set_error (error, errno, "The vault's lock could not be opened");
      return -1;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  if (errno == EWOULDBLOCK)
    g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_BUSY,
                         "Another program has this vault open");
  else
    luwte_files_set_error (error, errno, "The vault could not be locked");
  close (fd);
  return -1;
}

gboolean
luwte_files_reserve (const char *dir, gint64 size, GError **error)
{
  g_autofree char *path = g_build_filename (dir, LUWTE_FILE_RESERVE, NULL);
  const int fd = open (path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  int code = fd < 0 ? errno : 0;

  if (code == 0 && size > 0)
    code = posix_fallocate (fd, 0, size);
  if (fd >= 0)
    close (fd);
  if (code == 0)
    return TRUE;
  (void) unlink (path);
  luwte_files_set_error (error, code, "The reserved space could not be set aside");
  return FALSE;
}
