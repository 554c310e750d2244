/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a flag to a sealed case: the three steps of the dialog, over a real vault in a roster. */

#include "luwte-case-dialog.h"
#include "luwte-case-reader.h"
#include "luwte-find-list.h"
#include "luwte-flag-dialog.h"
#include "luwte-layout.h"
#include "luwte-marked-text.h"
#include "luwte-redact-page.h"
#include "luwte-review-page.h"
#include "luwte-send-page.h"
#include "luwte-note.h"
#include "luwte-team-fixture.h"
#include "luwte-ui-harness.h"
#include "luwte-window.h"

#include <glib/gstdio.h>

#define NOTE                                                                                   \
  "Kiezel sprak met haar mentor, mevrouw Van Dalen. Zit op Rijnlands College. Woont bij een "  \
  "tante in Deventer en is 16. Op een kaart stond alleen roos. Bellen kan op 06 12345678. Ze " \
  "zei dat Sanne van de sportclub het weet."

static GtkWidget *
page_of (GtkWidget *dialog, GType type)
{
  luwte_ui_test_wait (luwte_ui_test_find_type (dialog, type, 0) != NULL &&
                      gtk_widget_get_mapped (luwte_ui_test_find_type (dialog, type, 0)));
  luwte_ui_test_settle ();
  return luwte_ui_test_find_type (dialog, type, 0);
}

static GtkTextView *
text_of (GtkWidget *dialog)
{
  GtkWidget *text = luwte_ui_test_find_type (dialog, LUWTE_TYPE_MARKED_TEXT, 0);

  return GTK_TEXT_VIEW (luwte_ui_test_find_type (text, GTK_TYPE_TEXT_VIEW, 0));
}

static void
select_word (GtkWidget *dialog, const char *word)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (text_of (dialog));
  GtkTextIter start, from, to;

  gtk_text_buffer_get_start_iter (buffer, &start);
  g_assert_true (gtk_text_iter_forward_search (&start, word, 0, &from, &to, NULL));
  gtk_text_buffer_select_range (buffer, &from, &to);
  luwte_ui_test_settle ();
}

static void
act (GtkWidget *dialog, const char *action, GVariant *parameter)
{
  g_autoptr (GVariant) given = parameter != NULL ? g_variant_ref_sink (parameter) : NULL;

  gtk_widget_activate_action_variant (GTK_WIDGET (text_of (dialog)), action, given);
  luwte_ui_test_settle ();
}

/* Every open question is answered with Remove It, as the Tab and Enter keys would. */
static void
answer_all (GtkWidget *dialog)
{
  for (guint i = 0; i < 20; i++)
    {
      if (luwte_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Remove It") == NULL)
        return;
      luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Remove It");
    }
  g_assert_not_reached ();
}

static gboolean
may_press (GtkWidget *dialog, const char *name)
{
  return gtk_widget_get_sensitive (luwte_ui_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, name));
}

static gboolean
preview_shows (GtkWidget *dialog, const char *words)
{
  return luwte_ui_test_shows (luwte_ui_test_find_type (dialog, LUWTE_TYPE_CASE_READER, 0), words);
}

static void
redact (GtkWindow *window, GtkWidget *dialog)
{
  GtkWidget *page = page_of (dialog, LUWTE_TYPE_REDACT_PAGE);
  GtkWidget *list = luwte_ui_test_find_type (page, LUWTE_TYPE_FIND_LIST, 0);

  luwte_ui_test_check_names (dialog);
  luwte_ui_test_picture (window, "redaction");
  /* What is known of the dossier and what is certain goes; nothing is sent while a word is open. */
  g_assert_true (luwte_ui_test_shows (list, "Deventer"));
  g_assert_true (luwte_ui_test_shows (list, "Kiezel"));
  g_assert_false (may_press (page, "Next"));
  if (luwte_ui_test_find (page, GTK_ACCESSIBLE_ROLE_BUTTON, "Remove It") != NULL)
    g_assert_true (luwte_ui_test_shows (page, "Answer the open question"));
  answer_all (page);
  g_assert_false (may_press (page, "Next"));
  g_assert_true (luwte_ui_test_shows (page, "Read the preview first."));

  select_word (dialog, "sportclub");
  act (dialog, "redact.mark", NULL);
  g_assert_true (luwte_ui_test_shows (list, "sportclub"));
  luwte_ui_test_click (list, GTK_ACCESSIBLE_ROLE_BUTTON, "Keep Deventer");
  g_assert_true (luwte_ui_test_shows (list, "What Stays"));
  luwte_ui_test_click (list, GTK_ACCESSIBLE_ROLE_BUTTON, "Remove Deventer");
  g_assert_false (luwte_ui_test_shows (list, "What Stays"));
  act (dialog, "redact.step", g_variant_new_boolean (FALSE));
  act (dialog, "redact.step", g_variant_new_boolean (TRUE));
  act (dialog, "redact.mark", NULL);
  g_assert_true (luwte_ui_test_shows (list, "by you"));
  select_word (dialog, "Rijnlands College");
  act (dialog, "redact.keep", NULL);
  g_assert_true (luwte_ui_test_shows (list, "What Stays"));
  luwte_ui_test_picture (window, "redaction-answered");
  luwte_ui_test_dark (TRUE);
  luwte_ui_test_picture (window, "redaction-dark");
  luwte_ui_test_dark (FALSE);

  act (dialog, "redact.preview", NULL);
  g_assert_true (preview_shows (page, "Rijnlands College"));
  for (const char *const *word = (const char *const[]) { "Deventer", "Kiezel", "Van Dalen",
                                                         "sportclub", "12345678", NULL };
       *word != NULL; word++)
    g_assert_false (preview_shows (page, *word));
  g_assert_true (may_press (page, "Next"));
  luwte_ui_test_picture (window, "redaction-preview");
}

