/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-toast.h"

#include <glib/gi18n.h>

static void
add (GtkWidget *widget, AdwToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (g_object_ref_sink (toast));
}

static AdwToast *
make (const char *words)
{
  AdwToast *toast = adw_toast_new (words);

  adw_toast_set_use_markup (toast, FALSE);
  return toast;
}

void
luwte_toast_say (GtkWidget *widget, const char *words)
{
  add (widget, make (words));
}

void
luwte_toast_offer_undo (GtkWidget *widget, const char *words, GCallback undo, gpointer object)
{
  AdwToast *toast = make (words);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_object (toast, "button-clicked", undo, object, G_CONNECT_SWAPPED);
  add (widget, toast);
}
