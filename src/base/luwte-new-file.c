/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-new-file.h"

#include "luwte-id.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

static gboolean
fail (int code, GError **error)
{
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code),
               "The file could not be written: %s", g_strerror (code));
  return FALSE;
}

/* 0, or why not. */
static int
write_all (int fd, GBytes *bytes)
{
  gsize left;
  const guint8 *next = g_bytes_get_data (bytes, &left);

  while (left > 0)
    {
      const gssize n = write (fd, next, left);

      if (n < 0 && errno != EINTR)
        return errno;
      if (n > 0)
        {
          next += n;
          left -= (gsize) n;
        }
    }
  return fsync (fd) == 0 ? 0 : errno;
}

static int
write_temporary (const char *temporary, GBytes *bytes)
{
  const int fd = g_open (temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  int code;

  if (fd < 0)
    return errno;
  code = write_all (fd, bytes);
  /* A network file system may say only now that there was no room. */
  if (close (fd) != 0 && code == 0)
    code = errno;
  return code;
}

/* Where the file system cannot rename without replacing, a link that fails on a name that is taken
 * does; where it has no links either, only a look beforehand is left. */
static int
rename_new (const char *from, const char *to)
{
  if (renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
    return 0;
  if (errno != EINVAL && errno != ENOSYS)
    return errno;
  if (link (from, to) == 0)
    return unlink (from) == 0 ? 0 : errno;
  if (errno == EEXIST)
    return errno;
  if (access (to, F_OK) == 0)
    return EEXIST;
  return rename (from, to) == 0 ? 0 : errno;
}

/* So that the name is there after a power cut too. Some mounted folders cannot do it. */
static void
sync_folder (const char *path)
{
  const int fd = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  (void) fsync (fd);
  close (fd);
}

gboolean
luwte_new_file_write (const char *path, GBytes *bytes, gboolean replace, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *id = luwte_id_new ();
  g_autofree char *hidden = g_strconcat (".", id, ".part", NULL);
  g_autofree char *temporary = g_build_filename (folder, hidden, NULL);
  int code;

  if (!replace && g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
    return fail (EEXIST, error);
  code = write_temporary (temporary, bytes);
  if (code == 0)
    code = !replace ? rename_new (temporary, path) : rename (temporary, path) == 0 ? 0 : errno;
  if (code != 0)
    {
      (void) g_unlink (temporary);
      return fail (code, error);
    }
  sync_folder (folder);
  return TRUE;
}
