/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-window-private.h"

GVariant *
luwte_window_hand_over (LuwteWindow *self)
{
  gboolean notification, sound, in_conversation;
  gint64 locked_at;
  int width, height;
  GVariantDict dict;

  g_return_val_if_fail (LUWTE_IS_WINDOW (self), NULL);

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  luwte_alerts_get_ways (self->alerts, &notification, &sound);
  locked_at = luwte_auto_lock_get_locked_at (self->auto_lock, &in_conversation);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "width", "i", width);
  g_variant_dict_insert (&dict, "height", "i", height);
  g_variant_dict_insert (&dict, "maximized", "b", gtk_window_is_maximized (GTK_WINDOW (self)));
  g_variant_dict_insert (&dict, "hidden", "b", !gtk_widget_get_visible (GTK_WIDGET (self)));
  g_variant_dict_insert (&dict, "background", "b", self->background);
  g_variant_dict_insert (&dict, "notification", "b", notification);
  g_variant_dict_insert (&dict, "sound", "b", sound);
  g_variant_dict_insert (&dict, "locked-at", "x", locked_at);
  g_variant_dict_insert (&dict, "in-conversation", "b", in_conversation);
  return g_variant_dict_end (&dict);
}

gboolean
luwte_window_take_over (LuwteWindow *self, GVariant *state)
{
  gboolean maximized = FALSE, hidden = FALSE, notification = TRUE, sound = TRUE,
           in_conversation = FALSE;
  gint64 locked_at = g_get_monotonic_time ();
  int width = 0, height = 0;

  g_return_val_if_fail (LUWTE_IS_WINDOW (self), FALSE);

  g_variant_lookup (state, "width", "i", &width);
  g_variant_lookup (state, "height", "i", &height);
  g_variant_lookup (state, "maximized", "b", &maximized);
  g_variant_lookup (state, "hidden", "b", &hidden);
  g_variant_lookup (state, "background", "b", &self->background);
  g_variant_lookup (state, "notification", "b", &notification);
  g_variant_lookup (state, "sound", "b", &sound);
  g_variant_lookup (state, "locked-at", "x", &locked_at);
  g_variant_lookup (state, "in-conversation", "b", &in_conversation);
  if (width > 0 && height > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (maximized)
    gtk_window_maximize (GTK_WINDOW (self));
  luwte_alerts_set_ways (self->alerts, notification, sound);
  luwte_auto_lock_set_locked_at (self->auto_lock, locked_at, in_conversation);
  return !hidden;
}
