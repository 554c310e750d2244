/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_NICKNAMES_PAGE (luwte_nicknames_page_get_type ())
G_DECLARE_FINAL_TYPE (LuwteNicknamesPage, luwte_nicknames_page, LUWTE, NICKNAMES_PAGE, AdwBin)

/* All dossiers of this vault, searched as one types, and the one that was chosen. Search words are
 * kept nowhere. Property "layout" (LuwteLayout as int, the window sets it). */
GtkWidget *luwte_nicknames_page_new (LuwteWorkspace *workspace);

/* Into the search field. */
void luwte_nicknames_page_search (LuwteNicknamesPage *self);

G_END_DECLS
