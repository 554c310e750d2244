/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was sent is delivered once: through failures, lost answers, locks and restarts. */

#include "live-fixture.h"

#include "luwte-clock.h"
#include "luwte-code.h"

#define NO_CLIENT_IDS LUWTE_CAPABILITY_RELEASE

static LuwteConversation *
claim (Fixture *f)
{
  LuwteConversation *conversation;

  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  conversation = fixture_claim (f, "a", NULL);
  g_assert_nonnull (conversation);
  return conversation;
}

static LuwteConversation *
mine (Fixture *f)
{
  LuwteConversation *conversation = g_list_model_get_item (luwte_live_get_mine (f->live), 0);

  g_assert_nonnull (conversation);
  return conversation;
}

static void
assert_received (Fixture *f, const char *expected)
{
  g_autofree char *received = luwte_fake_service_received (f->fake, "a");

  g_assert_cmpstr (received, ==, expected);
}

static void
assert_delivery (LuwteConversation *conversation, guint n, LuwteDelivery expected)
{
  g_autoptr (LuwteMessage) message = fixture_message (conversation, n);

  g_assert_cmpstr (luwte_delivery_to_string (luwte_message_get_delivery (message)), ==,
                   luwte_delivery_to_string (expected));
}

static void
test_sent (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = claim (f);

  luwte_conversation_set_draft (conversation, "dag");
  g_assert_true (fixture_send (conversation, "dag"));
  g_assert_true (fixture_send (conversation, "hoe is het?"));
  assert_received (f, "dag|hoe is het?");
  assert_delivery (conversation, 0, LUWTE_DELIVERY_SENT);
  g_assert_null (luwte_conversation_get_draft (conversation));
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM outbox"), ==, 0);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM draft"), ==, 0);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM message WHERE delivery = 'sent'"), ==,
                   2);
}

static void
test_stored_first (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = claim (f);

  luwte_fake_service_hold (f->fake, LUWTE_SERVICE_OP_SEND);
  g_assert_true (fixture_send (conversation, "dag"));
  assert_delivery (conversation, 0, LUWTE_DELIVERY_SENDING);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM outbox"), ==, 1);
  /* One after the other: the second waits for the first. */
  g_assert_true (fixture_send (conversation, "tweede"));
  g_assert_cmpuint (luwte_fake_service_n_calls (f->fake, LUWTE_SERVICE_OP_SEND), ==, 1);
  luwte_fake_service_let_go (f->fake);
  fixture_settle ();
  assert_received (f, "dag|tweede");
}

/* What waits behind another is not written as tried: after an end in the middle it was surely not
 * sent, and is not asked about. */
static void
test_behind (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", NO_CLIENT_IDS);
  g_autoptr (LuwteConversation) conversation = claim (f);

  luwte_fake_service_hold (f->fake, LUWTE_SERVICE_OP_SEND);
  g_assert_true (fixture_send (conversation, "dag"));
  g_assert_true (fixture_send (conversation, "tweede"));
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM outbox WHERE state = 'sending'"), ==, 1);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM outbox WHERE state = 'queued'"), ==, 1);
  luwte_fake_service_let_go (f->fake);
  fixture_settle ();
  assert_received (f, "dag|tweede");
}

static void
test_unreachable (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", NO_CLIENT_IDS);
  g_autoptr (LuwteConversation) conversation = claim (f);

  luwte_fake_service_set_online (f->fake, FALSE);
  g_assert_true (fixture_send (conversation, "dag"));
  assert_delivery (conversation, 0, LUWTE_DELIVERY_QUEUED);
  g_assert_cmpuint (luwte_fake_service_n_calls (f->fake, LUWTE_SERVICE_OP_SEND), ==, 0);
  luwte_fake_service_set_online (f->fake, TRUE);
  fixture_settle ();
  assert_delivery (conversation, 0, LUWTE_DELIVERY_SENT);
  assert_received (f, "dag");
}

static void
test_retried (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", NO_CLIENT_IDS);
  g_autoptr (LuwteConversation) conversation = claim (f);

  /* Surely not sent: tried again by itself, after a while. */
  luwte_fake_service_fail_next (f->fake, LUWTE_SERVICE_OP_SEND, LUWTE_SERVICE_ERROR_UNREACHABLE);
  g_assert_true (fixture_send (conversation, "dag"));
  fixture_until (luwte_fake_service_n_calls (f->fake, LUWTE_SERVICE_OP_SEND) == 2);
  fixture_settle ();
  assert_received (f, "dag");
  assert_delivery (conversation, 0, LUWTE_DELIVERY_SENT);
}