static void
send (GtkWindow *window, GtkWidget *dialog)
{
  GtkWidget *page;

  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next");
  page = page_of (dialog, LUWTE_TYPE_SEND_PAGE);
  luwte_ui_test_wait (luwte_ui_test_shows (page, "Hanna"));
  luwte_ui_test_check_names (dialog);
  g_assert_true (luwte_ui_test_shows (page, "Phone number"));
  /* Urgent: it must be said whether the author is named. */
  g_assert_false (may_press (page, "Seal and Send"));
  g_assert_true (luwte_ui_test_shows (page, "say whether the meeting may know"));
  luwte_ui_test_picture (window, "redaction-send");
  luwte_ui_test_click (page, GTK_ACCESSIBLE_ROLE_LIST_ITEM, "Unnamed");
  luwte_ui_test_wait (may_press (page, "Seal and Send"));
  luwte_ui_test_click (page, GTK_ACCESSIBLE_ROLE_BUTTON, "Seal and Send");
  luwte_ui_test_picture (window, "redaction-sealed");
}

static GtkWidget *
open_case (GtkWindow *window)
{
  GtkWidget *dialog;

  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Put to the Meeting…");
  luwte_ui_test_wait (luwte_ui_test_find_type (window, LUWTE_TYPE_CASE_DIALOG, 0) != NULL);
  dialog = luwte_ui_test_find_type (window, LUWTE_TYPE_CASE_DIALOG, 0);
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "what goes along"));
  luwte_ui_test_settle ();
  return dialog;
}

static GtkWindow *
show_flag (LuwteTeamFixture *team, int width, int height)
{
  GtkWidget *page = luwte_review_page_new (team->author->workspace);
  GtkWindow *window;

  g_object_set (page, "layout", width < 720 ? LUWTE_LAYOUT_NARROW : LUWTE_LAYOUT_WIDE, NULL);
  window = luwte_ui_test_window (page, width, height);

  luwte_ui_test_wait (luwte_ui_test_shows (window, "Kiezel"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (
                                     luwte_ui_test_find_type (window, ADW_TYPE_EXPANDER_ROW, 0)),
                                 TRUE);
  luwte_ui_test_settle ();
  return window;
}

/* A flag becomes a sealed case: chosen, redacted, previewed, confirmed. (R46) */
static void
test_send (void)
{
  LuwteTeamFixture *team = luwte_team_fixture_new ();
  GtkWindow *window;
  GtkWidget *dialog;

  luwte_team_fixture_flag (team, "Kiezel", NOTE, "Hoe blijven we in haar tempo?", TRUE);
  window = show_flag (team, 1280, 800);
  luwte_ui_test_check_names (window);
  dialog = open_case (window);
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_picture (window, "case-choose");
  g_assert_true (luwte_ui_test_shows (dialog, "Working Notes"));
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next");
  redact (window, dialog);
  send (window, dialog);
  luwte_ui_test_wait (luwte_ui_test_find_type (window, LUWTE_TYPE_CASE_DIALOG, 0) == NULL);
  g_assert_cmpuint (luwte_team_fixture_n_files (team), ==, 1);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "put to the meeting on"));
  luwte_ui_test_destroy (window);
  luwte_team_fixture_free (team);
}

