/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_ADVICE_GROUP (luwte_advice_group_get_type ())
G_DECLARE_FINAL_TYPE (LuwteAdviceGroup, luwte_advice_group, LUWTE, ADVICE_GROUP,
                      AdwPreferencesGroup)

/* The advice that came back, to be read, acknowledged and answered in one line; all of it, or what
 * is about one dossier. Out of sight while there is none. */

/**
 * luwte_advice_group_set_target:
 * @workspace: (nullable)
 * @dossier: (nullable): id; %NULL: the advice about every dossier
 */
void luwte_advice_group_set_target (LuwteAdviceGroup *self, LuwteWorkspace *workspace,
                                    const char *dossier);
/* Looked at again; a row that is open, or in which somebody writes, stays when nothing changed. */
void luwte_advice_group_load (LuwteAdviceGroup *self);

G_END_DECLS
