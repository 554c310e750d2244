/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A whole round between vaults by way of a folder: a counsellor sends, the meeting advises, she
 * reads it and says what became of it. What is half written, forged, for others, past its month or
 * came before is not taken in; a folder that is full or gone loses nothing. */

#include "luwte-board-private.h"
#include "luwte-db.h"
#include "luwte-folder-private.h"
#include "luwte-policy.h"
#include "luwte-review-error.h"
#include "luwte-session-table.h"
#include "luwte-setting-table.h"
#include "luwte-team.h"
#include "luwte-test-vault.h"
#include "luwte-vault.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  LuwteTestVault *vault;
  LuwteTeam *team;
  LuwteBoard *board;
  LuwteTeamState *state;
} Person;

typedef struct
{
  LuwtePolicy *policy;
  char *folder;
  Person lead;
  Person author;
  Person other; /* a colleague who is in the team and not invited */
} Fixture;

static LuwteTeamState *
load (Person *person)
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
person_init (Person *self, LuwtePolicy *policy, const char *name, const char *role)
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
person_clear (Person *self)
{
  luwte_team_state_free (self->state);
  g_assert_finalize_object (self->board);
  g_assert_finalize_object (self->team);
  luwte_test_vault_free (self->vault);
}

static void
stage (Person *lead, const char *card, guint roles)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  luwte_team_stage_async (lead->team, card, roles, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  g_assert_true (luwte_team_stage_finish (lead->team, result, &error));
  g_assert_no_error (error);
}

static LuwteRoster *
sign (Person *lead)
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

static void
accept (Person *person, LuwteRoster *roster, const char *words)
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

static void
set_up (Fixture *fixture, gconstpointer data)
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
  stage (&fixture->lead, fixture->author.state->card, LUWTE_ROSTER_COUNSELLOR);
  stage (&fixture->lead, fixture->other.state->card, LUWTE_ROSTER_COUNSELLOR);
  roster = sign (&fixture->lead);
  accept (&fixture->author, roster, fixture->lead.state->fingerprint);
  accept (&fixture->other, roster, fixture->lead.state->fingerprint);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
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

/* What is done on the author's writer. */
typedef struct
{
  Fixture *fixture;
  const char *const *recipients;
  char *session;
  char *case_id;
  GError *error;
} Sending;

