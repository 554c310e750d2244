/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A review folder with five hundred packs, four in five of them for this vault: how long it takes
 * until the board can be shown, when all were read before and when all are news. Beside it: the same
 * files read and thrown away. */

#include "bench.h"

#include "luwte-board-private.h"
#include "luwte-db.h"
#include "luwte-folder-private.h"
#include "luwte-policy.h"
#include "luwte-session-table.h"
#include "luwte-setting-table.h"
#include "luwte-team.h"
#include "luwte-test-vault.h"
#include "luwte-vault.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define PACKS      500
#define FOR_OTHERS 5 /* every fifth */
#define READY_MS   300
#define WRITTEN_AT 1764007200

typedef struct
{
  LuwteTestVault *vault;
  LuwteTeam *team;
  LuwteBoard *board;
  LuwteTeamState *state;
} Person;

static GAsyncResult *
wait_for (GAsyncResult **answer)
{
  GAsyncResult *result = luwte_test_wait (answer);

  *answer = NULL;
  return result;
}

static void
set_role (LuwteDb *db, gpointer data)
{
  g_assert_true (luwte_meta_table_set (db, "role", data, NULL));
}

static void
person_init (Person *self, LuwtePolicy *policy, const char *name, const char *role)
{
  g_autoptr (GAsyncResult) named = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  GAsyncResult *answer = NULL;

  self->vault = luwte_test_vault_new ();
  self->team = luwte_team_new (self->vault->vault);
  self->board = luwte_board_new (self->vault->vault, policy);
  luwte_test_vault_in (self->vault, set_role, (gpointer) role);
  luwte_team_set_name_async (self->team, name, NULL, luwte_test_answer_cb, &answer);
  named = wait_for (&answer);
  g_assert_true (luwte_team_set_name_finish (self->team, named, NULL));
  luwte_team_load_async (self->team, NULL, luwte_test_answer_cb, &answer);
  loaded = wait_for (&answer);
  self->state = luwte_team_load_finish (self->team, loaded, NULL);
  g_assert_nonnull (self->state);
}

static void
person_clear (Person *self)
{
  luwte_team_state_free (self->state);
  g_object_unref (self->board);
  g_object_unref (self->team);
  luwte_test_vault_free (self->vault);
}

/* Everybody of one roster, signed by the lead. */
static void
make_team (Person *lead, Person *others, guint n)
{
  g_autoptr (LuwteRoster) roster = NULL;
  g_autoptr (GAsyncResult) is_signed = NULL;
  GAsyncResult *answer = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GAsyncResult) staged = NULL;

      luwte_team_stage_async (lead->team, others[i].state->card, LUWTE_ROSTER_COUNSELLOR, NULL,
                              luwte_test_answer_cb, &answer);
      staged = wait_for (&answer);
      g_assert_true (luwte_team_stage_finish (lead->team, staged, NULL));
    }
  luwte_team_sign_async (lead->team, "Chatteam", NULL, NULL, luwte_test_answer_cb, &answer);
  is_signed = wait_for (&answer);
  roster = luwte_team_roster_finish (lead->team, is_signed, NULL);
  for (guint i = 0; i < n; i++)
    {
      const char *text = luwte_roster_get_text (roster);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (LuwteRoster) accepted = NULL;

      luwte_team_accept_async (others[i].team, text, strlen (text), lead->state->fingerprint, NULL,
                               luwte_test_answer_cb, &answer);
      result = wait_for (&answer);
      accepted = luwte_team_roster_finish (others[i].team, result, NULL);
      g_assert_nonnull (accepted);
    }
}

typedef struct
{
  LuwtePolicy *policy;
  const char *lead;
  const char *other;
} Sending;

