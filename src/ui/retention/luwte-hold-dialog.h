/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "luwte-types.h"

G_BEGIN_DECLS

/* Asks for a reason and a last day, and keeps the dossier past its term until then. */
void luwte_hold_dialog_ask (GtkWidget *parent, LuwteWorkspace *workspace, const char *dossier_id,
                            const char *nickname);
/* Asks for a reason, and renews the term where the profile lets it be. */
void luwte_hold_dialog_ask_extend (GtkWidget *parent, LuwteWorkspace *workspace,
                                   const char *dossier_id, const char *nickname);
/* Asks whether it may end now, since what is past its term goes at once then. */
void luwte_hold_dialog_ask_end (GtkWidget *parent, LuwteWorkspace *workspace, LuwteHold *hold);
/* (transfer none): "Complaint" for a code, any other words as they are */
const char *luwte_hold_dialog_reason (const char *reason);

G_END_DECLS
