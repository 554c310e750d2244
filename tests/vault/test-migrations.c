/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Vaults of every released format, frozen with content, come up to the format of today with all
 * that is in them; one of tomorrow is refused, untouched. A frozen fixture is never changed: when
 * this fails, the migration is wrong. */

#include "vault-fixture.h"

#include "luwte-db.h"
#include "luwte-migrations.h"
#include "luwte-secret.h"
#include "luwte-vault-files-private.h"
#include "luwte-vault-swap-private.h"

#include <glib/gstdio.h>

/* The first thing that format 2 makes. */
#define FIRST_NEW_TABLE "identity"

static int n_copies;

static void
copy_file (Fixture *fixture, int format, const char *name)
{
  g_autofree char *folder = g_strdup_printf ("vault-%d", format);
  g_autofree char *from = g_build_filename (g_getenv ("LUWTE_SOURCE_DIR"), "tests", "fixtures",
                                            folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *data;
  gsize length;

  g_file_get_contents (from, &data, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (data, length);
  fixture_write (fixture, name, bytes);
}

static void
put_files (Fixture *fixture, int format)
{
  copy_file (fixture, format, LUWTE_FILE_HEADER);
  copy_file (fixture, format, LUWTE_FILE_HEADER_BACKUP);
  copy_file (fixture, format, LUWTE_FILE_DB);
  copy_file (fixture, format, LUWTE_FILE_LEDGER);
}

static void
thaw (Fixture *fixture, int format)
{
  fixture_close (fixture);
  put_files (fixture, format);
  fixture_open (fixture);
}

static gpointer
schema_cb (LuwteDb *db, gpointer data, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "SELECT group_concat (type || name || ifnull (sql, ''), char (10) ORDER BY type, name)"
      " FROM sqlite_schema",
      error);
  gboolean row;

  if (!stmt || !luwte_stmt_step (stmt, &row, error))
    return NULL;
  return g_strdup (luwte_stmt_text (stmt, 0));
}

static char *
schema (LuwteVault *vault)
{
  g_autoptr (GError) error = NULL;
  char *text = luwte_vault_read (vault, schema_cb, NULL, &error);

  g_assert_no_error (error);
  return text;
}

static void
test_each_format (Fixture *fixture, gconstpointer data)
{
  g_autofree char *fresh = schema (fixture->vault);

  for (int format = 1; format <= luwte_migrations_latest (); format++)
    {
      g_autofree char *migrated = NULL;
      g_autofree char *trouble = NULL;
      g_autofree char *kept = NULL;
      g_autoptr (GError) error = NULL;

      thaw (fixture, format);
      migrated = schema (fixture->vault);
      trouble = luwte_vault_dup_trouble (fixture->vault);
      kept = fixture_get (fixture->vault, "kept");
      g_assert_null (trouble);
      g_assert_cmpstr (kept, ==, "yes");
      g_assert_cmpstr (migrated, ==, fresh);
      g_assert_cmpint (fixture_ask (fixture->vault, "PRAGMA user_version"), ==,
                       luwte_migrations_latest ());
      g_assert_cmpint (
          fixture_ask (
              fixture->vault,
              "SELECT count (*) FROM note_fts_197001 WHERE note_fts_197001 MATCH 'terugkomen'"),
          ==, 1);
      g_assert_cmpint (fixture_ask (fixture->vault, "SELECT count (*) FROM record"), >=, 3);
      /* What stood in a note before, and beside it, from the format on that knows them. */
      g_assert_cmpint (fixture_ask (fixture->vault, "SELECT (SELECT count (*) FROM note_version)"
                                                    " + (SELECT count (*) FROM note_addition)"),
                       ==, format >= 6 ? 2 : 0);
      g_assert_cmpint (fixture_ask (fixture->vault, "SELECT sum (research) FROM tombstone"), ==, 1);
      /* Hand-overs, the library and our files in the review folder, from format 9 on. */
      g_assert_cmpint (fixture_ask (fixture->vault, "SELECT (SELECT count (*) FROM handed_record)"
                                                    " + (SELECT count (*) FROM summary)"
                                                    " + (SELECT count (*) FROM pack_put)"),
                       ==, format >= 9 ? 3 : 0);
      /* The counsellor's own ready replies, from format 11 on. */
      g_assert_cmpint (fixture_ask (fixture->vault, "SELECT count (*) FROM ready_reply"), ==,
                       format >= 11 ? 1 : 0);
      g_assert_true (luwte_vault_check (fixture->vault, &error));
      g_assert_no_error (error);
    }
}

static gboolean
has_copy (Fixture *fixture)
{
  return luwte_files_have (fixture->dir, LUWTE_FILE_SAFETY);
}

/* A step that fails leaves the old format as it was, and the copy beside it. */
static void
test_failing_step (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;

  fixture_close (fixture);
  put_files (fixture, 1);
  fixture_exec_behind (fixture, "CREATE TABLE " FIRST_NEW_TABLE " (x)");
  g_assert_null (fixture_try (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_FAILED);
  g_assert_true (has_copy (fixture));

  /* With the obstacle away it goes on, and the copy goes. */
  fixture_exec_behind (fixture, "DROP TABLE " FIRST_NEW_TABLE);
  fixture_open (fixture);
  kept = fixture_get (fixture->vault, "kept");
  g_assert_cmpstr (kept, ==, "yes");
  g_assert_false (has_copy (fixture));
  g_assert_cmpuint (luwte_ledger_facts (fixture->vault->ledger)->copies->len, ==, 0);
}

/* The copy was made before anything was changed, and holds the old format. */
static void
look_cb (const char *step)
{
  if (g_str_equal (step, "migrate: safety copy made"))
    n_copies++;
}

static void
test_safety_copy (Fixture *fixture, gconstpointer data)
{
  fixture_close (fixture);
  put_files (fixture, 1);
  n_copies = 0;
  luwte_vault_tell_steps (look_cb);
  fixture_open (fixture);
  g_assert_cmpint (n_copies, ==, 1);
  g_assert_false (has_copy (fixture));
  /* A vault of today's format needs none. */
  fixture_open (fixture);
  luwte_vault_tell_steps (NULL);
  g_assert_cmpint (n_copies, ==, 1);
}

static void
test_newer_untouched (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  fixture_exec (fixture->vault, "PRAGMA user_version = 99");
  fixture_close (fixture);
  before = fixture_read (fixture, LUWTE_FILE_DB);
  g_assert_null (fixture_try (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NEWER);
  after = fixture_read (fixture, LUWTE_FILE_DB);
  g_assert_true (g_bytes_equal (before, after));
}

/* The pragmas that keep texts off the disk and strangers out of the schema. (R76) */
static void
test_pragmas (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *sql;
    gint64 answer;
  } pragmas[] = {
    { "SELECT secure_delete FROM pragma_secure_delete", 1 },
    { "SELECT temp_store FROM pragma_temp_store", 2 },
    { "SELECT foreign_keys FROM pragma_foreign_keys", 1 },
    { "SELECT trusted_schema FROM pragma_trusted_schema", 0 },
    { "SELECT synchronous FROM pragma_synchronous", 2 },
    { "SELECT journal_mode = 'wal' FROM pragma_journal_mode", 1 },
    { "SELECT query_only FROM pragma_query_only", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pragmas); i++)
    {
      g_test_message ("%s", pragmas[i].sql);
      g_assert_cmpint (fixture_ask (fixture->vault, pragmas[i].sql), ==, pragmas[i].answer);
    }
}

/* Nobody writes into the index behind its back, or makes the schema writable. */
static void
test_defensive (Fixture *fixture, gconstpointer data)
{
  static const char *const attempts[] = {
    "DELETE FROM note_fts_197001_data",
    "UPDATE note_fts_197001_config SET v = 0",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = ''",
    "SELECT load_extension ('nothing')",
    "INSERT INTO setting (key, value) VALUES (\"quoted\", 1)",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", attempts[i]);
      g_assert_false (fixture_try_exec (fixture->vault, attempts[i], &error));
      g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_FAILED);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_ADD ("/migrations/each-format", test_each_format);
  FIXTURE_ADD ("/migrations/safety-copy", test_safety_copy);
  FIXTURE_ADD ("/migrations/failing-step", test_failing_step);
  FIXTURE_ADD ("/migrations/newer-untouched", test_newer_untouched);
  FIXTURE_ADD ("/migrations/pragmas", test_pragmas);
  FIXTURE_ADD ("/migrations/defensive", test_defensive);
  return g_test_run ();
}
