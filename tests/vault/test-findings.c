/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was found out about the database library before the vault was written, each as a test, so
 * that it is noticed when it is no longer so. docs/vault-findings.md says which test stands for
 * which finding; those whose remedy has a test of its own are not repeated here. */

#include "vault-fixture.h"

#include "luwte-db-private.h"
#include "luwte-vault-files-private.h"

#include <glib/gstdio.h>
#include <string.h>

#define LIVING "zonnebloemveld"
#define ERASED "korenwolfhamster"

static void
put_many (Fixture *fixture, const char *word)
{
  for (int i = 0; i < 60; i++)
    {
      g_autofree char *key = g_strdup_printf ("%s%d", word, i);
      g_autofree char *value = g_strdup_printf ("%s %d en wat erachter staat", word, i);

      fixture_put (fixture->vault, key, value);
    }
}

static gpointer
exec_cb (LuwteDb *db, gpointer data, GError **error)
{
  return luwte_db_exec (db, data, error) ? data : NULL;
}

/* Outside a transaction. */
static void
run_bare (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;

  luwte_vault_run (fixture->vault, LUWTE_JOB_BARE, exec_cb, (gpointer) sql, &error);
  g_assert_no_error (error);
}

static guint
hits_in (Fixture *fixture, const char *dir, const char *needle)
{
  const char *needles[] = { needle, NULL };
  g_autoptr (LuwteKey) key = luwte_vault_copy_db_key (fixture->vault);
  g_autoptr (GError) error = NULL;
  LuwteScan scan;

  luwte_pages_scan (dir, luwte_key_peek (key), fixture->vault->header.db_salt, needles, NULL, NULL,
                    &scan, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (scan.n_pages, >, 0);
  return scan.n_hits;
}

/* Texts that are gone for SQL and still on the disk. */
static void
leave_remnants (Fixture *fixture)
{
  put_many (fixture, LIVING);
  put_many (fixture, ERASED);
  run_bare (fixture, "PRAGMA secure_delete = OFF");
  fixture_exec (fixture->vault, "DELETE FROM setting WHERE key GLOB '" ERASED "*'");
  run_bare (fixture, "PRAGMA wal_checkpoint (TRUNCATE)");
  g_assert_cmpuint (hits_in (fixture, fixture->dir, ERASED), >, 0);
}

/* Finding 3: what SQL can export is not what stands on the disk. */
static void
test_export_is_blind (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->parent, "export.db", NULL);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS plain KEY ''", path);
  g_autofree char *bytes = NULL;
  gsize length;

  leave_remnants (fixture);
  /* A connection of ours makes no new file. */
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  run_bare (fixture, attach);
  run_bare (fixture, "CREATE TABLE plain.setting AS SELECT * FROM main.setting");
  run_bare (fixture, "DETACH plain");
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_nonnull (memmem (bytes, length, LIVING, strlen (LIVING)));
  g_assert_null (memmem (bytes, length, ERASED, strlen (ERASED)));
}

static gpointer
copy_pages_cb (LuwteDb *db, gpointer data, GError **error)
{
  LuwteDb *copy = data;
  sqlite3_backup *backup = sqlite3_backup_init (copy->handle, "main", db->handle, "main");

  g_assert_nonnull (backup);
  g_assert_cmpint (sqlite3_backup_step (backup, -1), ==, SQLITE_DONE);
  g_assert_cmpint (sqlite3_backup_finish (backup), ==, SQLITE_OK);
  return data;
}

typedef struct
{
  Fixture *fixture;
  const char *path;
} Copying;

/* Finding 4: the library's own backup copies pages, with what was erased; VACUUM INTO does not. */
static gpointer
copy_cb (LuwteDb *db, gpointer data, GError **error)
{
  const Copying *copying = data;
  g_autoptr (LuwteKey) key = luwte_vault_copy_db_key (copying->fixture->vault);
  LuwteDb *copy = luwte_db_open (copying->path, key, copying->fixture->vault->header.db_salt,
                                 LUWTE_DB_CREATE, error);

  if (!copy)
    return NULL;
  copy_pages_cb (db, copy, error);
  luwte_db_close (copy);
  return data;
}

