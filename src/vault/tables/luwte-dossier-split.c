/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A dossier taken apart again. Each part has the last contact of its own sessions and the names that
 * they bear; what protects (holds, objections, how far somebody is known) stands in both, since
 * nobody can tell any more for which of the two it was said. */

#include "luwte-db.h"
#include "luwte-dossier-table.h"
#include "luwte-id.h"
#include "luwte-object-private.h"
#include "luwte-record-sql-private.h"
#include "luwte-vault.h"

/* ?2 the dossier, ?3 a nickname or NULL */
#define PART                                                                     \
  " FROM session s JOIN dossier d ON d.id = s.dossier_id WHERE d.object_id = ?2" \
  " AND (?3 IS NULL OR s.nickname = ?3)"

static LuwteStmt *
prepare_part (LuwteDb *db, const char *static_sql, const char *dossier, const char *nickname,
              GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, static_sql, error);

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  luwte_stmt_bind_text (stmt, 2, dossier);
  luwte_stmt_bind_text (stmt, 3, nickname);
  return stmt;
}

static gboolean
count_notes (LuwteDb *db, const char *dossier, const char *nickname, LuwteDossierParts *parts,
             GError **error)
{
  LuwteStmt *stmt =
      prepare_part (db,
                    "SELECT count (*) FROM note n JOIN session s ON s.id = n.session_id"
                    " JOIN dossier d ON d.id = s.dossier_id WHERE d.object_id = ?2"
                    " AND (?3 IS NULL OR s.nickname = ?3)"
                    " AND" LUWTE_SQL_SHOWN ("n.kind", "n.created_day"),
                    dossier, nickname, error);
  gboolean row;

  if (stmt == NULL || !luwte_stmt_step (stmt, &row, error))
    return FALSE;
  parts->n_notes = (guint) luwte_stmt_int (stmt, 0);
  return TRUE;
}

gboolean
luwte_dossier_table_parts (LuwteDb *db, const char *dossier, const char *nickname,
                           LuwteDossierParts *parts, GError **error)
{
  LuwteStmt *stmt;
  gboolean row;

  *parts = (LuwteDossierParts) { .last_contact = LUWTE_DAY_NONE };
  stmt = prepare_part (db,
                       "SELECT count (*), count (*) FILTER (WHERE s.closed_day IS NULL),"
                       " count (s.author), max (s.active_day)" PART,
                       dossier, nickname, error);
  if (stmt == NULL || !luwte_stmt_step (stmt, &row, error))
    return FALSE;
  parts->n_contacts = (guint) luwte_stmt_int (stmt, 0);
  parts->n_open = (guint) luwte_stmt_int (stmt, 1);
  parts->n_of_others = (guint) luwte_stmt_int (stmt, 2);
  parts->last_contact = luwte_stmt_day (stmt, 3);
  return count_notes (db, dossier, nickname, parts, error);
}

char **
luwte_dossier_table_sessions (LuwteDb *db, const char *dossier, const char *nickname,
                              GError **error)
{
  LuwteStmt *stmt = prepare_part (db, "SELECT s.object_id" PART " ORDER BY s.id", dossier, nickname,
                                  error);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_strv_builder_end (ids);
      g_strv_builder_add (ids, luwte_stmt_text (stmt, 0));
    }
  return NULL;
}

static gboolean
run_pair (LuwteDb *db, const char *static_sql, gint64 from, gint64 to, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, static_sql, error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, from);
  luwte_stmt_bind_int (stmt, 2, to);
  return luwte_stmt_run (stmt, error);
}

static gboolean
add_part (LuwteDb *db, gint64 from, const char *object_id, gint64 *to, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "INSERT INTO dossier (object_id, created_day, last_contact_day, known, known_day)"
      " SELECT ?2, created_day, last_contact_day, known, known_day FROM dossier WHERE id = ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, from);
  luwte_stmt_bind_text (stmt, 2, object_id);
  if (!luwte_stmt_run (stmt, error))
    return FALSE;
  *to = luwte_db_last_rowid (db);
  return TRUE;
}

