/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "board-fixture.h"

#include "luwte-db.h"
#include "luwte-policy.h"
#include "luwte-review-error.h"
#include "luwte-session-table.h"
#include "luwte-setting-table.h"
#include "luwte-vault.h"

#include <glib/gstdio.h>
#include <string.h>

static LuwteTeamState *
load (BoardPerson *person)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteTeamState *state;

  luwte_team_load_async (person->team, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  state = luwte_team_load_finish (person->team, result, &error);
  g_assert_no_error (error);
  return state;
}

static void
set_lead (LuwteDb *db, gpointer data)
{
  g_assert_true (luwte_meta_table_set (db, "role", data, NULL));
}

static void
person_init (BoardPerson *self, LuwtePolicy *policy, const char *name, const char *role)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  self->vault = luwte_test_vault_new ();
  self->team = luwte_team_new (self->vault->vault);
  self->board = luwte_board_new (self->vault->vault, policy);
  luwte_test_vault_in (self->vault, set_lead, (gpointer) role);
  luwte_team_set_name_async (self->team, name, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  g_assert_true (luwte_team_set_name_finish (self->team, result, &error));
  g_assert_no_error (error);
  self->state = load (self);
}

static void
person_clear (BoardPerson *self)
{
  luwte_team_state_free (self->state);
  g_assert_finalize_object (self->board);
  g_assert_finalize_object (self->team);
  luwte_test_vault_free (self->vault);
}

void
board_test_stage (BoardPerson *lead, const char *card, guint roles)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  luwte_team_stage_async (lead->team, card, roles, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  g_assert_true (luwte_team_stage_finish (lead->team, result, &error));
  g_assert_no_error (error);
}

LuwteRoster *
board_test_sign (BoardPerson *lead)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteRoster *roster;

  luwte_team_sign_async (lead->team, "Chatteam", NULL, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  roster = luwte_team_roster_finish (lead->team, result, &error);
  g_assert_no_error (error);
  return roster;
}

void
board_test_accept (BoardPerson *person, LuwteRoster *roster, const char *words)
{
  const char *text = luwte_roster_get_text (roster);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteRoster) accepted = NULL;

  luwte_team_accept_async (person->team, text, strlen (text), words, NULL, luwte_test_answer_cb,
                           &answer);
  result = luwte_test_wait (&answer);
  accepted = luwte_team_roster_finish (person->team, result, &error);
  g_assert_no_error (error);
}

void
board_test_set_up (BoardFixture *fixture, gconstpointer data)
{
  g_autoptr (LuwteRoster) roster = NULL;
  g_autoptr (GError) error = NULL;

  fixture->policy = luwte_policy_load_bundled ("example", NULL, &error);
  g_assert_no_error (error);
  fixture->folder = g_dir_make_tmp ("luwte-folder-XXXXXX", &error);
  g_assert_no_error (error);
  person_init (&fixture->lead, fixture->policy, "Lea", "lead");
  person_init (&fixture->author, fixture->policy, "Bo", "counsellor");
  person_init (&fixture->other, fixture->policy, "Otto", "counsellor");
  board_test_stage (&fixture->lead, fixture->author.state->card, LUWTE_ROSTER_COUNSELLOR);
  board_test_stage (&fixture->lead, fixture->other.state->card, LUWTE_ROSTER_COUNSELLOR);
  roster = board_test_sign (&fixture->lead);
  board_test_accept (&fixture->author, roster, fixture->lead.state->fingerprint);
  board_test_accept (&fixture->other, roster, fixture->lead.state->fingerprint);
}

void
board_test_tear_down (BoardFixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (fixture->folder, name, NULL);

      g_unlink (file);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  person_clear (&fixture->lead);
  person_clear (&fixture->author);
  person_clear (&fixture->other);
  g_assert_finalize_object (fixture->policy);
}

