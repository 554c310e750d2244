/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-db.h"
#include "luwte-dossier-shown-private.h"
#include "luwte-dossier-table.h"
#include "luwte-dossier.h"
#include "luwte-note-table.h"
#include "luwte-object-private.h"
#include "luwte-search-index-private.h"

/* Hits in notes are looked for from the newest on; a word that stands in more notes than this says
 * little about a dossier whose notes with it are all older. */
#define MAX_HITS        1000
#define BEGINNING_CHARS "160"

typedef struct
{
  gint64 dossier;
  LuwteDay last_contact;
} Candidate;

static LuwteStmt *
prepare_today (LuwteDb *db, const char *static_sql, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, static_sql, error);

  if (stmt != NULL)
    luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
  return stmt;
}

/* The one used last stands first; a name that two services know stands once. */
static char **
read_nicknames (LuwteDb *db, gint64 dossier, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT name FROM nickname WHERE dossier_id = ?1"
                                      " GROUP BY name ORDER BY max (used_day) DESC, max (id) DESC",
                                      error);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_int (stmt, 1, dossier);
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_strv_builder_end (names);
      g_strv_builder_add (names, luwte_stmt_text (stmt, 0));
    }
  return NULL;
}

char **
luwte_dossier_table_nicknames (LuwteDb *db, const char *dossier, GError **error)
{
  gint64 id;

  return luwte_object_find (db, LUWTE_SQL_DOSSIER_ID, dossier, &id, error)
             ? read_nicknames (db, id, error)
             : NULL;
}

char **
luwte_dossier_table_nicknames_in (LuwteDb *db, const char *text, GError **error)
{
  g_autofree char *folded = luwte_nickname_fold (text);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT name FROM nickname"
                                      " WHERE length (name) > 2 AND instr (?1, folded) > 0"
                                      " UNION SELECT nickname FROM session WHERE dossier_id IS NULL"
                                      " AND length (nickname) > 2 AND instr (?2, nickname) > 0",
                                      error);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, folded);
  luwte_stmt_bind_text (stmt, 2, text);
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_strv_builder_end (names);
      g_strv_builder_add (names, luwte_stmt_text (stmt, 0));
    }
  return NULL;
}

/* The beginning of the newest note. */
static gboolean
read_beginning (LuwteDb *db, gint64 dossier, char **beginning, GError **error)
{
  LuwteStmt *stmt = prepare_today (
      db,
      "SELECT substr (t.body, 1, " BEGINNING_CHARS ") FROM session s"
      " JOIN note n ON n.session_id = s.id"
      " JOIN note_text t ON t.note_id = n.id"
      " JOIN dossier d ON d.id = s.dossier_id WHERE s.dossier_id = ?2"
      " AND" LUWTE_SQL_SHOWN ("n.kind", "n.created_day") " ORDER BY n.id DESC LIMIT 1",
      error);
  gboolean row;

  *beginning = NULL;
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 2, dossier);
  if (!luwte_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    *beginning = g_strdup (luwte_stmt_text (stmt, 0));
  return TRUE;
}

/* hit: (nullable): where the words were found in it. dossier: (out): NULL when nothing of it may be
 * shown */
