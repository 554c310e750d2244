/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Working notes beside the conversation: the draft, "Same person?", and that no note is sent. */

#include "luwte-chats-fixture.h"

#include "luwte-note-editor.h"
#include "luwte-standing-group.h"
#include "luwte-ui-harness.h"

typedef struct
{
  LuwteNoteText *text;
  gboolean done;
} Draft;

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Draft *draft = data;
  g_autoptr (GError) error = NULL;

  draft->text = luwte_notes_load_draft_finish (LUWTE_NOTES (source), result, NULL, &error);
  g_assert_no_error (error);
  draft->done = TRUE;
}

static gboolean
is_kept (LuwteChatsFixture *f, const char *words)
{
  LuwteConversation *conversation = luwte_chats_page_get_conversation (f->page);
  Draft draft = { 0 };
  gboolean same;

  luwte_notes_load_draft_async (luwte_workspace_get_notes (f->workspace),
                                luwte_conversation_get_object_id (conversation), NULL, loaded_cb,
                                &draft);
  luwte_ui_test_wait (draft.done);
  same = draft.text != NULL && g_str_equal (luwte_note_text_peek (draft.text), words);
  g_clear_pointer (&draft.text, luwte_note_text_unref);
  return same;
}

static void
begin (LuwteChatsFixture *f, const char *nickname, gboolean account)
{
  luwte_fake_service_add (f->service, "s1", nickname, NULL, account);
  luwte_fake_service_tell (f->service);
  luwte_chats_fixture_claim (f, nickname);
}

static void
test_draft (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  GtkWidget *view;
  g_autofree char *text = NULL;

  begin (f, "Kiezel", TRUE);
  luwte_chats_fixture_type (luwte_chats_fixture_note_view (f), "Mentor gesproken");
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Saved"));
  g_assert_true (is_kept (f, "Mentor gesproken"));
  luwte_ui_test_picture (f->window, "notes-draft");

  /* A new widget has it again. */
  luwte_chats_fixture_show (f, 1280, 800, LUWTE_LAYOUT_WIDE);
  view = luwte_chats_fixture_note_view (f);
  luwte_ui_test_wait (
      gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view))) > 0);
  text = luwte_chats_fixture_text (view);
  g_assert_cmpstr (text, ==, "Mentor gesproken");
  /* Loading it is no typing: undo does not take it away. */
  g_assert_false (gtk_text_buffer_get_can_undo (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view))));
  luwte_chats_fixture_free (f);
}

/* Somebody who types on without a pause loses no more than somebody who stops. */
static void
test_draft_while_typing (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  GtkWidget *view;

  begin (f, "Kiezel", TRUE);
  view = luwte_chats_fixture_note_view (f);
  while (!luwte_ui_test_shows (f->window, "Saved"))
    {
      luwte_chats_fixture_type (view, "a");
      luwte_ui_test_step ();
    }
  luwte_chats_fixture_free (f);
}

/* R27, R36. */
static void
test_never_sends (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  GtkWidget *view;
  g_autofree char *text = NULL;
  g_autofree char *received = NULL;

  begin (f, "Kiezel", TRUE);
  view = luwte_chats_fixture_note_view (f);
  luwte_chats_fixture_type (view, "Niet voor de bezoeker");
  g_assert_true (luwte_chats_fixture_press (view, GDK_KEY_Return, GDK_CONTROL_MASK));
  g_assert_true (luwte_chats_fixture_press (view, GDK_KEY_KP_Enter, GDK_CONTROL_MASK));
  /* Enter alone stays with the text view: a new line. */
  g_assert_false (luwte_chats_fixture_press (view, GDK_KEY_Return, 0));
  luwte_ui_test_settle ();
  text = luwte_chats_fixture_text (view);
  g_assert_cmpstr (text, ==, "Niet voor de bezoeker");
  received = luwte_fake_service_received (f->service, "s1");
  g_assert_cmpstr (received, ==, "");
  g_assert_cmpint (luwte_fake_service_n_calls (f->service, LUWTE_SERVICE_OP_SEND), ==, 0);
  g_assert_cmpint (g_list_model_get_n_items (luwte_conversation_get_messages (
                       luwte_chats_page_get_conversation (f->page))),
                   ==, 0);
  luwte_chats_fixture_free (f);
}

