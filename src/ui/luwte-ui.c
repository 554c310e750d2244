/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-ui.h"

#include <adwaita.h>

#define PREFIX "/org/luwte/Luwte/ui/"

/* The bundles lie in a static library: their own constructors may not have been linked, so they are
 * registered by name. */
GResource *luwte_get_resource (void);
GResource *luwte_chats_get_resource (void);
GResource *luwte_team_get_resource (void);

static const char *
variables_for (AdwStyleManager *style)
{
  gboolean dark = adw_style_manager_get_dark (style);

  if (adw_style_manager_get_high_contrast (style))
    return dark ? PREFIX "style-hc-dark.css" : PREFIX "style-hc.css";
  return dark ? PREFIX "style-dark.css" : PREFIX "style-light.css";
}

static void
style_changed_cb (AdwStyleManager *style, GParamSpec *pspec, gpointer data)
{
  GtkCssProvider *provider = data;

  gtk_css_provider_load_from_resource (provider, variables_for (style));
}

static void
add_provider (GdkDisplay *display, GtkCssProvider *provider)
{
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

void
luwte_ui_init (void)
{
  static gboolean done = FALSE;
  GdkDisplay *display = gdk_display_get_default ();
  AdwStyleManager *style = adw_style_manager_get_default ();
  g_autoptr (GtkCssProvider) rules = gtk_css_provider_new ();
  g_autoptr (GtkCssProvider) variables = gtk_css_provider_new ();

  if (done)
    return;
  done = TRUE;

  g_resources_register (luwte_get_resource ());
  g_resources_register (luwte_chats_get_resource ());
  g_resources_register (luwte_team_get_resource ());
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    "/org/luwte/Luwte/icons");

  gtk_css_provider_load_from_resource (rules, PREFIX "style.css");
  add_provider (display, rules);
  add_provider (display, variables);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (style_changed_cb), variables, 0);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (style_changed_cb), variables,
                           0);
  style_changed_cb (style, NULL, variables);

  /* The accent follows the system; where the system has none, it is ours. */
  if (!adw_style_manager_get_system_supports_accent_colors (style))
    {
      g_autoptr (GtkCssProvider) accent = gtk_css_provider_new ();

      gtk_css_provider_load_from_resource (accent, PREFIX "style-accent.css");
      add_provider (display, accent);
    }
}
