/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-status.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_MAIN_VIEW (luwte_main_view_get_type ())
G_DECLARE_FINAL_TYPE (LuwteMainView, luwte_main_view, LUWTE, MAIN_VIEW, AdwBin)

/* What an open vault shows: the banner, the side bar, a page a section. It is made when the vault
 * opens and destroyed when it locks, with every page and every text in it.
 *
 * Property: "layout" (LuwteLayout as int, the window sets it). */
GtkWidget *luwte_main_view_new (LuwteStatus *status);

/* name: as luwte_sidebar_section_at() has it */
void luwte_main_view_show_section (LuwteMainView *self, const char *name);
const char *luwte_main_view_get_section (LuwteMainView *self);
/* The page of a section, made if it was not yet. */
GtkWidget *luwte_main_view_get_page (LuwteMainView *self, const char *name);

G_END_DECLS
