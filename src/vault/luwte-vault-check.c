/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-vault-private.h"

#include "luwte-audit-private.h"
#include "luwte-vault-files-private.h"

static gboolean
damaged (GError **error, const char *what)
{
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED, what);
  return FALSE;
}

/* A pragma that gives a row for each thing that is wrong. */
static gboolean
expect_no_row (LuwteDb *db, const char *sql, const char *what, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, sql, error);
  gboolean row;

  if (!stmt || !luwte_stmt_step (stmt, &row, error))
    return FALSE;
  return !row || damaged (error, what);
}

/* The cipher's check reads the file alone, so it speaks only after a checkpoint. */
static gpointer
check_cb (LuwteDb *db, gpointer data, GError **error)
{
  LuwteVault *self = data;
  g_autofree char *path = luwte_vault_path (self, LUWTE_FILE_DB);
  g_autofree char *answer = NULL;
  gint64 busy;

  if (!luwte_db_ask_int (db, "PRAGMA wal_checkpoint (TRUNCATE)", &busy, error) ||
      !luwte_db_check_file (path, self->header.db_salt, error) ||
      !expect_no_row (db, "PRAGMA cipher_integrity_check",
                      "Pages of vault.db were changed from outside, or the disk is failing."
                      " Copy the whole folder to another disk before you do anything else",
                      error))
    return NULL;
  answer = luwte_db_ask_text (db, "PRAGMA integrity_check", error);
  if (!answer)
    return NULL;
  if (!g_str_equal (answer, "ok"))
    {
      damaged (error, "The structure of vault.db is damaged. Copy the whole folder to another disk"
                      " before you do anything else");
      return NULL;
    }
  if (!expect_no_row (db, "PRAGMA foreign_key_check", "Rows of vault.db hang on nothing", error) ||
      !luwte_db_exec (db, "INSERT INTO note_fts (note_fts, rank) VALUES ('integrity-check', 1)",
                      error) ||
      !luwte_audit_check (db, error) || !luwte_vault_guard_check (self, db, error))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

gboolean
luwte_vault_check (LuwteVault *self, GError **error)
{
  g_return_val_if_fail (LUWTE_IS_VAULT (self), FALSE);

  return luwte_vault_run (self, LUWTE_JOB_BARE, check_cb, self, error) != NULL;
}