static void
test_lost_answer_with_ids (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = claim (f);

  /* It happened, its answer was lost: a retry never doubles it. */
  luwte_fake_service_lose_next (f->fake, LUWTE_SERVICE_OP_SEND);
  g_assert_true (fixture_send (conversation, "dag"));
  fixture_until (luwte_fake_service_n_calls (f->fake, LUWTE_SERVICE_OP_SEND) == 2);
  fixture_settle ();
  assert_received (f, "dag");
  assert_delivery (conversation, 0, LUWTE_DELIVERY_SENT);
}

static void
test_lost_answer_without_ids (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", NO_CLIENT_IDS);
  g_autoptr (LuwteConversation) conversation = claim (f);
  g_autoptr (LuwteMessage) message = NULL;

  luwte_fake_service_fail_next (f->fake, LUWTE_SERVICE_OP_HISTORY, LUWTE_SERVICE_ERROR_UNREACHABLE);
  luwte_fake_service_lose_next (f->fake, LUWTE_SERVICE_OP_SEND);
  g_assert_true (fixture_send (conversation, "dag"));
  assert_delivery (conversation, 0, LUWTE_DELIVERY_UNCERTAIN);
  /* It does not hold up what was written after it, and nothing sends it again unasked. */
  g_assert_true (fixture_send (conversation, "nog iets"));
  assert_received (f, "dag|nog iets");
  luwte_fake_service_set_online (f->fake, FALSE);
  luwte_fake_service_set_online (f->fake, TRUE);
  fixture_settle ();
  assert_received (f, "dag|nog iets");
  /* The history shows that it did arrive: one message, sent. */
  g_assert_cmpuint (fixture_n_messages (conversation), ==, 2);
  assert_delivery (conversation, 0, LUWTE_DELIVERY_SENT);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM outbox"), ==, 0);
}

static void
test_lost_answer_looked_up (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", NO_CLIENT_IDS);
  g_autoptr (LuwteConversation) conversation = claim (f);

  /* What the history shows did arrive. */
  luwte_fake_service_lose_next (f->fake, LUWTE_SERVICE_OP_SEND);
  g_assert_true (fixture_send (conversation, "dag"));
  assert_delivery (conversation, 0, LUWTE_DELIVERY_SENT);
  g_assert_cmpuint (fixture_n_messages (conversation), ==, 1);
  g_assert_cmpuint (luwte_fake_service_n_calls (f->fake, LUWTE_SERVICE_OP_SEND), ==, 1);
}

static void
test_uncertain_decided (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", NO_CLIENT_IDS);
  g_autoptr (LuwteConversation) conversation = claim (f);
  g_autoptr (LuwteMessage) first = NULL;
  g_autoptr (LuwteMessage) second = NULL;

  luwte_fake_service_fail_next (f->fake, LUWTE_SERVICE_OP_SEND, LUWTE_SERVICE_ERROR_UNCERTAIN);
  g_assert_true (fixture_send (conversation, "een"));
  luwte_fake_service_fail_next (f->fake, LUWTE_SERVICE_OP_SEND, LUWTE_SERVICE_ERROR_PROTOCOL);
  g_assert_true (fixture_send (conversation, "twee"));
  assert_delivery (conversation, 0, LUWTE_DELIVERY_UNCERTAIN);
  assert_delivery (conversation, 1, LUWTE_DELIVERY_UNCERTAIN);
  assert_received (f, "");
  first = fixture_message (conversation, 0);
  second = fixture_message (conversation, 1);
  luwte_conversation_retry (conversation, first);
  fixture_settle ();
  assert_received (f, "een");
  luwte_conversation_drop (conversation, second);
  fixture_settle ();
  g_assert_cmpuint (fixture_n_messages (conversation), ==, 1);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM outbox"), ==, 0);
  assert_received (f, "een");
}

static void
test_failed (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = claim (f);

  luwte_fake_service_fail_next (f->fake, LUWTE_SERVICE_OP_SEND, LUWTE_SERVICE_ERROR_NOT_DONE);
  g_assert_true (fixture_send (conversation, "dag"));
  assert_delivery (conversation, 0, LUWTE_DELIVERY_FAILED);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM outbox WHERE state = 'failed'"), ==, 1);
  g_clear_object (&conversation);
  fixture_restart (f);
  conversation = mine (f);
  assert_delivery (conversation, 0, LUWTE_DELIVERY_FAILED);
  {
    g_autoptr (LuwteMessage) message = fixture_message (conversation, 0);

    luwte_conversation_retry (conversation, message);
  }
  fixture_settle ();
  assert_received (f, "dag");
}

