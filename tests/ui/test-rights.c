/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The desk for requests in the window: what came in, what was objected to, who is refused. */

#include "luwte-new-request-dialog.h"
#include "luwte-correction-dialog.h"
#include "luwte-erasure-dialog.h"
#include "luwte-refuse-dialog.h"
#include "luwte-request-view.h"
#include "luwte-request-words.h"
#include "luwte-requests-page.h"
#include "luwte-ui-fixture.h"
#include "luwte-ui-harness.h"
#include "luwte-window.h"

#include <string.h>

typedef struct
{
  LuwteUiFixture *fixture;
  GtkWindow *window;
  GtkWidget *page;
} Desk;

static void
set_up (Desk *self, const char *policy)
{
  self->fixture = luwte_ui_fixture_new (policy, NULL);
  luwte_ui_fixture_add_note (self->fixture, "Kiezel", "Heeft met haar mentor gepraat.", 3);
  luwte_ui_fixture_add_note (self->fixture, "Basalt", "Wil vooral luisteren.", 9);
  self->page = luwte_requests_page_new (self->fixture->workspace);
  self->window = luwte_ui_test_window (self->page, 900, 800);
}

static void
tear_down (Desk *self)
{
  luwte_ui_test_destroy (self->window);
  luwte_ui_fixture_free (self->fixture);
}

/* (transfer full) */
static char *
dossier_of (Desk *self, const char *nickname)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) dossiers = NULL;
  LuwteNotes *notes = luwte_workspace_get_notes (self->fixture->workspace);

  luwte_notes_dossiers_async (notes, nickname, 1, NULL, luwte_ui_fixture_answer_cb, &result);
  dossiers = luwte_notes_dossiers_finish (notes, luwte_ui_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dossiers->len, ==, 1);
  return g_strdup (luwte_dossier_get_id (g_ptr_array_index (dossiers, 0)));
}

static void
receive (Desk *self, const char *kind, const char *nickname, int days_ago)
{
  LuwteWorkspace *workspace = self->fixture->workspace;
  LuwteRights *rights = luwte_workspace_get_rights (workspace);
  const LuwteDay today = luwte_retention_get_today (luwte_workspace_get_retention (workspace));
  g_autofree char *dossier = dossier_of (self, nickname);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  luwte_rights_receive_async (rights, dossier, kind, today - days_ago, NULL,
                              luwte_ui_fixture_answer_cb, &result);
  id = luwte_rights_receive_finish (rights, luwte_ui_fixture_wait (&result), &error);
  g_assert_no_error (error);
}

static GtkWidget *
begin (Desk *self)
{
  gtk_widget_activate_action (self->page, "requests.new", NULL);
  luwte_ui_test_wait (luwte_ui_test_shows (self->window, "Kiezel"));
  return luwte_ui_test_find_type (self->window, LUWTE_TYPE_NEW_REQUEST_DIALOG, 0);
}

static AdwComboRow *
kinds_of (GtkWidget *dialog)
{
  return ADW_COMBO_ROW (luwte_ui_test_find_type (dialog, ADW_TYPE_COMBO_ROW, 0));
}

static GtkCheckButton *
check_of (GtkWidget *dialog, const char *nickname)
{
  return GTK_CHECK_BUTTON (luwte_ui_test_get (dialog, GTK_ACCESSIBLE_ROLE_RADIO, nickname));
}

