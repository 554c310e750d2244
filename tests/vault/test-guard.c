/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ledger and audit: what was changed, cut or put back from outside is noticed. */

#include "vault-fixture.h"

#include "luwte-db.h"
#include "luwte-secret.h"
#include "luwte-vault-files-private.h"

#include <glib/gstdio.h>
#include <string.h>

static gpointer
audit_cb (LuwteDb *db, gpointer data, GError **error)
{
  return luwte_db_audit (db, "counsellor", "note.add", data, error) ? data : NULL;
}

static void
audit (LuwteVault *vault, const char *object)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (luwte_vault_write (vault, audit_cb, (gpointer) object, &error));
  g_assert_no_error (error);
}

static void
assert_check (LuwteVault *vault, gboolean well)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (luwte_vault_check (vault, &error), ==, well);
  if (!well)
    g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED);
  else
    g_assert_no_error (error);
}

static void
assert_read_only (LuwteVault *vault)
{
  g_autofree char *trouble = luwte_vault_dup_trouble (vault);
  g_autofree char *value = fixture_get (vault, "kept");
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (trouble);
  g_assert_cmpstr (value, ==, "yes");
  g_assert_false (fixture_try_exec (vault, "DELETE FROM setting", &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_false (fixture_purge (vault, "DELETE FROM setting", &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED);
}

static void
test_audit_holds (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 20; i++)
    audit (fixture->vault, "0123456789abcdef0123456789abcdef");
  assert_check (fixture->vault, TRUE);
  fixture_open (fixture);
  audit (fixture->vault, "0123456789abcdef0123456789abcdef");
  assert_check (fixture->vault, TRUE);
}

static void
test_audit_append_only (Fixture *fixture, gconstpointer data)
{
  const char *const attempts[] = { "UPDATE audit SET action = 'other'", "UPDATE audit SET at = 1",
                                   "DELETE FROM audit", "UPDATE audit SET object = 'other'" };

  audit (fixture->vault, "0123456789abcdef0123456789abcdef");
  for (gsize i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (fixture_try_exec (fixture->vault, attempts[i], &error));
      g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_FAILED);
    }
}

/* Somebody who has the database's key and not the audit's. */
static void
test_audit_forged (Fixture *fixture, gconstpointer data)
{
  const char *const attempts[] = {
    "UPDATE audit SET role = 'lead' WHERE seq = 2",
    "UPDATE audit SET at = at - 1 WHERE seq = 3",
    "UPDATE audit SET object = 'x' WHERE seq = 1",
    "DELETE FROM audit WHERE seq = 2",
    "DELETE FROM audit WHERE seq = 4",
    /* Two rows change places. */
    "UPDATE audit SET at = (SELECT at + 5 FROM before WHERE seq = 1), mac = (SELECT mac FROM before"
    " WHERE seq = 3) WHERE seq = 2",
    /* A row is added by somebody who cannot know its MAC. */
    "INSERT INTO audit (seq, at, role, action, object, object_hash, prev, mac) SELECT 5, at, role,"
    " 'note.erase', object, object_hash, mac, mac FROM audit WHERE seq = 4",
    /* The beginning is cut off behind an anchor of one's own. */
    "INSERT INTO audit_anchor (id, seq, mac) VALUES (1, 2, zeroblob (32)); DELETE FROM audit WHERE"
    " seq <= 2",
    /* All of it. */
    "DELETE FROM audit",
  };

  fixture_exec (fixture->vault, "DROP TRIGGER audit_updated; DROP TRIGGER audit_deleted");
  for (int i = 0; i < 4; i++)
    audit (fixture->vault, "0123456789abcdef0123456789abcdef");
  /* Closing anchors the head, which the last attempt cuts off. */
  fixture_open (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      const char *undo = "DELETE FROM audit; DELETE FROM audit_anchor; INSERT INTO audit"
                         " SELECT * FROM before; DROP TABLE before";

      fixture_exec (fixture->vault, "CREATE TABLE before AS SELECT * FROM audit");
      fixture_exec (fixture->vault, attempts[i]);
      assert_check (fixture->vault, FALSE);
      fixture_exec (fixture->vault, undo);
      assert_check (fixture->vault, TRUE);
    }
}

static gpointer
forget_cb (LuwteDb *db, gpointer data, GError **error)
{
  return luwte_db_audit_forget (db, data, error) ? data : NULL;
}

static gpointer
cut_cb (LuwteDb *db, gpointer data, GError **error)
{
  return luwte_db_audit_cut (db, G_MAXINT64, error) ? data : NULL;
}

/* Object ids leave with their object, old rows behind an anchor; the chain holds. */
static void
test_audit_forgets (Fixture *fixture, gconstpointer data)
{
  const char *gone = "0123456789abcdef0123456789abcdef";
  const char *needles[] = { gone, NULL };
  g_autoptr (GError) error = NULL;

  audit (fixture->vault, gone);
  audit (fixture->vault, "11111111111111112222222222222222");
  g_assert_nonnull (luwte_vault_write (fixture->vault, forget_cb, (gpointer) gone, &error));
  g_assert_true (fixture_purge (fixture->vault, "DELETE FROM note", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture_scan (fixture, needles).n_hits, ==, 0);
  assert_check (fixture->vault, TRUE);

  g_assert_nonnull (luwte_vault_write (fixture->vault, cut_cb, fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fixture_ask (fixture->vault, "SELECT count (*) FROM audit"), ==, 0);
  audit (fixture->vault, gone);
  assert_check (fixture->vault, TRUE);
  fixture_open (fixture);
  assert_check (fixture->vault, TRUE);
}

static void
test_ledger_missing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ledger = fixture_path (fixture, LUWTE_FILE_LEDGER);
  g_autofree char *trouble = NULL;
  g_autoptr (GError) error = NULL;

  fixture_put (fixture->vault, "kept", "yes");
  fixture_close (fixture);
  g_assert_cmpint (g_remove (ledger), ==, 0);
  fixture_open (fixture);
  assert_read_only (fixture->vault);
  assert_check (fixture->vault, FALSE);

  g_assert_true (luwte_vault_rebuild_ledger (fixture->vault, &error));
  g_assert_no_error (error);
  trouble = luwte_vault_dup_trouble (fixture->vault);
  g_assert_null (trouble);
  fixture_put (fixture->vault, "again", "writes");
  g_assert_cmpint (fixture_ask (fixture->vault,
                                "SELECT count (*) FROM audit WHERE action = 'ledger.rebuilt'"),
                   ==, 1);
  fixture_open (fixture);
  assert_check (fixture->vault, TRUE);
}

static void
test_ledger_put_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) old = NULL;
  g_autoptr (GError) error = NULL;

  fixture_put (fixture->vault, "kept", "yes");
  old = fixture_read (fixture, LUWTE_FILE_LEDGER);
  g_assert_true (fixture_purge (fixture->vault, "DELETE FROM note", &error));
  fixture_close (fixture);
  fixture_write (fixture, LUWTE_FILE_LEDGER, old);
  fixture_open (fixture);
  assert_read_only (fixture->vault);
}

