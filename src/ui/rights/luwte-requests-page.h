/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_REQUESTS_PAGE (luwte_requests_page_get_type ())
G_DECLARE_FINAL_TYPE (LuwteRequestsPage, luwte_requests_page, LUWTE, REQUESTS_PAGE, AdwBin)

/* The rights desk: what people asked about their own dossier, the most urgent first, and what they
 * objected to. Property: "layout" (LuwteLayout as int). */
GtkWidget *luwte_requests_page_new (LuwteWorkspace *workspace);

/* Begins a new request. dossier_id, nickname: (nullable): whose it is */
void luwte_requests_page_begin (LuwteRequestsPage *self, const char *dossier_id,
                                const char *nickname);

G_END_DECLS
