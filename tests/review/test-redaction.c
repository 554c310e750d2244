/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a counsellor does before a case is sealed: parts, spans, questions, answers and what she
 * takes back; and the rule that nothing is made while a question is open. */

#include "luwte-board.h"
#include "luwte-clock.h"
#include "luwte-draft-table.h"
#include "luwte-message-table.h"
#include "luwte-message.h"
#include "luwte-note-table.h"
#include "luwte-dossier-table.h"
#include "luwte-policy.h"
#include "luwte-redaction-private.h"
#include "luwte-review-error.h"
#include "luwte-review.h"
#include "luwte-session-table.h"
#include "luwte-team.h"
#include "luwte-test-vault.h"
#include "luwte-vault.h"
#include "luwte-version-table.h"

#include <string.h>

#define EVENING 1764007200 /* 24 November 2025, 19.00 in Amsterdam */

static LuwteRedaction *
make (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Amsterdam");
  g_autoptr (GError) error = NULL;
  LuwteRedaction *redaction = luwte_redaction_new (zone, &error);

  g_assert_no_error (error);
  luwte_redaction_set_reason (redaction, "stuck", "We komen niet verder", FALSE);
  return redaction;
}

static char *
text_of (LuwteRedaction *redaction, guint part)
{
  g_autoptr (LuwteCaseContent) content = luwte_redaction_preview (redaction);

  g_assert_cmpuint (part, <, content->parts->len);
  return g_strdup (((LuwteCasePart *) content->parts->pdata[part])->text);
}

static void
assert_text (LuwteRedaction *redaction, guint part, const char *wanted)
{
  g_autofree char *text = text_of (redaction, part);

  g_assert_cmpstr (text, ==, wanted);
}

static void
count_cb (LuwteRedaction *redaction, guint *n)
{
  (*n)++;
}

/* R46: names go, the same person has the same number everywhere, and no time is finer than a part
 * of the day. */
static void
test_preview (void)
{
  g_autoptr (LuwteRedaction) redaction = make ();
  g_autoptr (LuwteCaseContent) content = NULL;
  g_autoptr (GArray) spans = NULL;
  const LuwteRedactionPart *part;
  const LuwteCasePart *sealed;

  luwte_redaction_add_known (redaction, "NICK", "Zonnebloem");
  luwte_redaction_set_question (redaction, "Wat raden jullie Zonnebloem aan?");
  luwte_redaction_add_part (redaction, "visitor", EVENING, "ik heet Fatima en ik ben 15 jaar",
                            TRUE);
  luwte_redaction_add_part (redaction, "note", EVENING, "Fatima mailde fatima@example.org.", TRUE);
  part = luwte_redaction_get_part (redaction, 1);
  g_assert_cmpstr (part->part_of_day, ==, "evening");
  g_assert_cmpstr (part->season, ==, "autumn");
  g_assert_cmpint (part->at, ==, EVENING);
  content = luwte_redaction_preview (redaction);
  g_assert_cmpstr (content->question, ==, "Wat raden jullie [naam 1] aan?");
  sealed = g_ptr_array_index (content->parts, 0);
  g_assert_cmpstr (sealed->text, ==, "ik heet [naam 2] en ik ben [leeftijd] jaar");
  g_assert_cmpstr (sealed->from, ==, "visitor");
  sealed = g_ptr_array_index (content->parts, 1);
  g_assert_cmpstr (sealed->text, ==, "[naam 2] mailde [e-mail].");
  spans = luwte_redaction_get_spans (redaction, 1);
  g_assert_cmpuint (spans->len, ==, 2);
  g_assert_cmpstr (g_array_index (spans, LuwteRedactionSpan, 0).category, ==, "NAME");
  g_assert_cmpuint (g_array_index (spans, LuwteRedactionSpan, 0).start, ==, 8);
  g_assert_cmpuint (g_array_index (spans, LuwteRedactionSpan, 0).person, ==, 2);
  g_assert_cmpuint (luwte_redaction_count (redaction, "NAME"), ==, 2);
  g_assert_cmpuint (luwte_redaction_count (redaction, "EMAIL"), ==, 1);
  luwte_redaction_set_age_bands (redaction, TRUE);
  assert_text (redaction, 0, "ik heet [naam 2] en ik ben [leeftijd 15-17] jaar");
}

