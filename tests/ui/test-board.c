/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The board of those who advise, and what comes back to the author, over two real vaults that share
 * a folder. */

#include "luwte-advice-form.h"
#include "luwte-advice-row.h"
#include "luwte-board-view.h"
#include "luwte-case-reader.h"
#include "luwte-code.h"
#include "luwte-folder-watch.h"
#include "luwte-layout.h"
#include "luwte-library.h"
#include "luwte-redact-page.h"
#include "luwte-review-page.h"
#include "luwte-summary-dialog.h"
#include "luwte-team-fixture.h"
#include "luwte-ui-harness.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define NOTE "Woont bij een tante en wil rust. Ze sliep de laatste weken beter."

static GtkWindow *
show_page (LuwteUiFixture *fixture, int width, int height)
{
  GtkWidget *page = luwte_review_page_new (fixture->workspace);

  g_object_set (page, "layout", width < 720 ? LUWTE_LAYOUT_NARROW : LUWTE_LAYOUT_WIDE, NULL);
  return luwte_ui_test_window (page, width, height);
}

static GtkListBox *
board_list (GtkWindow *window)
{
  GtkWidget *view = luwte_ui_test_find_type (window, LUWTE_TYPE_BOARD_VIEW, 0);

  return GTK_LIST_BOX (luwte_ui_test_find_type (view, GTK_TYPE_LIST_BOX, 0));
}

static void
act (GtkWindow *window, const char *action, GVariant *parameter)
{
  g_autoptr (GVariant) given = parameter != NULL ? g_variant_ref_sink (parameter) : NULL;

  gtk_widget_activate_action_variant (GTK_WIDGET (board_list (window)), action, given);
  luwte_ui_test_settle ();
}

static void
choose (GtkWindow *window, int index)
{
  GtkListBox *list = board_list (window);

  luwte_ui_test_wait (gtk_list_box_get_row_at_index (list, index) != NULL);
  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, index));
  luwte_ui_test_settle ();
}

static void
write_words (GtkWindow *window, guint nth, const char *words)
{
  GtkWidget *form = luwte_ui_test_find_type (window, LUWTE_TYPE_ADVICE_FORM, 0);
  GtkWidget *view = luwte_ui_test_find_type (form, GTK_TYPE_TEXT_VIEW, nth);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), words, -1);
}

/* Counsellor's side: redacted and sealed without the window. */
static void
put_case (LuwteTeamFixture *team, const char *nickname, const char *question, gboolean urgent)
{
  luwte_team_fixture_flag (team, nickname, NOTE, question, urgent);
  luwte_team_fixture_send (team);
}

static gboolean
form_ready (GtkWindow *window)
{
  return gtk_widget_get_sensitive (
      luwte_ui_test_get (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Seal the Advice and Send It Back"));
}

static void
plan_and_move (GtkWindow *window)
{
  GtkWidget *calendar = luwte_ui_test_find_type (window, GTK_TYPE_CALENDAR, 0);

  for (int i = 0; i < 2; i++)
    {
      choose (window, 1);
      gtk_menu_button_popup (
          GTK_MENU_BUTTON (luwte_ui_test_find_type (window, GTK_TYPE_MENU_BUTTON, 0)));
      luwte_ui_test_settle ();
      luwte_ui_test_click (gtk_widget_get_ancestor (calendar, GTK_TYPE_POPOVER),
                           GTK_ACCESSIBLE_ROLE_BUTTON, "Discuss on This Day");
      luwte_ui_test_wait (luwte_ui_test_shows (window, "On ") ||
                          luwte_ui_test_shows (window, "Urgent, on"));
    }
  luwte_ui_test_wait (!luwte_ui_test_shows (window, "came today"));
  choose (window, 0);
  act (window, "board.move", g_variant_new_int32 (1));
  act (window, "board.step", g_variant_new_int32 (-1));
}

static void
advise (GtkWindow *window)
{
  GtkWidget *combo;

  g_assert_false (form_ready (window));
  write_words (window, 0, "Haar tempo volgen");
  write_words (window, 1, "Laat haar zelf kiezen wie er aansluit.");
  write_words (window, 2, "Mentor bellen\nVolgende week terug");
  luwte_ui_test_settle ();
  g_assert_true (luwte_ui_test_shows (window, "Choose a decision first"));
  combo = luwte_ui_test_find_type (window, ADW_TYPE_COMBO_ROW, 0);
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), 1);
  luwte_ui_test_settle ();
  g_assert_true (form_ready (window));
}

