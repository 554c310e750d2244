/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

/* Rows on what will be erased and on what is held, for the Retention page and for a dossier. */

/* named: the nickname stands on it, and a button to hold the dossier. */
GtkWidget *luwte_warning_row_new (LuwteWorkspace *workspace, LuwteWarning *warning, gboolean named);
GtkWidget *luwte_hold_row_new (LuwteWorkspace *workspace, LuwteHold *hold, gboolean named);

#define LUWTE_TYPE_TERM_GROUP (luwte_term_group_get_type ())
G_DECLARE_FINAL_TYPE (LuwteTermGroup, luwte_term_group, LUWTE, TERM_GROUP, AdwBin)

/* Of one dossier: when it goes, what holds it, and what can be done about that. */
GtkWidget *luwte_term_group_new (void);
/* dossier_id: (nullable): shows nothing */
void luwte_term_group_show (LuwteTermGroup *self, LuwteWorkspace *workspace, const char *dossier_id,
                            const char *nickname);

G_END_DECLS