/* A request is received for the dossier that was chosen, and its days are counted. (R82) */
static void
test_receive (void)
{
  Desk self;
  GtkWidget *dialog;

  set_up (&self, "fier");
  luwte_ui_test_wait (luwte_ui_test_shows (self.window, "No Requests"));
  luwte_ui_test_picture (self.window, "requests-empty");
  dialog = begin (&self);
  g_assert_false (
      gtk_widget_is_sensitive (luwte_ui_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Receive")));
  gtk_check_button_set_active (check_of (dialog, "Kiezel"), TRUE);
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_picture (self.window, "request-new");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Receive");
  luwte_ui_test_wait (luwte_ui_test_shows (self.window, "To be answered by"));
  g_assert_true (luwte_ui_test_shows (self.window, "Kiezel"));
  g_assert_true (luwte_ui_test_shows (self.window, "days left"));
  tear_down (&self);
}

/* The search finds by nickname; nobody of that name is said, and nothing can be received then. */
static void
test_search (void)
{
  Desk self;
  GtkWidget *dialog, *search;

  set_up (&self, "fier");
  dialog = begin (&self);
  /* The first one stands in the list of kinds. */
  search = luwte_ui_test_find_type (dialog, GTK_TYPE_SEARCH_ENTRY, 1);
  gtk_check_button_set_active (check_of (dialog, "Kiezel"), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (search), "Basalt");
  luwte_ui_test_wait (!luwte_ui_test_shows (dialog, "Kiezel"));
  g_assert_false (
      gtk_widget_is_sensitive (luwte_ui_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Receive")));
  gtk_editable_set_text (GTK_EDITABLE (search), "Niemand");
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "Nobody of that name"));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  tear_down (&self);
}

/* Somebody unknown is refused in the profile's words, and told what can be done unknown. (R85) */
static void
test_unknown (void)
{
  Desk self;
  GtkWidget *dialog;

  set_up (&self, "fier");
  dialog = begin (&self);
  adw_switch_row_set_active (ADW_SWITCH_ROW (
                                 luwte_ui_test_find_type (dialog, ADW_TYPE_SWITCH_ROW, 0)),
                             TRUE);
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "As I cannot see who you are"));
  g_assert_true (luwte_ui_test_shows (dialog, "erase your own data in your chat profile"));
  g_assert_null (luwte_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Receive"));
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Copy These Words");
  luwte_ui_test_picture (self.window, "request-unknown");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Close");
  luwte_ui_test_wait (luwte_ui_test_shows (self.window, "No Requests"));
  tear_down (&self);
}

/* An objection is registered at once, without a check, with its day and who recorded it. (R87, R88) */
static void
test_objection (void)
{
  Desk self;
  GtkWidget *dialog;
  GListModel *model;

  set_up (&self, "fara");
  dialog = begin (&self);
  model = adw_combo_row_get_model (kinds_of (dialog));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 2);
  adw_combo_row_set_selected (kinds_of (dialog), 1);
  g_assert_true (luwte_ui_test_shows (dialog, "It takes effect at once, without a check"));
  gtk_check_button_set_active (check_of (dialog, "Basalt"), TRUE);
  luwte_ui_test_picture (self.window, "request-objection");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Register");
  luwte_ui_test_wait (luwte_ui_test_shows (self.window, "Objection to research · since"));
  g_assert_true (luwte_ui_test_shows (self.window, "recorded by the counsellor"));
  g_assert_true (luwte_ui_test_shows (self.window, "Nothing waits for an answer."));
  tear_down (&self);
}

/* The profile says which kinds there are. */
static void
test_kinds (void)
{
  static const struct
  {
    const char *policy;
    guint n_kinds;
  } cases[] = { { "fier", 7 }, { "fara", 2 }, { "veiligsamen", 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LuwteUiFixture *fixture = luwte_ui_fixture_new (cases[i].policy, NULL);
      g_auto (GStrv) kinds = luwte_workspace_request_kinds (fixture->workspace);

      g_assert_cmpuint (g_strv_length (kinds), ==, cases[i].n_kinds);
      for (guint k = 0; kinds[k] != NULL; k++)
        {
          g_assert_cmpstr (luwte_request_words_kind (kinds[k]), !=, kinds[k]);
          g_assert_cmpstr (luwte_request_words_meaning (kinds[k]), !=, "");
        }
      luwte_ui_fixture_free (fixture);
    }
}

/* What is overdue stands first and says so in words. */
static void
test_list (void)
{
  Desk self;
  GtkWidget *first;

  set_up (&self, "fier");
  receive (&self, "access", "Kiezel", 2);
  receive (&self, "erasure", "Basalt", 40);
  receive (&self, "correction", "Kiezel", 20);
  gtk_widget_activate_action (self.page, "requests.again", NULL);
  luwte_ui_test_wait (luwte_ui_test_shows (self.window, "Kiezel · received"));
  g_assert_true (luwte_ui_test_shows (self.window, "1 overdue"));
  first = luwte_ui_test_find_type (self.window, g_type_from_name ("LuwteRequestRow"), 0);
  g_assert_true (luwte_ui_test_shows (first, "days overdue"));
  g_assert_true (luwte_ui_test_shows (first, "Erasure"));
  luwte_ui_test_check_names (self.window);
  luwte_ui_test_picture (self.window, "requests");
  luwte_ui_test_dark (TRUE);
  luwte_ui_test_picture (self.window, "requests-dark");
  luwte_ui_test_dark (FALSE);
  luwte_ui_test_destroy (self.window);
  self.page = luwte_requests_page_new (self.fixture->workspace);
  self.window = luwte_ui_test_window (self.page, 360, 640);
  luwte_ui_test_wait (luwte_ui_test_shows (self.window, "Kiezel · received"));
  luwte_ui_test_picture (self.window, "requests-narrow");
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (self.window)), <=, 360);
  tear_down (&self);
}