static gboolean
move_sessions (LuwteDb *db, gint64 from, gint64 to, const char *const *sessions, GError **error)
{
  for (guint i = 0; sessions[i] != NULL; i++)
    {
      LuwteStmt *stmt = luwte_db_prepare (
          db, "UPDATE session SET dossier_id = ?2 WHERE dossier_id = ?1 AND object_id = ?3", error);

      if (stmt == NULL)
        return FALSE;
      luwte_stmt_bind_int (stmt, 1, from);
      luwte_stmt_bind_int (stmt, 2, to);
      luwte_stmt_bind_text (stmt, 3, sessions[i]);
      if (!luwte_stmt_run (stmt, error) || !luwte_object_changed (db, error))
        return FALSE;
    }
  return TRUE;
}

/* A name goes along when a session that goes bears it, and stays when one that stays does. */
static gboolean
part_names (LuwteDb *db, gint64 from, gint64 to, GError **error)
{
  return run_pair (db,
                   "INSERT INTO nickname (dossier_id, service_id, name, folded, used_day)"
                   " SELECT ?2, k.service_id, k.name, k.folded, k.used_day FROM nickname k"
                   " WHERE k.dossier_id = ?1 AND k.name IN"
                   " (SELECT nickname FROM session WHERE dossier_id = ?2)",
                   from, to, error) &&
         run_pair (db,
                   "DELETE FROM nickname WHERE dossier_id = ?1"
                   " AND name IN (SELECT nickname FROM session WHERE dossier_id = ?2)"
                   " AND name NOT IN (SELECT nickname FROM session WHERE dossier_id = ?1)",
                   from, to, error);
}

static gboolean
part_protections (LuwteDb *db, gint64 from, gint64 to, GError **error)
{
  return run_pair (db,
                   "INSERT INTO hold (object_id, dossier_id, reason, from_day, until_day, scope)"
                   " SELECT lower (hex (randomblob (16))), ?2, reason, from_day, until_day, scope"
                   " FROM hold WHERE dossier_id = ?1 AND ended_at IS NULL",
                   from, to, error) &&
         run_pair (db,
                   "INSERT INTO objection (dossier_id, kind, day, role)"
                   " SELECT ?2, kind, day, role FROM objection WHERE dossier_id = ?1",
                   from, to, error);
}

/* By its own sessions, never later than before: a term grows by a contact alone. */
static gboolean
set_last_contact (LuwteDb *db, gint64 dossier, GError **error)
{
  return luwte_object_run (db,
                           "UPDATE dossier SET last_contact_day = min (last_contact_day,"
                           " (SELECT max (active_day) FROM session WHERE dossier_id = ?1))"
                           " WHERE id = ?1",
                           dossier, error);
}

char *
luwte_dossier_table_split (LuwteDb *db, const char *dossier, const char *const *sessions,
                           GError **error)
{
  g_autofree char *object_id = luwte_id_new ();
  LuwteDossierParts left;
  gint64 from;
  gint64 to;

  if (!luwte_object_find (db, LUWTE_SQL_DOSSIER_ID, dossier, &from, error) ||
      !add_part (db, from, object_id, &to, error) ||
      !move_sessions (db, from, to, sessions, error) ||
      !luwte_dossier_table_parts (db, dossier, NULL, &left, error))
    return NULL;
  if (sessions[0] == NULL || left.n_contacts == 0)
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND,
                           "A part of a dossier is some of its contacts, and not all");
      return NULL;
    }
  if (!part_names (db, from, to, error) || !part_protections (db, from, to, error) ||
      !set_last_contact (db, from, error) || !set_last_contact (db, to, error))
    return NULL;
  return g_steal_pointer (&object_id);
}
