/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_REVIEW_PAGE (luwte_review_page_get_type ())
G_DECLARE_FINAL_TYPE (LuwteReviewPage, luwte_review_page, LUWTE, REVIEW_PAGE, AdwBin)

/* The conversations that were flagged for the multidisciplinary review, each with its question.
 * Property "layout" (LuwteLayout as int, the window sets it). */
GtkWidget *luwte_review_page_new (LuwteWorkspace *workspace);

G_END_DECLS
