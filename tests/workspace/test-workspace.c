/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "luwte-clock.h"
#include "luwte-code.h"
#include "luwte-conversation.h"
#include "luwte-fake-service.h"
#include "luwte-note-text.h"
#include "luwte-policy.h"
#include "luwte-profile.h"
#include "luwte-secret.h"
#include "luwte-setting-table.h"
#include "luwte-vault.h"
#include "luwte-workspace.h"
#include "luwte-test-vault.h"

typedef struct
{
  char *parent;
  char *dir;
  LuwteWorkspace *workspace;
  LuwteSecret *passphrase;
  LuwteSecret *code;
  LuwteFakeService *fake; /* what the factory made last, borrowed */
  LuwteCapabilities capabilities;
  gboolean offline;
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

static void
settle (void)
{
  gint64 quiet = g_get_monotonic_time ();

  while (g_get_monotonic_time () - quiet < 80000)
    {
      if (g_main_context_iteration (NULL, FALSE))
        quiet = g_get_monotonic_time ();
      else
        g_usleep (1000);
    }
}

static LuwteService *
factory (const char *url, const char *user, LuwteSecret *secret, gpointer data, GError **error)
{
  Fixture *self = data;

  self->fake = luwte_fake_service_new (self->capabilities);
  if (self->offline)
    luwte_fake_service_set_online (self->fake, FALSE);
  return LUWTE_SERVICE (self->fake);
}

static void
make_workspace (Fixture *self)
{
  self->workspace = luwte_workspace_new (self->dir);
  luwte_workspace_register_kind (self->workspace, "bridge", factory, self);
  luwte_workspace_register_kind (self->workspace, "lhc", factory, self);
  luwte_workspace_register_kind (self->workspace, "practice", factory, self);
}

static Fixture *
fixture_new (const char *policy)
{
  Fixture *self = g_new0 (Fixture, 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  self->parent = g_dir_make_tmp ("luwte-workspace-XXXXXX", NULL);
  self->dir = g_build_filename (self->parent, "vault", NULL);
  self->passphrase = luwte_secret_new ("een lange zin om te testen", -1);
  self->capabilities = LUWTE_CAPABILITY_CLIENT_IDS | LUWTE_CAPABILITY_RELEASE;
  make_workspace (self);
  g_assert_cmpint (luwte_workspace_get_state (self->workspace), ==, LUWTE_WORKSPACE_EMPTY);
  luwte_workspace_create_async (self->workspace, policy, NULL, "counsellor", self->passphrase, NULL,
                                answer_cb, &result);
  g_assert_cmpint (luwte_workspace_get_state (self->workspace), ==, LUWTE_WORKSPACE_OPENING);
  self->code = luwte_workspace_create_finish (self->workspace, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->code);
  g_assert_cmpint (luwte_workspace_get_state (self->workspace), ==, LUWTE_WORKSPACE_OPEN);
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
end_workspace (Fixture *self)
{
  luwte_workspace_close (self->workspace);
  settle ();
  g_assert_finalize_object (g_steal_pointer (&self->workspace));
}

static void
fixture_free (Fixture *self)
{
  end_workspace (self);
  luwte_secret_unref (self->passphrase);
  luwte_secret_unref (self->code);
  remove_tree (self->parent);
  g_free (self->parent);
  g_free (self->dir);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static gboolean
open_with (Fixture *self, LuwteOpenFlags flags, LuwteSecret *secret, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  luwte_workspace_open_async (self->workspace, flags, secret, NULL, answer_cb, &result);
  return luwte_workspace_open_finish (self->workspace, wait_for (&result), error);
}

static gboolean
set_service (Fixture *self, const char *kind, gboolean force, GError **error)
{
  const LuwteServiceSetup setup = { .kind = kind, .url = "https://chat.example", .user = "els" };
  g_autoptr (LuwteSecret) secret = luwte_secret_new ("sesam", -1);
  g_autoptr (GAsyncResult) result = NULL;

  luwte_workspace_set_service_async (self->workspace, &setup, secret, force, NULL, answer_cb,
                                     &result);
  return luwte_workspace_set_service_finish (self->workspace, wait_for (&result), error);
}

static void
test_profiles (void)
{
  g_autoptr (GPtrArray) profiles = luwte_workspace_list_profiles ("nl");
  g_autoptr (GPtrArray) questions = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (profiles->len, ==, 6);
  for (guint i = 0; i < profiles->len; i++)
    {
      LuwteCode *profile = g_ptr_array_index (profiles, i);

      g_assert_cmpstr (luwte_code_get_label (profile), !=, "");
      g_assert_cmpstr (luwte_code_get_text (profile), !=, "");
    }
  questions = luwte_workspace_profile_questions ("fara", "nl", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (questions->len, >, 0);
  g_clear_pointer (&questions, g_ptr_array_unref);
  questions = luwte_workspace_profile_questions ("nobody", "nl", &error);
  g_assert_null (questions);
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_NOT_FOUND);
}

static void
test_create_and_open (void)
{
  g_autoptr (Fixture) f = fixture_new ("fier");
  g_autoptr (LuwteSecret) wrong = luwte_secret_new ("wrong", -1);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (luwte_workspace_get_notes (f->workspace));
  g_assert_nonnull (luwte_workspace_get_review (f->workspace));
  g_assert_nonnull (luwte_workspace_get_retention (f->workspace));
  g_assert_null (luwte_workspace_get_live (f->workspace));
  g_assert_null (luwte_workspace_get_service (f->workspace));
  g_assert_false (luwte_workspace_is_lead (f->workspace));
  luwte_workspace_lock (f->workspace);
  g_assert_cmpint (luwte_workspace_get_state (f->workspace), ==, LUWTE_WORKSPACE_LOCKED);
  g_assert_null (luwte_workspace_get_notes (f->workspace));
  g_assert_null (luwte_workspace_topics (f->workspace, "nl"));
  g_assert_false (open_with (f, LUWTE_OPEN_WINDOW, wrong, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_WRONG_KEY);
  g_clear_error (&error);
  g_assert_cmpint (luwte_workspace_get_state (f->workspace), ==, LUWTE_WORKSPACE_LOCKED);
  g_assert_true (open_with (f, LUWTE_OPEN_WINDOW, f->passphrase, &error));
  g_assert_no_error (error);
  g_assert_null (luwte_workspace_get_run_error (f->workspace));
  luwte_workspace_lock (f->workspace);
  g_assert_true (open_with (f, LUWTE_OPEN_QUIET | LUWTE_OPEN_RECOVERY, f->code, &error));
  g_assert_no_error (error);
}

static void
test_lock_while_opening (void)
{
  g_autoptr (Fixture) f = fixture_new ("fier");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  luwte_workspace_lock (f->workspace);
  luwte_workspace_open_async (f->workspace, LUWTE_OPEN_WINDOW, f->passphrase, NULL, answer_cb,
                              &result);
  luwte_workspace_lock (f->workspace);
  g_assert_false (luwte_workspace_open_finish (f->workspace, wait_for (&result), &error));
  g_assert_error (error, LUWTE_WORKSPACE_ERROR, LUWTE_WORKSPACE_ERROR_NOT_OPEN);
  g_assert_cmpint (luwte_workspace_get_state (f->workspace), ==, LUWTE_WORKSPACE_LOCKED);
  g_clear_error (&error);
  g_assert_true (open_with (f, LUWTE_OPEN_WINDOW, f->passphrase, &error));
  g_assert_no_error (error);
}

static LuwteSecret *
secret_finish (Fixture *self, GAsyncResult **result, GError **error)
{
  return luwte_workspace_secret_finish (self->workspace, wait_for (result), error);
}

static void
test_keys (void)
{
  g_autoptr (Fixture) f = fixture_new ("example");
  g_autoptr (LuwteSecret) second = luwte_secret_new ("een tweede zin", -1);
  g_autoptr (LuwteSecret) third = luwte_secret_new ("en een derde", -1);
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (GAsyncResult) changed = NULL;
  g_autoptr (GAsyncResult) recovered = NULL;
  g_autoptr (GError) error = NULL;

  luwte_workspace_change_passphrase_async (f->workspace, f->passphrase, second, NULL, answer_cb,
                                           &changed);
  g_assert_null (secret_finish (f, &changed, &error));
  g_assert_no_error (error);
  luwte_workspace_lock (f->workspace);
  g_assert_false (open_with (f, LUWTE_OPEN_WINDOW, f->passphrase, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_WRONG_KEY);
  g_clear_error (&error);
  luwte_workspace_recover_async (f->workspace, f->code, third, NULL, answer_cb, &recovered);
  code = secret_finish (f, &recovered, &error);
  g_assert_no_error (error);
  g_assert_nonnull (code);
  g_assert_false (luwte_secret_equal (code, f->code));
  g_assert_true (open_with (f, LUWTE_OPEN_WINDOW, third, &error));
  g_assert_no_error (error);
}

static void
test_service (void)
{
  g_autoptr (Fixture) f = fixture_new ("example");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  LuwteLive *live;

  f->offline = TRUE;
  g_assert_false (set_service (f, "bridge", FALSE, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNREACHABLE);
  g_clear_error (&error);
  g_assert_null (luwte_workspace_get_service (f->workspace));
  f->offline = FALSE;
  g_assert_true (set_service (f, "bridge", FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (luwte_workspace_get_service (f->workspace)->url, ==, "https://chat.example");
  live = luwte_workspace_get_live (f->workspace);
  g_assert_cmpint (luwte_live_get_connection (live), ==, LUWTE_CONNECTION_CONNECTED);
  luwte_workspace_check_service_async (f->workspace, NULL, answer_cb, &result);
  sentence = luwte_workspace_check_service_finish (f->workspace, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (sentence, "fake"));
  /* A lock leaves the connection, and the number of those who wait. */
  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  luwte_workspace_lock (f->workspace);
  g_assert_true (luwte_workspace_get_live (f->workspace) == live);
  g_assert_cmpint (luwte_live_get_connection (live), ==, LUWTE_CONNECTION_CONNECTED);
  g_assert_cmpuint (luwte_live_get_waiting_count (live), ==, 1);
  g_assert_true (open_with (f, LUWTE_OPEN_WINDOW, f->passphrase, &error));
  g_assert_true (luwte_workspace_get_live (f->workspace) == live);
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (luwte_live_get_waiting (live)), ==, 1);
}

static void
test_service_kept (void)
{
  g_autoptr (Fixture) f = fixture_new ("example");
  g_autoptr (LuwteService) service = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (set_service (f, "lhc", FALSE, &error));
  end_workspace (f);
  make_workspace (f);
  g_assert_null (luwte_workspace_make_service (f->workspace, &error));
  g_assert_error (error, LUWTE_WORKSPACE_ERROR, LUWTE_WORKSPACE_ERROR_NO_SERVICE);
  g_clear_error (&error);
  /* Quiet: nothing is asked of the service by opening. */
  g_assert_true (open_with (f, LUWTE_OPEN_QUIET, f->passphrase, &error));
  settle ();
  g_assert_cmpstr (luwte_workspace_get_service (f->workspace)->kind, ==, "lhc");
  g_assert_cmpint (luwte_live_get_connection (luwte_workspace_get_live (f->workspace)), ==,
                   LUWTE_CONNECTION_OFF);
  for (int op = LUWTE_SERVICE_OP_CHECK; op <= LUWTE_SERVICE_OP_SEND; op++)
    g_assert_cmpuint (luwte_fake_service_n_calls (f->fake, op), ==, 0);
  service = luwte_workspace_make_service (f->workspace, &error);
  g_assert_nonnull (service);
}

static void
test_practice (void)
{
  g_autoptr (Fixture) f = fixture_new ("example");
  g_autoptr (GError) error = NULL;

  f->capabilities = LUWTE_CAPABILITY_PRACTICE;
  g_assert_true (set_service (f, "practice", FALSE, &error));
  g_assert_true (luwte_workspace_is_practice (f->workspace));
  f->capabilities = LUWTE_CAPABILITY_NONE;
  g_assert_false (set_service (f, "bridge", FALSE, &error));
  g_assert_error (error, LUWTE_WORKSPACE_ERROR, LUWTE_WORKSPACE_ERROR_PRACTICE);
  g_clear_error (&error);
  g_assert_false (set_service (f, "lhc", TRUE, &error));
  g_assert_error (error, LUWTE_WORKSPACE_ERROR, LUWTE_WORKSPACE_ERROR_PRACTICE);
  g_clear_error (&error);
  g_assert_cmpstr (luwte_workspace_get_service (f->workspace)->kind, ==, "practice");
  /* For good: after a restart too. */
  end_workspace (f);
  make_workspace (f);
  g_assert_true (open_with (f, LUWTE_OPEN_QUIET, f->passphrase, &error));
  g_assert_true (luwte_workspace_is_practice (f->workspace));
  g_assert_false (set_service (f, "bridge", FALSE, &error));
  g_assert_error (error, LUWTE_WORKSPACE_ERROR, LUWTE_WORKSPACE_ERROR_PRACTICE);
}

static void
test_ordinary_takes_no_practice (void)
{
  g_autoptr (Fixture) f = fixture_new ("example");
  g_autoptr (GError) error = NULL;

  g_assert_true (set_service (f, "bridge", FALSE, &error));
  g_assert_false (luwte_workspace_is_practice (f->workspace));
  g_assert_false (set_service (f, "practice", FALSE, &error));
  g_assert_error (error, LUWTE_WORKSPACE_ERROR, LUWTE_WORKSPACE_ERROR_PRACTICE);
  g_clear_error (&error);
  /* A bridge that says of itself that it is practice. */
  f->capabilities = LUWTE_CAPABILITY_PRACTICE;
  g_assert_false (set_service (f, "bridge", FALSE, &error));
  g_assert_error (error, LUWTE_WORKSPACE_ERROR, LUWTE_WORKSPACE_ERROR_PRACTICE);
}

static void
test_practice_found_out_later (void)
{
  g_autoptr (Fixture) f = fixture_new ("example");
  g_autoptr (GError) error = NULL;

  /* Set up unasked while it could not be reached; when it is, it turns out to be practice. */
  f->offline = TRUE;
  f->capabilities = LUWTE_CAPABILITY_PRACTICE;
  g_assert_true (set_service (f, "bridge", TRUE, &error));
  luwte_fake_service_set_online (f->fake, TRUE);
  settle ();
  g_assert_cmpint (luwte_live_get_connection (luwte_workspace_get_live (f->workspace)), ==,
                   LUWTE_CONNECTION_OFF);
}

/* The first good answer comes before the service has said that it is practice: it is not stopped
 * for what it has not said yet. */
static void
test_practice_says_so_later (void)
{
  g_autoptr (Fixture) f = fixture_new ("example");
  g_autoptr (GError) error = NULL;
  LuwteService *service;

  f->capabilities = LUWTE_CAPABILITY_PRACTICE;
  g_assert_true (set_service (f, "practice", FALSE, &error));
  end_workspace (f);
  make_workspace (f);
  f->offline = TRUE;
  g_assert_true (open_with (f, LUWTE_OPEN_WINDOW, f->passphrase, &error));
  service = LUWTE_SERVICE (f->fake);
  luwte_service_report_capabilities (service, LUWTE_CAPABILITY_CLIENT_IDS, NULL);
  luwte_service_report_good_answer (service, 0);
  settle ();
  luwte_fake_service_set_online (f->fake, TRUE);
  settle ();
  g_assert_cmpint (luwte_live_get_connection (luwte_workspace_get_live (f->workspace)), ==,
                   LUWTE_CONNECTION_CONNECTED);
}

static void
test_settings (void)
{
  g_autoptr (Fixture) f = fixture_new ("example");
  g_autofree char *value = NULL;
  g_autofree char *missing = NULL;

  luwte_workspace_set_setting (f->workspace, "alert.sound", "off");
  end_workspace (f);
  make_workspace (f);
  g_assert_null (luwte_workspace_get_setting (f->workspace, "alert.sound"));
  g_assert_true (open_with (f, LUWTE_OPEN_WINDOW, f->passphrase, NULL));
  value = luwte_workspace_get_setting (f->workspace, "alert.sound");
  g_assert_cmpstr (value, ==, "off");
  missing = luwte_workspace_get_setting (f->workspace, "nothing");
  g_assert_null (missing);
}

static void
test_profile_answers (void)
{
  g_autoptr (Fixture) f = fixture_new ("veiligsamen");
  g_autofree char *why = NULL;
  g_autoptr (GPtrArray) topics = luwte_workspace_topics (f->workspace, "nl");
  g_auto (GStrv) described = luwte_workspace_describe_profile (f->workspace, "nl");

  g_assert_cmpuint (topics->len, >, 0);
  g_assert_nonnull (described[0]);
  g_assert_false (luwte_workspace_may_note (f->workspace, NULL, &why));
  g_assert_nonnull (why);
  g_assert_cmpint (luwte_workspace_note_due_if_closed_today (f->workspace, NULL, "note"), ==,
                   LUWTE_DAY_NONE);
  g_assert_false (luwte_workspace_allows_transcript (f->workspace));
}

static void
test_info (void)
{
  g_autoptr (Fixture) f = fixture_new ("fier");
  LuwteNotes *notes = luwte_workspace_get_notes (f->workspace);
  g_autoptr (GPtrArray) topics = luwte_workspace_topics (f->workspace, "nl");
  const LuwteNoteRequest request = {
    .nickname = "Maanlicht",
    .topic = luwte_code_get_code (g_ptr_array_index (topics, 0)),
  };
  g_autoptr (LuwteNoteText) text = luwte_note_text_new ("een aantekening");
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GAsyncResult) counted = NULL;
  g_autoptr (GAsyncResult) checked = NULL;
  g_autoptr (GHashTable) counts = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  luwte_notes_add_async (notes, &request, text, NULL, answer_cb, &added);
  id = luwte_notes_add_finish (notes, wait_for (&added), &error);
  g_assert_no_error (error);
  luwte_workspace_info_async (f->workspace, NULL, answer_cb, &counted);
  counts = luwte_workspace_info_finish (f->workspace, wait_for (&counted), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (counts, "notes")), ==, 1);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (counts, "tombstones")), ==, 0);
  luwte_workspace_check_vault_async (f->workspace, NULL, answer_cb, &checked);
  g_assert_true (luwte_workspace_check_vault_finish (f->workspace, wait_for (&checked), &error));
  g_assert_no_error (error);
}

/* A note of three years ago, in a profile of two. */
static void
add_old_note (Fixture *f)
{
  LuwteNotes *notes = luwte_workspace_get_notes (f->workspace);
  g_autoptr (GPtrArray) topics = luwte_workspace_topics (f->workspace, "nl");
  const LuwteNoteRequest request = {
    .nickname = "Maanlicht",
    .topic = luwte_code_get_code (g_ptr_array_index (topics, 0)),
    .created = luwte_clock_now () - G_GINT64_CONSTANT (3) * 366 * 86400,
  };
  g_autoptr (LuwteNoteText) text = luwte_note_text_new ("een oude aantekening");
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  luwte_notes_add_async (notes, &request, text, NULL, answer_cb, &added);
  id = luwte_notes_add_finish (notes, wait_for (&added), &error);
  g_assert_no_error (error);
}

static guint
count (Fixture *f, const char *what)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GHashTable) counts = NULL;

  luwte_workspace_info_async (f->workspace, NULL, answer_cb, &result);
  counts = luwte_workspace_info_finish (f->workspace, wait_for (&result), NULL);
  return GPOINTER_TO_UINT (g_hash_table_lookup (counts, what));
}

static guint
n_shown (Fixture *f)
{
  LuwteNotes *notes = luwte_workspace_get_notes (f->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) list = NULL;

  luwte_notes_list_by_nickname_async (notes, "Maanlicht", NULL, answer_cb, &result);
  list = luwte_notes_list_finish (notes, wait_for (&result), NULL);
  return list->len;
}

static void
test_due (void)
{
  g_autoptr (Fixture) f = fixture_new ("fier");

  add_old_note (f);
  luwte_workspace_lock (f->workspace);
  /* luwtectl hides what is due and erases nothing. */
  g_assert_true (open_with (f, LUWTE_OPEN_QUIET, f->passphrase, NULL));
  g_assert_cmpuint (n_shown (f), ==, 0);
  g_assert_cmpuint (count (f, "notes"), ==, 1);
  luwte_workspace_lock (f->workspace);
  /* The window erases before anything can be asked. */
  g_assert_true (open_with (f, LUWTE_OPEN_WINDOW, f->passphrase, NULL));
  g_assert_cmpuint (count (f, "notes"), ==, 0);
  g_assert_cmpuint (count (f, "nicknames"), ==, 0);
  g_assert_cmpuint (count (f, "tombstones"), ==, 1);
}

/* A lost ledger closes no door: the window opens, hides what is due, erases and writes nothing. */
static void
test_ledger_lost (void)
{
  g_autoptr (Fixture) f = fixture_new ("fier");
  g_autofree char *ledger = g_build_filename (f->dir, "vault.ledger", NULL);
  g_autoptr (GAsyncResult) checked = NULL;
  g_autoptr (GError) error = NULL;

  add_old_note (f);
  luwte_workspace_lock (f->workspace);
  settle ();
  g_assert_cmpint (g_remove (ledger), ==, 0);
  g_assert_true (open_with (f, LUWTE_OPEN_WINDOW, f->passphrase, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_shown (f), ==, 0);
  g_assert_cmpuint (count (f, "notes"), ==, 1);
  luwte_workspace_check_vault_async (f->workspace, NULL, answer_cb, &checked);
  g_assert_false (luwte_workspace_check_vault_finish (f->workspace, wait_for (&checked), &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED);
}

static gpointer
set_back_func (LuwteDb *db, gpointer data, GError **error)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *text = luwte_day_to_iso (luwte_day_from_unix (luwte_clock_now (), utc) - 100);

  return luwte_meta_table_set (db, "latest_day", text, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

/* As if the latest day that the vault has seen were a hundred days ago: the clock runs ahead. */
static void
set_latest_day_back (Fixture *f)
{
  g_autoptr (LuwteVault) vault = NULL;
  g_autoptr (GError) error = NULL;

  luwte_workspace_lock (f->workspace);
  settle ();
  vault = luwte_vault_open (f->dir, LUWTE_VAULT_SLOT_PASSPHRASE, f->passphrase, &error);
  g_assert_no_error (error);
  luwte_vault_write (vault, set_back_func, NULL, &error);
  g_assert_no_error (error);
  luwte_vault_close (vault);
}

static void
test_clock_ahead (void)
{
  g_autoptr (Fixture) f = fixture_new ("fier");
  g_autoptr (GError) error = NULL;
  LuwteRetention *retention;

  add_old_note (f);
  f->offline = TRUE;
  g_assert_true (set_service (f, "bridge", TRUE, &error));
  set_latest_day_back (f);
  g_assert_true (open_with (f, LUWTE_OPEN_WINDOW, f->passphrase, &error));
  retention = luwte_workspace_get_retention (f->workspace);
  g_assert_cmpint (luwte_retention_get_clock_state (retention), ==, LUWTE_CLOCK_AHEAD);
  /* Hidden, and not erased. */
  g_assert_cmpuint (n_shown (f), ==, 0);
  g_assert_cmpuint (count (f, "notes"), ==, 1);
  /* The chat service's clock agrees: confirmed, and erased at once. */
  luwte_fake_service_set_online (f->fake, TRUE);
  while (count (f, "notes") > 0)
    settle ();
  g_assert_cmpint (luwte_retention_get_clock_state (retention), ==, LUWTE_CLOCK_GOOD);
  g_assert_cmpuint (count (f, "tombstones"), ==, 1);
}

static void
locking_cb (LuwteWorkspace *workspace, LuwteConversation *conversation)
{
  g_autoptr (LuwteNoteText) text = luwte_note_text_new ("half een aantekening");

  /* The vault is still open: what an editor holds is handed over. */
  luwte_notes_save_draft_async (luwte_workspace_get_notes (workspace),
                                luwte_conversation_get_object_id (conversation), NULL, text, NULL,
                                NULL, NULL);
}

static LuwteConversation *
claim (Fixture *f, const char *id)
{
  LuwteLive *live = luwte_workspace_get_live (f->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteConversation *conversation;

  luwte_live_claim_async (live, id, NULL, answer_cb, &result);
  conversation = luwte_live_claim_finish (live, wait_for (&result), &error);
  g_assert_no_error (error);
  return conversation;
}

static void
test_lock_keeps_drafts (void)
{
  g_autoptr (Fixture) f = fixture_new ("example");
  g_autoptr (LuwteConversation) conversation = NULL;
  g_autoptr (LuwteNoteText) draft = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteNotes *notes;

  g_assert_true (set_service (f, "bridge", FALSE, &error));
  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  conversation = claim (f, "a");
  luwte_conversation_set_draft (conversation, "half een zin");
  g_signal_connect_object (f->workspace, "locking", G_CALLBACK (locking_cb), conversation, 0);
  /* At once, without a turn of the main loop in between. */
  luwte_workspace_lock (f->workspace);
  settle ();
  g_clear_object (&conversation);
  g_assert_true (open_with (f, LUWTE_OPEN_WINDOW, f->passphrase, &error));
  settle ();
  conversation =
      g_list_model_get_item (luwte_live_get_mine (luwte_workspace_get_live (f->workspace)), 0);
  g_assert_nonnull (conversation);
  g_assert_cmpstr (luwte_conversation_get_draft (conversation), ==, "half een zin");
  notes = luwte_workspace_get_notes (f->workspace);
  luwte_notes_load_draft_async (notes, luwte_conversation_get_object_id (conversation), NULL,
                                answer_cb, &result);
  draft = luwte_notes_load_draft_finish (notes, wait_for (&result), NULL, &error);
  g_assert_cmpstr (luwte_note_text_peek (draft), ==, "half een aantekening");
}

/* A locked program begins anew: the next process has the service and the queue, not the vault. */
static void
test_begins_anew (void)
{
  g_autoptr (Fixture) f = fixture_new ("example");
  g_autoptr (GVariant) state = NULL;
  g_autoptr (GError) error = NULL;
  LuwteLive *live;

  g_assert_false (luwte_workspace_may_hand_over (f->workspace));
  g_assert_true (set_service (f, "bridge", FALSE, &error));
  luwte_live_set_available (luwte_workspace_get_live (f->workspace), TRUE);
  luwte_workspace_lock (f->workspace);
  g_assert_true (luwte_workspace_may_hand_over (f->workspace));
  state = g_variant_ref_sink (luwte_workspace_hand_over (f->workspace));
  end_workspace (f);
  make_workspace (f);
  luwte_workspace_take_over (f->workspace, state);
  live = luwte_workspace_get_live (f->workspace);
  g_assert_nonnull (live);
  g_assert_cmpint (luwte_workspace_get_state (f->workspace), ==, LUWTE_WORKSPACE_LOCKED);
  g_assert_cmpstr (luwte_workspace_get_service (f->workspace)->url, ==, "https://chat.example");
  g_assert_true (luwte_live_get_available (live));
  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  settle ();
  g_assert_cmpuint (luwte_live_get_waiting_count (live), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (luwte_live_get_waiting (live)), ==, 0);
  g_assert_true (open_with (f, LUWTE_OPEN_WINDOW, f->passphrase, &error));
  settle ();
  g_assert_true (luwte_workspace_get_live (f->workspace) == live);
  g_assert_cmpuint (g_list_model_get_n_items (luwte_live_get_waiting (live)), ==, 1);
}

/* What is handed over may be anything: then it is as if the program had been started. */
static void
test_begins_anew_from_nothing (void)
{
  g_autoptr (Fixture) f = fixture_new ("example");
  g_autoptr (GVariant) none = NULL;
  g_autoptr (GVariant) half = g_variant_ref_sink (
      g_variant_new_parsed ("{'kind': <'bridge'>, 'service-id': <1>, 'live': <@a{sv} {}>}"));
  g_autoptr (GVariant) unknown = g_variant_ref_sink (g_variant_new_parsed (
      "{'kind': <'pigeon'>, 'service-id': <'s'>, 'practice': <false>, 'live': <@a{sv} {}>}"));
  g_autoptr (GError) error = NULL;

  luwte_workspace_lock (f->workspace);
  none = g_variant_ref_sink (luwte_workspace_hand_over (f->workspace));
  luwte_workspace_take_over (f->workspace, none);
  luwte_workspace_take_over (f->workspace, half);
  luwte_workspace_take_over (f->workspace, unknown);
  g_assert_null (luwte_workspace_get_live (f->workspace));
  g_assert_true (open_with (f, LUWTE_OPEN_WINDOW, f->passphrase, &error));
  g_assert_null (luwte_workspace_get_service (f->workspace));
}

/* The neutral profile, but for messages that are kept only as long as the session. */
static char *
session_profile (Fixture *f)
{
  static const char *const message = "\"message\": {\n          \"keep\": \"P1Y\",\n"
                                     "          \"from\": \"last_contact\"";
  static const char *const changed = "\"message\": {\"keep\": \"session\", \"from\": \"closed\"";
  char *path = g_build_filename (f->parent, "profile.json", NULL);
  g_autoptr (GBytes) json = luwte_profile_json ("example", NULL);
  g_autoptr (GString) text = g_string_new_len (g_bytes_get_data (json, NULL),
                                               g_bytes_get_size (json));

  g_assert_cmpuint (g_string_replace (text, message, changed, 0), >, 0);
  g_assert_true (g_file_set_contents (path, text->str, text->len, NULL));
  return path;
}

static void
test_gone_with_session (void)
{
  g_autoptr (Fixture) f = fixture_new ("example");
  g_autofree char *path = session_profile (f);
  g_autoptr (LuwteConversation) conversation = NULL;
  g_autoptr (GPtrArray) topics = NULL;
  g_autoptr (GAsyncResult) created = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (GError) error = NULL;
  LuwteClosing closing = { 0 };

  end_workspace (f);
  remove_tree (f->dir);
  make_workspace (f);
  luwte_workspace_create_async (f->workspace, path, NULL, "counsellor", f->passphrase, NULL,
                                answer_cb, &created);
  code = luwte_workspace_create_finish (f->workspace, wait_for (&created), &error);
  g_assert_no_error (error);
  g_assert_true (set_service (f, "bridge", FALSE, &error));
  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  conversation = claim (f, "a");
  luwte_fake_service_visitor_says (f->fake, "a", "hoi", TRUE);
  settle ();
  g_assert_cmpuint (count (f, "messages"), ==, 1);
  topics = luwte_workspace_topics (f->workspace, "nl");
  closing.topic = luwte_code_get_code (g_ptr_array_index (topics, 0));
  luwte_conversation_close_async (conversation, &closing, NULL, answer_cb, &closed);
  g_assert_true (luwte_conversation_done_finish (conversation, wait_for (&closed), &error));
  g_assert_no_error (error);
  /* Erased when closing answers, not some time later. */
  g_assert_cmpuint (count (f, "messages"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  luwte_test_cheap_keys ();
  g_test_add_func ("/workspace/profiles", test_profiles);
  g_test_add_func ("/workspace/create-and-open", test_create_and_open);
  g_test_add_func ("/workspace/lock-while-opening", test_lock_while_opening);
  g_test_add_func ("/workspace/keys", test_keys);
  g_test_add_func ("/workspace/service", test_service);
  g_test_add_func ("/workspace/service-kept", test_service_kept);
  g_test_add_func ("/workspace/practice", test_practice);
  g_test_add_func ("/workspace/ordinary-takes-no-practice", test_ordinary_takes_no_practice);
  g_test_add_func ("/workspace/practice-found-out-later", test_practice_found_out_later);
  g_test_add_func ("/workspace/practice-says-so-later", test_practice_says_so_later);
  g_test_add_func ("/workspace/settings", test_settings);
  g_test_add_func ("/workspace/profile-answers", test_profile_answers);
  g_test_add_func ("/workspace/info", test_info);
  g_test_add_func ("/workspace/due", test_due);
  g_test_add_func ("/workspace/ledger-lost", test_ledger_lost);
  g_test_add_func ("/workspace/clock-ahead", test_clock_ahead);
  g_test_add_func ("/workspace/begins-anew", test_begins_anew);
  g_test_add_func ("/workspace/begins-anew/from-nothing", test_begins_anew_from_nothing);
  g_test_add_func ("/workspace/lock-keeps-drafts", test_lock_keeps_drafts);
  g_test_add_func ("/workspace/gone-with-session", test_gone_with_session);
  return g_test_run ();
}
