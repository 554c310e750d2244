/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-passphrase-choice.h"
#include "luwte-profile-list.h"
#include "luwte-recovery-sheet.h"
#include "luwte-restore-dialog.h"
#include "luwte-strength.h"
#include "luwte-ui-fixture.h"
#include "luwte-ui-harness.h"
#include "luwte-unlock-page.h"
#include "luwte-window.h"

static void
test_strength (void)
{
  guint n;

  g_assert_cmpint (luwte_strength_of ("", &n), ==, LUWTE_STRENGTH_NONE);
  g_assert_cmpint (luwte_strength_of ("aaaaaaaaaaaaaaaaaaaaaaaa", &n), ==, LUWTE_STRENGTH_WEAK);
  g_assert_cmpint (luwte_strength_of ("12345678901234567890", &n), ==, LUWTE_STRENGTH_WEAK);
  g_assert_cmpint (luwte_strength_of ("fiets", &n), ==, LUWTE_STRENGTH_WEAK);
  g_assert_cmpint (luwte_strength_of ("fiets fiets fiets fiets fiets", &n), ==,
                   LUWTE_STRENGTH_WEAK);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (luwte_strength_of ("fiets brood wolk kade", &n), ==, LUWTE_STRENGTH_FAIR);
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpint (luwte_strength_of ("fiets brood wolk kade lamp", &n), ==, LUWTE_STRENGTH_STRONG);
  g_assert_cmpint (luwte_strength_of ("fiets brood wolk kade lamp zout", &n), ==,
                   LUWTE_STRENGTH_VERY_STRONG);
  /* Eleven strong characters are one too few. */
  g_assert_cmpint (luwte_strength_of ("x7#Qp!2vZ&k", &n), ==, LUWTE_STRENGTH_WEAK);
}

static void
test_delay (void)
{
  g_assert_cmpuint (luwte_unlock_page_delay_after (0), ==, 0);
  g_assert_cmpuint (luwte_unlock_page_delay_after (1), ==, 1);
  g_assert_cmpuint (luwte_unlock_page_delay_after (4), ==, 8);
  g_assert_cmpuint (luwte_unlock_page_delay_after (5), ==, 16);
  g_assert_cmpuint (luwte_unlock_page_delay_after (100), ==, 30);
}

static void
choose_passphrase (GtkWindow *window)
{
  GtkWidget *choice = luwte_ui_test_find_type (window, LUWTE_TYPE_PASSPHRASE_CHOICE, 0);
  GtkWidget *first = luwte_ui_test_find_type (choice, ADW_TYPE_PASSWORD_ENTRY_ROW, 0);
  GtkWidget *second = luwte_ui_test_find_type (choice, ADW_TYPE_PASSWORD_ENTRY_ROW, 1);

  gtk_editable_set_text (GTK_EDITABLE (first), "kort");
  g_assert_false (luwte_passphrase_choice_get_valid (LUWTE_PASSPHRASE_CHOICE (choice)));
  gtk_editable_set_text (GTK_EDITABLE (first), LUWTE_UI_PASSPHRASE);
  g_assert_false (luwte_passphrase_choice_get_valid (LUWTE_PASSPHRASE_CHOICE (choice)));
  gtk_editable_set_text (GTK_EDITABLE (second), LUWTE_UI_PASSPHRASE);
  g_assert_true (luwte_passphrase_choice_get_valid (LUWTE_PASSPHRASE_CHOICE (choice)));
  luwte_ui_test_picture (window, "first-run-passphrase");
}

/* The groups as they stand on the screen, in order. */
static const char *
group_at (GtkWidget *sheet, guint index)
{
  GtkWidget *grid = luwte_ui_test_find_type (sheet, GTK_TYPE_GRID, 0);
  GtkWidget *box = gtk_grid_get_child_at (GTK_GRID (grid), index % 3, index / 3);

  return gtk_label_get_label (GTK_LABEL (gtk_widget_get_last_child (box)));
}

