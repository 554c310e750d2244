/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Search as one types, in the real window: whatever is typed is words and never an expression, a late
 * answer does not cover a newer one, nothing is a dead end, and the window goes on meanwhile. */

#include "luwte-db.h"
#include "luwte-dossier-view.h"
#include "luwte-nicknames-page.h"
#include "luwte-test-vault.h"
#include "luwte-ui-fixture.h"
#include "luwte-ui-harness.h"
#include "luwte-vault.h"
#include "luwte-window.h"
#include "luwte-workspace-private.h"

typedef struct
{
  LuwteUiFixture *fixture;
  GtkWindow *window;
  GtkWidget *page;
  GtkEditable *entry;
} Search;

static Search *
search_new (void)
{
  Search *self = g_new0 (Search, 1);

  self->fixture = luwte_ui_fixture_new ("fier", NULL);
  luwte_ui_fixture_add_note (self->fixture, "Kiezel", "Heeft met haar mentor gepraat.", 3);
  luwte_ui_fixture_add_note (self->fixture, "Golf",
                             "Zei \"nee\" \xf0\x9f\x8c\x8a en שלום, col:vis.", 5);
  luwte_ui_fixture_add_note (self->fixture, "Plak", "Geplakt\x01 met\x1b[31m tekens & <b>", 7);
  self->window = GTK_WINDOW (luwte_window_new (NULL, self->fixture->workspace));
  gtk_window_set_default_size (self->window, 1000, 700);
  gtk_window_present (self->window);
  luwte_ui_test_settle ();
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.section", "s", "nicknames");
  luwte_ui_test_wait (luwte_ui_test_shows (self->window, "3 nicknames"));
  self->page = luwte_ui_test_find_type (self->window, LUWTE_TYPE_NICKNAMES_PAGE, 0);
  self->entry = GTK_EDITABLE (luwte_ui_test_find_type (self->page, GTK_TYPE_SEARCH_ENTRY, 0));
  return self;
}

static void
search_free (Search *self)
{
  luwte_ui_test_destroy (self->window);
  luwte_ui_fixture_free (self->fixture);
  g_free (self);
}

/* A letter at a time, and the loop runs in between. */
static void
type (Search *self, const char *words)
{
  int position = 0;

  gtk_editable_set_text (self->entry, "");
  for (const char *p = words; *p != '\0'; p = g_utf8_next_char (p))
    {
      gtk_editable_insert_text (self->entry, p, (int) (g_utf8_next_char (p) - p), &position);
      g_main_context_iteration (NULL, FALSE);
    }
}

/* What the search says, once it has. */
static void
expect (Search *self, const char *words, const char *said)
{
  g_test_message ("%.40s: %.40s", words, gtk_editable_get_text (self->entry));
  luwte_ui_test_wait (luwte_ui_test_shows (self->page, said));
}

static void
test_hostile (void)
{
  Search *self = search_new ();
  static const struct
  {
    const char *words;
    const char *said;
  } cases[] = {
    { "mentor", "1 found" },
    { "\"mentor", "1 found" },
    { "mentor\" OR \"walvis", "Nothing Found" },
    { "mentor", "1 found" },
    { "ment*", "1 found" },
    { "NEAR(mentor walvis)", "Nothing Found" },
    { "col:vis", "1 found" },
    { "text:walvis", "Nothing Found" },
    { "haar -mentor", "1 found" },
    { "' OR 1=1; --", "Nothing Found" },
    { "nee \xf0\x9f\x8c\x8a", "1 found" },
    { "walvis {}^+()%_", "Nothing Found" },
    { "שלום", "1 found" },
    { "walvis\x01\x1f\x7f", "Nothing Found" },
    { "geplakt", "1 found" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      type (self, cases[i].words);
      expect (self, cases[i].words, cases[i].said);
    }
  g_assert_true (luwte_ui_test_shows (self->page, "Geplakt"));
  search_free (self);
}

/* Signs alone are no words: nothing breaks, and the next search finds again. */
static void
test_signs (void)
{
  static const char *const signs[] = {
    "\"", "*", "-", "\"\"", "^", "(", "\xf0\x9f\x8c\x8a", "\xe2\x80\xae"
  };
  Search *self = search_new ();

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      type (self, signs[i]);
      luwte_ui_test_wait (!luwte_ui_test_shows (self->page, "1 found"));
      type (self, "mentor");
      expect (self, signs[i], "1 found");
    }
  search_free (self);
}

/* A whole page pasted by mistake. */
static void
test_long (void)
{
  Search *self = search_new ();
  g_autoptr (GString) words = g_string_new (NULL);

  while (words->len < 10240)
    g_string_append (words, "walvis ");
  gtk_editable_set_text (self->entry, words->str);
  expect (self, "10 kB of words", "Nothing Found");
  g_string_truncate (words, 0);
  while (words->len < 10240)
    g_string_append_c (words, 'w');
  gtk_editable_set_text (self->entry, words->str);
  luwte_ui_test_settle ();
  expect (self, "10 kB of one word", "Nothing Found");
  gtk_editable_set_text (self->entry, "mentor");
  expect (self, "mentor", "1 found");
  search_free (self);
}

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

static gboolean
count_cb (gpointer data)
{
  (*(guint *) data)++;
  return G_SOURCE_CONTINUE;
}

