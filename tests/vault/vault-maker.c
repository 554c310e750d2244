/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vault-maker DIR TEXT: makes a vault, keeps a text in it, opens it again and reads it. What
 * test-preload starts beside another SQLite. Ends with 0, or with 1 and the reason. */

#include "luwte-db.h"
#include "luwte-secret.h"
#include "luwte-vault-private.h"

#include <stdio.h>

static gpointer
put_cb (LuwteDb *db, gpointer data, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "INSERT INTO setting (key, value) VALUES ('text', ?)",
                                      error);

  if (!stmt)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, data);
  return luwte_stmt_run (stmt, error) ? data : NULL;
}

static gpointer
get_cb (LuwteDb *db, gpointer data, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "SELECT value FROM setting WHERE key = 'text'", error);
  gboolean row;

  if (!stmt || !luwte_stmt_step (stmt, &row, error) || !row)
    return NULL;
  return g_strdup (luwte_stmt_text (stmt, 0));
}

static gboolean
run (const char *dir, char *text, GError **error)
{
  g_autoptr (LuwteSecret) passphrase = luwte_secret_new ("a passphrase of a test", -1);
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (LuwteVault) made = luwte_vault_create (dir, passphrase, &code, error);
  g_autoptr (LuwteVault) opened = NULL;
  g_autofree char *kept = NULL;

  if (!made || !luwte_vault_write (made, put_cb, text, error))
    return FALSE;
  luwte_vault_close (made);
  opened = luwte_vault_open (dir, LUWTE_VAULT_SLOT_PASSPHRASE, passphrase, error);
  if (!opened)
    return FALSE;
  kept = luwte_vault_read (opened, get_cb, NULL, error);
  return kept && g_str_equal (kept, text);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;

  luwte_vault_use_test_cost ();
  if (argc == 3 && run (argv[1], argv[2], &error))
    return 0;
  fprintf (stderr, "vault-maker: %s\n", error ? error->message : "the text was not kept");
  return 1;
}