static gboolean
read_dossier (LuwteDb *db, gint64 id, const char *hit, LuwteDossier **dossier, GError **error)
{
  LuwteStmt *stmt = prepare_today (
      db,
      "SELECT c.object_id, c.last_contact_day,"
      " (SELECT count (*) FROM session s JOIN note n ON n.session_id = s.id"
      "  JOIN dossier d ON d.id = s.dossier_id WHERE s.dossier_id = c.id"
      "  AND" LUWTE_SQL_SHOWN (
          "n.kind",
          "n.created_day") ")"
                           " FROM dossier c WHERE c.id = ?2 AND" LUWTE_SQL_DOSSIER_SHOWN ("c.id"),
      error);
  g_autofree char *object_id = NULL;
  g_autofree char *beginning = NULL;
  g_auto (GStrv) nicknames = NULL;
  LuwteDay last_contact;
  guint n_notes;
  gboolean row;

  *dossier = NULL;
  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 2, id);
  if (!luwte_stmt_step (stmt, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  object_id = g_strdup (luwte_stmt_text (stmt, 0));
  last_contact = luwte_stmt_day (stmt, 1);
  n_notes = (guint) luwte_stmt_int (stmt, 2);

  nicknames = read_nicknames (db, id, error);
  if (nicknames == NULL || (hit == NULL && !read_beginning (db, id, &beginning, error)))
    return FALSE;
  *dossier = luwte_dossier_new (object_id, (const char *const *) nicknames, last_contact, n_notes,
                                hit != NULL ? hit : beginning);
  return TRUE;
}

static gboolean
read_candidates (LuwteStmt *stmt, GArray *candidates, GError **error)
{
  gboolean row;

  while (luwte_stmt_step (stmt, &row, error))
    {
      Candidate candidate;

      if (!row)
        return TRUE;
      candidate.dossier = luwte_stmt_int (stmt, 0);
      candidate.last_contact = luwte_stmt_day (stmt, 1);
      g_array_append_val (candidates, candidate);
    }
  return FALSE;
}

/* Adds dossiers that have a hit in that month to the candidates; hits: dossier to where the words
 * stand in its newest note that has them. n_hits: (inout) */
static gboolean
find_in_month (LuwteDb *db, const char *sql, const char *expression, guint *n_hits,
               GHashTable *hits, GArray *candidates, GError **error)
{
  LuwteStmt *stmt = prepare_today (db, sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 2, expression);
  luwte_stmt_bind_int (stmt, 3, MAX_HITS - *n_hits);
  while (luwte_stmt_step (stmt, &row, error))
    {
      Candidate candidate;

      if (!row)
        return TRUE;
      candidate.dossier = luwte_stmt_int (stmt, 0);
      candidate.last_contact = luwte_stmt_day (stmt, 1);
      (*n_hits)++;
      if (g_hash_table_contains (hits, &candidate.dossier))
        continue;
      g_hash_table_insert (hits, g_memdup2 (&candidate.dossier, sizeof candidate.dossier),
                           g_strdup (luwte_stmt_text (stmt, 2)));
      g_array_append_val (candidates, candidate);
    }
  return FALSE;
}

static gboolean
find_in_notes (LuwteDb *db, const char *expression, GHashTable *hits, GArray *candidates,
               GError **error)
{
  static const char hits_sql[] =
      "SELECT s.dossier_id, d.last_contact_day,"
      " snippet (note_fts_@, 0, char (2), char (3), '…', 16) FROM note_fts_@"
      " CROSS JOIN note n ON n.id = note_fts_@.rowid"
      " CROSS JOIN session s ON s.id = n.session_id"
      " CROSS JOIN dossier d ON d.id = s.dossier_id"
      " WHERE note_fts_@ MATCH ?2 AND" LUWTE_SQL_SHOWN (
          "n.kind", "n.created_day") " ORDER BY note_fts_@.rowid DESC LIMIT ?3";
  g_autoptr (GArray) months = luwte_search_index_list (db, error);
  guint n_hits = 0;

  if (months == NULL)
    return FALSE;
  for (guint i = 0; i < months->len && n_hits < MAX_HITS; i++)
    {
      g_autofree char *sql = luwte_search_index_sql (hits_sql,
                                                     &g_array_index (months, LuwteIndexMonth, i));

      if (!find_in_month (db, sql, expression, &n_hits, hits, candidates, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
find_in_nicknames (LuwteDb *db, const char *words, GArray *candidates, GError **error)
{
  g_autofree char *name = luwte_nickname_normalize (words);
  g_autofree char *folded = luwte_nickname_fold (name);
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT DISTINCT k.dossier_id, d.last_contact_day"
                                      " FROM nickname k JOIN dossier d ON d.id = k.dossier_id"
                                      " WHERE instr (k.folded, ?1) > 0",
                                      error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_text (stmt, 1, folded);
  return read_candidates (stmt, candidates, error);
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *one = a;
  const Candidate *two = b;

  if (one->last_contact != two->last_contact)
    return one->last_contact > two->last_contact ? -1 : 1;
  return (one->dossier < two->dossier) - (one->dossier > two->dossier);
}

/* Of the candidates, in order, what may be shown, up to the limit. */
static GPtrArray *
read_list (LuwteDb *db, GArray *candidates, GHashTable *hits, guint limit, GError **error)
{
  g_autoptr (GPtrArray) dossiers = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 previous = 0;

  for (guint i = 0; i < candidates->len && dossiers->len < limit; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      const char *hit = hits != NULL ? g_hash_table_lookup (hits, &candidate->dossier) : NULL;
      LuwteDossier *dossier;

      /* Found by a nickname and by a note. */
      if (candidate->dossier == previous)
        continue;
      previous = candidate->dossier;
      if (!read_dossier (db, candidate->dossier, hit, &dossier, error))
        return NULL;
      if (dossier != NULL)
        g_ptr_array_add (dossiers, dossier);
    }
  return g_steal_pointer (&dossiers);
}

static GPtrArray *
search (LuwteDb *db, const char *words, guint limit, GError **error)
{
  g_autofree char *expression = luwte_note_search_expression (words);
  g_autoptr (GHashTable) hits = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  if (!find_in_nicknames (db, words, candidates, error) ||
      (expression != NULL && !find_in_notes (db, expression, hits, candidates, error)))
    return NULL;
  g_array_sort (candidates, compare_candidates);
  return read_list (db, candidates, hits, limit, error);
}

static gboolean
is_blank (const char *words)
{
  g_autofree char *stripped = words != NULL ? luwte_nickname_normalize (words) : NULL;

  return stripped == NULL || *stripped == '\0';
}

GPtrArray *
luwte_dossier_table_list (LuwteDb *db, const char *words, guint limit, GError **error)
{
  g_autoptr (GArray) candidates = NULL;
  LuwteStmt *stmt;

  if (!is_blank (words))
    return search (db, words, limit, error);

  candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  stmt = luwte_db_prepare (db,
                           "SELECT id, last_contact_day FROM dossier"
                           " ORDER BY last_contact_day DESC, id DESC",
                           error);
  if (stmt == NULL || !read_candidates (stmt, candidates, error))
    return NULL;
  return read_list (db, candidates, NULL, limit, error);
}

GPtrArray *
luwte_dossier_table_known (LuwteDb *db, const char *service, const char *nickname, GError **error)
{
  g_autofree char *name = luwte_nickname_normalize (nickname);
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  LuwteStmt *stmt =
      luwte_db_prepare (db,
                        "SELECT DISTINCT k.dossier_id, d.last_contact_day"
                        " FROM nickname k JOIN dossier d ON d.id = k.dossier_id"
                        " LEFT JOIN service v ON v.id = k.service_id WHERE k.name = ?1"
                        " AND (?2 IS NULL OR k.service_id IS NULL OR v.object_id = ?2)",
                        error);

  if (stmt == NULL)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, name);
  luwte_stmt_bind_text (stmt, 2, service);
  if (!read_candidates (stmt, candidates, error))
    return NULL;
  g_array_sort (candidates, compare_candidates);
  return read_list (db, candidates, NULL, G_MAXUINT, error);
}
