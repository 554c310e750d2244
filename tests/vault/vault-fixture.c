/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vault-fixture.h"

#include "luwte-backup-file-private.h"
#include "luwte-db-private.h"
#include "luwte-search-index-private.h"
#include "luwte-secret.h"
#include "luwte-vault-files-private.h"

#include <glib/gstdio.h>
#include <string.h>

/* The tests write notes by bare SQL, with low ids: those of January 1970. */
static gpointer
index_cb (LuwteDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (luwte_search_index_ensure (db, 1, error));
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  luwte_vault_use_test_cost ();
  fixture->parent = g_dir_make_tmp ("luwte-vault-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->dir = g_build_filename (fixture->parent, "vault", NULL);
  fixture->passphrase = luwte_secret_new ("a passphrase of a test", -1);
  fixture->vault = luwte_vault_create (fixture->dir, fixture->passphrase, &fixture->code, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fixture->vault);
  luwte_vault_write (fixture->vault, index_cb, NULL, &error);
  g_assert_no_error (error);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_all (child);
    }
  g_remove (path);
}

void
fixture_close (Fixture *fixture)
{
  if (!fixture->vault)
    return;
  luwte_vault_close (fixture->vault);
  g_assert_finalize_object (g_steal_pointer (&fixture->vault));
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_close (fixture);
  luwte_secret_unref (fixture->passphrase);
  g_clear_pointer (&fixture->code, luwte_secret_unref);
  remove_all (fixture->parent);
  g_free (fixture->parent);
  g_free (fixture->dir);
}

LuwteVault *
fixture_try (Fixture *fixture, LuwteVaultSlot slot, LuwteSecret *secret, GError **error)
{
  g_assert_null (fixture->vault);
  return luwte_vault_open (fixture->dir, slot, secret, error);
}

void
fixture_open (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture_close (fixture);
  fixture->vault = fixture_try (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fixture->vault);
}

char *
fixture_path (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->dir, name, NULL);
}

GBytes *
fixture_read (Fixture *fixture, const char *name)
{
  g_autofree char *path = fixture_path (fixture, name);
  g_autoptr (GError) error = NULL;
  char *bytes;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (bytes, length);
}

void
fixture_write (Fixture *fixture, const char *name, GBytes *bytes)
{
  g_autofree char *path = fixture_path (fixture, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                       &error);
  g_assert_no_error (error);
}

void
fixture_flip (Fixture *fixture, const char *name, gsize bit)
{
  g_autoptr (GBytes) bytes = fixture_read (fixture, name);
  gsize length;
  guint8 *changed = g_bytes_unref_to_data (g_steal_pointer (&bytes), &length);

  g_assert_cmpuint (bit / 8, <, length);
  changed[bit / 8] ^= (guint8) (1 << bit % 8);
  bytes = g_bytes_new_take (changed, length);
  fixture_write (fixture, name, bytes);
}

static gpointer
put_cb (LuwteDb *db, gpointer data, GError **error)
{
  const char *const *pair = data;
  LuwteStmt *stmt = luwte_db_prepare (db, "INSERT INTO setting (key, value) VALUES (?, ?)", error);

  if (!stmt)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, pair[0]);
  luwte_stmt_bind_text (stmt, 2, pair[1]);
  return luwte_stmt_run (stmt, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

void
fixture_put (LuwteVault *vault, const char *key, const char *value)
{
  const char *pair[] = { key, value };
  g_autoptr (GError) error = NULL;

  luwte_vault_write (vault, put_cb, pair, &error);
  g_assert_no_error (error);
}

static gpointer
get_cb (LuwteDb *db, gpointer data, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "SELECT value FROM setting WHERE key = ?", error);
  gboolean row;

  if (!stmt)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, data);
  if (!luwte_stmt_step (stmt, &row, error))
    return NULL;
  return g_strdup (row ? luwte_stmt_text (stmt, 0) : "");
}

