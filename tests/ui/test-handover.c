/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A dossier is handed to a colleague in one window, and stands in hers. */

#include "luwte-folder-watch.h"
#include "luwte-layout.h"
#include "luwte-nicknames-page.h"
#include "luwte-note.h"
#include "luwte-review-page.h"
#include "luwte-team-fixture.h"
#include "luwte-ui-harness.h"
#include "luwte-window.h"

#include <glib/gstdio.h>

static GtkWindow *
open_dossier (LuwteUiFixture *fixture, int width)
{
  GtkWindow *window = luwte_ui_test_window (luwte_nicknames_page_new (fixture->workspace), width,
                                            900);
  GtkListView *list;

  luwte_ui_test_wait (luwte_ui_test_shows (window, "Kiezel"));
  list = GTK_LIST_VIEW (luwte_ui_test_find_type (window, GTK_TYPE_LIST_VIEW, 0));
  gtk_selection_model_select_item (gtk_list_view_get_model (list), 0, TRUE);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Hand Over to a Colleague…"));
  luwte_ui_test_settle ();
  return window;
}

/* (transfer full) */
static GPtrArray *
list_notes (LuwteUiFixture *fixture)
{
  LuwteNotes *notes = luwte_workspace_get_notes (fixture->workspace);
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *found;

  luwte_notes_list_by_nickname_async (notes, "Kiezel", NULL, luwte_ui_fixture_answer_cb, &listed);
  found = luwte_notes_list_finish (notes, luwte_ui_fixture_wait (&listed), &error);
  g_assert_no_error (error);
  return found;
}

static void
erase (LuwteUiFixture *fixture)
{
  LuwteNotes *notes = luwte_workspace_get_notes (fixture->workspace);
  g_autoptr (GPtrArray) found = list_notes (fixture);
  g_autoptr (GAsyncResult) erased = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (found->len, ==, 1);
  luwte_notes_erase_async (notes, luwte_note_get_fields (g_ptr_array_index (found, 0))->id, NULL,
                           luwte_ui_fixture_answer_cb, &erased);
  luwte_notes_erase_finish (notes, luwte_ui_fixture_wait (&erased), &error);
  g_assert_no_error (error);
}

static gboolean
has_notes (LuwteUiFixture *fixture)
{
  g_autoptr (GPtrArray) found = list_notes (fixture);

  return found->len > 0;
}

/* What one erases is erased in both, with no page in sight. (R38) */
static void
test_erased (void)
{
  LuwteTeamFixture *team = luwte_team_fixture_new ();
  GtkWindow *window;

  luwte_ui_fixture_add_note (team->author, "Kiezel", "Wil rust.", 3);
  window = open_dossier (team->author, 1080);
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Hand Over to a Colleague…");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Hand Over the Dossier of Kiezel?"));
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Hand Over");
  luwte_ui_test_wait (luwte_team_fixture_n_files (team) == 1);
  luwte_ui_test_destroy (window);
  luwte_ui_test_wait (has_notes (team->lead));

  erase (team->author);
  luwte_folder_watch_look (luwte_workspace_get_folder_watch (team->author->workspace));
  luwte_ui_test_wait (!has_notes (team->lead));
  /* The list of what was erased; the sealed dossier is out of the folder. */
  luwte_ui_test_wait (luwte_team_fixture_n_files (team) == 1);
  luwte_team_fixture_free (team);
}

static void
hand_over (LuwteTeamFixture *team)
{
  GtkWindow *window = open_dossier (team->author, 1080);

  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Hand Over to a Colleague…");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Hand Over the Dossier of Kiezel?"));
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Hand Over");
  luwte_ui_test_wait (luwte_team_fixture_n_files (team) == 1);
  luwte_ui_test_destroy (window);
}

/* A dossier is erased whose sealed file lies in a folder that the team used before, and that cannot
 * be reached: the page says so until it can, and then it is gone from there. (R38) */
