/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who is the same visitor is never concluded here: a caller says which dossier a session belongs
 * to. */

#include "luwte-db.h"
#include "luwte-dossier-table.h"
#include "luwte-id.h"
#include "luwte-object-private.h"
#include "luwte-record-sql-private.h"

static gboolean
find_service (LuwteDb *db, const char *service, gint64 *id, GError **error)
{
  *id = 0;
  return service == NULL || luwte_object_find (db, LUWTE_SQL_SERVICE_ID, service, id, error);
}

char *
luwte_dossier_table_add (LuwteDb *db, const char *service, const char *nickname, LuwteDay day,
                         GError **error)
{
  g_autofree char *object_id = luwte_id_new ();
  LuwteStmt *stmt;
  gint64 service_id;

  if (!find_service (db, service, &service_id, error))
    return NULL;
  stmt = luwte_db_prepare (db,
                           "INSERT INTO dossier (object_id, created_day, last_contact_day)"
                           " VALUES (?1, ?2, ?2)",
                           error);
  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, object_id);
  luwte_stmt_bind_day (stmt, 2, day);
  if (!luwte_stmt_run (stmt, error) ||
      !luwte_dossier_use_nickname (db, luwte_db_last_rowid (db), service_id, nickname, day, error))
    return NULL;
  return g_steal_pointer (&object_id);
}

gboolean
luwte_dossier_table_add_nickname (LuwteDb *db, const char *dossier, const char *service,
                                  const char *nickname, LuwteDay day, GError **error)
{
  gint64 id;
  gint64 service_id;

  return luwte_object_find (db, LUWTE_SQL_DOSSIER_ID, dossier, &id, error) &&
         find_service (db, service, &service_id, error) &&
         luwte_dossier_use_nickname (db, id, service_id, nickname, day, error);
}

gboolean
luwte_dossier_table_find (LuwteDb *db, const char *nickname, char **dossier, GError **error)
{
  g_autofree char *name = luwte_nickname_normalize (nickname);
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT d.object_id FROM nickname k"
                                      " JOIN dossier d ON d.id = k.dossier_id WHERE k.name = ?1"
                                      " ORDER BY d.last_contact_day DESC, d.id DESC LIMIT 1",
                                      error);
  gboolean row;

  *dossier = NULL;
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, name);
  if (!luwte_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    *dossier = g_strdup (luwte_stmt_text (stmt, 0));
  return TRUE;
}

gboolean
luwte_dossier_table_is_held (LuwteDb *db, const char *dossier, gboolean *held, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT 1 FROM dossier d JOIN hold h"
                                      " ON h.dossier_id = d.id WHERE d.object_id = ?2"
                                      " AND h.ended_at IS NULL"
                                      " AND (h.until_day IS NULL OR h.until_day >= ?1)"
                                      " AND h.scope IS NULL LIMIT 1",
                                      error);

  *held = FALSE;
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  luwte_stmt_bind_text (stmt, 2, dossier);
  return luwte_stmt_step (stmt, held, error);
}

gboolean
luwte_dossier_table_touch (LuwteDb *db, const char *dossier, LuwteDay day, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db, "UPDATE dossier SET last_contact_day = max (last_contact_day, ?2) WHERE object_id = ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, dossier);
  luwte_stmt_bind_day (stmt, 2, day);
  return luwte_stmt_run (stmt, error) && luwte_object_changed (db, error);
}

static gboolean
run_pair (LuwteDb *db, const char *static_sql, gint64 from, gint64 into, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, static_sql, error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, from);
  luwte_stmt_bind_int (stmt, 2, into);
  return luwte_stmt_run (stmt, error);
}

/* Whoever is known by name in one of two is so in both. */
#define RANK         " CASE known WHEN 'identified' THEN 2 WHEN 'partly' THEN 1 ELSE 0 END"
#define KNOWN_BETTER " (SELECT" RANK " FROM dossier WHERE id = ?1) >" RANK

gboolean
luwte_dossier_table_join (LuwteDb *db, const char *from, const char *into, GError **error)
{
  gint64 a;
  gint64 b;

  if (!luwte_object_find (db, LUWTE_SQL_DOSSIER_ID, from, &a, error) ||
      !luwte_object_find (db, LUWTE_SQL_DOSSIER_ID, into, &b, error))
    return FALSE;
  if (a == b)
    return TRUE;
  return run_pair (db, "UPDATE session SET dossier_id = ?2 WHERE dossier_id = ?1", a, b, error) &&
         run_pair (db, "UPDATE hold SET dossier_id = ?2 WHERE dossier_id = ?1", a, b, error) &&
         run_pair (db,
                   "INSERT INTO objection (dossier_id, kind, day, role)"
                   " SELECT ?2, kind, day, role FROM objection WHERE dossier_id = ?1"
                   " ON CONFLICT (dossier_id, kind) DO UPDATE SET day = min (day, excluded.day)",
                   a, b, error) &&
         run_pair (db,
                   "INSERT INTO nickname (dossier_id, service_id, name, folded, used_day)"
                   " SELECT ?2, service_id, name, folded, used_day FROM nickname"
                   " WHERE dossier_id = ?1"
                   " ON CONFLICT (dossier_id, name, IFNULL (service_id, 0))"
                   " DO UPDATE SET used_day = max (used_day, excluded.used_day)",
                   a, b, error) &&
         run_pair (db,
                   "UPDATE dossier SET last_contact_day = max (last_contact_day,"
                   " (SELECT last_contact_day FROM dossier WHERE id = ?1)) WHERE id = ?2",
                   a, b, error) &&
         run_pair (db,
                   "UPDATE dossier SET (known, known_day) ="
                   " (SELECT known, known_day FROM dossier WHERE id = ?1) WHERE id = ?2"
                   " AND" KNOWN_BETTER,
                   a, b, error) &&
         luwte_object_run (db, "DELETE FROM dossier WHERE id = ?1", a, error);
}

#define EMPTY                                                             \
  " NOT EXISTS (SELECT 1 FROM session s WHERE s.dossier_id = dossier.id)" \
  " AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.dossier_id = dossier.id" \
  " AND h.ended_at IS NULL AND h.scope IS NULL)"

gboolean
luwte_dossier_drop_if_empty (LuwteDb *db, gint64 dossier, GError **error)
{
  return luwte_object_run (db, "DELETE FROM dossier WHERE id = ?1 AND" EMPTY, dossier, error);
}

gboolean
luwte_dossier_table_drop_empty (LuwteDb *db, guint *n_dropped, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "DELETE FROM dossier WHERE" EMPTY, error);

  if (stmt == NULL || !luwte_stmt_run (stmt, error))
    return FALSE;
  if (n_dropped != NULL)
    *n_dropped = (guint) luwte_db_changes (db);
  return TRUE;
}
