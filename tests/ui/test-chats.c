/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The working page with a real vault: what a counsellor does in one evening. */

#include "luwte-chats-fixture.h"

#include "luwte-composer.h"
#include "luwte-message-list.h"
#include "luwte-message-row.h"
#include "luwte-ui-harness.h"

static guint
count_messages (LuwteConversation *conversation)
{
  return g_list_model_get_n_items (luwte_conversation_get_messages (conversation));
}

static gboolean
received (LuwteChatsFixture *f, const char *id, const char *text)
{
  g_autofree char *got = luwte_fake_service_received (f->service, id);

  return g_strcmp0 (got, text) == 0;
}

static void
test_empty (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");

  g_assert_true (luwte_ui_test_shows (f->window, "Nobody is waiting"));
  g_assert_true (luwte_ui_test_shows (f->window, "No open conversations."));
  luwte_ui_test_check_names (f->window);
  luwte_ui_test_picture (f->window, "chats-empty");
  luwte_chats_fixture_free (f);
}

static void
test_claim (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  LuwteConversation *conversation;

  luwte_fake_service_add (f->service, "s1", "Noordwind", "Jongeren", TRUE);
  luwte_fake_service_visitor_says (f->service, "s1", "Hoi, is daar iemand?", FALSE);
  luwte_fake_service_tell (f->service);
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Noordwind"));
  /* One sentence for ears, with no second that ticks. */
  luwte_ui_test_get (f->window, GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                     "Noordwind, waiting less than a minute, Jongeren");

  conversation = luwte_chats_fixture_claim (f, "Noordwind");
  luwte_ui_test_wait (count_messages (conversation) == 1);
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Hoi, is daar iemand?"));
  g_assert_true (luwte_ui_test_shows (f->window, "Today"));
  g_assert_false (luwte_ui_test_shows (f->window, "No open conversations."));
  luwte_ui_test_check_names (f->window);
  luwte_ui_test_picture (f->window, "chats-claimed");
  luwte_chats_fixture_free (f);
}

static void
test_taken (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");

  luwte_fake_service_add (f->service, "s1", "Noordwind", NULL, FALSE);
  luwte_fake_service_tell (f->service);
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Noordwind"));
  luwte_fake_service_fail_next (f->service, LUWTE_SERVICE_OP_CLAIM, LUWTE_SERVICE_ERROR_TAKEN);
  luwte_ui_test_click (f->window, GTK_ACCESSIBLE_ROLE_BUTTON, "Claim Noordwind");
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "A colleague was first with Noordwind"));
  g_assert_null (luwte_chats_page_get_conversation (f->page));
  g_assert_null (adw_window_get_visible_dialog (ADW_WINDOW (f->window)));
  luwte_chats_fixture_free (f);
}

static void
test_claim_longest (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  LuwteConversation *conversation;

  luwte_fake_service_add (f->service, "s1", "Eerste", NULL, FALSE);
  luwte_fake_service_add (f->service, "s2", "Tweede", NULL, FALSE);
  luwte_fake_service_tell (f->service);
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Tweede"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->page), "chats.claim-longest", NULL));
  luwte_ui_test_wait ((conversation = luwte_chats_page_get_conversation (f->page)) != NULL);
  g_assert_cmpstr (luwte_session_get_nickname (luwte_conversation_get_session (conversation)), ==,
                   "Eerste");
  luwte_chats_fixture_free (f);
}

static void
test_send (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  GtkWidget *view;
  g_autofree char *left = NULL;

  luwte_fake_service_add (f->service, "s1", "Kiezel", NULL, TRUE);
  luwte_fake_service_tell (f->service);
  luwte_chats_fixture_claim (f, "Kiezel");
  view = luwte_chats_fixture_message_view (f);
  luwte_chats_fixture_type (view, "Welkom terug, <b>Kiezel</b> https://example.org");
  /* Enter is a new line, not a message. */
  g_assert_false (luwte_chats_fixture_press (view, GDK_KEY_Return, 0));
  g_assert_true (received (f, "s1", ""));
  g_assert_true (luwte_chats_fixture_press (view, GDK_KEY_Return, GDK_CONTROL_MASK));
  luwte_ui_test_wait (received (f, "s1", "Welkom terug, <b>Kiezel</b> https://example.org"));
  /* As it was written: neither markup nor a link. */
  luwte_ui_test_wait (
      luwte_ui_test_shows (f->window, "Welkom terug, <b>Kiezel</b> https://example.org"));
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Delivered"));
  left = luwte_chats_fixture_text (view);
  g_assert_cmpstr (left, ==, "");
  luwte_chats_fixture_free (f);
}

