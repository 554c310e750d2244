/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions that were left, in the window, before a real luwte-practice. */

#include "luwte-chats-fixture.h"

#include "luwte-contract-practice.h"
#include "luwte-inbox.h"
#include "luwte-question-dialog.h"
#include "luwte-question-list.h"
#include "luwte-question.h"
#include "luwte-service-extras.h"
#include "luwte-spell-marks.h"
#include "luwte-spelling.h"
#include "luwte-ui-harness.h"

static const LuwteContractBackend *const practice = &luwte_contract_practice;

typedef struct
{
  gpointer server;
  LuwteChatsFixture *f;
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
  return self;
}

static void
desk_free (Desk *self)
{
  luwte_chats_fixture_free (self->f);
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

static LuwteInbox *
get_inbox (Desk *desk)
{
  return luwte_live_get_inbox (desk->f->live);
}

static guint
count (Desk *desk)
{
  return g_list_model_get_n_items (luwte_inbox_get_questions (get_inbox (desk)));
}

/* Ctrl+J, and Enter on the row. */
static AdwDialog *
open_first (Desk *desk)
{
  GtkWidget *row;

  gtk_widget_activate_action (GTK_WIDGET (desk->f->page), "chats.questions", NULL);
  row = gtk_window_get_focus (desk->f->window);
  g_assert_true (GTK_IS_LIST_BOX_ROW (row));
  g_assert_true (gtk_widget_activate (row));
  luwte_ui_test_settle ();
  g_assert_true (LUWTE_IS_QUESTION_DIALOG (get_dialog (desk)));
  return get_dialog (desk);
}

/* Enter on whatever has the focus. */
static void
press_focused (AdwDialog *dialog)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (dialog)));

  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_activate (focus));
}

static GtkWidget *
get_answer (AdwDialog *dialog)
{
  return luwte_ui_test_find_type (dialog, GTK_TYPE_TEXT_VIEW, 0);
}

/* Nothing of a question is in the window before it is taken; the focus goes where the next key is
 * meant for, and the answer is read with the code. (R22, R23, R25) */
static void
test_answer (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *code = practice->ask (desk->server, "Mag ik dit vertellen?");
  g_autofree char *told = NULL;
  AdwDialog *dialog;

  luwte_ui_test_wait (count (desk) == 1);
  g_assert_true (luwte_ui_test_shows (desk->f->window, "Nobody answers this yet"));
  luwte_ui_test_picture (desk->f->window, "questions-list");
  dialog = open_first (desk);
  g_assert_false (luwte_ui_test_shows (desk->f->window, "Mag ik dit vertellen?"));
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_picture (desk->f->window, "question-open");
  press_focused (dialog);
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "Mag ik dit vertellen?"));
  luwte_ui_test_settle ();
  g_assert_true (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (dialog))) ==
                 get_answer (dialog));
  g_assert_false (
      gtk_widget_is_sensitive (luwte_ui_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Send")));
  luwte_chats_fixture_type (get_answer (dialog), "Ja, dat mag.");
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_picture (desk->f->window, "question-answer");
  g_assert_true (luwte_chats_fixture_press (get_answer (dialog), GDK_KEY_Return, GDK_CONTROL_MASK));
  luwte_ui_test_wait (get_dialog (desk) == NULL);
  told = practice->read_answer (desk->server, code);
  g_assert_cmpstr (told, ==, "Ja, dat mag.");
  g_assert_true (luwte_ui_test_shows (desk->f->window, "Answered by you"));
  /* What she answered can be read again, and not changed. */
  dialog = open_first (desk);
  g_assert_true (luwte_ui_test_shows (dialog, "Ja, dat mag."));
  g_assert_null (luwte_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Send"));
  adw_dialog_close (dialog);
  luwte_ui_test_wait (get_dialog (desk) == NULL);
}

static gboolean
begins_marked (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer),
                                               LUWTE_SPELL_MARKS_TAG);
  GtkTextIter start;

  gtk_text_buffer_get_start_iter (buffer, &start);
  return tag != NULL && gtk_text_iter_starts_tag (&start, tag);
}

/* An answer is read by a visitor as a message is, so its words are looked at too. */
static void
test_spelling (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *code = practice->ask (desk->server, "Mag ik dit vertellen?");
  LuwteSpelling *spelling = luwte_spelling_get_default ();
  AdwDialog *dialog;

  luwte_spelling_set_language (spelling, "nl");
  luwte_ui_test_wait (luwte_spelling_get_state (spelling) == LUWTE_SPELLING_READY);
  luwte_ui_test_wait (count (desk) == 1);
  dialog = open_first (desk);
  press_focused (dialog);
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "Mag ik dit vertellen?"));
  luwte_ui_test_settle ();
  luwte_chats_fixture_type (get_answer (dialog), "Zoiest mag. ");
  luwte_ui_test_wait (begins_marked (get_answer (dialog)));
  luwte_spelling_set_language (spelling, NULL);
  luwte_ui_test_wait (!begins_marked (get_answer (dialog)));
  adw_dialog_close (dialog);
  luwte_ui_test_wait (get_dialog (desk) == NULL);
}

