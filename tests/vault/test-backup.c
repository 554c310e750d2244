/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Backups hold everything and nothing that was erased, are known by the ledger, and come back
 * without what was erased meanwhile. Their pages are decrypted by a reader of our own. */

#include "vault-fixture.h"

#include "luwte-backup-file-private.h"
#include "luwte-db.h"
#include "luwte-secret.h"
#include "luwte-vault-files-private.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

static char *
place (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->parent, name, NULL);
}

static char *
back_up (Fixture *fixture, const char *name)
{
  g_autofree char *path = place (fixture, name);
  g_autoptr (GError) error = NULL;
  char *made = luwte_vault_back_up (fixture->vault, path, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return made;
}

static void
make_session (LuwteVault *vault)
{
  fixture_exec (vault, "INSERT INTO dossier (id, object_id, created_day, last_contact_day)"
                       " VALUES (1, 'd', 0, 0);"
                       " INSERT INTO session (id, object_id, dossier_id, nickname, line, channel,"
                       " state, opened_at, opened_day, active_day)"
                       " VALUES (1, 'o', 1, 'Anna', 'chat', 'chat', 'active', 0, 0, 0)");
}

static void
put_note (LuwteVault *vault, int id, const char *body)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO note (id, object_id, session_id, kind, topic, created_at, created_day)"
      " VALUES (%d, 'note%d', 1, 'note', 't', 0, 0);"
      " INSERT INTO note_text (note_id, body) VALUES (%d, '%s')",
      id, id, id, body);

  fixture_exec (vault, sql);
}

static void
erase_note (Fixture *fixture, int id)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM note WHERE id = %d", id);
  g_autoptr (GError) error = NULL;

  g_assert_true (fixture_purge (fixture->vault, sql, &error));
  g_assert_no_error (error);
}

/* How many of the needle stand in the pages of a backup. */
static guint
hits (Fixture *fixture, const char *path, const char *needle)
{
  return fixture_scan_backup (fixture, path, (const char *[]) { needle, NULL }).n_hits;
}

static GPtrArray *
list (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *backups = luwte_vault_list_backups (fixture->vault, &error);

  g_assert_no_error (error);
  return backups;
}

static LuwteDay
never_due (gpointer data, const char *line, const char *kind, LuwteDay created, LuwteDay closed,
           LuwteDay last_contact)
{
  return LUWTE_DAY_NONE;
}

/* Into @dir; gives the vault that is there afterwards. */
static LuwteVault *
restore (const char *dir, const char *file, LuwteVaultSlot slot, LuwteSecret *secret,
         LuwteSecret *here, gboolean *complete, GError **error)
{
  g_autoptr (LuwteRestore) restore = luwte_restore_new (dir, file, slot, secret, here, NULL, NULL,
                                                        NULL, error);
  LuwteVault *vault;

  if (!restore)
    return NULL;
  luwte_vault_set_due_rule (luwte_restore_get_vault (restore), never_due, NULL, NULL);
  luwte_vault_set_today (luwte_restore_get_vault (restore), 100);
  if (complete)
    *complete = luwte_restore_is_complete (restore);
  if (!luwte_restore_commit (restore, error))
    return NULL;
  g_clear_pointer (&restore, luwte_restore_free);
  vault = luwte_vault_open (dir, slot, secret, error);
  if (vault)
    luwte_vault_finish_backups (vault);
  return vault;
}

static void
assert_sound (LuwteVault *vault)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *trouble = luwte_vault_dup_trouble (vault);

  g_assert_null (trouble);
  luwte_vault_check (vault, &error);
  g_assert_no_error (error);
}