static void
fail_to_send (LuwteChatsFixture *f, const char *text)
{
  GtkWidget *view = luwte_chats_fixture_message_view (f);

  luwte_fake_service_fail_next (f->service, LUWTE_SERVICE_OP_SEND, LUWTE_SERVICE_ERROR_REFUSED);
  luwte_chats_fixture_type (view, text);
  g_assert_true (luwte_chats_fixture_press (view, GDK_KEY_Return, GDK_CONTROL_MASK));
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Not sent"));
}

static void
test_uncertain (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  LuwteConversation *conversation;

  luwte_fake_service_add (f->service, "s1", "Kiezel", NULL, TRUE);
  luwte_fake_service_tell (f->service);
  conversation = luwte_chats_fixture_claim (f, "Kiezel");
  fail_to_send (f, "Ben je daar?");
  luwte_ui_test_check_names (f->window);
  luwte_ui_test_picture (f->window, "chats-not-sent");
  luwte_ui_test_click (f->window, GTK_ACCESSIBLE_ROLE_BUTTON, "Send again");
  luwte_ui_test_wait (received (f, "s1", "Ben je daar?"));

  fail_to_send (f, "Laat maar");
  luwte_ui_test_click (f->window, GTK_ACCESSIBLE_ROLE_BUTTON, "Drop");
  luwte_ui_test_wait (count_messages (conversation) == 1);
  g_assert_true (received (f, "s1", "Ben je daar?"));
  luwte_chats_fixture_free (f);
}

/* The line with the day goes over to the next message when the first of that day goes. */
static void
test_day (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  LuwteConversation *conversation;

  luwte_fake_service_add (f->service, "s1", "Kiezel", NULL, TRUE);
  luwte_fake_service_tell (f->service);
  conversation = luwte_chats_fixture_claim (f, "Kiezel");
  fail_to_send (f, "Ben je daar?");
  luwte_fake_service_visitor_says (f->service, "s1", "Ja", TRUE);
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Ja"));
  g_assert_true (luwte_ui_test_shows (f->window, "Today"));
  luwte_ui_test_click (f->window, GTK_ACCESSIBLE_ROLE_BUTTON, "Drop");
  luwte_ui_test_wait (count_messages (conversation) == 1);
  luwte_ui_test_wait (!luwte_ui_test_shows (f->window, "Ben je daar?"));
  g_assert_true (luwte_ui_test_shows (f->window, "Today"));
  luwte_chats_fixture_free (f);
}

static GtkWidget *
row_of (LuwteChatsFixture *f, LuwteMessage *message)
{
  GtkWidget *row;

  for (guint i = 0; (row = luwte_ui_test_find_type (f->window, LUWTE_TYPE_MESSAGE_ROW, i)) != NULL;
       i++)
    if (luwte_message_row_get_message (LUWTE_MESSAGE_ROW (row)) == message)
      return row;
  g_assert_not_reached ();
}

