/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Backups, restoring, a new code and a new key, from the real preferences over a real vault. */

#include "luwte-backup-page.h"
#include "luwte-code-dialog.h"
#include "luwte-preferences-dialog.h"
#include "luwte-recovery-sheet.h"
#include "luwte-restore-dialog.h"
#include "luwte-secret.h"
#include "luwte-ui-fixture.h"
#include "luwte-ui-harness.h"
#include "luwte-window.h"
#include "luwte-work-dialog.h"

#include <glib/gstdio.h>
#include <string.h>

static void
type (gpointer root, GType of, guint nth, const char *text)
{
  GtkWidget *entry = luwte_ui_test_find_type (root, of, nth);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

/* The group as it stands on the sheet. */
static const char *
group_at (GtkWidget *sheet, guint index)
{
  GtkWidget *grid = luwte_ui_test_find_type (sheet, GTK_TYPE_GRID, 0);
  GtkWidget *box = gtk_grid_get_child_at (GTK_GRID (grid), index % 3, index / 3);

  return gtk_label_get_label (GTK_LABEL (gtk_widget_get_last_child (box)));
}

/* Types the two groups that the sheet asks back, as they stand on it. */
static void
confirm_code (gpointer root)
{
  GtkWidget *sheet = luwte_ui_test_find_type (root, LUWTE_TYPE_RECOVERY_SHEET, 0);
  guint first, second;

  luwte_recovery_sheet_get_asked (LUWTE_RECOVERY_SHEET (sheet), &first, &second);
  type (sheet, ADW_TYPE_ENTRY_ROW, 0, group_at (sheet, first));
  type (sheet, ADW_TYPE_ENTRY_ROW, 1, group_at (sheet, second));
  g_assert_true (luwte_recovery_sheet_get_confirmed (LUWTE_RECOVERY_SHEET (sheet)));
}

static GtkWindow *
real_window (LuwteUiFixture *fixture)
{
  GtkWindow *window = GTK_WINDOW (luwte_window_new (NULL, fixture->workspace));

  gtk_window_set_default_size (window, 1000, 800);
  gtk_window_present (window);
  luwte_ui_test_settle ();
  return window;
}

static GtkWidget *
show_page (GtkWindow *window, LuwteUiFixture *fixture, const char *title)
{
  GtkWidget *dialog = luwte_preferences_dialog_new (fixture->workspace);

  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (window));
  luwte_ui_test_settle ();
  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (dialog), title);
  luwte_ui_test_settle ();
  return dialog;
}

static void
test_make (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", NULL);
  g_autofree char *folder = g_build_filename (fixture->dir, "stick", NULL);
  GtkWindow *window = real_window (fixture);
  GtkWidget *dialog, *page;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  dialog = show_page (window, fixture, "backup");
  page = luwte_ui_test_find_type (dialog, LUWTE_TYPE_BACKUP_PAGE, 0);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "No backup yet"));
  luwte_ui_test_check_names (window);
  luwte_ui_test_picture (window, "backup-none");
  luwte_backup_page_make (LUWTE_BACKUP_PAGE (page), folder);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "The last backup"));
  g_assert_true (luwte_ui_test_shows (window, "at the latest"));
  luwte_ui_test_picture (window, "backup-made");
  g_assert_nonnull (luwte_ui_test_find (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Back Up Now"));
  luwte_ui_test_wait (luwte_ui_test_find_type (window, LUWTE_TYPE_WORK_DIALOG, 0) == NULL);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  luwte_ui_test_settle ();
  luwte_window_lock (LUWTE_WINDOW (window));
  luwte_ui_test_settle ();
  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
}

static void
test_restore (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", NULL);
  g_autofree char *path = g_build_filename (fixture->dir, "a.luwte-backup", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *made = NULL;
  GtkWindow *window;
  GtkWidget *dialog;

  luwte_ui_fixture_add_note (fixture, "Kiezel", "Staat in de kopie", 3);
  luwte_workspace_back_up_async (fixture->workspace, path, NULL, NULL, luwte_ui_fixture_answer_cb,
                                 &result);
  made = luwte_workspace_back_up_finish (fixture->workspace, luwte_ui_fixture_wait (&result), NULL);
  g_assert_cmpstr (made, ==, path);
  g_clear_object (&result);
  luwte_ui_fixture_add_note (fixture, "Kiezel", "Kwam later", 0);

  window = real_window (fixture);
  dialog = luwte_restore_dialog_new (fixture->workspace);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (window));
  luwte_restore_dialog_set_file (LUWTE_RESTORE_DIALOG (dialog), file);
  luwte_ui_test_settle ();
  luwte_ui_test_check_names (window);
  type (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, 0, "not this one");
  luwte_ui_test_picture (window, "restore");
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Restore");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Nothing Was Changed"));
  luwte_ui_test_picture (window, "restore-wrong");
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Close");
  g_assert_cmpint (luwte_workspace_get_state (fixture->workspace), ==, LUWTE_WORKSPACE_LOCKED);

  dialog = luwte_restore_dialog_new (fixture->workspace);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (window));
  luwte_restore_dialog_set_file (LUWTE_RESTORE_DIALOG (dialog), file);
  luwte_ui_test_settle ();
  type (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, 0, LUWTE_UI_PASSPHRASE);
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Restore");
  luwte_ui_test_wait (luwte_workspace_get_state (fixture->workspace) == LUWTE_WORKSPACE_OPEN);
  luwte_ui_test_settle ();
  g_assert_null (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
  luwte_window_lock (LUWTE_WINDOW (window));
  luwte_ui_test_settle ();
  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
}