static void
test_restart_queued (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", NO_CLIENT_IDS);
  g_autoptr (LuwteConversation) conversation = claim (f);

  luwte_fake_service_set_online (f->fake, FALSE);
  g_assert_true (fixture_send (conversation, "een"));
  g_assert_true (fixture_send (conversation, "twee"));
  /* The program is gone, as by a power cut: no lock had time to say anything. */
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM outbox WHERE state = 'queued'"), ==, 2);
  g_clear_object (&conversation);
  fixture_crash (f);
  conversation = mine (f);
  assert_delivery (conversation, 0, LUWTE_DELIVERY_QUEUED);
  luwte_fake_service_set_online (f->fake, TRUE);
  fixture_settle ();
  assert_received (f, "een|twee");
}

static void
test_restart_while_sending (gconstpointer data)
{
  gboolean ids = GPOINTER_TO_INT (data);
  g_autoptr (Fixture) f = fixture_new ("example", ids ? ALL_CAPABILITIES : NO_CLIENT_IDS);
  g_autoptr (LuwteConversation) conversation = claim (f);

  luwte_fake_service_hold (f->fake, LUWTE_SERVICE_OP_SEND);
  g_assert_true (fixture_send (conversation, "dag"));
  /* In the middle of it the row says so, and a crash leaves it so. */
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM outbox WHERE state = 'sending'"), ==, 1);
  g_clear_object (&conversation);
  fixture_crash (f);
  conversation = mine (f);
  if (ids)
    {
      assert_received (f, "dag");
      assert_delivery (conversation, 0, LUWTE_DELIVERY_SENT);
    }
  else
    {
      /* Perhaps sent: only the counsellor sends it again. */
      assert_received (f, "");
      assert_delivery (conversation, 0, LUWTE_DELIVERY_UNCERTAIN);
    }
}

static void
test_lock (gconstpointer data)
{
  gboolean ids = GPOINTER_TO_INT (data);
  g_autoptr (Fixture) f = fixture_new ("example", ids ? ALL_CAPABILITIES : NO_CLIENT_IDS);
  g_autoptr (LuwteConversation) conversation = claim (f);

  luwte_fake_service_set_online (f->fake, FALSE);
  g_assert_true (fixture_send (conversation, "een"));
  g_assert_true (fixture_send (conversation, "twee"));
  g_clear_object (&conversation);
  fixture_lock (f);
  /* Accepted before the lock: it goes on. */
  luwte_fake_service_set_online (f->fake, TRUE);
  fixture_settle ();
  assert_received (f, "een|twee");
  /* And is settled at the next unlock. */
  fixture_unlock (f);
  conversation = mine (f);
  g_assert_cmpuint (fixture_n_messages (conversation), ==, 2);
  assert_delivery (conversation, 0, LUWTE_DELIVERY_SENT);
  assert_delivery (conversation, 1, LUWTE_DELIVERY_SENT);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM outbox"), ==, 0);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM message"), ==, 2);
  assert_received (f, "een|twee");
}

/* The same, when the locked program begins anew before the service can be reached. */
static void
test_lock_anew (gconstpointer data)
{
  gboolean ids = GPOINTER_TO_INT (data);
  g_autoptr (Fixture) f = fixture_new ("example", ids ? ALL_CAPABILITIES : NO_CLIENT_IDS);
  g_autoptr (LuwteConversation) conversation = claim (f);

  luwte_fake_service_set_online (f->fake, FALSE);
  g_assert_true (fixture_send (conversation, "een"));
  g_assert_true (fixture_send (conversation, "twee"));
  g_clear_object (&conversation);
  fixture_lock (f);
  g_assert_false (luwte_live_is_sending (f->live));
  fixture_begin_anew (f);
  luwte_fake_service_set_online (f->fake, TRUE);
  fixture_settle ();
  assert_received (f, "een|twee");
  fixture_begin_anew (f);
  fixture_unlock (f);
  conversation = mine (f);
  g_assert_cmpuint (fixture_n_messages (conversation), ==, 2);
  assert_delivery (conversation, 0, LUWTE_DELIVERY_SENT);
  assert_delivery (conversation, 1, LUWTE_DELIVERY_SENT);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM outbox"), ==, 0);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM message"), ==, 2);
  assert_received (f, "een|twee");
}

