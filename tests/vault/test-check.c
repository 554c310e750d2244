/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each thing that can be wrong with a vault is damaged, alone, and the check names it. */

#include "vault-fixture.h"

#include "luwte-db.h"
#include "luwte-vault-files-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

static LuwteVaultFindings
examine (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  LuwteVaultFindings findings = LUWTE_VAULT_FINDING_NONE;

  luwte_vault_examine (fixture->vault, &findings, &error);
  g_assert_no_error (error);
  return findings;
}

static gpointer
audit_cb (LuwteDb *db, gpointer data, GError **error)
{
  return luwte_db_audit (db, "counsellor", "note.add", "object", error) ? db : NULL;
}

static void
fill (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture_exec (fixture->vault,
                "INSERT INTO session (id, object_id, nickname, line, channel, state, opened_at,"
                " opened_day, active_day) VALUES (1, 'o', 'A', 'chat', 'chat', 'active', 0, 0, 0);"
                "INSERT INTO note (id, object_id, session_id, kind, topic, created_at, created_day)"
                " VALUES (1, 'n', 1, 'note', 't', 0, 0);"
                "INSERT INTO note_text (note_id, body) VALUES (1, 'Een lange tekst over thuis')");
  g_assert_nonnull (luwte_vault_write (fixture->vault, audit_cb, NULL, &error));
  g_assert_cmpint (examine (fixture), ==, LUWTE_VAULT_FINDING_NONE);
}

/* In the very file that the vault has open. */
static void
flip_in_place (Fixture *fixture, const char *name, off_t at)
{
  g_autofree char *path = fixture_path (fixture, name);
  const int fd = open (path, O_RDWR);
  guint8 byte;

  g_assert_cmpint (pread (fd, &byte, 1, at), ==, 1);
  byte ^= 4;
  g_assert_cmpint (pwrite (fd, &byte, 1, at), ==, 1);
  close (fd);
}

static void
test_header (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  fixture_flip (fixture, LUWTE_FILE_HEADER_BACKUP, 8 * 300);
  g_assert_cmpint (examine (fixture), ==, LUWTE_VAULT_FINDING_HEADER);
  /* Opening puts it right. */
  fixture_open (fixture);
  g_assert_cmpint (examine (fixture), ==, LUWTE_VAULT_FINDING_NONE);
}

static void
test_first_bytes (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  flip_in_place (fixture, LUWTE_FILE_DB, 3);
  g_assert_true (examine (fixture) & LUWTE_VAULT_FINDING_FIRST_BYTES);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  flip_in_place (fixture, LUWTE_FILE_DB, 5 * 4096 + 1000);
  g_assert_true (examine (fixture) & LUWTE_VAULT_FINDING_PAGES);
}

static void
test_cut (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_path (fixture, LUWTE_FILE_DB);
  GStatBuf info;

  fill (fixture);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (truncate (path, info.st_size - 4096), ==, 0);
  g_assert_true (examine (fixture) & LUWTE_VAULT_FINDING_STRUCTURE);
}

static void
behind (Fixture *fixture, const char *sql, LuwteVaultFindings finding)
{
  fill (fixture);
  fixture_close (fixture);
  fixture_exec_behind (fixture, sql);
  fixture_open (fixture);
  g_assert_cmpint (examine (fixture), ==, finding);
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  behind (fixture,
          "PRAGMA foreign_keys = OFF;"
          " INSERT INTO draft (session_id, kind, text, saved_at) VALUES (99, 'note', 'x', 0)",
          LUWTE_VAULT_FINDING_ROWS);
}

static void
test_dossier (Fixture *fixture, gconstpointer data)
{
  behind (
      fixture,
      "INSERT INTO dossier (id, object_id, created_day, last_contact_day) VALUES (1, 'd', 0, 0);"
      " UPDATE note SET dossier_id = 1",
      LUWTE_VAULT_FINDING_ROWS);
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  behind (fixture, "DROP TRIGGER note_text_out_197001; DELETE FROM note_text",
          LUWTE_VAULT_FINDING_SEARCH);
}

static void
test_audit (Fixture *fixture, gconstpointer data)
{
  behind (fixture, "DROP TRIGGER audit_updated; UPDATE audit SET action = 'note.edit', seq = seq",
          LUWTE_VAULT_FINDING_AUDIT);
}

static void
test_ledger (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_path (fixture, LUWTE_FILE_LEDGER);
  g_autoptr (GError) error = NULL;

  fill (fixture);
  fixture_close (fixture);
  g_assert_cmpint (g_remove (path), ==, 0);
  fixture_open (fixture);
  g_assert_cmpint (examine (fixture), ==, LUWTE_VAULT_FINDING_LEDGER);
  g_assert_true (luwte_vault_rebuild_ledger (fixture->vault, &error));
  g_assert_cmpint (examine (fixture), ==, LUWTE_VAULT_FINDING_NONE);
}

/* All that is wrong is told, not only the first. */
static void
test_several (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_path (fixture, LUWTE_FILE_LEDGER);

  fill (fixture);
  fixture_flip (fixture, LUWTE_FILE_HEADER, 8 * 300);
  luwte_vault_set_unfinished (fixture->vault, TRUE);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (examine (fixture), ==,
                   LUWTE_VAULT_FINDING_HEADER | LUWTE_VAULT_FINDING_LEDGER |
                       LUWTE_VAULT_FINDING_UNFINISHED);
  for (guint bit = 0; bit < 9; bit++)
    g_assert_cmpstr (luwte_vault_finding_text (1u << bit), !=, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_ADD ("/check/header", test_header);
  FIXTURE_ADD ("/check/first-bytes", test_first_bytes);
  FIXTURE_ADD ("/check/pages", test_pages);
  FIXTURE_ADD ("/check/cut", test_cut);
  FIXTURE_ADD ("/check/rows", test_rows);
  FIXTURE_ADD ("/check/dossier", test_dossier);
  FIXTURE_ADD ("/check/search", test_search);
  FIXTURE_ADD ("/check/audit", test_audit);
  FIXTURE_ADD ("/check/ledger", test_ledger);
  FIXTURE_ADD ("/check/several", test_several);
  return g_test_run ();
}
