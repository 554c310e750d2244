/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_DOSSIER_VIEW (luwte_dossier_view_get_type ())
G_DECLARE_FINAL_TYPE (LuwteDossierView, luwte_dossier_view, LUWTE, DOSSIER_VIEW, AdwBin)

/* What Luwte holds about one visitor: nicknames, notes with the day of their erasure. */

void luwte_dossier_view_set_workspace (LuwteDossierView *self, LuwteWorkspace *workspace);
/* dossier: (nullable): NULL shows that nothing is chosen */
void luwte_dossier_view_set_dossier (LuwteDossierView *self, LuwteDossier *dossier);
/* Whether the header bar may show a back button: not twice in a wide window. */
void luwte_dossier_view_set_narrow (LuwteDossierView *self, gboolean narrow);

G_END_DECLS
