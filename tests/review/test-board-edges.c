/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The edges of a round: what comes too late, is too long, for too many, or from somebody who may not;
 * and two who bring at once. */

#include "board-fixture.h"

#include "luwte-db.h"
#include "luwte-envelope-private.h"
#include "luwte-folder-private.h"
#include "luwte-policy.h"
#include "luwte-review-error.h"
#include "luwte-vault.h"

#include <glib/gstdio.h>
#include <string.h>

/* What waited for the folder until nobody may read it any more is never brought there. */
static void
test_never_late (BoardFixture *fixture, gconstpointer data)
{
  g_autofree char *case_id = board_test_send_case (fixture);
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GError) error = NULL;

  luwte_vault_set_today (fixture->author.vault->vault, LUWTE_TEST_TODAY + 400);
  g_assert_cmpint (board_test_deliver (&fixture->author, fixture->folder, &error), ==, 0);
  g_assert_no_error (error);
  names = luwte_folder_list (fixture->folder, NULL);
  g_assert_cmpuint (names->len, ==, 0);
}

/* Whoever seals brings it at once, while the folder is being looked into: each file is written by
 * one of the two. */
static void
test_two_at_once (BoardFixture *fixture, gconstpointer data)
{
  GAsyncResult *both[2] = { NULL, NULL };
  g_autoptr (GPtrArray) taken = NULL;
  int n = 0;

  for (guint i = 0; i < 12; i++)
    g_free (board_test_send_case (fixture));
  for (guint i = 0; i < 2; i++)
    luwte_board_deliver_async (fixture->author.board, fixture->folder, NULL, luwte_test_answer_cb,
                               &both[i]);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = luwte_test_wait (&both[i]);
      g_autoptr (GError) error = NULL;

      n += luwte_board_deliver_finish (fixture->author.board, result, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpint (n, ==, 12);
  taken = board_test_take_in (&fixture->lead, fixture->folder);
  g_assert_cmpuint (taken->len, ==, 12);
  for (guint i = 0; i < taken->len; i++)
    g_assert_no_error (((LuwteTaken *) g_ptr_array_index (taken, i))->refusal);
}

#define MANY 40

/* A file has boxes for thirty-two; a team may be larger, and each of it reads one file. */
static void
test_large_team (BoardFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_key_pair_unref);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) to = NULL;
  g_autoptr (LuwteRoster) roster = NULL;
  g_autofree char *case_id = NULL;
  g_autoptr (GPtrArray) names = NULL;

  for (guint i = 0; i < MANY; i++)
    {
      g_autoptr (LuwteKey) seed = luwte_key_new_random ();
      LuwteKeyPair *pair = luwte_key_pair_new (seed);
      g_autofree char *card = luwte_card_make (pair, "Noor");

      g_ptr_array_add (pairs, pair);
      board_test_stage (&fixture->lead, card, LUWTE_ROSTER_MEETING);
      g_strv_builder_take (ids, luwte_card_id (luwte_key_pair_peek_box (pair),
                                               luwte_key_pair_peek_sign (pair)));
    }
  roster = board_test_sign (&fixture->lead);
  board_test_accept (&fixture->author, roster, NULL);
  to = g_strv_builder_end (ids);
  case_id = board_test_send_case_to (fixture, (const char *const *) to);
  g_assert_cmpint (board_test_deliver (&fixture->author, fixture->folder, NULL), ==, 2);
  names = luwte_folder_list (fixture->folder, NULL);
  for (guint i = 0; i < MANY; i++)
    {
      guint opened = 0;

      for (guint f = 0; f < names->len; f++)
        {
          g_autoptr (GBytes) file = luwte_folder_read (fixture->folder, names->pdata[f], NULL);
          g_autoptr (LuwteEnvelope) envelope = luwte_envelope_open (pairs->pdata[i], file, NULL);

          opened += envelope != NULL;
        }
      g_assert_cmpuint (opened, ==, 1);
    }
}

/* Who takes no part in the meeting is told so at once: the author would not believe her advice. */
static void
test_may_not_advise (BoardFixture *fixture, gconstpointer data)
{
  g_autofree char *case_id =
      board_test_send_case_to (fixture, (const char *const[]) { fixture->other.state->id, NULL });
  g_autoptr (GPtrArray) taken = NULL;
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (GError) error = NULL;

  board_test_deliver (&fixture->author, fixture->folder, NULL);
  taken = board_test_take_in (&fixture->other, fixture->folder);
  board_test_assert_taken (taken, "case", -1);
  g_assert_false (board_test_advise (&fixture->other, case_id, &error));
  g_assert_error (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NOT_SIGNED);
  cases = board_test_list (&fixture->other);
  g_assert_null (((LuwteBoardCase *) g_ptr_array_index (cases, 0))->decision);
  g_assert_cmpint (board_test_deliver (&fixture->other, fixture->folder, NULL), ==, 0);
}

/* (transfer full): advice that came back, on a case that is sent for it. */
static LuwteAdvice *
get_advice (BoardFixture *fixture)
{
  g_autofree char *case_id = board_test_send_case (fixture);
  g_autoptr (GPtrArray) taken = NULL;
  g_autoptr (GPtrArray) back = NULL;
  g_autoptr (GPtrArray) advice = NULL;
  g_autoptr (GError) error = NULL;

  board_test_deliver (&fixture->author, fixture->folder, NULL);
  taken = board_test_take_in (&fixture->lead, fixture->folder);
  g_assert_true (board_test_advise (&fixture->lead, case_id, &error));
  g_assert_no_error (error);
  board_test_deliver (&fixture->lead, fixture->folder, NULL);
  back = board_test_take_in (&fixture->author, fixture->folder);
  advice = board_test_answers (&fixture->author);
  g_assert_cmpuint (advice->len, ==, 1);
  return g_ptr_array_steal_index (advice, 0);
}

