/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two vaults and their preferences: a lead adds a colleague's card, signs, and the colleague
 * accepts the roster by the words of her lead. */

#include "luwte-card-dialog.h"
#include "luwte-intake.h"
#include "luwte-member-dialog.h"
#include "luwte-preferences-dialog.h"
#include "luwte-qr-code.h"
#include "luwte-roster-dialog.h"
#include "luwte-secret.h"
#include "luwte-team-page.h"
#include "luwte-team-words.h"
#include "luwte-ui-fixture.h"
#include "luwte-ui-harness.h"

#include <glib/gstdio.h>

static GtkWidget *
show_team (GtkWindow *window, LuwteUiFixture *fixture)
{
  GtkWidget *dialog = luwte_preferences_dialog_new (fixture->workspace);

  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (window));
  luwte_ui_test_settle ();
  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (dialog), "team");
  luwte_ui_test_settle ();
  return dialog;
}

static void
type_nth (gpointer root, GType of, guint nth, const char *text)
{
  GtkWidget *entry = luwte_ui_test_find_type (root, of, nth);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
type (gpointer root, GType of, const char *text)
{
  type_nth (root, of, 0, text);
}

static LuwteTeamState *
look (LuwteUiFixture *fixture)
{
  LuwteTeam *team = luwte_workspace_get_team (fixture->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteTeamState *state;

  luwte_team_load_async (team, NULL, luwte_ui_fixture_answer_cb, &result);
  state = luwte_team_load_finish (team, luwte_ui_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return state;
}

/* The name is written and confirmed as with Enter. */
static char *
name_me (GtkWindow *window, GtkWidget *dialog, LuwteUiFixture *fixture, const char *name)
{
  GtkWidget *page = luwte_ui_test_find_type (dialog, LUWTE_TYPE_TEAM_PAGE, 0);
  g_autoptr (LuwteTeamState) state = NULL;

  type (page, ADW_TYPE_ENTRY_ROW, name);
  g_signal_emit_by_name (luwte_ui_test_find_type (page, ADW_TYPE_ENTRY_ROW, 0), "apply");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Your words"));
  state = look (fixture);
  g_assert_cmpstr (state->name, ==, name);
  return g_strdup (state->card);
}

static void
put (gpointer root, const char *text)
{
  GtkWidget *view = luwte_ui_test_find_type (root, GTK_TYPE_TEXT_VIEW, 0);

  g_assert_nonnull (view);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  luwte_ui_test_settle ();
}

static GtkWidget *
dialog_of (GtkWindow *window, GType of)
{
  luwte_ui_test_wait (luwte_ui_test_find_type (window, of, 0) != NULL);
  luwte_ui_test_settle ();
  return luwte_ui_test_find_type (window, of, 0);
}

static void
gone (GtkWindow *window, GType of)
{
  luwte_ui_test_wait (luwte_ui_test_find_type (window, of, 0) == NULL);
}

static void
add_colleague (GtkWindow *window, const char *card)
{
  GtkWidget *dialog;

  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_LIST_ITEM, "Add a colleague's card…");
  dialog = dialog_of (window, LUWTE_TYPE_MEMBER_DIALOG);
  luwte_ui_test_check_names (dialog);
  g_assert_false (
      gtk_widget_get_sensitive (luwte_ui_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next")));
  put (dialog, "no card at all");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next");
  g_assert_true (luwte_ui_test_shows (dialog, "no file or text of Luwte"));
  luwte_ui_test_picture (window, "team-card-wrong");
  put (dialog, card);
  g_assert_false (luwte_ui_test_shows (dialog, "no file or text of Luwte"));
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next");
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "What She Does"));
  luwte_ui_test_settle ();
  luwte_ui_test_picture (window, "team-words");
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "The Words Are the Same");
  gone (window, LUWTE_TYPE_MEMBER_DIALOG);
}

static char *
sign (GtkWindow *window, LuwteUiFixture *fixture)
{
  g_autoptr (LuwteTeamState) state = NULL;

  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Sign the Roster");
  luwte_ui_test_wait (!luwte_ui_test_shows (window, "For the Next Roster"));
  state = look (fixture);
  g_assert_nonnull (state->roster);
  return g_strdup (luwte_roster_get_text (state->roster));
}

/* A lead's side: an identity, a card, a signed roster; then somebody leaves. (R48, R50) */
static char *
lead_signs (LuwteUiFixture *fixture, const char *card)
{
  GtkWindow *window = luwte_ui_test_window (adw_bin_new (), 900, 900);
  GtkWidget *dialog = show_team (window, fixture);
  g_autofree char *mine = NULL;
  char *roster;

  luwte_ui_test_wait (luwte_ui_test_shows (window, "Write your name first"));
  luwte_ui_test_picture (window, "team-empty");
  mine = name_me (window, dialog, fixture, "Hanna");
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_LIST_ITEM, "Your card…");
  luwte_ui_test_picture (window, "team-card");
  g_assert_nonnull (luwte_ui_test_find (window, GTK_ACCESSIBLE_ROLE_IMG, "QR code of your card"));
  luwte_ui_test_click (dialog_of (window, LUWTE_TYPE_CARD_DIALOG), GTK_ACCESSIBLE_ROLE_BUTTON,
                       "Copy");
  adw_dialog_force_close (ADW_DIALOG (dialog_of (window, LUWTE_TYPE_CARD_DIALOG)));
  luwte_ui_test_settle ();
  add_colleague (window, card);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "joins: counsellor"));
  g_assert_false (gtk_widget_get_sensitive (
      luwte_ui_test_get (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Sign the Roster")));
  type_nth (luwte_ui_test_find_type (dialog, LUWTE_TYPE_TEAM_PAGE, 0), ADW_TYPE_ENTRY_ROW, 1,
            "Team Noord");
  luwte_ui_test_settle ();
  luwte_ui_test_picture (window, "team-prepared");
  roster = sign (window, fixture);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Roster 1, signed by Hanna"));
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_picture (window, "team-signed");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  luwte_ui_test_destroy (window);
  return roster;
}

static void
member_accepts (LuwteUiFixture *fixture, const char *roster)
{
  GtkWindow *window = luwte_ui_test_window (adw_bin_new (), 380, 720);
  GtkWidget *preferences = show_team (window, fixture), *dialog;
  g_autoptr (LuwteTeamState) state = NULL;
  g_autofree char *changed = g_strdup (roster);

  luwte_ui_test_picture (window, "team-narrow");
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_LIST_ITEM, "Accept a roster…");
  dialog = dialog_of (window, LUWTE_TYPE_ROSTER_DIALOG);
  luwte_ui_test_check_names (dialog);
  /* One letter of it is another one. */
  changed[strlen (changed) / 2] = changed[strlen (changed) / 2] == 'a' ? 'b' : 'a';
  put (dialog, changed);
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next");
  luwte_ui_test_wait (
      luwte_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "The Words Are the Same") == NULL);
  state = look (fixture);
  g_assert_null (state->roster);
  g_clear_pointer (&state, luwte_team_state_free);
  put (dialog, roster);
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next");
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "Hanna signed it"));
  luwte_ui_test_settle ();
  luwte_ui_test_picture (window, "team-accept-narrow");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "The Words Are the Same");
  gone (window, LUWTE_TYPE_ROSTER_DIALOG);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Roster 1, signed by Hanna"));
  state = look (fixture);
  g_assert_cmpuint (state->roles, ==, LUWTE_ROSTER_COUNSELLOR);
  luwte_ui_test_dark (TRUE);
  luwte_ui_test_picture (window, "team-narrow-dark");
  luwte_ui_test_dark (FALSE);
  adw_dialog_force_close (ADW_DIALOG (preferences));
  luwte_ui_test_destroy (window);
}

