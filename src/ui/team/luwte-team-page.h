/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_TEAM_PAGE (luwte_team_page_get_type ())
G_DECLARE_FINAL_TYPE (LuwteTeamPage, luwte_team_page, LUWTE, TEAM_PAGE, AdwPreferencesPage)

/* Who I am to my team, whom this vault believes, and where packs travel. (nullable): NULL lets go. */
void luwte_team_page_set_workspace (LuwteTeamPage *self, LuwteWorkspace *workspace);
/* What the file dialog does. */
void luwte_team_page_set_folder (LuwteTeamPage *self, const char *folder);

G_END_DECLS
