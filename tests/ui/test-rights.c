/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The desk for requests in the window: what came in, what was objected to, who is refused. */

#include "luwte-new-request-dialog.h"
#include "luwte-request-words.h"
#include "luwte-requests-page.h"
#include "luwte-ui-fixture.h"
#include "luwte-ui-harness.h"

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
  luwte_ui_test_wait (luwte_ui_test_shows (self.window, "To Answer"));
  luwte_ui_test_wait (luwte_ui_test_shows (self.window, "Kiezel · received"));
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
  return g_test_run ();
}