static void
listed_cb (GListModel *rows, guint position, guint removed, guint added, GPtrArray *seen)
{
  g_ptr_array_add (seen, GUINT_TO_POINTER (g_list_model_get_n_items (rows)));
}

/* The thread that reads is busy: one types on, the window is drawn, and of the answers that come at
 * last only the one to what stands there is shown. */
static void
test_late (void)
{
  Search *self = search_new ();
  GtkListView *list = GTK_LIST_VIEW (luwte_ui_test_find_type (self->page, GTK_TYPE_LIST_VIEW, 0));
  GListModel *rows = G_LIST_MODEL (gtk_list_view_get_model (list));
  g_autoptr (GPtrArray) seen = g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;
  guint ticks = 0, source;
  gulong handler;
  Hold hold = { 0 };

  luwte_vault_read_async (self->fixture->workspace->vault, hold_cb, &hold, NULL, NULL, NULL,
                          luwte_ui_fixture_answer_cb, &result);
  luwte_ui_test_wait (is_held (&hold));
  handler = g_signal_connect (rows, "items-changed", G_CALLBACK (listed_cb), seen);
  source = g_timeout_add (10, count_cb, &ticks);
  for (guint i = 0; i < 3; i++)
    {
      type (self, (const char *[]) { "mentor", "geplakt", "walvis" }[i]);
      /* Long enough for the search to be asked for; the window's clock goes on. */
      ticks = 0;
      luwte_ui_test_wait (ticks >= 40);
    }
  g_assert_cmpstr (gtk_editable_get_text (self->entry), ==, "walvis");
  g_assert_true (luwte_ui_test_shows (self->page, "3 nicknames"));
  g_assert_cmpuint (seen->len, ==, 0);
  let_go (&hold);
  luwte_ui_test_wait (luwte_ui_test_shows (self->page, "Nothing Found"));
  luwte_ui_test_settle ();
  g_assert_true (luwte_ui_test_shows (self->page, "Nothing Found"));
  g_assert_cmpuint (seen->len, ==, 1);
  g_assert_cmpuint (GPOINTER_TO_UINT (seen->pdata[0]), ==, 0);
  luwte_ui_test_wait (result != NULL);
  g_source_remove (source);
  g_signal_handler_disconnect (rows, handler);
  search_free (self);
}

/* Out of a search that finds nothing, by its button. */
static void
test_way_out (void)
{
  Search *self = search_new ();

  type (self, "walvis");
  expect (self, "walvis", "Nothing Found");
  luwte_ui_test_check_names (self->window);
  luwte_ui_test_picture (self->window, "search-nothing");
  luwte_ui_test_click (self->page, GTK_ACCESSIBLE_ROLE_BUTTON, "Show All Nicknames");
  luwte_ui_test_wait (luwte_ui_test_shows (self->page, "3 nicknames"));
  g_assert_cmpstr (gtk_editable_get_text (self->entry), ==, "");
  g_assert_true (
      gtk_widget_is_ancestor (gtk_window_get_focus (self->window), GTK_WIDGET (self->entry)));
  search_free (self);
}

static gboolean
bold_cb (PangoAttribute *attribute, gpointer data)
{
  const char *hit = data;
  const char *bold = attribute->klass->type == PANGO_ATTR_WEIGHT ? hit + attribute->start_index
                                                                 : NULL;

  return bold != NULL && g_str_has_prefix (bold, "mentor") &&
         ((PangoAttrInt *) attribute)->value >= PANGO_WEIGHT_BOLD;
}

/* The hit is told by its weight, and who listens hears the sentence; the row opens the dossier. */
static void
test_opens (void)
{
  Search *self = search_new ();
  GtkWidget *list, *label = NULL;
  PangoAttrList *attributes, *bold;
  const char *text = NULL;

  type (self, "mentor");
  expect (self, "mentor", "1 found");
  list = luwte_ui_test_find_type (self->page, GTK_TYPE_LIST_VIEW, 0);
  for (guint i = 0; (label = luwte_ui_test_find_type (list, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (strstr (text = gtk_label_get_text (GTK_LABEL (label)), "mentor") != NULL)
      break;
  g_assert_nonnull (label);
  attributes = pango_layout_get_attributes (gtk_label_get_layout (GTK_LABEL (label)));
  bold = pango_attr_list_filter (attributes, bold_cb, (gpointer) text);
  g_assert_nonnull (bold);
  pango_attr_list_unref (bold);
  luwte_ui_test_picture (self->window, "search-found");

  g_signal_emit_by_name (list, "activate", 0);
  gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), 0, TRUE);
  luwte_ui_test_wait (
      luwte_ui_test_shows (luwte_ui_test_find_type (self->page, LUWTE_TYPE_DOSSIER_VIEW, 0),
                           "erased on"));
  g_assert_true (
      luwte_ui_test_shows (luwte_ui_test_find_type (self->page, LUWTE_TYPE_DOSSIER_VIEW, 0),
                           "mentor gepraat"));
  search_free (self);
}

int
main (int argc, char **argv)
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/search/hostile", test_hostile);
  g_test_add_func ("/search/signs", test_signs);
  g_test_add_func ("/search/long", test_long);
  g_test_add_func ("/search/late", test_late);
  g_test_add_func ("/search/way-out", test_way_out);
  g_test_add_func ("/search/opens", test_opens);
  return g_test_run ();
}
