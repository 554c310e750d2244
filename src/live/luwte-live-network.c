/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When the network is another one, or the computer has slept, whatever was being waited for may be
 * dead, and nobody would notice for as long as a time-out. Then everything is asked for at once. A
 * service that was refused is tried again too, once for each such change: behind the sign-in page of
 * a network no certificate holds. */

#include "luwte-live-private.h"

/* One change of network is told in several pieces. */
#define SETTLE_MS 200

static gboolean
settled_cb (gpointer data)
{
  LuwteLive *self = data;

  self->network_source = 0;
  luwte_live_retry_now (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (GNetworkMonitor *monitor, gboolean available, LuwteLive *self)
{
  if (available && self->network_source == 0)
    self->network_source = g_timeout_add (SETTLE_MS, settled_cb, self);
}

void
luwte_live_retry_now (LuwteLive *self)
{
  g_return_if_fail (LUWTE_IS_LIVE (self));

  if (!self->started)
    return;
  if (luwte_service_get_state (self->service) != LUWTE_CONNECTION_REFUSED)
    {
      luwte_service_retry_now (self->service);
      return;
    }
  luwte_service_stop (self->service);
  luwte_service_start (self->service);
}

void
luwte_live_watch_network (LuwteLive *self)
{
  if (self->network_handler == 0)
    self->network_handler = g_signal_connect (g_network_monitor_get_default (), "network-changed",
                                              G_CALLBACK (changed_cb), self);
}

void
luwte_live_unwatch_network (LuwteLive *self)
{
  g_clear_handle_id (&self->network_source, g_source_remove);
  g_clear_signal_handler (&self->network_handler, g_network_monitor_get_default ());
}