/* Somebody leaves: said on the page, taken back, said again and signed. */
static char *
lead_removes (LuwteUiFixture *fixture)
{
  GtkWindow *window = luwte_ui_test_window (adw_bin_new (), 900, 900);
  GtkWidget *preferences = show_team (window, fixture);
  char *roster;

  for (int i = 0; i < 2; i++)
    {
      luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_LIST_ITEM, "Mila");
      luwte_ui_test_click (dialog_of (window, LUWTE_TYPE_MEMBER_DIALOG), GTK_ACCESSIBLE_ROLE_BUTTON,
                           "She Leaves the Team");
      gone (window, LUWTE_TYPE_MEMBER_DIALOG);
      luwte_ui_test_wait (luwte_ui_test_shows (window, "leaves the team"));
      if (i > 0)
        break;
      luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Take this change back");
      luwte_ui_test_wait (!luwte_ui_test_shows (window, "leaves the team"));
    }
  roster = sign (window, fixture);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Roster 2, signed by Hanna"));
  g_assert_false (luwte_ui_test_shows (window, "Mila"));
  adw_dialog_force_close (ADW_DIALOG (preferences));
  luwte_ui_test_destroy (window);
  return roster;
}

/* The successor of a roster in use is believed without comparing words again, and comes as a file. */
static void
member_follows (LuwteUiFixture *fixture, const char *roster)
{
  GtkWindow *window = luwte_ui_test_window (adw_bin_new (), 900, 900);
  GtkWidget *preferences = show_team (window, fixture), *dialog;
  g_autofree char *path = g_build_filename (fixture->dir, "roster.txt", NULL);
  g_autofree char *large = g_build_filename (fixture->dir, "large", NULL);
  g_autofree char *many = g_strnfill (LUWTE_ROSTER_MAX_BYTES + 1, 'x');
  g_autoptr (GFile) file = g_file_new_for_path (path), large_file = g_file_new_for_path (large);

  g_assert_true (g_file_set_contents (path, roster, -1, NULL));
  g_assert_true (g_file_set_contents (large, many, -1, NULL));
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_LIST_ITEM, "Accept a roster…");
  dialog = dialog_of (window, LUWTE_TYPE_ROSTER_DIALOG);
  luwte_intake_open (LUWTE_INTAKE (luwte_ui_test_find_type (dialog, LUWTE_TYPE_INTAKE, 0)),
                     large_file);
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "no file or text of Luwte"));
  luwte_intake_open (LUWTE_INTAKE (luwte_ui_test_find_type (dialog, LUWTE_TYPE_INTAKE, 0)), file);
  luwte_ui_test_wait (
      gtk_widget_get_sensitive (luwte_ui_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next")));
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next");
  gone (window, LUWTE_TYPE_ROSTER_DIALOG);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "You are not in it"));
  luwte_team_page_set_folder (LUWTE_TEAM_PAGE (
                                  luwte_ui_test_find_type (preferences, LUWTE_TYPE_TEAM_PAGE, 0)),
                              fixture->dir);
  g_assert_true (luwte_ui_test_shows (window, fixture->dir));
  luwte_ui_test_picture (window, "team-left");
  adw_dialog_force_close (ADW_DIALOG (preferences));
  luwte_ui_test_destroy (window);
}

