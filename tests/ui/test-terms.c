/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What will be erased and what is held, in the window, by keyboard: warned, held, told again before
 * the hold ends, ended. (R71) */

#include <glib/gstdio.h>

#include "luwte-clock.h"
#include "luwte-nicknames-page.h"
#include "luwte-problem.h"
#include "luwte-retention-page.h"
#include "luwte-secret.h"
#include "luwte-ui-fixture.h"
#include "luwte-ui-harness.h"
#include "luwte-window.h"
#include "luwte-workspace-overdue.h"

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
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Hold This Dossier?"));
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

/* A profile that promises that the term of notes can be renewed by half a year. */
static char *
renewable_profile (void)
{
  g_autofree char *source = g_build_filename (g_getenv ("LUWTE_SOURCE_DIR"), "data", "policies",
                                              "fier.json", NULL);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GString) changed = NULL;
  g_autoptr (GError) error = NULL;
  int file;

  g_file_get_contents (source, &text, NULL, &error);
  g_assert_no_error (error);
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, "\"note\": {", "\"note\": {\"extend\": \"P6M\",", 1),
                    ==, 1);
  file = g_file_open_tmp ("luwte-profile-XXXXXX.json", &path, &error);
  g_assert_no_error (error);
  g_assert_true (g_close (file, &error));
  g_file_set_contents (path, changed->str, -1, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

static GtkWidget *
button_row (gpointer root, const char *title)
{
  GtkWidget *row;

  for (guint i = 0; (row = luwte_ui_test_find_type (root, ADW_TYPE_BUTTON_ROW, i)) != NULL; i++)
    if (g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title))
      return row;
  return NULL;
}

static void
keep_longer (GtkWindow *window, const char *response)
{
  g_assert_true (gtk_widget_grab_focus (button_row (window, "Keep Longer…")));
  g_assert_true (gtk_widget_activate (button_row (window, "Keep Longer…")));
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Keep It Longer?"));
  if (g_str_equal (response, "Cancel"))
    pictures (window, "keep-longer-dialog");
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, response);
  luwte_ui_test_wait (!luwte_ui_test_shows (window, "Keep It Longer?"));
}

/* Renewed from the dossier, where the profile has it: the warning of this week goes, the new last day is
 * told; a second time is refused with the reason; and it can be ended, as a hold can. */
static void
test_keep_longer (void)
{
  g_autofree char *profile = renewable_profile ();
  LuwteUiFixture *fixture = luwte_ui_fixture_new (profile, NULL);
  GtkWindow *window = GTK_WINDOW (luwte_window_new (NULL, fixture->workspace));
  GtkWidget *page;
  GtkListView *list;

  luwte_ui_fixture_add_note (fixture, "Kiezel", "Gaat bijna weg", 2 * 365 - 4);
  gtk_window_present (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.section", "s", "nicknames");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Kiezel"));
  page = luwte_ui_test_find_type (window, LUWTE_TYPE_NICKNAMES_PAGE, 0);
  list = GTK_LIST_VIEW (luwte_ui_test_find_type (page, GTK_TYPE_LIST_VIEW, 0));
  gtk_selection_model_select_item (gtk_list_view_get_model (list), 0, TRUE);
  luwte_ui_test_wait (button_row (window, "Keep Longer…") != NULL);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Erased on"));
  keep_longer (window, "Cancel");
  luwte_ui_test_settle ();
  g_assert_true (luwte_ui_test_shows (window, "Erased on"));
  keep_longer (window, "Keep Longer");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "kept longer, until"));
  luwte_ui_test_wait (!luwte_ui_test_shows (window, "Erased on"));
  pictures (window, "dossier-kept-longer");
  keep_longer (window, "Keep Longer");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "The term was renewed before"));
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "End this hold");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "End This Hold?"));
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "End the Hold");
  luwte_ui_test_wait (!luwte_ui_test_shows (window, "kept longer, until"));
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Erased on"));
  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
  g_assert_cmpint (g_unlink (profile), ==, 0);
}

