/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Handing a conversation over, and asking the team, in the window before a real luwte-practice. */

#include "luwte-chats-fixture.h"

#include "luwte-alerts.h"
#include "luwte-aside.h"
#include "luwte-contract-practice.h"
#include "luwte-service-extras.h"
#include "luwte-side-talk-dialog.h"
#include "luwte-side-talk.h"
#include "luwte-sidebar.h"
#include "luwte-transfer-dialog.h"
#include "luwte-ui-harness.h"

static const LuwteContractBackend *const practice = &luwte_contract_practice;

typedef struct
{
  gpointer server;
  LuwteChatsFixture *f;
  LuwteService *colleague;
} Desk;

static Desk *
desk_new (void)
{
  Desk *self = g_new0 (Desk, 1);

  self->server = practice->start ();
  self->f = luwte_chats_fixture_new_with ("example",
                                          practice->connect (self->server,
                                                             practice->get_url (self->server), 0,
                                                             FALSE, NULL));
  self->colleague = practice->connect (self->server, practice->get_url (self->server), 1, FALSE,
                                       NULL);
  g_assert_true (luwte_contract_check (self->colleague, NULL));
  return self;
}

static void
desk_free (Desk *self)
{
  luwte_chats_fixture_free (self->f);
  g_object_unref (self->colleague);
  practice->stop (self->server);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

static AdwDialog *
get_dialog (Desk *desk)
{
  luwte_ui_test_settle ();
  return adw_window_get_visible_dialog (ADW_WINDOW (desk->f->window));
}

static char *
arrive_and_claim (Desk *desk)
{
  char *id = practice->arrive (desk->server, "Kiezel", "Hoi");

  luwte_ui_test_wait (luwte_live_get_waiting_count (desk->f->live) == 1);
  luwte_ui_test_settle ();
  luwte_chats_fixture_claim (desk->f, "Kiezel");
  return id;
}

static AdwDialog *
open_transfer (Desk *desk)
{
  gtk_widget_activate_action (GTK_WIDGET (desk->f->page), "chats.transfer", NULL);
  g_assert_true (LUWTE_IS_TRANSFER_DIALOG (get_dialog (desk)));
  return get_dialog (desk);
}

static void
choose (AdwDialog *dialog, const char *beginning)
{
  AdwComboRow *row = ADW_COMBO_ROW (luwte_ui_test_find_type (dialog, ADW_TYPE_COMBO_ROW, 0));
  GListModel *model;

  luwte_ui_test_wait ((model = adw_combo_row_get_model (row)) != NULL &&
                      g_list_model_get_n_items (model) > 1);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    if (g_str_has_prefix (gtk_string_list_get_string (GTK_STRING_LIST (model), i), beginning))
      {
        adw_combo_row_set_selected (row, i);
        return;
      }
  g_assert_not_reached ();
}

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* Nobody is chosen unasked; the colleague gets the note and the visitor's word, the visitor neither. */
static void
test_transfer (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *id = arrive_and_claim (desk);
  AdwDialog *dialog = open_transfer (desk);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_auto (GStrv) chat = NULL;
  GtkWidget *note = luwte_ui_test_find_type (dialog, GTK_TYPE_TEXT_VIEW, 0);
  LuwteSession *session;

  g_assert_false (
      gtk_widget_is_sensitive (luwte_ui_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Transfer")));
  /* By keys as well nothing happens before somebody is chosen. */
  gtk_widget_grab_focus (note);
  luwte_chats_fixture_type (note, "Is moe, praat liever met een vrouw");
  luwte_ui_test_settle ();
  g_assert_cmpint (practice->get_owner (desk->server, id), ==, 0);
  choose (dialog, "Everybody of");
  choose (dialog, "Milan");
  adw_switch_row_set_active (ADW_SWITCH_ROW (
                                 luwte_ui_test_find_type (dialog, ADW_TYPE_SWITCH_ROW, 0)),
                             TRUE);
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_picture (desk->f->window, "transfer");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Transfer");
  luwte_ui_test_wait (get_dialog (desk) == NULL);
  luwte_ui_test_wait (luwte_chats_page_get_conversation (desk->f->page) == NULL);
  g_assert_cmpint (practice->get_owner (desk->server, id), ==, 1);
  luwte_service_list_async (desk->colleague, NULL, keep_cb, &result);
  luwte_ui_test_wait (result != NULL);
  list = luwte_service_list_finish (desk->colleague, result, NULL);
  g_assert_cmpuint (list->len, ==, 1);
  session = g_ptr_array_index (list, 0);
  g_assert_cmpstr (luwte_session_get_handover_note (session), ==,
                   "Is moe, praat liever met een vrouw");
  g_assert_true (luwte_session_get_handover_consent (session));
  chat = practice->read_chat (desk->server, id);
  for (guint i = 0; chat[i] != NULL; i++)
    g_assert_null (strstr (chat[i], "moe"));
}

/* What is handed to her stands above the conversation, and among no messages. */
static void
test_taken_over (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *id = practice->arrive (desk->server, "Kiezel", "Hoi");
  g_autoptr (GAsyncResult) claimed = NULL;
  g_autoptr (GAsyncResult) given = NULL;
  g_autoptr (LuwteAside) note = luwte_aside_new (NULL, "Durft niet te bellen");
  g_autoptr (LuwteSession) hers = NULL;
  g_autoptr (GError) error = NULL;

  luwte_service_claim_async (desk->colleague, id, NULL, keep_cb, &claimed);
  luwte_ui_test_wait (claimed != NULL);
  hers = luwte_service_claim_finish (desk->colleague, claimed, &error);
  g_assert_no_error (error);
  luwte_service_transfer_async (desk->colleague, id, practice->get_user (desk->server, 0), TRUE,
                                note, NULL, keep_cb, &given);
  luwte_ui_test_wait (given != NULL);
  g_assert_true (luwte_service_done_finish (desk->colleague, given, &error));
  luwte_ui_test_wait (g_list_model_get_n_items (luwte_live_get_mine (desk->f->live)) == 1);
  gtk_widget_activate_action (GTK_WIDGET (desk->f->page), "chats.next-session", NULL);
  luwte_ui_test_wait (luwte_ui_test_shows (desk->f->window, "Durft niet te bellen"));
  g_assert_true (luwte_ui_test_shows (desk->f->window, "The visitor agreed."));
  luwte_ui_test_picture (desk->f->window, "handed-over");
  luwte_workspace_lock (desk->f->workspace);
  luwte_ui_test_settle ();
  g_assert_false (luwte_ui_test_shows (desk->f->window, "Durft niet te bellen"));
}

/* Said to the team and by it; no visitor is told, and what was said is not seen before it is asked
 * for, nor after a lock. */
static void
test_team (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *id = arrive_and_claim (desk);
  LuwteSideTalk *talk = luwte_live_get_side_talk (desk->f->live);
  g_auto (GStrv) chat = NULL;
  AdwDialog *dialog;
  GtkWidget *entry;

  luwte_chats_fixture_say_to_team (desk->colleague, "Wie kan er even meekijken?");
  luwte_ui_test_wait (luwte_side_talk_get_unread_count (talk) == 1);
  luwte_ui_test_wait (luwte_ui_test_shows (desk->f->window, "A colleague said something"));
  g_assert_false (luwte_ui_test_shows (desk->f->window, "meekijken"));
  gtk_widget_activate_action (GTK_WIDGET (desk->f->page), "chats.team", NULL);
  dialog = get_dialog (desk);
  g_assert_true (LUWTE_IS_SIDE_TALK_DIALOG (dialog));
  g_assert_true (luwte_ui_test_shows (dialog, "Wie kan er even meekijken?"));
  g_assert_cmpuint (luwte_side_talk_get_unread_count (talk), ==, 0);
  entry = luwte_ui_test_find_type (dialog, GTK_TYPE_ENTRY, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Ik kom");
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_picture (desk->f->window, "team");
  /* As Enter in it does. */
  g_signal_emit_by_name (entry, "activate");
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "Ik kom"));
  luwte_ui_test_wait (*gtk_editable_get_text (GTK_EDITABLE (entry)) == '\0');
  g_assert_cmpuint (g_list_model_get_n_items (luwte_side_talk_get_messages (talk)), ==, 2);
  g_assert_cmpuint (luwte_side_talk_get_unread_count (talk), ==, 0);
  chat = practice->read_chat (desk->server, id);
  for (guint i = 0; chat[i] != NULL; i++)
    g_assert_null (strstr (chat[i], "Ik kom"));
  luwte_workspace_lock (desk->f->workspace);
  luwte_ui_test_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (luwte_side_talk_get_messages (talk)), ==, 0);
  g_assert_false (luwte_ui_test_shows (desk->f->window, "Ik kom"));
}

/* How far she has read goes with the queue into the process that begins anew with a lock. */
static void
assert_place_goes_over (Desk *desk)
{
  g_autoptr (LuwteService) service =
      practice->connect (desk->server, practice->get_url (desk->server), 0, FALSE, NULL);
  g_autoptr (LuwteLive) next = luwte_live_new (service, NULL);
  g_autoptr (GVariant) state = g_variant_ref_sink (luwte_live_hand_over (desk->f->live));
  g_autoptr (GVariant) again = NULL;
  const char *id, *same;
  gint64 at, same_at;

  luwte_live_take_over (next, state);
  again = g_variant_ref_sink (luwte_live_hand_over (next));
  g_assert_true (g_variant_lookup (state, "team-id", "&s", &id));
  g_assert_true (g_variant_lookup (state, "team-at", "x", &at));
  g_assert_true (g_variant_lookup (again, "team-id", "&s", &same));
  g_assert_true (g_variant_lookup (again, "team-at", "x", &same_at));
  g_assert_cmpstr (id, !=, "");
  g_assert_cmpstr (id, ==, same);
  g_assert_cmpint (at, >, 0);
  g_assert_cmpint (at, ==, same_at);
}

/* What a colleague says is announced as somebody who waits is: only while Available, until it is
 * read. What was said while Luwte was locked is so after it, the unread from before too. */
static void
test_announced (void)
{
  g_autoptr (Desk) desk = desk_new ();
  LuwteSideTalk *talk = luwte_live_get_side_talk (desk->f->live);
  g_autoptr (LuwteStatus) status = luwte_status_new (desk->f->workspace);
  g_autoptr (LuwteAlerts) alerts = NULL;
  GtkWindow *aside =
      luwte_ui_test_window (g_object_new (LUWTE_TYPE_SIDEBAR, "status", status, NULL), 260, 500);
  guint unseen;

  luwte_live_set_available (desk->f->live, FALSE);
  luwte_ui_test_wait (!luwte_status_get_available (status));
  alerts = luwte_alerts_new (aside, status);
  luwte_chats_fixture_say_to_team (desk->colleague, "Wie kan er even meekijken?");
  luwte_ui_test_wait (luwte_side_talk_get_unread_count (talk) == 1);
  luwte_ui_test_settle ();
  g_assert_cmpuint (luwte_alerts_get_n_announced (alerts), ==, 0);
  luwte_ui_test_get (aside, GTK_ACCESSIBLE_ROLE_LIST_ITEM, "Chats, 1 from a colleague");

  /* Turned on while it is unread: that is news too. */
  luwte_live_set_available (desk->f->live, TRUE);
  luwte_ui_test_wait (luwte_alerts_get_n_announced (alerts) == 1);
  luwte_chats_fixture_say_to_team (desk->colleague, "Iemand?");
  luwte_ui_test_wait (luwte_side_talk_get_unread_count (talk) == 2);
  luwte_ui_test_wait (luwte_alerts_get_n_announced (alerts) == 2);
  luwte_ui_test_get (aside, GTK_ACCESSIBLE_ROLE_LIST_ITEM, "Chats, 2 from colleagues");

  /* Where the list is on the screen it is read as it comes. */
  gtk_widget_activate_action (GTK_WIDGET (desk->f->page), "chats.team", NULL);
  g_assert_true (LUWTE_IS_SIDE_TALK_DIALOG (get_dialog (desk)));
  g_assert_cmpuint (luwte_status_get_team_count (status), ==, 0);
  luwte_ui_test_get (aside, GTK_ACCESSIBLE_ROLE_LIST_ITEM, "Chats");
  unseen = gtk_window_is_active (aside) ? 0 : 1;
  luwte_chats_fixture_say_to_team (desk->colleague, "Laat maar");
  luwte_ui_test_wait (luwte_ui_test_shows (get_dialog (desk), "Laat maar"));
  luwte_ui_test_settle ();
  g_assert_cmpuint (luwte_side_talk_get_unread_count (talk), ==, 0);
  g_assert_cmpuint (luwte_alerts_get_n_announced (alerts), ==, 2 + unseen);
  adw_dialog_force_close (get_dialog (desk));

  luwte_chats_fixture_say_to_team (desk->colleague, "Toch nog iets");
  luwte_ui_test_wait (luwte_alerts_get_n_announced (alerts) == 3 + unseen);
  luwte_workspace_lock (desk->f->workspace);
  g_assert_cmpuint (luwte_status_get_team_count (status), ==, 0);
  assert_place_goes_over (desk);
  luwte_chats_fixture_say_to_team (desk->colleague, "En dit");
  luwte_ui_test_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (luwte_side_talk_get_messages (talk)), ==, 0);
  luwte_chats_fixture_unlock (desk->f);
  luwte_ui_test_wait (luwte_ui_test_shows (desk->f->window, "A colleague said something"));
  luwte_ui_test_wait (luwte_side_talk_get_unread_count (talk) == 2);
  g_assert_cmpuint (g_list_model_get_n_items (luwte_side_talk_get_messages (talk)), ==, 5);
  luwte_ui_test_wait (luwte_alerts_get_n_announced (alerts) > 3 + unseen);
  g_clear_object (&alerts);
  luwte_ui_test_destroy (aside);
}

