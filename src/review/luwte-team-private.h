/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-key-pair.h"
#include "luwte-pack-private.h"
#include "luwte-team.h"

G_BEGIN_DECLS

/* On the vault's threads. */

/* pair: (out) (nullable): NULL when the vault has no identity yet; name: (out) (nullable) */
gboolean luwte_team_read_identity (LuwteDb *db, LuwteKeyPair **pair, char **name, GError **error);

/**
 * luwte_team_read_held:
 *
 * Returns: (transfer full) (element-type LuwteRosterHeld): the roster in use and those replaced
 *   less than two weeks ago, as far as @pair is a member of them; what a pack is checked against
 */
GPtrArray *luwte_team_read_held (LuwteDb *db, LuwteKeyPair *pair, GError **error);

/* (out) (nullable): the one in use */
gboolean luwte_team_read_roster (LuwteDb *db, LuwteRoster **roster, GError **error);

G_END_DECLS
