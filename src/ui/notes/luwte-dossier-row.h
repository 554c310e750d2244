/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_DOSSIER_ROW (luwte_dossier_row_get_type ())
G_DECLARE_FINAL_TYPE (LuwteDossierRow, luwte_dossier_row, LUWTE, DOSSIER_ROW, AdwBin)

/* A nickname in the list: name, day of the last contact, what was found in bold. */
GtkWidget *luwte_dossier_row_new (void);
/* dossier: (nullable): NULL empties it, when the list uses it for another one */
void luwte_dossier_row_set_dossier (LuwteDossierRow *self, LuwteDossier *dossier);
/* (transfer full): what is read out for it, as one sentence */
char *luwte_dossier_row_describe (LuwteDossier *dossier);

G_END_DECLS