static GtkWidget *
open_first (Desk *self)
{
  GtkWidget *row;

  gtk_widget_activate_action (self->page, "requests.again", NULL);
  luwte_ui_test_wait (luwte_ui_test_shows (self->window, " · received"));
  row = luwte_ui_test_find_type (self->window, g_type_from_name ("LuwteRequestRow"), 0);
  g_signal_emit_by_name (row, "activated");
  luwte_ui_test_wait (luwte_ui_test_shows (self->window, "How it stands"));
  return luwte_ui_test_find_type (self->window, LUWTE_TYPE_REQUEST_VIEW, 0);
}

static void
look (GtkWidget *view)
{
  luwte_ui_test_click (view, GTK_ACCESSIBLE_ROLE_BUTTON, "I Have Seen Who Asks");
  luwte_ui_test_wait (luwte_ui_test_shows (view, "Looked at on"));
}

/* Nothing can be granted before somebody has looked at who asks; the day of that is all that is kept.
 * Then access is granted and can be saved. (R82, R83) */
static void
test_access (void)
{
  Desk self;
  GtkWidget *view;

  set_up (&self, "fier");
  receive (&self, "access", "Kiezel", 2);
  view = open_first (&self);
  g_assert_false (
      gtk_widget_is_sensitive (luwte_ui_test_get (view, GTK_ACCESSIBLE_ROLE_BUTTON, "Grant")));
  g_assert_true (luwte_ui_test_shows (view, "Look first at who asks."));
  luwte_ui_test_check_names (view);
  luwte_ui_test_picture (self.window, "request-access");
  look (view);
  g_assert_null (luwte_ui_test_find (view, GTK_ACCESSIBLE_ROLE_BUTTON, "I Have Seen Who Asks"));
  luwte_ui_test_click (view, GTK_ACCESSIBLE_ROLE_BUTTON, "Grant");
  luwte_ui_test_wait (luwte_ui_test_shows (view, "Granted on"));
  g_assert_true (luwte_ui_test_shows (view, "Save as PDF"));
  g_assert_null (luwte_ui_test_find (view, GTK_ACCESSIBLE_ROLE_BUTTON, "Refuse…"));
  luwte_ui_test_picture (self.window, "request-granted");
  tear_down (&self);
}

static void
write_in (GtkWidget *dialog, const char *words)
{
  GtkTextView *text = GTK_TEXT_VIEW (luwte_ui_test_find_type (dialog, GTK_TYPE_TEXT_VIEW, 0));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (text), words, -1);
  luwte_ui_test_settle ();
}

