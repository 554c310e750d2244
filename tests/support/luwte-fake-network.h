/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A network that the test makes: what g_network_monitor_get_default() gives, when it is made before
 * anything else asks for that. */
void luwte_fake_network_install (void);
/* What the network lets through now; told as a change. */
void luwte_fake_network_set (GNetworkConnectivity connectivity);

G_END_DECLS
