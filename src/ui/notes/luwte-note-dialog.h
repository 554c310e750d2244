/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-note.h"
#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_NOTE_DIALOG (luwte_note_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteNoteDialog, luwte_note_dialog, LUWTE, NOTE_DIALOG, AdwDialog)

/* An earlier note, changed: its text, its topic, and for whom it is. */
AdwDialog *luwte_note_dialog_new (LuwteWorkspace *workspace, LuwteNote *note);

G_END_DECLS
