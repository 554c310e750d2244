/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What the in-process tests of the window share: a real window, real templates, no screen tool. Any
 * Gtk warning is fatal. */

/* Instead of g_test_init(): GTK, libadwaita, our templates and styles. */
void luwte_ui_test_init (int *argc, char ***argv);

/* A window of that size around a widget (floating or not), shown and drawn. Destroy it with
 * luwte_ui_test_destroy(). */
GtkWindow *luwte_ui_test_window (GtkWidget *child, int width, int height);
/* Destroys a window and runs the loop until it is gone. */
void luwte_ui_test_destroy (GtkWindow *window);

/* The first descendant that is mapped, of that role and that name (its own label, title or
 * accessible label, without mnemonic). NULL name: any. NULL when there is none. */
GtkWidget *luwte_ui_test_find (gpointer root, GtkAccessibleRole role, const char *name);
/* The same by type: the @nth one from 0. */
GtkWidget *luwte_ui_test_find_type (gpointer root, GType type, guint nth);
/* Whether a mapped label with these words stands anywhere in it. */
gboolean luwte_ui_test_shows (gpointer root, const char *words);
/* Like find(), but it must be there. */
GtkWidget *luwte_ui_test_get (gpointer root, GtkAccessibleRole role, const char *name);
/* Activates a button or row as a key would, and runs the loop until it has happened. */
void luwte_ui_test_click (gpointer root, GtkAccessibleRole role, const char *name);

/* Runs the main loop until the condition holds; fails the test after 20 s. */
typedef gboolean (*LuwteUiTestCondition) (gpointer data);
void luwte_ui_test_until (LuwteUiTestCondition condition, gpointer data);
#define luwte_ui_test_wait(expression)                                \
  G_STMT_START                                                        \
  {                                                                   \
    gint64 wait_end_ = g_get_monotonic_time () + 20 * G_USEC_PER_SEC; \
    while (!(expression))                                             \
      {                                                               \
        g_assert_cmpint (g_get_monotonic_time (), <, wait_end_);      \
        luwte_ui_test_step ();                                        \
      }                                                               \
  }                                                                   \
  G_STMT_END
/* One turn of the main loop, 20 ms at most. */
void luwte_ui_test_step (void);
/* Runs the loop until nothing is left to do. */
void luwte_ui_test_settle (void);

/* A picture of the window, NAME.png in the build folder's pictures/. */
void luwte_ui_test_picture (GtkWindow *window, const char *name);
/* Dark or light, for what follows. */
void luwte_ui_test_dark (gboolean dark);

/* Every control in it has a name for people who do not see it, and every button without words has
 * a tooltip. */
void luwte_ui_test_check_names (gpointer root);

G_END_DECLS