/* The finding of names is measured elsewhere; here every case is the same. */
static void
send_all (LuwteDb *db, gpointer data)
{
  const Sending *sending = data;
  g_autoptr (LuwteRedaction) redaction = NULL;
  g_autoptr (LuwteRedacted) redacted = NULL;
  g_autofree char *session = luwte_session_table_add (db,
                                                      &(LuwteSessionRow) {
                                                        .nickname = "Zonnebloem",
                                                        .line = "chat",
                                                        .channel = "chat",
                                                        .state = LUWTE_SESSION_CLOSED,
                                                        .opened_day = LUWTE_TEST_TODAY,
                                                        .active_day = LUWTE_TEST_TODAY,
                                                        .closed_day = LUWTE_TEST_TODAY,
                                                      },
                                                      NULL);

  redaction = luwte_redaction_new (luwte_policy_get_zone (sending->policy), NULL);
  luwte_redaction_set_session (redaction, session);
  luwte_redaction_set_reason (redaction, "stuck", "We komen samen niet verder", TRUE);
  luwte_redaction_set_question (redaction, "Wat is hier wijs?");
  for (guint i = 0; i < 20; i++)
    luwte_redaction_add_part (redaction, "visitor", WRITTEN_AT, "ik durf niet naar school", TRUE);
  redacted = luwte_redaction_seal (redaction, NULL);
  g_assert_nonnull (redacted);
  for (guint i = 0; i < PACKS; i++)
    {
      const char *to[] = { i % FOR_OTHERS == 0 ? sending->other : sending->lead, NULL };
      g_autofree char *id = luwte_board_send (db, sending->policy, redacted, to, NULL);

      g_assert_nonnull (id);
    }
}

static double
ms_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

/* What the page does: look into the folder, then list. */
static double
time_ready (Person *lead, const char *folder)
{
  const gint64 start = g_get_monotonic_time ();
  g_autoptr (GPtrArray) taken = luwte_board_take_in (lead->board, folder, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) cases = NULL;
  GAsyncResult *answer = NULL;

  g_assert_nonnull (taken);
  luwte_board_list_async (lead->board, NULL, luwte_test_answer_cb, &answer);
  result = wait_for (&answer);
  cases = luwte_board_list_finish (lead->board, result, NULL);
  g_assert_cmpuint (cases->len, ==, PACKS - PACKS / FOR_OTHERS);
  return ms_since (start);
}

static double
time_reading (const char *folder)
{
  const gint64 start = g_get_monotonic_time ();
  g_autoptr (GPtrArray) names = luwte_folder_list (folder, NULL);

  for (guint i = 0; i < names->len; i++)
    g_bytes_unref (luwte_folder_read (folder, g_ptr_array_index (names, i), NULL));
  return ms_since (start);
}

static void
empty_folder (const char *folder)
{
  g_autoptr (GPtrArray) names = luwte_folder_list (folder, NULL);

  for (guint i = 0; i < names->len; i++)
    luwte_folder_remove (folder, g_ptr_array_index (names, i), NULL);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("luwte-folder-XXXXXX", NULL);
  g_autoptr (LuwtePolicy) policy = luwte_policy_load_bundled ("example", NULL, NULL);
  Person lead, others[2];
  Sending sending;
  double plain, news, again;

  person_init (&lead, policy, "Lea", "lead");
  person_init (&others[0], policy, "Bo", "counsellor");
  person_init (&others[1], policy, "Otto", "counsellor");
  make_team (&lead, others, G_N_ELEMENTS (others));
  sending = (Sending) { policy, lead.state->id, others[1].state->id };
  luwte_test_vault_in (others[0].vault, send_all, &sending);
  g_assert_cmpint (luwte_board_deliver (others[0].board, folder, NULL), ==, PACKS);
  plain = time_reading (folder);
  news = time_ready (&lead, folder);
  again = time_ready (&lead, folder);
  bench_row ("board: 500 packs read, and nothing else", plain, "ms", NAN, BENCH_NO_TARGET, 0);
  bench_row ("board ready, 500 packs in the folder, read before", again, "ms", plain, BENCH_AT_MOST,
             READY_MS);
  bench_row ("board ready, 500 packs in the folder, all of them news", news, "ms", plain,
             BENCH_AT_MOST, READY_MS);
  empty_folder (folder);
  person_clear (&others[1]);
  person_clear (&others[0]);
  person_clear (&lead);
  return 0;
}
