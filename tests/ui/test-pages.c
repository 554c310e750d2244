/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-auto-lock.h"
#include "luwte-code.h"
#include "luwte-layout.h"
#include "luwte-month-chart.h"
#include "luwte-nicknames-page.h"
#include "luwte-preferences-dialog.h"
#include "luwte-retention-page.h"
#include "luwte-review-page.h"
#include "luwte-ui-fixture.h"
#include "luwte-ui-harness.h"
#include "luwte-window.h"
#include "luwte-words.h"

static void
search (GtkWindow *window, const char *words)
{
  GtkWidget *entry = luwte_ui_test_find_type (window, GTK_TYPE_SEARCH_ENTRY, 0);

  gtk_editable_set_text (GTK_EDITABLE (entry), words);
}

static void
test_nicknames (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", NULL);
  GtkWidget *page = luwte_nicknames_page_new (fixture->workspace);
  GtkWindow *window = luwte_ui_test_window (page, 1080, 800);
  GtkListView *list;

  luwte_ui_test_wait (luwte_ui_test_shows (window, "No Nicknames Yet"));
  luwte_ui_test_picture (window, "nicknames-empty");
  luwte_ui_fixture_add_note (fixture, "Kiezel", "Heeft met haar mentor gepraat; vragen maken.", 3);
  luwte_ui_fixture_add_note (fixture, "Noordwind", "Twijfelt over <vertellen> & wachten.", 10);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Noordwind"));

  search (window, "mentor");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "1 found"));
  g_assert_false (luwte_ui_test_shows (window, "Noordwind"));
  search (window, "walvis");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Nothing Found"));
  luwte_ui_test_picture (window, "nicknames-not-found");
  search (window, "");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "2 nicknames"));

  list = GTK_LIST_VIEW (luwte_ui_test_find_type (window, GTK_TYPE_LIST_VIEW, 0));
  gtk_selection_model_select_item (gtk_list_view_get_model (list), 0, TRUE);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "erased on"));
  luwte_ui_test_check_names (window);
  luwte_ui_test_picture (window, "nicknames");

  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Erase…");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Erase This Note?"));
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Erase");
  luwte_ui_test_wait (!luwte_ui_test_shows (window, "mentor gepraat"));

  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
}

static void
choose_first (GtkWindow *window)
{
  GtkListView *list = GTK_LIST_VIEW (luwte_ui_test_find_type (window, GTK_TYPE_LIST_VIEW, 0));

  gtk_selection_model_select_item (gtk_list_view_get_model (list), 0, TRUE);
}

/* Two dossiers become one and two again, and what moves is said before; the last step can be taken
 * back. (R3) */
static void
test_join (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", NULL);
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWindow *window;
  AdwDialog *dialog;

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay),
                               luwte_nicknames_page_new (fixture->workspace));
  window = luwte_ui_test_window (overlay, 1080, 800);
  luwte_ui_fixture_add_note (fixture, "Kiezel", "Heeft met haar mentor gepraat.", 3);
  luwte_ui_fixture_add_note (fixture, "Noordwind", "Twijfelt nog.", 10);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "2 nicknames"));
  choose_first (window);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Same Person as Another Nickname…"));
  luwte_ui_test_wait (luwte_ui_test_shows (window, "mentor gepraat"));
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Same Person as Another Nickname…");
  luwte_ui_test_wait ((dialog = adw_window_get_visible_dialog (ADW_WINDOW (window))) != NULL);
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "Noordwind"));
  g_assert_false (luwte_ui_test_shows (dialog, "Kiezel"));
  gtk_list_box_select_row (GTK_LIST_BOX (luwte_ui_test_find_type (dialog, GTK_TYPE_LIST_BOX, 0)),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (luwte_ui_test_find_type (
                                                              dialog, GTK_TYPE_LIST_BOX, 0)),
                                                          0));
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "1 contact and 1 note"));
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_picture (window, "nicknames-join");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Join");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "1 nickname"));
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Also Known As"));
  luwte_ui_test_picture (window, "nicknames-joined");
  luwte_ui_test_check_names (window);

  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Split off Noordwind");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Somebody Else?"));
  luwte_ui_test_picture (window, "nicknames-split");
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Split");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "2 nicknames"));
  luwte_ui_test_wait (!luwte_ui_test_shows (window, "Also Known As"));
  luwte_ui_test_wait (luwte_ui_test_shows (window, "has a dossier of its own"));
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Undo");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "1 nickname"));
  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
}

