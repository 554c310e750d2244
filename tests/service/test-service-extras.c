/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-file.h"
#include "luwte-question.h"
#include "luwte-service-extras.h"
#include "luwte-service-private.h"
#include "luwte-target.h"
#include "luwte-team-message.h"
#include "luwte-visitor-link.h"

/* An adapter that answers extras by hand, and one that brings none of them. */

#define TEST_TYPE_SERVICE (test_service_get_type ())
G_DECLARE_FINAL_TYPE (TestService, test_service, TEST, SERVICE, LuwteService)
struct _TestService
{
  LuwteService parent_instance;
  GTask *task;
};
G_DEFINE_FINAL_TYPE (TestService, test_service, LUWTE_TYPE_SERVICE)

static void
take_task (LuwteService *service, GTask *task, int op, gconstpointer args)
{
  g_assert_true (args == g_task_get_task_data (task));
  g_set_object (&TEST_SERVICE (service)->task, task);
}

static void
test_service_finalize (GObject *object)
{
  g_clear_object (&TEST_SERVICE (object)->task);
  G_OBJECT_CLASS (test_service_parent_class)->finalize (object);
}

static void
test_service_class_init (TestServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_service_finalize;
  LUWTE_SERVICE_CLASS (klass)->call = take_task;
  LUWTE_SERVICE_CLASS (klass)->call_extra = take_task;
}

static void
test_service_init (TestService *self)
{
}

#define TEST_TYPE_BARE (test_bare_get_type ())
G_DECLARE_FINAL_TYPE (TestBare, test_bare, TEST, BARE, LuwteService)
struct _TestBare
{
  LuwteService parent_instance;
};
G_DEFINE_FINAL_TYPE (TestBare, test_bare, LUWTE_TYPE_SERVICE)

static void
test_bare_class_init (TestBareClass *klass)
{
}

static void
test_bare_init (TestBare *self)
{
}

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
call_extra (LuwteService *service, LuwteServiceExtra op, GCancellable *cancellable,
            GAsyncResult **result)
{
  g_autoptr (LuwteAside) aside = luwte_aside_new ("c1", "wie kijkt mee?");
  g_autoptr (LuwteOutgoing) answer = luwte_outgoing_new ("c2", "het antwoord");

  switch (op)
    {
    case LUWTE_SERVICE_EXTRA_TARGETS:
      luwte_service_targets_async (service, cancellable, ready_cb, result);
      break;
    case LUWTE_SERVICE_EXTRA_BLOCK:
      luwte_service_block_async (service, "id", 77, cancellable, ready_cb, result);
      break;
    case LUWTE_SERVICE_EXTRA_TEAM_SAY:
      luwte_service_team_say_async (service, aside, cancellable, ready_cb, result);
      break;
    case LUWTE_SERVICE_EXTRA_TEAM_HISTORY:
      luwte_service_team_history_async (service, cancellable, ready_cb, result);
      break;
    case LUWTE_SERVICE_EXTRA_QUESTIONS:
      luwte_service_questions_async (service, cancellable, ready_cb, result);
      break;
    case LUWTE_SERVICE_EXTRA_QUESTION_CLAIM:
      luwte_service_question_claim_async (service, "id", cancellable, ready_cb, result);
      break;
    case LUWTE_SERVICE_EXTRA_QUESTION_RELEASE:
      luwte_service_question_release_async (service, "id", cancellable, ready_cb, result);
      break;
    case LUWTE_SERVICE_EXTRA_QUESTION_ANSWER:
      luwte_service_question_answer_async (service, "id", answer, cancellable, ready_cb, result);
      break;
    case LUWTE_SERVICE_EXTRA_QUESTION_ERASE:
      luwte_service_question_erase_async (service, "id", cancellable, ready_cb, result);
      break;
    case LUWTE_SERVICE_EXTRA_HELD:
      luwte_service_held_async (service, 77, cancellable, ready_cb, result);
      break;
    case LUWTE_SERVICE_EXTRA_LINKS:
      luwte_service_links_async (service, cancellable, ready_cb, result);
      break;
    case LUWTE_SERVICE_EXTRA_FILE:
      luwte_service_file_async (service, "id", "m9", 2, NULL, NULL, cancellable, ready_cb, result);
      break;
    case LUWTE_SERVICE_EXTRA_FILE_LOOK:
      luwte_service_file_look_async (service, "id", "m9", 2, cancellable, ready_cb, result);
      break;
    }
}