void
board_test_send_in (LuwteDb *db, gpointer data)
{
  BoardSending *sending = data;
  g_autoptr (LuwteRedaction) redaction = NULL;
  g_autoptr (LuwteRedacted) redacted = NULL;

  sending->session = luwte_session_table_add (db,
                                              &(LuwteSessionRow) {
                                                .nickname = "Zonnebloem",
                                                .line = "chat",
                                                .channel = "chat",
                                                .state = LUWTE_SESSION_CLOSED,
                                                .opened_day = LUWTE_TEST_TODAY,
                                                .active_day = LUWTE_TEST_TODAY,
                                                .closed_day = LUWTE_TEST_TODAY,
                                              },
                                              &sending->error);
  g_assert_no_error (sending->error);
  redaction = luwte_redaction_new (luwte_policy_get_zone (sending->fixture->policy),
                                   &sending->error);
  g_assert_no_error (sending->error);
  luwte_redaction_set_session (redaction, sending->session);
  luwte_redaction_set_reason (redaction, "stuck", "We komen samen niet verder", TRUE);
  luwte_redaction_set_question (redaction, "Wat is hier wijs?");
  luwte_redaction_add_part (redaction, "visitor", 1764007200, "ik durf niet naar school", TRUE);
  luwte_redaction_add_part (redaction, "note", 1764007200, "Het gaat beter.", TRUE);
  redacted = luwte_redaction_seal (redaction, &sending->error);
  g_assert_no_error (sending->error);
  sending->case_id = luwte_board_send (db, sending->fixture->policy, redacted, sending->recipients,
                                       &sending->error);
}

char *
board_test_send_case_to (BoardFixture *fixture, const char *const *to)
{
  BoardSending sending = { .fixture = fixture, .recipients = to };

  luwte_test_vault_in (fixture->author.vault, board_test_send_in, &sending);
  g_assert_no_error (sending.error);
  g_free (sending.session);
  return sending.case_id;
}

char *
board_test_send_case (BoardFixture *fixture)
{
  return board_test_send_case_to (fixture, (const char *const[]) { fixture->lead.state->id, NULL });
}

int
board_test_deliver (BoardPerson *person, const char *folder, GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  luwte_board_deliver_async (person->board, folder, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  return luwte_board_deliver_finish (person->board, result, error);
}

GPtrArray *
board_test_take_in (BoardPerson *person, const char *folder)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *taken;

  luwte_board_take_in_async (person->board, folder, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  taken = luwte_board_take_in_finish (person->board, result, &error);
  g_assert_no_error (error);
  return taken;
}

GPtrArray *
board_test_list (BoardPerson *person)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *cases;

  luwte_board_list_async (person->board, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  cases = luwte_board_list_finish (person->board, result, &error);
  g_assert_no_error (error);
  return cases;
}

gboolean
board_test_advise_in_words (BoardPerson *person, const char *case_id, const char *words,
                            GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  luwte_board_advise_async (person->board, case_id, "continue", words, NULL, luwte_test_answer_cb,
                            &answer);
  result = luwte_test_wait (&answer);
  return luwte_board_done_finish (person->board, result, error);
}

gboolean
board_test_advise (BoardPerson *person, const char *case_id, GError **error)
{
  return board_test_advise_in_words (person, case_id, "Blijf erbij.", error);
}

GPtrArray *
board_test_answers (BoardPerson *person)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *advice;

  luwte_board_answers_async (person->board, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  advice = luwte_board_answers_finish (person->board, result, &error);
  g_assert_no_error (error);
  return advice;
}

gboolean
board_test_report (BoardPerson *person, const char *id, const char *outcome, GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  luwte_board_acknowledge_async (person->board, id, outcome, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  return luwte_board_done_finish (person->board, result, error);
}

void
board_test_acknowledge (BoardPerson *person, const char *id, const char *outcome)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (board_test_report (person, id, outcome, &error));
  g_assert_no_error (error);
}

/* The one that was taken in, or refused with that code. */
void
board_test_assert_taken (GPtrArray *taken, const char *kind, int refusal)
{
  const LuwteTaken *one;

  g_assert_cmpuint (taken->len, ==, 1);
  one = g_ptr_array_index (taken, 0);
  g_assert_cmpstr (one->kind, ==, kind);
  if (refusal < 0)
    g_assert_no_error (one->refusal);
  else
    g_assert_error (one->refusal, LUWTE_REVIEW_ERROR, refusal);
}