static void
scroll_to_end (GtkWindow *window)
{
  GtkWidget *list = luwte_ui_test_find_type (window, GTK_TYPE_LIST_VIEW, 0);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) -
                                            gtk_adjustment_get_page_size (adjustment));
}

static GListModel *
rows_of (GtkWindow *window)
{
  GtkWidget *list = luwte_ui_test_find_type (window, GTK_TYPE_LIST_VIEW, 0);

  return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}

/* Fifty at a time, more as one scrolls on, and what is chosen stays chosen. */
static void
test_nicknames_many (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", NULL);
  GtkWindow *window;
  GtkWidget *page;

  for (int i = 0; i < 70; i++)
    {
      g_autofree char *name = g_strdup_printf ("Schuilnaam %d", i);

      luwte_ui_fixture_add_note (fixture, name, "Praat over thuis.", 1 + i);
    }
  page = luwte_nicknames_page_new (fixture->workspace);
  window = luwte_ui_test_window (page, 1080, 600);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "The latest 50"));
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (rows_of (window)), 7, TRUE);
  /* Again and again: before the list is laid out it has no end to scroll to. */
  luwte_ui_test_wait ((scroll_to_end (window), g_list_model_get_n_items (rows_of (window)) == 70));
  luwte_ui_test_wait (luwte_ui_test_shows (window, "70 nicknames"));
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (rows_of (window)), 7));
  luwte_ui_test_picture (window, "nicknames-many");
  search (window, "thuis");
  luwte_ui_test_wait (g_list_model_get_n_items (rows_of (window)) == 50);

  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
}

static void
test_retention (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", NULL);
  GtkWidget *page;
  GtkWindow *window;

  luwte_ui_fixture_add_note (fixture, "Kiezel", "Gaat bijna weg", 2 * 365 - 5);
  page = luwte_retention_page_new (fixture->workspace);
  window = luwte_ui_test_window (page, 1080, 1000);
  luwte_ui_test_picture (window, "retention");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "1 note"));
  g_assert_true (luwte_ui_test_shows (window, "Nothing has been erased yet"));
  luwte_ui_test_check_names (window);
  luwte_ui_test_picture (window, "retention");
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Erase what is past its term now");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Looked on"));

  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
}

static void
test_chart (void)
{
  LuwteMonthBar bars[12] = { 0 };
  GtkWidget *chart = luwte_month_chart_new ();
  GtkWindow *window;

  for (guint i = 0; i < 12; i++)
    {
      bars[i].month = g_strdup_printf ("2026-%02u", i + 1);
      for (guint s = 0; s < LUWTE_MONTH_CHART_SERIES; s++)
        bars[i].counts[s] = (i * 7 + s * 3) % 11;
    }
  luwte_month_chart_set_bars (LUWTE_MONTH_CHART (chart), bars, 12, "Twelve months");
  gtk_test_accessible_assert_role (chart, GTK_ACCESSIBLE_ROLE_IMG);
  window = luwte_ui_test_window (chart, 700, 200);
  luwte_ui_test_picture (window, "chart");
  for (guint i = 0; i < 12; i++)
    g_free (bars[i].month);
  luwte_ui_test_destroy (window);
}

static void
test_review_empty (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", NULL);
  GtkWindow *window = luwte_ui_test_window (luwte_review_page_new (fixture->workspace), 1080, 800);

  luwte_ui_test_wait (luwte_ui_test_shows (window, "No Team Yet"));
  luwte_ui_test_picture (window, "review-empty");
  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
}

