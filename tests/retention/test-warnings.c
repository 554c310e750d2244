/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Warned beforehand (a month, a week), and held past its term: whose, when, how long at most. (R71) */

#include "retention-fixture.h"

#include "luwte-retention-private.h"

#include <string.h>

static GPtrArray *
warnings (Life *life)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *found;

  luwte_retention_warnings_async (life->retention, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  found = luwte_retention_warnings_finish (life->retention, result, &error);
  g_assert_no_error (error);
  return found;
}

/* "2026-12-22 Kiezel 1" of each; with a hold that ends "2026-12-22 Kiezel 1 hold". */
static void
assert_warned (Life *life, const char *expected)
{
  g_autoptr (GPtrArray) found = warnings (life);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const LuwteWarningFields *warning = luwte_warning_get_fields (g_ptr_array_index (found, i));
      g_autofree char *day = luwte_day_to_iso (warning->day);

      g_string_append_printf (text, "%s%s %s %u%s", i > 0 ? ", " : "", day, warning->nickname,
                              warning->records->len, warning->hold_ends ? " hold" : "");
      g_assert_true (warning->hold_ends == (warning->hold_id != NULL));
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
go_to (Life *life, const char *day)
{
  g_autoptr (LuwteReceipt) receipt = NULL;

  life_set_clock (life, day);
  life_confirm_clock (life);
  receipt = life_run (life, FALSE);
  g_assert_true (luwte_receipt_get_finished (receipt));
}

static void
add (Life *life, const char *nickname, const char *day)
{
  g_autofree char *id = life_add (life, &(LifeSession) { .nickname = nickname,
                                                         .line = "chat",
                                                         .opened = day,
                                                         .closed = day,
                                                         .topic = "other",
                                                         .note = "tekst",
                                                         .personal_note = "voor mijzelf" });
}

/* Thirty days before, and not a day sooner; on its day nothing is warned of any more. */
static void
test_before (void)
{
  g_autoptr (Life) life = life_new ("fier", "2024-12-01");
  g_autoptr (GPtrArray) near = NULL;
  LuwteDay today = luwte_day_from_ymd (2026, 12, 15);

  add (life, "Kiezel", "2024-12-22");
  add (life, "Wilg", "2024-12-30");
  go_to (life, "2026-11-21");
  assert_warned (life, "");
  go_to (life, "2026-11-22");
  assert_warned (life, "2026-12-22 Kiezel 2");
  go_to (life, "2026-12-15");
  assert_warned (life, "2026-12-22 Kiezel 2, 2026-12-30 Wilg 2");
  near = warnings (life);
  g_assert_cmpuint (luwte_warnings_count (near, today, LUWTE_WARNING_NEAR_DAYS), ==, 1);
  g_assert_cmpuint (luwte_warnings_count (near, today, LUWTE_WARNING_FAR_DAYS), ==, 2);
  /* A contact moves the term, and the warning goes. */
  add (life, "Kiezel", "2026-12-15");
  assert_warned (life, "2026-12-30 Wilg 2");
  go_to (life, "2026-12-30");
  assert_warned (life, "");
  g_assert_cmpuint (life_shown (life, "Wilg"), ==, 0);
}

/* A question without a dossier: from its twenty-third day on it stands within a week (rule 3). */
static void
test_question (void)
{
  g_autoptr (Life) life = life_new ("veiligsamen", "2026-11-01");
  LuwteDay day = luwte_day_from_ymd (2026, 11, 1);
  g_autofree char *id = life_add (life, &(LifeSession) { .line = "question",
                                                         .opened = "2026-11-01",
                                                         .topic = "other",
                                                         .message = "een vraag" });

  for (int n = 0; n < 30; n++)
    {
      g_autofree char *text = luwte_day_to_iso (day + n);
      g_autoptr (GPtrArray) found = NULL;

      life_set_clock (life, text);
      g_object_unref (life_run (life, FALSE));
      found = warnings (life);
      g_assert_cmpuint (luwte_warnings_count (found, day + n, LUWTE_WARNING_NEAR_DAYS), ==,
                        n >= 23 && n < 30 ? 1 : 0);
    }
}

/* What a colleague wrote for herself alone is nobody else's to know of, not even that it goes. */
static void
test_readers (void)
{
  g_autoptr (Life) life = life_new ("fier", "2024-12-01");

  add (life, "Kiezel", "2024-12-22");
  g_assert_cmpint (life_ask (life, "UPDATE session SET author = 'iemand' RETURNING 1"), ==, 1);
  go_to (life, "2026-12-20");
  assert_warned (life, "");
}

/* A hold is told before it ends, with what goes then; on the day after its last one that is gone. */
static void
test_hold (void)
{
  g_autoptr (Life) life = life_new ("fier", "2024-12-01");
  g_autofree char *first = NULL, *second = NULL;

  add (life, "Kiezel", "2024-12-22");
  go_to (life, "2026-12-20");
  first = life_hold (life, "Kiezel", "2027-02-10");
  assert_warned (life, "");
  go_to (life, "2027-01-12");
  assert_warned (life, "2027-02-11 Kiezel 2 hold");
  /* Another one that goes on longer takes its place. */
  second = life_hold (life, "Kiezel", "2027-03-01");
  assert_warned (life, "");
  go_to (life, "2027-02-20");
  assert_warned (life, "2027-03-02 Kiezel 2 hold");
  g_assert_cmpuint (life_shown (life, "Kiezel"), ==, 2);
  go_to (life, "2027-03-02");
  assert_warned (life, "");
  g_assert_cmpint (life_ask (life, "SELECT count (*) FROM record"), ==, 0);
}

/* A hold that ends before the term does: nothing goes with it. */
static void
test_hold_within (void)
{
  g_autoptr (Life) life = life_new ("fier", "2024-12-01");
  g_autofree char *hold = NULL;

  add (life, "Kiezel", "2024-12-22");
  hold = life_hold (life, "Kiezel", "2024-12-30");
  assert_warned (life, "2024-12-31 Kiezel 0 hold");
  life_end_hold (life, hold);
  assert_warned (life, "");
}

static char *
try_hold (Life *life, const char *reason, LuwteDay until, GError **error)
{
  g_autofree char *dossier = life_dossier (life, "Kiezel");
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  luwte_retention_hold_add_async (life->retention, dossier, reason, until, NULL,
                                  luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  return luwte_retention_hold_add_finish (life->retention, result, error);
}

/* A hold has a reason and a last day to come, and none keeps longer than the profile allows, however
 * many follow one another. */
static void
test_hold_limits (void)
{
  g_autoptr (Life) life = life_new ("fier", "2024-12-22");
  g_autoptr (GError) error = NULL;
  LuwteDay latest = luwte_day_from_ymd (2031, 12, 22), today = luwte_day_from_ymd (2024, 12, 22);
  g_autofree char *first = NULL, *second = NULL;

  add (life, "Kiezel", "2024-12-22");
  g_assert_null (try_hold (life, "  ", latest, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (try_hold (life, "klacht", today - 1, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
  first = try_hold (life, "klacht", luwte_day_from_ymd (2100, 1, 1), NULL);
  g_assert_nonnull (first);
  second = try_hold (life, "politie", LUWTE_DAY_NONE, NULL);
  g_assert_nonnull (second);
  g_assert_cmpint (life_ask (life, "SELECT max (until_day) FROM hold"), ==, latest);
  g_assert_cmpint (life_ask (life, "SELECT min (until_day) FROM hold"), ==, latest);
  g_assert_cmpint (life_ask (life, "SELECT count (*) FROM audit WHERE action = 'hold.add'"), ==, 2);
  go_to (life, "2031-12-22");
  g_assert_cmpuint (life_shown (life, "Kiezel"), ==, 2);
  go_to (life, "2031-12-23");
  g_assert_cmpint (life_ask (life, "SELECT count (*) FROM record"), ==, 0);
}

/* The example profile with some of its words replaced. */
static void
change_profile (Life *life, const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (luwte_policy_get_json (life->policy), &length);
  g_autoptr (GString) json = g_string_new_len (text, (gssize) length);
  g_autoptr (GBytes) bytes = NULL;
  LuwtePolicy *policy;

  g_assert_cmpuint (g_string_replace (json, from, to, 0), >=, 1);
  bytes = g_bytes_new (json->str, json->len);
  policy = luwte_policy_load_bytes (bytes, "ours", NULL, &error);
  g_assert_no_error (error);
  g_object_unref (life->policy);
  life->policy = policy;
  life_restart (life);
}

static GPtrArray *
try_extend (Life *life, const char *reason, GError **error)
{
  g_autofree char *dossier = life_dossier (life, "Kiezel");
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  luwte_retention_extend_async (life->retention, dossier, reason, NULL, luwte_test_answer_cb,
                                &answer);
  result = luwte_test_wait (&answer);
  return luwte_retention_extend_finish (life->retention, result, error);
}

/* Refused with the profile's words where it promises no such thing. */
static void
test_no_extension (void)
{
  g_autoptr (Life) life = life_new ("example", "2026-11-22");
  g_autoptr (GError) error = NULL;

  add (life, "Kiezel", "2026-11-22");
  g_assert_false (luwte_retention_may_extend (life->retention));
  g_assert_null (try_extend (life, "request", &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "service_lines.chat.records.note has no \"extend\""));
  g_assert_cmpint (life_ask (life, "SELECT count (*) FROM hold"), ==, 0);
}

/* Renewed: the kind that may be, by what may be, once; a request about the dossier is not in its way;
 * what may not be renewed goes on its day. */
static void
test_extension (void)
{
  g_autoptr (Life) life = life_new ("example", "2026-11-22");
  g_autoptr (GPtrArray) renewed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *kind = NULL;

  change_profile (life, "\"note\": {", "\"note\": {\"extend\": \"P6M\",");
  add (life, "Kiezel", "2026-11-22");
  g_assert_true (luwte_retention_may_extend (life->retention));
  g_assert_null (try_extend (life, " ", &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
  g_clear_error (&error);
  renewed = try_extend (life, "request", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (renewed->len, ==, 1);
  kind = luwte_hold_dup_kind (g_ptr_array_index (renewed, 0));
  g_assert_cmpstr (kind, ==, "note");
  g_assert_cmpint (luwte_hold_get_until (g_ptr_array_index (renewed, 0)), ==,
                   luwte_day_from_ymd (2028, 5, 21));
  g_assert_null (try_extend (life, "request", &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
  g_assert_cmpint (life_ask (life, "SELECT count (*) FROM audit"
                                   " WHERE action = 'retention.extend'"),
                   ==, 1);
  go_to (life, "2027-11-22");
  g_assert_cmpint (life_ask (life, "SELECT count (*) FROM note WHERE kind = 'note'"), ==, 1);
  g_assert_cmpint (life_ask (life, "SELECT count (*) FROM note WHERE kind <> 'note'"), ==, 0);
  g_assert_cmpuint (life_shown (life, "Kiezel"), ==, 1);
  go_to (life, "2028-04-30");
  assert_warned (life, "2028-05-22 Kiezel 1 hold");
  go_to (life, "2028-05-21");
  g_assert_cmpuint (life_shown (life, "Kiezel"), ==, 1);
  go_to (life, "2028-05-22");
  g_assert_cmpint (life_ask (life, "SELECT count (*) FROM record"), ==, 0);
  g_assert_cmpint (life_ask (life, "SELECT count (*) FROM dossier"), ==, 0);
}

/* A profile that keeps no topic: nothing at all stays, of no session. (R72) */
static void
test_no_topic (void)
{
  g_autoptr (Life) life = life_new ("example", "2026-11-22");
  g_autofree char *stones = NULL;

  change_profile (life, "\"leaves\": \"topic\"", "\"leaves\": \"nothing\"");
  add (life, "Kiezel", "2026-11-22");
  add (life, "Wilg", "2026-11-22");
  go_to (life, "2036-11-22");
  stones = life_tombstones (life);
  g_assert_cmpstr (stones, ==, "");
  g_assert_cmpint (life_ask (life, "SELECT (SELECT count (*) FROM session)"
                                   " + (SELECT count (*) FROM dossier)"
                                   " + (SELECT count (*) FROM nickname)"
                                   " + (SELECT count (*) FROM note_text)"),
                   ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retention/warnings/before", test_before);
  g_test_add_func ("/retention/warnings/question", test_question);
  g_test_add_func ("/retention/warnings/readers", test_readers);
  g_test_add_func ("/retention/hold/warned", test_hold);
  g_test_add_func ("/retention/hold/within", test_hold_within);
  g_test_add_func ("/retention/hold/limits", test_hold_limits);
  g_test_add_func ("/retention/extend/refused", test_no_extension);
  g_test_add_func ("/retention/extend/once", test_extension);
  g_test_add_func ("/retention/no-topic", test_no_topic);
  return g_test_run ();
}
