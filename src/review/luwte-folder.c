/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-folder-private.h"

#include "luwte-envelope-private.h"
#include "luwte-id.h"
#include "luwte-review-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SUFFIX ".luwte"

char *
luwte_folder_new_name (void)
{
  g_autofree char *id = luwte_id_new ();

  return g_strconcat (id, SUFFIX, NULL);
}

static gboolean
is_pack_name (const char *name)
{
  g_autofree char *id = NULL;

  if (!g_str_has_suffix (name, SUFFIX))
    return FALSE;
  id = g_strndup (name, strlen (name) - strlen (SUFFIX));
  return luwte_id_is_valid (id);
}

static void
set_errno (const char *doing, GError **error)
{
  const int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", doing, g_strerror (code));
}

GPtrArray *
luwte_folder_list (const char *path, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  errno = 0;
  dir = g_dir_open (path, 0, NULL);
  if (dir == NULL)
    {
      set_errno ("the review folder cannot be read", error);
      return NULL;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    if (is_pack_name (name))
      g_ptr_array_add (names, g_strdup (name));
  return g_steal_pointer (&names);
}

GBytes *
luwte_folder_read (const char *path, const char *name, GError **error)
{
  g_autofree char *file = g_build_filename (path, name, NULL);
  g_autofree char *bytes = NULL;
  gsize length;
  GStatBuf status;

  if (g_stat (file, &status) != 0)
    {
      set_errno ("a pack cannot be read", error);
      return NULL;
    }
  if (!S_ISREG (status.st_mode) || status.st_size > LUWTE_ENVELOPE_MAX_FILE)
    {
      g_set_error_literal (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_TOO_LARGE,
                           "Larger than a pack can be");
      return NULL;
    }
  if (!g_file_get_contents (file, &bytes, &length, error))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&bytes), length);
}

char *
luwte_folder_stamp (const char *path, const char *name)
{
  g_autofree char *file = g_build_filename (path, name, NULL);
  struct stat status;

  if (stat (file, &status) != 0)
    return NULL;
  return g_strdup_printf ("%s:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ".%ld", name,
                          (gint64) status.st_size, (gint64) status.st_ctim.tv_sec,
                          status.st_ctim.tv_nsec);
}

static gboolean
write_all (int fd, GBytes *bytes)
{
  gsize left;
  const guint8 *next = g_bytes_get_data (bytes, &left);

  while (left > 0)
    {
      const gssize n = write (fd, next, left);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      next += n;
      left -= (gsize) n;
    }
  return fsync (fd) == 0;
}

static gboolean
write_temporary (const char *file, GBytes *bytes)
{
  const int fd = g_open (file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
  gboolean written;

  if (fd < 0)
    return FALSE;
  written = write_all (fd, bytes);
  /* A network file system may say only now that there was no room. */
  return close (fd) == 0 && written;
}

static void
sync_folder (const char *path)
{
  const int fd = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  /* Some mounted folders cannot do it; the file itself is synced. */
  if (fd < 0)
    return;
  (void) fsync (fd);
  close (fd);
}

gboolean
luwte_folder_write (const char *path, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *file = g_build_filename (path, name, NULL);
  g_autofree char *hidden = g_strconcat (".", name, ".part", NULL);
  g_autofree char *temporary = g_build_filename (path, hidden, NULL);

  if (g_file_test (file, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!write_temporary (temporary, bytes) || g_rename (temporary, file) != 0)
    {
      set_errno ("the review folder cannot be written", error);
      g_unlink (temporary);
      return FALSE;
    }
  sync_folder (path);
  return TRUE;
}

gboolean
luwte_folder_remove (const char *path, const char *name, GError **error)
{
  g_autofree char *file = g_build_filename (path, name, NULL);

  /* Somebody else may have tidied up. */
  if (g_unlink (file) == 0 || errno == ENOENT)
    return TRUE;
  set_errno ("a pack cannot be taken out of the review folder", error);
  return FALSE;
}
