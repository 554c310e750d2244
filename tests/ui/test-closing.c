/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finishing and flagging. */

#include "luwte-chats-fixture.h"

#include "luwte-closing-dialog.h"
#include "luwte-code.h"
#include "luwte-flag.h"
#include "luwte-ui-harness.h"

static AdwDialog *
get_dialog (LuwteChatsFixture *f)
{
  luwte_ui_test_settle ();
  return adw_window_get_visible_dialog (ADW_WINDOW (f->window));
}

static LuwteConversation *
begin (LuwteChatsFixture *f)
{
  luwte_fake_service_add (f->service, "s1", "Kiezel", "Jongeren", TRUE);
  luwte_fake_service_tell (f->service);
  return luwte_chats_fixture_claim (f, "Kiezel");
}

typedef struct
{
  GPtrArray *rows;
  gboolean done;
} Rows;

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Rows *rows = data;

  rows->rows = luwte_notes_list_finish (LUWTE_NOTES (source), result, NULL);
  rows->done = TRUE;
}

static GPtrArray *
list_notes (LuwteChatsFixture *f)
{
  Rows rows = { 0 };

  luwte_notes_list_by_nickname_async (luwte_workspace_get_notes (f->workspace), "Kiezel", NULL,
                                      noted_cb, &rows);
  luwte_ui_test_wait (rows.done);
  g_assert_nonnull (rows.rows);
  return rows.rows;
}

static void
flags_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Rows *rows = data;

  rows->rows = luwte_review_list_finish (LUWTE_REVIEW (source), result, NULL);
  rows->done = TRUE;
}

static void
test_topic_required (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  AdwDialog *dialog;

  begin (f);
  gtk_widget_activate_action (GTK_WIDGET (f->page), "chats.close", NULL);
  dialog = get_dialog (f);
  g_assert_true (LUWTE_IS_CLOSING_DIALOG (dialog));
  g_assert_false (
      gtk_widget_is_sensitive (luwte_ui_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Finish")));
  /* The focus stands where something is missing. */
  g_assert_true (ADW_IS_COMBO_ROW (adw_dialog_get_focus (dialog)));
  /* Finishing by any other road does nothing either. */
  luwte_closing_dialog_finish (LUWTE_CLOSING_DIALOG (dialog));
  luwte_ui_test_settle ();
  g_assert_nonnull (luwte_chats_page_get_conversation (f->page));
  g_assert_cmpint (luwte_fake_service_n_calls (f->service, LUWTE_SERVICE_OP_CLOSE), ==, 0);
  g_assert_true (luwte_ui_test_shows (dialog, "until "));
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_picture (f->window, "closing-topic");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Back");
  g_assert_null (get_dialog (f));
  luwte_chats_fixture_free (f);
}

static void
choose_topic (LuwteChatsFixture *f, AdwDialog *dialog, guint nth)
{
  g_autoptr (GPtrArray) topics = luwte_workspace_topics (f->workspace, "en");

  luwte_closing_dialog_set_topic (LUWTE_CLOSING_DIALOG (dialog),
                                  luwte_code_get_code (g_ptr_array_index (topics, nth)));
}

/* R45. */
static void
test_finish (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  AdwDialog *dialog;
  g_autoptr (GPtrArray) notes = NULL;
  const LuwteNoteFields *fields;

  begin (f);
  luwte_chats_fixture_type (luwte_chats_fixture_note_view (f), "Mentor gesproken");
  gtk_widget_activate_action (GTK_WIDGET (f->page), "chats.close", NULL);
  dialog = get_dialog (f);
  choose_topic (f, dialog, 1);
  /* One note in two editors. */
  luwte_chats_fixture_type (luwte_ui_test_find_type (dialog, GTK_TYPE_TEXT_VIEW, 0), ", ging goed");
  luwte_ui_test_picture (f->window, "closing-ready");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_TOGGLE_BUTTON, "Under 18");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Finish");
  luwte_ui_test_wait (get_dialog (f) == NULL);
  luwte_ui_test_wait (luwte_chats_page_get_conversation (f->page) == NULL);
  g_assert_cmpint (luwte_fake_service_get_state (f->service, "s1"), ==, LUWTE_SESSION_CLOSED);
  notes = list_notes (f);
  g_assert_cmpint (notes->len, ==, 1);
  fields = luwte_note_get_fields (g_ptr_array_index (notes, 0));
  g_assert_cmpstr (fields->text, ==, "Mentor gesproken, ging goed");
  g_assert_cmpstr (fields->topic, ==, "school");
  g_assert_true (luwte_ui_test_shows (f->window, "Nobody is waiting"));
  luwte_chats_fixture_free (f);
}

/* Where the profile knows shared notes and personal ones, one chooses which it is. (R37) */
static void
test_personal (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("fier");
  AdwDialog *dialog;
  g_autoptr (GPtrArray) notes = NULL;
  GtkWidget *row;

  begin (f);
  luwte_chats_fixture_type (luwte_chats_fixture_note_view (f), "Voor mij alleen");
  gtk_widget_activate_action (GTK_WIDGET (f->page), "chats.close", NULL);
  dialog = get_dialog (f);
  choose_topic (f, dialog, 1);
  row = luwte_ui_test_find_type (dialog, ADW_TYPE_COMBO_ROW, 1);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "_Kind of note");
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  g_assert_true (luwte_ui_test_shows (dialog, "Only for you"));
  g_assert_false (luwte_ui_test_shows (dialog, "Only for you and your team"));
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_picture (f->window, "closing-personal");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Finish");
  luwte_ui_test_wait (get_dialog (f) == NULL);
  notes = list_notes (f);
  g_assert_cmpint (notes->len, ==, 1);
  g_assert_cmpstr (luwte_note_get_fields (g_ptr_array_index (notes, 0))->kind, ==, "personal_note");
  luwte_chats_fixture_free (f);
}

