/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two threads, one queue each: answers come where they were asked for, in order; closing finishes
 * what runs and refuses the rest; the reader waits for nobody. */

#include "vault-fixture.h"

#include "luwte-db.h"
#include "luwte-secret.h"

#include <string.h>

typedef struct
{
  GThread *caller;
  int n_answers;
  int n_freed;
  GArray *order;
  GMutex mutex;
  GCond cond;
  gboolean running; /* a job is in its function */
  gboolean release; /* it may go on */
} Story;

static Story *
story_new (void)
{
  Story *self = g_new0 (Story, 1);

  self->caller = g_thread_self ();
  self->order = g_array_new (FALSE, FALSE, sizeof (int));
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  return self;
}

static void
story_free (Story *self)
{
  g_array_unref (self->order);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Story, story_free)

/* A job that stays in its function until it is released. */
static gpointer
hold_cb (LuwteDb *db, gpointer data, GError **error)
{
  Story *story = data;

  g_mutex_lock (&story->mutex);
  story->running = TRUE;
  g_cond_broadcast (&story->cond);
  while (!story->release)
    g_cond_wait (&story->cond, &story->mutex);
  g_mutex_unlock (&story->mutex);
  return luwte_db_exec (db, "INSERT INTO setting (key, value) VALUES ('held', 'x')", error)
             ? GINT_TO_POINTER (TRUE)
             : NULL;
}

static void
wait_running (Story *story)
{
  g_mutex_lock (&story->mutex);
  while (!story->running)
    g_cond_wait (&story->cond, &story->mutex);
  g_mutex_unlock (&story->mutex);
}

static void
release (Story *story)
{
  g_mutex_lock (&story->mutex);
  story->release = TRUE;
  g_cond_broadcast (&story->cond);
  g_mutex_unlock (&story->mutex);
}

static gpointer
count_cb (LuwteDb *db, gpointer data, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "SELECT count (*) FROM setting", error);
  gboolean row;

  if (!stmt || !luwte_stmt_step (stmt, &row, error))
    return NULL;
  return g_strdup_printf ("%d", (int) luwte_stmt_int (stmt, 0));
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (!*result)
    g_main_context_iteration (NULL, TRUE);
}

static void
freed_cb (gpointer data)
{
  Story *story = data;

  g_assert_true (story->caller == g_thread_self ());
  story->n_freed++;
}

typedef struct
{
  Story *story;
  int number;
} Numbered;

static gpointer
nothing_cb (LuwteDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (TRUE);
}

static void
ordered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Numbered *numbered = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (numbered->story->caller == g_thread_self ());
  g_assert_nonnull (luwte_vault_run_finish (LUWTE_VAULT (object), result, &error));
  g_assert_no_error (error);
  numbered->story->n_answers++;
  g_array_append_val (numbered->story->order, numbered->number);
  g_free (numbered);
}

static void
test_in_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Story) story = story_new ();

  for (int i = 0; i < 50; i++)
    {
      Numbered *numbered = g_new0 (Numbered, 1);

      numbered->story = story;
      numbered->number = i;
      luwte_vault_write_async (fixture->vault, nothing_cb, story, freed_cb, NULL, NULL, ordered_cb,
                               numbered);
    }
  while (story->n_freed < 50)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (story->n_answers, ==, 50);
  for (int i = 0; i < 50; i++)
    g_assert_cmpint (g_array_index (story->order, int, i), ==, i);
}

/* The reader sees the last commit while a write is under way, and does not wait for it. */
static void
test_reader_does_not_wait (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Story) story = story_new ();
  g_autoptr (GAsyncResult) written = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *during = NULL;
  g_autofree char *after = NULL;

  luwte_vault_write_async (fixture->vault, hold_cb, story, NULL, NULL, NULL, answered_cb, &written);
  wait_running (story);
  during = luwte_vault_read (fixture->vault, count_cb, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (during, ==, "0");
  release (story);
  wait_for (&written);
  g_assert_nonnull (luwte_vault_run_finish (fixture->vault, written, &error));
  after = luwte_vault_read (fixture->vault, count_cb, NULL, &error);
  g_assert_cmpstr (after, ==, "1");
}

static gpointer
release_later_cb (gpointer data)
{
  g_usleep (50 * 1000);
  release (data);
  return NULL;
}