static void
test_backup_carries_remnants (Fixture *fixture, gconstpointer data)
{
  g_autofree char *raw = g_build_filename (fixture->parent, "raw", NULL);
  g_autofree char *raw_path = g_build_filename (raw, "vault.db", NULL);
  g_autofree char *clean = g_build_filename (fixture->parent, "clean", NULL);
  g_autofree char *vacuum = g_strdup_printf ("VACUUM INTO '%s/vault.db'", clean);
  Copying copying = { fixture, raw_path };
  g_autoptr (GError) error = NULL;

  leave_remnants (fixture);
  g_assert_cmpint (g_mkdir (raw, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (clean, 0700), ==, 0);
  luwte_vault_run (fixture->vault, LUWTE_JOB_BARE, copy_cb, &copying, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits_in (fixture, raw, LIVING), >, 0);
  g_assert_cmpuint (hits_in (fixture, raw, ERASED), >, 0);
  run_bare (fixture, vacuum);
  g_assert_cmpuint (hits_in (fixture, clean, LIVING), >, 0);
  g_assert_cmpuint (hits_in (fixture, clean, ERASED), ==, 0);
}

static gboolean
check_finds (Fixture *fixture)
{
  g_autoptr (LuwteVault) vault = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *trouble = NULL;
  gboolean finds;

  vault = luwte_vault_open (fixture->dir, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase, &error);
  if (!vault)
    return TRUE;
  trouble = luwte_vault_dup_trouble (vault);
  finds = trouble || !luwte_vault_check (vault, &error);
  luwte_vault_close (vault);
  return finds;
}

/* Finding 6: the cipher's own check sees no tail that was cut off, and not the log. */
static void
test_cut_and_swapped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GBytes) cut = NULL;
  g_autoptr (GBytes) swapped = NULL;
  guint8 *pages;
  gsize length;

  put_many (fixture, LIVING);
  fixture_close (fixture);
  g_assert_false (check_finds (fixture));
  whole = fixture_read (fixture, LUWTE_FILE_DB);
  length = g_bytes_get_size (whole);
  cut = g_bytes_new_from_bytes (whole, 0, length - 4096);
  fixture_write (fixture, LUWTE_FILE_DB, cut);
  g_assert_true (check_finds (fixture));

  pages = g_memdup2 (g_bytes_get_data (whole, NULL), length);
  memcpy (pages + 4096, (const guint8 *) g_bytes_get_data (whole, NULL) + 2 * 4096, 4096);
  memcpy (pages + 2 * 4096, (const guint8 *) g_bytes_get_data (whole, NULL) + 4096, 4096);
  swapped = g_bytes_new_take (pages, length);
  fixture_write (fixture, LUWTE_FILE_DB, swapped);
  g_assert_true (check_finds (fixture));
  fixture_write (fixture, LUWTE_FILE_DB, whole);
  g_assert_false (check_finds (fixture));
}

/* The folder as it is in this moment, with a log full of frames. */
static void
freeze (Fixture *fixture, GBytes **db, GBytes **log, GBytes **ledger)
{
  *db = fixture_read (fixture, LUWTE_FILE_DB);
  *log = fixture_read (fixture, LUWTE_FILE_DB "-wal");
  *ledger = fixture_read (fixture, LUWTE_FILE_LEDGER);
  g_assert_cmpuint (g_bytes_get_size (*log), >, 4096);
  fixture_close (fixture);
}

/* Finding 7: a bit in the log takes with it what was committed after it, and the library says
 * nothing. We cannot tell that from a power cut either; but what is left is whole, and an erasure
 * never stands in the log alone, so none comes back. */
