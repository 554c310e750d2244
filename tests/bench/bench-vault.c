/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What encryption costs: the same notes in two databases of the same library and schema, one of
 * them without a key, asked by turns. Runs on bare connections, so that what is compared is the
 * database and not the threads around it. --long: 100,000 and 1,000,000 notes. */

#include "bench-fill.h"
#include "bench.h"

#include "luwte-db-private.h"
#include "luwte-migrations.h"
#include "luwte-note-table.h"
#include "luwte-secret.h"
#include "luwte-vault-private.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define ROUNDS 300
#define BATCH  1000

typedef struct
{
  char *path;
  LuwteDb *db;
  LuwteKey *key; /* NULL: plain */
  int n_notes;
  GRand *rand;
} Side;

static const guint8 salt[LUWTE_SALT_BYTES] = { 1, 2, 3 };

/* A macro, so that the error is looked at after the call that sets it. */
#define check(well, error)                                                 \
  G_STMT_START                                                             \
  {                                                                        \
    if (!(well))                                                           \
      g_error ("%s: %s", #well, (error) ? (error)->message : "no answer"); \
  }                                                                        \
  G_STMT_END

static LuwteDay
never_due_cb (gpointer data, const char *line, const char *kind, LuwteDay created, LuwteDay closed,
              LuwteDay last_contact)
{
  return LUWTE_DAY_NONE;
}

static LuwteDb *
open_plain (const char *path)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *handle = NULL;
  LuwteDb *db;

  check (luwte_db_library_init (&error), error);
  if (sqlite3_open_v2 (path, &handle,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL))
    g_error ("no plain database");
  db = luwte_db_new_for_handle (handle);
  check (luwte_db_set_pragmas (db, LUWTE_DB_WRITER, &error), error);
  return db;
}

static void
side_open (Side *self, LuwteDbMode mode)
{
  LuwteDueRule *rule = luwte_due_rule_with_due (NULL, never_due_cb, NULL, NULL);
  g_autoptr (GError) error = NULL;

  self->db = self->key ? luwte_db_open (self->path, self->key, salt, mode, &error)
                       : open_plain (self->path);
  check (self->db != NULL, error);
  luwte_db_begin_task (self->db, rule, 20000);
  luwte_due_rule_unref (rule);
}

static void
side_init (Side *self, const char *dir, gboolean encrypted)
{
  g_autoptr (GError) error = NULL;

  self->path = g_build_filename (dir, encrypted ? "cipher.db" : "plain.db", NULL);
  self->key = encrypted ? luwte_key_new_random () : NULL;
  self->rand = g_rand_new_with_seed (20261122);
  side_open (self, LUWTE_DB_CREATE);
  check (luwte_migrations_run (self->db, &error), error);
}