/* Of the three alerts the last one that is on cannot be turned off. */
static void
test_preferences (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", "practice");
  GtkWindow *window = luwte_ui_test_window (adw_bin_new (), 900, 800);
  GtkWidget *dialog = luwte_preferences_dialog_new (fixture->workspace);
  AdwSwitchRow *rows[3];

  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (window));
  luwte_ui_test_settle ();
  for (guint i = 0; i < 3; i++)
    {
      rows[i] = ADW_SWITCH_ROW (luwte_ui_test_find_type (dialog, ADW_TYPE_SWITCH_ROW, i));
      g_assert_true (adw_switch_row_get_active (rows[i]));
      g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (rows[i])));
    }
  adw_switch_row_set_active (rows[0], FALSE);
  adw_switch_row_set_active (rows[1], FALSE);
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (rows[2])));
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (rows[0])));
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_picture (window, "preferences");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  luwte_ui_test_settle ();

  dialog = luwte_preferences_dialog_new (fixture->workspace);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (window));
  luwte_ui_test_settle ();
  g_assert_false (adw_switch_row_get_active (
      ADW_SWITCH_ROW (luwte_ui_test_find_type (dialog, ADW_TYPE_SWITCH_ROW, 0))));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
}

/* The idle clock locks an open vault, and does nothing to one that was touched a moment ago. */
static void
test_idle (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", "practice");
  GtkWidget *window = luwte_window_new (NULL, fixture->workspace);
  g_autoptr (LuwteAutoLock) lock = luwte_auto_lock_new (window, fixture->workspace);
  gint64 now = g_get_monotonic_time ();

  luwte_auto_lock_look (lock, now + (gint64) 4 * 60 * G_USEC_PER_SEC);
  g_assert_cmpint (luwte_workspace_get_state (fixture->workspace), ==, LUWTE_WORKSPACE_OPEN);
  luwte_auto_lock_set_paused (lock, TRUE);
  luwte_auto_lock_look (lock, now + (gint64) 60 * 60 * G_USEC_PER_SEC);
  g_assert_cmpint (luwte_workspace_get_state (fixture->workspace), ==, LUWTE_WORKSPACE_OPEN);
  luwte_auto_lock_set_paused (lock, FALSE);
  luwte_auto_lock_look (lock, now + (gint64) 6 * 60 * G_USEC_PER_SEC);
  g_assert_cmpint (luwte_workspace_get_state (fixture->workspace), ==, LUWTE_WORKSPACE_LOCKED);
  g_clear_object (&lock);
  gtk_window_destroy (GTK_WINDOW (window));
  luwte_ui_test_settle ();
  luwte_ui_fixture_free (fixture);
}

static void
test_words (void)
{
  g_autofree char *hit = luwte_words_snippet ("a \002hit\003 & <more>");
  g_autofree char *open = luwte_words_snippet ("cut \002off");
  g_autofree char *stray = luwte_words_snippet ("stray\003 end");
  g_autofree char *minutes = luwte_words_running (84);
  g_autofree char *none = luwte_words_day (LUWTE_DAY_NONE);

  g_assert_cmpstr (hit, ==, "a <b>hit</b> &amp; &lt;more&gt;");
  g_assert_cmpstr (open, ==, "cut <b>off</b>");
  g_assert_cmpstr (stray, ==, "stray end");
  g_assert_cmpstr (minutes, ==, "1 min 24 s");
  g_assert_cmpstr (none, ==, "");
}

int
main (int argc, char **argv)
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/words", test_words);
  g_test_add_func ("/ui/chart", test_chart);
  g_test_add_func ("/ui/nicknames", test_nicknames);
  g_test_add_func ("/ui/nicknames-join", test_join);
  g_test_add_func ("/ui/nicknames-many", test_nicknames_many);
  g_test_add_func ("/ui/retention", test_retention);
  g_test_add_func ("/ui/review-empty", test_review_empty);
  g_test_add_func ("/ui/preferences", test_preferences);
  g_test_add_func ("/ui/idle", test_idle);
  return g_test_run ();
}
