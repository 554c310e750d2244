/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How far an erasure is, in the real window: each step in words, stopped as long as nothing is
 * deleted, and told that it goes on afterwards. The vault's threads are held where it matters. */

#include "luwte-db.h"
#include "luwte-nicknames-page.h"
#include "luwte-test-vault.h"
#include "luwte-ui-fixture.h"
#include "luwte-ui-harness.h"
#include "luwte-vault.h"
#include "luwte-window.h"
#include "luwte-workspace-private.h"

/* Holds one thread of the vault until it is let go. */
typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean held;
  gboolean go;
} Hold;

static gpointer
hold_cb (LuwteDb *db, gpointer data, GError **error)
{
  Hold *hold = data;

  /* A reader that has read keeps the log as it is. */
  (void) luwte_test_ask (db, "SELECT count (*) FROM session");
  g_mutex_lock (&hold->mutex);
  hold->held = TRUE;
  while (!hold->go)
    g_cond_wait (&hold->cond, &hold->mutex);
  g_mutex_unlock (&hold->mutex);
  return GINT_TO_POINTER (TRUE);
}

static gboolean
is_held (Hold *hold)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&hold->mutex);

  return hold->held;
}

static void
let_go (Hold *hold)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&hold->mutex);

  hold->go = TRUE;
  g_cond_broadcast (&hold->cond);
}

static GtkWindow *
window_with_note (LuwteUiFixture *fixture)
{
  GtkWindow *window;
  GtkWidget *page, *list;

  luwte_ui_fixture_add_note (fixture, "Kiezel", "Heeft met haar mentor gepraat.", 3);
  window = GTK_WINDOW (luwte_window_new (NULL, fixture->workspace));
  gtk_window_set_default_size (window, 1000, 700);
  gtk_window_present (window);
  luwte_ui_test_settle ();
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.section", "s", "nicknames"));
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Kiezel"));
  page = luwte_ui_test_find_type (window, LUWTE_TYPE_NICKNAMES_PAGE, 0);
  list = luwte_ui_test_find_type (page, GTK_TYPE_LIST_VIEW, 0);
  gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), 0, TRUE);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "erased on"));
  return window;
}

static void
erase_note (GtkWindow *window)
{
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Erase…");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Erase This Note?"));
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Erase");
}

static void
end (GtkWindow *window, LuwteUiFixture *fixture)
{
  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
}

static void
test_stopped (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", NULL);
  GtkWindow *window = window_with_note (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  Hold hold = { 0 };

  luwte_vault_write_async (fixture->workspace->vault, hold_cb, &hold, NULL, NULL, NULL,
                           luwte_ui_fixture_answer_cb, &result);
  luwte_ui_test_wait (is_held (&hold));
  erase_note (window);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Erasing waits for its turn"));
  g_assert_true (luwte_ui_test_shows (window, "Nothing is deleted yet."));
  luwte_ui_test_check_names (window);
  luwte_ui_test_picture (window, "erasure-waits");
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Stop");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Stopping…"));
  let_go (&hold);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Stopped. Nothing was erased."));
  luwte_ui_test_wait (!luwte_ui_test_shows (window, "Erasing waits for its turn"));
  g_assert_true (luwte_ui_test_shows (window, "mentor gepraat"));
  g_assert_cmpint (luwte_workspace_get_erasure_step (fixture->workspace), ==, LUWTE_ERASURE_NONE);
  g_assert_false (luwte_workspace_stop_erasure (fixture->workspace));

  /* It can be asked for again. */
  erase_note (window);
  luwte_ui_test_wait (!luwte_ui_test_shows (window, "mentor gepraat"));
  luwte_ui_test_wait (result != NULL);
  end (window, fixture);
}

static void
test_too_late (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", NULL);
  GtkWindow *window = window_with_note (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  GtkWidget *button;
  Hold hold = { 0 };

  luwte_vault_read_async (fixture->workspace->vault, hold_cb, &hold, NULL, NULL, NULL,
                          luwte_ui_fixture_answer_cb, &result);
  luwte_ui_test_wait (is_held (&hold));
  erase_note (window);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "step 4 of 5"));
  button = luwte_ui_test_get (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Goes On");
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_true (luwte_ui_test_shows (window, "It is deleted already."));
  g_assert_false (luwte_workspace_stop_erasure (fixture->workspace));
  luwte_ui_test_picture (window, "erasure-goes-on");
  let_go (&hold);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "The note is erased"));
  luwte_ui_test_wait (!luwte_ui_test_shows (window, "step 4 of 5"));
  luwte_ui_test_wait (result != NULL);
  end (window, fixture);
}

static void
stop_at_once_cb (LuwteWorkspace *workspace, guint *n)
{
  if (luwte_workspace_get_erasure_step (workspace) != LUWTE_ERASURE_NONE && *n == 0)
    {
      (*n)++;
      g_assert_true (luwte_workspace_stop_erasure (workspace));
    }
}

static gpointer
count_notes (LuwteDb *db, gpointer data, GError **error)
{
  *(gint64 *) data = luwte_test_ask (db, "SELECT count (*) FROM note");
  return GINT_TO_POINTER (TRUE);
}

static gint64
n_notes (LuwteUiFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  luwte_vault_read (fixture->workspace->vault, count_notes, &n, &error);
  g_assert_no_error (error);
  return n;
}

/* What is past its term, by the button of the retention page. */
static void
test_retention (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", NULL);
  GtkWindow *window;
  guint n = 0;

  luwte_ui_fixture_add_note (fixture, "Oud", "Langer dan twee jaar geleden.", 2 * 365 + 40);
  g_assert_cmpint (n_notes (fixture), ==, 1);
  window = GTK_WINDOW (luwte_window_new (NULL, fixture->workspace));
  gtk_window_set_default_size (window, 1000, 900);
  gtk_window_present (window);
  luwte_ui_test_settle ();
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.section", "s", "retention"));
  g_signal_connect (fixture->workspace, "erasure-step", G_CALLBACK (stop_at_once_cb), &n);
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Erase what is past its term now");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Stopped. Nothing was erased."));
  g_assert_cmpint (n_notes (fixture), ==, 1);

  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Erase what is past its term now");
  luwte_ui_test_wait (n_notes (fixture) == 0);
  g_assert_cmpuint (n, ==, 1);
  luwte_ui_test_wait (luwte_workspace_get_erasure_step (fixture->workspace) == LUWTE_ERASURE_NONE);
  g_signal_handlers_disconnect_by_data (fixture->workspace, &n);
  end (window, fixture);
}

int
main (int argc, char **argv)
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/erasure/stopped", test_stopped);
  g_test_add_func ("/erasure/too-late", test_too_late);
  g_test_add_func ("/erasure/retention", test_retention);
  return g_test_run ();
}
