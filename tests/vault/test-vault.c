/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Create, open, read, write, refuse: a real vault in a real folder. */

#include "luwte-db.h"
#include "luwte-secret.h"
#include "vault-fixture.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

static gpointer
write_cb (LuwteDb *db, gpointer data, GError **error)
{
  return luwte_db_exec (db, "DELETE FROM setting", error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static gpointer
put_and_fail_cb (LuwteDb *db, gpointer data, GError **error)
{
  g_assert_true (luwte_db_exec (db, "INSERT INTO setting (key, value) VALUES ('b', '')", error));
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_REFUSED, "no");
  return NULL;
}

static void
test_keeps (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_put (fixture->vault, "a", "what was kept");
  before = fixture_get (fixture->vault, "a");
  g_assert_cmpstr (before, ==, "what was kept");
  fixture_open (fixture);
  after = fixture_get (fixture->vault, "a");
  g_assert_cmpstr (after, ==, "what was kept");
}

static void
test_failure_rolls_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;

  g_assert_null (luwte_vault_write (fixture->vault, put_and_fail_cb, (gpointer) "b", &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_REFUSED);
  value = fixture_get (fixture->vault, "b");
  g_assert_cmpstr (value, ==, "");
}

static void
test_reader_does_not_write (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (luwte_vault_read (fixture->vault, write_cb, NULL, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_FAILED);
}

static void
test_rights (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  const char *name;
  GStatBuf info;

  fixture_put (fixture->vault, "d", "what was kept");
  g_assert_cmpint (g_stat (fixture->dir, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (fixture->dir, name, NULL);

      g_test_message ("%s", name);
      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0600);
    }
}

static void
test_one_instance (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteVault) second = luwte_vault_open (fixture->dir, LUWTE_VAULT_SLOT_PASSPHRASE,
                                                    fixture->passphrase, &error);

  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_BUSY);
  g_assert_null (second);
}

static void
test_wrong_passphrase (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSecret) wrong = luwte_secret_new ("another", -1);
  g_autoptr (LuwteVault) vault = NULL;

  luwte_vault_close (fixture->vault);
  vault = luwte_vault_open (fixture->dir, LUWTE_VAULT_SLOT_PASSPHRASE, wrong, &error);
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_WRONG_KEY);
  g_assert_null (vault);
}

static void
test_nothing_there (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = g_build_filename (fixture->dir, "nowhere", NULL);

  g_assert_false (luwte_vault_exists (dir));
  g_assert_null (luwte_vault_open (dir, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (dir, G_FILE_TEST_EXISTS));
}

static void
test_not_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSecret) code = NULL;

  fixture_put (fixture->vault, "e", "what was kept");
  luwte_vault_close (fixture->vault);
  g_assert_null (luwte_vault_create (fixture->dir, fixture->passphrase, &code, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_EXISTS);
  g_assert_null (code);
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (luwte_vault_is_open (fixture->vault));
  luwte_vault_close (fixture->vault);
  luwte_vault_close (fixture->vault);
  g_assert_false (luwte_vault_is_open (fixture->vault));
  g_assert_null (luwte_vault_write (fixture->vault, write_cb, NULL, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_CLOSED);
}

static gpointer
ask_shown_cb (LuwteDb *db, gpointer data, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, data, error);
  gboolean row;

  if (!stmt || !luwte_stmt_step (stmt, &row, error))
    return NULL;
  g_assert_true (row);
  return g_strdup (luwte_stmt_text (stmt, 0) ? luwte_stmt_text (stmt, 0) : "NULL");
}

static LuwteDay
due_cb (gpointer data, const char *line, const char *kind, LuwteDay created, LuwteDay closed,
        LuwteDay last_contact)
{
  g_assert_cmpstr (line, ==, "chat");
  g_assert_cmpint (last_contact, ==, LUWTE_DAY_NONE);
  return g_str_equal (kind, "note") ? created + 10 : LUWTE_DAY_NONE;
}

static void
assert_answer (LuwteVault *vault, const char *sql, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = luwte_vault_read (vault, ask_shown_cb, (gpointer) sql, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (answer, ==, expected);
}

static void
test_due_rule (Fixture *fixture, gconstpointer data)
{
  const char *shown = "SELECT luwte_shown ('chat', 'note', 100, NULL, NULL, 0, 1)";
  g_autoptr (GError) error = NULL;

  /* The default is no: not an empty answer that looks like one. */
  g_assert_null (luwte_vault_read (fixture->vault, ask_shown_cb, (gpointer) shown, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_REFUSED);
  g_clear_error (&error);
  luwte_vault_set_due_rule (fixture->vault, due_cb, NULL, NULL);
  g_assert_null (luwte_vault_read (fixture->vault, ask_shown_cb, (gpointer) shown, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_REFUSED);

  luwte_vault_set_today (fixture->vault, 109);
  assert_answer (fixture->vault, shown, "1");
  luwte_vault_set_today (fixture->vault, 110);
  assert_answer (fixture->vault, shown, "0");
  assert_answer (fixture->vault, "SELECT luwte_shown ('chat', 'note', 100, NULL, NULL, 1, 1)", "1");
  assert_answer (fixture->vault, "SELECT luwte_shown ('chat', 'tip', 100, NULL, NULL, 0, 1)", "1");
  assert_answer (fixture->vault, "SELECT luwte_due ('chat', 'note', 100, NULL, NULL)", "110");
  assert_answer (fixture->vault, "SELECT luwte_due ('chat', 'tip', 100, NULL, NULL)", "NULL");
}

/* Nobody's /tmp is closed to others because a vault was asked for in it. */
static void
test_folder_in_use (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dir = g_build_filename (fixture->parent, "shared", NULL);
  g_autofree char *file = g_build_filename (dir, "other", NULL);
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (LuwteVault) vault = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_cmpint (g_mkdir (dir, 0755), ==, 0);
  g_assert_cmpint (g_chmod (dir, 0755), ==, 0);
  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_assert_null (luwte_vault_create (dir, fixture->passphrase, &code, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpint (g_stat (dir, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0755);

  g_assert_cmpint (g_remove (file), ==, 0);
  vault = luwte_vault_create (dir, fixture->passphrase, &code, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (dir, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_put (fixture->vault, "g", "what was kept");
  g_assert_true (luwte_vault_check (fixture->vault, &error));
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  FIXTURE_ADD ("/vault/keeps", test_keeps);
  FIXTURE_ADD ("/vault/failure-rolls-back", test_failure_rolls_back);
  FIXTURE_ADD ("/vault/reader-does-not-write", test_reader_does_not_write);
  FIXTURE_ADD ("/vault/rights", test_rights);
  FIXTURE_ADD ("/vault/one-instance", test_one_instance);
  FIXTURE_ADD ("/vault/wrong-passphrase", test_wrong_passphrase);
  FIXTURE_ADD ("/vault/nothing-there", test_nothing_there);
  FIXTURE_ADD ("/vault/not-twice", test_not_twice);
  FIXTURE_ADD ("/vault/closed", test_closed);
  FIXTURE_ADD ("/vault/due-rule", test_due_rule);
  FIXTURE_ADD ("/vault/folder-in-use", test_folder_in_use);
  FIXTURE_ADD ("/vault/check", test_check);
  return g_test_run ();
}
