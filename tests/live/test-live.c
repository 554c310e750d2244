/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live-fixture.h"

#include "luwte-code.h"

static void
test_queue (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteSession) first = NULL;

  g_assert_cmpint (luwte_live_get_connection (f->live), ==, LUWTE_CONNECTION_CONNECTED);
  luwte_fake_service_add (f->fake, "a", "Maanlicht", "Jongeren", FALSE);
  luwte_fake_service_add (f->fake, "b", "Anoniem", "Algemeen", FALSE);
  g_assert_cmpuint (luwte_live_get_waiting_count (f->live), ==, 2);
  first = g_list_model_get_item (luwte_live_get_waiting (f->live), 0);
  g_assert_cmpstr (luwte_session_get_id (first), ==, "a");
  /* Taken by a colleague: gone from the list. */
  luwte_fake_service_set_state (f->fake, "a", LUWTE_SESSION_TAKEN);
  g_assert_cmpuint (luwte_live_get_waiting_count (f->live), ==, 1);
  /* The whole list is the truth about who waits. */
  luwte_fake_service_vanish (f->fake, "b");
  luwte_fake_service_tell (f->fake);
  g_assert_cmpuint (luwte_live_get_waiting_count (f->live), ==, 0);
}

static void
arrived_cb (LuwteLive *live, LuwteSession *session, GString *log)
{
  g_string_append_printf (log, "%s=%s;", luwte_session_get_id (session),
                          luwte_session_get_nickname (session));
}

static void
test_arrived (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (GString) log = g_string_new (NULL);

  g_signal_connect (f->live, "arrived", G_CALLBACK (arrived_cb), log);
  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  luwte_fake_service_tell (f->fake);
  luwte_fake_service_tell (f->fake);
  g_assert_cmpstr (log->str, ==, "a=Maanlicht;");
  fixture_lock (f);
  luwte_fake_service_add (f->fake, "b", "Noordwind", NULL, FALSE);
  g_assert_cmpstr (log->str, ==, "a=Maanlicht;b=;");
  g_assert_cmpuint (luwte_live_get_waiting_count (f->live), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (luwte_live_get_waiting (f->live)), ==, 0);
  fixture_unlock (f);
  g_assert_cmpstr (log->str, ==, "a=Maanlicht;b=;");
  g_assert_cmpuint (g_list_model_get_n_items (luwte_live_get_waiting (f->live)), ==, 2);
}

static void
test_claim (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = NULL;
  g_autoptr (LuwteMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  luwte_fake_service_add (f->fake, "a", "Maanlicht", "Jongeren", FALSE);
  luwte_fake_service_visitor_says (f->fake, "a", "hoi", FALSE);
  conversation = fixture_claim (f, "a", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (luwte_live_get_waiting_count (f->live), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (luwte_live_get_mine (f->live)), ==, 1);
  g_assert_true (luwte_fake_service_is_watched (f->fake, "a"));
  g_assert_cmpint (luwte_conversation_get_identity (conversation), ==, LUWTE_IDENTITY_UNKNOWN);
  g_assert_nonnull (luwte_conversation_get_dossier_id (conversation));
  message = fixture_message (conversation, 0);
  g_assert_cmpstr (luwte_message_get_text (message), ==, "hoi");
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM session WHERE remote_id = 'a'"
                                     " AND closed_day IS NULL"),
                   ==, 1);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM message"), ==, 1);
}

static void
test_taken (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = NULL;
  g_autoptr (GError) error = NULL;

  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  luwte_fake_service_fail_next (f->fake, LUWTE_SERVICE_OP_CLAIM, LUWTE_SERVICE_ERROR_TAKEN);
  conversation = fixture_claim (f, "a", &error);
  g_assert_null (conversation);
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_TAKEN);
  /* Nobody else's session is ever stored. */
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM session"), ==, 0);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM nickname"), ==, 0);
}