/* And when messages change places, as they do once the service has said when each was written. */
static void
test_day_moved (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  LuwteConversation *conversation;
  GListModel *messages;
  gpointer turned[2];

  luwte_fake_service_add (f->service, "s1", "Kiezel", NULL, TRUE);
  luwte_fake_service_visitor_says (f->service, "s1", "Een", FALSE);
  luwte_fake_service_visitor_says (f->service, "s1", "Twee", FALSE);
  luwte_fake_service_tell (f->service);
  conversation = luwte_chats_fixture_claim (f, "Kiezel");
  messages = luwte_conversation_get_messages (conversation);
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Twee"));
  luwte_ui_test_settle ();
  turned[0] = g_list_model_get_item (messages, 1);
  turned[1] = g_list_model_get_item (messages, 0);
  g_assert_true (luwte_ui_test_shows (row_of (f, turned[1]), "Today"));
  g_assert_false (luwte_ui_test_shows (row_of (f, turned[0]), "Today"));
  g_list_store_splice (G_LIST_STORE (messages), 0, 2, turned, 2);
  luwte_ui_test_settle ();
  g_assert_true (luwte_ui_test_shows (row_of (f, turned[0]), "Today"));
  g_assert_false (luwte_ui_test_shows (row_of (f, turned[1]), "Today"));
  g_object_unref (turned[0]);
  g_object_unref (turned[1]);
  luwte_chats_fixture_free (f);
}

static void
test_draft (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autofree char *again = NULL;

  luwte_fake_service_add (f->service, "s1", "Kiezel", NULL, TRUE);
  luwte_fake_service_add (f->service, "s2", "Merel", NULL, TRUE);
  luwte_fake_service_tell (f->service);
  luwte_chats_fixture_claim (f, "Kiezel");
  luwte_chats_fixture_type (luwte_chats_fixture_message_view (f), "Half af");
  luwte_chats_fixture_claim (f, "Merel");
  two = luwte_chats_fixture_text (luwte_chats_fixture_message_view (f));
  g_assert_cmpstr (two, ==, "");
  gtk_widget_activate_action (GTK_WIDGET (f->page), "chats.previous-session", NULL);
  one = luwte_chats_fixture_text (luwte_chats_fixture_message_view (f));
  g_assert_cmpstr (one, ==, "Half af");
  /* And in a new widget. */
  luwte_chats_fixture_show (f, 1280, 800, LUWTE_LAYOUT_WIDE);
  again = luwte_chats_fixture_text (luwte_chats_fixture_message_view (f));
  g_assert_cmpstr (again, ==, "Half af");
  luwte_chats_fixture_free (f);
}

static void
test_replies (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  LuwteComposer *composer;
  GtkWidget *view;
  g_autofree char *inserted = NULL;

  luwte_fake_service_add (f->service, "s1", "Kiezel", NULL, TRUE);
  luwte_fake_service_tell (f->service);
  luwte_chats_fixture_claim (f, "Kiezel");
  composer = LUWTE_COMPOSER (luwte_ui_test_find_type (f->window, LUWTE_TYPE_COMPOSER, 0));
  view = luwte_chats_fixture_message_view (f);

  /* Not at the start it is only a slash. */
  luwte_chats_fixture_type (view, "en/of");
  g_assert_false (luwte_composer_get_replies_shown (composer));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "", -1);

  luwte_chats_fixture_type (view, "/");
  g_assert_true (luwte_composer_get_replies_shown (composer));
  luwte_ui_test_settle ();
  luwte_ui_test_picture (f->window, "chats-replies");
  g_assert_true (luwte_chats_fixture_press (view, GDK_KEY_Escape, 0));
  g_assert_false (luwte_composer_get_replies_shown (composer));
  luwte_chats_fixture_type (view, "zzz");
  g_assert_false (luwte_composer_get_replies_shown (composer));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "/", -1);
  g_assert_true (luwte_composer_get_replies_shown (composer));
  g_assert_true (luwte_chats_fixture_press (view, GDK_KEY_Down, 0));
  g_assert_true (luwte_chats_fixture_press (view, GDK_KEY_Up, 0));
  g_assert_true (luwte_chats_fixture_press (view, GDK_KEY_Return, 0));
  g_assert_false (luwte_composer_get_replies_shown (composer));
  inserted = luwte_chats_fixture_text (view);
  g_assert_cmpstr (inserted, !=, "");
  g_assert_cmpint (inserted[0], !=, '/');
  /* Inserted, not sent. */
  g_assert_true (received (f, "s1", ""));
  luwte_chats_fixture_free (f);
}

