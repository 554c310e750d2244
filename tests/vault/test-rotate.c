/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A new vault key, and a restored backup, take the old vault's place whole: killed at each step, by
 * a program of its own that counts them, one of the two is there and is sound. */

#include "vault-fixture.h"

#include "luwte-audit-private.h"
#include "luwte-db.h"
#include "luwte-secret.h"
#include "luwte-vault-files-private.h"
#include "luwte-vault-swap-private.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *program;
static int steps_left;

static void
step_cb (const char *step)
{
  if (--steps_left == 0)
    kill (getpid (), SIGKILL);
}

static LuwteDay
never_due (gpointer data, const char *line, const char *kind, LuwteDay created, LuwteDay closed,
           LuwteDay last_contact)
{
  return LUWTE_DAY_NONE;
}

static gboolean
restore (const char *dir, const char *file, LuwteSecret *passphrase, GError **error)
{
  g_autoptr (LuwteRestore) restore = luwte_restore_new (dir, file, LUWTE_VAULT_SLOT_PASSPHRASE,
                                                        passphrase, NULL, NULL, NULL, NULL, error);

  if (!restore)
    return FALSE;
  luwte_vault_set_due_rule (luwte_restore_get_vault (restore), never_due, NULL, NULL);
  luwte_vault_set_today (luwte_restore_get_vault (restore), 1);
  return luwte_restore_commit (restore, error);
}

/* --rotate DIR CODE N, --restore DIR FILE N */
static int
be_killed (char **argv)
{
  g_autoptr (LuwteSecret) passphrase = luwte_secret_new ("a passphrase of a test", -1);
  g_autoptr (LuwteSecret) code = luwte_secret_new (argv[3], -1);
  g_autoptr (GError) error = NULL;

  luwte_vault_use_test_cost ();
  steps_left = atoi (argv[4]);
  luwte_vault_tell_steps (step_cb);
  if (g_str_equal (argv[1], "--rotate")
          ? !luwte_vault_rotate (argv[2], passphrase, code, NULL, NULL, NULL, &error)
          : !restore (argv[2], argv[3], passphrase, &error))
    g_error ("%s", error->message);
  return 0;
}

