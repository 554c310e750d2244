/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was promised, in the window: what there is no action for, and the key that hides. */

#include "luwte-retention-page.h"
#include "luwte-secret.h"
#include "luwte-ui-fixture.h"
#include "luwte-ui-harness.h"
#include "luwte-window.h"

#include <string.h>

static void
check_class (GType type, guint *n_actions)
{
  static const char *const never[] = { "print", "forward", "share", "address", NULL };
  g_autoptr (GTypeClass) class = g_type_class_ref (type);
  GType owner;
  const char *name, *property;
  const GVariantType *parameter;

  for (guint i = 0; gtk_widget_class_query_action (GTK_WIDGET_CLASS (class), i, &owner, &name,
                                                   &parameter, &property);
       i++)
    {
      (*n_actions)++;
      for (guint j = 0; never[j] != NULL; j++)
        if (strstr (name, never[j]) != NULL)
          g_error ("%s has the action %s", g_type_name (type), name);
    }
}

static void
check_actions (GtkWidget *widget, GHashTable *seen, guint *n_actions)
{
  GType type = G_OBJECT_TYPE (widget);

  if (g_str_has_prefix (g_type_name (type), "Luwte") && g_hash_table_add (seen, (gpointer) type))
    check_class (type, n_actions);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_actions (child, seen, n_actions);
}

/* In every profile the window has no action that prints, forwards, shares or asks for an address.
 * (R6, R26, R27, R52) */
static void
test_no_way_out (void)
{
  static const char *const profiles[] = { "fier", "veiligsamen", "pratenonline" };
  static const char *const sections[] = { "chats", "nicknames", "review", "requests", "retention" };

  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      LuwteUiFixture *fixture = luwte_ui_fixture_new (profiles[i], "bridge");
      GtkWidget *window = luwte_window_new (NULL, fixture->workspace);
      g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
      guint n_actions = 0;

      gtk_window_present (GTK_WINDOW (window));
      luwte_ui_test_settle ();
      for (guint j = 0; j < G_N_ELEMENTS (sections); j++)
        {
          gtk_widget_activate_action (window, "win.section", "s", sections[j]);
          luwte_ui_test_settle ();
          check_actions (window, seen, &n_actions);
        }
      g_assert_cmpuint (n_actions, >, 10);
      luwte_ui_test_destroy (GTK_WINDOW (window));
      luwte_ui_fixture_free (fixture);
    }
}

/* The counsellor's own emergency exit: one key hides the window and locks. (R32) */
static void
test_panic (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", NULL);
  GtkWidget *window = luwte_window_new (NULL, fixture->workspace);

  luwte_ui_fixture_add_note (fixture, "Kiezel", "Heeft met haar mentor gepraat.", 3);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_activate_action (window, "win.section", "s", "nicknames");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Kiezel"));
  gtk_widget_activate_action (window, "win.panic", NULL);
  luwte_ui_test_wait (luwte_workspace_get_state (fixture->workspace) == LUWTE_WORKSPACE_LOCKED);
  g_assert_false (gtk_widget_get_visible (window));
  g_assert_null (luwte_workspace_get_notes (fixture->workspace));
  luwte_ui_test_destroy (GTK_WINDOW (window));
  luwte_ui_fixture_free (fixture);
}

/* "What we promise": the whole of it in both languages, from the data. (R95) */
static void
test_told (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("csg", NULL);
  GtkWidget *page = luwte_retention_page_new (fixture->workspace);
  GtkWindow *window = luwte_ui_test_window (page, 1080, 1000);
  AdwToggleGroup *languages;

  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_LIST_ITEM, "The Whole Profile");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "House rules"));
  luwte_ui_test_check_names (window);
  luwte_ui_test_picture (window, "promise");
  languages = ADW_TOGGLE_GROUP (luwte_ui_test_find_type (window, ADW_TYPE_TOGGLE_GROUP, 0));
  adw_toggle_group_set_active_name (languages, "nl");
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Huisregels"));
  g_assert_true (luwte_ui_test_shows (window, "We behandelen elkaar met respect."));
  g_assert_true (luwte_ui_test_shows (window, "Onze keuze"));
  luwte_ui_test_picture (window, "promise-nl");
  luwte_ui_test_destroy (window);
  luwte_ui_fixture_free (fixture);
}

static void
unlock (LuwteUiFixture *fixture)
{
  g_autoptr (LuwteSecret) passphrase = luwte_secret_new (LUWTE_UI_PASSPHRASE, -1);
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;

  luwte_workspace_open_async (fixture->workspace, LUWTE_OPEN_WINDOW, passphrase, NULL,
                              luwte_ui_fixture_answer_cb, &opened);
  luwte_workspace_open_finish (fixture->workspace, luwte_ui_fixture_wait (&opened), &error);
  g_assert_no_error (error);
}

/* The statement of secrecy: asked at the first unlock, not again within its year, again after it; who
 * does not agree is locked out. (R51) */
static void
test_secrecy (void)
{
  LuwteUiFixture *fixture = luwte_ui_fixture_new ("fier", "bridge");
  GtkWidget *window = luwte_window_new (NULL, fixture->workspace);
  g_autofree char *first = NULL, *second = NULL, *third = NULL;

  gtk_window_present (GTK_WINDOW (window));
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Statement of Secrecy"));
  g_assert_true (luwte_ui_test_shows (window, "What people confide in me"));
  luwte_ui_test_picture (GTK_WINDOW (window), "secrecy");
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Lock");
  luwte_ui_test_wait (luwte_workspace_get_state (fixture->workspace) == LUWTE_WORKSPACE_LOCKED);

  unlock (fixture);
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Statement of Secrecy"));
  luwte_ui_test_click (window, GTK_ACCESSIBLE_ROLE_BUTTON, "I Agree");
  first = luwte_workspace_secrecy_to_agree (fixture->workspace, "en");
  g_assert_null (first);

  luwte_workspace_lock (fixture->workspace);
  unlock (fixture);
  luwte_ui_test_settle ();
  g_assert_false (luwte_ui_test_shows (window, "Statement of Secrecy"));
  second = luwte_workspace_secrecy_to_agree (fixture->workspace, "en");
  g_assert_null (second);

  /* Long ago, and other words. */
  luwte_workspace_set_setting (fixture->workspace, "secrecy.agreed", "2020-01-01 0");
  third = luwte_workspace_secrecy_to_agree (fixture->workspace, "nl");
  g_assert_nonnull (third);
  luwte_ui_test_destroy (GTK_WINDOW (window));
  luwte_ui_fixture_free (fixture);
}

int
main (int argc, char *argv[])
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/promises/no-way-out", test_no_way_out);
  g_test_add_func ("/ui/promises/panic", test_panic);
  g_test_add_func ("/ui/promises/told", test_told);
  g_test_add_func ("/ui/promises/secrecy", test_secrecy);
  return g_test_run ();
}
