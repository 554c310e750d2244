/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The vault's part of what a counsellor waits for: the note beside the conversation after a claim,
 * the list and the search as she types, storing; each against a vault with one
 * nickname in it. */

#include "bench.h"
#include "luwte-clock.h"
#include "luwte-dossier-table.h"
#include "luwte-dossier.h"
#include "luwte-note-table.h"
#include "luwte-notes.h"
#include "luwte-policy.h"
#include "luwte-session-table.h"
#include "luwte-test-vault.h"
#include "luwte-vault.h"

#include <math.h>

#define NOTES_EACH 3
#define BATCH      5000
#define ROUNDS     100

typedef struct
{
  LuwteTestVault *vault;
  LuwteNotes *notes;
  guint n_nicknames;
  guint32 seed;
  const char *words;
} Bench;

static LuwtePolicy *policy;

static LuwteDay
due_on (gpointer data, const char *line, const char *kind, LuwteDay created, LuwteDay closed,
        LuwteDay last_contact)
{
  return luwte_policy_due_on (data, line, kind, created, closed, last_contact, NULL);
}

/* Words as unequal in frequency as those of a language. */
static LuwteNoteText *
make_text (GRand *rand)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const int n_words = g_rand_int_range (rand, 15, 60);

  for (int i = 0; i < n_words; i++)
    {
      const guint word = (guint) (5000 * pow (g_rand_double (rand), 4));

      g_string_append_printf (text, "%s%c%c%cwoord%u", i > 0 ? " " : "", 'a' + word % 26,
                              'a' + word / 3 % 26, 'e', word);
    }
  return luwte_note_text_new (text->str);
}

static void
import (Bench *bench, GPtrArray *rows)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  luwte_notes_import_async (bench->notes, rows, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  luwte_notes_import_finish (bench->notes, result, &error);
  g_assert_no_error (error);
  g_ptr_array_set_size (rows, 0);
}

/* Answers notes a second. */
static double
fill (Bench *bench)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_note_import_free);
  const gint64 now = luwte_clock_now ();
  gint64 took = 0;

  for (guint i = 0; i < bench->n_nicknames * NOTES_EACH; i++)
    {
      LuwteNoteImport *row = g_new0 (LuwteNoteImport, 1);

      row->nickname = g_strdup_printf ("schuilnaam%u", i % bench->n_nicknames);
      row->topic = g_strdup ("home");
      row->created = now - g_rand_int_range (rand, 0, 300 * 86400);
      row->text = make_text (rand);
      g_ptr_array_add (rows, row);
      if (rows->len == BATCH || i + 1 == bench->n_nicknames * NOTES_EACH)
        {
          const gint64 before = g_get_monotonic_time ();

          import (bench, rows);
          took += g_get_monotonic_time () - before;
        }
    }
  return bench->n_nicknames * NOTES_EACH / (took / 1e6);
}

static Bench *
bench_new (guint n_nicknames, double *notes_per_s)
{
  Bench *self = g_new0 (Bench, 1);

  self->vault = luwte_test_vault_new ();
  luwte_vault_set_due_rule (self->vault->vault, due_on, policy, NULL);
  luwte_vault_set_today (self->vault->vault, luwte_policy_day_of (policy, luwte_clock_now ()));
  self->notes = luwte_notes_new (self->vault->vault, policy);
  self->n_nicknames = n_nicknames;
  *notes_per_s = fill (self);
  return self;
}

static void
bench_free (Bench *self)
{
  g_assert_finalize_object (self->notes);
  luwte_test_vault_free (self->vault);
  g_free (self);
}

static char *
some_nickname (Bench *bench)
{
  bench->seed = bench->seed * 1664525 + 1013904223;
  return g_strdup_printf ("schuilnaam%u", bench->seed / 65536 % bench->n_nicknames);
}