static void
test_team (void)
{
  LuwteUiFixture *lead = luwte_ui_fixture_new_role ("fier", NULL, "lead");
  LuwteUiFixture *member = luwte_ui_fixture_new ("fier", NULL);
  GtkWindow *window = luwte_ui_test_window (adw_bin_new (), 900, 900);
  GtkWidget *dialog = show_team (window, member);
  g_autofree char *card = name_me (window, dialog, member, "Mila");
  g_autofree char *first = NULL, *second = NULL;

  g_assert_null (
      luwte_ui_test_find (window, GTK_ACCESSIBLE_ROLE_LIST_ITEM, "Add a colleague's card…"));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  luwte_ui_test_destroy (window);
  first = lead_signs (lead, card);
  member_accepts (member, first);
  second = lead_removes (lead);
  member_follows (member, second);
  luwte_ui_fixture_free (member);
  luwte_ui_fixture_free (lead);
}

static void
test_words (void)
{
  g_autofree char *roles = luwte_team_words_roles (LUWTE_ROSTER_LEAD | LUWTE_ROSTER_MEETING);
  g_autofree char *lines = luwte_team_words_lines ("een twee drie vier vijf zes zeven");
  GtkWidget *code = g_object_ref_sink (g_object_new (LUWTE_TYPE_QR_CODE, NULL));
  g_autofree char *long_text = g_strnfill (8000, 'x');

  g_assert_cmpstr (roles, ==, "team lead, meeting");
  g_assert_cmpstr (lines, ==, "een twee drie vier vijf\nzes zeven");
  g_assert_false (luwte_qr_code_set_text (LUWTE_QR_CODE (code), long_text));
  g_assert_true (luwte_qr_code_set_text (LUWTE_QR_CODE (code), "luwte-card:abc"));
  g_assert_finalize_object (G_OBJECT (code));
}

int
main (int argc, char *argv[])
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/team/words", test_words);
  g_test_add_func ("/ui/team/round", test_team);
  return g_test_run ();
}