/* The finish function of an operation; what it returns is freed. */
static gboolean
finish_extra (LuwteService *service, LuwteServiceExtra op, GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) array = NULL;
  g_autoptr (GObject) object = NULL;

  switch (op)
    {
    case LUWTE_SERVICE_EXTRA_TARGETS:
      array = luwte_service_targets_finish (service, result, error);
      return array != NULL;
    case LUWTE_SERVICE_EXTRA_TEAM_HISTORY:
      array = luwte_service_team_history_finish (service, result, error);
      return array != NULL;
    case LUWTE_SERVICE_EXTRA_QUESTIONS:
      array = luwte_service_questions_finish (service, result, error);
      return array != NULL;
    case LUWTE_SERVICE_EXTRA_HELD:
      array = luwte_service_held_finish (service, result, error);
      return array != NULL;
    case LUWTE_SERVICE_EXTRA_LINKS:
      array = luwte_service_links_finish (service, result, error);
      return array != NULL;
    case LUWTE_SERVICE_EXTRA_FILE_LOOK:
    case LUWTE_SERVICE_EXTRA_FILE:
      object = (GObject *) luwte_service_file_finish (service, result, error);
      return object != NULL;
    case LUWTE_SERVICE_EXTRA_TEAM_SAY:
      object = (GObject *) luwte_service_team_say_finish (service, result, error);
      return object != NULL;
    case LUWTE_SERVICE_EXTRA_QUESTION_CLAIM:
    case LUWTE_SERVICE_EXTRA_QUESTION_ANSWER:
      object = (GObject *) luwte_service_question_finish (service, result, error);
      return object != NULL;
    case LUWTE_SERVICE_EXTRA_BLOCK:
    case LUWTE_SERVICE_EXTRA_QUESTION_RELEASE:
    case LUWTE_SERVICE_EXTRA_QUESTION_ERASE:
      return luwte_service_done_finish (service, result, error);
    }
  g_assert_not_reached ();
}

static void
drain (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_unsupported (void)
{
  LuwteService *service = g_object_new (TEST_TYPE_BARE, NULL);

  for (int op = LUWTE_SERVICE_EXTRA_TARGETS; op <= LUWTE_SERVICE_EXTRA_FILE; op++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      call_extra (service, op, NULL, &result);
      drain ();
      g_assert_nonnull (result);
      g_assert_false (finish_extra (service, op, result, &error));
      g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNSUPPORTED);
    }
  g_assert_finalize_object (service);
}

static void
test_cancelled (void)
{
  LuwteService *service = g_object_new (TEST_TYPE_SERVICE, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  call_extra (service, LUWTE_SERVICE_EXTRA_TARGETS, cancellable, &result);
  drain ();
  g_assert_null (TEST_SERVICE (service)->task);
  g_assert_false (finish_extra (service, LUWTE_SERVICE_EXTRA_TARGETS, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  g_assert_finalize_object (service);
}

static void
answer (GTask *task, const LuwteServiceExtraArgs *args)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);

  switch (args->op)
    {
    case LUWTE_SERVICE_EXTRA_FILE_LOOK:
    case LUWTE_SERVICE_EXTRA_FILE:
      g_assert_cmpstr (args->id, ==, "id");
      g_assert_cmpstr (args->message_id, ==, "m9");
      g_assert_cmpuint (args->index, ==, 2);
      g_task_return_pointer (task, luwte_file_new ("../a/.b\nc.png", 1, bytes), g_object_unref);
      break;
    case LUWTE_SERVICE_EXTRA_BLOCK:
      g_assert_cmpint (args->until, ==, 77);
      g_task_return_boolean (task, TRUE);
      break;
    case LUWTE_SERVICE_EXTRA_QUESTION_RELEASE:
    case LUWTE_SERVICE_EXTRA_QUESTION_ERASE:
      g_task_return_boolean (task, TRUE);
      break;
    case LUWTE_SERVICE_EXTRA_TEAM_SAY:
      g_assert_cmpstr (luwte_aside_get_text (args->aside), ==, "wie kijkt mee?");
      g_task_return_pointer (task, luwte_team_message_new ("t", "S", 1, "x", TRUE), g_object_unref);
      break;
    case LUWTE_SERVICE_EXTRA_QUESTION_ANSWER:
      g_assert_cmpstr (luwte_outgoing_get_text (args->outgoing), ==, "het antwoord");
      G_GNUC_FALLTHROUGH;
    case LUWTE_SERVICE_EXTRA_QUESTION_CLAIM:
      g_task_return_pointer (task,
                             luwte_question_new ("q", "", LUWTE_QUESTION_MINE, 1, "x", 0, NULL),
                             g_object_unref);
      break;
    case LUWTE_SERVICE_EXTRA_HELD:
      g_assert_cmpint (args->until, ==, 77);
      G_GNUC_FALLTHROUGH;
    case LUWTE_SERVICE_EXTRA_TARGETS:
    case LUWTE_SERVICE_EXTRA_TEAM_HISTORY:
    case LUWTE_SERVICE_EXTRA_QUESTIONS:
    case LUWTE_SERVICE_EXTRA_LINKS:
      g_task_return_pointer (task, g_ptr_array_new (), (GDestroyNotify) g_ptr_array_unref);
      break;
    }
}

static void
test_answered (void)
{
  LuwteService *service = g_object_new (TEST_TYPE_SERVICE, NULL);

  for (int op = LUWTE_SERVICE_EXTRA_TARGETS; op <= LUWTE_SERVICE_EXTRA_FILE; op++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GTask) task = NULL;
      g_autoptr (GError) error = NULL;

      call_extra (service, op, NULL, &result);
      task = g_steal_pointer (&TEST_SERVICE (service)->task);
      answer (task, g_task_get_task_data (task));
      drain ();
      g_assert_true (finish_extra (service, op, result, &error));
      g_assert_no_error (error);
    }
  g_assert_finalize_object (service);
}

