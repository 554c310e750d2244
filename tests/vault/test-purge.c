/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is erased is in no page, no frame and no file; the erasure's last step is taken whatever
 * happens before it. The files are decrypted by a reader of our own (tests/support/luwte-pages.c):
 * SQL would not show what a gap of a page holds. */

#include "vault-fixture.h"

#include "luwte-db.h"
#include "luwte-search-index-private.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

/* Versions of notes that a life has; the long form, `-m slow`, has ten thousand. */
#define N_OPERATIONS (g_test_slow () ? 10000 : 700)
/* They are written in this many months, each of which has a piece of the index. */
#define N_MONTHS       4
#define SECONDS_MONTH  ((gint64) 31 * 86400)
#define CANARY_LETTERS 13
/* The full-text index leaves out what a word shares with the word before it. */
#define NEEDLE_FROM 4

typedef struct
{
  GRand *rand;
  GHashTable *living; /* note id → canary */
  GPtrArray *erased;  /* canaries */
  gint64 n_notes;
} Life;

/* An id begins with the second in which the note was written. */
static gint64
next_id (Life *life)
{
  const gint64 month = g_rand_int_range (life->rand, 0, N_MONTHS);

  return (month * SECONDS_MONTH + 86400) * (1 << 20) + ++life->n_notes;
}

static int
month_of (gint64 id)
{
  return (int) (id / (1 << 20) / SECONDS_MONTH);
}

static char *
canary_new (Life *life)
{
  char *canary = g_malloc (CANARY_LETTERS + 1);

  for (int i = 0; i < CANARY_LETTERS; i++)
    canary[i] = (char) ('a' + g_rand_int_range (life->rand, 0, 26));
  canary[CANARY_LETTERS] = '\0';
  return canary;
}

static gboolean
run_text (LuwteDb *db, const char *sql, gint64 id, const char *text, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, sql, error);

  if (!stmt)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, id);
  if (text)
    luwte_stmt_bind_text (stmt, 2, text);
  return luwte_stmt_run (stmt, error);
}

static char *
body_new (Life *life, const char *canary)
{
  GString *body = g_string_new (canary);
  const int words = g_rand_int_range (life->rand, 1, g_rand_boolean (life->rand) ? 20 : 400);

  for (int i = 0; i < words; i++)
    g_string_append_printf (body, " woord%d", g_rand_int_range (life->rand, 0, 500));
  return g_string_free_and_steal (body);
}

static gboolean
add_text (Life *life, LuwteDb *db, gint64 id, GError **error)
{
  char *canary = canary_new (life);
  g_autofree char *body = body_new (life, canary);

  g_hash_table_insert (life->living, GSIZE_TO_POINTER ((gsize) id), canary);
  return run_text (db, "INSERT INTO note_text (note_id, body) VALUES (?, ?)", id, body, error);
}

static void
bury (Life *life, gint64 id)
{
  gpointer canary = NULL;

  g_hash_table_steal_extended (life->living, GSIZE_TO_POINTER ((gsize) id), NULL, &canary);
  g_ptr_array_add (life->erased, canary);
}

static gint64
any_note (Life *life)
{
  g_autoptr (GPtrArray) ids = g_hash_table_get_keys_as_ptr_array (life->living);

  return (gint64) GPOINTER_TO_SIZE (
      g_ptr_array_index (ids, (guint) g_rand_int_range (life->rand, 0, (int) ids->len)));
}

static gboolean
insert_note (Life *life, LuwteDb *db, GError **error)
{
  const gint64 id = next_id (life);
  g_autofree char *object = g_strdup_printf ("%032" G_GINT64_MODIFIER "x", id);

  return luwte_search_index_ensure (db, id, error) &&
         run_text (db,
                   "INSERT INTO note (id, object_id, session_id, kind, topic, created_at,"
                   " created_day) VALUES (?, ?, 1, 'note', 'topic', 0, 0)",
                   id, object, error) &&
         add_text (life, db, id, error);
}

/* One insertion, edit or deletion. */
static gboolean
live (Life *life, LuwteDb *db, GError **error)
{
  const int what = g_rand_int_range (life->rand, 0, 10);
  gint64 id;

  if (what < 5 || g_hash_table_size (life->living) < 5)
    return insert_note (life, db, error);
  id = any_note (life);
  bury (life, id);
  if (what < 8)
    return run_text (db, "DELETE FROM note_text WHERE note_id = ?", id, NULL, error) &&
           add_text (life, db, id, error);
  return run_text (db, "DELETE FROM note WHERE id = ?", id, NULL, error);
}

static gpointer
week_cb (LuwteDb *db, gpointer data, GError **error)
{
  for (int i = 0; i < 7; i++)
    if (!live (data, db, error))
      return NULL;
  return data;
}

