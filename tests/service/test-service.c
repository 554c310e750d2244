/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-question.h"
#include "luwte-service-private.h"
#include "luwte-team-message.h"

/* An adapter that answers by hand. */

#define TEST_TYPE_SERVICE (test_service_get_type ())
G_DECLARE_FINAL_TYPE (TestService, test_service, TEST, SERVICE, LuwteService)

struct _TestService
{
  LuwteService parent_instance;

  guint n_starts;
  guint n_stops;
  GTask *task;
  char *watched;
};

G_DEFINE_FINAL_TYPE (TestService, test_service, LUWTE_TYPE_SERVICE)

static void
test_service_start (LuwteService *service)
{
  TEST_SERVICE (service)->n_starts++;
}

static void
test_service_stop (LuwteService *service)
{
  TEST_SERVICE (service)->n_stops++;
}

static void
test_service_call (LuwteService *service, GTask *task, int op, gconstpointer args)
{
  TestService *self = TEST_SERVICE (service);

  g_assert_true (args == g_task_get_task_data (task));
  g_assert_cmpint (((const LuwteServiceArgs *) args)->op, ==, op);
  g_set_object (&self->task, task);
}

static void
test_service_watch (LuwteService *service, const char *session_id, gboolean watched)
{
  g_set_str (&TEST_SERVICE (service)->watched, watched ? session_id : NULL);
}

static void
test_service_finalize (GObject *object)
{
  g_clear_object (&TEST_SERVICE (object)->task);
  g_free (TEST_SERVICE (object)->watched);
  G_OBJECT_CLASS (test_service_parent_class)->finalize (object);
}

static void
test_service_class_init (TestServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_service_finalize;
  LUWTE_SERVICE_CLASS (klass)->start = test_service_start;
  LUWTE_SERVICE_CLASS (klass)->stop = test_service_stop;
  LUWTE_SERVICE_CLASS (klass)->call = test_service_call;
  LUWTE_SERVICE_CLASS (klass)->watch = test_service_watch;
}

static void
test_service_init (TestService *self)
{
}