static void
test_log_changed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) db = NULL;
  g_autoptr (GBytes) log = NULL;
  g_autoptr (GBytes) ledger = NULL;
  g_autoptr (GError) error = NULL;

  put_many (fixture, ERASED);
  g_assert_true (fixture_purge (fixture->vault, "DELETE FROM setting", &error));
  put_many (fixture, LIVING);
  freeze (fixture, &db, &log, &ledger);
  for (int i = 0; i < 12; i++)
    {
      gint64 n;

      fixture_write (fixture, LUWTE_FILE_DB, db);
      fixture_write (fixture, LUWTE_FILE_DB "-wal", log);
      fixture_write (fixture, LUWTE_FILE_LEDGER, ledger);
      if (i > 0)
        fixture_flip (fixture, LUWTE_FILE_DB "-wal",
                      (gsize) g_test_rand_int_range (0, (gint32) g_bytes_get_size (log) * 8));
      fixture_open (fixture);
      n = fixture_ask (fixture->vault,
                       "SELECT count (*) FROM setting WHERE key GLOB '" LIVING "*'");
      if (i == 0)
        g_assert_cmpint (n, ==, 60);
      g_assert_cmpint (fixture_ask (fixture->vault,
                                    "SELECT count (*) FROM setting WHERE key GLOB '" ERASED "*'"),
                       ==, 0);
      g_assert_true (luwte_vault_check (fixture->vault, &error));
      g_assert_no_error (error);
      fixture_close (fixture);
    }
}

/* Finding 8: copying the file of a database that is being written gives a broken copy; ours does
 * not. */
typedef struct
{
  LuwteVault *vault;
  int stop; /* atomic */
} Writing;

static gpointer
write_thread (gpointer data)
{
  Writing *writing = data;

  for (int i = 0; !g_atomic_int_get (&writing->stop); i++)
    {
      g_autofree char *key = g_strdup_printf ("busy%d", i);
      g_autofree char *value = g_strnfill (3000, 'b');

      fixture_put (writing->vault, key, value);
    }
  return NULL;
}

static void
test_backup_while_writing (Fixture *fixture, gconstpointer data)
{
  const char *needles[] = { LIVING, NULL };
  Writing writing = { fixture->vault, 0 };
  GThread *thread;

  put_many (fixture, LIVING);
  thread = g_thread_new ("writing", write_thread, &writing);
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("copy%d.luwte-backup", i);
      g_autofree char *path = g_build_filename (fixture->parent, name, NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *made = luwte_vault_back_up (fixture->vault, path, NULL, NULL, NULL, &error);

      g_assert_no_error (error);
      /* Each page opens, and the texts are there. */
      g_assert_cmpuint (fixture_scan_backup (fixture, made, needles).n_hits, >, 0);
    }
  g_atomic_int_set (&writing.stop, 1);
  g_thread_join (thread);
}

/* Finding 9: the library, not the command beside it, keeps what it sorts in memory; and no text in
 * double quotes is taken for a value. */
static void
test_library_flags (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fixture_ask (fixture->vault,
                                "SELECT count (*) FROM pragma_compile_options"
                                " WHERE compile_options IN ('TEMP_STORE=2', 'TEMP_STORE=3')"),
                   ==, 1);
  g_assert_false (fixture_try_exec (fixture->vault,
                                    "INSERT INTO setting (key, value) VALUES (\"quoted\", 'x')",
                                    &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_FAILED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_ADD ("/findings/export-is-blind", test_export_is_blind);
  FIXTURE_ADD ("/findings/backup-carries-remnants", test_backup_carries_remnants);
  FIXTURE_ADD ("/findings/cut-and-swapped", test_cut_and_swapped);
  FIXTURE_ADD ("/findings/log-changed", test_log_changed);
  FIXTURE_ADD ("/findings/backup-while-writing", test_backup_while_writing);
  FIXTURE_ADD ("/findings/library-flags", test_library_flags);
  return g_test_run ();
}
