/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_CORRECTION_DIALOG (luwte_correction_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteCorrectionDialog, luwte_correction_dialog, LUWTE, CORRECTION_DIALOG,
                      AdwDialog)

/* A note is corrected for the one it is about, or their words are written beside it. Signal "kept". */
AdwDialog *luwte_correction_dialog_new (LuwteWorkspace *workspace, const char *request_id,
                                        LuwteNote *note, gboolean addition);

G_END_DECLS