static void
test_claim_beside_event (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = NULL;

  /* The event that it is ours overtakes the answer: recorded once all the same. */
  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  luwte_fake_service_hold (f->fake, LUWTE_SERVICE_OP_CLAIM);
  luwte_live_claim_async (f->live, "a", NULL, NULL, NULL);
  luwte_fake_service_set_state (f->fake, "a", LUWTE_SESSION_ACTIVE);
  luwte_fake_service_tell (f->fake);
  luwte_fake_service_let_go (f->fake);
  luwte_fake_service_tell (f->fake);
  fixture_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (luwte_live_get_mine (f->live)), ==, 1);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM session"), ==, 1);
}

static void
test_messages (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = NULL;
  LuwteSession *session;

  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  conversation = fixture_claim (f, "a", NULL);
  session = luwte_conversation_get_session (conversation);
  luwte_fake_service_visitor_says (f->fake, "a", "een", TRUE);
  luwte_fake_service_visitor_says (f->fake, "a", "twee", TRUE);
  g_assert_cmpuint (luwte_session_get_unread (session), ==, 2);
  g_assert_cmpuint (luwte_live_get_unread_count (f->live), ==, 2);
  g_assert_cmpstr (luwte_session_get_last_text (session), ==, "twee");
  luwte_conversation_mark_read (conversation);
  g_assert_cmpuint (luwte_live_get_unread_count (f->live), ==, 0);
  g_assert_true (fixture_send (conversation, "drie"));
  /* Event, answer and history tell of the same messages. */
  luwte_fake_service_echo (f->fake, "a", TRUE);
  luwte_fake_service_echo (f->fake, "a", FALSE);
  luwte_fake_service_set_online (f->fake, FALSE);
  luwte_fake_service_visitor_says (f->fake, "a", "vier", FALSE);
  luwte_fake_service_set_online (f->fake, TRUE);
  fixture_settle ();
  g_assert_cmpuint (fixture_n_messages (conversation), ==, 4);
  g_assert_cmpuint (luwte_session_get_unread (session), ==, 1);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM message"), ==, 4);
  luwte_service_report_read (LUWTE_SERVICE (f->fake), "a", "m3");
  {
    g_autoptr (LuwteMessage) ours = fixture_message (conversation, 2);

    g_assert_cmpint (luwte_message_get_delivery (ours), ==, LUWTE_DELIVERY_READ);
  }
}

static void
test_typing (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = NULL;
  LuwteSession *session;

  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  conversation = fixture_claim (f, "a", NULL);
  session = luwte_conversation_get_session (conversation);
  luwte_service_report_typing (LUWTE_SERVICE (f->fake), "a", TRUE);
  g_assert_true (luwte_session_get_typing (session));
  luwte_fake_service_visitor_says (f->fake, "a", "een", TRUE);
  g_assert_false (luwte_session_get_typing (session));
}