/* The service fails after the note was stored: all stays, and the second try stores it once. */
static void
test_failure (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  LuwteConversation *conversation;
  AdwDialog *dialog;
  GtkWidget *view;
  g_autofree char *text = NULL;

  conversation = begin (f);
  luwte_chats_fixture_type (luwte_chats_fixture_note_view (f), "Mentor gesproken");
  gtk_widget_activate_action (GTK_WIDGET (f->page), "chats.close", NULL);
  dialog = get_dialog (f);
  choose_topic (f, dialog, 0);
  luwte_fake_service_fail_next (f->service, LUWTE_SERVICE_OP_CLOSE,
                                LUWTE_SERVICE_ERROR_UNREACHABLE);
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Finish");
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "the conversation is still open"));
  luwte_ui_test_picture (f->window, "closing-failed");
  g_assert_true (luwte_chats_page_get_conversation (f->page) == conversation);
  view = luwte_ui_test_find_type (dialog, GTK_TYPE_TEXT_VIEW, 0);
  text = luwte_chats_fixture_text (view);
  g_assert_cmpstr (text, ==, "Mentor gesproken");
  luwte_chats_fixture_type (view, "!");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Finish");
  luwte_ui_test_wait (get_dialog (f) == NULL);
  {
    g_autoptr (GPtrArray) notes = list_notes (f);

    g_assert_cmpint (notes->len, ==, 1);
    g_assert_cmpstr (luwte_note_get_fields (g_ptr_array_index (notes, 0))->text, ==,
                     "Mentor gesproken!");
  }
  luwte_chats_fixture_free (f);
}

/* R46. */
static void
test_flag (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  AdwDialog *dialog;
  Rows rows = { 0 };
  const LuwteFlagFields *fields;

  begin (f);
  gtk_widget_activate_action (GTK_WIDGET (f->page), "chats.flag", NULL);
  dialog = get_dialog (f);
  g_assert_false (
      gtk_widget_is_sensitive (luwte_ui_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Flag")));
  luwte_chats_fixture_type (luwte_ui_test_find_type (dialog, GTK_TYPE_TEXT_VIEW, 0),
                            "Hoe houden we het klein?");
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_picture (f->window, "flag");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Flag");
  luwte_ui_test_wait (get_dialog (f) == NULL);
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Flagged for the review"));
  luwte_review_list_async (luwte_workspace_get_review (f->workspace), NULL, flags_cb, &rows);
  luwte_ui_test_wait (rows.done);
  g_assert_cmpint (rows.rows->len, ==, 1);
  fields = luwte_flag_get_fields (g_ptr_array_index (rows.rows, 0));
  g_assert_cmpstr (fields->question, ==, "Hoe houden we het klein?");
  g_assert_cmpstr (fields->nickname, ==, "Kiezel");
  g_assert_false (fields->urgent);
  g_ptr_array_unref (rows.rows);
  luwte_chats_fixture_free (f);
}

/* R33, R64. */
static void
test_emergency (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  AdwDialog *dialog;

  begin (f);
  luwte_ui_test_click (f->window, GTK_ACCESSIBLE_ROLE_BUTTON, "Emergency");
  dialog = get_dialog (f);
  g_assert_nonnull (dialog);
  g_assert_true (luwte_ui_test_shows (dialog, "112"));
  luwte_ui_test_picture (f->window, "emergency");
  adw_dialog_close (dialog);
  luwte_chats_fixture_free (f);
}

static void
test_release (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");

  begin (f);
  gtk_widget_activate_action (GTK_WIDGET (f->page), "chats.release", NULL);
  luwte_ui_test_click (get_dialog (f), GTK_ACCESSIBLE_ROLE_BUTTON, "Put Back");
  luwte_ui_test_wait (luwte_chats_page_get_conversation (f->page) == NULL);
  g_assert_cmpint (luwte_fake_service_get_state (f->service, "s1"), ==, LUWTE_SESSION_WAITING);
  luwte_chats_fixture_free (f);
}

int
main (int argc, char **argv)
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/closing/topic-required", test_topic_required);
  g_test_add_func ("/ui/closing/finish", test_finish);
  g_test_add_func ("/ui/closing/failure", test_failure);
  g_test_add_func ("/ui/closing/flag", test_flag);
  g_test_add_func ("/ui/closing/personal", test_personal);
  g_test_add_func ("/ui/closing/emergency", test_emergency);
  g_test_add_func ("/ui/closing/release", test_release);
  return g_test_run ();
}
