/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LUWTE_TYPE_REFUSE_DIALOG (luwte_refuse_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteRefuseDialog, luwte_refuse_dialog, LUWTE, REFUSE_DIALOG, AdwDialog)

/* The ground on which a request is refused. Signal "refused" (the ground). */
AdwDialog *luwte_refuse_dialog_new (void);

G_END_DECLS
