/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_RETENTION_PAGE (luwte_retention_page_get_type ())
G_DECLARE_FINAL_TYPE (LuwteRetentionPage, luwte_retention_page, LUWTE, RETENTION_PAGE, AdwBin)

/* The profile in plain words, what falls due and when, what was erased and what remains of it.
 * Property "layout" (LuwteLayout as int, the window sets it). */
GtkWidget *luwte_retention_page_new (LuwteWorkspace *workspace);

G_END_DECLS
