/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_STANDING_GROUP (luwte_standing_group_get_type ())
G_DECLARE_FINAL_TYPE (LuwteStandingGroup, luwte_standing_group, LUWTE, STANDING_GROUP, AdwBin)

/* How far a visitor is known and since when, what was agreed to, and whether she objected to being
 * registered: shown and changed (R9, R30, R42, R69, R70). Hidden where no consent is kept. */

/* session_id: (nullable), then it is of the dossier; dossier_id: NULL while nobody has said whose the
 * session is. workspace NULL: of nobody. line: NULL is the profile's first. */
void luwte_standing_group_set_target (LuwteStandingGroup *self, LuwteWorkspace *workspace,
                                      const char *dossier_id, const char *session_id,
                                      const char *line);

G_END_DECLS