static double
below_end (GtkAdjustment *adjustment)
{
  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) -
         gtk_adjustment_get_value (adjustment);
}

/* Somebody who reads further up is told of news, not moved. */
static void
test_scroll (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  GtkAdjustment *adjustment;
  GtkWidget *list;

  luwte_fake_service_add (f->service, "s1", "Kiezel", NULL, TRUE);
  for (int i = 0; i < 40; i++)
    luwte_fake_service_visitor_says (f->service, "s1", "Nog een regel", FALSE);
  luwte_fake_service_tell (f->service);
  luwte_chats_fixture_claim (f, "Kiezel");
  list = luwte_ui_test_find_type (f->window, LUWTE_TYPE_MESSAGE_LIST, 0);
  adjustment = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (luwte_ui_test_find_type (list, GTK_TYPE_SCROLLED_WINDOW, 0)));
  luwte_ui_test_wait (gtk_adjustment_get_upper (adjustment) > 1000);
  luwte_ui_test_wait (below_end (adjustment) < 24);
  /* At the end it stays there. */
  luwte_fake_service_visitor_says (f->service, "s1", "Het laatste", TRUE);
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Het laatste"));
  luwte_ui_test_wait (below_end (adjustment) < 24);
  g_assert_false (luwte_ui_test_shows (f->window, "1 new message"));

  luwte_ui_test_settle ();
  gtk_adjustment_set_value (adjustment, 0);
  luwte_ui_test_settle ();
  luwte_fake_service_visitor_says (f->service, "s1", "Ben je er nog?", TRUE);
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "1 new message"));
  g_assert_cmpfloat (below_end (adjustment), >, 500);
  luwte_ui_test_picture (f->window, "chats-news");
  luwte_ui_test_click (f->window, GTK_ACCESSIBLE_ROLE_BUTTON, "1 new message");
  luwte_ui_test_wait (below_end (adjustment) < 24);
  g_assert_false (luwte_ui_test_shows (f->window, "1 new message"));
  luwte_chats_fixture_free (f);
}

static void
test_lost (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  GtkWidget *claim;

  luwte_fake_service_add (f->service, "s1", "Kiezel", NULL, TRUE);
  luwte_fake_service_add (f->service, "s2", "Noordwind", "Jongeren", TRUE);
  luwte_fake_service_tell (f->service);
  luwte_chats_fixture_claim (f, "Kiezel");
  luwte_fake_service_set_online (f->service, FALSE);
  luwte_ui_test_wait (luwte_live_get_connection (f->live) == LUWTE_CONNECTION_LOST);
  luwte_ui_test_settle ();
  claim = luwte_ui_test_get (f->window, GTK_ACCESSIBLE_ROLE_BUTTON, "Claim Noordwind");
  g_assert_false (gtk_widget_is_sensitive (claim));
  g_assert_true (luwte_ui_test_shows (f->window, "This list is old."));
  g_assert_true (luwte_ui_test_shows (f->window, "As of"));
  luwte_chats_fixture_type (luwte_chats_fixture_message_view (f), "Ik ben er zo weer");
  luwte_chats_fixture_press (luwte_chats_fixture_message_view (f), GDK_KEY_Return,
                             GDK_CONTROL_MASK);
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Is sent when there is a connection"));
  luwte_ui_test_picture (f->window, "chats-lost");
  luwte_fake_service_set_online (f->service, TRUE);
  luwte_ui_test_wait (received (f, "s1", "Ik ben er zo weer"));
  luwte_ui_test_wait (gtk_widget_is_sensitive (claim));
  luwte_chats_fixture_free (f);
}