/* TRUE when it came to its end. */
static gboolean
run (const char *what, const char *dir, const char *with, int step)
{
  g_autofree char *number = g_strdup_printf ("%d", step);
  const char *argv[] = { program, what, dir, with, number, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_true (WIFSIGNALED (status) ? WTERMSIG (status) == SIGKILL : WEXITSTATUS (status) == 0);
  return WIFEXITED (status);
}

static gboolean
opens (Fixture *fixture, LuwteSecret *code)
{
  g_autoptr (LuwteVault) vault = luwte_vault_open (fixture->dir, LUWTE_VAULT_SLOT_RECOVERY, code,
                                                   NULL);

  if (vault)
    luwte_vault_close (vault);
  return vault != NULL;
}

static void
assert_whole (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *trouble = NULL;

  fixture_open (fixture);
  kept = fixture_get (fixture->vault, "kept");
  trouble = luwte_vault_dup_trouble (fixture->vault);
  g_assert_cmpstr (kept, ==, "yes");
  g_assert_null (trouble);
  g_assert_cmpint (fixture_ask (fixture->vault, "SELECT count (*) FROM ready_reply"), ==, 1);
  luwte_vault_check (fixture->vault, &error);
  g_assert_no_error (error);
  fixture_close (fixture);
}

static void
assert_no_rest (Fixture *fixture)
{
  static const char *const names[] = { LUWTE_DIR_NEXT, LUWTE_DIR_COPY, LUWTE_FILE_SWAP };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_false (luwte_files_have (fixture->dir, names[i]));
}

static gpointer
audit_cb (LuwteDb *db, gpointer data, GError **error)
{
  for (int i = 0; i < 5; i++)
    if (!luwte_db_audit (db, "counsellor", "note.add", i % 2 ? "an-object" : NULL, error))
      return NULL;
  return luwte_db_audit_forget (db, "an-object", error) &&
                 luwte_db_audit (db, "counsellor", "note.add", "another", error)
             ? db
             : NULL;
}

static void
fill (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture_put (fixture->vault, "kept", "yes");
  fixture_exec (fixture->vault, "INSERT INTO ready_reply (name, text) VALUES ('thee', 'Thee?')");
  luwte_vault_write (fixture->vault, audit_cb, NULL, &error);
  g_assert_no_error (error);
}

static void
test_rotate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LuwteSecret) code = luwte_vault_make_recovery_code ();
  g_autofree char *file = g_build_filename (fixture->parent, "a.luwte-backup", NULL);
  g_autofree char *made = NULL;
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (LuwteKey) before = NULL;
  g_autoptr (LuwteKey) after = NULL;
  g_autoptr (GBytes) header = NULL;
  g_autoptr (GError) error = NULL;
  double told = 0;

  fill (fixture);
  made = luwte_vault_back_up (fixture->vault, file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  before = luwte_vault_copy_db_key (fixture->vault);
  fixture_close (fixture);
  header = fixture_read (fixture, LUWTE_FILE_HEADER);
  luwte_vault_rotate (fixture->dir, fixture->passphrase, code, NULL, NULL, &told, &error);
  g_assert_no_error (error);
  assert_no_rest (fixture);
  g_assert_false (opens (fixture, fixture->code));
  g_assert_true (opens (fixture, code));
  assert_whole (fixture);

  /* The backup of before is made again, and opens with the new code. */
  fixture_open (fixture);
  luwte_vault_finish_backups (fixture->vault);
  after = luwte_vault_copy_db_key (fixture->vault);
  g_assert_false (memcmp (luwte_key_peek (before), luwte_key_peek (after), LUWTE_KEY_BYTES) == 0);
  g_assert_cmpuint (
      fixture_scan_backup (fixture, file, (const char *[]) { "sleutelwoord", NULL }).n_hits, ==, 0);
  backups = luwte_vault_list_backups (fixture->vault, &error);
  g_assert_cmpuint (backups->len, ==, 1);
  fixture_close (fixture);

  /* An old header that somebody kept opens nothing any more. */
  fixture_write (fixture, LUWTE_FILE_HEADER, header);
  fixture_write (fixture, LUWTE_FILE_HEADER_BACKUP, header);
  g_assert_null (fixture_try (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED);
}

static void
test_rotate_killed (Fixture *fixture, gconstpointer data)
{
  int n_old = 0, n_new = 0;
  gboolean ended = FALSE;

  fill (fixture);
  fixture_close (fixture);
  for (int step = 1; !ended; step++)
    {
      g_autoptr (LuwteSecret) code = luwte_vault_make_recovery_code ();
      gboolean old, fresh;

      g_assert_cmpint (step, <, 40);
      ended = run ("--rotate", fixture->dir, luwte_secret_peek (code), step);
      old = opens (fixture, fixture->code);
      fresh = opens (fixture, code);
      g_assert_true (old != fresh);
      n_old += old;
      n_new += fresh;
      assert_whole (fixture);
      assert_no_rest (fixture);
      if (fresh)
        {
          luwte_secret_unref (fixture->code);
          fixture->code = g_steal_pointer (&code);
        }
    }
  g_test_message ("%d times the old vault, %d times the new one", n_old, n_new);
  g_assert_cmpint (n_old, >=, 5);
  g_assert_cmpint (n_new, >=, 5);
}

static void
test_restore_killed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->parent, "a.luwte-backup", NULL);
  g_autofree char *made = NULL;
  g_autoptr (GError) error = NULL;
  int n_old = 0, n_new = 0;
  gboolean ended = FALSE;

  fill (fixture);
  made = luwte_vault_back_up (fixture->vault, file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture_close (fixture);
  for (int step = 1; !ended; step++)
    {
      g_autofree char *later = NULL;

      g_assert_cmpint (step, <, 40);
      fixture_open (fixture);
      fixture_exec (fixture->vault,
                    "INSERT OR REPLACE INTO setting (key, value) VALUES ('later', 'x')");
      fixture_close (fixture);
      ended = run ("--restore", fixture->dir, file, step);
      assert_whole (fixture);
      assert_no_rest (fixture);
      fixture_open (fixture);
      later = fixture_get (fixture->vault, "later");
      if (*later)
        n_old++;
      else
        n_new++;
      fixture_close (fixture);
    }
  g_test_message ("%d times the old vault, %d times the restored one", n_old, n_new);
  g_assert_cmpint (n_old, >=, 5);
  g_assert_cmpint (n_new, >=, 5);
}

