/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-db.h"
#include "luwte-team-table.h"
#include "luwte-vault.h"

#include <string.h>

gboolean
luwte_identity_table_get (LuwteDb *db, guint8 seed[LUWTE_SEED_BYTES], char **name, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "SELECT seed, name FROM identity", error);
  const guint8 *bytes;
  gboolean row;
  gsize length;

  *name = NULL;
  if (stmt == NULL || !luwte_stmt_step (stmt, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  bytes = luwte_stmt_blob (stmt, 0, &length);
  if (length != LUWTE_SEED_BYTES)
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
                           "The key of this vault's identity has another length");
      return FALSE;
    }
  memcpy (seed, bytes, length);
  *name = g_strdup (luwte_stmt_text (stmt, 1));
  return TRUE;
}

gboolean
luwte_identity_table_set (LuwteDb *db, const guint8 seed[LUWTE_SEED_BYTES], const char *name,
                          GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "INSERT INTO identity (id, seed, name) VALUES (1, ?1, ?2)"
                                      " ON CONFLICT (id) DO UPDATE SET name = ?2",
                                      error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_blob (stmt, 1, seed, LUWTE_SEED_BYTES);
  luwte_stmt_bind_text (stmt, 2, name);
  return luwte_stmt_run (stmt, error);
}

void
luwte_roster_row_free (LuwteRosterRow *self)
{
  g_free (self->text);
  g_free (self);
}

GPtrArray *
luwte_roster_table_list (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT text, replaced_day FROM roster"
                                      " ORDER BY replaced_day IS NOT NULL, number DESC",
                                      error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_roster_row_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (luwte_stmt_step (stmt, &row, error))
    {
      LuwteRosterRow *roster;

      if (!row)
        return g_steal_pointer (&rows);
      roster = g_new (LuwteRosterRow, 1);
      roster->text = g_strdup (luwte_stmt_text (stmt, 0));
      roster->replaced = luwte_stmt_day (stmt, 1);
      g_ptr_array_add (rows, roster);
    }
  return NULL;
}

gboolean
luwte_roster_table_add (LuwteDb *db, const char *team, guint number, const char *text,
                        GError **error)
{
  LuwteStmt *stmt =
      luwte_db_prepare (db, "UPDATE roster SET replaced_day = ?1 WHERE replaced_day IS NULL",
                        error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  if (!luwte_stmt_run (stmt, error))
    return FALSE;
  stmt = luwte_db_prepare (db,
                           "INSERT OR REPLACE INTO roster (team, number, text, accepted_day)"
                           " VALUES (?1, ?2, ?3, ?4)",
                           error);
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, team);
  luwte_stmt_bind_int (stmt, 2, number);
  luwte_stmt_bind_text (stmt, 3, text);
  luwte_stmt_bind_day (stmt, 4, luwte_db_today (db));
  return luwte_stmt_run (stmt, error);
}

gboolean
luwte_roster_table_drop (LuwteDb *db, LuwteDay day, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "DELETE FROM roster WHERE replaced_day < ?1", error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_day (stmt, 1, day);
  return luwte_stmt_run (stmt, error);
}

void
luwte_roster_card_row_free (LuwteRosterCardRow *self)
{
  g_free (self->id);
  g_free (self->card);
  g_free (self);
}

GPtrArray *
luwte_roster_card_table_list (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "SELECT id, card, roles FROM roster_card ORDER BY id",
                                      error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_roster_card_row_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (luwte_stmt_step (stmt, &row, error))
    {
      LuwteRosterCardRow *card;

      if (!row)
        return g_steal_pointer (&rows);
      card = g_new (LuwteRosterCardRow, 1);
      card->id = g_strdup (luwte_stmt_text (stmt, 0));
      card->card = g_strdup (luwte_stmt_text (stmt, 1));
      card->roles = (guint) luwte_stmt_int (stmt, 2);
      g_ptr_array_add (rows, card);
    }
  return NULL;
}

gboolean
luwte_roster_card_table_set (LuwteDb *db, const char *id, const char *card, guint roles,
                             GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db, "INSERT OR REPLACE INTO roster_card (id, card, roles) VALUES (?1, ?2, ?3)", error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, id);
  luwte_stmt_bind_text (stmt, 2, card);
  luwte_stmt_bind_int (stmt, 3, roles);
  return luwte_stmt_run (stmt, error);
}

gboolean
luwte_roster_card_table_clear (LuwteDb *db, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "DELETE FROM roster_card", error);

  return stmt != NULL && luwte_stmt_run (stmt, error);
}
