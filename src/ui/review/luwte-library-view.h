/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_LIBRARY_VIEW (luwte_library_view_get_type ())
G_DECLARE_FINAL_TYPE (LuwteLibraryView, luwte_library_view, LUWTE, LIBRARY_VIEW, AdwBin)

/* The library of intervision: searched, counted, added to, erased from (R28). */

/* workspace: (nullable) */
void luwte_library_view_set_workspace (LuwteLibraryView *self, LuwteWorkspace *workspace);
/* Reads what the search asks for, and shows it. */
void luwte_library_view_load (LuwteLibraryView *self);

G_END_DECLS