/* R46: nothing is sealed while a word is in question, and what is answered holds everywhere. */
static void
test_questions (void)
{
  g_autoptr (LuwteRedaction) redaction = make ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteRedacted) sealed = NULL;
  g_autofree char *id = NULL;
  const GArray *questions;
  const LuwteRedactionQuestion *question;
  g_autoptr (GArray) spans = NULL;

  luwte_redaction_add_part (redaction, "visitor", EVENING, "ik was boos op roos", TRUE);
  luwte_redaction_add_part (redaction, "visitor", EVENING, "ik ook op roos", TRUE);
  questions = luwte_redaction_get_questions (redaction);
  g_assert_cmpuint (questions->len, ==, 1);
  question = &g_array_index (questions, LuwteRedactionQuestion, 0);
  g_assert_cmpstr (question->word, ==, "roos");
  g_assert_cmpuint (question->part, ==, 1);
  g_assert_cmpuint (question->count, ==, 2);
  id = g_strdup (question->id);
  assert_text (redaction, 0, "ik was boos op [?]");
  spans = luwte_redaction_get_spans (redaction, 2);
  g_assert_cmpuint (spans->len, ==, 1);
  g_assert_true (g_array_index (spans, LuwteRedactionSpan, 0).asked);
  g_assert_false (luwte_redaction_may_seal (redaction, &error));
  g_assert_error (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_OPEN_QUESTION);
  g_clear_error (&error);
  g_assert_null (luwte_redaction_seal (redaction, &error));
  g_assert_error (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_OPEN_QUESTION);
  g_clear_error (&error);

  g_assert_false (luwte_redaction_answer (redaction, "no such question", TRUE));
  g_assert_true (luwte_redaction_answer (redaction, id, TRUE));
  assert_text (redaction, 1, "ik ook op [naam 1]");
  sealed = luwte_redaction_seal (redaction, &error);
  g_assert_no_error (error);
  g_assert_nonnull (sealed);
  /* Answered, it is no question any more; taken back, it is one again. */
  g_assert_false (luwte_redaction_answer (redaction, id, FALSE));
  g_assert_cmpuint (luwte_redaction_get_decisions (redaction)->len, ==, 1);
  luwte_redaction_take_back (redaction, 0);
  g_assert_false (luwte_redaction_may_seal (redaction, NULL));
  g_assert_true (luwte_redaction_answer (redaction, id, FALSE));
  assert_text (redaction, 1, "ik ook op roos");
  g_assert_true (luwte_redaction_may_seal (redaction, NULL));
}

/* R46: what was missed is added by selecting, and found everywhere; what was wrongly found stays. */
static void
test_by_hand (void)
{
  g_autoptr (LuwteRedaction) redaction = make ();
  g_autoptr (GArray) spans = NULL;
  const LuwteRedactionSpan *span;
  const LuwteRedactionDecision *decision;
  guint n_changes = 0;

  luwte_redaction_add_part (redaction, "visitor", EVENING, "bij de blauwe fontein", TRUE);
  luwte_redaction_add_part (redaction, "note", EVENING, "Zat bij de Blauwe Fontein.", TRUE);
  luwte_redaction_add_part (redaction, "note", EVENING, "Fatima kwam langs.", TRUE);
  g_signal_connect (redaction, "changed", G_CALLBACK (count_cb), &n_changes);
  g_assert_false (luwte_redaction_add (redaction, 1, 6, 6, "PLACE"));
  g_assert_false (luwte_redaction_add (redaction, 1, 6, 600, "PLACE"));
  g_assert_false (luwte_redaction_add (redaction, 1, 3, 4, "PLACE"));
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_true (luwte_redaction_add (redaction, 1, 7, 21, "PLACE"));
  g_assert_cmpuint (n_changes, ==, 1);
  assert_text (redaction, 0, "bij de [plaats 1]");
  assert_text (redaction, 1, "Zat bij de [plaats 1].");
  spans = luwte_redaction_get_spans (redaction, 3);
  g_assert_cmpuint (spans->len, ==, 1);
  span = &g_array_index (spans, LuwteRedactionSpan, 0);
  g_assert_false (luwte_redaction_reject (redaction, 3, 1, 3));
  g_assert_true (luwte_redaction_reject (redaction, 3, span->start, span->end));
  assert_text (redaction, 2, "Fatima kwam langs.");
  decision = &g_array_index (luwte_redaction_get_decisions (redaction), LuwteRedactionDecision, 1);
  g_assert_cmpstr (decision->word, ==, "Fatima");
  g_assert_false (decision->removed);
  luwte_redaction_take_back (redaction, 1);
  assert_text (redaction, 2, "[naam 1] kwam langs.");
  g_assert_true (luwte_redaction_accept (redaction, 3, span->start, span->end));
  assert_text (redaction, 2, "[naam 1] kwam langs.");
  g_assert_cmpuint (luwte_redaction_get_decisions (redaction)->len, ==, 2);
}