static void
test_close (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = NULL;
  g_autoptr (GPtrArray) topics = luwte_policy_topics (f->policy, "nl");
  const char *topic = luwte_code_get_code (g_ptr_array_index (topics, 0));
  g_autoptr (GError) error = NULL;

  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  conversation = fixture_claim (f, "a", NULL);
  luwte_conversation_set_draft (conversation, "half een zin");
  g_assert_false (fixture_close (conversation, "no-such-topic", &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
  g_clear_error (&error);
  /* The service said yes and did not do it: nothing is closed here. */
  luwte_fake_service_fail_next (f->fake, LUWTE_SERVICE_OP_CLOSE, LUWTE_SERVICE_ERROR_NOT_DONE);
  g_assert_false (fixture_close (conversation, topic, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_DONE);
  g_clear_error (&error);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM session WHERE closed_day IS NULL"), ==,
                   1);
  g_assert_false (luwte_conversation_get_ending (conversation));
  g_assert_true (fixture_close (conversation, topic, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (luwte_live_get_mine (f->live)), ==, 0);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM session WHERE closed_day IS NULL"), ==,
                   0);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM session WHERE topic IS NOT NULL"), ==,
                   1);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM draft"), ==, 0);
  g_assert_false (luwte_fake_service_is_watched (f->fake, "a"));
  g_assert_cmpint (luwte_fake_service_get_state (f->fake, "a"), ==, LUWTE_SESSION_CLOSED);
  g_assert_cmpuint (fixture_n_messages (conversation), ==, 0);
}

static void
test_close_elsewhere (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = NULL;
  g_autoptr (GPtrArray) topics = luwte_policy_topics (f->policy, "nl");
  g_autoptr (GError) error = NULL;

  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  conversation = fixture_claim (f, "a", NULL);
  luwte_fake_service_vanish (f->fake, "a");
  luwte_fake_service_tell (f->fake);
  /* A question, not an erasure. */
  g_assert_false (luwte_conversation_get_listed (conversation));
  g_assert_cmpuint (g_list_model_get_n_items (luwte_live_get_mine (f->live)), ==, 1);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM session WHERE closed_day IS NULL"), ==,
                   1);
  g_assert_true (
      fixture_close (conversation, luwte_code_get_code (g_ptr_array_index (topics, 0)), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (luwte_fake_service_n_calls (f->fake, LUWTE_SERVICE_OP_CLOSE), ==, 0);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM session WHERE closed_day IS NULL"), ==,
                   0);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (luwte_conversation_done_finish (LUWTE_CONVERSATION (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static void
test_release (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = NULL;
  g_autoptr (LuwteConversation) again = NULL;
  gboolean done = FALSE;

  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  conversation = fixture_claim (f, "a", NULL);
  luwte_conversation_release_async (conversation, NULL, done_cb, &done);
  fixture_until (done);
  g_assert_cmpint (luwte_fake_service_get_state (f->fake, "a"), ==, LUWTE_SESSION_WAITING);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM session WHERE closed_day IS NULL"), ==,
                   0);
  luwte_fake_service_tell (f->fake);
  g_assert_cmpuint (luwte_live_get_waiting_count (f->live), ==, 1);
  /* Claimed again it is the same session, open again. */
  again = fixture_claim (f, "a", NULL);
  g_assert_nonnull (again);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM session"), ==, 1);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM session WHERE closed_day IS NULL"), ==,
                   1);
  done = FALSE;
  luwte_conversation_transfer_async (again, "department:2", NULL, done_cb, &done);
  fixture_until (done);
  g_assert_cmpuint (g_list_model_get_n_items (luwte_live_get_mine (f->live)), ==, 0);
}

static void
test_restart (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = NULL;
  g_autofree char *object_id = NULL;

  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  conversation = fixture_claim (f, "a", NULL);
  object_id = g_strdup (luwte_conversation_get_object_id (conversation));
  luwte_fake_service_visitor_says (f->fake, "a", "een", TRUE);
  luwte_conversation_set_draft (conversation, "half een zin");
  g_clear_object (&conversation);
  fixture_restart (f);
  g_assert_cmpuint (g_list_model_get_n_items (luwte_live_get_mine (f->live)), ==, 1);
  conversation = g_list_model_get_item (luwte_live_get_mine (f->live), 0);
  g_assert_cmpstr (luwte_conversation_get_object_id (conversation), ==, object_id);
  g_assert_cmpstr (luwte_conversation_get_draft (conversation), ==, "half een zin");
  g_assert_cmpuint (fixture_n_messages (conversation), ==, 1);
  g_assert_true (luwte_conversation_get_listed (conversation));
  g_assert_true (luwte_fake_service_is_watched (f->fake, "a"));
}

static void
test_adopt (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);

  /* Ours at the service, unknown to the vault: the power went between the two. */
  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  luwte_fake_service_set_state (f->fake, "a", LUWTE_SESSION_ACTIVE);
  fixture_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (luwte_live_get_mine (f->live)), ==, 1);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM session"), ==, 1);
}