static void
test_former_folder (void)
{
  LuwteTeamFixture *team = luwte_team_fixture_new ();
  LuwteFolderWatch *watch = luwte_workspace_get_folder_watch (team->author->workspace);
  g_autofree char *new = g_build_filename (team->author->dir, "new", NULL);
  g_autofree char *away = g_strconcat (team->folder, "-away", NULL);
  GtkWidget *page = NULL;
  GtkWindow *window;

  luwte_ui_fixture_add_note (team->author, "Kiezel", "Wil rust.", 3);
  hand_over (team);
  g_assert_cmpint (g_mkdir (new, 0700), ==, 0);
  luwte_workspace_set_review_folder (team->author->workspace, new);
  g_assert_cmpint (g_rename (team->folder, away), ==, 0);
  erase (team->author);
  page = luwte_review_page_new (team->author->workspace);
  g_object_set (page, "layout", LUWTE_LAYOUT_NARROW, NULL);
  window = luwte_ui_test_window (page, 380, 720);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "a folder that the team used before"));
  luwte_ui_test_check_names (window);
  luwte_ui_test_picture (window, "review-former-folder");
  g_assert_cmpint (g_rename (away, team->folder), ==, 0);
  luwte_folder_watch_look (watch);
  luwte_ui_test_wait (luwte_team_fixture_n_files (team) == 0);
  luwte_ui_test_wait (
      !adw_banner_get_revealed (ADW_BANNER (luwte_ui_test_find_type (window, ADW_TYPE_BANNER, 0))));
  luwte_ui_test_destroy (window);
  luwte_workspace_set_review_folder (team->author->workspace, team->folder);
  luwte_team_fixture_free (team);
}

/* R38, R50: to a named substitute, for a period, and only what the profile lets her read. */
static void
test_hand_over (void)
{
  LuwteTeamFixture *team = luwte_team_fixture_new ();
  GtkWindow *window, *hers;
  GtkWidget *until;

  luwte_ui_fixture_add_note (team->author, "Kiezel", "Wil rust.", 3);
  window = open_dossier (team->author, 1080);
  luwte_ui_test_check_names (window);
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Hand Over to a Colleague…");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Hand Over the Dossier of Kiezel?"));
  luwte_ui_test_settle ();
  luwte_ui_test_check_names (window);
  luwte_ui_test_picture (window, "handover-dialog");
  luwte_ui_test_dark (TRUE);
  luwte_ui_test_picture (window, "handover-dialog-dark");
  luwte_ui_test_dark (FALSE);
  until = luwte_ui_test_find_type (luwte_ui_test_find_type (window, ADW_TYPE_ALERT_DIALOG, 0),
                                   ADW_TYPE_COMBO_ROW, 2);
  adw_combo_row_set_selected (ADW_COMBO_ROW (until), 1);
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Hand Over");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Handed to Hanna"));
  luwte_ui_test_wait (luwte_team_fixture_n_files (team) == 1);
  g_assert_true (luwte_ui_test_shows (window, "Until "));
  luwte_ui_test_picture (window, "handover-made");
  luwte_ui_test_destroy (window);

  luwte_ui_test_wait (has_notes (team->lead));
  hers = open_dossier (team->lead, 1080);
  luwte_ui_test_wait (luwte_ui_test_shows (hers, "Came from Mila"));
  luwte_ui_test_wait (luwte_ui_test_shows (hers, "Wil rust."));
  luwte_ui_test_picture (hers, "handover-received");
  luwte_ui_test_destroy (hers);
  luwte_team_fixture_free (team);
}

/* Cancelled, nothing goes; without a roster there is nobody to choose. */
static void
test_nobody (void)
{
  LuwteUiFixture *alone = luwte_ui_fixture_new ("fier", NULL);
  LuwteTeamFixture *team = luwte_team_fixture_new ();
  GtkWindow *window;

  luwte_ui_fixture_add_note (alone, "Kiezel", "Wil rust.", 3);
  window = open_dossier (alone, 1080);
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Hand Over to a Colleague…");
  luwte_ui_test_settle ();
  g_assert_false (luwte_ui_test_shows (window, "Hand Over the Dossier of Kiezel?"));
  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (alone);

  luwte_ui_fixture_add_note (team->author, "Kiezel", "Wil rust.", 3);
  window = open_dossier (team->author, 1080);
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Hand Over to a Colleague…");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Hand Over the Dossier of Kiezel?"));
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Cancel");
  luwte_ui_test_settle ();
  g_assert_false (luwte_ui_test_shows (window, "Handed to Hanna"));
  g_assert_cmpuint (luwte_team_fixture_n_files (team), ==, 0);
  luwte_ui_test_destroy (window);
  luwte_team_fixture_free (team);
}

int
main (int argc, char *argv[])
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/handover/hand-over", test_hand_over);
  g_test_add_func ("/ui/handover/erased", test_erased);
  g_test_add_func ("/ui/handover/former-folder", test_former_folder);
  g_test_add_func ("/ui/handover/nobody", test_nobody);
  return g_test_run ();
}
