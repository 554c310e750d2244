/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Everything that can be proved about a vault is proved, and all that is wrong is told, not only
 * the first: what is to be done depends on the whole. The cipher's own check reads the file alone,
 * is blind to swapped pages and a tail cut off, and the other one is blind to flipped bits in
 * texts: so both, after a checkpoint. */

#include "luwte-vault-private.h"

#include "luwte-audit-private.h"
#include "luwte-log.h"
#include "luwte-vault-files-private.h"
#include "luwte-search-index-private.h"

#include <string.h>
#include <sys/stat.h>

typedef struct
{
  LuwteVault *vault; /* borrowed */
  LuwteVaultFindings findings;
} Check;

const char *
luwte_vault_finding_text (LuwteVaultFindings finding)
{
  switch (finding)
    {
    case LUWTE_VAULT_FINDING_HEADER:
      return "One of the two copies of vault.hdr is damaged";
    case LUWTE_VAULT_FINDING_FIRST_BYTES:
      return "The first bytes of vault.db were changed";
    case LUWTE_VAULT_FINDING_PAGES:
      return "Pages of vault.db were changed from outside, or the disk is failing";
    case LUWTE_VAULT_FINDING_STRUCTURE:
      return "The structure of vault.db is damaged";
    case LUWTE_VAULT_FINDING_ROWS:
      return "Rows of vault.db hang on nothing, or not on what is theirs";
    case LUWTE_VAULT_FINDING_SEARCH:
      return "The search index does not fit the texts";
    case LUWTE_VAULT_FINDING_AUDIT:
      return "The audit was changed";
    case LUWTE_VAULT_FINDING_LEDGER:
      return "vault.ledger is missing or damaged, or an older copy of a file was put back";
    case LUWTE_VAULT_FINDING_UNFINISHED:
      return "An erasure has not reached its last step";
    case LUWTE_VAULT_FINDING_NONE:
      break;
    }
  return "";
}

static void
find (Check *check, LuwteVaultFindings finding, GError **reason)
{
  check->findings |= finding;
  if (*reason)
    luwte_log_error ("the vault's check", *reason);
  g_clear_error (reason);
}

static gboolean
header_is_sound (LuwteVault *self, const char *name)
{
  g_autoptr (GBytes) bytes = luwte_files_read (self->dir, name, 64 * 1024, NULL);
  g_autoptr (GMutexLocker) locker = NULL;
  LuwteHeader header;
  gsize length = 0;
  const guint8 *data = bytes ? g_bytes_get_data (bytes, &length) : NULL;

  if (!bytes || !luwte_header_parse (&header, data, length, NULL))
    return FALSE;
  locker = g_mutex_locker_new (&self->slot_mutex);
  return self->key && luwte_header_is_ours (&header, self->key) &&
         header.generation == self->header.generation;
}

/* A pragma that gives a row for each thing that is wrong. */
static gboolean
gives_no_row (LuwteDb *db, const char *sql, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, sql, error);
  gboolean row = TRUE;
  const gboolean well = stmt && luwte_stmt_step (stmt, &row, error) && !row;

  luwte_db_end_task (db);
  return well;
}

/* A tail that was cut off may still be in the connection's memory, where both checks find it. */
static gboolean
is_as_long_as_it_says (LuwteDb *db, const char *path)
{
  struct stat info;
  gint64 n_pages, page_size;

  return luwte_db_ask_int (db, "PRAGMA page_count", &n_pages, NULL) &&
         luwte_db_ask_int (db, "PRAGMA page_size", &page_size, NULL) && stat (path, &info) == 0 &&
         info.st_size == n_pages * page_size;
}

static void
check_pages (Check *check, LuwteDb *db)
{
  LuwteVault *self = check->vault;
  g_autofree char *path = luwte_vault_path (self, LUWTE_FILE_DB);
  g_autofree char *answer = NULL;
  g_autoptr (GError) reason = NULL;
  gint64 busy;

  if (!luwte_db_ask_int (db, "PRAGMA wal_checkpoint (TRUNCATE)", &busy, &reason))
    find (check, LUWTE_VAULT_FINDING_STRUCTURE, &reason);
  if (!luwte_db_check_file (path, self->header.db_salt, &reason))
    find (check, LUWTE_VAULT_FINDING_FIRST_BYTES, &reason);
  if (!gives_no_row (db, "PRAGMA cipher_integrity_check", &reason))
    find (check, LUWTE_VAULT_FINDING_PAGES, &reason);
  answer = luwte_db_ask_text (db, "PRAGMA integrity_check", &reason);
  if (g_strcmp0 (answer, "ok") != 0 || !is_as_long_as_it_says (db, path))
    find (check, LUWTE_VAULT_FINDING_STRUCTURE, &reason);
}

/* Over damaged pages nothing more can be said about what stands on them. */
static void
check_content (Check *check, LuwteDb *db)
{
  g_autoptr (GError) reason = NULL;

  if (!gives_no_row (db, "PRAGMA foreign_key_check", &reason))
    find (check, LUWTE_VAULT_FINDING_ROWS, &reason);
  /* A note under another dossier than its session's would be shown to the wrong one. */
  if (!gives_no_row (db,
                     "SELECT 1 FROM note n JOIN session s ON s.id = n.session_id"
                     " WHERE n.dossier_id IS NOT s.dossier_id LIMIT 1",
                     &reason))
    find (check, LUWTE_VAULT_FINDING_ROWS, &reason);
  if (!luwte_search_index_check (db, &reason))
    find (check, LUWTE_VAULT_FINDING_SEARCH, &reason);
  if (!luwte_audit_check (db, &reason))
    find (check, LUWTE_VAULT_FINDING_AUDIT, &reason);
  luwte_db_end_task (db);
  if (!luwte_vault_guard_check (check->vault, db, &reason))
    find (check, LUWTE_VAULT_FINDING_LEDGER, &reason);
  luwte_db_end_task (db);
}

static gpointer
check_cb (LuwteDb *db, gpointer data, GError **error)
{
  Check *check = data;
  const LuwteVaultFindings pages = LUWTE_VAULT_FINDING_PAGES | LUWTE_VAULT_FINDING_STRUCTURE;
  GError *none = NULL;

  if (!header_is_sound (check->vault, LUWTE_FILE_HEADER) ||
      !header_is_sound (check->vault, LUWTE_FILE_HEADER_BACKUP))
    find (check, LUWTE_VAULT_FINDING_HEADER, &none);
  check_pages (check, db);
  if (!(check->findings & pages))
    check_content (check, db);
  if (luwte_vault_get_unfinished (check->vault))
    find (check, LUWTE_VAULT_FINDING_UNFINISHED, &none);
  return check;
}

gboolean
luwte_vault_examine (LuwteVault *self, LuwteVaultFindings *findings, GError **error)
{
  Check check = { .vault = self };

  g_return_val_if_fail (LUWTE_IS_VAULT (self), FALSE);

  if (!luwte_vault_run (self, LUWTE_JOB_BARE, check_cb, &check, error))
    return FALSE;
  *findings = check.findings;
  return TRUE;
}

gboolean
luwte_vault_check (LuwteVault *self, GError **error)
{
  LuwteVaultFindings findings;

  if (!luwte_vault_examine (self, &findings, error))
    return FALSE;
  for (guint bit = 0; bit < 32; bit++)
    if (findings & (1u << bit))
      {
        g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
                             luwte_vault_finding_text (1u << bit));
        return FALSE;
      }
  return TRUE;
}
