/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_PROFILE_CHANGE_PAGE (luwte_profile_change_page_get_type ())
G_DECLARE_FINAL_TYPE (LuwteProfileChangePage, luwte_profile_change_page, LUWTE, PROFILE_CHANGE_PAGE,
                      AdwNavigationPage)

/* What another profile loosens, in words, and what it does to what is stored; from here it is taken
 * into use. change: (transfer full) */
GtkWidget *luwte_profile_change_page_new (LuwteWorkspace *workspace, LuwteProfileChange *change);

G_END_DECLS
