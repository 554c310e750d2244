/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rule 9: a clock that goes back changes nothing, a clock that runs ahead destroys nothing. */

#include "retention-fixture.h"

#include "luwte-retention-private.h"

static const LifeSession old = {
  .nickname = "Noordwind",
  .line = "chat",
  .opened = "2026-01-10",
  .closed = "2026-01-10",
  .topic = "stalking",
  .note = "zonnebloemkwartier",
};

static void
add (Life *life, const LifeSession *session)
{
  g_autofree char *id = life_add (life, session);
}

static void
test_judge (void)
{
  static const struct
  {
    int latest, system;
    gboolean confirmed;
    LuwteClockState state;
    int today, latest_after;
  } cases[] = {
    { LUWTE_DAY_NONE, 1000, FALSE, LUWTE_CLOCK_GOOD, 1000, 1000 },
    { 1000, 1000, FALSE, LUWTE_CLOCK_GOOD, 1000, 1000 },
    { 1000, 1001, FALSE, LUWTE_CLOCK_GOOD, 1001, 1001 },
    { 1000, 1062, FALSE, LUWTE_CLOCK_GOOD, 1062, 1062 },
    { 1000, 1063, FALSE, LUWTE_CLOCK_AHEAD, 1063, 1000 },
    { 1000, 1063, TRUE, LUWTE_CLOCK_GOOD, 1063, 1063 },
    { 1000, 999, FALSE, LUWTE_CLOCK_BEHIND, 1000, 1000 },
    /* Nobody's word moves the latest day back. */
    { 1000, 999, TRUE, LUWTE_CLOCK_BEHIND, 1000, 1000 },
    { 1000, -719162, FALSE, LUWTE_CLOCK_BEHIND, 1000, 1000 },
    { 1000, 2932896, FALSE, LUWTE_CLOCK_AHEAD, 2932896, 1000 },
    { -719162, 2932896, FALSE, LUWTE_CLOCK_AHEAD, 2932896, -719162 },
    { 0, 0, FALSE, LUWTE_CLOCK_GOOD, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LuwteDay latest = cases[i].latest, today;

      g_assert_cmpint (luwte_retention_judge_clock (cases[i].system, cases[i].confirmed, &latest,
                                                    &today),
                       ==, cases[i].state);
      g_assert_cmpint (today, ==, cases[i].today);
      g_assert_cmpint (latest, ==, cases[i].latest_after);
    }
}

static void
test_goes_on (void)
{
  g_autoptr (Life) life = life_new ("fier", "2026-11-22");

  g_assert_cmpint (luwte_retention_get_clock_state (life->retention), ==, LUWTE_CLOCK_GOOD);
  life_set_clock (life, "2027-01-23");
  life_restart (life);
  g_assert_cmpint (luwte_retention_get_clock_state (life->retention), ==, LUWTE_CLOCK_GOOD);
  g_assert_cmpint (luwte_retention_get_latest_day (life->retention), ==,
                   luwte_day_from_ymd (2027, 1, 23));
  g_assert_cmpint (life_ask (life, "SELECT value = '2027-01-23' FROM meta"
                                   " WHERE key = 'latest_day'"),
                   ==, 1);
}

static void
test_behind (void)
{
  g_autoptr (Life) life = life_new ("fier", "2028-01-09");
  g_autoptr (LuwteReceipt) early = NULL, again = NULL;

  add (life, &old);
  early = life_run (life, FALSE);
  g_assert_cmpuint (luwte_receipt_get_n_records (early), ==, 0);
  g_assert_cmpuint (life_shown (life, "Noordwind"), ==, 1);

  /* Due on 10 January 2028: seen, and then the clock falls back two years. */
  life_set_clock (life, "2028-01-10");
  life_restart (life);
  g_assert_cmpuint (life_shown (life, "Noordwind"), ==, 0);
  life_set_clock (life, "2026-01-11");
  life_restart (life);
  g_assert_cmpint (luwte_retention_get_clock_state (life->retention), ==, LUWTE_CLOCK_BEHIND);
  g_assert_cmpint (luwte_retention_get_today (life->retention), ==,
                   luwte_day_from_ymd (2028, 1, 10));
  g_assert_cmpint (luwte_retention_get_latest_day (life->retention), ==,
                   luwte_day_from_ymd (2028, 1, 10));
  g_assert_cmpuint (life_shown (life, "Noordwind"), ==, 0);
  again = life_run (life, FALSE);
  g_assert_cmpuint (luwte_receipt_get_n_records (again), ==, 1);
  g_assert_true (luwte_receipt_get_finished (again));
}

/* Ten years ahead: all is hidden, nothing is lost when the clock is right again. */
static void
test_ahead (void)
{
  g_autoptr (Life) life = life_new ("fier", "2026-11-22");
  g_autoptr (LuwteReceipt) receipt = NULL;

  add (life, &old);
  life_set_clock (life, "2036-11-22");
  life_restart (life);
  g_assert_cmpint (luwte_retention_get_clock_state (life->retention), ==, LUWTE_CLOCK_AHEAD);
  g_assert_cmpuint (life_shown (life, "Noordwind"), ==, 0);
  receipt = life_run (life, FALSE);
  g_assert_false (luwte_receipt_get_finished (receipt));
  g_assert_cmpuint (luwte_receipt_get_n_records (receipt), ==, 0);
  g_assert_cmpint (life_ask (life, "SELECT count (*) FROM note"), ==, 1);
  g_assert_null (luwte_retention_get_last_receipt (life->retention));

  life_set_clock (life, "2026-11-23");
  life_restart (life);
  g_assert_cmpint (luwte_retention_get_clock_state (life->retention), ==, LUWTE_CLOCK_GOOD);
  g_assert_cmpint (luwte_retention_get_latest_day (life->retention), ==,
                   luwte_day_from_ymd (2026, 11, 23));
  g_assert_cmpuint (life_shown (life, "Noordwind"), ==, 1);
}

/* It stays ahead through restarts: a wrong day is not believed for being seen twice. */
static void
test_ahead_twice (void)
{
  g_autoptr (Life) life = life_new ("fier", "2026-11-22");

  add (life, &old);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (LuwteReceipt) receipt = NULL;

      life_set_clock (life, i % 2 == 0 ? "2036-11-22" : "2036-11-23");
      life_restart (life);
      receipt = life_run (life, FALSE);
      g_assert_cmpint (luwte_retention_get_clock_state (life->retention), ==, LUWTE_CLOCK_AHEAD);
    }
  g_assert_cmpint (life_ask (life, "SELECT count (*) FROM note"), ==, 1);
}