/* What stays at home asks nothing and is in no preview; a name that it explained is known all the
 * same. */
static void
test_chosen (void)
{
  g_autoptr (LuwteRedaction) redaction = make ();
  g_autoptr (LuwteCaseContent) content = NULL;
  g_autoptr (GArray) spans = NULL;
  g_autoptr (GError) error = NULL;

  luwte_redaction_add_part (redaction, "note", EVENING,
                            "Haar zus heet Anneloor. ik was boos op roos", TRUE);
  luwte_redaction_add_part (redaction, "visitor", EVENING, "anneloor is boos", TRUE);
  g_assert_cmpuint (luwte_redaction_get_questions (redaction)->len, >, 0);
  luwte_redaction_set_chosen (redaction, 1, FALSE);
  g_assert_cmpuint (luwte_redaction_get_questions (redaction)->len, ==, 0);
  content = luwte_redaction_preview (redaction);
  g_assert_cmpuint (content->parts->len, ==, 1);
  assert_text (redaction, 0, "[naam 1] is boos");
  spans = luwte_redaction_get_spans (redaction, 1);
  g_assert_cmpuint (spans->len, ==, 0);
  luwte_redaction_set_chosen (redaction, 2, FALSE);
  g_assert_false (luwte_redaction_may_seal (redaction, &error));
  g_assert_error (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_TOO_LARGE);
  g_clear_error (&error);
  luwte_redaction_set_chosen (redaction, 1, TRUE);
  g_assert_cmpuint (luwte_redaction_get_questions (redaction)->len, >, 0);
}

/* A case that no receiver would take is not sealed. */
static void
test_sizes (void)
{
  g_autoptr (LuwteRedaction) redaction = make ();
  g_autofree char *long_text = g_strnfill (66000, 'a');
  g_autoptr (GError) error = NULL;

  luwte_redaction_set_question (redaction, "Wat nu?");
  luwte_redaction_add_part (redaction, "note", EVENING, long_text, TRUE);
  g_assert_false (luwte_redaction_may_seal (redaction, &error));
  g_assert_error (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_TOO_LARGE);
  g_clear_error (&error);
  luwte_redaction_set_chosen (redaction, 1, FALSE);
  g_assert_true (luwte_redaction_may_seal (redaction, NULL));
  long_text[5000] = '\0';
  luwte_redaction_set_question (redaction, long_text);
  g_assert_false (luwte_redaction_may_seal (redaction, &error));
  g_assert_error (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_TOO_LARGE);
}

static void
test_author (void)
{
  g_autoptr (LuwteRedaction) redaction = make ();
  g_autoptr (LuwteCaseContent) unnamed = NULL;
  g_autoptr (LuwteCaseContent) named = NULL;

  luwte_redaction_set_author (redaction, "Bo van Dam");
  luwte_redaction_set_urgent (redaction, TRUE);
  unnamed = luwte_redaction_preview (redaction);
  g_assert_null (unnamed->author);
  g_assert_true (unnamed->urgent);
  luwte_redaction_set_author_named (redaction, TRUE);
  named = luwte_redaction_preview (redaction);
  g_assert_cmpstr (named->author, ==, "Bo van Dam");
  g_assert_cmpstr (luwte_redaction_get_reason_label (redaction), ==, "We komen niet verder");
  g_assert_nonnull (g_strv_contains (luwte_redaction_categories (), "NAME") ? "" : NULL);
}

