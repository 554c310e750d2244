/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "live-fixture.h"
#include "luwte-contract-practice.h"
#include "luwte-inbox.h"
#include "luwte-question.h"
#include "luwte-service-extras.h"

/* Questions (R22, R23, R25), with the real adapter before a real luwte-practice. */

static const LuwteContractBackend *const practice = &luwte_contract_practice;

typedef struct
{
  gpointer server;
  Fixture *f;
  LuwteService *service;
  LuwteInbox *inbox; /* borrowed */
} Desk;

static Desk *
desk_new (void)
{
  Desk *self = g_new0 (Desk, 1);

  self->server = practice->start ();
  self->f = fixture_new ("example", ALL_CAPABILITIES);
  self->service = practice->connect (self->server, practice->get_url (self->server), 0, FALSE,
                                     NULL);
  luwte_live_stop (self->f->live);
  luwte_live_set_vault (self->f->live, NULL, NULL);
  fixture_settle ();
  g_assert_finalize_object (self->f->live);
  self->f->live = luwte_live_new (self->service, self->f->policy);
  luwte_live_set_vault (self->f->live, self->f->vault, self->f->service_id);
  luwte_live_start (self->f->live);
  self->inbox = luwte_live_get_inbox (self->f->live);
  fixture_until (luwte_service_get_state (self->service) == LUWTE_CONNECTION_CONNECTED);
  return self;
}

