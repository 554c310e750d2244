/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What will be erased and what is held, in the window, by keyboard: warned, held, told again before
 * the hold ends, ended. (R71) */

#include "luwte-nicknames-page.h"
#include "luwte-retention-page.h"
#include "luwte-ui-fixture.h"
#include "luwte-ui-harness.h"
#include "luwte-window.h"

static void
pictures (GtkWindow *window, const char *name)
{
  g_autofree char *dark = g_strconcat (name, "-dark", NULL);

  luwte_ui_test_check_names (window);
  luwte_ui_test_picture (window, name);
  luwte_ui_test_dark (TRUE);
  luwte_ui_test_picture (window, dark);
  luwte_ui_test_dark (FALSE);
}

/* The count beside the section, and who it is about on its page. */
static void
test_warned (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", NULL);
  GtkWidget *window, *page;
  GtkWindow *narrow;

  luwte_ui_fixture_add_note (fixture, "Kiezel", "Gaat bijna weg", 2 * 365 - 4);
  luwte_ui_fixture_add_note (fixture, "Wilg", "Gaat later", 2 * 365 - 20);
  luwte_ui_fixture_add_note (fixture, "Meeuw", "Blijft nog", 30);
  window = luwte_window_new (NULL, fixture->workspace);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_activate_action (window, "win.section", "s", "retention");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "1 within a week, 2 within thirty days"));
  luwte_ui_test_wait (
      luwte_ui_test_find (window, GTK_ACCESSIBLE_ROLE_LIST_ITEM, "Retention, 1 within a week"));
  g_assert_true (luwte_ui_test_shows (window, "Wilg"));
  g_assert_false (luwte_ui_test_shows (window, "Meeuw"));
  luwte_ui_test_destroy (GTK_WINDOW (window));

  page = luwte_retention_page_new (fixture->workspace);
  narrow = luwte_ui_test_window (page, 360, 1100);
  luwte_ui_test_wait (luwte_ui_test_shows (narrow, "Kiezel"));
  luwte_ui_test_picture (narrow, "retention-warned-narrow");
  luwte_ui_test_destroy (narrow);
  luwte_ui_fixture_free (fixture);
}

/* From the dossier: held, seen on both pages, ended, and gone at once if it was past its term. */
static void
test_hold (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", NULL);
  GtkWidget *page = luwte_nicknames_page_new (fixture->workspace);
  GtkWindow *window = luwte_ui_test_window (page, 1080, 800);
  GtkListView *list;

  luwte_ui_fixture_add_note (fixture, "Kiezel", "Gaat bijna weg", 2 * 365 - 4);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Kiezel"));
  list = GTK_LIST_VIEW (luwte_ui_test_find_type (window, GTK_TYPE_LIST_VIEW, 0));
  gtk_selection_model_select_item (gtk_list_view_get_model (list), 0, TRUE);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "1 note"));
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Hold Past Its Term…");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Hold the Dossier of Kiezel?"));
  pictures (window, "hold-dialog");
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Hold");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Held until"));
  luwte_ui_test_wait (luwte_ui_test_shows (window, "A complaint"));
  pictures (window, "dossier-held");
  luwte_ui_test_destroy (window);

  page = luwte_retention_page_new (fixture->workspace);
  window = luwte_ui_test_window (page, 900, 1200);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "A complaint. Held until"));
  pictures (window, "retention-held");
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "End this hold");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "End This Hold?"));
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "End the Hold");
  luwte_ui_test_wait (!luwte_ui_test_shows (window, "A complaint. Held until"));
  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
}

int
main (int argc, char *argv[])
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/terms/warned", test_warned);
  g_test_add_func ("/ui/terms/hold", test_hold);
  return g_test_run ();
}