static void
fill (LuwteDb *db, gpointer data)
{
  char **session = data;
  g_autoptr (LuwteMessage) message = luwte_message_new ("r", "m1", NULL, LUWTE_FROM_VISITOR,
                                                        EVENING, "ik ben maanlicht",
                                                        LUWTE_DELIVERY_NONE);
  g_autoptr (LuwteMessage) system = luwte_message_new ("r", "m2", NULL, LUWTE_FROM_SYSTEM, EVENING,
                                                       "Bo took over", LUWTE_DELIVERY_NONE);
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;
  g_autofree char *dossier = luwte_dossier_table_add (db, NULL, "Maanlicht", LUWTE_TEST_TODAY,
                                                      &error);

  g_assert_no_error (error);
  *session = luwte_session_table_add (db,
                                      &(LuwteSessionRow) {
                                        .nickname = "Maanlicht",
                                        .dossier = dossier,
                                        .line = "chat",
                                        .channel = "chat",
                                        .state = LUWTE_SESSION_ACTIVE,
                                        .opened_day = LUWTE_TEST_TODAY,
                                        .active_day = LUWTE_TEST_TODAY,
                                        .closed_day = LUWTE_DAY_NONE,
                                      },
                                      &error);
  g_assert_no_error (error);
  note = luwte_note_table_add (db,
                               &(LuwteNoteRow) {
                                 .session = *session,
                                 .kind = "note",
                                 .topic = "other",
                                 .created_at = EVENING,
                                 .created_day = LUWTE_TEST_TODAY,
                                 .text = "Maanlicht sprak met Bo.",
                               },
                               &error);
  g_assert_no_error (error);
  g_assert_true (luwte_message_table_put (db, *session, message, LUWTE_TEST_TODAY, NULL, &error));
  g_assert_true (luwte_message_table_put (db, *session, system, LUWTE_TEST_TODAY, NULL, &error));
}

static char *
flag (LuwteReview *review, const char *session)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *id;

  luwte_review_flag_async (review, session, "stuck", TRUE, "Wat raden jullie Maanlicht aan?", NULL,
                           luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  id = luwte_review_flag_finish (review, result, &error);
  g_assert_no_error (error);
  return id;
}