static void
test_lock_forgets (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = NULL;
  g_autoptr (GError) error = NULL;

  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  conversation = fixture_claim (f, "a", NULL);
  luwte_fake_service_visitor_says (f->fake, "a", "geheim", TRUE);
  luwte_conversation_set_draft (conversation, "ook geheim");
  fixture_settle ();
  fixture_lock (f);
  /* Whoever still holds the conversation holds an empty shell. */
  g_assert_cmpuint (fixture_n_messages (conversation), ==, 0);
  g_assert_null (luwte_conversation_get_draft (conversation));
  g_assert_null (luwte_session_get_last_text (luwte_conversation_get_session (conversation)));
  g_assert_false (fixture_send (conversation, "te laat"));
  g_assert_null (fixture_claim (f, "a", &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_CLOSED);
  luwte_fake_service_visitor_says (f->fake, "a", "terwijl dicht", TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (luwte_live_get_mine (f->live)), ==, 0);
  fixture_unlock (f);
  g_clear_object (&conversation);
  conversation = g_list_model_get_item (luwte_live_get_mine (f->live), 0);
  g_assert_nonnull (conversation);
  g_assert_cmpuint (fixture_n_messages (conversation), ==, 2);
  g_assert_cmpstr (luwte_conversation_get_draft (conversation), ==, "ook geheim");
}

/* R15. */
static void
test_no_dossiers (void)
{
  g_autoptr (Fixture) f = fixture_new ("veiligsamen", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = NULL;

  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, TRUE);
  conversation = fixture_claim (f, "a", NULL);
  g_assert_nonnull (conversation);
  g_assert_cmpint (luwte_conversation_get_identity (conversation), ==, LUWTE_IDENTITY_UNKNOWN);
  g_assert_null (luwte_conversation_get_dossier_id (conversation));
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM dossier"), ==, 0);
}

static void
test_uncached (void)
{
  g_autoptr (Fixture) f = fixture_new_without (ALL_CAPABILITIES, "message");
  g_autoptr (LuwteConversation) conversation = NULL;

  /* A line that does not list messages: they are shown, sent, and never stored. */
  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  conversation = fixture_claim (f, "a", NULL);
  luwte_fake_service_visitor_says (f->fake, "a", "een", TRUE);
  g_assert_true (fixture_send (conversation, "twee"));
  g_assert_cmpuint (fixture_n_messages (conversation), ==, 2);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM message"), ==, 0);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM outbox"), ==, 0);
  g_clear_object (&conversation);
  fixture_restart (f);
  conversation = g_list_model_get_item (luwte_live_get_mine (f->live), 0);
  g_assert_cmpuint (fixture_n_messages (conversation), ==, 2);
}

static void
test_unread_after_lock (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = NULL;

  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  conversation = fixture_claim (f, "a", NULL);
  luwte_fake_service_visitor_says (f->fake, "a", "een", TRUE);
  luwte_conversation_mark_read (conversation);
  fixture_settle ();
  g_clear_object (&conversation);
  fixture_lock (f);
  luwte_fake_service_visitor_says (f->fake, "a", "twee", TRUE);
  luwte_fake_service_visitor_says (f->fake, "a", "drie", TRUE);
  fixture_unlock (f);
  g_assert_cmpuint (luwte_live_get_unread_count (f->live), ==, 2);
}

