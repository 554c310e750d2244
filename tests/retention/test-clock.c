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

static gint64
service_says (Life *life, int days)
{
  return life->now + (gint64) days * 24 * 60 * 60;
}

/* The clock is set wrong for a while: what is shown, what is erased, and what day counts meanwhile;
 * and that all is as before when it is right again. (rule 9) */
static void
test_faults (gconstpointer profile)
{
  static const struct
  {
    const char *what, *day;
    LuwteClockState state;
    const char *counts; /* the day that counts as today meanwhile */
    const char *after;  /* the latest day when the clock is right again */
  } faults[] = {
    { "back a day", "2027-12-19", LUWTE_CLOCK_BEHIND, "2027-12-20", "2027-12-20" },
    { "back ten years", "2017-12-20", LUWTE_CLOCK_BEHIND, "2027-12-20", "2027-12-20" },
    /* Within 62 days it is believed, as after a holiday. */
    { "ahead a month", "2028-01-09", LUWTE_CLOCK_GOOD, "2028-01-09", "2028-01-09" },
    { "ahead ten years", "2037-12-20", LUWTE_CLOCK_AHEAD, "2037-12-20", "2027-12-20" },
  };
  /* Each profile's own term, from the day on which it is due. */
  gboolean question = g_str_equal (profile, "veiligsamen");
  gboolean therapy = g_str_equal (profile, "pratenonline");
  const LifeSession session = {
    .nickname = question ? NULL : "Noordwind",
    .line = question  ? "question"
            : therapy ? "therapy"
                      : "chat",
    .opened = question  ? "2027-12-10"
              : therapy ? "2013-01-10"
                        : "2026-01-10",
    .closed = question  ? "2027-12-10"
              : therapy ? "2013-01-10"
                        : "2026-01-10",
    .topic = "other",
    .message = "zonnebloemkwartier",
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (Life) life = life_new (profile, "2027-12-20");
      g_autoptr (LuwteReceipt) wrong = NULL, right = NULL, due = NULL;
      g_autofree char *counts = NULL, *after = NULL;

      g_test_message ("%s", faults[i].what);
      add (life, &session);
      life_set_clock (life, faults[i].day);
      life_restart (life);
      g_assert_cmpint (luwte_retention_get_clock_state (life->retention), ==, faults[i].state);
      counts = luwte_day_to_iso (luwte_retention_get_today (life->retention));
      g_assert_cmpstr (counts, ==, faults[i].counts);
      wrong = life_run (life, FALSE);
      g_assert_cmpuint (luwte_receipt_get_n_records (wrong), ==, 0);
      g_assert_cmpint (life_ask (life, "SELECT count (*) FROM message"), ==, 1);
      /* A service that does not agree confirms nothing. */
      g_assert_false (luwte_retention_agrees (life->retention, service_says (life, 30)));
      g_assert_false (luwte_retention_agrees (life->retention, service_says (life, -3653)));

      life_set_clock (life, "2027-12-21");
      life_restart (life);
      right = life_run (life, FALSE);
      after = luwte_day_to_iso (luwte_retention_get_latest_day (life->retention));
      g_assert_cmpstr (after, ==,
                       g_str_equal (faults[i].after, "2027-12-20") ? "2027-12-21"
                                                                   : faults[i].after);
      g_assert_cmpint (life_ask (life, "SELECT count (*) FROM message"), ==, 1);

      /* And on its day it goes. */
      life_set_clock (life, "2028-01-10");
      life_restart (life);
      due = life_run (life, FALSE);
      g_assert_cmpuint (luwte_receipt_get_n_records (due), ==, 1);
      g_assert_cmpint (life_ask (life, "SELECT count (*) FROM message"), ==, 0);
    }
}

/* Whatever zone the machine is set to, days are the helpline's. */
static void
test_other_zone (void)
{
  static const char *const zones[] = { "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata",
                                       "UTC" };
  g_autofree char *before = g_strdup (g_getenv ("TZ"));

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (Life) life = NULL;

      g_setenv ("TZ", zones[i], TRUE);
      life = life_new ("fier", "2028-01-09");
      add (life, &old);
      life->now = luwte_day_start_unix (luwte_day_from_ymd (2028, 1, 10),
                                        luwte_policy_get_zone (life->policy)) -
                  1;
      life_restart (life);
      g_assert_cmpuint (life_shown (life, "Noordwind"), ==, 1);
      life->now++;
      life_restart (life);
      g_assert_cmpint (luwte_retention_get_clock_state (life->retention), ==, LUWTE_CLOCK_GOOD);
      g_assert_cmpuint (life_shown (life, "Noordwind"), ==, 0);
    }
  if (before != NULL)
    g_setenv ("TZ", before, TRUE);
  else
    g_unsetenv ("TZ");
}

/* The hour that is not, and the hour that is twice: the day begins at its own midnight. */
static void
test_summer_time (void)
{
  static const struct
  {
    int month, day;
  } changes[] = { { 3, 26 }, { 3, 27 }, { 10, 29 }, { 10, 30 } };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      LuwteDay day = luwte_day_from_ymd (2028, changes[i].month, changes[i].day);
      g_autofree char *opened = g_strdup_printf ("2026-%02d-%02d", changes[i].month,
                                                 changes[i].day);
      g_autoptr (Life) life = life_new ("fier", opened);

      add (life, &(LifeSession) { .nickname = "Noordwind",
                                  .line = "chat",
                                  .opened = opened,
                                  .closed = opened,
                                  .topic = "stalking",
                                  .note = "tekst" });
      life->now = luwte_day_start_unix (day, luwte_policy_get_zone (life->policy)) - 1;
      life_restart (life);
      life_confirm_clock (life);
      g_assert_cmpuint (life_shown (life, "Noordwind"), ==, 1);
      life->now++;
      life_restart (life);
      g_assert_cmpuint (life_shown (life, "Noordwind"), ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  static const char *const profiles[] = { "fara", "fier", "csg", "veiligsamen", "pratenonline" };

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
  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      g_autofree char *path = g_strdup_printf ("/retention/clock/faults/%s", profiles[i]);

      g_test_add_data_func (path, profiles[i], test_faults);
    }
  g_test_add_func ("/retention/clock/other-zone", test_other_zone);
  g_test_add_func ("/retention/clock/summer-time", test_summer_time);
  return g_test_run ();
}
