/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every profile that ships, every line, every kind that the vault keeps: on the day before its day
 * the record is there, on its day it is gone and has left what was promised. And what can go wrong
 * on the way. */

#include "retention-fixture.h"

#include "luwte-retention-private.h"

#include <string.h>

#define OPENED "2026-01-31"
#define CLOSED "2026-02-02"

static const char *const kinds[] = { "note", "personal_note", "message", "flag" };

static int
compare_days (gconstpointer a, gconstpointer b)
{
  return *(const LuwteDay *) a - *(const LuwteDay *) b;
}

/* A session with one record of this kind, in a dossier of its own where the line has dossiers. */
static void
add_one (Life *life, const char *line, const char *kind, guint number)
{
  g_autofree char *nickname = g_strdup_printf ("Schuilnaam%u", number);
  g_autofree char *id = NULL;
  gboolean dossier = luwte_policy_line_has_dossier (life->policy, line);

  id = life_add (life, &(LifeSession) {
                         .nickname = dossier ? nickname : NULL,
                         .line = line,
                         .opened = OPENED,
                         .closed = CLOSED,
                         .topic = "other",
                         .note = kind == kinds[0] ? "tekst" : NULL,
                         .personal_note = kind == kinds[1] ? "tekst" : NULL,
                         .message = kind == kinds[2] ? "tekst" : NULL,
                         .flag = kind == kinds[3] ? "tekst" : NULL,
                       });
}

static void
go_to (Life *life, LuwteDay day)
{
  g_autofree char *text = luwte_day_to_iso (day);
  g_autoptr (LuwteReceipt) receipt = NULL;

  life_set_clock (life, text);
  life_confirm_clock (life);
  receipt = life_run (life, FALSE);
  g_assert_true (luwte_receipt_get_finished (receipt));
}

static guint
due_after (GArray *days, LuwteDay day)
{
  guint n = 0;

  for (guint i = 0; i < days->len; i++)
    n += g_array_index (days, LuwteDay, i) > day ? 1 : 0;
  return n;
}

/* What a session with this one record leaves: the topic of the record, or of the contact that it
 * was, whatever it held. */
static gboolean
tells_topic (LuwtePolicy *policy, const char *line, const char *kind)
{
  static const char *const contacts[] = { "note", "question", "message", "contact" };

  for (gsize i = 0; i < G_N_ELEMENTS (contacts); i++)
    if (luwte_policy_leaves_topic (policy, line, contacts[i]))
      return TRUE;
  return luwte_policy_leaves_topic (policy, line, kind);
}

static void
test_profile (gconstpointer data)
{
  g_autoptr (Life) life = life_new (data, CLOSED);
  const char *const *lines = luwte_policy_lines (life->policy);
  LuwteDay opened = luwte_day_from_ymd (2026, 1, 31), closed = luwte_day_from_ymd (2026, 2, 2);
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (LuwteDay));
  guint n_topics = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (kinds); j++)
      if (luwte_policy_may_store (life->policy, lines[i], kinds[j], NULL))
        {
          LuwteDay due = luwte_policy_due_on (life->policy, lines[i], kinds[j], opened, closed,
                                              closed, NULL);

          add_one (life, lines[i], kinds[j], days->len);
          g_array_append_val (days, due);
          n_topics += tells_topic (life->policy, lines[i], kinds[j]) ? 1 : 0;
        }
  g_assert_cmpuint (days->len, >, 0);
  g_array_sort (days, compare_days);
  for (guint i = 0; i < days->len; i++)
    {
      LuwteDay due = g_array_index (days, LuwteDay, i);

      if (i > 0 && due == g_array_index (days, LuwteDay, i - 1))
        continue;
      go_to (life, due - 1);
      g_assert_cmpint (life_ask (life, "SELECT count (*) FROM record"), ==,
                       due_after (days, due - 1));
      go_to (life, due);
      g_assert_cmpint (life_ask (life, "SELECT count (*) FROM record"), ==, due_after (days, due));
    }
  g_assert_cmpint (life_ask (life, "SELECT count (*) FROM tombstone"), ==, n_topics);
  g_assert_cmpint (life_ask (life, "SELECT (SELECT count (*) FROM session)"
                                   " + (SELECT count (*) FROM dossier)"
                                   " + (SELECT count (*) FROM nickname)"),
                   ==, 0);
}