/* One that brings nothing. */

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
count_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_for_state (LuwteService *service, LuwteConnection state)
{
  while (luwte_service_get_state (service) != state)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_state (void)
{
  TestService *self = g_object_new (TEST_TYPE_SERVICE, NULL);
  LuwteService *service = LUWTE_SERVICE (self);
  guint n = 0;

  g_signal_connect (service, "notify::state", G_CALLBACK (count_cb), &n);
  g_assert_cmpint (luwte_service_get_state (service), ==, LUWTE_CONNECTION_OFF);

  /* Not started: a good answer tells the time and nothing else. */
  luwte_service_report_good_answer (service, 1234);
  luwte_service_report_state (service, LUWTE_CONNECTION_REFUSED);
  g_assert_cmpint (luwte_service_get_server_time (service), ==, 1234);
  g_assert_cmpint (luwte_service_get_state (service), ==, LUWTE_CONNECTION_OFF);
  g_assert_cmpuint (n, ==, 0);

  luwte_service_start (service);
  luwte_service_start (service);
  g_assert_cmpuint (self->n_starts, ==, 1);
  g_assert_cmpint (luwte_service_get_state (service), ==, LUWTE_CONNECTION_CONNECTING);
  luwte_service_report_good_answer (service, 0);
  luwte_service_report_good_answer (service, 0);
  g_assert_cmpint (luwte_service_get_state (service), ==, LUWTE_CONNECTION_CONNECTED);
  g_assert_cmpint (luwte_service_get_server_time (service), ==, 1234);
  g_assert_cmpuint (n, ==, 2);

  /* What is refused stays so until the next start. */
  luwte_service_report_state (service, LUWTE_CONNECTION_REFUSED);
  luwte_service_report_good_answer (service, 0);
  g_assert_cmpint (luwte_service_get_state (service), ==, LUWTE_CONNECTION_REFUSED);
  luwte_service_stop (service);
  luwte_service_stop (service);
  g_assert_cmpuint (self->n_stops, ==, 1);
  g_assert_cmpint (luwte_service_get_state (service), ==, LUWTE_CONNECTION_OFF);
  luwte_service_start (service);
  g_assert_cmpint (luwte_service_get_state (service), ==, LUWTE_CONNECTION_CONNECTING);
  luwte_service_stop (service);
  g_assert_finalize_object (service);
}

static void
test_lost (void)
{
  LuwteService *service = g_object_new (TEST_TYPE_SERVICE, NULL);
  gint64 before = g_get_real_time () / G_USEC_PER_SEC;
  guint n = 0;

  luwte_service_set_lost_after (service, 30);
  g_signal_connect (service, "notify::lost-since", G_CALLBACK (count_cb), &n);
  luwte_service_start (service);
  wait_for_state (service, LUWTE_CONNECTION_LOST);
  g_assert_cmpint (luwte_service_get_lost_since (service), >=, before);
  g_assert_cmpint (luwte_service_get_lost_since (service), <=, g_get_real_time () / G_USEC_PER_SEC);
  g_assert_cmpuint (n, ==, 1);

  /* Found, and lost again: the counting begins anew each time. */
  luwte_service_report_good_answer (service, 0);
  g_assert_cmpint (luwte_service_get_state (service), ==, LUWTE_CONNECTION_CONNECTED);
  g_assert_cmpint (luwte_service_get_lost_since (service), ==, 0);
  wait_for_state (service, LUWTE_CONNECTION_LOST);
  luwte_service_report_state (service, LUWTE_CONNECTION_CONNECTING);
  wait_for_state (service, LUWTE_CONNECTION_LOST);

  /* Started and dropped: the timer goes with the object. */
  luwte_service_report_good_answer (service, 0);
  g_assert_finalize_object (service);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_call (void)
{
  TestService *self = g_object_new (TEST_TYPE_SERVICE, NULL);
  LuwteService *service = LUWTE_SERVICE (self);
  g_autoptr (LuwteOutgoing) outgoing = luwte_outgoing_new ("c1", "hoi");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (LuwteMessage) message = NULL;
  g_autoptr (GError) error = NULL;
  const LuwteServiceArgs *args;

  luwte_service_send_async (service, "s1", outgoing, NULL, ready_cb, &result);
  args = g_task_get_task_data (self->task);
  g_assert_cmpint (args->op, ==, LUWTE_SERVICE_OP_SEND);
  g_assert_cmpstr (args->session_id, ==, "s1");
  g_assert_cmpstr (luwte_outgoing_get_text (args->outgoing), ==, "hoi");
  g_task_return_pointer (self->task,
                         luwte_message_new ("s1", "m1", "c1", LUWTE_FROM_COUNSELLOR, 5, "hoi",
                                            LUWTE_DELIVERY_SENT),
                         g_object_unref);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  message = luwte_service_send_finish (service, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (luwte_message_get_id (message), ==, "m1");

  luwte_service_close_async (service, "s2", "topic", TRUE, NULL, ready_cb, &second);
  args = g_task_get_task_data (self->task);
  g_assert_cmpint (args->op, ==, LUWTE_SERVICE_OP_CLOSE);
  g_assert_cmpstr (args->topic, ==, "topic");
  g_assert_true (args->flag);
  g_task_return_new_error_literal (self->task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_TAKEN, "x");
  while (second == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (luwte_service_done_finish (service, second, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_TAKEN);

  g_clear_object (&self->task);
  g_clear_object (&result);
  g_clear_object (&second);
  g_assert_finalize_object (service);
}

static void
test_cancelled (void)
{
  TestService *self = g_object_new (TEST_TYPE_SERVICE, NULL);
  LuwteService *service = LUWTE_SERVICE (self);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  /* The adapter is not even asked. */
  g_cancellable_cancel (cancellable);
  luwte_service_list_async (service, cancellable, ready_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (luwte_service_list_finish (service, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (self->task);
  g_clear_object (&result);
  g_assert_finalize_object (service);
}

static void
test_bare_service (void)
{
  LuwteService *service = g_object_new (TEST_TYPE_BARE, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  luwte_service_start (service);
  luwte_service_watch (service, "s", TRUE);
  luwte_service_set_typing (service, "s", TRUE);
  luwte_service_set_attention (service, FALSE);
  luwte_service_claim_async (service, "s", NULL, ready_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (luwte_service_claim_finish (service, result, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNSUPPORTED);
  luwte_service_stop (service);
  g_clear_object (&result);
  g_assert_finalize_object (service);
}

static void
test_capabilities (void)
{
  TestService *self = g_object_new (TEST_TYPE_SERVICE, NULL);
  LuwteService *service = LUWTE_SERVICE (self);
  LuwteCapabilities seen = 0;
  guint n = 0;

  g_signal_connect (service, "notify::capabilities", G_CALLBACK (count_cb), &n);
  g_signal_connect (service, "notify::user-name", G_CALLBACK (count_cb), &n);
  luwte_service_report_capabilities (service, LUWTE_CAPABILITY_RELEASE, "sanne");
  g_assert_cmpuint (n, ==, 2);
  luwte_service_report_capabilities (service, LUWTE_CAPABILITY_RELEASE, "sanne");
  g_assert_cmpuint (n, ==, 2);
  g_object_get (service, "capabilities", &seen, NULL);
  g_assert_cmpuint (seen, ==, LUWTE_CAPABILITY_RELEASE);
  g_assert_cmpstr (luwte_service_get_user_name (service), ==, "sanne");

  luwte_service_watch (service, "s7", TRUE);
  g_assert_cmpstr (self->watched, ==, "s7");
  luwte_service_watch (service, "s7", FALSE);
  g_assert_null (self->watched);
  g_assert_finalize_object (service);
}

static void
typing_cb (LuwteService *service, const char *id, gboolean typing, gpointer user_data)
{
  g_assert_cmpstr (id, ==, "s");
  g_assert_true (typing);
  (*(guint *) user_data)++;
}

static void
test_signals (void)
{
  LuwteService *service = g_object_new (TEST_TYPE_SERVICE, NULL);
  guint skipped = 0;
  guint n = 0;

  g_signal_connect (service, "typing", G_CALLBACK (typing_cb), &n);
  luwte_service_report_typing (service, "s", TRUE);
  g_assert_cmpuint (n, ==, 1);
  luwte_service_report_skipped (service);
  luwte_service_report_skipped (service);
  g_object_get (service, "skipped-events", &skipped, NULL);
  g_assert_cmpuint (skipped, ==, 2);
  g_assert_finalize_object (service);
}

static void
text_cb (LuwteService *service, gpointer object, guint *n)
{
  (*n)++;
}

static void
bare_cb (LuwteService *service, LuwteSession *session, guint *n)
{
  g_assert_cmpstr (luwte_session_get_id (session), ==, "s");
  g_assert_cmpint (luwte_session_get_state (session), ==, LUWTE_SESSION_WAITING);
  g_assert_cmpint (luwte_session_get_waiting_since (session), ==, 1000);
  g_assert_cmpstr (luwte_session_get_nickname (session), ==, "");
  g_assert_null (luwte_session_get_last_text (session));
  (*n)++;
}

static void
bare_list_cb (LuwteService *service, GPtrArray *sessions, guint *n)
{
  g_assert_cmpuint (sessions->len, ==, 1);
  bare_cb (service, g_ptr_array_index (sessions, 0), n);
}

static void
missed_cb (guint *n)
{
  (*n)++;
}

static LuwteMessage *
message_from (LuwteFrom from)
{
  return luwte_message_new ("s", "m", NULL, from, 1000, "hoi", LUWTE_DELIVERY_NONE);
}

/* A server that sends words to a locked program: they go no further. */
static void
test_count_only (void)
{
  LuwteService *service = g_object_new (TEST_TYPE_SERVICE, NULL);
  g_autoptr (LuwteSession) session = luwte_session_new ("s", "Roos", "Jongeren",
                                                        LUWTE_SESSION_WAITING, 1000);
  g_autoptr (GPtrArray) sessions = g_ptr_array_new ();
  g_autoptr (LuwteMessage) theirs = message_from (LUWTE_FROM_VISITOR);
  g_autoptr (LuwteMessage) own = message_from (LUWTE_FROM_COUNSELLOR);
  g_autoptr (LuwteTeamMessage) team = luwte_team_message_new ("t", "Els", 1000, "hoi", FALSE);
  g_autoptr (LuwteQuestion) question = luwte_question_new ("q", NULL, LUWTE_QUESTION_OPEN, 1000,
                                                           "mag dat?", 0, NULL);
  static const char *const words[] = { "message", "team-message", "questions", "question-changed" };
  guint n_texts = 0, n_bare = 0;

  luwte_session_set_last (session, "is hier iemand?", 1000);
  g_ptr_array_add (sessions, session);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_signal_connect (service, words[i], G_CALLBACK (text_cb), &n_texts);
  g_signal_connect_swapped (service, "missed", G_CALLBACK (missed_cb), &n_texts);
  g_signal_connect (service, "sessions", G_CALLBACK (bare_list_cb), &n_bare);
  g_signal_connect (service, "session-changed", G_CALLBACK (bare_cb), &n_bare);
  luwte_service_set_count_only (service, TRUE);
  luwte_service_set_count_only (service, TRUE);
  g_assert_true (luwte_service_is_count_only (service));
  luwte_service_report_sessions (service, sessions);
  luwte_service_report_session (service, session);
  g_assert_cmpuint (n_bare, ==, 2);
  luwte_service_report_message (service, theirs);
  luwte_service_report_team_message (service, team);
  luwte_service_report_questions (service, sessions);
  luwte_service_report_question (service, question);
  luwte_service_report_missed (service);
  g_assert_cmpuint (n_texts, ==, 0);
  luwte_service_report_message (service, own);
  g_assert_cmpuint (n_texts, ==, 1);

  luwte_service_set_count_only (service, FALSE);
  luwte_service_report_message (service, theirs);
  luwte_service_report_team_message (service, team);
  luwte_service_report_questions (service, sessions);
  luwte_service_report_question (service, question);
  luwte_service_report_missed (service);
  g_assert_cmpuint (n_texts, ==, 6);
  g_assert_finalize_object (service);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/state", test_state);
  g_test_add_func ("/service/lost", test_lost);
  g_test_add_func ("/service/call", test_call);
  g_test_add_func ("/service/cancelled", test_cancelled);
  g_test_add_func ("/service/bare", test_bare_service);
  g_test_add_func ("/service/capabilities", test_capabilities);
  g_test_add_func ("/service/signals", test_signals);
  g_test_add_func ("/service/count-only", test_count_only);
  return g_test_run ();
}