/* A refusal needs a ground, and keeps it. (R86) */
static void
test_refuse (void)
{
  Desk self;
  GtkWidget *view, *dialog;

  set_up (&self, "fier");
  receive (&self, "erasure", "Basalt", 2);
  view = open_first (&self);
  luwte_ui_test_click (view, GTK_ACCESSIBLE_ROLE_BUTTON, "Refuse…");
  dialog = luwte_ui_test_find_type (self.window, LUWTE_TYPE_REFUSE_DIALOG, 0);
  g_assert_false (
      gtk_widget_is_sensitive (luwte_ui_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Refuse")));
  write_in (dialog, "Dit staat er niet.");
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_picture (self.window, "request-refuse");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Refuse");
  luwte_ui_test_wait (luwte_ui_test_shows (view, "Refused on"));
  g_assert_true (luwte_ui_test_shows (view, "Dit staat er niet."));
  luwte_ui_test_picture (self.window, "request-refused");
  tear_down (&self);
}

/* While nothing was answered it can be taken back, and is gone. */
static void
test_withdraw (void)
{
  Desk self;
  GtkWidget *view;

  set_up (&self, "fier");
  receive (&self, "complaint", "Basalt", 2);
  view = open_first (&self);
  luwte_ui_test_click (view, GTK_ACCESSIBLE_ROLE_BUTTON, "Withdraw…");
  luwte_ui_test_click (self.window, GTK_ACCESSIBLE_ROLE_BUTTON, "Withdraw");
  luwte_ui_test_wait (luwte_ui_test_shows (self.window, "No Requests"));
  tear_down (&self);
}

/* A correction keeps what stood there; an addition stands beside the note. (R82) */
static void
correct (const char *kind, const char *words)
{
  Desk self;
  GtkWidget *view, *dialog;

  set_up (&self, "fier");
  receive (&self, kind, "Kiezel", 2);
  view = open_first (&self);
  g_assert_false (luwte_ui_test_shows (view, "Heeft met haar mentor gepraat."));
  look (view);
  luwte_ui_test_wait (luwte_ui_test_shows (view, "Heeft met haar mentor gepraat."));
  g_signal_emit_by_name (
      gtk_widget_get_ancestor (
          luwte_ui_test_find_type (luwte_ui_test_get (view, GTK_ACCESSIBLE_ROLE_GROUP,
                                                      "The Notes of This Dossier"),
                                   GTK_TYPE_LIST_BOX_ROW, 0),
          ADW_TYPE_ACTION_ROW),
      "activated");
  luwte_ui_test_settle ();
  dialog = luwte_ui_test_find_type (self.window, LUWTE_TYPE_CORRECTION_DIALOG, 0);
  write_in (dialog, words);
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_picture (self.window, kind);
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Keep");
  luwte_ui_test_wait (luwte_ui_test_shows (view, "1 beside it"));
  g_assert_cmpint (luwte_ui_test_shows (view, words), ==, g_str_equal (kind, "correction"));
  luwte_ui_test_click (view, GTK_ACCESSIBLE_ROLE_BUTTON, "It Was Done");
  luwte_ui_test_wait (luwte_ui_test_shows (view, "Granted on"));
  tear_down (&self);
}

static void
test_correction (void)
{
  correct ("correction", "Heeft met haar zus gepraat.");
}

static void
test_addition (void)
{
  correct ("addition", "Het was mijn tante.");
}

/* The dossier is erased, the receipt names nobody, and the request is gone with it. (R81) */
static void
test_erasure (void)
{
  Desk self;
  GtkWidget *view, *dialog;

  set_up (&self, "fier");
  receive (&self, "erasure", "Kiezel", 2);
  view = open_first (&self);
  look (view);
  luwte_ui_test_click (view, GTK_ACCESSIBLE_ROLE_BUTTON, "Erase the Dossier…");
  dialog = luwte_ui_test_find_type (self.window, LUWTE_TYPE_ERASURE_DIALOG, 0);
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_picture (self.window, "erasure");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Erase");
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "2 records are gone."));
  g_assert_true (luwte_ui_test_shows (dialog, "1 topic with its month remains."));
  g_assert_false (luwte_ui_test_shows (dialog, "Kiezel"));
  luwte_ui_test_picture (self.window, "erasure-receipt");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Close");
  luwte_ui_test_wait (luwte_ui_test_shows (self.window, "No Requests"));
  tear_down (&self);
}

