/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "luwte-status.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_ALERTS (luwte_alerts_get_type ())
G_DECLARE_FINAL_TYPE (LuwteAlerts, luwte_alerts, LUWTE, ALERTS, GObject)

/* Announces who waits, and that a colleague said something to the team: a notification without
 * content and a sound, again and again until nobody waits and all is read, or the window was looked
 * at; only while Available, and once instead of again in the middle of a conversation. It goes on
 * while Luwte is locked. */
LuwteAlerts *luwte_alerts_new (GtkWindow *window, LuwteStatus *status);

/* The counsellor has seen it: silence until somebody new arrives. */
void luwte_alerts_acknowledge (LuwteAlerts *self);
/* How often it announced since it was made: for tests. */
guint luwte_alerts_get_n_announced (LuwteAlerts *self);
/* What was set in Preferences, looked at again. */
void luwte_alerts_refresh (LuwteAlerts *self);
/* What was set, for a window that begins anew while the settings are locked away. */
void luwte_alerts_get_ways (LuwteAlerts *self, gboolean *notification, gboolean *sound);
void luwte_alerts_set_ways (LuwteAlerts *self, gboolean notification, gboolean sound);

G_END_DECLS