static void
test_bare_machine (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *dir;
    LuwteVaultSlot slot;
  } machines[] = { { "one", LUWTE_VAULT_SLOT_PASSPHRASE }, { "two", LUWTE_VAULT_SLOT_RECOVERY } };
  g_autofree char *file = NULL;

  make_session (fixture->vault);
  put_note (fixture->vault, 1, "kwakzalverij");
  fixture_exec (fixture->vault, "INSERT INTO ready_reply (name, text) VALUES ('thee', 'Thee?')");
  file = back_up (fixture, "a.luwte-backup");
  g_assert_cmpuint (hits (fixture, file, "kwakzalverij"), >, 0);
  fixture_close (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (machines); i++)
    {
      g_autofree char *dir = place (fixture, machines[i].dir);
      LuwteSecret *secret = machines[i].slot == LUWTE_VAULT_SLOT_RECOVERY ? fixture->code
                                                                          : fixture->passphrase;
      g_autoptr (GError) error = NULL;
      gboolean complete = TRUE;
      LuwteVault *vault = restore (dir, file, machines[i].slot, secret, NULL, &complete, &error);

      g_assert_no_error (error);
      g_assert_nonnull (vault);
      g_assert_false (complete);
      assert_sound (vault);
      g_assert_cmpint (
          fixture_ask (vault, "SELECT count (*) FROM note_fts_197001 WHERE note_fts_197001 MATCH"
                              " 'kwakzalverij'"),
          ==, 1);
      /* What is the counsellor's own comes along. */
      g_assert_cmpint (fixture_ask (vault,
                                    "SELECT count (*) FROM ready_reply WHERE text = 'Thee?'"),
                       ==, 1);
      g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
      luwte_vault_close (vault);
      g_assert_finalize_object (vault);
    }
}

/* Erased after it was made, in every way in which that can be known. */
static void
test_stays_erased (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = NULL;
  g_autofree char *kept = place (fixture, "drawer");
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gboolean complete = FALSE;
  gsize length;

  make_session (fixture->vault);
  put_note (fixture->vault, 1, "kwakzalverij");
  put_note (fixture->vault, 2, "blijft");
  file = back_up (fixture, "a.luwte-backup");
  /* A copy that somebody made outside the app. */
  g_assert_true (g_file_get_contents (file, &bytes, &length, &error));
  g_assert_true (g_file_set_contents (kept, bytes, (gssize) length, &error));

  erase_note (fixture, 1);
  luwte_vault_finish_backups (fixture->vault);
  g_assert_cmpuint (hits (fixture, file, "kwakzalverij"), ==, 0);
  g_assert_cmpuint (hits (fixture, file, "blijft"), >, 0);
  fixture_close (fixture);

  /* The vault that is here knows. */
  fixture->vault = restore (fixture->dir, kept, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase,
                            NULL, &complete, &error);
  g_assert_no_error (error);
  g_assert_true (complete);
  assert_sound (fixture->vault);
  g_assert_cmpint (fixture_ask (fixture->vault, "SELECT count (*) FROM note"), ==, 1);
  g_assert_cmpuint (fixture_scan (fixture, (const char *[]) { "kwakzalverij", NULL }).n_hits, ==,
                    0);
  g_assert_cmpuint (fixture_scan (fixture, (const char *[]) { "blijft", NULL }).n_hits, >, 0);
}

static void
test_neighbour_knows (Fixture *fixture, gconstpointer data)
{
  g_autofree char *old = place (fixture, "old.luwte-backup");
  g_autofree char *dir = place (fixture, "bare");
  g_autofree char *bytes = NULL;
  g_autofree char *file = NULL;
  g_autoptr (GError) error = NULL;
  LuwteVault *vault;
  gsize length;

  make_session (fixture->vault);
  put_note (fixture->vault, 1, "kwakzalverij");
  file = back_up (fixture, "new.luwte-backup");
  g_assert_true (g_file_get_contents (file, &bytes, &length, &error));
  erase_note (fixture, 1);
  luwte_vault_finish_backups (fixture->vault);
  g_assert_true (g_file_set_contents (old, bytes, (gssize) length, &error));
  fixture_close (fixture);

  vault = restore (dir, old, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_ask (vault, "SELECT count (*) FROM note"), ==, 0);
  assert_sound (vault);
  luwte_vault_close (vault);
  g_assert_finalize_object (vault);
}