static void
test_close_finishes_and_refuses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Story) story = story_new ();
  g_autoptr (GAsyncResult) running = NULL;
  g_autoptr (GAsyncResult) queued = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;
  GThread *other;

  luwte_vault_write_async (fixture->vault, hold_cb, story, NULL, NULL, NULL, answered_cb, &running);
  luwte_vault_write_async (fixture->vault, nothing_cb, story, freed_cb, NULL, NULL, answered_cb,
                           &queued);
  wait_running (story);
  other = g_thread_new ("releaser", release_later_cb, story);
  luwte_vault_close (fixture->vault);
  g_thread_join (other);

  wait_for (&running);
  wait_for (&queued);
  g_assert_nonnull (luwte_vault_run_finish (fixture->vault, running, &error));
  g_assert_no_error (error);
  g_assert_null (luwte_vault_run_finish (fixture->vault, queued, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_CLOSED);
  g_assert_cmpint (story->n_freed, ==, 1);

  /* The answers hold the vault. */
  g_clear_object (&running);
  g_clear_object (&queued);
  /* What was under way is on disk. */
  fixture_open (fixture);
  value = fixture_get (fixture->vault, "held");
  g_assert_cmpstr (value, ==, "x");
}

static void
test_cancelled_in_queue (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Story) story = story_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) running = NULL;
  g_autoptr (GAsyncResult) queued = NULL;
  g_autoptr (GError) error = NULL;

  luwte_vault_write_async (fixture->vault, hold_cb, story, NULL, NULL, NULL, answered_cb, &running);
  luwte_vault_write_async (fixture->vault, nothing_cb, story, freed_cb, NULL, cancellable,
                           answered_cb, &queued);
  wait_running (story);
  g_cancellable_cancel (cancellable);
  release (story);
  wait_for (&queued);
  wait_for (&running);
  g_assert_null (luwte_vault_run_finish (fixture->vault, queued, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Counts to a hundred million, unless it is stopped. */
static gpointer
endless_cb (LuwteDb *db, gpointer data, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (
      db,
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000)"
      " SELECT count (*) FROM n",
      error);
  Story *story = data;
  gboolean row;

  g_mutex_lock (&story->mutex);
  story->running = TRUE;
  g_cond_broadcast (&story->cond);
  g_mutex_unlock (&story->mutex);
  return stmt && luwte_stmt_step (stmt, &row, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
test_cancelled_query (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Story) story = story_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;

  luwte_vault_read_async (fixture->vault, endless_cb, story, NULL, NULL, cancellable, answered_cb,
                          &result);
  wait_running (story);
  g_cancellable_cancel (cancellable);
  wait_for (&result);
  g_assert_null (luwte_vault_run_finish (fixture->vault, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  value = fixture_get (fixture->vault, "goes on");
  g_assert_cmpstr (value, ==, "");
}

/* A purge while the reader reads and reads: it waits for its moment and reaches its last step. */
static gpointer
read_and_read_cb (gpointer data)
{
  Fixture *fixture = data;

  for (int i = 0; i < 200; i++)
    {
      g_autofree char *value = fixture_get (fixture->vault, "kept");

      g_assert_cmpstr (value, ==, "yes");
    }
  return NULL;
}

static void
test_purge_beside_reader (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GThread *reader;

  fixture_put (fixture->vault, "kept", "yes");
  reader = g_thread_new ("reads", read_and_read_cb, fixture);
  for (int i = 0; i < 5; i++)
    {
      g_assert_true (fixture_purge (fixture->vault, "DELETE FROM setting WHERE key = 'x'", &error));
      g_assert_no_error (error);
    }
  g_thread_join (reader);
}

static void
test_async_forms (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dir = g_build_filename (fixture->parent, "another", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (GError) error = NULL;
  LuwteVault *vault;

  luwte_vault_create_async (dir, fixture->passphrase, NULL, answered_cb, &result);
  wait_for (&result);
  vault = luwte_vault_create_finish (result, &code, &error);
  g_assert_no_error (error);
  g_assert_nonnull (code);
  g_clear_object (&result);
  luwte_vault_close (vault);
  g_assert_finalize_object (vault);

  luwte_vault_open_async (dir, LUWTE_VAULT_SLOT_RECOVERY, code, NULL, answered_cb, &result);
  wait_for (&result);
  vault = luwte_vault_open_finish (result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  luwte_vault_close (vault);
  g_assert_finalize_object (vault);

  luwte_vault_open_async (dir, LUWTE_VAULT_SLOT_PASSPHRASE, code, NULL, answered_cb, &result);
  wait_for (&result);
  g_assert_null (luwte_vault_open_finish (result, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_WRONG_KEY);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_ADD ("/threads/in-order", test_in_order);
  FIXTURE_ADD ("/threads/reader-does-not-wait", test_reader_does_not_wait);
  FIXTURE_ADD ("/threads/close-finishes-and-refuses", test_close_finishes_and_refuses);
  FIXTURE_ADD ("/threads/cancelled-in-queue", test_cancelled_in_queue);
  FIXTURE_ADD ("/threads/cancelled-query", test_cancelled_query);
  FIXTURE_ADD ("/threads/purge-beside-reader", test_purge_beside_reader);
  FIXTURE_ADD ("/threads/async-forms", test_async_forms);
  return g_test_run ();
}