/* What was typed of an advice is there again after the page was away, and is forgotten once sealed. */
static void
lead_advises (LuwteTeamFixture *team)
{
  GtkWindow *window = show_page (team->lead, 1280, 800);
  g_autofree char *drafts = NULL;
  GtkWidget *reader;

  luwte_ui_test_wait (luwte_ui_test_shows (window, "Nothing to Discuss") ||
                      luwte_ui_test_shows (window, "came today"));
  luwte_ui_test_wait (luwte_ui_test_shows (window, "2 new"));
  choose (window, 0);
  reader = luwte_ui_test_find_type (window, LUWTE_TYPE_CASE_READER, 0);
  g_assert_true (luwte_ui_test_shows (reader, "Urgent"));
  g_assert_true (luwte_ui_test_shows (reader, "Author unnamed"));
  g_assert_false (luwte_ui_test_shows (window, "Kiezel"));
  luwte_ui_test_check_names (window);
  luwte_ui_test_picture (window, "board");
  act (window, "board.zoom", g_variant_new_int32 (4));
  g_assert_cmpfloat (luwte_case_reader_get_scale (LUWTE_CASE_READER (reader)), >, 1.3);
  act (window, "board.zoom", g_variant_new_int32 (-4));
  plan_and_move (window);
  choose (window, 0);
  advise (window);
  luwte_ui_test_picture (window, "board-advice");
  luwte_ui_test_dark (TRUE);
  luwte_ui_test_picture (window, "board-dark");
  luwte_ui_test_dark (FALSE);
  luwte_ui_test_destroy (window);

  drafts = luwte_workspace_get_setting (team->lead->workspace, "board-drafts");
  g_assert_nonnull (strstr (drafts, "Laat haar zelf kiezen"));
  window = show_page (team->lead, 1280, 800);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "On ") ||
                      luwte_ui_test_shows (window, "Urgent, on"));
  choose (window, 0);
  luwte_ui_test_wait (form_ready (window));
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Seal the Advice and Send It Back");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Nothing was reported yet"));
  g_assert_true (luwte_ui_test_shows (window, "– Mentor bellen"));
  luwte_ui_test_picture (window, "board-given");
  luwte_ui_test_destroy (window);
  g_clear_pointer (&drafts, g_free);
  drafts = luwte_workspace_get_setting (team->lead->workspace, "board-drafts");
  g_assert_true (drafts == NULL || strstr (drafts, "Laat haar zelf kiezen") == NULL);
}

static void
author_reads (LuwteTeamFixture *team)
{
  GtkWindow *window = show_page (team->author, 380, 720);
  GtkWidget *row, *report;

  luwte_ui_test_wait (luwte_ui_test_shows (window, "Advice That Came Back"));
  row = luwte_ui_test_find_type (window, LUWTE_TYPE_ADVICE_ROW, 0);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Laat haar zelf kiezen"));
  g_assert_true (luwte_ui_test_shows (window, "from Hanna"));
  luwte_ui_test_check_names (window);
  luwte_ui_test_picture (window, "advice-narrow");
  g_signal_emit_by_name (luwte_ui_test_find_type (row, ADW_TYPE_BUTTON_ROW, 0), "activated");
  luwte_ui_test_wait (!luwte_ui_test_shows (window, "I Have Read It"));
  luwte_ui_test_wait (luwte_ui_test_find_type (window, LUWTE_TYPE_ADVICE_ROW, 0) != NULL);
  row = luwte_ui_test_find_type (window, LUWTE_TYPE_ADVICE_ROW, 0);
  report = luwte_ui_test_find_type (row, ADW_TYPE_ENTRY_ROW, 0);
  gtk_editable_set_text (GTK_EDITABLE (report), "Het gaat rustiger.");
  g_signal_emit_by_name (report, "apply");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "1 flagged") ||
                      luwte_ui_test_shows (window, "2 flagged"));
  luwte_ui_test_wait (luwte_team_fixture_n_files (team) >= 4);
  luwte_ui_test_destroy (window);
}

