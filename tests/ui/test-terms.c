/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What will be erased and what is held, in the window, by keyboard: warned, held, told again before
 * the hold ends, ended. (R71) */

#include "luwte-clock.h"
#include "luwte-nicknames-page.h"
#include "luwte-retention-page.h"
#include "luwte-secret.h"
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

int
main (int argc, char *argv[])
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/terms/warned", test_warned);
  g_test_add_func ("/ui/terms/hold", test_hold);
  g_test_add_func ("/ui/terms/overdue", test_overdue);
  return g_test_run ();
}