/* A dossier that went takes what hangs on it; a session that had moved on stays. */
static void
test_dossier_gone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = NULL;
  g_autofree char *kept = place (fixture, "drawer");
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  make_session (fixture->vault);
  put_note (fixture->vault, 1, "blijft");
  file = back_up (fixture, "a.luwte-backup");
  g_assert_true (g_file_get_contents (file, &bytes, &length, &error));
  g_assert_true (g_file_set_contents (kept, bytes, (gssize) length, &error));
  fixture_exec (fixture->vault, "UPDATE session SET dossier_id = NULL");
  g_assert_true (fixture_purge (fixture->vault, "DELETE FROM dossier", &error));
  fixture_close (fixture);

  fixture->vault = restore (fixture->dir, kept, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase,
                            NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_ask (fixture->vault, "SELECT count (*) FROM dossier"), ==, 0);
  g_assert_cmpint (fixture_ask (fixture->vault, "SELECT count (*) FROM note"), ==, 1);
  assert_sound (fixture->vault);
}

/* A deletion that was rolled back is no erasure: the note comes back. */
static void
test_void (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = NULL;
  g_autoptr (GError) error = NULL;

  make_session (fixture->vault);
  put_note (fixture->vault, 1, "blijft");
  file = back_up (fixture, "a.luwte-backup");
  g_assert_false (fixture_purge (fixture->vault, "DELETE FROM note; DELETE FROM nowhere", &error));
  g_clear_error (&error);
  fixture_close (fixture);
  fixture->vault = restore (fixture->dir, file, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase,
                            NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_ask (fixture->vault, "SELECT count (*) FROM note"), ==, 1);
}

static void
test_outbox (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = NULL;
  g_autoptr (GError) error = NULL;

  make_session (fixture->vault);
  fixture_exec (fixture->vault,
                "INSERT INTO outbox (client_id, session_id, text, created_at, state)"
                " VALUES ('c', 1, 'Hoi', 0, 'queued')");
  file = back_up (fixture, "a.luwte-backup");
  fixture_close (fixture);
  fixture->vault = restore (fixture->dir, file, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase,
                            NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_ask (fixture->vault,
                                "SELECT count (*) FROM outbox WHERE state = 'uncertain'"),
                   ==, 1);
}

/* A search index that does not fit is mended on the way. */
static void
test_mended_search (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = NULL;
  g_autoptr (GError) error = NULL;

  make_session (fixture->vault);
  put_note (fixture->vault, 1, "blijft");
  put_note (fixture->vault, 2, "verdwenen");
  fixture_close (fixture);
  fixture_exec_behind (fixture, "DROP TRIGGER note_text_out_197001; DELETE FROM note WHERE id = 2");
  fixture_open (fixture);
  g_assert_false (luwte_vault_check (fixture->vault, &error));
  g_clear_error (&error);
  file = back_up (fixture, "a.luwte-backup");
  fixture_close (fixture);
  fixture->vault = restore (fixture->dir, file, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase,
                            NULL, NULL, &error);
  g_assert_no_error (error);
  assert_sound (fixture->vault);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) backups = NULL;
  g_autofree char *folder = place (fixture, "usb");
  struct stat info;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (int i = 0; i < 6; i++)
    {
      g_autofree char *made = back_up (fixture, "usb");

      g_assert_true (g_str_has_prefix (made, folder));
      g_assert_cmpint (g_stat (made, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 077, ==, 0);
    }
  backups = list (fixture);
  g_assert_cmpuint (backups->len, ==, 4);
  for (guint i = 0; i < backups->len; i++)
    {
      const LuwteVaultBackup *backup = g_ptr_array_index (backups, i);

      g_assert_true (backup->reachable);
      g_assert_false (backup->stale);
      g_assert_cmpint (backup->until - backup->made_at, ==, 30 * 24 * 60 * 60);
    }
  {
    g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
    guint n_files = 0;

    while (g_dir_read_name (dir))
      n_files++;
    g_assert_cmpuint (n_files, ==, 4);
  }
}