static const LifeSession past = {
  .nickname = "Koekoek",
  .line = "chat",
  .opened = "2024-01-05",
  .closed = "2024-01-05",
  .topic = "choice",
  .note = "voorbij",
};

/* A run that was cut off after its rows went and before the file was rewritten: the next one takes
 * the last steps again, though nothing is due any more. */
static void
test_cut_off (void)
{
  g_autoptr (Life) life = life_new ("fara", "2026-11-22");
  g_autoptr (LuwteReceipt) receipt = NULL, last = NULL;

  g_assert_cmpint (life_ask (life, "INSERT INTO receipt (at, n_records, n_sessions, n_tombstones,"
                                   " n_held, finished) VALUES (7, 3, 2, 2, 0, 0) RETURNING 1"),
                   ==, 1);
  life_restart (life);
  last = luwte_retention_get_last_receipt (life->retention);
  g_assert_false (luwte_receipt_get_finished (last));
  receipt = life_run (life, FALSE);
  g_assert_true (luwte_receipt_get_finished (receipt));
  g_assert_cmpint (life_ask (life, "SELECT count (*) FROM receipt WHERE finished = 0"), ==, 0);
}

/* Two at once: what the first erases is not counted by the second. */
static void
test_two_runs (void)
{
  g_autoptr (Life) life = life_new ("fara", "2026-11-22");
  GAsyncResult *first = NULL, *second = NULL;
  g_autoptr (GAsyncResult) a = NULL, b = NULL;
  g_autoptr (LuwteReceipt) one = NULL, two = NULL;
  g_autofree char *id = life_add (life, &past);

  luwte_retention_run_async (life->retention, FALSE, NULL, luwte_test_answer_cb, &first);
  luwte_retention_run_async (life->retention, FALSE, NULL, luwte_test_answer_cb, &second);
  a = luwte_test_wait (&first);
  b = luwte_test_wait (&second);
  one = luwte_retention_run_finish (life->retention, a, NULL);
  two = luwte_retention_run_finish (life->retention, b, NULL);
  g_assert_cmpuint (luwte_receipt_get_n_records (one) + luwte_receipt_get_n_records (two), ==, 1);
  g_assert_cmpint (life_ask (life, "SELECT count (*) FROM tombstone"), ==, 1);
}

/* Another profile re-dates what is stored (rule 8). */
static void
test_changed_profile (void)
{
  g_autoptr (Life) life = life_new ("fara", "2026-11-22");
  g_autoptr (GHashTable) choices = g_hash_table_new (g_str_hash, g_str_equal);
  LuwtePolicy *shorter, *longer = life->policy;
  LifeSession session = past;
  g_autofree char *id = NULL;

  session.opened = session.closed = "2026-08-22";
  id = life_add (life, &session);
  g_assert_cmpuint (life_shown (life, "Koekoek"), ==, 1);
  g_hash_table_insert (choices, (gpointer) "keep", (gpointer) "P3M");
  shorter = luwte_policy_load_bundled ("fara", choices, NULL);
  life->policy = shorter;
  life_restart (life);
  g_assert_cmpuint (life_shown (life, "Koekoek"), ==, 0);
  /* Not erased before a run: until then the old profile can come back. */
  life->policy = longer;
  life_restart (life);
  g_assert_cmpuint (life_shown (life, "Koekoek"), ==, 1);
  g_assert_finalize_object (shorter);
}