static void
test_narrow (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  g_autofree char *held = g_strnfill (300, 'A');

  luwte_fake_service_add (f->service, "s1", "Kiezel", NULL, TRUE);
  luwte_fake_service_add (f->service, "s2", "Noordwind", "Jongeren", TRUE);
  /* A key held down, and a word that is as long as one may be without being broken. */
  luwte_fake_service_visitor_says (f->service, "s1", held, FALSE);
  luwte_fake_service_visitor_says (f->service, "s1", "WWWWWWWWWWWWWWWWWWWW", FALSE);
  luwte_fake_service_tell (f->service);
  luwte_chats_fixture_show (f, 360, 640, LUWTE_LAYOUT_NARROW);
  luwte_ui_test_settle ();
  luwte_ui_test_picture (f->window, "chats-narrow-list");
  luwte_chats_fixture_claim (f, "Kiezel");
  luwte_ui_test_settle ();
  luwte_ui_test_check_names (f->window);
  luwte_ui_test_picture (f->window, "chats-narrow");
  g_assert_null (luwte_ui_test_find (f->window, GTK_ACCESSIBLE_ROLE_TEXT_BOX, "Working note"));
  gtk_widget_activate_action (GTK_WIDGET (f->page), "chats.toggle-notes", NULL);
  luwte_ui_test_get (f->window, GTK_ACCESSIBLE_ROLE_TEXT_BOX, "Working note");
  luwte_ui_test_settle ();
  luwte_ui_test_picture (f->window, "chats-narrow-notes");
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (f->window)), <=, 360);
  luwte_chats_fixture_free (f);
}

static void
test_locked (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  GtkTextBuffer *message, *note;
  GtkTextIter start, end;

  luwte_fake_service_add (f->service, "s1", "Kiezel", NULL, TRUE);
  luwte_fake_service_visitor_says (f->service, "s1", "Geheimpje", FALSE);
  luwte_fake_service_tell (f->service);
  luwte_chats_fixture_claim (f, "Kiezel");
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Geheimpje"));
  luwte_chats_fixture_type (luwte_chats_fixture_message_view (f), "Niet verstuurd");
  luwte_chats_fixture_type (luwte_chats_fixture_note_view (f), "Alleen voor ons");
  message = gtk_text_view_get_buffer (GTK_TEXT_VIEW (luwte_chats_fixture_message_view (f)));
  note = gtk_text_view_get_buffer (GTK_TEXT_VIEW (luwte_chats_fixture_note_view (f)));

  luwte_workspace_lock (f->workspace);
  gtk_text_buffer_get_bounds (message, &start, &end);
  g_assert_true (gtk_text_iter_equal (&start, &end));
  g_assert_false (gtk_text_buffer_get_can_undo (message));
  gtk_text_buffer_get_bounds (note, &start, &end);
  g_assert_true (gtk_text_iter_equal (&start, &end));
  g_assert_false (gtk_text_buffer_get_can_undo (note));
  g_assert_false (luwte_ui_test_shows (f->window, "Geheimpje"));
  g_assert_false (luwte_ui_test_shows (f->window, "Kiezel"));

  /* What was typed in the last second is there again. */
  luwte_chats_fixture_unlock (f);
  luwte_ui_test_wait (luwte_chats_page_get_conversation (f->page) != NULL);
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Geheimpje"));
  luwte_ui_test_wait (gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (
                          luwte_chats_fixture_note_view (f)))) == (int) strlen ("Alleen voor ons"));
  luwte_chats_fixture_free (f);
}

int
main (int argc, char **argv)
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/chats/empty", test_empty);
  g_test_add_func ("/ui/chats/claim", test_claim);
  g_test_add_func ("/ui/chats/taken", test_taken);
  g_test_add_func ("/ui/chats/claim-longest", test_claim_longest);
  g_test_add_func ("/ui/chats/send", test_send);
  g_test_add_func ("/ui/chats/uncertain", test_uncertain);
  g_test_add_func ("/ui/chats/day", test_day);
  g_test_add_func ("/ui/chats/day-moved", test_day_moved);
  g_test_add_func ("/ui/chats/draft", test_draft);
  g_test_add_func ("/ui/chats/replies", test_replies);
  g_test_add_func ("/ui/chats/scroll", test_scroll);
  g_test_add_func ("/ui/chats/lost", test_lost);
  g_test_add_func ("/ui/chats/narrow", test_narrow);
  g_test_add_func ("/ui/chats/locked", test_locked);
  return g_test_run ();
}
