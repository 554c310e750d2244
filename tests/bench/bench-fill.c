/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "bench-fill.h"

#include "luwte-search-index-private.h"

#include <math.h>

#define WORDS      60
#define VOCABULARY 20000
/* Dossiers that are written in during the same days. */
#define AT_ONCE 100
#define DAY_S   86400

/* A macro, so that the error is looked at after the call that sets it. */
#define check(well, error)                                                 \
  G_STMT_START                                                             \
  {                                                                        \
    if (!(well))                                                           \
      g_error ("%s: %s", #well, (error) ? (error)->message : "no answer"); \
  }                                                                        \
  G_STMT_END

/* A word; low numbers are common, as in a language. */
static int
any_word (GRand *rand)
{
  return (int) floor (pow (VOCABULARY, g_rand_double (rand)));
}

static char *
any_body (GRand *rand, const char *canary)
{
  GString *body = g_string_new (canary);

  for (int i = 0; i < WORDS; i++)
    g_string_append_printf (body, "%swo%xrd", body->len > 0 ? " " : "", any_word (rand));
  return g_string_free_and_steal (body);
}

static void
run_sql (LuwteDb *db, const char *sql, const gint64 *numbers, gsize n_numbers, const char *text)
{
  g_autoptr (GError) error = NULL;
  LuwteStmt *stmt = luwte_db_prepare (db, sql, &error);

  check (stmt != NULL, error);
  for (gsize i = 0; i < n_numbers; i++)
    luwte_stmt_bind_int (stmt, (int) i + 1, numbers[i]);
  if (text)
    luwte_stmt_bind_text (stmt, (int) n_numbers + 1, text);
  check (luwte_stmt_run (stmt, &error), error);
}

static int
dossier_of (int number)
{
  const int block = number / (AT_ONCE * BENCH_PER_DOSSIER);

  return block * AT_ONCE + number % AT_ONCE;
}

static void
add_dossier (LuwteDb *db, gint64 dossier, gint64 day)
{
  const gint64 numbers[] = { dossier, day };

  run_sql (db,
           "INSERT OR IGNORE INTO dossier (id, object_id, created_day, last_contact_day)"
           " VALUES (?1 + 1, 'dossier' || ?1, ?2, ?2)",
           numbers, 2, NULL);
  run_sql (db,
           "INSERT OR IGNORE INTO nickname (dossier_id, name, folded, used_day)"
           " VALUES (?1 + 1, 'nick' || ?1, 'nick' || ?1, ?2)",
           numbers, 2, NULL);
  run_sql (db, "UPDATE dossier SET last_contact_day = ?2 WHERE id = ?1 + 1", numbers, 2, NULL);
}

static void
add_note (LuwteDb *db, gint64 number, const char *body)
{
  const gint64 dossier = dossier_of ((int) number);
  const gint64 at = BENCH_FIRST_S + number * BENCH_STEP_S;
  const gint64 numbers[] = { at << 20, number, dossier, at / DAY_S, at };
  g_autoptr (GError) error = NULL;

  check (luwte_search_index_ensure (db, at << 20, &error), error);
  add_dossier (db, dossier, at / DAY_S);
  run_sql (db,
           "INSERT INTO session (id, object_id, dossier_id, nickname, line, channel, topic, state,"
           " opened_at, opened_day, active_day, closed_at, closed_day)"
           " VALUES (?2 + 1, 'session' || ?2, ?3 + 1, 'nick' || ?3, 'chat', 'chat', 'stalking',"
           " 'closed', ?5, ?4, ?4, ?5, ?4)",
           numbers, 5, NULL);
  run_sql (db,
           "INSERT INTO note (id, object_id, session_id, kind, topic, created_at, created_day)"
           " VALUES (?1, 'note' || ?2, ?2 + 1, 'note', 'stalking', ?5, ?4)",
           numbers, 5, NULL);
  run_sql (db, "INSERT INTO note_text (note_id, body) VALUES (?1, ?2)", numbers, 1, body);
}

void
bench_fill (LuwteDb *db, GRand *rand, int first, int n, const BenchCanary *canary)
{
  for (int i = first; i < first + n; i++)
    {
      g_autofree char *body = any_body (rand,
                                        canary != NULL && i < canary->before ? canary->word : NULL);

      add_note (db, i, body);
    }
}

char *
bench_dossier (guint number)
{
  return g_strdup_printf ("dossier%u", number);
}
