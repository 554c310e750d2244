/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_HANDOVER_GROUP (luwte_handover_group_get_type ())
G_DECLARE_FINAL_TYPE (LuwteHandoverGroup, luwte_handover_group, LUWTE, HANDOVER_GROUP,
                      AdwPreferencesGroup)

/* To whom a dossier was handed over, or from whom it came, and the way to hand it over (R38, R50).
 * workspace: (nullable); dossier_id, nickname: (nullable): NULL for none */
void luwte_handover_group_set_target (LuwteHandoverGroup *self, LuwteWorkspace *workspace,
                                      const char *dossier_id, const char *nickname);

G_END_DECLS
