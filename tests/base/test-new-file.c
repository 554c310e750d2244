/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-new-file.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char *
make_folder (void)
{
  return g_dir_make_tmp ("luwte-new-file-XXXXXX", NULL);
}

/* Removes it, and counts what was in it. */
static guint
drop_folder (char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
      n++;
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
  return n;
}

static void
assert_contents (const char *path, const char *wanted)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, wanted);
}

/* What stands there stays, unless it was asked to go; nobody else may read it. */
static void
test_replace (void)
{
  char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "inzage.pdf", NULL);
  g_autoptr (GBytes) first = g_bytes_new_static ("een", 3);
  g_autoptr (GBytes) second = g_bytes_new_static ("twee", 4);
  g_autoptr (GError) error = NULL;
  struct stat info;

  g_assert_true (luwte_new_file_write (path, first, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_assert_false (luwte_new_file_write (path, second, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);
  assert_contents (path, "een");
  g_assert_true (luwte_new_file_write (path, second, TRUE, &error));
  g_assert_no_error (error);
  assert_contents (path, "twee");
  g_assert_cmpuint (drop_folder (folder), ==, 1);
}

/* A link that leads nowhere has a name that is taken. */
static void
test_link (void)
{
  char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "inzage.pdf", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("een", 3);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink ("elders", path), ==, 0);
  g_assert_false (luwte_new_file_write (path, bytes, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_cmpuint (drop_folder (folder), ==, 1);
}

static void
test_no_folder (void)
{
  char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "weg", "inzage.pdf", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("een", 3);
  g_autoptr (GError) error = NULL;

  g_assert_false (luwte_new_file_write (path, bytes, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  /* A folder is no file that may be replaced. */
  g_assert_false (luwte_new_file_write (folder, bytes, TRUE, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (drop_folder (folder), ==, 0);
}

/* No room halfway: neither the file nor a part of it is left. */
static void
test_no_room (void)
{
  char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "inzage.pdf", NULL);
  g_autofree char *much = g_strnfill (64 * 1024, 'a');
  g_autoptr (GBytes) bytes = g_bytes_new_static (much, 64 * 1024);
  g_autoptr (GError) error = NULL;
  struct rlimit before;
  struct rlimit limit;
  gboolean written;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 4096;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  written = luwte_new_file_write (path, bytes, FALSE, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_false (written);
  g_assert_nonnull (error);
  g_assert_cmpuint (drop_folder (folder), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/new-file/replace", test_replace);
  g_test_add_func ("/base/new-file/link", test_link);
  g_test_add_func ("/base/new-file/no-folder", test_no_folder);
  g_test_add_func ("/base/new-file/no-room", test_no_room);
  return g_test_run ();
}
