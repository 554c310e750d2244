/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Another profile in a vault that is in use: what is shown before is what happens after, and who may
 * loosen it. */

#include "luwte-workspace-private.h"

#include <glib/gstdio.h>

#include "luwte-code.h"
#include "luwte-db.h"
#include "luwte-policy-table.h"
#include "luwte-secret.h"

typedef struct
{
  char *parent;
  char *dir;
  LuwteWorkspace *workspace;
} Fixture;

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
  return *result;
}

static Fixture *
fixture_new (const char *policy, const char *role)
{
  Fixture *self = g_new0 (Fixture, 1);
  g_autoptr (LuwteSecret) passphrase = luwte_secret_new ("een lange zin om te testen", -1);
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  self->parent = g_dir_make_tmp ("luwte-change-XXXXXX", NULL);
  self->dir = g_build_filename (self->parent, "vault", NULL);
  self->workspace = luwte_workspace_new (self->dir);
  luwte_workspace_create_async (self->workspace, policy, NULL, role, passphrase, NULL, answer_cb,
                                &result);
  code = luwte_workspace_create_finish (self->workspace, wait_for (&result), &error);
  g_assert_no_error (error);
  return self;
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

static void
fixture_free (Fixture *self)
{
  luwte_workspace_close (self->workspace);
  g_assert_finalize_object (self->workspace);
  remove_tree (self->parent);
  g_free (self->parent);
  g_free (self->dir);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static gpointer
ask_cb (LuwteDb *db, gpointer sql, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, sql, error);
  gboolean row;

  if (stmt == NULL || !luwte_stmt_step (stmt, &row, error))
    return NULL;
  return g_strdup (row && luwte_stmt_text (stmt, 0) != NULL ? luwte_stmt_text (stmt, 0) : "-");
}

static char *
ask (Fixture *self, const char *static_sql)
{
  g_autoptr (GError) error = NULL;
  char *answer = luwte_vault_read (self->workspace->vault, ask_cb, (gpointer) static_sql, &error);

  g_assert_no_error (error);
  return answer;
}

static void
assert_asked (Fixture *self, const char *static_sql, const char *expected)
{
  g_autofree char *answer = ask (self, static_sql);

  g_assert_cmpstr (answer, ==, expected);
}

static LuwteProfileChange *
preview (Fixture *self, const char *profile, const char *key, const char *value, GError **error)
{
  g_autoptr (GHashTable) choices = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GAsyncResult) result = NULL;

  if (key != NULL)
    g_hash_table_insert (choices, (gpointer) key, (gpointer) value);
  luwte_workspace_preview_profile_async (self->workspace, profile, choices, NULL, answer_cb,
                                         &result);
  return luwte_workspace_preview_profile_finish (self->workspace, wait_for (&result), error);
}

static LuwteRedating *
use (Fixture *self, LuwteProfileChange *change, const char *reason, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  luwte_workspace_use_profile_async (self->workspace, change, reason, NULL, answer_cb, &result);
  return luwte_workspace_use_profile_finish (self->workspace, wait_for (&result), error);
}

static gboolean
note_refused (Fixture *self, const char *text)
{
  g_autoptr (GPtrArray) topics = luwte_workspace_topics (self->workspace, "nl");
  g_autoptr (LuwteNoteText) words = luwte_note_text_new (text);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  LuwteNoteRequest request = { .nickname = "Kiezel",
                               .topic = luwte_code_get_code (g_ptr_array_index (topics, 0)) };

  luwte_notes_add_async (luwte_workspace_get_notes (self->workspace), &request, words, NULL,
                         answer_cb, &result);
  id = luwte_notes_add_finish (luwte_workspace_get_notes (self->workspace), wait_for (&result),
                               &error);
  if (id == NULL)
    g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
  return id == NULL;
}

/* So many notes, each of another nickname, over five years back. */
static void
import (Fixture *self, guint n)
{
  g_autoptr (GPtrArray) topics = luwte_workspace_topics (self->workspace, "nl");
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_note_import_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  for (guint i = 0; i < n; i++)
    {
      LuwteNoteImport *row = g_new0 (LuwteNoteImport, 1);

      row->nickname = g_strdup_printf ("Naam %u", i);
      row->topic = g_strdup (luwte_code_get_code (g_ptr_array_index (topics, 0)));
      row->created = now - (gint64) g_test_rand_int_range (0, 700) * 24 * 3600;
      row->text = luwte_note_text_new ("Een korte aantekening.");
      g_ptr_array_add (rows, row);
    }
  luwte_notes_import_async (luwte_workspace_get_notes (self->workspace), rows, NULL, answer_cb,
                            &result);
  luwte_notes_import_finish (luwte_workspace_get_notes (self->workspace), wait_for (&result),
                             &error);
  g_assert_no_error (error);
}

static GHashTable *
objects_of (GPtrArray *due)
{
  GHashTable *objects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < due->len; i++)
    g_hash_table_add (objects,
                      g_strdup (luwte_due_record_get_fields (g_ptr_array_index (due, i))->object));
  return objects;
}

/* A period is made shorter on ten thousand records: what the preview said is what the report says,
 * and what is gone afterwards. (R71, R95) */