/* What live does at a claim: who was here under this nickname, and the session stored with her. */
static gpointer
store_claim (LuwteDb *db, gpointer data, GError **error)
{
  const char *nickname = data;
  const LuwteDay today = luwte_policy_day_of (policy, luwte_clock_now ());
  g_autoptr (GPtrArray) known = luwte_dossier_table_known (db, NULL, nickname, error);
  g_autofree char *session = NULL;
  const char *dossier;

  g_assert_cmpuint (known->len, ==, 1);
  dossier = luwte_dossier_get_id (g_ptr_array_index (known, 0));
  session = luwte_session_table_add (db,
                                     &(LuwteSessionRow) {
                                       .dossier = dossier,
                                       .nickname = nickname,
                                       .line = "chat",
                                       .channel = "chat",
                                       .state = LUWTE_SESSION_ACTIVE,
                                       .opened_day = today,
                                       .active_day = today,
                                       .closed_day = LUWTE_DAY_NONE,
                                     },
                                     error);
  return session != NULL ? g_strdup (dossier) : NULL;
}

static void
claim (gpointer data)
{
  Bench *bench = data;
  g_autofree char *nickname = some_nickname (bench);
  g_autofree char *dossier = luwte_vault_write (bench->vault->vault, store_claim, nickname, NULL);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) notes = NULL;

  luwte_notes_list_by_dossier_async (bench->notes, dossier, 50, NULL, luwte_test_answer_cb,
                                     &answer);
  result = luwte_test_wait (&answer);
  notes = luwte_notes_list_finish (bench->notes, result, NULL);
  g_assert_cmpuint (notes->len, >=, NOTES_EACH);
}

static void
search (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) notes = NULL;

  luwte_notes_search_async (bench->notes, bench->words, 50, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  notes = luwte_notes_list_finish (bench->notes, result, NULL);
  g_assert_nonnull (notes);
}

static void
list_dossiers (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) dossiers = NULL;

  luwte_notes_dossiers_async (bench->notes, bench->words, 50, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  dossiers = luwte_notes_dossiers_finish (bench->notes, result, NULL);
  g_assert_cmpuint (dossiers->len, >, 0);
}

static void
add (gpointer data)
{
  Bench *bench = data;
  g_autofree char *nickname = some_nickname (bench);
  LuwteNoteRequest request = { .nickname = nickname, .topic = "home" };
  g_autoptr (LuwteNoteText) text = luwte_note_text_new ("een korte notitie over vandaag");
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *id = NULL;

  luwte_notes_add_async (bench->notes, &request, text, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  id = luwte_notes_add_finish (bench->notes, result, NULL);
  g_assert_nonnull (id);
}

static void
compare (const char *name, Bench *full, Bench *empty, const char *words, BenchFunc func,
         double most_ms)
{
  double value;
  double peer;

  full->words = empty->words = words;
  peer = bench_median_ms (ROUNDS, func, empty);
  value = bench_median_ms (ROUNDS, func, full);
  bench_row (name, value, "ms", peer, most_ms > 0 ? BENCH_AT_MOST : BENCH_NO_TARGET, most_ms);
}

int
main (int argc, char *argv[])
{
  const guint n_nicknames = bench_is_long (argc, argv) ? 100000 : 10000;
  double notes_per_s;
  double ignored;
  Bench *full;
  Bench *empty;

  policy = luwte_policy_load_bundled ("example", NULL, NULL);
  empty = bench_new (1, &ignored);
  full = bench_new (n_nicknames, &notes_per_s);

  bench_row ("notes: import", notes_per_s, "notes/s", NAN, BENCH_AT_LEAST, 1000);
  compare ("notes: beside the conversation after a claim", full, empty, NULL, claim, 300);
  compare ("notes: list of nicknames", full, empty, NULL, list_dossiers, 100);
  compare ("notes: nicknames by three letters", full, empty, "sch", list_dossiers, 300);
  compare ("notes: nicknames by a common word", full, empty, "aaewoord0", list_dossiers, 300);
  compare ("notes: search, beginning of a word", full, empty, "aie", search, 100);
  compare ("notes: search, common word", full, empty, "aaewoord0", search, 100);
  compare ("notes: search, rare word", full, empty, "whewoord4000", search, 100);
  compare ("notes: search, two words", full, empty, "aaewoord0 bae", search, 100);
  compare ("notes: store one, on disk", full, empty, NULL, add, 100);

  bench_free (full);
  bench_free (empty);
  g_object_unref (policy);
  return 0;
}