/* On a disk in a drawer: named with its day, and removed when it comes back. */
static void
test_unreachable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *usb = place (fixture, "usb");
  g_autofree char *away = place (fixture, "away");
  g_autofree char *there = NULL;
  g_autofree char *gone = NULL;
  GPtrArray *backups;
  const LuwteVaultBackup *backup;

  g_assert_cmpint (g_mkdir (usb, 0700), ==, 0);
  make_session (fixture->vault);
  put_note (fixture->vault, 1, "kwakzalverij");
  gone = back_up (fixture, "usb");
  there = back_up (fixture, "mine");
  g_assert_cmpint (g_rename (usb, away), ==, 0);

  erase_note (fixture, 1);
  luwte_vault_finish_backups (fixture->vault);
  backups = list (fixture);
  g_assert_cmpuint (backups->len, ==, 2);
  backup = g_ptr_array_index (backups, 0);
  g_assert_cmpstr (backup->path, ==, there);
  g_assert_false (backup->stale);
  backup = g_ptr_array_index (backups, 1);
  g_assert_cmpstr (backup->path, ==, gone);
  g_assert_true (backup->stale);
  g_assert_false (backup->reachable);
  g_ptr_array_unref (backups);

  /* The disk comes back: at the next opening it goes, and one is made there. */
  g_assert_cmpint (g_rename (away, usb), ==, 0);
  fixture_open (fixture);
  luwte_vault_finish_backups (fixture->vault);
  backups = list (fixture);
  g_assert_cmpuint (backups->len, ==, 2);
  for (guint i = 0; i < backups->len; i++)
    {
      backup = g_ptr_array_index (backups, i);
      g_assert_true (backup->reachable);
      g_assert_false (backup->stale);
      g_assert_cmpuint (hits (fixture, backup->path, "kwakzalverij"), ==, 0);
    }
  g_ptr_array_unref (backups);
}

/* What is not ours is never overwritten and never removed. */
static void
test_foreign_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = place (fixture, "letter");
  g_autofree char *there = NULL;
  g_autofree char *made = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "my letter", -1, &error));
  g_assert_null (luwte_vault_back_up (fixture->vault, path, NULL, NULL, NULL, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_EXISTS);
  g_clear_error (&error);

  make_session (fixture->vault);
  put_note (fixture->vault, 1, "kwakzalverij");
  made = back_up (fixture, "b");
  g_assert_true (g_file_set_contents (made, "my letter", -1, &error));
  erase_note (fixture, 1);
  luwte_vault_finish_backups (fixture->vault);
  g_assert_true (g_file_get_contents (made, &there, NULL, &error));
  g_assert_cmpstr (there, ==, "my letter");
  /* Over its own it may write. */
  g_free (g_steal_pointer (&made));
  made = back_up (fixture, "c");
  g_free (g_steal_pointer (&made));
  made = back_up (fixture, "c");
}