static void
test_ten_thousand (void)
{
  g_autoptr (Fixture) self = fixture_new ("fara", "counsellor");
  g_autoptr (LuwteProfileChange) change = NULL;
  g_autoptr (LuwteRedating) report = NULL;
  g_autoptr (GHashTable) announced = NULL, reported = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *left = NULL, *expected = NULL;
  const LuwteRedating *before;
  GHashTableIter iter;
  gpointer object;

  import (self, 5000);
  import (self, 5000);
  change = preview (self, "fara", "keep", "P1Y", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (luwte_profile_change_get_loosened (change)->len, ==, 0);
  before = luwte_profile_change_get_redating (change);
  g_assert_cmpuint (before->n_records, ==, 10000);
  g_assert_cmpuint (before->n_earlier, ==, 10000);
  g_assert_cmpuint (before->n_later, ==, 0);
  g_assert_cmpuint (before->due->len, >, 1000);
  g_assert_cmpuint (before->due->len, <, 9000);
  announced = objects_of (before->due);
  assert_asked (self, "SELECT count (*) FROM note", "10000");

  report = use (self, change, NULL, &error);
  g_assert_no_error (error);
  reported = objects_of (report->due);
  g_assert_cmpuint (report->n_records, ==, before->n_records);
  g_assert_cmpuint (report->n_earlier, ==, before->n_earlier);
  g_assert_cmpuint (g_hash_table_size (reported), ==, g_hash_table_size (announced));
  g_hash_table_iter_init (&iter, announced);
  while (g_hash_table_iter_next (&iter, &object, NULL))
    g_assert_true (g_hash_table_contains (reported, object));

  /* It is open again, as the window opens it: what had become due is gone, all of it and no more. */
  g_assert_cmpint (luwte_workspace_get_state (self->workspace), ==, LUWTE_WORKSPACE_OPEN);
  left = g_strdup_printf ("%u", 10000 - g_hash_table_size (announced));
  assert_asked (self, "SELECT count (*) FROM note", left);
  expected = g_strdup_printf ("%u", g_hash_table_size (announced));
  assert_asked (self, "SELECT count (*) FROM tombstone", expected);
  assert_asked (self, "SELECT count (*) FROM policy", "2");
  assert_asked (self, "SELECT action FROM audit WHERE action LIKE 'policy.%'", "policy.use");
}

/* A profile that promises less is the lead's to accept, with a reason, and leaves both. */
static void
test_loosening (void)
{
  g_autoptr (Fixture) lead = fixture_new ("fara", "lead");
  g_autoptr (Fixture) counsellor = fixture_new ("fara", "counsellor");
  g_autoptr (LuwteProfileChange) hers = NULL, theirs = NULL;
  g_autoptr (LuwteRedating) report = NULL;
  g_autoptr (GError) error = NULL;

  hers = preview (counsellor, "fara", "keep", "P5Y", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (luwte_profile_change_get_loosened (hers)->len, >, 0);
  g_assert_null (use (counsellor, hers, "omdat het moet", &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "the lead's"));
  g_clear_error (&error);
  assert_asked (counsellor, "SELECT count (*) FROM policy", "1");
  assert_asked (counsellor, "SELECT count (*) FROM audit WHERE action LIKE 'policy.%'", "0");

  theirs = preview (lead, "fara", "keep", "P5Y", &error);
  g_assert_no_error (error);
  g_assert_null (use (lead, theirs, "  ", &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "reason"));
  g_clear_error (&error);
  report = use (lead, theirs, "besluit van het bestuur", &error);
  g_assert_no_error (error);
  assert_asked (lead, "SELECT reason FROM policy ORDER BY seq DESC LIMIT 1",
                "besluit van het bestuur");
  assert_asked (lead,
                "SELECT loosened LIKE '%records.note.keep%' FROM policy"
                " ORDER BY seq DESC LIMIT 1",
                "1");
  assert_asked (lead, "SELECT role || action FROM audit WHERE action LIKE 'policy.%'",
                "leadpolicy.loosen");
}

/* What was chosen at set-up still holds; what is wrong is refused before anything is touched; features
 * ask the new profile at once. */
static void
test_choices (void)
{
  g_autoptr (Fixture) self = fixture_new ("fara", "lead");
  g_autoptr (LuwteProfileChange) shorter = NULL, same = NULL, other = NULL;
  g_autoptr (LuwteRedating) first = NULL, second = NULL;
  g_autoptr (GError) error = NULL;

  shorter = preview (self, "fara", "keep", "P1Y", &error);
  g_assert_no_error (error);
  first = use (self, shorter, NULL, &error);
  g_assert_no_error (error);
  same = preview (self, "fara", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (luwte_profile_change_get_loosened (same)->len, ==, 0);

  g_assert_null (preview (self, "fara", "keep", "long", &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (preview (self, "nothing", NULL, NULL, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_false (note_refused (self, "Mag nog."));
  other = preview (self, "veiligsamen", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (luwte_profile_change_get_redating (other)->due->len, ==, 1);
  second = use (self, other, "een andere helplijn", &error);
  g_assert_no_error (error);
  g_assert_true (note_refused (self, "Mag niet meer."));
  assert_asked (self, "SELECT count (*) FROM note", "0");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspace/change/ten-thousand", test_ten_thousand);
  g_test_add_func ("/workspace/change/loosening", test_loosening);
  g_test_add_func ("/workspace/change/choices", test_choices);
  return g_test_run ();
}
