/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A whole round between vaults by way of a folder: a counsellor sends, the meeting advises, she
 * reads it and says what became of it. What is half written, forged, for others, past its month or
 * came before is not taken in; a folder that is full or gone loses nothing. */

#include "board-fixture.h"

#include "luwte-db.h"
#include "luwte-envelope-private.h"
#include "luwte-folder-private.h"
#include "luwte-policy.h"
#include "luwte-review-error.h"
#include "luwte-vault.h"

#include <glib/gstdio.h>
#include <string.h>

/* R46, R47: flagged, advised, read, reported, and nobody learns who it was. */
static void
test_round (BoardFixture *fixture, gconstpointer data)
{
  g_autofree char *case_id = board_test_send_case (fixture);
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

  g_assert_cmpint (board_test_deliver (&fixture->author, fixture->folder, &error), ==, 1);
  g_assert_cmpint (board_test_deliver (&fixture->author, fixture->folder, &error), ==, 0);
  news = board_test_take_in (&fixture->lead, fixture->folder);
  board_test_assert_taken (news, "case", -1);
  nothing = board_test_take_in (&fixture->lead, fixture->folder);
  g_assert_cmpuint (nothing->len, ==, 0);
  others = board_test_take_in (&fixture->other, fixture->folder);
  g_assert_cmpuint (others->len, ==, 0);
  cases = board_test_list (&fixture->lead);
  g_assert_cmpuint (cases->len, ==, 1);
  one = g_ptr_array_index (cases, 0);
  g_assert_cmpstr (one->id, ==, case_id);
  g_assert_cmpstr (one->content->question, ==, "Wat is hier wijs?");
  g_assert_cmpuint (one->content->parts->len, ==, 2);
  g_assert_null (one->content->author);
  g_assert_true (one->urgent);

  g_assert_true (board_test_advise (&fixture->lead, case_id, &error));
  g_assert_no_error (error);
  g_assert_cmpint (board_test_deliver (&fixture->lead, fixture->folder, &error), ==, 1);
  back = board_test_take_in (&fixture->author, fixture->folder);
  board_test_assert_taken (back, "advice", -1);
  advice = board_test_answers (&fixture->author);
  g_assert_cmpuint (advice->len, ==, 1);
  got = g_ptr_array_index (advice, 0);
  g_assert_cmpstr (got->text, ==, "Blijf erbij.");
  g_assert_cmpstr (got->writer, ==, "Lea");
  g_assert_false (got->acknowledged);

  board_test_acknowledge (&fixture->author, got->id, "Het gaat beter.");
  g_assert_cmpint (board_test_deliver (&fixture->author, fixture->folder, &error), ==, 1);
  reported = board_test_take_in (&fixture->lead, fixture->folder);
  board_test_assert_taken (reported, "outcome", -1);
  after = board_test_list (&fixture->lead);
  one = g_ptr_array_index (after, 0);
  g_assert_cmpstr (one->outcome, ==, "Het gaat beter.");
  g_assert_cmpstr (one->state, ==, "discussed");
}