static void
copy_code (GtkWindow *window)
{
  GtkWidget *sheet = luwte_ui_test_find_type (window, LUWTE_TYPE_RECOVERY_SHEET, 0);
  GtkWidget *first = luwte_ui_test_find_type (sheet, ADW_TYPE_ENTRY_ROW, 0);
  GtkWidget *second = luwte_ui_test_find_type (sheet, ADW_TYPE_ENTRY_ROW, 1);
  g_autofree char *small = NULL;
  guint a, b;

  luwte_recovery_sheet_get_asked (LUWTE_RECOVERY_SHEET (sheet), &a, &b);
  g_assert_cmpuint (a, <, b);
  g_assert_cmpuint (b, <, 9);
  luwte_ui_test_picture (window, "first-run-recovery");
  gtk_editable_set_text (GTK_EDITABLE (first), group_at (sheet, b));
  gtk_editable_set_text (GTK_EDITABLE (second), group_at (sheet, b));
  g_assert_false (luwte_recovery_sheet_get_confirmed (LUWTE_RECOVERY_SHEET (sheet)));
  small = g_ascii_strdown (group_at (sheet, a), -1);
  gtk_editable_set_text (GTK_EDITABLE (first), small);
  g_assert_true (luwte_recovery_sheet_get_confirmed (LUWTE_RECOVERY_SHEET (sheet)));
}

static GtkWindow *
make_window (LuwteUiFixture *fixture, int width, int height)
{
  GtkWidget *window = luwte_window_new (NULL, fixture->workspace);

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  return GTK_WINDOW (window);
}