/* Where the law lets a dossier be kept, erasing it is a decision of its own. (R84, R86) */
static void
test_law (void)
{
  Desk self;
  GtkWidget *view, *dialog;

  set_up (&self, "pratenonline");
  receive (&self, "erasure", "Kiezel", 2);
  view = open_first (&self);
  luwte_ui_test_click (view, GTK_ACCESSIBLE_ROLE_BUTTON, "They Showed That It Is Theirs");
  luwte_ui_test_wait (luwte_ui_test_shows (view, "Looked at on"));
  luwte_ui_test_click (view, GTK_ACCESSIBLE_ROLE_BUTTON, "Erase the Dossier…");
  dialog = luwte_ui_test_find_type (self.window, LUWTE_TYPE_ERASURE_DIALOG, 0);
  g_assert_false (
      gtk_widget_is_sensitive (luwte_ui_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Erase")));
  adw_switch_row_set_active (ADW_SWITCH_ROW (
                                 luwte_ui_test_find_type (dialog, ADW_TYPE_SWITCH_ROW, 0)),
                             TRUE);
  luwte_ui_test_picture (self.window, "erasure-law");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Erase");
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "records are gone."));
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Close");
  luwte_ui_test_wait (luwte_ui_test_shows (self.window, "No Requests"));
  tear_down (&self);
}

/* From the dossier that is shown: its nickname is chosen already. */
static void
test_from_dossier (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", NULL);
  GtkWidget *window = luwte_window_new (NULL, fixture->workspace);
  GtkSelectionModel *rows;
  GtkWidget *dialog;

  luwte_ui_fixture_add_note (fixture, "Kiezel", "Heeft met haar mentor gepraat.", 3);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_activate_action (window, "win.section", "s", "nicknames");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Kiezel"));
  rows = gtk_list_view_get_model (GTK_LIST_VIEW (luwte_ui_test_find_type (
      luwte_ui_test_find_type (window, g_type_from_name ("LuwteNicknamesPage"), 0),
      GTK_TYPE_LIST_VIEW, 0)));
  gtk_selection_model_select_item (rows, 0, TRUE);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Heeft met haar mentor gepraat."));
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "They ask something about this dossier");
  luwte_ui_test_wait (luwte_ui_test_find_type (window, LUWTE_TYPE_NEW_REQUEST_DIALOG, 0) != NULL);
  dialog = luwte_ui_test_find_type (window, LUWTE_TYPE_NEW_REQUEST_DIALOG, 0);
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "Kiezel"));
  g_assert_true (gtk_check_button_get_active (check_of (dialog, "Kiezel")));
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Receive");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "To be answered by"));
  luwte_ui_test_destroy (GTK_WINDOW (window));
  luwte_ui_fixture_free (fixture);
}

static void
test_words (void)
{
  const LuwteDay today = luwte_day_from_ymd (2026, 11, 25);
  LuwteRequest request = { .state = (char *) "received", .answer_by = today };
  g_autofree char *last = luwte_request_words_state (&request, today);
  g_autofree char *left = luwte_request_words_state (&request, today - 1);
  g_autofree char *over = luwte_request_words_state (&request, today + 2);

  g_assert_cmpstr (last, ==, "Last day today");
  g_assert_cmpstr (left, ==, "1 day left");
  g_assert_cmpstr (over, ==, "2 days overdue");
  g_assert_false (luwte_request_words_is_overdue (&request, today));
  g_assert_true (luwte_request_words_is_overdue (&request, today + 1));
  g_assert_true (strstr (luwte_request_words_whose (&request), "joined or split") != NULL);
}

int
main (int argc, char **argv)
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/rights/words", test_words);
  g_test_add_func ("/ui/rights/kinds", test_kinds);
  g_test_add_func ("/ui/rights/receive", test_receive);
  g_test_add_func ("/ui/rights/search", test_search);
  g_test_add_func ("/ui/rights/unknown", test_unknown);
  g_test_add_func ("/ui/rights/objection", test_objection);
  g_test_add_func ("/ui/rights/list", test_list);
  g_test_add_func ("/ui/rights/access", test_access);
  g_test_add_func ("/ui/rights/refuse", test_refuse);
  g_test_add_func ("/ui/rights/withdraw", test_withdraw);
  g_test_add_func ("/ui/rights/correction", test_correction);
  g_test_add_func ("/ui/rights/addition", test_addition);
  g_test_add_func ("/ui/rights/erasure", test_erasure);
  g_test_add_func ("/ui/rights/law", test_law);
  g_test_add_func ("/ui/rights/from-dossier", test_from_dossier);
  return g_test_run ();
}