/* One month goes whole, one loses a few, of the others every second note goes: a piece of the index
 * is dropped, told each note, or made anew. */
static gboolean
goes (gint64 id, guint i)
{
  return month_of (id) == 0 || i % (month_of (id) == 1 ? 200 : 2) == 0;
}

static gpointer
erase_half_cb (LuwteDb *db, gpointer data, GError **error)
{
  Life *life = data;
  g_autoptr (GPtrArray) ids = g_hash_table_get_keys_as_ptr_array (life->living);

  if (!luwte_search_index_begin_bulk (db, error))
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      const gint64 id = (gint64) GPOINTER_TO_SIZE (g_ptr_array_index (ids, i));

      if (!goes (id, i))
        continue;
      bury (life, id);
      if (!run_text (db, "DELETE FROM note WHERE id = ?", id, NULL, error))
        return NULL;
    }
  return luwte_search_index_end_bulk (db, error) ? data : NULL;
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static guint
count (Fixture *fixture, GPtrArray *canaries)
{
  g_autoptr (GPtrArray) needles = g_ptr_array_new ();

  for (guint i = 0; i < canaries->len; i++)
    g_ptr_array_add (needles, (char *) g_ptr_array_index (canaries, i) + NEEDLE_FROM);
  g_ptr_array_add (needles, NULL);
  return fixture_scan (fixture, (const char *const *) needles->pdata).n_hits;
}

static guint
count_in_backup (Fixture *fixture, const char *path, GPtrArray *canaries)
{
  g_autoptr (GPtrArray) needles = g_ptr_array_new ();

  for (guint i = 0; i < canaries->len; i++)
    g_ptr_array_add (needles, (char *) g_ptr_array_index (canaries, i) + NEEDLE_FROM);
  g_ptr_array_add (needles, NULL);
  return fixture_scan_backup (fixture, path, (const char *const *) needles->pdata).n_hits;
}

static void
make_session (LuwteVault *vault)
{
  fixture_exec (vault, "INSERT INTO session (id, object_id, nickname, line, channel, state,"
                       " opened_at, opened_day, active_day)"
                       " VALUES (1, 'o', 'Anna', 'chat', 'chat', 'active', 0, 0, 0)");
}

static void
test_no_canary (Fixture *fixture, gconstpointer data)
{
  Life life = { .rand = g_rand_new_with_seed (GPOINTER_TO_UINT (data)),
                .living = g_hash_table_new_full (NULL, NULL, NULL, g_free),
                .erased = g_ptr_array_new_with_free_func (g_free) };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) living = NULL;
  g_autofree char *where = g_build_filename (fixture->parent, "backup", NULL);
  g_autofree char *backup = NULL;
  guint n_found;

  make_session (fixture->vault);
  for (int i = 0; i < N_OPERATIONS / 7; i++)
    {
      g_assert_nonnull (luwte_vault_write (fixture->vault, week_cb, &life, &error));
      g_assert_no_error (error);
    }
  /* What was edited and deleted is still there: the reader sees. */
  g_assert_cmpuint (count (fixture, life.erased), >, 0);
  backup = luwte_vault_back_up (fixture->vault, where, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  luwte_vault_purge_async (fixture->vault, erase_half_cb, &life, NULL, NULL, NULL, answered_cb,
                           &result);
  while (!result)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (luwte_vault_run_finish (fixture->vault, result, &error) == &life);
  g_assert_no_error (error);
  luwte_vault_finish_backups (fixture->vault);

  living = g_hash_table_get_values_as_ptr_array (life.living);
  n_found = count (fixture, life.erased);
  g_test_message ("%u erased, %u living", life.erased->len, living->len);
  /* For ./dev bench remnants. */
  g_test_message ("tally canaries seed %u erased %u found %u", GPOINTER_TO_UINT (data),
                  life.erased->len, n_found);
  g_assert_cmpuint (n_found, ==, 0);
  g_assert_cmpuint (count (fixture, living), >=, living->len);
  /* The backup that was there is gone, and one was made that holds nothing of it. */
  g_assert_cmpuint (count_in_backup (fixture, backup, life.erased), ==, 0);
  g_assert_cmpuint (count_in_backup (fixture, backup, living), >=, living->len);
  g_assert_true (luwte_vault_check (fixture->vault, &error));
  g_assert_no_error (error);

  g_hash_table_unref (life.living);
  g_ptr_array_unref (life.erased);
  g_rand_free (life.rand);
}

static void
put_note (LuwteVault *vault, int id, const char *body)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO note (id, object_id, session_id, kind, topic, created_at, created_day)"
      " VALUES (%d, 'note%d', 1, 'note', 't', 0, 0);"
      " INSERT INTO note_text (note_id, body) VALUES (%d, '%s')",
      id, id, id, body);

  fixture_exec (vault, sql);
}