/* R3. */
static void
test_same_person (gconstpointer data)
{
  gboolean yes = GPOINTER_TO_INT (data);
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  LuwteConversation *conversation;

  luwte_chats_fixture_add_note (f, "Anna", "Vertrouwt haar mentor", 9);
  luwte_chats_fixture_add_note (f, "Anna", "Eerste contact", 20);
  begin (f, "Anna", FALSE);
  conversation = luwte_chats_page_get_conversation (f->page);
  g_assert_cmpint (luwte_conversation_get_identity (conversation), ==, LUWTE_IDENTITY_ASK);
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Same person?"));
  luwte_ui_test_settle ();
  /* Nothing before the answer, not even that there is something. */
  g_assert_false (luwte_ui_test_shows (f->window, "mentor"));
  g_assert_false (luwte_ui_test_shows (f->window, "1 note"));
  g_assert_false (luwte_ui_test_shows (f->window, "Latest note"));
  luwte_ui_test_picture (f->window, "notes-same-person");

  luwte_ui_test_click (f->window, GTK_ACCESSIBLE_ROLE_BUTTON,
                       yes ? "Yes, same person" : "No, somebody else");
  luwte_ui_test_wait (!luwte_ui_test_shows (f->window, "Same person?"));
  if (yes)
    {
      luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Vertrouwt haar mentor"));
      g_assert_true (luwte_ui_test_shows (f->window, "1 note"));
      /* Somebody else may come under the same name and ask what she told. */
      g_assert_true (luwte_ui_test_shows (f->window, "Do not read earlier notes back"));
      g_assert_true (luwte_ui_test_shows (f->window, "erased on"));
      luwte_ui_test_picture (f->window, "notes-joined");
      luwte_ui_test_dark (TRUE);
      luwte_ui_test_picture (f->window, "notes-joined-dark");
      luwte_ui_test_dark (FALSE);
    }
  else
    {
      luwte_ui_test_wait (luwte_ui_test_shows (f->window, "No earlier notes."));
      g_assert_false (luwte_ui_test_shows (f->window, "mentor"));
    }
  luwte_chats_fixture_free (f);
}

/* The service vouches for it: the note is there without a question. (R38) */
static void
test_account (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");

  luwte_chats_fixture_add_note (f, "Kiezel", "Wil korte vragen", 3);
  begin (f, "Kiezel", TRUE);
  if (luwte_conversation_get_identity (luwte_chats_page_get_conversation (f->page)) ==
      LUWTE_IDENTITY_JOINED)
    luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Wil korte vragen"));
  luwte_chats_fixture_free (f);
}

/* R15. */
static void
test_no_notes (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("veiligsamen");

  begin (f, "Kiezel", TRUE);
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "keeps no notes"));
  g_assert_null (luwte_ui_test_find (f->window, GTK_ACCESSIBLE_ROLE_TEXT_BOX, "Working note"));
  luwte_ui_test_picture (f->window, "notes-none");
  luwte_chats_fixture_free (f);
}

static void
test_edit (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  AdwDialog *dialog;
  GtkWidget *view;

  luwte_chats_fixture_add_note (f, "Anna", "Eerste contact", 9);
  begin (f, "Anna", FALSE);
  luwte_ui_test_click (f->window, GTK_ACCESSIBLE_ROLE_BUTTON, "Yes, same person");
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Eerste contact"));
  luwte_ui_test_click (f->window, GTK_ACCESSIBLE_ROLE_BUTTON, "Edit this note");
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (f->window));
  g_assert_nonnull (dialog);
  view = luwte_ui_test_find_type (dialog, GTK_TYPE_TEXT_VIEW, 0);
  luwte_chats_fixture_type (view, ", kort");
  g_assert_true (luwte_chats_fixture_press (view, GDK_KEY_Return, GDK_CONTROL_MASK));
  luwte_ui_test_picture (f->window, "notes-edit");
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Save");
  luwte_ui_test_wait (adw_window_get_visible_dialog (ADW_WINDOW (f->window)) == NULL);
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, ", kort"));
  luwte_chats_fixture_free (f);
}

