/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The real window while what is due is being erased: how late its main loop comes, on the page of
 * nicknames and on that of retention in turn, beside the same seconds without an erasure. --long:
 * about a hundred thousand of a million notes; else ten thousand of thirty.
 *
 * bench-erase measures the erasure itself, and what is left of it on the pages of the file. */

#include "bench-fill.h"
#include "bench-frames.h"
#include "luwte-clock.h"
#include "luwte-secret.h"
#include "luwte-test-vault.h"
#include "luwte-ui.h"
#include "luwte-window.h"
#include "luwte-workspace-private.h"

#include <glib/gstdio.h>

#define BATCH     5000
#define TICK_MS   5
#define SWITCH_MS 1000
#define QUIET_MS  8000

typedef struct
{
  LuwteWorkspace *workspace;
  GtkWidget *window;
  GRand *rand;
  int next; /* note */
  GArray *late;
  gint64 due;
  gboolean on_retention;
} Bench;

#define must(well, error)                                                  \
  G_STMT_START                                                             \
  {                                                                        \
    if (!(well))                                                           \
      g_error ("%s: %s", #well, (error) ? (error)->message : "no answer"); \
  }                                                                        \
  G_STMT_END

static gpointer
fill_cb (LuwteDb *db, gpointer data, GError **error)
{
  Bench *self = data;

  bench_fill (db, self->rand, self->next, BATCH, NULL);
  self->next += BATCH;
  return data;
}

/* Of @n notes about @n_due are past two years by the clock of this machine: a clock of the bench's
 * own would be seen as one that was moved. */
static void
fill (Bench *self, int n, int n_due)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (luwte_clock_now ());
  g_autoptr (GDateTime) term = g_date_time_add_years (now, -2);
  g_autoptr (GError) error = NULL;
  int end;

  self->next = (int) ((g_date_time_to_unix (term) - BENCH_FIRST_S) / BENCH_STEP_S) - n_due;
  end = self->next + n;
  self->rand = g_rand_new_with_seed (13);
  while (self->next < end)
    must (luwte_vault_write (self->workspace->vault, fill_cb, self, &error) != NULL, error);
  g_rand_free (self->rand);
}

static void
make_vault (Bench *self, const char *dir)
{
  g_autoptr (LuwteSecret) passphrase = luwte_secret_new ("stil water onder vier bruggen", -1);
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (GAsyncResult) created = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  self->workspace = luwte_workspace_new (dir);
  luwte_workspace_create_async (self->workspace, "fier", NULL, "lead", passphrase, NULL,
                                luwte_test_answer_cb, &created);
  result = luwte_test_wait (&created);
  code = luwte_workspace_create_finish (self->workspace, result, &error);
  must (code != NULL, error);
}

static gboolean
tick_cb (gpointer data)
{
  Bench *self = data;
  const double late = (double) (g_get_monotonic_time () - self->due) / 1000;

  g_array_append_val (self->late, late);
  self->due = g_get_monotonic_time () + TICK_MS * 1000;
  return G_SOURCE_CONTINUE;
}

static gboolean
switch_cb (gpointer data)
{
  Bench *self = data;

  self->on_retention = !self->on_retention;
  gtk_widget_activate_action (self->window, "win.section", "s",
                              self->on_retention ? "retention" : "nicknames");
  return G_SOURCE_CONTINUE;
}

static gboolean
timed_out_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static GArray *
without (Bench *self)
{
  gboolean over = FALSE;

  self->due = g_get_monotonic_time () + TICK_MS * 1000;
  g_timeout_add (QUIET_MS, timed_out_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (&self->late);
}

static void
row (const char *what, int n_due, int n, GArray *values, GArray *peer, double part,
     BenchTarget kind)
{
  g_autofree char *name = g_strdup_printf ("window while %d of %d notes are erased: %s", n_due, n,
                                           what);

  bench_row (name, bench_quantile (values, part), "ms", bench_quantile (peer, part), kind, 50);
}

static void
run (Bench *self, int n)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LuwteReceipt) receipt = NULL;
  g_autoptr (GArray) quiet = NULL;
  g_autoptr (GArray) erasing = NULL;
  g_autoptr (GError) error = NULL;
  LuwteRetention *retention = luwte_workspace_get_retention (self->workspace);
  guint tick, turn;
  int n_due;

  self->late = g_array_new (FALSE, FALSE, sizeof (double));
  tick = g_timeout_add (TICK_MS, tick_cb, self);
  turn = g_timeout_add (SWITCH_MS, switch_cb, self);
  quiet = without (self);
  self->late = g_array_new (FALSE, FALSE, sizeof (double));
  self->due = g_get_monotonic_time () + TICK_MS * 1000;
  luwte_retention_run_async (retention, TRUE, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  receipt = luwte_retention_run_finish (retention, result, &error);
  must (receipt != NULL, error);
  /* What the pages do with the news is in it. */
  bench_frames_rest (2 * SWITCH_MS);
  g_source_remove (tick);
  g_source_remove (turn);
  erasing = g_steal_pointer (&self->late);
  n_due = (int) luwte_receipt_get_n_records (receipt);
  if (n_due == 0)
    g_error ("nothing was due");
  row ("main loop late, p50", n_due, n, erasing, quiet, 0.5, BENCH_NO_TARGET);
  row ("main loop late, p99", n_due, n, erasing, quiet, 0.99, BENCH_AT_MOST);
  row ("main loop late, worst", n_due, n, erasing, quiet, 1, BENCH_NO_TARGET);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

int
main (int argc, char **argv)
{
  const gboolean is_long = bench_is_long (argc, argv);
  const int n = is_long ? 1000000 : 30000;
  g_autofree char *parent = NULL;
  g_autofree char *dir = NULL;
  Bench self = { 0 };

  gtk_init ();
  adw_init ();
  luwte_ui_init ();
  luwte_test_cheap_keys ();
  parent = g_dir_make_tmp ("luwte-bench-XXXXXX", NULL);
  dir = g_build_filename (parent, "vault", NULL);
  make_vault (&self, dir);
  fill (&self, n, is_long ? 100000 : 10000);
  self.window = luwte_window_new (NULL, self.workspace);
  gtk_window_set_default_size (GTK_WINDOW (self.window), 1280, 760);
  gtk_window_present (GTK_WINDOW (self.window));
  bench_frames_rest (1500);
  run (&self, n);
  gtk_window_destroy (GTK_WINDOW (self.window));
  luwte_workspace_close (self.workspace);
  bench_frames_rest (200);
  g_object_unref (self.workspace);
  remove_tree (parent);
  return 0;
}