static void
test_ahead_confirmed (void)
{
  g_autoptr (Life) life = life_new ("fier", "2026-11-22");
  g_autoptr (LuwteReceipt) receipt = NULL;

  add (life, &old);
  life_set_clock (life, "2028-06-01");
  life_restart (life);
  g_assert_true (luwte_retention_agrees (life->retention, life->now + 60 * 60));
  g_assert_true (luwte_retention_agrees (life->retention, life->now - 24 * 60 * 60));
  g_assert_false (luwte_retention_agrees (life->retention, life->now - 48 * 60 * 60));
  g_assert_false (luwte_retention_agrees (life->retention, 0));
  g_assert_false (luwte_retention_agrees (life->retention, G_MAXINT64));
  life_confirm_clock (life);
  g_assert_cmpint (luwte_retention_get_clock_state (life->retention), ==, LUWTE_CLOCK_GOOD);
  receipt = life_run (life, FALSE);
  g_assert_cmpuint (luwte_receipt_get_n_records (receipt), ==, 1);
  g_assert_cmpint (life_ask (life, "SELECT count (*) FROM note"), ==, 0);
}

/* `retention run` is a confirmation. */
static void
test_explicit_run (void)
{
  g_autoptr (Life) life = life_new ("fier", "2026-11-22");
  g_autoptr (LuwteReceipt) receipt = NULL;

  add (life, &old);
  life_set_clock (life, "2028-06-01");
  life_restart (life);
  receipt = life_run (life, TRUE);
  g_assert_true (luwte_receipt_get_finished (receipt));
  g_assert_cmpuint (luwte_receipt_get_n_records (receipt), ==, 1);
  g_assert_cmpint (luwte_retention_get_latest_day (life->retention), ==,
                   luwte_day_from_ymd (2028, 6, 1));
}

/* The clock jumps while the program runs: a run looks again before it does anything. */
static void
test_jump_while_running (void)
{
  g_autoptr (Life) life = life_new ("fier", "2026-11-22");
  g_autoptr (LuwteReceipt) ahead = NULL, good = NULL;

  add (life, &old);
  life_set_clock (life, "2046-11-22");
  ahead = life_run (life, FALSE);
  g_assert_false (luwte_receipt_get_finished (ahead));
  g_assert_cmpuint (life_shown (life, "Noordwind"), ==, 0);
  life_set_clock (life, "2026-11-22");
  good = life_run (life, FALSE);
  g_assert_true (luwte_receipt_get_finished (good));
  g_assert_cmpuint (life_shown (life, "Noordwind"), ==, 1);
}

/* Local days: an hour before midnight in Amsterdam it is not yet the next day, in UTC neither. */
static void
test_midnight (void)
{
  g_autoptr (Life) life = life_new ("fier", "2028-01-09");

  add (life, &old);
  life->now = luwte_day_start_unix (luwte_day_from_ymd (2028, 1, 10),
                                    luwte_policy_get_zone (life->policy)) -
              1;
  life_restart (life);
  g_assert_cmpuint (life_shown (life, "Noordwind"), ==, 1);
  life->now++;
  life_restart (life);
  g_assert_cmpuint (life_shown (life, "Noordwind"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retention/clock/judge", test_judge);
  g_test_add_func ("/retention/clock/goes-on", test_goes_on);
  g_test_add_func ("/retention/clock/behind", test_behind);
  g_test_add_func ("/retention/clock/ahead", test_ahead);
  g_test_add_func ("/retention/clock/ahead-twice", test_ahead_twice);
  g_test_add_func ("/retention/clock/ahead-confirmed", test_ahead_confirmed);
  g_test_add_func ("/retention/clock/explicit-run", test_explicit_run);
  g_test_add_func ("/retention/clock/jump-while-running", test_jump_while_running);
  g_test_add_func ("/retention/clock/midnight", test_midnight);
  return g_test_run ();
}