static GtkWidget *
kind_button (LuwteChatsFixture *f)
{
  GtkWidget *editor = luwte_ui_test_find_type (f->window, LUWTE_TYPE_NOTE_EDITOR, 0);

  return luwte_ui_test_find_type (editor, GTK_TYPE_MENU_BUTTON, 1);
}

static const char *
kind_label (LuwteChatsFixture *f)
{
  return gtk_menu_button_get_label (GTK_MENU_BUTTON (kind_button (f)));
}

/* For whom a note is is chosen and seen where it is written, and comes back with the draft after a
 * lock: what was for her alone is never suddenly for the team. (R37) */
static void
test_kinds (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("fier");
  GtkWidget *editor;

  begin (f, "Kiezel", TRUE);
  editor = luwte_ui_test_find_type (f->window, LUWTE_TYPE_NOTE_EDITOR, 0);
  g_assert_cmpstr (kind_label (f), ==, "For the team");
  g_assert_true (luwte_ui_test_shows (editor, "Only for you and your team"));
  luwte_chats_fixture_type (luwte_chats_fixture_note_view (f), "Voor mij alleen");
  gtk_widget_activate_action (luwte_chats_fixture_note_view (f), "note.next-kind", NULL);
  g_assert_cmpstr (kind_label (f), ==, "Only for me");
  g_assert_false (luwte_ui_test_shows (editor, "Only for you and your team"));
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Saved"));
  luwte_ui_test_picture (f->window, "notes-personal");
  luwte_ui_test_check_names (editor);

  /* Another conversation has a choice of its own. */
  luwte_fake_service_add (f->service, "s2", "Ekster", NULL, TRUE);
  luwte_fake_service_tell (f->service);
  luwte_chats_fixture_claim (f, "Ekster");
  luwte_ui_test_wait (g_strcmp0 (kind_label (f), "For the team") == 0);

  luwte_workspace_lock (f->workspace);
  luwte_chats_fixture_unlock (f);
  for (guint i = 0; i < 2 && g_strcmp0 (kind_label (f), "Only for me") != 0; i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (f->page), "chats.next-session", NULL);
      luwte_ui_test_settle ();
    }
  luwte_ui_test_wait (g_strcmp0 (kind_label (f), "Only for me") == 0);
  {
    g_autofree char *text = luwte_chats_fixture_text (luwte_chats_fixture_note_view (f));

    g_assert_cmpstr (text, ==, "Voor mij alleen");
  }
  luwte_chats_fixture_free (f);
}

/* Who may read is what the profile says: substitutes here, and no choice where there is one kind. */
static void
test_readers (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("pratenonline");
  GtkWidget *editor;

  begin (f, "Kiezel", TRUE);
  editor = luwte_ui_test_find_type (f->window, LUWTE_TYPE_NOTE_EDITOR, 0);
  g_assert_true (luwte_ui_test_shows (editor, "Only for you and your substitutes"));
  g_assert_false (gtk_widget_get_visible (kind_button (f)));
  luwte_chats_fixture_free (f);
}

/* An earlier note becomes one for her alone, and says so in the list. (R37) */
static void
test_change_kind (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  AdwDialog *dialog;

  luwte_chats_fixture_add_note (f, "Anna", "Eerste contact", 9);
  begin (f, "Anna", FALSE);
  luwte_ui_test_click (f->window, GTK_ACCESSIBLE_ROLE_BUTTON, "Yes, same person");
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Eerste contact"));
  g_assert_false (luwte_ui_test_shows (f->window, "only for you"));
  luwte_ui_test_click (f->window, GTK_ACCESSIBLE_ROLE_BUTTON, "Edit this note");
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (f->window));
  gtk_widget_activate_action (luwte_ui_test_find_type (dialog, GTK_TYPE_TEXT_VIEW, 0),
                              "note.next-kind", NULL);
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Save");
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "only for you"));
  luwte_chats_fixture_free (f);
}