/* What is being written is there again after going back, and after a lock. */
static void
test_draft (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *code = practice->ask (desk->server, "Hoe lang duurt het?");
  g_autofree char *again = NULL;
  g_autofree char *after_lock = NULL;
  AdwDialog *dialog;

  luwte_ui_test_wait (count (desk) == 1);
  dialog = open_first (desk);
  press_focused (dialog);
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "Hoe lang duurt het?"));
  luwte_chats_fixture_type (get_answer (dialog), "Dat hangt ervan");
  adw_dialog_close (dialog);
  luwte_ui_test_wait (get_dialog (desk) == NULL);
  g_assert_true (luwte_ui_test_shows (desk->f->window, "You are answering"));
  dialog = open_first (desk);
  again = luwte_chats_fixture_text (get_answer (dialog));
  g_assert_cmpstr (again, ==, "Dat hangt ervan");
  luwte_chats_fixture_type (get_answer (dialog), " af");
  luwte_workspace_lock (desk->f->workspace);
  luwte_ui_test_wait (count (desk) == 0);
  /* An open dialog keeps nothing of it. */
  luwte_ui_test_wait (!luwte_ui_test_shows (desk->f->window, "Hoe lang duurt het?"));
  luwte_chats_fixture_unlock (desk->f);
  luwte_ui_test_wait (count (desk) == 1);
  luwte_ui_test_wait (luwte_ui_test_shows (desk->f->window, "You are answering"));
  {
    g_autoptr (LuwteQuestion) question =
        g_list_model_get_item (luwte_inbox_get_questions (get_inbox (desk)), 0);

    luwte_ui_test_wait (
        luwte_inbox_get_draft (get_inbox (desk), luwte_question_get_id (question)) != NULL);
  }
  dialog = open_first (desk);
  after_lock = luwte_chats_fixture_text (get_answer (dialog));
  g_assert_cmpstr (after_lock, ==, "Dat hangt ervan af");
}

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* A colleague is first, while the question is on the screen. */
static void
test_taken (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *code = practice->ask (desk->server, "Voor wie?");
  g_autoptr (LuwteService) colleague =
      practice->connect (desk->server, practice->get_url (desk->server), 1, FALSE, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LuwteQuestion) question = NULL;
  g_autoptr (LuwteQuestion) hers = NULL;
  AdwDialog *dialog;

  luwte_ui_test_wait (count (desk) == 1);
  question = g_list_model_get_item (luwte_inbox_get_questions (get_inbox (desk)), 0);
  dialog = open_first (desk);
  luwte_service_question_claim_async (colleague, luwte_question_get_id (question), NULL, keep_cb,
                                      &result);
  luwte_ui_test_wait (result != NULL);
  hers = luwte_service_question_finish (colleague, result, NULL);
  g_assert_nonnull (hers);
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "This question is no longer here for you"));
  g_assert_null (luwte_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Take and Read"));
  luwte_ui_test_picture (desk->f->window, "question-gone");
  g_assert_true (luwte_ui_test_shows (desk->f->window, "Nobody has left a question."));
}

/* Given back it can be read by nobody; erased it is gone at the service. Both are asked first. */
static void
test_ended (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *code = practice->ask (desk->server, "Telt dit?");
  AdwDialog *dialog;

  luwte_ui_test_wait (count (desk) == 1);
  dialog = open_first (desk);
  press_focused (dialog);
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "Telt dit?"));
  luwte_chats_fixture_type (get_answer (dialog), "Half");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Give Back…");
  luwte_ui_test_click (get_dialog (desk), GTK_ACCESSIBLE_ROLE_BUTTON, "Give Back");
  luwte_ui_test_wait (get_dialog (desk) == NULL);
  luwte_ui_test_wait (luwte_inbox_get_open_count (get_inbox (desk)) == 1);
  dialog = open_first (desk);
  g_assert_false (luwte_ui_test_shows (dialog, "Telt dit?"));
  press_focused (dialog);
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "Telt dit?"));
  {
    g_autofree char *text = luwte_chats_fixture_text (get_answer (dialog));

    g_assert_cmpstr (text, ==, "");
  }
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Erase…");
  luwte_ui_test_picture (desk->f->window, "question-erase");
  luwte_ui_test_click (get_dialog (desk), GTK_ACCESSIBLE_ROLE_BUTTON, "Erase");
  luwte_ui_test_wait (get_dialog (desk) == NULL);
  luwte_ui_test_wait (count (desk) == 0);
}

/* A service without questions shows no place for them. */
static void
test_none (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");

  g_assert_false (luwte_ui_test_shows (f->window, "Questions"));
  luwte_chats_fixture_free (f);
}

int
main (int argc, char **argv)
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/questions/answer", test_answer);
  g_test_add_func ("/ui/questions/spelling", test_spelling);
  g_test_add_func ("/ui/questions/draft", test_draft);
  g_test_add_func ("/ui/questions/taken", test_taken);
  g_test_add_func ("/ui/questions/ended", test_ended);
  g_test_add_func ("/ui/questions/none", test_none);
  return g_test_run ();
}