static void
count_locked_cb (LuwteWorkspace *workspace, GParamSpec *pspec, gpointer data)
{
  guint *n = data;

  *n += luwte_workspace_get_state (workspace) == LUWTE_WORKSPACE_LOCKED ? 1 : 0;
}

static void
test_codes (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", NULL);
  GtkWindow *window = real_window (fixture);
  GtkWidget *preferences = show_page (window, fixture, "security");
  GtkWidget *dialog;
  guint n_locked = 0;

  luwte_ui_test_picture (window, "security");
  dialog = luwte_code_dialog_new (fixture->workspace, FALSE);
  adw_dialog_present (ADW_DIALOG (dialog), preferences);
  luwte_ui_test_settle ();
  type (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, 0, "not this one");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next");
  confirm_code (dialog);
  luwte_ui_test_picture (window, "new-code");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Use This Code");
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "That passphrase is not right"));
  type (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, 0, LUWTE_UI_PASSPHRASE);
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next");
  confirm_code (dialog);
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Use This Code");
  luwte_ui_test_wait (luwte_ui_test_find_type (window, LUWTE_TYPE_CODE_DIALOG, 0) == NULL);
  luwte_ui_test_picture (window, "new-code-done");

  /* And a new key: locked, written anew, open again. */
  dialog = luwte_code_dialog_new (fixture->workspace, TRUE);
  adw_dialog_present (ADW_DIALOG (dialog), preferences);
  luwte_ui_test_settle ();
  luwte_ui_test_picture (window, "rotate");
  type (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, 0, LUWTE_UI_PASSPHRASE);
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next");
  confirm_code (dialog);
  g_signal_connect (fixture->workspace, "notify::state", G_CALLBACK (count_locked_cb), &n_locked);
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Write Anew");
  luwte_ui_test_wait (n_locked == 1 &&
                      luwte_workspace_get_state (fixture->workspace) == LUWTE_WORKSPACE_OPEN);
  g_signal_handlers_disconnect_by_func (fixture->workspace, count_locked_cb, &n_locked);
  luwte_ui_test_settle ();
  g_assert_null (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
  luwte_window_lock (LUWTE_WINDOW (window));
  luwte_ui_test_settle ();
  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
}

/* A lost ledger: said in a banner, and put right from there. */
static void
test_ledger (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", NULL);
  g_autofree char *ledger = g_build_filename (luwte_workspace_get_dir (fixture->workspace),
                                              "vault.ledger", NULL);
  g_autoptr (LuwteSecret) passphrase = luwte_secret_new (LUWTE_UI_PASSPHRASE, -1);
  g_autoptr (GAsyncResult) result = NULL;
  GtkWindow *window;

  luwte_workspace_lock (fixture->workspace);
  g_assert_cmpint (g_remove (ledger), ==, 0);
  luwte_workspace_open_async (fixture->workspace, LUWTE_OPEN_WINDOW, passphrase, NULL,
                              luwte_ui_fixture_answer_cb, &result);
  g_assert_true (
      luwte_workspace_open_finish (fixture->workspace, luwte_ui_fixture_wait (&result), NULL));
  g_clear_object (&result);
  window = real_window (fixture);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "can be read and not written"));
  luwte_ui_test_picture (window, "read-only");
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Put Right…");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Begin a New Ledger?"));
  luwte_ui_test_picture (window, "read-only-ask");
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "New Ledger");
  luwte_ui_test_wait (!luwte_ui_test_shows (window, "can be read and not written"));
  g_assert_false (luwte_workspace_is_read_only (fixture->workspace));
  /* Narrow, the focus is in what was folded away: nothing of the main view may be kept for it. */
  gtk_window_set_default_size (window, 372, 800);
  luwte_ui_test_settle ();
  luwte_window_lock (LUWTE_WINDOW (window));
  luwte_ui_test_settle ();
  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
}

int
main (int argc, char *argv[])
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/backup/make", test_make);
  g_test_add_func ("/ui/backup/restore", test_restore);
  g_test_add_func ("/ui/backup/codes", test_codes);
  g_test_add_func ("/ui/backup/ledger", test_ledger);
  return g_test_run ();
}
