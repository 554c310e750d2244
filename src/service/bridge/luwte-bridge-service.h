/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-service.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_BRIDGE_SERVICE (luwte_bridge_service_get_type ())
G_DECLARE_FINAL_TYPE (LuwteBridgeService, luwte_bridge_service, LUWTE, BRIDGE_SERVICE, LuwteService)

/* The open bridge protocol (docs/bridge-protocol.md). url: https, or http when the host is literally
 * 127.0.0.1 or [::1]; anything else answers LUWTE_SERVICE_ERROR_INSECURE. */
LuwteService *luwte_bridge_service_new (const char *url, const char *user, LuwteSecret *secret,
                                        GError **error);

/* For tests: trust what this database trusts instead of the system's. Checks stay as they are. */
void luwte_bridge_service_set_tls_database (LuwteBridgeService *self, GTlsDatabase *database);

G_END_DECLS