/* Without a recorded consent the editor says what tells who somebody is, marks it, and replaces it by
 * one key; saving goes on all the time. With consent it is silent, withdrawn it speaks again.
 * (R39, R41, R69) */
static void
test_consent (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  GtkWidget *view;
  AdwDialog *dialog;

  begin (f, "Kiezel", TRUE);
  view = luwte_chats_fixture_note_view (f);
  luwte_chats_fixture_type (view, "Kiezel belde, nummer is 06-12345678.");
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "No consent is recorded"));
  g_assert_true (luwte_ui_test_shows (f->window, "06-12345678"));
  /* The name by which the visitor is known here is no finding. */
  g_assert_false (luwte_ui_test_shows (f->window, "Kiezel, "));
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Saved"));
  luwte_ui_test_check_names (luwte_ui_test_find_type (f->window, LUWTE_TYPE_NOTE_EDITOR, 0));
  luwte_ui_test_picture (f->window, "notes-consent");
  luwte_ui_test_dark (TRUE);
  luwte_ui_test_picture (f->window, "notes-consent-dark");
  luwte_ui_test_dark (FALSE);

  luwte_ui_test_click (luwte_ui_test_find_type (f->window, LUWTE_TYPE_NOTE_EDITOR, 0),
                       GTK_ACCESSIBLE_ROLE_BUTTON, "Record Consent…");
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (f->window));
  g_assert_nonnull (dialog);
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_picture (f->window, "notes-consent-dialog");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Save");
  luwte_ui_test_wait (!luwte_ui_test_shows (f->window, "No consent is recorded"));
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Agreed on"));
  luwte_ui_test_picture (f->window, "notes-consented");

  luwte_ui_test_click (f->window, GTK_ACCESSIBLE_ROLE_BUTTON,
                       "Withdraw: Personal data in the notes");
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "withdrawn on"));
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "No consent is recorded"));
  gtk_widget_activate_action (view, "note.replace", NULL);
  luwte_ui_test_wait (!luwte_ui_test_shows (f->window, "No consent is recorded"));
  {
    g_autofree char *text = luwte_chats_fixture_text (view);

    g_assert_null (strstr (text, "12345678"));
    g_assert_nonnull (strstr (text, "Kiezel belde"));
    g_assert_nonnull (strstr (text, "["));
  }
  luwte_chats_fixture_free (f);
}

static GtkWidget *
button_row (gpointer root, const char *title)
{
  GtkWidget *row;

  for (guint i = 0; (row = luwte_ui_test_find_type (root, ADW_TYPE_BUTTON_ROW, i)) != NULL; i++)
    if (gtk_widget_get_mapped (row) &&
        g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title))
      return row;
  return NULL;
}

/* The row takes the focus and is activated, as by Tab and Enter. Cancelled, the objection stays; taken
 * back, the note that is being written is read by the ordinary rule again. */
