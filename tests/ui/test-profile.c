/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The profile as a form, in the window: what is loosened is told and needs the lead and a reason; what
 * is stored gets other days, seen before and told after. (R95) */

#include "luwte-policy.h"
#include "luwte-profile-dialog.h"
#include "luwte-profile-field.h"
#include "luwte-secret.h"
#include "luwte-ui-fixture.h"
#include "luwte-ui-harness.h"
#include "luwte-window.h"

static LuwteUiFixture *
fixture_new (const char *role)
{
  LuwteUiFixture *self = luwte_ui_fixture_new_empty ();
  g_autoptr (LuwteSecret) passphrase = luwte_secret_new (LUWTE_UI_PASSPHRASE, -1);
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (GAsyncResult) created = NULL;
  g_autoptr (GError) error = NULL;

  luwte_workspace_create_async (self->workspace, "fier", NULL, role, passphrase, NULL,
                                luwte_ui_fixture_answer_cb, &created);
  code = luwte_workspace_create_finish (self->workspace, luwte_ui_fixture_wait (&created), &error);
  g_assert_no_error (error);
  luwte_workspace_agree_to_secrecy (self->workspace);
  luwte_ui_test_settle ();
  return self;
}

static GtkWindow *
open_form (LuwteUiFixture *fixture, int width)
{
  GtkWidget *window = luwte_window_new (NULL, fixture->workspace);

  gtk_window_set_default_size (GTK_WINDOW (window), width, 800);
  gtk_window_present (GTK_WINDOW (window));
  luwte_ui_test_settle ();
  adw_dialog_present (ADW_DIALOG (luwte_profile_dialog_new (fixture->workspace)), window);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Change the Profile"));
  return GTK_WINDOW (window);
}

static void
close_all (GtkWindow *window)
{
  AdwDialog *dialog;

  while ((dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window))))
    adw_dialog_force_close (dialog);
  luwte_ui_test_destroy (window);
}

static GtkWidget *
find_field (GtkWidget *widget, const char *id)
{
  LuwteProfileField *field = g_object_get_data (G_OBJECT (widget), "field");

  if (field != NULL && g_str_equal (luwte_profile_field_get_fields (field)->id, id))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_field (child, id);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
choose (GtkWindow *window, const char *id, const char *words)
{
  AdwComboRow *row = ADW_COMBO_ROW (find_field (GTK_WIDGET (window), id));
  GListModel *model = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);

      if (g_str_equal (gtk_string_object_get_string (item), words))
        {
          adw_combo_row_set_selected (row, i);
          return;
        }
    }
  g_error ("%s cannot be %s", id, words);
}

static GtkWidget *
use_button (GtkWindow *window)
{
  return luwte_ui_test_get (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Take into Use");
}

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

/* A shorter term: anybody's to accept; what is past it is told before, goes, and is told after. */
static void
test_shorter (void)
{
  LuwteUiFixture *fixture = fixture_new ("counsellor");
  GtkWindow *window;

  luwte_ui_fixture_add_note (fixture, "Kiezel", "Al lang geleden", 500);
  luwte_ui_fixture_add_note (fixture, "Wilg", "Pas nog", 20);
  window = open_form (fixture, 900);
  pictures (window, "profile-form");
  choose (window, "/service_lines/chat/records/note/keep", "one year");
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "See What Changes");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "No Promise Is Loosened"));
  g_assert_true (luwte_ui_test_shows (window, "Of 2 records that have a day: sooner 2 records"));
  g_assert_true (luwte_ui_test_shows (window, "1 record"));
  pictures (window, "profile-shorter");
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Take into Use");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "The Profile Is in Use"));
  g_assert_true (luwte_ui_test_shows (window, "Past the new term and erased: 1 record."));
  luwte_ui_test_picture (window, "profile-used");
  g_assert_cmpint (luwte_workspace_profile_version (fixture->workspace), ==, 2);
  close_all (window);
  luwte_ui_fixture_free (fixture);
}

