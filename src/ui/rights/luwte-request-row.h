/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-request.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_REQUEST_ROW (luwte_request_row_get_type ())
G_DECLARE_FINAL_TYPE (LuwteRequestRow, luwte_request_row, LUWTE, REQUEST_ROW, AdwActionRow)

/* A request in the list: its kind, whose dossier, the day it came in, and how long there is left, in
 * words and read as one sentence. */
GtkWidget *luwte_request_row_new (const LuwteRequest *request, LuwteDay today);
/* The request's id. */
const char *luwte_request_row_get_id (LuwteRequestRow *self);

G_END_DECLS