/* A case comes, is planned, advised on and answered; the author reads and reports. (R46, R47) */
static void
test_round (void)
{
  LuwteTeamFixture *team = luwte_team_fixture_new ();
  GtkWindow *window;

  put_case (team, "Kiezel", "Hoe blijven we in haar tempo?", TRUE);
  put_case (team, "Noordwind", "Wie kan er nog meedenken?", FALSE);
  lead_advises (team);
  author_reads (team);
  window = show_page (team->lead, 380, 720);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Outcome reported"));
  luwte_ui_test_picture (window, "board-narrow");
  luwte_ui_test_destroy (window);
  luwte_team_fixture_free (team);
}

static guint
news (LuwteUiFixture *fixture)
{
  return luwte_folder_watch_get_count (luwte_workspace_get_folder_watch (fixture->workspace));
}

/* A vault of no team says how to begin; what is flagged in it stays there. (R49) */
static void
test_no_team (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", NULL);
  GtkWindow *window = show_page (fixture, 380, 720);

  luwte_ui_test_wait (luwte_ui_test_shows (window, "No Team Yet"));
  g_assert_true (luwte_ui_test_shows (window, "Send your card to your team lead") ||
                 luwte_ui_test_shows (window, "send your card to your team lead"));
  g_assert_nonnull (
      luwte_ui_test_find (window, GTK_ACCESSIBLE_ROLE_BUTTON, "My Card and the Roster…"));
  luwte_ui_test_wait (luwte_ui_test_shows (window, "You are in no roster yet"));
  luwte_ui_test_check_names (window);
  luwte_ui_test_picture (window, "review-no-team");
  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
}

/* Cases that the lead's window took in, as soon as there is one. */
static GPtrArray *
cases_of (LuwteUiFixture *fixture)
{
  LuwteBoard *board = luwte_workspace_get_board (fixture->workspace);
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *cases;

  luwte_ui_test_wait (news (fixture) > 0);
  luwte_board_list_async (board, NULL, luwte_ui_fixture_answer_cb, &listed);
  cases = luwte_board_list_finish (board, luwte_ui_fixture_wait (&listed), &error);
  g_assert_no_error (error);
  return cases;
}

static void
advise_first (LuwteUiFixture *fixture, GPtrArray *cases)
{
  LuwteBoard *board = luwte_workspace_get_board (fixture->workspace);
  g_autoptr (GAsyncResult) advised = NULL;
  g_autoptr (GError) error = NULL;

  luwte_board_advise_async (board, ((LuwteBoardCase *) cases->pdata[0])->id, "continue", "Rustig.",
                            NULL, luwte_ui_fixture_answer_cb, &advised);
  g_assert_true (luwte_board_done_finish (board, luwte_ui_fixture_wait (&advised), &error));
  g_assert_no_error (error);
  luwte_folder_watch_look (luwte_workspace_get_folder_watch (fixture->workspace));
}

/* The folder is looked into with no page in sight: a case comes to the lead's vault and is counted,
 * until it was planned or advised on; the advice is counted with the author. (R46) */
