/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_DOSSIER_NOTE (luwte_dossier_note_get_type ())
G_DECLARE_FINAL_TYPE (LuwteDossierNote, luwte_dossier_note, LUWTE, DOSSIER_NOTE, AdwExpanderRow)

/* A working note in a dossier: its day, topic and the day of its erasure; opened, its text, and
 * Edit and Erase. Signals "edit", "erase": asked for, nothing done yet. */

/* topic: its label */
GtkWidget *luwte_dossier_note_new (LuwteNote *note, const char *topic);
LuwteNote *luwte_dossier_note_get_note (LuwteDossierNote *self);
/* While it is being erased: nothing can be pressed, and it says so. */
void luwte_dossier_note_set_erasing (LuwteDossierNote *self, gboolean erasing);

G_END_DECLS
