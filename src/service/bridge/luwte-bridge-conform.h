/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteBridgeConformFunc:
 * @outcome: 1 as it should be, 0 not, -1 not tried
 * @check: what was tried
 * @section: the section of docs/bridge-protocol.md that says so
 * @expected: (nullable): when not as it should be
 *
 * One check is over.
 */
typedef void (*LuwteBridgeConformFunc) (int outcome, const char *check, const char *section,
                                        const char *expected, gpointer user_data);

/**
 * luwte_bridge_conform:
 * @url: as luwte_bridge_service_new() takes it
 * @nickname: (nullable): of a session that waits now, started for this test; without it, nothing that
 *   needs a session is tried
 *
 * Tries whether a server keeps the bridge protocol, one request after the other, and iterates the
 * main context meanwhile. It claims no session but the one under @nickname, and closes it at the end.
 *
 * Returns: how many checks failed, or -1 with an error when it could not be tried
 */
int luwte_bridge_conform (const char *url, const char *user, LuwteSecret *secret,
                          const char *nickname, LuwteBridgeConformFunc report, gpointer user_data,
                          GError **error);

G_END_DECLS