static void
test_database_put_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) old = NULL;

  fixture_put (fixture->vault, "kept", "yes");
  fixture_close (fixture);
  old = fixture_read (fixture, LUWTE_FILE_DB);
  fixture_open (fixture);
  audit (fixture->vault, "0123456789abcdef0123456789abcdef");
  fixture_close (fixture);
  fixture_write (fixture, LUWTE_FILE_DB, old);
  fixture_open (fixture);
  assert_read_only (fixture->vault);
}

/* A record that a power cut left half-written was never answered for. */
static void
test_ledger_torn (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) whole = NULL;
  g_autofree char *trouble = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (fixture_purge (fixture->vault, "DELETE FROM note", &error));
  fixture_close (fixture);
  whole = fixture_read (fixture, LUWTE_FILE_LEDGER);
  for (gsize cut = 1; cut < 90; cut += 11)
    {
      g_autoptr (GBytes) torn = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) - cut);

      fixture_write (fixture, LUWTE_FILE_LEDGER, torn);
      fixture_open (fixture);
      trouble = luwte_vault_dup_trouble (fixture->vault);
      g_assert_null (trouble);
      g_assert_false (luwte_vault_get_unfinished (fixture->vault));
      fixture_close (fixture);
    }
}

/* Every bit of the ledger: either found out, or the job is only done again. */
static void
test_ledger_bits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GError) error = NULL;
  guint n_noticed = 0, n_bits = 0;

  fixture_put (fixture->vault, "kept", "yes");
  g_assert_true (fixture_purge (fixture->vault, "DELETE FROM note", &error));
  fixture_close (fixture);
  whole = fixture_read (fixture, LUWTE_FILE_LEDGER);
  for (gsize bit = 5; bit < g_bytes_get_size (whole) * 8; bit += 83, n_bits++)
    {
      g_autofree char *trouble = NULL;
      g_autofree char *value = NULL;

      fixture_write (fixture, LUWTE_FILE_LEDGER, whole);
      fixture_flip (fixture, LUWTE_FILE_LEDGER, bit);
      fixture_open (fixture);
      trouble = luwte_vault_dup_trouble (fixture->vault);
      n_noticed += trouble != NULL;
      value = fixture_get (fixture->vault, "kept");
      g_assert_cmpstr (value, ==, "yes");
      fixture_close (fixture);
    }
  g_assert_cmpuint (n_noticed, >=, n_bits / 3);
}

/* One bit of the database: opening or the check notices; nothing crashes. */
static void
test_database_bits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) whole = NULL;
  gsize n_bits;

  fixture_put (fixture->vault, "kept", "yes");
  fixture_close (fixture);
  whole = fixture_read (fixture, LUWTE_FILE_DB);
  n_bits = g_bytes_get_size (whole) * 8;
  for (int i = 0; i < 60; i++)
    {
      const gsize bit = i < 16 ? (gsize) i * 8 : (gsize) g_test_rand_int_range (0, (gint32) n_bits);
      g_autoptr (GError) error = NULL;

      fixture_write (fixture, LUWTE_FILE_DB, whole);
      fixture_flip (fixture, LUWTE_FILE_DB, bit);
      fixture->vault = fixture_try (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase,
                                    &error);
      if (fixture->vault)
        assert_check (fixture->vault, FALSE);
      else
        g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED);
      fixture_close (fixture);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  FIXTURE_ADD ("/guard/audit-holds", test_audit_holds);
  FIXTURE_ADD ("/guard/audit-append-only", test_audit_append_only);
  FIXTURE_ADD ("/guard/audit-forged", test_audit_forged);
  FIXTURE_ADD ("/guard/audit-forgets", test_audit_forgets);
  FIXTURE_ADD ("/guard/ledger-missing", test_ledger_missing);
  FIXTURE_ADD ("/guard/ledger-put-back", test_ledger_put_back);
  FIXTURE_ADD ("/guard/database-put-back", test_database_put_back);
  FIXTURE_ADD ("/guard/ledger-torn", test_ledger_torn);
  FIXTURE_ADD ("/guard/ledger-bits", test_ledger_bits);
  FIXTURE_ADD ("/guard/database-bits", test_database_bits);
  return g_test_run ();
}