/* In the middle of an attempt: it is said that it would be better to wait; and if it cannot wait,
 * nothing is sent twice where that cannot be seen. */
static void
test_lock_anew_sending (gconstpointer data)
{
  gboolean ids = GPOINTER_TO_INT (data);
  g_autoptr (Fixture) f = fixture_new ("example", ids ? ALL_CAPABILITIES : NO_CLIENT_IDS);
  g_autoptr (LuwteConversation) conversation = claim (f);

  luwte_fake_service_hold (f->fake, LUWTE_SERVICE_OP_SEND);
  g_assert_true (fixture_send (conversation, "dag"));
  g_clear_object (&conversation);
  fixture_lock (f);
  g_assert_true (luwte_live_is_sending (f->live));
  fixture_begin_anew (f);
  luwte_fake_service_let_go (f->fake);
  fixture_settle ();
  assert_received (f, "dag");
  fixture_unlock (f);
  conversation = mine (f);
  assert_delivery (conversation, 0, LUWTE_DELIVERY_SENT);
  g_assert_cmpuint (luwte_fake_service_n_calls (f->fake, LUWTE_SERVICE_OP_SEND), ==, ids ? 2 : 1);
}

static void
test_lock_uncertain (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", NO_CLIENT_IDS);
  g_autoptr (LuwteConversation) conversation = claim (f);

  luwte_fake_service_hold (f->fake, LUWTE_SERVICE_OP_SEND);
  g_assert_true (fixture_send (conversation, "dag"));
  g_clear_object (&conversation);
  fixture_lock (f);
  luwte_fake_service_fail_next (f->fake, LUWTE_SERVICE_OP_SEND, LUWTE_SERVICE_ERROR_UNCERTAIN);
  luwte_fake_service_let_go (f->fake);
  fixture_settle ();
  fixture_unlock (f);
  conversation = mine (f);
  assert_delivery (conversation, 0, LUWTE_DELIVERY_UNCERTAIN);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM outbox WHERE state = 'uncertain'"), ==,
                   1);
  g_assert_cmpuint (luwte_fake_service_n_calls (f->fake, LUWTE_SERVICE_OP_SEND), ==, 1);
}

static void
test_event_before_answer (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", NO_CLIENT_IDS);
  g_autoptr (LuwteConversation) conversation = claim (f);

  luwte_fake_service_fail_next (f->fake, LUWTE_SERVICE_OP_HISTORY, LUWTE_SERVICE_ERROR_UNREACHABLE);
  luwte_fake_service_lose_next (f->fake, LUWTE_SERVICE_OP_SEND);
  g_assert_true (fixture_send (conversation, "dag"));
  assert_delivery (conversation, 0, LUWTE_DELIVERY_UNCERTAIN);
  /* A service without client ids tells of our own message: the same text, the same one. */
  luwte_fake_service_echo (f->fake, "a", FALSE);
  luwte_fake_service_echo (f->fake, "a", FALSE);
  fixture_settle ();
  g_assert_cmpuint (fixture_n_messages (conversation), ==, 1);
  assert_delivery (conversation, 0, LUWTE_DELIVERY_SENT);
}

/* Sent while there was no connection, delivered after what the visitor said meanwhile: it stands
 * where she reads it. */
static void
test_late_in_order (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = claim (f);
  gint64 now = luwte_clock_now ();
  g_autoptr (LuwteMessage) between = luwte_message_new ("a", "m-between", NULL, LUWTE_FROM_VISITOR,
                                                        now + 1, "ben je er nog?",
                                                        LUWTE_DELIVERY_NONE);
  g_autoptr (LuwteMessage) event = NULL;
  g_autoptr (LuwteMessage) last = NULL;
  g_autoptr (LuwteMessage) ours = NULL;

  luwte_fake_service_hold (f->fake, LUWTE_SERVICE_OP_SEND);
  g_assert_true (fixture_send (conversation, "dag"));
  luwte_service_report_message (LUWTE_SERVICE (f->fake), between);
  ours = fixture_message (conversation, 0);
  g_assert_cmpstr (luwte_message_get_text (ours), ==, "dag");
  event = luwte_message_new ("a", "m-late", luwte_message_get_client_id (ours),
                             LUWTE_FROM_COUNSELLOR, now + 100, "dag", LUWTE_DELIVERY_NONE);
  luwte_service_report_message (LUWTE_SERVICE (f->fake), event);
  g_assert_cmpuint (fixture_n_messages (conversation), ==, 2);
  last = fixture_message (conversation, 1);
  g_assert_true (last == ours);
  g_assert_cmpstr (luwte_session_get_last_text (luwte_conversation_get_session (conversation)), ==,
                   "dag");
  luwte_fake_service_let_go (f->fake);
  fixture_settle ();
  g_assert_cmpuint (fixture_n_messages (conversation), ==, 2);
}

