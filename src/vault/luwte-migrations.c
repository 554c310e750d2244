/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-migrations.h"

#include "luwte-db-private.h"
#include "luwte-search-index-private.h"
#include "luwte-vault.h"

/* "Luwt" */
#define APPLICATION_ID 0x4c757774

/* Its pieces depend on what is in the vault, which no fixed statement can say. */
#define SEARCH_BY_MONTH 4

static const char *const *const migrations[] = {
  luwte_migration_0001, luwte_migration_0002, luwte_migration_0003, luwte_migration_0004,
  luwte_migration_0005, luwte_migration_0006, luwte_migration_0007, luwte_migration_0008,
  luwte_migration_0009, luwte_migration_0010, luwte_migration_0011,
};

int
luwte_migrations_latest (void)
{
  return G_N_ELEMENTS (migrations);
}

static gboolean
run_step (LuwteDb *db, int number, GError **error)
{
  g_autofree char *version = g_strdup_printf ("PRAGMA user_version = %d", number);
  gint64 n_broken;

  for (const char *const *sql = migrations[number - 1]; *sql; sql++)
    if (!luwte_db_exec (db, *sql, error))
      return FALSE;
  if (number == SEARCH_BY_MONTH && !luwte_search_index_rebuild (db, error))
    return FALSE;
  if (!luwte_db_ask_int (db, "SELECT count (*) FROM pragma_foreign_key_check", &n_broken, error))
    return FALSE;
  if (n_broken > 0)
    {
      g_set_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
                   "Format %d leaves %" G_GINT64_FORMAT " rows that hang on nothing", number,
                   n_broken);
      return FALSE;
    }
  if (!luwte_db_ask_int (db,
                         "SELECT count (*) FROM pragma_integrity_check"
                         " WHERE integrity_check IS NOT 'ok'",
                         &n_broken, error))
    return FALSE;
  if (n_broken == 0)
    return luwte_db_exec (db, version, error);
  g_set_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
               "Format %d leaves the database unsound", number);
  return FALSE;
}

gboolean
luwte_migrations_run (LuwteDb *db, GError **error)
{
  g_autofree char *application = g_strdup_printf ("PRAGMA application_id = %d", APPLICATION_ID);
  gint64 version;

  if (!luwte_db_ask_int (db, "PRAGMA user_version", &version, error))
    return FALSE;
  for (int next = (int) version + 1; next <= luwte_migrations_latest (); next++)
    if (!luwte_db_exec (db, "BEGIN EXCLUSIVE", error) ||
        (next == 1 && !luwte_db_exec (db, application, error)) || !run_step (db, next, error) ||
        !luwte_db_exec (db, "COMMIT", error))
      {
        /* What went wrong is told already; an open transaction must not stay behind it. */
        (void) luwte_db_exec (db, "ROLLBACK", NULL);
        return FALSE;
      }
  return TRUE;
}