/* A service that lists nobody and takes no note: a name, and nothing that would go nowhere. */
static void
test_plain (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  AdwDialog *dialog;
  GtkWidget *name;

  luwte_fake_service_add (f->service, "s1", "Kiezel", "Jongeren", TRUE);
  luwte_fake_service_tell (f->service);
  luwte_chats_fixture_claim (f, "Kiezel");
  gtk_widget_activate_action (GTK_WIDGET (f->page), "chats.transfer", NULL);
  luwte_ui_test_settle ();
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (f->window));
  g_assert_true (LUWTE_IS_TRANSFER_DIALOG (dialog));
  g_assert_false (luwte_ui_test_shows (dialog, "Note for your colleague"));
  g_assert_false (luwte_ui_test_shows (dialog, "agrees"));
  name = luwte_ui_test_find_type (dialog, ADW_TYPE_ENTRY_ROW, 0);
  gtk_editable_set_text (GTK_EDITABLE (name), "jan");
  luwte_fake_service_fail_next (f->service, LUWTE_SERVICE_OP_TRANSFER,
                                LUWTE_SERVICE_ERROR_UNREACHABLE);
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Transfer");
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "does not answer"));
  luwte_ui_test_picture (f->window, "transfer-plain");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Transfer");
  luwte_ui_test_wait (luwte_fake_service_get_state (f->service, "s1") == LUWTE_SESSION_TAKEN);
  luwte_ui_test_wait (luwte_chats_page_get_conversation (f->page) == NULL);
  luwte_chats_fixture_free (f);
}

int
main (int argc, char **argv)
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/colleagues/transfer", test_transfer);
  g_test_add_func ("/ui/colleagues/taken-over", test_taken_over);
  g_test_add_func ("/ui/colleagues/team", test_team);
  g_test_add_func ("/ui/colleagues/announced", test_announced);
  g_test_add_func ("/ui/colleagues/plain", test_plain);
  return g_test_run ();
}