/* As luwtectl does it: no standing connection, one question after the other. */
static void
test_one_shot (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = NULL;
  g_autoptr (LuwteConversation) gone = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GPtrArray) topics = luwte_policy_topics (f->policy, "nl");
  g_autoptr (GError) error = NULL;

  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  fixture_quiet (f);
  sessions = fixture_queue (f, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sessions->len, ==, 1);
  g_assert_null (fixture_open (f, "a", &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  conversation = fixture_claim (f, "a", &error);
  g_assert_no_error (error);
  g_clear_object (&conversation);
  luwte_fake_service_visitor_says (f->fake, "a", "hoi", FALSE);
  fixture_quiet (f);
  conversation = fixture_open (f, "a", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture_n_messages (conversation), ==, 1);
  g_assert_true (fixture_send (conversation, "dag"));
  {
    g_autofree char *received = luwte_fake_service_received (f->fake, "a");

    g_assert_cmpstr (received, ==, "dag");
  }
  g_clear_object (&conversation);
  /* Ended at the service while nobody looked: it can still be closed here. */
  luwte_fake_service_vanish (f->fake, "a");
  fixture_quiet (f);
  gone = fixture_open (f, "a", &error);
  g_assert_no_error (error);
  g_assert_false (luwte_conversation_get_listed (gone));
  g_assert_cmpuint (fixture_n_messages (gone), ==, 2);
  g_assert_true (fixture_close (gone, luwte_code_get_code (g_ptr_array_index (topics, 0)), NULL));
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM session WHERE closed_day IS NULL"), ==,
                   0);
}

static void
test_draft (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = NULL;

  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  conversation = fixture_claim (f, "a", NULL);
  /* Typing on does not put off the writing. */
  luwte_conversation_set_draft (conversation, "h");
  luwte_conversation_set_draft (conversation, "half een zin");
  fixture_until (fixture_count (f, "SELECT count(*) FROM draft") == 1);
  g_clear_object (&conversation);
  fixture_crash (f);
  conversation = g_list_model_get_item (luwte_live_get_mine (f->live), 0);
  g_assert_cmpstr (luwte_conversation_get_draft (conversation), ==, "half een zin");
  luwte_conversation_set_draft (conversation, "");
  fixture_until (fixture_count (f, "SELECT count(*) FROM draft") == 0);
}

static void
test_available (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);

  /* Never by starting up alone, nor by coming back. */
  luwte_fake_service_set_online (f->fake, FALSE);
  luwte_fake_service_set_online (f->fake, TRUE);
  fixture_settle ();
  g_assert_cmpuint (luwte_fake_service_n_calls (f->fake, LUWTE_SERVICE_OP_AVAILABLE), ==, 0);
  luwte_live_set_available (f->live, TRUE);
  fixture_settle ();
  g_assert_true (luwte_live_get_available (f->live));
  g_assert_cmpuint (luwte_fake_service_n_calls (f->fake, LUWTE_SERVICE_OP_AVAILABLE), ==, 1);
  /* What she has chosen is told again. */
  luwte_fake_service_set_online (f->fake, FALSE);
  luwte_fake_service_set_online (f->fake, TRUE);
  fixture_settle ();
  g_assert_cmpuint (luwte_fake_service_n_calls (f->fake, LUWTE_SERVICE_OP_AVAILABLE), ==, 2);
  luwte_live_set_available (f->live, FALSE);
  fixture_settle ();
  /* The switch says what is true at the service. */
  luwte_fake_service_fail_next (f->fake, LUWTE_SERVICE_OP_AVAILABLE, LUWTE_SERVICE_ERROR_REFUSED);
  luwte_live_set_available (f->live, TRUE);
  fixture_settle ();
  g_assert_false (luwte_live_get_available (f->live));
}

static void
assert_texts (LuwteConversation *conversation, const char *want)
{
  g_autoptr (GString) texts = g_string_new (NULL);

  for (guint i = 0; i < fixture_n_messages (conversation); i++)
    {
      g_autoptr (LuwteMessage) message = fixture_message (conversation, i);

      g_string_append_printf (texts, "%s|", luwte_message_get_text (message));
    }
  g_assert_cmpstr (texts->str, ==, want);
}

/* Her first words are asked for until they are there, and stand before those told of meanwhile,
 * although all were said in one second. */