static LuwteRedaction *
redact (LuwteReview *review, const char *flag_id, GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  luwte_review_redact_async (review, flag_id, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  return luwte_review_redact_finish (review, result, error);
}

static void
set_name (LuwteVault *vault, const char *name)
{
  g_autoptr (LuwteTeam) team = luwte_team_new (vault);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  luwte_team_set_name_async (team, name, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  g_assert_true (luwte_team_set_name_finish (team, result, NULL));
}

/* From the vault: the flagged session's note is chosen, the conversation is not; the nickname and
 * the author are known. */
static void
test_from_vault (void)
{
  g_autoptr (LuwteTestVault) vault = luwte_test_vault_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwtePolicy) policy = luwte_policy_load_bundled ("example", NULL, &error);
  g_autoptr (LuwteReview) review = luwte_review_new (vault->vault, policy);
  g_autoptr (LuwteBoard) board = luwte_board_new (vault->vault, policy);
  g_autoptr (LuwteRedaction) redaction = NULL;
  g_autoptr (LuwteCaseContent) content = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *session = NULL;
  g_autofree char *id = NULL;

  g_assert_no_error (error);
  luwte_test_vault_in (vault, fill, &session);
  set_name (vault->vault, "Bo van Dam");
  id = flag (review, session);
  g_assert_null (redact (review, session, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  redaction = redact (review, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (luwte_redaction_get_n_parts (redaction), ==, 3);
  content = luwte_redaction_preview (redaction);
  g_assert_cmpstr (content->question, ==, "Wat raden jullie [naam 1] aan?");
  g_assert_cmpuint (content->parts->len, ==, 1);
  assert_text (redaction, 0, "[naam 1] sprak met [naam 2].");
  luwte_redaction_set_chosen (redaction, 2, TRUE);
  assert_text (redaction, 1, "ik ben [naam 1]");
  g_assert_cmpstr (luwte_redaction_get_author (redaction), ==, "Bo van Dam");
  /* Nobody has a roster here, so nothing is sealed. */
  luwte_board_send_async (board, redaction, (const char *const[]) { NULL }, NULL,
                          luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  g_assert_null (luwte_board_send_finish (board, result, &error));
  g_assert_error (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NO_ROSTER);
}

static void
write_draft (LuwteDb *db, gpointer data)
{
  const char *const *words = data; /* session, kind of note, text */
  g_autoptr (GError) error = NULL;

  g_assert_true (
      luwte_draft_table_save (db, words[0], LUWTE_DRAFT_NOTE, words[2], EVENING, &error));
  g_assert_no_error (error);
  g_assert_true (luwte_draft_table_set_note_kind (db, words[0], words[1], &error));
  g_assert_no_error (error);
}

/* What is being written in a session that goes on goes along as its notes do; what is only for the
 * counsellor herself does not, unless she chooses it. (R46) */
static void
test_draft (void)
{
  g_autoptr (LuwteTestVault) vault = luwte_test_vault_new ();
  g_autoptr (LuwtePolicy) policy = luwte_policy_load_bundled ("example", NULL, NULL);
  g_autoptr (LuwteReview) review = luwte_review_new (vault->vault, policy);
  g_autofree char *session = NULL;
  g_autofree char *id = NULL;

  luwte_test_vault_in (vault, fill, &session);
  id = flag (review, session);
  for (guint personal = 0; personal < 2; personal++)
    {
      const char *words[] = { session, personal ? "personal_note" : "note",
                              "Maanlicht mailde fatima@example.org." };
      g_autoptr (GError) error = NULL;
      g_autoptr (LuwteRedaction) redaction = NULL;

      luwte_test_vault_in (vault, write_draft, words);
      redaction = redact (review, id, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (luwte_redaction_get_n_parts (redaction), ==, 4);
      g_assert_cmpint (luwte_redaction_get_part (redaction, 2)->chosen, ==, !personal);
      luwte_redaction_set_chosen (redaction, 2, TRUE);
      assert_text (redaction, 1, "[naam 1] mailde [e-mail].");
    }
}

static char *
add_note (LuwteDb *db, const char *session, const char *kind, const char *text)
{
  g_autoptr (GError) error = NULL;
  char *note = luwte_note_table_add (db,
                                     &(LuwteNoteRow) {
                                       .session = session,
                                       .kind = kind,
                                       .topic = "other",
                                       .created_at = EVENING,
                                       .created_day = LUWTE_TEST_TODAY,
                                       .text = text,
                                     },
                                     &error);

  g_assert_no_error (error);
  return note;
}

/* Of this dossier a telephone number, a postcode and a name are known by a note that stays at home,
 * by what stood in it before, and by what was added to it. */
static void
fill_known (LuwteDb *db, gpointer data)
{
  char **session = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *home = NULL;
  g_autofree char *note = NULL;

  fill (db, session);
  home = add_note (db, *session, "personal_note",
                   "Doorverwezen, bereikbaar op 06 12 34 56 78, 9050 Ledeberg.");
  g_assert_true (luwte_version_table_keep (db, home, EVENING, &error));
  g_assert_no_error (error);
  g_assert_true (luwte_note_table_edit (db, home, NULL, "Doorverwezen.", EVENING, &error));
  g_assert_no_error (error);
  g_assert_true (luwte_version_table_add (db, home,
                                          "De gsm van haar moeder: 0478/12 34 56. Zij heet "
                                          "Roos.",
                                          EVENING, &error));
  g_assert_no_error (error);
  note = add_note (db, *session, "note",
                   "Bel +31 (0)6 1234 5678 of 478 12 34 56, vraag naar roos, in 9050 na zes uur.");
}

static void
test_known_of_dossier (void)
{
  g_autoptr (LuwteTestVault) vault = luwte_test_vault_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwtePolicy) policy = luwte_policy_load_bundled ("example", NULL, &error);
  g_autoptr (LuwteReview) review = luwte_review_new (vault->vault, policy);
  g_autoptr (LuwteRedaction) redaction = NULL;
  g_autofree char *session = NULL;
  g_autofree char *id = NULL;

  g_assert_no_error (error);
  luwte_test_vault_in (vault, fill_known, &session);
  id = flag (review, session);
  redaction = redact (review, id, &error);
  g_assert_no_error (error);
  assert_text (redaction, 1,
               "Bel [telefoon] of [telefoon], vraag naar [naam 3], in [postcode] na zes uur.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  luwte_test_cheap_keys ();

  g_test_add_func ("/redaction/preview", test_preview);
  g_test_add_func ("/redaction/questions", test_questions);
  g_test_add_func ("/redaction/by-hand", test_by_hand);
  g_test_add_func ("/redaction/chosen", test_chosen);
  g_test_add_func ("/redaction/sizes", test_sizes);
  g_test_add_func ("/redaction/author", test_author);
  g_test_add_func ("/redaction/from-vault", test_from_vault);
  g_test_add_func ("/redaction/draft", test_draft);
  g_test_add_func ("/redaction/known-of-dossier", test_known_of_dossier);
  return g_test_run ();
}
