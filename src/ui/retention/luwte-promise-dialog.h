/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_PROMISE_DIALOG (luwte_promise_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwtePromiseDialog, luwte_promise_dialog, LUWTE, PROMISE_DIALOG, AdwDialog)

/* The whole profile in plain sentences, Dutch or English, for whoever wants to lay it beside the
 * helpline's own statement. Generated from the data that the program obeys. */
GtkWidget *luwte_promise_dialog_new (LuwteWorkspace *workspace);

G_END_DECLS
