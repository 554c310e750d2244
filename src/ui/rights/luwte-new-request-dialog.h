/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_NEW_REQUEST_DIALOG (luwte_new_request_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteNewRequestDialog, luwte_new_request_dialog, LUWTE, NEW_REQUEST_DIALOG,
                      AdwDialog)

/* Somebody asks something about the own dossier: what, whose, since when. Somebody unknown is refused
 * here, in the profile's words, and nothing is kept of it.
 *
 * Signals: "received" (the request's id); "registered" (what is objected to). */

/* dossier_id, nickname: (nullable): whose it is, where that was chosen before */
AdwDialog *luwte_new_request_dialog_new (LuwteWorkspace *workspace, const char *dossier_id,
                                         const char *nickname);

G_END_DECLS