static void
test_first_run (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new_empty ();
  GtkWindow *window = make_window (fixture, 1280, 800);
  GtkWidget *profiles = luwte_ui_test_find_type (window, LUWTE_TYPE_PROFILE_LIST, 0);

  luwte_ui_test_check_names (window);
  g_assert_null (luwte_profile_list_get_selected (LUWTE_PROFILE_LIST (profiles)));
  luwte_profile_list_select (LUWTE_PROFILE_LIST (profiles), "fier");
  g_assert_cmpstr (luwte_profile_list_get_selected (LUWTE_PROFILE_LIST (profiles)), ==, "fier");
  luwte_ui_test_picture (window, "first-run-profile");
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Next");
  if (luwte_ui_test_shows (window, "What the Helpline Leaves Open"))
    {
      luwte_ui_test_picture (window, "first-run-questions");
      luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Next");
    }

  choose_passphrase (window);
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Make the Vault");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Your Recovery Code"));
  copy_code (window);
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Next");

  g_assert_true (luwte_ui_test_shows (window, "Which Chat Do You Work With?"));
  luwte_ui_test_picture (window, "first-run-service");
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Done");
  luwte_ui_test_wait (luwte_ui_test_find (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Lock") != NULL);
  g_assert_true (luwte_workspace_is_practice (fixture->workspace));
  luwte_ui_test_picture (window, "main");

  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
}

/* A backup of another vault, which is not on this computer; the path is freed by the caller. */
static char *
make_backup (LuwteUiFixture *other)
{
  char *path = g_build_filename (other->dir, "a.luwte-backup", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *made = NULL;

  luwte_ui_fixture_add_note (other, "Kiezel", "Staat in de kopie", 3);
  luwte_workspace_back_up_async (other->workspace, path, NULL, NULL, luwte_ui_fixture_answer_cb,
                                 &result);
  made = luwte_workspace_back_up_finish (other->workspace, luwte_ui_fixture_wait (&result), NULL);
  g_assert_cmpstr (made, ==, path);
  return path;
}

static void
restore_with (GtkWindow *window, const char *path, const char *passphrase)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *dialog, *row;

  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Restore a Backup…");
  luwte_ui_test_wait (luwte_ui_test_find_type (window, LUWTE_TYPE_RESTORE_DIALOG, 0) != NULL);
  dialog = luwte_ui_test_find_type (window, LUWTE_TYPE_RESTORE_DIALOG, 0);
  /* What the file dialog of the desktop answers. */
  luwte_restore_dialog_set_file (LUWTE_RESTORE_DIALOG (dialog), file);
  row = luwte_ui_test_find_type (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, 0);
  gtk_editable_set_text (GTK_EDITABLE (row), passphrase);
  luwte_ui_test_settle ();
  luwte_ui_test_check_names (window);
  luwte_ui_test_picture (window, "first-run-restore");
  g_assert_false (luwte_ui_test_shows (dialog, "if it is another"));
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Restore");
}

/* On a bare machine: the vault comes out of a backup, and what cannot be known is said. */
static void
test_restore (void)
{
  LuwteUiFixture *other = luwte_ui_fixture_new ("fier", NULL);
  LuwteUiFixture *fixture = luwte_ui_fixture_new_empty ();
  g_autofree char *path = make_backup (other);
  GtkWindow *window = make_window (fixture, 1000, 800);

  restore_with (window, path, "not this one");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Nothing Was Changed"));
  g_assert_true (luwte_ui_test_shows (window, "That does not open the backup. It opens with"));
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Close");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Which Helpline Do You Work For?"));
  g_assert_cmpint (luwte_workspace_get_state (fixture->workspace), ==, LUWTE_WORKSPACE_EMPTY);

  restore_with (window, path, LUWTE_UI_PASSPHRASE);
  luwte_ui_test_wait (luwte_workspace_get_state (fixture->workspace) == LUWTE_WORKSPACE_OPEN);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Something Erased May Be Back"));
  luwte_ui_test_check_names (window);
  luwte_ui_test_picture (window, "restored-unproved");
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Close");
  luwte_ui_test_wait (!luwte_ui_test_shows (window, "Something Erased May Be Back"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.section", "s", "nicknames"));
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Kiezel"));

  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
  luwte_ui_fixture_free (other);
}

static void
type_passphrase (GtkWindow *window, const char *words)
{
  GtkWidget *row = luwte_ui_test_find_type (window, ADW_TYPE_PASSWORD_ENTRY_ROW, 0);

  gtk_editable_set_text (GTK_EDITABLE (row), words);
}

static void
test_unlock (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", "practice");
  GtkWindow *window = make_window (fixture, 1280, 800);

  luwte_ui_fixture_add_note (fixture, "Kiezel", "Een heel herkenbare zin", 3);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.section", "s", "nicknames");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Kiezel"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.lock", NULL);
  luwte_ui_test_settle ();
  g_assert_false (luwte_ui_test_shows (window, "Kiezel"));
  g_assert_true (luwte_ui_test_shows (window, "Luwte Is Locked"));
  luwte_ui_test_check_names (window);
  luwte_ui_test_picture (window, "locked");

  type_passphrase (window, "niet de goede zin hoor");
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Open");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "does not open the vault"));
  luwte_ui_test_picture (window, "unlock-wrong");
  luwte_ui_test_wait (
      gtk_widget_get_sensitive (luwte_ui_test_get (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Open")));

  type_passphrase (window, LUWTE_UI_PASSPHRASE);
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Open");
  luwte_ui_test_wait (luwte_ui_test_find (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Lock") != NULL);

  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
}

static void
test_narrow (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new_empty ();
  GtkWindow *window = make_window (fixture, 360, 640);

  luwte_ui_test_picture (window, "first-run-narrow");
  luwte_ui_test_dark (TRUE);
  luwte_ui_test_picture (window, "first-run-narrow-dark");
  luwte_ui_test_dark (FALSE);
  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/first-run/strength", test_strength);
  g_test_add_func ("/ui/first-run/delay", test_delay);
  g_test_add_func ("/ui/first-run/whole", test_first_run);
  g_test_add_func ("/first-run/restore", test_restore);
  g_test_add_func ("/ui/first-run/unlock", test_unlock);
  g_test_add_func ("/ui/first-run/narrow", test_narrow);
  return g_test_run ();
}