/* Whether the title of the form stands there with all its letters. */
static gboolean
title_is_whole (GtkWindow *window)
{
  GtkWidget *dialog = luwte_ui_test_find_type (window, LUWTE_TYPE_PROFILE_DIALOG, 0);
  GtkWidget *label;

  for (guint i = 0; (label = luwte_ui_test_find_type (dialog, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (g_str_equal (gtk_label_get_text (GTK_LABEL (label)), "Change the Profile"))
      return !pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label)));
  return FALSE;
}

/* A longer one: the lead's, with a reason. */
static void
test_looser (void)
{
  LuwteUiFixture *fixture = fixture_new ("lead");
  GtkWindow *window = open_form (fixture, 360);

  luwte_ui_test_picture (window, "profile-form-narrow");
  g_assert_true (title_is_whole (window));
  choose (window, "/service_lines/chat/records/note/keep", "five years");
  choose (window, "/identity/counts", "the team lead");
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "See What Changes");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Promises That Are Loosened"));
  g_assert_true (luwte_ui_test_shows (window, "Chat, notes: Kept"));
  g_assert_true (luwte_ui_test_shows (window, "From now on: five years from the last contact."));
  g_assert_true (luwte_ui_test_shows (window, "Before: nobody. From now on: the team lead."));
  luwte_ui_test_picture (window, "profile-looser-narrow");
  g_assert_false (gtk_widget_get_sensitive (use_button (window)));
  gtk_editable_set_text (GTK_EDITABLE (luwte_ui_test_find_type (window, ADW_TYPE_ENTRY_ROW, 0)),
                         "De verklaring is op 1 november gewijzigd");
  g_assert_true (gtk_widget_get_sensitive (use_button (window)));
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Take into Use");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "The Profile Is in Use"));
  g_assert_cmpint (luwte_workspace_profile_version (fixture->workspace), ==, 2);
  close_all (window);
  luwte_ui_fixture_free (fixture);
}

/* Not a counsellor's, and she is told why. */
static void
test_not_hers (void)
{
  LuwteUiFixture *fixture = fixture_new ("counsellor");
  GtkWindow *window = open_form (fixture, 900);

  choose (window, "?transcript.to_visitor", "yes, by mail");
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "See What Changes");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Only the team lead"));
  g_assert_false (gtk_widget_get_sensitive (use_button (window)));
  pictures (window, "profile-not-hers");
  close_all (window);
  luwte_ui_fixture_free (fixture);
}

/* The file: exported, taken back as it was, and one that is wrong says where. */
static void
test_file (void)
{
  LuwteUiFixture *fixture = fixture_new ("lead");
  GtkWindow *window = open_form (fixture, 900);
  g_autofree char *path = g_build_filename (fixture->dir, "profile.json", NULL);
  LuwteProfileDialog *dialog;
  g_autoptr (GError) error = NULL;

  dialog = LUWTE_PROFILE_DIALOG (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
  luwte_workspace_export_profile (fixture->workspace, path, &error);
  g_assert_no_error (error);
  luwte_profile_dialog_open_file (dialog, path);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Nothing Changes"));
  g_assert_false (gtk_widget_get_sensitive (use_button (window)));
  g_file_set_contents (path, "{\"schema\": 1}", -1, &error);
  g_assert_no_error (error);
  luwte_profile_dialog_open_file (dialog, path);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "This profile cannot be used."));
  luwte_ui_test_picture (window, "profile-wrong-file");
  close_all (window);
  luwte_ui_fixture_free (fixture);
}

int
main (int argc, char *argv[])
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/profile/shorter", test_shorter);
  g_test_add_func ("/ui/profile/looser", test_looser);
  g_test_add_func ("/ui/profile/not-hers", test_not_hers);
  g_test_add_func ("/ui/profile/file", test_file);
  return g_test_run ();
}
