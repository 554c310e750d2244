/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-service.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_LHC_SERVICE (luwte_lhc_service_get_type ())
G_DECLARE_FINAL_TYPE (LuwteLhcService, luwte_lhc_service, LUWTE, LHC_SERVICE, LuwteService)

/* Live Helper Chat by its restapi family alone. The same rule for url as the bridge. */
LuwteService *luwte_lhc_service_new (const char *url, const char *user, LuwteSecret *secret,
                                     GError **error);

/* For tests: how often it is asked whether the account still holds, instead of each minute. */
void luwte_lhc_service_set_look_again (LuwteLhcService *self, guint milliseconds);

/* For tests: how long it would wait now before it asks again, in ms; with jitter, each time another. */
guint luwte_lhc_service_choose_interval (LuwteLhcService *self);

/* For tests: trust what this database trusts instead of the system. */
void luwte_lhc_service_set_tls_database (LuwteLhcService *self, GTlsDatabase *database);

G_END_DECLS