/* The only file of the folder. */
static char *
only_file (BoardFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = luwte_folder_list (fixture->folder, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (names->len, ==, 1);
  return g_build_filename (fixture->folder, g_ptr_array_index (names, 0), NULL);
}

/* A synced folder shows half of a file first; it is taken in when it is whole. */
static void
test_half_written (BoardFixture *fixture, gconstpointer data)
{
  g_autofree char *case_id = board_test_send_case (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GPtrArray) half = NULL;
  g_autoptr (GPtrArray) whole = NULL;
  gsize length;

  board_test_deliver (&fixture->author, fixture->folder, &error);
  g_assert_no_error (error);
  file = only_file (fixture);
  g_assert_true (g_file_get_contents (file, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (file, bytes, (gssize) length / 2, NULL));
  half = board_test_take_in (&fixture->lead, fixture->folder);
  board_test_assert_taken (half, NULL, LUWTE_REVIEW_ERROR_NOT_WHOLE);
  g_assert_true (g_file_set_contents (file, bytes, (gssize) length, NULL));
  whole = board_test_take_in (&fixture->lead, fixture->folder);
  board_test_assert_taken (whole, "case", -1);
}

/* The same pack under another name, after the case was dealt with. */
static void
test_replay (BoardFixture *fixture, gconstpointer data)
{
  g_autofree char *case_id = board_test_send_case (fixture);
  g_autofree char *name = luwte_folder_new_name ();
  g_autofree char *copy = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *file = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GPtrArray) cases = NULL;
  gsize length;

  board_test_deliver (&fixture->author, fixture->folder, NULL);
  file = only_file (fixture);
  g_assert_true (g_file_get_contents (file, &bytes, &length, NULL));
  first = board_test_take_in (&fixture->lead, fixture->folder);
  board_test_assert_taken (first, "case", -1);
  g_assert_true (g_file_set_contents (copy, bytes, (gssize) length, NULL));
  second = board_test_take_in (&fixture->lead, fixture->folder);
  board_test_assert_taken (second, NULL, LUWTE_REVIEW_ERROR_REPLAYED);
  cases = board_test_list (&fixture->lead);
  g_assert_cmpuint (cases->len, ==, 1);
}

static void
test_expired (BoardFixture *fixture, gconstpointer data)
{
  g_autofree char *case_id = board_test_send_case (fixture);
  g_autoptr (GPtrArray) late = NULL;
  g_autoptr (GPtrArray) cases = NULL;

  board_test_deliver (&fixture->author, fixture->folder, NULL);
  luwte_vault_set_today (fixture->lead.vault->vault, LUWTE_TEST_TODAY + 400);
  late = board_test_take_in (&fixture->lead, fixture->folder);
  board_test_assert_taken (late, NULL, LUWTE_REVIEW_ERROR_EXPIRED);
  cases = board_test_list (&fixture->lead);
  g_assert_cmpuint (cases->len, ==, 0);
}

/* A case at the board is gone from every answer in the month after its last. */
static void
test_gone_in_time (BoardFixture *fixture, gconstpointer data)
{
  g_autofree char *case_id = board_test_send_case (fixture);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (GError) error = NULL;

  board_test_deliver (&fixture->author, fixture->folder, NULL);
  first = board_test_take_in (&fixture->lead, fixture->folder);
  luwte_vault_set_today (fixture->lead.vault->vault, LUWTE_TEST_TODAY + 400);
  cases = board_test_list (&fixture->lead);
  g_assert_cmpuint (cases->len, ==, 0);
  g_assert_false (board_test_advise (&fixture->lead, case_id, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
}

/* A folder that is not there: told, kept, brought as soon as it is there. */
static void
test_folder_gone (BoardFixture *fixture, gconstpointer data)
{
  g_autofree char *case_id = board_test_send_case (fixture);
  g_autofree char *gone = g_build_filename (fixture->folder, "unmounted", NULL);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (board_test_deliver (&fixture->author, gone, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  luwte_board_take_in_async (fixture->lead.board, gone, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  g_assert_null (luwte_board_take_in_finish (fixture->lead.board, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (board_test_deliver (&fixture->author, fixture->folder, &error), ==, 1);
  g_assert_no_error (error);
}

static void
test_not_a_member (BoardFixture *fixture, gconstpointer data)
{
  const char *to[] = { "00000000000000000000000000000000", NULL };
  BoardSending sending = { .fixture = fixture, .recipients = to };

  luwte_test_vault_in (fixture->author.vault, board_test_send_in, &sending);
  g_assert_error (sending.error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NOT_MEMBER);
  g_error_free (sending.error);
  g_free (sending.session);
}

/* Who was taken out of the roster sends nothing and reads nothing that is sealed from then on. */
static void
test_leaver (BoardFixture *fixture, gconstpointer data)
{
  const char *to[] = { fixture->lead.state->id, NULL };
  BoardSending sending = { .fixture = fixture, .recipients = to };
  g_autoptr (LuwteRoster) next = NULL;

  board_test_stage (&fixture->lead, fixture->author.state->id, 0);
  next = board_test_sign (&fixture->lead);
  board_test_accept (&fixture->author, next, NULL);
  luwte_test_vault_in (fixture->author.vault, board_test_send_in, &sending);
  g_assert_error (sending.error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NO_ROSTER);
  g_error_free (sending.error);
  g_free (sending.session);
}

/* Garbage of every length beside what is real. */
static void
test_rubbish (BoardFixture *fixture, gconstpointer data)
{
  g_autofree char *case_id = board_test_send_case (fixture);
  g_autoptr (GPtrArray) taken = NULL;
  guint n_cases = 0;

  board_test_deliver (&fixture->author, fixture->folder, NULL);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = luwte_folder_new_name ();
      g_autofree char *file = g_build_filename (fixture->folder, name, NULL);
      g_autofree guint8 *bytes = g_malloc (i * 997 + 1);

      luwte_random_bytes (bytes, i * 997 + 1);
      memcpy (bytes, "LuwtePk\1", MIN (i, 8));
      g_assert_true (g_file_set_contents (file, (char *) bytes, (gssize) (i * 997), NULL));
    }
  taken = board_test_take_in (&fixture->lead, fixture->folder);
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

#define ADD(path, func) \
  g_test_add (path, BoardFixture, NULL, board_test_set_up, func, board_test_tear_down)

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