static void
test_watched (void)
{
  LuwteTeamFixture *team = luwte_team_fixture_new ();
  g_autoptr (GPtrArray) cases = NULL;

  g_assert_cmpuint (news (team->lead), ==, 0);
  put_case (team, "Kiezel", "Hoe blijven we in haar tempo?", TRUE);
  cases = cases_of (team->lead);
  g_assert_cmpuint (cases->len, ==, 1);
  g_assert_cmpuint (news (team->lead), ==, 1);
  advise_first (team->lead, cases);
  luwte_ui_test_wait (news (team->lead) == 0);
  luwte_ui_test_wait (news (team->author) == 1);
  luwte_workspace_lock (team->author->workspace);
  g_assert_cmpuint (news (team->author), ==, 0);
  luwte_team_fixture_free (team);
}

static gboolean
advice_of (LuwteUiFixture *fixture, char **outcome)
{
  LuwteBoard *board = luwte_workspace_get_board (fixture->workspace);
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;

  luwte_board_answers_async (board, NULL, luwte_ui_fixture_answer_cb, &listed);
  all = luwte_board_answers_finish (board, luwte_ui_fixture_wait (&listed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 1);
  g_set_str (outcome, ((LuwteAdvice *) all->pdata[0])->outcome);
  return ((LuwteAdvice *) all->pdata[0])->acknowledged;
}

/* The author finds the advice at the dossier that it is about, and at no other; there she says that
 * she read it, and what came of it. (R46, R47) */
static void
test_at_dossier (void)
{
  LuwteTeamFixture *team = luwte_team_fixture_new ();
  g_autoptr (GPtrArray) cases = NULL;
  g_autofree char *outcome = NULL;
  GtkWindow *window;
  GtkWidget *row, *report;

  luwte_ui_fixture_add_note (team->author, "Noordwind", NOTE, 2);
  put_case (team, "Kiezel", "Hoe blijven we in haar tempo?", FALSE);
  cases = cases_of (team->lead);
  advise_first (team->lead, cases);
  window = luwte_team_fixture_open_dossier (team->author, "Noordwind", 1000, 800);
  luwte_ui_test_wait (news (team->author) == 1);
  luwte_ui_test_settle ();
  g_assert_false (luwte_ui_test_shows (window, "Advice That Came Back"));
  luwte_ui_test_destroy (window);

  window = luwte_team_fixture_open_dossier (team->author, "Kiezel", 1000, 800);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Advice That Came Back"));
  row = luwte_ui_test_find_type (window, LUWTE_TYPE_ADVICE_ROW, 0);
  g_assert_true (luwte_ui_test_shows (row, "from Hanna"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  luwte_ui_test_wait (luwte_ui_test_shows (row, "Rustig."));
  luwte_ui_test_check_names (window);
  luwte_ui_test_picture (window, "dossier-advice");
  report = luwte_ui_test_find_type (row, ADW_TYPE_ENTRY_ROW, 0);
  gtk_editable_set_text (GTK_EDITABLE (report), "Het gaat rustiger.");
  g_signal_emit_by_name (report, "apply");
  luwte_ui_test_wait (advice_of (team->author, &outcome));
  g_assert_cmpstr (outcome, ==, "Het gaat rustiger.");
  luwte_ui_test_wait (news (team->author) == 0);
  luwte_ui_test_destroy (window);
  luwte_team_fixture_free (team);
}

static void
press_row (GtkWidget *root, const char *title)
{
  GtkWidget *row = NULL;

  for (guint i = 0; row == NULL; i++)
    {
      GtkWidget *one = luwte_ui_test_find_type (root, ADW_TYPE_BUTTON_ROW, i);

      g_assert_nonnull (one);
      if (g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (one)), title))
        row = one;
    }
  g_assert_true (gtk_widget_get_visible (row));
  g_signal_emit_by_name (row, "activated");
}

/* (transfer full) */
static char *
written (GtkWidget *dialog, guint nth)
{
  GtkWidget *view = luwte_ui_test_find_type (dialog, GTK_TYPE_TEXT_VIEW, nth);
  char *text;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "text", &text, NULL);
  return text;
}