/* A note is refused, and nothing done, where it could only be dropped. */
static void
test_transfer_note (void)
{
  LuwteService *service = g_object_new (TEST_TYPE_SERVICE, NULL);
  g_autoptr (LuwteAside) note = luwte_aside_new (NULL, "moe, wil graag verder praten");
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  const LuwteServiceArgs *args;

  luwte_service_transfer_async (service, "s", "noor", TRUE, note, NULL, ready_cb, &refused);
  drain ();
  g_assert_null (TEST_SERVICE (service)->task);
  g_assert_false (luwte_service_done_finish (service, refused, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNSUPPORTED);

  luwte_service_report_capabilities (service, LUWTE_CAPABILITY_TRANSFER_NOTE, "sanne");
  luwte_service_transfer_async (service, "s", "noor", TRUE, note, NULL, ready_cb, &done);
  args = g_task_get_task_data (TEST_SERVICE (service)->task);
  g_assert_true (args->flag);
  g_assert_true (args->aside == note);
  g_task_return_boolean (TEST_SERVICE (service)->task, TRUE);
  g_clear_object (&TEST_SERVICE (service)->task);
  drain ();
  g_assert_true (luwte_service_done_finish (service, done, NULL));
  g_clear_object (&refused);
  g_clear_object (&done);
  g_assert_finalize_object (service);
}

static void
count_cb (LuwteService *service, gpointer what, guint *count)
{
  g_assert_nonnull (what);
  (*count)++;
}

static void
test_signals (void)
{
  LuwteService *service = g_object_new (TEST_TYPE_BARE, NULL);
  g_autoptr (LuwteTeamMessage) message = luwte_team_message_new ("t", "S", 1, "x", TRUE);
  g_autoptr (LuwteQuestion) question = luwte_question_new ("q", "", LUWTE_QUESTION_GONE, 0, NULL, 0,
                                                           NULL);
  g_autoptr (GPtrArray) questions = g_ptr_array_new ();
  guint count = 0;

  g_signal_connect (service, "team-message", G_CALLBACK (count_cb), &count);
  g_signal_connect (service, "questions", G_CALLBACK (count_cb), &count);
  g_signal_connect (service, "question-changed", G_CALLBACK (count_cb), &count);
  luwte_service_report_team_message (service, message);
  luwte_service_report_questions (service, questions);
  luwte_service_report_question (service, question);
  g_assert_cmpuint (count, ==, 3);
  g_assert_finalize_object (service);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service-extras/unsupported", test_unsupported);
  g_test_add_func ("/service-extras/cancelled", test_cancelled);
  g_test_add_func ("/service-extras/answered", test_answered);
  g_test_add_func ("/service-extras/transfer-note", test_transfer_note);
  g_test_add_func ("/service-extras/signals", test_signals);
  return g_test_run ();
}