static void
test_damage (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = NULL;
  g_autofree char *dir = place (fixture, "bare");
  g_autofree char *bytes = NULL;
  g_autoptr (LuwteSecret) wrong = luwte_secret_new ("not this one", -1);
  g_autoptr (GError) error = NULL;
  gsize length;

  make_session (fixture->vault);
  put_note (fixture->vault, 1, "blijft");
  file = back_up (fixture, "a");
  g_assert_true (g_file_get_contents (file, &bytes, &length, &error));
  fixture_close (fixture);

  g_assert_null (restore (dir, file, LUWTE_VAULT_SLOT_PASSPHRASE, wrong, NULL, NULL, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_WRONG_KEY);
  g_clear_error (&error);
  for (int i = 0; i < 40; i++)
    {
      const gsize bit = (gsize) (g_test_rand_double () * (double) length * 8);
      g_autofree char *changed = g_memdup2 (bytes, length);

      changed[bit / 8] = (char) (changed[bit / 8] ^ (1 << bit % 8));
      g_assert_true (g_file_set_contents (file, changed, (gssize) length, NULL));
      g_assert_null (restore (dir, file, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase, NULL,
                              NULL, &error));
      g_assert_true (g_error_matches (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED) ||
                     g_error_matches (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NEWER) ||
                     g_error_matches (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_WRONG_KEY));
      g_clear_error (&error);
      g_assert_false (luwte_vault_exists (dir));
    }
  for (gsize cut = 1; cut < length; cut += length / 9)
    {
      g_assert_true (g_file_set_contents (file, bytes, (gssize) (length - cut), NULL));
      g_assert_null (restore (dir, file, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase, NULL,
                              NULL, &error));
      g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED);
      g_clear_error (&error);
    }
}

static void
test_another_vault (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = back_up (fixture, "a");
  g_autofree char *dir = place (fixture, "other");
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (GError) error = NULL;
  LuwteVault *other = luwte_vault_create (dir, fixture->passphrase, &code, &error);

  g_assert_no_error (error);
  /* It is open, and then it is another one. */
  g_assert_null (
      restore (dir, file, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase, NULL, NULL, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_BUSY);
  g_clear_error (&error);
  luwte_vault_close (other);
  g_assert_finalize_object (other);
  g_assert_null (
      restore (dir, file, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase, NULL, NULL, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_EXISTS);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = place (fixture, "a");
  g_autofree char *part = place (fixture, "a.part");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (luwte_vault_back_up (fixture->vault, path, cancellable, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  backups = list (fixture);
  g_assert_cmpuint (backups->len, ==, 0);
}

static void
test_no_space (Fixture *fixture, gconstpointer data)
{
  const struct rlimit limit = { 64 * 1024, RLIM_INFINITY }, none = { RLIM_INFINITY, RLIM_INFINITY };
  g_autofree char *path = place (fixture, "a");
  g_autofree char *copy = fixture_path (fixture, LUWTE_DIR_COPY);
  g_autoptr (GError) error = NULL;

  fixture_exec (fixture->vault,
                "INSERT INTO setting (key, value) VALUES ('big', hex (zeroblob (200000)))");
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_null (luwte_vault_back_up (fixture->vault, path, NULL, NULL, NULL, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &none), ==, 0);
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NO_SPACE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_free (back_up (fixture, "a"));
  assert_sound (fixture->vault);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGXFSZ, SIG_IGN);

  FIXTURE_ADD ("/backup/bare-machine", test_bare_machine);
  FIXTURE_ADD ("/backup/stays-erased", test_stays_erased);
  FIXTURE_ADD ("/backup/neighbour-knows", test_neighbour_knows);
  FIXTURE_ADD ("/backup/dossier-gone", test_dossier_gone);
  FIXTURE_ADD ("/backup/void", test_void);
  FIXTURE_ADD ("/backup/outbox", test_outbox);
  FIXTURE_ADD ("/backup/mended-search", test_mended_search);
  FIXTURE_ADD ("/backup/list", test_list);
  FIXTURE_ADD ("/backup/unreachable", test_unreachable);
  FIXTURE_ADD ("/backup/foreign-file", test_foreign_file);
  FIXTURE_ADD ("/backup/damage", test_damage);
  FIXTURE_ADD ("/backup/another-vault", test_another_vault);
  FIXTURE_ADD ("/backup/cancel", test_cancel);
  FIXTURE_ADD ("/backup/no-space", test_no_space);
  return g_test_run ();
}