char *
fixture_get (LuwteVault *vault, const char *key)
{
  g_autoptr (GError) error = NULL;
  char *value = luwte_vault_read (vault, get_cb, (gpointer) key, &error);

  g_assert_no_error (error);
  return value;
}

static gpointer
exec_cb (LuwteDb *db, gpointer data, GError **error)
{
  return luwte_db_exec (db, data, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

gboolean
fixture_try_exec (LuwteVault *vault, const char *sql, GError **error)
{
  return luwte_vault_write (vault, exec_cb, (gpointer) sql, error) != NULL;
}

void
fixture_exec (LuwteVault *vault, const char *sql)
{
  g_autoptr (GError) error = NULL;

  fixture_try_exec (vault, sql, &error);
  g_assert_no_error (error);
}

static gpointer
ask_cb (LuwteDb *db, gpointer data, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, data, error);
  gboolean row;

  if (!stmt || !luwte_stmt_step (stmt, &row, error))
    return NULL;
  g_assert_true (row);
  return g_memdup2 (&(gint64) { luwte_stmt_int (stmt, 0) }, sizeof (gint64));
}

gint64
fixture_ask (LuwteVault *vault, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *answer = luwte_vault_read (vault, ask_cb, (gpointer) sql, &error);

  g_assert_no_error (error);
  return *answer;
}

static void
purged_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

gboolean
fixture_purge (LuwteVault *vault, const char *sql, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  luwte_vault_purge_async (vault, exec_cb, (gpointer) sql, NULL, NULL, NULL, purged_cb, &result);
  while (!result)
    g_main_context_iteration (NULL, TRUE);
  return luwte_vault_run_finish (vault, result, error) != NULL;
}

LuwteScan
fixture_scan (Fixture *fixture, const char *const *needles)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteKey) key = luwte_vault_copy_db_key (fixture->vault);
  LuwteScan scan;

  luwte_pages_scan (fixture->dir, luwte_key_peek (key), fixture->vault->header.db_salt, needles,
                    NULL, NULL, &scan, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (scan.n_unreadable, ==, 0);
  g_assert_cmpuint (scan.n_pages, >, 0);
  return scan;
}

LuwteScan
fixture_scan_backup (Fixture *fixture, const char *path, const char *const *needles)
{
  g_autofree char *dir = g_build_filename (fixture->parent, "looked-at", NULL);
  g_autofree char *db = g_build_filename (dir, "db.db", NULL);
  g_autoptr (LuwteKey) key = luwte_backup_db_key (fixture->vault->key);
  g_autoptr (GBytes) ledger = NULL;
  g_autoptr (GError) error = NULL;
  LuwteBackupHead head;
  LuwteScan scan;

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  (void) g_remove (db);
  luwte_backup_unpack (path, &head, fixture->vault->key, &ledger, db, &error);
  g_assert_no_error (error);
  luwte_pages_scan (dir, luwte_key_peek (key), head.db_salt, needles, NULL, NULL, &scan, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (scan.n_unreadable, ==, 0);
  g_assert_cmpuint (scan.n_pages, >, 5);
  (void) g_remove (db);
  return scan;
}

void
fixture_exec_behind (Fixture *fixture, const char *sql)
{
  g_autofree char *path = fixture_path (fixture, LUWTE_FILE_DB);
  g_autoptr (LuwteKey) vault_key = NULL;
  g_autoptr (LuwteKey) key = NULL;
  g_autoptr (GError) error = NULL;
  LuwteHeader header;
  LuwteDb *db;

  vault_key = luwte_header_load (&header, fixture->dir, LUWTE_SLOT_PASSPHRASE, fixture->passphrase,
                                 &error);
  g_assert_no_error (error);
  key = luwte_key_derive (vault_key, LUWTE_VAULT_KEY_CONTEXT, LUWTE_VAULT_KEY_DB);
  db = luwte_db_open (path, key, header.db_salt, LUWTE_DB_WRITER, &error);
  g_assert_no_error (error);
  luwte_db_exec (db, sql, &error);
  g_assert_no_error (error);
  luwte_db_close (db);
}