/* The library's dialog, with both in it; nothing is kept before it was looked through. */
static void
write_down (GtkWindow *window, const char *question, const char *answer)
{
  GtkWidget *dialog, *page;
  g_autofree char *asked = NULL, *said = NULL;

  luwte_ui_test_wait (luwte_ui_test_find_type (window, LUWTE_TYPE_SUMMARY_DIALOG, 0) != NULL);
  luwte_ui_test_settle ();
  dialog = luwte_ui_test_find_type (window, LUWTE_TYPE_SUMMARY_DIALOG, 0);
  asked = written (dialog, 0);
  said = written (dialog, 1);
  g_assert_cmpstr (asked, ==, question);
  g_assert_cmpstr (said, ==, answer);
  g_assert_true (luwte_ui_test_shows (dialog, "Choose a topic first"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (
                                  luwte_ui_test_find_type (dialog, ADW_TYPE_COMBO_ROW, 0)),
                              1);
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_picture (window, "library-from-case");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next");
  luwte_ui_test_wait (
      luwte_ui_test_find_type (dialog, LUWTE_TYPE_REDACT_PAGE, 0) != NULL &&
      gtk_widget_get_mapped (luwte_ui_test_find_type (dialog, LUWTE_TYPE_REDACT_PAGE, 0)));
  luwte_ui_test_settle ();
  page = luwte_ui_test_find_type (dialog, LUWTE_TYPE_REDACT_PAGE, 0);
  gtk_widget_activate_action (luwte_ui_test_find_type (page, GTK_TYPE_TEXT_VIEW, 0),
                              "redact.preview", NULL);
  luwte_ui_test_settle ();
  luwte_ui_test_click (page, GTK_ACCESSIBLE_ROLE_BUTTON, "Write Down");
  luwte_ui_test_wait (luwte_ui_test_find_type (window, LUWTE_TYPE_SUMMARY_DIALOG, 0) == NULL);
}

/* (transfer full): the only question of the library */
static char *
kept_question (LuwteUiFixture *fixture)
{
  LuwteLibrary *library = luwte_workspace_get_library (fixture->workspace);
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;

  luwte_library_search_async (library, "", NULL, luwte_ui_fixture_answer_cb, &found);
  all = luwte_library_search_finish (library, luwte_ui_fixture_wait (&found), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 1);
  return g_strdup (((LuwteSummary *) all->pdata[0])->question);
}

/* A question that was advised on goes into the library without being typed again, with who advised
 * and with who asked, in the two steps of every summary; what is of somebody goes out of it. (R28) */
static void
test_into_library (void)
{
  LuwteTeamFixture *team = luwte_team_fixture_new ();
  g_autoptr (GPtrArray) cases = NULL;
  g_autofree char *with_lead = NULL, *with_author = NULL;
  GtkWindow *window;
  GtkWidget *row;

  put_case (team, "Kiezel", "Hoe houden we Kiezel vast?", FALSE);
  cases = cases_of (team->lead);
  advise_first (team->lead, cases);
  window = show_page (team->lead, 1280, 800);
  choose (window, 0);
  press_row (GTK_WIDGET (window), "Add to the _Library…");
  write_down (window, "Hoe houden we [naam 1] vast?", "Rustig.");
  with_lead = kept_question (team->lead);
  g_assert_cmpstr (with_lead, ==, "Hoe houden we [naam 1] vast?");
  luwte_ui_test_destroy (window);

  luwte_ui_test_wait (news (team->author) == 1);
  window = show_page (team->author, 1000, 800);
  luwte_ui_test_wait (luwte_ui_test_find_type (window, LUWTE_TYPE_ADVICE_ROW, 0) != NULL);
  row = luwte_ui_test_find_type (window, LUWTE_TYPE_ADVICE_ROW, 0);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  press_row (row, "Add to the _Library…");
  write_down (window, "Hoe houden we Kiezel vast?", "Rustig.");
  with_author = kept_question (team->author);
  g_assert_cmpstr (with_author, ==, "Hoe houden we [naam 1] vast?");
  luwte_ui_test_destroy (window);
  luwte_team_fixture_free (team);
}

/* Files of a roster that is not had stay unread, and the page says what to do. (R47) */
static void
test_unread (void)
{
  LuwteTeamFixture *team = luwte_team_fixture_new ();
  LuwteTeam *lead = luwte_workspace_get_team (team->lead->workspace);
  g_autoptr (GAsyncResult) made = NULL;
  g_autoptr (LuwteRoster) roster = NULL;
  g_autoptr (GError) error = NULL;
  LuwteTeamFixture other_way = { team->lead, team->author, team->folder };
  GtkWindow *window;

  luwte_team_sign_async (lead, NULL, NULL, NULL, luwte_ui_fixture_answer_cb, &made);
  roster = luwte_team_roster_finish (lead, luwte_ui_fixture_wait (&made), &error);
  g_assert_no_error (error);
  put_case (&other_way, "Kiezel", "Hoe blijven we in haar tempo?", TRUE);
  window = show_page (team->author, 1000, 700);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "from a roster that you do not have"));
  luwte_ui_test_check_names (window);
  luwte_ui_test_destroy (window);
  luwte_team_fixture_free (team);
}