/* On a bare machine: a vault, or none. */
static void
test_bare_killed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->parent, "a.luwte-backup", NULL);
  g_autofree char *made = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ended = FALSE;

  fill (fixture);
  made = luwte_vault_back_up (fixture->vault, file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture_close (fixture);
  for (int step = 1; !ended; step++)
    {
      g_autofree char *dir = g_strdup_printf ("%s/bare%d", fixture->parent, step);
      g_autoptr (LuwteVault) vault = NULL;

      ended = run ("--restore", dir, file, step);
      if (!luwte_vault_exists (dir))
        {
          g_assert_false (ended);
          /* Once more, and it is there. */
          g_assert_true (run ("--restore", dir, file, 1000));
        }
      vault = luwte_vault_open (dir, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase, &error);
      g_assert_no_error (error);
      luwte_vault_check (vault, &error);
      g_assert_no_error (error);
      luwte_vault_close (vault);
    }
}

static void
test_rotate_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LuwteSecret) code = luwte_vault_make_recovery_code ();
  g_autoptr (LuwteSecret) wrong = luwte_secret_new ("not this one", -1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *ledger = fixture_path (fixture, LUWTE_FILE_LEDGER);
  g_autoptr (GError) error = NULL;

  fill (fixture);
  g_assert_false (
      luwte_vault_rotate (fixture->dir, fixture->passphrase, code, NULL, NULL, NULL, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_BUSY);
  g_clear_error (&error);
  fixture_close (fixture);

  g_assert_false (luwte_vault_rotate (fixture->dir, wrong, code, NULL, NULL, NULL, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_WRONG_KEY);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_false (luwte_vault_rotate (fixture->dir, fixture->passphrase, code, cancellable, NULL,
                                      NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  assert_no_rest (fixture);
  assert_whole (fixture);

  /* Whose ledger is lost is not to be made right by a rotation. */
  g_assert_cmpint (g_remove (ledger), ==, 0);
  g_assert_false (
      luwte_vault_rotate (fixture->dir, fixture->passphrase, code, NULL, NULL, NULL, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED);
}

/* After a rotation the old backup needs the newer passphrase, too: what was erased is known here. */
static void
test_restore_after_rotation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LuwteSecret) code = luwte_vault_make_recovery_code ();
  g_autoptr (LuwteSecret) newer = luwte_secret_new ("another passphrase", -1);
  g_autofree char *file = g_build_filename (fixture->parent, "a", NULL);
  g_autofree char *kept = g_build_filename (fixture->parent, "kept", NULL);
  g_autofree char *made = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (LuwteRestore) restore = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  fill (fixture);
  made = luwte_vault_back_up (fixture->vault, file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (file, &bytes, &length, &error));
  g_assert_true (g_file_set_contents (kept, bytes, (gssize) length, &error));
  fixture_close (fixture);
  luwte_vault_rotate (fixture->dir, fixture->passphrase, code, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture_open (fixture);
  luwte_vault_change_passphrase (fixture->vault, fixture->passphrase, newer, &error);
  g_assert_no_error (error);
  fixture_close (fixture);

  restore = luwte_restore_new (fixture->dir, kept, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase,
                               NULL, NULL, NULL, NULL, &error);
  g_assert_null (restore);
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_WRONG_KEY);
  g_clear_error (&error);
  restore = luwte_restore_new (fixture->dir, kept, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase,
                               newer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (luwte_restore_is_complete (restore));
  g_clear_pointer (&restore, luwte_restore_free);
  assert_no_rest (fixture);
}

int
main (int argc, char *argv[])
{
  if (argc == 5)
    return be_killed (argv);

  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  FIXTURE_ADD ("/rotate/rotate", test_rotate);
  FIXTURE_ADD ("/rotate/killed", test_rotate_killed);
  FIXTURE_ADD ("/rotate/refused", test_rotate_refused);
  FIXTURE_ADD ("/rotate/restore-killed", test_restore_killed);
  FIXTURE_ADD ("/rotate/bare-killed", test_bare_killed);
  FIXTURE_ADD ("/rotate/restore-afterwards", test_restore_after_rotation);
  return g_test_run ();
}