static void
take_back (LuwteChatsFixture *f, GtkWidget *group)
{
  GtkWidget *row = button_row (group, "Objection Taken Back…");

  for (guint i = 0; i < 2; i++)
    {
      AdwDialog *dialog;

      g_assert_true (gtk_widget_grab_focus (row));
      g_assert_true (gtk_widget_activate (row));
      luwte_ui_test_wait (adw_window_get_visible_dialog (ADW_WINDOW (f->window)) != NULL);
      dialog = adw_window_get_visible_dialog (ADW_WINDOW (f->window));
      luwte_ui_test_wait (luwte_ui_test_shows (dialog, "What was left out stays out"));
      luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, i == 0 ? "Cancel" : "Take Back");
      luwte_ui_test_wait (adw_window_get_visible_dialog (ADW_WINDOW (f->window)) == NULL);
      luwte_ui_test_settle ();
      if (i == 0)
        g_assert_true (luwte_ui_test_shows (group, "Objected to registration"));
    }
  luwte_ui_test_wait (!luwte_ui_test_shows (group, "Objected to registration"));
  luwte_ui_test_wait (luwte_ui_test_shows (group, "Objects to Registration…"));
  luwte_ui_test_wait (!luwte_ui_test_shows (f->window, "Objected to registration on"));
  gtk_widget_activate (button_row (group, "Objects to Registration…"));
  luwte_ui_test_wait (adw_window_get_visible_dialog (ADW_WINDOW (f->window)) != NULL);
  luwte_ui_test_click (adw_window_get_visible_dialog (ADW_WINDOW (f->window)),
                       GTK_ACCESSIBLE_ROLE_BUTTON, "Register");
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Objected to registration on"));
}

/* From an objection on the editor marks what says who somebody is, with consent too, and says why; how
 * far somebody is known is kept with its day. (R9, R42, R91) */
static void
test_objection (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("fara");
  GtkWidget *view;
  GtkWidget *group;

  begin (f, "Kiezel", TRUE);
  group = luwte_ui_test_find_type (f->window, LUWTE_TYPE_STANDING_GROUP, 0);
  luwte_ui_test_wait (luwte_ui_test_shows (group, "Objects to Registration…"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (
                                  luwte_ui_test_find_type (group, ADW_TYPE_COMBO_ROW, 0)),
                              1);
  luwte_ui_test_wait (luwte_ui_test_shows (group, "Since "));
  gtk_widget_activate (luwte_ui_test_find_type (group, ADW_TYPE_BUTTON_ROW, 1));
  luwte_ui_test_wait (adw_window_get_visible_dialog (ADW_WINDOW (f->window)) != NULL);
  luwte_ui_test_click (adw_window_get_visible_dialog (ADW_WINDOW (f->window)),
                       GTK_ACCESSIBLE_ROLE_BUTTON, "Register");
  luwte_ui_test_wait (luwte_ui_test_shows (group, "Objected to registration"));
  view = luwte_chats_fixture_note_view (f);
  luwte_chats_fixture_type (view, "Mail naar fleur.maas@post.nl gestuurd.");
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Objected to registration on"));
  g_assert_true (luwte_ui_test_shows (f->window, "fleur.maas@post.nl"));
  luwte_ui_test_picture (f->window, "notes-objection");
  take_back (f, group);
  luwte_chats_fixture_show (f, 360, 640, LUWTE_LAYOUT_NARROW);
  gtk_widget_activate_action (GTK_WIDGET (f->page), "chats.next-session", NULL);
  gtk_widget_activate_action (GTK_WIDGET (f->page), "chats.toggle-notes", NULL);
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Objected to registration on"));
  luwte_ui_test_picture (f->window, "notes-objection-narrow");
  luwte_chats_fixture_free (f);
}

int
main (int argc, char **argv)
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/notes/draft", test_draft);
  g_test_add_func ("/ui/notes/draft-while-typing", test_draft_while_typing);
  g_test_add_func ("/ui/notes/never-sends", test_never_sends);
  g_test_add_data_func ("/ui/notes/same-person-yes", GINT_TO_POINTER (TRUE), test_same_person);
  g_test_add_data_func ("/ui/notes/same-person-no", GINT_TO_POINTER (FALSE), test_same_person);
  g_test_add_func ("/ui/notes/account", test_account);
  g_test_add_func ("/ui/notes/no-notes", test_no_notes);
  g_test_add_func ("/ui/notes/edit", test_edit);
  g_test_add_func ("/ui/notes/kinds", test_kinds);
  g_test_add_func ("/ui/notes/readers", test_readers);
  g_test_add_func ("/ui/notes/change-kind", test_change_kind);
  g_test_add_func ("/ui/notes/consent", test_consent);
  g_test_add_func ("/ui/notes/objection", test_objection);
  return g_test_run ();
}