static void
desk_free (Desk *self)
{
  luwte_live_stop (self->f->live);
  fixture_free (self->f);
  g_object_unref (self->service);
  practice->stop (self->server);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

static guint
count (Desk *desk)
{
  return g_list_model_get_n_items (luwte_inbox_get_questions (desk->inbox));
}

static char *
id_at (Desk *desk, guint place)
{
  g_autoptr (LuwteQuestion) question =
      g_list_model_get_item (luwte_inbox_get_questions (desk->inbox), place);

  return g_strdup (luwte_question_get_id (question));
}

static LuwteQuestionState
state_of (Desk *desk, const char *id)
{
  LuwteQuestion *question = luwte_inbox_find (desk->inbox, id);

  return question != NULL ? luwte_question_get_state (question) : LUWTE_QUESTION_GONE;
}

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static LuwteQuestion *
claim (Desk *desk, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  luwte_inbox_claim_async (desk->inbox, id, NULL, keep_cb, &result);
  fixture_until (result != NULL);
  return luwte_inbox_question_finish (desk->inbox, result, error);
}

static LuwteQuestion *
answer (Desk *desk, const char *id, const char *text, GError **error)
{
  g_autoptr (LuwteOutgoing) outgoing = luwte_outgoing_new (NULL, text);
  g_autoptr (GAsyncResult) result = NULL;

  luwte_inbox_answer_async (desk->inbox, id, outgoing, NULL, keep_cb, &result);
  fixture_until (result != NULL);
  return luwte_inbox_question_finish (desk->inbox, result, error);
}

static gboolean
end (Desk *desk, const char *id, gboolean erase, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (erase)
    luwte_inbox_erase_async (desk->inbox, id, NULL, keep_cb, &result);
  else
    luwte_inbox_release_async (desk->inbox, id, NULL, keep_cb, &result);
  fixture_until (result != NULL);
  return luwte_inbox_done_finish (desk->inbox, result, error);
}

/* R22, R23, R25: nobody reads a question before she has claimed it; the answer goes by way of the
 * service to who has the code. */
static void
test_answered (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *code = practice->ask (desk->server, "Mag ik dit vertellen?");
  g_autofree char *id = NULL;
  g_autofree char *told = NULL;
  g_autoptr (LuwteQuestion) mine = NULL;
  g_autoptr (LuwteQuestion) answered = NULL;
  g_autoptr (GError) error = NULL;

  fixture_until (count (desk) == 1);
  g_assert_cmpuint (luwte_inbox_get_open_count (desk->inbox), ==, 1);
  id = id_at (desk, 0);
  g_assert_cmpint (state_of (desk, id), ==, LUWTE_QUESTION_OPEN);
  g_assert_null (luwte_question_get_text (luwte_inbox_find (desk->inbox, id)));
  mine = claim (desk, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (luwte_question_get_text (mine), ==, "Mag ik dit vertellen?");
  g_assert_cmpstr (luwte_question_get_text (luwte_inbox_find (desk->inbox, id)), ==,
                   "Mag ik dit vertellen?");
  g_assert_cmpuint (luwte_inbox_get_open_count (desk->inbox), ==, 0);
  answered = answer (desk, id, "Ja, dat mag.", &error);
  g_assert_no_error (error);
  g_assert_cmpint (luwte_question_get_state (answered), ==, LUWTE_QUESTION_ANSWERED);
  told = practice->read_answer (desk->server, code);
  g_assert_cmpstr (told, ==, "Ja, dat mag.");
  /* Another answer is not given to a question that has one. */
  g_assert_null (answer (desk, id, "Nee.", &error));
  g_assert_nonnull (error);
}

static void
test_taken (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *code = practice->ask (desk->server, "Voor wie?");
  g_autoptr (LuwteService) colleague =
      practice->connect (desk->server, practice->get_url (desk->server), 1, FALSE, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LuwteQuestion) hers = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  fixture_until (count (desk) == 1);
  id = id_at (desk, 0);
  luwte_service_question_claim_async (colleague, id, NULL, keep_cb, &result);
  fixture_until (result != NULL);
  hers = luwte_service_question_finish (colleague, result, &error);
  g_assert_no_error (error);
  g_assert_null (claim (desk, id, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_TAKEN);
  /* And it stands here no more. */
  fixture_until (count (desk) == 0);
  g_assert_cmpuint (luwte_inbox_get_open_count (desk->inbox), ==, 0);
}

/* What was being written comes back after a lock; nothing of a question does by itself. */
static void
test_draft (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *code = practice->ask (desk->server, "Hoe lang duurt het?");
  g_autoptr (LuwteQuestion) mine = NULL;
  g_autofree char *id = NULL;

  fixture_until (count (desk) == 1);
  id = id_at (desk, 0);
  mine = claim (desk, id, NULL);
  luwte_inbox_set_draft (desk->inbox, id, "Dat hangt ervan");
  luwte_inbox_set_draft (desk->inbox, id, "Dat hangt ervan af");
  fixture_lock (desk->f);
  g_assert_cmpuint (count (desk), ==, 0);
  g_assert_null (luwte_inbox_get_draft (desk->inbox, id));
  fixture_unlock (desk->f);
  fixture_until (state_of (desk, id) == LUWTE_QUESTION_MINE);
  fixture_until (luwte_inbox_get_draft (desk->inbox, id) != NULL);
  g_assert_cmpstr (luwte_inbox_get_draft (desk->inbox, id), ==, "Dat hangt ervan af");
  g_clear_object (&mine);
  mine = answer (desk, id, "Dat hangt ervan af.", NULL);
  g_assert_nonnull (mine);
  g_assert_null (luwte_inbox_get_draft (desk->inbox, id));
  fixture_lock (desk->f);
  fixture_unlock (desk->f);
  g_assert_cmpint (fixture_count (desk->f,
                                  "SELECT count(*) FROM setting WHERE key LIKE 'question%'"),
                   ==, 0);
}

/* A draft of a question that is gone when the vault is opened again goes too, whichever of the two is
 * heard of first. */
static void
test_lost_draft (void)
{
  g_autoptr (Desk) desk = desk_new ();

  fixture_count (desk->f, "INSERT INTO setting (key, value) VALUES ('question-draft:weg', '1000' ||"
                          " char(10) || 'tekst') RETURNING 1");
  fixture_lock (desk->f);
  fixture_unlock (desk->f);
  fixture_until (
      fixture_count (desk->f, "SELECT count(*) FROM setting WHERE key LIKE 'question%'") == 0);
}

static void
test_given_back_and_erased (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *first = practice->ask (desk->server, "een");
  g_autofree char *second = practice->ask (desk->server, "twee");
  g_autoptr (LuwteQuestion) mine = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  fixture_until (count (desk) == 2);
  id = id_at (desk, 0);
  mine = claim (desk, id, &error);
  luwte_inbox_set_draft (desk->inbox, id, "half");
  g_assert_true (end (desk, id, FALSE, &error));
  fixture_until (state_of (desk, id) == LUWTE_QUESTION_OPEN);
  g_assert_null (luwte_question_get_text (luwte_inbox_find (desk->inbox, id)));
  g_assert_null (luwte_inbox_get_draft (desk->inbox, id));
  g_clear_object (&mine);
  mine = claim (desk, id, &error);
  g_assert_no_error (error);
  g_assert_true (end (desk, id, TRUE, &error));
  fixture_until (count (desk) == 1);
  g_assert_false (end (desk, id, TRUE, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/live/inbox/answered", test_answered);
  g_test_add_func ("/live/inbox/taken", test_taken);
  g_test_add_func ("/live/inbox/draft", test_draft);
  g_test_add_func ("/live/inbox/lost-draft", test_lost_draft);
  g_test_add_func ("/live/inbox/given-back-and-erased", test_given_back_and_erased);
  return g_test_run ();
}