static void
test_history_again (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = NULL;
  g_autoptr (GError) error = NULL;

  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  luwte_fake_service_visitor_says (f->fake, "a", "een", FALSE);
  luwte_fake_service_visitor_says (f->fake, "a", "twee", FALSE);
  luwte_fake_service_fail_next (f->fake, LUWTE_SERVICE_OP_HISTORY, LUWTE_SERVICE_ERROR_UNREACHABLE);
  conversation = fixture_claim (f, "a", &error);
  g_assert_no_error (error);
  luwte_fake_service_visitor_says (f->fake, "a", "drie", TRUE);
  assert_texts (conversation, "drie|");
  fixture_until (fixture_n_messages (conversation) == 3);
  assert_texts (conversation, "een|twee|drie|");
}

/* The answer to a message of ours names an id; what she said before it, and nobody has told of, is
 * fetched all the same. */
static void
test_no_hole (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = NULL;
  g_autoptr (GError) error = NULL;

  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  luwte_fake_service_visitor_says (f->fake, "a", "een", FALSE);
  conversation = fixture_claim (f, "a", &error);
  g_assert_no_error (error);
  assert_texts (conversation, "een|");
  luwte_fake_service_visitor_says (f->fake, "a", "twee", FALSE);
  g_assert_true (fixture_send (conversation, "drie"));
  luwte_fake_service_set_online (f->fake, FALSE);
  luwte_fake_service_set_online (f->fake, TRUE);
  fixture_until (fixture_n_messages (conversation) == 3);
  assert_texts (conversation, "een|twee|drie|");
}

/* The service says that it may have missed something: however often the question fails, what she said
 * comes, in its place; what is told meanwhile does not hide the hole. */
static void
test_missed (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = NULL;
  g_autoptr (GError) error = NULL;

  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  luwte_fake_service_visitor_says (f->fake, "a", "een", FALSE);
  conversation = fixture_claim (f, "a", &error);
  g_assert_no_error (error);
  luwte_fake_service_visitor_says (f->fake, "a", "twee", FALSE);
  luwte_fake_service_fail_next (f->fake, LUWTE_SERVICE_OP_HISTORY, LUWTE_SERVICE_ERROR_UNREACHABLE);
  luwte_service_report_missed (LUWTE_SERVICE (f->fake));
  luwte_fake_service_visitor_says (f->fake, "a", "drie", TRUE);
  fixture_settle ();
  assert_texts (conversation, "een|drie|");
  luwte_fake_service_fail_next (f->fake, LUWTE_SERVICE_OP_HISTORY, LUWTE_SERVICE_ERROR_UNREACHABLE);
  luwte_service_report_missed (LUWTE_SERVICE (f->fake));
  fixture_until (fixture_n_messages (conversation) == 3);
  assert_texts (conversation, "een|twee|drie|");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/queue", test_queue);
  g_test_add_func ("/live/arrived", test_arrived);
  g_test_add_func ("/live/claim", test_claim);
  g_test_add_func ("/live/taken", test_taken);
  g_test_add_func ("/live/claim-beside-event", test_claim_beside_event);
  g_test_add_func ("/live/messages", test_messages);
  g_test_add_func ("/live/typing", test_typing);
  g_test_add_func ("/live/close", test_close);
  g_test_add_func ("/live/close-elsewhere", test_close_elsewhere);
  g_test_add_func ("/live/release", test_release);
  g_test_add_func ("/live/restart", test_restart);
  g_test_add_func ("/live/adopt", test_adopt);
  g_test_add_func ("/live/lock-forgets", test_lock_forgets);
  g_test_add_func ("/live/no-dossiers", test_no_dossiers);
  g_test_add_func ("/live/uncached", test_uncached);
  g_test_add_func ("/live/unread-after-lock", test_unread_after_lock);
  g_test_add_func ("/live/one-shot", test_one_shot);
  g_test_add_func ("/live/draft", test_draft);
  g_test_add_func ("/live/available", test_available);
  g_test_add_func ("/live/history-again", test_history_again);
  g_test_add_func ("/live/no-hole", test_no_hole);
  g_test_add_func ("/live/missed", test_missed);
  return g_test_run ();
}