static void
flag_dossier (GtkWindow *window)
{
  GtkWidget *dialog, *question;

  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Flag for the review");
  luwte_ui_test_wait (luwte_ui_test_find_type (window, LUWTE_TYPE_FLAG_DIALOG, 0) != NULL);
  dialog = luwte_ui_test_find_type (window, LUWTE_TYPE_FLAG_DIALOG, 0);
  luwte_ui_test_settle ();
  question = luwte_ui_test_find_type (dialog, GTK_TYPE_TEXT_VIEW, 0);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (question)),
                            "Hoe blijven we in haar tempo?", -1);
  luwte_ui_test_settle ();
  luwte_ui_test_check_names (dialog);
  luwte_flag_dialog_flag (LUWTE_FLAG_DIALOG (dialog));
  luwte_ui_test_wait (luwte_ui_test_find_type (window, LUWTE_TYPE_CASE_DIALOG, 0) != NULL);
}

/* From the page of a dossier, with no conversation: reason and question, then which notes go along,
 * then the same redaction as everywhere. (R46) */
static void
test_from_dossier (void)
{
  LuwteTeamFixture *team = luwte_team_fixture_new ();
  GtkWindow *window;
  GtkWidget *dialog, *page;

  luwte_ui_fixture_add_note (team->author, "Kiezel", "Vorige maand nog thuis.", 30);
  luwte_ui_fixture_add_note (team->author, "Kiezel", NOTE, 3);
  window = luwte_team_fixture_open_dossier (team->author, "Kiezel", 1280, 800);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Van Dalen"));
  flag_dossier (window);
  dialog = luwte_ui_test_find_type (window, LUWTE_TYPE_CASE_DIALOG, 0);
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "what goes along"));
  luwte_ui_test_settle ();
  g_assert_null (luwte_ui_test_find_type (window, LUWTE_TYPE_FLAG_DIALOG, 0));
  g_assert_true (luwte_ui_test_shows (dialog, "Vorige maand nog thuis."));
  g_assert_false (luwte_ui_test_shows (dialog, "From the Conversation"));
  luwte_ui_test_picture (window, "dossier-flag");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next");
  page = page_of (dialog, LUWTE_TYPE_REDACT_PAGE);
  answer_all (page);
  act (dialog, "redact.preview", NULL);
  g_assert_false (preview_shows (page, "Kiezel"));
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next");
  page = page_of (dialog, LUWTE_TYPE_SEND_PAGE);
  luwte_ui_test_wait (may_press (page, "Seal and Send"));
  luwte_ui_test_click (page, GTK_ACCESSIBLE_ROLE_BUTTON, "Seal and Send");
  luwte_ui_test_wait (luwte_ui_test_find_type (window, LUWTE_TYPE_CASE_DIALOG, 0) == NULL);
  luwte_ui_test_wait (luwte_team_fixture_n_files (team) == 1);
  luwte_ui_test_destroy (window);
  luwte_team_fixture_free (team);
}

/* In a narrow window the list comes with F9; leaving half done asks, and sends nothing. */
static void
test_narrow (void)
{
  LuwteTeamFixture *team = luwte_team_fixture_new ();
  GtkWindow *window;
  GtkWidget *dialog, *list;

  luwte_team_fixture_flag (team, "Kiezel", NOTE, "Hoe blijven we in haar tempo?", FALSE);
  window = show_flag (team, 380, 720);
  dialog = open_case (window);
  luwte_ui_test_picture (window, "case-choose-narrow");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next");
  page_of (dialog, LUWTE_TYPE_REDACT_PAGE);
  luwte_ui_test_picture (window, "redaction-narrow");
  list = luwte_ui_test_find_type (dialog, LUWTE_TYPE_FIND_LIST, 0);
  act (dialog, "redact.finds", NULL);
  luwte_ui_test_wait (luwte_ui_test_shows (list, "Deventer"));
  luwte_ui_test_picture (window, "redaction-finds-narrow");
  adw_dialog_close (ADW_DIALOG (dialog));
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Stop Here?"));
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Stop");
  luwte_ui_test_wait (luwte_ui_test_find_type (window, LUWTE_TYPE_CASE_DIALOG, 0) == NULL);
  g_assert_cmpuint (luwte_team_fixture_n_files (team), ==, 0);
  luwte_ui_test_destroy (window);
  luwte_team_fixture_free (team);
}

int
main (int argc, char *argv[])
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/case/send", test_send);
  g_test_add_func ("/ui/case/from-dossier", test_from_dossier);
  g_test_add_func ("/ui/case/narrow", test_narrow);
  return g_test_run ();
}
