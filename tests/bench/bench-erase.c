/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A tenth of a vault falls due at once: how long until it may be called erased, whether anything
 * of it is left on any page, and what a main loop that goes on meanwhile feels of it. --long: of a
 * million notes. */

#include "bench-fill.h"
#include "bench.h"
#include "luwte-notes.h"
#include "luwte-pages.h"
#include "luwte-policy.h"
#include "luwte-retention-private.h"
#include "luwte-retention-values.h"
#include "luwte-secret.h"
#include "luwte-vault-private.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define CANARY  "kanariegeelveertje"
#define DAY_S   86400
#define BATCH   5000
#define TICK_MS 5

typedef struct
{
  char *dir;
  int n_notes;
  int n_due;
  gint64 now;
  LuwteVault *vault;
  LuwtePolicy *policy;
  LuwteRetention *retention;
  LuwteNotes *notes;
  GRand *rand;
  int filled;
} Bench;

/* A macro, so that the error is looked at after the call that sets it. */
#define check(well, error)                                                 \
  G_STMT_START                                                             \
  {                                                                        \
    if (!(well))                                                           \
      g_error ("%s: %s", #well, (error) ? (error)->message : "no answer"); \
  }                                                                        \
  G_STMT_END

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (result);
}

static gint64
now_cb (gpointer data)
{
  return ((Bench *) data)->now;
}

static gpointer
fill_cb (LuwteDb *db, gpointer data, GError **error)
{
  Bench *self = data;
  const BenchCanary canary = { self->n_due, CANARY };
  const int n = MIN (BATCH, self->n_notes - self->filled);

  bench_fill (db, self->rand, self->filled, n, &canary);
  self->filled += n;
  return data;
}

/* On the day after the last of the first @n_due notes, and two years. */
static gint64
day_of_the_run (int n_due)
{
  g_autoptr (GDateTime) last = g_date_time_new_from_unix_utc (BENCH_FIRST_S +
                                                              (gint64) n_due * BENCH_STEP_S);
  g_autoptr (GDateTime) due = g_date_time_add_years (last, 2);

  return g_date_time_to_unix (due);
}

static void
start (Bench *self)
{
  g_autoptr (LuwteSecret) passphrase = luwte_secret_new ("bench", -1);
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  luwte_vault_use_test_cost ();
  self->vault = luwte_vault_create (self->dir, passphrase, &code, &error);
  check (self->vault != NULL, error);
  self->policy = luwte_policy_load_bundled ("fier", NULL, &error);
  check (self->policy != NULL, error);
  self->rand = g_rand_new_with_seed (5);
  while (self->filled < self->n_notes)
    check (luwte_vault_write (self->vault, fill_cb, self, &error) != NULL, error);
  self->retention = luwte_retention_new (self->vault, self->policy);
  luwte_retention_set_now_for_tests (self->retention, now_cb, self);
  luwte_retention_start_async (self->retention, NULL, answer_cb, &answer);
  result = wait_for (&answer);
  check (luwte_retention_start_finish (self->retention, result, &error), error);
  self->notes = luwte_notes_new (self->vault, self->policy);
}

/* How late each tick of the main loop comes, in ms. */
typedef struct
{
  GArray *late;
  gint64 due;
  double most_mb; /* resident */
} Ticks;

static double
resident_mb (void)
{
  g_autofree char *statm = NULL;
  long pages = 0, resident = 0;

  g_file_get_contents ("/proc/self/statm", &statm, NULL, NULL);
  if (statm == NULL || sscanf (statm, "%ld %ld", &pages, &resident) != 2)
    return NAN;
  return (double) resident * 4096 / 1e6;
}

static gboolean
tick_cb (gpointer data)
{
  Ticks *ticks = data;
  const gint64 now = g_get_monotonic_time ();
  const double late = (double) (now - ticks->due) / 1000;

  g_array_append_val (ticks->late, late);
  if (ticks->late->len % 20 == 0)
    ticks->most_mb = MAX (ticks->most_mb, resident_mb ());
  ticks->due = g_get_monotonic_time () + TICK_MS * 1000;
  return G_SOURCE_CONTINUE;
}

/* Somebody goes on searching. */
typedef struct
{
  Bench *bench;
  GArray *ms;
  gint64 from;
  gboolean stop;
} Searching;