static void
test_event_with_changed_text (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", NO_CLIENT_IDS);
  g_autoptr (LuwteConversation) conversation = claim (f);
  g_autoptr (LuwteMessage) event = NULL;

  luwte_fake_service_hold (f->fake, LUWTE_SERVICE_OP_SEND);
  g_assert_true (fixture_send (conversation, "!dag"));
  /* The service tells of it under the id that its answer will bear, with a text of its own. */
  event = luwte_message_new ("a", "m1", NULL, LUWTE_FROM_COUNSELLOR, 1, "\342\200\213!dag",
                             LUWTE_DELIVERY_NONE);
  luwte_service_report_message (LUWTE_SERVICE (f->fake), event);
  luwte_fake_service_let_go (f->fake);
  fixture_settle ();
  g_assert_cmpuint (fixture_n_messages (conversation), ==, 1);
  assert_delivery (conversation, 0, LUWTE_DELIVERY_SENT);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM message"), ==, 1);
}

static void
test_gone_with_session (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = claim (f);
  g_autoptr (GPtrArray) topics = luwte_policy_topics (f->policy, "nl");

  luwte_fake_service_fail_next (f->fake, LUWTE_SERVICE_OP_SEND, LUWTE_SERVICE_ERROR_NOT_DONE);
  g_assert_true (fixture_send (conversation, "dag"));
  g_assert_true (
      fixture_close (conversation, luwte_code_get_code (g_ptr_array_index (topics, 0)), NULL));
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM outbox"), ==, 0);
  g_assert_false (fixture_send (conversation, "te laat"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outbox/sent", test_sent);
  g_test_add_func ("/outbox/stored-first", test_stored_first);
  g_test_add_func ("/outbox/behind", test_behind);
  g_test_add_func ("/outbox/unreachable", test_unreachable);
  g_test_add_func ("/outbox/retried", test_retried);
  g_test_add_func ("/outbox/lost-answer/with-ids", test_lost_answer_with_ids);
  g_test_add_func ("/outbox/lost-answer/without-ids", test_lost_answer_without_ids);
  g_test_add_func ("/outbox/lost-answer/looked-up", test_lost_answer_looked_up);
  g_test_add_func ("/outbox/uncertain-decided", test_uncertain_decided);
  g_test_add_func ("/outbox/failed", test_failed);
  g_test_add_func ("/outbox/restart/queued", test_restart_queued);
  g_test_add_data_func ("/outbox/restart/sending-with-ids", GINT_TO_POINTER (TRUE),
                        test_restart_while_sending);
  g_test_add_data_func ("/outbox/restart/sending-without-ids", GINT_TO_POINTER (FALSE),
                        test_restart_while_sending);
  g_test_add_data_func ("/outbox/lock/with-ids", GINT_TO_POINTER (TRUE), test_lock);
  g_test_add_data_func ("/outbox/lock/without-ids", GINT_TO_POINTER (FALSE), test_lock);
  g_test_add_data_func ("/outbox/lock/anew/with-ids", GINT_TO_POINTER (TRUE), test_lock_anew);
  g_test_add_data_func ("/outbox/lock/anew/without-ids", GINT_TO_POINTER (FALSE), test_lock_anew);
  g_test_add_data_func ("/outbox/lock/anew/sending/with-ids", GINT_TO_POINTER (TRUE),
                        test_lock_anew_sending);
  g_test_add_data_func ("/outbox/lock/anew/sending/without-ids", GINT_TO_POINTER (FALSE),
                        test_lock_anew_sending);
  g_test_add_func ("/outbox/lock/uncertain", test_lock_uncertain);
  g_test_add_func ("/outbox/event-before-answer", test_event_before_answer);
  g_test_add_func ("/outbox/late-in-order", test_late_in_order);
  g_test_add_func ("/outbox/event-with-changed-text", test_event_with_changed_text);
  g_test_add_func ("/outbox/gone-with-session", test_gone_with_session);
  return g_test_run ();
}
