/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Another SQLite in the process, preloaded or linked before ours: the program works encrypted or
 * refuses, and never leaves a plain file. This has happened to others: GTK brought libsqlite3 into
 * their process, keying answered OK, and the messages stood in the clear. */

#include "vault-fixture.h"

#include "luwte-vault-files-private.h"

#include <string.h>

#define TEXT         "kwakzalverij"
#define OTHER_SQLITE "libsqlite3.so.0"

static gboolean
holds (const char *dir, const char *needle)
{
  g_autoptr (GDir) folder = g_dir_open (dir, 0, NULL);
  const char *name;
  gboolean found = FALSE;

  while (folder && (name = g_dir_read_name (folder)))
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length = 0;

      g_file_get_contents (path, &bytes, &length, NULL);
      found = found || memmem (bytes, length, needle, strlen (needle));
    }
  return found;
}

static char *
find_program (const char *name)
{
  const char *plain = g_getenv ("LUWTE_PLAIN_BUILD_DIR");
  char *path = plain ? g_build_filename (plain, "tests", "vault", name, NULL) : NULL;

  if (path && g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
    return path;
  g_free (path);
  return NULL;
}

/* Both programs keep the text; the folder never holds it, nor a plain database. */
static void
test_with (gconstpointer data)
{
  const char *const *how = data; /* program, library to preload */
  g_autofree char *program = find_program (how[0]);
  g_autofree char *parent = g_dir_make_tmp ("luwte-preload-XXXXXX", NULL);
  g_autofree char *dir = g_build_filename (parent, "vault", NULL);
  g_autofree char *words = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  if (!program)
    {
      g_test_skip ("the plain build is not there");
      return;
    }
  g_subprocess_launcher_unsetenv (launcher, "LD_PRELOAD");
  if (how[1])
    g_subprocess_launcher_setenv (launcher, "LD_PRELOAD", how[1], TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, program, dir, TEXT, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &words, &error);
  g_assert_no_error (error);
  g_test_message ("%s ended with %d: %s", how[0], g_subprocess_get_exit_status (process), words);

  g_assert_true (g_subprocess_get_if_exited (process));
  /* The loader says so when it could not preload: then nothing was tried. */
  g_assert_null (strstr (words, "cannot be preloaded"));
  g_assert_false (holds (dir, TEXT));
  g_assert_false (holds (dir, "SQLite format 3"));
  /* Ours is linked in whole and lends nobody a function, so it even works. */
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

/* A plain database where the vault's should be is not opened, and not encrypted "by the way".
 * (R76) */
static void
test_plain_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *page = g_malloc0 (4096);

  memcpy (page, "SQLite format 3", 16);
  plain = g_bytes_new (page, 4096);
  fixture_close (fixture);
  fixture_write (fixture, LUWTE_FILE_DB, plain);
  g_assert_null (fixture_try (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_ENCRYPTED);
  after = fixture_read (fixture, LUWTE_FILE_DB);
  g_assert_true (g_bytes_equal (plain, after));
}

int
main (int argc, char *argv[])
{
  static const char *const alone[] = { "vault-maker", NULL };
  static const char *const preloaded[] = { "vault-maker", OTHER_SQLITE };
  static const char *const linked[] = { "vault-maker-linked", NULL };
  static const char *const both[] = { "vault-maker-linked", OTHER_SQLITE };

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/preload/alone", alone, test_with);
  g_test_add_data_func ("/preload/preloaded", preloaded, test_with);
  g_test_add_data_func ("/preload/linked", linked, test_with);
  g_test_add_data_func ("/preload/both", both, test_with);
  FIXTURE_ADD ("/preload/plain-file", test_plain_file);
  return g_test_run ();
}