static void
send_in (LuwteDb *db, gpointer data)
{
  Sending *sending = data;
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

static char *
send_case (Fixture *fixture)
{
  const char *to[] = { fixture->lead.state->id, NULL };
  Sending sending = { .fixture = fixture, .recipients = to };

  luwte_test_vault_in (fixture->author.vault, send_in, &sending);
  g_assert_no_error (sending.error);
  g_free (sending.session);
  return sending.case_id;
}

static int
deliver (Person *person, const char *folder, GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  luwte_board_deliver_async (person->board, folder, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  return luwte_board_deliver_finish (person->board, result, error);
}

static GPtrArray *
take_in (Person *person, const char *folder)
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

static GPtrArray *
list (Person *person)
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

static gboolean
advise (Person *person, const char *case_id, GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  luwte_board_advise_async (person->board, case_id, "continue", "Blijf erbij.", NULL,
                            luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  return luwte_board_done_finish (person->board, result, error);
}

static GPtrArray *
answers (Person *person)
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

static void
acknowledge (Person *person, const char *id, const char *outcome)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  luwte_board_acknowledge_async (person->board, id, outcome, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  g_assert_true (luwte_board_done_finish (person->board, result, &error));
  g_assert_no_error (error);
}

/* The one that was taken in, or refused with that code. */
static void
assert_taken (GPtrArray *taken, const char *kind, int refusal)
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

/* R46, R47: flagged, advised, read, reported, and nobody learns who it was. */
static void
test_round (Fixture *fixture, gconstpointer data)
{
  g_autofree char *case_id = send_case (fixture);
  g_autoptr (GPtrArray) news = NULL;
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (GPtrArray) back = NULL;
  g_autoptr (GPtrArray) advice = NULL;
  g_autoptr (GPtrArray) reported = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) nothing = NULL;
  g_autoptr (GPtrArray) others = NULL;
  g_autoptr (GError) error = NULL;
  const LuwteBoardCase *one;
  const LuwteAdvice *got;

  g_assert_cmpint (deliver (&fixture->author, fixture->folder, &error), ==, 1);
  g_assert_cmpint (deliver (&fixture->author, fixture->folder, &error), ==, 0);
  news = take_in (&fixture->lead, fixture->folder);
  assert_taken (news, "case", -1);
  nothing = take_in (&fixture->lead, fixture->folder);
  g_assert_cmpuint (nothing->len, ==, 0);
  others = take_in (&fixture->other, fixture->folder);
  g_assert_cmpuint (others->len, ==, 0);
  cases = list (&fixture->lead);
  g_assert_cmpuint (cases->len, ==, 1);
  one = g_ptr_array_index (cases, 0);
  g_assert_cmpstr (one->id, ==, case_id);
  g_assert_cmpstr (one->content->question, ==, "Wat is hier wijs?");
  g_assert_cmpuint (one->content->parts->len, ==, 2);
  g_assert_null (one->content->author);
  g_assert_true (one->urgent);

  g_assert_true (advise (&fixture->lead, case_id, &error));
  g_assert_no_error (error);
  g_assert_cmpint (deliver (&fixture->lead, fixture->folder, &error), ==, 1);
  back = take_in (&fixture->author, fixture->folder);
  assert_taken (back, "advice", -1);
  advice = answers (&fixture->author);
  g_assert_cmpuint (advice->len, ==, 1);
  got = g_ptr_array_index (advice, 0);
  g_assert_cmpstr (got->text, ==, "Blijf erbij.");
  g_assert_cmpstr (got->writer, ==, "Lea");
  g_assert_false (got->acknowledged);

  acknowledge (&fixture->author, got->id, "Het gaat beter.");
  g_assert_cmpint (deliver (&fixture->author, fixture->folder, &error), ==, 1);
  reported = take_in (&fixture->lead, fixture->folder);
  assert_taken (reported, "outcome", -1);
  after = list (&fixture->lead);
  one = g_ptr_array_index (after, 0);
  g_assert_cmpstr (one->outcome, ==, "Het gaat beter.");
  g_assert_cmpstr (one->state, ==, "discussed");
}

/* The only file of the folder. */
static char *
only_file (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = luwte_folder_list (fixture->folder, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (names->len, ==, 1);
  return g_build_filename (fixture->folder, g_ptr_array_index (names, 0), NULL);
}

/* A synced folder shows half of a file first; it is taken in when it is whole. */
static void
test_half_written (Fixture *fixture, gconstpointer data)
{
  g_autofree char *case_id = send_case (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GPtrArray) half = NULL;
  g_autoptr (GPtrArray) whole = NULL;
  gsize length;

  deliver (&fixture->author, fixture->folder, &error);
  g_assert_no_error (error);
  file = only_file (fixture);
  g_assert_true (g_file_get_contents (file, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (file, bytes, (gssize) length / 2, NULL));
  half = take_in (&fixture->lead, fixture->folder);
  assert_taken (half, NULL, LUWTE_REVIEW_ERROR_NOT_WHOLE);
  g_assert_true (g_file_set_contents (file, bytes, (gssize) length, NULL));
  whole = take_in (&fixture->lead, fixture->folder);
  assert_taken (whole, "case", -1);
}

/* The same pack under another name, after the case was dealt with. */
static void
test_replay (Fixture *fixture, gconstpointer data)
{
  g_autofree char *case_id = send_case (fixture);
  g_autofree char *name = luwte_folder_new_name ();
  g_autofree char *copy = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *file = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GPtrArray) cases = NULL;
  gsize length;

  deliver (&fixture->author, fixture->folder, NULL);
  file = only_file (fixture);
  g_assert_true (g_file_get_contents (file, &bytes, &length, NULL));
  first = take_in (&fixture->lead, fixture->folder);
  assert_taken (first, "case", -1);
  g_assert_true (g_file_set_contents (copy, bytes, (gssize) length, NULL));
  second = take_in (&fixture->lead, fixture->folder);
  assert_taken (second, NULL, LUWTE_REVIEW_ERROR_REPLAYED);
  cases = list (&fixture->lead);
  g_assert_cmpuint (cases->len, ==, 1);
}

static void
test_expired (Fixture *fixture, gconstpointer data)
{
  g_autofree char *case_id = send_case (fixture);
  g_autoptr (GPtrArray) late = NULL;
  g_autoptr (GPtrArray) cases = NULL;

  deliver (&fixture->author, fixture->folder, NULL);
  luwte_vault_set_today (fixture->lead.vault->vault, LUWTE_TEST_TODAY + 400);
  late = take_in (&fixture->lead, fixture->folder);
  assert_taken (late, NULL, LUWTE_REVIEW_ERROR_EXPIRED);
  cases = list (&fixture->lead);
  g_assert_cmpuint (cases->len, ==, 0);
}

/* A case at the board is gone from every answer in the month after its last. */
static void
test_gone_in_time (Fixture *fixture, gconstpointer data)
{
  g_autofree char *case_id = send_case (fixture);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (GError) error = NULL;

  deliver (&fixture->author, fixture->folder, NULL);
  first = take_in (&fixture->lead, fixture->folder);
  luwte_vault_set_today (fixture->lead.vault->vault, LUWTE_TEST_TODAY + 400);
  cases = list (&fixture->lead);
  g_assert_cmpuint (cases->len, ==, 0);
  g_assert_false (advise (&fixture->lead, case_id, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
}

/* A folder that is not there: told, kept, brought as soon as it is there. */
static void
test_folder_gone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *case_id = send_case (fixture);
  g_autofree char *gone = g_build_filename (fixture->folder, "unmounted", NULL);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (deliver (&fixture->author, gone, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  luwte_board_take_in_async (fixture->lead.board, gone, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  g_assert_null (luwte_board_take_in_finish (fixture->lead.board, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (deliver (&fixture->author, fixture->folder, &error), ==, 1);
  g_assert_no_error (error);
}

static void
test_not_a_member (Fixture *fixture, gconstpointer data)
{
  const char *to[] = { "00000000000000000000000000000000", NULL };
  Sending sending = { .fixture = fixture, .recipients = to };

  luwte_test_vault_in (fixture->author.vault, send_in, &sending);
  g_assert_error (sending.error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NOT_MEMBER);
  g_error_free (sending.error);
  g_free (sending.session);
}

/* Who was taken out of the roster sends nothing and reads nothing that is sealed from then on. */
static void
test_leaver (Fixture *fixture, gconstpointer data)
{
  const char *to[] = { fixture->lead.state->id, NULL };
  Sending sending = { .fixture = fixture, .recipients = to };
  g_autoptr (LuwteRoster) next = NULL;

  stage (&fixture->lead, fixture->author.state->id, 0);
  next = sign (&fixture->lead);
  accept (&fixture->author, next, NULL);
  luwte_test_vault_in (fixture->author.vault, send_in, &sending);
  g_assert_error (sending.error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NO_ROSTER);
  g_error_free (sending.error);
  g_free (sending.session);
}

/* Garbage of every length beside what is real. */
static void
test_rubbish (Fixture *fixture, gconstpointer data)
{
  g_autofree char *case_id = send_case (fixture);
  g_autoptr (GPtrArray) taken = NULL;
  guint n_cases = 0;

  deliver (&fixture->author, fixture->folder, NULL);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = luwte_folder_new_name ();
      g_autofree char *file = g_build_filename (fixture->folder, name, NULL);
      g_autofree guint8 *bytes = g_malloc (i * 997 + 1);

      luwte_random_bytes (bytes, i * 997 + 1);
      memcpy (bytes, "LuwtePk\1", MIN (i, 8));
      g_assert_true (g_file_set_contents (file, (char *) bytes, (gssize) (i * 997), NULL));
    }
  taken = take_in (&fixture->lead, fixture->folder);
  for (guint i = 0; i < taken->len; i++)
    n_cases += ((LuwteTaken *) g_ptr_array_index (taken, i))->kind != NULL;
  g_assert_cmpuint (n_cases, ==, 1);
}

/* R46: no time is finer than a part of a day and a season. */
static void
test_times (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Amsterdam");
  static const struct
  {
    gint64 at;
    const char *part;
    const char *season;
  } cases[] = {
    { 1764007200, "evening", "autumn" },   /* 24 November 2025, 19.00 in Amsterdam */
    { 1748736000, "night", "summer" },     /* 1 June 2025, 2.00 in Amsterdam */
    { 1764594000, "afternoon", "winter" }, /* 1 December 2025 */
    { 1740787200, "night", "spring" },     /* 1 March 2025 */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpstr (luwte_case_part_of_day (cases[i].at, zone), ==, cases[i].part);
      g_assert_cmpstr (luwte_case_season (cases[i].at, zone), ==, cases[i].season);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/board/round", test_round);
  ADD ("/board/half-written", test_half_written);
  ADD ("/board/replay", test_replay);
  ADD ("/board/expired", test_expired);
  ADD ("/board/gone-in-time", test_gone_in_time);
  ADD ("/board/folder-gone", test_folder_gone);
  ADD ("/board/not-a-member", test_not_a_member);
  ADD ("/board/leaver", test_leaver);
  ADD ("/board/rubbish", test_rubbish);
  g_test_add_func ("/board/times", test_times);
  return g_test_run ();
}
