/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-ui-harness.h"

#include <glib/gstdio.h>

#include "luwte-spelling.h"
#include "luwte-ui.h"

void
luwte_ui_test_init (int *argc, char ***argv)
{
  luwte_spelling_seal ();
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  luwte_ui_init ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);
}

void
luwte_ui_test_dark (gboolean dark)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
luwte_ui_test_step (void)
{
  guint id = g_timeout_add (20, wake_cb, NULL);

  g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}

void
luwte_ui_test_settle (void)
{
  for (int i = 0; i < 10; i++)
    {
      luwte_ui_test_step ();
      while (g_main_context_pending (NULL))
        g_main_context_iteration (NULL, FALSE);
    }
}

void
luwte_ui_test_until (LuwteUiTestCondition condition, gpointer data)
{
  luwte_ui_test_wait (condition (data));
}

GtkWindow *
luwte_ui_test_window (GtkWidget *child, int width, int height)
{
  GtkWidget *window = adw_window_new ();

  adw_window_set_content (ADW_WINDOW (window), child);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  return GTK_WINDOW (window);
}

void
luwte_ui_test_destroy (GtkWindow *window)
{
  gtk_window_destroy (window);
  luwte_ui_test_settle ();
}

static char *
without_mnemonic (const char *label)
{
  GString *plain = g_string_new (label);

  g_string_replace (plain, "_", "", 1);
  return g_string_free (plain, FALSE);
}

/* A builder cannot read back an accessible property; so the words that made it are looked at. */
static char *
own_words (GtkWidget *widget)
{
  for (const char *const *p = (const char *const[]) { "title", "label", NULL }; *p != NULL; p++)
    {
      GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (widget), *p);
      g_autofree char *words = NULL;

      if (pspec == NULL || pspec->value_type != G_TYPE_STRING)
        continue;
      g_object_get (widget, *p, &words, NULL);
      if (words != NULL && *words != '\0')
        return without_mnemonic (words);
    }
  return NULL;
}

static gboolean
has_name (GtkWidget *widget, const char *name)
{
  g_autofree char *own = own_words (widget);
  g_autofree char *computed = NULL;

  if (name == NULL || g_strcmp0 (own, name) == 0)
    return TRUE;
  computed = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                                 GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  if (computed == NULL)
    return TRUE;
  /* A button with a box in it is named by the words inside. */
  if (GTK_IS_BUTTON (widget) || GTK_IS_LIST_BOX_ROW (widget))
    {
      GtkWidget *label = luwte_ui_test_find_type (widget, GTK_TYPE_LABEL, 0);
      g_autofree char *inner = label != NULL ? own_words (label) : NULL;

      return g_strcmp0 (inner, name) == 0;
    }
  return FALSE;
}

GtkWidget *
luwte_ui_test_find (gpointer root, GtkAccessibleRole role, const char *name)
{
  GtkWidget *widget = root;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == role &&
      has_name (widget, name))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = luwte_ui_test_find (child, role, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_type (GtkWidget *widget, GType type, guint *nth)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && (*nth)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type, nth);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
luwte_ui_test_find_type (gpointer root, GType type, guint nth)
{
  return find_type (root, type, &nth);
}

gboolean
luwte_ui_test_shows (gpointer root, const char *words)
{
  GtkWidget *widget = root;

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (luwte_ui_test_shows (child, words))
      return TRUE;
  return FALSE;
}

GtkWidget *
luwte_ui_test_get (gpointer root, GtkAccessibleRole role, const char *name)
{
  GtkWidget *found = NULL;
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while ((found = luwte_ui_test_find (root, role, name)) == NULL)
    {
      if (g_get_monotonic_time () > end)
        g_error ("no widget of role %d named \"%s\"", role, name);
      luwte_ui_test_step ();
    }
  return found;
}

void
luwte_ui_test_click (gpointer root, GtkAccessibleRole role, const char *name)
{
  GtkWidget *widget = luwte_ui_test_get (root, role, name);

  g_assert_true (gtk_widget_is_sensitive (widget));
  g_assert_true (gtk_widget_activate (widget));
  /* "clicked" comes from a time-out a quarter of a second later. */
  if (GTK_IS_BUTTON (widget))
    {
      gint64 end = g_get_monotonic_time () + 400 * 1000;

      while (g_get_monotonic_time () < end)
        luwte_ui_test_step ();
    }
  luwte_ui_test_settle ();
}

void
luwte_ui_test_picture (GtkWindow *window, const char *name)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *dir = g_build_filename (g_getenv ("LUWTE_BUILD_DIR"), "pictures", NULL);
  g_autofree char *file = g_strdup_printf ("%s/%s.png", dir, name);
  GskRenderNode *node = NULL;

  luwte_ui_test_settle ();
  /* The paintable has contents only after a later frame. */
  for (int i = 0; node == NULL && i < 1000; i++)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();

      gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (GTK_WIDGET (window)),
                              gtk_widget_get_height (GTK_WIDGET (window)));
      node = gtk_snapshot_free_to_node (snapshot);
      if (node == NULL)
        {
          gtk_widget_queue_draw (GTK_WIDGET (window));
          luwte_ui_test_step ();
        }
    }
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  gsk_render_node_unref (node);
  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  g_assert_true (gdk_texture_save_to_png (texture, file));
}

void
luwte_ui_test_check_names (gpointer root)
{
  GtkWidget *widget = root;
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if ((GTK_IS_BUTTON (widget) || GTK_IS_SWITCH (widget) || GTK_IS_TEXT_VIEW (widget)) &&
      gtk_widget_get_mapped (widget) &&
      gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) !=
          GTK_ACCESSIBLE_ROLE_PRESENTATION)
    {
      GtkWidget *parent = gtk_widget_get_parent (widget);
      const char *tooltip = gtk_widget_get_tooltip_text (
          /* The button inside a menu button is named by that one. */
          GTK_IS_MENU_BUTTON (parent) ? parent : widget);
      GtkWidget *label = luwte_ui_test_find_type (widget, GTK_TYPE_LABEL, 0);

      if (label == NULL && tooltip == NULL && !GTK_IS_SWITCH (widget) &&
          !gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),
                                             GTK_ACCESSIBLE_PROPERTY_LABEL) &&
          !gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                             GTK_ACCESSIBLE_RELATION_LABELLED_BY))
        g_error ("%s has no name, in %s", G_OBJECT_TYPE_NAME (widget), G_OBJECT_TYPE_NAME (parent));
    }
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    luwte_ui_test_check_names (child);
}
