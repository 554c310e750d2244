/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_JOIN_DIALOG (luwte_join_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteJoinDialog, luwte_join_dialog, LUWTE, JOIN_DIALOG, AdwDialog)

/* Which other dossier is of the same person: chosen from a list that is searched, with what would move
 * said before it does. Signal "joined" (GStrv): the sessions that came. */
AdwDialog *luwte_join_dialog_new (LuwteNotes *notes, LuwteDossier *into);

G_END_DECLS