static guint
hits (Fixture *fixture, const char *needle)
{
  const char *needles[] = { needle, NULL };

  return fixture_scan (fixture, needles).n_hits;
}

static void
test_failed_delete (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  make_session (fixture->vault);
  put_note (fixture->vault, 1, "kwakzalverij");
  g_assert_false (fixture_purge (fixture->vault, "DELETE FROM note; DELETE FROM nowhere", &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_FAILED);
  g_assert_cmpint (fixture_ask (fixture->vault, "SELECT count (*) FROM note"), ==, 1);
  g_assert_false (luwte_vault_get_unfinished (fixture->vault));
}

/* As after a power cut between two steps: begun and not done. */
static gpointer
begin_cb (LuwteDb *db, gpointer data, GError **error)
{
  Fixture *fixture = data;
  const guint8 job[LUWTE_LEDGER_JOB_BYTES] = { 1 };

  g_assert_true (
      luwte_ledger_append (fixture->vault->ledger, LUWTE_LEDGER_BEGUN, job, sizeof job, error));
  g_assert_true (luwte_db_exec (db, "DELETE FROM note", error));
  return luwte_vault_note_ledger (fixture->vault, db, error) ? fixture : NULL;
}

static void
test_replay (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  make_session (fixture->vault);
  put_note (fixture->vault, 1, "kwakzalverij");
  g_assert_nonnull (luwte_vault_write (fixture->vault, begin_cb, fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (hits (fixture, "kwakzalverij"), >, 0);

  fixture_open (fixture);
  g_assert_cmpuint (hits (fixture, "kwakzalverij"), ==, 0);
  g_assert_false (luwte_vault_get_unfinished (fixture->vault));
  g_assert_null (luwte_ledger_unfinished_job (fixture->vault->ledger));
}

/* A disk is full for a process that may not make its files longer. */
static void
limit_files (rlim_t bytes)
{
  const struct rlimit limit = { bytes, RLIM_INFINITY };

  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
test_no_space (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wal = fixture_path (fixture, "vault.db-wal");
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  make_session (fixture->vault);
  put_note (fixture->vault, 1, "kwakzalverij");
  put_note (fixture->vault, 2, "blijft");
  g_assert_cmpint (g_stat (wal, &info), ==, 0);

  /* Deleting fits, rebuilding does not. */
  limit_files ((rlim_t) info.st_size + 64 * 1024);
  g_assert_false (fixture_purge (fixture->vault, "DELETE FROM note WHERE id = 1", &error));
  limit_files (RLIM_INFINITY);
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NO_SPACE);
  g_clear_error (&error);
  g_assert_true (luwte_vault_get_unfinished (fixture->vault));
  g_assert_cmpint (fixture_ask (fixture->vault, "SELECT count (*) FROM note"), ==, 1);

  /* With room again the next one finishes it. */
  g_assert_true (fixture_purge (fixture->vault, "DELETE FROM note WHERE id = 3", &error));
  g_assert_no_error (error);
  g_assert_false (luwte_vault_get_unfinished (fixture->vault));
  g_assert_cmpuint (hits (fixture, "kwakzalverij"), ==, 0);
  g_assert_cmpuint (hits (fixture, "blijft"), >, 0);
}

/* A write on a full disk fails whole, with its own code, and the vault goes on. */
static void
test_write_without_space (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wal = fixture_path (fixture, "vault.db-wal");
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  fixture_put (fixture->vault, "before", "is kept");
  g_assert_cmpint (g_stat (wal, &info), ==, 0);
  limit_files ((rlim_t) info.st_size + 16 * 1024);
  g_assert_false (fixture_try_exec (fixture->vault,
                                    "INSERT INTO setting (key, value)"
                                    " VALUES ('big', hex (zeroblob (200000)))",
                                    &error));
  limit_files (RLIM_INFINITY);
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NO_SPACE);

  before = fixture_get (fixture->vault, "before");
  g_assert_cmpstr (before, ==, "is kept");
  fixture_put (fixture->vault, "after", "goes on");
  g_clear_error (&error);
  g_assert_true (luwte_vault_check (fixture->vault, &error));
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* Beyond the limit write() shall fail, not kill. */
  signal (SIGXFSZ, SIG_IGN);

  for (guint seed = 1; seed <= 5; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/purge/no-canary/%u", seed);

      g_test_add (path, Fixture, GUINT_TO_POINTER (seed), fixture_set_up, test_no_canary,
                  fixture_tear_down);
    }
  FIXTURE_ADD ("/purge/failed-delete", test_failed_delete);
  FIXTURE_ADD ("/purge/replay", test_replay);
  FIXTURE_ADD ("/purge/no-space", test_no_space);
  FIXTURE_ADD ("/purge/write-without-space", test_write_without_space);
  return g_test_run ();
}