/* Where the profile does not have it, there is no such row. */
static void
test_not_longer (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", NULL);
  GtkWidget *page = luwte_nicknames_page_new (fixture->workspace);
  GtkWindow *window = luwte_ui_test_window (page, 1080, 800);
  GtkListView *list;

  luwte_ui_fixture_add_note (fixture, "Kiezel", "Gaat bijna weg", 2 * 365 - 4);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Kiezel"));
  list = GTK_LIST_VIEW (luwte_ui_test_find_type (window, GTK_TYPE_LIST_VIEW, 0));
  gtk_selection_model_select_item (gtk_list_view_get_model (list), 0, TRUE);
  luwte_ui_test_wait (button_row (window, "Hold Past Its Term…") != NULL);
  g_assert_null (button_row (window, "Keep Longer…"));
  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
}

/* A vault of that role with a chat service that lists a conversation of three years ago and one of
 * now. */
static LuwteUiFixture *
fixture_with_old (const char *role)
{
  LuwteUiFixture *self = luwte_ui_fixture_new_empty ();
  g_autoptr (LuwteSecret) passphrase = luwte_secret_new (LUWTE_UI_PASSPHRASE, -1);
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (GAsyncResult) created = NULL, set = NULL;
  g_autoptr (GError) error = NULL;
  LuwteServiceSetup setup = { .kind = "bridge", .url = "https://chat.example", .user = "mila" };

  luwte_workspace_create_async (self->workspace, "fier", NULL, role, passphrase, NULL,
                                luwte_ui_fixture_answer_cb, &created);
  code = luwte_workspace_create_finish (self->workspace, luwte_ui_fixture_wait (&created), &error);
  g_assert_no_error (error);
  luwte_workspace_set_service_async (self->workspace, &setup, passphrase, TRUE, NULL,
                                     luwte_ui_fixture_answer_cb, &set);
  luwte_workspace_set_service_finish (self->workspace, luwte_ui_fixture_wait (&set), &error);
  g_assert_no_error (error);
  /* Its first list, which is empty, comes before what is added here. */
  luwte_ui_test_wait (luwte_live_get_connection (luwte_workspace_get_live (self->workspace)) ==
                      LUWTE_CONNECTION_CONNECTED);
  luwte_ui_test_settle ();
  luwte_fake_service_add_old (self->service, "oud", "Zwaluw",
                              luwte_clock_now () - (gint64) 3 * 366 * 24 * 3600);
  luwte_fake_service_add (self->service, "nieuw", "Merel", NULL, FALSE);
  luwte_fake_service_tell (self->service);
  luwte_ui_test_settle ();
  luwte_ui_test_wait (luwte_live_get_waiting_count (luwte_workspace_get_live (self->workspace)) ==
                      2);
  return self;
}

/* What the service still holds past the term: told to the lead, with what to do, and to nobody else. */
static void
test_overdue (void)
{
  static const char *const roles[] = { "lead", "counsellor" };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      LuwteUiFixture *fixture = fixture_with_old (roles[i]);
      GtkWidget *page = luwte_retention_page_new (fixture->workspace);
      GtkWindow *window = luwte_ui_test_window (page, 900, 1200);

      luwte_ui_test_wait (luwte_ui_test_shows (window, "Nothing has been erased yet"));
      if (i == 0)
        luwte_ui_test_wait (luwte_ui_test_shows (window, "1 conversation is past its term there"));
      else
        g_assert_false (luwte_ui_test_shows (window, "past its term there"));
      g_assert_false (luwte_ui_test_shows (window, "Zwaluw"));
      if (i == 0)
        {
          pictures (window, "retention-overdue");
          luwte_fake_service_vanish (fixture->service, "oud");
          luwte_fake_service_tell (fixture->service);
          luwte_ui_test_wait (!luwte_ui_test_shows (window, "is past its term there"));
        }
      luwte_ui_test_destroy (window);
      luwte_ui_fixture_free (fixture);
    }
}

/* The page of that moment shows these words; the window is left open. */
static GtkWindow *
page_that_shows (LuwteUiFixture *fixture, const char *words)
{
  GtkWindow *window = luwte_ui_test_window (luwte_retention_page_new (fixture->workspace), 900,
                                            1400);

  luwte_ui_test_wait (luwte_ui_test_shows (window, words));
  return window;
}