/* A file that she may not read, here one that cannot be read at all, is said in a banner and not
 * every minute anew; one that has vanished is not. (R47) */
static void
test_closed_file (void)
{
  LuwteTeamFixture *team = luwte_team_fixture_new ();
  g_autofree char *closed = g_build_filename (team->folder,
                                              "00000000000000000000000000000001.luwte", NULL);
  g_autofree char *gone = g_build_filename (team->folder, "00000000000000000000000000000002.luwte",
                                            NULL);
  GtkWindow *window;

  g_assert_cmpint (symlink ("/nonexistent/file", gone), ==, 0);
  window = show_page (team->author, 1000, 700);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Nothing Flagged"));
  luwte_ui_test_settle ();
  g_assert_false (luwte_ui_test_shows (window, "in the team's folder"));
  g_assert_cmpint (symlink ("/proc/self/mem", closed), ==, 0);
  act (window, "review.sync", NULL);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "1 file in the team's folder may not be read"));
  luwte_ui_test_check_names (window);
  luwte_ui_test_destroy (window);
  luwte_team_fixture_free (team);
}

/* A folder that has vanished is said in a banner, and the page goes on. */
static void
test_no_folder (void)
{
  LuwteTeamFixture *team = luwte_team_fixture_new ();
  GtkWindow *window;

  luwte_workspace_set_review_folder (team->lead->workspace, "/nonexistent/review");
  window = show_page (team->lead, 1000, 700);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Nothing to Discuss"));
  act (window, "review.show", g_variant_new_string ("mine"));
  luwte_ui_test_wait (luwte_ui_test_shows (window, "The team's folder is not there"));
  luwte_ui_test_picture (window, "review-no-folder");
  luwte_ui_test_destroy (window);
  luwte_team_fixture_free (team);
}

int
main (int argc, char *argv[])
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/board/round", test_round);
  g_test_add_func ("/ui/board/no-folder", test_no_folder);
  g_test_add_func ("/ui/board/watched", test_watched);
  g_test_add_func ("/ui/board/at-dossier", test_at_dossier);
  g_test_add_func ("/ui/board/no-team", test_no_team);
  g_test_add_func ("/ui/board/unread", test_unread);
  g_test_add_func ("/ui/board/into-library", test_into_library);
  g_test_add_func ("/ui/board/closed-file", test_closed_file);
  return g_test_run ();
}
