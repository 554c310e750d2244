/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Flags for the review: kept for a reason of the profile, gone with their term, taken back. */

#include "luwte-db.h"
#include "luwte-policy.h"
#include "luwte-review.h"
#include "luwte-session-table.h"
#include "luwte-test-vault.h"
#include "luwte-vault.h"

typedef struct
{
  LuwteTestVault *vault;
  LuwtePolicy *policy;
  LuwteReview *review;
  char *session;
} Fixture;

static void
add_session (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  char **session = data;

  *session = luwte_session_table_add (db,
                                      &(LuwteSessionRow) {
                                        .nickname = "Bas",
                                        .line = "chat",
                                        .channel = "chat",
                                        .state = LUWTE_SESSION_CLOSED,
                                        .opened_day = LUWTE_TEST_TODAY,
                                        .active_day = LUWTE_TEST_TODAY,
                                        .closed_day = LUWTE_TEST_TODAY,
                                      },
                                      &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->vault = luwte_test_vault_new ();
  fixture->policy = luwte_policy_load_bundled ("example", NULL, &error);
  g_assert_no_error (error);
  fixture->review = luwte_review_new (fixture->vault->vault, fixture->policy);
  luwte_test_vault_in (fixture->vault, add_session, &fixture->session);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->review));
  luwte_test_vault_free (fixture->vault);
  g_assert_finalize_object (fixture->policy);
  g_free (fixture->session);
}

static char *
flag (Fixture *fixture, const char *session, const char *reason, GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  luwte_review_flag_async (fixture->review, session, reason, TRUE, "Wat is hier wijs?", NULL,
                           luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  return luwte_review_flag_finish (fixture->review, result, error);
}

static GPtrArray *
list (Fixture *fixture)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *flags;

  luwte_review_list_async (fixture->review, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  flags = luwte_review_list_finish (fixture->review, result, &error);
  g_assert_no_error (error);
  return flags;
}

/* R46. */
static void
test_flag (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = flag (fixture, fixture->session, "stuck", &error);
  g_autoptr (GPtrArray) flags = NULL;
  g_autoptr (GPtrArray) later = NULL;
  const LuwteFlagFields *fields;

  g_assert_no_error (error);
  flags = list (fixture);
  g_assert_cmpuint (flags->len, ==, 1);
  fields = luwte_flag_get_fields (g_ptr_array_index (flags, 0));
  g_assert_cmpstr (fields->id, ==, id);
  g_assert_cmpstr (fields->session_id, ==, fixture->session);
  g_assert_cmpstr (fields->reason, ==, "stuck");
  g_assert_cmpstr (fields->question, ==, "Wat is hier wijs?");
  g_assert_true (fields->urgent);
  g_assert_cmpint (fields->due, ==, LUWTE_TEST_TODAY + 365);
  luwte_vault_set_today (fixture->vault->vault, LUWTE_TEST_TODAY + 365);
  later = list (fixture);
  g_assert_cmpuint (later->len, ==, 0);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (flag (fixture, fixture->session, "nonsense", &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (flag (fixture, "nothing", "stuck", &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
}

static gboolean
unflag (Fixture *fixture, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  luwte_review_unflag_async (fixture->review, id, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  return luwte_review_unflag_finish (fixture->review, result, error);
}

static void
test_unflag (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = flag (fixture, fixture->session, "stuck", &error);
  g_autoptr (GPtrArray) flags = NULL;

  g_assert_true (unflag (fixture, id, &error));
  g_assert_no_error (error);
  flags = list (fixture);
  g_assert_cmpuint (flags->len, ==, 0);
  g_assert_false (unflag (fixture, id, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/review/flag", test_flag);
  ADD ("/review/refused", test_refused);
  ADD ("/review/unflag", test_unflag);
  return g_test_run ();
}