static void search_once (Searching *self);

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Searching *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes = luwte_notes_list_finish (self->bench->notes, result, &error);
  const double ms = (double) (g_get_monotonic_time () - self->from) / 1000;

  check (notes != NULL, error);
  g_array_append_val (self->ms, ms);
  self->from = 0;
  if (!self->stop)
    search_once (self);
}

static void
search_once (Searching *self)
{
  self->from = g_get_monotonic_time ();
  luwte_notes_search_async (self->bench->notes, "wo20rd wo31", 50, NULL, searched_cb, self);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
quantile (GArray *values, double part)
{
  g_array_sort (values, compare);
  return values->len == 0 ? NAN
                          : g_array_index (values, double, (guint) ((values->len - 1) * part));
}

static guint
canaries (Bench *self)
{
  g_autoptr (LuwteKey) key = luwte_key_derive (self->vault->key, LUWTE_VAULT_KEY_CONTEXT,
                                               LUWTE_VAULT_KEY_DB);
  const char *needles[] = { CANARY, NULL };
  g_autoptr (GError) error = NULL;
  LuwteScan scan;

  check (luwte_pages_scan (self->dir, luwte_key_peek (key), self->vault->header.db_salt, needles,
                           NULL, NULL, &scan, &error),
         error);
  return scan.n_hits;
}

static void
row (Bench *self, const char *what, double value, const char *unit, BenchTarget kind, double target)
{
  g_autofree char *name = g_strdup_printf ("erase: %s, %d of %d notes", what, self->n_due,
                                           self->n_notes);

  bench_row (name, value, unit, NAN, kind, target);
}

static void
run (Bench *self)
{
  Ticks ticks = { g_array_new (FALSE, FALSE, sizeof (double)), 0, 0 };
  Searching searching = { self, g_array_new (FALSE, FALSE, sizeof (double)), 0, FALSE };
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LuwteReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;
  const guint before = canaries (self);
  gint64 from = g_get_monotonic_time ();
  guint source;

  g_assert_cmpuint (before, >, 0);
  ticks.due = from + TICK_MS * 1000;
  source = g_timeout_add (TICK_MS, tick_cb, &ticks);
  search_once (&searching);
  luwte_retention_run_async (self->retention, TRUE, NULL, answer_cb, &answer);
  result = wait_for (&answer);
  from = g_get_monotonic_time () - from;
  g_source_remove (source);
  receipt = luwte_retention_run_finish (self->retention, result, &error);
  check (receipt != NULL, error);
  searching.stop = TRUE;
  while (searching.from != 0)
    g_main_context_iteration (NULL, TRUE);
  self->n_due = (int) luwte_receipt_get_n_records (receipt);
  row (self, "until it is erased", (double) from / 1e6, "s", BENCH_AT_MOST, 60);
  row (self, "canaries left", canaries (self), "", BENCH_AT_MOST, 0);
  row (self, "main loop late, p99", quantile (ticks.late, 0.99), "ms", BENCH_AT_MOST, 50);
  row (self, "main loop late, worst", quantile (ticks.late, 1), "ms", BENCH_NO_TARGET, 0);
  row (self, "a search meanwhile, p95", quantile (searching.ms, 0.95), "ms", BENCH_NO_TARGET, 0);
  row (self, "most memory meanwhile", ticks.most_mb, "MB", BENCH_NO_TARGET, 0);
  g_array_unref (ticks.late);
  g_array_unref (searching.ms);
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
  g_autofree char *parent = g_dir_make_tmp ("luwte-bench-XXXXXX", NULL);
  Bench self = { .n_notes = bench_is_long (argc, argv) ? 1000000 : 30000 };

  self.dir = g_build_filename (parent, "vault", NULL);
  /* Whole blocks of dossiers, since a term counts from the last contact. */
  self.n_due = bench_is_long (argc, argv) ? 100000 : 10000;
  self.now = day_of_the_run (self.n_due);
  start (&self);
  run (&self);
  luwte_vault_close (self.vault);
  g_object_unref (self.notes);
  g_object_unref (self.retention);
  g_object_unref (self.policy);
  g_object_unref (self.vault);
  g_rand_free (self.rand);
  g_free (self.dir);
  remove_dir (parent);
  return 0;
}