static void
test_refusals (void)
{
  g_autoptr (Life) life = life_new ("fara", "2026-11-22");
  GAsyncResult *add = NULL, *end = NULL, *plan = NULL, *run = NULL;
  g_autoptr (GAsyncResult) added = NULL, ended = NULL, planned = NULL, ran = NULL;
  g_autoptr (GError) error = NULL;

  luwte_retention_hold_add_async (life->retention, "0123456789abcdef0123456789abcdef", "klacht",
                                  luwte_day_from_ymd (2027, 1, 1), NULL, luwte_test_answer_cb,
                                  &add);
  added = luwte_test_wait (&add);
  g_assert_null (luwte_retention_hold_add_finish (life->retention, added, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  luwte_retention_hold_end_async (life->retention, "0123456789abcdef0123456789abcdef", NULL,
                                  luwte_test_answer_cb, &end);
  ended = luwte_test_wait (&end);
  g_assert_false (luwte_retention_hold_end_finish (life->retention, ended, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* The vault is locked meanwhile: an answer comes, and says so. */
  luwte_vault_close (life->store->vault);
  luwte_retention_plan_async (life->retention, LUWTE_DAY_NONE, NULL, luwte_test_answer_cb, &plan);
  luwte_retention_run_async (life->retention, TRUE, NULL, luwte_test_answer_cb, &run);
  planned = luwte_test_wait (&plan);
  ran = luwte_test_wait (&run);
  g_assert_null (luwte_retention_plan_finish (life->retention, planned, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_null (luwte_retention_run_finish (life->retention, ran, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_CLOSED);
}

/* The latest day cannot be read: that is damage, and no reason to take any day for it. */
static void
test_damaged_day (void)
{
  g_autoptr (Life) life = life_new ("fara", "2026-11-22");
  GAsyncResult *run = NULL;
  g_autoptr (GAsyncResult) ran = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = life_add (life, &past);

  g_assert_cmpint (life_ask (life, "UPDATE meta SET value = 'someday' WHERE key = 'latest_day'"
                                   " RETURNING 1"),
                   ==, 1);
  luwte_retention_run_async (life->retention, FALSE, NULL, luwte_test_answer_cb, &run);
  ran = luwte_test_wait (&run);
  g_assert_null (luwte_retention_run_finish (life->retention, ran, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED);
  g_assert_cmpint (life_ask (life, "SELECT count (*) FROM note"), ==, 1);
}

/* What was being written for an answer goes when the question is past the month that it is promised
 * to be kept, and not before. (R22) */
static void
test_answer_draft (void)
{
  g_autoptr (Life) life = life_new ("example", "2026-02-01");
  g_autoptr (LuwteReceipt) first = NULL;
  g_autoptr (LuwteReceipt) second = NULL;

  life_ask (life,
            "INSERT INTO setting (key, value) VALUES ('question-draft:oud',"
            " strftime ('%s', '2026-02-01 12:00') || char (10) || 'zwartekraai') RETURNING 1");
  life_set_clock (life, "2026-03-03");
  first = life_run (life, FALSE);
  g_assert_cmpuint (life_finds (life, "zwartekraai"), ==, 1);
  life_set_clock (life, "2026-03-06");
  second = life_run (life, FALSE);
  g_assert_true (luwte_receipt_get_finished (second));
  g_assert_cmpuint (life_finds (life, "zwartekraai"), ==, 0);
}

int
main (int argc, char *argv[])
{
  const char *const *names = luwte_policy_bundled ();

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/retention/promises/%s", names[i]);

      g_test_add_data_func (path, names[i], test_profile);
    }
  g_test_add_func ("/retention/cut-off", test_cut_off);
  g_test_add_func ("/retention/two-runs", test_two_runs);
  g_test_add_func ("/retention/changed-profile", test_changed_profile);
  g_test_add_func ("/retention/answer-draft", test_answer_draft);
  g_test_add_func ("/retention/refusals", test_refusals);
  g_test_add_func ("/retention/damaged-day", test_damaged_day);
  return g_test_run ();
}