static void
side_clear (Side *self)
{
  g_autofree char *wal = g_strconcat (self->path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (self->path, "-shm", NULL);

  luwte_db_close (self->db);
  g_remove (self->path);
  g_remove (wal);
  g_remove (shm);
  g_clear_pointer (&self->key, luwte_key_unref);
  g_rand_free (self->rand);
  g_free (self->path);
}

static void
side_fill (Side *self, int n_notes)
{
  g_autoptr (GError) error = NULL;

  while (self->n_notes < n_notes)
    {
      const int n = MIN (BATCH, n_notes - self->n_notes);

      check (luwte_db_exec (self->db, "BEGIN", &error), error);
      bench_fill (self->db, self->rand, self->n_notes, n, NULL);
      check (luwte_db_exec (self->db, "COMMIT", &error), error);
      self->n_notes += n;
    }
  luwte_db_end_task (self->db);
  check (luwte_db_exec (self->db, "PRAGMA wal_checkpoint (TRUNCATE)", &error), error);
}

typedef void (*SideFunc) (Side *side, guint seed);

static void
insert (Side *self, guint seed)
{
  g_autoptr (GError) error = NULL;

  check (luwte_db_exec (self->db, "BEGIN IMMEDIATE", &error), error);
  bench_fill (self->db, self->rand, self->n_notes++, 1, NULL);
  check (luwte_db_exec (self->db, "COMMIT", &error), error);
}

static void
search_for (Side *self, guint seed, const char *end)
{
  /* Neither the rarest nor the commonest. */
  g_autofree char *words = g_strdup_printf ("wo%xrd wo%x%s", 20 + seed % 300, 20 + seed / 300 % 300,
                                            end);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes = luwte_note_table_search (self->db, words, 50, &error);

  check (notes != NULL, error);
}

/* Both words typed to the end. */
static void
search (Side *self, guint seed)
{
  search_for (self, seed, "rd ");
}

/* The second still being typed. */
static void
search_prefix (Side *self, guint seed)
{
  search_for (self, seed, "r");
}

static void
list (Side *self, guint seed)
{
  g_autofree char *dossier = bench_dossier (seed % (guint) (self->n_notes / BENCH_PER_DOSSIER));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes = luwte_note_table_list_by_dossier (self->db, dossier, 50, &error);

  check (notes != NULL && notes->len == 50, error);
}

static void
reopen (Side *self, guint seed)
{
  gint64 n;
  g_autoptr (GError) error = NULL;

  luwte_db_close (self->db);
  side_open (self, LUWTE_DB_WRITER);
  check (luwte_db_ask_int (self->db, "SELECT max (id) FROM note", &n, &error), error);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

typedef struct
{
  double p50;
  double p95;
} Times;

/* By turns, so that both meet the same machine; the first rounds warm up and do not count. */
static void
measure (Side sides[2], SideFunc func, guint rounds, Times times[2])
{
  g_autofree double *ms[2] = { g_new (double, rounds), g_new (double, rounds) };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < rounds + rounds / 10; i++)
    {
      const guint seed = g_rand_int (rand);

      for (guint s = 0; s < 2; s++)
        {
          const gint64 from = g_get_monotonic_time ();

          func (&sides[s], seed);
          if (i >= rounds / 10)
            ms[s][i - rounds / 10] = (double) (g_get_monotonic_time () - from) / 1000;
          luwte_db_end_task (sides[s].db);
        }
    }
  for (guint s = 0; s < 2; s++)
    {
      qsort (ms[s], rounds, sizeof (double), compare);
      times[s] = (Times) { ms[s][rounds / 2], ms[s][rounds * 95 / 100] };
    }
}

static char *
name_of (const char *what, int n_notes)
{
  return g_strdup_printf ("%s, %d notes", what, n_notes);
}

static double
resident_mb (void)
{
  g_autofree char *statm = NULL;
  long pages = 0, resident = 0;

  g_file_get_contents ("/proc/self/statm", &statm, NULL, NULL);
  if (!statm || sscanf (statm, "%ld %ld", &pages, &resident) != 2)
    return NAN;
  return (double) resident * 4096 / 1e6;
}

static void
bench_size (Side sides[2], int n_notes)
{
  g_autofree char *insert_name = name_of ("vault: insert, committed", n_notes);
  g_autofree char *search_name = name_of ("vault: search two words", n_notes);
  g_autofree char *search_p95 = name_of ("vault: search two words, p95", n_notes);
  g_autofree char *prefix_name = name_of ("vault: search as one types", n_notes);
  g_autofree char *prefix_p95 = name_of ("vault: search as one types, p95", n_notes);
  g_autofree char *list_name = name_of ("vault: a nickname's latest 50", n_notes);
  g_autofree char *list_p95 = name_of ("vault: a nickname's latest 50, p95", n_notes);
  g_autofree char *open_name = name_of ("vault: open, raw key", n_notes);
  g_autofree char *memory_name = name_of ("vault: memory, both open", n_notes);
  Times times[2];

  side_fill (&sides[0], n_notes);
  side_fill (&sides[1], n_notes);
  measure (sides, reopen, 50, times);
  bench_row (open_name, times[1].p50, "ms", times[0].p50, BENCH_AT_MOST, 10);
  measure (sides, list, ROUNDS, times);
  bench_row (list_name, times[1].p50, "ms", times[0].p50, BENCH_RATIO_AT_MOST, 2);
  bench_row (list_p95, times[1].p95, "ms", times[0].p95, BENCH_AT_MOST, 2);
  measure (sides, search, ROUNDS, times);
  bench_row (search_name, times[1].p50, "ms", times[0].p50, BENCH_RATIO_AT_MOST, 1.5);
  bench_row (search_p95, times[1].p95, "ms", times[0].p95, BENCH_AT_MOST, 5);
  measure (sides, search_prefix, ROUNDS, times);
  bench_row (prefix_name, times[1].p50, "ms", times[0].p50, BENCH_NO_TARGET, 0);
  bench_row (prefix_p95, times[1].p95, "ms", times[0].p95, BENCH_NO_TARGET, 0);
  measure (sides, insert, ROUNDS, times);
  bench_row (insert_name, times[1].p50, "ms", times[0].p50, BENCH_RATIO_AT_MOST,
             n_notes >= 1000000 ? 2 : 1.7);
  bench_row (memory_name, resident_mb (), "MB", NAN, BENCH_AT_MOST, 150);
}

static gpointer
fill_cb (LuwteDb *db, gpointer data, GError **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  bench_fill (db, rand, 0, 10000, NULL);
  return data;
}

static gpointer
erase_cb (LuwteDb *db, gpointer data, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "DELETE FROM note WHERE object_id = ?", error);

  if (!stmt)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, data);
  return luwte_stmt_run (stmt, error) ? data : NULL;
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* With ledger, VACUUM and checkpoint: until it may be called erased. */
static void
bench_erase (const char *parent)
{
  g_autofree char *dir = g_build_filename (parent, "vault", NULL);
  g_autoptr (LuwteSecret) passphrase = luwte_secret_new ("bench", -1);
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (GError) error = NULL;
  gint64 from = g_get_monotonic_time ();
  g_autoptr (LuwteVault) vault = luwte_vault_create (dir, passphrase, &code, &error);
  double ms[9];

  check (vault != NULL, error);
  luwte_vault_set_due_rule (vault, never_due_cb, NULL, NULL);
  luwte_vault_set_today (vault, 20000);
  check (luwte_vault_write (vault, fill_cb, vault, &error) != NULL, error);
  for (gsize i = 0; i < G_N_ELEMENTS (ms); i++)
    {
      g_autofree char *id = g_strdup_printf ("note%zu", 200 + i);
      g_autoptr (GAsyncResult) result = NULL;

      from = g_get_monotonic_time ();
      luwte_vault_purge_async (vault, erase_cb, id, NULL, NULL, NULL, answered_cb, &result);
      while (!result)
        g_main_context_iteration (NULL, TRUE);
      check (luwte_vault_run_finish (vault, result, &error) != NULL, error);
      ms[i] = (double) (g_get_monotonic_time () - from) / 1000;
    }
  qsort (ms, G_N_ELEMENTS (ms), sizeof *ms, compare);
  bench_row ("vault: one note erased, to the last step, 10000 notes", ms[4], "ms", NAN,
             BENCH_AT_MOST, 500);
  luwte_vault_close (vault);

  from = g_get_monotonic_time ();
  g_set_object (&vault, NULL);
  vault = luwte_vault_open (dir, LUWTE_VAULT_SLOT_PASSPHRASE, passphrase, &error);
  check (vault != NULL, error);
  bench_row ("vault: unlock by passphrase, 10000 notes",
             (double) (g_get_monotonic_time () - from) / 1000, "ms", NAN, BENCH_NO_TARGET, 0);
}

static void
remove_dir (const char *path)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      remove_dir (file);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_remove (path);
}

int
main (int argc, char **argv)
{
  g_autofree char *dir = g_dir_make_tmp ("luwte-bench-XXXXXX", NULL);
  Side sides[2] = { 0 };

  bench_erase (dir);
  side_init (&sides[0], dir, FALSE);
  side_init (&sides[1], dir, TRUE);
  bench_size (sides, bench_is_long (argc, argv) ? 100000 : 20000);
  if (bench_is_long (argc, argv))
    bench_size (sides, 1000000);
  side_clear (&sides[0]);
  side_clear (&sides[1]);
  remove_dir (dir);
  return 0;
}