/* Of closed conversations the service alone can say what is there: by month and how many, gone, or not
 * to be told; to the lead, and without a name. (R71) */
static void
test_held (void)
{
  LuwteUiFixture *fixture = fixture_with_old ("lead");
  GtkWindow *window = page_that_shows (fixture, "Closed Conversations: Cannot Be Told");
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *month = g_date_time_format (now, "%Y-%m");
  g_autofree char *name = g_date_time_format (now, "%B %Y");

  g_assert_true (luwte_ui_test_shows (window, "nothing is left to ask for"));
  pictures (window, "retention-held-unknown");
  luwte_ui_test_destroy (window);

  luwte_fake_service_hold_closed (fixture->service, "2020-01", "Jongeren", 9);
  luwte_fake_service_hold_closed (fixture->service, "2020-01", "Ouders", 3);
  luwte_fake_service_hold_closed (fixture->service, "2019-12", NULL, 1);
  /* Within the term of the profile. */
  luwte_fake_service_hold_closed (fixture->service, month, NULL, 5);
  window = page_that_shows (fixture, "Still there: 12 conversations (Jongeren 9, Ouders 3)");
  g_assert_true (luwte_ui_test_shows (window, "January 2020"));
  g_assert_true (luwte_ui_test_shows (window, "December 2019"));
  g_assert_true (luwte_ui_test_shows (window, "Still there: 1 conversation"));
  g_assert_false (luwte_ui_test_shows (window, "Still there: 5 conversations"));
  g_assert_false (luwte_ui_test_shows (window, "Cannot Be Told"));
  pictures (window, "retention-held-there");

  /* Without a connection it is not said that nothing is there; with it again, it is asked anew. */
  luwte_fake_service_set_online (fixture->service, FALSE);
  luwte_ui_test_destroy (window);
  window = page_that_shows (fixture, "Closed Conversations: Cannot Be Told");
  g_assert_false (luwte_ui_test_shows (window, "Still there"));
  luwte_fake_service_set_online (fixture->service, TRUE);
  luwte_ui_test_destroy (window);

  luwte_fake_service_hold_closed (fixture->service, NULL, NULL, 0);
  window = page_that_shows (fixture, "Gone There Too");
  g_assert_false (luwte_ui_test_shows (window, "Still there"));
  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
}

static void
test_held_not_hers (void)
{
  LuwteUiFixture *fixture = fixture_with_old ("counsellor");
  g_autoptr (GAsyncResult) asked = NULL;
  g_autoptr (GPtrArray) months = NULL;
  g_autoptr (GError) error = NULL;
  GtkWindow *window;

  luwte_fake_service_hold_closed (fixture->service, "2020-01", "Jongeren", 9);
  window = page_that_shows (fixture, "Nothing has been erased yet");
  luwte_workspace_ask_overdue_async (fixture->workspace, NULL, luwte_ui_fixture_answer_cb, &asked);
  months = luwte_workspace_ask_overdue_finish (fixture->workspace, luwte_ui_fixture_wait (&asked),
                                               &error);
  g_assert_null (months);
  g_assert_cmpint (luwte_problem_of (error), ==, LUWTE_PROBLEM_POLICY);
  g_clear_object (&asked);
  luwte_ui_test_settle ();
  g_assert_false (luwte_ui_test_shows (window, "Still"));
  g_assert_false (luwte_ui_test_shows (window, "January 2020"));
  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
}

int
main (int argc, char *argv[])
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/terms/warned", test_warned);
  g_test_add_func ("/ui/terms/hold", test_hold);
  g_test_add_func ("/ui/terms/keep-longer", test_keep_longer);
  g_test_add_func ("/ui/terms/not-longer", test_not_longer);
  g_test_add_func ("/ui/terms/overdue", test_overdue);
  g_test_add_func ("/ui/terms/held", test_held);
  g_test_add_func ("/ui/terms/held-not-hers", test_held_not_hers);
  return g_test_run ();
}