/* What the other vault would refuse is not sealed. */
static void
test_too_long (BoardFixture *fixture, gconstpointer data)
{
  LuwteAdvice *advice = get_advice (fixture);
  g_autofree char *words = g_strnfill (32 * 1024 + 1, 'a');
  g_autofree char *line = g_strnfill (1201, 'a');
  g_autofree char *case_id = board_test_send_case (fixture);
  g_autoptr (GPtrArray) taken = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (board_test_report (&fixture->author, advice->id, line, &error));
  g_assert_error (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_TOO_LARGE);
  g_clear_error (&error);
  after = board_test_answers (&fixture->author);
  g_assert_false (((LuwteAdvice *) g_ptr_array_index (after, 0))->acknowledged);
  board_test_deliver (&fixture->author, fixture->folder, NULL);
  taken = board_test_take_in (&fixture->lead, fixture->folder);
  board_test_assert_taken (taken, "case", -1);
  g_assert_false (board_test_advise_in_words (&fixture->lead, case_id, words, &error));
  g_assert_error (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_TOO_LARGE);
  luwte_advice_free (advice);
}

static void
forget_board (LuwteDb *db, gpointer data)
{
  g_assert_true (luwte_db_exec (db, "DELETE FROM board_case", NULL));
}

/* The board keeps no case for ever; what became of one that is gone is told once, not every minute. */
static void
test_late_outcome (BoardFixture *fixture, gconstpointer data)
{
  LuwteAdvice *advice = get_advice (fixture);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;

  luwte_test_vault_in (fixture->lead.vault, forget_board, NULL);
  board_test_acknowledge (&fixture->author, advice->id, "Het gaat beter.");
  board_test_deliver (&fixture->author, fixture->folder, NULL);
  first = board_test_take_in (&fixture->lead, fixture->folder);
  board_test_assert_taken (first, NULL, LUWTE_REVIEW_ERROR_EXPIRED);
  second = board_test_take_in (&fixture->lead, fixture->folder);
  g_assert_cmpuint (second->len, ==, 0);
  luwte_advice_free (advice);
}

static void
send_for_ever (LuwteDb *db, gpointer data)
{
  BoardFixture *fixture = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSender) sender = luwte_sender_read (db, &error);
  g_autoptr (LuwteCaseContent) content = luwte_case_content_new ();
  g_autoptr (LuwteCard) card = luwte_card_parse (fixture->lead.state->card, &error);
  g_autoptr (JsonObject) body = NULL;

  g_assert_no_error (error);
  content->reason = g_strdup ("stuck");
  content->reason_label = g_strdup ("Vast");
  content->question = g_strdup ("Wat is hier wijs?");
  body = luwte_case_content_to_json (content);
  luwte_board_push (db, sender, LUWTE_PACK_CASE, "0123456789abcdef0123456789abcdef", "9999-12",
                    body, (const guint8 *const[]) { card->box }, 1, NULL, &error);
  g_assert_no_error (error);
}

/* A case that is to be read for ever is kept no longer than this vault's profile keeps any. */
static void
test_for_ever (BoardFixture *fixture, gconstpointer data)
{
  g_autofree char *last = luwte_policy_pack_expires (fixture->policy, LUWTE_TEST_TODAY);
  g_autoptr (GPtrArray) taken = NULL;
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (GPtrArray) later = NULL;

  luwte_test_vault_in (fixture->author.vault, send_for_ever, fixture);
  board_test_deliver (&fixture->author, fixture->folder, NULL);
  taken = board_test_take_in (&fixture->lead, fixture->folder);
  board_test_assert_taken (taken, "case", -1);
  cases = board_test_list (&fixture->lead);
  g_assert_cmpstr (((LuwteBoardCase *) g_ptr_array_index (cases, 0))->expires, ==, last);
  luwte_vault_set_today (fixture->lead.vault->vault, LUWTE_TEST_TODAY + 400);
  later = board_test_list (&fixture->lead);
  g_assert_cmpuint (later->len, ==, 0);
}

/* What is brought as it is sealed, and the team takes another folder before this one was looked into
 * even once: after its month it is erased where it lies. */
static void
test_folder_changed (BoardFixture *fixture, gconstpointer data)
{
  g_autofree char *case_id = board_test_send_case (fixture);
  g_autofree char *new = g_dir_make_tmp ("luwte-new-XXXXXX", NULL);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LuwteBoardSync) sync = NULL;
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (board_test_deliver (&fixture->author, fixture->folder, NULL), ==, 1);
  luwte_vault_set_today (fixture->author.vault->vault, LUWTE_TEST_TODAY + 400);
  luwte_board_sync_async (fixture->author.board, new, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  sync = luwte_board_sync_finish (fixture->author.board, result, &error);
  g_assert_no_error (error);
  g_assert_no_error (sync->problem);
  g_assert_cmpuint (sync->n_removed, ==, 1);
  names = luwte_folder_list (fixture->folder, NULL);
  g_assert_cmpuint (names->len, ==, 0);
  g_rmdir (new);
}

#define ADD(path, func) \
  g_test_add (path, BoardFixture, NULL, board_test_set_up, func, board_test_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/board-edges/never-late", test_never_late);
  ADD ("/board-edges/two-at-once", test_two_at_once);
  ADD ("/board-edges/large-team", test_large_team);
  ADD ("/board-edges/may-not-advise", test_may_not_advise);
  ADD ("/board-edges/too-long", test_too_long);
  ADD ("/board-edges/late-outcome", test_late_outcome);
  ADD ("/board-edges/for-ever", test_for_ever);
  ADD ("/board-edges/folder-changed", test_folder_changed);
  return g_test_run ();
}
